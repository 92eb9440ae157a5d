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
from tui.interview.typing import NUMBER, WHEN, YESNO, Code, Record, Type
from tui.interview.values import NA, OPEN, PENDING
from tui.policy.periods import Between
from tui.policy.sentences import KINDS, UNDATED, Counted, Sentence, count
from tui.policy.spent import STATUSES, Rehabilitation, together

TERMS: Final = frozenset({"dated", "indefinite", "none"})
"""How an order may end: on a day, not by itself, or it says nothing of that."""

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
        """The first day on which it is spent, as vague as it is known."""
        if self.found.never or self.found.spent is None:
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
            codes("its kind", frozenset(KINDS)),
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
        "When a conviction is spent: `.spent_from` (a date, as exact as it is known) and "
        "`.never` (yes or no).",
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
)
"""Every rule, for whoever loads content that calls them."""
