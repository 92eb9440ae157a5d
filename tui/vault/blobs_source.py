"""A person's file that is taken in: read once, and seen not to change meanwhile.

Only read: nothing of it is changed, and it stays where it is.
"""

# Each step is one call of the system, so that tests can make each one fail.
# ruff: noqa: PTH116

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui.vault import durable
from tui.vault.errors import SourceChanged, SourceNotAFile, SourceUnreadable

_FLAGS = (
    getattr(os, "O_NONBLOCK", 0)  # a pipe must not keep us waiting
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)


class FileSource:
    """A file being read.

    Attributes:
        size: How many bytes it has.
    """

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            SourceUnreadable: If it isn't there or can't be read.
            SourceNotAFile: If it is a folder, a pipe, a device.
        """
        self._path = path
        self._read = 0
        try:
            there = os.stat(path)
            if stat.S_ISDIR(there.st_mode):
                raise SourceNotAFile
            self._handle = os.open(path, os.O_RDONLY | _FLAGS)
        except (OSError, ValueError):
            raise SourceUnreadable from None
        try:
            found = os.fstat(self._handle)
            if not stat.S_ISREG(found.st_mode):
                raise SourceNotAFile
        except OSError:
            self.close()
            raise SourceUnreadable from None
        except BaseException:
            self.close()
            raise
        # By name and by handle, each for itself: some systems number files otherwise there.
        self._before = _told_by(found), _told_by(there)
        self.size = found.st_size

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            SourceUnreadable: If it can't be read.
            SourceChanged: If it has become longer.
        """
        try:
            piece = os.read(self._handle, size)
        except OSError:
            raise SourceUnreadable from None
        self._read += len(piece)
        if self._read > self.size:
            raise SourceChanged  # at once: something that grows on and on has no end
        return piece

    def see_unchanged(self) -> None:
        """See that all of it was read, and that it is the file it was.

        Raises:
            SourceChanged: If not.
            SourceUnreadable: If that can't be told.
        """
        try:
            after = _told_by(os.fstat(self._handle)), _told_by(os.stat(self._path))
        except FileNotFoundError:
            raise SourceChanged from None
        except OSError:
            raise SourceUnreadable from None
        if after != self._before or self._read != self.size:
            raise SourceChanged

    def close(self) -> None:
        """Let it go."""
        durable.close(self._handle)


def _told_by(found: os.stat_result) -> tuple[int, ...]:
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
