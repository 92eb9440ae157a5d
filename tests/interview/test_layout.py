"""Fragments in their places: renamed parameters, used twice, in one another, conditioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT
from tui.interview.program import Program
from tui.interview.schema import Ask, Do, Say
from tui.interview.values import NA, OPEN, PENDING

CASE = """\
incidents: {row: incident}
evidence: {row: item, in: incidents}
"""
LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: sure, type: yes-no, question: Sure?}
      - include: closing
        when: sure
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: Kind?}
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: taken, type: yes-no, question: Taken?}
          - include: capture
            with: {thing: item, event: incident}
            when: item.taken
  - id: again
    title: Again
    repeat: {table: incidents, fixed: true}
    steps:
      - section: later
        title: Later
        repeat: {table: evidence, fixed: true}
        steps:
          - include: capture
            with: {thing: item, event: incident}
            when: not item.taken
"""
CAPTURE = """\
fragment: capture
takes: {thing: evidence, event: incidents}
steps:
  - ask: day
    type: when
    when: event.kind == 'post'
    question: "When was {thing.name:x} saved?"
    must: [{that: thing.day >= '2026', else: Too early.}]
  - include: naming
    with: {named: thing}
  - section: once
    title: "Of {event.kind:label}"
    when: known(thing.name)
    steps:
      - {say: kept, text: "{thing.name} is kept. {{thing.name}} stays."}
      - do: copy
        when: event.kind == 'call' and any(other.taken for other in event.evidence)
        due: thing.day + days(1)
        text: Copy it.
        volunteer: {text: "Copy {thing.name} together."}
"""
NAMING = """\
fragment: naming
takes: {named: evidence}
steps:
  - {ask: name, type: text, question: What is it called?}
  - ask: size
    type: number
    when: known(named.name)
    question: "How big is {named.name}?"
"""
CLOSING = """\
fragment: closing
takes: {}
steps:
  - {ask: closed, type: yes-no, when: sure, question: Closed?}
  - {ask: anything, type: text, question: Anything else?}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    capture = CAPTURE.replace("{thing.name:x}", "{thing.name}").replace(
        "'2026'", "thing.day - days(1)"
    )
    capture = capture.replace("event.kind == 'call' and any(", "event.kind == 'post' and (")
    capture = capture.replace("(other.taken for other in event.evidence)", "thing.taken")
    return program_of(
        tmp_path_factory.mktemp("layout"),
        {
            "case.yaml": CASE,
            "scripts/log.yaml": LOG,
            "scripts/fragments/capture.yaml": capture.replace("saved?", "saved?"),
            "scripts/fragments/naming.yaml": NAMING,
            "scripts/fragments/closing.yaml": CLOSING,
        },
    )


@pytest.fixture
def person(program: Program) -> Person:
    made = Person(program)
    made.put(sure=False)
    made.add("incidents", "i1")
    made.put("i1", kind="post")
    made.add("evidence", "e1", "i1")
    return made


def test_conditions_and_words_are_about_the_row_it_is_given(program: Program) -> None:
    steps = {one.name: one for one in program.scripts["log"].all_steps()}
    day, size = steps["day"], steps["size"]
    assert isinstance(day.node, Ask)
    assert day.node.question == "When was {item.name} saved?"
    assert day.var == "item"
    assert day.when is not None
    assert "incident.kind == 'post'" in day.when.expr.text
    assert isinstance(size.node, Ask)
    assert size.node.question == "How big is {item.name}?"
    kept, copy = steps["seen:kept"].node, steps["done:copy"].node
    assert isinstance(kept, Say)
    assert kept.text == "{item.name} is kept. {{thing.name}} stays."
    assert isinstance(copy, Do)
    assert copy.variants[0][1].text == "Copy {item.name} together."


def test_the_include_has_a_say_in_every_step(person: Person) -> None:
    assert person.shown("e1") == ["taken"]
    person.put("e1", taken=True)
    assert person.shown("e1") == ["taken", "day", "name"]
    person.put("e1", name="A picture")
    assert person.shown("e1") == ["taken", "day", "name", "size", "seen:kept", "done:copy"]
    person.put("i1", kind="call")
    assert person.shown("e1") == ["taken", "name", "size", "seen:kept"]


def test_used_twice_it_asks_once_wherever_it_applies(person: Person) -> None:
    person.put("e1", taken=True)
    person.put("e1", name="A picture", day="2026-03-03")
    assert person.item("name", "e1").section.uid == "log/incident/pieces"
    person.put("e1", taken=False)
    assert person.item("name", "e1").section.uid == "log/again/later"
    assert person.state("name", "e1") == person.state("day", "e1") == "answered"
    person.leave("taken", "e1")
    assert person.state("name", "e1") == ""
    assert person.value("name", "e1") is OPEN
    [task] = [one for one in person.flow.tasks() if one.key == ("e1", "done:copy")] or [None]
    assert task is None


def test_a_fragment_of_the_case(person: Person) -> None:
    assert person.shown(ROOT)[:1] == ["sure"]
    assert person.value("closed") is NA
    person.put(sure=True)
    assert person.shown(ROOT)[:3] == ["sure", "closed", "anything"]
    person.take_back("sure")
    assert person.value("closed") is PENDING
    person.leave("sure")
    assert person.value("anything") is OPEN


def test_a_parameter_may_be_called_like_another_name(tmp_path: Path) -> None:
    """Two parameters that change places are renamed at once, not one after the other."""
    log = """\
    script: log
    title: Log
    sections:
      - id: incident
        title: What happened
        repeat: {table: incidents}
        steps:
          - {ask: kind, type: text, question: Kind?}
          - section: pieces
            title: Pieces
            repeat: {table: evidence}
            steps:
              - {ask: kind, type: text, question: Kind?}
              - include: swapped
                with: {item: incident, incident: item}
    """
    swapped = """\
    fragment: swapped
    takes: {item: incidents, incident: evidence}
    steps:
      - ask: same
        type: yes-no
        when: known(item.kind)
        question: "Is {item.kind} the same as {incident.kind}?"
    """
    program = program_of(
        tmp_path,
        {"case.yaml": CASE, "scripts/log.yaml": log, "scripts/fragments/s.yaml": swapped},
    )
    same = program.asks[("evidence", "same")]
    assert isinstance(same.node, Ask)
    assert same.node.question == "Is {incident.kind} the same as {item.kind}?"
    assert same.when is not None
    assert same.when.reads == {("incidents", "kind")}


def test_journeys_stand_in_the_order_of_the_case(tmp_path: Path) -> None:
    script = "script: {}\ntitle: T\nsections:\n  - id: one\n    title: T\n    steps: []\n"
    files = {f"scripts/{name}.yaml": script.format(name) for name in ("a", "b", "c")}
    case = "tables:\n  people: {row: person}\njourneys: [c, a]\n"
    program = program_of(tmp_path, {"case.yaml": case, **files})
    assert list(program.scripts) == ["c", "a", "b"]
