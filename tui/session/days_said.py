"""Days told from today ("last Tuesday"), and vague ones: seasons, feasts, "early March 2026".

What is vague becomes a stretch whose ends are about so; what could be two days is asked
about. All texts here are lower case and without accents.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from tui.interview.codec import BadAnswer
from tui.wording import format_date

_WEEKDAYS = {
    **dict.fromkeys(("monday", "mon", "lundi", "lun"), 0),
    **dict.fromkeys(("tuesday", "tues", "tue", "mardi"), 1),
    **dict.fromkeys(("wednesday", "wednes", "wed", "mercredi", "mer"), 2),
    **dict.fromkeys(("thursday", "thurs", "thur", "thu", "jeudi", "jeu"), 3),
    **dict.fromkeys(("friday", "fri", "vendredi", "ven"), 4),
    **dict.fromkeys(("saturday", "satur", "sat", "samedi", "sam"), 5),
    **dict.fromkeys(("sunday", "sun", "dimanche", "dim"), 6),
}
WEEKDAY = r"(?:" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + r")\b[.,]?"
_TODAY = {"today", "aujourd'hui"}
_YESTERDAY = {"yesterday", "hier"}
_BEFORE_THAT = {"day before yesterday", "avant-hier", "avant hier"}
_TOMORROW = {"tomorrow", "demain"}
_AFTER_THAT = {"day after tomorrow", "apres-demain", "apres demain"}
_COUNTS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "un": 1},
    **{"seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "une": 1},
    **{"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10},
    **{"onze": 11, "douze": 12, "a couple": 2, "couple": 2},
}
_COUNT = r"(\d{1,3}|" + "|".join(sorted(_COUNTS, key=len, reverse=True)) + ")"
_UNIT = r"(day|week|month|year|jour|semaine|mois|an|annee)s?"
_AGO = re.compile(rf"{_COUNT} {_UNIT} ago( today)?|il y a {_COUNT} {_UNIT}", re.ASCII)
_AHEAD = re.compile(rf"(?:in|dans) {_COUNT} {_UNIT}", re.ASCII)
_LAST_UNIT = re.compile(
    r"(?:last|past) (week|weekend|month|year)"
    r"|(?:la )?(semaine|fin de semaine|mois|annee|an|l'an|l'annee) (?:derniere?|passee?)"
)
_THIS_UNIT = re.compile(r"(?:this|cette|ce) (week|month|year|semaine|mois|annee)")
_LAST_DAY = re.compile(
    rf"(?:(last|this past|past) )?({WEEKDAY})"
    r"(?: (derniere?|passee?|last week|de semaine derniere))?"
)
_NEXT_DAY = re.compile(rf"(next|this coming|coming) ({WEEKDAY})|({WEEKDAY}) prochaine?")
_SEASONS = {
    **dict.fromkeys(("spring", "printemps"), (3, 6)),
    **dict.fromkeys(("summer", "ete"), (6, 9)),
    **dict.fromkeys(("fall", "autumn", "automne"), (9, 12)),
    **dict.fromkeys(("winter", "hiver"), (12, 3)),
}
_SEASON_NAMES = "|".join(_SEASONS)
_SEASON = re.compile(
    rf"({_SEASON_NAMES})(?: de)?,? (\d{{4}})(?: ?[-/] ?(\d{{2}}|\d{{4}}))?", re.ASCII
)
_LAST_SEASON = re.compile(
    rf"last ({_SEASON_NAMES})|({_SEASON_NAMES}) (?:dernier|passe)|({_SEASON_NAMES})"
)
_EARLY = re.compile(r"(?:early|start|beginning|debut)(?: in)?(?: de| d')? ?(.+)")
_MIDDLE = re.compile(r"(?:mid|middle|mi)(?: de)?[- ]?(.+)|(?:milieu)(?: de)? (.+)")
_LATE = re.compile(r"(?:late|end|fin)(?: in)?(?: de| d')? ?(.+)")
_FEASTS = {
    **dict.fromkeys(("christmas eve", "veille de noel", "reveillon de noel"), (12, 24, "")),
    **dict.fromkeys(("christmas day", "jour de noel"), (12, 25, "")),
    **dict.fromkeys(("christmas", "xmas", "noel", "fetes"), (12, 25, "~")),
    **dict.fromkeys(("boxing day", "lendemain de noel"), (12, 26, "")),
    **dict.fromkeys(("new year's eve", "new years eve", "veille du jour de l'an"), (12, 31, "")),
    **dict.fromkeys(("new year's day", "new years day", "jour de l'an"), (1, 1, "")),
    **dict.fromkeys(("new year", "new year's", "nouvel an"), (1, 1, "~")),
    **dict.fromkeys(("valentine's day", "valentines day", "saint-valentin"), (2, 14, "")),
    **dict.fromkeys(("saint-jean-baptiste", "saint-jean", "fete nationale"), (6, 24, "")),
    **dict.fromkeys(("canada day", "fete du canada"), (7, 1, "")),
    "halloween": (10, 31, ""),
    **dict.fromkeys(("remembrance day", "jour du souvenir"), (11, 11, "")),
}
_FEAST = re.compile(
    "(" + "|".join(map(re.escape, sorted(_FEASTS, key=len, reverse=True))) + r")(?:,? (\d{4}))?"
)


def unreadable() -> BadAnswer:
    """Return what is said where no date can be read."""
    return BadAnswer("Write a date, such as 2026-03-03, 3 March 2026 or about March 2026.")


def weekday_of(word: str) -> int:
    """Return the number of a day of the week from its name, Monday being 0."""
    return _WEEKDAYS[word.rstrip(".,")]


def part_of(text: str) -> tuple[str, int]:
    """Return the month or year in "early March 2026" and which part; no text for none."""
    for pattern, part in ((_EARLY, 0), (_MIDDLE, 1), (_LATE, 2)):
        if found := pattern.fullmatch(text):
            return next(filter(None, found.groups())), part
    return "", 0


def third(whole: str, part: int) -> str:
    """Return the first, middle or last part of a month or year; its inner ends are about so."""
    if re.fullmatch(r"\d{4}", whole):
        ends = [("01", "04~"), ("05~", "08~"), ("09~", "12")][part]
    elif re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", whole):
        last = monthrange(max(int(whole[:4]), 1), int(whole[5:]))[1]
        ends = [("01", "10~"), ("11~", "20~"), ("21~", f"{last:02d}")][part]
    else:
        raise unreadable()
    return f"{whole}-{ends[0]}/{whole}-{ends[1]}"


def read_said(text: str, today: date) -> str:
    """Return a day told from today, a season or a feast, as EDTF; empty for anything else.

    Raises:
        BadAnswer: It lacks the year, or could be two.
    """
    return _relative(text, today) or _season(text, today) or _feast(text)


def read_ahead(text: str, today: date) -> str:
    """Return a day told as "in ten days" as EDTF; empty for anything else.

    Raises:
        BadAnswer: No calendar reaches so far.
    """
    found = _AHEAD.fullmatch(text)
    return _ahead(today, _COUNTS.get(found[1]) or int(found[1]), found[2]) if found else ""


def _relative(text: str, today: date) -> str:
    """Return a date said from today; empty for one that is not said so."""
    if text in _TODAY:
        return today.isoformat()
    if text in _YESTERDAY:
        return (today - timedelta(days=1)).isoformat()
    if text in _BEFORE_THAT:
        return (today - timedelta(days=2)).isoformat()
    if text in _TOMORROW | _AFTER_THAT:
        return (today + timedelta(days=1 if text in _TOMORROW else 2)).isoformat()
    if found := _NEXT_DAY.fullmatch(text):
        return _next_weekday(today, weekday_of(found[2] or found[3]), found[1] or "")
    if found := _AGO.fullmatch(text):
        count, unit = found[1] or found[4], found[2] or found[5]
        number = _COUNTS.get(count) or int(count if count.isdigit() else 0)
        return _ago(today, number, unit, exact=bool(found[3]))
    if found := _LAST_UNIT.fullmatch(text):
        return _last_unit(today, found[1] or found[2])
    if found := _THIS_UNIT.fullmatch(text):
        if found[1] in ("week", "semaine"):
            start = today - timedelta(days=(today.weekday() + 1) % 7)
            return today.isoformat() if start == today else f"{start}/{today}"
        return f"{today:%Y}" if found[1] in ("year", "annee") else f"{today:%Y-%m}"
    if found := _LAST_DAY.fullmatch(text):
        return _last_weekday(today, weekday_of(found[2]), found[1] or "", found[3] or "")
    return ""


def _ago(today: date, number: int, unit: str, *, exact: bool) -> str:
    """Return so long ago; beyond a few days people count roughly, so it is about then."""
    try:
        if unit in ("day", "jour"):
            mark = "" if number < 7 or exact else "~"
            return f"{today - timedelta(days=number)}{mark}"
        if unit in ("week", "semaine"):
            return f"{today - timedelta(weeks=number)}{'' if exact else '~'}"
    except OverflowError as error:
        raise unreadable() from error
    if unit in ("month", "mois"):
        months = today.year * 12 + today.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}~"
    return f"{today.year - number:04d}~"


def _ahead(today: date, number: int, unit: str) -> str:
    """Return a day so far ahead; told in months or years it is about then."""
    try:
        if unit in ("day", "jour"):
            return (today + timedelta(days=number)).isoformat()
        if unit in ("week", "semaine"):
            return (today + timedelta(weeks=number)).isoformat()
    except OverflowError as error:
        raise unreadable() from error
    if unit in ("month", "mois"):
        months = today.year * 12 + today.month - 1 + number
        return f"{months // 12:04d}-{months % 12 + 1:02d}~"
    return f"{today.year + number:04d}~"


def _next_weekday(today: date, weekday: int, before: str) -> str:
    """Return the day that "next Tuesday" can only be.

    Said for a day that is still to come this week it may be that one or the one after, so it
    is asked about. In French, "mardi prochain" is always the one that comes first.
    """
    near = today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    if before == "next" and weekday > today.weekday():
        raise _two_days(near, near + timedelta(days=7))
    return near.isoformat()


def _last_unit(today: date, unit: str) -> str:
    sunday = today - timedelta(days=(today.weekday() + 1) % 7)
    if unit in ("week", "semaine"):
        # Weeks begin on Sunday for some and on Monday for others: all its days are in this.
        monday = today - timedelta(days=today.weekday())
        return f"{min(sunday, monday) - timedelta(days=7)}/{monday - timedelta(days=1)}"
    if unit in ("weekend", "fin de semaine"):
        if today.weekday() > 4:
            raise _two_days(today - timedelta(days=today.weekday() + 2), today)
        return f"{sunday - timedelta(days=1)}/{sunday}"
    if unit in ("month", "mois"):
        return f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    return f"{today.year - 1:04d}"


def _last_weekday(today: date, weekday: int, before: str, after: str) -> str:
    """Return the day that "last Tuesday" can only be.

    Said early in a week it is the one day; said later it may be this week's or the last
    one's, so it is asked about. In French, "mardi dernier" is always the one just past.
    """
    back = (today.weekday() - weekday) % 7
    near, far = today - timedelta(days=back), today - timedelta(days=back or 7)
    if after in ("last week", "de semaine derniere"):
        monday = today - timedelta(days=today.weekday())
        return (monday - timedelta(days=7 - weekday)).isoformat()
    if after or before in ("past", "this past"):
        return far.isoformat()
    if before == "last":
        if weekday < today.weekday():
            raise _two_days(near - timedelta(days=7), near)
        return far.isoformat()
    # Said alone it may be the last one or the next one.
    raise _two_days(far, far + timedelta(days=7))


def _two_days(one: date, two: date) -> BadAnswer:
    return BadAnswer(
        "This could be {one} or {two}. Please write the date.",
        one=format_date(one),
        two=format_date(two),
    )


def _season(text: str, today: date) -> str:
    """Return the months of a season; its ends are about so. Empty where none is named."""
    if found := _SEASON.fullmatch(text):
        months, year, until = _SEASONS[found[1]], int(found[2]), found[3]
        if months[0] < months[1]:
            return "" if until else _months_of(months, year)
        if until and int(until) % 100 == (year + 1) % 100:
            return _months_of(months, year)
        raise BadAnswer(
            "A winter has two years. Please write {one} or {two}.",
            one=f"{found[1]} {year - 1}-{year}",
            two=f"{found[1]} {year}-{year + 1}",
        )
    if found := _LAST_SEASON.fullmatch(text):
        name = next(filter(None, found.groups()))
        months = _SEASONS[name]
        # Once it has begun this year, "last summer" may be this one or the one before.
        if found[3] or months[0] > months[1] or today.month >= months[0]:
            raise BadAnswer(
                "Please write the year, too, such as {example}.",
                example=f"{name} {today.year - 1}"
                + (f"-{today.year}" if months[0] > months[1] else ""),
            )
        return _months_of(months, today.year - 1)
    return ""


def _months_of(months: tuple[int, int], year: int) -> str:
    first, last = months
    return f"{year:04d}-{first:02d}~/{year + (last < first):04d}-{last:02d}~"


def _feast(text: str) -> str:
    """Return the day of a feast that has one date each year; empty where none is named."""
    found = _FEAST.fullmatch(text)
    if found is None:
        return ""
    if not found[2]:
        raise BadAnswer("Please write the year, too.")
    month, day, mark = _FEASTS[found[1]]
    return f"{found[2]}-{month:02d}-{day:02d}{mark}"
