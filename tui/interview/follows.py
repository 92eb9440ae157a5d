"""What follows from the answers: evidence still needed, and things to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT, walk_rows
from tui.interview.dates import Span, When
from tui.interview.evaluate import Compiled
from tui.interview.live import Env
from tui.interview.program import WalkGap, WalkStep
from tui.interview.runs import Item, Key
from tui.interview.schema import Do
from tui.interview.values import OPEN

if TYPE_CHECKING:
    from tui.interview.flow import Flow


@dataclass(frozen=True, slots=True)
class FoundGap:
    """Evidence still needed, in its row; ``key`` is the step that closes it, if named."""

    gap: WalkGap
    row: str
    key: Key | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: by ``due``, and again each ``every`` while it is not past ``until``.

    ``last`` is the day it was marked done, where that is known.
    """

    key: Key
    step: WalkStep
    done: bool
    due: When | None
    every: Span | None
    until: When | None
    last: When | None = None


def gaps(flow: Flow, script: str | None = None) -> tuple[FoundGap, ...]:
    """Return the evidence still needed. A gap acts when its condition is open, too."""
    found = []
    for one in flow.scripts():
        if script is not None and one.name != script:
            continue
        for gap in one.gaps:
            for row in _rows_of(flow, gap.table):
                result = gap.when.run(flow.env(row))
                if result is True or result is OPEN:
                    found.append(FoundGap(gap, row, closing(flow, gap, row)))
    order = {row.id: place for place, (row, _) in enumerate(flow.answers.rows())}
    return tuple(sorted(found, key=lambda gap: order.get(gap.row, -1)))


def gaps_of(flow: Flow, top: str) -> tuple[FoundGap, ...]:
    """Return the evidence still needed in one case-level row and in the rows below it."""
    if not flow.counts(top):
        return ()
    found = [
        FoundGap(gap, row, closing(flow, gap, row))
        for one in flow.scripts()
        for gap in one.gaps
        for row in _rows_in(flow, gap.table, top)
        if gap.when.run(flow.env(row)) in (True, OPEN)
    ]
    rows = walk_rows(flow.answers.row(top))
    order = {row.id: place for place, (row, _) in enumerate(rows)}
    return tuple(sorted(found, key=lambda gap: order.get(gap.row, -1)))


def closing(flow: Flow, gap: WalkGap, row: str) -> Key | None:
    """Return the ask that closes a gap, where the gap's row or one above it has that ask."""
    var, _, name = gap.step.rpartition(".")
    while name:
        table = "" if row == ROOT else flow.answers.row(row).table
        bound = flow.program.tables[table].row if table else ""
        if var in ("", bound) and (table, name) in flow.program.asks:
            return (row, name)
        if row == ROOT:
            break
        row = flow.answers.parent(row)
    return None


def _rows_of(flow: Flow, table: str) -> Iterator[str]:
    if not table:
        yield ROOT
        return
    parent = flow.program.tables[table].parent
    for above in _rows_of(flow, parent) if parent else (ROOT,):
        live = flow.walk.live(above)
        if live is not None and live.ended:
            continue
        for row in flow.rows(table, above):
            kid = flow.walk.live(row.id)
            if kid is not None and not kid.ended:
                yield row.id


def _rows_in(flow: Flow, table: str, top: str) -> Iterator[str]:
    """Yield the rows of a table in one case-level row, as ``_rows_of`` does for all."""
    if not table:
        return
    if table == flow.answers.row(top).table:
        found = [top]
    else:
        parent = flow.program.tables[table].parent
        found = [row.id for one in _rows_in(flow, parent, top) for row in flow.rows(table, one)]
    for row in found:
        live = flow.walk.live(row)
        if live is not None and not live.ended:
            yield row


def tasks(flow: Flow, script: str | None = None) -> tuple[Task, ...]:
    """Return what there is to do, done or not; "overdue" is for who has the clock."""
    found = (task_of(flow, item) for item in flow.items(script))
    return tuple(one for one in found if one is not None)


def task_of(flow: Flow, item: Item) -> Task | None:
    """Return the task an item is; None where it is something else."""
    if item.step is None or not isinstance(item.step.node, Do):
        return None
    env = flow.env(item.row)
    return Task(
        item.key,
        item.step,
        item.state == "answered",
        _date(item.step.due, env),
        _span(item.step.every, env),
        _date(item.step.until, env),
        _last_done(flow, item),
    )


def _last_done(flow: Flow, item: Item) -> When | None:
    """Return the day kept with the mark; older marks have none."""
    mark = flow.answers.get(item.row, item.name)
    text = mark.value if mark is not None else None
    return When.parse(text) if isinstance(text, str) else None


def _date(compiled: Compiled | None, env: Env) -> When | None:
    value = compiled.run(env) if compiled is not None else None
    return value if isinstance(value, When) else None


def _span(compiled: Compiled | None, env: Env) -> Span | None:
    value = compiled.run(env) if compiled is not None else None
    return value if isinstance(value, Span) else None
