"""What is in the folder of a journal, by the names of its files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui.vault import durable

_SEGMENT = re.compile(r"seg-(\d{6})(?:-(\d{1,9}))?-[0-9a-f]{64}\.age")
_OPEN = re.compile(r"open-(\d{6})\.txt")


class Listing(NamedTuple):
    """What is in the folder: closed segments, open ones and states, by number.

    ``older`` are closed segments in whose place a newer file stands.
    """

    segments: dict[int, str]
    open: dict[int, str]
    states: list[str]
    older: Sequence[str] = ()


def listing(folder: Path) -> Listing:
    """Look what is in the folder.

    Raises:
        OSError: If it can't be read.
    """
    segments: dict[int, str] = {}
    opened: dict[int, str] = {}
    older: list[str] = []
    for name in durable.names(folder):
        if found := _SEGMENT.fullmatch(name):
            other = segments.get(int(found[1]), name)
            first, last = sorted((other, name), key=turn)
            if turn(first) < turn(last):
                older.append(first)
            segments[int(found[1])] = last
        elif found := _OPEN.fullmatch(name):
            opened[int(found[1])] = name
    return Listing(segments, opened, durable.named(folder, "state-[0-9]{8}"), older)


def turn(name: str) -> int:
    """How often a closed segment was written: 1, or the second number in its name."""
    found = _SEGMENT.fullmatch(name)
    return int(found[2] or 1) if found else 0


def state_number(name: str) -> int:
    """After which frame a state file's tables stand."""
    return int(name.split("-")[1])
