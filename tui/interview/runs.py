"""What walking a section gives: the steps that apply, in order, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from tui.interview.answers import Row
from tui.interview.evaluate import Compiled
from tui.interview.live import Live
from tui.interview.program import WalkSection, WalkStep
from tui.interview.schema import Stop
from tui.interview.standing import at_most

State = Literal["answered", "left", "todo", "look"]
"""``left`` is left open on purpose; ``look`` needs another look (it no longer fits)."""

Key = tuple[str, str]
"""A step in its row: ``(row id, step name)``."""


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


_WORK = frozenset(("ask", "do", "more"))
"""What counts as a step in progress; messages are only read."""


@dataclass(slots=True)
class Run:
    """What one section gave for one row (or for the case).

    Attributes:
        live: The row.
        bound: The rows its conditions read, by their variables.
        around: The conditions of the sections around it that are not settled yet.
        above: The run of the section around it.
        items: The steps that apply, in order.
        done: Items that want nothing more.
        todo: Items that still want the person.
        asked: Questions and things to do among the done.
        sure: Those among the others that come whatever is answered before them.
        perhaps: Those that come unless a stop comes first.
        waiting: Steps, and whole sections, that may come.
        below: Runs of rows below that hold such steps.
        may_end: What a stop that may come would end, or an empty string.
        ended: What a stop ended, or an empty string.
    """

    live: Live
    bound: Mapping[str, Live] = field(default_factory=dict)
    around: tuple[Compiled, ...] = ()
    above: Run | None = None
    items: list[Item] = field(default_factory=list)
    done: int = 0
    todo: int = 0
    asked: int = 0
    sure: int = 0
    perhaps: int = 0
    waiting: list[WalkStep | WalkSection] = field(default_factory=list)
    below: list[Run] = field(default_factory=list)
    may_end: str = ""
    ended: str = ""
    _at_most: int = -1

    def so_far(self) -> Iterator[Item]:
        """Yield what came before, in the sections around this one too."""
        if self.above is not None:
            yield from self.above.so_far()
        yield from self.items

    def add(self, item: Item) -> None:
        """Count an item in."""
        self.items.append(item)
        if item.state in ("todo", "look"):
            self.todo += 1
            if item.kind in _WORK:
                self.perhaps += bool(self.may_end)
                self.sure += not self.may_end
        else:
            self.done += 1
            self.asked += item.kind in _WORK

    def wait(self, step: WalkStep) -> None:
        """Note a step that may come, once its condition or one around it is settled."""
        self.waiting.append(step)
        if isinstance(step.node, Stop):
            self.may_end = max(self.may_end, step.node.ends, key=_REACH.index)

    def merge(self, inner: Run) -> None:
        """Count in what a section inside gave, for the same row or for one below it."""
        self.items.extend(inner.items)
        self.done += inner.done
        self.todo += inner.todo
        self.asked += inner.asked
        self.sure += inner.sure
        self.perhaps += inner.perhaps
        if inner.live is self.live:
            self.waiting.extend(inner.waiting)
            self.below.extend(inner.below)
        elif inner.waiting or inner.below:
            self.below.append(inner)

    def at_most(self, root: Live) -> int:
        """Return how many of the steps that may come can come at most."""
        if self._at_most < 0:
            self._at_most = at_most((self,), root)
        return self._at_most


_REACH = ("", "section", "row", "journey")
"""What a stop ends, from the least."""


@dataclass(slots=True)
class SectionRun:
    """What a section gave: one run for the case, or one for each row and a tail.

    ``ended`` is what a stop in it ended, ``ended_at`` the row whose stop ended the others.
    """

    section: WalkSection
    mode: str
    outside: tuple[object, ...]
    tail: Run
    rows: tuple[Row, ...] = ()
    runs: list[Run] = field(default_factory=list)
    done: int = 0
    todo: int = 0
    ended: str = ""
    ended_at: str = ""

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
        self.done = self.todo = 0
        for run in (*self.runs, self.tail):
            self.done += run.done
            self.todo += run.todo
