"""Sees every attempt to change something on the disk, whoever makes it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_CHANGING = {
    *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink"),
    *("os.truncate", "os.chmod", "os.utime", "shutil.move", "shutil.copyfile"),
    *("tempfile.mkstemp", "tempfile.mkdtemp", "subprocess.Popen", "socket.connect"),
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_seen: list[list[str]] = []


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if not _seen:
        return
    if event == "open":
        path, mode, flags = args
        writes = bool(flags & _WRITING) or (isinstance(mode, str) and set(mode) & set("wax+"))
        # Python keeps its own compiled files beside the program.
        if not writes or "__pycache__" in str(path):
            return
    elif event not in _CHANGING or any("__pycache__" in str(one) for one in args):
        return
    _seen[-1].append(f"{event} {args[0]!r}")


_hooked: list[bool] = []


@contextmanager
def disk() -> Iterator[list[str]]:
    """What was tried, as it is tried."""
    if not _hooked:
        # A hook can't be taken away again; outside this block it does nothing.
        sys.addaudithook(_hook)
        _hooked.append(True)
    found: list[str] = []
    _seen.append(found)
    try:
        yield found
    finally:
        _seen.pop()
