"""What is said of a fact: where it is from, when it was looked up, and that this was long ago."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Final

from tui.wording.catalogue import gettext as _
from tui.wording.catalogue import ngettext
from tui.wording.formats import format_date, format_month

MONTHS: Final = 6
"""After so many months a fact is to be looked up again, unless somebody set another number."""


def day_of(checked: str) -> str:
    """Return the day or month of ``2026-01-31`` or ``2026-01`` in words; else as it stands."""
    found = _parsed(checked)
    if found is None:
        return checked
    return format_date(found) if checked.count("-") > 1 else format_month(found)


def where_from(source: str, checked: str) -> str:
    """Return where a fact is from and when it was read; empty where one is not known."""
    if not source or not checked:
        return ""
    return _("From {source}, read on {date}.").format(source=source, date=day_of(checked))


def is_old(checked: str, today: date, months: int) -> bool:
    """Return whether a fact was looked up too long ago.

    Args:
        checked: The day it was looked up, as in a list (``2026-01-31`` or ``2026-01``).
        today: The day it is shown.
        months: More than so many months are too long; 0 for never.
    """
    found = _parsed(checked)
    return found is not None and months > 0 and today > _later(found, months)


def all_long_ago(checked: str, months: int) -> str:
    """Return that several things, listed together, were looked up too long ago."""
    return ngettext(
        "Most of what is listed here was looked up on {date}. That is more than {count} month "
        "ago: please look whether it still holds.",
        "Most of what is listed here was looked up on {date}. That is more than {count} months "
        "ago: please look whether it still holds.",
        months,
    ).format(date=day_of(checked), count=months)


def long_ago(checked: str, today: date, months: int) -> str:
    """Return that a fact was looked up too long ago; an empty string where it was not.

    Args:
        checked: As for ``is_old``.
        today: As there.
        months: As there.
    """
    if not is_old(checked, today, months):
        return ""
    return ngettext(
        "This was looked up on {date}. That is more than {count} month ago: please look whether "
        "it still holds.",
        "This was looked up on {date}. That is more than {count} months ago: please look whether "
        "it still holds.",
        months,
    ).format(date=day_of(checked), count=months)


def _parsed(checked: str) -> date | None:
    # Reading lists takes what the first page must not wait for.
    from tui.interview.lists import parse_checked

    return parse_checked(checked)


def _later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
