"""Where each step stands: its table and the row names in scope, fragments followed.

A fragment's steps are met once for every place that includes it, since what they mean
depends on the place. One that nothing includes is met once by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tui.interview.schema import (
    AnyStep,
    CaseDef,
    Content,
    Fragment,
    Include,
    Script,
    Section,
    TableDef,
)


@dataclass(frozen=True)
class Use:
    """A step or section in one of its places.

    Attributes:
        step: The step; for a section the section itself, seen from outside.
        table: The table of the row its answer belongs to; an empty string for the case.
        vars: Row names that may be used here, and their tables.
        script: The script it is met in; None in a fragment that nothing includes.
        fragment: The innermost fragment it is written in, or an empty string.
        within: For a section that repeats: ``vars`` as its own steps see them.
    """

    step: AnyStep
    table: str
    vars: Mapping[str, str]
    script: Script | None = None
    fragment: str = ""
    within: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Place:
    table: str = ""
    vars: Mapping[str, str] = field(default_factory=dict)
    script: Script | None = None
    fragments: tuple[str, ...] = ()

    def use(self, step: AnyStep, within: Mapping[str, str] | None = None) -> Use:
        fragment = self.fragments[-1] if self.fragments else ""
        return Use(step, self.table, self.vars, self.script, fragment, within or self.vars)


class Uses:
    """Walks content; names that don't exist are stepped over (``names`` reports them)."""

    def __init__(self, content: Content) -> None:
        """Index the tables and fragments."""
        self.content = content
        self.tables: Mapping[str, TableDef] = {each.name: each for each in content.case.tables}
        self.fragments: Mapping[str, Fragment] = {each.name: each for each in content.fragments}
        self._found: tuple[Use, ...] | None = None

    def __iter__(self) -> Iterator[Use]:
        """Yield every use, scripts first, in the order of the files."""
        if self._found is None:
            self._found = tuple(self._all())
        return iter(self._found)

    def _all(self) -> Iterator[Use]:
        included: set[str] = set()
        for script in self.content.scripts:
            for use in self._steps(script.sections, _Place(script=script)):
                included.add(use.fragment)
                if isinstance(use.step, Include):
                    included.add(use.step.fragment)
                yield use
        for fragment in self.content.fragments:
            if fragment.name in included:
                continue
            taken = {name: table for name, table in fragment.takes if table in self.tables}
            table = list(taken.values())[-1] if taken else ""
            place = _Place(table=table, vars=taken, fragments=(fragment.name,))
            yield from self._steps(fragment.steps, place)

    def _steps(self, steps: Iterable[AnyStep], place: _Place) -> Iterator[Use]:
        for step in steps:
            if isinstance(step, Section):
                inside = self._inside(step, place)
                yield place.use(step, inside.vars)
                yield from self._steps(step.steps, inside)
                continue
            yield place.use(step)
            if isinstance(step, Include):
                fragment = self.fragments.get(step.fragment)
                if fragment is None or fragment.name in place.fragments:
                    continue
                given = dict(step.with_)
                taken = {
                    name: place.vars[given[name]]
                    for name, _ in fragment.takes
                    if given.get(name) in place.vars
                }
                yield from self._steps(
                    fragment.steps,
                    replace(
                        place,
                        vars={**place.vars, **taken},
                        fragments=(*place.fragments, fragment.name),
                    ),
                )

    def _inside(self, section: Section, place: _Place) -> _Place:
        table = self.tables.get(section.repeat.table) if section.repeat else None
        if table is None:
            return place
        above = rows_in_scope(self.content.case, table.row)
        return replace(place, table=table.name, vars={**above, **place.vars, table.row: table.name})


def rows_in_scope(case: CaseDef, row: str) -> dict[str, str]:
    """Return the row names usable where ``row`` is bound: itself and the rows above it."""
    tables = {each.name: each for each in case.tables}
    table = next((each for each in case.tables if each.row == row), None)
    found: dict[str, str] = {}
    while table is not None and table.row not in found:
        found[table.row] = table.name
        table = tables.get(table.parent)
    return found
