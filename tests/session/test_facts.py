"""A page says where its facts are from, and that one was looked up long ago."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tests.session.sittings import Clock, asks, go, start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.dated import dated
from tui.session.facts import facts_of
from tui.session.page import Fact, Page
from tui.session.page import Person as Line
from tui.session.phrasing import people
from tui.session.questions import message_for
from tui.session.settings import Settings
from tui.wording.looked_up import MONTHS, long_ago, where_from

CONTENT = {
    "case.yaml": "tables: {incidents: {row: incident}}\njourneys: [log]\n",
    "lists/apps.yaml": """\
        list: apps
        columns:
          alerts: {type: choice, options: [tells, quiet]}
          way: text
          looked_up: date
        rows:
          snap:
            label: Snap
            source: snap.example (2025)
            checked: 2026-01-31
            sure: high
            alerts: {value: tells, source: news.example (2024), checked: 2025-11, sure: medium}
            way: Press and hold it.
            looked_up: 2026-01-31
          chat:
            label: Chat
            alerts: {value: quiet, source: in none, checked: 2025-01-01}
    """,
    "scripts/log.yaml": """\
        script: log
        version: 1
        title: Log
        sections:
          - id: all
            title: All
            repeat: {table: incidents, add: Another?, row: "{incident.app:label}"}
            steps:
              - {ask: app, type: choice, options: {list: apps}, question: Which app?}
              - say: tells
                kind: warning
                when: known(incident.app.alerts)
                text: It may tell.
              - {say: way, when: known(incident.app.way), text: "Do this: {incident.app.way}"}
              - say: own_day
                when: known(incident.app.way)
                text: "{incident.app.way} Looked up {incident.app.looked_up}"
    """,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Program:
    return program_of(tmp_path_factory.mktemp("facts"), CONTENT)


def page_of(program: Program, app: str, say: str) -> Page:
    person = Person(program)
    row = person.add("incidents", "one")
    person.put(row, app=app)
    return message_for(person.flow, person.item(f"seen:{say}", row))


def texts(page: Page, today: date, months: int = MONTHS) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in dated(page, today, months).text]


@pytest.mark.parametrize(
    ("checked", "today", "months", "old"),
    [
        ("2026-01-31", date(2026, 7, 31), 6, False),
        ("2026-01-31", date(2026, 8, 1), 6, True),
        ("2025-08-31", date(2026, 2, 28), 6, False),
        ("2025-08-31", date(2026, 3, 1), 6, True),
        ("2026-01", date(2026, 7, 1), 6, False),
        ("2026-01", date(2026, 7, 2), 6, True),
        ("2026-01-31", date(2036, 1, 1), 0, False),
        ("2026-01-31", date(2026, 1, 1), 1, False),
        ("9999-12-31", date(9999, 12, 31), 6, False),
        ("", date(2026, 1, 1), 6, False),
        ("some day", date(2026, 1, 1), 6, False),
    ],
)
def test_a_fact_is_old_after_more_than_so_many_months(
    checked: str, today: date, months: int, old: bool
) -> None:
    assert bool(long_ago(checked, today, months)) is old


def test_what_is_old_is_said_with_its_day() -> None:
    said = long_ago("2026-01-31", date(2027, 1, 1), 6)
    assert said == (
        "This was looked up on 31 January 2026. That is more than 6 months ago: please look "
        "whether it still holds."
    )
    assert "January 2026" in long_ago("2026-01", date(2027, 1, 1), 1)
    assert where_from("a site", "2026-01") == "From a site, read on January 2026."
    assert where_from("", "2026-01") == ""


def test_the_setting_begins_with_what_papers_begin_with() -> None:
    assert Settings().fact_months == MONTHS


def test_words_that_rest_on_a_fact_say_where_it_is_from(small: Program) -> None:
    page = page_of(small, "snap", "tells")
    assert page.facts == (Fact("news.example (2024)", "2025-11"),)
    assert texts(page, date(2026, 2, 1)) == [
        ("warning", "It may tell."),
        ("quiet", "From news.example (2024), read on November 2025."),
    ]
    assert texts(page, date(2026, 6, 1))[-1][0] == "note"


def test_words_that_show_a_fact_say_where_it_is_from(small: Program) -> None:
    said = texts(page_of(small, "snap", "way"), date(2026, 8, 1))
    assert [kind for kind, _ in said] == ["note", "quiet", "note"]
    assert said[0][1] == "Do this: Press and hold it."
    assert said[1][1] == "From snap.example (2025), read on 31 January 2026."
    assert "more than 6 months" in said[2][1]


def test_words_that_say_the_day_themselves_add_only_its_age(small: Program) -> None:
    page = page_of(small, "snap", "own_day")
    assert len(texts(page, date(2026, 8, 1))) == 2
    assert len(texts(page, date(2026, 7, 1))) == 1


def test_what_nobody_knows_has_no_source_to_look_at_again(small: Program) -> None:
    assert page_of(small, "chat", "tells").facts == ()


def test_a_question_shows_no_source(small: Program) -> None:
    person = Person(small)
    row = person.add("incidents", "one")
    assert facts_of(person.flow, person.item("app", row)) == ()


class Late(Clock):
    """Some years after the facts were looked up."""

    def __call__(self) -> datetime:
        return self.now.replace(year=2031)


def old(app: App) -> list[str]:
    """What the page says of facts that are old: above its lines, and at each."""
    above = [one.text for one in app.page.text if "please look whether" in one.text]
    return above + [one.stale for one in app.page.people if one.stale]


def test_help_lines_that_are_old_say_so_once(program: Program) -> None:
    app = start(program, clock=Late())
    app.submit({}, "people")
    assert len(app.page.people) > 5
    assert len(old(app)) == 1 + sum(bool(one.stale) for one in app.page.people)
    assert "more than 6 months ago" in old(app)[0]
    days = {one.looked_up for one in app.page.people if not one.stale}
    assert len(days) == 1
    young = start(program)
    young.submit({}, "people")
    assert not old(young)


def test_a_line_that_alone_is_old_says_so_itself() -> None:
    people = (
        Line("A", "1", source="x", checked="y", looked_up="2026-01-01"),
        Line("B", "2", source="x", checked="y", looked_up="2027-01-01"),
        Line("C", "3", source="x", checked="y", looked_up="2027-01-02"),
    )
    page = Page(id="p", kind="message", title="P", people=people)
    shown = dated(page, date(2027, 2, 1), 6)
    assert [bool(one.stale) for one in shown.people] == [True, False, False]
    assert shown.text == ()


def test_another_number_of_months_holds_at_once(program: Program) -> None:
    app = start(program, clock=Late(), memory_only=True)
    app.submit({}, "own")
    go(app, asks("occurred"))
    app.menu()
    page = app.submit({}, "settings")
    app.submit({one.name: one.value for one in page.fields} | {"facts": "0"})
    app.submit({}, "people")
    assert app.page.people and not old(app)


def test_the_help_lines_of_the_first_question_say_it_too(program: Program) -> None:
    app = start(program, clock=Late(), memory_only=True)
    app.submit({}, "own")
    go(app, lambda page: bool(page.people))
    assert old(app)


def test_the_row_of_the_province_comes_first(program: Program) -> None:
    found = people(program, "image-laws", "ns")
    assert found[0].name == "Nova Scotia"
    assert {one.name for one in found} == {one.name for one in people(program, "image-laws")}
    assert people(program, "image-laws")[0].name == "British Columbia"


def test_a_line_names_each_place_it_is_from_and_is_as_old_as_the_oldest(tmp_path: Path) -> None:
    listed = """\
        list: helpers
        columns: {how: text, about: text}
        rows:
          line:
            label: A line
            source: one.example (2026); two.example (2025)
            checked: 2026-02-01
            sure: high
            how: Call 555-0100
            about:
              value: By day.
              source: two.example (2025); three.example (2024)
              checked: 2026-01-05
              sure: medium
    """
    program = program_of(tmp_path, CONTENT | {"lists/helpers.yaml": listed})
    (line,) = people(program, "helpers")
    assert line.source == "one.example (2026); two.example (2025); three.example (2024)"
    assert (line.checked, line.looked_up) == ("5 January 2026", "2026-01-05")
