"""What a change would do besides itself, found before it is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.interview.answers import Add, Change, Put, Remove
from tui.interview.runs import Item, Key

if TYPE_CHECKING:
    from tui.interview.flow import Flow


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


def _touched(flow: Flow, changes: Iterable[Change], keys: Iterable[Key]) -> set[tuple[str, str]]:
    touched = set()
    for change in changes:
        if isinstance(change, Put) and change.row in flow.answers:
            touched.add((flow.answers.row(change.row).table, change.field))
        elif isinstance(change, Add):
            touched.add((change.table, "*"))
        elif isinstance(change, Remove) and change.row in flow.answers:
            touched.add((flow.answers.row(change.row).table, "*"))
    for row, name in keys:
        if row in flow.answers:
            touched.add((flow.answers.row(row).table, name))
    derived = True
    while derived:
        derived = False
        for script in flow.scripts():
            for step in script.all_steps():
                if step.value is None or (step.table, step.name) in touched:
                    continue
                if step.value.reads & touched:
                    touched.add((step.table, step.name))
                    derived = True
    return touched
