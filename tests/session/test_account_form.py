"""A form of an account: which one it is for is asked, and an account can be added at any time."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.session.sittings import asks, at, go, on, start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Raw

CASE = {
    "answers": {
        "background_now": "later",
        "police_plan": "done",
        "police_officer": "Cst. Example",
        "court_kind": "unsure",
    }
}
FORM = "preservation-form"
NEW = "new:requests"


@pytest.fixture
def app(program: Program) -> App:
    """A record in memory, at the menu, after the questions about the police."""
    app = start(program, memory_only=True, script="report")
    app.submit({}, "own")
    driver = go(app, asks("police_plan"), CASE)
    on(app, driver, at("home"))
    return app


def add(app: App, account: str) -> None:
    assert NEW in offered(app)
    app.submit({}, NEW)
    given: dict[str, Raw] = {"service": "instagram", "handle": account}
    while app.page.kind in ("form", "message"):
        left = Left("skipped")
        app.submit({one.name: given.get(one.name, left) for one in app.page.fields})


def codes(app: App) -> list[str]:
    return [one.code for one in app.page.choices]


def offered(app: App) -> list[str]:
    """Return what can be added, in the menu or a step behind it."""
    app.menu()
    if "add" in codes(app):
        app.submit({}, "add")
    return codes(app)


def test_an_account_can_be_added_only_where_the_police_are_a_part_of_it(
    program: Program, app: App
) -> None:
    assert NEW in offered(app)
    other = start(program, memory_only=True, script="report")
    other.submit({}, "own")
    on(other, go(other, asks("police_plan"), {"answers": {"police_plan": "no"}}), at("home"))
    assert NEW not in offered(other)


def test_the_form_asks_which_account_it_is_for(app: App, tmp_path: Path) -> None:
    add(app, "@one")
    add(app, "@two")
    app.menu()
    app.submit({}, "papers")
    page = app.submit({}, FORM)
    assert page.title == "Which one is it for?"
    assert [line.label for line in page.lines] == ["Instagram: @two", "Instagram: @one"]
    page = app.submit({}, page.lines[1].code)
    app.submit({"size": "letter", "folder": str(tmp_path)}, "next")
    (written,) = tmp_path.glob("*.pdf")
    fields = PdfReader(io.BytesIO(written.read_bytes())).get_fields() or {}
    said = {name: one.get("/V") for name, one in fields.items()}
    assert (said["handle"], said["officer"]) == ("@one", "Cst. Example")


def test_without_an_account_it_can_be_blank(app: App) -> None:
    app.submit({}, "papers")
    page = app.submit({}, FORM)
    assert [one.text for one in page.text] == ["Nothing is written down for it yet."]
    assert "blank" in codes(app)
