"""How far work over many files is, told also within a large one."""

from __future__ import annotations

from tui.vault.verify_files import Progress


class Telling:
    """Tells how many bytes of all files are done.

    A file may be read more than once, to compare what was written: within it no more than its
    size is told.
    """

    def __init__(self, progress: Progress, whole: int) -> None:
        """Nothing is done yet.

        Args:
            progress: Is told. What it raises breaks the work off.
            whole: Bytes of all files.
        """
        self._progress = progress
        self._whole = whole
        self._before = self._size = self._inside = 0

    def file(self, size: int) -> None:
        """Go on to a file of so many bytes."""
        self._before += self._size
        self._size, self._inside = size, 0
        self._progress(self._before, self._whole)

    def piece(self, count: int) -> None:
        """So many bytes more of the file were read."""
        self._inside = min(self._inside + count, self._size)
        self._progress(self._before + self._inside, self._whole)

    def done(self) -> None:
        """All of it is done."""
        self._progress(self._whole, self._whole)
