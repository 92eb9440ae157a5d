"""The order of what happened: dates as exact as they are known, what has none at the end.

Nothing is guessed: a date that may be one of several days stands where it begins, and says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from tui.interview.dates import When
from tui.interview.spans import clamped

Kind = Literal["began", "entry", "first", "last", "reported", "police", "court"]
"""What an event is: an entry, the first or last of many alike, who was told and when."""

Sure = Literal["minute", "day", "month", "year", "between", "before", "after", "about", "unknown"]
"""How exactly a date is known."""

_RANKS: dict[Kind, int] = {
    "began": 0,
    "first": 1,
    "entry": 2,
    "last": 3,
    "police": 4,
    "reported": 5,
    "court": 6,
}
"""What comes first where two events have one date."""


class Event(NamedTuple):
    """Something with a date.

    Attributes:
        kind: What it is.
        when: Its date; None where there is none.
        of: Which of its kind it is, as the caller numbers them.
    """

    kind: Kind
    when: When | None
    of: int = 0


def order_of(found: When | None, home: timedelta | None = None) -> tuple[int, datetime]:
    """Return what a date sorts by: earliest first, what has no date last.

    Args:
        found: The date.
        home: The offset of dates that say no zone (``home_of``).
    """
    if found is None or found.unknown:
        return (1, datetime.min)
    known = found
    if found.ends is not None and found.ends[0] is None and found.ends[1] is not None:
        known = found.ends[1]  # "or earlier": the one day there is says where it stands
    # Two dates in different zones stand in the order they happened.
    return (0, clamped(known.start, -(offset_of(found) or home or timedelta())))


def offset_of(when: When | None) -> timedelta | None:
    """Return the offset of a date's zone; None where it says none."""
    return when.zone.utcoffset(None) if when is not None and when.zone is not None else None


def home_of(offsets: Iterable[timedelta | None]) -> timedelta | None:
    """Return the offset that dates without a zone are read in: the one most dates have.

    Without it a day, which begins at midnight, would stand before the evening before it.
    """
    found = Counter(offset for offset in offsets if offset is not None)
    return max(found, key=lambda offset: (found[offset], offset), default=None)


def in_order(events: Iterable[Event]) -> tuple[list[Event], list[Event]]:
    """Return the events with a date in their order, and those without one.

    Two of one date stand in the order of their kinds, then of their numbers.
    """
    found = list(events)
    home = home_of(offset_of(each.when) for each in found)
    ranked = sorted(found, key=lambda each: (order_of(each.when, home), _RANKS[each.kind], each.of))
    dated = [each for each in ranked if not order_of(each.when)[0]]
    return dated, ranked[len(dated) :]


def sureness(when: When | None) -> Sure:
    """Return how exactly a date is known."""
    if when is None or when.unknown:
        return "unknown"
    if when.approximate or when.uncertain:
        return "about"
    if when.ends is not None:
        if when.ends[0] is None:
            return "before"
        return "after" if when.ends[1] is None else "between"
    if when.precision in ("minute", "second"):
        return "minute"
    return when.precision if when.precision in ("day", "month", "year") else "between"
