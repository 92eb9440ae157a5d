"""Time zones as people call them, as the offset that held at one moment.

"Pacific", "PST", "heure de l'Est", "Toronto time", "-08:00": each gives the offset of the
clock on that very day, daylight time and all. Nothing is assumed. A word that meant two
offsets that day, a time the clock skipped and one it had twice are asked about.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tui.interview.codec import BadAnswer
from tui.wording import format_date
from tui.wording.formats import format_offset, format_time

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

CANADIAN = (
    "America/Vancouver",
    "America/Whitehorse",
    "America/Edmonton",
    "America/Regina",
    "America/Winnipeg",
    "America/Toronto",
    "America/Halifax",
    "America/St_Johns",
)
"""One zone for each clock kept in Canada, from west to east."""

# All words are lower case and without accents. Where regions of a name keep different
# clocks, all of them stand here: only when they agree is the name exact.
_REGIONS = {
    ("pacific", "pacifique", "pt"): ("America/Vancouver", "America/Los_Angeles"),
    ("mountain", "rocheuses", "mt"): ("America/Edmonton", "America/Denver"),
    ("central", "centre", "ct"): ("America/Winnipeg", "America/Chicago"),
    ("eastern", "est", "et"): ("America/Toronto", "America/New_York"),
    ("atlantic", "atlantique"): ("America/Halifax",),
    ("newfoundland", "terre-neuve", "nt"): ("America/St_Johns",),
}
_PLACES = {
    "America/Vancouver": ("vancouver", "victoria", "surrey", "kelowna"),
    "America/Whitehorse": ("whitehorse", "yukon"),
    "America/Edmonton": ("edmonton", "calgary", "alberta", "yellowknife"),
    "America/Regina": ("regina", "saskatoon", "saskatchewan"),
    "America/Winnipeg": ("winnipeg", "manitoba"),
    "America/Toronto": ("toronto", "ottawa", "montreal", "quebec", "hamilton", "london ontario"),
    "America/Iqaluit": ("iqaluit",),
    "America/Halifax": ("halifax", "nova scotia", "nouvelle-ecosse", "charlottetown"),
    "America/Moncton": ("moncton", "fredericton", "saint john", "new brunswick"),
    "America/St_Johns": ("st. john's", "st john's", "saint john's"),
}
# A letter name says which clock: it stands for one offset, and only while that one held.
_LETTERS = {
    ("America/Vancouver", -8 * 60): ("pst", "hnp", "pacific standard"),
    ("America/Vancouver", -7 * 60): ("pdt", "hap", "pacific daylight"),
    ("America/Edmonton", -7 * 60): ("mst", "hnr", "mountain standard"),
    ("America/Edmonton", -6 * 60): ("mdt", "har", "mountain daylight"),
    ("America/Winnipeg", -6 * 60): ("cst", "hnc", "central standard"),
    ("America/Winnipeg", -5 * 60): ("cdt", "hac", "central daylight"),
    ("America/Toronto", -5 * 60): ("est", "hne", "eastern standard"),
    ("America/Toronto", -4 * 60): ("edt", "hae", "eastern daylight"),
    ("America/Halifax", -4 * 60): ("ast", "hna", "atlantic standard"),
    ("America/Halifax", -3 * 60): ("adt", "haa", "atlantic daylight"),
    ("America/St_Johns", -210): ("nst", "hnt", "newfoundland standard"),
    ("America/St_Johns", -150): ("ndt", "hat", "newfoundland daylight"),
}
_UTC = ("utc", "gmt", "z", "zulu", "coordinated universal", "universal")
_HERE = ("local time", "my time", "heure locale", "heure d'ici")
"""What says no more than that it was the clock on the wall: no zone is stored."""

_OFFSET = r"(?:utc|gmt)? ?([-+\u2212])(\d{1,2})(?::?(\d{2}))?"
_OFFSET_TEXT = re.compile(_OFFSET, re.ASCII)


@cache
def _words() -> dict[str, tuple[tuple[str, int | None], ...]]:
    """Return, for each name, the zones it may mean, each with the one offset it stands for."""
    found: dict[str, tuple[tuple[str, int | None], ...]] = {}
    for names, zones in _REGIONS.items():
        for name in names:
            found[name] = tuple((zone, None) for zone in zones)
    for zone, places in _PLACES.items():
        for place in places:
            found[place] = ((zone, None),)
    for (zone, minutes), names in _LETTERS.items():
        for name in names:
            found[name] = ((zone, minutes),)
    return found


@cache
def ending() -> re.Pattern[str]:
    """Return what matches a time zone at the end of a text, in groups ``name`` and ``offset``."""
    known = sorted((*_words(), *_UTC), key=len, reverse=True)
    plain = "|".join(re.escape(name) for name in known)
    here = "|".join(re.escape(name) for name in _HERE)
    french = r"heure (?:normale |avancee )?(?:de l'|du |des |de la |de |d'|en )?"
    return re.compile(
        rf"(?:(?<=\d)|[ ,(]+)(?:(?P<here>{here})|(?:in |en )?(?P<offset>{_OFFSET})"
        rf"|(?:in |a l')?(?P<french>{french})?(?P<name>{plain})(?: time)?)\)?$",
        re.ASCII,
    )


def found_zone(found: re.Match[str]) -> str:
    """Return the zone that ``ending`` found, for ``offset_at``; empty for the local clock."""
    if found["here"]:
        return ""
    if found["offset"]:
        return found["offset"]
    french = found["french"] or ""
    if "normale" in french or "avancee" in french:
        half = "standard" if "normale" in french else "daylight"
        english = next((names[0] for names in _REGIONS if found["name"] in names), "")
        return f"{english} {half}" if english else found["name"]
    # The French word "est" (east) is also the English short name of one clock.
    return "eastern" if french and found["name"] == "est" else found["name"]


def offset_at(moment: datetime, zone: str) -> str:
    """Return the offset of a zone at a moment of its own clock, such as ``-08:00`` or ``Z``.

    Args:
        moment: Local date and time, without a zone.
        zone: A name people use, a name such as ``America/Vancouver``, or an offset.

    Raises:
        BadAnswer: It is no known zone, or it does not say one offset for that moment.
    """
    if found := _OFFSET_TEXT.fullmatch(zone):
        return f"{'+' if found[1] == '+' else '-'}{int(found[2]):02d}:{found[3] or '00'}"
    if zone.lower() in _UTC:
        return "Z"
    meant = _words().get(zone) or ((zone, None),)
    sets = [(_offsets(moment, _zone(name), name), minutes) for name, minutes in meant]
    kept = [
        [one for one in offsets if minutes is None or one == timedelta(minutes=minutes)]
        for offsets, minutes in sets
    ]
    if not all(kept):
        held = sets[0][0][0]
        raise BadAnswer(
            "{zone} does not fit {date}: the clock there was at {offset} then. "
            "Write the place, such as Toronto time, or an offset, such as {offset}.",
            zone=zone.upper() if len(zone) == 3 else zone,
            date=format_date(moment.date()),
            offset=format_offset(held),
        )
    every = {one for offsets in kept for one in offsets}
    if len(every) > 1:
        raise _two_offsets(moment, sorted(every), twice=all(len(one) > 1 for one in kept))
    return _text(every.pop())


def _two_offsets(moment: datetime, every: list[timedelta], *, twice: bool) -> BadAnswer:
    told = {"one": format_offset(every[-1]), "two": format_offset(every[0])}
    if twice:
        return BadAnswer(
            "The clock was turned back that night, so {time} came twice. If you know which it "
            "was, write {one} for the first or {two} for the second in place of the zone.",
            time=format_time(moment.time()),
            **told,
        )
    return BadAnswer(
        "That time zone had two clocks on that day. Write {one} or {two} in its place, or a city.",
        **told,
    )


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadAnswer(
            "That time zone is not known here. Write it such as Pacific, Toronto time or -08:00."
        ) from error


def _offsets(moment: datetime, zone: ZoneInfo, name: str) -> list[timedelta]:
    """Return each offset at which the zone's clock showed that moment: one, or two."""
    found: list[timedelta] = []
    for fold in (0, 1):
        local = moment.replace(tzinfo=zone, fold=fold)
        offset = local.utcoffset() or timedelta()
        there = (local - offset).replace(tzinfo=UTC).astimezone(zone)
        if there.replace(tzinfo=None) == moment and offset not in found:
            found.append(offset)
    if not found:
        raise BadAnswer(
            "The clock was turned forward on {date}, and {time} was left out. "
            "Please look at the time again, or leave the zone out.",
            date=format_date(moment.date()),
            time=format_time(moment.time()),
        )
    return found


def _text(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
