"""The list of parts: how far each is, that each leads there, and that going on and back work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.driving import Driver, read
from tests.session.sittings import asks, at, go, on, skip_all, start
from tests.session.test_walking_pages import along
from tui.interview.answers import ROOT
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Line, Page
from tui.session.parts import is_list, items_of, parts_of

EXAMPLES = Path(__file__).parents[2] / "examples"

SHORT: dict[str, Any] = {
    "occurred": "2026-03-03",
    "kind": "call",
    "what": "It rang.",
    "have": ["notes"],
    "more": "keep",
}


@pytest.fixture
def app(program: Program) -> App:
    """In memory, at the first question of the first entry."""
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    return app


@pytest.fixture
def written(app: App) -> App:
    """Three entries and all about them answered; at the menu."""
    on(app, Driver(read(EXAMPLES / "three-entries.yaml")), at("home"))
    return app


def line(page: Page, words: str) -> Line:
    (found,) = (one for one in page.lines if words in one.label)
    return found


def here(page: Page) -> Line:
    (found,) = (one for one in page.lines if one.detail == "You are here")
    return found


def said(page: Page) -> str:
    return " ".join(one.text for one in page.text)


def test_it_says_where_the_person_is_and_how_far_each_part_is(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    page = app.outline()
    assert (page.kind, page.title, page.section) == ("list", "Parts", "Keep a log")
    assert line(page, "Before you start").state == "Done"
    assert line(page, "The wider picture").state == "Not begun"
    assert line(page, "3 March 2026").state == "Begun"
    assert here(page).state == "2 of 5 answered"
    assert page.focus == here(page).code
    depths = [one.depth for one in page.lines if one.label == "What happened"]
    assert depths == [0, 2]
    assert line(page, "3 March 2026").depth == 1


def test_parts_that_wait_are_named_and_lead_nowhere(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    page = app.outline()
    assert "The police" in said(page)
    assert not [one for one in page.lines if one.label == "The police"]
    app.back()
    along(app, "platform", {**SHORT, "kind": "message", "more": "more"})
    page = app.outline()
    assert here(page).label == "Where, and how much"
    assert line(page, "Around it").state == "Not begun"
    assert "Where, and how much" not in said(page)
    assert "The police" in said(page)  # it hangs on whether they were told


def test_what_does_not_apply_is_left_out(app: App) -> None:
    along(app, "more", SHORT)
    app.submit({"more": "keep"})
    page = app.outline()
    names = {one.label for one in page.lines}
    assert "Where, and how much" not in names
    assert "Where, and how much" not in said(page)


def test_back_returns_to_the_step_and_to_what_was_typed(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    before = app.page
    app.keep_draft("what", "half a sent")
    page = app.outline()
    assert page.can_back
    assert app.outline() == page
    again = app.back()
    assert again.id == before.id
    assert again.fields[0].value == "half a sent"
    app.outline()
    assert app.submit({}, "done").id == before.id
    app.outline()
    assert app.submit({}, "").id.startswith("outline")
    assert app.submit({}, "p99").id.startswith("outline")


def test_picking_a_part_leads_to_its_first_unanswered_question(app: App) -> None:
    along(app, "platform", {**SHORT, "kind": "message", "more": "more"})
    page = app.outline()
    page = app.submit({}, line(page, "Around it").code)
    assert [one.name for one in page.fields] == ["context", "witnesses", "talked", "told"]
    # Going on stays behind that part: what was jumped over comes when the rest is done.
    page = app.submit(skip_all(page))
    assert asks("police")(page)
    page = app.outline()
    assert line(page, "Where, and how much").state == "Not begun"
    assert line(page, "Around it").state == "Done, 4 questions left open"
    page = app.submit({}, line(page, "Last things").code)
    app.submit(skip_all(page))
    page = app.submit({"private_notes": "None."})
    assert asks("platform")(page)


def test_a_later_section_goes_on_to_the_sections_after_it(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    page = app.outline()
    page = app.submit({}, line(page, "The wider picture").code)
    page = app.submit({"background_now": "now"})
    assert page.title == "Who did this"
    page = app.submit({}, "enough")
    assert asks("started")(page)
    assert "The log on paper" in {one.label for one in app.outline().lines}
    # Only when they are done the entry goes on.
    app.back()
    driver = Driver({"answers": {"changes": ["none"]}})
    on(app, driver, asks("kind"))


def test_back_from_a_part_leads_to_the_list_and_then_to_where_it_was_opened(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    page = app.outline()
    page = app.submit({}, line(page, "The wider picture").code)
    assert page.can_back
    app.submit({"background_now": "later"})
    assert asks("background_now")(app.back())
    assert app.back().id.startswith("outline")
    assert asks("what")(app.back())


def test_an_answered_part_can_be_read_again_and_leads_back_to_the_list(written: App) -> None:
    page = written.outline()
    assert page.section == ""  # the parts of every journey
    page = written.submit({}, line(page, "The whole story").code)
    asked: list[str] = []
    while page.kind == "form":
        asked += [one.name for one in page.fields]
        page = written.submit({one.name: one.value for one in page.fields})
    assert asked[:2] == ["started", "how_often"]
    assert asked[-1] == "devices_more"
    assert page.id.startswith("outline")
    assert written.back().id == "home"


def test_from_the_menu_all_rows_are_there_and_none_is_opened(written: App) -> None:
    page = written.submit({}, "parts")
    assert page.id.startswith("outline")
    assert not [one for one in page.lines if one.detail]
    assert line(page, "What happened").state == "3 in all"
    entries = [one for one in page.lines if "2026" in one.label]
    assert [one.depth for one in entries] == [1, 1, 1]
    # A section that only names people again is not shown a second time.
    assert len([one for one in page.lines if one.label == "Who did this"]) == 1


def test_inside_a_piece_the_parts_of_that_piece_show(written: App) -> None:
    book = written._sitting.open()
    page = written.outline()
    written.submit({}, line(page, "20 March 2026").code)
    page = written.outline()
    pieces = [one for one in page.lines if one.depth == 3]
    assert [one.label for one in pieces] == [
        str(row.fields["name"].value) for row in book.flow.rows("incidents")[1].kids["evidence"]
    ]
    written.submit({}, pieces[0].code)
    page = written.outline()
    assert here(page).label == "What it is"
    assert here(page).depth == 4


def test_a_part_that_needs_another_look_says_so_and_leads_there(written: App) -> None:
    page = written.outline()
    written.submit({}, line(page, "20 March 2026").code)
    written.submit({"occurred": "2026-04-09"})
    written.submit({}, "change")
    page = written.outline()
    looks = [one.label for one in page.lines if one.state == "Needs another look"]
    assert "How it was taken" not in looks  # of the pieces only those of the open one show
    piece = next(one for one in page.lines if one.state == "Needs another look" and one.depth == 3)
    page = written.submit({}, piece.code)
    assert asks("captured")(page)


def test_in_the_safety_check_it_shows_that_check(app: App) -> None:
    app.menu()
    app.submit({}, "safety")
    on(app, Driver({}), asks("watched"))
    page = app.outline()
    assert page.section == "Safety check"
    assert here(page).label.startswith("Do you think someone can see")
    page = app.submit({}, line(page, "Right now").code)
    assert asks("moment")(page)
    # Its end is the check's own end, wherever one went in between.
    assert not on(app, Driver({}), at("home")).can_undo


def test_no_parts_before_the_check_has_decided_where_to_write(program: Program) -> None:
    app = start(program, memory_only=True)
    first = app.page
    assert app.outline() == first
    app.submit({}, "own")
    before = app.page
    assert not before.has_menu
    assert app.outline() == before


def test_every_question_is_in_a_part(written: App) -> None:
    flow = written._sitting.open().flow
    script = flow.program.scripts["log"]
    for row in (ROOT, *(one.id for one in flow.rows("incidents"))):
        parts = [one for one in parts_of(flow, script, row) if not is_list(one)]
        there = {item.key for part in parts for item in items_of(flow, part)}
        asked = {
            item.key
            for item in flow.items_of(row)
            if item.section.script == "log" and item.kind == "ask"
        }
        assert asked
        assert asked <= there
