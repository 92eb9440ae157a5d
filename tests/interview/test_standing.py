"""Progress keeps its word: never fewer steps than it says at least, never more than at most."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.content.test_random_walks import answer_to
from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT, Add
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.standing import Standing
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

LOG = """\
script: log
title: Log
sections:
  - id: one
    title: One
    steps:
      - {ask: kind, type: choice, options: {a: A, b: B, c: C}, question: Kind?}
      - {say: hello, text: Hello.}
      - {ask: sure, type: yes-no, question: Sure?}
      - {ask: only_a, type: text, when: kind == 'a', question: A?}
      - {ask: also_a, type: text, when: "kind in ['a'] and sure", question: Also?}
      - {ask: only_b, type: text, when: kind == 'b', question: B?}
      - {ask: not_a, type: text, when: kind != 'a', question: Not A?}
      - {do: open_b, when: not kind == 'a', if-open: true, text: Do it.}
      - {ask: unknown, type: text, when: not known(kind), question: Why?}
  - id: two
    title: Two
    when: kind == 'b'
    steps:
      - {ask: deep, type: yes-no, question: Deep?}
      - {ask: deeper, type: text, when: deep, question: Deeper?}
      - {ask: shallow, type: text, when: not deep, question: Shallow?}
  - id: rows
    title: Rows
    repeat: {table: incidents, add: Another?}
    steps:
      - {ask: minor, type: yes-no, question: Minor?}
      - {stop: end, when: incident.minor, ends: row, text: Stop.}
      - {ask: what, type: text, question: What?}
      - {ask: way, type: choice, options: {x: X, y: Y}, question: Way?}
      - {ask: x, type: text, when: incident.way == 'x', question: X?}
      - {ask: y, type: text, when: incident.way == 'y', question: Y?}
  - id: more
    title: More
    repeat: {table: incidents, fixed: true}
    steps:
      - {ask: last, type: text, question: Last?}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(program_of(tmp_path, {"scripts/log.yaml": LOG}))


def test_of_branches_that_rule_each_other_out_the_longer_one_counts(person: Person) -> None:
    # Sure are kind, sure and "another?". With b: only_b, not_a, open_b, deep, and one behind it.
    assert person.flow.standing("log") == Standing(0, 3, 8)
    person.put(kind="a")
    assert person.flow.standing("log") == Standing(1, 4, 5)
    person.put(kind="b")
    assert person.flow.standing("log") == Standing(1, 7, 8)
    person.leave("kind")
    assert person.flow.standing("log") == Standing(1, 5, 5)


def test_behind_a_stop_that_may_come_nothing_is_sure(person: Person) -> None:
    person.add("incidents", "i1")
    assert person.flow.standing_of("i1") == Standing(0, 1, 5)
    before = person.flow.standing("log")
    person.put("i1", minor=False)
    assert person.flow.standing_of("i1") == Standing(1, 4, 5)
    assert person.flow.standing("log").least == before.least + 3
    assert person.flow.standing("log").most == before.most
    person.put("i1", minor=True)
    assert person.flow.standing_of("i1") == Standing(1, 1, 1)


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.mark.parametrize("seed", range(30))
def test_however_it_goes_it_was_said_before(program: Program, seed: int) -> None:
    dice = random.Random(seed)
    flow = Flow(program, dice.choice(["self", "volunteer"]))
    flow = flow.after(
        [
            Add("incidents", ROOT, "i1"),
            Add("evidence", "i1", "e1"),
            Add("evidence", "i1", "e2"),
            Add("people", ROOT, "p1"),
        ]
    )
    for script in ("safety", "log", "collect"):
        said = [flow.standing(script)]
        entry = [flow.standing_of("i1", script)]
        while (item := flow.next(script)) is not None:
            flow = flow.after([answer_to(flow, item, dice)])
            said.append(flow.standing(script))
            entry.append(flow.standing_of("i1", script))
        for found in (said, entry) if script != "safety" else (said,):
            end = found[-1]
            assert end.done == end.least == end.most
            for one in found:
                assert one.least <= end.done <= one.most
