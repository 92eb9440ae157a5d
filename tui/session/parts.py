"""The parts of a journey, as far as a person has come: sections, entries, what is inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tui.interview.answers import ROOT
from tui.interview.evaluate import Compiled
from tui.interview.flow import Flow
from tui.interview.program import WalkScript, WalkSection, WalkStep
from tui.interview.runs import Item, Key, Run, SectionRun
from tui.interview.values import OPEN, PENDING
from tui.session.rows import is_in, top_row


class Part(NamedTuple):
    """One part of a journey.

    Attributes:
        kind: A ``section``, a ``row`` of one, or ``loose`` questions between sections.
        top: The section of the journey it is in.
        section: Its section.
        row: The row it is in; for a row, that row.
        depth: How deep it is.
        names: Of loose questions, their names.
        waits: Nothing of it is asked yet; that depends on earlier answers.
    """

    kind: Literal["section", "row", "loose"]
    top: WalkSection
    section: WalkSection
    row: str
    depth: int
    names: frozenset[str] = frozenset()
    waits: bool = False


class Standing(NamedTuple):
    """How far a part is: its questions, those answered or left, and what needs the person.

    Attributes:
        asked: Questions that are asked now.
        done: Those answered or left open.
        left: Those left open.
        look: Those that need another look.
        todo: All that still wants the person, pages to read included.
        waits: Whether more may come.
    """

    asked: int
    done: int
    left: int
    look: int
    todo: int
    waits: bool


def parts_of(flow: Flow, script: WalkScript, here: str) -> Iterator[Part]:
    """Yield the parts of a journey, those inside a row only for the row the person is in.

    Args:
        flow: Where the person stands.
        script: The journey.
        here: The row the person is in, or ``case``.
    """
    for section in script.sections:
        run = flow.walk.sections[section.uid]
        found = run.todo or run.done
        if _shown_elsewhere(flow, script, section):
            continue
        if not found and not any(one.waiting or one.below for one in (*run.runs, run.tail)):
            continue
        yield Part("section", section, section, ROOT, 0, waits=not found)
        if not found:
            continue
        if not section.table:
            yield from _inside(flow, section, section, ROOT, 1)
            continue
        top = top_row(flow, here)
        for row, one in zip(run.rows, run.runs, strict=False):
            if one.items:
                yield Part("row", section, section, row.id, 1)
                if row.id == top:
                    yield from _inside(flow, section, section, row.id, 2, here)


def _shown_elsewhere(flow: Flow, script: WalkScript, section: WalkSection) -> bool:
    """Return whether all of a section is answered and another one shows its rows."""
    run = flow.walk.sections[section.uid]
    if section.repeat is None or not section.repeat.fixed or run.todo:
        return False
    beside = (one for one in script.sections if one.table == section.table and one.adds)
    return any(flow.walk.sections[one.uid].done for one in beside)


def _inside(
    flow: Flow, top: WalkSection, section: WalkSection, row: str, depth: int, here: str = ROOT
) -> Iterator[Part]:
    """Yield the parts of a section in one row: sections, and questions between them."""
    items = list(items_near(flow, top, row))
    if not any(step.kind == "section" for step in section.steps):
        return
    loose: list[str] = []
    for step in section.steps:
        inner = step.section
        if inner is None:
            loose.append(step.name)
            continue
        yield from _loose(items, top, section, row, depth, loose)
        loose = []
        found = any(is_of(one, inner) and is_in(flow, one.row, row) for one in items)
        if not found:
            if _waits(flow, step, inner, row):
                yield Part("section", top, inner, row, depth, waits=True)
            continue
        yield Part("section", top, inner, row, depth)
        if not inner.table:
            yield from _inside(flow, top, inner, row, depth + 1, here)
            continue
        for kid in flow.rows(inner.table, row):
            if any(is_of(one, inner) and is_in(flow, one.row, kid.id) for one in items):
                yield Part("row", top, inner, kid.id, depth + 1)
                if is_in(flow, here, kid.id):
                    yield from _inside(flow, top, inner, kid.id, depth + 2, here)
    yield from _loose(items, top, section, row, depth, loose)


def _loose(
    items: list[Item],
    top: WalkSection,
    section: WalkSection,
    row: str,
    depth: int,
    names: list[str],
) -> Iterator[Part]:
    wanted = frozenset(names)
    asked = (one for one in items if one.section is section and one.row == row)
    if any(one.kind == "ask" and one.name in wanted for one in asked):
        yield Part("loose", top, section, row, depth, wanted)


def _waits(flow: Flow, step: WalkStep, section: WalkSection, row: str) -> bool:
    """Return whether earlier answers still decide if anything of a section is asked."""
    live = flow.walk.live(row)
    if live is None or live.ended or flow.ended(section.script):
        return False
    found = [_says(flow, one, row) for one in (step.when, section.when)]
    if any(one is False or (one is OPEN and not step.acts_open) for one in found):
        return False
    if any(one is PENDING for one in found):
        return True
    if section.table:
        return False
    return any(_says(flow, one.when, row) is PENDING for one in section.steps)


def _says(flow: Flow, when: Compiled | None, row: str) -> object:
    return True if when is None else flow.run(when, row)


def items_near(flow: Flow, top: WalkSection, row: str) -> list[Item]:
    """Return the items of a section of the journey in the case-level row of ``row``."""
    found = flow.walk.sections[top.uid]
    if not top.table:
        return list(found.items())
    run = _run_at(flow, found, row)
    return run.items if run is not None else []


def _run_at(flow: Flow, found: SectionRun, row: str) -> Run | None:
    """Return what a repeated section gave for the case-level row of ``row``."""
    if row == ROOT:
        return found.tail
    index = flow.answers.index(top_row(flow, row))
    return found.runs[index] if index < len(found.runs) else None


def is_of(item: Item, section: WalkSection) -> bool:
    """Return whether an item is of a section or of one inside it."""
    return f"{item.section.uid}/".startswith(f"{section.uid}/")


def items_of(flow: Flow, part: Part) -> list[Item]:
    """Return the items of a part; of a section with many rows, only its own last ones."""
    if part.kind == "loose":
        return [
            one
            for one in items_near(flow, part.top, part.row)
            if one.section is part.section and one.row == part.row and one.name in part.names
        ]
    return [
        one
        for one in items_near(flow, part.top, part.row)
        if is_of(one, part.section) and is_in(flow, one.row, part.row)
    ]


def is_list(part: Part) -> bool:
    """Return whether a part is a section of the journey that has rows: they may be many."""
    return part.kind == "section" and part.section is part.top and bool(part.section.table)


def standing(flow: Flow, part: Part) -> Standing:
    """Return how far a part is."""
    items = items_of(flow, part)
    asked = [one for one in items if one.kind == "ask"]
    done = [one for one in asked if one.state in ("answered", "left")]
    waits = part.waits or _more_may_come(flow, part)
    return Standing(
        len(asked),
        len(done),
        sum(one.state == "left" for one in asked),
        sum(one.state == "look" for one in asked),
        sum(one.state in ("todo", "look") for one in items),
        waits,
    )


def _more_may_come(flow: Flow, part: Part) -> bool:
    """Return whether steps of a part wait for answers; a whole part is told by its run."""
    found = flow.walk.sections[part.top.uid]
    if part.section is part.top and part.kind != "loose":
        run = _run_at(flow, found, part.row) if part.top.table else found.runs[0]
        return run is not None and bool(run.waiting or run.below)
    return any(
        _says(flow, step.when, part.row) is PENDING
        for step in part.section.steps
        if part.kind == "row" or not part.section.table
        if not part.names or step.name in part.names
    )


def unfinished(flow: Flow, section: WalkSection) -> tuple[int, int]:
    """Return how many rows a section of the journey walks, and how many want the person."""
    runs = flow.walk.sections[section.uid].runs
    return sum(bool(one.items) for one in runs), sum(bool(one.todo) for one in runs)


def target(flow: Flow, part: Part) -> tuple[Key, list[Key]] | None:
    """Return the step a part leads to, and the steps to go through after it.

    It is the first one that wants the person. Where nothing does, it is the first question,
    and the others follow, so that all of the part can be read again.
    """
    if is_list(part):
        first = flow.walk.sections[part.section.uid].first_todo()
        items = [first] if first is not None else items_of(flow, part)
        items = items or _first_row(flow, part.section)
        return (items[0].key, []) if items else None
    items = items_of(flow, part)
    for one in items:
        if one.state in ("todo", "look"):
            return one.key, []
    pages: list[Key] = []
    last: tuple[str, str] | None = None
    for one in items:
        if one.kind not in ("ask", "more"):
            continue
        screen = (one.section.uid, one.row) if one.section.node.together else None
        if screen is None or screen != last:
            pages.append(one.key)
        last = screen
    pages = pages or [one.key for one in items]
    return (pages[0], pages[1:]) if pages else None


def _first_row(flow: Flow, section: WalkSection) -> list[Item]:
    runs = flow.walk.sections[section.uid].runs
    return next((one.items for one in runs if one.items), [])


def holds(flow: Flow, part: Part, item: Item) -> bool:
    """Return whether an item belongs to a part."""
    if part.kind == "loose":
        mine = item.section is part.section and item.row == part.row
        return mine and item.name in part.names
    return is_of(item, part.section) and is_in(flow, item.row, part.row)
