"""How far a journey is, truly: what is answered, and at least and at most how much there is.

Questions and things to do count; messages do not, for reading one is no work. What hangs
on an answer still to come may or may not be asked, and of branches that rule each other
out only the longer one can be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tui.interview.answers import ROOT
from tui.interview.program import WalkSection, WalkStep
from tui.interview.tree import Answer, Call, Compare, Const, Logic, Not, OneOf, Tree
from tui.interview.typing import YESNO
from tui.interview.values import NA, OPEN, PENDING

if TYPE_CHECKING:
    from tui.interview.evaluate import Compiled
    from tui.interview.flow import Flow
    from tui.interview.live import Live
    from tui.interview.runs import Run

_OTHER = object()
"""An answer that no condition names."""


@dataclass(frozen=True, slots=True)
class Standing:
    """True progress in one journey: steps done, and at least and at most how many in all."""

    done: int
    least: int
    most: int


class Maybe(NamedTuple):
    """A step that may come: its row, its conditions and those around it, what they read."""

    row: str
    name: str
    own: Compiled | None
    open_too: bool
    around: tuple[Compiled, ...]
    bound: Mapping[str, Live]


class Limit(NamedTuple):
    """What an answer has to be for a condition to hold: the values it names, and a test."""

    named: frozenset[object]
    test: Callable[[object], bool]


_Place = tuple[str, str]
"""A row variable (empty: the case) and the name of an answer."""

_Needs = tuple[tuple[int, Limit], ...]
"""What a step needs of answers still to come, each by a number of its own."""


def standing(flow: Flow, script: str) -> Standing:
    """Return the progress of a journey."""
    count = _Count(flow.walk.root)
    for section in flow.program.scripts[script].sections:
        found = flow.walk.sections.get(section.uid)
        if found is not None:
            rows = [row.id for row in found.rows] if section.table else [ROOT]
            count.section([*zip(rows, found.runs, strict=True), (ROOT, found.tail)])
    return count.standing()


def standing_of(root: Live, row: str, runs: Iterable[Run]) -> Standing:
    """Return the progress in one row, over what its sections gave for it, in their order."""
    count = _Count(root)
    for run in runs:
        count.section([(row, run)])
    return count.standing()


class _Count:
    """Adds up runs in their order: behind a stop that may come, nothing is sure to."""

    def __init__(self, root: Live) -> None:
        self.root = root
        self.done = self.sure = self.perhaps = self.room = 0
        self.case: list[Run] = []
        self.over = False
        self.ended: set[str] = set()

    def section(self, runs: Iterable[tuple[str, Run]]) -> None:
        over = False
        for row, run in runs:
            self.done += run.asked
            if over or self.over or row in self.ended:
                self.perhaps += run.sure
            else:
                self.sure += run.sure
            self.perhaps += run.perhaps
            over = over or run.may_end == "section"
            self.over = self.over or run.may_end == "journey"
            if run.may_end == "row":
                self.ended.add(row)
            if row == ROOT:
                self.case.append(run)
            else:
                self.room += run.at_most(self.root)

    def standing(self) -> Standing:
        least = self.done + self.sure
        return Standing(
            self.done, least, least + self.perhaps + self.room + at_most(self.case, self.root)
        )


def at_most(runs: Iterable[Run], root: Live) -> int:
    """Return how many of the steps that may come in some runs can come at most."""
    numbers: dict[tuple[str, str], int] = {}
    found: dict[tuple[str, str], _Needs] = {}
    for run in runs:
        for one in _maybes(run):
            needs = _needs(one, root, numbers)
            if needs is not None:
                found[one.row, one.name] = needs  # asked in several places, answered once
    return _most(tuple(found.values()))


def _maybes(run: Run) -> Iterator[Maybe]:
    """Yield the steps of a run that may come, and those of the rows below it."""
    yield from _spread(run, run.waiting, run.around)
    for below in run.below:
        yield from _maybes(below)


def _spread(
    run: Run, steps: Iterable[WalkStep | WalkSection], around: tuple[Compiled, ...]
) -> Iterator[Maybe]:
    """Yield steps, and in place of a section the steps inside it or its "another one?"."""
    row = run.live.row.id
    for step in steps:
        section = step.section if isinstance(step, WalkStep) else step
        if section is None and isinstance(step, WalkStep):
            if step.kind in ("ask", "do"):
                yield Maybe(row, step.name, step.when, step.acts_open, around, run.bound)
        elif section is not None:
            inside = (*around, section.when) if section.when is not None else around
            if not section.table:
                yield from _spread(run, section.steps, inside)
            elif section.adds:
                yield Maybe(row, section.mark, None, False, inside, run.bound)


def _needs(step: Maybe, root: Live, numbers: dict[tuple[str, str], int]) -> _Needs | None:
    """Return what a step needs of answers still to come; None where it can't come any more."""
    found = []
    for place, limit in _limits(step.own, step.open_too, step.around):
        row = step.bound.get(place[0]) if place[0] else root
        now = row.values.get(place[1], PENDING) if row is not None else PENDING
        if now is PENDING:
            key = (row.row.id if row is not None else place[0], place[1])
            found.append((numbers.setdefault(key, len(numbers)), limit))
        elif not limit.test(now):
            return None
    return tuple(found)


