"""Backups, checking and receipts from the menu, against a real record."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.session.sittings import PASSPHRASE, Clock, asks, files, go, kept, start, unlock
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page
from tui.vault import Vault
from tui.vault.errors import Cancelled
from tui.vault.restoring import rehearse


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "things"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(program: Program, folder: Path, clock: Clock) -> App:
    """A record of one's own with a little in it, at the page of looking after it."""
    app = start(program, clock=clock)
    kept(app, folder)
    app.submit({"occurred": "2026-03-03"})
    app.menu()
    app.submit({}, "after")
    return app


def said(page: Page) -> str:
    """All that a page says."""
    lines = [f"{one.label} {one.detail} {one.state}" for one in page.lines]
    errors = [one.error for one in page.fields]
    return "\n".join([page.title, *(one.text for one in page.text), *lines, *errors])


def codes(page: Page) -> list[str]:
    return [one.code for one in page.choices]


def make_one(app: App, folder: Path) -> Page:
    app.submit({}, "backups")
    app.submit({}, "new")
    page = app.submit({"folder": str(folder)})
    assert "same disk" in page.fields[0].error and "anyway" in codes(page)
    assert not folder.exists()
    return app.submit({"folder": str(folder)}, "anyway")


def after(app: App, choice: str) -> Page:
    app.menu()
    app.submit({}, "after")
    return app.submit({}, choice)


# -- making one


def test_a_backup_is_made_listed_and_gives_the_record_back(
    app: App, folder: Path, stick: Path, clock: Clock
) -> None:
    page = make_one(app, stick)
    assert page.id == "backed-up" and "same disk" in said(page)
    assert rehearse(stick, PASSPHRASE).cases[0].rows["incidents"] == 1
    page = app.submit({}, "next")
    (line,) = page.lines
    assert (line.label, line.detail, line.state) == (
        str(stick.resolve()),
        "from less than a day ago",
        "there now",
    )
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        assert [one.folder for one in vault.backups.all()] == [str(stick.resolve())]


def test_on_another_disk_nothing_is_asked_twice(
    app: App, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.session.stages import backing_up

    monkeypatch.setattr(backing_up, "same_disk", lambda one, other: False)
    app.submit({}, "backups")
    app.submit({}, "new")
    assert app.submit({"folder": str(stick)}).id == "backed-up"


def test_a_drive_that_is_in_is_proposed(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.session import places

    (tmp_path / "drive").mkdir()
    monkeypatch.setattr(places, "sticks", lambda: [tmp_path / "drive"])
    app.submit({}, "backups")
    assert app.submit({}, "new").fields[0].value == ""
    monkeypatch.setattr(places, "same_disk", lambda one, other: False)
    app.back()
    page = app.submit({}, "new")
    assert page.fields[0].value == str(tmp_path / "drive" / places.FOLDER)


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "Write the name"),
        ("x" * 300, "can't be the name"),
        ("missing/deeper/things", "no such folder"),
        ("kept/inside", "can't be in the folder"),
        ("stick", "already has something in it"),
    ],
)
def test_a_folder_that_does_not_do_is_said_under_it(
    app: App, tmp_path: Path, folder: Path, stick: Path, where: str, words: str
) -> None:
    (stick.parent / "letter.txt").write_text("Dear Sam", encoding="utf-8")
    app.submit({}, "backups")
    app.submit({}, "new")
    before = files(stick.parent, folder / "c", folder / "k")
    typed = str(tmp_path / where) if where else ""
    page = app.submit({"folder": typed})
    if "anyway" in codes(page):
        page = app.submit({"folder": typed}, "anyway")
    assert page.id == "backup-new" and words in page.fields[0].error
    assert files(stick.parent, folder / "c", folder / "k") == before
    assert app.back().id == "backups"


def test_another_folder_is_not_taken_for_the_one_that_was_sure(app: App, stick: Path) -> None:
    app.submit({}, "backups")
    app.submit({}, "new")
    app.submit({"folder": str(stick)})
    page = app.submit({"folder": str(stick.with_name("others"))}, "anyway")
    assert page.id == "backup-new" and "same disk" in page.fields[0].error
    assert not stick.with_name("others").exists()


