"""Which things may be compared with which, and how codes in quotes are checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from tui.interview import tree as t
from tui.interview.dates import UNKNOWN, BadDate, When
from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.typing import DURATION, MONEY, NUMBER, TEXT, WHEN, YESNO, Code, Type

_ORDERED: Final = (NUMBER, MONEY, WHEN)
_EQUAL: Final = (*_ORDERED, TEXT, YESNO, DURATION)
_CENTS = 100


def compared(
    op: str, left: t.Tree, right: t.Tree, at: Mark, said: tuple[str, str]
) -> t.Tree | Problem:
    """Compare two typed values.

    Args:
        op: Any of the six comparisons.
        left: One side.
        right: The other.
        at: Where a problem is.
        said: How the author wrote the two sides.

    Returns:
        The comparison, ``>`` turned round; or E205 or E206.
    """
    for one, other, name in ((left, right, said[0]), (right, left, said[1])):
        fitted = _fitted(other, one.type, at, name)
        if isinstance(fitted, Problem):
            return fitted
        if other is right:
            right = fitted
        else:
            left = fitted
    ordered = op not in ("==", "!=")
    if not _comparable(left.type, right.type, ordered=ordered):
        how = "put in order" if ordered and left.type == right.type else "compared"
        return problem("E205", at, left=left.type.said, right=right.type.said, how=how)
    if op in (">", ">="):
        left, right = right, left
    return t.Compare(_KINDS[op], left, right, YESNO)


_KINDS: Final[dict[str, Literal["==", "!=", "<", "<="]]] = {
    "==": "==",
    "!=": "!=",
    "<": "<",
    "<=": "<=",
    ">": "<",
    ">=": "<=",
}


def one_of(
    left: t.Tree, values: Sequence[t.Tree], negated: bool, at: Mark, said: str
) -> t.Tree | Problem:
    """Compare a value with a list written out; E205 or E206 where one does not fit."""
    found: set[object] = set()
    for value in values:
        fitted = _fitted(value, left.type, at, said)
        if isinstance(fitted, Problem):
            return fitted
        known = isinstance(left.type, Code) or left.type in (TEXT, NUMBER, MONEY)
        if not isinstance(fitted, t.Const) or not known or not _same(left.type, fitted.type):
            words = {"left": left.type.said, "right": value.type.said}
            return problem("E205", at, how="compared", **words)
        found.add(fitted.value)
    return t.OneOf(left, frozenset(found), negated, YESNO)


def _fitted(value: t.Tree, beside: Type, at: Mark, name: str) -> t.Tree | Problem:
    """Read a written-out value as the type it stands beside."""
    if not isinstance(value, t.Const):
        return value
    written = value.value
    if isinstance(written, str) and value.type == TEXT:
        if isinstance(beside, Code):
            if written in beside.options:
                return t.Const(written, beside)
            known = sorted(beside.options)
            guess = did_you_mean(written, known)
            return problem("E206", at, code=written, name=name, known=known, guess=guess)
        if beside == WHEN:
            try:
                date = When.parse(written)
            except BadDate:
                date = UNKNOWN
            if date.unknown:
                said = f"'{written}'"
                return problem("E205", at, left=WHEN.said, right=said, how="compared")
            return t.Const(date, WHEN)
    if beside == MONEY and type(written) is int and value.type == NUMBER:
        return t.Const(written * _CENTS, MONEY)
    return value


def _same(left: Type, right: Type) -> bool:
    if isinstance(left, Code) and isinstance(right, Code):
        return bool(left.options & right.options)
    return left == right


def _comparable(left: Type, right: Type, *, ordered: bool) -> bool:
    if not _same(left, right):
        return False
    if ordered:
        return left in _ORDERED
    return isinstance(left, Code) or left in _EQUAL
