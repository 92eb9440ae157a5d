"""A calendar file (RFC 5545) of days by which something has to be done.

It is a plain file that may end up in a calendar many people see, so what goes in is up to
whoever calls this: titles here are escaped and folded, not judged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from tui import __version__

PRODUCER: Final = "PRODID:-//Fairhand//Fairhand"
_OCTETS: Final = 75
_NOTHING: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None}
    | {chr(code): None for code in (*range(9), *range(11, 13), *range(14, 32), 127)}
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something on a day.

    Attributes:
        key: What it is about; the same key gives the same event in a calendar.
        day: The day, all of it.
        title: What to show.
        about: More words.
    """

    key: str
    day: date
    title: str
    about: str = ""


def calendar(events: Iterable[Event], made: datetime) -> bytes:
    """Return a calendar file.

    Args:
        events: In any order; the file has them by day.
        made: When it is made, with its zone.
    """
    ordered = sorted(events, key=lambda each: (each.day, each.key))
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"{PRODUCER} {__version__}//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    stamp = made.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for event in ordered:
        lines += _event(event, stamp)
    if not ordered:
        lines += _NOTHING  # A calendar has to hold something.
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def is_ours(data: bytes) -> bool:
    """Tell whether a file begins as those made here do, so that it may be written anew."""
    head = data[:200].decode("utf-8", "replace").splitlines()
    return head[:1] == ["BEGIN:VCALENDAR"] and any(line.startswith(PRODUCER) for line in head)


def _event(event: Event, stamp: str) -> Iterator[str]:
    uid = hashlib.sha256(event.key.encode()).hexdigest()[:32]
    title = event.title.translate(_ESCAPES)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@fairhand.invalid"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{title}"
    if event.about:
        yield f"DESCRIPTION:{event.about.translate(_ESCAPES)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{title}"
    yield "TRIGGER:-P1D"
    yield "END:VALARM"
    yield "END:VEVENT"


def _folded(line: str) -> bytes:
    """Return a line with its end, broken where it is longer than the format allows.

    Breaks stand between characters: a calendar that reads line by line as UTF-8 sees none
    cut in two. Those after the first begin with a space, which counts.
    """
    rows: list[bytes] = []
    row = b""
    for char in line:
        octets = char.encode("utf-8", "replace")
        if len(row) + len(octets) > _OCTETS:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"
