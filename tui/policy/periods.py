"""Counting calendar time as statutes do: a period "beginning with" a day counts that day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tui.interview.dates import UNKNOWN, When
from tui.interview.spans import HIGHEST

EARLIEST: Final = 1900
"""A bound before this year says nothing: it comes from a day that is not known."""


def after(start: date, months: int) -> date:
    """Return the first day after a period of ``months`` beginning with ``start``.

    Twelve months beginning with 10 March 2026 end with 9 March 2027, so this gives 10 March
    2027. Where the last month has no such day, the period takes all of that month: twelve
    months beginning with 29 February 2024 end with 28 February 2025, and this gives 1 March.
    Past the end of the calendar it gives the calendar's last day.
    """
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    if start.day <= calendar.monthrange(year, month + 1)[1]:
        return date(year, month + 1, start.day)
    return date(year, month + 2, 1)  # A month too short is never December.


def moved(day: date, days: int) -> date:
    """Return ``day`` moved by ``days``, as far as the calendar goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


@dataclass(frozen=True, slots=True)
class Between:
    """A day as far as it is known.

    Attributes:
        first: The earliest day it may be.
        last: The latest it may be; None where nothing is known about that.
    """

    first: date
    last: date | None

    @staticmethod
    def exactly(day: date) -> Between:
        """Return a day that is known."""
        return Between(day, day)

    @staticmethod
    def of(when: When) -> Between | None:
        """Return a date as conditions have it, widened where it is "about"; None if unknown.

        A clock's zone is left aside: what counts in law here is the day.
        """
        if when.unknown:
            return None
        low, high = when.bounds
        return Between(low.date(), None if high >= HIGHEST else high.date())

    @property
    def when(self) -> When:
        """It as conditions have it."""
        start = ".." if self.first.year < EARLIEST else self.first.isoformat()
        end = ".." if self.last is None else self.last.isoformat()
        if start == end:
            return UNKNOWN if self.last is None else When.parse(start)
        return When.parse(f"{start}/{end}")

    @property
    def known(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last

    def after(self, least: int, most: int | None = None) -> Between:
        """Return the first day after a period beginning with it.

        Args:
            least: Months the period has at least.
            most: Months it has at most; None where it has exactly ``least``.
        """
        longest = least if most is None else most
        return Between(after(self.first, least), self.last and after(self.last, longest))

    def later(self, days: int) -> Between:
        """Return it moved by some days."""
        return Between(moved(self.first, days), self.last and moved(self.last, days))


def latest(many: list[Between]) -> Between:
    """Return the latest of some days as far as it is known; at least one has to be given."""
    lasts = [one.last for one in many if one.last is not None]
    every = len(lasts) == len(many)
    return Between(max(one.first for one in many), max(lasts) if every else None)
