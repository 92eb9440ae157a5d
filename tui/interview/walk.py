"""One pass over the scripts in order: which steps apply, and what each answer counts as.

A row whose own answers did not change, in a section that reads nothing outside that
changed, gives what it gave before; so an edit costs what it touches, not what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tui.interview.answers import Answer, Answers, Row
from tui.interview.codec import BadAnswer, to_value
from tui.interview.program import Program, WalkScript, WalkSection, WalkStep
from tui.interview.schema import Audience, Stop
from tui.interview.values import NA, OPEN, PENDING

State = Literal["answered", "left", "todo", "look"]
"""``left`` is left open on purpose; ``look`` needs another look (it no longer fits)."""

Key = tuple[str, str]
"""A step in its row: ``(row id, step name)``."""

_OPEN_MODE: Mapping[str, object] = {"off": NA, "open": OPEN}


class Live:
    """A row as conditions see it: only answers that count now.

    Attributes:
        values: Typed values by name; a name that is missing is pending.
        tables: The rows below by table, or PENDING where none are given yet.
        ended: The section in which a stop ended this row, or an empty string.
    """

    __slots__ = ("ended", "row", "tables", "values")

    def __init__(self, row: Row, values: dict[str, object] | None = None) -> None:
        """Start with nothing reached."""
        self.row = row
        self.values: dict[str, object] = values if values is not None else {}
        self.tables: dict[str, Sequence[Live] | object] = {}
        self.ended = ""

    def copy(self) -> Live:
        """Return a copy that can be worked on without touching an older flow's."""
        new = Live(self.row, dict(self.values))
        new.tables = dict(self.tables)
        new.ended = self.ended
        return new


@dataclass(frozen=True, slots=True)
class Item:
    """A step that applies, in its row. ``step`` is None for "another one?"."""

    row: str
    name: str
    state: State
    section: WalkSection
    step: WalkStep | None

    @property
    def key(self) -> Key:
        """Row id and step name."""
        return (self.row, self.name)

    @property
    def kind(self) -> str:
        """``ask``, ``say``, ``stop``, ``do``, or ``more``."""
        return self.step.kind if self.step is not None else "more"


@dataclass(slots=True)
class Run:
    """What one section gave for one row (or for the case)."""

    items: list[Item] = field(default_factory=list)
    done: int = 0
    todo: int = 0
    waiting: int = 0
    ended: str = ""

    def add(self, item: Item) -> None:
        """Count an item in."""
        self.items.append(item)
        if item.state in ("todo", "look"):
            self.todo += 1
        else:
            self.done += 1


@dataclass(slots=True)
class SectionRun:
    """What a section gave: one run for the case, or one for each row and a tail."""

    section: WalkSection
    mode: str
    outside: tuple[object, ...]
    rows: tuple[Row, ...] = ()
    runs: list[Run] = field(default_factory=list)
    tail: Run = field(default_factory=Run)
    done: int = 0
    todo: int = 0
    waiting: int = 0
    ended: str = ""

    def items(self) -> Iterator[Item]:
        """Yield its items in order."""
        for run in self.runs:
            yield from run.items
        yield from self.tail.items

    def first_todo(self) -> Item | None:
        """Return the first item that still wants the person."""
        if not self.todo:
            return None
        for run in (*self.runs, self.tail):
            if run.todo:
                return next(item for item in run.items if item.state in ("todo", "look"))
        return None

    def count(self) -> None:
        """Add up the runs."""
        self.done = self.todo = self.waiting = 0
        for run in (*self.runs, self.tail):
            self.done += run.done
            self.todo += run.todo
            self.waiting += run.waiting


