"""From checked content to a program: fragments in place, conditions compiled and typed.

Two passes. The first lays the steps out in the order they are walked, so that the second
knows for each condition what is asked earlier (may be read) and what later (may not).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from tui.interview import functions
from tui.interview import typing as types
from tui.interview.evaluate import Compiled, compile_expr
from tui.interview.marks import Mark
from tui.interview.problems import Problem, problem
from tui.interview.program import (
    DataNode,
    Program,
    WalkGap,
    WalkScript,
    WalkSection,
    WalkStep,
)
from tui.interview.schema import (
    AnyStep,
    Ask,
    Compute,
    Content,
    DataField,
    Do,
    Expr,
    Fragment,
    Include,
    ListDef,
    ListSource,
    Option,
    RowSource,
    Say,
    Script,
    Section,
    Stop,
    TableDef,
)

Key = tuple[str, str]


@dataclass(frozen=True)
class _Place:
    """Where steps stand: the innermost row, and every row variable that is bound."""

    script: Script
    table: str = ""
    var: str = ""
    vars: Mapping[str, str] = field(default_factory=dict)
    repeating: frozenset[str] = frozenset()

    def inside(self, table: str, var: str) -> _Place:
        return replace(
            self,
            table=table,
            var=var,
            vars={**self.vars, var: table},
            repeating=self.repeating | {table},
        )


class _Later(Container[Key]):
    """The answers that are asked only after a given position."""

    def __init__(self, positions: Mapping[Key, int], now: int) -> None:
        self._positions = positions
        self._now = now

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and self._positions.get(key, -1) >= self._now


class Compiler:
    """Compiles one content folder; use it once."""

    def __init__(self, content: Content) -> None:
        """Index the content by name."""
        self.content = content
        self.problems: list[Problem] = []
        self.tables: dict[str, TableDef] = {table.name: table for table in content.case.tables}
        self.lists: dict[str, ListDef] = {found.name: found for found in content.lists}
        self.fragments: dict[str, Fragment] = {found.name: found for found in content.fragments}
        self.types: dict[Key, types.Type] = {}
        self.code_lists: dict[Key, str] = {}
        self.definitions: dict[Key, Ask] = {}
        self.positions: dict[Key, int] = {}
        self.asks: dict[Key, WalkStep] = {}
        self._count = 0

    def build(self) -> tuple[Program | None, list[Problem]]:
        """Return the program and the problems; no program where one is an error."""
        scripts = self._in_order()
        for script in scripts:
            place = _Place(script)
            for section in script.sections:
                self._lay_out_section(section, place)
        self._count = 0
        walked = {script.name: self._script(script) for script in scripts}
        data, outside = self._papers()
        for found in self.problems:
            if found.code.startswith("E"):
                return None, self.problems
        program = Program(
            tables=self.tables,
            scripts=walked,
            asks=self.asks,
            types=self.types,
            lists=self.lists,
            duties={duty.id: duty for duty in self.content.duties},
            papers={paper.name: paper for paper in self.content.papers},
            data=data,
            outside_papers=outside,
        )
        return program, self.problems

    def _in_order(self) -> list[Script]:
        """Return the scripts in the order of the journeys, those not listed last."""
        rank = {name: index for index, name in enumerate(self.content.case.journeys)}
        return sorted(
            self.content.scripts, key=lambda script: (rank.get(script.name, len(rank)), script.name)
        )

    # First pass: positions and types of what is asked.

    def _lay_out_section(self, section: Section, place: _Place) -> None:
        if section.repeat is not None:
            table = self.tables.get(section.repeat.table)
            if table is None:
                return
            place = place.inside(table.name, table.row)
        for step in self._expanded(section.steps, place):
            if isinstance(step, Section):
                self._lay_out_section(step, place)
            elif isinstance(step, (Ask, Compute)):
                self._count += 1
                key = (place.table, step.name)
                self.positions.setdefault(key, self._count)
                if isinstance(step, Ask) and step.type is not None:
                    self.definitions.setdefault(key, step)
                    self.types[key] = self._ask_type(step, key)

    def _ask_type(self, ask: Ask, key: Key) -> types.Type:
        codes = self._codes(ask)
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

    def _codes(self, ask: Ask) -> tuple[str, ...] | None:
        if isinstance(ask.options, tuple):
            return tuple(option.code for option in ask.options)
        if isinstance(ask.options, ListSource) and ask.options.name in self.lists:
            return tuple(row.code for row in self.lists[ask.options.name].rows)
        return None

    def _expanded(self, steps: Iterable[AnyStep], place: _Place) -> Iterator[AnyStep]:
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
            yield from self._expanded(inner, place)

    # Second pass: conditions.

    def _scope(self, place: _Place, now: int | None) -> types.Scope:
        later: Container[Key] = frozenset() if now is None else _Later(self.positions, now)
        names = {name: kind for (table, name), kind in self.types.items() if not table}
        fields: dict[str, dict[str, types.Type]] = {table: {} for table in self.tables}
        for (table, name), kind in self.types.items():
            if table:
                fields.setdefault(table, {})[name] = kind
        return types.Scope(
            names=names,
            vars=dict(place.vars),
            fields=fields,
            tables=self.tables,
            lists=self.lists,
            code_lists=self.code_lists,
            later=later,
            functions=functions.BUILT_IN,
        )

    def _compile(
        self,
        expr: Expr | None,
        place: _Place,
        *,
        want: types.Type | None = None,
        anywhere: bool = False,
        own: bool = False,
    ) -> Compiled | None:
        """Compile ``expr`` where the count stands; ``own`` lets it read the step itself."""
        if expr is None:
            return None
        now = None if anywhere else self._count + (1 if own else 0)
        compiled, found = compile_expr(expr, self._scope(place, now), want=want)
        self.problems.extend(found)
        if compiled is not None and not anywhere:
            self._refuse_whole_table(expr, place)
        return compiled

    def _refuse_whole_table(self, expr: Expr, place: _Place) -> None:
        """Refuse reading other rows of the very table being walked: they come later."""
        for node in ast.walk(ast.parse(expr.text.strip(), mode="eval")):
            table = ""
            if isinstance(node, ast.comprehension) and isinstance(node.iter, ast.Name):
                table = node.iter.id
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "last"
                and node.args
                and isinstance(node.args[0], ast.Name)
            ):
                table = node.args[0].id
            if table in place.repeating:
                self.problems.append(problem("E209", expr.at, name=table))

    def _script(self, script: Script) -> WalkScript:
        place = _Place(script)
        sections = tuple(
            found
            for section in script.sections
            if (found := self._section(section, place, script.name)) is not None
        )
        gaps = []
        for gap in script.gaps:
            inside = place
            for table in self.tables.values():
                if table.row == gap.each:
                    inside = self._with_rows_above(place, table)
            when = self._compile(gap.when, inside, want=types.YESNO, anywhere=True)
            if when is not None:
                gaps.append(
                    WalkGap(gap.id, gap.text, when, inside.table, inside.var, gap.step, gap.source)
                )
        return WalkScript(script, sections, tuple(gaps))

    def _with_rows_above(self, place: _Place, table: TableDef) -> _Place:
        if table.parent and table.parent in self.tables:
            place = self._with_rows_above(place, self.tables[table.parent])
        return place.inside(table.name, table.row)

    def _section(self, section: Section, place: _Place, path: str) -> WalkSection | None:
        uid = f"{path}/{section.id}"
        when = self._compile_next(section.when, place, want=types.YESNO)
        inside = place
        where = None
        if section.repeat is not None:
            table = self.tables.get(section.repeat.table)
            if table is None:
                return None
            if table.parent != place.table and (table.parent or place.table):
                self.problems.append(
                    problem("E303", section.at, name=table.name, known=table.parent or "the case")
                )
                return None
            inside = place.inside(table.name, table.row)
            where = self._compile_next(section.repeat.where, inside, want=types.YESNO)
        steps = tuple(
            found
            for step in self._expanded(section.steps, inside)
            if (found := self._step(step, inside, uid)) is not None
        )
        made = WalkSection(
            uid=uid,
            node=section,
            script=place.script.name,
            version=place.script.version,
            steps=steps,
            table=inside.table if section.repeat is not None else "",
            var=inside.var if section.repeat is not None else "",
            above=place.table,
            when=when,
            repeat=section.repeat,
            where=where,
        )
        return replace(made, outside=_outside(made, self.tables))

    def _compile_next(
        self, expr: Expr | None, place: _Place, want: types.Type | None = None
    ) -> Compiled | None:
        """Compile as if it stood just before the next answer."""
        self._count += 1
        try:
            return self._compile(expr, place, want=want)
        finally:
            self._count -= 1

    def _step(self, step: AnyStep, place: _Place, path: str) -> WalkStep | None:
        if isinstance(step, Section):
            section = self._section(step, place, path)
            if section is None:
                return None
            return WalkStep(
                kind="section",
                node=step,
                name=f"section:{step.id}",
                script=place.script.name,
                version=place.script.version,
                table=place.table,
                var=place.var,
                section=section,
            )
        if isinstance(step, Include):
            return None
        if isinstance(step, (Ask, Compute)):
            self._count += 1
            when = self._compile(step.when, place, want=types.YESNO)
        else:
            when = self._compile_next(step.when, place, want=types.YESNO)
        make: Callable[..., WalkStep] = self._plain
        if isinstance(step, Ask):
            make = self._ask
        elif isinstance(step, Compute):
            make = self._compute
        acts_open = isinstance(step, Stop) or (isinstance(step, Say) and step.kind == "warning")
        made = make(step, place)
        return replace(
            made, when=when, acts_open=acts_open if step.if_open is None else step.if_open
        )

    def _plain(self, step: Say | Stop | Do, place: _Place) -> WalkStep:
        kind = "say" if isinstance(step, Say) else "stop" if isinstance(step, Stop) else "do"
        mark = "done" if kind == "do" else "seen"
        made = WalkStep(
            kind=kind,  # type: ignore[arg-type]
            node=step,
            name=f"{mark}:{step.name}",
            script=place.script.name,
            version=place.script.version,
            table=place.table,
            var=place.var,
        )
        if not isinstance(step, Do):
            return made
        return replace(
            made,
            due=self._compile_next(step.due, place, want=types.WHEN),
            every=self._compile_next(step.every, place, want=types.DURATION),
            until=self._compile_next(step.until, place, want=types.WHEN),
        )

    def _compute(self, step: Compute, place: _Place) -> WalkStep:
        value = self._compile(step.value, place)
        key = (place.table, step.name)
        if value is not None:
            self.types[key] = value.type
        return WalkStep(
            kind="compute",
            node=step,
            name=step.name,
            script=place.script.name,
            version=place.script.version,
            table=place.table,
            var=place.var,
            value=value,
        )

    def _ask(self, step: Ask, place: _Place) -> WalkStep:
        key = (place.table, step.name)
        typed = self.definitions.get(key, step)
        options: dict[str, str] = {}
        was: dict[str, str] = {}
        if isinstance(typed.options, tuple):
            for option in typed.options:
                options[option.code] = option.label
                was.update(dict.fromkeys(option.was, option.code))
        elif isinstance(typed.options, ListSource) and typed.options.name in self.lists:
            for row in self.lists[typed.options.name].rows:
                options[row.code] = row.label
                was.update(dict.fromkeys(row.was, row.code))
        rows = typed.options if isinstance(typed.options, RowSource) else None
        rows_where = None
        if rows is not None and rows.table in self.tables:
            inside = place.inside(rows.table, self.tables[rows.table].row)
            rows_where = self._compile(rows.where, inside, want=types.YESNO, anywhere=True)
        node = step if step.question else replace_question(step, typed)
        first = key not in self.asks
        made = WalkStep(
            kind="ask",
            node=node,
            name=step.name,
            script=place.script.name,
            version=place.script.version,
            table=place.table,
            var=place.var,
            type=typed.type or "text",
            private=typed.private,
            codes=self._codes(typed),
            labels=options,
            was=was,
            names=typed.was,
            list=self.code_lists.get(key, ""),
            rows=rows,
            rows_where=rows_where,
            suggest=self._compile(step.suggest, place, anywhere=True),
            must=tuple(
                (that, must.otherwise)
                for must in (*typed.must, *(step.must if typed is not step else ()))
                if (that := self._compile(must.that, place, want=types.YESNO, own=True)) is not None
            ),
            first=first,
        )
        if first:
            self.asks[key] = made
        return made

    # Papers.

    def _papers(self) -> tuple[dict[str, tuple[DataNode, ...]], dict[str, frozenset[Key]]]:
        data: dict[str, tuple[DataNode, ...]] = {}
        outside: dict[str, frozenset[Key]] = {}
        nowhere = _Place(Script(name="papers"))
        for paper in self.content.papers:
            reads: set[Key] = set()
            data[paper.name] = tuple(
                self._data_field(entry, nowhere, reads) for entry in paper.data
            )
            outside[paper.name] = frozenset(reads)
        return data, outside

    def _data_field(self, entry: DataField, place: _Place, reads: set[Key]) -> DataNode:
        if not entry.each:
            value = self._compile(entry.value, place, anywhere=True)
            if value is not None:
                reads |= value.reads
            return DataNode(entry.name, value=value, step=self._read_step(entry.value, place))
        table = self.tables.get(entry.each)
        if table is None:
            self.problems.append(
                problem("E303", entry.at, name=entry.each, known=", ".join(sorted(self.tables)))
            )
            return DataNode(entry.name)
        inside = place.inside(table.name, table.row)
        reads.add((table.name, "*"))
        where = self._compile(entry.where, inside, want=types.YESNO, anywhere=True)
        if where is not None:
            reads |= where.reads
        return DataNode(
            entry.name,
            table=table.name,
            var=table.row,
            where=where,
            fields=tuple(self._data_field(one, inside, reads) for one in entry.fields),
        )

    def _read_step(self, expr: Expr | None, place: _Place) -> WalkStep | None:
        """Return the ask an expression reads when it is nothing but that answer."""
        if expr is None:
            return None
        parts = expr.text.strip().split(".")
        if len(parts) == 1:
            return self.asks.get(("", parts[0]))
        if len(parts) == 2 and parts[0] in place.vars:
            return self.asks.get((place.vars[parts[0]], parts[1]))
        return None


def replace_question(step: Ask, typed: Ask) -> Ask:
    """Return ``step`` with the wording of the ask that gives the answer its type."""
    return msgspec.structs.replace(
        step,
        question=typed.question,
        help=step.help or typed.help,
        why=step.why or typed.why,
        variants=step.variants or typed.variants,
        example=step.example or typed.example,
    )


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
        for name, var in names.items():
            thing = re.sub(rf"(?<!\{{)\{{{name}(?=[.:}}])", "{" + var, thing)
        return thing
    if isinstance(thing, tuple):
        return tuple(_renamed(one, names) for one in thing)
    if isinstance(thing, msgspec.Struct) and not isinstance(thing, Mark):
        changed = {
            name: _renamed(getattr(thing, name), names)
            for name in thing.__struct_fields__
            if name not in _PLAIN_FIELDS
        }
        return msgspec.structs.replace(thing, **changed)
    return thing


_PLAIN_FIELDS = {"at", "name", "id", "table", "type", "kind", "source", "was", "was_codes"}


def _outside(section: WalkSection, tables: Mapping[str, TableDef]) -> tuple[Key, ...]:
    """Return what the section reads beyond its own rows and the rows below and above."""
    own = {section.table} if section.table else set()
    for step in section.all_steps():
        if step.section is not None and step.section.table:
            own.add(step.section.table)
    reads: set[Key] = set()
    for compiled in _expressions(section):
        reads |= compiled.reads
    found = set()
    for table, name in reads:
        if not table:
            found.add(("", name))
        elif table not in own or name == "*":
            found.add((table, "*"))
    return tuple(sorted(found))


def _expressions(section: WalkSection) -> Iterator[Compiled]:
    for one in (section.when, section.where):
        if one is not None:
            yield one
    for step in section.steps:
        for one in (step.when, step.value, step.due, step.every, step.until, step.rows_where):
            if one is not None:
                yield one
        for that, _ in step.must:
            yield that
        if step.section is not None:
            yield from _expressions(step.section)


__all__ = ["Compiler", "Option"]
