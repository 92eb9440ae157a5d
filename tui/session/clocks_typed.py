"""Times of day as people write them, with the time zone where one is named.

All texts here are lower case and without accents. A time that could be morning or evening
is asked about, and midnight, which could be the start of a day or its end.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import msgspec

from tui.interview.codec import BadAnswer
from tui.session import zones
from tui.wording import current

_HALF = r" ?[ap]\.?m\b\.?"
_CLOCKS = (
    rf"\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?(?:{_HALF})?",
    rf"\d{{1,2}}(?:\.\d{{2}})?{_HALF}",
    r"\d{1,2} ?h(?: ?\d{2})?(?: ?min)?(?!\w)",
    r"\d{4} ?(?:h|hrs|hours)(?!\w)",
    r"(?:noon|midday|midi|midnight|minuit)\b",
)
CLOCK = "(?:" + "|".join(_CLOCKS) + ")"
"""Matches what is surely a time of day, and no number that could be something else."""

_PARTS_OF_CLOCK = re.compile(
    r"(\d{1,2})(?:(?::|\.| ?h ?)(\d{2}))?(?::(\d{2})(?:[.,]\d+)?)?(?: ?h| ?min)?"
    r"(?: ?([ap])\.?m\.?)?",
    re.ASCII,
)
_ABOUT = (
    r"(?:about|around|approximately|roughly|circa|ca\.?|~"
    r"|vers|environ|autour de|aux? environs de) ?"
)
_PARTS = {
    **dict.fromkeys(("morning", "matin", "matinee"), "morning"),
    **dict.fromkeys(("afternoon", "apres-midi", "aprem"), "afternoon"),
    **dict.fromkeys(("evening", "soir", "soiree"), "evening"),
    **dict.fromkeys(("night", "nuit"), "night"),
}
_PART = "|".join(_PARTS)
_PART_LAST = re.compile(
    rf"(.+?),? (?:in |at |during |au |dans |en |la |a |pendant )*({_PART})", re.ASCII
)
_PART_FIRST = re.compile(rf"({_PART}) (?:du |de |d')?(.+)", re.ASCII)


class Said(msgspec.Struct, frozen=True):
    """One date taken apart.

    Attributes:
        day: What is left without the time; may be empty.
        clock: The time as written; empty for none.
        zone: The time zone as written, for ``zones.offset_at``.
        about: Whether the time was said to be about so.
        first: Whether the time stood before the day.
    """

    day: str
    clock: str = ""
    zone: str = ""
    about: bool = False
    first: bool = False


@cache
def _ending() -> re.Pattern[str]:
    zone = zones.phrase()
    return re.compile(
        rf"(?P<day>.*?)(?:^|[ ,;]+|(?<=\d)t)(?:at |a |@ ?)?(?P<about>{_ABOUT})?"
        rf"(?P<clock>{CLOCK})(?P<zone>[ ,]*(?:{zone})(?: ?\([a-z]{{2,5}}\))?|[ ,]*\((?:{zone})\))?",
        re.ASCII,
    )


@cache
def _starting() -> re.Pattern[str]:
    zone = zones.phrase()
    return re.compile(
        rf"(?:at |a )?(?P<about>{_ABOUT})?(?P<clock>{CLOCK})"
        rf"(?P<zone>[ ,]*(?:{zone})|[ ,]*\((?:{zone})\))?[ ,]+"
        rf"(?P<day>.+?)(?P<after>[ ,]+\(?(?:{zone})\)?)?",
        re.ASCII,
    )


def taken_apart(text: str) -> Said:
    """Return a date's day, time and zone, each as it was written."""
    first = False
    found = _ending().fullmatch(text)
    if found is None:
        found, first = _starting().fullmatch(text), True
    if found is None:
        return Said(text)
    after = found["after"] if first else ""
    zone = (found["zone"] or after or "").strip(" ,")
    if again := re.fullmatch(r"(.+?) ?\([a-z]{2,5}\)", zone):
        zone = again[1]  # As in "-0800 (PST)".
    day = found["day"].strip(" ,;")
    return Said(day, found["clock"], zone.strip("()"), bool(found["about"]), first)


def read_time(clock: str, *, halves: bool = False) -> str:
    """Return a time of day as ``17:46`` or ``17:46:20``.

    Args:
        clock: As ``taken_apart`` found it.
        halves: Whether ``5:46`` may be meant on a clock of twelve hours.

    Raises:
        BadAnswer: There is no such time, or it could be two.
    """
    if clock in ("noon", "midday", "midi"):
        return "12:00"
    if clock in ("midnight", "minuit"):
        raise BadAnswer(
            "Midnight is where two days meet. Write 0:00 for the start of that day, "
            "or 23:59 for its end."
        )
    if police := re.fullmatch(r"(\d\d)(\d\d) ?(?:h|hrs|hours)", clock, re.ASCII):
        return f"{police[1]}:{police[2]}"
    found = _PARTS_OF_CLOCK.fullmatch(clock)
    if found is None:
        raise no_time()
    hour, minute, second, half = int(found[1]), found[2] or "00", found[3], found[4]
    if half:
        if not 1 <= hour <= 12:
            raise BadAnswer("With a.m. or p.m. the hour goes from 1 to 12.")
        hour = hour % 12 + (12 if half == "p" else 0)
    elif halves and ":" in clock and 0 < hour < 10 and not clock.startswith("0"):
        raise BadAnswer(
            "Was {time} in the morning or in the evening? Write {time} am or {time} pm.",
            time=clock,
        )
    return f"{hour:02d}:{minute}" + (f":{second}" if second else "")


def twelve_hours() -> bool:
    """Whether people who read this language write times on a clock of twelve hours."""
    return not current().startswith("fr")


def no_time() -> BadAnswer:
    """Return what is said where a time can't be read."""
    return BadAnswer("Write the time such as 17:46 or 5:46 pm.")


def with_half(first: str, last: str) -> str:
    """Return ``8`` of "8 to 10 pm" as ``8 pm``, and of "11 to 1 pm" as ``11 am``."""
    half = re.search(r"([ap])\.?m\.?$", last)
    if half is None or re.search(r"[aphn]", first):
        return first
    hour, until = int(re.split(r"[:.]", first)[0]), int(re.split(r"[:. ap]", last)[0])
    other = {"a": "p", "p": "a"}[half[1]]
    letter = half[1] if hour % 12 <= until % 12 else other
    return f"{first} {letter}m" if 1 <= hour <= 12 else first


def part_of_day(text: str) -> tuple[str, str]:
    """Return the day and the part of it of "yesterday evening"; two empty texts for none."""
    if text == "tonight":
        raise a_night()
    if found := _PART_LAST.fullmatch(text):
        part = _PARTS[found[2]]
        if part == "night" and found[1] != "last":
            raise a_night()
        return found[1], part
    if found := _PART_FIRST.fullmatch(text):
        return found[2], _PARTS[found[1]]
    return "", ""


def a_night() -> BadAnswer:
    """Return what is said where "at night" could be early on that day or late."""
    return BadAnswer("A night has two dates. Please write a time, or between which times it was.")


def stretch(day: date, part: str) -> str:
    """Return the hours of a part of a day, as EDTF; its ends are about so but at noon."""
    after = day + timedelta(days=1)
    match part:
        case "morning":
            return f"{day}T00:00/{day}T12:00"
        case "afternoon":
            return f"{day}T12:00/{day}T18:00~"
        case "evening":
            return f"{day}T17:00~/{day}T23:59"
    return f"{day}T18:00~/{after}T06:00~"
