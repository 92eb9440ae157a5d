"""How far a stop reaches: its row, its section, its journey."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT
from tui.interview.values import NA

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: leave, type: yes-no, question: Leave?}
      - {ask: skip, type: yes-no, question: Skip?}
      - {stop: left, when: leave, ends: journey, text: Bye.}
      - section: inner
        title: Inner
        steps:
          - {stop: skipped, when: skip, ends: section, text: Skipped.}
          - {ask: within, type: text, question: Within?}
      - {ask: behind, type: text, question: Behind?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: minor, type: yes-no, question: Minor?}
      - section: checks
        title: Checks
        steps:
          - {ask: bad, type: yes-no, question: Bad?}
          - {stop: enough, when: incident.bad, ends: row, text: Enough.}
          - {ask: same, type: text, question: Same?}
      - {stop: image, when: incident.minor, ends: row, text: Stop here.}
      - {ask: what, type: text, question: What?}
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: kept, type: yes-no, question: Kept?}
          - {stop: gone, when: not item.kept, ends: row, text: Gone.}
          - {ask: size, type: number, question: Size?}
          - {ask: police, type: yes-no, question: Police?}
          - {stop: over, when: item.police, ends: journey, text: It is over.}
  - id: more
    title: More
    repeat: {table: incidents, fixed: true}
    steps:
      - {ask: more, type: text, question: More?}
      - section: pieces-again
        title: Pieces
        repeat: {table: evidence, fixed: true}
        steps:
          - {ask: colour, type: text, question: Colour?}
  - id: end
    title: End
    steps:
      - {ask: last, type: text, question: Last?}
gaps:
  - {id: nothing, each: incident, when: not known(incident.what), text: Nothing.}
  - {id: plain, each: item, when: not known(item.colour), text: No colour.}
"""
OTHER = """\
script: other
title: Other
sections:
  - id: people
    title: Theirs
    repeat: {table: incidents, fixed: true}
    steps:
      - {ask: elsewhere, type: text, question: Elsewhere?}
  - id: done
    title: Done
    steps:
      - {ask: done, type: yes-no, question: Done?}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    case = "incidents: {row: incident}\nevidence: {row: item, in: incidents}\n"
    case = "tables:\n" + "".join(f"  {line}\n" for line in case.splitlines())
    case += "journeys: [log, other]\n"
    files = {"case.yaml": case, "scripts/log.yaml": LOG, "scripts/other.yaml": OTHER}
    made = Person(program_of(tmp_path, files))
    made.put(leave=False, skip=False)
    for row in ("i1", "i2"):
        made.add("incidents", row)
        made.put(row, minor=False, bad=False)
        made.add("evidence", f"e{row}", row)
        made.put(f"e{row}", kept=True)
    return made


def test_a_stop_of_a_row_ends_it_in_later_sections_too(person: Person) -> None:
    person.put("i1", minor=True)
    assert person.shown("i1", "log") == ["minor", "bad", "same", "seen:image"]
    assert person.shown("ei1") == []
    assert person.value("more", "i1") is NA
    assert person.value("kept", "ei1") is NA
    assert person.shown("i2", "log")[-1] == "more"
    assert person.shown("ei2") == ["kept", "size", "police", "colour"]
    assert person.state("last") == "todo"


def test_it_ends_the_row_in_its_own_journey_only(person: Person) -> None:
    person.put("i1", minor=True)
    assert person.shown("i1", "other") == ["elsewhere"]


def test_a_row_that_ended_has_no_gaps(person: Person) -> None:
    every = [("nothing", "i1"), ("plain", "ei1"), ("nothing", "i2"), ("plain", "ei2")]
    for row in ("i1", "i2"):
        person.leave("what", row)
        person.leave("colour", f"e{row}")
    assert [(gap.gap.id, gap.row) for gap in person.flow.gaps()] == every
    person.put("i1", minor=True)
    assert [(gap.gap.id, gap.row) for gap in person.flow.gaps()] == every[2:]
    person.put("ei2", kept=False)
    assert [(gap.gap.id, gap.row) for gap in person.flow.gaps()] == [("nothing", "i2")]


def test_a_stop_in_a_group_of_the_row_ends_the_row(person: Person) -> None:
    person.put("i1", bad=True)
    assert person.shown("i1", "log") == ["minor", "bad", "seen:enough"]
    person.put("i1", bad=False)
    assert "more" in person.shown("i1", "log")


def test_a_stop_of_a_row_below_leaves_the_row_above(person: Person) -> None:
    person.put("ei1", kept=False)
    assert person.shown("ei1") == ["kept", "seen:gone"]
    assert person.shown("i1", "log")[-2:] == ["rows:pieces", "more"]
    assert person.value("size", "ei1") is NA


def test_a_stop_of_a_section_goes_on_behind_it(person: Person) -> None:
    person.put(skip=True)
    assert "within" not in person.shown(ROOT)
    assert person.value("within") is NA
    assert "behind" in person.shown(ROOT)


def test_a_stop_of_the_journey_ends_this_one(person: Person) -> None:
    person.put("i1", what="Something")
    person.put(leave=True)
    assert person.shown(script="log") == ["leave", "skip", "seen:left"]
    assert person.flow.ended("log")
    assert not person.flow.ended("other")
    assert person.value("what", "i1") is NA
    assert person.shown("i1") == ["elsewhere"]
    assert person.next() == (ROOT, "seen:left")
    person.see("seen:left")
    assert person.next() is None
    standing = person.flow.standing("log")
    assert (standing.done, standing.least, standing.most) == (2, 2, 2)
    person.put(leave=False)
    assert person.state("what", "i1") == "answered"
    assert not person.flow.ended("log")


def test_a_row_may_end_the_journey(person: Person) -> None:
    person.put("ei1", police=True)
    assert person.flow.ended("log")
    assert person.shown("i1", "log")[-1] == "what"
    assert person.shown("ei1")[-1] == "seen:over"
    assert person.shown("i2", "log") == []
    assert person.state("last") == ""
    person.put("ei1", police=False)
    assert person.shown("i2", "log")[-1] == "more"
    assert not person.flow.ended("log")


def test_an_open_answer_stops_too(person: Person) -> None:
    person.leave("minor", "i1")
    assert person.shown("i1", "log")[-1] == "seen:image"
