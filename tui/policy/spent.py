"""When a conviction is spent: Rehabilitation of Offenders Act 1974, sections 1, 5 and 6.

For England and Wales; see ``sentences`` for the periods. Answers to duties COU-5.7.4a-02 and
COU-5.7.4a-03.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Literal

from tui.policy.periods import EARLIEST, Between, latest
from tui.policy.reasons import Reason, reason
from tui.policy.sentences import CATCH_ALL, Counted, Sentence, count

Status = Literal["spent", "unspent", "never", "unknown", "not_applicable"]
STATUSES: Final[tuple[Status, ...]] = ("spent", "unspent", "never", "unknown", "not_applicable")


@dataclass(frozen=True, slots=True)
class Conviction:
    """One conviction, as far as it is known; None is always "not known".

    Attributes:
        convicted: The day of it (of a caution: the day it was given).
        under_18: Whether the person was under 18 on that day.
        sentences: All that was imposed for it.
        individual: Whether it is a person, not a company.
        summary: Whether it was for a summary offence, or one of low value tried as such
            (section 6(6)(a)); only matters beside another conviction.
    """

    convicted: Between | None
    under_18: bool | None
    sentences: tuple[Sentence, ...]
    individual: bool | None = True
    summary: bool | None = None


@dataclass(frozen=True, slots=True)
class Rehabilitation:
    """When a conviction is spent, as far as it is known.

    Attributes:
        spent: The first day on which it is spent; None where there is no such day.
        individual: Whether it is a person; only people have spent convictions.
        never: Whether it is never spent; None where that is not known.
        in_force: Whether an order without an end keeps it unspent while it is in force.
        reasons: Why.
    """

    spent: Between | None
    individual: bool | None = True
    never: bool | None = False
    in_force: bool = False
    reasons: tuple[Reason, ...] = field(compare=False, default=())

    @property
    def spent_from(self) -> date | None:
        """The first day on which it is spent, where that is known."""
        exact = self.individual and self.never is False and not self.in_force
        return self.spent.first if exact and self.spent and self.spent.known else None

    @property
    def not_before(self) -> date | None:
        """A day before which it is surely not spent, where ``spent_from`` is not known."""
        if self.spent is None or self.spent_from is not None:
            return None
        return self.spent.first if self.spent.first.year >= EARLIEST else None

    def status(self, on: date) -> Status:
        """Return how it stands on a day.

        It is ``unknown`` while the first day on which it is spent is not known, even on a day
        that is surely too early: ``not_before`` says so, and ``standing`` goes by it.
        """
        found = self._without_dates()
        if found is not None:
            return found
        if self.spent_from is not None:
            return "spent" if on >= self.spent_from else "unspent"
        return "spent" if self._surely(on) else "unknown"

    def standing(self, on: Between) -> Status:
        """Return what is sure of a day: ``unspent`` on each day before ``not_before``, too."""
        found = self._without_dates()
        if found is not None:
            return found
        if self.spent is not None and on.last is not None and on.last < self.spent.first:
            return "unspent"
        return "spent" if self._surely(on.first) else "unknown"

    def _without_dates(self) -> Status | None:
        if self.individual is False:
            return "not_applicable"
        if self.never:
            return "never"
        return "unspent" if self.in_force else None

    def _surely(self, on: date) -> bool:
        last = self.spent.last if self.spent is not None else None
        return bool(self.individual) and self.never is False and last is not None and on >= last


def rehabilitation(conviction: Conviction, others: Iterable[Conviction] = ()) -> Rehabilitation:
    """Return when a conviction is spent.

    Args:
        conviction: It.
        others: The person's other convictions, which may make it count for longer.
    """
    if conviction.individual is False:
        return Rehabilitation(None, False, reasons=(reason("company"),))
    found = together(_counted(conviction))
    if conviction.convicted is None:
        found = replace(found, reasons=(reason("convicted-unknown"), *found.reasons))
    if conviction.individual is None:
        reasons = (reason("company-unknown"), *found.reasons)
        found = replace(found, individual=None, reasons=reasons)
    return _lengthened(found, conviction, tuple(others))


def spent_from(
    convicted: date | Between | None,
    under_18_at_conviction: bool | None,
    sentences: Iterable[Sentence],
    individual: bool | None = True,
) -> Rehabilitation:
    """Return when a conviction is spent, from its parts; see ``Conviction``."""
    day = Between.exactly(convicted) if isinstance(convicted, date) else convicted
    return rehabilitation(Conviction(day, under_18_at_conviction, tuple(sentences), individual))


def together(counted: Sequence[Counted]) -> Rehabilitation:
    """Put the sentences of one conviction together: the longest decides (section 6(2)).

    One that is never spent keeps it so; an order without an end while it is in force.
    Without a sentence nothing is known.
    """
    if not counted:
        unknown = Between(date.min, None)
        return Rehabilitation(unknown, never=None, reasons=(reason("no-sentence"),))
    nevers = {one.never for one in counted}
    never = True if True in nevers else None if None in nevers else False
    reasons = tuple(dict.fromkeys(why for one in counted for why in one.reasons))
    if len(counted) > 1:
        reasons += (reason("longest"),)
    return Rehabilitation(
        None if never else latest([one.spent for one in counted]),
        never=never,
        in_force=any(one.in_force for one in counted),
        reasons=reasons,
    )


def _counted(conviction: Conviction) -> list[Counted]:
    return [count(one, conviction.convicted, conviction.under_18) for one in conviction.sentences]


# Section 6(4) to (6): another conviction before this one is spent.


def _lengthened(
    found: Rehabilitation, own: Conviction, others: tuple[Conviction, ...]
) -> Rehabilitation:
    """Return it as other convictions lengthen it.

    One that surely touches it moves its earliest day. What touches it perhaps, or touches
    only what was lengthened itself, moves its latest: the one nobody knows, and the other
    the Act does not settle. Catch-all orders of the other conviction are left out (6(5)).
    """
    spent, never, reasons = found.spent, found.never, list(found.reasons)
    for other in others:
        touch = _touches(own, found, other)
        if touch is False or spent is None or not _could_count(other):
            continue
        theirs = together([one for one in _counted(other) if one.kind not in CATCH_ALL])
        day = other.convicted or Between(date.min, None)
        first, last = spent.first, spent.last
        if touch and theirs.spent is not None and _surely_counts(other):
            first = max(first, theirs.spent.first)
            reasons.append(reason("lengthened", day=day))
        else:
            reasons.append(reason("perhaps-lengthened", day=day))
        if theirs.spent is None or theirs.never is None:
            last, never = None, None
        elif theirs.in_force or len(others) > 1 or theirs.spent.last is None:
            last = None
        elif last is not None:
            last = max(first, last, theirs.spent.last)
        spent = Between(first, last)
    return Rehabilitation(spent, found.individual, never, found.in_force, tuple(reasons))


def _could_count(other: Conviction) -> bool:
    return any(one.kind not in CATCH_ALL for one in other.sentences) or not other.sentences


def _surely_counts(other: Conviction) -> bool:
    """Whether its length is surely not that of a catch-all order alone."""
    return all(one.kind != "relevant_order" for one in other.sentences)


def _touches(own: Conviction, mine: Rehabilitation, other: Conviction) -> bool | None:
    """Whether the later of two convictions falls before the earlier one is spent, and counts.

    None where that is not known. A later one for a summary offence does not count (6(6)(a)).
    """
    if own.convicted is None or other.convicted is None:
        return None
    a, b = own.convicted, other.convicted
    if a.last is not None and a.last <= b.first:
        later, day, period = other, b, mine.spent
    elif b.last is not None and b.last <= a.first:
        later, day, period = own, a, together(_counted(other)).spent
    else:
        return None
    if later.summary:
        return False
    if period is not None and period.last is not None and day.first >= period.last:
        return False
    surely = period is None or (day.last is not None and day.last < period.first)
    return True if surely and later.summary is False else None
