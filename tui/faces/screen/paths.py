"""Completing names of files and folders: reads names from the disk, never what is in them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tui.faces.screen.clean import one_line

_MOST_READ = 20_000
"""Names of one folder that are looked at."""


@dataclass(frozen=True)
class Completion:
    """What a typed path may become.

    Attributes:
        text: The path as far as all that fits agrees; the typed one where nothing fits.
        names: Each whole path that fits, and the name to show for it: folders with a slash
            at their end, hidden ones last.
    """

    text: str
    names: tuple[tuple[str, str], ...] = ()


def complete(typed: str) -> Completion:
    """Return what ``typed`` may become. What can't be read has no names; nothing is raised."""
    cut = max(typed.rfind(separator) for separator in {"/", os.sep}) + 1
    if typed == "~":
        return Completion("~" + os.sep, (("~" + os.sep, "~" + os.sep),))
    folder, start = typed[:cut], typed[cut:]
    found = [
        (folder + name, name)
        for name in sorted(_names(_at_home(folder) or os.curdir), key=_order)
        if _fits(name, start)
    ]
    if not found:
        return Completion(typed)
    common = _common([path for path, _name in found])
    return Completion(common if len(common) > len(typed) else typed, tuple(found))


def _common(paths: list[str]) -> str:
    """Return what all begin with, letter by letter."""
    first, last = min(paths), max(paths)
    at = 0
    while at < min(len(first), len(last)) and first[at] == last[at]:
        at += 1
    return first[:at]


def _at_home(folder: str) -> str:
    if not folder.startswith("~"):
        return folder
    try:
        return str(Path(folder).expanduser())
    except RuntimeError:  # there is nobody of that name
        return folder


def _names(folder: str) -> list[str]:
    names = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if one_line(entry.name) == entry.name:  # else it could not be typed
                    names.append(entry.name + (os.sep if _is_folder(entry) else ""))
                if len(names) == _MOST_READ:
                    break
    except (OSError, ValueError):
        return []
    return names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _fits(name: str, start: str) -> bool:
    return name.startswith(start) or (os.name == "nt" and name.lower().startswith(start.lower()))


def _order(name: str) -> tuple[bool, str]:
    return name.startswith("."), name.casefold()
