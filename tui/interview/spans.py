"""Lengths of calendar time, and moving a moment by one."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

LOWEST: Final = datetime.min
HIGHEST: Final = datetime.max.replace(microsecond=0)
"""The walls of the calendar; as bounds they mean "no limit on this side"."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of calendar time. Months are whole calendar months."""

    months: int = 0
    days: int = 0

    def __add__(self, other: Span) -> Span:
        """Return the two one after the other."""
        return Span(self.months + other.months, self.days + other.days)

    def __neg__(self) -> Span:
        """Return the same length backwards."""
        return Span(-self.months, -self.days)

    def __sub__(self, other: Span) -> Span:
        """Return this without the other."""
        return self + -other


def Days(n: int) -> Span:
    """Return ``n`` days."""
    return Span(days=n)


def clamped(moment: datetime, by: timedelta) -> datetime:
    """Move a bound; an end left open stays open, and the calendar's ends are a wall."""
    if moment in (LOWEST, HIGHEST):
        return moment
    try:
        return moment + by
    except OverflowError:
        return LOWEST if by < timedelta(0) else HIGHEST


def shift(moment: datetime, span: Span) -> datetime:
    """Move a local moment by calendar months, then days.

    Raises:
        OverflowError: The result is outside the years 1 to 9999.
    """
    months = moment.year * 12 + moment.month - 1 + span.months
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day) + timedelta(days=span.days)
