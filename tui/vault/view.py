"""Looking at some of the files of a folder only, each perhaps under another name.

A backup may hold files of two moments, where copying broke off. To open the older one as it
stands, without writing, the rest of this room is shown only the files that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePosixPath


class View:
    """What to see of a folder.

    Args:
        root: The folder.
        files: Where each file stands, by the path it is seen at, both inside ``root``.
        folders: Folders in ``root`` that are seen even if they hold nothing.
    """

    def __init__(self, root: Path, files: Mapping[str, str], folders: Iterable[str] = ()) -> None:
        """Sort the files by folder."""
        self._files = {root / seen: root / stands for seen, stands in files.items()}
        self._names: dict[Path, set[str]] = {root / name: set() for name in folders}
        for seen in files:
            path = PurePosixPath(seen)
            for inside in (path, *path.parents[:-1]):
                self._names.setdefault(root / inside.parent, set()).add(inside.name)

    def names(self, folder: Path) -> list[str]:
        """What is seen in ``folder``.

        Raises:
            FileNotFoundError: If nothing is.
        """
        if folder not in self._names:
            raise FileNotFoundError
        return sorted(self._names[folder])

    def stands(self, path: Path) -> Path:
        """Where a file stands.

        Raises:
            FileNotFoundError: If it isn't seen.
        """
        if path not in self._files:
            raise FileNotFoundError
        return self._files[path]


_hidden: dict[Path, frozenset[Path]] = {}


def hide(root: Path, files: Iterable[str]) -> None:
    """Show files below ``root`` nowhere from now on, and all others again.

    Args:
        root: A folder.
        files: Paths inside it.
    """
    if found := frozenset(root / file for file in files):
        _hidden[root] = found
    else:
        _hidden.pop(root, None)


def shown(folder: Path, names: Iterable[str]) -> Iterable[str]:
    """The names in ``folder`` that are not hidden."""
    if not _hidden:
        return names
    return [name for name in names if all(folder / name not in one for one in _hidden.values())]


_view: ContextVar[View | None] = ContextVar("view", default=None)


def current() -> View | None:
    """The view that holds, if any."""
    return _view.get()


@contextmanager
def through(view: View) -> Iterator[None]:
    """Until the block ends, read through ``view``; nothing can be opened for writing."""
    token = _view.set(view)
    try:
        yield
    finally:
        _view.reset(token)
