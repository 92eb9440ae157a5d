"""Making any text inert: what people wrote is shown as it is and never acted on.

Control characters become visible (``<U+001B>``), so that a pasted message can't move the
cursor or reorder a line; square brackets stay what they are, because nothing here is
ever read as markup.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content
    from textual.style import Style

MOST_SHOWN = 20_000
"""Characters of one text that are drawn; wrapping more would make every key wait."""

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiner: Persian, Punjabi and emoji need them, and they only join."""


class _Seen(dict[int, str | None]):
    """A translation table that works out each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.category(character)
        if character == "\n":
            seen = character
        elif character == "\t":
            seen = "    "
        elif kind == "Cs":
            seen = "\N{REPLACEMENT CHARACTER}"
        elif kind in ("Zl", "Zp"):
            seen = "\n"
        elif kind == "Cc" or (kind == "Cf" and character not in _JOINERS):
            seen = f"<U+{code:04X}>"
        else:
            seen = character
        self[code] = seen
        return seen


_SEEN = _Seen()


def inert(text: str) -> str:
    """Return ``text`` with nothing left in it that a terminal would act on.

    Line breaks stay, however written; tabs become four spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return text.replace("\r\n", "\n").translate(_SEEN)


def one_line(text: str) -> str:
    """Return ``text`` inert and in one line; line breaks become spaces."""
    return " ".join(inert(text).split("\n"))


def shown(text: str, style: str | Style = "") -> Content:
    """Return ``text`` as content to draw: inert, never markup, and its start if very long.

    Args:
        text: Any text, people's words included.
        style: One of our own style names for all of it.
    """
    from textual.content import Content

    from tui.wording import ngettext

    clean = inert(text)
    if len(clean) > MOST_SHOWN:
        rest = len(clean) - MOST_SHOWN
        more = ngettext("{count} more character", "{count} more characters", rest)
        clean = f"{clean[:MOST_SHOWN]}\N{HORIZONTAL ELLIPSIS} ({more.format(count=rest)})"
    return Content.styled(clean, style)
