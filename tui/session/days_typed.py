"""One day, month or year as people write it, as EDTF text.

A text that leaves out the year, or that could be two days, is asked about with what it
could be, never guessed. All texts here are lower case and without accents.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from tui.interview.codec import BadAnswer
from tui.session.days_said import WEEKDAY, part_of, read_said, third, unreadable, weekday_of
from tui.wording import format_date

_WEEKDAY = re.compile(rf"\(?\b({WEEKDAY})\)? ?", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", re.ASCII)
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})|(\d{4})[/.](\d{1,2})", re.ASCII)
_YMD = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_WORD = r"([^\W\d_]+)\.?"
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th|er|e)?"
_DAY_FIRST = re.compile(rf"{_ORDINAL}[ -]{_WORD},?[ -](\d{{4}})", re.ASCII)
_MONTH_FIRST = re.compile(rf"{_WORD} {_ORDINAL},? (\d{{4}})", re.ASCII)
_YEAR_FIRST = re.compile(rf"(\d{{4}}),? {_WORD} {_ORDINAL}", re.ASCII)
_MONTH = re.compile(rf"{_WORD},?[ -](\d{{4}})|(\d{{4}}),? {_WORD}", re.ASCII)
_NO_YEAR = re.compile(rf"{_ORDINAL} {_WORD}|{_WORD} {_ORDINAL}|{_WORD}", re.ASCII)
_SHORT_YEAR = re.compile(rf"(?:{_ORDINAL} {_WORD}|{_WORD} {_ORDINAL},|{_WORD}) '?(\d\d)", re.ASCII)
_DAY_ALONE = re.compile(r"\d{1,2}(?:st|nd|rd|th|er)", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DECADE = re.compile(r"(\d{3})0s|(?:annees|decennie) (\d{3})0", re.ASCII)

EXACT = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
"""A day, as EDTF text."""


def plain(text: str) -> str:
    """Return lower case without accents, with plain dashes, apostrophes and spaces."""
    parts = unicodedata.normalize("NFKD", text.lower())
    low = "".join(char for char in parts if not unicodedata.combining(char))
    low = re.sub("[\u2010-\u2015\u2212]", "-", low.replace("\u2019", "'").replace("\u00b7", " "))
    return " ".join(low.split())


def read_day(text: str, today: date) -> str:
    """Return one date without its time of day, as EDTF; a stretch where it is vague.

    Raises:
        BadAnswer: It can't be read, lacks a part, or could be two dates.
    """
    text = text.strip(" ,.;")
    if said := read_said(text, today):
        return said
    found = _WEEKDAY.search(text)
    rest = _WEEKDAY.sub("", text).strip(" ,") if found else text
    made = _calendar(rest, today)
    if found and EXACT.fullmatch(made):
        _fits(made, weekday_of(found[1]))
    return made


def _fits(made: str, weekday: int) -> None:
    """Refuse a day that is not the day of the week that was written with it."""
    try:
        day = date.fromisoformat(made)
    except ValueError:
        return  # There is no such day, which is said in its own words.
    if day.weekday() != weekday:
        raise BadAnswer(
            "{date} was a {weekday}. Please look at the date again, or leave out the day "
            "of the week.",
            date=format_date(day),
            weekday=_weekday_name(day),
        )


def _weekday_name(day: date) -> str:
    from babel.dates import format_date as formatted

    from tui.wording.catalogue import region

    return formatted(day, "EEEE", locale=region())


def _calendar(text: str, today: date) -> str:
    """Return what stands in a calendar: a day, a month or a year."""
    if _YEAR.fullmatch(text):
        return text
    inner, part = part_of(text)
    if inner:
        return third(_calendar(inner, today), part)
    if found := _DAY_FIRST.fullmatch(text):
        return f"{found[3]}-{read_month(found[2]):02d}-{int(found[1]):02d}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[3]}-{read_month(found[1]):02d}-{int(found[2]):02d}"
    if found := _YEAR_FIRST.fullmatch(text):
        return f"{found[1]}-{read_month(found[2]):02d}-{int(found[3]):02d}"
    if found := _MONTH.fullmatch(text):
        return f"{found[2] or found[3]}-{read_month(found[1] or found[4]):02d}"
    if found := _MONTH_NUMBER.fullmatch(text):
        return f"{found[2] or found[3]}-{int(found[1] or found[4]):02d}"
    if found := _NUMBERS.fullmatch(text):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), today)
    if found := _YMD.fullmatch(text):
        return f"{found[1]}-{found[2]}-{found[3]}"
    if found := _DECADE.fullmatch(text):
        start = found[1] or found[2]
        return f"{start}0/{start}9"
    raise _lacking(text, today)


def _lacking(text: str, today: date) -> BadAnswer:
    """Return what to say of a text that is no date yet: which part of one is missing."""
    if _NO_YEAR.fullmatch(text) and _names_month(text):
        return BadAnswer(
            "Please write the year, too, such as {example}.", example=_with_year(text, today)
        )
    if _SHORT_YEAR.fullmatch(text) and _names_month(text):
        return BadAnswer("Write the year with four digits, such as 2026.")
    if _DAY_ALONE.fullmatch(text):
        return BadAnswer(
            "Please write the month and the year, too, such as {example}.",
            example=format_date(today),
        )
    return unreadable()


def _names_month(text: str) -> bool:
    try:
        return any(read_month(word) for word in re.findall(r"[^\W\d_]{3,}", text))
    except BadAnswer:
        return False


def _with_year(text: str, today: date) -> str:
    """Return the text with the year in which it came last, for people to change."""
    month = next(read_month(word) for word in re.findall(r"[^\W\d_]{3,}", text))
    day = next((int(number) for number in re.findall(r"\d{1,2}", text)), 1)
    year = today.year - ((month, day) > (today.month, today.day))
    return f"{text.title() if text.isascii() else text} {year}"


def _numbers(first: int, second: int, third: int, today: date) -> str:
    """Return the one date that three numbers can be.

    Raises:
        BadAnswer: They can be two dates.
    """
    if first > 99:
        return f"{first:04d}-{second:02d}-{third:02d}"
    if third > 99:
        readings = [(third, second, first), (third, first, second)]
    else:
        orders = [(third, second, first), (third, first, second), (first, second, third)]
        readings = [(2000 + year, month, day) for year, month, day in orders]
    limit = today.replace(day=1) + timedelta(days=366)
    found: list[date] = []
    for year, month, day in readings:
        try:
            made = date(year, month, day)
        except ValueError:
            continue
        if made not in found and (third > 99 or made <= limit):
            found.append(made)
    if len(found) > 1:
        raise BadAnswer(
            "This could be {one} or {two}. Please write the month as a word.",
            one=format_date(found[0]),
            two=format_date(found[1]),
        )
    if found:
        return found[0].isoformat()
    # None of them: let the day or month that is not there be named.
    year, month, day = readings[0] if second <= 12 else readings[1]
    return f"{year:04d}-{month:02d}-{day:02d}"


@cache
def _months() -> tuple[tuple[str, int], ...]:
    from babel.dates import get_month_names

    return tuple(
        (plain(name), int(number))
        for language in ("en", "fr")
        for number, name in get_month_names("wide", locale=language).items()
    )


def read_month(word: str) -> int:
    """Return the number of a month from its name, or how it begins, in English or French.

    Raises:
        BadAnswer: There is no such month, or more than one begins like that.
    """
    word = plain(word)
    whole = {number for name, number in _months() if name == word}
    begun = {number for name, number in _months() if len(word) > 2 and name.startswith(word)}
    found = whole or begun
    if len(found) != 1:
        raise unreadable()
    return found.pop()
