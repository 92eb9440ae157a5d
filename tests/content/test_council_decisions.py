"""What a council's answers lead to: outcomes, details, channels and dates."""

from __future__ import annotations

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


def test_every_outcome_is_reached_by_some_case_or_stays_unneeded(program: Program) -> None:
    reached = {
        (verdict.rule, str(verdict.at))
        for case in CASES
        for verdict in flow_of(program, case).outcomes(SCRIPT)
    }
    rules = {rule for rule, _ in reached}
    script = program.scripts[SCRIPT].node
    named = {one.on for one in script.outcomes} | {one.id for one in script.tables}
    assert named - rules == set()
