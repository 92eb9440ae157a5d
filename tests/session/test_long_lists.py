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
from tui.interview.follows import FoundGap
from tui.interview.live import Env
from tui.interview.program import Program
from tui.interview.runs import Item, Key
from tui.session.app import App
from tui.session.counting import OpenPoints
from tui.session.rows import top_row
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
    for module in ("reviewing", "following", "outline", "filtering"):
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
    rows = [one for one in found if one[0] in "rgtq"]
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


def place(flow: Flow, gap: FoundGap) -> tuple[int, str]:
    order = {row.id: number for number, (row, _) in enumerate(flow.answers.rows())}
    return order[gap.row], gap.gap.id


def wanted_questions(flow: Flow) -> set[Key]:
    """What is to be come back to, found without anything known before."""
    found: set[Key] = set()
    runs: dict[tuple[str, str], list[Item]] = {}
    for script in flow.scripts():
        if script.name == "safety" or script.node.once == "opening":
            continue
        for section in script.sections:
            for item in flow.walk.sections[section.uid].items():
                if item.kind == "ask":
                    runs.setdefault((section.uid, top_row(flow, item.row)), []).append(item)
    for (_uid, top), items in runs.items():
        todo = [number for number, one in enumerate(items) if one.state == "todo"]
        reached = [number for number, one in enumerate(items) if one.state != "todo"]
        if todo and reached and (top != ROOT or max(reached) > todo[0]):
            found.add(items[todo[0]].key)
        for one in items:
            answer = flow.answers.get(*one.key)
            left = answer is not None and answer.open in ("later", "not-sure")
            if one.state == "look" or (one.state == "left" and left):
                found.add(one.key)
    return found - {gap.key for gap in flow.gaps() if gap.key is not None}


@pytest.mark.parametrize("persona", personas()[::3], ids=lambda one: one.name)
def test_open_points_are_those_found_anew(program: Program, persona: Any) -> None:
    """Found from what was known before, through a whole walk and some turns back."""
    chance = random.Random(1)
    goal = wanted(program, persona)
    flow = Flow(program, persona.audience)
    points = OpenPoints()
    numbers = set()

    def agrees() -> None:
        found = points.of(flow)
        assert sorted(place(flow, one) for one in found.gaps) == [
            place(flow, one) for one in sorted(flow.gaps(), key=lambda gap: place(flow, gap))
        ]
        assert [(one.key, one.done, one.due) for one in found.tasks] == [
            (one.key, one.done, one.due) for one in flow.tasks()
        ]
        keys = [one.item.key for one in found.questions]
        assert len(keys) == len(set(keys))
        assert set(keys) == wanted_questions(flow)
        numbers.add((len(found.gaps), len(found.tasks), len(keys)))

    for script in flow.scripts():
        while (item := flow.next(script.name)) is not None:
            flow = flow.after(step_of(flow, item, goal))
            agrees()
        if flow.ended(script.name):
            break
    for _ in range(60):
        rows = [row for row, _ in flow.answers.rows() if row.id == ROOT or row.fields]
        row = chance.choice(rows)
        if row.id != ROOT and chance.random() < 0.05:
            flow = flow.after([Remove(row.id)])
        elif row.fields:
            name = chance.choice(list(row.fields))
            left = Answer(open=chance.choice(["not-sure", "later", "skipped"]))
            answer = chance.choice([None, left, row.fields[name]])
            flow = flow.after([Put(row.id, name, answer)])
        agrees()
    assert numbers


@pytest.mark.parametrize("way", ["outline", "still_open"])
def test_long_lists_of_parts_and_open_points_run_few_conditions(
    app: App, counted: Counter[str], way: str
) -> None:
    app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-03"})
    getattr(app, way)()
    app.back()
    app.submit({"kind": "call"})
    counted.clear()
    page = getattr(app, way)()
    assert page.kind == "list"
    assert len(page.lines) <= WINDOW * 2
    assert counted["reads"] < 300
    assert counted["labels"] <= WINDOW + 2


def test_filters_run_no_conditions_over_what_is_known(app: App, counted: Counter[str]) -> None:
    app.submit({}, "review")
    page = app.submit({}, "only")
    counted.clear()
    app.back()
    page = app.submit({}, "only")
    page = app.submit({}, "todo")
    assert page.id.startswith("only|todo")
    assert counted["reads"] < 300


def test_the_part_a_person_is_in_is_in_the_window(app: App) -> None:
    app.submit({}, "new:incidents")
    app.submit({"occurred": "2026-03-03"})
    page = app.outline()
    assert [one.detail for one in page.lines if one.detail] == ["You are here"]
