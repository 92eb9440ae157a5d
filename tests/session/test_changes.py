"""The page of what was changed: the newest first, before and after, of all or of one entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.session.sittings import go, kept, start, unlock
from tui.interview.answers import ROOT, Add, Answer, Put, Remove
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page
from tui.session.stages import changes
from tui.session.stages.paging import WINDOW

BY = "log@1"


@pytest.fixture
def app(program: Program, tmp_path: Path) -> App:
    app = start(program)
    kept(app, tmp_path / "kept")
    book = app._sitting.open()
    for row, day in (("r1", "2026-03-01"), ("r2", "2026-03-02")):
        given = {"kind": Answer("call", by=BY), "occurred": Answer(day, by=BY)}
        book.apply([Add("incidents", ROOT, row, given)], BY)
    book.apply([Put("r1", "what", Answer("He rang\nat night.", by=BY))], BY)
    book.apply([Put("r2", "what", Answer("A letter.", by=BY))], BY)
    book.apply([Put("r1", "what", Answer("He rang twice.", by=BY))], BY)
    app.menu()
    return app


def said(page: Page) -> list[str]:
    return [one.text for one in page.text]


def codes(page: Page) -> list[str]:
    return [line.code for line in page.lines if line.code]


def test_the_newest_is_first_and_leads_to_before_and_after(app: App) -> None:
    page = app.submit({}, "changes")
    assert page.kind == "list" and page.title == "What was changed"
    numbers = [int(code.removeprefix("c")) for code in codes(page)]
    assert numbers == sorted(numbers, reverse=True) and numbers[-1] == 1
    assert page.lines[0].code == ""
    page = app.submit({}, codes(page)[0])
    assert page.kind == "message" and not page.fields
    assert "Before: He rang\nat night." in said(page) and "Now: He rang twice." in said(page)
    assert any("by you" in words for words in said(page))
    assert app.back().id.startswith("changes|")


def test_one_goes_from_change_to_change(app: App) -> None:
    page = app.submit({}, "changes")
    first, second = codes(page)[:2]
    assert app.submit({}, first).title == f"Change {first[1:]}"
    assert "newer" not in {one.code for one in app.page.choices}
    page = app.submit({}, "older")
    assert page.title == f"Change {second[1:]}" and "Now: A letter." in said(page)
    assert app.submit({}, "newer").title == f"Change {first[1:]}"
    assert app.submit({}, "newer").title == f"Change {first[1:]}"
    app.back()
    app.submit({}, codes(app.page)[-1])
    assert "older" not in {one.code for one in app.page.choices}


def test_of_one_entry_only_its_own_changes_are_shown(app: App) -> None:
    app.submit({}, "review")
    first = next(line.code for line in app.page.lines if "1 March" in line.label)
    page = app.submit({}, first)
    assert page.id == "review|r1|0"
    title = page.title
    page = app.submit({}, "changes")
    assert page.title == title
    assert len(codes(page)) == 3
    for code in codes(page):
        shown = " ".join(said(app.submit({}, code)))
        assert "letter" not in shown
        app.back()
    assert app.back().id == "review|r1|0"


def test_what_was_taken_out_is_still_told(app: App) -> None:
    app._sitting.open().apply([Remove("r2")], "review")
    page = app.submit({}, "changes")
    page = app.submit({}, codes(page)[0])
    assert any(words.startswith("Taken out: ") for words in said(page))
    assert "Before: A letter." in said(page) and "Taken out" in said(page)


def test_a_long_history_comes_a_part_at_a_time(app: App) -> None:
    book = app._sitting.open()
    for number in range(WINDOW):
        book.apply([Put("r2", "what", Answer(f"Text {number}", by=BY))], BY)
    page = app.submit({}, "changes")
    assert len(codes(page)) == WINDOW
    newest = codes(page)[0]
    page = app.submit({}, ">")
    assert newest not in codes(page) and codes(page)
    assert codes(app.submit({}, "<"))[0] == newest


def test_it_can_be_read_where_nothing_can_be_written(
    app: App, program: Program, tmp_path: Path
) -> None:
    app.leave()
    again = start(program, vault_path=tmp_path / "kept")
    unlock(again)
    again._sitting.vault.read_only = True  # type: ignore[union-attr]
    page = again.menu()
    assert "changes" in {one.code for one in page.choices}
    assert codes(again.submit({}, "changes"))


def test_a_record_that_is_kept_nowhere_has_no_history(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, lambda page: page.has_menu)
    assert "changes" not in {one.code for one in app.menu().choices}
    before = app.page
    assert app.submit({}, "changes").id == before.id


def test_reading_it_can_be_stopped(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    real = changes.events

    def events(frames):
        for number, one in enumerate(real(frames)):
            assert app.doing is not None and app.doing.unit == "changes" and app.doing.total > 4
            if number == 2:
                app.cancel()
            yield one

    monkeypatch.setattr(changes, "events", events)
    page = app.submit({}, "changes")
    assert page.id == "home" and page.text[0].text.startswith("It was stopped")


def test_where_part_of_it_is_damaged_the_rest_is_shown(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.vault.errors import VaultDamaged

    real = changes.events

    def events(frames):
        for number, one in enumerate(real(frames)):
            if number == 2:
                raise VaultDamaged("c/x")
            yield one

    monkeypatch.setattr(changes, "events", events)
    page = app.submit({}, "changes")
    assert len(codes(page)) == 2
    assert page.text[0].kind == "warning" and "Not all of the history" in page.text[0].text
