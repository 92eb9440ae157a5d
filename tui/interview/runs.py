"""What walking a section gives: the steps that apply, in order, and how many there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tui.interview.answers import Row
from tui.interview.program import WalkSection, WalkStep

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


@dataclass(slots=True)
class Run:
    """What one section gave for one row (or for the case)."""

    items: list[Item] = field(default_factory=list)
    above: Run | None = None
    done: int = 0
    todo: int = 0
    waiting: int = 0
    ended: str = ""

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
        else:
            self.done += 1


@dataclass(slots=True)
class SectionRun:
    """What a section gave: one run for the case, or one for each row and a tail.

    ``ended`` is what a stop in it ended, ``ended_at`` the row whose stop ended the others.
    """

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
        self.done = self.todo = self.waiting = 0
        for run in (*self.runs, self.tail):
            self.done += run.done
            self.todo += run.todo
            self.waiting += run.waiting
