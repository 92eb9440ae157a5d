"""An ``os`` for the durable module whose calls fail on demand."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from typing import Any

CALLS = {
    *("open", "close", "read", "write", "fsync", "rename", "unlink"),
    *("mkdir", "rmdir", "listdir", "stat", "chmod", "lseek", "ftruncate"),
}
"""What the durable module asks of the system."""


class FaultyOs:
    """Passes calls on to the real one, counts them, and fails the one it was told to.

    ``lasting`` fails every later call too, as a disk does that went away. ``late`` lets the
    call have its effect before it fails.
    """

    def __init__(
        self,
        at: int = -1,
        code: int = errno.EIO,
        *,
        lasting: bool = False,
        late: bool = False,
        short: bool = False,
        error: Callable[[], BaseException] | None = None,
    ) -> None:
        self.at, self.lasting, self.late, self.short = at, lasting, late, short
        self.error = error or (lambda: OSError(code, os.strerror(code)))
        self.calls: list[str] = []

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*args: Any, **options: Any) -> Any:
            number = len(self.calls)
            self.calls.append(name)
            fails = number == self.at or (self.lasting and 0 <= self.at < number)
            # A handle that was opened is closed whatever happens, or the test would leak it.
            if fails and not self.late and name != "close":
                raise self.error()
            if self.short and name == "write":
                args = (args[0], args[1][: max(1, len(args[1]) // 3)])
            result = real(*args, **options)
            if fails:
                if name == "open":
                    os.close(result)
                raise self.error()
            return result

        return call
