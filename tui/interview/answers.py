"""What a person has answered: an immutable tree of rows, the case at its root.

Putting an answer copies only the row and the rows above it, so an unchanged row keeps its
identity and everything worked out from it stays valid. Answers are kept as they are stored
(JSON values); ``codec`` turns them into typed values when a script reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from tui.interview.schema import OpenHow

ROOT = "case"
"""The id of the root row, which holds the answers that belong to the whole case."""

Stored = str | int | bool | list[str] | dict[str, str]
"""What one answer looks like in storage; ``codec`` knows the form for each type."""


class Answer(msgspec.Struct, frozen=True):
    """One answer: a stored value, or how it was left open, and the script that asked.

    Attributes:
        value: The stored form, or None when left open.
        open: ``skipped``, ``not-sure``, ``later``, or None.
        by: The script and version that asked, such as ``log@3``.
    """

    value: Stored | None = None
    open: OpenHow | None = None
    by: str = ""


class Row(msgspec.Struct, frozen=True, eq=False):
    """A row and all below it. Two rows are the same only if they are the same object.

    Attributes:
        id: Random in storage, never a position, never printed.
        table: Its table, or an empty string for the root.
        fields: Answers by name; marks (``seen:x``, ``done:x``, ``rows:x``) stand here too.
        kids: Child rows by table, in the order they were added.
        written: ISO 8601 time of the first answer, or an empty string.
        changed: ISO 8601 time of the latest correction, or an empty string.
        taken: ISO 8601 time when something was last taken out of it for good, or an empty
            string; of the root: when a whole row was.
    """

    id: str
    table: str = ""
    fields: Mapping[str, Answer] = {}
    kids: Mapping[str, tuple[Row, ...]] = {}
    written: str = ""
    changed: str = ""
    taken: str = ""


class Put(msgspec.Struct, frozen=True, tag="put"):
    """Give ``field`` of ``row`` an answer; None takes it away."""

    row: str
    field: str
    answer: Answer | None


class Add(msgspec.Struct, frozen=True, tag="add"):
    """Add a row to ``table`` under ``parent``, with preset answers."""

    table: str
    parent: str
    id: str
    fields: Mapping[str, Answer] = {}


class Remove(msgspec.Struct, frozen=True, tag="remove"):
    """Take a row away, with all below it."""

    row: str


class Stamp(msgspec.Struct, frozen=True, tag="stamp"):
    """Set when a row was written and changed."""

    row: str
    written: str
    changed: str = ""


Change = Put | Add | Remove | Stamp


class Place(msgspec.Struct, frozen=True):
    """Where a row hangs: its parent's id, its table, its index there."""

    parent: str
    table: str
    index: int


