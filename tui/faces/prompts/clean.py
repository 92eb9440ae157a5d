"""Making any text fit to be shown by a prompt: nothing in it can act or pose as ours.

What people wrote reaches prompt_toolkit as plain pieces of text only, never as its markup;
here control and bidi characters become visible first, such as ``<U+001B>``.
"""

from __future__ import annotations

import unicodedata

_HARMLESS_FORMATS = "\u200c\u200d"
"""Zero-width (non-)joiner: Persian, Punjabi and emoji need them, and they only join."""


def lines(text: str) -> list[str]:
    """Split ``text`` at every kind of line break and make each line harmless."""
    return ["".join(_seen(one) for one in line) for line in text.splitlines()] or [""]


def one_line(text: str, most: int = 0) -> str:
    """Return ``text`` harmless and in one line.

    Args:
        text: Any text.
        most: Characters to keep, with an ellipsis for the rest; 0 keeps them all.
    """
    words = " ".join(line.strip() for line in lines(text)).strip()
    if most and len(words) > most:
        words = words[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
    return words


def is_unseen(character: str) -> bool:
    """Whether a character would act on a terminal rather than show on it."""
    if character.isascii():
        return not character.isprintable()
    kind = unicodedata.category(character)
    return kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and character not in _HARMLESS_FORMATS)


def _seen(character: str) -> str:
    if character == "\t":
        return "    "
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return f"<U+{ord(character):04X}>" if is_unseen(character) else character


def width(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    from prompt_toolkit.utils import get_cwidth

    return get_cwidth(text)


def wrapped(text: str, columns: int, lead: str = "", indent: str = "") -> list[str]:
    """Break one line at blanks, or within a word that is longer than a line.

    Args:
        text: One harmless line.
        columns: How wide a line may be, what leads it included.
        lead: What the first line starts with.
        indent: What the others start with.
    """
    found: list[str] = []
    line = lead
    start = True
    for word in text.split(" "):
        rest = word if start else f" {word}"
        if width(line + rest) > columns and not start:
            found.append(line)
            line, rest = indent, word
        while width(line + rest) > columns:
            room = max(_fitting(rest, columns - width(line)), 1)
            found.append(line + rest[:room])
            line, rest = indent, rest[room:]
        line += rest
        start = False
    return [*found, line]


def _fitting(text: str, columns: int) -> int:
    """Return how many characters of ``text`` fit into ``columns``."""
    taken = 0
    for place, character in enumerate(text):
        taken += width(character)
        if taken > columns:
            return place
    return len(text)
