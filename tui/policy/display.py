"""How long something may stay up.

Policy section 5.7.4(d): 28 days from the first day, which counts, so it is gone by the first
day and 28. Section 5.7.4(a): never on a day on which the conviction is spent. Answers to
COU-5.7.4a-02 and COU-5.7.4d-01.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tui.policy.periods import moved
from tui.policy.spent import Rehabilitation

RETENTION_DAYS: Final = 28

Limit = Literal["retention", "spent", "order"]


@dataclass(frozen=True, slots=True)
class Display:
    """How long something may stay up.

    Attributes:
        first: The first day it is shown. Showing it again later does not move this.
        last: The last day it may be; before ``first`` where it may not be shown at all.
        limit: What sets that day.
    """

    first: date
    last: date
    limit: Limit

    @property
    def remove_by(self) -> date:
        """The day on which it has to be gone."""
        return moved(self.last, 1)

    @property
    def allowed(self) -> bool:
        """Whether it may be shown on its first day."""
        return self.last >= self.first


def display(
    first: date,
    *,
    days: int = RETENTION_DAYS,
    spent: Rehabilitation | None = None,
    until: date | None = None,
) -> Display:
    """Return how long something first shown on a day may stay up.

    Args:
        first: The first day on which it is shown anywhere.
        days: How many days it may be up, the first counted.
        spent: When the conviction is spent. Where only a bound is known, that bound counts.
        until: The last day that an order of a court, or the council, allows.
    """
    limits: list[tuple[date, Limit]] = [(moved(first, days - 1), "retention")]
    if spent is not None and spent.individual is not False and not spent.never:
        sure = spent.spent_from or spent.not_before
        if not spent.in_force:
            limits.append((moved(sure, -1) if sure else moved(first, -1), "spent"))
    if until is not None:
        limits.append((until, "order"))
    last, limit = min(limits, key=lambda each: each[0])
    return Display(first, last, limit)
