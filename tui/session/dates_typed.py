"""Dates as people write them, turned into the one form that is stored (EDTF).

"about March 2026", "3 March 2026 5:46 pm", "between 1 May 2026 and 5 May 2026", "before
2026-03", "yesterday", "don't know": each keeps just what the person knows. A date that
could be read two ways (03/04/2026) is asked about, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from tui.interview.codec import BadAnswer
from tui.interview.dates import BadDate, When
from tui.wording import format_date

# All of these see lower case without accents, articles and days of the week.
_ABOUT = re.compile(r"(?:about|around|approximately|circa|ca\.?|vers|environ|autour de) (.+)")
_BETWEEN = re.compile(r"(?:between|entre) (.+?) (?:and|et) (.+)")
_FROM_TO = re.compile(r"(?:(?:from|du|de) )?(.+?) (?:to|until|au) (.+)")
_DE_A = re.compile(r"(?:du|de) (.+?) a (.+)")
_SPAN = re.compile(r"(\d{1,2}) ?[-\u2013] ?(\d{1,2} .+)")
_BEFORE = re.compile(r"(?:before|until|by|avant|jusqu'a|jusqu'au|jusqu'en) (.+)")
_AFTER = re.compile(r"(?:after|since|apres|depuis) (.+)")
_UNKNOWN = {
    *("don't know", "dont know", "do not know", "i don't know", "i do not know", "no idea"),
    *("unknown", "not known", "not sure", "?", "je ne sais pas", "sais pas", "pas sur"),
    *("inconnu", "inconnue"),
}
_TODAY, _YESTERDAY = {"today", "aujourd'hui"}, {"yesterday", "hier"}

_ARTICLES = re.compile(r"\b(?:the|of|on|le)\b ?|^(?:in|en) ")
_WEEKDAYS = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mer|jeu|ven|sam|dim)\b[.,]? ?"
)
_CLOCK = r"(\d{1,2})(?:(?:[:h]| h ?)(\d{2})| ?h)? ?(a\.?m\.?|p\.?m\.?)?"
_TIME = re.compile(rf"[ ,]+(?:at |a )?{_CLOCK}$", re.ASCII)
_TIME_FIRST = re.compile(
    r"(?:at |a )?(\d{1,2}(?::\d{2}| ?h(?: ?\d{2})?)?(?: ?[ap]\.?m\.?)?),? (.+)", re.ASCII
)
_NUMBERS = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})", re.ASCII)
_MONTH_NUMBER = re.compile(r"(\d{1,2})[-/.](\d{4})|(\d{4})[/.](\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)? ([^\W\d_]+)\.?,? (\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_MONTH = re.compile(r"([^\W\d_]+)\.?,? (\d{4})", re.ASCII)
_LACKS_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th|er)?", re.ASCII)
_LACKS_YEAR = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th|er)? )?[a-z]+\.?(?: \d{1,2}(?:st|nd|rd|th)?)?")


def read_date(text: str, today: date) -> str:
    """Return the EDTF text of a date as typed.

    Args:
        text: What was typed, in English or French or as EDTF.
        today: What "today" and "yesterday" mean.

    Raises:
        BadAnswer: It cannot be read as a date, or could be read two ways.
    """
    typed = " ".join(text.replace("\u2019", "'").split())
    if not typed:
        raise BadAnswer("There is nothing written here yet.")
    try:
        return When.parse(typed).text
    except BadDate as error:
        as_written = error
    low = _plain(typed)
    if low in _UNKNOWN:
        return When.parse("XXXX").text
    if not low:
        raise _unreadable()
    try:
        return When.parse(_read(low, today)).text
    except BadDate as error:
        better = error if error.code != "unreadable" else as_written
        if better.code == "unreadable":
            raise _unreadable() from error
        raise BadAnswer(better.message, **better.words) from error


def read_clock(text: str) -> str:
    """Return a time of day as typed (``5:46 pm``, ``17 h 46``) as ``17:46``.

    Raises:
        BadAnswer: It is no time of day.
    """
    low = _plain(text)
    if re.fullmatch(r"\d{1,2}:\d{2}:\d{2}", low, re.ASCII):
        return low.zfill(8)
    found = _TIME.search(f" {low}")
    if found is None or not re.search(r"[:hm]", low) or found.start() != 0:
        raise BadAnswer("Write the time such as 17:46 or 5:46 pm.")
    return _time(found)


def read_month(text: str) -> int:
    """Return the number of a month from its name in English or French.

    Raises:
        BadAnswer: There is no such month, or more than one begins like that.
    """
    return _month(_plain(text))


def _unreadable() -> BadAnswer:
    return BadAnswer("Write a date, such as 2026-03-03, 3 March 2026 or about March 2026.")


def _plain(text: str) -> str:
    """Return lower case without accents, and without words that tell nothing of the date."""
    parts = unicodedata.normalize("NFKD", text.lower())
    low = "".join(char for char in parts if not unicodedata.combining(char))
    low = low.rstrip(" .,")
    if low in _UNKNOWN:
        return low
    return " ".join(_ARTICLES.sub("", _WEEKDAYS.sub("", low)).split()).strip(" ,")


def _read(low: str, today: date) -> str:
    if found := _BEFORE.fullmatch(low):
        return f"../{_one(found[1], today)}"
    if found := _AFTER.fullmatch(low):
        return f"{_one(found[1], today)}/.."
    if found := _ABOUT.fullmatch(low):
        return f"{_one(found[1], today)}~"
    for pattern in (_BETWEEN, _FROM_TO, _DE_A, _SPAN):
        if found := pattern.fullmatch(low):
            first, last = found.groups()
            return f"{_one(_borrow(first, last), today)}/{_one(last, today)}"
    return _one(low, today)


def _borrow(first: str, last: str) -> str:
    """Complete "3" or "3 May" or "May" with the month and year of the second date."""
    words = last.split()
    if _LACKS_MONTH.fullmatch(first):
        return " ".join([first, *words[-2:]])
    if _LACKS_YEAR.fullmatch(first) and first not in _TODAY | _YESTERDAY:
        return " ".join([first, words[-1]])
    return first


def _one(text: str, today: date) -> str:
    """Return one date, with its time of day if there is one."""
    text = text.strip(" ,")
    found = _TIME_FIRST.fullmatch(text)
    if found and re.search(r"[:hm]", found[1]):
        text = f"{found[2]} {found[1]}"
    if (found := _TIME.search(text)) and re.search(r"[:hm]", found[0]):
        return f"{_day(text[: found.start()], today)}T{_time(found)}"
    return _day(text, today)


def _time(found: re.Match[str]) -> str:
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "")
    if half and not 1 <= hour <= 12:
        raise BadAnswer("With a.m. or p.m. the hour goes from 1 to 12.")
    if half == "pm" and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def _day(text: str, today: date) -> str:
    text = text.strip(" ,")
    if text in _TODAY:
        return today.isoformat()
    if text in _YESTERDAY:
        return (today - timedelta(days=1)).isoformat()
    if found := _DAY_FIRST.fullmatch(text):
        return f"{found[3]}-{_month(found[2]):02d}-{int(found[1]):02d}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[3]}-{_month(found[1]):02d}-{int(found[2]):02d}"
    if found := _MONTH.fullmatch(text):
        return f"{found[2]}-{_month(found[1]):02d}"
    if found := _MONTH_NUMBER.fullmatch(text):
        return f"{found[2] or found[3]}-{int(found[1] or found[4]):02d}"
    if found := _NUMBERS.fullmatch(text):
        return _numbers(int(found[1]), int(found[3]), int(found[4]), today)
    return text


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
        (_plain(name), int(number))
        for language in ("en", "fr")
        for number, name in get_month_names("wide", locale=language).items()
    )


def _month(word: str) -> int:
    whole = {number for name, number in _months() if name == word}
    begun = {number for name, number in _months() if len(word) > 2 and name.startswith(word)}
    found = whole or begun
    if len(found) != 1:
        raise _unreadable()
    return found.pop()
