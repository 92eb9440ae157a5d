"""Anybody may answer anything in any order: nothing breaks, and no shortcut is ever wrong."""

from __future__ import annotations

import random
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.interview.answers import ROOT, Add, Answer, Change, Put, Remove
from tui.interview.codec import BadAnswer
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.runs import Item
from tui.interview.schema import Audience
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

STEPS = 10_000
DATES = [
    "2026-03-03",
    "2026-03-03T17:46",
    "2025-11~",
    "2026-01/2026-03",
    "XXXX",
    "2026",
    "../2026-05",
]
WORDS = ["x", "a few words", "{{ 1 }} [/b] \u202e", "ਸਤ ਸ੍ਰੀ ਅਕਾਲ 😡", "l'été"]


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def picture(flow: Flow) -> object:
    """Everything a face could show of a flow."""
    listed = [(one.key, one.state, one.kind) for one in flow.items()]
    values = {
        row.id: {
            step.name: repr(flow.value(row.id, step.name)) for step in steps_of(flow, row.table)
        }
        for row, _ in flow.answers.rows()
    }
    gaps = sorted((gap.gap.id, gap.row) for gap in flow.gaps())
    tasks = [(task.key, task.done, str(task.due)) for task in flow.tasks()]
    standing = [flow.standing(script.name) for script in flow.scripts()]
    decided = [(one.rule, one.row, one.codes, repr(one.why)) for one in flow.outcomes()]
    return listed, values, gaps, tasks, standing, decided, flow.undecided()


def steps_of(flow: Flow, table: str):  # type: ignore[no-untyped-def]
    return [
        step
        for script in flow.scripts()
        for step in script.all_steps()
        if step.kind in {"ask", "compute"} and step.table == table
    ]


def answer_to(flow: Flow, item: Item, dice: random.Random) -> Change:
    """Return some answer to an item, the kind a person could give or leave."""
    if item.kind != "ask" or item.step is None:
        return Put(item.row, item.name, Answer(True))
    if dice.random() < 0.2:
        return Put(item.row, item.name, Answer(open=dice.choice(["skipped", "not-sure", "later"])))
    raw: object
    match item.step.type:
        case "choice":
            raw = dice.choice(item.step.codes or ("",))
        case "choices":
            raw = dice.sample(item.step.codes or (), k=min(2, len(item.step.codes or ())))
        case "yes-no":
            raw = dice.choice([True, False])
        case "rows":
            raw = [one for one in flow.options(item) if dice.random() < 0.5]
        case "when":
            raw = dice.choice(DATES)
        case "number":
            raw = dice.randrange(50)
        case "money":
            raw = "45.50"
        case "phone":
            raw = "604-555-0123"
        case "sign-off":
            who = dice.choice(["A. Quill", "B. Marsh"])
            raw = {"name": who, "role": "x", "date": "2026-03-12", "view": "A view. " * 8}
        case _:
            raw = dice.choice(WORDS)
    try:
        return Put(item.row, item.name, Answer(flow.check(item, raw)))  # type: ignore[arg-type]
    except BadAnswer:
        return Put(item.row, item.name, Answer(open="not-sure"))


def some_change(flow: Flow, dice: random.Random, ids: count[int]) -> Change:
    """Return what a person might do next: go on, correct, add a row, take one out."""
    roll = dice.random()
    rows = [row.id for row, _ in flow.answers.rows() if row.id != ROOT]
    if roll < 0.03 and rows:
        return Remove(dice.choice(rows))
    if roll < 0.12 and len(rows) < 12:
        table = dice.choice(list(flow.program.tables.values()))
        above = (
            [ROOT]
            if not table.parent
            else [row.id for row, _ in flow.answers.rows() if row.table == table.parent]
        )
        if above:
            return Add(table.name, dice.choice(above), f"r{next(ids)}")
    items = list(flow.items())
    todo = [item for item in items if item.state == "todo"]
    if roll < 0.7 and todo:
        return answer_to(flow, todo[0], dice)
    item = dice.choice(items)
    if roll > 0.97 and item.kind == "ask":
        return Put(item.row, item.name, None)
    return answer_to(flow, item, dice)


@pytest.mark.parametrize("audience", ["self", "volunteer", "council"])
def test_ten_thousand_steps_never_break(program: Program, audience: str) -> None:
    dice, ids = random.Random(7), count()
    flow = Flow(program, audience)  # type: ignore[arg-type]
    for step in range(STEPS // 2):
        flow = flow.after([some_change(flow, dice, ids)])
        if step % 250 == 0:
            assert picture(flow) == picture(flow.fresh())
    assert picture(flow) == picture(flow.fresh())


@settings(max_examples=60)
@given(
    seed=st.integers(0, 10**9),
    steps=st.integers(1, 60),
    audience=st.sampled_from(["self", "council"]),
)
def test_the_incremental_flow_is_the_fresh_one(
    program: Program, seed: int, steps: int, audience: Audience
) -> None:
    dice, ids = random.Random(seed), count()
    flow = Flow(program, audience)
    for _step in range(steps):
        flow = flow.after([some_change(flow, dice, ids)])
    assert picture(flow) == picture(flow.fresh())


@settings(max_examples=60)
@given(seed=st.integers(0, 10**9))
def test_what_is_set_aside_comes_back(program: Program, seed: int) -> None:
    dice, ids = random.Random(seed), count()
    flow = Flow(program, "self")
    for _step in range(40):
        flow = flow.after([some_change(flow, dice, ids)])
    items = [item for item in flow.items() if item.kind == "ask" and item.state == "answered"]
    if not items:
        return
    item = dice.choice(items)
    before = flow.answers.get(*item.key)
    change = answer_to(flow, item, dice)
    effect = flow.effect_of([change])
    after = flow.after([change])
    for key in effect.aside:
        assert after.answers.get(*key) == flow.answers.get(*key)
        found = after.find(key)
        assert found is None or found.state not in {"answered", "left"}
    returned = after.after([Put(item.row, item.name, before)])
    assert picture(returned) == picture(flow)
