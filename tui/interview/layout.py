"""The steps in the order they are walked: fragments in place, each answer with its type.

This is the first of two passes. It lets the second (``compiling``) know for each condition
what is asked earlier, and may be read, and what only later.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from tui.interview import typing as types
from tui.interview.marks import Mark
from tui.interview.schema import (
    AnyStep,
    Ask,
    Compute,
    Content,
    Expr,
    Fragment,
    Include,
    ListDef,
    ListSource,
    RowSource,
    Script,
    Section,
    TableDef,
)

Key = tuple[str, str]
"""An answer: its table (empty for the case) and its name."""


@dataclass(frozen=True)
class Place:
    """Where steps stand: the innermost row, and every row variable that is bound."""

    script: Script
    table: str = ""
    var: str = ""
    vars: Mapping[str, str] = field(default_factory=dict)
    repeating: frozenset[str] = frozenset()

    def inside(self, table: str, var: str) -> Place:
        """Return the place inside a row of ``table``, bound to ``var``."""
        return replace(
            self,
            table=table,
            var=var,
            vars={**self.vars, var: table},
            repeating=self.repeating | {table},
        )


class Later(Container[Key]):
    """The answers that are asked only after a given position."""

    def __init__(self, positions: Mapping[Key, int], now: int) -> None:
        """Everything at position ``now`` or after it is later."""
        self._positions = positions
        self._now = now

    def __contains__(self, key: object) -> bool:
        """Tell whether an answer is asked later."""
        return isinstance(key, tuple) and self._positions.get(key, -1) >= self._now


class Layout:
    """Where everything asked stands in the order of the journeys, and its type."""

    def __init__(self, content: Content) -> None:
        """Lay out all scripts."""
        self.content = content
        self.tables: dict[str, TableDef] = {table.name: table for table in content.case.tables}
        self.lists: dict[str, ListDef] = {found.name: found for found in content.lists}
        self.fragments: dict[str, Fragment] = {found.name: found for found in content.fragments}
        self.types: dict[Key, types.Type] = {}
        self.code_lists: dict[Key, str] = {}
        self.definitions: dict[Key, Ask] = {}
        self.positions: dict[Key, int] = {}
        self.asked: Counter[Key] = Counter()
        self._count = 0
        self.scripts = self._in_order()
        for script in self.scripts:
            place = Place(script)
            for section in script.sections:
                self._section(section, place)

    def _in_order(self) -> list[Script]:
        """Return the scripts in the order of the journeys, those not listed last."""
        rank = {name: index for index, name in enumerate(self.content.case.journeys)}
        return sorted(
            self.content.scripts, key=lambda script: (rank.get(script.name, len(rank)), script.name)
        )

    def _section(self, section: Section, place: Place) -> None:
        if section.repeat is not None:
            table = self.tables.get(section.repeat.table)
            if table is None:
                return
            place = place.inside(table.name, table.row)
            if not section.repeat.fixed:
                self.positions.setdefault((table.name, "*"), self._count + 1)
        for step in self.expanded(section.steps, place):
            if isinstance(step, Section):
                self._section(step, place)
            elif isinstance(step, (Ask, Compute)):
                self._count += 1
                key = (place.table, step.name)
                self.positions.setdefault(key, self._count)
                if isinstance(step, Ask):
                    self.asked[key] += 1
                    if isinstance(step.options, RowSource) and step.options.add:
                        self.positions.setdefault((step.options.table, "*"), self._count)
                if isinstance(step, Ask) and step.type is not None:
                    self.definitions.setdefault(key, step)
                    self.types[key] = self._ask_type(step, key)

    def _ask_type(self, ask: Ask, key: Key) -> types.Type:
        codes = self.codes(ask)
        if isinstance(ask.options, ListSource):
            self.code_lists[key] = ask.options.name
        match ask.type:
            case "choice":
                return types.Code(frozenset(codes or ()))
            case "choices":
                return types.Codes(frozenset(codes or ()))
            case "yes-no":
                return types.YESNO
            case "number":
                return types.NUMBER
            case "money":
                return types.MONEY
            case "when":
                return types.WHEN
            case "rows":
                source = ask.options
                return types.Rows(source.table if isinstance(source, RowSource) else "")
            case "files":
                return types.FILES
            case "sign-off":
                return types.SIGNOFF
            case _:
                return types.TEXT

    def codes(self, ask: Ask) -> tuple[str, ...] | None:
        """Return the codes an ask allows, or None where it takes no codes."""
        if isinstance(ask.options, tuple):
            return tuple(option.code for option in ask.options)
        if isinstance(ask.options, ListSource) and ask.options.name in self.lists:
            return tuple(row.code for row in self.lists[ask.options.name].rows)
        return None

    def expanded(self, steps: Iterable[AnyStep], place: Place) -> Iterator[AnyStep]:
        """Yield the steps with fragments in place, parameters renamed to what they are."""
        for step in steps:
            if not isinstance(step, Include):
                yield step
                continue
            fragment = self.fragments.get(step.fragment)
            if fragment is None:
                continue
            renames = {name: var for name, var in step.with_ if name != var}
            inner: Iterable[AnyStep] = fragment.steps
            if renames:
                inner = [_renamed(one, renames) for one in inner]
            if step.when is not None:
                inner = [_also_when(one, step.when) for one in inner]
            yield from self.expanded(inner, place)


def _also_when(step: AnyStep, when: Expr) -> AnyStep:
    """Return ``step`` under one more condition."""
    if step.when is None:
        return msgspec.structs.replace(step, when=when)
    both = Expr(text=f"({when.text}) and ({step.when.text})", at=step.when.at)
    return msgspec.structs.replace(step, when=both)


class _Rename(ast.NodeTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.copy_location(ast.Name(self.names.get(node.id, node.id), node.ctx), node)


def _renamed(thing: Any, names: Mapping[str, str]) -> Any:
    """Return ``thing`` with a fragment's parameters called what they are where it stands."""
    if isinstance(thing, Expr):
        try:
            tree = _Rename(names).visit(ast.parse(thing.text.strip(), mode="eval"))
        except (SyntaxError, ValueError):
            return thing
        return msgspec.structs.replace(thing, text=ast.unparse(tree))
    if isinstance(thing, str):
        return re.sub(
            r"(?<!\{)\{([a-z_0-9]+)(?=[.:}])",
            lambda found: "{" + names.get(found[1], found[1]),
            thing,
        )
    if isinstance(thing, tuple):
        return tuple(_renamed(one, names) for one in thing)
    if isinstance(thing, msgspec.Struct) and not isinstance(thing, Mark):
        changed = {
            name: _renamed(getattr(thing, name), names)
            for name in thing.__struct_fields__
            if name not in _PLAIN_FIELDS
        }
        if isinstance(thing, Include):
            changed["with_"] = tuple((name, names.get(var, var)) for name, var in thing.with_)
        return msgspec.structs.replace(thing, **changed)
    return thing


_PLAIN_FIELDS = {"at", "name", "id", "table", "type", "kind", "source", "was", "was_codes"}
