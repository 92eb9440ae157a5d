"""Where a person stands in the scripts: a pure, immutable value of script and answers.

``flow.after(changes)`` is a new flow. Nothing here writes, keeps time or draws.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT, Answers, Change, Row
from tui.interview.approval import fingerprint, marks, refuse
from tui.interview.codec import BadAnswer, to_stored, to_value
from tui.interview.effects import Effect
from tui.interview.evaluate import Compiled
from tui.interview.follows import FoundGap, Task
from tui.interview.live import Env, Live
from tui.interview.program import Program, WalkScript, WalkSection, WalkStep
from tui.interview.reasons import Why
from tui.interview.runs import Item, Key
from tui.interview.schema import Audience
from tui.interview.standing import Standing, standing, standing_of
from tui.interview.values import OPEN, PENDING, Unsettled
from tui.interview.walk import Walk, stored_answer

if TYPE_CHECKING:
    from tui.interview.paperdata import Data
    from tui.interview.verdicts import Undecided, Verdict


class Flow:
    """All journeys of one case over its answers, as an immutable value."""

    __slots__ = ("answers", "audience", "program", "walk")

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
        self.walk = Walk(program, audience, self.answers, _before)

    def after(self, changes: Iterable[Change]) -> Flow:
        """Return the flow after some changes; only what they touch is worked out anew."""
        answers = self.answers.apply(changes)
        return Flow(self.program, self.audience, answers, _before=self.walk)

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
                    yield from self.walk.sections[section.uid].items()

    def items_of(self, row: str) -> Iterator[Item]:
        """Yield the steps that apply in one case-level row and in the rows below it."""
        for section in self._sections_of(row):
            yield from self._items_near(section, row)

    def next(self, script: str) -> Item | None:
        """Return the first step of the journey that still wants the person."""
        for section in self.program.scripts[script].sections:
            run = self.walk.sections.get(section.uid)
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
        if row not in self.answers:
            return
        tables = set()
        while row != ROOT:
            tables.add(self.answers.row(row).table)
            row = self.answers.parent(row)
        for script in self.scripts():
            for section in script.sections:
                if not tables or section.table in tables:
                    yield section

    def _items_near(self, section: WalkSection, row: str) -> Iterator[Item]:
        run = self.walk.sections[section.uid]
        if not section.table:
            yield from run.items()
            return
        if row == ROOT:
            # Of a repeat only "another one?" belongs to the case; its rows may be thousands.
            yield from run.tail.items
            return
        while self.answers.parent(row) != ROOT:
            row = self.answers.parent(row)
        index = self.answers.index(row)
        if index < len(run.runs):
            yield from run.runs[index].items

    def standing(self, script: str) -> Standing:
        """Return the true progress of a journey."""
        return standing(self, script)

    def standing_of(self, row: str, script: str = "") -> Standing:
        """Return the true progress in one top row (an entry), in one journey or in all."""
        index = self.answers.index(row)
        sections = [one for one in self._sections_of(row) if script in ("", one.script)]
        walked = [self.walk.sections[one.uid] for one in sections if one.table]
        runs = (one.runs[index] for one in walked if index < len(one.runs))
        return standing_of(self.walk.root, row, runs)

    def ended(self, script: str) -> bool:
        """Whether a stop ended the journey."""
        return script in self.walk.ended

    # Values.

    def env(self, row: str = ROOT) -> Env:
        """Return what conditions see from a row."""
        return self.walk.env(row)

    def value(self, row: str, name: str) -> object:
        """Return what an answer or compute counts as now: a value, OPEN, PENDING or NA."""
        live = self.walk.live(row)
        return PENDING if live is None else live.values.get(name, PENDING)

    def rows(self, table: str, above: str = ROOT) -> tuple[Row, ...]:
        """Return the rows of a table that count now, below a row."""
        env = self.env(above)
        live = self.walk.live(above)
        if live is None:
            return ()
        var = "" if above == ROOT else self.program.tables[live.row.table].row
        found = env.rows(var, table)
        if isinstance(found, Unsettled):
            return ()
        return tuple(one.row for one in found if isinstance(one, Live))  # type: ignore[attr-defined]

    def counts(self, row: str) -> bool:
        """Tell whether a case-level row is there and counts now."""
        live = self.walk.live(row)
        if live is None or row == ROOT:
            return False
        found = self.walk.table(live.row.table)
        return isinstance(found, Sequence) and any(one is live for one in found)

    def all_rows(self, table: str, under: str = ROOT) -> tuple[Row, ...]:
        """Return the rows of a table that count now, however deep.

        Args:
            table: The table.
            under: A row. Where it, or a row above it, has such rows below it, only those.
        """
        levels = [table]
        while parent := self.program.tables[levels[-1]].parent:
            levels.append(parent)
        while under != ROOT and self.answers.row(under).table not in levels[1:]:
            under = self.answers.parent(under)
        if under != ROOT:
            del levels[levels.index(self.answers.row(under).table) :]
        above = [under]
        found: tuple[Row, ...] = ()
        for level in reversed(levels):
            found = tuple(row for one in above for row in self.rows(level, one))
            above = [row.id for row in found]
        return found

    def awaits_rows(self, table: str) -> bool:
        """Tell whether it is open or not reached yet, somewhere, which rows a table has."""
        parent = self.program.tables[table].parent
        above = [row.id for row in self.all_rows(parent)] if parent else [ROOT]
        lives = [live for one in above if (live := self.walk.live(one)) is not None]
        waits = any(live.tables.get(table) in (OPEN, PENDING) for live in lives)
        return waits or (bool(parent) and self.awaits_rows(parent))

    def options(self, item: Item) -> tuple[str, ...]:
        """Return the codes an ask offers now: its own, or the rows it picks from."""
        step = item.step
        if step is None or step.rows is None:
            return tuple(step.codes or ()) if step is not None else ()
        env = self.env(item.row)
        var = self.program.tables[step.rows.table].row
        picked = []
        for row in self.all_rows(step.rows.table, item.row):
            live = self.walk.live(row.id)
            if live is None:
                continue
            fits = step.rows_where.run(env.bind(var, live)) if step.rows_where else True
            if fits is True or fits is OPEN or fits is PENDING:
                picked.append(row.id)
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

    def data(self, paper: str) -> Mapping[str, Data]:
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
            live = self.walk.live(item.row)
            value = to_value(step.type, stored, codes=codes, was=step.was)
            if live is not None:
                trial = live.copy()
                trial.values[step.name] = value
                env = self.env(item.row)
                _run_musts(step, env.bind(step.var, trial) if step.var else env.on(trial))
        if isinstance(stored, dict):
            before = list(self.before(item))
            if step.sign_off is not None:
                refuse(step.sign_off, stored, self.answers.root, self.answers.row(item.row))
            stored["fingerprint"] = fingerprint(before, self.answers)
            stored["over"] = marks(before, self.answers)
        return stored

    def before(self, item: Item) -> Iterator[Item]:
        """Yield what a sign-off approves: what comes before it in its journey or its row."""
        inside = self.items(item.section.script) if item.row == ROOT else self._beside_row(item)
        for one in inside:
            if one.key == item.key:
                return
            yield one

    def _beside_row(self, item: Item) -> Iterator[Item]:
        """Yield the items of the same section in the same row and in the rows below it."""
        for section in self._sections_of(item.row):
            if f"{item.section.uid}/".startswith(f"{section.uid}/"):
                for one in self._items_near(section, item.row):
                    if self._is_within(one.row, item.row):
                        yield one

    def _is_within(self, row: str, top: str) -> bool:
        while row not in (top, ROOT):
            row = self.answers.parent(row)
        return row == top

    def effect_of(self, changes: Iterable[Change]) -> Effect:
        """Return what some changes would do besides themselves; nothing is changed."""
        from tui.interview.effects import effect_of

        return effect_of(self, changes)

    # What follows.

    def set_aside(self) -> tuple[tuple[Key, WalkStep], ...]:
        """Return answers that are kept but do not count now, in no particular order."""
        listed = {item.key for item in self.items()}
        found = []
        for row, _ in self.answers.rows():
            for (table, name), step in self.program.asks.items():
                here = table == row.table and (row.id, name) not in listed
                if here and stored_answer(step, row) is not None:
                    found.append(((row.id, name), step))
        return tuple(found)

    def gaps(self, script: str | None = None) -> tuple[FoundGap, ...]:
        """Return the evidence still needed. A gap acts when its condition is open, too."""
        from tui.interview.follows import gaps

        return gaps(self, script)

    def gaps_of(self, row: str) -> tuple[FoundGap, ...]:
        """Return the evidence still needed in one case-level row and in the rows below it."""
        from tui.interview.follows import gaps_of

        return gaps_of(self, row)

    def tasks(self, script: str | None = None) -> tuple[Task, ...]:
        """Return what there is to do, done or not; "overdue" is for who has the clock."""
        from tui.interview.follows import tasks

        return tasks(self, script)

    def outcomes(self, script: str | None = None) -> tuple[Verdict, ...]:
        """Return what the answers lead to, by the outcomes and decision tables."""
        from tui.interview.verdicts import outcomes

        return outcomes(self, script)

    def worst(self, script: str | None = None) -> Verdict | None:
        """Return the worst verdict, which wins; None while there is none."""
        from tui.interview.verdicts import worst

        return worst(self, script)

    def undecided(self, script: str | None = None) -> tuple[Undecided, ...]:
        """Return the rules that still wait for an answer."""
        from tui.interview.verdicts import undecided

        return undecided(self, script)

    def why(self, key: Key) -> tuple[Why, ...]:
        """Return the trace behind a step: its own condition and those of its sections."""
        from tui.interview.reasons import why

        return why(self, key)


def _run_musts(step: WalkStep, env: Env) -> None:
    for that, otherwise in step.must:
        if that.run(env) is False:
            raise BadAnswer(otherwise)
