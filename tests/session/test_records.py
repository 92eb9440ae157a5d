"""Many records in one place: finding one, giving it another name, deleting it and its copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.session.sittings import PASSPHRASE, Clock, files, kept, start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page
from tui.session.stages.paging import WINDOW
from tui.vault import Vault
from tui.vault.backup import back_up
from tui.vault.manifest import newest

NAMES = [f"{letter}{number}" for letter in ("Ann", "Bea", "Zoë") for number in range(20)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


@pytest.fixture
def app(program: Program, folder: Path) -> App:
    """Sixty people's records, and none open."""
    with Vault.create(folder, PASSPHRASE, clock=Clock(), log_n=2) as vault:
        for name in reversed(NAMES):
            vault.new_case(name, "client")
    app = start(program, vault_path=folder)
    assert app.submit({"passphrase": PASSPHRASE}).id == "cases"
    return app


def labels(page: Page) -> list[str]:
    return [line.label for line in page.lines]


def code(page: Page, label: str) -> str:
    return next(line.code for line in page.lines if line.label == label)


def said(page: Page) -> str:
    return " ".join(one.text for one in page.text)


def names(folder: Path) -> set[str]:
    with Vault.open(folder, PASSPHRASE) as vault:
        return {info.name for info in vault.cases()}


def to(app: App, label: str) -> Page:
    """From the list of records to what can be done with one."""
    app.submit({}, "manage")
    return app.submit({}, code(app.page, label))


def test_they_are_in_the_order_of_their_names_a_part_at_a_time(app: App) -> None:
    first = labels(app.page)
    assert len(first) == WINDOW and first[0] == "Ann0"
    rest = labels(app.submit({}, ">"))
    assert {*first, *rest} == set(NAMES) and len(rest) == len(NAMES) - WINDOW
    assert labels(app.submit({}, "<")) == first


def test_one_is_found_by_some_letters_of_its_name(app: App) -> None:
    page = app.submit({}, "find")
    assert page.kind == "form"
    page = app.submit({"label": "  zoe1 "})
    assert labels(page) == ["Zoë1", *(f"Zoë{number}" for number in range(10, 20))]
    assert "11 of 60" in said(page)
    opened = app.submit({}, code(page, "Zoë12"))
    assert opened.fields and opened.fields[0].name == "opening_safe"
    app.submit({"opening_safe": "yes"})
    assert app.page.title == "Record: Zoë12"


def test_what_nothing_has_in_its_name_is_said_and_all_come_back(app: App) -> None:
    app.submit({}, "find")
    assert app.submit({"label": "nobody"}).fields[0].error
    assert len(labels(app.submit({}, "all"))) == WINDOW
    app.submit({}, "find")
    app.submit({"label": "bea"})
    assert app.page.can_back
    assert len(labels(app.back())) == WINDOW
    assert not app.page.can_back


def test_a_few_are_not_looked_for(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "few")
    app.menu()
    page = app.submit({}, "cases")
    assert "find" not in {one.code for one in page.choices}


def test_one_is_given_another_name(app: App, folder: Path) -> None:
    page = to(app, "Bea3")
    assert page.title == "Bea3"
    app.submit({}, "rename")
    assert "already" in app.submit({"label": " ann4 "}).fields[0].error
    assert app.submit({"label": " "}).fields[0].error
    assert app.submit({"label": "x" * 101}).fields[0].error
    page = app.submit({"label": "Bea  three"})
    assert page.title == "Rename or delete a record" and "Bea three" in said(page)
    assert "Bea three" in labels(page) and "Bea3" not in labels(page)
    app.leave()
    assert "Bea three" in names(folder) and "Bea3" not in names(folder)


def test_the_same_name_is_no_change(app: App, folder: Path) -> None:
    to(app, "Bea3")
    app.submit({}, "rename")
    before = files(folder / "c")
    assert "called" not in said(app.submit({"label": "Bea3"}))
    assert files(folder / "c") == before


def test_deleting_says_what_it_means_and_wants_the_name(app: App, folder: Path) -> None:
    to(app, "Bea3")
    page = app.submit({}, "delete")
    words = said(page)
    assert "lawyer" in words and "can't be brought back" in words
    assert "No backup that holds it is known." in words
    assert any(one.kind == "warning" for one in page.text)
    assert not page.fields and page.choices[0].code == "not"
    assert app.submit({}, "not").title == "Bea3"
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": "Bea"}, "delete")
    assert "Nothing was deleted" in page.fields[0].error
    app.submit({"label": ""}, "delete")
    assert app.submit({"label": "Bea3"}, "not").title == "Bea3"
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": " bea3"}, "delete")
    assert page.id == "cases" and "Deleted the record Bea3." in said(page)
    assert not page.can_back and "Bea3" not in labels(page)
    app.leave()
    assert names(folder) == {*NAMES} - {"Bea3"}


def test_the_open_record_can_be_deleted_and_the_list_comes(
    program: Program, tmp_path: Path
) -> None:
    app = start(program)
    kept(app, tmp_path / "one")
    app.keep_draft("what", "half a story")
    app.menu()
    app.submit({}, "cases")
    to(app, "My own record")
    assert {one.code for one in app.page.choices} == {"rename", "delete", "done"}
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": "my own record"}, "delete")
    assert page.id == "cases" and not page.lines and not page.has_menu and page.can_lock
    assert app.menu().id == "cases" and app.back().id == "cases"
    assert app.submit({}, "client").id == "client-name"
    app.leave()
    assert names(tmp_path / "one") == set()


