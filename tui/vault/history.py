"""What each change of a case did to its rows: their documents before and after.

Pure: frames in, events out. What a field is called, only the scripts know (``session``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tui.vault import ops
from tui.vault.frames import Frame, Kind
from tui.vault.rows import Document, Tables, decode

_MOST_UNDOS = 1000
"""Changes that are remembered to see whether a later one takes them back."""


class RowChange(msgspec.Struct, frozen=True):
    """A row before and after a change; None where it wasn't or isn't there."""

    table: str
    row: str
    before: Document | None
    after: Document | None


class Event(msgspec.Struct, frozen=True):
    """One change.

    Attributes:
        n: Its number, from 1.
        at: When, by the writer's clock, in ISO 8601 UTC.
        kind: What sort of frame it is.
        who: The person, as the case knows them.
        script: What wrote it, such as ``log@3``.
        rows: The rows that it changed, in the order they were touched.
        undoes: The number of the change that it takes back exactly; 0 where it takes none back.
        altered: Whether something was taken out of it for good since.
    """

    n: int
    at: str
    kind: Kind
    who: str
    script: str
    rows: tuple[RowChange, ...]
    undoes: int = 0
    altered: bool = False


def events(frames: Iterable[Frame]) -> Iterator[Event]:
    """What each frame did, oldest first.

    Raises:
        Misfit: If a step can't be done on the rows there are.
    """
    tables: Tables = {}
    done: list[Event] = []
    for frame in frames:
        touched = dict.fromkeys((op.t, op.i) for op in frame.ops)
        before = {key: tables.get(key[0], {}).get(key[1]) for key in touched}
        ops.apply(tables, frame.ops)
        rows = tuple(
            RowChange(table, row, _document(was), _document(now))
            for (table, row), was in before.items()
            if (now := tables.get(table, {}).get(row)) != was
        )
        head = frame.head
        undoes = 0
        # Undo writes as the script did whose change it takes back; taking out by hand does not.
        last = done[-1] if done else None
        if frame.altered:
            done = []  # what stood there can't be compared any more
        elif last and last.script == head.script and rows and _inverse(last.rows, rows):
            undoes = done.pop().n
        altered = bool(frame.altered)
        event = Event(head.n, head.at, head.kind, head.who, head.script, rows, undoes, altered)
        if rows and not undoes and not altered:
            done = [*done[1 - _MOST_UNDOS :], event]
        yield event


def _inverse(first: tuple[RowChange, ...], second: tuple[RowChange, ...]) -> bool:
    """Whether ``second`` puts every row back as ``first`` found it, its stamps included."""
    return {(one.table, one.row): (one.before, one.after) for one in first} == {
        (one.table, one.row): (one.after, one.before) for one in second
    }


def _document(row: bytes | None) -> Document | None:
    return None if row is None else decode(row)
