"""Outcomes and decision tables where they stand in a script."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import folder
from tui.interview.content import read_content
from tui.interview.decisions import decide
from tui.interview.gates import check_decisions
from tui.interview.program import Program, build
from tui.interview.proof import prove

SCRIPT = """\
script: council
title: Decide
sections:
  - id: first
    title: First
    steps:
      - {ask: restriction, type: choice, options: {none: N, identity: I, unclear: U}, question: Q?}
  - id: subjects
    title: Subjects
    repeat: {table: people}
    steps:
      - {ask: is_company, type: yes-no, question: Q?}
      - {ask: status, type: choice, options: {spent: S, unspent: U, never: N}, question: Q?}
"""
SOUND = """\
outcomes:
  - {on: restriction, is: [identity], then: [STOP], basis: law, text: Covered.}
  - {on: restriction, is: [unclear, open], then: [HOLD, ESCALATE legal], text: Ask.}
  - {on: restriction, is: [none], then: [OK]}
tables:
  - id: spent
    each: person
    inputs: [person.is_company, person.status]
    hit: first
    rows:
      - {is: ['yes', any], then: [OK]}
      - {is: ['no', spent], then: [STOP], basis: law, text: Already spent.}
      - {is: ['no', unspent|never], then: [OK]}
      - {is: [any, any], then: [HOLD], text: Not enough known.}
"""


def program(root: Path, text: str) -> Program:
    content, problems = read_content(folder(root, {"scripts/council.yaml": SCRIPT + text}))
    assert problems == []
    made, problems = build(content)
    assert problems == []
    assert made is not None
    return made


def test_sound_decisions(tmp_path: Path) -> None:
    made = program(tmp_path, SOUND)
    assert check_decisions(made) == []
    table = made.scripts["council"].node.tables[0]
    assert decide(table, (False, "spent"))[0].text == "Already spent."


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("is: [none], then: [OK]", "is: [unclear], then: [OK]", "E601", 15),
        ("[HOLD, ESCALATE legal]", "[REASON]", "E604", 16),
        ("is: [identity]", "is: [identty]", "E206", 15),
        ("{is: [any, any], then: [HOLD]", "{is: [any, spent], then: [HOLD]", "E602", 19),
        ("{is: ['no', unspent|never]", "{is: ['yes', unspent|never]", "E603", 26),
        ("then: [HOLD], text: Not", "then: [OK], text: Not", "E604", 27),
        ("{is: ['no', spent]", "{is: ['no', spnt]", "E206", 25),
    ],
)
def test_seeded_faults(tmp_path: Path, old: str, new: str, code: str, line: int) -> None:
    assert SOUND.count(old) == 1
    found = check_decisions(program(tmp_path, SOUND.replace(old, new)))
    assert (code, line) in [(each.code, each.at.line) for each in found]
    assert {each.code for each in found} == {code}


def test_they_belong_to_the_proof(tmp_path: Path) -> None:
    soft = SOUND.replace("[HOLD, ESCALATE legal]", "[REASON]")
    assert [each.code for each in prove(program(tmp_path, soft))] == ["E604"]


def test_outcomes_on_an_answer_of_rows(tmp_path: Path) -> None:
    text = "outcomes: [{on: person.status, is: [spent, open], then: [STOP]}]\n"
    found = check_decisions(program(tmp_path, text))
    assert [each.what.split("'")[1] for each in found] == ["never", "unspent"]


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("person.status]", "person.staus]", "E203", 21),
        ("person.status]", "persn.status]", "E203", 21),
        ("inputs: [person.is_company", "inputs: [person.is_company and 3", "E204", 21),
        ("each: person", "each: item", "E203", 21),
        ("on: restriction, is: [identity]", "on: item.status, is: [identity]", "E203", 15),
        ("on: restriction, is: [identity]", "on: person.status.x, is: [identity]", "E203", 15),
    ],
)
def test_names_that_mean_nothing_are_found_with_the_types(
    tmp_path: Path, old: str, new: str, code: str, line: int
) -> None:
    assert SOUND.count(old) == 1
    text = SCRIPT + SOUND.replace(old, new)
    content, problems = read_content(folder(tmp_path, {"scripts/council.yaml": text}))
    assert problems == []
    made, problems = build(content)
    assert made is None
    assert {(each.code, each.at.line) for each in problems} == {(code, line)}


def test_a_bare_name_is_that_of_the_only_answer_called_so(tmp_path: Path) -> None:
    text = "outcomes: [{on: status, is: [spent, open], then: [STOP]}]\n"
    found = check_decisions(program(tmp_path, text))
    assert [each.what.split("'")[1] for each in found] == ["never", "unspent"]


def test_a_bare_name_of_two_answers_says_too_little(tmp_path: Path) -> None:
    more = """\
  - id: more
    title: More
    repeat: {table: incidents}
    steps:
      - {ask: status, type: yes-no, question: Q?}
outcomes: [{on: status, is: [any], then: [STOP]}]
"""
    content, _ = read_content(folder(tmp_path, {"scripts/council.yaml": SCRIPT + more}))
    made, problems = build(content)
    assert made is None
    assert [each.code for each in problems] == ["E203"]
    assert "incident.status, person.status" in problems[0].do
