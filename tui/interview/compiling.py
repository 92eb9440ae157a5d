"""From checked content to a program: fragments in place, conditions compiled and typed.

The second of two passes, after ``layout``: each condition is compiled where it stands, so
that it may read what is asked earlier and not what is asked later.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import replace

import msgspec

from tui.interview import functions
from tui.interview import typing as types
from tui.interview.evaluate import Compiled, compile_expr
from tui.interview.followfields import compile_follows
from tui.interview.functions import Function
from tui.interview.layout import Key, Later, Layout, Place
from tui.interview.outside import outside, with_foreign
from tui.interview.paperfields import compile_papers
from tui.interview.problems import Problem, did_you_mean, problem, refused
from tui.interview.program import (
    Program,
    SignOff,
    WalkScript,
    WalkSection,
    WalkStep,
)
from tui.interview.schema import (
    AnyStep,
    Ask,
    Compute,
    Content,
    Do,
    Expr,
    Include,
    ListSource,
    RowSource,
    Say,
    Script,
    Section,
    Stop,
    TableDef,
)
from tui.interview.tree import Below, Picked, parts


class Compiler:
    """Compiles one content folder; use it once."""

    def __init__(self, content: Content, rules: Iterable[Function] = ()) -> None:
        """Lay the content out; ``rules`` are functions that other rooms add."""
        self.content = content
        self.functions = {**functions.BUILT_IN, **{rule.name: rule for rule in rules}}
        self.layout = Layout(content)
        self.tables = self.layout.tables
        self.types = self.layout.types
        self.problems: list[Problem] = []
        self.asks: dict[Key, WalkStep] = {}
        self._count = 0
        self._names: dict[str, types.Type] = {}
        self._fields: dict[str, dict[str, types.Type]] = {table: {} for table in self.tables}
        for (table, name), kind in self.types.items():
            self._name(table, name, kind)

    def build(self) -> tuple[Program | None, list[Problem]]:
        """Return the program and the problems; no program where one is an error."""
        walked = {script.name: self._script(script) for script in self.layout.scripts}
        walked = compile_follows(with_foreign(walked, self.tables), self)
        data, reads = compile_papers(self.content.papers, self)
        if refused(self.problems):
            return None, self.problems
        program = Program(
            tables=self.tables,
            scripts=walked,
            asks=self.asks,
            types=self.types,
            lists=self.layout.lists,
            duties={duty.id: duty for duty in self.content.duties},
            papers={paper.name: paper for paper in self.content.papers},
            data=data,
            outside_papers=reads,
        )
        return program, self.problems

    def _name(self, table: str, name: str, kind: types.Type) -> None:
        names = self._fields.setdefault(table, {}) if table else self._names
        names[name] = kind

    def _scope(self, place: Place, now: int | None, afterwards: bool) -> types.Scope:
        later: Container[Key] = frozenset() if now is None else Later(self.layout.positions, now)
        return types.Scope(
            names=self._names,
            vars=place.vars,
            fields=self._fields,
            tables=self.tables,
            lists=self.layout.lists,
            code_lists=self.layout.code_lists,
            later=later,
            functions={**self.functions, **functions.AFTERWARDS} if afterwards else self.functions,
        )

    def compile(
        self,
        expr: Expr | None,
        place: Place,
        *,
        want: types.Type | None = None,
        anywhere: bool = False,
        own: bool = False,
        afterwards: bool = False,
    ) -> Compiled | None:
        """Compile an expression.

        Args:
            expr: As its author wrote it.
            place: Where it stands.
            want: The type it must have.
            anywhere: It may read everything, not only what stands before it.
            own: It may read the step itself.
            afterwards: It looks back on the answers as they stand (``functions.AFTERWARDS``).
        """
        if expr is None:
            return None
        now = None if anywhere else self._count + (1 if own else 0)
        compiled, found = compile_expr(expr, self._scope(place, now, afterwards), want=want)
        self.problems.extend(found)
        if compiled is not None and now is not None:
            self._refuse_rows_to_come(compiled, place, now)
        return compiled

    def _refuse_rows_to_come(self, compiled: Compiled, place: Place, now: int) -> None:
        """Refuse other rows of the very table being walked, and rows only added later."""
        later = Later(self.layout.positions, now)
        todo = [compiled.tree]
        while todo:
            tree = todo.pop()
            if isinstance(tree, (Below, Picked)) and (
                tree.table in place.repeating or (tree.table, "*") in later
            ):
                self.problems.append(problem("E209", compiled.expr.at, name=tree.table))
                return
            todo.extend(parts(tree))

    def _script(self, script: Script) -> WalkScript:
        place = Place(script)
        sections = tuple(
            found
            for section in script.sections
            if (found := self._section(section, place, script.name)) is not None
        )
        return WalkScript(script, sections)

    def each(self, place: Place, row: str) -> Place:
        """Return the place inside each row called ``row``, with the rows above it bound."""
        table = next((one for one in self.tables.values() if one.row == row), None)
        return place if table is None else self.rows_of(place, table)

    def rows_of(self, place: Place, table: TableDef) -> Place:
        """Return the place inside the rows of a table, with the rows above them bound."""
        parent = self.tables.get(table.parent)
        if parent is not None and parent.row not in place.vars:
            place = self.rows_of(place, parent)
        return place.inside(table.name, table.row)

    def _section(self, section: Section, place: Place, path: str) -> WalkSection | None:
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
            for step in self.layout.expanded(section.steps, inside)
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
        return replace(made, outside=outside(made, self.tables))

    def _compile_next(
        self, expr: Expr | None, place: Place, want: types.Type | None = None
    ) -> Compiled | None:
        """Compile as if it stood just before the next answer."""
        self._count += 1
        try:
            return self.compile(expr, place, want=want)
        finally:
            self._count -= 1

    def _step(self, step: AnyStep, place: Place, path: str) -> WalkStep | None:
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
            when = self.compile(step.when, place, want=types.YESNO)
        else:
            when = self._compile_next(step.when, place, want=types.YESNO)
        make: Callable[..., WalkStep] = self._plain
        if isinstance(step, Ask):
            make = self._ask
        elif isinstance(step, Compute):
            make = self._compute
        acts_open = isinstance(step, Stop) or (isinstance(step, Say) and step.kind == "warning")
        made = replace(
            make(step, place),
            when=when,
            acts_open=acts_open if step.if_open is None else step.if_open,
        )
        if isinstance(step, Ask):
            self.asks.setdefault((place.table, step.name), made)
        return made

    def _plain(self, step: Say | Stop | Do, place: Place) -> WalkStep:
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

    def _compute(self, step: Compute, place: Place) -> WalkStep:
        value = self.compile(step.value, place)
        key = (place.table, step.name)
        if value is not None:
            self.types[key] = value.type
            self._name(*key, value.type)
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

    def _ask(self, step: Ask, place: Place) -> WalkStep:
        key = (place.table, step.name)
        typed = self.layout.definitions.get(key, step)
        options: dict[str, str] = {}
        was: dict[str, str] = {}
        if isinstance(typed.options, tuple):
            for option in typed.options:
                options[option.code] = option.label
                was.update(dict.fromkeys(option.was, option.code))
        elif isinstance(typed.options, ListSource) and typed.options.name in self.layout.lists:
            for row in self.layout.lists[typed.options.name].rows:
                options[row.code] = row.label
                was.update(dict.fromkeys(row.was, row.code))
        rows = typed.options if isinstance(typed.options, RowSource) else None
        rows_where = None
        if rows is not None and rows.table in self.tables:
            inside = place.inside(rows.table, self.tables[rows.table].row)
            rows_where = self.compile(rows.where, inside, want=types.YESNO, anywhere=True)
        node = step if step.question else replace_question(step, typed)
        return WalkStep(
            kind="ask",
            node=node,
            name=step.name,
            script=place.script.name,
            version=place.script.version,
            table=place.table,
            var=place.var,
            type=typed.type or "text",
            private=typed.private,
            codes=self.layout.codes(typed),
            labels=options,
            was=was,
            names=typed.was,
            list=self.layout.code_lists.get(key, ""),
            rows=rows,
            rows_where=rows_where,
            suggest=self.compile(step.suggest, place, anywhere=True),
            must=tuple(
                (that, must.otherwise)
                for must in (*typed.must, *(step.must if typed is not step else ()))
                if (that := self.compile(must.that, place, want=types.YESNO, own=True)) is not None
            ),
            again=self.layout.asked[key] > 1,
            sign_off=self._sign_off(typed, place) if typed.type == "sign-off" else None,
        )

    def _sign_off(self, ask: Ask, place: Place) -> SignOff:
        """Find the answers that must be of other people: of the same row, or the case's."""
        apart = []
        for name in ask.apart:
            here = [key for key in ((place.table, name), ("", name)) if key in self.types]
            if here and self.types[here[0]] in (types.TEXT, types.SIGNOFF):
                apart.append(here[0])
                continue
            known = sorted(
                other
                for (table, other), kind in self.types.items()
                if table in ("", place.table) and kind in (types.TEXT, types.SIGNOFF)
            )
            guess = did_you_mean(name, known)
            self.problems.append(problem("E203", ask.at, name=name, known=known, guess=guess))
        return SignOff(tuple(apart), ask.needs, ask.least)


def replace_question(step: Ask, typed: Ask) -> Ask:
    """Return ``step`` with the wording of the ask that gives the answer its type."""
    return msgspec.structs.replace(
        step,
        question=typed.question,
        help=step.help or typed.help,
        why=step.why or typed.why,
        variants=step.variants or typed.variants,
        example=step.example or typed.example,
        steers=typed.steers,
    )