class Env:
    """What conditions read: the case's answers and the rows bound to row variables."""

    __slots__ = ("root", "vars", "walk")

    def __init__(self, walk: Walk, bound: dict[str, Live], root: Live | None = None) -> None:
        """Bind ``bound`` on top of a walk; ``root`` stands in for its case, for a trial."""
        self.walk = walk
        self.vars = bound
        self.root = root if root is not None else walk.root

    def value(self, var: str, field: str) -> object:
        """Return the value of an answer or compute; pending when not reached."""
        live = self.vars[var] if var else self.root
        return live.values.get(field, PENDING)

    def rows(self, var: str, table: str) -> Sequence[Live] | object:
        """Return the rows of ``table`` below the bound row, or of the case."""
        if not var:
            return self.walk.table(table)
        found = self.vars[var].tables.get(table, PENDING)
        return () if found is NA else found

    def handle(self, var: str) -> Live:
        """Return the row that ``var`` is bound to."""
        return self.vars[var]

    def bind(self, var: str, handle: Live) -> Env:
        """Return the same with ``var`` bound to a row."""
        return Env(self.walk, {**self.vars, var: handle}, self.root)

    def on(self, root: Live) -> Env:
        """Return the same with other case answers."""
        return Env(self.walk, self.vars, root)

    def fact(self, list_name: str, code: str, column: str) -> object:
        """Return a fact of a list; open where nothing is known."""
        found = self.walk.program.fact(list_name, code, column)
        return OPEN if found is None or found.value is None else found.value

    def row(self, table: str, row_id: str) -> Live | None:
        """Return a row by id, or None where it is gone."""
        return self.walk.live(row_id)


