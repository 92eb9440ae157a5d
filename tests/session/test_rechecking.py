"""An answer of the safety check is not changed by itself: the check is gone through again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.driving import QUIET, Driver
from tests.session.sittings import at, kept, on, start
from tui.interview.answers import ROOT
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page


@pytest.fixture
def app(program: Program, tmp_path: Path) -> App:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.menu()
    return app


def safety_line(app: App) -> str:
    """The code of a line of the review that is about the safety check."""
    flow = app._sitting.open().flow
    item = next(
        item
        for item in flow.items_of(ROOT)
        if item.section.script == "safety" and item.kind == "ask" and item.state != "todo"
    )
    found = app._stage._found()  # type: ignore[attr-defined]
    return next(code for code, one in found if getattr(one, "key", None) == item.key)


def answers(app: App) -> dict[str, object]:
    flow = app._sitting.open().flow
    return {name: flow.value(ROOT, name) for name in ("watched", "device_is", "keep_here")}


def picked(app: App) -> Page:
    app.submit({}, "review")
    return app.submit({}, safety_line(app))


def test_it_leads_to_the_check_and_only_when_that_is_wanted(app: App) -> None:
    before = answers(app)
    page = picked(app)
    assert page.id == "recheck" and not page.fields and page.choices[0].code == "not"
    assert app.submit({}, "not").id.startswith("review|case")
    app.submit({}, safety_line(app))
    assert app.back().id.startswith("review|case")
    assert answers(app) == before
    app.submit({}, safety_line(app))
    page = app.submit({}, "again")
    assert page.id.startswith("safety/")
    on(app, Driver({}, safety=QUIET), at("home"))
    assert answers(app) == before


def test_the_place_is_decided_anew(app: App, tmp_path: Path) -> None:
    picked(app)
    app.submit({}, "again")
    other = {"device_is": "office", "can_reach": ["managed"], "other_place": "none"}
    page = on(app, Driver({}, safety={**QUIET, **other}), at("still-there"))
    assert str(tmp_path / "kept") in " ".join(one.text for one in page.text)


def test_other_answers_are_changed_one_by_one_as_ever(app: App) -> None:
    app.submit({}, "go:log")
    on(app, Driver({}), lambda page: page.kind == "form" and page.id.startswith("log/"))
    app.menu()
    app.submit({}, "review")
    found = app._stage._found()  # type: ignore[attr-defined]
    others = [code for code, one in found if getattr(one, "section", None) is not None
              and one.section.script != "safety"]  # fmt: skip
    for code in others[:1]:
        assert app.submit({}, code).id != "recheck"
