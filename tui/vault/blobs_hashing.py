"""SHA-256 beside other work: hashlib lets the rest of the program run meanwhile."""

from __future__ import annotations

import hashlib
import queue
import threading

_WAITING = 4
"""Pieces that wait to be hashed; more would only fill memory."""


class Digest:
    """The SHA-256 of pieces, worked out in a thread of its own.

    A single piece is hashed at once: a thread for each small file would take longer.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._hash = hashlib.sha256()
        self._first: bytes | None = None
        self._pieces: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        self._thread: threading.Thread | None = None

    def update(self, piece: bytes) -> None:
        """Add a piece, which must not change any more."""
        if self._thread is None:
            if self._first is None:
                self._first = piece
                return
            self._pieces.put(self._first)
            self._thread = threading.Thread(target=self._work, daemon=True)
            self._thread.start()
        self._pieces.put(piece)

    def hexdigest(self) -> str:
        """The hash of all pieces. Nothing is added after it."""
        self.close()
        if self._first is not None:
            self._hash.update(self._first)
            self._first = None
        return self._hash.hexdigest()

    def close(self) -> None:
        """End the thread. May be called again."""
        if self._thread is not None:
            self._pieces.put(None)
            self._thread.join()
            self._thread = None
            self._first = None

    def _work(self) -> None:
        while (piece := self._pieces.get()) is not None:
            self._hash.update(piece)
