"""Finding the options that typed words stand for: by number, code, shortcut or label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tui.faces.plain.clean import one_line
from tui.session.page import Choice


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

    Commas and semicolons part them; so do spaces, unless a label with spaces is meant.
    """
    chosen: list[Choice] = []
    unknown: list[str] = []
    for part in re.split(r"[,;\uff0c\u060c]", text):
        if not part.strip():
            continue
        whole = one(part, options)
        for word in [part] if whole else part.split():
            found = one(word, options)
            if found is None:
                unknown.append(word)
            elif found not in chosen:
                chosen.append(found)
    return [option for option in options if option in chosen], unknown
