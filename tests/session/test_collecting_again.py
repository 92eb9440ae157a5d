"""Collecting is done for some entries: the menu leads to the others while there are some."""

from __future__ import annotations

from tests.session.sittings import asks, go, start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Page

ANSWERS = {
    "background_now": "later",
    "in_touch": "no",
    "under_18": "no",
    "people": [],
    "incidents": [
        {"occurred": "2026-03-03", "kind": "call", "what": "A", "have": ["none"], "more": "keep"},
        {"occurred": "2026-03-04", "kind": "call", "what": "B", "have": ["none"], "more": "keep"},
    ],
}


def codes(page: Page) -> list[str]:
    return [one.code for one in page.choices]


def entered(app: App) -> None:
    """Two entries, and what comes before collecting."""
    app.submit({}, "own")
    go(app, asks("occurred"), ANSWERS)
    for day, first in (("2026-03-03", True), ("2026-03-04", False)):
        if not first:
            app.menu()
            app.submit({}, "new:incidents")
        app.submit({"occurred": day})
        app.submit({"kind": "call"})
        app.submit({"what": "He rang."})
        app.submit({"have": ["notes"]})


def picking(app: App) -> Page:
    app.menu()
    app.submit({}, "go:collect")
    while "collect_for" not in [one.name for one in app.page.fields]:
        before = app.page.id
        names = [one.name for one in app.page.fields]
        app.submit({"in_touch": "no", "under_18": "no"} if names else {})
        assert app.page.id != before
    return app.page


def skipped_to_the_menu(app: App) -> None:
    """Leave every question of the entry open until the menu comes."""
    from tests.session.sittings import skip_all

    for _turn in range(60):
        if app.page.id == "home":
            return
        ways = codes(app.page)
        choice = "enough" if "enough" in ways else "later" if "later" in ways else "next"
        app.submit(skip_all(app.page), choice)
    raise AssertionError(app.page.id)


def test_the_menu_leads_to_the_entries_that_are_left(program: Program) -> None:
    app = start(program, memory_only=True)
    entered(app)
    page = picking(app)
    assert "collect" not in codes(app.menu())
    app.submit({}, "go:collect")
    first, second = (one.code for one in page.fields[0].options)
    app.submit({"collect_for": [first]})
    skipped_to_the_menu(app)
    assert "collect" in codes(app.page) and "go:collect" not in codes(app.page)
    again = app.submit({}, "collect")
    assert again.fields[0].value == [first]
    app.submit({"collect_for": [first, second]})
    assert app.page.section.startswith("Collect what shows it")
    skipped_to_the_menu(app)
    assert "collect" not in codes(app.page)
