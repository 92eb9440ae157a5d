"""Where a person stands in the scripts: a pure, immutable value of script and answers.

``flow.after(changes)`` is a new flow. Nothing here writes, keeps time or draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tui.interview.answers import ROOT, Add, Answers, Change, Put, Remove, Row
from tui.interview.codec import BadAnswer, to_stored, to_value
from tui.interview.dates import When
from tui.interview.evaluate import Compiled
from tui.interview.program import Program, WalkGap, WalkScript, WalkSection, WalkStep
from tui.interview.schema import Audience, Do
from tui.interview.values import NA, OPEN, PENDING, Unsettled
from tui.interview.walk import Env, Item, Key, Live, Walk, stored_answer


@dataclass(frozen=True, slots=True)
class Standing:
    """True progress in one journey: steps done, and at least and at most how many in all."""

    done: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class FoundGap:
    """Evidence still needed, in its row; ``key`` is the step that closes it, if named."""

    gap: WalkGap
    row: str
    key: Key | None


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do. ``due`` and ``until`` are dates, ``every`` is a number of days."""

    key: Key
    step: WalkStep
    done: bool
    due: When | None
    every: int | None
    until: When | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change would do besides itself.

    Attributes:
        aside: Answers that would no longer count. They are kept and come back.
        back: Answers set aside earlier that would count again.
        opened: Questions that would be asked.
        papers: Papers that would change.
    """

    aside: tuple[Key, ...] = ()
    back: tuple[Key, ...] = ()
    opened: tuple[Key, ...] = ()
    papers: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether nothing is set aside, so that no preview is needed."""
        return not self.aside


@dataclass(frozen=True, slots=True)
class Read:
    """One thing a condition read: its path as written, and its value then."""

    path: str
    value: object


@dataclass(frozen=True, slots=True)
class Why:
    """Why a step stands or does not: a condition, its result and what it read."""

    condition: str
    result: object
    reads: tuple[Read, ...]


