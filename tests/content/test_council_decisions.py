"""What a council's answers lead to: outcomes, details, channels and dates."""

from __future__ import annotations

import random

import pytest

from tests.content.deciding import SCRIPT, Case, cases, flow_of, result
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.content import load
from tui.interview.decisions import severity
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

CASES = cases()
PLAINEST = {
    "a fine for fly-tipping in the newsletter and the press",
    "a fine on the website for something that was not minor",
    "a behaviour order for five years",
    "a picture of somebody unknown from the council's own camera",
    "a picture from a neighbour who was not asked",
    "a picture of somebody who was convicted",
    "there is somebody of the same name nearby, told apart by age",
}
_HOLD = severity(["HOLD"])


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def test_there_are_enough_cases_of_each_kind() -> None:
    assert len(CASES) >= 40
    worst = {case.expect["worst"] for case in CASES}
    assert worst == {"STOP_ALL", "STOP", "HOLD", "ESCALATE"}
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_is_decided_as_it_should_be(program: Program, case: Case) -> None:
    found = result(flow_of(program, case))
    assert found["undecided"] == []
    assert {key: found[key] for key in case.expect} == case.expect


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_knowing_less_never_softens_a_stop_or_a_hold(program: Program, case: Case) -> None:
    flow = flow_of(program, case)
    known = result(flow)
    for item in list(flow.items(SCRIPT)):
        if item.kind != "ask" or item.state != "answered" or item.step is None:
            continue
        less = result(flow.after([Put(item.row, item.name, Answer(open="not-sure"))]))
        if severity([known["worst"]]) <= _HOLD:
            assert severity([less["worst"]]) <= _HOLD, item.name
        if severity([less["worst"]]) > _HOLD:
            # Nothing holds it, so nothing more may go out than before.
            assert set(less["channels"]) <= set(known["channels"]), item.name
            for name, details in less["details"].items():
                assert set(details) <= set(known["details"].get(name, ())), item.name


@pytest.mark.parametrize("seed", range(3))
def test_knowing_less_of_several_things_at_once_never_softens_either(
    program: Program, seed: int
) -> None:
    draw = random.Random(seed)
    for case in CASES:
        flow = flow_of(program, case)
        known = result(flow)
        asked = [one for one in flow.items(SCRIPT) if one.kind == "ask" and one.state == "answered"]
        gone = draw.sample(asked, k=min(len(asked), draw.randint(2, 6)))
        less = result(flow.after([Put(one.row, one.name, Answer(open="later")) for one in gone]))
        said = (case.name, [one.name for one in gone])
        if severity([known["worst"]]) <= _HOLD:
            assert severity([less["worst"]]) <= _HOLD, said
        if severity([less["worst"]]) > _HOLD:
            # Nothing holds it, so nothing more may go out than before.
            assert set(less["channels"]) <= set(known["channels"]), said
            for name, details in less["details"].items():
                assert set(details) <= set(known["details"].get(name, details)), said


def test_a_plain_fine_takes_about_twenty_questions(program: Program) -> None:
    """Up to the sign-offs: those that every case has, and one more for each of press and web."""
    plain = next(case for case in CASES if case.name.startswith("a fine for fly-tipping"))
    paper = {**plain.data, "answers": {**plain.data["answers"], "channels": ["newsletter"]}}
    counts = {}
    for case in (Case("paper", paper, {}), plain, Case("online", _online(plain), {})):
        items = [item for item in flow_of(program, case).items(SCRIPT) if item.kind == "ask"]
        asked = items[: [item.name for item in items].index("case_ref")]
        pages = {
            (item.section.uid, item.row) if item.section.node.together else item.key
            for item in asked
        }
        counts[case.name] = (len(asked), len(pages))
    assert counts == {"paper": (24, 16), plain.name: (25, 17), "online": (25, 17)}


def test_what_may_be_told_is_said_last(program: Program) -> None:
    """Not before the last question, though a row is gone on with as soon as it can be."""
    plain = next(case for case in CASES if case.name.startswith("a fine for fly-tipping"))
    flow = flow_of(program, plain)

    def said(flow: Flow) -> list[str]:
        return [item.name for item in flow.items(SCRIPT) if item.name.startswith("seen:told_")]

    assert said(flow) == []
    both = ["seen:told_of_them", "seen:told_where"]
    assert said(flow.after([Put(ROOT, "sheets", Answer(value="A folder"))])) == both
    assert said(flow.after([Put(ROOT, "sheets", Answer(open="later"))])) == both


def _online(plain: Case) -> dict[str, object]:
    answers = {**plain.data["answers"], "channels": ["website"], "online_reason": "There."}
    return {**plain.data, "answers": answers}


def test_every_row_of_every_table_is_reached(program: Program) -> None:
    """By a case as it stands, or by one of the plainest with one answer left open."""
    reached: set[str] = set()
    for case in CASES:
        flow = flow_of(program, case)
        reached |= {str(verdict.at) for verdict in flow.outcomes(SCRIPT)}
        if case.name in PLAINEST:
            for item in list(flow.items(SCRIPT)):
                if item.kind == "ask" and item.state == "answered":
                    less = flow.after([Put(item.row, item.name, Answer(open="later"))])
                    reached |= {str(verdict.at) for verdict in less.outcomes(SCRIPT)}
    script = program.scripts[SCRIPT].node
    rows = {str(one.at): one.on for one in script.outcomes}
    rows |= {str(row.at): table.id for table in script.tables for row in table.rows}
    assert {at: rule for at, rule in rows.items() if at not in reached} == {}


def test_each_stop_says_whether_law_or_policy_is_behind_it(program: Program) -> None:
    script = program.scripts[SCRIPT].node
    rules = [*script.outcomes, *(row for table in script.tables for row in table.rows)]
    stops = [one for one in rules if {"STOP", "STOP_ALL"} & set(one.then)]
    assert len(stops) > 20
    assert [str(one.at) for one in stops if one.basis not in ("law", "policy")] == []
    # Nobody is left with a code alone: each says what it is, and what clears it.
    wordless = [one for one in rules if set(one.then) - {"OK"} and not one.text]
    assert [str(one.at) for one in wordless] == []
