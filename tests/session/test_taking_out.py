"""Taking an answer or an entry out for good: warned of, confirmed, gone from every file here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.session.sittings import PASSPHRASE, kept, start, unlock
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Page
from tui.vault import SealedCase, Vault
from tui.vault.backup import back_up
from tui.vault.history import events

BY = "log@1"
FIRST, SECOND, OTHER = "zebrafish at night", "aardvark by day", "an unrelated letter"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    """Two entries; the first one's words were changed once."""
    app = start(program)
    kept(app, folder)
    book = app._sitting.open()
    for row, day in (("r1", "2026-03-01"), ("r2", "2026-03-02")):
        given = {"kind": Answer("call", by=BY), "occurred": Answer(day, by=BY)}
        book.apply([Add("incidents", ROOT, row, given)], BY)
    book.apply([Put("r2", "what", Answer(OTHER, by=BY))], BY)
    book.apply([Put("r1", "what", Answer(FIRST, by=BY))], BY)
    book.apply([Put("r1", "what", Answer(SECOND, by=BY))], BY)
    app.menu()
    return app


def said(page: Page) -> str:
    return " ".join(one.text for one in page.text)


def codes(page: Page) -> set[str]:
    return {one.code for one in page.choices}


def history(app: App) -> str:
    """All that the history still says, as stored."""
    case = app._sitting.open().case
    assert isinstance(case, SealedCase)
    return " ".join(str(event) for event in events(case.history()))


def newest(app: App) -> Page:
    """Show the change that wrote ``SECOND``."""
    page = app.submit({}, "changes")
    for code in [line.code for line in page.lines if line.code]:
        page = app.submit({}, code)
        if SECOND in said(page):
            return page
        app.back()
    raise AssertionError("no change wrote it")


def what(app: App) -> object:
    found = app._sitting.open().flow.answers.get("r1", "what")
    return found.value if found is not None else None


CONFIRMED = {"why": Left("skipped"), "word": " Take  out "}


def test_an_answer_goes_with_all_that_it_ever_said(app: App) -> None:
    assert "erase" in codes(newest(app))
    page = app.submit({}, "erase")
    assert codes(page) == {"answers", "earlier", "entry", "not"}
    page = app.submit({}, "answers")
    words = said(page)
    assert "lawyer" in words and "No backup that holds it is known." in words
    assert FIRST not in words and SECOND not in words
    assert not page.fields and page.choices[0].code == "not"
    app.submit({}, "next")
    page = app.submit({"why": "It was not so.", "word": "no"}, "erase")
    assert page.fields[1].error and page.fields[0].value == "It was not so."
    assert what(app) == SECOND
    page = app.submit({"why": "It was not so.", "word": "take out"}, "erase")
    assert page.id.startswith("changes|") and "It was taken out for good." in said(page)
    assert what(app) is None and not app.page.can_undo
    assert FIRST not in history(app) and SECOND not in history(app) and OTHER in history(app)
    newest_code = next(line.code for line in page.lines if line.code)
    told = said(app.submit({}, newest_code))
    assert "taken out of the record for good" in told
    shown = [said(app.page)]
    while "older" in codes(app.page):
        shown.append(said(app.submit({}, "older")))
    every = " ".join(shown)
    assert FIRST not in every and SECOND not in every
    assert "Why: It was not so." in every


def test_only_what_it_said_before_goes(app: App) -> None:
    newest(app)
    app.submit({}, "erase")
    app.submit({}, "earlier")
    app.submit({}, "next")
    app.submit(CONFIRMED, "erase")
    assert what(app) == SECOND
    assert FIRST not in history(app) and SECOND in history(app)


def test_a_whole_entry_goes_from_its_history_or_from_its_review(
    app: App, program: Program, folder: Path
) -> None:
    newest(app)
    app.submit({}, "erase")
    page = app.submit({}, "entry")
    assert any("1 March" in one.text for one in page.text)
    app.submit({}, "next")
    app.submit(CONFIRMED, "erase")
    assert "r1" not in app._sitting.open().flow.answers
    assert SECOND not in history(app)
    app.menu()
    app.submit({}, "review")
    code = next(line.code for line in app.page.lines if "2 March" in line.label)
    app.submit({}, code)
    app.keep_draft("what", "half a word")
    page = app.submit({}, "remove")
    assert codes(page) == {"keep", "remove", "erase"}
    app.submit({}, "erase")
    page = app.submit({}, "next")
    assert page.fields[-1].name == "word"
    page = app.submit(CONFIRMED, "erase")
    assert page.id.startswith("review|case") and "r2" not in app._sitting.open().flow.answers
    assert OTHER not in history(app)
    app.leave()
    again = start(program, vault_path=folder)
    unlock(again)
    assert "r1" not in again._sitting.open().flow.answers
    assert OTHER not in history(again)


def test_nothing_goes_that_was_not_confirmed(app: App) -> None:
    newest(app)
    app.submit({}, "erase")
    app.submit({}, "answers")
    assert app.submit({}, "not").id == "what-goes"
    app.submit({}, "answers")
    app.submit({}, "next")
    assert app.back().id.startswith("take-out|")
    app.submit({}, "next")
    assert app.submit({"why": "", "word": "take out"}, "not").id == "what-goes"
    app.submit({}, "answers")
    assert app.back().id == "what-goes"
    assert app.submit({}, "not").title.startswith("Change")
    assert what(app) == SECOND and FIRST in history(app)


