"""One writer at a time: a lock of the operating system, held by an open handle.

The file stays empty: no host name, no process number. The system lets the lock go when the
process ends, however it ends, so there is nothing stale to clear.
"""

from __future__ import annotations

from pathlib import Path

from tui.vault import durable
from tui.vault.errors import VaultBusy


class Lock:
    """A lock that is held until :meth:`release`."""

    def __init__(self, handle: int) -> None:
        """Use :meth:`take`."""
        self._handle: int | None = handle

    @classmethod
    def take(cls, path: Path) -> Lock:
        """Take the lock at once.

        Raises:
            VaultBusy: If another handle holds it.
            OSError: If nothing can be written there, or the disk knows no locks.
        """
        from filelock import lock_descriptor

        handle = durable.open_lock(path)
        try:
            if not lock_descriptor(handle, blocking=False):
                raise VaultBusy
        except BaseException:
            durable.close(handle)
            raise
        return cls(handle)

    def release(self) -> None:
        """Let the lock go. May be called again."""
        if self._handle is not None:
            durable.close(self._handle)
            self._handle = None
