"""Where a decision stands: what holds and why, stops told at once, approvals and their lapses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import program_of
from tests.interview.test_settling import SCRIPT
from tests.session.sittings import start
from tui.interview.answers import ROOT
from tui.session.app import App
from tui.session.page import Left, Line, Page

DUTIES = """\
id,source,text,kind
COU-1,s5.3,Ask the court.,question
COU-2,s5.7.4(b),Not online.,rule
"""


@pytest.fixture
def app(tmp_path: Path) -> App:
    """In memory, at the first question."""
    script = SCRIPT.replace(
        "text: Covered.}", "text: 'The order covers who it is.', source: [COU-1]}"
    ).replace("off the web.}", "off the web., source: [COU-2]}")
    files = {"scripts/log.yaml": script, "sources/duties.csv": DUTIES}
    made = start(program_of(tmp_path, files), memory_only=True)
    page = made.submit({}, "own")
    for _ in range(10):
        if page.fields:
            break
        page = made.submit({}, page.choices[0].code)
    return made


def answer(app: App, **given: object) -> Page:
    """Answer the pages to come, each by its field; pages between are left standing."""
    page = app.page
    for name, value in given.items():
        assert [one.name for one in page.fields] == [name], page.id
        page = app.submit({name: value})  # type: ignore[dict-item]
        assert not [one.error for one in page.fields if one.error]
    return page


def to_the_end(app: App, **given: object) -> Page:
    page = answer(app, officer="Jo Smith", restricted="none", young="no", **given)
    for _ in range(10):
        if not page.fields:
            break
        page = app.submit({one.name: Left(how="later") for one in page.fields})
    return page


def said(page: Page) -> str:
    return "\n".join(one.text for one in page.text)


def line(page: Page, words: str) -> Line:
    (found,) = (one for one in page.lines if words in one.label)
    return found


def standing(app: App) -> Page:
    page = app.menu()
    assert "outcomes:log" in {one.code for one in page.choices}
    return app.submit({}, "outcomes:log")


def test_a_stop_is_told_on_the_next_page_with_its_basis_and_section(app: App) -> None:
    page = answer(app, officer="Jo Smith", restricted="identity")
    assert page.title == "This stops it"
    assert said(page).startswith("The order covers who it is.")
    assert "The law says so. Nobody at the council can lift it. See the policy, section 5.3." in (
        said(page)
    )
    assert [one.code for one in page.choices] == ["next", "end"]
    assert app.submit({}, "next").fields[0].name == "young"


def test_the_officer_can_end_at_a_stop_and_a_step_back_takes_it_away(app: App) -> None:
    answer(app, officer="Jo Smith", restricted="identity")
    page = app.back()
    assert page.fields[0].name == "restricted"
    page = answer(app, restricted="identity")
    assert page.fields[0].name == "young", "it was told already"
    page = answer(app, young="yes")
    assert page.title != "This stops it", "not before the answer that decides it"
    page = answer(app, lifted="no")
    assert page.title == "This stops it"
    page = app.submit({}, "end")
    assert page.id == "outcomes|log"
    assert "It may not be published as planned." in said(page)
    assert "not the last word: 1 check still waits" in said(page)
    assert app.submit({}, "done").id == "home"


def test_the_journey_ends_with_where_it_stands(app: App) -> None:
    page = to_the_end(app, online="no", minor="no")
    assert page.id == "outcomes|log"
    assert said(page).splitlines() == [
        "Nothing stands in the way.",
        "3 checks found nothing in the way.",
        "Names stand as they were typed. What counts is the sheet signed by hand.",
    ]
    assert [one.label for one in page.lines] == ["Who has agreed", "Legal?", "Lift?", "Director?"]
    assert {one.state for one in page.lines[1:]} == {"Left open"}


def test_each_outcome_says_why_and_leads_to_the_answers_behind_it(app: App) -> None:
    to_the_end(app, online="yes")
    page = standing(app)
    held = line(page, "Is it minor?")
    assert held.state == "On hold"
    page = app.submit({}, held.code)
    assert page.title == "Why this holds"
    assert "What clears it" in said(page)
    assert "Minor? – No" in said(page)
    assert [(one.label, one.detail) for one in page.lines[1:]] == [
        ("Online?", "Yes"),
        ("Minor?", "Later"),
    ]
    page = app.submit({}, line(page, "Minor?").code)
    assert page.fields[0].name == "minor"
    page = app.submit({"minor": "yes"})
    assert page.title == "This stops it", "an edit can stop it, too"
    page = app.submit({}, "next")
    assert page.title == "Why this holds"
    assert "This holds no more" in said(page)


def test_a_policy_stop_is_lifted_by_somebody_else_and_lapses_with_an_answer(app: App) -> None:
    answer(app, officer="Jo Smith", restricted="none", young="no", online="yes", minor="yes")
    page = app.submit({}, "end")
    stop = line(page, "Minor cases")
    assert (stop.detail, stop.state) == ("Policy, section 5.7.4(b)", "Stop")
    page = app.submit({}, stop.code)
    assert "The Director may lift it, with reasons. The officer may not." in said(page)
    app.submit({}, "done")
    page = app.submit({}, line(app.page, "Lift?").code)
    page = app.submit({"lift": ["jo  SMITH", "", "", "It went on for months on end."]})
    assert "Somebody else" in page.fields[0].error
    page = app.submit({"lift": ["Di Rector", "Director", "", "Short."]})
    assert "12 characters" in page.fields[0].error
    page = app.submit({"lift": ["Di Rector", "Director", "", "It went on for months on end."]})
    assert page.id == "outcomes|log"
    assert line(page, "Minor cases").state == "Lifted, with reasons"
    given = line(page, "Lift?")
    assert given.state == "Recorded"
    assert given.detail.startswith("Name as typed: Di Rector; Director;")
    assert "sign" not in given.detail.casefold()

    page = app.submit({}, line(page, "Minor cases").code)
    page = app.submit({}, line(page, "Minor?").code)
    page = app.submit({"minor": "no"})
    assert page.id == "confirm", "it says what else the change touches"
    assert "1 answer no longer fits" in said(page)
    app.submit({}, "change")
    page = app.submit({}, "done")
    assert page.id == "outcomes|log"
    lapsed = line(page, "Lift?")
    assert lapsed.state == "Lapsed"
    assert "An answer has changed since: “Minor?”" in lapsed.detail


def test_nothing_of_it_where_a_record_has_no_outcomes(program: object) -> None:
    made = start(program, memory_only=True)  # type: ignore[arg-type]
    made.submit({}, "own")
    flow = made._sitting.open().flow
    from tui.session.stages.outcomes import deciding

    assert deciding(flow) == []
    assert flow.answers.row(ROOT) is not None
