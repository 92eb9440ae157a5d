"""What is still open: three lists, each line leading to what closes it, and back."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.driving import Driver, read
from tests.interview.authoring import program_of
from tests.session.sittings import Clock, asks, at, go, on, start
from tests.session.test_walking_pages import along
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Line, Page

EXAMPLES = Path(__file__).parents[2] / "examples"

SCRIPT = """
script: log
title: Keep a log
for: [self]
sections:
  - id: entries
    title: What happened
    repeat: {table: incidents, first: Write something?, add: Another?, row: "{incident.name}"}
    steps:
      - {ask: name, type: text, question: What is it called?}
      - {ask: day, type: when, question: When was it?}
      - ask: kind
        type: choice
        options: {call: A call, post: A post}
        question: What was it?
      - ask: page
        type: text
        when: incident.kind == 'post'
        question: On which page?
      - section: group
        title: More
        together: true
        steps:
          - {ask: who, type: text, question: Who was it?}
          - {ask: where, type: text, question: Where?}
          - {ask: why, type: text, question: Why?}
      - do: again
        text: Look again.
        due: incident.day + days(30)
      - do: weekly
        text: Look each week.
        due: incident.day + days(7)
        every: weeks(1)
        until: incident.day + months(2)
      - do: anytime
        text: Write more.
      - {ask: last, type: text, question: Anything else?}
gaps:
  - id: no_where
    each: incident
    when: not known(incident.where)
    text: The place is missing.
    step: incident.where
"""

CASE = """
tables:
  incidents: {row: incident}
