"""What is still open in a record, worked out anew only where something changed.

The menu shows the number each time it opens. Working out every gap of five thousand entries
takes a tenth of a second; a row that nothing happened to gives what it gave before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from tui.case.deadlines import deadline
from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.follows import FoundGap, Task, closing, task_of
from tui.interview.live import Live
from tui.interview.program import Program, WalkGap
from tui.interview.runs import Item, Key, Run
from tui.interview.schema import Do
from tui.interview.values import OPEN
from tui.interview.walk import stored_answer
from tui.session.rows import journeys

Mark = Literal["todo", "look", "skipped", "not-sure", "later"]
"""Why a question is not answered: not asked yet, no longer fitting, or left open on purpose."""


class Question(NamedTuple):
    """A question without an answer that counts, and why."""

    mark: Mark
    item: Item


class Points(NamedTuple):
    """What is still open.

    Attributes:
        gaps: Evidence still needed.
        tasks: Things to do, the done ones too.
        questions: Questions to come back to that close none of the gaps: left for later, not
            sure, needing another look, and of an entry that was begun the one it stands at.
    """

    gaps: tuple[FoundGap, ...]
    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]

    def to_do(self, today: date) -> int:
        """Return how many of the tasks want doing on a day."""
        return sum(not rests(task, today) for task in self.tasks)


def rests(task: Task, today: date) -> bool:
    """Return whether a task needs nothing now: it is done, or done until its next time."""
    if not task.done:
        return False
    return deadline(task, today).state in ("done", "ahead")


class _Told(NamedTuple):
    """What one run says; ``stopped`` is the question its row stands at, if it was begun."""

    tasks: tuple[Task, ...]
    questions: tuple[Question, ...]
    stopped: Question | None


class OpenPoints:
    """Finds what is open in one case after another state of it."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._flow: Flow | None = None
        self._points = Points((), (), ())
        self._told: list[_Told] = []
        self._gaps: dict[str, tuple[Live | None, list[object], list[FoundGap]]] = {}
        self._runs: dict[int, tuple[Run, _Told]] = {}

    def of(self, flow: Flow) -> Points:
        """Return what is still open."""
        self._look(flow)
        return self._points

    def questions(self, flow: Flow) -> Iterator[Question]:
        """Yield every question without an answer that counts, in the order they are asked."""
        self._look(flow)
        for told in self._told:
            yield from told.questions

    def _look(self, flow: Flow) -> None:
        if flow is self._flow:
            return
        gaps = self._find_gaps(flow)
        closing_one = {gap.key for gap in gaps}
        chosen = {script.name for script in journeys(flow)}
        known, self._runs, self._told = self._runs, {}, []
        tasks: list[Task] = []
        questions: list[Question] = []
        for script in flow.scripts():
            for section in script.sections:
                walked = flow.walk.sections[section.uid]
                for run in (*walked.runs, walked.tail):
                    before = known.get(id(run))
                    if before is None or before[0] is not run:
                        before = (run, _told(flow, run, in_row=bool(section.table)))
                    self._runs[id(run)] = before
                    told = before[1]
                    tasks += told.tasks
                    if script.node.once != "opening" and told.questions:
                        self._told.append(told)
                    if script.name in chosen:
                        questions += _to_come_back_to(told, closing_one)
        self._points = Points(tuple(gaps), tuple(tasks), tuple(questions))
        self._flow = flow

    def _find_gaps(self, flow: Flow) -> list[FoundGap]:
        """Find gaps row by row: those of the case, then those of each entry.

        A row's gaps depend on the row, on all below it and on what else their conditions
        read. The flow keeps its picture of a case-level row as long as nothing in it changes.
        """
        known, self._gaps = self._gaps, {}
        wide: list[FoundGap] = []
        by_top: dict[str, list[tuple[WalkGap, list[str]]]] = {}
        for script in flow.scripts():
            for gap in script.gaps:
                chain = _chain(flow.program, gap.table)
                if not chain or _reads_beyond(flow.program, gap, chain[0]):
                    wide += _open_in(flow, gap, _rows(flow, chain, ROOT))
                else:
                    by_top.setdefault(chain[0], []).append((gap, chain))
        found: dict[str, list[FoundGap]] = {}
        for table, gaps in by_top.items():
            reads = sorted({read for gap, _chain in gaps for read in gap.when.reads})
            outside = [flow.value(ROOT, name) for of, name in reads if not of]
            for top in flow.rows(table):
                live, before = flow.walk.live(top.id), known.get(top.id)
                if before is None or before[0] is not live or before[1] != outside:
                    inside = [
                        one
                        for gap, chain in gaps
                        for one in _open_in(flow, gap, _in(flow, chain, top.id))
                    ]
                    before = (live, outside, _in_order(flow, inside))
                self._gaps[top.id] = before
                if before[2]:
                    found[top.id] = before[2]
        every = [one for gaps in found.values() for one in gaps]
        return _in_order(flow, [*wide, *every]) if wide else every


