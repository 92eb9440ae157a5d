"""A volunteer with several people: each checked before the first write, none mixed up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driving import QUIET, Driver
from tests.session.sittings import (
    PASSPHRASE,
    asks,
    at,
    copied,
    files,
    go,
    on,
    plain_texts,
    seal,
    start,
)
from tests.session.watching import disk
from tui.interview.program import Program
from tui.session.app import App
from tui.vault import Vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    """A volunteer with one client, Ann, at the menu."""
    app = start(program)
    app.submit({}, "client")
    assert app.submit({"label": " "}).fields[0].error
    app.submit({"label": "Ann"})
    go(app, at("place"))
    seal(app, folder)
    begin_entry(app, "Ann's words.")
    return app


def begin_entry(app: App, words: str) -> None:
    """Write the first three answers of an entry, and go to the menu."""
    on(app, Driver({}), asks("occurred"))
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.submit({"what": words})
    app.menu()


def another(app: App, name: str, safety: dict[str, object] | None = None) -> Driver:
    """Begin with another client from the menu; go to the end of the check."""
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": name})
    driver = Driver({}, safety={**QUIET, **(safety or {})})
    on(app, driver, lambda page: page.id in CHECKED or asks("occurred")(page))
    return driver


CHECKED = {"place", "memory", "beside", "end", "log/begin|case|seen:start"}


def records(app: App) -> list[str]:
    return [one.label for one in app.page.lines]


def test_the_menu_says_whose_record_is_open(app: App) -> None:
    assert app.page.id == "home"
    assert "Ann" in app.page.title


def test_a_client_is_spoken_of_and_not_to(program: Program) -> None:
    app = start(program)
    app.submit({}, "client")
    app.submit({"label": "Ann"})
    go(app, asks("watched"))
    assert any("else" in one.label for one in app.page.fields)
    app.menu()
    assert app.page.id != "home"


def test_a_new_client_is_checked_before_anything_of_theirs_is_written(
    program: Program, app: App, folder: Path
) -> None:
    app.submit({}, "cases")
    before = files(folder)
    with disk() as tried:
        app.submit({}, "client")
        app.submit({"label": "Bea"})
        assert app.page.id.startswith("safety/")
        go(app, lambda page: page.id.startswith("safety/decide"))
        app.keep_draft("what", "Bea")
        assert app.menu().id != "home"
    assert tried == []
    assert files(folder) == before
    on(app, Driver({}), asks("occurred"))
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Ann", "Bea"]


def test_leaving_in_the_middle_of_the_check_keeps_nothing_of_the_new_one(
    program: Program, app: App, folder: Path
) -> None:
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Bea"})
    go(app, asks("watched"))
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Ann"]


def test_clients_are_kept_apart(program: Program, app: App, folder: Path, tmp_path: Path) -> None:
    another(app, "Bea")
    begin_entry(app, "Bea's words.")
    app.submit({}, "cases")
    assert records(app) == ["Ann", "Bea"]
    assert app.back().id == "home"
    app.submit({}, "cases")
    app.submit({}, app.page.lines[0].code)
    assert asks("opening_safe")(app.page)
    app.submit({"opening_safe": "yes"})
    app.submit({}, "review")
    shown = str(app.page)
    assert "Bea" not in shown
    app.leave()
    for name in ("Ann", "Bea"):
        (answers,) = copied(folder, tmp_path / "copy", name).answers("incidents")
        assert answers["what"] == f"{name}'s words."


def test_drafts_are_sealed_with_the_record_they_belong_to(
    program: Program, app: App, folder: Path, tmp_path: Path
) -> None:
    app.submit({}, "go:log")
    (field,) = app.page.fields
    assert field.name == "have"
    app.back()
    app.keep_draft("what", "Ann, zebrafish")
    app.menu()
    another(app, "Bea")
    begin_entry(app, "Bea's words.")
    app.submit({}, "go:log")
    app.back()
    app.keep_draft("what", "Bea, aardvark")
    app.leave()
    for name, word in (("Ann", "zebrafish"), ("Bea", "aardvark")):
        drafts = copied(folder, tmp_path / "copy", name).rows("drafts").values()
        assert [one["text"] for one in drafts] == [f"{name}, {word}"]
    assert not any(b"zebrafish" in one or b"aardvark" in one for one in plain_texts(folder))


def test_the_same_label_is_not_given_twice(program: Program, app: App) -> None:
    app.submit({}, "cases")
    app.submit({}, "client")
    assert "already" in app.submit({"label": "ann"}).fields[0].error
    assert app.submit({"label": "x" * 1_000}).fields[0].error
    assert app.back().id == "cases"


def test_a_record_of_ones_own_lives_beside_them(
    program: Program, app: App, folder: Path, tmp_path: Path
) -> None:
    app.submit({}, "cases")
    app.submit({}, "own")
    assert app.page.id.startswith("safety/")
    go(app, asks("occurred"))
    begin_entry(app, "My own words.")
    app.submit({}, "cases")
    assert sorted(records(app)) == ["Ann", "My own record"]
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert sorted(info.kind for info in vault.cases()) == ["client", "own"]
    app = start(program, vault_path=folder)
    assert app.submit({"passphrase": PASSPHRASE}).id == "cases"


def test_a_record_that_was_named_is_the_one_that_opens(
    program: Program, app: App, folder: Path
) -> None:
    another(app, "Bea")
    app.leave()
    named = start(program, vault_path=folder, case="Bea")
    assert asks("opening_safe")(named.submit({"passphrase": PASSPHRASE}))
    named.submit({"opening_safe": "yes"})
    assert named._sitting.open().case.name == "Bea"
    named.leave()


def test_no_other_record_opens_in_the_place_of_one_that_is_not_there(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    other = start(program, vault_path=folder, case="Cleo")
    page = other.submit({"passphrase": PASSPHRASE})
    assert page.id == "cases"
    assert "Cleo" in page.text[0].text
    other.leave()


ELSEWHERE = {"device_is": "office", "can_reach": ["managed"], "other_place": "stick"}


def test_a_check_that_says_elsewhere_does_not_store_beside_the_others_unasked(
    program: Program, app: App, folder: Path, tmp_path: Path
) -> None:
    before = sorted((folder / "c").iterdir())
    another(app, "Bea", ELSEWHERE)
    assert app.page.id == "beside"
    assert str(folder) in " ".join(one.text for one in app.page.text)
    assert sorted((folder / "c").iterdir()) == before
    app.submit({}, "place")
    other = tmp_path / "stick"
    app.submit({"folder": str(other)})
    app.submit({"folder": str(other)}, "anyway")
    app.submit({"passphrase": PASSPHRASE, "again": PASSPHRASE})
    on(app, Driver({}), asks("occurred"))
    assert sorted((folder / "c").iterdir()) == before
    # The first vault was let go: somebody else may open it now.
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Ann"]
    app.leave()
    with Vault.open(other, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Bea"]


def test_a_check_that_says_elsewhere_is_content_with_a_stick(
    program: Program, app: App, folder: Path
) -> None:
    another(app, "Bea", ELSEWHERE)
    app.submit({}, "beside")
    on(app, Driver({}), asks("occurred"))
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Ann", "Bea"]


MEMORY = {"device_is": "office", "can_reach": ["managed"], "other_place": "none"}


def test_a_client_in_memory_is_not_lost_without_a_warning(
    program: Program, app: App, folder: Path
) -> None:
    another(app, "Bea", MEMORY)
    assert app.page.id == "memory"
    assert app.menu().id == "memory"
    app.submit({})
    begin_entry(app, "Bea's words.")
    page = app.submit({}, "cases")
    assert page.id == "losing"
    assert any(one.kind == "warning" for one in page.text)
    assert app.submit({}, "stay").id == "home"
    assert app._sitting.open().case.name == "Bea"
    app.submit({}, "cases")
    assert app.submit({}, "go").id == "cases"
    assert records(app) == ["Ann"]
    # The next one is checked, too; its menu is not open because the last one's was.
    app.submit({}, "client")
    app.submit({"label": "Cleo"})
    assert app.menu().id.startswith("safety/")
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [info.name for info in vault.cases()] == ["Ann"]


def test_the_check_again_says_where_the_record_still_is(
    program: Program, app: App, folder: Path
) -> None:
    app.submit({}, "safety")
    driver = Driver({}, safety={**QUIET, **MEMORY})
    page = on(app, driver, at("still-there"))
    assert str(folder) in " ".join(one.text for one in page.text)
    assert app.submit({}).id == "home"
    app.submit({}, "safety")
    assert go(app, at("home")).pages
    app.submit({}, "safety")
    driver = Driver({}, safety={**QUIET, "watched": "yes"})
    page = on(app, driver, lambda page: page.id == "end")
    assert page.people


def test_a_wrong_start_can_be_taken_back(program: Program, folder: Path) -> None:
    app = start(program)
    app.submit({}, "own")
    first = app.page
    assert first.can_back
    assert app.back().id == "begin"
    page = app.submit({}, "client")
    app.submit({"label": "Samm"})
    page = app.back()
    assert (page.id, page.fields[0].value) == ("client-name", "Samm")
    page = app.submit({"label": "Sam"})
    assert page.id == first.id
    assert app.submit({}).id != first.id
    assert app.back().id == first.id  # a step back inside the check stays inside it
    driver = Driver({})
    on(app, driver, at("place"))
    seal(app, folder)
    on(app, driver, asks("occurred"))
    assert app.menu().title == "Record: Sam"
    app.submit({}, "cases")
    app.submit({}, "own")
    page = app.back()
    assert page.id == "cases"
    assert [line.label for line in page.lines] == ["Sam"]
    app.leave()
