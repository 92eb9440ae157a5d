"""How far long work is, in words: "312 MB of 1.2 GB, about 20 seconds more"."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tui.session.driver import Doing
from tui.wording import format_number, ngettext
from tui.wording import gettext as _

_MINUTE, _HOUR = 60, 3600


def percent(doing: Doing) -> int | None:
    """Return how many hundredths are done; None where nobody knows how much it is in all."""
    if doing.total <= 0:
        return None
    return max(0, min(100, doing.done * 100 // doing.total))


def how_far(doing: Doing) -> str:
    """Return how far it is, and how much longer it takes, as far as either is known."""
    if doing.stopping:
        return _("Stopping…")
    parts = [_amount(doing), _longer(doing.left)]
    return (
        _("{amount}, {longer}").format(amount=parts[0], longer=parts[1])
        if all(parts)
        else (parts[0] or parts[1])
    )


def size_words(count: int) -> str:
    """Return a number of bytes as people read it: ``312 MB``."""
    if count < 1000:
        return ngettext("{count} byte", "{count} bytes", count).format(count=count)
    sizes = (
        (10**9, _("{number} GB")),
        (10**6, _("{number} MB")),
        (10**3, _("{number} kB")),
    )
    for unit, words in sizes:
        if count >= unit:
            # One digit after the point only where there is one before it, as for 1.2 GB.
            step = Decimal("0.1") if count < 10 * unit else Decimal(1)
            number = (Decimal(count) / unit).quantize(step, ROUND_HALF_UP)
            return words.format(number=format_number(number))
    return ""


def _amount(doing: Doing) -> str:
    if doing.total <= 0:
        return _so_far(doing)
    if doing.unit == "bytes":
        return _("{done} of {total}").format(
            done=size_words(doing.done), total=size_words(doing.total)
        )
    counts = {"done": format_number(doing.done), "total": format_number(doing.total)}
    match doing.unit:
        case "files":
            words = ngettext("{done} of {total} file", "{done} of {total} files", doing.total)
        case "changes":
            words = ngettext("{done} of {total} change", "{done} of {total} changes", doing.total)
        case _:
            words = _("{done} of {total}")
    return words.format(**counts)


def _so_far(doing: Doing) -> str:
    if not doing.done:
        return ""
    if doing.unit == "bytes":
        return _("{size} so far").format(size=size_words(doing.done))
    return _("{count} so far").format(count=format_number(doing.done))


def _longer(left: float | None) -> str:
    """Return how much longer it takes, not more exactly than anybody can know."""
    if left is None:
        return ""
    seconds = round(left)
    if seconds < 10:
        return _("a few seconds more")
    if seconds < _MINUTE - 5:
        tens = -(-seconds // 10) * 10 if seconds <= 50 else 50
        return _("about {count} seconds more").format(count=tens)
    if seconds < _HOUR:
        minutes = max(round(seconds / _MINUTE), 1)
        words = ngettext("about {count} minute more", "about {count} minutes more", minutes)
        return words.format(count=minutes)
    hours = round(seconds / _HOUR)
    words = ngettext("about {count} hour more", "about {count} hours more", hours)
    return words.format(count=hours)
