"""What systems do differently with files. Each call goes through the ``os`` that is handed in."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SAFELY: int = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NOINHERIT", 0)
)
"""How every file is opened: no link is followed, no other program inherits it, bytes are bytes."""

READ: int = os.O_RDONLY | SAFELY
NEW: int = os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY
"""A file that must not be there yet."""

_NO_SUCH_CALL = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF}
_LOST = {errno.EIO, errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.EIO}
_TRIES = 8
_FIRST = 0.01
"""Seconds; each wait is twice as long as the one before, two and a half in all."""

wait = time.sleep


def flush(system: Any, handle: int) -> None:
    """Wait until a file's bytes are on the disk itself.

    Raises:
        OSError: If they aren't.
    """
    system.fsync(handle)
    _flush_drive(handle)


def flush_names(system: Any, folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Windows has no such call.

    Raises:
        OSError: If they aren't. A file system that knows no such call is no failure.
    """
    if system.name == "nt":
        return
    handle = system.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        system.fsync(handle)
        _flush_drive(handle)
    except OSError as error:
        if error.errno not in _NO_SUCH_CALL:
            raise
    finally:
        with contextlib.suppress(OSError):
            system.close(handle)


def patiently(system: Any, call: Callable[..., object], *names: Path) -> None:
    """Rename or remove; on Windows again for a while, where something else looks at the file.

    A program against viruses, an index or a cloud opens what is new for a moment, and nobody
    else may rename or remove it then.

    Raises:
        OSError: If it can't be done.
    """
    for number in range(_TRIES if system.name == "nt" else 0):
        try:
            call(*names)
        except PermissionError:
            wait(_FIRST * 2**number)
        else:
            return
    call(*names)


def _flush_drive(handle: int) -> None:
    """On macOS, have the drive write what it holds back, too: fsync doesn't.

    Raises:
        OSError: If the drive lost it. One that knows no such call is no failure.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return
    full: int | None = getattr(fcntl, "F_FULLFSYNC", None)
    if full is None:
        return
    try:
        fcntl.fcntl(handle, full)
    except OSError as error:
        if error.errno in _LOST:
            raise
