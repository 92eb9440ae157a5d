"""A date entered part by part: year, month, day, time, zone, and how sure it is.

For people who would rather pick than write. Faces ask for the parts and hand the text of
them on as if it had been typed, so a date is checked and stored in one way only.
"""

from __future__ import annotations

import re

import msgspec

from tui.interview.codec import BadAnswer
from tui.interview.dates import BadDate, When
from tui.session.dates_typed import read_clock
from tui.session.days_typed import read_month
from tui.session.page import Choice
from tui.session.zones import CANADIAN, offset_at
from tui.wording import gettext as _
from tui.wording.formats import format_offset

WAYS: tuple[str, ...] = ("on", "about", "between", "before", "after", "unknown")
"""How a date may be known, by code."""

_KEPT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[-+]\d\d:\d\d)?)?)?)?(?P<mark>~?)",
    re.ASCII,
)


class Parts(msgspec.Struct, frozen=True):
    """What is known of a date.

    Attributes:
        way: One of ``WAYS``.
        year, month, day: In digits; the month may be a word. Empty from the right on where
            they are not known.
        time: As people write it: ``17:46``, ``5:46 pm``. It wants a day.
        zone: A name such as ``America/Vancouver``, an offset, or empty. It wants a time.
        until_year, until_month, until_day, until_time: The later end of ``between``. Year
            and month may be left out where they are those of the first.
    """

    way: str = "on"
    year: str = ""
    month: str = ""
    day: str = ""
    time: str = ""
    zone: str = ""
    until_year: str = ""
    until_month: str = ""
    until_day: str = ""
    until_time: str = ""


def ways() -> tuple[Choice, ...]:
    """Return how a date may be known, to pick from."""
    labels = (
        _("I know the day, the month or the year"),
        _("About then"),
        _("Some time between two dates"),
        _("On that date or before it"),
        _("On that date or after it"),
        _("I don't know when"),
    )
    return tuple(Choice(code, label) for code, label in zip(WAYS, labels, strict=True))


def months() -> tuple[Choice, ...]:
    """Return the months by number, to pick from."""
    from babel.dates import get_month_names

    from tui.wording.catalogue import region

    names = get_month_names("wide", "stand-alone", locale=region())
    return tuple(Choice(str(number), str(names[number])) for number in range(1, 13))


def zones(kept: str = "") -> tuple[Choice, ...]:
    """Return time zones to pick from, the first one being none.

    Args:
        kept: What stands in ``Parts.zone``; an offset is offered beside the others.
    """
    labels = (
        _("Pacific: Vancouver, Victoria"),
        _("Yukon: Whitehorse"),
        _("Mountain: Edmonton, Calgary, Yellowknife"),
        _("Saskatchewan: Regina, Saskatoon"),
        _("Central: Winnipeg"),
        _("Eastern: Toronto, Ottawa, Montréal, Iqaluit"),
        _("Atlantic: Halifax, Moncton, Charlottetown"),
        _("Newfoundland: St. John's"),
    )
    found = [Choice("", _("I don't know, or leave it out"))]
    if kept not in ("", "UTC", *CANADIAN):
        found.append(Choice(kept, _offset_label(kept)))
    found += [Choice(code, label) for code, label in zip(CANADIAN, labels, strict=True)]
    return (*found, Choice("UTC", _("UTC, as many exports and email headers write it")))


def _offset_label(zone: str) -> str:
    try:
        when = When.parse(f"2000-01-01T00:00{zone}")
    except BadDate:
        return zone
    offset = when.zone.utcoffset(None) if when.zone is not None else None
    return format_offset(offset) if offset is not None else zone


def to_text(parts: Parts) -> str:
    """Return the parts as text that ``read_date`` reads.

    Raises:
        BadAnswer: A part is missing or impossible; the sentence says which.
    """
    match parts.way:
        case "unknown":
            text = "XXXX"
        case "about":
            text = f"{_first(parts)}~"
        case "between":
            text = f"{_first(parts)}/{_last(parts)}"
        case "before":
            text = f"../{_first(parts)}"
        case "after":
            text = f"{_first(parts)}/.."
        case _:
            text = _first(parts)
    try:
        return When.parse(text).text
    except BadDate as error:
        if error.code == "mixed-zones":
            raise BadAnswer(
                "With a time zone, please give a time for both dates, or leave the zone out."
            ) from error
        raise BadAnswer(error.message, **error.words) from error


def _first(parts: Parts) -> str:
    return _one(parts.year, parts.month, parts.day, parts.time, parts.zone)


def _last(parts: Parts) -> str:
    year, month, day = parts.until_year, parts.until_month, parts.until_day
    if not (year.strip() or month.strip() or day.strip() or parts.until_time.strip()):
        raise BadAnswer("Please give the later date, too. Its year is enough.")
    if not year.strip():
        year = parts.year
        if not month.strip():
            month = parts.month
            day = day if day.strip() else parts.day
    return _one(year, month, day, parts.until_time, parts.zone)


def _one(year: str, month: str, day: str, time: str, zone: str) -> str:
    year, month, day, time = year.strip(), month.strip(), day.strip(), time.strip()
    if not year:
        raise BadAnswer("Please give the year. If you don't know it, choose that you don't know.")
    if not re.fullmatch(r"\d{4}", year, re.ASCII):
        raise BadAnswer("Write the year with four digits, such as 2026.")
    if not month:
        if day or time:
            raise BadAnswer("Please give the month, too, or leave the day and the time out.")
        return year
    number = _number(month) or read_month(month)
    if not day:
        if time:
            raise BadAnswer("A time wants a day. Please give the day, or leave the time out.")
        return f"{year}-{number:02d}"
    on = _number(day)
    if on is None:
        raise BadAnswer("Write the day as a number, such as 3.")
    text = f"{year}-{number:02d}-{on:02d}"
    if not time:
        return text
    text = f"{text}T{read_clock(time)}"
    try:
        when = When.parse(text)
    except BadDate as error:
        raise BadAnswer(error.message, **error.words) from error
    return text + offset_at(when.start, zone) if zone else text


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,2}", text, re.ASCII) else None


def from_text(edtf: str) -> Parts:
    """Return the parts of a date that is stored; ``Parts()`` where they can't say it."""
    try:
        text = When.parse(edtf).text
    except BadDate:
        return Parts()
    if text == "XXXX":
        return Parts(way="unknown")
    first, slash, last = text.partition("/")
    if not slash:
        return _parts(first, "on")
    if first == "..":
        return _parts(last, "before")
    if last == "..":
        return _parts(first, "after")
    start, end = _parts(first, "between"), _parts(last, "between")
    if "between" not in (start.way, end.way) or start.zone != end.zone:
        return Parts()
    if start == Parts() or end == Parts():
        return Parts()
    return msgspec.structs.replace(
        start,
        until_year=end.year,
        until_month=end.month,
        until_day=end.day,
        until_time=end.time,
    )


def _parts(text: str, way: str) -> Parts:
    """Return the parts of one date; ``Parts()`` where it is not certain in another way."""
    found = _KEPT.fullmatch(text)
    if found is None or (found["mark"] and way != "on"):
        return Parts()
    zone = found["zone"] or ""
    return Parts(
        way="about" if found["mark"] else way,
        year=found["year"],
        month=(found["month"] or "").lstrip("0"),
        day=(found["day"] or "").lstrip("0"),
        time=found["time"] or "",
        zone="UTC" if zone == "Z" else zone,
    )
