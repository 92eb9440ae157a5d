"""Conditions as functions: read, type-checked and compiled once, then run many times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from tui.interview.closures import close
from tui.interview.expressions import parse
from tui.interview.infer import Refused, infer
from tui.interview.problems import Problem, problem
from tui.interview.schema import Expr
from tui.interview.tree import Below, Last, RowVar, Tree, reads
from tui.interview.typing import YESNO, Read, Scope, Type, fits

RowHandle = Any
"""A row, as whoever made the environment likes to hold it. Compared with ``is``."""

Run = Callable[["Env"], Any]
"""A compiled condition. What it gives is of its type, or OPEN, PENDING or NA."""


class Env(Protocol):
    """What a condition reads when it runs.

    Values are as their type says: codes and text are ``str``, several codes and picked
    rows and files a tuple of ``str``, yes-no a ``bool``, numbers ``int``, money ``int``
    cents, dates ``When``. Any of them may be OPEN, PENDING or NA instead.
    """

    def value(self, var: str, field: str, /) -> Any:
        """Return an answer or compute of the row bound to ``var`` (empty: of the case)."""

    def rows(self, var: str, table: str, /) -> Sequence[RowHandle] | Any:
        """Return the rows below the bound row (empty: of the case), in their order.

        PENDING or OPEN where it is not settled yet which there are; NA counts as none.
        """

    def bind(self, var: str, handle: RowHandle, /) -> Env:
        """Return the same with ``var`` bound to a row."""

    def handle(self, var: str, /) -> RowHandle:
        """Return the row that ``var`` is bound to."""

    def row_id(self, var: str, /) -> str:
        """Return the id of the row that ``var`` is bound to, as an answer of type rows has it."""

    def fact(self, list_name: str, code: str, column: str, /) -> Any:
        """Return a fact of a list; OPEN or None where nobody knows it. Dates as text."""

    def row(self, table: str, row_id: str, /) -> RowHandle | None:
        """Return the row that an answer of type rows picked; None where it is gone."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition, ready to run.

    Attributes:
        run: Evaluates it in an environment. Raises only what the environment raises.
        type: What it gives.
        reads: Every answer it reads, and ``(table, '*')`` for each table whose rows it
            goes through.
        expr: As its author wrote it.
        tree: Type-checked, for those who reason about it.
    """

    run: Run
    type: Type
    reads: frozenset[Read] = field(compare=False)
    expr: Expr = field(compare=False)
    tree: Tree = field(compare=False, repr=False)


def compile_expr(
    expr: Expr, scope: Scope, *, want: Type | None = None
) -> tuple[Compiled | None, list[Problem]]:
    """Read, type-check and compile a condition or value.

    Args:
        expr: As its author wrote it.
        scope: What can be named where it stands.
        want: The type it must have; None takes any value.

    Returns:
        The compiled condition, or None with what is wrong: E201 to E209.
    """
    node, problems = parse(expr)
    if node is None:
        return None, problems
    try:
        tree = infer(node, scope, expr.at)
    except Refused as refused:
        return None, [refused.problem]
    found = _unwanted(tree, expr, want)
    if found is not None:
        return None, [found]
    return Compiled(close(tree), tree.type, reads(tree), expr, tree), []


def _unwanted(tree: Tree, expr: Expr, want: Type | None) -> Problem | None:
    if want is not None and not fits(tree.type, want):
        if want == YESNO:
            return problem("E204", expr.at, type=tree.type.said)
        left, right = tree.type.said, want.said
        return problem("E205", expr.at, left=left, right=right, how="put in each other's place")
    if isinstance(tree, (RowVar, Last)):
        return problem("E202", expr.at, thing="a row without one of its answers")
    if isinstance(tree, Below):
        return problem("E202", expr.at, thing="a whole table as a value")
    return None
