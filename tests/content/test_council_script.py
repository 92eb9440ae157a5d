"""How the officer is asked: cheap stops first, the policy behind each, no council built in."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from pathlib import Path
from uuid import uuid4

import pytest

from tests.content.deciding import SCRIPT, Case, cases, flow_of, result
from tui.interview.answersfile import read_answers
from tui.interview.content import load
from tui.interview.program import Program
from tui.interview.schema import Ask
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

ROOT = Path(__file__).parents[2]
CASES = {case.name: case for case in cases()}
HARD = "a sexual offence, where the street would tell who it was"
CHEAP = (
    "matter",  # the kind of case
    "party",  # a person or a company, and how old
    "stage",  # where it stands in court
    "court_checks",  # what restricts it
    "kind",  # the sentence: whether it is spent
    "exceptions",  # who could be hurt
    "reasons",  # what takes longest to write
    "data_protection",
    "checks",
)


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.mark.parametrize("name", ["a fine on the website for something that was not minor", HARD])
def test_the_cheap_stops_come_first(program: Program, name: str) -> None:
    flow = flow_of(program, CASES[name])
    asked = [item.name for item in flow.items(SCRIPT) if item.kind == "ask"]
    places = [asked.index(one) for one in CHEAP]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("on trial", 14),
        ("an appeal was lodged after publication", 21),
        ("it serves none of the purposes", 10),
    ],
)
def test_what_stops_everything_leaves_out_what_would_come_next(
    program: Program, name: str, most: int
) -> None:
    flow = flow_of(program, CASES[name])
    asked = [item.name for item in flow.items(SCRIPT) if item.kind == "ask"]
    assert not {"exceptions", "weight", "reasons", "particulars", "checks"} & set(asked)
    assert len(asked) <= most, asked
    # The decision to publish nothing is signed, too.
    assert {"officer_sign", "director_sign"} <= set(asked)


def test_every_question_shows_its_section_of_the_policy(program: Program) -> None:
    for script in (SCRIPT, "council_register"):
        for step in program.scripts[script].all_steps():
            if isinstance(step.node, Ask):
                sources = [str(one) for one in step.node.source]
                assert any(re.match(r"COU-\d", one) for one in sources), step.name


def test_escalations_want_a_name_a_day_and_a_view_of_somebody_else(program: Program) -> None:
    script = program.scripts[SCRIPT]
    approvals = dict(script.node.approvals)
    words = {
        code.partition(" ")[2]
        for rule in (
            *script.node.outcomes,
            *(row for table in script.node.tables for row in table.rows),
        )
        for code in rule.then
        if code.startswith("ESCALATE")
    }
    assert set(approvals) == words
    asks = {step.name: step.node for step in script.all_steps() if isinstance(step.node, Ask)}
    for name in (*approvals.values(), script.node.lifts):
        assert {"date", "view"} <= set(asks[name].needs), name
        assert [str(one) for one in asks[name].apart] == ["officer_sign"], name


def test_no_council_is_built_in(program: Program) -> None:
    rows = program.lists["councils"].rows
    assert len(rows) >= 2
    built_in = [
        path
        for folder in ("tui", "templates", "content/scripts")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".py", ".yaml", ".typ")
        and re.search(r"dartford|exampleton|kent and medway", path.read_text("utf-8").casefold())
    ]
    assert built_in == []
    # The other council's days and not Dartford's count, in the same case.
    fine = CASES["a fine on the website for something that was not minor"]
    other = Case(
        "other", {**fine.data, "answers": {**fine.data["answers"], "council": "exampleton"}}, {}
    )
    shown = [result(flow_of(program, one))["last_shown"] for one in (fine, other)]
    assert shown == ["2026-04-12", "2026-03-29"]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("area", "12 Mill Lane", "house number"),
        ("area", "Mill Lane, DA1 2AB", "postcode"),
        ("age", "17", "18 or over"),
        ("age", "0", "1 to 120"),
    ],
)
def test_what_may_not_be_told_is_refused_at_once(
    program: Program, name: str, value: str, says: str
) -> None:
    data = deepcopy(CASES["a fine for fly-tipping in the newsletter and the press"].data)
    data["subjects"][0][name] = value
    filled = read_answers(
        json.dumps({"script": SCRIPT, **data}).encode(),
        "case.json",
        program,
        "council",
        new_id=lambda table: f"{table}{uuid4().hex}",
    )
    assert [one for one in map(str, filled.problems) if says in one]


def test_what_is_not_to_be_told_is_not_asked(program: Program) -> None:
    def asked(name: str) -> set[str]:
        return {item.name for item in flow_of(program, CASES[name]).items(SCRIPT)}

    both = {"age", "area"}
    assert both <= asked("a fine for fly-tipping in the newsletter and the press")
    assert not both & asked("an absolute discharge, although the policy lists it")
    assert not both & asked(HARD)
    assert "area" not in asked("the family can be recognised by the street")
    # A company has no age.
    assert "age" not in asked("a company with a director whom everybody knows")
