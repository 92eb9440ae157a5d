"""How long each sentence of a court counts: Rehabilitation of Offenders Act 1974, section 5.

For England and Wales, as the Act has stood since 28 October 2023; the periods hold for
earlier convictions too. Read in the text of 1 April 2025. Answers to duty COU-5.7.4a-02.

Three things the Act leaves open are taken so that nothing is called unspent that may be spent:
when a suspended sentence is completed, what a fixed end is worth where an order may end early
by later law, and how long a driving endorsement counts. What is not known is a bound, never a
guess.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tui.policy.periods import Between
from tui.policy.reasons import Reason, reason

KINDS: Final = (
    "absolute_discharge",
    "conditional_discharge",
    "fine",
    "compensation",
    "community_order",
    "youth_rehabilitation_order",
    "custody",
    "suspended",
    "cbo",
    "injunction_order",
    "bind_over",
    "hospital_order",
    "relevant_order",
    "life",
    "caution",
)
"""What a court (or, for a caution, the police) may have imposed, as a file names it.

``life`` stands for all that section 5(1) excludes whatever its length: life, custody for
life, detention for life or at His Majesty's pleasure, imprisonment or detention for public
protection, extended sentences. ``relevant_order`` is any other order of section 5(8).
"""
ENDORSEMENT: Final = "endorsement"
"""Penalty points or an endorsement on a driving licence, which only the journey asks for.