class Flow:
    """All journeys of one case over its answers, as an immutable value."""

    __slots__ = ("_walk", "answers", "audience", "program")

    def __init__(
        self,
        program: Program,
        audience: Audience,
        answers: Answers | None = None,
        *,
        _before: Walk | None = None,
    ) -> None:
        """Work out where ``answers`` lead."""
        self.program = program
        self.audience = audience
        self.answers = answers if answers is not None else Answers()
        self._walk = Walk(program, audience, self.answers, _before)

    def after(self, changes: Iterable[Change]) -> Flow:
        """Return the flow after some changes; only what they touch is worked out anew."""
        answers = self.answers.apply(changes)
        return Flow(self.program, self.audience, answers, _before=self._walk)

    def fresh(self) -> Flow:
        """Return the same flow worked out from scratch: for checking the incremental one."""
        return Flow(self.program, self.audience, self.answers)

    # Order.

    def scripts(self) -> tuple[WalkScript, ...]:
        """Return the journeys of this kind of case."""
        return self.program.scripts_for(self.audience)

    def items(self, script: str | None = None) -> Iterator[Item]:
        """Yield the steps that apply, in order, of one journey or of all."""
        for one in self.scripts():
            if script is None or one.name == script:
                for section in one.sections:
                    yield from self._walk.sections[section.uid].items()

    def items_of(self, row: str) -> Iterator[Item]:
        """Yield the steps that apply in one case-level row and in the rows below it."""
        for section in self._sections_of(row):
            yield from self._items_near(section, row)

    def next(self, script: str) -> Item | None:
        """Return the first step of the journey that still wants the person."""
        for section in self.program.scripts[script].sections:
            run = self._walk.sections.get(section.uid)
            if run is not None and run.todo:
                return run.first_todo()
        return None

    def find(self, key: Key) -> Item | None:
        """Return the item at ``key`` if it applies now."""
        for section in self._sections_of(key[0]):
            for item in self._items_near(section, key[0]):
                if item.key == key:
                    return item
        return None

    def group(self, item: Item) -> tuple[Item, ...]:
        """Return the items shown on one screen with ``item``: its section if together."""
        if item.kind != "ask" or not item.section.node.together:
            return (item,)
        found = [
            one
            for section in self._sections_of(item.row)
            for one in self._items_near(section, item.row)
            if one.section is item.section and one.row == item.row and one.kind == "ask"
        ]
        return tuple(found) or (item,)

    def beside(self, script: str, key: Key, *, forward: bool) -> Item | None:
        """Return the item just before or after ``key`` in the journey, if any."""
        last: Item | None = None
        take = False
        for item in self.items(script):
            if take:
                return item
            if item.key == key:
                if not forward:
                    return last
                take = True
            last = item
        return None

    def _sections_of(self, row: str) -> Iterator[WalkSection]:
        tables = set()
        while row != ROOT and row in self.answers:
            tables.add(self.answers.row(row).table)
            row = self.answers.parent(row)
        for script in self.scripts():
            for section in script.sections:
                if not tables or section.table in tables:
                    yield section

    def _items_near(self, section: WalkSection, row: str) -> Iterator[Item]:
        run = self._walk.sections[section.uid]
        if not section.table or row == ROOT:
            yield from run.items()
            return
        while row in self.answers and self.answers.parent(row) != ROOT:
            row = self.answers.parent(row)
        index = self.answers.index(row)
        if index < len(run.runs):
            yield from run.runs[index].items

    def standing(self, script: str) -> Standing:
        """Return the true progress of a journey."""
        done = todo = waiting = 0
        for section in self.program.scripts[script].sections:
            run = self._walk.sections.get(section.uid)
            if run is not None:
                done, todo, waiting = done + run.done, todo + run.todo, waiting + run.waiting
        return Standing(done, done + todo, done + todo + waiting)

    def standing_of(self, row: str) -> Standing:
        """Return the true progress in one top row (an entry), over all journeys' sections."""
        done = todo = waiting = 0
        index = self.answers.index(row)
        for section in self._sections_of(row):
            run = self._walk.sections[section.uid]
            if section.table and index < len(run.runs):
                one = run.runs[index]
                done, todo, waiting = done + one.done, todo + one.todo, waiting + one.waiting
        return Standing(done, done + todo, done + todo + waiting)

    def ended(self, script: str) -> bool:
        """Whether a stop ended the journey."""
        return script in self._walk.ended

    # Values.

    def env(self, row: str = ROOT) -> Env:
        """Return what conditions see from a row."""
        return self._walk.env(row)

    def value(self, row: str, name: str) -> object:
        """Return what an answer or compute counts as now: a value, OPEN, PENDING or NA."""
        live = self._walk.live(row)
        return PENDING if live is None else live.values.get(name, PENDING)

    def rows(self, table: str, above: str = ROOT) -> tuple[Row, ...]:
        """Return the rows of a table that count now, below a row."""
        env = self.env(above)
        live = self._walk.live(above)
        if live is None:
            return ()
        var = "" if above == ROOT else self.program.tables[live.row.table].row
        found = env.rows(var, table)
        if isinstance(found, Unsettled):
            return ()
        return tuple(one.row for one in found if isinstance(one, Live))  # type: ignore[attr-defined]

    def options(self, item: Item) -> tuple[str, ...]:
        """Return the codes an ask offers now: its own, or the rows it picks from."""
        step = item.step
        if step is None or step.rows is None:
            return tuple(step.codes or ()) if step is not None else ()
        env = self.env(item.row)
        var = self.program.tables[step.rows.table].row
        found = self._walk.table(step.rows.table)
        if isinstance(found, Unsettled):
            return ()
        picked = []
        for live in found:  # type: ignore[attr-defined]
            fits = step.rows_where.run(env.bind(var, live)) if step.rows_where else True
            if fits is True or fits is OPEN or fits is PENDING:
                picked.append(live.row.id)
        return tuple(picked)

    def suggestion(self, item: Item) -> object:
        """Return what is offered for an ask, as a value, or None."""
        if item.step is None or item.step.suggest is None:
            return None
        value = item.step.suggest.run(self.env(item.row))
        return None if isinstance(value, Unsettled) else value

    def run(self, compiled: Compiled, row: str = ROOT) -> object:
        """Run a compiled expression as seen from a row."""
        return compiled.run(self.env(row))

    def data(self, paper: str) -> dict[str, object]:
        """Return a paper's data: see ``paperdata``."""
        from tui.interview.paperdata import evaluate

        return evaluate(self, paper)

    # Answering.

    def check(self, item: Item, raw: object) -> object:
        """Return the stored form of an answer to ``item``.

        Raises:
            BadAnswer: It cannot be taken here; its sentence says why.
        """
        step = item.step
        if step is None or step.kind != "ask":
            raise BadAnswer("There is nothing to answer here.")
        codes = self.options(item) if step.rows is not None else step.codes
        stored = to_stored(step.type, raw, codes=codes, was=step.was)
        if step.must:
            live = self._walk.live(item.row)
            value = to_value(step.type, stored, codes=codes, was=step.was)
            if live is not None:
                trial = live.copy()
                trial.values[step.name] = value
                env = self.env(item.row)
                _run_musts(step, env.bind(step.var, trial) if step.var else env.on(trial))
        return stored

    def effect_of(self, changes: Iterable[Change]) -> Effect:
        """Return what some changes would do besides themselves; nothing is changed."""
        changes = tuple(changes)
        new = self.after(changes)
        before, after = self._states(new), new._states(self)
        given = {(one.row, one.field) for one in changes if isinstance(one, Put)}
        gone = {one.row for one in changes if isinstance(one, Remove)}
        added = {one.id for one in changes if isinstance(one, Add)}
        aside = tuple(
            key
            for key, item in before.items()
            if item.kind == "ask"
            and item.state in ("answered", "left")
            and key not in given
            and key[0] not in gone
            and (key not in after or after[key].state not in ("answered", "left"))
        )
        back = tuple(
            key
            for key, item in after.items()
            if item.kind == "ask"
            and item.state in ("answered", "left")
            and key not in given
            and key[0] not in added
            and key not in before
        )
        opened = tuple(
            key
            for key, item in after.items()
            if item.kind == "ask" and item.state in ("todo", "look") and key not in before
        )
        touched = self._touched(changes, (*aside, *back))
        papers = tuple(
            name for name, reads in self.program.outside_papers.items() if reads & touched
        )
        return Effect(aside, back, opened, papers)

    def _states(self, other: Flow) -> dict[Key, Item]:
        """Return the items of the sections and rows that differ from ``other``'s."""
        found: dict[Key, Item] = {}
        for uid, run in self._walk.sections.items():
            theirs = other._walk.sections.get(uid)
            same = set() if theirs is None else {id(one) for one in theirs.runs}
            for one in run.runs:
                if id(one) not in same:
                    for item in one.items:
                        found.setdefault(item.key, item)
        return found

    def _touched(self, changes: Iterable[Change], keys: Iterable[Key]) -> set[tuple[str, str]]:
        touched = set()
        for change in changes:
            if isinstance(change, Put) and change.row in self.answers:
                touched.add((self.answers.row(change.row).table, change.field))
            elif isinstance(change, Add):
                touched.add((change.table, "*"))
            elif isinstance(change, Remove) and change.row in self.answers:
                touched.add((self.answers.row(change.row).table, "*"))
        for row, name in keys:
            if row in self.answers:
                touched.add((self.answers.row(row).table, name))
        derived = True
        while derived:
            derived = False
            for script in self.scripts():
                for step in script.all_steps():
                    if step.value is None or (step.table, step.name) in touched:
                        continue
                    if step.value.reads & touched:
                        touched.add((step.table, step.name))
                        derived = True
        return touched

    # What follows.

    def set_aside(self) -> tuple[tuple[Key, WalkStep], ...]:
        """Return answers that are kept but do not count now, in no particular order."""
        listed = {item.key for item in self.items()}
        found = []
        for row, _ in self.answers.rows():
            for (table, name), step in self.program.asks.items():
                if table == row.table and (row.id, name) not in listed:
                    if stored_answer(step, row) is not None:
                        found.append(((row.id, name), step))
        return tuple(found)

    def gaps(self, script: str | None = None) -> tuple[FoundGap, ...]:
        """Return the evidence still needed. A gap acts when its condition is open, too."""
        found = []
        for one in self.scripts():
            if script is not None and one.name != script:
                continue
            for gap in one.gaps:
                for row in self._rows_of(gap.table):
                    result = gap.when.run(self.env(row))
                    if result is True or result is OPEN:
                        found.append(FoundGap(gap, row, (row, gap.step) if gap.step else None))
        order = {row.id: place for place, (row, _) in enumerate(self.answers.rows())}
        return tuple(sorted(found, key=lambda gap: order.get(gap.row, -1)))

    def _rows_of(self, table: str) -> Iterator[str]:
        if not table:
            yield ROOT
            return
        parent = self.program.tables[table].parent
        for above in self._rows_of(parent) if parent else (ROOT,):
            live = self._walk.live(above)
            if live is not None and live.ended:
                continue
            for row in self.rows(table, above):
                kid = self._walk.live(row.id)
                if kid is not None and not kid.ended:
                    yield row.id

    def tasks(self, script: str | None = None) -> tuple[Task, ...]:
        """Return what there is to do, done or not; "overdue" is for who has the clock."""
        found = []
        for item in self.items(script):
            if item.step is None or not isinstance(item.step.node, Do):
                continue
            env = self.env(item.row)
            found.append(
                Task(
                    item.key,
                    item.step,
                    item.state == "answered",
                    _date(item.step.due, env),
                    _days(item.step.every, env),
                    _date(item.step.until, env),
                )
            )
        return tuple(found)

    def why(self, key: Key) -> tuple[Why, ...]:
        """Return the trace behind a step: its own condition and those of its sections."""
        row, name = key
        table = "" if row == ROOT or row not in self.answers else self.answers.row(row).table
        found: list[Why] = []
        for script in self.scripts():
            for section in script.sections:
                for chain, step in _chains(section):
                    if step.name == name and step.table == table:
                        env = self.env(row)
                        found.extend(
                            _why(condition, env)
                            for condition in (*chain, step.when)
                            if condition is not None
                        )
                        return tuple(found)
        return ()


