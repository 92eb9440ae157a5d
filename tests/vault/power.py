"""A model of power loss: which states of a folder a disk may come back with.

The durable module's calls are done for real and noted. A file's bytes are sure after fsync on
it; what was added since may be kept, cut, lost or zeroed. A folder's changes are sure after fsync
on the folder; before that each may be kept or lost on its own.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(eq=False)
class File:
    """A file's bytes, and those that are sure to come back."""

    data: bytes = b""
    sure: bytes = b""

    def after(self) -> set[bytes]:
        if not self.data.startswith(self.sure):
            return {self.data, self.sure}  # cut, and the cut isn't sure
        new = self.data[len(self.sure) :]
        return {self.sure + tail for tail in (new, b"", new[: len(new) // 2], bytes(len(new)))}


@dataclass(eq=False)
class Folder:
    sure: dict[str, Node] = field(default_factory=dict)
    pending: list[dict[str, Node | None]] = field(default_factory=list)

    def now(self, kept: tuple[bool, ...] | None = None) -> dict[str, Node]:
        entries: dict[str, Node | None] = dict(self.sure)
        for number, change in enumerate(self.pending):
            if kept is None or kept[number]:
                entries.update(change)
        return {name: node for name, node in entries.items() if node is not None}


Node = File | Folder


def load(path: Path) -> Folder:
    """What is on the disk, all of it sure."""
    folder = Folder()
    for inside in path.iterdir():
        node: Node = (
            load(inside) if inside.is_dir() else File(inside.read_bytes(), inside.read_bytes())
        )
        folder.sure[inside.name] = node
    return folder


class PowerOs:
    """Does the durable module's calls for real, and keeps the model beside them.

    ``unsynced`` is the number of an fsync that is left out, to see that it is missed.
    """

    def __init__(self, root: Path, unsynced: int = -1) -> None:
        self.root, self.tree, self.unsynced = root, load(root), unsynced
        self.synced = 0
        self.handles: dict[int, Node] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def find(self, path: Path) -> tuple[Folder, str, Node]:
        folder: Node = self.tree
        for part in path.relative_to(self.root).parts[:-1]:
            assert isinstance(folder, Folder)
            folder = folder.now()[part]
        assert isinstance(folder, Folder)
        return folder, path.name, self.tree if path == self.root else folder.now()[path.name]

    def change(self, path: Path, **entries: Node | None) -> None:
        self.find(path.parent)[2].pending.append(entries)  # type: ignore[union-attr]

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        new = flags & os.O_CREAT and not path.exists()
        handle = os.open(path, flags, mode)
        if new:
            self.change(path, **{path.name: File()})
        self.handles[handle] = self.find(path)[2]
        return handle

    def write(self, handle: int, data: bytes) -> int:
        file = self.handles[handle]
        assert isinstance(file, File)
        file.data += bytes(data)
        return os.write(handle, data)

    def ftruncate(self, handle: int, size: int) -> None:
        file = self.handles[handle]
        assert isinstance(file, File)
        file.data = file.data[:size]
        os.ftruncate(handle, size)

    def fsync(self, handle: int) -> None:
        self.synced += 1
        if self.synced - 1 == self.unsynced:
            return
        match self.handles[handle]:
            case File() as file:
                file.sure = file.data
            case Folder() as folder:
                folder.sure, folder.pending = folder.now(), []

    def rename(self, old: Path, new: Path) -> None:
        node = self.find(old)[2]
        old.rename(new)
        self.change(new, **{old.name: None, new.name: node})

    def unlink(self, path: Path) -> None:
        path.unlink()
        self.change(path, **{path.name: None})

    def rmdir(self, path: Path) -> None:
        path.rmdir()
        self.change(path, **{path.name: None})

    def mkdir(self, path: Path, mode: int) -> None:
        path.mkdir(mode)
        self.change(path, **{path.name: Folder()})


def states(folder: Folder) -> Iterator[dict[str, Any]]:
    """Every state the disk may come back with, as names with bytes or further states."""
    for kept in itertools.product((True, False), repeat=len(folder.pending)):
        entries = folder.now(kept)
        after = [
            sorted(node.after()) if isinstance(node, File) else list(states(node))
            for node in entries.values()
        ]
        for choice in itertools.product(*after):
            yield dict(zip(entries, choice, strict=True))


def lay(state: dict[str, Any], path: Path) -> Path:
    """Put a state on the disk, in place of what was at ``path``."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir()
    for name, inside in state.items():
        if isinstance(inside, bytes):
            (path / name).write_bytes(inside)
        else:
            lay(inside, path / name)
    return path