def test_undo_does_not_bring_it_back(app: App) -> None:
    assert app.page.can_undo
    newest(app)
    app.submit({}, "erase")
    app.submit({}, "answers")
    app.submit({}, "next")
    app.submit(CONFIRMED, "erase")
    before = app.page.id
    assert app.undo().id == before and what(app) is None
    book = app._sitting.open()
    book.apply([Put("r1", "what", Answer("Something else.", by=BY))], BY)
    assert app.menu().can_undo
    app.undo()
    assert what(app) is None


def test_it_is_taken_out_of_the_backups_that_are_there(app: App, tmp_path: Path) -> None:
    vault = app._sitting.vault
    assert vault is not None
    for name in ("here", "away"):
        done = back_up(vault.path, tmp_path / name, held=True)
        vault.backups.note(str(tmp_path / name), done.at)
    (tmp_path / "away").rename(tmp_path / "pulled")
    newest(app)
    app.submit({}, "erase")
    page = app.submit({}, "answers")
    notes = [one.text for one in page.text if str(tmp_path) in one.text]
    assert any("there now" in one for one in notes)
    assert any("not connected now" in one for one in notes)
    app.submit({}, "next")
    page = app.submit(CONFIRMED, "erase")
    assert page.id.startswith("still-held") and "It was taken out for good." in said(page)
    assert [line.label for line in page.lines] == sorted(
        str(tmp_path / one) for one in ("away", "here")
    )
    app.submit({}, str(tmp_path / "here"))
    page = app.submit({}, "purge")
    assert [line.label for line in page.lines] == [str(tmp_path / "away")]
    assert app.submit({}, "done").id.startswith("changes|")
    app.leave()
    assert FIRST not in restored(tmp_path / "here", tmp_path / "one")
    assert FIRST in restored(tmp_path / "pulled", tmp_path / "two")


def restored(backup: Path, to: Path) -> str:
    from tui.vault.restoring import restore

    restore(backup, to)
    with Vault.open(to, PASSPHRASE) as vault:
        cases = [vault.case(info.id) for info in vault.cases()]
        return " ".join(str(event) for case in cases for event in events(case.history()))


def test_an_answer_of_the_record_itself_has_no_entry_to_take(app: App) -> None:
    page = app.submit({}, "changes")
    while True:
        for line in [line for line in page.lines if line.code]:
            one = app.submit({}, line.code)
            found = app._stage.before.history.found[app._stage.number]  # type: ignore[attr-defined]
            if found.steps and found.rows == frozenset([ROOT]):
                page = app.submit({}, "erase")
                assert "entry" not in codes(page) and "answers" in codes(page)
                return
            assert one
            app.back()
        page = app.submit({}, ">")


def test_what_can_not_be_stored_leaves_all_as_it_was(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.vault.errors import NotStored

    def fail(*_args: object) -> bool:
        raise NotStored("full")

    newest(app)
    app.submit({}, "erase")
    app.submit({}, "answers")
    app.submit({}, "next")
    monkeypatch.setattr(SealedCase, "erase", fail)
    page = app.submit(CONFIRMED, "erase")
    assert page.id.startswith("take-out") and page.text[0].kind == "warning"
    assert what(app) == SECOND


@pytest.fixture
def elsewhere(program: Program, tmp_path: Path) -> Iterator[App]:
    app = start(program)
    kept(app, tmp_path / "other")
    app.menu()
    yield app
    app.leave()


def test_where_nothing_can_be_written_nothing_is_taken_out(elsewhere: App) -> None:
    assert elsewhere._sitting.vault is not None
    elsewhere._sitting.vault.read_only = True
    page = elsewhere.submit({}, "changes")
    for line in page.lines:
        if line.code:
            assert "erase" not in codes(elsewhere.submit({}, line.code))
            before = elsewhere.page.id
            assert elsewhere.submit({}, "erase").id == before
            elsewhere.back()


def test_the_sealed_copies_of_its_files_go_with_an_entry(
    app: App, folder: Path, tmp_path: Path
) -> None:
    case = app._sitting.open().case
    photo = tmp_path / "photo.jpg"
    for row, text in (("r1", b"a photo"), ("r2", b"another photo")):
        photo.write_bytes(text)
        case.files.take_in(photo, "", "me", BY, of=f"{row}/what")
    gone = next(file for file in case.files.list() if file.of == "r1/what")
    newest(app)
    app.submit({}, "erase")
    page = app.submit({}, "answers")
    assert "photo.jpg" in said(page) and "goes with it" in said(page)
    app.submit({}, "not")
    page = app.submit({}, "earlier")
    assert "photo.jpg" not in said(page)
    app.submit({}, "not")
    app.submit({}, "entry")
    app.submit({}, "next")
    app.submit(CONFIRMED, "erase")
    (left,) = case.files.list()
    assert left.of == "r2/what"
    blobs = {path.name for path in folder.rglob("*.age")}
    assert set(left.parts) <= blobs and not set(gone.parts) & blobs
    assert "r1/what" not in history(app)
