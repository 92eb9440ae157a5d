"""The rules inside conditions: what they make of answers, and that content proves with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.interview.authoring import Person, folder
from tui.interview.content import check_folder
from tui.interview.problems import Problem
from tui.interview.program import Program
from tui.interview.values import NA, OPEN, PENDING
from tui.policy.rules import RULES

CASE = """\
tables:
  people: {row: person}
  sentences: {row: sentence, in: people}
"""
KINDS = "{fine: F, cbo: B, custody: C, compensation: P, relevant_order: R, life: L}"
SCRIPT = f"""\
script: log
title: Log
sections:
  - id: first
    title: First
    steps:
      - {{ask: first_day, type: when, question: Q}}
  - id: people
    title: People
    repeat: {{table: people}}
    steps:
      - {{ask: individual, type: yes-no, question: Q}}
      - {{ask: convicted, type: when, question: Q}}
      - {{ask: young, type: yes-no, question: Q}}
      - section: sentences
        title: Sentences
        repeat: {{table: sentences}}
        steps:
          - {{ask: kind, type: choice, question: Q, options: {KINDS}}}
          - {{ask: months, type: number, question: Q, when: sentence.kind == 'custody'}}
          - {{ask: completed, type: when, question: Q, when: sentence.kind == 'custody'}}
          - ask: term
            type: choice
            question: Q
            options: {{dated: D, indefinite: I, none: N}}
            when: "sentence.kind in ['cbo', 'relevant_order']"
          - {{ask: last_day, type: when, question: Q, when: sentence.term == 'dated'}}
          - {{ask: paid, type: when, question: Q, when: sentence.kind == 'compensation'}}
          - {{ask: schedule_18, type: yes-no, question: Q, when: sentence.months > 48}}
      - compute: rehabilitation
        value: >-
          rehabilitation(one_sentence(s.kind, person.convicted, person.young, s.months,
          s.completed, s.term, s.last_day, s.paid, s.schedule_18) for s in person.sentences)
      - compute: spent_from
        value: person.rehabilitation.spent_from
      - compute: status
        value: spent_status(person.individual, person.rehabilitation, first_day)
tables:
  - id: spent
    each: person
    inputs: [person.status]
    rows:
      - {{is: [spent], then: [STOP], basis: law, text: Spent.}}
      - {{is: [unspent|never|not_applicable|not-asked], then: [OK]}}
      - {{is: [unknown|open], then: [HOLD], text: Unknown.}}
"""


def checked(tmp_path: Path, script: str = SCRIPT) -> tuple[Program | None, list[Problem]]:
    base = folder(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": dedent(script)})
    return check_folder(base, rules=RULES)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    program, found = checked(tmp_path)
    assert [str(each) for each in found] == []
    assert program is not None
    return Person(program)


def convicted(person: Person, *sentences: dict[str, object], **more: object) -> Person:
    person.put(first_day="2026-03-20")
    person.add("people", "p1")
    person.put("p1", **{"individual": True, "convicted": "2026-03-10", "young": False, **more})
    for at, each in enumerate(sentences):
        person.add("sentences", f"s{at}", "p1")
        person.put(f"s{at}", **each)
    return person


@pytest.mark.parametrize(
    ("sentences", "spent_from", "status"),
    [
        ([{"kind": "fine"}], "2027-03-10", "unspent"),
        (
            [{"kind": "fine"}, {"kind": "cbo", "term": "dated", "last_day": "2031-03-09"}],
            "2031-03-10",
            "unspent",
        ),
        ([{"kind": "cbo", "term": "indefinite"}], "2026-03-10/..", "unspent"),
        ([{"kind": "relevant_order", "term": "none"}], "2028-03-10", "unspent"),
        ([{"kind": "compensation", "paid": "2026-03-12"}], "2026-03-12", "spent"),
        (
            [{"kind": "custody", "months": 60, "completed": "2026-03", "schedule_18": False}],
            "2033-03-01/2033-03-31",
            "unspent",
        ),
    ],
)
def test_a_table_of_sentences(
    person: Person, sentences: list[dict[str, object]], spent_from: str, status: str
) -> None:
    convicted(person, *sentences)
    assert str(person.flow.value("p1", "spent_from")) == spent_from
    assert person.flow.value("p1", "status") == status


def test_never_and_companies(person: Person) -> None:
    convicted(person, {"kind": "fine"}, {"kind": "life"})
    assert person.flow.value("p1", "spent_from") is NA
    assert person.flow.value("p1", "status") == "never"
    person.put("p1", individual=False)
    assert person.flow.value("p1", "status") == "not_applicable"


def test_what_is_left_open_is_unknown_and_what_is_pending_waits(person: Person) -> None:
    convicted(person, {"kind": "fine"})
    person.add("sentences", "s9", "p1")
    assert person.flow.value("p1", "status") is PENDING
    person.put("s9", kind="compensation")
    person.leave("paid", "s9")
    assert str(person.flow.value("p1", "spent_from")) == "2027-03-10/.."
    assert person.flow.value("p1", "status") == "unspent"
    person.put(first_day="2027-03-10")
    assert person.flow.value("p1", "status") == "unknown"
    person.leave("kind", "s9")
    person.leave("convicted", "p1")
    assert person.flow.value("p1", "spent_from") is OPEN
    assert person.flow.value("p1", "status") == "unknown"


@pytest.mark.parametrize(
    ("of", "to"),
    [
        (KINDS, "{fine: F, parking_fine: X}"),
        ("options: {dated: D, indefinite: I, none: N}", "options: {dated: D, forever: I}"),
        ("one_sentence(s.kind, person.convicted, person.young,", "one_sentence(s.kind,"),
        ("rehabilitation(one_sentence(", "rehabilitation(latest("),
        ("first_day)", "person.young)"),
    ],
)
def test_what_a_rule_can_not_take_is_refused(tmp_path: Path, of: str, to: str) -> None:
    assert of in SCRIPT
    program, found = checked(tmp_path, SCRIPT.replace(of, to))
    assert program is None
    assert "E207" in {each.code for each in found}


def test_every_status_needs_a_row(tmp_path: Path) -> None:
    program, found = checked(tmp_path, SCRIPT.replace("never|", ""))
    assert program is None
    assert [each.code for each in found] == ["E602"]


def test_without_the_rules_they_are_not_known(tmp_path: Path) -> None:
    base = folder(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": SCRIPT})
    program, found = check_folder(base)
    assert program is None
    assert "E208" in {each.code for each in found}
