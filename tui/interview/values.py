"""The three values that are not answers, and the logic that knows them.

A condition is true, false, ``OPEN`` (left open by the person, or a fact nobody knows) or
``PENDING`` (not reached yet). ``NA`` stands for a question that does not apply: it counts
as no, as none and as no rows, and a comparison of a number, date or text with it does not
hold. That is not the same as open: "not asked" must never read as "unknown".
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import Final, Literal, NoReturn


class Unsettled(Enum):
    """A value that must be looked at, never coerced to true or false."""

    OPEN = "open"
    PENDING = "pending"
    NA = "not-asked"

    def __bool__(self) -> NoReturn:
        """Refuse: an ``if`` on one of these would silently soften an outcome.

        Raises:
            TypeError: Always.
        """
        raise TypeError(f"{self.name} is neither true nor false")

    def __repr__(self) -> str:
        """Return the plain name."""
        return self.name


OPEN: Final = Unsettled.OPEN
PENDING: Final = Unsettled.PENDING
NA: Final = Unsettled.NA

Unknown = Literal[Unsettled.OPEN, Unsettled.PENDING]
"""What "any other use of an open or pending value" gives back."""

Truth = bool | Unknown
"""The result of a condition."""


def truth(value: object) -> Truth:
    """Read a yes-no value as a condition; NA counts as no.

    Raises:
        TypeError: ``value`` is no yes-no value.
    """
    if value is NA:
        return False
    if isinstance(value, bool) or value is OPEN or value is PENDING:
        return value
    raise TypeError(f"not a yes-no value: {type(value).__name__}")


def is_known(value: object) -> bool:
    """Tell whether there is an answer: not open, not pending, and it applies."""
    return not isinstance(value, Unsettled)


def weaker(a: object, b: object) -> Unknown | None:
    """Return what an operation on two values gives back when one is not known.

    Pending wins over open, because it can still be asked. None when both can be used.
    """
    if a is PENDING or b is PENDING:
        return PENDING
    if a is OPEN or b is OPEN:
        return OPEN
    return None


def negate(value: object) -> Truth:
    """``not``: swaps true and false only."""
    value = truth(value)
    return (not value) if isinstance(value, bool) else value


def both(a: object, b: object) -> Truth:
    """``and``: false wins, then pending, open, true."""
    return every((a, b))


def either(a: object, b: object) -> Truth:
    """``or``: true wins, then pending, open, false."""
    return some((a, b))


def every(values: Iterable[object]) -> Truth:
    """``and`` over many; true when there are none. Stops at the first false."""
    result: Truth = True
    for value in values:
        if value is True:
            continue
        value = truth(value)
        if value is False:
            return False
        if result is not PENDING:
            result = value
    return result


def some(values: Iterable[object]) -> Truth:
    """``or`` over many; false when there are none. Stops at the first true."""
    result: Truth = False
    for value in values:
        if value is False:
            continue
        value = truth(value)
        if value is True:
            return True
        if value is not False and result is not PENDING:
            result = value
    return result
