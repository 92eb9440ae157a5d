"""The publication text over the real questions: knowing less never tells more of anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.content.deciding import cases, flow_of
from tui.commands.programs import loaded
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.flow import Flow
from tui.interview.personas import walk_personas
from tui.interview.program import Program
from tui.interview.settling import decision
from tui.papers.make import text

PERSONAS = Path(__file__).parents[1] / "content" / "personas"
MADE = datetime(2026, 3, 20, 10, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def program() -> Program:
    return loaded()


@pytest.fixture(scope="module")
def walks(program: Program) -> dict[str, Flow]:
    found, problems = walk_personas(program, PERSONAS)
    assert problems == []
    return {one.name: one.flow for one in found if one.flow.audience == "council"}


@pytest.fixture(scope="module")
def decided(program: Program, walks: dict[str, Flow]) -> dict[str, Flow]:
    """The walks, and every decision case."""
    return {**walks, **{one.name: flow_of(program, one) for one in cases()}}


def published(program: Program, flow: Flow) -> str:
    made = text(program.papers["council-text"], flow, made=MADE, language="en-GB")
    parts = [part for key in made.keys() if (part := made.part(key)) is not None]  # noqa: SIM118
    return "\n".join(line.text for part in parts for line in part.lines)


def named(program: Program, flow: Flow) -> set[str]:
    """Whose names are in the text, of those who were entered."""
    said = published(program, flow)
    names = {str(flow.value(row.id, "name")) for row in flow.all_rows("subjects")}
    return {name for name in names if name in said}


def test_somebody_is_named_and_somebody_is_not(program: Program, walks: dict[str, Flow]) -> None:
    found = {name: named(program, flow) for name, flow in walks.items()}
    assert any(found.values())
    assert not all(found.values())


def test_a_name_is_told_only_where_content_and_outcomes_allow_it(
    program: Program, decided: dict[str, Flow]
) -> None:
    assert len(decided) > 40
    for name, flow in decided.items():
        told = named(program, flow)
        made = decision(flow, "council")
        for row in flow.all_rows("subjects"):
            who = str(flow.value(row.id, "name"))
            codes = {
                code.name
                for one in made.settled
                if one.verdict.row in (ROOT, row.id)
                for code in one.codes
            }
            if flow.value(row.id, "may_name") is not True or codes & {"STOP", "STOP_ALL"}:
                assert who not in told, (name, who)


def test_leaving_an_answer_open_names_nobody_more(program: Program, walks: dict[str, Flow]) -> None:
    for name, flow in walks.items():
        before = named(program, flow)
        asked = [one.key for one in flow.items("council") if one.kind == "ask"]
        for row, ask in asked:
            if ask == "name":
                continue
            less = flow.after([Put(row, ask, Answer(open="not-sure"))])
            assert named(program, less) <= before, (name, row, ask)
