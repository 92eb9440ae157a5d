"""What is answered is on the disk before the next page; what is half typed comes back."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from tests.driving import Driver, read
from tests.session.sittings import (
    PASSPHRASE,
    Clock,
    asks,
    at,
    copied,
    kept,
    on,
    plain_texts,
    start,
    unlock,
)
from tests.vault.faults import FaultyOs
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Page
from tui.vault import Vault, durable

STORY = {
    "incidents": [
        {
            "occurred": "2026-03-03",
            "kind": "message",
            "what": "He wrote that I should move away.",
            "have": ["screenshot"],
            "more": "more",
            "platform": "sms",
            "alike": "one",
        }
    ]
}
DRAFT = "An unfinished sentence about zebrafish"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    app = start(program)
    kept(app, folder, STORY)
    return app


def test_each_answer_is_on_the_disk_before_the_next_page(
    program: Program, tmp_path: Path, folder: Path
) -> None:
    data = read(Path(__file__).parents[2] / "examples" / "three-entries.yaml")
    app = start(program)
    driver = kept(app, folder, data)
    seen = set()
    while app.page.id != "home":
        asked = app.page
        values, choice = driver.turn(asked)
        app.submit(values, choice)
        adding = any("+" in one for one in values.values() if isinstance(one, list))
        if asked.kind != "form" or asked.id.startswith("add|") or adding:
            continue
        _uid, row, _name = asked.id.split("|")
        stored = copied(folder, tmp_path / "copy")
        (table,) = [one for one in ("case", *program.tables) if row in stored.rows(one)]
        fields = stored.rows(table)[row]["fields"]
        for field in asked.fields:
            entered = values[field.name]
            assert field.name in fields, (asked.id, field.name)
            seen.add(field.name)
            how = fields[field.name].get("open", "")
            assert how == (entered.how if isinstance(entered, Left) else "")
            if field.type in {"text", "long-text", "choice", "choices"} and not how:
                said = " ".join(entered.split()) if isinstance(entered, str) else entered
                value = fields[field.name]["v"]
                assert (" ".join(value.split()) if isinstance(value, str) else value) == said
    assert {"what", "who", "account", "name", "role", "life_effect", "private_notes"} <= seen


def test_a_sitting_goes_on_where_it_stopped(program: Program, app: App, folder: Path) -> None:
    on(app, Driver(STORY, rows={app.page.id.split("|")[1]: STORY["incidents"][0]}), asks("have"))
    before = app.page
    app.leave()
    again = start(program, vault_path=folder)
    assert [field.type for field in again.page.fields] == ["secret"]
    page = again.submit({"passphrase": PASSPHRASE})
    assert [field.name for field in page.fields] == ["opening_safe"]
    page = again.submit({"opening_safe": "yes"})
    assert page.id == "home"
    page = again.submit({}, "go:log")
    assert (page.id, page.fields) == (before.id, before.fields)


def test_an_entry_just_begun_is_gone_on_with(program: Program, app: App, folder: Path) -> None:
    before = app.page
    assert asks("occurred")(before)
    app.leave()
    again = start(program, vault_path=folder)
    unlock(again)
    assert again.submit({}, "go:log").id == before.id


def test_a_journey_that_was_asked_for_is_gone_on_with(program: Program, folder: Path) -> None:
    first = start(program)
    kept(first, folder)
    first.leave()
    again = start(program, vault_path=folder, script="log")
    assert asks("occurred")(unlock(again))


def test_leaving_with_words_half_typed_brings_them_back(
    program: Program, app: App, folder: Path
) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "message"})
    assert asks("what")(app.page)
    app.keep_draft("what", DRAFT)
    app.leave()
    assert not any(DRAFT.encode() in data or b"zebrafish" in data for data in plain_texts(folder))
    again = start(program, vault_path=folder)
    unlock(again)
    page = again.submit({}, "go:log")
    assert page.fields[0].value == DRAFT
    # Once it is an answer it is no draft any more, and not before.
    again.submit({"what": f"{DRAFT}, finished."})
    again.leave()
    third = start(program, vault_path=folder)
    unlock(third)
    assert third._sitting.drafts == {}


def test_everything_stored_is_sealed(program: Program, folder: Path) -> None:
    data = read(Path(__file__).parents[2] / "examples" / "three-entries.yaml")
    app = start(program)
    driver = kept(app, folder, data)
    on(app, driver, at("home"))
    app.leave()
    words = [person["name"] for person in data["people"]]
    words += [word for row in data["incidents"] for word in row["what"].split() if len(word) > 4]
    assert len(words) > 20
    for stored in plain_texts(folder):
        assert not any(word.encode() in stored for word in words)


def test_a_wrong_passphrase_gives_nothing_away(program: Program, app: App, folder: Path) -> None:
    app.leave()
    again = start(program, vault_path=folder)
    first = again.page
    for wrong in ("", "wrong", PASSPHRASE.upper(), "x" * 10_000, "\x00\ud800", "é"):
        page = again.submit({"passphrase": wrong})
        assert page.id.startswith("unlock")
        assert page.fields[0].error
        assert page.fields[0].value == ""
        assert (page.title, page.text, page.lines) == (first.title, first.text, first.lines)
        assert again.menu().id == page.id
    assert asks("opening_safe")(again.submit({"passphrase": PASSPHRASE}))


def test_the_passphrase_page_leads_to_people_too(program: Program, app: App, folder: Path) -> None:
    app.leave()
    again = start(program, vault_path=folder)
    page = again.back()
    assert page.id == "begin"
    assert "911" in page.text[0].text
    assert again.submit({}, "people").people
    again.submit({}, "next")
    assert again.submit({}, "open").id == "find"
    assert again.submit({"folder": str(folder)}).id == "unlock"
    assert asks("opening_safe")(again.submit({"passphrase": PASSPHRASE}))


def test_saying_no_to_the_short_check_opens_nothing(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    before = sorted(path.name for path in folder.rglob("*"))
    again = start(program, vault_path=folder)
    again.submit({"passphrase": PASSPHRASE})
    assert asks("opening_safe")(again.menu()), "the menu is behind the short check"
    page = again.submit({"opening_safe": "no"})
    assert page.people
    page = again.submit({})
    assert page.kind == "end"
    assert page.people
    assert again._sitting.vault is None
    assert again.menu().kind == "end"
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_second_copy_is_told_so(program: Program, app: App, folder: Path) -> None:
    second = start(program, vault_path=folder)
    page = second.submit({"passphrase": PASSPHRASE})
    assert "another window" in page.fields[0].error
    app.leave()
    assert asks("opening_safe")(second.submit({"passphrase": PASSPHRASE}))


def warned(page: Page) -> str:
    return " ".join(one.text for one in page.text if one.kind == "warning")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "no room left"),
        (errno.EROFS, "nothing can be written"),
        (errno.EIO, "gave an error"),
        (errno.ENOENT, "stick"),
    ],
)
def test_a_disk_that_fails_loses_nothing(
    program: Program,
    app: App,
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    words: str,
) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "message"})
    with monkeypatch.context() as patch:
        patch.setattr(durable, "os", FaultyOs(0, code, lasting=True))
        for _ in range(2):
            page = app.submit({"what": DRAFT})
            assert words in warned(page)
            assert page.fields[0].name == "what"
            assert page.fields[0].value == DRAFT
        # Wherever one goes meanwhile, what was typed stays.
        assert app.menu().id == "home"
        page = app.back()
        assert page.fields[0].value == DRAFT
        assert app.back().fields[0].name == "kind"
        assert app.forward().fields[0].value == DRAFT
    (answers,) = copied(folder, tmp_path / "copy").answers("incidents")
    assert answers == {"occurred": "2026-03-03", "kind": "message"}
    page = app.submit({"what": DRAFT})
    assert asks("have")(page)
    assert warned(page) == ""
    (answers,) = copied(folder, tmp_path / "copy").answers("incidents")
    assert answers["what"] == DRAFT


def test_what_could_not_be_stored_is_sealed_on_leaving(
    program: Program, app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "message"})
    with monkeypatch.context() as patch:
        patch.setattr(durable, "os", FaultyOs(0, errno.ENOSPC, lasting=True))
        app.submit({"what": DRAFT})
    app.leave()
    again = start(program, vault_path=folder)
    unlock(again)
    assert again.submit({}, "go:log").fields[0].value == DRAFT


def test_leaving_a_disk_that_is_gone_never_raises(
    program: Program, app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.keep_draft("occurred", "about")
    with monkeypatch.context() as patch:
        patch.setattr(durable, "os", FaultyOs(0, errno.EIO, lasting=True))
        app.leave()
        app.leave()
    assert app.done
    shutil.rmtree(folder)
    other = start(program)
    kept(other, folder)
    shutil.rmtree(folder)
    other.keep_draft("occurred", "about")
    other.leave()
    assert other.done


def test_a_record_that_can_only_be_read_can_be_read(
    program: Program, app: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(app, Driver(STORY, rows={app.page.id.split("|")[1]: STORY["incidents"][0]}), asks("have"))
    app.leave()

    class ReadOnly(FaultyOs):
        """A disk that can't be written to, as root has no other way to make one."""

        def __getattr__(self, name: str) -> object:
            if name == "open":
                return self._open
            if name in {"write", "rename", "unlink", "mkdir", "rmdir", "chmod", "fsync"}:
                return self._refuse
            return super().__getattr__(name)

        def _refuse(self, *_: object, **__: object) -> None:
            raise OSError(errno.EROFS, "read-only")

        def _open(self, path: Path, flags: int, *rest: int) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self._refuse()
            return os.open(path, flags, *rest)

    monkeypatch.setattr(durable, "os", ReadOnly())
    again = start(program, vault_path=folder, script="log")
    page = unlock(again)
    assert page.id == "home"
    assert "can only read it" in warned(page)
    assert "safety" not in {one.code for one in page.choices}
    page = again.submit({}, "review")
    page = again.submit({}, next(line.code for line in page.lines if line.code.startswith("r")))
    assert STORY["incidents"][0]["what"] in {line.detail for line in page.lines}
    # It is shown, and nothing is offered that would have to be written.
    assert not any(line.code for line in page.lines)
    assert not {"more", "remove"} & {one.code for one in page.choices}
    offered = {one.code.partition(":")[0] for one in again.menu().choices}
    assert not {"go", "new", "safety"} & offered
    page = again.outline()
    (entry,) = (line for line in page.lines if line.code)
    assert again.submit({}, entry.code).id.startswith("review|")
    page = again.still_open()
    assert page.lines
    assert not any(line.code for line in page.lines)
    for code in ("g0", "t0", "q0"):
        assert again.submit({}, code).id == "open"
    assert not page.can_undo
    again.leave()