Guidance (Unlock, on motoring convictions, undated) counts it for five years from the
conviction, two and a half for somebody under 18. The Act's table as read does not have it, so
it is only ever the latest day, and keeps nothing unspent by itself. A file says it as a
``relevant_order`` whose last day is not known. A driving ban is a ``relevant_order``, too: it
has a last day.
"""
ORDERS: Final = frozenset(
    {
        "conditional_discharge",
        "community_order",
        "youth_rehabilitation_order",
        "cbo",
        "injunction_order",
        "bind_over",
        "hospital_order",
        "relevant_order",
    }
)
"""Relevant orders of section 5(8): they count until their last day."""
UNDATED: Final = frozenset({"bind_over", "hospital_order", "relevant_order"})
"""Orders that may be made without any last day and without being indefinite (section 5(3))."""
TERMS: Final = frozenset({"custody", "suspended"})
CATCH_ALL: Final = frozenset({"cbo", "injunction_order"})
"""Orders of paragraph (g) in section 5(8), which do not lengthen another conviction."""

_YEAR: Final = 12
_FOUR_YEARS: Final = 48
_SHORTEST: Final = (12, 6)
_LONGEST: Final = (84, 42)
_ENDORSED: Final = (60, 30)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, as far as it is known; None is always "not known".

    Attributes:
        kind: One of ``KINDS``, or ``ENDORSEMENT``.
        months: The term imposed, rounded up to whole months.
        completed: The day a term of custody was or will be completed, licence included.
        last_day: The last day an order is to have effect, as the order fixed it; of a
            suspended sentence, the last day on which it could be activated.
        indefinite: Whether an order runs until further order, or until something happens.
        undated: Whether the order says nothing of an end, neither a day nor "until".
        paid_in_full_on: The day on which compensation was paid in full.
        schedule_18: Whether the offence is in Schedule 18 of the Sentencing Code.
    """

    kind: str | None
    months: int | None = None
    completed: Between | None = None
    last_day: Between | None = None
    indefinite: bool | None = False
    undated: bool = False
    paid_in_full_on: Between | None = None
    schedule_18: bool | None = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How long one sentence counts.

    Attributes:
        kind: The sentence's kind.
        spent: The first day on which it no longer counts.
        never: Whether it is never spent; None where that is not known.
        in_force: Whether it is an order without an end, which counts while it is in force.
        reasons: Why.
    """

    kind: str | None
    spent: Between
    never: bool | None = False
    in_force: bool = False
    reasons: tuple[Reason, ...] = field(compare=False, default=())


def count(sentence: Sentence, convicted: Between | None, under_18: bool | None) -> Counted:
    """Return how long a sentence counts.

    Args:
        sentence: The sentence.
        convicted: The day of conviction (of a caution: the day it was given).
        under_18: Whether the person was under 18 on that day.
    """
    start = convicted if convicted is not None else Between(date.min, None)
    kind = sentence.kind
    if kind is None:
        return Counted(None, _open(start), None, reasons=(reason("kind-unknown"),))
    if kind == "life":
        return Counted(kind, _open(start), True, reasons=(reason("life"),))
    if kind == "fine":
        return _fine(start, under_18)
    if kind == "compensation":
        return _compensation(sentence, start)
    if kind == ENDORSEMENT:
        latest = _ENDORSED[bool(under_18)]
        return Counted(kind, start.after(0, latest), reasons=(reason(kind, months=latest),))
    if kind in ORDERS:
        return _order(sentence, start)
    if kind in TERMS:
        return _term(sentence, start, under_18)
    return Counted(kind, start, reasons=(reason(kind),))  # absolute discharge, caution


def _open(start: Between) -> Between:
    return Between(start.first, None)


def _fine(start: Between, under_18: bool | None) -> Counted:
    """Section 5(2)(b): 12 months from conviction; 6 for somebody under 18 then."""
    if under_18 is None:
        return Counted("fine", start.after(6, 12), reasons=(reason("fine-age-unknown"),))
    months = 6 if under_18 else 12
    spent = start.after(months)
    return Counted("fine", spent, reasons=(reason("fine", spent, months=months),))


def _compensation(sentence: Sentence, start: Between) -> Counted:
    """Section 5(2)(b): until it is paid in full, and spent on that day."""
    paid = sentence.paid_in_full_on
    if paid is None:
        return Counted("compensation", _open(start), reasons=(reason("unpaid"),))
    return Counted("compensation", paid, reasons=(reason("paid", paid),))


def _order(sentence: Sentence, start: Between) -> Counted:
    """Sections 5(2)(b), 5(2A), 5(2B) and 5(3): until its last day, or 24 months."""
    kind = sentence.kind
    if sentence.indefinite:
        found = Counted(kind, _open(start), in_force=True, reasons=(_said("indefinite", kind),))
    elif sentence.last_day is not None:
        spent = sentence.last_day.later(1)
        found = Counted(kind, spent, reasons=(_said("order", kind, spent),))
    elif sentence.undated and sentence.indefinite is False:
        spent = start.after(24)
        found = Counted(kind, spent, reasons=(_said("undated", kind, spent),))
    else:
        # What it was made for is the least: a later change of its last day is left aside.
        least = _open(start.after(sentence.months or 0))
        found = Counted(kind, least, reasons=(_said("last-day-unknown", kind),))
    return found


def _term(sentence: Sentence, start: Between, under_18: bool | None) -> Counted:
    """Section 5(1)(b) and 5(2): the term, licence included, and a time after it."""
    months, kind = sentence.months, sentence.kind
    least, most = buffer(months, under_18)
    ends = sentence.completed
    if ends is None and kind == "suspended" and months:
        # The earliest reading: a term that ran from the conviction on. The latest: the last
        # day on which it could still have been activated.
        first = start.after(months).later(-1).first
        last = sentence.last_day.last if sentence.last_day is not None else None
        ends = Between(first, None if last is None else max(first, last))
    spent = (ends if ends is not None else _open(start)).after(least, most)
    never = _never(months, sentence.schedule_18)
    if never:
        why = [reason("schedule-18")]
    elif months is None:
        why = [_said("term-unknown", kind)]
    elif sentence.completed is None:
        why = [reason(f"{kind}-open", term=months, months=least)]
    elif least != most:
        why = [reason("custody-age-unknown", term=months, least=least, most=most)]
    else:
        why = [reason(str(kind), spent, term=months, months=least)]
    if never is None:
        why.append(reason("schedule-18-unknown"))
    return Counted(kind, spent, never, reasons=tuple(why))


def buffer(months: int | None, under_18: bool | None) -> tuple[int, int]:
    """Return for how many months custody counts after it is completed: at least, at most.

    A year or less 12 months, up to four years 48, longer 84; half of that for somebody who
    was under 18 at conviction.
    """
    if months is None:
        shortest, longest = _SHORTEST, _LONGEST
    else:
        found = _SHORTEST if months <= _YEAR else (48, 24) if months <= _FOUR_YEARS else _LONGEST
        shortest = longest = found
    if under_18 is None:
        return shortest[1], longest[0]
    return shortest[under_18], longest[under_18]


def _never(months: int | None, schedule_18: bool | None) -> bool | None:
    """Whether section 5(1)(b) excludes it: over four years, for a Schedule 18 offence."""
    if schedule_18 is False or (months is not None and months <= _FOUR_YEARS):
        return False
    return True if schedule_18 and months is not None else None


def _said(code: str, kind: str | None, spent: Between | None = None) -> Reason:
    return reason(code, spent, kind=kind or "")
