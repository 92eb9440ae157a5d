"""Which facts of the lists something rests on: a condition, a wording, a paper.

Each comes with its source and the day it was looked up, so that whoever shows what rests on
it can say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.interview.closures import close
from tui.interview.schema import Fact
from tui.interview.tree import FactOf, Fold, Tree, parts
from tui.interview.words import BrokenPlaceholder, placeholders

if TYPE_CHECKING:
    from tui.interview.flow import Flow


@dataclass(frozen=True, slots=True)
class FactRead:
    """A fact and where it stands.

    Attributes:
        label: What the row of the list is called, untranslated.
        column: The column.
        fact: Its value, source and day.
        dated: Whether the column holds days.
    """

    label: str
    column: str
    fact: Fact
    dated: bool = False


def read_by(flow: Flow, tree: Tree, row: str) -> Iterator[FactRead]:
    """Yield the facts that a condition or value reads as seen from a row.

    Those read once for each of several rows are left out.
    """
    todo = [tree]
    while todo:
        one = todo.pop()
        if isinstance(one, Fold):
            continue
        if isinstance(one, FactOf):
            code = close(one.code)(flow.env(row))
            if isinstance(code, str):
                yield from _fact(flow, one.list, code, one.column)
        todo.extend(parts(one))


def reads_facts(tree: Tree) -> bool:
    """Tell whether a condition or value reads any fact."""
    return isinstance(tree, FactOf) or any(reads_facts(one) for one in parts(tree))


def shown_in(flow: Flow, text: str, row: str) -> Iterator[FactRead]:
    """Yield the facts that a wording shows, such as ``{incident.app.alerts}``."""
    try:
        paths = [each.path.split(".") for each in placeholders(text)]
    except BrokenPlaceholder:
        return
    for path in paths:
        if len(path) == 3:
            at = _row_called(flow, row, path[0])
        elif len(path) == 2 and ("", path[0]) in flow.program.asks:
            at = ROOT
        else:
            continue
        if at is None:
            continue
        name, column = path[-2:]
        table = "" if at == ROOT else flow.answers.row(at).table
        step = flow.program.asks.get((table, name))
        code = flow.value(at, name)
        if step is not None and step.list and isinstance(code, str):
            yield from _fact(flow, step.list, code, column)


def _row_called(flow: Flow, row: str, var: str) -> str | None:
    """Return the row, or one above it, that is called so in wordings."""
    while row != ROOT:
        if flow.program.tables[flow.answers.row(row).table].row == var:
            return row
        row = flow.answers.parent(row)
    return None


def _fact(flow: Flow, listed: str, code: str, column: str) -> Iterator[FactRead]:
    # "Not known" has no source that anybody could look at again.
    fact = flow.program.fact(listed, code, column)
    if fact is None or not fact.sure or fact.sure == "unknown":
        return
    found = flow.program.lists[listed]
    label = next(row.label for row in found.rows if row.code == code)
    kind = next(each.type for each in found.columns if each.name == column)
    yield FactRead(label, column, fact, dated=kind == "date")
