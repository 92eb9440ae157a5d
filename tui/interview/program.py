"""Checked content, compiled: what ``Flow`` walks.

Fragments are in place, every condition is a function, every answer has its one type. A
program is made once (``compiling``) and never changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from tui.interview.schema import (
    Ask,
    Audience,
    Compute,
    DecisionTable,
    Do,
    Duty,
    Fact,
    ListDef,
    Outcome,
    Paper,
    Repeat,
    RowSource,
    Say,
    Script,
    Section,
    Stop,
    TableDef,
)

if TYPE_CHECKING:
    from tui.interview.evaluate import Compiled
    from tui.interview.functions import Function
    from tui.interview.problems import Problem
    from tui.interview.schema import Content
    from tui.interview.typing import Type

StepKind = Literal["ask", "say", "stop", "do", "compute", "section"]


@dataclass(frozen=True, slots=True)
class SignOff:
    """What a sign-off has to be: see ``schema.Ask``.

    ``apart`` has the table of each answer beside its name: of the same row, or the case's.
    """

    apart: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    least: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class WalkStep:
    """One step in its place.

    Attributes:
        name: The answer's name, or the mark's (``seen:…``, ``done:…``) for other steps.
        table: The table of the row it belongs to; an empty string for the case.
        var: The row variable of that row; an empty string for the case.
        type: The answer's schema type, for asks.
        codes: The codes allowed, or None where they are not codes.
        was: Earlier codes and what they are called now.
        names: Earlier names of the answer.
        list: The list its options come from, or an empty string.
        acts_open: What happens when ``when`` is open.
        again: Whether other places ask for the same answer, before this one or after it.
        sign_off: What a sign-off has to be, for asks of that type.
    """

    kind: StepKind
    node: Ask | Say | Stop | Do | Compute | Section
    name: str
    script: str
    version: int
    table: str
    var: str
    when: Compiled | None = None
    acts_open: bool = False
    type: str = ""
    private: bool = False
    codes: tuple[str, ...] | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    list: str = ""
    rows: RowSource | None = None
    rows_where: Compiled | None = None
    suggest: Compiled | None = None
    must: tuple[tuple[Compiled, str], ...] = ()
    value: Compiled | None = None
    due: Compiled | None = None
    every: Compiled | None = None
    until: Compiled | None = None
    section: WalkSection | None = None
    again: bool = False
    sign_off: SignOff | None = None

    @property
    def by(self) -> str:
        """The script and version an answer to this step is marked with."""
        return f"{self.script}@{self.version}"


@dataclass(frozen=True, slots=True, eq=False)
class WalkSection:
    """A section in its place: its steps, and the table it repeats over, if any.

    ``outside`` is what it reads beyond its own rows: the case's answers by name, and
    whole tables as ``(table, '*')``. A row whose own answers and ``outside`` are as they
    were gives what it gave.
    """

    uid: str
    node: Section
    script: str
    version: int
    steps: tuple[WalkStep, ...]
    table: str = ""
    var: str = ""
    above: str = ""
    when: Compiled | None = None
    repeat: Repeat | None = None
    where: Compiled | None = None
    outside: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """The mark on the row above that says no more rows are wanted for now."""
        return f"rows:{self.node.id}"

    @property
    def adds(self) -> bool:
        """Whether this section may add rows."""
        return self.repeat is not None and not self.repeat.fixed

    def all_steps(self) -> Iterator[WalkStep]:
        """Yield its steps and those of the sections inside it, in order."""
        for step in self.steps:
            yield step
            if step.section is not None:
                yield from step.section.all_steps()


@dataclass(frozen=True, slots=True, eq=False)
class WalkGap:
    """A gap: its condition over the case or over each row of ``table``."""

    id: str
    text: str
    when: Compiled
    table: str
    var: str
    step: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class WalkOutcome:
    """An outcome and the answer it stands on, of the case or of each row of ``table``."""

    node: Outcome
    table: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class WalkTable:
    """A decision table with its inputs, over the case or over each row of ``table``."""

    node: DecisionTable
    table: str
    var: str
    inputs: tuple[Compiled, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DataNode:
    """A field of a paper, compiled: one value, or fields for each row."""

    name: str
    value: Compiled | None = None
    step: WalkStep | None = None
    table: str = ""
    var: str = ""
    where: Compiled | None = None
    fields: tuple[DataNode, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class WalkScript:
    """One journey, compiled."""

    node: Script
    sections: tuple[WalkSection, ...]
    gaps: tuple[WalkGap, ...] = ()
    outcomes: tuple[WalkOutcome, ...] = ()
    tables: tuple[WalkTable, ...] = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self.node.name

    def all_steps(self) -> Iterator[WalkStep]:
        """Yield every step in order, those inside repeats once."""
        for section in self.sections:
            yield from section.all_steps()

    def is_for(self, audience: Audience) -> bool:
        """Tell whether the journey is for this kind of case."""
        return not self.node.audience or audience in self.node.audience


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """All content, compiled.

    Attributes:
        scripts: The journeys in their order.
        asks: The step that gives each answer its type, by table and name; the table is
            an empty string for the case's own answers.
        types: The type of each answer and compute, by table and name.
        outside_papers: What each paper reads, by table and name.
    """

    tables: Mapping[str, TableDef]
    scripts: Mapping[str, WalkScript]
    asks: Mapping[tuple[str, str], WalkStep]
    types: Mapping[tuple[str, str], Type]
    lists: Mapping[str, ListDef]
    duties: Mapping[str, Duty]
    papers: Mapping[str, Paper]
    data: Mapping[str, tuple[DataNode, ...]]
    outside_papers: Mapping[str, frozenset[tuple[str, str]]]

    def scripts_for(self, audience: Audience) -> tuple[WalkScript, ...]:
        """Return the journeys of this kind of case, in their order."""
        return tuple(script for script in self.scripts.values() if script.is_for(audience))

    def fact(self, list_name: str, code: str, column: str) -> Fact | None:
        """Return a fact of a list with its source and date, or None."""
        found = self.lists.get(list_name)
        if found is None:
            return None
        for row in found.rows:
            if row.code == code:
                return next((fact for name, fact in row.facts if name == column), None)
        return None


def build(content: Content, rules: Iterable[Function] = ()) -> tuple[Program | None, list[Problem]]:
    """Compile content; the types phase of checking (E2xx, E302, E303, E702).

    Args:
        content: Well-shaped content whose names were checked.
        rules: Functions that other rooms add for conditions.

    Returns:
        The program, or None with the problems that stood in the way.
    """
    from tui.interview.compiling import Compiler

    return Compiler(content, rules).build()
