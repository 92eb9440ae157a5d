"""Where every answer of a program is asked, and under which conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.interview.evaluate import Compiled
from tui.interview.schema import Gap, Section, Step, Stop, TableDef

if TYPE_CHECKING:
    from tui.interview.program import Program, WalkScript, WalkSection, WalkStep
    from tui.interview.typing import Type


@dataclass(frozen=True, slots=True)
class Instance:
    """A row somebody might have. Two of one name and table are the same row."""

    name: str
    table: str
    parent: Instance | None = None


Vars = Mapping[str, Instance]
Needs = tuple[tuple[Compiled, bool], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Site:
    """A step (or section, or gap) in its place.

    Attributes:
        node: What stands there.
        kind: The step's kind, ``section`` or ``gap``.
        name: Its name for problems.
        table: The table of its row; empty for the case.
        vars: The rows it is inside of, outermost first: variable and table.
        needs: The conditions it stands under, outermost first, and whether open is enough.
        blocks: Earlier stops of the same row, or of one around it.
        cut: Whether a stop of other rows may have come before, so that it never applies.
        value: For a compute, what it is worked out from.
        own: Whether it has a condition of its own.
    """

    node: Step | Section | Gap
    kind: str
    name: str
    table: str
    vars: tuple[tuple[str, str], ...]
    needs: Needs
    blocks: tuple[Site, ...] = ()
    cut: bool = False
    value: Compiled | None = None
    own: bool = False


@dataclass(slots=True)
class _Way:
    """What lies behind while the steps are gone through in order."""

    blocks: list[Site] = field(default_factory=list)
    cut: bool = False


class Sites:
    """Every site of a program, in order."""

    def __init__(self, program: Program) -> None:
        """Go through all scripts in their order."""
        self.tables: Mapping[str, TableDef] = program.tables
        self.types: Mapping[tuple[str, str], Type] = program.types
        self.case = Instance("", "")
        self.ignored: set[Site] = set()
        self.folds: dict[object, bool] = {}
        self.all: list[Site] = []
        self._facts = {
            (found.name, row.code, name): fact.value
            for found in program.lists.values()
            for row in found.rows
            for name, fact in row.facts
        }
        self._asked: dict[tuple[str, str], list[Site]] = {}
        for script in program.scripts.values():
            self._script(script)

    def of(self, table: str, name: str) -> list[Site]:
        """Return where an answer is asked or worked out."""
        return self._asked.get((table, name), [])

    def fact(self, source: str, code: str, column: str) -> object:
        """Return a fact of a list, or None where nobody knows."""
        return self._facts.get((source, code, column))

    def row(self, name: str, table: str, parent: Instance | None) -> Instance:
        """Return a row by its name, with the rows above it."""
        above = self.tables[table].parent if table in self.tables else ""
        if not above:
            return Instance(name, table)
        if parent is None or parent.table != above:
            parent = self.row(f"{name}^", above, None)
        return Instance(name, table, parent)

    def climb(self, at: Instance, table: str) -> Instance:
        """Return the row of ``table`` that is ``at`` or above it; the case for none."""
        here: Instance | None = at
        while here is not None and here.table != table:
            here = here.parent
        return here if here is not None else self.case

    def place(self, site: Site) -> Instance:
        """Return the row that stands for all rows a site may have."""
        at: Instance | None = None
        for var, table in site.vars:
            at = Instance(var, table, at)
        return at if at is not None else self.case

    def bind(self, site: Site, at: Instance) -> Vars:
        """Bind a site's variables so that its row is ``at``."""
        return {var: self.climb(at, table) for var, table in site.vars}

    def _script(self, script: WalkScript) -> None:
        way = _Way()
        for section in script.sections:
            self._section(section, (), (), way)
        for gap in script.gaps:
            chain = tuple((self.tables[table].row, table) for table in self._above(gap.table))
            needs = ((gap.when, True),)
            node = next(each for each in script.node.gaps if each.id == gap.id)
            name = f"the gap '{gap.id}'"
            self.all.append(Site(node, "gap", name, gap.table, chain, needs, own=True))

    def _above(self, table: str) -> Iterator[str]:
        if table:
            yield from self._above(self.tables[table].parent)
            yield table

    def _section(
        self, section: WalkSection, vars_: tuple[tuple[str, str], ...], needs: Needs, way: _Way
    ) -> None:
        own = tuple((each, False) for each in (section.when, section.where) if each is not None)
        inside = (*vars_, (section.var, section.table)) if section.table else vars_
        site = Site(
            node=section.node,
            kind="section",
            name=f"the section '{section.node.id}'",
            table=inside[-1][1] if inside else "",
            vars=inside,
            needs=(*needs, *own),
            blocks=tuple(way.blocks),
            cut=way.cut,
            own=bool(own),
        )
        self.all.append(site)
        inner = _Way(list(way.blocks), way.cut)
        for step in section.steps:
            self._step(step, inside, site.needs, inner)
        stops = [stop for stop in inner.blocks if stop not in way.blocks]
        self._leave(way, inner, stops, section)

    def _leave(self, way: _Way, inner: _Way, stops: Iterable[Site], section: WalkSection) -> None:
        """Say which of a section's stops still hold behind it."""
        for stop in stops:
            ends = stop.node.ends if isinstance(stop.node, Stop) else "section"
            if ends == "section":
                way.cut = way.cut or bool(section.table)
            elif section.table:
                # It ends its own row (in later sections too), or other rows as well.
                way.cut = True
            else:
                way.blocks.append(stop)
        way.cut = way.cut or inner.cut

    def _step(
        self, step: WalkStep, vars_: tuple[tuple[str, str], ...], needs: Needs, way: _Way
    ) -> None:
        if step.section is not None:
            self._section(step.section, vars_, needs, way)
            return
        site = Site(
            node=step.node,
            kind=step.kind,
            name=f"the {_KINDS[step.kind]} '{step.node.name}'"
            if not isinstance(step.node, Section)
            else "",
            table=step.table,
            vars=vars_,
            needs=(*needs, (step.when, step.acts_open)) if step.when is not None else needs,
            blocks=tuple(way.blocks),
            cut=way.cut,
            value=step.value,
            own=step.when is not None,
        )
        self.all.append(site)
        if step.kind in ("ask", "compute"):
            self._asked.setdefault((step.table, step.name), []).append(site)
        if step.kind == "stop":
            way.blocks.append(site)


_KINDS = {
    "ask": "question",
    "say": "note",
    "stop": "stop",
    "do": "task",
    "compute": "compute",
    "section": "section",
}
