"""The names of writing systems, for a note where no font has the letters."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from tui.wording import gettext as _


def name_of(key: str) -> str:
    """Return the name of the script that ``key_of`` found; an empty string if unknown."""
    return _names().get(key, "")


@lru_cache(maxsize=4096)
def key_of(letter: str) -> str:
    """Return the first word of the character's name, which for letters is the script's.

    An empty string where the character goes with any script.
    """
    words = unicodedata.name(letter, "UNKNOWN").split()
    if words[0] in ("COMBINING", "MODIFIER", "VARIATION", "ZERO"):
        return ""
    if words[0] in ("HIRAGANA", "KATAKANA", "HALFWIDTH"):
        return "JAPANESE"
    return words[0]


def _names() -> dict[str, str]:
    return {
        "ARABIC": _("Arabic"),
        "ARMENIAN": _("Armenian"),
        "BENGALI": _("Bengali"),
        "CANADIAN": _("Canadian syllabic"),
        "CHEROKEE": _("Cherokee"),
        "CJK": _("Chinese"),
        "CYRILLIC": _("Cyrillic"),
        "DEVANAGARI": _("Devanagari"),
        "ETHIOPIC": _("Ethiopic"),
        "GEORGIAN": _("Georgian"),
        "GREEK": _("Greek"),
        "GUJARATI": _("Gujarati"),
        "GURMUKHI": _("Gurmukhi"),
        "HANGUL": _("Korean"),
        "HEBREW": _("Hebrew"),
        "JAPANESE": _("Japanese"),
        "KANNADA": _("Kannada"),
        "KHMER": _("Khmer"),
        "LAO": _("Lao"),
        "LATIN": _("Latin"),
        "MALAYALAM": _("Malayalam"),
        "MYANMAR": _("Burmese"),
        "ORIYA": _("Odia"),
        "SINHALA": _("Sinhala"),
        "SYRIAC": _("Syriac"),
        "TAMIL": _("Tamil"),
        "TELUGU": _("Telugu"),
        "THAANA": _("Thaana"),
        "THAI": _("Thai"),
        "TIBETAN": _("Tibetan"),
    }