@lru_cache(maxsize=4096)
def _most(steps: tuple[_Needs, ...]) -> int:
    """Return how many of some steps can come at most: rows that stand alike share this."""
    hangs: dict[int, int] = {}
    for one in steps:
        for number, _limit in one:
            hangs[number] = hangs.get(number, 0) + 1
    if not hangs:
        return len(steps)
    first = max(hangs, key=lambda number: hangs[number])
    group = [(limit, one) for one in steps for number, limit in one if number == first]
    rest = tuple(one for one in steps if all(number != first for number, _limit in one))
    values = {_OTHER, OPEN, NA}.union(*(limit.named for limit, _one in group))
    return _most(rest) + max(
        _most(
            tuple(
                tuple(need for need in one if need[0] != first)
                for limit, one in group
                if limit.test(value)
            )
        )
        for value in values
    )


@lru_cache(maxsize=4096)
def _limits(
    own: Compiled | None, open_too: bool, around: tuple[Compiled, ...]
) -> tuple[tuple[_Place, Limit], ...]:
    """Return what a step's conditions ask of single answers, each answer once."""
    found: dict[_Place, Limit] = {}
    conditions = [(one, False) for one in around] + ([(own, open_too)] if own is not None else [])
    for condition, too in conditions:
        for place, limit in _of(condition.tree, too).items():
            found[place] = _both(found[place], limit) if place in found else limit
    return tuple(found.items())


def _of(tree: Tree, open_too: bool) -> dict[_Place, Limit]:
    """Return what answers have to be before a condition can hold, or be open."""
    match tree:
        case Logic(op="and", parts=parts):
            found: dict[_Place, Limit] = {}
            for part in parts:
                for place, limit in _of(part, open_too).items():
                    found[place] = _both(found[place], limit) if place in found else limit
            return found
        case Logic(parts=parts):
            each = [_of(part, open_too) for part in parts]
            shared = set(each[0]).intersection(*each[1:])
            return {place: _any_of([one[place] for one in each]) for place in shared}
        case Call(function=function, args=(part,)) if function.name in ("surely", "maybe"):
            return _of(part, function.name == "maybe")
        case Not(part=Call(function=function, args=(Answer() as answer,))):
            if function.name == "known":
                return _one(answer, (), lambda value: value is OPEN or value is NA)
        case Call(function=function, args=(Answer() as answer,)):
            if function.name == "known":
                return _one(answer, (), lambda value: value is not OPEN and value is not NA)
            if function.name == "not_sure":
                return _one(answer, (), lambda value: value is OPEN)
        case Not(part=part):
            return _is(part, negated=True, open_too=open_too)
    return _is(tree, negated=False, open_too=open_too)


def _is(tree: Tree, *, negated: bool, open_too: bool) -> dict[_Place, Limit]:
    """Read ``answer == code``, ``answer in [codes]`` or a yes-no answer, or their opposites."""
    named: frozenset[object]
    match tree:
        case Compare(
            op="==" | "!=" as op,
            left=Answer() as answer,
            right=Const(value=str() | int() as value),
        ):
            named, negated = frozenset([value]), negated is not (op == "!=")
        case OneOf(left=Answer() as answer, values=values, negated=turned):
            named, negated = values, negated is not turned
        case Answer(type=kind) as answer if kind == YESNO:
            named = frozenset([True])
        case _:
            return {}

    def test(value: object) -> bool:
        if value is OPEN:
            return open_too
        if value is NA:
            return negated
        return (value in named) is not negated

    return _one(answer, named, test)


def _one(
    answer: Answer, named: Iterable[object], test: Callable[[object], bool]
) -> dict[_Place, Limit]:
    return {(answer.var, answer.field): Limit(frozenset(named), test)}


def _both(one: Limit, other: Limit) -> Limit:
    return Limit(one.named | other.named, lambda value: one.test(value) and other.test(value))


def _any_of(some: Sequence[Limit]) -> Limit:
    named = frozenset[object]().union(*(one.named for one in some))
    return Limit(named, lambda value: any(one.test(value) for one in some))
