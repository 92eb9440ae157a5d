"""A home folder that is watched: what a run leaves in it, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from terminal import Snapshot, appeared, snapshot


@dataclass(frozen=True)
class Home:
    """A person's home folder and the folder they stand in, with what was there before."""

    path: Path
    cwd: Path
    vault: Path
    papers: Path
    before: Snapshot

    def strayed(self) -> list[str]:
        """Return what is new, changed or gone outside the chosen folders."""
        return appeared(self.before, snapshot(self.path), self.vault, self.papers)


def made_in(folder: Path) -> Home:
    """Make a home with a few things in it."""
    path = folder / "home"
    for name in ("tmp", "Documents", ".config", ".cache", "work", "papers"):
        (path / name).mkdir(parents=True)
    (path / "Documents/letter.txt").write_text("Dear Sam", encoding="utf-8")
    return Home(path, path / "work", path / "Documents/notes", path / "papers", snapshot(path))
