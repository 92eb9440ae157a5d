"""One value out of many rows, some of which may not be settled yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from tui.interview.codec import Money
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
    total: Any = None
    for value in found:
        if value is OPEN or value is PENDING:
            lost = weaker(lost, value)
        elif value is not NA and total is not OPEN:
            total = value if total is None else added(total, value)
    lost = weaker(lost, total)
    return (0 if total is None else total) if lost is None else lost


def added(a: Any, b: Any, *, minus: bool = False) -> Any:
    """Return two numbers or amounts put together.

    Amounts in two currencies come to nothing that is known: what one is worth in the other
    is not ours to say.
    """
    if minus:
        b = Money(-b, b.currency) if isinstance(b, Money) else -b
    if not isinstance(a, Money) and not isinstance(b, Money):
        return a + b
    currencies = {one.currency for one in (a, b) if isinstance(one, Money)}
    return Money(int(a) + int(b), currencies.pop()) if len(currencies) == 1 else OPEN


def _earliest(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return first_known(found if lost is None else [*found, lost], last=False)


def _latest(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return first_known(found if lost is None else [*found, lost], last=True)


def _each(pairs: Iterable[Pair]) -> Any:
    found, lost = _settled(pairs)
    return tuple(found) if lost is None else lost


GATHER: Final[dict[str, Callable[[Iterable[Pair]], Any]]] = {
    "any": _any,
    "all": _all,
    "count": _count,
    "sum": _sum,
    "earliest": _earliest,
    "latest": _latest,
    "each": _each,
}