def test_a_damaged_record_is_said_so_and_can_be_tried_again(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    (case,) = (folder / "c").glob("*/name-*.age")
    whole = case.read_bytes()
    case.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    again = start(program, vault_path=folder)
    page = again.submit({"passphrase": PASSPHRASE})
    assert page.id == "cases"
    assert page.lines[0].state
    page = again.submit({}, page.lines[0].code)
    assert page.id == "cases"
    assert "damaged" in warned(page)
    case.write_bytes(whole)
    assert asks("opening_safe")(again.submit({}, page.lines[0].code))


def test_the_clock_of_the_sitting_is_the_one_that_counts(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    clock = Clock()
    clock.now = clock.now.replace(year=2031)
    again = start(program, vault_path=folder, clock=clock)
    unlock(again)
    again.submit({}, "go:log")
    again.submit({"occurred": "2026-03-03"})
    again.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        last = vault.case(vault.cases()[0].id).last
    assert last is not None
    assert last.at.startswith("2031-")


def test_what_was_changed_from_elsewhere_is_said_in_the_menu(
    program: Program, app: App, folder: Path
) -> None:
    app.leave()
    (journal,) = (folder / "c").glob("*/j/open-*.txt")
    journal.write_bytes(journal.read_bytes() + b"bm90IGFnZQ==\n")
    (folder / "k" / ("passphrase-" + "0" * 64 + ".age")).write_bytes(b"not ours")
    again = start(program, vault_path=folder)
    page = unlock(again)
    assert page.id == "home"
    warned_of = [one.text for one in page.text if one.kind == "warning"]
    assert any("set aside: aside-" in one for one in warned_of)
    assert any("changed from elsewhere: k/passphrase-000" in one for one in warned_of)
    again.leave()
    after = start(program, vault_path=folder)
    assert not any("set aside" in one.text for one in unlock(after).text)
