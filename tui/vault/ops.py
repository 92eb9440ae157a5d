"""What a change does to rows, as it is written down: the smallest steps that repeat it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from tui.vault.rows import Tables


class Op(msgspec.Struct, frozen=True, omit_defaults=True, rename={"del_": "del"}):
    """One step on one row.

    Attributes:
        t: The table.
        i: The row's id.
        new: The whole row; a row that is there keeps its place, a new one comes last.
        set: Fields of the row, new or changed.
        del_: Fields that go.
        gone: Whether the row goes.
    """

    t: str
    i: str
    new: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    set: dict[str, msgspec.Raw] | None = None
    del_: list[str] | None = None
    gone: bool = False


class Misfit(Exception):
    """A step that can't be done on the rows there are."""


_fields = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode
_encode = msgspec.json.Encoder().encode


def gone(table: str, row: str) -> Op:
    """The step that takes a row out."""
    return Op(table, row, gone=True)


def put(table: str, row: str, before: bytes | None, after: bytes) -> Op:
    """The step that makes a row ``after``, in as few fields as that takes.

    Args:
        table: The row's table.
        row: Its id.
        before: Its bytes now; None for a row that isn't there.
        after: Its bytes then.
    """
    whole = Op(table, row, new=msgspec.Raw(after))
    if before is None:
        return whole
    old, new = _fields(before), _fields(after)
    changed = {name: raw for name, raw in new.items() if bytes(old.get(name, b"")) != bytes(raw)}
    taken = [name for name in old if name not in new]
    if len(changed) == len(new):
        return whole
    fine = Op(table, row, set=changed or None, del_=taken or None)
    # Fields in another order would come back otherwise than they were.
    return fine if _patched(before, fine) == after else whole


def apply(tables: Tables, ops: Iterable[Op]) -> None:
    """Do steps on ``tables``, in place.

    Raises:
        Misfit: If one doesn't fit; the steps before it are done.
    """
    for op in ops:
        rows = tables.get(op.t, {})
        if op.gone:
            if rows.pop(op.i, None) is None:
                raise Misfit(op.t)
            if not rows:
                del tables[op.t]
            continue
        if isinstance(op.new, msgspec.Raw):
            data = bytes(op.new)
            if not data.startswith(b"{"):
                raise Misfit(op.t)
        elif op.i in rows:
            data = _patched(rows[op.i], op)
        else:
            raise Misfit(op.t)
        rows[op.i] = data
        tables.setdefault(op.t, rows)


def _patched(row: bytes, op: Op) -> bytes:
    fields = _fields(row)
    fields.update(op.set or {})
    for name in op.del_ or ():
        if fields.pop(name, None) is None:
            raise Misfit(op.t)
    return _encode(fields)
