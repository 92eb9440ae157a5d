"""Dates, times, lists, numbers and amounts, as they are written where the reader lives.

Babel is imported on the first call: its locale data costs about 10 ms, which the first
screen need not pay.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from tui.wording.catalogue import current, region
from tui.wording.pseudo import CLOSING, OPENING, PSEUDO

Style = Literal["long", "short"]
"""``long`` spells the month out and names the time zone; ``short`` is for narrow columns."""

_DAY = {"long": "d MMMM y", "short": "d MMM y"}
_MONTH = {"long": "MMMM y", "short": "MMM y"}


def format_date(day: date, style: Style = "long") -> str:
    """Return ``3 March 2026``; the month is always a word, so no reader takes it for a day."""
    return _pattern(day, _DAY[style])


def format_month(day: date, style: Style = "long") -> str:
    """Return ``March 2026`` for any day of that month."""
    return _pattern(day, _MONTH[style])


def format_day_of_month(day: date, *, month: bool, style: Style = "long") -> str:
    """Return ``3``, or ``3 March``, for the first half of a range."""
    return _pattern(day, _DAY[style].removesuffix(" y") if month else "d")


def format_time(moment: time) -> str:
    """Return the time to the minute: ``5:46 p.m.``, ``17 h 46``."""
    from babel.dates import format_time as formatted

    return _said(formatted(moment, "short", locale=region()))


def format_datetime(moment: datetime, style: Style = "long") -> str:
    """Return date and time; ``long`` adds the zone where the moment has one."""
    from tui.wording.catalogue import gettext as _

    day, at = format_date(moment.date(), style), format_time(moment.time())
    # Translators: a day and a time of day, such as "3 March 2026, 5:46 p.m."
    text = _("{date}, {time}").format(date=day, time=at)
    if moment.tzinfo is None or style == "short":
        return text
    return f"{text} ({format_offset(moment.utcoffset() or timedelta())})"


def format_stamp(text: str, style: Style = "long") -> str:
    """Return an ISO 8601 time as ``format_datetime`` writes it; anything else as it is.

    Args:
        text: A time such as ``2026-03-03T17:46:00-08:00``, or a date.
        style: As for ``format_datetime``.
    """
    try:
        if len(text) == 10:
            return format_date(date.fromisoformat(text), style)
        return format_datetime(datetime.fromisoformat(text), style)
    except ValueError:
        return text


def format_offset(offset: timedelta) -> str:
    """Return ``UTC−08:00``, with a real minus sign; ``UTC`` for none."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return _said("UTC")
    hours, rest = divmod(abs(minutes), 60)
    return _said(f"UTC{'−' if minutes < 0 else '+'}{hours:02d}:{rest:02d}")


def format_list(items: Sequence[str], joined: Literal["and", "or"] = "and") -> str:
    """Return ``a, b and c``; an empty string for none."""
    if len(items) < 2:
        return "".join(items)
    from babel.lists import format_list as formatted

    return _said(formatted(list(items), "standard" if joined == "and" else "or", locale=region()))


def format_number(number: int | Decimal) -> str:
    """Return the number with its digits grouped: ``5,000``, ``5 000``."""
    from babel.numbers import format_decimal

    return _said(format_decimal(number, locale=region()))


def format_money(amount: Decimal, currency: str = "CAD") -> str:
    """Return the amount with its currency sign: ``$45.50``, ``45,50 $``.

    Args:
        amount: In whole units of the currency, not cents.
        currency: A three-letter code (ISO 4217).
    """
    from babel.numbers import format_currency

    return _said(format_currency(amount, currency, locale=region()))


def format_kept_money(kept: str) -> str:
    """Return an amount from the form answers are kept in: ``CAD 45.50``."""
    currency, _space, amount = kept.partition(" ")
    return format_money(Decimal(amount), currency)


def _pattern(day: date, pattern: str) -> str:
    from babel.dates import format_date as formatted

    text = formatted(day, pattern, locale=region())
    if day.day == 1 and pattern.startswith("d") and region().startswith("fr"):
        # French counts the first day of the month as an ordinal; CLDR patterns cannot.
        text = "1er" + text.removeprefix("1")
    return _said(text)


def _said(text: str) -> str:
    """Use spaces that every font has; English needs no unbreakable ones."""
    if current() == PSEUDO:
        return f"{OPENING}{text}{CLOSING}"
    text = text.replace("\u202f", "\u00a0")
    return text.replace("\u00a0", " ") if region().startswith("en") else text