# -- taking care of one


def test_one_is_brought_up_to_date(
    app: App, program: Program, stick: Path, clock: Clock, tmp_path: Path
) -> None:
    make_one(app, stick)
    clock.now += timedelta(days=40)
    page = after(app, "backups")
    assert "from 40 days ago" in said(page) and "more than a month old" in said(page)
    page = app.submit({}, page.lines[0].code)
    assert "more than a month old" in said(page)
    app.menu()
    app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-04"})
    page = after(app, "backups")
    app.submit({}, page.lines[0].code)
    assert app.submit({}, "update").id == "backed-up"
    assert rehearse(stick, PASSPHRASE).cases[0].rows["incidents"] == 2
    page = app.submit({}, "next")
    assert page.id.startswith("backup|") and "less than a day ago" in said(page)


def test_one_that_is_not_there_can_only_be_looked_for_or_forgotten(app: App, stick: Path) -> None:
    make_one(app, stick)
    page = after(app, "backups")
    line = page.lines[0].code
    away = stick.with_name("in a drawer")
    stick.rename(away)
    page = after(app, "backups")
    assert page.lines[0].state == "not connected now"
    page = app.submit({}, line)
    assert codes(page) == ["look", "forget", "done"] and "put the stick in" in said(page)
    away.rename(stick)
    page = app.submit({}, "look")
    assert "update" in codes(page)
    before = files(stick)
    page = app.submit({}, "forget")
    assert page.id == "backups" and not page.lines and "off the list" in said(page)
    assert files(stick) == before


def test_one_that_is_tried_opens_with_what_was_typed(app: App, stick: Path) -> None:
    make_one(app, stick)
    first = app.submit({}, "try")
    before = files(stick)
    page = app.submit({"passphrase": "not this one"})
    assert page.id != first.id and "does not open it" in page.fields[0].error
    page = app.submit({"passphrase": PASSPHRASE})
    assert page.id == "rehearsed" and "give back 1 record." in said(page)
    assert files(stick) == before
    assert app.submit({}, "next").id == "backups"


def test_one_that_is_damaged_is_told_file_by_file(app: App, stick: Path) -> None:
    make_one(app, stick)
    victim = min(stick.glob("*/c/*/*.age"))
    data = victim.read_bytes()
    victim.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    app.submit({}, "try")
    page = app.submit({"passphrase": PASSPHRASE})
    assert page.id == "rehearsed-damaged" and victim.name in said(page)
    page = app.submit({}, "next")
    app.submit({}, page.lines[0].code)
    page = app.submit({}, "update")
    assert "1 damaged file in it is whole again." in said(page)
    assert rehearse(stick, PASSPHRASE)


def test_what_is_deleted_here_can_be_taken_out_of_one(
    app: App, program: Program, folder: Path, stick: Path, clock: Clock
) -> None:
    app.menu()
    app.submit({}, "cases")
    app.submit({}, "client")
    app.submit({"label": "Bea"})
    go(app, asks("occurred"))
    app.menu()
    app.submit({}, "after")
    make_one(app, stick)
    assert len(rehearse(stick, PASSPHRASE).cases) == 2
    app.leave()
    with Vault.open(folder, PASSPHRASE) as vault:
        (other,) = (info.id for info in vault.cases() if info.name == "Bea")
        assert vault.delete(other)
    again = start(program, vault_path=folder, clock=clock)
    unlock(again)
    page = after(again, "backups")
    again.submit({}, page.lines[0].code)
    page = again.submit({}, "update")
    assert "still holds 1 record that was deleted here" in said(page)
    again.submit({}, "next")
    page = again.submit({}, "purge")
    assert page.text[-1].kind == "warning"
    assert again.submit({}, "not").id.startswith("backup|")
    assert len(rehearse(stick, PASSPHRASE).cases) == 2
    again.submit({}, "purge")
    assert again.submit({}, "purge").id == "backed-up"
    assert len(rehearse(stick, PASSPHRASE).cases) == 1


# -- long work


