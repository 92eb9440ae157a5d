"""Taking words out of a record for good: not only out of what it holds, but out of its history.

An ``erase`` frame says what is taken out, by whom and why, and names what stands from then on in
place of the earlier frames that said it. From here on it is certain; then the segments are
written anew, and the files that held the words are removed. What breaks off is finished later.

Only values go, never steps: where one stood there is ``null``, and a whole row becomes ``{}``.
So a replay of the rest comes to the very same rows, and their order is what it was.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from tui.vault import blobs_named, frames
from tui.vault.change import Change
from tui.vault.frames import Frame, Vouching
from tui.vault.journal import Journal
from tui.vault.ops import Op
from tui.vault.rows import Document, decode

TABLE = "erased"
"""The table that says what was taken out: who, when, why, where. Never what."""

NOTHING = b"null"
EMPTY = b"{}"


class Take(msgspec.Struct, frozen=True):
    """Something to take out.

    Attributes:
        table: The row's table.
        row: Its id.
        path: The names that lead to a value inside the row; empty for the whole row.
        first: The first change whose words go.
        last: The last one. 0 for all there are; what stands there now goes, too.
        said: The changes among them that said something there.
    """

    table: str
    row: str
    path: tuple[str, ...] = ()
    first: int = 1
    last: int = 0
    said: tuple[int, ...] = ()


class Taken(msgspec.Struct, frozen=True):
    """Something that was taken out.

    Attributes:
        at: When, in ISO 8601.
        who: The person, as the case knows them.
        why: Why, in their words; may be empty.
        what: Where it stood, and in which changes.
        custody: The id of the row of what it was sealed in for somebody else; empty if it wasn't.
        blobs: The sealed files that go with it, as no change names them any more.
    """

    at: str
    who: str
    why: str
    what: tuple[Take, ...]
    custody: str = ""
    blobs: tuple[str, ...] = ()

    def holds(self, table: str, row: str, path: Sequence[str]) -> bool:
        """Whether a value was taken out of a row, or was in something that was."""
        return any(
            (one.table, one.row) == (table, row) and one.path == tuple(path[: len(one.path)])
            for one in self.what
        )

    def said_in(self, n: int) -> bool:
        """Whether some of it was said in change ``n``."""
        return any(n in one.said for one in self.what)


class Plan(msgspec.Struct, frozen=True):
    """What there is to do.

    Attributes:
        bodies: The hash of each frame's new second line, by its number.
        segments: The frames of each segment that is to be written anew, by its number.
        opened: Whether one of them is the open segment, which is to be closed first.
        takes: What is taken out, with the changes that said it.
        blobs: The sealed files that only what is taken out named.
    """

    bodies: Mapping[int, str]
    segments: Mapping[int, Sequence[bytes]]
    opened: bool
    takes: tuple[Take, ...] = ()
    blobs: tuple[str, ...] = ()


def taken(rows: Iterable[Document]) -> list[Taken]:
    """What was taken out, from the rows of the table, the earliest first."""
    return [
        Taken(
            row["at"],
            row["who"],
            row["why"],
            tuple(_takes(row)),
            row.get("custody", ""),
            tuple(row.get("blobs", ())),
        )
        for row in rows
    ]


def note(found: Taken) -> Document:
    """The row of the table for what was taken out."""
    what = [
        {
            "t": one.table,
            "i": one.row,
            "path": list(one.path),
            "from": one.first,
            "to": one.last,
            "said": list(one.said),
        }
        for one in found.what
    ]
    row: dict[str, Any] = {"at": found.at, "who": found.who, "why": found.why, "what": what}
    if found.custody:
        row["custody"] = found.custody
    if found.blobs:
        row["blobs"] = list(found.blobs)
    return row


def draft(change: Change, takes: Iterable[Take]) -> None:
    """Take out of the rows as they are now what goes altogether."""
    for one in takes:
        if one.last:
            continue
        if not one.path:
            change.remove(one.table, one.row)
        elif document := change.get(one.table, one.row):
            inside: Any = document
            for name in one.path[:-1]:
                inside = inside.get(name) if isinstance(inside, dict) else None
            if isinstance(inside, dict) and one.path[-1] in inside:
                del inside[one.path[-1]]
                change.put(one.table, one.row, document)


def plan(journal: Journal, takes: Sequence[Take]) -> Plan:
    """What is to be written anew so that some words are in no frame any more.

    That holds also what was to be taken out earlier and still stands there.

    Raises:
        VaultDamaged: If the chain is not whole.
        VaultTooNew: If a later version of the program wrote part of it.
    """
    vouching = Vouching()
    earlier: list[Take] = []
    last = 0
    for number, frame in journal.numbered():
        vouching.saw(frame)
        earlier += _noted(frame)
        last = number
    left = set(vouching.unfinished())
    bodies: dict[int, str] = {}
    segments: dict[int, list[bytes]] = {}
    said = [_Saying(one) for one in takes]
    dropped: set[str] = set()
    named: set[str] = set()
    for number, found in itertools.groupby(journal.numbered(), key=lambda one: one[0]):
        lines: list[bytes] = []
        for _number, frame in found:
            n = frame.head.n
            for saying in said:
                saying.saw(frame)
            ops, changed = _without(frame, [*takes, *earlier] if n in left else takes)
            new = frames.without(frame, ops) if changed or n in left else frame
            if new is not frame:
                bodies[n] = new.altered
                segments[number] = lines
                dropped |= blobs_named.in_frame(frame)
            named |= blobs_named.in_frame(new)
            lines.append(new.lines)
    opened = last in segments and journal.is_open(last)
    found_takes = tuple(one.take(last=n) for one in said)
    return Plan(bodies, segments, opened, found_takes, tuple(sorted(dropped - named)))


class _Saying:
    """Which changes said something where it is to be taken out."""

    def __init__(self, take: Take) -> None:
        self._take, self._said, self._value = take, list[int](), NOTHING

    def saw(self, frame: Frame) -> None:
        one, n = self._take, frame.head.n
        for op in frame.ops:
            if (op.t, op.i) != (one.table, one.row):
                continue
            value = _value(op, one.path, self._value)
            if value not in (self._value, NOTHING, EMPTY) and one.first <= n <= (one.last or n):
                self._said.append(n)
            self._value = value

    def take(self, last: int) -> Take:
        found = self._take
        return msgspec.structs.replace(
            found, last=found.last or last, said=tuple(dict.fromkeys(self._said))
        )


def _noted(frame: Frame) -> Iterator[Take]:
    """What an ``erase`` frame took out."""
    if frame.head.kind != "erase":
        return
    for op in frame.ops:
        if op.t == TABLE and isinstance(op.new, msgspec.Raw):
            yield from _takes(decode(bytes(op.new)))


def _takes(row: Document) -> Iterator[Take]:
    for one in row["what"]:
        said = tuple(one["said"])
        yield Take(one["t"], one["i"], tuple(one["path"]), one["from"], one["to"], said)


def _without(frame: Frame, takes: Sequence[Take]) -> tuple[list[Op], bool]:
    """A frame's steps without some values, and whether there was any of them."""
    n = frame.head.n
    changed = False
    ops = list(frame.ops)
    for one in takes:
        if not (one.first <= n and (n <= one.last or not one.last)):
            continue
        for place, op in enumerate(ops):
            if (op.t, op.i) == (one.table, one.row):
                new = _blanked(op, one.path)
                changed = changed or new is not op
                ops[place] = new
    return ops, changed


