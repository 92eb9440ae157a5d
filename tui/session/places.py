"""Where a record or a paper could go. Nothing is made here, only proposed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = "odds-and-ends"
"""The name proposed for a record's folder: not the program's, and dull."""


def default_folder() -> Path:
    """Return the folder proposed on this device: in Documents where there is one."""
    home = Path.home()
    documents = home / "Documents"
    return (documents if documents.is_dir() else home) / FOLDER


def sticks() -> list[Path]:
    """Return the drives that look like sticks, by where systems mount them."""
    roots: list[Path] = []
    user = os.environ.get("USER", "")
    for base in (Path("/media") / user, Path("/run/media") / user, Path("/Volumes")):
        if user or base == Path("/Volumes"):
            roots.append(base)
    found = []
    for root in roots:
        try:
            found += [one for one in sorted(root.iterdir()) if one.is_dir()]
        except OSError:
            continue
    if sys.platform == "win32":
        found += [Path(f"{letter}:/") for letter in "DEFGHIJKLMNOP" if Path(f"{letter}:/").is_dir()]
    return found


def proposed(place: str) -> Path | None:
    """Return the folder proposed for what the safety check led to, or None for none."""
    if place == "elsewhere":
        drives = sticks()
        return _free(drives[0] / FOLDER) if drives else None
    return _free(default_folder())


def _free(path: Path) -> Path:
    """Return the path, or one beside it where there is something already."""
    try:
        for number in range(2, 100):
            if not path.exists():
                break
            path = path.with_name(f"{FOLDER}-{number}")
    except OSError:
        return path
    return path


def on_this_device(path: Path) -> bool:
    """Return whether a folder seems to be on the disk that holds the home folder.

    A folder that is not there yet is judged by the nearest one above it that is.
    """
    return same_disk(path, Path.home())


def same_disk(one: Path, other: Path) -> bool:
    """Return whether two folders seem to be on one disk; what can't be looked at is not.

    A folder that is not there yet is judged by the nearest one above it that is.
    """
    try:
        return _there(one).stat().st_dev == _there(other).stat().st_dev
    except OSError:
        return False


def _there(path: Path) -> Path:
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def proposed_backup(record: Path) -> Path | None:
    """Return the folder proposed for a backup: on a drive that the record is not on."""
    for drive in sticks():
        if not same_disk(drive, record):
            return _free(drive / FOLDER)
    return None
