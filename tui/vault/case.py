"""A case: tables of documents that only change as a whole, in one stored step.

The way to write is::

    with case.change("me", "log@3") as change:
        change.put("incidents", change.new_id(), {"what": "A text at night"})

When the block ends, everything in it is stored by one durable write, or nothing is and an
error says why. Unfinished text goes into the table ``drafts`` like any other document.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, Protocol

import msgspec

from tui.vault.change import Change, Random
from tui.vault.errors import VaultClosed
from tui.vault.ops import Op, apply
from tui.vault.rows import Document, Tables, decode, text

if TYPE_CHECKING:
    from tui.vault.blobs_files import Files

CaseKind = Literal["own", "client", "council"]
"""Whose case it is; it decides which journeys the case has."""

Clock = Callable[[], datetime]
"""Tells the time, with its zone."""


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def moment(clock: Clock) -> str:
    """The time now in ISO 8601 UTC, such as ``2026-03-03T17:46:05Z``."""
    return clock().astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Stamp(msgspec.Struct, frozen=True):
    """Who made a change, through which script and when.

    Attributes:
        who: The person, as the case knows them.
        script: The script and its version, such as ``log@3``.
        at: When, in ISO 8601 UTC, such as ``2026-03-03T17:46:05Z``.
    """

    who: str
    script: str
    at: str


class Case(Protocol):
    """What every kind of case can do, stored or in memory only."""

    @property
    def id(self) -> str:
        """Its random id."""

    @property
    def name(self) -> str:
        """Its private label."""

    @property
    def kind(self) -> CaseKind:
        """Whose case it is."""

    @property
    def stored(self) -> bool:
        """Whether a change is on the disk when its block ends; False in memory only."""

    @property
    def last(self) -> Stamp | None:
        """The last change that was made, or None."""

    @property
    def files(self) -> Files:
        """Its files: sealed copies of evidence."""

    def documents(self, table: str) -> list[Document]:
        """The table's documents, in order of insertion: deep copies."""

    def rows(self, table: str) -> dict[str, Document]:
        """The table's documents by row id, in order of insertion: deep copies."""

    def get(self, table: str, row: str) -> Document | None:
        """One document, or None: a deep copy."""

    def tables(self) -> list[str]:
        """Names of the tables that have rows, in order of insertion."""

    def change(self, who: str, script: str) -> AbstractContextManager[Change]:
        """Make one change: stored as a whole when the block ends, or not at all.

        An error inside the block, or in storing, leaves the case as it was.

        Args:
            who: The person, as the case knows them.
            script: The script and its version, such as ``log@3``.

        Raises:
            NotStored: If it could not be stored; the case is as before.
            Unstorable: If something in it can't be held by JSON; the case is as before.
        """


class TableCase:
    """What stored cases and memory cases share. How a change is kept is :meth:`_keep`."""

    def __init__(self, *, tables: Tables, last: Stamp | None, clock: Clock, random: Random) -> None:
        """Begin with ``tables``, which belong to the case from now on."""
        self._tables: Tables | None = tables
        self._last = last
        self._clock = clock
        self._random = random
        self._changing = False

    @property
    def last(self) -> Stamp | None:
        """The last change that was made, or None."""
        return self._last

    def documents(self, table: str) -> list[Document]:
        """The table's documents, in order of insertion: deep copies."""
        return [decode(data) for data in self._now().get(table, {}).values()]

    def rows(self, table: str) -> dict[str, Document]:
        """The table's documents by row id, in order of insertion: deep copies."""
        return {row: decode(data) for row, data in self._now().get(table, {}).items()}

    def get(self, table: str, row: str) -> Document | None:
        """One document, or None: a deep copy."""
        data = self._now().get(table, {}).get(row)
        return None if data is None else decode(data)

    def tables(self) -> list[str]:
        """Names of the tables that have rows, in order of insertion."""
        return list(self._now())

    @contextmanager
    def change(self, who: str, script: str) -> Iterator[Change]:
        """Make one change: kept as a whole when the block ends, or not at all.

        A change that changes nothing writes nothing.

        Raises:
            NotStored: If it could not be stored; the case is as before.
            Unstorable: If something in it can't be held by JSON; the case is as before.
            VaultClosed: If the case was closed.
            RuntimeError: If another change of this case is under way.
        """
        base = self._now()
        if self._changing:
            raise RuntimeError("another change of this case is under way")
        change = Change(base, self._random)
        self._changing = True
        try:
            yield change
            if ops := change.finish():
                stamp = self._stamp(who, script)
                self._keep(ops, stamp)
                apply(base, ops)
                self._last = stamp
        finally:
            change.abandon()
            self._changing = False

    def forget(self) -> None:
        """Let go of everything in memory; reading raises VaultClosed from now on."""
        self._tables = self._last = None

    def _stamp(self, who: str, script: str) -> Stamp:
        return Stamp(text(who, "who"), text(script, "script"), moment(self._clock))

    def _now(self) -> Tables:
        if self._tables is None:
            raise VaultClosed
        return self._tables

    @abstractmethod
    def _keep(self, ops: list[Op], stamp: Stamp) -> None:
        """Store a change durably before returning, or raise and store nothing."""