def _blanked(op: Op, path: tuple[str, ...]) -> Op:
    """A step without a value; the same one where it has none."""
    if op.gone:
        return op
    if not path:
        whole = isinstance(op.new, msgspec.Raw) and bytes(op.new) == EMPTY
        return op if whole else Op(op.t, op.i, new=msgspec.Raw(EMPTY))
    if isinstance(op.new, msgspec.Raw):
        new = _blank(bytes(op.new), path)
        return op if new == bytes(op.new) else Op(op.t, op.i, new=msgspec.Raw(new))
    if op.set and path[0] in op.set:
        old = bytes(op.set[path[0]])
        new = _blank(old, path[1:])
        if new != old:
            return msgspec.structs.replace(op, set={**op.set, path[0]: msgspec.Raw(new)})
    return op


def _value(op: Op, path: tuple[str, ...], before: bytes) -> bytes:
    """The JSON of what stands where a path leads to, after a step."""
    if op.gone:
        return NOTHING
    if not path:
        return bytes(op.new) if isinstance(op.new, msgspec.Raw) else msgspec.json.encode(op)
    if isinstance(op.new, msgspec.Raw):
        value = bytes(op.new)
    elif op.set and path[0] in op.set:
        value, path = bytes(op.set[path[0]]), path[1:]
    else:
        return NOTHING if path[0] in (op.del_ or ()) else before
    for name in path:
        try:
            fields = msgspec.json.decode(value, type=dict[str, msgspec.Raw])
        except msgspec.MsgspecError:
            return NOTHING
        value = bytes(fields.get(name, NOTHING))
    return value


def _blank(value: bytes, path: tuple[str, ...]) -> bytes:
    """The JSON of a value with nothing in place of what a path leads to."""
    if not path:
        return NOTHING
    try:
        fields = msgspec.json.decode(value, type=dict[str, msgspec.Raw])
    except msgspec.MsgspecError:
        return value  # no object: there is nothing of that name in it
    if path[0] not in fields:
        return value
    new = {**fields, path[0]: msgspec.Raw(_blank(bytes(fields[path[0]]), path[1:]))}
    return msgspec.json.encode(new)
