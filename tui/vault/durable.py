"""Files that survive: the only place in this room that touches the disk.

A file is never written over. New bytes go to ``tmp-…`` in the same folder, are fsynced and
read back, get a name made of their own SHA-256, and the folder is fsynced; only then may what
they replace be removed. So a crash leaves the old or the new, on FAT and exFAT too, which
have no atomic replace. The one kind of file that grows does so by whole lines, each fsynced;
a torn last line was never acknowledged. Only sealed bytes may be handed to this module.
"""

# Each step is one call of the system, so that tests can make each one fail.
# ruff: noqa: PTH101, PTH102, PTH108, PTH116, PTH208

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.vault import systems, view

TEMPORARY = "tmp-"
"""How the name of anything unfinished begins; it may be cleared away at any time."""

_NAMED = re.compile(r"(?P<prefix>[a-z]+(?:-[0-9]+){0,2})-(?P<sha>[0-9a-f]{64})\.(?:age|txt|json)")


class Changed(Exception):
    """A file's bytes are not the ones that were written."""


def names(folder: Path) -> list[str]:
    """What is in ``folder``, sorted.

    Raises:
        OSError: If it can't be read.
    """
    if seen := view.current():
        return seen.names(folder)
    return sorted(view.shown(folder, os.listdir(folder)))


def named(folder: Path, prefix: str) -> list[str]:
    """The finished files of ``folder`` that are called ``prefix``-<sha>.age, sorted.

    Args:
        folder: Where to look.
        prefix: A pattern of the part before the hash.

    Raises:
        OSError: If the folder can't be read.
    """
    found = ((name, _NAMED.fullmatch(name)) for name in names(folder))
    return [name for name, match in found if match and re.fullmatch(prefix, match["prefix"])]


def read(folder: Path, name: str) -> bytes:
    """The bytes of a finished file, checked against its name.

    Raises:
        Changed: If they are not the bytes that were written.
        OSError: If it can't be read.
    """
    data = _read(folder / name)
    match = _NAMED.fullmatch(name)
    if match is None or hashlib.sha256(data).hexdigest() != match["sha"]:
        raise Changed
    return data


def fits(folder: Path, name: str) -> bool:
    """Whether a finished file's bytes are the ones of its name; reads a piece at a time.

    Raises:
        OSError: If it can't be read.
    """
    match = _NAMED.fullmatch(name)
    if match is None:
        return False
    digest = hashlib.sha256()
    for part in _parts(folder / name):
        digest.update(part)
    return digest.hexdigest() == match["sha"]


def read_any(folder: Path, name: str) -> bytes:
    """The bytes of a file that grows, and so isn't named by them.

    Raises:
        OSError: If it can't be read.
    """
    return _read(folder / name)


def name_for(prefix: str, data: bytes, suffix: str = ".age") -> str:
    """The name that :func:`add` will give these bytes."""
    return f"{prefix}-{hashlib.sha256(data).hexdigest()}{suffix}"


def add(
    folder: Path, prefix: str, data: bytes, suffix: str = ".age", *, settle: bool = True
) -> str:
    """Write a new file durably and give its name, ``prefix``-<sha>.age.

    When this returns the file is on the disk under that name. When it raises, the folder is
    as before, unless the disk refuses even to take the new file away again.

    Args:
        folder: Where to.
        prefix: What its name begins with.
        data: Its bytes.
        suffix: What its name ends with.
        settle: Whether to make the name durable; False where the folder is synced right after.

    Raises:
        OSError: If any step failed.
    """
    name = name_for(prefix, data, suffix)
    temporary, target = folder / f"{TEMPORARY}{secrets.token_hex(8)}", folder / name
    try:
        _write(temporary, data)
        if _read(temporary) != data:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written")
        systems.patiently(os, os.rename, temporary, target)
        if settle:
            sync_folder(folder)
    except BaseException:
        for path in (temporary, target):
            with contextlib.suppress(OSError):
                os.unlink(path)
        raise
    return name


def begin(folder: Path, name: str, line: bytes) -> None:
    """Make a file that will grow, with its first line, durably.

    Raises:
        FileExistsError: If there is a file of that name.
        OSError: If any step failed; the folder is as before, as far as the disk lets us.
    """
    path = folder / name
    try:
        _write(path, line)
        if _read(path) != line:
            raise OSError(errno.EIO, "the disk gave back other bytes than were written")
        sync_folder(folder)
    except FileExistsError:
        raise
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(path)
        raise


def append(folder: Path, name: str, line: bytes, size: int, last: bytes) -> None:
    """Add a line to a file, durably.

    Args:
        folder: Where the file is.
        name: Its name.
        line: What to add, with its LF.
        size: How long the file is now.
        last: How it ends now.

    Raises:
        Changed: If the file is longer or shorter or ends otherwise; nothing was added.
        OSError: If the line isn't on the disk. The file is as before, as far as the disk lets
            us; it must not be added to any more.
    """
    handle = os.open(folder / name, os.O_RDWR | os.O_APPEND | systems.SAFELY)
    try:
        if os.lseek(handle, 0, os.SEEK_END) != size:
            raise Changed
        os.lseek(handle, size - len(last), os.SEEK_SET)
        if os.read(handle, len(last)) != last:
            raise Changed
        try:
            write_all(handle, line)
            systems.flush(os, handle)
        except BaseException:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, size)
                systems.flush(os, handle)
            raise
    finally:
        # After its fsync an error here tells nothing of the bytes.
        close(handle)


