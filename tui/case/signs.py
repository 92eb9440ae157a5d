"""Signs in a record that things may be getting worse: counts and answers, never a score.

They are there to point back to the safety check and to people who help. Nothing is predicted.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.case.frequency import WEEKS, counted
from tui.case.patterns import days
from tui.interview.answers import ROOT
from tui.interview.dates import When

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.live import Live

ENTRIES: Final = "incidents"
CHANGES: Final = ("threats", "near", "watching", "worse", "more")
"""Codes of the answer ``changes`` that are signs, those that weigh most first."""

_FOLLOWED: Final = frozenset({"tracking"})
_AFRAID: Final = 2
"""So many entries that speak of fear are a sign; one is part of most records."""


class Sign(NamedTuple):
    """One sign.

    Attributes:
        code: ``often`` by the count of entries, ``followed`` and ``fear`` by what they say,
            the codes of ``CHANGES`` by the answer about the whole story.
        now: How many entries of the last four weeks are behind it.
        before: How many there were in the four weeks before; for ``often`` alone.
    """

    code: str
    now: int = 0
    before: int = 0


class _Fact(NamedTuple):
    """What of an entry can be a sign."""

    span: tuple[date, date] | None
    followed: bool
    afraid: bool


class Signs:
    """Finds the signs of one case after another state of it.

    An entry's dates are worked out again only where the flow has another picture of it.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._flow: Flow | None = None
        self._today: date | None = None
        self._found: tuple[Sign, ...] = ()
        self._rows: list[Live] = []
        self._facts: list[_Fact] = []

    def of(self, flow: Flow, today: date) -> tuple[Sign, ...]:
        """Return the signs on a day, what was answered about the whole story first."""
        if flow is not self._flow or today != self._today:
            facts = self._known(flow)
            self._found = (*_answered(flow), *_in_entries(facts, today))
            self._flow, self._today = flow, today
        return self._found

    def _known(self, flow: Flow) -> list[_Fact]:
        found = flow.walk.table(ENTRIES) if ENTRIES in flow.program.tables else ()
        rows: list[Live] = list(found) if isinstance(found, list) else []
        beside = zip_longest(rows, self._rows, self._facts)
        self._facts = [
            fact if fact is not None and row is before else _fact(row)
            for row, before, fact in beside
            if row is not None
        ]
        self._rows = rows
        return self._facts


def _fact(row: Live) -> _Fact:
    when, kind = row.values.get("occurred"), row.values.get("kind")
    return _Fact(
        days(when) if isinstance(when, When) else None,
        kind in _FOLLOWED if isinstance(kind, str) else False,
        "fear" in _codes(row.values.get("impact")),
    )


def _answered(flow: Flow) -> list[Sign]:
    """Return the signs that were said in so many words."""
    said = _codes(flow.value(ROOT, "changes"))
    return [Sign(code) for code in CHANGES if code in said]


def _in_entries(facts: Collection[_Fact], today: date) -> list[Sign]:
    found: list[Sign] = []
    often = counted([fact.span for fact in facts], today)
    if often.change == "more":
        found.append(Sign("often", often.now, often.before))
    since, end = today - timedelta(days=7 * WEEKS), today + timedelta(days=1)
    lately = [
        fact
        for fact in facts
        if fact.span is not None and since < fact.span[0] and fact.span[1] <= end
    ]
    followed = sum(fact.followed for fact in lately)
    if followed:
        found.append(Sign("followed", followed))
    afraid = sum(fact.afraid for fact in lately)
    if afraid >= _AFRAID:
        found.append(Sign("fear", afraid))
    return found


def _codes(value: object) -> Collection[str]:
    return value if isinstance(value, tuple | list | frozenset) else ()
