"""Whether it happens more often: the last four weeks beside the four weeks before.

A plain rule that anyone can check by counting. It says nothing about what comes next.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from tui.case.patterns import days
from tui.interview.dates import When

WEEKS: Final = 4
_LEAST = 3
_STEP = 2

Change = Literal["more", "less", "same", "unknown"]


class Frequency(NamedTuple):
    """How many entries there are in the last four weeks, and in the four before.

    Attributes:
        change: What follows. ``unknown`` where the entries begin within the last four weeks,
            so that there is nothing to compare them with.
        now: Entries that are surely in the last four weeks, today among them.
        before: Entries that are surely in the four weeks before.
        left_out: Entries that may be in either, or in neither of them.
    """

    change: Change
    now: int
    before: int
    left_out: int


def frequency(dates: Iterable[When | None], today: date) -> Frequency:
    """Compare the last four weeks with those before.

    It is "more" where there are at least three now, at least two more than before, and at
    least half as many again; "less" the other way about.
    """
    return counted((days(when) for when in dates), today)


def counted(spans: Iterable[tuple[date, date] | None], today: date) -> Frequency:
    """Return the same from the first and the last day each entry may be."""
    try:
        middle = today - timedelta(days=7 * WEEKS)
        edge = middle - timedelta(days=7 * WEEKS)
        # Somewhere else it is tomorrow already.
        end = today + timedelta(days=1)
    except OverflowError:
        return Frequency("unknown", 0, 0, 0)
    now = before = left_out = 0
    began = False
    for span in spans:
        if span is None:
            left_out += 1
            continue
        first, last = span
        if last <= middle:
            began = True
            if first > edge:
                before += 1
            elif last > edge:
                left_out += 1
        elif first > middle and last <= end:
            now += 1
        elif first <= end:
            left_out += 1
    return Frequency(_change(now, before) if began else "unknown", now, before, left_out)


def _change(now: int, before: int) -> Change:
    fewer, more = sorted((now, before))
    if more < _LEAST or more - fewer < _STEP or 2 * more < 3 * fewer:
        return "same"
    return "more" if now > before else "less"
