"""What an open, a pending or a missing answer does to each kind of step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT
from tui.interview.program import Program
from tui.interview.values import NA, OPEN, PENDING

LOG = """\
script: log
title: Log
sections:
  - id: one
    title: One
    steps:
      - {ask: first, type: yes-no, question: First?}
      - {ask: sure, type: yes-no, when: first, question: Sure?}
      - {ask: plain, type: text, when: sure, question: Plain?}
      - {ask: pushed, type: text, when: sure, if-open: true, question: Pushed?}
      - {say: told, when: sure, text: Told.}
      - {say: told-open, when: sure, if-open: true, text: Told.}
      - {say: warned, kind: warning, when: sure, text: Warned.}
      - {say: warned-sure, kind: warning, when: sure, if-open: false, text: Warned.}
      - {do: task, when: sure, text: A task.}
      - {do: task-open, when: sure, if-open: true, text: A task.}
      - {compute: both, when: sure, value: first and sure}
      - {compute: nothing, value: not sure}
      - {ask: after, type: text, when: known(plain), question: After?}
  - id: closed
    title: Closed
    when: sure
    steps:
      - {ask: inside, type: text, question: Inside?}
      - {say: inside-warned, kind: warning, text: Warned.}
  - id: rows
    title: Rows
    when: sure
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Name?}
  - id: stops
    title: Stops
    steps:
      - {stop: halt-sure, when: sure, if-open: false, ends: section, text: Stop.}
      - {stop: halt, when: sure, ends: section, text: Stop.}
      - {ask: past, type: text, question: Past?}
  - id: end
    title: End
    steps:
      - {ask: named, type: yes-no, when: any(known(person.name) for person in people), question: N?}
      - {ask: count, type: number, question: How many?}
      - {ask: many, type: text, when: count > 3, question: Many?}
      - {ask: few, type: text, when: not count > 3, question: Few?}
gaps:
  - {id: unsure, when: sure, text: Not sure yet.}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    made = Person(program_of(tmp_path, {"scripts/log.yaml": LOG}))
    made.put(first=True)
    return made


def shown(person: Person) -> set[str]:
    """Return what hangs on ``sure`` and applies."""
    always = {"first", "sure", "past", "count"}
    return {name.partition(":")[2] or name for name in person.shown()} - always


ALL = {
    *("plain", "pushed", "told", "told-open", "warned", "warned-sure", "task", "task-open"),
    *("inside", "inside-warned", "people", "halt-sure"),
}


def test_yes(person: Person) -> None:
    person.put(sure=True)
    assert shown(person) == (ALL - {"people"}) | {"rows"}
    assert person.value("both") is True
    assert person.value("nothing") is False
    assert [gap.gap.id for gap in person.flow.gaps()] == ["unsure"]
    assert person.state("past") == ""


def test_no(person: Person) -> None:
    person.put(sure=False)
    assert shown(person) == set()
    assert person.value("plain") is person.value("both") is person.value("inside") is NA
    assert person.value("nothing") is True
    assert person.flow.gaps() == ()
    assert person.state("past") == "todo"


@pytest.mark.parametrize("how", ["skipped", "not-sure", "later"])
def test_open_acts_for_stops_warnings_and_gaps_alone(person: Person, how: str) -> None:
    person.leave("sure", how=how)  # type: ignore[arg-type]
    assert shown(person) == {"pushed", "told-open", "warned", "task-open", "halt"}
    assert person.value("plain") is person.value("both") is person.value("inside") is OPEN
    assert person.value("nothing") is OPEN
    assert [gap.gap.id for gap in person.flow.gaps()] == ["unsure"]
    assert person.state("past") == ""
    assert person.value("past") is NA
    assert person.value("named") is OPEN
    assert person.flow.rows("people") == ()


def test_pending_waits(person: Person) -> None:
    assert shown(person) == set()
    assert person.value("plain") is person.value("both") is person.value("inside") is PENDING
    assert person.value("nothing") is PENDING
    assert person.flow.gaps() == ()
    assert person.state("past") == "todo"
    assert person.value("named") is PENDING
    waits = person.flow.standing("log")
    assert waits.most > waits.least


def test_a_question_that_does_not_apply_counts_as_no(person: Person) -> None:
    person.put(first=False)
    assert person.value("sure") is NA
    assert shown(person) == set()
    assert person.value("nothing") is True
    assert person.value("after") is NA


def test_a_number_that_does_not_apply_holds_for_nothing(tmp_path: Path) -> None:
    log = """\
    script: log
    title: Log
    sections:
      - id: one
        title: One
        steps:
          - {ask: first, type: yes-no, question: First?}
          - {ask: count, type: number, when: first, question: How many?}
          - {ask: day, type: when, when: first, question: When?}
          - {ask: said, type: text, when: first, question: What?}
          - {ask: kind, type: choice, options: {a: A, b: B}, when: first, question: Which?}
          - {ask: n, type: text, when: count < 3, question: Q?}
          - {ask: m, type: text, when: count != 3, question: Q?}
          - {ask: d, type: text, when: day <= day, question: Q?}
          - {ask: s, type: text, when: said != 'x', question: Q?}
          - {ask: k, type: text, when: kind == 'a', question: Q?}
          - {ask: o, type: text, when: kind != 'a', question: Q?}
    """
    person = Person(program_of(tmp_path, {"scripts/log.yaml": log}))
    person.put(first=False)
    assert person.shown() == ["first", "o"]


def test_vague_dates_that_overlap_are_open(tmp_path: Path) -> None:
    log = """\
    script: log
    title: Log
    sections:
      - id: one
        title: One
        steps:
          - {ask: began, type: when, question: Began?}
          - {ask: ended, type: when, question: Ended?}
          - {say: odd, kind: warning, when: ended < began, text: It ended before it began?}
          - {ask: long, type: text, when: ended > began, question: Tell more.}
    """
    person = Person(program_of(tmp_path, {"scripts/log.yaml": log}))
    person.put(began="2026-03", ended="2026-03-15")
    assert person.shown(ROOT)[2:] == ["seen:odd"]
    assert person.value("long") is OPEN
    person.put(ended="2026-04-01")
    assert person.shown(ROOT)[2:] == ["long"]
    person.put(ended="2026-02")
    assert person.shown(ROOT)[2:] == ["seen:odd"]
    assert person.value("long") is NA


def test_each_left_answer_is_done_but_not_answered(person: Person) -> None:
    person.leave("sure")
    assert person.state("sure") == "left"
    item = person.flow.find((ROOT, "sure"))
    assert item is not None
    assert item.state == "left"
    assert person.next() == (ROOT, "pushed")


def test_program_knows_what_acts_when_open(person: Person) -> None:
    program: Program = person.flow.program
    acts = {one.node.name for one in program.scripts["log"].all_steps() if one.acts_open}  # type: ignore[union-attr]
    assert acts == {"pushed", "told-open", "warned", "inside-warned", "task-open", "halt"}
