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

_OFFSET = r"(?:utc|gmt)? ?[-+]\d{1,2}(?::?\d{2})?"
_OFFSET_TEXT = re.compile(r"(?:utc|gmt)? ?([-+])(\d{1,2})(?::?(\d{2}))?", re.ASCII)
_FRENCH = r"heure (?:normale |avancee )?(?:de l'|de la |du |des |de |d'|en )?"


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
def phrase() -> str:
    """Return a pattern, without groups, for the ways to name a time zone."""
    known = sorted((*_words(), *_UTC), key=len, reverse=True)
    names = "|".join(re.escape(name) for name in known)
    here = "|".join(re.escape(name) for name in _HERE)
    return rf"(?:{here}|{_OFFSET}|(?:in |a )?(?:l')?(?:{_FRENCH})?(?:{names})(?: time)?)(?!\w)"


def _named(zone: str) -> str:
    """Return a zone's name without the words around it; empty for the clock on the wall."""
    if zone in _HERE:
        return ""
    name = re.sub(r"^(?:in |a )?(?:l')?", "", zone.removesuffix(" time"))
    found = re.match(_FRENCH, name)
    if found is None:
        return name
    name = name[found.end() :]
    half = {"n": "standard", "a": "daylight"}.get(found[0][6:7])
    if half is None or found[0][6:8] not in ("no", "av"):
        # The French word "est" (east) is also the English short name of one clock.
        return "eastern" if name == "est" else name
    english = next((names[0] for names in _REGIONS if name in names), "")
    return f"{english} {half}" if english else name


def offset_at(moment: datetime, zone: str) -> str:
    """Return the offset of a zone at a moment of its own clock, such as ``-08:00`` or ``Z``.

    It is empty where the words say no more than "on the clock here".

    Args:
        moment: Local date and time, without a zone.
        zone: A name people use, a name such as ``America/Vancouver``, or an offset.

    Raises:
        BadAnswer: It is no known zone, or it does not say one offset for that moment.
    """
    zone = zone if "/" in zone else _named(zone.lower())
    if not zone:
        return ""
    if found := _OFFSET_TEXT.fullmatch(zone):
        return f"{'+' if found[1] == '+' else '-'}{int(found[2]):02d}:{found[3] or '00'}"
    if zone in _UTC:
        return "Z"
    meant = _words().get(zone) or ((zone, None),)
    sets = [(_offsets(moment, _zone(name), name), minutes) for name, minutes in meant]
    kept = [
        [one for one in offsets if minutes is None or one == timedelta(minutes=minutes)]
        for offsets, minutes in sets
    ]
    if not all(kept):
        raise BadAnswer(
            "On {date} the clock there was at {offset}, which is not {zone}. Write {offset} if "
            "you mean that clock, or {meant} if you mean {zone}.",
            zone=zone.upper() if len(zone) == 3 else zone,
            date=format_date(moment.date()),
            offset=format_offset(sets[0][0][0]),
            meant=format_offset(timedelta(minutes=sets[0][1] or 0)),
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


def no_zone() -> BadAnswer:
    """Return what is said of words that are no time zone known here."""
    return BadAnswer(
        "That time zone is not known here. Write it such as Pacific, Toronto time or -08:00."
    )


def _zone(name: str) -> ZoneInfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise no_zone() from error


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
