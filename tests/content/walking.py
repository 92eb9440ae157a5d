"""Walks a persona through its journeys page by page, as the session does."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from tui.interview.answers import ROOT, Add, Answer, Answers, Change, Put
from tui.interview.answersfile import read_answers
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.walk import Item

PERSONAS = Path(__file__).parent / "personas"
KEEPS = ("stop", "here", "elsewhere", "memory")


@dataclass(frozen=True)
class Persona:
    """One person: what they would answer, and what that should lead to."""

    name: str
    audience: Any
    data: dict[str, Any]
    expect: dict[str, Any]
    varied: bool = False
    """Whether it is another one with a single answer changed."""

    @property
    def file(self) -> bytes:
        """The answers as an answers file."""
        return json.dumps({"script": "log", **self.data}, ensure_ascii=False).encode()


@dataclass
class Walked:
    """Where a walk led."""

    flow: Flow
    shown: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)

    def counted(self, kind: str) -> Counter[str]:
        found = Counter[str]()
        for script in self.scripts:
            for item in self.flow.items(script):
                if item.step is not None and item.kind == kind:
                    found[item.step.node.name] += 1  # type: ignore[union-attr]
        return found


def personas() -> list[Persona]:
    found = []
    for path in sorted(PERSONAS.glob("*.yaml")):
        # BaseLoader: everything is text, as in an answers file.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        audience, expect = data.pop("for"), data.pop("expect")
        vary = data.pop("vary", {})
        data.pop("about")
        found.append(Persona(path.stem, audience, data, expect))
        for name, values in vary.items():
            for value in values:
                varied = {**data, "answers": {**data["answers"], name: value}}
                found.append(Persona(f"{path.stem}-{value}", audience, varied, expect, varied=True))
    return found


def wanted(program: Program, persona: Persona) -> Answers:
    """Return what the persona would answer to everything."""
    ids = count()
    filled = read_answers(
        persona.file,
        persona.name,
        program,
        persona.audience,
        new_id=lambda table: f"{table}{next(ids)}",
        script="log",
    )
    assert not filled.problems, [str(one) for one in filled.problems]
    assert filled.flow is not None
    return filled.flow.answers


def step_of(flow: Flow, item: Item, goal: Answers) -> list[Change]:
    """Return the changes that take the person past one item."""
    if item.step is None:
        have = {row.id for row in _below(flow.answers, item.row, item.section.table)}
        for row in _below(goal, item.row, item.section.table) if item.row in goal else ():
            if row.id not in have:
                return [Add(row.table, item.row, row.id)]
        return [Put(item.row, item.name, Answer(True))]
    if item.kind != "ask":
        return [Put(item.row, item.name, Answer(True, by=item.step.by))]
    given = goal.get(item.row, item.name) if item.row in goal else None
    if given is None:
        return [Put(item.row, item.name, Answer(open="skipped", by=item.step.by))]
    if given.open is not None:
        return [Put(item.row, item.name, given)]
    if item.step.type == "rows":
        missing = [
            Add("people", ROOT, row.id)
            for row in _below(goal, ROOT, "people")
            if row.id in (given.value or ()) and row.id not in flow.answers  # type: ignore[operator]
        ]
        return [*missing, Put(item.row, item.name, given)]
    stored = flow.check(item, given.value)
    return [Put(item.row, item.name, Answer(stored, by=item.step.by))]  # type: ignore[arg-type]


_walks: dict[str, tuple[Program, Persona, Walked]] = {}


def walk(program: Program, persona: Persona) -> Walked:
    """Walk every journey to its end, or until one stops it; each walk is worked out once."""
    known = _walks.get(persona.name)
    if known is None or known[0] is not program or known[1] != persona:
        known = _walks[persona.name] = (program, persona, _walk(program, persona))
    return known[2]


def _walk(program: Program, persona: Persona, limit: int = 2_000) -> Walked:
    goal = wanted(program, persona)
    walked = Walked(Flow(program, persona.audience))
    skip = set(persona.expect.get("skip", ()))
    for script in walked.flow.scripts():
        if script.name in skip:
            continue
        walked.scripts.append(script.name)
        while (item := walked.flow.next(script.name)) is not None:
            limit -= 1
            assert limit, f"{persona.name} never arrives; now at {item.key}"
            if item.step is not None:
                walked.shown.append(f"{item.step.table}/{item.step.name}")
            walked.flow = walked.flow.after(step_of(walked.flow, item, goal))
        if walked.flow.ended(script.name):
            break
    return walked


def dates(walked: Walked) -> list[str]:
    """Return what is due and when, as ``task day``, in order and each once."""
    return sorted(
        {
            f"{task.key[1].removeprefix('done:')} {task.due.text}"
            for script in walked.scripts
            for task in walked.flow.tasks(script)
            if isinstance(task.due, When)
        }
    )


def _below(answers: Answers, row: str, table: str) -> tuple[Any, ...]:
    return tuple(answers.row(row).kids.get(table, ()))
