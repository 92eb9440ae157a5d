"""The lines of a list to pick from, and finding one of them by what is typed."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tui.faces.prompts import clean


@dataclass(frozen=True)
class Item:
    """One line of a list.

    Attributes:
        label: What it says; people's words in part.
        note: Said after it, more quietly.
        number: Which number points at it; 0 for none.
        key: Which letter points at it, if any.
        code: Another name for it, that may be typed.
        depth: How far to the right it stands.
        apart: Whether a blank line stands before it.
        heading: Whether it can't be picked, and only says what follows.
    """

    label: str
    note: str = ""
    number: int = 0
    key: str = ""
    code: str = ""
    depth: int = 0
    apart: bool = False
    heading: bool = False

    def words(self) -> str:
        """Return it as one harmless line."""
        label = clean.one_line(self.label, _LONGEST)
        return f"{label} - {clean.one_line(self.note, _LONGEST)}" if self.note else label


_LONGEST = 400
"""Characters of one line of a list that are shown."""


def folded(text: str) -> str:
    """Return ``text`` as it is compared: no accents, no capitals."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(one for one in parts if not unicodedata.combining(one)).casefold().strip()


def pointed(items: Sequence[Item], typed: str) -> int | None:
    """Return the place of the item that ``typed`` points at: its number, key or beginning."""
    can = [place for place, one in enumerate(items) if not one.heading]
    if typed.isdecimal():
        numbers = [place for place in can if items[place].number == int(typed)]
        return numbers[0] if numbers else None
    wanted = folded(typed)
    if not wanted:
        return None
    for fits in (
        lambda one: one.key == wanted,
        lambda one: folded(one.label).startswith(wanted),
        lambda one: wanted in folded(one.label),
    ):
        for place in can:
            if fits(items[place]):
                return place
    return None


def matching(items: Sequence[Item], typed: str) -> list[int]:
    """Return the places of what ``typed`` may stand for: in the middle, by code or label.

    Where nothing holds it, the nearest to it; where nothing is typed, all.
    """
    wanted = folded(typed)
    if not wanted:
        return list(range(len(items)))
    labels = [folded(one.label) for one in items]
    exact = [p for p, one in enumerate(items) if wanted in (labels[p], folded(one.code))]
    begins = [p for p in range(len(items)) if labels[p].startswith(wanted)]
    holds = [p for p, one in enumerate(items) if wanted in f"{labels[p]} {folded(one.code)}"]
    noted = [p for p, one in enumerate(items) if wanted in folded(one.note)]
    found = list(dict.fromkeys([*exact, *begins, *holds, *noted]))
    return found or nearest(labels, wanted)


def nearest(labels: Sequence[str], wanted: str) -> list[int]:
    """Return the places of the three labels that are most like ``wanted``."""
    close = difflib.get_close_matches(wanted[:100], list(labels), n=3, cutoff=0.45)
    found = [labels.index(one) for one in close]
    for place, label in enumerate(labels):
        if difflib.get_close_matches(wanted[:100], label.split(), n=1, cutoff=0.7):
            found.append(place)
    return list(dict.fromkeys(found))[:3]


def meant(items: Sequence[Item], typed: str) -> int | None:
    """Return the place of the one item that ``typed`` names, or None."""
    wanted = folded(typed)
    same = [
        place
        for place, one in enumerate(items)
        if typed.strip() in (one.label, one.code) or wanted in (folded(one.label), folded(one.code))
    ]
    if len(same) == 1:
        return same[0]
    exactly = [place for place in same if typed.strip() in (items[place].label, items[place].code)]
    if len(exactly) == 1:
        return exactly[0]
    holding = [
        place
        for place, one in enumerate(items)
        if wanted and wanted in f"{folded(one.label)} {folded(one.code)}"
    ]
    return holding[0] if not same and len(holding) == 1 else None


def unlike(items: Sequence[Item]) -> list[str]:
    """Return the items' words, with a number after those that another one has, too."""
    seen: dict[str, int] = {}
    found = []
    for one in items:
        words = clean.one_line(one.label, _LONGEST)
        seen[words] = seen.get(words, 0) + 1
        found.append(words if seen[words] == 1 else f"{words} ({seen[words]})")
    return found
