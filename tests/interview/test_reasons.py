"""Why a step stands or does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT
from tui.interview.reasons import Read
from tui.interview.values import NA, OPEN, PENDING

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: mode, type: choice, options: {full: All, short: Short}, question: Mode?}
      - {ask: about, type: text, when: mode == 'full', question: About?}
      - {ask: free, type: text, question: Free?}
  - id: incident
    title: What happened
    when: mode == 'full'
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: Kind?}
      - section: pieces
        title: Pieces
        when: incident.kind == 'post'
        repeat: {table: evidence, where: item.kept}
        steps:
          - ask: size
            type: number
            when: mode != 'short' and incident.kind != 'call'
            question: Size?
          - stop: much
            when: item.size > 3 and any(person.known for person in people)
            ends: row
            text: Much.
  - id: again
    title: Again
    steps:
      - {ask: about, when: mode == 'short', question: And about that?}
"""
KEPT = """\
script: keep
title: Keep
sections:
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: known, type: yes-no, question: Known?}
  - id: keep
    title: Keep
    repeat: {table: incidents}
    steps:
      - section: all
        title: All
        repeat: {table: evidence}
        steps:
          - {ask: kept, type: yes-no, question: Kept?}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    case = """\
    tables:
      incidents: {row: incident}
      evidence: {row: item, in: incidents}
      people: {row: person}
    journeys: [keep, log]
    """
    files = {"case.yaml": case, "scripts/keep.yaml": KEPT, "scripts/log.yaml": LOG}
    return Person(program_of(tmp_path, files))


def test_a_step_of_the_case(person: Person) -> None:
    [why] = person.flow.why((ROOT, "about"))
    assert (why.condition, why.result) == ("mode == 'full'", PENDING)
    assert why.reads == (Read("mode", PENDING),)
    person.put(mode="full")
    [why] = person.flow.why((ROOT, "about"))
    assert (why.result, why.reads) == (True, (Read("mode", "full"),))
    person.leave("mode")
    assert person.flow.why((ROOT, "about"))[0].result is OPEN


def test_the_conditions_of_the_sections_come_first(person: Person) -> None:
    person.put(mode="full")
    person.add("incidents", "i1")
    person.put("i1", kind="post")
    person.add("evidence", "e1", "i1")
    person.put("e1", kept=True)
    person.put("e1", size=5)
    trace = person.flow.why(("e1", "size"))
    assert [(why.condition, why.result) for why in trace] == [
        ("mode == 'full'", True),
        ("incident.kind == 'post'", True),
        ("item.kept", True),
        ("mode != 'short' and incident.kind != 'call'", True),
    ]
    assert trace[3].reads == (Read("mode", "full"), Read("incident.kind", "post"))
    person.put("i1", kind="call")
    trace = person.flow.why(("e1", "size"))
    assert [why.result for why in trace] == [True, False, True, False]
    last = person.flow.why(("e1", "seen:much"))[-1]
    assert last.reads == (Read("item.size", NA),)


def test_the_place_that_asks_it_now(person: Person) -> None:
    person.put(mode="short")
    [why] = person.flow.why((ROOT, "about"))
    assert (why.condition, why.result) == ("mode == 'short'", True)


def test_no_condition_no_reason(person: Person) -> None:
    assert person.flow.why((ROOT, "free")) == ()
    assert person.flow.why((ROOT, "nothing")) == ()
    assert person.flow.why(("gone", "kind")) == ()
