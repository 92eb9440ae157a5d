"""A condition after type-checking: every part knows its type.

``infer`` makes these, ``evaluate`` turns them into functions, ``proof`` reasons over them.
All are immutable and hashable; two that are equal mean the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.interview.functions import Function
from tui.interview.typing import Type

FoldKind = Literal["any", "all", "count", "sum", "earliest", "latest", "each"]


@dataclass(frozen=True, slots=True)
class Const:
    """A value written out: a code, words, a number, a date, yes or no."""

    value: object
    type: Type


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or compute of the row bound to ``var`` (empty: of the case)."""

    var: str
    table: str
    field: str
    type: Type


@dataclass(frozen=True, slots=True)
class RowVar:
    """A bound row as such."""

    var: str
    type: Type


@dataclass(frozen=True, slots=True)
class Below:
    """The rows of ``table`` below the row bound to ``var`` (empty: of the case)."""

    var: str
    table: str
    type: Type


@dataclass(frozen=True, slots=True)
class Picked:
    """The rows an answer of type rows picked."""

    source: Tree
    table: str
    type: Type


@dataclass(frozen=True, slots=True)
class Last:
    """The last of ``rows``; before the row bound to ``before``, when that is set."""

    rows: Tree
    before: str
    type: Type


@dataclass(frozen=True, slots=True)
class FieldOf:
    """An answer of the row that ``row`` gives."""

    row: Tree
    table: str
    field: str
    type: Type


@dataclass(frozen=True, slots=True)
class FactOf:
    """A column of the list that ``code`` is taken from."""

    code: Tree
    list: str
    column: str
    type: Type


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a record."""

    record: Tree
    field: str
    type: Type


@dataclass(frozen=True, slots=True)
class Compare:
    """Two things compared: ``==``, ``!=``, ``<`` or ``<=`` (the others are turned round)."""

    op: Literal["==", "!=", "<", "<="]
    left: Tree
    right: Tree
    type: Type


@dataclass(frozen=True, slots=True)
class OneOf:
    """``in`` or (``negated``) ``not in`` a list written out."""

    left: Tree
    values: frozenset[object]
    negated: bool
    type: Type


@dataclass(frozen=True, slots=True)
class Among:
    """Whether a row is (``negated``: is not) one of the rows an answer picked."""

    row: RowVar
    picked: Tree
    negated: bool
    type: Type


@dataclass(frozen=True, slots=True)
class Not:
    """``not``."""

    part: Tree
    type: Type


@dataclass(frozen=True, slots=True)
class Logic:
    """``and`` or ``or`` of two or more."""

    op: Literal["and", "or"]
    parts: tuple[Tree, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Plus:
    """A sum, or (``minus``) a difference."""

    left: Tree
    right: Tree
    minus: bool
    type: Type


@dataclass(frozen=True, slots=True)
class Fold:
    """One value out of many rows. ``value`` is None where the rows themselves count."""

    kind: FoldKind
    var: str
    rows: Tree
    value: Tree | None
    where: Tree | None
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """A named function of values."""

    function: Function
    args: tuple[Tree, ...]
    type: Type


Tree = (
    Const
    | Answer
    | RowVar
    | Below
    | Picked
    | Last
    | FieldOf
    | FactOf
    | Member
    | Compare
    | OneOf
    | Among
    | Not
    | Logic
    | Plus
    | Fold
    | Call
)


def parts(tree: Tree) -> tuple[Tree, ...]:
    """Return what a tree is directly made of."""
    match tree:
        case Const() | Answer() | RowVar() | Below():
            return ()
        case Picked(source=one) | FactOf(code=one) | Member(record=one) | Not(part=one):
            return (one,)
        case OneOf(left=one) | Last(rows=one) | FieldOf(row=one):
            return (one,)
        case Compare(left=left, right=right) | Plus(left=left, right=right):
            return (left, right)
        case Among(row=row, picked=picked):
            return (row, picked)
        case Logic(parts=many) | Call(args=many):
            return many
        case Fold():
            return tuple(one for one in (tree.rows, tree.value, tree.where) if one is not None)


def reads(tree: Tree) -> frozenset[tuple[str, str]]:
    """Return every ``(table, field)`` a tree reads; ``*`` for which rows there are."""
    found: set[tuple[str, str]] = set()
    todo = [tree]
    while todo:
        one = todo.pop()
        match one:
            case Answer() | FieldOf():
                found.add((one.table, one.field))
            case Below() | Picked():
                found.add((one.table, "*"))
        todo.extend(parts(one))
    return frozenset(found)
