"""Where the policy contradicts itself, has aged or leaves something open, the officer is told."""

from __future__ import annotations

import re

import pytest

from tests.content.walking import personas, walk
from tui.interview.content import load
from tui.interview.program import Program, WalkStep
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

OFFICERS = [one for one in personas() if one.audience == "council"]

SLIPS: list[tuple[str, str, str]] = [
    # What it is, the step that says so (kind and name), what it says there.
    ("4.1 points to 1.4 for the purposes of 1.5", "ask purposes", "1.4 .*slip"),
    ("4.1 and 7.5 point to 5.7.4 for what stands in 5.7.2", "ask exceptions", "5.7.4 .*slip"),
    ("5.5 says that 5.7.4 tells how to ask for removal", "ask checks", "5.5 .*It does not"),
    ("8.3 wants the press told, 5.6 forbids reports", "say live_case", "5.6 .*8.3"),
    ("5.6 forgets co-defendants", "ask court_checks", "5.6 .*this defendant only"),
    ("5.1 lists absolute discharges, which are spent", "say absolute_note", "5.1 .*spent at once"),
    ("6.3 wants all means tried, 6.6 what is practical", "ask tried", "6.3 .*6.6 .*stricter"),
    ("nobody can tell what footnote 5 covers", "ask comms_view", "footnote .*not clear"),
    ("when the 28 days begin", "ask first_shown", "does not say when"),
    ("for paper there is no day", "ask channel", "names no day"),
    ("minor, serious and first time are not explained", "ask weight", "does not say what minor"),
    ("how long the record is kept", "ask sheets", "does not say how long"),
    ("the equality framework and laws have aged", "say policy_age", "ended in 2022"),
    ("the law on behaviour orders has moved", "ask gateways", "moved to the Sentencing Code"),
    ("Stanley is older than today's data law", "say cbo_about", "Stanley.*older than"),
    ("the notice binds no press", "ask comms_view", "does not bind the press"),
    ("offenders, before anybody is convicted", "say wording", "calls them offenders"),
    ("who stands in for the Director", "ask director_sign", "does not say who stands in"),
    ("Annex B was not at hand", "ask media_plan", "Annex B.*not at hand"),
]


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.fixture(scope="module")
def seen(program: Program) -> set[str]:
    """Every step that one of the invented officers comes to."""
    return {name for one in OFFICERS for name in walk(program, one).shown}


@pytest.mark.parametrize(("slip", "step", "says"), SLIPS, ids=[one[0] for one in SLIPS])
def test_it_is_said_where_it_matters(
    program: Program, seen: set[str], slip: str, step: str, says: str
) -> None:
    kind, name = step.split()
    found = [
        one
        for script in ("council", "council_register")
        for one in program.scripts[script].all_steps()
        if one.kind == kind and one.node.name == name  # type: ignore[union-attr]
    ]
    assert found, slip
    assert any(re.search(says, words(one)) for one in found), slip
    assert any(f"{one.table}/{one.name}" in seen for one in found), slip


def words(step: WalkStep) -> str:
    """Everything a step says, on one line."""
    parts = [getattr(step.node, name, None) for name in ("text", "question", "help", "why")]
    return " ".join(str(getattr(part, "text", part)) for part in parts if part)
