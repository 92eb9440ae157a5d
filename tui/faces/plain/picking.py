"""Finding the options that typed words stand for: by number, code, shortcut or label."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tui.faces.plain.clean import one_line
from tui.session.page import Choice

MANY = 12
"""From so many options on, part of a label finds the ones that have it."""

_COMMAS = re.compile(r"[,;\uff0c\u060c]")


def one(text: str, options: Sequence[Choice]) -> Choice | None:
    """Return the option that ``text`` names, or None. A number counts from 1."""
    word = text.strip().casefold()
    number = word.rstrip(".)")
    if number.isdecimal() and len(number) <= 6 and 1 <= int(number) <= len(options):
        return options[int(number) - 1]
    for name in (
        lambda option: option.code,
        lambda option: option.key,
        lambda option: one_line(option.label),
    ):
        found = [option for option in options if word and name(option).casefold() == word]
        if len(found) == 1:
            return found[0]
    return None


def several(text: str, options: Sequence[Choice]) -> tuple[list[Choice], list[str]]:
    """Return the options that ``text`` names, each once and in their order, and the rest.

    Commas and semicolons part them; so do spaces, unless a label with spaces is meant. Of
    many options, the rest keeps words together that may be part of a label.
    """
    chosen: list[Choice] = []
    unknown: list[str] = []
    for part in _COMMAS.split(text):
        if not part.strip():
            continue
        words = [part] if one(part, options) else part.split()
        found = [one(word, options) for word in words]
        if len(options) >= MANY and None in found:
            unknown.append(part.strip())
            continue
        for word, option in zip(words, found, strict=True):
            if option is None:
                unknown.append(word)
            elif option not in chosen:
                chosen.append(option)
    return [option for option in options if option in chosen], unknown


def holding(text: str, options: Sequence[Choice]) -> list[Choice]:
    """Return which of many options have ``text`` in their label, whatever its accents."""
    word = _bare(text.strip())
    if len(options) < MANY or not word or word.isdecimal():
        return []
    return [option for option in options if word in _bare(one_line(option.label))]


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
