"""Back and forward, groups, adding a person, correcting: nothing typed is lost on the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.driving import Driver, Values, read
from tests.session.sittings import Clock, asks, at, go, kept, on, start
from tui import wording
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Line, Page

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(program: Program, clock: Clock) -> App:
    """In memory, at the first question of the first entry."""
    app = start(program, memory_only=True, clock=clock)
    app.submit({}, "own")
    go(app, asks("occurred"))
    return app


ENTRY: dict[str, Any] = {
    "occurred": "2026-03-03",
    "kind": "message",
    "what": "He wrote that I should move away.",
    "have": ["screenshot"],
    "more": "more",
    "platform": "sms",
    "alike": "many",
    "alike_count": "3",
    "alike_first": "2026-03-01",
    "alike_last": "2026-03-03",
    "alike_words": "Move away.",
}


def along(app: App, name: str, entry: dict[str, Any] | None = None) -> Page:
    """Answer the entry that is open up to the page that asks for ``name``."""
    driver = Driver({"incidents": [entry or ENTRY]})
    driver.rows[app.page.id.split("|")[1]] = entry or ENTRY
    return on(app, driver, asks(name))


def finished(app: App, entry: dict[str, Any] | None = None) -> Page:
    """Answer the entry that is open, and no other; go to the menu."""
    driver = Driver({"incidents": []})
    driver.rows[app.page.id.split("|")[1]] = entry or ENTRY
    return on(app, driver, at("home"))


def values(page: Page) -> dict[str, object]:
    return {one.name: one.value for one in page.fields}


def entry_lines(app: App, number: int = 0) -> Page:
    """The review of an entry, from the menu."""
    page = app.submit({}, "review")
    rows = [line.code for line in page.lines if line.code.startswith("r")]
    return app.submit({}, rows[number])


def line(page: Page, words: str) -> Line:
    (found,) = [one for one in page.lines if words in one.label]
    return found


def given(app: App, name: str, table: str = "incidents") -> list[object]:
    rows = (row for row, _ in app._sitting.open().flow.answers.rows() if row.table == table)
    return [one.value if (one := row.fields.get(name)) else None for row in rows]


# Back and forward.


def test_back_and_forward_show_the_same_pages(app: App) -> None:
    pages = [app.page]
    for answer in ({"occurred": "2026-03-03"}, {"kind": "call"}, {"what": "It rang."}):
        pages.append(app.submit(answer))
    for page in reversed(pages[:-1]):
        back = app.back()
        assert back.id == page.id
        assert back.can_forward
    assert [values(app.page)] == [{"occurred": "2026-03-03"}]
    for page in pages[1:]:
        assert app.forward().id == page.id
    assert not app.page.can_forward


def test_answering_again_after_going_back_leads_where_one_came_from(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    last = app.submit({"what": "It rang."})
    app.back()
    app.back()
    assert app.submit({"kind": "call"}).fields[0].name == "what"
    assert app.submit({"what": "It rang twice."}).id == last.id
    assert given(app, "what") == ["It rang twice."]


def test_back_goes_on_before_the_point_where_a_sitting_began(
    program: Program, tmp_path: Path
) -> None:
    from tests.session.sittings import unlock

    first = start(program)
    kept(first, tmp_path / "kept")
    first.submit({"occurred": "2026-03-03"})
    first.submit({"kind": "call"})
    first.leave()
    again = start(program, vault_path=tmp_path / "kept")
    unlock(again)
    page = again.submit({}, "go:log")
    assert (page.fields[0].name, page.can_back) == ("what", True)
    assert values(again.back()) == {"kind": "call"}
    assert values(again.back()) == {"occurred": "2026-03-03"}
    page = again.back()
    assert page.kind == "message"
    assert not page.can_back
    assert again.back().id == page.id
    assert again.forward().fields[0].name == "occurred"


def test_words_left_with_back_are_there_again(app: App) -> None:
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    app.keep_draft("what", "It rang at")
    assert asks("kind")(app.back())
    assert values(app.submit({"kind": "call"})) == {"what": "It rang at"}
    app.keep_draft("what", "")
    app.back()
    assert values(app.forward()) == {"what": ""}


def test_words_left_for_the_menu_are_there_again(app: App) -> None:
    along(app, "what")
    app.keep_draft("what", "It rang at")
    page = app.menu()
    assert page.id == "home"
    assert page.can_back
    assert values(app.back()) == {"what": "It rang at"}
    app.menu()
    assert values(app.submit({}, "go:log")) == {"what": "It rang at"}


def test_an_entry_begun_by_mistake_goes_again(app: App) -> None:
    finished_first = along(app, "more")
    assert finished_first.fields
    app.submit({"more": "keep"})
    while app.page.kind != "menu":
        app.submit({}, "later")
    asked = app.page
    assert asks("occurred")(app.submit({}, "add"))
    assert app.back().id == asked.id
    assert len(given(app, "occurred")) == 1
    assert asks("background_now")(app.submit({}, "enough"))


def test_an_entry_begun_is_kept_with_words_in_it(app: App) -> None:
    along(app, "more")
    app.submit({"more": "keep"})
    while app.page.kind != "menu":
        app.submit({}, "later")
    app.submit({}, "add")
    app.keep_draft("occurred", "about")
    app.back()
    assert len(given(app, "occurred")) == 2
    assert values(app.forward()) == {"occurred": "about"}


def test_an_empty_entry_is_in_no_paper(app: App, tmp_path: Path) -> None:
    from docx import Document

    app.menu()
    assert "no entries" in app.page.text[0].text or "0 entries" in app.page.text[0].text
    app.submit({}, "papers")
    app.submit({}, "tfv-log")
    app.submit({"forms": ["docx"], "size": "letter", "folder": str(tmp_path)}, "write")
    (paper,) = tmp_path.glob("*.docx")
    text = "\n".join(one.text for one in Document(str(paper)).paragraphs)
    assert "There are no entries yet." in text + str(
        [cell.text for table in Document(str(paper)).tables for cell in table._cells]
    )
    assert len(given(app, "occurred")) == 1


# One entry at a time.


def test_a_new_entry_is_not_mixed_with_one_left_half_way(app: App) -> None:
    along(app, "what")
    app.menu()
    page = app.submit({}, "new:incidents")
    assert asks("occurred")(page)
    assert not any(one.error for one in page.fields)
    app.submit({"occurred": "2026-03-09"})
    app.submit({"kind": "call"})
    app.submit({"what": "The second one."})
    app.submit({"have": ["none"]})
    app.submit({"more": "keep"})
    while app.page.id != "home":
        assert app.page.kind == "message"
        app.submit({}, "later" if any(c.code == "later" for c in app.page.choices) else "next")
    assert given(app, "what") == [None, "The second one."]
    assert asks("what")(app.submit({}, "go:log"))


def test_a_first_entry_from_the_menu_begins_without_a_complaint(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, at("memory"))
    app.submit({})
    assert app.page.kind == "message"
    app.menu()
    page = app.submit({}, "new:incidents")
    assert asks("occurred")(page)
    assert not any(one.error for one in page.fields)
    assert app.back().id == "home"
    assert given(app, "occurred") == []


def test_the_page_says_whom_it_is_about(app: App) -> None:
    data = read(EXAMPLES / "three-entries.yaml")
    driver = Driver(data)
    on(app, driver, asks("role"))
    assert "Colin Marsh" in app.page.section


# Groups.


def test_a_group_keeps_what_is_good_when_one_is_not(app: App) -> None:
    along(app, "alike_count")
    entered: Values = {
        "alike_count": "many",
        "alike_first": "3 March 2026",
        "alike_last": Left("not-sure"),
        "alike_words": "Move away.",
    }
    page = app.submit(entered)
    assert {one.name for one in page.fields if one.error} == {"alike_count"}
    assert values(page) == {**entered, "alike_last": ""}
    assert [one.open for one in page.fields] == ["", "", "not-sure", ""]
    # Also when the person goes elsewhere before mending it.
    app.menu()
    assert values(app.back()) == values(page)
    app.back()
    assert values(app.forward())["alike_words"] == "Move away."
    app.submit({**entered, "alike_count": "3"})
    assert given(app, "alike_first") == ["2026-03-03"]


def test_answers_of_a_group_are_checked_together(app: App) -> None:
    along(app, "alike_count")
    page = app.submit(
        {
            "alike_count": "3",
            "alike_first": "2026-03-05",
            "alike_last": "2026-03-01",
            "alike_words": Left("skipped"),
        }
    )
    assert any("before the first one" in one.error for one in page.fields)
    assert given(app, "alike_first") == [None]
    app.submit(
        {
            "alike_count": "3",
            "alike_first": "2026-03-01",
            "alike_last": "2026-03-05",
            "alike_words": Left("skipped"),
        }
    )
    assert given(app, "alike_last") == ["2026-03-05"]


def test_a_cleared_answer_does_not_come_back_by_itself(app: App) -> None:
    along(app, "what")
    app.submit({"what": "Something."})
    app.back()
    page = app.submit({"what": ""})
    assert page.fields[0].error
    assert page.fields[0].value == ""


def test_adding_a_person_keeps_the_rest_of_the_page(app: App) -> None:
    along(app, "who")
    page = app.submit({"who": ["+"], "account": "@example.colin"})
    assert page.id == "add|who"
    # Out of it again: nothing was added, and nothing lost.
    assert values(app.back()) == {"who": [], "account": "@example.colin"}
    app.submit({"who": ["+"], "account": "@example.colin"})
    assert app.submit({"name": ""}).fields[0].error
    page = app.submit({"name": "Colin"})
    (colin,) = (one.code for one in page.fields[0].options if one.label == "Colin")
    assert values(page) == {"who": [colin], "account": "@example.colin"}
    page = app.submit({"who": [colin, "+"], "account": "@example.colin"})
    page = app.submit({"name": "Dana"})
    (dana,) = (one.code for one in page.fields[0].options if one.label == "Dana")
    assert values(page)["who"] == [colin, dana]
    assert asks("identity")(app.submit({"who": [colin, dana], "account": "@example.colin"}))
    assert given(app, "who") == [[colin, dana]]
    assert given(app, "name", "people") == ["Colin", "Dana"]


def test_a_name_half_typed_is_there_again(app: App) -> None:
    along(app, "who")
    app.submit({"who": ["+"], "account": ""})
    app.keep_draft("name", "Col")
    app.back()
    page = app.submit({"who": ["+"], "account": "x"})
    assert values(page) == {"name": "Col"}


# Correcting.


def test_an_edit_that_sets_answers_aside_is_shown_first(app: App) -> None:
    finished(app)
    review = entry_lines(app)
    page = app.submit({}, line(review, "many that are much the same").code)
    assert values(page)["alike"] == "many"
    page = app.submit({"platform": "sms", "alike": "one"})
    assert page.id == "confirm"
    shown = " ".join(one.text for one in page.text)
    assert "sets 4 answers aside" in shown
    assert "Move away." in shown
    assert "Technology-Facilitated Violence log" in shown
    assert given(app, "alike") == ["many"]
    # Leave it as it was.
    review = app.submit({}, "keep")
    assert "many" in line(review, "many that are much the same").detail.lower()
    page = app.submit({}, line(review, "many that are much the same").code)
    assert values(page)["alike"] == "many"
    # Back from the preview leads to the question, with what was picked there.
    app.submit({"platform": "sms", "alike": "one"})
    assert values(app.back())["alike"] == "one"
    app.submit({"platform": "sms", "alike": "one"})
    review = app.submit({}, "change")
    assert given(app, "alike") == ["one"]
    assert not any("usually say" in one.label for one in review.lines)
    # And they come back with the answer.
    app.submit({}, line(review, "many that are much the same").code)
    review = app.submit({"platform": "sms", "alike": "many"})
    assert line(review, "usually say").detail == "Move away."


def test_an_edit_that_sets_nothing_aside_is_just_made(app: App, clock: Clock) -> None:
    finished(app)
    review = entry_lines(app)
    assert all("changed" not in one.text for one in review.text)
    app.submit({}, line(review, "What happened?").code)
    clock.now = clock.now.replace(hour=23)
    review = app.submit({"what": "He wrote that I had better move."})
    assert review.id.startswith("review|")
    assert given(app, "what") == ["He wrote that I had better move."]
    assert any("changed" in one.text for one in review.text)


def test_words_added_on_a_later_day_are_a_change(app: App, clock: Clock) -> None:
    along(app, "what")
    clock.now = clock.now.replace(minute=45)
    app.submit({"what": "He wrote."})
    (row,) = (one for one, _ in app._sitting.open().flow.answers.rows() if one.table)
    assert (row.written[:16], row.changed) == ("2026-03-04T09:30", "")
    clock.now = clock.now.replace(day=9)
    app.submit({"have": ["none"]})
    (row,) = (one for one, _ in app._sitting.open().flow.answers.rows() if one.table)
    assert (row.written[:16], row.changed[:16]) == ("2026-03-04T09:30", "2026-03-09T09:45")


def test_one_correction_in_a_group_is_not_undone_by_its_neighbours(app: App, clock: Clock) -> None:
    along(app, "alike_count")
    first: Values = {
        "alike_count": "3",
        "alike_first": "2026-03-01",
        "alike_last": "2026-03-03",
        "alike_words": "x",
    }
    app.submit(first)
    app.back()
    clock.now = clock.now.replace(hour=12)
    app.submit({**first, "alike_count": "4"})
    (row,) = (one for one, _ in app._sitting.open().flow.answers.rows() if one.table)
    assert row.changed[:16] == "2026-03-04T12:30"


def test_a_heading_in_a_list_leads_nowhere(app: App) -> None:
    finished(app)
    page = entry_lines(app)
    assert any(one.code == "" for one in page.lines)
    assert app.submit({}, "").id == page.id
    assert app.submit({}, "no such line").id == page.id
    app.menu()
    page = app.submit({}, "open")
    assert any(one.code == "" for one in page.lines)
    assert app.submit({}, "").id == page.id


def test_taking_an_entry_out_warns_and_can_not_be_had_by_accident(app: App) -> None:
    finished(app)
    page = entry_lines(app)
    page = app.submit({}, "remove")
    assert any(one.kind == "warning" and "lawyer" in one.text for one in page.text)
    assert app.submit({}, "next").kind == "list"
    assert app.submit({}, "remove").id == "remove"
    assert app.back().kind == "list"
    app.submit({}, "remove")
    page = app.submit({}, "remove")
    assert given(app, "what") == []
    assert not any(one.code.startswith("r") for one in page.lines)


def test_an_entry_that_is_gone_is_not_come_back_to(app: App) -> None:
    """The menu was opened from a page of an entry, and the entry taken out meanwhile."""
    along(app, "what")
    app.keep_draft("what", "unfinished")
    app.menu()
    entry_lines(app)
    app.submit({}, "remove")
    app.submit({}, "remove")
    app.back()
    page = app.back()
    assert page.id == "home"
    assert app._sitting.drafts == {}


def test_a_piece_of_an_entry_can_be_read_and_taken_out(app: App) -> None:
    data = read(EXAMPLES / "three-entries.yaml")
    on(app, Driver(data), at("home"))
    page = entry_lines(app, 2)
    (piece, _other) = [one for one in page.lines if one.code.startswith("r")]
    page = app.submit({}, piece.code)
    assert page.title == data["incidents"][0]["evidence"][0]["name"]
    assert any("saved or taken" in one.label for one in page.lines)
    app.submit({}, "remove")
    page = app.submit({}, "remove")
    assert len([one for one in page.lines if one.code.startswith("r")]) == 1
    assert len(given(app, "what")) == 3


def test_an_answer_that_no_longer_fits_says_why(app: App) -> None:
    data = read(EXAMPLES / "three-entries.yaml")
    on(app, Driver(data), at("home"))
    review = entry_lines(app, 2)
    # The first screenshot was taken on 4 March; now it happened on the 9th.
    app.submit({}, line(review, "When did it happen?").code)
    page = app.submit({"occurred": "2026-03-09"})
    assert page.id == "confirm"
    assert "2 answers no longer fit" in page.text[0].text
    assert "aside" not in " ".join(one.text for one in page.text)
    review = app.submit({}, "change")
    piece = next(one for one in review.lines if one.code.startswith("r"))
    page = app.submit({}, piece.code)
    taken = line(page, "saved or taken")
    assert taken.state == "Needs another look"
    page = app.submit({}, taken.code)
    (captured,) = (one for one in page.fields if one.name == "captured")
    assert "before it happened" in captured.error
    assert captured.value == "2026-03-04T08:15-08:00"


def test_open_points_lead_to_their_steps(app: App) -> None:
    data = read(EXAMPLES / "three-entries.yaml")
    on(app, Driver(data), at("home"))
    count = next(one.label for one in app.page.choices if one.code == "open")
    page = app.submit({}, "open")
    gaps = [one.code for one in page.lines if one.code.startswith("g")]
    tasks = [one for one in page.lines if one.code.startswith("t")]
    questions = [one for one in page.lines if one.code.startswith("q")]
    assert f"({len(gaps) + len(tasks) + len(questions)} points)" in count
    for code in gaps:
        assert app.submit({}, code).id != "open"
        assert app.back().id == "open"
    page = app.submit({}, tasks[0].code)
    assert page.text[0].text == tasks[0].label
    page = app.submit({}, "done")
    assert [one.state for one in page.lines if one.code == f"t{len(tasks) - 1}"] == ["Done"]
    page = app.submit({}, f"t{len(tasks) - 1}")
    page = app.submit({}, "later")
    assert "Done" not in {one.state for one in page.lines}


def test_going_on_with_an_entry_leads_back_to_it(app: App) -> None:
    along(app, "more")
    app.submit({"more": "keep"})
    app.menu()
    page = entry_lines(app)
    assert "more" in {one.code for one in page.choices}
    app.submit({}, "more")
    app.submit({}, "done")
    page = app.page
    assert page.id.startswith("review|")
    assert "more" not in {one.code for one in page.choices}


def test_yes_and_no_are_picked_by_the_letter_they_begin_with(program: Program) -> None:
    keys = {}
    for language in ("en", "fr-CA"):
        with wording.using(language):
            app = start(program, memory_only=True)
            app.submit({}, "own")
            go(app, lambda page: any(one.type == "yes-no" for one in page.fields))
            asked = next(one for one in app.page.fields if one.type == "yes-no")
            keys[language] = [option.key for option in asked.options]
    assert keys == {"en": ["y", "n"], "fr-CA": ["o", "n"]}