def _chains(
    section: WalkSection, above: tuple[Compiled | None, ...] = ()
) -> Iterator[tuple[tuple[Compiled | None, ...], WalkStep]]:
    chain = (*above, section.when, section.where)
    for step in section.steps:
        yield chain, step
        if step.section is not None:
            yield from _chains(step.section, (*chain, step.when))


def _why(condition: Compiled, env: Env) -> Why:
    reads = []
    by_table = {live.row.table: var for var, live in env.vars.items()}
    for table, name in sorted(condition.reads):
        if name == "*" or (table and table not in by_table):
            continue
        var = by_table.get(table, "")
        reads.append(Read(f"{var}.{name}" if var else name, env.value(var, name)))
    return Why(condition.expr.text, condition.run(env), tuple(reads))


def _run_musts(step: WalkStep, env: Env) -> None:
    for that, otherwise in step.must:
        if that.run(env) is False:
            raise BadAnswer(otherwise)


def _date(compiled: Compiled | None, env: Env) -> When | None:
    value = compiled.run(env) if compiled is not None else None
    return value if isinstance(value, When) else None


def _days(compiled: Compiled | None, env: Env) -> int | None:
    value = compiled.run(env) if compiled is not None else None
    days = getattr(value, "days", value)
    return days if isinstance(days, int) else None


__all__ = ["NA", "Effect", "Flow", "FoundGap", "Mapping", "Standing", "Task", "Why"]