def cut(folder: Path, name: str, size: int) -> None:
    """Take a torn line off the end of a file, durably.

    Raises:
        OSError: If it can't be done.
    """
    handle = os.open(folder / name, os.O_RDWR | systems.SAFELY)
    try:
        os.ftruncate(handle, size)
        systems.flush(os, handle)
    finally:
        close(handle)


def settle(folder: Path, name: str) -> None:
    """Make sure of a file that a crash may have left unsynced.

    Raises:
        OSError: If the disk failed.
    """
    handle = os.open(folder / name, os.O_RDWR | systems.SAFELY)
    try:
        systems.flush(os, handle)
    finally:
        close(handle)
    sync_folder(folder)


def rename(folder: Path, old: str, new: str) -> None:
    """Give a file another name, durably; no file may have that one.

    Raises:
        OSError: If it isn't sure which of the two it has now.
    """
    systems.patiently(os, os.rename, folder / old, folder / new)
    sync_folder(folder)


def remove(folder: Path, name: str) -> None:
    """Remove a file.

    Raises:
        OSError: If it can't be removed.
    """
    systems.patiently(os, os.unlink, folder / name)


def discard(folder: Path, name: str) -> None:
    """Remove a file that nothing needs any more.

    A refusal is no error: what is left over is cleared at the next opening.
    """
    with contextlib.suppress(OSError):
        os.unlink(folder / name)


def make_folder(path: Path) -> None:
    """Make a folder that only its owner may enter, durably.

    Raises:
        FileExistsError: If it is there.
        OSError: If it can't be made.
    """
    os.mkdir(path, 0o700)
    sync_folder(path.parent)


def add_folder(parent: Path, name: str, fill: Callable[[Path], None]) -> None:
    """Make a folder durably; it gets its name when all that ``fill`` puts in it is safe.

    When this raises, ``parent`` is as before, as far as the disk lets us.

    Raises:
        OSError: If any step failed.
    """
    temporary, target = parent / f"{TEMPORARY}{name}", parent / name
    try:
        os.mkdir(temporary, 0o700)
        fill(temporary)
        systems.patiently(os, os.rename, temporary, target)
        sync_folder(parent)
    except BaseException:
        for path in (temporary, target):
            discard_folder(path)
        raise


def discard_folder(path: Path) -> None:
    """Remove an unfinished folder and all that is in it, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        for name in names(path):
            if is_folder(path / name):
                discard_folder(path / name)
            else:
                systems.patiently(os, os.unlink, path / name)
        systems.patiently(os, os.rmdir, path)


def clear(folder: Path) -> None:
    """Remove what was left unfinished in ``folder``, as far as the disk lets us."""
    with contextlib.suppress(OSError):
        for name in names(folder):
            if not name.startswith(TEMPORARY):
                continue
            if is_folder(folder / name):
                discard_folder(folder / name)
            else:
                discard(folder, name)


def make_private(folder: Path) -> None:
    """Let only the owner enter ``folder``, where the file system knows owners."""
    with contextlib.suppress(OSError):
        os.chmod(folder, 0o700)


def is_folder(path: Path) -> bool:
    """Whether there is a folder at ``path`` that can be looked at; links are followed."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except OSError:
        return False


def folders(path: Path) -> list[str]:
    """The folders in a folder, sorted; links are followed.

    Raises:
        OSError: If one can't be looked at: it might be one that counts.
    """
    return [name for name in names(path) if stat.S_ISDIR(os.stat(path / name).st_mode)]


def open_lock(path: Path) -> int:
    """A handle on the lock file, which stays empty and is never removed.

    Raises:
        OSError: If it can't be opened for writing.
    """
    if view.current():
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))
    return os.open(path, os.O_RDWR | os.O_CREAT | systems.SAFELY, 0o600)


def close(handle: int) -> None:
    """Close a handle; where that lets a lock go, it is gone."""
    with contextlib.suppress(OSError):
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable.

    Raises:
        OSError: If the disk failed.
    """
    systems.flush_names(os, folder)


def write_all(handle: int, data: bytes) -> None:
    """Write all of it, however little the disk takes at a time.

    Raises:
        OSError: If it doesn't take all.
    """
    left = memoryview(data)
    while left:
        written = os.write(handle, left)
        if not written:
            raise OSError(errno.EIO, "the disk took no bytes")
        left = left[written:]


def _write(path: Path, data: bytes) -> None:
    """Write a file that wasn't there, fsynced."""
    handle = os.open(path, systems.NEW, 0o600)
    try:
        write_all(handle, data)
        systems.flush(os, handle)
    finally:
        os.close(handle)


def _read(path: Path) -> bytes:
    return b"".join(_parts(path))


def _parts(path: Path) -> Iterator[bytes]:
    seen = view.current()
    handle = os.open(seen.stands(path) if seen else path, systems.READ)
    try:
        while part := os.read(handle, 1 << 20):
            yield part
    finally:
        os.close(handle)
