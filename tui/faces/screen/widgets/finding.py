"""Finding a line of a long list by some of its letters."""

from __future__ import annotations

import unicodedata

from tui.session.page import Choice
from tui.wording import gettext as _

LONG = 12
"""From so many lines on, letters look for a line rather than point at its first letter."""


_LONGEST_CODE = 12
"""Characters of a code that a person may know, such as ``bc``; longer ones are made up."""


def folded(text: str) -> str:
    """Return ``text`` without capitals, accents and spaces: ``Québec City`` is ``quebeccity``.

    The space key ticks a line, so nobody can type one here.
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        character
        for character in apart
        if not unicodedata.combining(character) and not character.isspace()
    )


def finds(typed: str, choice: Choice, *, by_code: bool = True) -> bool:
    """Return whether ``typed`` stands anywhere in the words of a line, or begins its code.

    Args:
        typed: Some letters.
        choice: The line; a heading is never found.
        by_code: Whether codes mean anything to people. Those of rows never do.
    """
    wanted = folded(typed)
    if not choice.code:
        return False
    if any(wanted in folded(one) for one in (choice.label, choice.note)):
        return True
    return by_code and len(choice.code) <= _LONGEST_CODE and folded(choice.code).startswith(wanted)


def found_words(typed: str, found: int, of: int) -> str:
    """Return what is looked for, and how many lines have it."""
    if not found:
        return _("Find: {typed} (nothing here; Backspace takes a letter away)").format(typed=typed)
    return _("Find: {typed} ({found} of {of})").format(typed=typed, found=found, of=of)
