"""One value out of many rows, some of which may not be settled yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from tui.interview.functions import first_known
from tui.interview.values import NA, OPEN, PENDING, Truth, every, negate, some, weaker

Pair = tuple[Truth, Any]
"""Whether a row counts, and its value."""


def _any(pairs: Iterable[Pair]) -> Truth:
    return some(value if counts is True else every((counts, value)) for counts, value in pairs)


def _all(pairs: Iterable[Pair]) -> Truth:
    return every(
        value if counts is True else some((negate(counts), value)) for counts, value in pairs
    )


def _settled(pairs: Iterable[Pair]) -> tuple[list[Any], Any]:
    """The values of the rows that count, and what they come to when one is not known."""
    lost: Any = None
    found = []
    for counts, value in pairs:
        lost = weaker(lost, counts)
        found.append(value)
    return found, lost


def _count(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return len(found) if lost is None else lost


def _sum(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    total = 0
    for value in found:
        if value is OPEN or value is PENDING:
            lost = weaker(lost, value)
        elif value is not NA:
            total += value
    return total if lost is None else lost


def _earliest(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return first_known(found if lost is None else [*found, lost], last=False)


def _latest(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return first_known(found if lost is None else [*found, lost], last=True)


GATHER: Final[dict[str, Callable[[Iterable[Pair]], Any]]] = {
    "any": _any,
    "all": _all,
    "count": _count,
    "sum": _sum,
    "earliest": _earliest,
    "latest": _latest,
}
