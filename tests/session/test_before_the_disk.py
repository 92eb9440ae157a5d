"""Nothing touches the disk before the safety check says so and a person says where."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest

from tests.content.walking import Persona, personas
from tests.driving import Driver
from tests.session.sittings import PASSPHRASE, asks, at, copied, files, go, on, seal, start
from tests.session.watching import disk
from tests.vault.faults import FaultyOs
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Field, Left, Raw
from tui.vault import durable

# An officer is asked where to keep it, and nothing else: test_council_case.py.
PEOPLE = [one for one in personas() if one.audience != "council"]
AFTER_THE_CHECK = at("place", "memory", "end")


def begun(program: Program, persona: Persona, **more: object) -> App:
    """At the first page of the check, for oneself or for a client."""
    app = start(program, **more)
    if persona.audience == "volunteer":
        app.submit({}, "client")
        app.submit({"label": "Bea"})
    else:
        app.submit({}, "own")
    return app


def driver_of(persona: Persona) -> Driver:
    answers = {"name": "", **persona.data.get("answers", {})}
    return Driver({**persona.data, "answers": answers}, safety={})


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda one: one.name)
def test_the_check_writes_nothing_and_leads_where_it_should(
    program: Program, persona: Persona, home: Path
) -> None:
    before = files(home.parent)
    with disk() as tried:
        app = begun(program, persona)
        on(app, driver_of(persona), AFTER_THE_CHECK)
        keep = persona.expect["keep"]
        assert app.page.id == {"stop": "end", "memory": "memory"}.get(keep, "place")
        if keep == "stop":
            assert any("911" in one.how for one in app.page.people)
            assert any(one.how and one.name for one in app.page.people[1:])
        app.leave()
    assert tried == []
    assert files(home.parent) == before


def test_somebody_walks_each_way(program: Program) -> None:
    assert {persona.expect["keep"] for persona in PEOPLE} == {
        "stop",
        "here",
        "elsewhere",
        "memory",
    }


def entered(field: Field, chance: random.Random) -> Raw | Left:
    codes = [option.code for option in field.options]
    if field.may_open and chance.random() < 0.3:
        return Left(chance.choice(field.may_open))  # type: ignore[arg-type]
    if field.type in {"choices", "rows"}:
        return chance.sample(codes, chance.randint(0, min(2, len(codes))))
    if codes:
        return chance.choice(codes)
    return chance.choice(["2026-03-03", "words", "7", "/tmp/elsewhere", ""])


@pytest.mark.parametrize("who", ["own", "client"])
@pytest.mark.parametrize("seed", range(40))
def test_no_way_through_the_check_writes(program: Program, seed: int, who: str) -> None:
    chance = random.Random(seed)
    with disk() as tried:
        app = start(program)
        app.submit({"label": "A."}, who)
        for _ in range(80):
            page = app.page
            if AFTER_THE_CHECK(page):
                break
            way = chance.random()
            if way < 0.1:
                app.back()
            elif way < 0.15:
                app.forward()
            elif way < 0.2:
                app.menu()
            elif way < 0.25:
                for field in page.fields:
                    app.keep_draft(field.name, "not done")
            else:
                values = {field.name: entered(field, chance) for field in page.fields}
                app.submit(values, chance.choice([one.code for one in page.choices]))
            assert app.page.id != "home", "the menu came before the check was through"
        app.leave()
    assert tried == []


@pytest.mark.parametrize("left", ["skipped", "not-sure", "later"])
def test_saying_nothing_leads_to_keeping_nothing(program: Program, left: str) -> None:
    app = start(program)
    app.submit({}, "own")
    while not AFTER_THE_CHECK(app.page):
        app.submit({one.name: Left(left) for one in app.page.fields})  # type: ignore[arg-type]
    assert app.page.id == "memory"


def test_in_memory_only_papers_are_written_and_only_where_asked(
    program: Program, home: Path, tmp_path: Path
) -> None:
    persona = next(one for one in PEOPLE if one.name == "own-device")
    wanted = tmp_path / "wanted"
    wanted.mkdir()
    before = files(home)
    driver = driver_of(persona)
    with disk() as tried:
        app = begun(program, persona, memory_only=True)
        on(app, driver, at("memory"))
        assert [one.code for one in app.page.choices] == ["next", "leave"]
        app.submit({}, "next")
        on(app, driver, at("home"))
        app.keep_draft("what", "not done")
        app.submit({}, "papers")
        app.submit({}, "tfv-log")
        made = app.submit({"forms": ["docx"], "size": "a4", "folder": str(wanted)}, "write")
        assert made.id == "made"
        app.leave()
    assert files(home) == before
    assert len(list(wanted.iterdir())) == 1
    assert [one for one in tried if str(wanted) not in one] == []


def test_memory_only_opens_nothing_that_is_kept(program: Program, tmp_path: Path) -> None:
    first = start(program)
    first.submit({}, "own")
    go(first, at("place"))
    seal(first, tmp_path / "kept")
    first.leave()
    app = start(program, memory_only=True, vault_path=tmp_path / "kept")
    assert app.page.id == "begin"
    assert "open" not in {one.code for one in app.page.choices}
    assert app.submit({}, "open").id == "begin"


def test_choosing_a_place_writes_nothing_until_the_passphrase_is_there(
    program: Program, home: Path
) -> None:
    (home / "mine").write_text("here before")
    refused = ("", "~nobody-like-that/x", "x" * 5_000, str(home), str(home / "mine" / "below"))
    with disk() as tried:
        app = start(program)
        app.submit({}, "own")
        go(app, at("place"))
        assert app.page.fields[0].value == str(home / "odds-and-ends")
        for typed in refused:
            page = app.submit({"folder": typed})
            assert page.id == "place"
            assert page.fields[0].error, typed
        assert app.submit({"folder": "new one"}).id == "passphrase"
        assert app.submit({"passphrase": "abc", "again": "abd"}).fields[0].error
        app.submit({}, "offered")
        before = app.page.text[0].text
        app.submit({}, "another")
        assert app.page.id == "passphrase-offered"
        assert app.page.text[0].text != before
        app.submit({"again": "something else"})
        app.back()
        app.back()
    assert tried == []
    assert app.page.id == "place"
    seal(app, home / "new one")
    assert (home / "new one").is_dir()


def test_elsewhere_never_proposes_this_device(program: Program, home: Path) -> None:
    persona = next(one for one in PEOPLE if one.expect["keep"] == "elsewhere")
    app = begun(program, persona)
    on(app, driver_of(persona), at("place"))
    assert app.page.fields[0].value == ""
    page = app.submit({"folder": str(home / "notes")})
    assert page.id == "place"
    assert "on this device" in page.fields[0].error
    assert "anyway" in {one.code for one in page.choices}
    # Another folder is looked at again; the same one is taken when the person is sure.
    assert app.submit({"folder": str(home / "other")}, "anyway").id == "place"
    assert app.submit({"folder": str(home / "other")}, "anyway").id == "passphrase"


def test_a_weak_passphrase_is_not_swapped_for_another(program: Program, home: Path) -> None:
    app = start(program)
    app.submit({}, "own")
    go(app, at("place"))
    app.submit({"folder": str(home / "kept")})
    page = app.submit({"passphrase": "kitten", "again": "kitten"})
    assert "anyway" in {one.code for one in page.choices}
    # "Use mine all the same" is about what was judged, not about what is typed meanwhile.
    page = app.submit({"passphrase": "puppies", "again": "puppy"}, "anyway")
    assert page.id.split("|")[0] == "passphrase"
    assert page.fields[0].error
    page = app.submit({"passphrase": "kitten", "again": "kitten"})
    app.submit({"passphrase": "", "again": ""}, "anyway")
    app.leave()
    again = start(program, vault_path=home / "kept")
    assert again.submit({"passphrase": "puppies"}).fields[0].error
    assert asks("opening_safe")(again.submit({"passphrase": "kitten"}))
    assert PASSPHRASE != "kitten"


def test_a_folder_that_can_not_be_made_is_said_so(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start(program)
    app.submit({}, "own")
    go(app, at("place"))
    app.submit({"folder": str(home / "kept")})
    monkeypatch.setattr(durable, "os", FaultyOs(0, errno.ENOSPC, lasting=True))
    page = app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert page.id == "passphrase"
    assert any("no room left" in one.text for one in page.text)
    monkeypatch.undo()
    page = app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert page.id not in {"passphrase", "storing"}


@pytest.mark.parametrize("after", range(0, 60, 3))
def test_a_disk_that_fills_while_the_vault_is_made_loses_nothing(
    program: Program, home: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Wherever it fails, what was said is stored once there is room again."""
    app = start(program)
    app.submit({}, "own")
    go(app, at("place"))
    app.submit({"folder": str(home / "kept")})
    disk_ = FaultyOs(after, errno.ENOSPC, lasting=True)
    with monkeypatch.context() as patch:
        patch.setattr(durable, "os", disk_)
        page = app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
        if len(disk_.calls) > after:
            assert page.id in {"passphrase", "storing"}
            assert any("no room left" in one.text for one in page.text)
    if page.id == "storing":
        page = app.submit({}, "next")
    elif page.id == "passphrase":
        page = app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    assert page.id not in {"passphrase", "storing"}, page.text
    (answers,) = copied(home / "kept", home / "copy").answers("case")
    assert answers["moment"] == "clear"
