"""What comes back: how many entries there are by week, by app, by kind, by time of day.

Only what is known is counted, and each count says how many entries it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from tui.interview.dates import When

Step = Literal["week", "month", "year"]
"""How long one period of a chart is."""

PARTS: Final = ("night", "morning", "afternoon", "evening")
"""Six hours of the day each, from midnight on."""

_WEEKS: Final = 26
"""Charts by week have at most so many bars and one more; longer stretches go by month."""
_MONTHS: Final = 36


class Point(NamedTuple):
    """One entry: when it was, what kind it is, through which app or site.

    Kind and place are codes or words, as the caller likes; empty where nothing is recorded.
    """

    when: When | None
    kind: str = ""
    place: str = ""


class Counted(NamedTuple):
    """How many entries there are of each, the most first, and how many say nothing of it."""

    counts: tuple[tuple[str, int], ...]
    left_out: int


class Periods(NamedTuple):
    """How many entries there are in each week, month or year, those without any among them.

    Attributes:
        step: How long a period is.
        counts: The first day of each, and how many entries surely fall into it.
        left_out: Entries that may be in one period or another, or have no date.
    """

    step: Step
    counts: tuple[tuple[date, int], ...]
    left_out: int


def periods(points: Sequence[Point]) -> Periods:
    """Count entries by ISO week; by month or year where that would be a very long list."""
    known = [each for point in points if (each := days(point.when)) is not None]
    step: Step = "week"
    if known:
        spread = (max(last for _first, last in known) - min(first for first, _last in known)).days
        step = "week" if spread <= _WEEKS * 7 else "month" if spread <= _MONTHS * 30 else "year"
    found = Counter(
        begins(first, step) for first, last in known if begins(first, step) == begins(last, step)
    )
    counts = tuple((day, found[day]) for day in _every(found, step))
    return Periods(step, counts, len(points) - sum(found.values()))


def days(when: When | None) -> tuple[date, date] | None:
    """Return the first and the last day a date may be; None where one of them is open."""
    if when is None or when.unknown:
        return None
    if when.ends is not None and None in when.ends:
        return None
    first, last = when.bounds
    return first.date(), last.date()


def begins(day: date, step: Step) -> date:
    """Return the first day of the period a day is in; weeks begin on Monday, as in ISO 8601."""
    if step == "week":
        return day - timedelta(days=min(day.weekday(), (day - date.min).days))
    return day.replace(day=1) if step == "month" else day.replace(month=1, day=1)


def _every(found: Iterable[date], step: Step) -> Iterator[date]:
    """Yield each period from the first to the last of those found."""
    known = sorted(found)
    at = known[0] if known else None
    while at is not None and at <= known[-1]:
        yield at
        at = _after(at, step)


def _after(day: date, step: Step) -> date | None:
    try:
        if step == "week":
            return day + timedelta(days=7)
        if step == "month":
            return begins(day + timedelta(days=31), "month")
        return day.replace(year=day.year + 1)
    except (OverflowError, ValueError):  # the calendar has no later one
        return None


def by_time(points: Sequence[Point]) -> Counted:
    """Count entries by the part of the day; all four parts are there, in their order."""
    parts = [part_of_day(point.when) for point in points]
    found = Counter(part for part in parts if part)
    return Counted(tuple((part, found[part]) for part in PARTS), parts.count(""))


def part_of_day(when: When | None) -> str:
    """Return the part of the day that a date is surely in, as its clock has it; or nothing."""
    if when is None or when.unknown or (when.ends is not None and None in when.ends):
        return ""
    first, last = when.bounds
    if first.date() != last.date() or first.hour // 6 != last.hour // 6:
        return ""
    return PARTS[first.hour // 6]


def by_kind(points: Iterable[Point]) -> Counted:
    """Count entries by kind."""
    return _most_first(point.kind for point in points)


def by_place(points: Iterable[Point]) -> Counted:
    """Count entries by app, site or service."""
    return _most_first(point.place for point in points)


def _most_first(names: Iterable[str]) -> Counted:
    found = Counter(names)
    left_out = found.pop("", 0)
    # Those of one count stand in the order they first came up.
    return Counted(tuple(found.most_common()), left_out)