def stopping(app: App, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is going on is stopped as soon as it says how far it is."""
    work, seen = app._sitting.work, []
    real = work.progress

    def progress(done: int, of: int = 0) -> None:
        real(done, of)
        seen.append(app.doing)
        app.cancel()

    monkeypatch.setattr(work, "progress", progress)
    return seen


@pytest.mark.parametrize("what", ["new", "update", "try", "check"])
def test_what_takes_long_says_so_and_can_be_stopped(
    app: App, stick: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    if what != "new":
        make_one(app, stick)
    page = after(app, "check" if what == "check" else "backups")
    if what in ("update", "try"):
        page = app.submit({}, page.lines[0].code)
    if what in ("new", "try"):
        page = app.submit({}, what)
    seen = stopping(app, monkeypatch)
    before = files(stick) if stick.exists() else {}
    typed = {"new": {"folder": str(stick)}, "try": {"passphrase": PASSPHRASE}}.get(what, {})
    again = app.submit(typed, {"update": "update", "check": "check"}.get(what, "next"))
    if "anyway" in codes(again):
        again = app.submit(typed, "anyway")
    assert again.id.split("|")[0] == page.id.split("|")[0]
    assert Cancelled.sentence in said(again)
    assert seen and seen[0] is not None and seen[0].what
    if before:
        assert rehearse(stick, PASSPHRASE).files
    assert app.doing is None


# -- checking


def test_a_whole_record_is_said_to_be_whole(app: App, folder: Path) -> None:
    before = files(folder)
    app.submit({}, "check")
    page = app.submit({}, "check")
    assert page.id == "checked" and "All is as it was written." in said(page)
    assert files(folder) == before
    assert app.submit({}, "next").id == "check"


def test_what_is_wrong_is_named_with_its_place(app: App, folder: Path) -> None:
    victim = min(folder.glob("c/*/*.age"))
    data = victim.read_bytes()
    victim.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    app.submit({}, "check")
    page = app.submit({}, "check")
    assert page.title == "Something is not as it should be"
    assert victim.relative_to(folder).as_posix() in said(page)
    assert "Its bytes are not the ones that were written." in said(page)


def test_many_things_that_are_wrong_fit_a_page(app: App, folder: Path) -> None:
    for number in range(20):
        (folder / "c" / f"stranger-{number}.txt").write_text("x", encoding="utf-8")
    app.submit({}, "check")
    page = app.submit({}, "check")
    assert "… and 12 more." in said(page) and len(page.text) < 12


def test_a_receipt_shows_later_that_nothing_was_cut_off(
    app: App, program: Program, folder: Path, tmp_path: Path, clock: Clock
) -> None:
    copy = shutil.copytree(folder, tmp_path / "older")
    app.menu()
    app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-04"})
    after(app, "check")
    page = app.submit({}, "receipt")
    assert "no word of the record" in said(page)
    assert app.submit({"folder": str(folder / "c")}, "write").fields[0].error
    (tmp_path / "given").mkdir()
    page = app.submit({"folder": str(tmp_path / "given")}, "write")
    file = tmp_path / "given/notes-2026-03.txt"
    assert page.id == "receipt-made" and str(file) in said(page) and file.is_file()
    app.submit({}, "next")
    app.submit({}, "compare")
    page = app.submit({"file": str(file)})
    assert page.id == "checked" and "The receipt fits" in said(page)
    app.leave()
    older = start(program, vault_path=copy, clock=clock)
    unlock(older)
    after(older, "check")
    older.submit({}, "compare")
    page = older.submit({"file": str(file)})
    assert page.title == "Something is not as it should be"
    assert "fewer changes than when the receipt was made" in said(page)


def test_what_is_no_receipt_is_not_compared(app: App, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sam", encoding="utf-8")
    app.submit({}, "check")
    app.submit({}, "compare")
    for name, words in (
        ("letter.txt", "no receipt"),
        ("missing.txt", "can't be read"),
        ("", "can't be read"),
        ("\0", "can't be read"),
    ):
        page = app.submit({"file": str(tmp_path / name) if name.strip("\0") else name})
        assert page.id == "compare" and words in page.fields[0].error, name
    assert app.back().id == "check"