def test_another_one_that_is_open_stays_open(app: App) -> None:
    app.submit({}, code(app.page, "Ann1"))
    app.submit({"opening_safe": "yes"})
    app.submit({}, "cases")
    to(app, "Bea3")
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": "Bea3"}, "delete")
    assert page.id == "cases" and page.can_back
    assert app.back().title == "Record: Ann1"


def backed_up(app: App, *folders: Path) -> None:
    vault = app._sitting.vault
    assert vault is not None
    for folder in folders:
        done = back_up(vault.path, folder, held=True)
        vault.backups.note(str(folder), done.at)


def test_backups_that_hold_it_are_listed_and_purged(app: App, tmp_path: Path) -> None:
    here, away, older = tmp_path / "here", tmp_path / "away", tmp_path / "older"
    backed_up(app, here, away, older)
    away.rename(tmp_path / "pulled")
    to(app, "Bea3")
    case = app._stage.case  # type: ignore[attr-defined]
    page = app.submit({}, "delete")
    notes = [one.text for one in page.text if str(tmp_path) in one.text]
    assert len(notes) == 3
    assert any(str(here) in one and "there now" in one for one in notes)
    assert any(str(away) in one and "not connected now" in one for one in notes)
    app.submit({}, "next")
    page = app.submit({"label": "Bea3"}, "delete")
    assert page.kind == "list" and "Deleted the record Bea3." in said(page)
    assert labels(page) == sorted(map(str, (here, away, older)))
    assert "not there now" in said(app.submit({}, str(away)))
    page = app.submit({}, str(here))
    assert page.choices[0].code == "not" and any(one.kind == "warning" for one in page.text)
    assert app.submit({}, "not").kind == "list"
    app.submit({}, str(here))
    page = app.submit({}, "purge")
    assert labels(page) == sorted(map(str, (away, older)))
    assert not any(file.path.startswith(f"c/{case}/") for file in newest(here).files)
    assert any(file.path.startswith(f"c/{case}/") for file in newest(older).files)
    (tmp_path / "pulled").rename(away)
    app.submit({}, "look")
    app.submit({}, str(away))
    app.submit({}, "purge")
    app.submit({}, str(older))
    page = app.submit({}, "purge")
    assert not page.lines and "No backup that is known holds it" in said(page)
    assert app.submit({}, "done").id == "cases"


def test_a_backup_from_before_it_was_begun_does_not_hold_it(app: App, tmp_path: Path) -> None:
    backed_up(app, tmp_path / "here")
    vault = app._sitting.vault
    assert vault is not None
    vault.new_case("Aaron", "client")
    to(app, "Aaron")
    assert "No backup that holds it is known." in said(app.submit({}, "delete"))


def test_taking_it_out_of_a_backup_can_be_stopped(
    app: App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.session.work import Work

    backed_up(app, tmp_path / "here")
    to(app, "Bea3")
    app.submit({}, "delete")
    app.submit({}, "next")
    app.submit({"label": "Bea3"}, "delete")
    app.submit({}, str(tmp_path / "here"))
    real = Work.step

    def step(work: Work, done: int, of: int = 0) -> None:
        app.cancel()
        real(work, done, of)

    monkeypatch.setattr(Work, "step", step)
    page = app.submit({}, "purge")
    assert page.id == "purge" and "It was stopped" in said(page)
    monkeypatch.undo()
    assert not app.submit({}, "purge").lines


def test_where_nothing_can_be_written_nothing_is_renamed_or_deleted(app: App) -> None:
    assert app._sitting.vault is not None
    app._sitting.vault.read_only = True
    assert "manage" not in {one.code for one in app.submit({}, ">").choices}
    assert app.submit({}, "manage").title == "Records"


def test_what_fails_leaves_it_as_it_was(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.vault.errors import NotStored

    def fail(*_args: object) -> bool:
        raise NotStored("full")

    monkeypatch.setattr(Vault, "delete", fail)
    to(app, "Bea3")
    app.submit({}, "delete")
    app.submit({}, "next")
    page = app.submit({"label": "Bea3"}, "delete")
    assert page.title == "Delete this record?" and page.text[0].kind == "warning"
    monkeypatch.undo()
    assert app.submit({"label": "Bea3"}, "delete").id == "cases"


def test_unlocking_again_goes_on_after_all_that(app: App, program: Program, folder: Path) -> None:
    to(app, "Bea3")
    assert app.page.can_lock and app.lock()
    again = start(program, vault_path=folder, resume=app.resume)
    page = again.submit({"passphrase": PASSPHRASE})
    assert page.id == "cases"
    assert again.submit({}, code(page, "Ann1")).fields[0].name == "opening_safe"


def test_every_page_about_a_record_says_whose_it_is(app: App) -> None:
    assert app.page.whose == ""
    app.submit({}, code(app.page, "Ann1"))
    assert app.page.whose == "Ann1"  # also while its opening is checked
    app.submit({"opening_safe": "yes"})
    assert app.page.whose == "Ann1"
    assert app.submit({}, "review").whose == app.outline().whose == "Ann1"
    assert app.menu().whose == "Ann1"
    assert app.submit({}, "cases").whose == ""
    assert to(app, "Bea3").whose == ""
    assert app.submit({}, "delete").whose == ""


def test_a_record_of_ones_own_bears_no_name(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "own")
    assert app.page.whose == app.menu().whose == ""
