"""Where something stands in a file, so that every problem can name its line."""

from __future__ import annotations

import msgspec


class Mark(msgspec.Struct, frozen=True, order=True):
    """A place in a content file.

    Attributes:
        file: Path as it should be shown to the author, relative to the content folder.
        line: 1-based line.
        column: 1-based column.
    """

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        """Return ``file:line``, the form editors and terminals make clickable."""
        return f"{self.file}:{self.line}"


NOWHERE = Mark("", 0)
