"""Dates as people write them, turned into the one form that is stored (EDTF).

"about March 2026", "3 March 2026 5:46 pm Pacific", "between 1 May 2026 and 5 May 2026",
"before 2026-03", "last summer", "don't know": each keeps just what the person knows. A date
that could be read two ways (03/04/2026) is asked about, never guessed.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from tui.interview.codec import BadAnswer
from tui.interview.dates import BadDate, When
from tui.session.clocks_typed import (
    CLOCK,
    Said,
    a_night,
    no_time,
    part_of_day,
    read_time,
    stretch,
    taken_apart,
    twelve_hours,
    with_half,
)
from tui.session.days_said import WEEKDAY, read_ahead, unreadable
from tui.session.days_typed import EXACT, plain, read_day
from tui.session.zones import no_zone, offset_at

_LONGEST = 200
"""Characters of a date: what is longer is a story, and slow to match."""

# All of these see lower case without accents and articles.
_UNKNOWN = {
    *("don't know", "dont know", "do not know", "i don't know", "i do not know", "no idea"),
    *("unknown", "not known", "not sure", "i'm not sure", "?", "date not known", "no date"),
    *("je ne sais pas", "sais pas", "pas sur", "pas sure", "je ne suis pas sur"),
    *("inconnu", "inconnue", "date inconnue", "aucune idee"),
}
_UNSURE = re.compile(
    r"(?:perhaps|maybe|possibly|probably|i think|peut-etre|probablement|sans doute|je crois) (.+)"
    r"|(.+?) ?\(?\?\)?"
)
_ABOUT = re.compile(
    r"(?:(?:at )?about|around|approximately|approx\.?|roughly|circa|c\.|ca\.|ca(?= )|~|vers|environ"
    r"|autour (?:de|du)|aux environs (?:de|du)|aux alentours (?:de|du)) ?(.+)"
)
_BEFORE = re.compile(r"(?:before|avant) (.+)|(.+?),? (?:or|ou) (?:before|earlier|avant|plus tot)")
_UNTIL = re.compile(
    r"(?:until|till|by|no later than|not later than|jusqu'(?:a|au|en)|au plus tard) (.+)"
)
_AFTER = re.compile(r"(?:after|apres) (.+)|(.+?),? (?:or|ou) (?:after|later|apres|plus tard)")
_SINCE = re.compile(r"(?:since|depuis|from|a partir (?:de|du)) (.+?)(?: onwards?)?")
_RANGES = tuple(
    re.compile(pattern)
    for pattern in (
        r"between (.+?) (?:and|&) (.+)",
        r"entre (.+?) et (.+)",
        r"(?:from |du |de )?(.+?) (?:to|until|till|au(?! matin| soir)|jusqu'(?:au|en)) (.+)",
        r"(?:du|de) (.+?) a (.+)",
        r"(.+?) - (.+)",
        # "5-10 March 2026", "Mar-May 2026", "2019-2020".
        rf"((?:{WEEKDAY} )?\d{{1,2}}(?:st|nd|rd|th|er)?)-(\d{{1,2}}(?:st|nd|rd|th)? [^-]+)",
        r"(?!mid-)([a-z]{3,}\.?)-([a-z]{3,}\.? \d{4})",
        r"(\d{4})-(\d{4})",
    )
)
_MONTH_SPAN = re.compile(
    r"(?:between |from )?([a-z]{3,}\.?) (\d{1,2})(?:st|nd|rd|th)? ?(-|to|and|or|through) ?"
    r"(\d{1,2})(?:st|nd|rd|th)?,? (\d{4})",
    re.ASCII,
)
_HOURS = re.compile(
    r"(.+?),? (?:between|from|entre|de) (\d.*?|noon|midi) (?:and|to|until|et|a) (\d.*|noon|midi)"
)
_SHORT_HOURS = re.compile(
    rf"(.+?),? (\d{{1,2}}(?::\d{{2}})?) ?- ?(?=[\d:.]+ ?[aph])({CLOCK}.*)", re.ASCII
)
_TWO_TIMES = re.compile(r".*\D\d{1,2}:\d{2}-\d{1,2}:\d{2}", re.ASCII)
_NIGHT = re.compile(r"(?:night|nuit) (?:du |de |from )?(\d.*?) (?:to|and|au|et) (\d.*)")
_SOME_ZONE = re.compile(
    rf".*{CLOCK}[ ,(]+(?:[a-z' ]+ time|heure [a-z' ]+|[a-z]{{1,4}}t)\)?", re.ASCII
)
_OR = re.compile(r"(?:either )?(.+?) (?:or|ou) (.+)")

_ARTICLES = re.compile(
    r"\b(?:the|of|on|le|la|les)\b ?|\bl'(?=ete\b|automne\b|hiver\b)"
    r"|^(?:in|en|au|at|dans|during|pendant|durant|some ?time(?: in)?|au cours de) (?!\d+ ?h)"
    r"|^a (?=(?:la )?(?:fin |debut |mi-))"
)
_LACKS_MONTH = re.compile(rf"(?:{WEEKDAY} )?\d{{1,2}}(?:st|nd|rd|th|er)?", re.ASCII)
_LACKS_YEAR = re.compile(
    rf"(?:{WEEKDAY} )?(?:(?:early|mid|late|debut|fin|mi)[ -])?(?:\d{{1,2}}(?:st|nd|rd|th|er)? )?"
    rf"[a-z]{{3,}}\.?(?: \d{{1,2}}(?:st|nd|rd|th)?)?",
    re.ASCII,
)
_HOUR = re.compile(r"\d{1,2}(?:[:.]\d{2})?", re.ASCII)


def read_date(text: str, today: date) -> str:
    """Return the EDTF text of a date as typed.

    Args:
        text: What was typed, in English or French or as EDTF.
        today: What "today" and "last Tuesday" are told from.

    Raises:
        BadAnswer: It cannot be read as a date, or could be read two ways.
    """
    typed = " ".join(text.replace("\u2019", "'").split())
    if not typed:
        raise BadAnswer("There is nothing written here yet.")
    if len(typed) > _LONGEST:
        raise unreadable()
    try:
        return When.parse(typed).text
    except BadDate as error:
        as_written = error
    low = plain(typed).rstrip(" .,;!")
    if low in _UNKNOWN:
        return When.parse("XXXX").text
    if ahead := read_ahead(low, today):
        return When.parse(ahead).text
    low = " ".join(_ARTICLES.sub("", low).split()).strip(" ,")
    if not low:
        raise unreadable()
    try:
        return When.parse(_read(low, today)).text
    except BadDate as error:
        better = error if error.code != "unreadable" else as_written
        if better.code == "unreadable":
            raise unreadable() from error
        raise BadAnswer(better.message, **better.words) from error


def read_clock(text: str) -> str:
    """Return a time of day as typed (``5:46 pm``, ``17 h 46``) as ``17:46``.

    Raises:
        BadAnswer: It is no time of day, or could be two.
    """
    low = plain(text).strip(" .,").removeprefix("at ").removeprefix("a ")
    if not re.fullmatch(CLOCK, low, re.ASCII):
        raise no_time()
    return read_time(low, halves=twelve_hours())


def _read(low: str, today: date) -> str:
    """Return a date or a stretch of time as EDTF text, checked by nobody yet."""
    low = low.strip(" ,")
    if low in _UNKNOWN:
        raise unreadable()
    for pattern, mark in ((_UNSURE, "?"), (_ABOUT, "~")):
        if found := pattern.fullmatch(low):
            return _marked(_read(_group(found), today), mark)
    for pattern, side in ((_BEFORE, 0), (_UNTIL, -1)):
        if found := pattern.fullmatch(low):
            return f"../{_closed(_read(_group(found), today))[side]}"
    if found := _AFTER.fullmatch(low):
        return f"{_closed(_read(_group(found), today))[-1]}/.."
    if _TWO_TIMES.fullmatch(low):
        raise BadAnswer("Write two times such as 8:00 to 10:00, and a zone such as UTC-08:00.")
    if found := _NIGHT.fullmatch(low):
        return _night(_borrow(found[1], found[2]), found[2], today)
    if found := _HOURS.fullmatch(low) or _SHORT_HOURS.fullmatch(low):
        day, first, last = found.groups()
        if not _clock_alone(day):
            return _range(f"{day} {first}", last, today)
    if found := _MONTH_SPAN.fullmatch(low):
        month, first, joined, last, year = found.groups()
        ends = (f"{first} {month} {year}", f"{last} {month} {year}")
        return _either(*ends, today) if joined == "or" else _range(*ends, today)
    for pattern in _RANGES:
        if found := pattern.fullmatch(low):
            return _range(found[1], found[2], today)
    if found := _OR.fullmatch(low):
        return _either(found[1], found[2], today)
    if found := _SINCE.fullmatch(low):
        return f"{_closed(_read(found[1], today))[0]}/.."
    said = taken_apart(low)
    if not said.clock and _SOME_ZONE.fullmatch(low):
        raise no_zone()
    return _one(said, today)


def _group(found: re.Match[str]) -> str:
    return str(next(filter(None, found.groups())))


def _marked(edtf: str, mark: str) -> str:
    """Return a date marked as about so or not certain, each end of a stretch too."""

    def one(end: str) -> str:
        if end == "..":
            return end
        marks = {mark, *({"%": "~?"}.get(end[-1], end[-1]) if end[-1] in "~?%" else "")}
        return end.rstrip("~?%") + ("%" if len(set("".join(marks))) > 1 else mark)

    return "/".join(one(end) for end in edtf.split("/"))


def _closed(edtf: str) -> list[str]:
    """Return the ends of a stretch that has both."""
    ends = edtf.split("/")
    if ".." in ends:
        raise unreadable()
    return ends


def _clock_alone(text: str) -> bool:
    said = taken_apart(text)
    return bool(said.clock) and not said.day


def _range(first: str, last: str, today: date) -> str:
    """Return the stretch between two dates or times; each lends the other what it lacks."""
    start, end = taken_apart(first.strip(" ,")), taken_apart(last.strip(" ,"))
    replace = msgspec.structs.replace
    if _HOUR.fullmatch(start.day) and not start.clock and end.clock and (end.first or not end.day):
        start = replace(start, day="", clock=with_half(start.day, end.clock))
    elif (
        start.day
        and not start.clock
        and end.clock
        and (found := re.search(r"^(.+) (\d{1,2}(?::\d\d)?)$", start.day))
        and not end.day
    ):
        start = replace(start, day=found[1], clock=with_half(found[2], end.clock))
    elif start.clock and end.clock:
        start = replace(start, clock=with_half(start.clock, end.clock))
    if start.clock and end.clock:
        start, end = (
            replace(start, zone=start.zone or end.zone),
            replace(end, zone=end.zone or start.zone),
        )
    if not start.day:
        start = replace(start, day=end.day)
    elif not end.day:
        end = replace(end, day=start.day)
    else:
        start = replace(start, day=_borrow(start.day, end.day))
    return f"{_closed(_one(start, today))[0]}/{_closed(_one(end, today))[-1]}"


def _borrow(first: str, last: str) -> str:
    """Complete "3" or "3 May" or "May" with the month and year of the second date."""
    words = last.split()
    if _LACKS_MONTH.fullmatch(first):
        return " ".join([first, *words[-2:]])
    if _LACKS_YEAR.fullmatch(first) and re.fullmatch(r"\d{4}", words[-1], re.ASCII):
        try:
            read_day(f"{first} {words[-1]}", date(2000, 1, 1))
        except BadAnswer:
            return first
        return f"{first} {words[-1]}"
    return first


def _either(first: str, last: str, today: date) -> str:
    """Return the stretch of two dates that are next to each other.

    Raises:
        BadAnswer: They are not, so a stretch would hold what the person does not mean.
    """
    text = _range(first, last, today)
    start, end = text.split("/")
    whens = sorted((When.parse(start), When.parse(end)), key=lambda when: when.sort_key)
    if whens[0].precision != whens[1].precision or whens[0].vague != whens[1].vague:
        raise unreadable()
    gap = whens[1].start - whens[0].end
    if not 0 <= gap.total_seconds() <= 1:
        raise BadAnswer(
            "If it may be one of two, write the days between them, too, such as between "
            "3 and 5 May 2026."
        )
    return f"{whens[0].text}/{whens[1].text}"


def _one(said: Said, today: date) -> str:
    """Return one date, with its time of day if there is one."""
    if not said.clock:
        day, part = part_of_day(said.day)
        if part:
            return _part_of_day(day, part, today)
        return read_day(said.day, today)
    if not said.day:
        raise BadAnswer("Please write the day, too, such as today 17:46.")
    day = read_day(said.day, today)
    mark = "~" if said.about or day.endswith("~") else ""
    day = day.rstrip("~")
    if not EXACT.fullmatch(day):
        raise BadAnswer("A time wants a day. Please give the day, or leave the time out.")
    numeric = re.match(r"\d{1,4}[-/.]\d", said.day) is not None
    clock = read_time(said.clock, halves=twelve_hours() and not numeric)
    text = f"{day}T{clock}"
    if not said.zone:
        return text + mark
    return text + offset_at(When.parse(text).start, said.zone) + mark


def _part_of_day(day: str, part: str, today: date) -> str:
    """Return the hours of "this morning", "last night" or "3 March 2026 in the evening"."""
    if day in ("this", "ce", "cet", "cette"):
        if part == "night":
            raise a_night()
        return stretch(today, part)
    if day == "last":
        day = "yesterday"
    on = read_day(day, today)
    if not EXACT.fullmatch(on):
        raise unreadable()
    return stretch(date.fromisoformat(on), part)


def _night(first: str, last: str, today: date) -> str:
    """Return the night between two days that follow one another."""
    days = [read_day(first, today), read_day(last, today)]
    if not all(EXACT.fullmatch(day) for day in days):
        raise unreadable()
    evening, morning = (date.fromisoformat(day) for day in days)
    if (morning - evening).days != 1:
        raise unreadable()
    return stretch(evening, "night")
