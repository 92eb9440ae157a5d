"""The first layout of a case: one sealed file, ``case-<sha>.age``, replaced by every change.

Nothing writes it any more. A case that still has it is turned into a journal when it is
opened for writing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from tui.vault import durable
from tui.vault.agefile import Key, NotOpened
from tui.vault.case import CaseKind, Stamp
from tui.vault.casefiles import IDENTITY, Label
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.rows import Tables

PREFIX = "case"
VERSION = 1


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


class Old(msgspec.Struct, frozen=True):
    """A case of the first layout.

    Attributes:
        label: Its label.
        tables: Its tables.
        last: The last change, or None.
        names: Its files that could be read.
        damaged: Those that couldn't.
    """

    label: Label
    tables: Tables
    last: Stamp | None
    names: tuple[str, ...]
    damaged: tuple[str, ...]


def find(folder: Path, vault: Key) -> Old | None:
    """The case in a folder, if it still has the first layout.

    Raises:
        FileNotFoundError: If a file went away meanwhile.
        VaultDamaged: If it has, and can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    try:
        names = durable.named(folder, PREFIX)
        turned = bool(durable.named(folder, IDENTITY))
    except FileNotFoundError:
        raise
    except OSError:
        raise VaultDamaged(f"c/{folder.name}") from None
    found = {name: _read(folder, name, vault) for name in names}
    damaged = tuple(name for name, one in found.items() if one is None)
    good = sorted((one.sequence, name) for name, one in found.items() if one is not None)
    if not good:
        if damaged and not turned:
            raise VaultDamaged(f"c/{folder.name}/{damaged[0]}")
        return None
    newest = found[good[-1][1]]
    if newest is None:
        return None
    return Old(
        Label(newest.name, newest.kind, newest.case),
        newest.tables,
        newest.last,
        tuple(name for _, name in good),
        damaged,
    )


def _read(folder: Path, name: str, vault: Key) -> Picture | None:
    """The case in one file, or None when it is damaged or belongs elsewhere.

    Raises:
        FileNotFoundError: If it went away.
        VaultDamaged: If the disk can't read it now. It may be the newest, so an older one must
            not stand in for it.
    """
    try:
        found = from_bytes(vault.unseal(durable.read(folder, name)))
    except FileNotFoundError:
        raise
    except OSError:
        raise VaultDamaged(f"c/{folder.name}/{name}") from None
    except (durable.Changed, NotOpened, NotAPicture):
        return None
    return found if found.case == folder.name else None
