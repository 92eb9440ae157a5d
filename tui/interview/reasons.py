"""Why a step stands or does not: the trace of its conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.interview.evaluate import Compiled
from tui.interview.live import Env
from tui.interview.program import WalkSection, WalkStep
from tui.interview.runs import Key

if TYPE_CHECKING:
    from tui.interview.flow import Flow


@dataclass(frozen=True, slots=True)
class Read:
    """One thing a condition read: its path as written, and its value then."""

    path: str
    value: object


@dataclass(frozen=True, slots=True)
class Why:
    """Why a step stands or does not: a condition, its result and what it read."""

    condition: str
    result: object
    reads: tuple[Read, ...]


def why(flow: Flow, key: Key) -> tuple[Why, ...]:
    """Return the trace behind a step: its own condition and those of its sections."""
    row, name = key
    if row not in flow.answers:
        return ()
    table = flow.answers.row(row).table
    item = flow.find(key)
    found: list[Why] = []
    for script in flow.scripts():
        for section in script.sections:
            for chain, step in _chains(section):
                here = step.name == name and step.table == table
                if here if item is None or item.step is None else step is item.step:
                    env = flow.env(row)
                    found.extend(
                        _why(condition, env)
                        for condition in (*chain, step.when)
                        if condition is not None
                    )
                    return tuple(found)
    return ()


def _chains(
    section: WalkSection, above: tuple[Compiled | None, ...] = ()
) -> Iterator[tuple[tuple[Compiled | None, ...], WalkStep]]:
    chain = (*above, section.when, section.where)
    for step in section.steps:
        yield chain, step
        if step.section is not None:
            yield from _chains(step.section, (*chain, step.when))


def _why(condition: Compiled, env: Env) -> Why:
    reads = []
    by_table = {live.row.table: var for var, live in env.vars.items()}
    for table, name in sorted(condition.reads):
        if name == "*" or (table and table not in by_table):
            continue
        var = by_table.get(table, "")
        reads.append(Read(f"{var}.{name}" if var else name, env.value(var, name)))
    return Why(condition.expr.text, condition.run(env), tuple(reads))
