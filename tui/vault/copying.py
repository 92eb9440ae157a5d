"""Sealed files of any size, a piece at a time, and copying them to another folder.

Like ``durable`` this touches the disk, and keeps its rule: nothing is written over.
"""

# Each step is one call of the system, so that tests can make each one fail.
# ruff: noqa: PTH102, PTH106, PTH116

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.vault import durable, systems, view
from tui.vault.strays import is_stray

Each = Callable[[int], object]
"""Told how many bytes each piece has that was read."""

_PIECE = 1 << 20
_AHEAD = 8 << 20
"""Bytes that the disk is asked for before they are wanted."""
_DEEPEST = 8
"""Folders inside folders; a vault has four. More is a link that leads in circles."""


def files(folder: Path, inside: str = "") -> Iterator[tuple[str, int]]:
    """Every file below a folder, as a path inside it and its size; unfinished ones are not.

    Raises:
        OSError: If part of it can't be read.
    """
    if inside.count("/") >= _DEEPEST:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    for name in durable.names(folder):
        if name.startswith((durable.TEMPORARY, ".")) or is_stray(name):
            continue
        # A folder that can't be looked at must not be taken for a file.
        found = os.stat(folder / name)
        if stat.S_ISDIR(found.st_mode):
            yield from files(folder / name, f"{inside}{name}/")
        else:
            yield f"{inside}{name}", found.st_size


def digest(path: Path, each: Each = lambda count: None) -> str:
    """The SHA-256 of a file, as the disk has it rather than memory where the system can tell.

    Raises:
        OSError: If it can't be read.
    """
    found = hashlib.sha256()

    def take(piece: bytes) -> None:
        found.update(piece)
        each(len(piece))

    _each_piece(path, take)
    return found.hexdigest()


def copy(source: Path, folder: Path, name: str, sha: str, each: Each = lambda count: None) -> None:
    """Copy a file. When this returns its bytes are on the disk; its name needs a fsync more.

    Args:
        source: The file.
        folder: Where to.
        name: What it is called there; no file may have that name.
        sha: Its SHA-256.
        each: Told how many bytes each piece has; what it raises ends it, as a failure would.

    Raises:
        durable.Changed: If the source can't be read, or isn't what ``sha`` says.
        OSError: If it could not be written. In both cases the folder is as before, as far as
            the disk lets us.
    """
    temporary = folder / f"{durable.TEMPORARY}{secrets.token_hex(8)}"
    try:
        if _copied(source, temporary, each) != sha:
            raise durable.Changed
        if digest(temporary, each) != sha:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written")
        systems.patiently(os, os.rename, temporary, folder / name)
    except BaseException:
        durable.discard(folder, temporary.name)
        raise


def move(folder: Path, old: str, new: str) -> None:
    """Give a file its other name; no file may have that one.

    Raises:
        OSError: If it can't be done.
    """
    systems.patiently(os, os.rename, folder / old, folder / new)


def make_way(root: Path, inside: str) -> Path:
    """Make the folders of a path inside ``root`` where they aren't there; gives the last one.

    Raises:
        OSError: If one can't be made.
    """
    folder = root
    for part in inside.split("/"):
        folder = folder / part
        if not durable.is_folder(folder):
            os.mkdir(folder, 0o700)
    return folder


def mark(folder: Path, name: str) -> None:
    """Make an empty file that wasn't there; its name needs a fsync more.

    Raises:
        OSError: If it can't be made.
    """
    flags = systems.NEW
    os.close(os.open(folder / name, flags, 0o600))


