"""What a paper is made from: its ``data:`` block, evaluated over a flow.

Only answers that count now are in it, and never a private one: checking refuses a paper
that reads one (E703), and here it would come out as not given.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from tui.interview.answers import ROOT, Row
from tui.interview.program import DataNode, WalkStep
from tui.interview.values import NA, OPEN, PENDING
from tui.interview.walk import stored_answer

if TYPE_CHECKING:
    from tui.interview.flow import Flow

Standing = Literal["given", "skipped", "not-sure", "later", "unknown", "none"]


@dataclass(frozen=True, slots=True)
class Datum:
    """One value of a paper.

    Attributes:
        value: The typed value when given: text, bool, int (cents for money), ``When``,
            a code, a tuple of codes or row ids. None otherwise.
        standing: ``given``, how it was left open, ``unknown`` for a computed open value,
            or ``none`` where it was not asked or not reached.
        step: The ask it comes from, for labels and type; None for other expressions.
    """

    value: object
    standing: Standing
    step: WalkStep | None = None


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a repeated field: when it was written, changed, and lost something for good."""

    id: str
    written: str
    changed: str
    fields: Mapping[str, Data] = field(default_factory=dict)
    taken: str = ""


Data = Datum | list[DataRow]


def evaluate(flow: Flow, paper: str, only: Collection[str] | None = None) -> dict[str, Data]:
    """Return the paper's data by field name.

    Args:
        flow: The case.
        paper: The paper's name.
        only: The fields wanted, those of rows after a full stop; None for all.

    Raises:
        KeyError: There is no such paper.
    """
    nodes = flow.program.data[paper]
    if only is not None:
        nodes = _wanted(nodes, only)
    return {node.name: _node(flow, node, ROOT) for node in nodes}


def _wanted(
    nodes: tuple[DataNode, ...], only: Collection[str], above: str = ""
) -> tuple[DataNode, ...]:
    return tuple(
        replace(node, fields=_wanted(node.fields, only, f"{above}{node.name}."))
        for node in nodes
        if above + node.name in only
    )


def anything(flow: Flow, paper: str, only: Collection[str] | None = None) -> bool:
    """Return whether a paper has any answer to print; it looks no further than the first.

    Args:
        flow: The case.
        paper: The paper's name.
        only: The fields that count, those of rows after a full stop; None for all.

    Raises:
        KeyError: There is no such paper.
    """
    nodes = flow.program.data[paper]
    return any(_any(flow, node, ROOT) for node in (_wanted(nodes, only) if only else nodes))


def _any(flow: Flow, node: DataNode, row: str) -> bool:
    if not node.table:
        found = _leaf(flow, node, row)
        return found.standing == "given" and found.value not in (False, "", (), 0)
    return any(
        _any(flow, inner, one.id)
        for one in flow.all_rows(node.table, row)
        if node.where is None or node.where.run(flow.env(one.id)) is True
        for inner in node.fields
    )


def evaluate_row(
    flow: Flow, paper: str, name: str, row: str, without: Collection[str] = ()
) -> DataRow | None:
    """Return one row of a repeated field of a paper, without working out the others.

    Args:
        flow: The case.
        paper: The paper's name.
        name: The field of ``data:``.
        row: A case-level row; None comes back where the field does not hold it.
        without: Ids of rows below it to leave out.

    Raises:
        KeyError: There is no such paper.
    """
    for node in flow.program.data[paper]:
        if node.name != name or not node.table or row not in flow.answers:
            continue
        one = flow.answers.row(row)
        if one.table != node.table or not flow.counts(row):
            continue
        if node.where is None or node.where.run(flow.env(row)) is True:
            return _row(flow, node, one, without)
    return None


def _node(flow: Flow, node: DataNode, row: str, without: Collection[str] = ()) -> Data:
    if not node.table:
        return _leaf(flow, node, row)
    rows = []
    for one in flow.all_rows(node.table, row):
        if one.id in without:
            continue
        if node.where is not None and node.where.run(flow.env(one.id)) is not True:
            continue
        rows.append(_row(flow, node, one, without))
    return rows


def _row(flow: Flow, node: DataNode, row: Row, without: Collection[str]) -> DataRow:
    fields = {inner.name: _node(flow, inner, row.id, without) for inner in node.fields}
    return DataRow(row.id, row.written, row.changed, fields, row.taken)


def _leaf(flow: Flow, node: DataNode, row: str) -> Datum:
    if node.value is None or (node.step is not None and node.step.private):
        return Datum(None, "none")
    value = node.value.run(flow.env(row))
    if value is OPEN:
        return Datum(None, _how(flow, node.step, row), node.step)
    if value is NA or value is PENDING:
        return Datum(None, "none", node.step)
    return Datum(value, "given", node.step)


def _how(flow: Flow, step: WalkStep | None, row: str) -> Standing:
    """Return how the answer itself was left open, else ``unknown``."""
    while step is not None:
        if flow.answers.row(row).table == step.table:
            answer = stored_answer(step, flow.answers.row(row))
            return answer.open if answer is not None and answer.open is not None else "unknown"
        if row == ROOT:
            break
        row = flow.answers.parent(row)
    return "unknown"
