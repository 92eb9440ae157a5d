"""People walk the journeys, forwards and backwards; together they reach every step."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.content.walking import KEEPS, Persona, personas, walk
from tui.interview.answers import ROOT
from tui.interview.content import load
from tui.interview.program import Program
from tui.interview.trace import holes, trace
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

PEOPLE = personas()


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda one: one.name)
def test_a_walk_ends_where_it_should(program: Program, persona: Persona) -> None:
    walked = walk(program, persona)
    expect = persona.expect
    keeps = [keep for keep in KEEPS if walked.flow.value(ROOT, f"keep_{keep}") is True]
    # An officer is not taken through the safety check: nothing says where a record may be.
    assert keeps == ([expect["keep"]] if persona.audience != "council" else [])
    assert sorted(walked.counted("stop").elements()) == sorted(expect["stops"])
    assert sorted(walked.counted("do").elements()) == sorted(expect["tasks"])
    if "log" in walked.scripts:
        gaps = Counter(found.gap.id for found in walked.flow.gaps("log"))
        assert gaps == Counter(expect["gaps"])
    for script in {"collect", "store", "report", "court"} & set(walked.scripts):
        gaps = Counter(found.gap.id for found in walked.flow.gaps(script))
        assert gaps == Counter(expect.get(f"{script}_gaps", ()))
    if "named" in expect:
        names = [walked.flow.value(row.id, "name") for row in walked.flow.rows("people")]
        assert names == expect["named"]
    shown = {name.partition("/")[2] for name in walked.shown}
    assert not shown & set(expect.get("not_reached", ()))


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda one: one.name)
def test_a_walk_goes_back_the_way_it_came(program: Program, persona: Persona) -> None:
    walked = walk(program, persona)
    for script in walked.scripts:
        items = list(walked.flow.items(script))
        back = []
        item = items[-1] if items else None
        while item is not None:
            back.append(item.key)
            item = walked.flow.beside(script, item.key, forward=False)
        assert back == [one.key for one in reversed(items)]


def test_a_walk_gives_what_a_fresh_flow_gives(program: Program) -> None:
    for persona in PEOPLE[:1] + PEOPLE[-4:]:
        walked = walk(program, persona)
        fresh = walked.flow.fresh()
        for script in walked.scripts:
            assert [(one.key, one.state) for one in walked.flow.items(script)] == [
                (one.key, one.state) for one in fresh.items(script)
            ]


def test_every_step_is_reached_by_somebody(program: Program) -> None:
    reached = {name for persona in PEOPLE for name in walk(program, persona).shown}
    wanted = {
        f"{step.table}/{step.name}"
        for script in program.scripts.values()
        for step in script.all_steps()
        if step.kind in {"ask", "say", "stop", "do"}
    }
    assert wanted - reached == set()


def test_a_quick_entry_takes_four_questions(program: Program) -> None:
    quick = next(one for one in PEOPLE if one.name == "own-device")
    walked = walk(program, quick)
    second = walked.flow.rows("incidents")[1]
    asked = [item.name for item in walked.flow.items("log") if item.row == second.id]
    assert asked == ["occurred", "kind", "what", "have", "more", "done:fill_in"]


def test_nobody_is_asked_about_evidence_before_the_stop(program: Program) -> None:
    names = [
        step.name
        for step in program.scripts["log"].all_steps()
        if step.table in {"incidents", "evidence"}
    ]
    first = names.index("seen:minor_unsure")
    assert names[first + 1] == "seen:minor_image"
    assert names[:first] == ["occurred", "kind", "shows_minor"]
    named = [step.name for step in program.scripts["log"].all_steps() if step.type == "files"]
    assert [name in names[first + 2 :] for name in named] == [True]


def test_every_duty_that_is_covered_is_answered_by_its_kind_and_reached(program: Program) -> None:
    traced = trace(program, [walk(program, persona).flow for persona in PEOPLE])
    assert [
        (one.script, one.traced.duty.id, one.traced.verdict) for one in holes(program, traced)
    ] == []
    survivors = [one for one in traced if one.duty.id.startswith("TFV-")]
    assert [one.verdict for one in survivors] == ["answered"] * 228
    council = [one for one in traced if one.duty.id.startswith("COU-")]
    assert [one.verdict for one in council] == ["answered"] * 163
