"""Dates as people know them: exact, about, between, or not known.

A record may only say what its writer knows, so "about March 2026" must never become the
first of March. Vague dates are ``tui.interview.dates.When``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.wording.catalogue import gettext as _
from tui.wording.catalogue import pgettext
from tui.wording.formats import (
    Style,
    format_date,
    format_datetime,
    format_day_of_month,
    format_month,
    format_offset,
    format_time,
)

if TYPE_CHECKING:
    from tui.interview.dates import When

_DAYS = {"day", "minute", "second"}
_CLOCK = {"minute", "second"}


def format_when(when: When, style: Style = "long") -> str:
    """Return the date in plain words.

    Args:
        when: What is known of it.
        style: ``long`` spells the month out and names the zone, ``short`` fits a column.

    Returns:
        For example ``3 March 2026, 5:46 p.m. (UTC−08:00)``, ``about March 2026``,
        ``between 3 and 5 May 2026``, ``March 2026 or earlier`` or ``date not known``.
    """
    if when.unknown:
        return _("date not known")
    if when.ends is None:
        return _single(when, style)
    first, last = when.ends
    if first is not None and last is not None:
        return _between(first, last, style)
    if last is not None:
        # Translators: it happened on this date or before it.
        return _("{date} or earlier").format(date=_single(last, style))
    if first is not None:
        # Translators: it happened on this date or after it.
        return _("{date} or later").format(date=_single(first, style))
    return _("date not known")


def _single(when: When, style: Style) -> str:
    text = _plain(when, style)
    if when.precision in _DAYS:
        if when.approximate and when.uncertain:
            return pgettext("day", "perhaps about {date}").format(date=text)
        if when.approximate:
            # Translators: a day that is not exact, such as "about 3 March 2026".
            return pgettext("day", "about {date}").format(date=text)
        if when.uncertain:
            # Translators: a day the writer is not sure of, such as "perhaps 3 March 2026".
            return pgettext("day", "perhaps {date}").format(date=text)
        return text
    if when.approximate and when.uncertain:
        return pgettext("month", "perhaps about {date}").format(date=text)
    if when.approximate:
        # Translators: a month or year that is not exact, such as "about March 2026".
        return pgettext("month", "about {date}").format(date=text)
    if when.uncertain:
        # Translators: a month or year the writer is not sure of, such as "perhaps 2026".
        return pgettext("month", "perhaps {date}").format(date=text)
    return text


def _within_a_day(first: When, last: When, style: Style) -> str:
    """Return two times of one day, the day said once: ``3 May 2026, between …``."""
    # Translators: two times of one day: "3 May 2026, between 8:05 p.m. and 10:40 p.m."
    text = _("{date}, between {start} and {end}").format(
        date=format_date(first.start.date(), style),
        start=format_time(first.start.time()),
        end=format_time(last.start.time()),
    )
    if first.zone is None or style == "short":
        return text
    return f"{text} ({format_offset(first.zone.utcoffset(None))})"


def _between(first: When, last: When, style: Style) -> str:
    clocks = {first.precision, last.precision} <= _CLOCK and not (first.vague or last.vague)
    if clocks and first.start.date() == last.start.date() and first.zone == last.zone:
        return _within_a_day(first, last, style)
    start = _single(first, style)
    same_year = first.start.year == last.start.year
    if first.precision == last.precision == "day" and same_year and not first.vague:
        same_month = first.start.month == last.start.month
        start = format_day_of_month(first.start.date(), month=not same_month, style=style)
    end = _single(last, style)
    if any(each.approximate or each.uncertain for each in (first, last)):
        # Translators: one or both ends already say "about" or "perhaps".
        return pgettext("about", "between {start} and {end}").format(start=start, end=end)
    if {first.precision, last.precision} <= _DAYS:
        # Translators: two days, such as "between 3 and 5 May 2026".
        return pgettext("day", "between {start} and {end}").format(start=start, end=end)
    # Translators: two months or years, such as "between March 2026 and May 2026".
    return pgettext("month", "between {start} and {end}").format(start=start, end=end)


def _plain(when: When, style: Style) -> str:
    if when.precision == "year":
        return str(when.start.year)
    if when.precision == "month":
        return format_month(when.start.date(), style)
    if when.precision == "day":
        return format_date(when.start.date(), style)
    return format_datetime(when.start.replace(tzinfo=when.zone), style)
