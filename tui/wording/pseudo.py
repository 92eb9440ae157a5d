"""A made-up language, ``xx``: English in brackets and accents.

With it on, any text without brackets is text that nobody marked for translation. The
accents show what cannot display them, and the added length shows what has no room.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

PSEUDO = "xx"
OPENING, CLOSING = "⟦", "⟧"

_ACCENTS = str.maketrans("AEIOUaeiouCcNnSsYyZz", "ÅÉÎÖÛåéîöûÇçÑñŠšÝýŽž")
_KEPT = re.compile(r"(\{\{|\}\}|\{[^{}]*\})")


def pseudo(message: str) -> str:
    """Return ``message`` in the made-up language, its placeholders untouched."""
    pieces = _KEPT.split(message)
    spoken = [part if n % 2 else part.translate(_ACCENTS) for n, part in enumerate(pieces)]
    return f"{OPENING}{''.join(spoken)}{CLOSING}"


def untranslated(text: str) -> str:
    """Return what in ``text`` stands outside the brackets, or an empty string.

    Only letters count: spaces, numbers and punctuation may join translated pieces.
    """
    depth, outside = 0, []
    for char in text:
        depth += (char == OPENING) - (char == CLOSING)
        if depth == 0 and char not in OPENING + CLOSING:
            outside.append(char)
    found = "".join(outside).strip()
    return found if any(char.isalpha() for char in found) else ""


class PseudoTranslations(NullTranslations):
    """Translates every message it is given."""

    def gettext(self, message: str) -> str:
        """Return the message in the made-up language."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the English form that fits ``n``, in the made-up language."""
        return pseudo(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        """Return the message in the made-up language."""
        return pseudo(message)
