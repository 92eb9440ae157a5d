"""Which cases a vault has, and how far each had come when it was last left: noted in its log.

So a folder that vanished is told, and so is a case that was put back to an older state. What
happened since the vault was last left is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from tui.vault.errors import VaultError
from tui.vault.frames import Point
from tui.vault.log import Log

TABLE = "cases"
_SCRIPT = "cases"


class Noted(msgspec.Struct, frozen=True):
    """What the log says of a case.

    Attributes:
        made: When it was first noted, in ISO 8601; a case may be older than its vault's log.
        deleted: When it was deleted; empty where it wasn't.
        n: How many changes it had.
        head: The hash of the last one; empty if it was never opened since it is noted.
    """

    made: str = ""
    deleted: str = ""
    n: int = 0
    head: str = ""

    @property
    def point(self) -> Point:
        """How far its chain had come."""
        return Point(self.n, self.head)


class Roll:
    """The cases that a vault's log tells of. Made by :class:`tui.vault.Vault`."""

    def __init__(self, log: Log | None) -> None:
        """Take the vault's log; None where it can't be read."""
        self._log = log

    def all(self) -> dict[str, Noted]:
        """What is noted, by the case's id."""
        rows = {} if self._log is None else self._log.rows(TABLE)
        return {case: msgspec.convert(row, Noted) for case, row in rows.items()}

    def of(self, case: str) -> Noted:
        """What is noted of one case; nothing if it never was."""
        return self.all().get(case, Noted())

    def lost(self, there: Iterable[str]) -> list[str]:
        """The ids of cases that should be there, and aren't."""
        gone = set(there)
        return [case for case, one in self.all().items() if case not in gone and not one.deleted]

    def deleted(self, case: str, at: str) -> bool:
        """Note that a case was deleted; gives whether that is known now, or need not be."""
        noted = self.all().get(case)
        if self._log is None or noted is None or noted.deleted:
            return True
        if self._log.read_only:
            return False
        try:
            with self._log.change("me", _SCRIPT) as change:
                change.put(TABLE, case, _row(Noted(noted.made, at)))
        except VaultError:
            return False
        return True

    def leave(self, points: Mapping[str, Point], at: str) -> None:
        """Have the log note, when it is closed, which cases there are and how far they came.

        Args:
            points: The ends of their chains by case; no number where it wasn't looked at.
            at: When, in ISO 8601.
        """
        if self._log is None or self._log.read_only:
            return
        known = self.all()
        with self._log.parting() as change:
            for case, point in points.items():
                one = known.get(case, Noted(at))
                now = point if point.n else one.point
                change.put(TABLE, case, _row(Noted(one.made, "", now.n, now.hash)))


def _row(noted: Noted) -> dict[str, object]:
    return msgspec.structs.asdict(noted)
