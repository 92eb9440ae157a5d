"""The data of papers, compiled: which expressions fill a document, and what they read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.interview.layout import Key, Place
from tui.interview.problems import problem
from tui.interview.program import DataNode, WalkStep
from tui.interview.schema import DataField, Expr, Paper, Script
from tui.interview.typing import YESNO

if TYPE_CHECKING:
    from tui.interview.compiling import Compiler


def compile_papers(
    papers: tuple[Paper, ...], compiler: Compiler
) -> tuple[dict[str, tuple[DataNode, ...]], dict[str, frozenset[Key]]]:
    """Return each paper's fields and what they read.

    Args:
        papers: The papers.
        compiler: Compiles expressions and gathers problems.
    """
    data: dict[str, tuple[DataNode, ...]] = {}
    outside: dict[str, frozenset[Key]] = {}
    nowhere = Place(Script(name="papers"))
    for paper in papers:
        reads: set[Key] = set()
        data[paper.name] = tuple(
            _data_field(compiler, entry, nowhere, reads) for entry in paper.data
        )
        outside[paper.name] = frozenset(reads)
    return data, outside


def _data_field(compiler: Compiler, entry: DataField, place: Place, reads: set[Key]) -> DataNode:
    if not entry.each:
        value = compiler.compile(entry.value, place, anywhere=True, afterwards=True)
        if value is not None:
            reads |= value.reads
        return DataNode(entry.name, value=value, step=_read_step(compiler, entry.value, place))
    table = compiler.tables.get(entry.each)
    if table is None:
        compiler.problems.append(
            problem("E303", entry.at, name=entry.each, known=", ".join(sorted(compiler.tables)))
        )
        return DataNode(entry.name)
    inside = compiler.rows_of(place, table)
    reads.add((table.name, "*"))
    where = compiler.compile(entry.where, inside, want=YESNO, anywhere=True, afterwards=True)
    if where is not None:
        reads |= where.reads
    return DataNode(
        entry.name,
        table=table.name,
        var=table.row,
        where=where,
        fields=tuple(_data_field(compiler, one, inside, reads) for one in entry.fields),
    )


def _read_step(compiler: Compiler, expr: Expr | None, place: Place) -> WalkStep | None:
    """Return the ask an expression reads when it is nothing but that answer."""
    if expr is None:
        return None
    parts = expr.text.strip().split(".")
    if len(parts) == 1:
        return compiler.asks.get(("", parts[0]))
    if len(parts) == 2 and parts[0] in place.vars:
        return compiler.asks.get((place.vars[parts[0]], parts[1]))
    return None
