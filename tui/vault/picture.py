"""The sealed file of a case: one JSON object, readable with ``age`` and ``jq``.

It holds what the case is, a number that grows with every write, who changed it last, and all
tables as TinyDB would lay them out: ``tables.<name>.<row id>``. Blanks at its end hide how
much was written, as far as they can.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tui.vault.case import CaseKind, Stamp
from tui.vault.errors import VaultTooNew
from tui.vault.rows import Rows, Tables

FORMAT = "fairhand-case"
VERSION = 1

_SMALLEST = 4096
_json = msgspec.json.Encoder().encode


class NotAPicture(Exception):
    """The bytes are not a case as this program writes it."""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A case at one moment.

    Attributes:
        case: The case's id.
        sequence: Grows with every write; the file with the highest is the newest.
        name: The private label.
        kind: Whose case it is.
        last: The last change, or None.
        tables: All tables.
    """

    case: str
    sequence: int
    name: str
    kind: CaseKind
    last: Stamp | None
    tables: Tables


class _Head(msgspec.Struct):
    """What every version of the file begins with."""

    format: Literal["fairhand-case"]
    version: int


class _Stored(msgspec.Struct):
    """The file as it is laid out, its rows still as they were written."""

    case: str
    sequence: int
    name: str
    kind: CaseKind
    last: Stamp | None
    tables: dict[str, dict[str, msgspec.Raw]]


_head = msgspec.json.Decoder(_Head)
_stored = msgspec.json.Decoder(_Stored)


def to_bytes(picture: Picture) -> bytes:
    """The file's plain bytes."""
    head = _json(
        {
            "format": FORMAT,
            "version": VERSION,
            "case": picture.case,
            "sequence": picture.sequence,
            "name": picture.name,
            "kind": picture.kind,
            "last": picture.last,
        }
    )
    tables = b",\n".join(_json(name) + b":" + _rows(rows) for name, rows in picture.tables.items())
    data = head[:-1] + b',\n"tables":{' + tables + b"}}\n"
    return data.ljust(padded(len(data)))


def from_bytes(data: bytes) -> Picture:
    """The case in a file's plain bytes.

    Raises:
        VaultTooNew: If a later version of the program wrote it.
        NotAPicture: If it is anything else.
    """
    try:
        if _head.decode(data).version > VERSION:
            raise VaultTooNew
        found = _stored.decode(data)
    except msgspec.MsgspecError:
        raise NotAPicture from None
    tables = {
        name: {row: bytes(raw) for row, raw in rows.items()} for name, rows in found.tables.items()
    }
    if not all(row.startswith(b"{") for rows in tables.values() for row in rows.values()):
        raise NotAPicture
    return Picture(
        case=found.case,
        sequence=found.sequence,
        name=found.name,
        kind=found.kind,
        last=found.last,
        tables=tables,
    )


def padded(size: int) -> int:
    """``size`` rounded up, by an eighth at most, so that few sizes tell a file apart.

    Padmé, from "Reducing Metadata Leakage from Encrypted Files" (Nikitin and others, 2019).
    """
    size = max(size, _SMALLEST)
    exponent = size.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return (size + mask) & ~mask


def _rows(rows: Rows) -> bytes:
    return b"{" + b",\n".join(b"%b:%b" % (_json(row), data) for row, data in rows.items()) + b"}"
