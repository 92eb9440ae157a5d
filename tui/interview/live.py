"""Rows as conditions see them: only the answers that count now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tui.interview.answers import Row
from tui.interview.schema import Fact
from tui.interview.values import NA, OPEN, PENDING


class Live:
    """A row as conditions see it: only answers that count now.

    Attributes:
        values: Typed values by name; a name that is missing is pending.
        tables: The rows below by table, or PENDING where none are given yet.
        asked: Those of the answers asked in several places that one of them asks.
        ended: The section in which a stop ended this row, or an empty string.
    """

    __slots__ = ("asked", "ended", "row", "tables", "values")

    def __init__(self, row: Row, values: dict[str, object] | None = None) -> None:
        """Start with nothing reached."""
        self.row = row
        self.values: dict[str, object] = values if values is not None else {}
        self.tables: dict[str, Sequence[Live] | object] = {}
        self.asked: frozenset[str] = frozenset()
        self.ended = ""

    def copy(self) -> Live:
        """Return a copy that can be worked on without touching an older flow's."""
        new = Live(self.row, dict(self.values))
        new.tables = dict(self.tables)
        new.asked = self.asked
        new.ended = self.ended
        return new


class World(Protocol):
    """What an environment needs of the walk that made it."""

    @property
    def root(self) -> Live:
        """The case."""

    def live(self, row_id: str) -> Live | None:
        """Return a row by id, or None where it is gone."""

    def table(self, table: str) -> Sequence[Live] | object:
        """Return the rows of a case-level table, or what stands in their place."""

    def fact(self, list_name: str, code: str, column: str) -> Fact | None:
        """Return a fact of a list, or None."""


class Env:
    """What conditions read: the case's answers and the rows bound to row variables."""

    __slots__ = ("root", "vars", "walk")

    def __init__(self, walk: World, bound: dict[str, Live], root: Live | None = None) -> None:
        """Bind ``bound`` on top of a walk; ``root`` stands in for its case, for a trial."""
        self.walk = walk
        self.vars = bound
        self.root = root if root is not None else walk.root

    def value(self, var: str, field: str) -> object:
        """Return the value of an answer or compute; pending when not reached."""
        live = self.vars[var] if var else self.root
        return live.values.get(field, PENDING)

    def rows(self, var: str, table: str) -> Sequence[Live] | object:
        """Return the rows of ``table`` below the bound row, or of the case."""
        if not var:
            return self.walk.table(table)
        found = self.vars[var].tables.get(table, PENDING)
        return () if found is NA else found

    def handle(self, var: str) -> Live:
        """Return the row that ``var`` is bound to."""
        return self.vars[var]

    def row_id(self, var: str) -> str:
        """Return the id of the row that ``var`` is bound to."""
        return self.vars[var].row.id

    def bind(self, var: str, handle: Live) -> Env:
        """Return the same with ``var`` bound to a row."""
        return Env(self.walk, {**self.vars, var: handle}, self.root)

    def on(self, root: Live) -> Env:
        """Return the same with other case answers."""
        return Env(self.walk, self.vars, root)

    def fact(self, list_name: str, code: str, column: str) -> object:
        """Return a fact of a list; open where nothing is known."""
        found = self.walk.fact(list_name, code, column)
        return OPEN if found is None or found.value is None else found.value

    def row(self, table: str, row_id: str) -> Live | None:
        """Return a row by id, or None where it is gone."""
        return self.walk.live(row_id)


class SameRows:
    """Equal only when it stands for the very same rows: one look, however many they are.

    Whether they are all, or do not apply, is part of it.
    """

    __slots__ = ("rows", "state")

    def __init__(self, rows: object, state: object) -> None:
        """Stand for some rows and for whether they are all."""
        self.rows = rows
        self.state = state

    def __eq__(self, other: object) -> bool:
        """Compare which rows they are, not what they hold."""
        same = isinstance(other, SameRows) and self.rows is other.rows
        return same and self.state == other.state  # type: ignore[attr-defined]

    __hash__ = None  # type: ignore[assignment]
