"""A folder for papers that is only there when there is something in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Make a folder, and those above it that are missing; where the block fails, unmake them.

    Raises:
        OSError: It can't be made; what was made of it is gone again.
    """
    missing = []
    at = folder
    while not at.exists() and at != at.parent:
        missing.append(at)
        at = at.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    except BaseException:
        for one in missing:
            with suppress(OSError):  # not empty: somebody else put something there
                one.rmdir()
        raise
