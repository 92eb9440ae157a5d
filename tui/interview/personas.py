"""Invented people who walk the journeys, so that reaching a step is shown, not claimed.

A persona is an answers file with a few more keys: ``about`` (who this is), ``for`` (the
audience), ``expect`` (what tests look for) and ``vary`` (other answers to try instead).
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tui.interview.answers import Answer, Change, Put
from tui.interview.answersfile import read_answers
from tui.interview.fileproblems import FileProblem
from tui.interview.flow import Flow
from tui.interview.marks import Mark
from tui.interview.program import Program
from tui.interview.reading import Map, plain, read_yaml
from tui.interview.runs import Item
from tui.interview.schema import Audience

_MOST_STEPS = 100_000


@dataclass(frozen=True, slots=True)
class Persona:
    """One invented person and where their walk led."""

    name: str
    flow: Flow


def walk_personas(program: Program, folder: Path) -> tuple[list[Persona], list[FileProblem]]:
    """Walk every persona of a folder to the end of every journey.

    Returns:
        The walks, and what could not be read.
    """
    walks: list[Persona] = []
    problems: list[FileProblem] = []
    for path in sorted(folder.glob("*.yaml")):
        tree, found = read_yaml(path.read_bytes(), path.name)
        problems += [FileProblem(one.at, "{what}", (("what", one.what),)) for one in found]
        if not isinstance(tree, Map):
            continue
        data = plain(tree)
        audience: Audience = data.pop("for", "self")
        for key in ("about", "expect"):
            data.pop(key, None)
        vary: dict[str, list[Any]] = data.pop("vary", None) or {}
        for name, answers in _variants(path.stem, data, vary):
            ids = itertools.count()
            filled = read_answers(
                json.dumps({"script": next(iter(program.scripts), ""), **answers}).encode(),
                path.name,
                program,
                audience,
                new_id=lambda table, ids=ids: f"{table}{next(ids)}",  # type: ignore[misc]
            )
            problems += [
                FileProblem(Mark(path.name, 1), "{what}", (("what", one.what),))
                for one in filled.problems
            ]
            if filled.flow is not None:
                walks.append(Persona(name, settled(filled.flow)))
    return walks, problems


def _at_top(name: str, what: str) -> FileProblem:
    return FileProblem(Mark(name, 1), "{what}", (("what", what),))


def _variants(
    stem: str, data: dict[str, Any], vary: dict[str, list[Any]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    yield stem, data
    for name, values in vary.items():
        for value in values:
            yield f"{stem}-{value}", {**data, "answers": {**data.get("answers", {}), name: value}}


def settled(flow: Flow) -> Flow:
    """Return the flow after the person read every message and skipped what they left."""
    for script in flow.scripts():
        for _step in range(_MOST_STEPS):
            item = flow.next(script.name)
            if item is None:
                break
            flow = flow.after([_past(item)])
    return flow


def _past(item: Item) -> Change:
    by = item.step.by if item.step is not None else ""
    if item.kind == "ask":
        return Put(item.row, item.name, Answer(open="skipped", by=by))
    return Put(item.row, item.name, Answer(True, by=by))
