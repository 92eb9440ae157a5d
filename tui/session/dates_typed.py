"""Dates as people write them, turned into the one form that is stored (EDTF).

"about March 2026", "3 March 2026 5:46 pm", "between 1 May 2026 and 5 May 2026", "before
2026-03", "yesterday", "don't know": each keeps just what the person knows. A date that
could be read two ways (03/04/2026) is asked about, never guessed.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tui.interview.codec import BadAnswer
from tui.interview.dates import BadDate, When

_ABOUT = re.compile(r"(?:about|around|approximately|circa|ca\.?|vers|environ|autour de)\s+(.+)")
_BETWEEN = re.compile(r"(?:between|entre)\s+(.+?)\s+(?:and|et)\s+(?:le\s+)?(.+)")
_FROM_TO = re.compile(r"(?:from|du|de)\s+(.+?)\s+(?:to|until|au|à)\s+(.+)")
_BEFORE = re.compile(r"(?:before|until|by|avant|jusqu'à|jusqu'au)\s+(?:le\s+)?(.+)")
_AFTER = re.compile(r"(?:after|since|après|depuis)\s+(?:le\s+)?(.+)")
_UNKNOWN = {
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "unknown",
    "not known",
    "?",
    "je ne sais pas",
    "inconnu",
    "inconnue",
}
_TIME = re.compile(
    r"[ ,]+(?:at |à )?(\d{1,2})(?:(?:[:h]| h )\s?(\d{2})|\s?h)?\s*(a\.?m\.?|p\.?m\.?)?$"
)
_ISO_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})$")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?\s+([^\W\d_]+)\.?,?\s+(\d{4})$")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$")
_MONTH = re.compile(r"([^\W\d_]+)\.?,?\s+(\d{4})$")
_SLASHED = re.compile(r"(\d{1,4})[/.](\d{1,2})[/.](\d{1,4})$")


def read_date(text: str, today: date) -> str:
    """Return the EDTF text of a date as typed.

    Args:
        text: What was typed, in English or French or as EDTF.
        today: What "today" and "yesterday" mean.

    Raises:
        BadAnswer: It cannot be read as a date, or could be read two ways.
    """
    typed = " ".join(text.replace("\u2019", "'").split()).strip(" .")
    if not typed:
        raise BadAnswer("There is nothing written here yet.")
    low = re.sub(r"^(?:le|la|on|the)\s+", "", typed.lower())
    if low in _UNKNOWN:
        return When.parse("XXXX").text
    try:
        return When.parse(typed).text
    except BadDate as error:
        as_written = error
    try:
        return When.parse(_read(low, today)).text
    except BadDate as error:
        better = error if error.code != "unreadable" else as_written
        raise BadAnswer(better.message, **better.words) from error


def _read(low: str, today: date) -> str:
    if found := _BETWEEN.fullmatch(low) or _FROM_TO.fullmatch(low):
        last = _one(found[2], today)
        first = found[1]
        if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th|er)?|\d{1,2}\s+[^\W\d_]+|[^\W\d_]+", first):
            first = _borrow(first, found[2])
        return f"{_one(first, today)}/{last}"
    if found := _BEFORE.fullmatch(low):
        return f"../{_one(found[1], today)}"
    if found := _AFTER.fullmatch(low):
        return f"{_one(found[1], today)}/.."
    if found := _ABOUT.fullmatch(low):
        return f"{_one(found[1], today)}~"
    return _one(low, today)


def _borrow(first: str, last: str) -> str:
    """Complete "3" or "3 May" or "May" with the month and year of the second date."""
    words = last.split()
    have = len(first.split())
    if first[0].isdigit() and have == 1:
        return " ".join([first, *words[-2:]])
    return " ".join([first, words[-1]])


def _one(text: str, today: date) -> str:
    text = text.strip(" ,")
    if text in {"today", "aujourd'hui"}:
        return today.isoformat()
    if text in {"yesterday", "hier"}:
        return (today - timedelta(days=1)).isoformat()
    if found := _ISO_TIME.fullmatch(text):
        return f"{found[1]}T{int(found[2]):02d}:{found[3]}"
    if found := _TIME.search(text):
        before = text[: found.start()]
        if found[2] or found[3] or "h" in found[0]:
            return f"{_day(before, today)}T{_time(found)}"
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
    if text in {"today", "aujourd'hui", "yesterday", "hier"}:
        return _one(text, today)
    if found := _DAY_FIRST.fullmatch(text):
        return f"{found[3]}-{_month(found[2]):02d}-{int(found[1]):02d}"
    if found := _MONTH_FIRST.fullmatch(text):
        return f"{found[3]}-{_month(found[1]):02d}-{int(found[2]):02d}"
    if found := _MONTH.fullmatch(text):
        return f"{found[2]}-{_month(found[1]):02d}"
    if found := _SLASHED.fullmatch(text):
        return _slashed(*(int(part) for part in found.groups()))
    return text


def _slashed(first: int, second: int, third: int) -> str:
    if first > 31:
        return f"{first:04d}-{second:02d}-{third:02d}"
    year = third if third > 99 else 2000 + third
    if first > 12 >= second:
        return f"{year:04d}-{second:02d}-{first:02d}"
    if second > 12 >= first or first == second:
        return f"{year:04d}-{first:02d}-{second:02d}"
    one, two = datetime(2000, first or 1, 1), datetime(2000, second or 1, 1)
    raise BadAnswer(
        "This could be {one} or {two}. Please write the month as a word.",
        one=f"{second} {one:%B} {year}",
        two=f"{first} {two:%B} {year}",
    )


def _month(word: str) -> int:
    from babel.dates import get_month_names

    for language in ("en", "fr"):
        for number, name in get_month_names("wide", locale=language).items():
            short = len(word) >= 3 and word != "jui" and name.lower().startswith(word)
            if word == name.lower() or short:
                return int(number)
    raise BadAnswer("Write a date, such as 2026-03-03, 3 March 2026 or about March 2026.")
