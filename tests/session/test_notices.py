"""A calm word where a record says that things may be getting worse: shown, opened, put aside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.driving import Driver
from tests.session.sittings import Clock, at, copied, kept, on, start, unlock
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.program import Program
from tui.session.app import App
from tui.session.noticing import NOTICES, RESTS
from tui.session.page import Page

TODAY = Clock().now.date()
WORD = "Things seem to happen more often."


def story(*ages: int, **more: Any) -> dict[str, Any]:
    """An answers file with entries of so many days ago."""
    days = [(TODAY - timedelta(days=age)).isoformat() for age in ages]
    entry = {"kind": "call", "what": "He rang.", "have": ["none"], "more": "keep"} | more
    return {"answers": {}, "incidents": [{"occurred": day, **entry} for day in days]}


MORE = story(1, 3, 8, 40, 90)
QUIET = story(1, 40, 90)


def record(program: Program, folder: Path, data: dict[str, Any], clock: Clock) -> App:
    app = start(program, clock=clock)
    driver: Driver = kept(app, folder, data)
    on(app, driver, at("home"))
    return app


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(program: Program, tmp_path: Path, clock: Clock) -> App:
    return record(program, tmp_path / "kept", MORE, clock)


def offered(page: Page) -> bool:
    return "notice" in {one.code for one in page.choices}


def words(page: Page) -> str:
    return " ".join(one.text for one in page.text)


def test_the_menu_says_so_and_leads_to_what_it_rests_on(app: App) -> None:
    assert offered(app.page) and WORD in words(app.page)
    page = app.submit({}, "notice")
    assert (page.id, page.title) == ("notice", WORD)
    assert "There are 3 entries in the last four weeks, and 1 in the four before." in words(page)
    assert app.back().id == "home"


def test_a_record_without_signs_says_nothing(
    program: Program, tmp_path: Path, clock: Clock
) -> None:
    app = record(program, tmp_path / "kept", QUIET, clock)
    assert not offered(app.page) and WORD not in words(app.page)
    assert "notice" not in {line.code for line in app.still_open().lines}


def test_the_open_list_has_it_first(app: App) -> None:
    page = app.still_open()
    assert (page.lines[0].code, page.lines[0].label) == ("notice", WORD)
    assert app.submit({}, "notice").id == "notice"
    assert app.submit({}, "done").id == "open"


def test_it_leads_to_the_safety_check_and_to_people(app: App) -> None:
    app.submit({}, "notice")
    assert app.submit({}, "people").people
    assert app.submit({}, "next").id == "notice"
    page = app.submit({}, "safety")
    assert "safety" in page.id or page.kind == "message"
    assert app._sitting.open().flow.answers.get(ROOT, "moment") is None


def test_put_aside_it_rests_for_weeks_and_over_another_sitting(
    program: Program, app: App, tmp_path: Path, clock: Clock
) -> None:
    app.submit({}, "notice")
    page = app.submit({}, "aside")
    assert page.id == "home" and not offered(page)
    app.leave()
    assert list(copied(tmp_path / "kept", tmp_path / "copy").rows(NOTICES)) == [NOTICES]

    def opened(days: int) -> Page:
        clock.now = Clock().now + timedelta(days=days)
        other = start(program, clock=clock, vault_path=tmp_path / "kept")
        unlock(other)
        page = other.menu()
        other.leave()
        assert page.id == "home"
        return page

    assert not offered(opened(0))
    assert not offered(opened(RESTS - 1))


def again(app: App) -> Page:
    """The menu as it is now."""
    app.still_open()
    return app.submit({}, "done")


def with_answer(app: App, row: str, name: str, value: Any) -> Page:
    app._sitting.open().apply([Put(row, name, Answer(value))], "log")
    return again(app)


def first(app: App) -> str:
    return str(app._sitting.open().flow.rows("incidents")[0].id)


def _later(app: App, clock: Clock) -> Page:
    # The entries go along, so that they are of late then as well.
    clock.now += timedelta(days=RESTS)
    for row in app._sitting.open().flow.rows("incidents")[:3]:
        day = (clock.now.date() - timedelta(days=2)).isoformat()
        app._sitting.open().apply([Put(row.id, "occurred", Answer(day))], "log")
    rows = app._sitting.open().flow.rows("incidents")
    return with_answer(app, rows[3].id, "occurred", (TODAY - timedelta(days=9)).isoformat())


def _followed(app: App, clock: Clock) -> Page:
    return with_answer(app, first(app), "kind", "tracking")


@pytest.mark.parametrize("happens", [_later, _followed], ids=["weeks later", "another sign"])
def test_it_comes_back(app: App, clock: Clock, happens: Callable[[App, Clock], Page]) -> None:
    app.submit({}, "notice")
    assert not offered(app.submit({}, "aside"))
    page = happens(app, clock)
    assert page.id == "home" and offered(page)


def test_the_history_says_that_it_was_put_aside(app: App) -> None:
    app.submit({}, "notice")
    app.submit({}, "aside")
    page = app.submit({}, "changes")
    said = " ".join(f"{line.label} {line.detail}" for line in page.lines)
    assert "A word about safety was put aside." in said


def test_a_council_never_reads_it(program: Program) -> None:
    from tui.session.noticing import signs_of
    from tui.session.sitting import Sitting

    sitting = Sitting(program, Clock())
    sitting.begin("council", "A case")
    assert signs_of(sitting) == ()


def test_what_another_version_kept_is_no_trouble(app: App) -> None:
    with app._sitting.open().case.change("me", NOTICES) as change:
        change.put(NOTICES, NOTICES, {"on": "soon", "signs": 7})
    assert offered(again(app))
