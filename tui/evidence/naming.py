"""A name for a file outside the record, made of what it was called: harmless on any system."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 120
"""Characters; some systems take 255 bytes, of which one character may need four."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE
)
_SHOWN = re.compile(r"\.[A-Za-z0-9]{1,8}")


def plain_name(name: str) -> str:
    """Return a file name like ``name`` that every system takes and that hides nothing.

    Characters that act on a terminal, turn the direction of writing or stand for a folder
    become ``_``. The ending stays, so that the right program opens it.
    """
    kept = "".join("_" if _is_odd(sign) else sign for sign in unicodedata.normalize("NFC", name))
    kept = _FORBIDDEN.sub("_", kept).strip(" .")
    if kept.startswith("-"):
        kept = f"_{kept[1:]}"  # a program would take it for an option
    if _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    stem, ending = divided(kept)
    return (stem[: _LONGEST - len(ending)].rstrip(" .") + ending) or "file"


def divided(name: str) -> tuple[str, str]:
    """Return a name's beginning and its ending with the dot, or an empty one."""
    stem, dot, ending = name.rpartition(".")
    if stem and _SHOWN.fullmatch(dot + ending):
        return stem, dot + ending
    return name, ""


def _is_odd(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