journeys: [log]
"""

PLAIN = {"page": "x", "who": "x", "where": "x", "why": "x", "last": "x"}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Program:
    root = tmp_path_factory.mktemp("small")
    return program_of(root, {"case.yaml": CASE, "scripts/log.yaml": SCRIPT})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(small: Program, clock: Clock) -> App:
    """In memory, at the menu of an empty record."""
    app = start(small, memory_only=True, clock=clock)
    app.submit({}, "own")
    for _ in range(3):
        if app.page.id == "home":
            break
        app.menu()
        if app.page.id != "home":
            app.submit({})
    assert app.page.id == "home"
    return app


def write(app: App, name: str, day: str, **more: str | Left) -> None:
    """Write an entry to its end; go to the menu."""
    app.menu()
    app.submit({}, "new:incidents")
    values = {**PLAIN, "name": name, "day": day, "kind": "call", **more}
    for _ in range(20):
        page = app.page
        if page.id == "home":
            return
        codes = [one.code for one in page.choices]
        entered = {one.name: values[one.name] for one in page.fields}
        app.submit(entered, "later" if "later" in codes else codes[0])
    raise AssertionError("the entry never ends")


def opened(app: App) -> Page:
    app.menu()
    return app.submit({}, "open")


def under(page: Page, heading: str) -> list[Line]:
    """The lines below a heading."""
    found: list[Line] = []
    inside = False
    for one in page.lines:
        if not one.code:
            inside = one.label == heading
        elif inside:
            found.append(one)
    return found


def count(app: App) -> tuple[str, str]:
    app.outline()
    app.menu()
    (choice,) = (one for one in app.page.choices if one.code == "open")
    return choice.label, choice.note


def test_nothing_open_says_so(app: App) -> None:
    page = app.still_open()
    assert not page.lines
    assert page.text[0].text.startswith("Nothing is open")
    assert count(app) == ("What is still open (0 points)", "")


def test_it_goes_back_to_where_it_was_opened(app: App) -> None:
    app.submit({}, "new:incidents")
    before = app.submit({"name": "First"})
    page = app.still_open()
    assert page.can_back
    assert app.still_open() == page
    assert app.back().id == before.id
    app.still_open()
    assert app.submit({}, "done").id == before.id
    app.outline()
    app.still_open()
    assert app.back().id.startswith("outline")
    assert app.back().id == before.id


def test_a_gap_leads_to_its_own_question_on_its_page_and_back(app: App) -> None:
    write(app, "First", "2026-03-03", where=Left("later"))
    page = opened(app)
    (gap,) = under(page, "Still needed")
    assert (gap.label, gap.detail) == ("The place is missing.", "First")
    # The same question is not listed a second time.
    assert not under(page, "Questions to come back to")
    page = app.submit({}, gap.code)
    assert [one.name for one in page.fields] == ["who", "where", "why"]
    assert page.focus == "where"
    page = app.submit({"who": "x", "where": "", "why": "x"})
    assert page.focus == "where"
    assert page.fields[1].error
    page = app.submit({"who": "x", "where": "At home", "why": "x"})
    assert page.id == "open"
    assert not under(page, "Still needed")


def test_tasks_come_overdue_first_then_due_then_without_a_date_then_done(app: App) -> None:
    write(app, "Long ago", "2026-01-02")
    write(app, "Now", "2026-02-02")
    write(app, "Coming", "2026-03-03")
    tasks = under(opened(app), "To do")
    said = [(one.label, one.detail, one.state) for one in tasks]
    assert said[:3] == [
        ("Look each week.", "Long ago", "Open since 9 January 2026"),
        ("Look again.", "Long ago", "Open since 1 February 2026"),
        ("Look each week.", "Now", "Open since 9 February 2026"),
    ]
    assert said[3] == ("Look again.", "Now", "Due 4 March 2026")
    assert [one[2] for one in said[4:6]] == ["Due 10 March 2026", "Due 2 April 2026"]
    assert [one[0] for one in said[6:]] == ["Write more."] * 3
    app.submit({}, tasks[-1].code)
    app.submit({}, "done")
    tasks = under(app.page, "To do")
    assert [one.state for one in tasks[-3:]] == ["", "", "Done"]


def test_a_task_has_a_page_and_a_done_one_can_be_reopened(app: App) -> None:
    write(app, "First", "2026-01-02")
    total, note = count(app)
    assert (total, note) == ("What is still open (3 points)", "3 to do")
    task = under(opened(app), "To do")[-1]
    page = app.submit({}, task.code)
    assert [one.text for one in page.text] == ["Write more.", "First"]
    assert [one.code for one in page.choices] == ["done", "later"]
    assert app.back().id == "open"
    app.submit({}, task.code)
    page = app.submit({}, "later")
    assert under(page, "To do")[-1].state == ""
    app.submit({}, task.code)
    page = app.submit({}, "done")
    assert under(page, "To do")[-1].state == "Done"
    assert count(app)[1] == "2 to do"
    opened(app)
    page = app.submit({}, task.code)
    assert [one.code for one in page.choices] == ["keep", "later"]
    assert under(app.submit({}, "keep"), "To do")[-1].state == "Done"
    app.submit({}, task.code)
    assert under(app.submit({}, "later"), "To do")[-1].state == ""
    assert count(app)[1] == "3 to do"


def test_a_task_that_comes_back_counts_again_when_its_day_is_there(app: App, clock: Clock) -> None:
    write(app, "First", "2026-02-20")
    weekly = next(one for one in under(opened(app), "To do") if "week" in one.label)
    assert weekly.state == "Open since 27 February 2026"
    app.submit({}, weekly.code)
    page = app.submit({}, "done")
    assert under(page, "To do")[-1].state == "Done; again on 11 March 2026"
    assert count(app)[1] == "2 to do"
    clock.now += timedelta(days=7)
    assert count(app)[1] == "3 to do"
    tasks = under(opened(app), "To do")
    assert tasks[0].state == "Due 11 March 2026"
    page = app.submit({}, tasks[0].code)
    assert [one.code for one in page.choices] == ["done", "later"]


def test_questions_left_come_last_and_skipped_ones_do_not(app: App) -> None:
    write(app, "First", "2026-03-03", who=Left("later"), why=Left("skipped"), last=Left("not-sure"))
    page = opened(app)
    headings = [one.label for one in page.lines if not one.code]
    assert headings == ["To do", "Questions to come back to"]
    found = under(page, "Questions to come back to")
    assert [(one.label, one.detail, one.state) for one in found] == [
        ("Who was it?", "First", "Later"),
        ("Anything else?", "First", "Not sure"),
    ]
    assert count(app)[1] == "3 to do, 2 to come back to"
    opened(app)
    page = app.submit({}, found[0].code)
    assert page.fields[0].name == "who"
    page = app.submit({"who": "y", "where": "x", "why": "x"})
    assert [one.label for one in under(page, "Questions to come back to")] == ["Anything else?"]
    app.submit({}, under(page, "Questions to come back to")[0].code)
    page = app.submit({"last": Left("skipped")})
    assert not under(page, "Questions to come back to")


def test_a_question_that_a_correction_opens_in_a_finished_entry_is_there(app: App) -> None:
    write(app, "First", "2026-03-03")
    write(app, "Second", "2026-03-03")
    app.submit({}, "review")
    app.submit({}, "r0")
    line = next(one for one in app.page.lines if one.label == "What was it?")
    app.submit({}, line.code)
    app.submit({"kind": "post"})
    found = under(opened(app), "Questions to come back to")
    assert [(one.label, one.detail, one.state) for one in found] == [
        ("On which page?", "First", "Not answered yet")
    ]
    assert asks("page")(app.submit({}, found[0].code))
    page = app.submit({"page": "A page"})
    assert page.id == "open"
    assert not under(page, "Questions to come back to")


def test_an_entry_that_was_begun_goes_on_from_where_it_stands_to_its_end(app: App) -> None:
    app.submit({}, "new:incidents")
    app.submit({"name": "Begun"})
    write(app, "Whole", "2026-03-03")
    (found,) = under(opened(app), "Questions to come back to")
    assert (found.label, found.detail) == ("When was it?", "Begun")
    assert asks("day")(app.submit({}, found.code))
    assert app.back().id == "open"
    app.submit({}, found.code)
    assert asks("kind")(app.submit({"day": "2026-03-01"}))
    app.submit({"kind": "call"})
    app.submit({"who": "x", "where": "x", "why": "x"})
    for _ in range(3):
        app.submit({}, "later")
    page = app.submit({"last": "x"})
    assert page.id == "open"
    assert not under(page, "Questions to come back to")


def test_the_menu_counts_what_the_list_shows(app: App) -> None:
    write(app, "First", "2026-03-03", where=Left("not-sure"), who=Left("later"))
    app.submit({}, "new:incidents")
    app.submit({"name": "Begun"})
    label, note = count(app)
    lines = [one for one in opened(app).lines if one.code]
    assert f"({len(lines)} points)" in label
    assert note == "1 still needed, 6 to do, 2 to come back to"


def test_the_shipped_log_counts_what_its_list_shows(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    on(app, Driver(read(EXAMPLES / "three-entries.yaml")), at("home"))
    label, _note = count(app)
    page = opened(app)
    points = sum(one.code not in ("", "notice") for one in page.lines)
    assert f"({points} points)" in label


def test_it_opens_inside_an_entry_and_shows_the_question_it_stands_at(program: Program) -> None:
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    along(app, "what", {"occurred": "2026-03-03", "kind": "call"})
    before = app.page
    (found,) = under(app.still_open(), "Questions to come back to")
    assert found.label == "What happened?"
    assert app.back().id == before.id
