"""The list of papers: under their journeys, those with something in them first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import program_of
from tests.papers import whole_case
from tests.session.sittings import kept, start
from tui.interview.answers import ROOT, Add, Answer
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.session.page import Line
from tui.session.paper_list import lines_of
from tui.session.printing import papers_of

CASE = "tables:\n  incidents: {row: incident}\njourneys: [log, later]\n"
LOG = """
script: log
title: First journey
sections:
  - id: entries
    title: What happened
    repeat: {table: incidents, first: Write something?, add: Another?, row: "{incident.name}"}
    steps:
      - {ask: name, type: text, question: What was it?}
      - {ask: place, type: text, question: Where?}
papers: [of-places, of-names]
"""
LATER = """
script: later
title: Second journey
sections:
  - id: one
    title: One
    steps:
      - {ask: wish, type: text, question: What do you wish?}
papers: [of-wishes]
"""
PAPERS = """
of-wishes: {title: Wishes, about: What you wish. And more., docx: a.docx, data: {wish: wish}}
of-places:
  title: Places
  docx: a.docx
  data: {rows: {each: incidents, fields: {place: incident.place}}}
with-it: {title: Alone, docx: a.docx, data: {wish: wish}}
of-names:
  title: Names
  docx: a.docx
  data: {rows: {each: incidents, fields: {name: incident.name}}}
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Program:
    root = tmp_path_factory.mktemp("papers")
    return program_of(
        root,
        {"case.yaml": CASE, "scripts/log.yaml": LOG, "scripts/later.yaml": LATER},
        papers=PAPERS,
    )


def listed(flow: Flow) -> list[str]:
    """Headings with a colon, papers that are empty in brackets."""

    def shown(line: Line) -> str:
        if not line.code:
            return f"{line.label}:"
        return f"({line.label})" if line.state else line.label

    return [shown(line) for line in lines_of(flow, papers_of(flow))]


def test_each_stands_under_its_journey_and_with_the_one_before_it(small: Program) -> None:
    assert listed(Flow(small, "self")) == [
        "First journey:",
        "(Places)",
        "(Alone)",
        "(Names)",
        "Second journey:",
        "(Wishes)",
    ]


def test_what_has_something_in_it_comes_first(small: Program) -> None:
    flow = Flow(small, "self").after(
        [Add("incidents", ROOT, "e1", {"name": Answer("x"), "place": Answer(open="later")})]
    )
    assert listed(flow)[:4] == ["First journey:", "Names", "(Places)", "(Alone)"]


def test_only_the_first_sentence_stands_in_the_list(small: Program) -> None:
    flow = Flow(small, "self")
    details = {line.label: line.detail for line in lines_of(flow, papers_of(flow))}
    assert details["Wishes"] == "What you wish."


def test_every_paper_is_in_the_list_once_and_full_in_a_full_record() -> None:
    flow, papers = whole_case.flow(), papers_of(whole_case.flow())
    codes = [line.code for line in lines_of(flow, papers) if line.code]
    assert sorted(codes) == sorted(paper.name for paper in papers)
    full = {line.code for line in lines_of(flow, papers) if not line.state}
    assert {"tfv-log", "chronology", "gaps", "evidence-index"} <= full
    empty = {line.code for line in lines_of(whole_case.nothing(), papers) if line.state}
    assert {"tfv-log", "chronology", "gaps", "evidence-index"} <= empty


def test_an_empty_record_begins_with_the_log_and_ends_with_safety() -> None:
    flow = whole_case.nothing()
    heads = [line.label for line in lines_of(flow, papers_of(flow)) if not line.code]
    assert (heads[0], heads[-1]) == ("Keep a log", "Safety check")


def test_no_two_papers_are_proposed_under_one_name() -> None:
    names = [paper.file_name for paper in papers_of(whole_case.flow())]
    assert sorted(names) == sorted(set(names))


def test_the_page_of_a_paper_says_what_it_is(program: Program, tmp_path: Path) -> None:
    app = start(program)
    kept(app, tmp_path / "kept")
    app.menu()
    page = app.submit({}, "papers")
    chronology = next(line for line in page.lines if line.code == "chronology")
    page = app.submit({}, "chronology")
    assert page.text[0].text.startswith(chronology.detail)
