"""Reading a sealed file like any other: pyrage pushes, a reader pulls, a thread is between."""

from __future__ import annotations

import contextvars
import io
import queue
import threading
from collections.abc import Callable

_WAITING = 2
"""Pieces that wait to be read; more would only fill memory."""


class _Closed(Exception):
    """Nobody reads any more."""


class Unsealing(io.RawIOBase):
    """A stream of what a function hands on.

    Args:
        work: Called in a thread of its own with what takes each piece. What it raises is
            raised to the reader, once what came before was read.
    """

    def __init__(self, work: Callable[[Callable[[bytes], object]], None]) -> None:
        """Begin nothing before the first byte is wanted."""
        super().__init__()
        self._work = work
        self._pieces: queue.Queue[bytes] = queue.Queue(_WAITING)
        self._left = memoryview(b"")
        self._error: BaseException | None = None
        self._over = False
        self._thread: threading.Thread | None = None
        self._gone = threading.Event()

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer; gives how many bytes, none at the end."""
        if not self._left and not self._over:
            if self._thread is None:
                # What is seen of the folder (``view``) goes with the context.
                run = contextvars.copy_context().run
                self._thread = threading.Thread(target=run, args=(self._run,), daemon=True)
                self._thread.start()
            self._left = memoryview(self._pieces.get())
            self._over = not self._left
        if not self._left and self._error is not None:
            raise self._error
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        return size

    def close(self) -> None:
        """Let it go. May be called again."""
        if not self.closed:
            self._gone.set()
            while self._thread is not None and self._thread.is_alive():
                try:
                    self._pieces.get(timeout=0.01)  # it may wait to hand on a piece
                except queue.Empty:
                    continue
        super().close()

    def _run(self) -> None:
        try:
            self._work(self._put)
        except _Closed:
            pass
        except BaseException as error:  # it is raised to the reader
            self._error = error
        self._pieces.put(b"")

    def _put(self, piece: bytes) -> None:
        if self._gone.is_set():
            raise _Closed
        self._pieces.put(piece)
