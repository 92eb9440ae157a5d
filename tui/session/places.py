"""Where a record or a paper could go. Nothing is made here, only proposed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = "fairhand"
"""The neutral name of a record's folder."""


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
        return drives[0] / FOLDER if drives else None
    return default_folder()
