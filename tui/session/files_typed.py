"""Names of files as they are typed, pasted or dragged into a terminal.

To say whether such a file is there, its size and date are looked up: nothing is opened, copied
or written here. A sealed copy is another page's matter (``stages/keeping``).
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tui.wording import format_date, format_number
from tui.wording import gettext as _

_WORD = re.compile(r"'[^']*'|\"[^\"]*\"|(?:\\.|[^\s\\'\"])+")
_ABSOLUTE = re.compile(r"/|~/|file://|[A-Za-z]:[\\/]")
_WINDOWS = re.compile(r"[A-Za-z]:\\|\\\\")
_MOST_TOLD = 5
"""Files of one answer that are looked up while it is typed."""
_KILO = 1000


def read_files(text: str) -> list[str]:
    """Return the names in a text: one on each line, or dragged in side by side."""
    found: list[str] = []
    for line in text.split("\n"):
        found += [name for one in _side_by_side(line.strip()) if (name := _name(one))]
    return found


def _side_by_side(line: str) -> list[str]:
    """Return the files of one line: several only where each is surely a whole path."""
    words = _WORD.findall(line)
    whole = " ".join(words) == " ".join(line.split())
    several = len(words) > 1 and whole
    if several and all(_ABSOLUTE.match(one.strip("'\"")) for one in words):
        return list(words)
    return [line]


def _name(word: str) -> str:
    """Return a name without the quotes, escapes or ``file://`` that a terminal puts there."""
    if len(word) > 1 and word[0] == word[-1] and word[0] in "'\"":
        word = word[1:-1]
    elif "\\" in word and word[:1] in "/~" and not _WINDOWS.match(word):
        word = re.sub(r"\\([^\w])", r"\1", word)
    if word.lower().startswith("file://"):
        parts = urlsplit(word)
        if parts.netloc in ("", "localhost"):
            path = unquote(parts.path)
            return path[1:] if re.match(r"/[A-Za-z]:/", path) else path
    return word.strip()


def told(names: list[str]) -> str:
    """Return, for each name, whether such a file is there now, with its size and date."""
    lines = [f"{Path(name).name or name}: {_about(name)}" for name in names[:_MOST_TOLD]]
    if len(names) > _MOST_TOLD:
        more = len(names) - _MOST_TOLD
        lines.append(_("and {number} more").format(number=format_number(more)))
    return "; ".join(lines)


def _about(name: str) -> str:
    looked_up = _looked_up(name)
    if looked_up is None:
        return _("not found from here")
    found = looked_up[1]
    if stat.S_ISDIR(found.st_mode):
        return _("a folder")
    try:
        day = format_date(datetime.fromtimestamp(found.st_mtime).date())
    except (OverflowError, OSError, ValueError):
        return _size(found.st_size)
    # Translators: of a file: its size, and the day it was last changed.
    return _("{size}, changed {date}").format(size=_size(found.st_size), date=day)


def found_file(name: str) -> tuple[Path, int] | None:
    """Return where a file of that name is now, and its size; None where there is no file."""
    found = _looked_up(name)
    if found is None or not stat.S_ISREG(found[1].st_mode):
        return None
    return found[0], found[1].st_size


def _looked_up(name: str) -> tuple[Path, os.stat_result] | None:
    # A name like \\server\share would be looked for on a network.
    if name.startswith(("\\\\", "//")):
        return None
    for form in ("NFC", "NFD"):
        try:
            path = Path(unicodedata.normalize(form, name)).expanduser()
            found = path.stat()
        except (OSError, ValueError, RuntimeError):
            continue
        return path, found
    return None


def _size(size: int) -> str:
    if size < _KILO:
        return _("{number} bytes").format(number=format_number(size))
    amount, unit = Decimal(size) / _KILO, 0
    while amount >= _KILO and unit < 2:
        amount, unit = amount / _KILO, unit + 1
    number = format_number(round(amount, 1 if amount < 10 else 0))
    # Translators: sizes of files.
    units = (_("{number} KB"), _("{number} MB"), _("{number} GB"))
    return units[unit].format(number=number)