def remove_empty(folder: Path) -> None:
    """Remove the folders below ``folder`` that hold nothing, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        for name in durable.names(folder):
            if durable.is_folder(folder / name):
                remove_empty(folder / name)
                with contextlib.suppress(OSError):
                    os.rmdir(folder / name)


def disk(path: Path) -> int:
    """A number that tells disks apart.

    Raises:
        OSError: If the path can't be looked at.
    """
    return os.stat(path).st_dev


def size(path: Path) -> int:
    """How many bytes a file has.

    Raises:
        OSError: If it can't be looked at.
    """
    seen = view.current()
    return os.stat(seen.stands(path) if seen else path).st_size


class Reading:
    """A file that is read, as the disk has it rather than memory where the system can tell."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            OSError: If it can't be opened.
        """
        seen = view.current()
        self._handle = os.open(seen.stands(path) if seen else path, systems.READ)
        self._closed = False
        self._at = self._asked = 0
        if hasattr(os, "posix_fadvise"):
            # What was just written would else come from memory, and prove nothing.
            with contextlib.suppress(OSError):
                os.posix_fadvise(self._handle, 0, 0, os.POSIX_FADV_DONTNEED)
        self._ask_ahead()

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end.

        Raises:
            OSError: If it can't be read.
        """
        piece = os.read(self._handle, size)
        self._at += len(piece)
        if piece and self._asked - self._at < _AHEAD // 2:
            self._ask_ahead()
        return piece

    def _ask_ahead(self) -> None:
        """Have the disk read on meanwhile, where the system can be told so."""
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(self._handle, self._asked, _AHEAD, os.POSIX_FADV_WILLNEED)
        self._asked += _AHEAD

    def close(self) -> None:
        """Let it go. May be called again."""
        if not self._closed:
            self._closed = True
            durable.close(self._handle)


class Writing:
    """A new file that is written a piece at a time; unfinished until it is given its name.

    Attributes:
        path: Where it is as long as it has no name.
    """

    def __init__(self, folder: Path) -> None:
        """Begin an empty one.

        Raises:
            OSError: If it can't be made.
        """
        self.path = folder / f"{durable.TEMPORARY}{secrets.token_hex(8)}"
        flags = systems.NEW
        self._handle: int | None = os.open(self.path, flags, 0o600)
        self._kept: Path | None = None

    def write(self, data: bytes) -> None:
        """Add bytes.

        Raises:
            OSError: If the disk doesn't take them.
        """
        if self._handle is None:
            raise ValueError("nothing is added to a finished file")
        durable.write_all(self._handle, data)

    def finish(self) -> None:
        """Wait until its bytes are on the disk.

        Raises:
            OSError: If they aren't.
        """
        if self._handle is None:
            return
        handle, self._handle = self._handle, None
        try:
            systems.flush(os, handle)
        finally:
            os.close(handle)

    def keep(self, folder: Path, name: str) -> None:
        """Give it its name; no file may have that one, and the name needs a fsync more.

        Raises:
            OSError: If it can't be done.
        """
        self._kept = folder / name
        systems.patiently(os, os.rename, self.path, self._kept)

    def discard(self) -> None:
        """Remove it, under whichever name, as far as the disk lets us."""
        if self._handle is not None:
            durable.close(self._handle)
            self._handle = None
        for path in (self.path, self._kept):
            if path is not None:
                durable.discard(path.parent, path.name)


def _copied(source: Path, target: Path, each: Each) -> str:
    """Write a new file with the source's bytes, synced; gives the SHA-256 of what was read."""
    found = hashlib.sha256()
    handle = os.open(target, systems.NEW, 0o600)
    try:

        def take(piece: bytes) -> None:
            found.update(piece)
            try:
                durable.write_all(handle, piece)
            except OSError as error:
                raise _Refused(error) from error
            each(len(piece))

        try:
            _each_piece(source, take)
        except OSError as error:
            raise durable.Changed from error
        except _Refused as refused:
            raise refused.error from None
        systems.flush(os, handle)
    finally:
        os.close(handle)
    return found.hexdigest()


class _Refused(Exception):
    """The disk that is copied to gave an error; the one that is read is not to blame."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error


def _each_piece(path: Path, take: Callable[[bytes], object]) -> None:
    file = Reading(path)
    try:
        while piece := file.read(_PIECE):
            take(piece)
    finally:
        file.close()
