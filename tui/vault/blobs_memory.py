"""Blobs in memory: nothing is written, and there is a limit to what they may take up."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from tui.vault.blobs import Readable, Sink
from tui.vault.errors import TooBigForMemory

MOST = 64 << 20
"""Bytes that all blobs of a case in memory may have together."""


class MemoryBlobs:
    """Blobs that are gone when the program ends.

    Args:
        most: Bytes that they may have together.
    """

    def __init__(self, most: int = MOST) -> None:
        """Begin with none."""
        self._blobs: dict[str, bytes] = {}
        self._most = most
        self._used = 0

    @contextmanager
    def create(self) -> Iterator[Sink]:
        """A new blob; see :class:`tui.vault.blobs.BlobStore`.

        Raises:
            TooBigForMemory: When more is written to it than there is room for.
        """
        sink = _MemorySink(self)
        try:
            yield sink
        except BaseException:
            sink.discard()
            raise
        if not sink.committed:
            sink.discard()

    @contextmanager
    def promised(self, names: Collection[str]) -> Iterator[None]:
        """Around committing these blobs and storing the change that names them."""
        before = dict(self._blobs)
        try:
            yield
        except BaseException:
            self._used -= sum(len(data) for name, data in self._blobs.items() if name not in before)
            self._blobs = before
            raise

    def open(self, name: str) -> Readable:
        """A blob's bytes."""
        if name not in self._blobs:
            raise FileNotFoundError
        return io.BytesIO(self._blobs[name])

    def names(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, and its size."""
        yield from [(name, len(data)) for name, data in sorted(self._blobs.items())]

    def delete(self, name: str) -> None:
        """Remove a blob."""
        self._used -= len(self._blobs.pop(name, b""))

    def _take(self, size: int) -> None:
        if self._used + size > self._most:
            raise TooBigForMemory
        self._used += size


class _MemorySink:
    def __init__(self, store: MemoryBlobs) -> None:
        self._store = store
        self._data = io.BytesIO()
        self._name = ""
        self.committed = False

    def write(self, data: bytes) -> None:
        self._store._take(len(data))
        self._data.write(data)

    def read_back(self) -> Readable:
        self._name = f"{hashlib.sha256(self._data.getbuffer()).hexdigest()}.age"
        return io.BytesIO(self._data.getvalue())

    @property
    def name(self) -> str:
        return self._name

    def commit(self) -> str:
        self._store._blobs[self._name] = self._data.getvalue()
        self.committed = True
        return self._name

    def discard(self) -> None:
        if self.committed:
            self._store._blobs.pop(self._name, None)
        self._store._used -= self._data.tell()
        self._data = io.BytesIO()