def _in_order(flow: Flow, gaps: list[FoundGap]) -> list[FoundGap]:
    """Return gaps in the order of their rows, those of one row as the script has them."""

    def place(gap: FoundGap) -> list[tuple[str, int]]:
        path: list[tuple[str, int]] = []
        row = gap.row
        while row != ROOT:
            path.insert(0, (flow.answers.row(row).table, flow.answers.index(row)))
            row = flow.answers.parent(row)
        return path

    return sorted(gaps, key=place) if len(gaps) > 1 else gaps


def _told(flow: Flow, run: Run, *, in_row: bool) -> _Told:
    """Return what one run says about what is open."""
    tasks: list[Task] = []
    questions: list[Question] = []
    waiting: Question | None = None
    stopped: Question | None = None
    begun = in_row and any(one.kind == "ask" and one.state != "todo" for one in run.items)
    for item in run.items:
        if item.step is not None and isinstance(item.step.node, Do):
            task = task_of(flow, item)
            tasks += [task] if task is not None else []
        if item.kind != "ask":
            continue
        mark = _mark(flow, item)
        if mark is not None:
            questions.append(Question(mark, item))
        if mark == "todo":
            waiting = waiting or questions[-1]
        elif waiting is not None:
            stopped = stopped or waiting
    return _Told(tuple(tasks), tuple(questions), waiting if begun else stopped)


def _mark(flow: Flow, item: Item) -> Mark | None:
    if item.state == "answered" or item.step is None:
        return None
    if item.state != "left":
        return item.state
    answer = stored_answer(item.step, flow.answers.row(item.row))
    return answer.open if answer is not None else None


def _to_come_back_to(told: _Told, closing_one: set[Key | None]) -> Iterator[Question]:
    """Yield the questions of a run to come back to; a gap asks its own already."""
    for one in told.questions:
        wanted = one.mark in ("look", "not-sure", "later") or one is told.stopped
        if wanted and one.item.key not in closing_one:
            yield one


def _chain(program: Program, table: str) -> list[str]:
    """Return the tables from the case-level one down to ``table``; empty for the case."""
    chain: list[str] = []
    while table:
        chain.insert(0, table)
        table = program.tables[table].parent
    return chain


def _reads_beyond(program: Program, gap: WalkGap, top: str) -> bool:
    """Return whether a gap reads other rows than its own case-level one and those below it."""
    return any(
        bool(table) and (_chain(program, table)[0] != top or (table, name) == (top, "*"))
        for table, name in gap.when.reads
    )


def _rows(flow: Flow, chain: list[str], above: str) -> Iterator[str]:
    """Yield the rows of the last table of a chain that no stop has ended."""
    if not chain:
        yield above
        return
    for row in flow.rows(chain[0], above):
        yield from _in(flow, chain, row.id)


def _in(flow: Flow, chain: list[str], row: str) -> Iterator[str]:
    """Yield the rows of the last table of a chain in a row of its first."""
    live: Live | None = flow.walk.live(row)
    if live is not None and not live.ended:
        yield from _rows(flow, chain[1:], row)


def _open_in(flow: Flow, gap: WalkGap, rows: Iterator[str]) -> Iterator[FoundGap]:
    """Yield a gap for each of some rows it is found in; one acts when its condition is open."""
    for row in rows:
        result = gap.when.run(flow.env(row))
        if result is True or result is OPEN:
            yield FoundGap(gap, row, closing(flow, gap, row))