class Answers:
    """All answers of one case, as an immutable value."""

    __slots__ = ("_places", "root")

    def __init__(self, root: Row | None = None, places: dict[str, Place] | None = None) -> None:
        """Wrap ``root``; ``places`` is worked out when not given."""
        self.root = root if root is not None else Row(ROOT)
        self._places = dict(_all_places(self.root)) if places is None else places

    def row(self, row_id: str) -> Row:
        """Return the row.

        Raises:
            KeyError: There is no such row.
        """
        if row_id == ROOT:
            return self.root
        place = self._places[row_id]
        return self.row(place.parent).kids[place.table][place.index]

    def __contains__(self, row_id: str) -> bool:
        """Tell whether the row is there."""
        return row_id == ROOT or row_id in self._places

    def parent(self, row_id: str) -> str:
        """Return the id of the row above; the root's parent is the root."""
        return ROOT if row_id == ROOT else self._places[row_id].parent

    def index(self, row_id: str) -> int:
        """Return the 0-based position among the rows beside it."""
        return 0 if row_id == ROOT else self._places[row_id].index

    def get(self, row_id: str, field: str) -> Answer | None:
        """Return the answer stored there, whether or not it counts now."""
        if row_id not in self:
            return None
        return self.row(row_id).fields.get(field)

    def rows(self) -> Iterator[tuple[Row, str]]:
        """Yield every row with its parent's id, parents first, the root first of all."""
        yield from walk_rows(self.root, ROOT)

    def apply(self, changes: Iterable[Change]) -> Answers:
        """Return the answers after ``changes``.

        Raises:
            KeyError: A change names a row that is not there.
        """
        result = self
        for change in changes:
            result = result._apply(change)
        return result

    def _apply(self, change: Change) -> Answers:
        if isinstance(change, Put):
            row = self.row(change.row)
            fields = dict(row.fields)
            if change.answer is None:
                fields.pop(change.field, None)
            else:
                fields[change.field] = change.answer
            return self._with(_replace(row, fields=fields))
        if isinstance(change, Stamp):
            row = self.row(change.row)
            return self._with(_replace(row, written=change.written, changed=change.changed))
        places = dict(self._places)
        if isinstance(change, Add):
            above = self.row(change.parent)
            beside = above.kids.get(change.table, ())
            new = Row(change.id, change.table, dict(change.fields))
            places[change.id] = Place(change.parent, change.table, len(beside))
            kids = {**above.kids, change.table: (*beside, new)}
            return self._with(_replace(above, kids=kids), places)
        gone = self._places[change.row]
        above = self.row(gone.parent)
        beside = above.kids[gone.table]
        for below, _ in walk_rows(beside[gone.index], gone.parent):
            places.pop(below.id, None)
        left = beside[: gone.index] + beside[gone.index + 1 :]
        for index in range(gone.index, len(left)):
            places[left[index].id] = Place(gone.parent, gone.table, index)
        return self._with(_replace(above, kids={**above.kids, gone.table: left}), places)

    def _with(self, row: Row, places: dict[str, Place] | None = None) -> Answers:
        """Return the tree with ``row`` in the place of the row of its id."""
        while row.id != ROOT:
            place = self._places[row.id]
            above = self.row(place.parent)
            beside = above.kids[place.table]
            kids = dict(above.kids)
            kids[place.table] = (*beside[: place.index], row, *beside[place.index + 1 :])
            row = _replace(above, kids=kids)
        return Answers(row, self._places if places is None else places)


def _replace(
    row: Row,
    *,
    fields: Mapping[str, Answer] | None = None,
    kids: Mapping[str, tuple[Row, ...]] | None = None,
    written: str | None = None,
    changed: str | None = None,
) -> Row:
    return Row(
        row.id,
        row.table,
        row.fields if fields is None else fields,
        row.kids if kids is None else kids,
        row.written if written is None else written,
        row.changed if changed is None else changed,
        row.taken,
    )


def walk_rows(row: Row, parent: str = ROOT) -> Iterator[tuple[Row, str]]:
    """Yield a row and all below it, each with its parent's id, parents first."""
    yield row, parent
    for rows in row.kids.values():
        for kid in rows:
            yield from walk_rows(kid, row.id)


def _all_places(row: Row) -> Iterator[tuple[str, Place]]:
    for table, rows in row.kids.items():
        for index, kid in enumerate(rows):
            yield kid.id, Place(row.id, table, index)
            yield from _all_places(kid)


def build(rows: Iterable[tuple[str, Row]]) -> Answers:
    """Make the tree from flat rows, each with its parent's id, in any order of parents.

    Args:
        rows: ``(parent id, row without kids)`` in the order the rows were added. A row
            whose parent is missing is left out: it was removed with its parent.
    """
    root = Row(ROOT)
    below: dict[str, list[Row]] = {}
    for parent, row in rows:
        if row.id == ROOT:
            root = row
        else:
            below.setdefault(parent, []).append(row)

    def grow(row: Row) -> Row:
        kids: dict[str, list[Row]] = {}
        for kid in below.get(row.id, ()):
            kids.setdefault(kid.table, []).append(grow(kid))
        return _replace(row, kids={table: tuple(found) for table, found in kids.items()})

    return Answers(grow(root))