class Walk:
    """Walks all scripts of an audience over some answers; use ``done`` results only."""

    def __init__(
        self, program: Program, audience: Audience, answers: Answers, before: Walk | None
    ) -> None:
        """Walk at once; what ``before`` found is reused where nothing it read changed."""
        self.program = program
        self.audience = audience
        self.answers = answers
        self.root = Live(answers.root)
        self.lives: dict[str, Live] = dict(before.lives) if before is not None else {}
        self.sections: dict[str, SectionRun] = {}
        self.ended: set[str] = set()
        self._before = before.sections if before is not None else {}
        self._dirty: set[str] = set()
        self._tables: dict[str, list[Live]] = {}
        for script in program.scripts_for(audience):
            self._script(script)
        self._before = {}

    def live(self, row_id: str) -> Live | None:
        """Return the row as conditions see it, or None where it is gone."""
        if row_id not in self.answers:
            return None
        return self.root if row_id == self.answers.root.id else self.lives.get(row_id)

    def table(self, table: str) -> Sequence[Live] | object:
        """Return the rows of a case-level table, or what stands in their place."""
        state = self.root.tables.get(table)
        if state is NA:
            return ()
        found = self._tables.get(table)
        if found is None:
            rows = self.answers.root.kids.get(table, ())
            found = [self.lives[row.id] for row in rows if row.id in self.lives]
            self._tables[table] = found
        if not found and state is PENDING:
            return PENDING
        return found

    def env(self, row_id: str) -> Env:
        """Return the environment of a row: it and the rows above it bound."""
        bound: dict[str, Live] = {}
        while row_id in self.answers and row_id != self.answers.root.id:
            live = self.live(row_id)
            if live is not None:
                bound[self.program.tables[live.row.table].row] = live
            row_id = self.answers.parent(row_id)
        return Env(self, bound)

    def _script(self, script: WalkScript) -> None:
        ended = False
        for section in script.sections:
            env = Env(self, {})
            mode = "off" if ended else _mode(section.when.run(env) if section.when else True)
            if section.table:
                run = self._repeat(section, mode)
            else:
                run = SectionRun(section, mode, ())
                one = Run()
                self._steps(section, mode, self.root, env, one)
                run.runs.append(one)
                run.ended = one.ended
                run.count()
            self.sections[section.uid] = run
            if run.ended == "journey":
                ended = True
        if ended:
            self.ended.add(script.name)

    def _repeat(self, section: WalkSection, mode: str) -> SectionRun:
        """Walk a section once for each row of a case-level table."""
        table = section.table
        rows = self.answers.root.kids.get(table, ())
        outside = tuple(self._outside_value(read) for read in section.outside)
        old = self._before.get(section.uid)
        same = (
            old is not None
            and old.mode == mode
            and table not in self._dirty
            and old.outside == outside
        )
        run = SectionRun(section, mode, outside, rows)
        if not same:
            self._dirty.add(table)
        places: dict[str, int] | None = None
        section_ended = False
        for index, row in enumerate(rows):
            if same and old is not None and not section_ended:
                at = index
                if at >= len(old.rows) or old.rows[at].id != row.id:
                    if places is None:
                        places = {one.id: place for place, one in enumerate(old.rows)}
                    at = places.get(row.id, -1)
                if at >= 0 and old.rows[at] is row:
                    kept = old.runs[at]
                    run.runs.append(kept)
                    if kept.ended in ("section", "journey"):
                        section_ended, run.ended = True, kept.ended
                    continue
            live = self.lives.get(row.id)
            live = Live(row) if live is None or live.row is not row else live.copy()
            self.lives[row.id] = live
            one = Run()
            env = Env(self, {section.var: live})
            this = "off" if section_ended else mode
            if this == "on" and section.where is not None:
                this = _mode(section.where.run(env))
            self._steps(section, this, live, env, one)
            run.runs.append(one)
            if one.ended in ("section", "journey"):
                section_ended, run.ended = True, one.ended
        self._tables.pop(table, None)
        if section.adds:
            self._more(section, mode, self.root, run.tail, bool(rows))
        run.count()
        return run

    def _outside_value(self, read: tuple[str, str]) -> object:
        table, name = read
        if not table:
            return self.root.values.get(name, PENDING)
        return _Same(self.answers.root.kids.get(table, ()), self.answers.root.fields)

    def _more(
        self, section: WalkSection, mode: str, above: Live, run: Run, any_rows: bool
    ) -> None:
        """Say where the rows below ``above`` stand, and ask for another one."""
        marked = section.mark in above.row.fields
        if mode == "on":
            run.add(
                Item(
                    above.row.id,
                    section.mark,
                    "answered" if marked else "todo",
                    section,
                    None,
                )
            )
            above.tables[section.table] = () if any_rows or marked else PENDING
        elif mode == "wait":
            above.tables.setdefault(section.table, PENDING)
            run.waiting += 1
        elif above.tables.get(section.table) in (None, PENDING):
            above.tables[section.table] = NA

    def _steps(self, section: WalkSection, mode: str, live: Live, env: Env, run: Run) -> None:
        if live.ended == section.uid:
            live.ended = ""
        ended_before = (
            live.ended.startswith(f"{section.script}/")
            and not f"{live.ended}/".startswith(f"{section.uid}/")
            and not f"{section.uid}/".startswith(f"{live.ended}/")
        )
        for step in section.steps:
            this = "off" if run.ended or ended_before else mode
            if this == "on":
                this = _mode(step.when.run(env) if step.when is not None else True)
                if this == "open" and step.acts_open:
                    this = "on"
            match step.kind:
                case "section":
                    self._inner(step, this, live, env, run)
                case "ask":
                    self._ask(step, this, section, live, env, run)
                case "compute":
                    if this == "on" and step.value is not None:
                        value = step.value.run(env)
                        if value is PENDING:
                            live.values.pop(step.name, None)
                        else:
                            live.values[step.name] = value
                    else:
                        _unasked(step, this, live)
                case _:
                    if this == "on":
                        self._mark(step, section, live, run)
                    elif this == "wait":
                        run.waiting += 1

    def _mark(self, step: WalkStep, section: WalkSection, live: Live, run: Run) -> None:
        mark = live.row.fields.get(step.name)
        state: State = "todo"
        if mark is not None:
            state = "left" if mark.open else "answered"
        run.add(Item(live.row.id, step.name, state, section, step))
        if isinstance(step.node, Stop):
            run.ended = step.node.ends
            if step.node.ends == "row":
                live.ended = section.uid

    def _ask(
        self, step: WalkStep, mode: str, section: WalkSection, live: Live, env: Env, run: Run
    ) -> None:
        if mode != "on":
            if step.first or step.name not in live.values:
                _unasked(step, mode, live)
            if mode == "wait":
                run.waiting += 1
            return
        if not step.first and live.values.get(step.name, NA) is not NA:
            return
        answer = stored_answer(step, live.row)
        state: State = "todo"
        live.values.pop(step.name, None)
        if answer is not None:
            state = self._value(step, answer, live, env)
        run.add(Item(live.row.id, step.name, state, section, step))

    def _value(self, step: WalkStep, answer: Answer, live: Live, env: Env) -> State:
        if answer.open is not None:
            live.values[step.name] = OPEN
            return "left"
        try:
            value = to_value(step.type, answer.value, codes=step.codes, was=step.was)
        except BadAnswer:
            return "look"
        if step.rows is not None and isinstance(value, tuple):
            value = tuple(one for one in value if one in self.answers)
        live.values[step.name] = value
        for that, _ in step.must:
            if that.run(env) is False:
                return "look"
        return "answered"

    def _inner(self, step: WalkStep, mode: str, live: Live, env: Env, run: Run) -> None:
        """Walk a section inside a row: the same row, or the rows below it."""
        section = step.section
        if section is None:
            return
        if mode == "on" and section.when is not None:
            mode = _mode(section.when.run(env))
        if not section.table:
            one = Run()
            self._steps(section, mode, live, env, one)
            _merge(run, one)
            if one.ended and one.ended != "section":
                run.ended = one.ended
            return
        rows = live.row.kids.get(section.table, ())
        found = []
        section_ended = False
        for row in rows:
            kid = self.lives.get(row.id)
            kid = Live(row) if kid is None or kid.row is not row else kid.copy()
            self.lives[row.id] = kid
            found.append(kid)
            one = Run()
            inner = env.bind(section.var, kid)
            this = "off" if section_ended else mode
            if this == "on" and section.where is not None:
                this = _mode(section.where.run(inner))
            self._steps(section, this, kid, inner, one)
            _merge(run, one)
            if one.ended in ("section", "journey"):
                section_ended = True
                if one.ended == "journey":
                    run.ended = "journey"
        if section.adds:
            self._more(section, mode, live, run, bool(rows))
        if mode == "on" and (found or live.tables.get(section.table) is not PENDING):
            live.tables[section.table] = found


def stored_answer(step: WalkStep, row: Row) -> Answer | None:
    """Return the answer kept for a step, under its name or an earlier one."""
    answer = row.fields.get(step.name)
    if answer is None:
        for name in step.names:
            answer = row.fields.get(name)
            if answer is not None:
                break
    return answer


class _Same:
    """Equal only when it stands for the very same rows and case answers."""

    __slots__ = ("one", "two")

    def __init__(self, one: object, two: object) -> None:
        self.one = one
        self.two = two

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.one is other.one and self.two is other.two

    __hash__ = None  # type: ignore[assignment]


def _mode(value: object) -> str:
    """Return what a condition's result does: on, off, open or wait."""
    if value is True:
        return "on"
    if value is PENDING:
        return "wait"
    if value is OPEN:
        return "open"
    return "off"


def _unasked(step: WalkStep, mode: str, live: Live) -> None:
    if mode in _OPEN_MODE:
        live.values[step.name] = _OPEN_MODE[mode]
    else:
        live.values.pop(step.name, None)


def _merge(run: Run, inner: Run) -> None:
    run.items.extend(inner.items)
    run.done += inner.done
    run.todo += inner.todo
    run.waiting += inner.waiting
