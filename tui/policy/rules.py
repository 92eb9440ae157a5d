"""The rules that conditions may call by name, beside the functions of the language.

Here values of conditions become those of the rules and back: open and not asked are "not
known", dates are as vague as they were given. What is still pending stays pending.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tui.interview.dates import When
from tui.interview.functions import Function, Param, param
from tui.interview.typing import NUMBER, TEXT, WHEN, YESNO, Code, Record, Type
from tui.interview.values import NA, OPEN, PENDING
from tui.policy.business_days import appeal_until, between_business_days
from tui.policy.display import display
from tui.policy.periods import Between
from tui.policy.proceedings import Event, Proceedings, proceedings_active
from tui.policy.sentences import ENDORSEMENT, KINDS, UNDATED, Counted, Sentence, count
from tui.policy.spent import STATUSES, Rehabilitation, together
from tui.policy.youth import turns_18

TERMS: Final = frozenset({"dated", "indefinite", "none"})
"""How an order may end: on a day, not by itself, or it says nothing of that."""

COURTS: Final = frozenset({"magistrates", "youth", "crown", "county"})

COUNTED: Final = Record("sentence", ())
"""One sentence with how long it counts: made by ``one_sentence``, read by ``rehabilitation``."""
SPENT: Final = Record("rehabilitation", (("spent_from", WHEN), ("never", YESNO)))
"""When a conviction is spent; ``spent_from`` is as vague as what is known."""
STATUS: Final = Code(frozenset(STATUSES))


def codes(said: str, known: frozenset[str]) -> Param:
    """Return a parameter that takes one of a list whose codes are all among ``known``."""
    return Param(said, lambda found: isinstance(found, Code) and found.options <= known)


def record(kind: Record, said: str, *, each: bool = False) -> Param:
    """Return a parameter that takes what another rule gives."""
    return Param(said, lambda found: found == kind, each=each)


def named(kind: Type, said: str) -> Param:
    """Return a parameter of a type that says what it is."""
    return Param(said, param(kind).takes)


def _one_sentence(*values: object) -> object:
    if PENDING in values:
        return PENDING
    kind, convicted, under_18, months, completed, term, last_day, paid, schedule_18 = values
    ends = _text(term)
    found = Sentence(
        kind=_text(kind),
        months=months if isinstance(months, int) and months > 0 else None,
        completed=_day(completed),
        last_day=None if ends == "indefinite" else _day(last_day),
        indefinite=None if ends is None else ends == "indefinite",
        undated=ends == "none" and kind in UNDATED,
        paid_in_full_on=_day(paid),
        schedule_18=_yes_no(schedule_18),
    )
    return count(found, _day(convicted), _yes_no(under_18))


def _rehabilitation(sentences: object) -> object:
    if sentences is PENDING:
        return PENDING
    many = sentences if isinstance(sentences, tuple) else (None,)
    if PENDING in many:
        return PENDING
    unknown = count(Sentence(None), None, None)
    return _Spent(together([one if isinstance(one, Counted) else unknown for one in many]))


@dataclass(frozen=True, slots=True)
class _Spent:
    """A rehabilitation with the fields that conditions read."""

    found: Rehabilitation

    @property
    def never(self) -> object:
        """Whether it is never spent."""
        return OPEN if self.found.never is None else self.found.never

    @property
    def spent_from(self) -> object:
        """The first day on which it is spent, as vague as it is known.

        There is none as long as an order without an end is in force.
        """
        if self.found.never or self.found.in_force or self.found.spent is None:
            return NA
        when = self.found.spent.when
        return OPEN if when.unknown else when


def _spent_status(individual: object, spent: object, on: object) -> object:
    if PENDING in (individual, spent, on):
        return PENDING
    if individual is False:
        return "not_applicable"
    if spent is NA:
        return NA
    if not isinstance(spent, _Spent):
        return "unknown"
    found = replace(spent.found, individual=_yes_no(individual))
    return found.standing(_day(on) or Between(date.min, None))


def _proceedings_active(*values: object) -> object:
    if PENDING in values:
        return PENDING
    *events, on = values
    day = _day(on)
    if day is None or not day.known:
        return OPEN
    started, ended, appealed, appeal_ended = map(_event, events)
    case = Proceedings(started, ended, appealed=appealed, appeal_ended=appeal_ended)
    found = proceedings_active(case, day.first)
    return OPEN if found is None else found


def _event(value: object) -> Event:
    return False if value is NA else _day(value)


def _add_business_days(day: When, number: int) -> object:
    found = _day(day)
    if found is None:
        return OPEN
    try:
        return between_business_days(found, number).when
    except ValueError:
        return OPEN


def _appeal_until(court: str, decided: When) -> object:
    day = _day(decided)
    if day is None:
        return OPEN
    first = appeal_until(court, day.first)
    last = appeal_until(court, day.last) if day.last is not None else None
    return NA if first is None else Between(first, last).when


def _turns_18(born: When) -> object:
    found = _day(born)
    return OPEN if found is None else turns_18(found).when


def _has_digits(text: str) -> bool:
    """Policy section 5.2: a summary of an address, without what only the full one has."""
    return any(each.isdigit() for each in text)


def _last_day_shown(first: object, days: object, spent: object) -> object:
    if PENDING in (first, days, spent):
        return PENDING
    day = _day(first)
    if day is None or not isinstance(days, int):
        return OPEN
    if spent is not NA and not isinstance(spent, _Spent):
        return OPEN
    found = spent.found if isinstance(spent, _Spent) else None
    earliest = display(day.first, days=days, spent=found).last
    latest = display(day.last, days=days, spent=found).last if day.last is not None else None
    return Between(earliest, latest).when


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _yes_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: object) -> Between | None:
    return Between.of(value) if isinstance(value, When) else None


def _rule(
    name: str, params: tuple[Param, ...], result: Type, run: Callable[..., object], about: str
) -> Function:
    return Function(name, params, result, run, about, raw=True)


RULES: Final = (
    _rule(
        "one_sentence",
        (
            codes("its kind", frozenset({*KINDS, ENDORSEMENT})),
            named(WHEN, "the day of conviction"),
            named(YESNO, "under 18 that day"),
            named(NUMBER, "months of custody"),
            named(WHEN, "the day those were completed"),
            codes("how an order ends", TERMS),
            named(WHEN, "its last day"),
            named(WHEN, "the day compensation was paid in full"),
            named(YESNO, "in Schedule 18"),
        ),
        COUNTED,
        _one_sentence,
        "How long one sentence counts; for `rehabilitation`.",
    ),
    _rule(
        "rehabilitation",
        (record(COUNTED, "one_sentence(…) for each row", each=True),),
        SPENT,
        _rehabilitation,
        "When a conviction is spent: `.spent_from` (a date, as exact as it is known; none while "
        "an order without an end is in force) and `.never` (yes or no).",
    ),
    _rule(
        "spent_status",
        (
            named(YESNO, "a person, not a company"),
            record(SPENT, "rehabilitation(…)"),
            named(WHEN, "a day"),
        ),
        STATUS,
        _spent_status,
        "Whether it is spent on that day: `spent`, `unspent`, `never`, `unknown` or "
        "`not_applicable`.",
    ),
    _rule(
        "last_day_shown",
        (
            named(WHEN, "the first day it is shown"),
            named(NUMBER, "days it may be shown"),
            record(SPENT, "rehabilitation(…)"),
        ),
        WHEN,
        _last_day_shown,
        "The last day it may be shown: the first day counts, and no day on which it may be spent.",
    ),
    _rule(
        "proceedings_active",
        (
            named(WHEN, "the first step of the case"),
            named(WHEN, "its sentence or other end"),
            named(WHEN, "an appeal"),
            named(WHEN, "the end of the appeal"),
            named(WHEN, "a day"),
        ),
        YESNO,
        _proceedings_active,
        "Whether one person's case is active on that day. What was not asked has not happened.",
    ),
    Function(
        "appeal_until",
        (codes("its court", COURTS), named(WHEN, "the day of its sentence")),
        WHEN,
        _appeal_until,
        "The last day for an appeal in the usual time. A county court has none here.",
    ),
    Function(
        "add_business_days",
        (named(WHEN, "a day"), named(NUMBER, "how many")),
        WHEN,
        _add_business_days,
        "So many days later on which courts of England and Wales work.",
    ),
    Function(
        "turns_18",
        (named(WHEN, "a day of birth"),),
        WHEN,
        _turns_18,
        "The day somebody turns 18.",
    ),
    Function(
        "has_digits",
        (named(TEXT, "a text"),),
        YESNO,
        _has_digits,
        "Whether a digit stands in it, as in a house number or a postcode.",
    ),
)
"""Every rule, for whoever loads content that calls them."""
