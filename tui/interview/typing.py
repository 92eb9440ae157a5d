"""The types a condition can have, and what it can see from where it stands."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from tui.interview.schema import ListDef, TableDef

if TYPE_CHECKING:
    from tui.interview.functions import Function

Read = tuple[str, str]
"""What a condition reads: ``(table, field)``. The table is empty for what belongs to the
whole case; the field is ``*`` for which rows a table has."""


@dataclass(frozen=True, slots=True)
class Simple:
    """A type without parts. ``said`` is how a problem names it."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Code:
    """One of a list of codes."""

    options: frozenset[str]
    said = "one of a list"


@dataclass(frozen=True, slots=True)
class Codes:
    """Several of a list of codes."""

    options: frozenset[str]
    said = "several of a list"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    table: str
    said = "a row"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table: those below a row, or those picked as an answer."""

    table: str
    said = "rows"


@dataclass(frozen=True, slots=True)
class Record:
    """What a named function gives back when it has more than one thing to say.

    The value is any object with these attributes.
    """

    name: str
    fields: tuple[tuple[str, Type], ...]
    said = "a group of values"

    def get(self, name: str) -> Type | None:
        """Return the type of a field, or None where there is none."""
        return dict(self.fields).get(name)


Type = Simple | Code | Codes | Row | Rows | Record

YESNO: Final = Simple("yes-no", "yes or no")
NUMBER: Final = Simple("number", "a number")
MONEY: Final = Simple("money", "an amount of money")
"""Held in cents; a whole number beside it in a condition counts as dollars."""
TEXT: Final = Simple("text", "text")
WHEN: Final = Simple("when", "a date")
DURATION: Final = Simple("duration", "a length of time")
FILES: Final = Simple("files", "files")
SIGNOFF: Final = Simple("sign-off", "a sign-off")


def fits(found: Type, want: Type) -> bool:
    """Tell whether a value of one type can stand where the other is wanted.

    Which options a list has is no matter here; a code that is none of them is caught
    where it is written.
    """
    if isinstance(found, (Code, Codes)):
        return type(found) is type(want)
    return found == want


@dataclass(frozen=True, slots=True)
class Scope:
    """What can be named from one place.

    Attributes:
        names: The case's own answers and computes.
        vars: Row variables that are bound here, and the table of each.
        fields: The answers and computes of each table's rows.
        tables: All tables of the case.
        lists: All lists of facts.
        code_lists: Which list an answer takes its options from; its columns can then be
            read through the answer.
        later: Answers asked only after this place.
        functions: What may be called by name.
    """

    names: Mapping[str, Type] = field(default_factory=dict)
    vars: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Mapping[str, Type]] = field(default_factory=dict)
    tables: Mapping[str, TableDef] = field(default_factory=dict)
    lists: Mapping[str, ListDef] = field(default_factory=dict)
    code_lists: Mapping[Read, str] = field(default_factory=dict)
    later: Container[Read] = frozenset()
    functions: Mapping[str, Function] = field(default_factory=dict)
