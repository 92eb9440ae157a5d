"""A sign-off stands only for the answers it was given on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, picture, program_of
from tui.interview.answersfile import read_answers
from tui.interview.values import PENDING

SCRIPT = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: one, type: text, question: One?}
      - {ask: extra, type: yes-no, question: Extra?}
      - {ask: two, type: text, when: extra, question: Two?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: what, type: text, question: What?}
      - section: seen
        title: Seen
        steps:
          - {ask: checked, type: sign-off, question: Who checked this?}
  - id: end
    title: End
    steps:
      - {ask: agreed, type: sign-off, question: Who agrees?}
      - {ask: after, type: text, when: known(agreed), question: After?}
"""
SAM = {"name": "Sam", "role": "Lead"}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    made = Person(program_of(tmp_path, {"scripts/log.yaml": SCRIPT}))
    made.put(one="1", extra=False)
    made.add("incidents", "i1")
    made.put("i1", what="A")
    made.add("incidents", "i2")
    made.put("i2", what="B")
    return made


def test_it_stands_until_what_it_approves_changes(person: Person) -> None:
    person.put(agreed=SAM)
    assert person.state("agreed") == "answered"
    assert person.state("after") == "todo"
    person.put(after="later answers are not part of it")
    assert person.state("agreed") == "answered"
    person.put("i2", what="C")
    assert person.state("agreed") == "look"
    assert person.value("agreed") is PENDING
    assert person.next() is not None
    person.put("i2", what="B")
    assert person.state("agreed") == "answered"
    person.put(extra=True)
    assert person.state("agreed") == "look"
    assert picture(person.flow) == picture(person.flow.fresh())


def test_one_in_a_row_is_about_that_row(person: Person) -> None:
    person.put("i1", checked=SAM)
    person.put("i2", what="C")
    person.put(one="2")
    assert person.state("checked", "i1") == "answered"
    person.put("i1", what="Z")
    assert person.state("checked", "i1") == "look"
    person.put("i1", checked=SAM)
    assert person.state("checked", "i1") == "answered"
    assert picture(person.flow) == picture(person.flow.fresh())


def test_in_a_file_it_approves_what_the_file_says(person: Person) -> None:
    text = (
        "script: log\n"
        "answers: {one: '1', extra: 'no', agreed: {name: Sam, fingerprint: nonsense}}\n"
        "incidents:\n  - {what: A, checked: {name: Ada, role: Clerk}}\n"
    )
    filled = read_answers(
        text.encode(), "a.yaml", person.flow.program, "self", new_id=lambda table: f"{table}1"
    )
    assert filled.problems == ()
    assert filled.flow is not None
    states = {item.name: item.state for item in filled.flow.items() if item.kind == "ask"}
    assert states["agreed"] == states["checked"] == "answered"
