"""The fonts a PDF is set in: the ones that came along, and the computer's own if needed.

Carried fonts are Python packages found through fontpkg: Noto Sans, and any further Noto
Sans family that is installed. The computer's fonts are looked at only for characters that
those don't have, so that most papers come out the same everywhere.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.papers import cmap
from tui.papers.errors import PaperFailed

if TYPE_CHECKING:
    import typst

MAIN: Final = "noto-sans"
_MOST_BORROWED = 6
# These have a shape for every character there is, and the shape is a box or a picture.
_NOT_LETTERS = ("lastresort", "last resort", "blank", "notdef", "emoji", "unifont", "barcode")


@dataclass(frozen=True)
class Typeface:
    """What to set a paper in.

    Attributes:
        families: Font families in the order they are tried.
        printable: Every character at least one of them has.
        borrowed: Whether some are the computer's own.
    """

    families: tuple[str, ...]
    printable: frozenset[str]
    borrowed: bool = False

    def loaded(self) -> typst.Fonts:
        """Return the fonts for Typst; loaded once."""
        return _loaded(self.borrowed)


def for_characters(needed: Collection[str], *, borrow: bool = True) -> Typeface:
    """Return the fonts for these characters, which may still not cover all of them.

    Args:
        needed: The characters of a paper.
        borrow: Whether to look among the computer's own fonts.

    Raises:
        PaperFailed: If not even the main font is installed.
    """
    carried = _carried()
    missing = {each for each in needed if each > "\x7f"} - carried.printable
    if not missing or not borrow:
        return carried
    families, printable = list(carried.families), carried.printable
    for family, covered in _systems():
        helps = missing & covered
        if helps and len(families) < len(carried.families) + _MOST_BORROWED:
            families.append(family)
            printable |= covered
            missing -= helps
    if len(families) == len(carried.families):
        return carried
    return Typeface(tuple(families), printable, borrowed=True)


@lru_cache(maxsize=1)
def _carried() -> Typeface:
    import fontpkg

    installed = fontpkg.families()
    if MAIN not in installed:
        raise PaperFailed(MAIN, "font not installed")
    names = [MAIN, *sorted(slug for slug in installed if slug.startswith(f"{MAIN}-"))]
    printable: frozenset[str] = frozenset()
    for name in names:
        upright = next((file for file in installed[name].files if file.style == "normal"), None)
        if upright is not None:
            printable |= cmap.characters(upright.path)
    return Typeface(tuple(installed[name].name for name in names), printable)


def _folders() -> list[str]:
    import fontpkg

    installed = fontpkg.families()
    found = {
        str(file.path.parent)
        for slug, family in installed.items()
        if slug == MAIN or slug.startswith(f"{MAIN}-")
        for file in family.files
    }
    return sorted(found)


@lru_cache(maxsize=2)
def _loaded(borrowed: bool) -> typst.Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=borrowed, include_embedded_fonts=False, font_paths=_folders()
    )


@lru_cache(maxsize=1)
def _systems() -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the computer's upright families with what they cover, Noto's first."""
    found: dict[str, frozenset[str]] = {}
    for font in _loaded(True).fonts():
        name = font.family.lower()
        if font.path is None or font.style != "normal" or font.family in found:
            continue
        if any(word in name for word in _NOT_LETTERS) or not 300 <= font.weight <= 600:
            continue
        found[font.family] = cmap.characters(Path(font.path), font.index)
    order = sorted(found, key=lambda name: (not name.startswith("Noto Sans"), name))
    return tuple((name, found[name]) for name in order)
