"""Where sealed files are kept: what a place for them must be able to do.

A blob is one age file. Its name is the SHA-256 of its bytes, so nothing is ever written over.
``blobs_folder`` keeps them in a case's folder, ``blobs_memory`` in memory; tests hold both to
the same promises. What is in them, and which of them count, is told by ``blobs_files``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

PIECE = 1 << 20
"""Bytes that go through memory at a time."""

PART = (4 << 30) - (64 << 20)
"""Plain bytes of one blob at most: sealed it stays under the 4 GiB that FAT32 can hold."""

TABLE = "files"
"""The table whose rows tell of files, and name the blobs that they are in."""

CUSTODY = "custody"
"""The table whose rows name blobs that only somebody else opens (``custody``)."""

NAMING = frozenset({TABLE, CUSTODY})
"""The tables whose rows name blobs; a blob that none names counts for nothing."""

NAME = re.compile(r"[0-9a-f]{64}\.age")
"""What a blob is called."""

Progress = Callable[[int, int], None]
"""Told how many bytes are done, of how many; of 0 where that can't be known."""

Cancelled = Callable[[], bool]
"""Asked again and again whether to stop."""


class Readable(Protocol):
    """Something to read from."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes; none at the end."""

    def close(self) -> None:
        """Let it go."""


class Sink(Protocol):
    """A blob that is being written; it counts for nothing before :meth:`commit`."""

    def write(self, data: bytes, /) -> None:
        """Add bytes.

        Raises:
            OSError: If they can't be kept.
        """

    def read_back(self) -> Readable:
        """All that was written, durable by now, as the place has it. Nothing more is added.

        Raises:
            OSError: If it can't be kept, or not be read.
        """

    @property
    def name(self) -> str:
        """What it will be called, once it was read back."""

    def commit(self) -> str:
        """Give it its name, durably. Only after it was read back.

        Raises:
            OSError: If that could not be done.
        """


class BlobStore(Protocol):
    """A place for blobs."""

    def create(self) -> AbstractContextManager[Sink]:
        """A new blob. What was not committed when the block ends, or fails, is gone.

        Raises:
            OSError: If none can be made there.
        """

    def promised(self, names: Collection[str]) -> AbstractContextManager[None]:
        """Around committing these blobs and storing the change that names them.

        If that breaks off, the place knows that it may hold blobs that nothing names.

        Raises:
            OSError: If that can't be noted.
        """

    def open(self, name: str) -> Readable:
        """A blob's bytes; the caller compares them with the name.

        Raises:
            FileNotFoundError: If there is none of that name.
            OSError: If it can't be read.
        """

    def names(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, by name, and its size in bytes.

        Raises:
            OSError: If the place can't be looked at.
        """

    def delete(self, name: str) -> None:
        """Remove a blob, durably; that there is none is no error.

        Raises:
            OSError: If it can't be removed.
        """
