"""Dates as people know them: exact, about, between, or unknown.

A subset of EDTF (ISO 8601-2:2019), levels 0 and 1, to the minute and with a zone offset.
Ours rather than the PyPI package ``edtf`` 5.0.2: measured, that takes 100 ms to import and
2-5 ms a date, refuses times without seconds, compares without zones, and does not say why
it refuses a date.

Comparing is three-valued:

- Dates that may overlap give ``OPEN``. "About" and "not certain" widen a date by one unit
  of its own: a year, a month, a day, an hour for a time of day.
- Two dates given to the same day are equal, as in a calendar and in law; so are two times
  given to the same minute. Everything coarser stays open.
- With a zone on both sides the instants are compared, with a zone on neither the clocks.
  With a zone on one side only, the other may be anywhere from UTC+14 to UTC-12 and the
  result is open unless it holds in all of those. (Assuming the same zone instead would
  put a before b, b before c and c before a.)
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final, Literal

from tui.interview.spans import HIGHEST, LOWEST, Days, Span, clamped, shift
from tui.interview.values import OPEN, Truth, Unsettled, negate

Precision = Literal["year", "month", "day", "minute", "second", "between", "unknown"]

__all__ = [
    "BAD_DATES",
    "UNKNOWN",
    "BadDate",
    "Days",
    "Span",
    "When",
    "at_most",
    "equal",
    "first_of",
    "less",
]

_EAST: Final = timedelta(hours=14)
_WEST: Final = timedelta(hours=12)
_LONGEST = 80


class BadDate(ValueError):
    """A text that is no date.

    Attributes:
        code: ``no-such-day`` and the like; never changes its meaning.
        message: An English message id with ``{placeholders}``.
        words: What to fill them with.
    """

    def __init__(self, code: str, **words: object) -> None:
        """Take the sentence for ``code`` from ``BAD_DATES``."""
        self.code = code
        self.message = BAD_DATES[code]
        self.words = {key: str(value) for key, value in words.items()}
        super().__init__(self.message.format(**self.words))


BAD_DATES: Final = {
    "unreadable": "A date is written like 2026-03-03, 2026-03-03T17:46, 2026-03 or 2026.",
    "no-such-year": "Years go from 0001 to 9999.",
    "no-such-month": "There is no month {month}. Months go from 01 to 12.",
    "no-such-day": "There is no day {day} in month {month} of {year}. It has {days} days.",
    "no-such-time": "There is no time {time}. Times go from 00:00 to 23:59.",
    "no-such-zone": "There is no time zone {zone}. Zones go from -12:00 to +14:00.",
    "backwards": "The first date is later than the second.",
    "mixed-zones": "Give a time zone for both dates, or for neither.",
}
"""Why a text is no date, by code; message ids for whoever shows them."""


@dataclass(frozen=True, slots=True)
class When:
    """A date or time as far as it is known. Made by ``When.parse``.

    Attributes:
        text: Canonical EDTF, ``XXXX`` when unknown. Two dates are the same value when
            their texts are.
        precision: The unit it was given to; ``between`` for an interval.
        start: First local second it may be, as written (before widening for "about").
        end: Last local second it may be, as written.
        approximate: Marked ``~`` (about) or ``%``.
        uncertain: Marked ``?`` (not certain) or ``%``.
        zone: The offset given, if any; for an interval its first.
        ends: For ``between``, its two ends; None for an end left open.
    """

    text: str
    precision: Precision = field(compare=False)
    start: datetime = field(compare=False)
    end: datetime = field(compare=False)
    approximate: bool = field(compare=False, default=False)
    uncertain: bool = field(compare=False, default=False)
    zone: timezone | None = field(compare=False, default=None)
    ends: tuple[When | None, When | None] | None = field(compare=False, default=None)
    _low: datetime = field(compare=False, repr=False, default=LOWEST)
    _high: datetime = field(compare=False, repr=False, default=HIGHEST)

    @staticmethod
    def parse(text: str) -> When:
        """Read EDTF text; an empty text and ``XXXX`` are the unknown date.

        Raises:
            BadDate: It is no date; the error says which part is wrong.
        """
        return _parse(text)

    @property
    def unknown(self) -> bool:
        """Whether nothing at all is known."""
        return self.precision == "unknown"

    @property
    def vague(self) -> bool:
        """Whether it covers more than a day, or is about or uncertain."""
        return self.approximate or self.uncertain or self.precision not in _ATOMS

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """The first and last second it may be, wider where it is "about"; its zone aside."""
        return _local(self)

    @property
    def sort_key(self) -> tuple[bool, datetime, datetime, str]:
        """A total order for lists: by start, then end; the unknown last."""
        return (self.unknown, self.start, self.end, self.text)

    def __str__(self) -> str:
        """Return the canonical text."""
        return self.text

    def __add__(self, span: Span) -> When:
        """Return the date moved by ``span``, as vague as before.

        A month too short for the day takes its last day. Beyond the years 1 to 9999 the
        result is unknown.
        """
        if self.unknown:
            return self
        try:
            return self._moved(span)
        except (OverflowError, BadDate):
            return UNKNOWN

    def __sub__(self, span: Span) -> When:
        """Return the date moved back by ``span``."""
        return self + -span

    def _outer(self, side: Literal[0, 1]) -> When | None:
        return self if self.ends is None else self.ends[side]

    def _moved(self, span: Span) -> When:
        if self.ends is not None:
            first, last = (end and end._moved(span) for end in self.ends)
            # A month moved by days is a stretch itself: keep its outer day.
            return _between(first and first._outer(0), last and last._outer(1))
        marks = _marks(self.approximate, self.uncertain)
        if self.precision in ("year", "month"):
            whole = span.days == 0 and (self.precision == "month" or span.months % 12 == 0)
            start = shift(self.start, span)
            if whole:
                shown = f"{start.year:04}" + f"-{start.month:02}" * (self.precision == "month")
                return _parse(shown + marks)
            end = shift(self.end, span)
            return _parse(f"{_day(start)}{marks}/{_day(end)}{marks}")
        moved = shift(self.start, span)
        rest = self.text[10:].rstrip("~?%")
        return _parse(_day(moved) + rest + marks)


_ATOMS: Final = ("day", "minute", "second")
UNKNOWN: Final = When("XXXX", "unknown", LOWEST, HIGHEST)
_PATTERN: Final = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:[T ](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"(?P<marks>[~?%]?)"
)


@lru_cache(maxsize=8192)
def _parse(text: str) -> When:
    if len(text) > _LONGEST:
        raise BadDate("unreadable")
    text = text.strip().upper()
    if text in ("", "XXXX"):
        return UNKNOWN
    if "/" not in text:
        return _single(text)
    halves = [half.strip() for half in text.split("/")]
    if len(halves) != 2 or "" in halves:
        raise BadDate("unreadable")
    first, last = (None if half == ".." else _single(half) for half in halves)
    return _between(first, last)


def _single(text: str) -> When:
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise BadDate("unreadable")
    year, month, day = found["year"], found["month"], found["day"]
    if year == "0000":
        raise BadDate("no-such-year")
    if month == "XX":
        month = None
        if day not in (None, "XX"):
            raise BadDate("unreadable")
        day = None
    if month is not None and not 1 <= int(month) <= 12:
        raise BadDate("no-such-month", month=month)
    if found["hour"] and (day is None or day == "XX"):
        raise BadDate("unreadable")
    if day == "XX":
        day = None
    marks = found["marks"]
    approximate, uncertain = marks in ("~", "%"), marks in ("?", "%")
    precision: Precision
    unit: timedelta
    shown = year
    if month is None:
        precision, unit = "year", timedelta(days=366)
        start, end = datetime(int(year), 1, 1), datetime(int(year), 12, 31, 23, 59, 59)
        return _made(shown + marks, precision, start, end, unit, approximate, uncertain)
    shown += f"-{month}"
    days = calendar.monthrange(int(year), int(month))[1]
    if day is None:
        start = datetime(int(year), int(month), 1)
        end = datetime(int(year), int(month), days, 23, 59, 59)
        unit = timedelta(days=31)
        return _made(shown + marks, "month", start, end, unit, approximate, uncertain)
    if not 1 <= int(day) <= days:
        raise BadDate("no-such-day", day=day, month=month, year=year, days=days)
    shown += f"-{day}"
    on = date(int(year), int(month), int(day))
    if not found["hour"]:
        start, end = datetime.combine(on, time.min), datetime.combine(on, time(23, 59, 59))
        unit = timedelta(days=1)
        return _made(shown + marks, "day", start, end, unit, approximate, uncertain)
    clock = ":".join(part for part in found.group("hour", "minute", "second") if part)
    if found["hour"] > "23" or found["minute"] > "59" or (found["second"] or "") > "59":
        raise BadDate("no-such-time", time=clock)
    start = datetime.combine(on, time.fromisoformat(clock))
    zone, zone_text = _zone(found["zone"])
    end = start if found["second"] else start.replace(second=59)
    precision = "second" if found["second"] else "minute"
    shown = f"{shown}T{clock}{zone_text}{marks}"
    return _made(shown, precision, start, end, timedelta(hours=1), approximate, uncertain, zone)


def _zone(text: str | None) -> tuple[timezone | None, str]:
    if text is None:
        return None, ""
    if text in ("Z", "+00:00", "-00:00"):
        return UTC, "Z"
    minutes = int(text[1:3]) * 60 + int(text[4:6])
    offset = timedelta(minutes=-minutes if text[0] == "-" else minutes)
    if int(text[4:6]) > 59 or not -_WEST <= offset <= _EAST:
        raise BadDate("no-such-zone", zone=text)
    return timezone(offset), text


def _made(
    text: str,
    precision: Precision,
    start: datetime,
    end: datetime,
    unit: timedelta,
    approximate: bool,
    uncertain: bool,
    zone: timezone | None = None,
) -> When:
    low, high = start, end
    if approximate or uncertain:
        low, high = clamped(low, -unit), clamped(high, unit)
    if zone is not None:
        offset = zone.utcoffset(None)
        low, high = clamped(low, -offset), clamped(high, -offset)
    return When(text, precision, start, end, approximate, uncertain, zone, None, low, high)


def _between(first: When | None, last: When | None) -> When:
    if first is None and last is None:
        return UNKNOWN
    if first and last:
        if (first.zone is None) != (last.zone is None):
            raise BadDate("mixed-zones")
        if first._low > last._high or (first.start > last.end and first.zone == last.zone):
            raise BadDate("backwards")
    zoned = first if first is not None else last
    return When(
        text=f"{first or '..'}/{last or '..'}",
        precision="between",
        start=first.start if first else LOWEST,
        end=last.end if last else HIGHEST,
        approximate=any(end.approximate for end in (first, last) if end),
        uncertain=any(end.uncertain for end in (first, last) if end),
        zone=zoned.zone if zoned else None,
        ends=(first, last),
        _low=first._low if first else LOWEST,
        _high=last._high if last else HIGHEST,
    )


def less(a: When, b: When) -> Truth:
    """Return whether ``a`` is surely before ``b``, surely not, or open."""
    if a.unknown or b.unknown:
        return OPEN
    low_a, high_a, low_b, high_b = _side_by_side(a, b)
    if high_a < low_b:
        return True
    if low_a >= high_b or _same_atom(a, b):
        return False
    return OPEN


def at_most(a: When, b: When) -> Truth:
    """Return whether ``a`` is before or the same as ``b``."""
    return negate(less(b, a))


def equal(a: When, b: When) -> Truth:
    """Return whether the two are the same moment (or the same day, given to the day)."""
    if a.unknown or b.unknown:
        return OPEN
    if _same_atom(a, b):
        return True
    low_a, high_a, low_b, high_b = _side_by_side(a, b)
    return False if high_a < low_b or high_b < low_a else OPEN


def first_of(whens: list[When], *, last: bool = False) -> When | Unsettled:
    """Return the earliest of ``whens`` (the latest with ``last``).

    Where vague dates overlap, no one of them is surely first; the result is then the
    stretch of days in which the first must lie. Open when one is unknown, ``NA`` of none.
    """
    if not whens:
        return Unsettled.NA
    if any(when.unknown for when in whens):
        return OPEN
    for at, when in enumerate(whens):
        others = whens[:at] + whens[at + 1 :]
        if all((at_most(o, when) if last else at_most(when, o)) is True for o in others):
            return when
    choose = max if last else min
    low = choose(_local(when)[0] for when in whens)
    high = choose(_local(when)[1] for when in whens)
    starts = ".." if low <= LOWEST else _day(low)
    ends = ".." if high >= HIGHEST else _day(high)
    return _parse(f"{starts}/{ends}")


def _local(when: When) -> tuple[datetime, datetime]:
    """The widened bounds on the local clock, a zone being set aside."""
    if when.ends is not None:
        first, last = when.ends
        return _local(first)[0] if first else LOWEST, _local(last)[1] if last else HIGHEST
    if when.zone is None:
        return when._low, when._high
    offset = when.zone.utcoffset(None)
    return clamped(when._low, offset), clamped(when._high, offset)


def _same_atom(a: When, b: When) -> bool:
    return (
        a.precision == b.precision
        and not a.vague
        and not b.vague
        and (a.zone is None) == (b.zone is None)
        and a._low == b._low
    )


def _side_by_side(a: When, b: When) -> tuple[datetime, datetime, datetime, datetime]:
    low_a, high_a, low_b, high_b = a._low, a._high, b._low, b._high
    if (a.zone is None) != (b.zone is None):
        if a.zone is None:
            low_a, high_a = clamped(low_a, -_EAST), clamped(high_a, _WEST)
        else:
            low_b, high_b = clamped(low_b, -_EAST), clamped(high_b, _WEST)
    return low_a, high_a, low_b, high_b


def _day(moment: datetime) -> str:
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"


def _marks(approximate: bool, uncertain: bool) -> str:
    return "%" if approximate and uncertain else "~" * approximate + "?" * uncertain
