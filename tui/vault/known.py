"""The backups that a vault was told of: where, and when. Kept in its log, sealed like the rest."""

from __future__ import annotations

import hashlib

import msgspec

from tui.vault.errors import VaultReadOnly
from tui.vault.log import Log

_TABLE, _SCRIPT = "backups", "backups"


class Known(msgspec.Struct, frozen=True):
    """A backup that was told of.

    Attributes:
        folder: Where it is.
        at: When it was last brought up to date, in ISO 8601.
    """

    folder: str
    at: str


class Backups:
    """The backups that are known of. Made by :class:`tui.vault.Vault`."""

    def __init__(self, log: Log | None) -> None:
        """Take the vault's log; None where it can't be read."""
        self._log = log

    def all(self) -> list[Known]:
        """All of them, by folder."""
        rows = {} if self._log is None else self._log.rows(_TABLE)
        return sorted(
            (Known(row["folder"], row["at"]) for row in rows.values()), key=lambda one: one.folder
        )

    def note(self, folder: str, at: str) -> None:
        """Remember a backup, stored before this returns.

        Raises:
            NotStored: If it could not be.
        """
        if self._log is None:
            raise VaultReadOnly
        with self._log.change("me", _SCRIPT) as change:
            change.put(_TABLE, _row(folder), {"folder": folder, "at": at})

    def forget(self, folder: str) -> bool:
        """Forget a backup that is no more; gives whether it was known.

        Raises:
            NotStored: If that could not be stored.
        """
        if all(one.folder != folder for one in self.all()):
            return False
        if self._log is None:
            raise VaultReadOnly
        with self._log.change("me", _SCRIPT) as change:
            change.remove(_TABLE, _row(folder))
        return True


def _row(folder: str) -> str:
    return hashlib.sha256(folder.encode("utf-8", "surrogatepass")).hexdigest()[:20]
