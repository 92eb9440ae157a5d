"""Thousands of entries: what one page costs must not grow with what is stored."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.content.walking import personas, step_of, wanted
from tests.session.sittings import asks, at, go, start
from tui.interview.answers import ROOT, Answer, Put, Remove, Row, build
from tui.interview.flow import Flow
from tui.interview.live import Env
from tui.interview.program import Program
from tui.session.app import App
from tui.session.counting import OpenPoints
from tui.session.stages.paging import WINDOW

MANY = 3_000


def entry(number: int) -> Row:
    fields = {
        "occurred": f"2026-03-{number % 28 + 1:02d}",
        "kind": "message",
        "what": f"Number {number}",
        "have": ["none"],
        "more": "keep",
        "seen:keep_first": True,
    }
    answers = {name: Answer(value, by="log@1") for name, value in fields.items()}
    answers["done:fill_in"] = Answer(open="later", by="log@1")
    return Row(f"i{number}", "incidents", answers, {}, "2026-03-04T09:30-08:00")


@pytest.fixture
def app(program: Program) -> App:
    """At the menu of a record with thousands of entries."""
    app = start(program, memory_only=True)
    app.submit({}, "own")
    go(app, at("memory"))
    app.submit({})
    book = app._sitting.open()
    rows = [(ROOT, book.flow.answers.root), *((ROOT, entry(number)) for number in range(MANY))]
    book.flow = Flow(program, "self", build(rows))
    app.menu()
    return app


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often conditions read an answer, and rows are put in words."""
    counts: Counter[str] = Counter()

    def counting(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            counts[name] += 1
            return real(*args, **more)

        return call

    monkeypatch.setattr(Env, "value", counting("reads", Env.value))
    for module in ("reviewing", "following"):
        place = f"tui.session.stages.{module}.row_label"
        from tui.session.phrasing import row_label

        monkeypatch.setattr(place, counting("labels", row_label))
    return counts


def test_the_menu_works_out_only_what_changed(app: App, counted: Counter[str]) -> None:
    app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-03"})
    app.submit({"kind": "call"})
    counted.clear()
    assert app.menu().id == "home"
    assert 0 < counted["reads"] < 100


def test_a_question_runs_few_conditions(app: App, counted: Counter[str]) -> None:
    app.submit({}, "new:incidents")
    for values in ({"occurred": "2026-03-03"}, {"kind": "call"}, {"what": "It rang."}):
        counted.clear()
        app.submit(values)
        assert 0 < counted["reads"] < 400


def test_lists_are_shown_a_part_at_a_time(app: App, counted: Counter[str]) -> None:
    page = app.submit({}, "review")
    assert len(page.lines) <= WINDOW * 2
    assert counted["labels"] <= WINDOW + 1  # and the heading
    app.menu()
    counted.clear()
    page = app.submit({}, "open")
    assert len(page.lines) <= WINDOW * 2
    assert counted["labels"] <= WINDOW + 1  # and the heading
    counted.clear()
    page = app.submit({}, ">")
    assert counted["reads"] < WINDOW * 4
    assert counted["labels"] <= WINDOW + 1  # and the heading


@pytest.mark.parametrize("which", ["review", "open"])
def test_every_line_is_reached_and_none_twice(app: App, which: str) -> None:
    app.submit({}, "new:incidents")
    app.menu()
    page = app.submit({}, which)
    found: list[str] = []
    pages = 0
    while True:
        pages += 1
        found += [one.code for one in page.lines if one.code]
        if ">" not in {one.code for one in page.choices}:
            break
        page = app.submit({}, ">")
    assert len(found) == len(set(found))
    rows = [one for one in found if one[0] in "rgt"]
    assert len(rows) >= MANY
    for _ in range(pages - 1):
        page = app.submit({}, "<")
    assert "<" not in {one.code for one in page.choices}
    first = [one.code for one in page.lines if one.code]
    assert first == found[: len(first)]


def test_a_line_far_down_leads_to_its_entry(app: App) -> None:
    page = app.submit({}, "review")
    for _ in range(3):
        page = app.submit({}, ">")
    code = next(one.code for one in page.lines if one.code.startswith("r"))
    page = app.submit({}, code)
    (line,) = (one for one in page.lines if one.label == "What happened?")
    assert line.detail == f"Number {code[1:]}"
    assert asks("what")(app.submit({}, line.code))
    app.back()
    # Back in the list, it is where it was.
    assert code in {one.code for one in app.back().lines}


def count(flow: Flow) -> int:
    return len(flow.gaps()) + sum(not task.done for task in flow.tasks())


@pytest.mark.parametrize("persona", personas()[::3], ids=lambda one: one.name)
def test_the_number_of_open_points_is_that_of_the_list(program: Program, persona: Any) -> None:
    """Counted from what was known before, through a whole walk and some turns back."""
    chance = random.Random(1)
    goal = wanted(program, persona)
    flow = Flow(program, persona.audience)
    points = OpenPoints()
    numbers = set()
    for script in flow.scripts():
        while (item := flow.next(script.name)) is not None:
            flow = flow.after(step_of(flow, item, goal))
            numbers.add(points.count(flow))
            assert points.count(flow) == count(flow)
        if flow.ended(script.name):
            break
    for _ in range(60):
        rows = [row for row, _ in flow.answers.rows() if row.id == ROOT or row.fields]
        row = chance.choice(rows)
        if row.id != ROOT and chance.random() < 0.05:
            flow = flow.after([Remove(row.id)])
        elif row.fields:
            name = chance.choice(list(row.fields))
            answer = chance.choice([None, Answer(open="not-sure"), row.fields[name]])
            flow = flow.after([Put(row.id, name, answer)])
        assert points.count(flow) == count(flow)
    assert numbers
