"""Days that count only when courts work, in England and Wales, and windows for appeals.

A business day is any day but a Saturday, a Sunday or a bank holiday; Good Friday, Easter
Monday, Christmas Day and Boxing Day are among those. The bank holidays come from the package
``holidays``, imported where it is used: it takes its time.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from tui.policy.periods import Between, moved

MAGISTRATES: Final = frozenset({"magistrates", "youth"})
MAGISTRATES_BUSINESS_DAYS: Final = 15
CROWN_DAYS: Final = 28
_LONGEST: Final = 1_000
_SATURDAY: Final = 5


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England and Wales."""
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))


def is_business_day(day: date) -> bool:
    """Tell whether courts work on a day."""
    return day.weekday() < _SATURDAY and day not in bank_holidays(day.year)


def add_business_days(day: date, number: int) -> date:
    """Return the ``number``-th business day after ``day``, or before it where it is negative.

    Zero gives ``day`` itself, whether or not it is a business day. It goes as far as the
    calendar does.

    Raises:
        ValueError: The number is beyond a thousand: no rule has so long a time.
    """
    if abs(number) > _LONGEST:
        raise ValueError("more than a thousand business days")
    step = 1 if number > 0 else -1
    left = abs(number)
    while left and moved(day, step) != day:
        day = moved(day, step)
        left -= is_business_day(day)
    return day


def appeal_until(court: str, decided: date) -> date | None:
    """Return the last day on which an appeal can be lodged in the usual time.

    Magistrates' and youth courts: 15 business days after the sentence (Criminal Procedure
    Rules, rule 34.2(2), as it has stood since 4 October 2021). The Crown Court: 28 days
    (Criminal Appeal Act 1968, section 18(2)); a court can give more. Answers to COU-5.6-03.

    Args:
        court: ``magistrates``, ``youth``, ``crown`` or ``county``.
        decided: The day of the sentence.

    Returns:
        None for a court whose time is not known here.
    """
    if court in MAGISTRATES:
        return add_business_days(decided, MAGISTRATES_BUSINESS_DAYS)
    return moved(decided, CROWN_DAYS) if court == "crown" else None


def between_business_days(day: Between, number: int) -> Between:
    """Return a day as far as it is known, moved by business days."""
    last = None if day.last is None else add_business_days(day.last, number)
    return Between(add_business_days(day.first, number), last)
