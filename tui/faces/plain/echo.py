"""Saying back how something typed would be kept, and whether it can be read at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tui.session.page import Field

Understood = Callable[[str, str], str]
"""A session's ``understood``: how a text in a field, by name, would be kept."""


def read_back(field: Field, text: str, understood: Understood) -> tuple[str, bool]:
    """Return what to say about ``text`` typed into ``field``, and whether it can be taken.

    Nothing is said where the text says it all itself.
    """
    words = understood(field.name, text) if text.strip() and not field.options else ""
    if not words or words == text.strip():
        return "", True
    from tui.interview.codec import BadAnswer, clean, to_stored
    from tui.session.typed import as_typed

    try:
        to_stored(field.type, as_typed(field.type, clean(text).strip(), date.today()))
    except BadAnswer:
        return words, False
    return words, True
