"""What a change would do besides itself, found before it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.interview.answers import Add, Change, Put, Remove, walk_rows
from tui.interview.program import WalkSection, WalkStep
from tui.interview.runs import Item, Key

if TYPE_CHECKING:
    from tui.interview.flow import Flow


Touched = tuple[str, str]
"""A table and an answer of it, or ``*`` for which rows it has."""


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


def effect_of(flow: Flow, changes: Iterable[Change]) -> Effect:
    """Return what some changes would do besides themselves; nothing is changed."""
    changes = tuple(changes)
    new = flow.after(changes)
    before, after = _states(flow, new), _states(new, flow)
    given = {(one.row, one.field) for one in changes if isinstance(one, Put)}
    aside = tuple(
        key
        for key, item in before.items()
        if item.kind == "ask"
        and item.state in ("answered", "left")
        and key not in given
        and key[0] in new.answers
        and (key not in after or after[key].state not in ("answered", "left"))
    )
    back = tuple(
        key
        for key, item in after.items()
        if item.kind == "ask"
        and item.state in ("answered", "left")
        and key not in given
        and key[0] in flow.answers
        and key not in before
    )
    opened = tuple(
        key
        for key, item in after.items()
        if item.kind == "ask" and item.state in ("todo", "look") and key not in before
    )
    touched = _touched(flow, changes, (*aside, *back))
    papers = tuple(name for name, reads in flow.program.outside_papers.items() if reads & touched)
    return Effect(aside, back, opened, papers)


def _states(flow: Flow, other: Flow) -> dict[Key, Item]:
    """Return the items of the sections and rows that differ from ``other``'s."""
    found: dict[Key, Item] = {}
    for uid, run in flow.walk.sections.items():
        theirs = other.walk.sections.get(uid)
        same = set() if theirs is None else {id(one) for one in theirs.runs}
        for one in run.runs:
            if id(one) not in same:
                for item in one.items:
                    found.setdefault(item.key, item)
    return found


def _touched(flow: Flow, changes: Iterable[Change], keys: Iterable[Key]) -> set[Touched]:
    touched = set()
    for change in changes:
        if isinstance(change, Put) and change.row in flow.answers:
            touched.add((flow.answers.row(change.row).table, change.field))
        elif isinstance(change, Add):
            touched.add((change.table, "*"))
        elif isinstance(change, Remove) and change.row in flow.answers:
            tables = {row.table for row, _ in walk_rows(flow.answers.row(change.row))}
            touched |= {(table, "*") for table in tables}
            touched |= {
                key
                for key, step in flow.program.asks.items()
                if step.rows is not None and step.rows.table in tables
            }
    for row_id, name in keys:
        if row_id in flow.answers:
            touched.add((flow.answers.row(row_id).table, name))
    computes = [
        (step, reads)
        for script in flow.scripts()
        for section in script.sections
        for step, reads in _computes(section, frozenset())
    ]
    grown = True
    while grown:
        grown = False
        for step, reads in computes:
            if (step.table, step.name) not in touched and reads & touched:
                touched.add((step.table, step.name))
                grown = True
    return touched


def _computes(
    section: WalkSection, above: frozenset[Touched]
) -> Iterator[tuple[WalkStep, frozenset[Touched]]]:
    """Yield each compute with everything it depends on, the conditions above it too."""
    for one in (section.when, section.where):
        above |= one.reads if one is not None else frozenset()
    for step in section.steps:
        if step.section is not None:
            yield from _computes(step.section, above)
        elif step.value is not None:
            own = step.when.reads if step.when is not None else frozenset()
            yield step, above | own | step.value.reads
