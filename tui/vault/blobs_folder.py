"""Blobs in a case's folder.

::

    b/ab/<sha>.age    a blob; ab are the first two characters of its name
    b/tmp-…           a blob that is being written; counts for nothing
    b/tmp-taking      blobs may be there that no change names, because storing one broke off
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.vault import copying, durable
from tui.vault.blobs import NAME, Readable, Sink
from tui.vault.blobs_hashing import Digest

FOLDER = "b"
"""The folder of the blobs inside a case's."""

TAKING = f"{durable.TEMPORARY}taking"


class FolderBlobs:
    """The blobs of one case.

    Attributes:
        folder: The folder ``b``; made when the first blob is.
    """

    def __init__(self, folder: Path) -> None:
        """Look at nothing yet."""
        self.folder = folder

    @contextmanager
    def create(self) -> Iterator[Sink]:
        """A new blob; see :class:`tui.vault.blobs.BlobStore`."""
        if not durable.is_folder(self.folder):
            durable.make_folder(self.folder)
        sink = _FolderSink(self.folder)
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
        mark = TAKING not in durable.names(self.folder)
        if mark:
            copying.mark(self.folder, TAKING)
        for start in sorted({name[:2] for name in names}):
            copying.make_way(self.folder, start)
        durable.sync_folder(self.folder)
        yield
        if mark:  # else an earlier one broke off, and the next opening looks what is left of it
            durable.discard(self.folder, TAKING)

    def open(self, name: str) -> Readable:
        """A blob's bytes."""
        return copying.Reading(self._place(name))

    def names(self) -> Iterator[tuple[str, int]]:
        """Every blob there is, and its size."""
        with contextlib.suppress(FileNotFoundError):
            for start in durable.names(self.folder):
                if len(start) == 2 and durable.is_folder(self.folder / start):
                    for name in durable.names(self.folder / start):
                        if NAME.fullmatch(name) and name.startswith(start):
                            yield name, copying.size(self.folder / start / name)

    def delete(self, name: str) -> None:
        """Remove a blob, durably."""
        place = self._place(name)
        with contextlib.suppress(FileNotFoundError):
            durable.remove(place.parent, name)
            durable.sync_folder(place.parent)

    @property
    def broken_off(self) -> bool:
        """Whether storing a file broke off, so that blobs may be there that nothing names."""
        try:
            return TAKING in durable.names(self.folder)
        except OSError:
            return False

    def settle(self, named: Callable[[], Collection[str] | None]) -> None:
        """Remove what was broken off, as far as the disk lets us.

        Args:
            named: The names of all blobs that any change ever named; None where that can't be
                told, and no blob may go.
        """
        with contextlib.suppress(OSError):
            if self.broken_off:
                known = named()
                if known is None:
                    return
                for name, _size in self.names():
                    if name not in known:
                        durable.remove(self._place(name).parent, name)
        durable.clear(self.folder)

    def _place(self, name: str) -> Path:
        """Where a blob is.

        Raises:
            FileNotFoundError: If nothing of that name can be one.
        """
        if not NAME.fullmatch(name):
            raise FileNotFoundError
        return self.folder / name[:2] / name


class _FolderSink:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._digest = Digest()
        self._file = copying.Writing(folder)
        self._name = ""
        self.committed = False

    def write(self, data: bytes) -> None:
        self._digest.update(data)
        self._file.write(data)

    def read_back(self) -> Readable:
        if not self._name:
            self._file.finish()
            self._name = f"{self._digest.hexdigest()}.age"
        return copying.Reading(self._file.path)

    @property
    def name(self) -> str:
        return self._name

    def commit(self) -> str:
        folder = self._folder / self._name[:2]
        if not durable.is_folder(folder):
            durable.make_folder(folder)
        self._file.keep(folder, self._name)
        self.committed = True
        durable.sync_folder(folder)
        return self._name

    def discard(self) -> None:
        self._digest.close()
        self._file.discard()
