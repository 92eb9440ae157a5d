"""Signs that things may be getting worse, found in the answers alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.interview.authoring import program_of
from tests.papers import whole_case
from tui.case.signs import CHANGES, Sign, Signs
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.interview.flow import Flow
from tui.interview.program import Program

TODAY = date(2026, 4, 12)

SCRIPT = """
script: log
title: Keep a log
sections:
  - id: entries
    title: What happened
    repeat: {table: incidents, first: Write something?, add: Another?, row: "{incident.occurred}"}
    steps:
      - {ask: occurred, type: when, question: When was it?}
      - ask: kind
        type: choice
        options: {call: A call, tracking: Following}
        question: What was it?
      - ask: impact
        type: choices
        options: {fear: Fear, work: Work, none: None of these}
        question: What did it do?
  - id: whole
    title: All of it
    steps:
      - ask: changes
        type: choices
        options:
          more: More often
          worse: Worse
          threats: Threats
          near: Near
          watching: Watching
          knows: Knows
        question: Has anything changed?
"""

CASE = """
tables:
  incidents: {row: incident}
journeys: [log]
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    root = tmp_path_factory.mktemp("signs")
    return program_of(root, {"case.yaml": CASE, "scripts/log.yaml": SCRIPT})


@pytest.fixture
def empty(program: Program) -> Flow:
    return Flow(program, "self")


def entries(flow: Flow, *ages: int, **more: Any) -> Flow:
    """Entries of so many days ago, each with some more answers."""
    count = len(flow.answers.root.kids.get("incidents", ()))
    changes = []
    for number, age in enumerate(ages, count):
        day = (TODAY - timedelta(days=age)).isoformat()
        given = {"occurred": day, "kind": "call", "impact": ("none",)} | more
        fields = {name: Answer(value) for name, value in given.items()}
        changes.append(Add("incidents", ROOT, f"e{number}", fields))
    return flow.after(changes)


def codes(flow: Flow) -> list[str]:
    return [sign.code for sign in Signs().of(flow, TODAY)]


def test_nothing_written_is_no_sign(empty: Flow) -> None:
    assert codes(empty) == []
    assert codes(entries(empty, 1, 2, 3)) == []


def test_a_record_without_entries_has_none(tmp_path: Any) -> None:
    script = (
        "script: log\ntitle: x\nsections:\n  - {id: a, title: A, steps: [{say: b, text: B.}]}\n"
    )
    other = program_of(
        tmp_path, {"case.yaml": "tables: {}\njourneys: [log]\n", "scripts/log.yaml": script}
    )
    assert codes(Flow(other, "self")) == []


def test_more_entries_of_late_are_one_with_both_counts(empty: Flow) -> None:
    flow = entries(empty, 1, 5, 9, 27, 30, 100)
    assert Signs().of(flow, TODAY) == (Sign("often", 4, 1),)


def test_following_and_fear_count_where_they_are_of_late(empty: Flow) -> None:
    assert codes(entries(empty, 3, kind="tracking")) == ["followed"]
    assert codes(entries(empty, 40, kind="tracking")) == []
    assert codes(entries(empty, -9, kind="tracking")) == []
    assert codes(entries(empty, 3, impact=("fear",))) == []
    assert codes(entries(empty, 3, 5, impact=("fear", "work"))) == ["fear"]
    assert codes(entries(empty, 3, 50, impact=("fear",))) == []


@pytest.mark.parametrize("code", ["more", "worse", "threats", "near", "watching"])
def test_what_was_said_in_so_many_words_is_one(empty: Flow, code: str) -> None:
    flow = entries(empty, 100).after([Put(ROOT, "rows:entries", Answer(open="skipped"))])
    flow = flow.after([Put(ROOT, "changes", Answer((code, "knows")))])
    assert flow.value(ROOT, "changes") == (code, "knows")
    assert codes(flow) == [code]
    assert codes(flow.after([Put(ROOT, "changes", Answer(("knows",)))])) == []
    assert codes(flow.after([Put(ROOT, "changes", Answer(open="not-sure"))])) == []


def test_the_whole_record_has_its_signs() -> None:
    found = Signs().of(whole_case.flow(), TODAY)
    assert [sign.code for sign in found] == ["threats", "near", "more", "often", "followed", "fear"]


def test_the_content_has_the_answers_that_are_signs() -> None:
    asks = whole_case.program().asks
    assert set(asks[("", "changes")].labels) >= set(CHANGES)
    assert "tracking" in asks[("incidents", "kind")].labels
    assert "fear" in asks[("incidents", "impact")].labels
    assert asks[("incidents", "occurred")].type == "when"


def test_what_is_remembered_gives_what_a_fresh_look_gives(empty: Flow) -> None:
    kept, flow = Signs(), empty
    for age in (100, 60, 30, 20, 10, 9, 8, 1):
        flow = entries(flow, age, impact=("fear",))
        assert kept.of(flow, TODAY) == Signs().of(flow, TODAY)
    flow = flow.after([Put("e4", "occurred", Answer("2020-01-01"))])
    assert kept.of(flow, TODAY) == Signs().of(flow, TODAY)
    later = TODAY + timedelta(days=200)
    assert kept.of(flow, later) == Signs().of(flow, later) == ()
