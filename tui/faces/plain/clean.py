"""Making any text fit for a plain transcript: nothing in it can act or pose as ours.

People paste what was sent to them. Control characters could move the cursor or ring a
bell, bidi controls could reorder a line, and line breaks could start a line that looks
like one of the program's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiner: Persian, Punjabi and emoji need them, and they only join."""

_ASCII = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{HORIZONTAL ELLIPSIS}": "...",
    "\N{BULLET}": "*",
    "\N{MIDDLE DOT}": "*",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "\N{LATIN SMALL LIGATURE OE}": "oe",
    "\N{LATIN CAPITAL LIGATURE OE}": "OE",
}


def _seen(character: str) -> str:
    if character == "\t":
        return "    "
    kind = unicodedata.category(character)
    if kind == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    if kind == "Cc" or (kind == "Cf" and character not in _JOINERS):
        return f"<U+{ord(character):04X}>"
    return character


def lines(text: str) -> list[str]:
    """Split ``text`` at every kind of line break and make each line harmless.

    Control and bidi characters become visible, such as ``<U+001B>``.
    """
    return ["".join(map(_seen, line)) for line in text.splitlines()] or [""]


def one_line(text: str) -> str:
    """Return ``text`` as one harmless line; line breaks become spaces."""
    return " ".join(line.strip() for line in lines(text)).strip()


def shorten(text: str, most: int = 300) -> str:
    """Return the start of ``text``, at most ``most`` characters, with an ellipsis."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def encodable(text: str, encoding: str) -> str:
    """Return ``text`` with what ``encoding`` cannot write replaced: é by e, else by ``?``.

    An encoding that Python does not know counts as ASCII.
    """
    try:
        text.encode(encoding)
    except LookupError:
        return encodable(text, "ascii")
    except UnicodeEncodeError:
        return "".join(_written(character, encoding) for character in text)
    return text


def _written(character: str, encoding: str) -> str:
    plain = unicodedata.normalize("NFKD", character)
    plain = "".join(part for part in plain if not unicodedata.combining(part))
    for attempt in (character, _ASCII.get(character, ""), plain):
        try:
            attempt.encode(encoding)
        except UnicodeEncodeError:
            continue
        if attempt:
            return attempt
    return "?"


def cells(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes."""
    width = 0
    for character in text:
        if character.isascii():
            width += 1
        elif unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            width += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return width


def wrap(text: str, columns: int, lead: str) -> Iterator[str]:
    """Break one line into lines of at most ``columns``, all but the first after ``lead``.

    A terminal's own wrapping starts at the left edge, where only our lines may start.
    """
    if cells(text) <= columns:
        yield text
        return
    line, blank = "", True
    for word in text.split(" "):
        joined = word if blank else f"{line} {word}"
        if cells(joined) <= columns:
            line, blank = joined, False
            continue
        if line.strip():
            yield line.rstrip()
            joined = lead + word
        while cells(joined) > columns:
            cut = _cut(joined, columns)
            yield joined[:cut]
            joined = lead + joined[cut:]
        line, blank = joined, False
    yield line.rstrip()


def _cut(text: str, columns: int) -> int:
    width = 0
    for place, character in enumerate(text):
        width += cells(character)
        if width > columns:
            return place
    return len(text)
