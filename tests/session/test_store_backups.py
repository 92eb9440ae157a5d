"""The store journey names the backups that are known, and proposes the day of the newest."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.session.sittings import Clock, asks, go, kept, start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick" / "things"


def at_the_question(app: App) -> Page:
    app.menu()
    app.submit({}, "go:store")
    go(app, asks("backed_up_on"))
    return app.page


def words(page: Page) -> str:
    return "\n".join(one.text for one in page.text)


def back_up(app: App, to: Path) -> None:
    app.menu()
    app.submit({}, "after")
    app.submit({}, "backups")
    app.submit({}, "new")
    app.submit({"folder": str(to)})
    assert app.submit({"folder": str(to)}, "anyway").id == "backed-up"


def test_none_is_known_and_nothing_is_proposed(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.submit({"occurred": "2026-03-03"})
    page = at_the_question(app)
    assert "No backup of this record is known yet." in words(page)
    assert page.fields[0].suggested == ""


def test_the_newest_is_named_with_its_age_and_its_day_proposed(
    program: Program, tmp_path: Path, stick: Path
) -> None:
    clock = Clock()
    app = start(program, clock=clock)
    kept(app, tmp_path / "kept")
    app.submit({"occurred": "2026-03-03"})
    day = clock().date().isoformat()
    back_up(app, stick)
    clock.now += timedelta(days=40)
    page = at_the_question(app)
    assert f"{stick.resolve()}, from 40 days ago" in words(page)
    assert "more than a month old" in words(page)
    assert page.fields[0].suggested == day
    app.submit({"backed_up_on": page.fields[0].suggested})
    again = app.back()
    assert again.fields[0].value == day
    assert again.fields[0].suggested == ""


def test_where_nothing_is_kept_nothing_is_said_of_backups(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    page = at_the_question(app)
    assert "backup" not in words(page).lower()
    assert page.fields[0].suggested == ""
