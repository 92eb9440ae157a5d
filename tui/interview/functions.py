"""The functions a condition may call by name.

Other rooms add their own, the named rules: whoever loads the content hands them in, and
they come into ``Scope.functions`` beside these. A run must be pure and quick, for its
result is kept as long as what it read stands.

``any``, ``all``, ``count``, ``sum``, ``earliest``, ``latest`` over rows and ``last`` are
forms of the language rather than functions of values; ``infer`` knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from tui.interview.dates import Span, When, first_of
from tui.interview.typing import (
    DURATION,
    NUMBER,
    WHEN,
    YESNO,
    Codes,
    Row,
    Type,
    fits,
)
from tui.interview.values import NA, OPEN, PENDING, truth, weaker


@dataclass(frozen=True, slots=True)
class Param:
    """What an argument must be.

    Attributes:
        said: How a problem names it.
        takes: Whether a type will do.
        code: The argument must be a code in quotes, an option of the first argument.
        each: The argument, the only one, goes over rows: ``value for row in rows``. The
            run gets a tuple of the values; open or pending while the rows aren't settled.
    """

    said: str
    takes: Callable[[Type], bool]
    code: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A named function.

    Attributes:
        name: What a condition calls.
        params: One for each argument.
        result: The type it gives.
        run: The Python function. It gets plain values, for where one is open or pending
            that is the result, and where one does not apply ``NA`` is. With ``raw`` it
            gets them as they are.
        about: What it is for, in a sentence for authors.
        raw: Whether ``run`` wants open, pending and NA too.
        more: Whether the last argument may be given several times.
    """

    name: str
    params: tuple[Param, ...]
    result: Type
    run: Callable[..., object]
    about: str
    raw: bool = False
    more: bool = False


def param(kind: Type) -> Param:
    """Return a parameter that takes one type."""
    return Param(kind.said, lambda found: fits(found, kind))


ANSWER: Final = Param("an answer", lambda found: not isinstance(found, Row))
CODES: Final = Param("an answer of several codes", lambda found: isinstance(found, Codes))
CODE: Final = Param("one of its codes in quotes", lambda found: True, code=True)
CONDITION: Final = Param("a condition", lambda found: found is YESNO)


def is_open(value: object) -> bool:
    """Tell whether a value was left open; a date of which nothing is known counts."""
    return value is OPEN or (isinstance(value, When) and value.unknown)


def _has(codes: object, code: object) -> object:
    if isinstance(codes, (tuple, list, frozenset)):
        return code in codes
    return False if codes is NA else codes


def _known(value: object) -> object:
    if value is PENDING:
        return PENDING
    return value is not NA and not is_open(value)


def _not_sure(value: object) -> object:
    return PENDING if value is PENDING else is_open(value)


def _surely(value: object) -> object:
    value = truth(value)
    return False if value is OPEN else value


def _maybe(value: object) -> object:
    value = truth(value)
    return True if value is OPEN else value


def first_known(values: list[object], *, last: bool) -> object:
    """Return the earliest (or latest) of values some of which may not be dates yet.

    Those that do not apply are left out.
    """
    found: list[When] = []
    lost: object = None
    for value in values:
        if isinstance(value, When):
            found.append(value)
        elif value is not NA:
            lost = weaker(lost, value)
    return first_of(found, last=last) if lost is None else lost


def _earliest(*values: object) -> object:
    return first_known(list(values), last=False)


def _latest(*values: object) -> object:
    return first_known(list(values), last=True)


def _so_far(value: object) -> object:
    return truth(value) is True


def _days(n: int) -> Span:
    return Span(days=n)


def _weeks(n: int) -> Span:
    return Span(days=7 * n)


def _months(n: int) -> Span:
    return Span(months=n)


_ALL: Final = (
    Function("has", (CODES, CODE), YESNO, _has, "Whether a code was picked.", raw=True),
    Function(
        "known",
        (ANSWER,),
        YESNO,
        _known,
        "Whether there is an answer: asked, and not left open.",
        raw=True,
    ),
    Function(
        "not_sure",
        (ANSWER,),
        YESNO,
        _not_sure,
        "Whether a question was left open: skipped, not sure, or later.",
        raw=True,
    ),
    Function("surely", (CONDITION,), YESNO, _surely, "The condition; no when open.", raw=True),
    Function("maybe", (CONDITION,), YESNO, _maybe, "The condition; yes when open.", raw=True),
    Function("days", (param(NUMBER),), DURATION, _days, "A number of days."),
    Function("weeks", (param(NUMBER),), DURATION, _weeks, "A number of weeks."),
    Function("months", (param(NUMBER),), DURATION, _months, "A number of calendar months."),
    Function(
        "earliest", (param(WHEN),), WHEN, _earliest, "The first of some dates.", raw=True, more=True
    ),
    Function(
        "latest", (param(WHEN),), WHEN, _latest, "The last of some dates.", raw=True, more=True
    ),
)

BUILT_IN: Final[Mapping[str, Function]] = {each.name: each for each in _ALL}
"""The functions every condition may call."""

AFTERWARDS: Final[Mapping[str, Function]] = {
    "so_far": Function(
        "so_far",
        (CONDITION,),
        YESNO,
        _so_far,
        "The condition; no when open, or not reached yet.",
        raw=True,
    )
}
"""Those that only gaps and the data of papers may call: they look back on answers as they stand.

A step's condition may not: it would hold before a question and not after it.
"""

FORMS: Final[Mapping[str, str]] = {
    "any": "any(condition for item in rows): whether it holds for at least one row",
    "all": "all(condition for item in rows): whether it holds for every row, or there are none",
    "count": "count(rows) or count(item for item in rows if condition): how many",
    "sum": "sum(number for item in rows): the numbers added up, those that don't apply left out",
    "last": "last(rows).answer: an answer of the last row; within a row, of the one before it",
}
"""The forms that look like functions, each with how to write it."""
