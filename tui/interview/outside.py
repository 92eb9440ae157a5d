"""What a repeated section depends on beyond its own rows, so that it is walked anew in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tui.interview.evaluate import Compiled
from tui.interview.layout import Key
from tui.interview.program import WalkScript, WalkSection
from tui.interview.schema import TableDef


def outside(section: WalkSection, tables: Mapping[str, TableDef]) -> tuple[Key, ...]:
    """Return what the section reads beyond its own rows and the rows below and above.

    Returns:
        The case's answers by name, and ``(table, '*')`` for other rows. A table in another
        stands as the one its rows hang from in the end: a change below shows in them.
    """
    reads: set[Key] = {
        (step.rows.table, "*") for step in section.all_steps() if step.rows is not None
    }
    for compiled in _expressions(section):
        reads |= compiled.reads
    for step in section.all_steps():
        if step.sign_off is not None:
            # A name answered elsewhere in the case may be the one that signs here.
            reads.update(key for key in step.sign_off.apart if not key[0])
    found = set()
    for table, name in reads:
        if not table:
            found.add(("", name))
            continue
        top = _top(table, tables)
        if top != section.table or (table == top and name == "*"):
            found.add((top, "*"))
    return tuple(sorted(found))


def with_foreign(scripts: Mapping[str, WalkScript]) -> dict[str, WalkScript]:
    """Let sections that read other tables' rows notice what those rows depend on."""
    behind: dict[str, set[Key]] = {}
    for script in scripts.values():
        for section in script.sections:
            behind.setdefault(section.table, set()).update(section.outside)
    grown = True
    while grown:
        grown = False
        for reads in behind.values():
            more = {read for table, _ in reads if table for read in behind.get(table, ())}
            grown = grown or not more <= reads
            reads |= more
    found = {}
    for name, script in scripts.items():
        sections = []
        for section in script.sections:
            more = {
                read
                for table, _ in section.outside
                if table and table != section.table
                for read in behind.get(table, ())
            }
            every = tuple(sorted({*section.outside, *more}))
            sections.append(replace(section, outside=every))
        found[name] = replace(script, sections=tuple(sections))
    return found


def _top(table: str, tables: Mapping[str, TableDef]) -> str:
    while table in tables and tables[table].parent:
        table = tables[table].parent
    return table


def _expressions(section: WalkSection) -> Iterator[Compiled]:
    for one in (section.when, section.where):
        if one is not None:
            yield one
    for step in section.steps:
        for one in (step.when, step.value, step.due, step.every, step.until, step.rows_where):
            if one is not None:
                yield one
        for that, _ in step.must:
            yield that
        if step.section is not None:
            yield from _expressions(step.section)
