"""What a repeated section depends on beyond its own rows, so that it is walked anew in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from tui.interview.layout import Key
from tui.interview.program import WalkScript, WalkSection, WalkStep
from tui.interview.schema import Stop, TableDef


def outside(section: WalkSection, tables: Mapping[str, TableDef]) -> tuple[Key, ...]:
    """Return what the section reads beyond its own rows and the rows below and above.

    Returns:
        The case's answers by name, and ``(table, '*')`` for other rows. A table in another
        stands as the one its rows hang from in the end: a change below shows in them.
    """
    return _seen(_beyond(section, tables), tables)


def with_foreign(
    scripts: Mapping[str, WalkScript], tables: Mapping[str, TableDef]
) -> dict[str, WalkScript]:
    """Let sections that read other tables' rows notice what those answers depend on.

    Only what decides the answers that are read counts: that a question about a person picks
    entries must not have each entry that names a person walked anew after every answer.
    """
    behind = _deciding(scripts, tables)
    found = {}
    for name, script in scripts.items():
        sections = []
        for section in script.sections:
            read = _beyond(section, tables)
            ahead = [key for key in read if key[0]]
            while ahead:
                more = behind.get(ahead.pop(), set()) - read
                read |= more
                ahead += [key for key in more if key[0]]
            sections.append(replace(section, outside=_seen(read, tables)))
        found[name] = replace(script, sections=tuple(sections))
    return found


def _beyond(section: WalkSection, tables: Mapping[str, TableDef]) -> set[Key]:
    """Return the answers that a section reads beyond its own rows, and ``(table, '*')``."""
    return {
        (table, name)
        for table, name in _all_reads(section)
        if not table
        or (top := _top(table, tables)) != section.table
        or (table == top and name == "*")
    }


def _all_reads(section: WalkSection) -> set[Key]:
    reads = set[Key]()
    for one in (section.when, section.where):
        if one is not None:
            reads |= one.reads
    for step in section.steps:
        reads |= _reads(step)
        if step.section is not None:
            reads |= _all_reads(step.section)
    return reads


def _seen(reads: set[Key], tables: Mapping[str, TableDef]) -> tuple[Key, ...]:
    """Return reads as a walk compares them: each other table as a whole."""
    return tuple(sorted({(_top(table, tables), "*") if table else ("", n) for table, n in reads}))


def _reads(step: WalkStep) -> set[Key]:
    """Return what a step reads, those of a section inside it left out."""
    reads = set[Key]()
    for one in (step.when, step.value, step.due, step.every, step.until, step.rows_where):
        if one is not None:
            reads |= one.reads
    for that, _ in step.must:
        reads |= that.reads
    if step.rows is not None:
        reads.add((step.rows.table, "*"))
    if step.sign_off is not None:
        # A name answered elsewhere in the case may be the one that signs here.
        reads.update(key for key in step.sign_off.apart if not key[0])
    return reads


def _deciding(
    scripts: Mapping[str, WalkScript], tables: Mapping[str, TableDef]
) -> dict[Key, set[Key]]:
    """Return, for each answer, what decides whether it counts and what it may be.

    That is what its own step reads, the sections around it, and the stops that may end them:
    of the row, and the rows below it, in its script, or of the whole journey. ``(table, '*')``
    stands for which rows there are.
    """
    found: dict[Key, set[Key]] = {}
    for script in scripts.values():
        here: dict[Key, set[Key]] = {}
        ends: dict[str, set[Key]] = {}
        for section in script.sections:
            _decide(section, section.table, set(), here, ends)
        for (table, name), reads in here.items():
            over = ["", table, *_above(table, tables)]
            all_reads = reads.union(*(ends.get(one, ()) for one in over))
            found.setdefault((table, name), set()).update(all_reads)
    return found


def _decide(
    section: WalkSection,
    top: str,
    above: set[Key],
    found: dict[Key, set[Key]],
    ends: dict[str, set[Key]],
) -> None:
    around = above | (section.when.reads if section.when is not None else set())
    if section.table:
        found.setdefault((section.table, "*"), set()).update(around)
    if section.where is not None:
        around |= section.where.reads
    for step in section.steps:
        reads = around | _reads(step)
        if isinstance(step.node, Stop):
            over = {"journey": "", "section": top, "row": step.table}[step.node.ends]
            ends.setdefault(over, set()).update(reads)
        if step.section is not None:
            _decide(step.section, top, reads, found, ends)
        else:
            found.setdefault((step.table, step.name), set()).update(reads)


def _above(table: str, tables: Mapping[str, TableDef]) -> Iterator[str]:
    """Yield the tables that a table's rows hang from, the nearest first."""
    while table in tables and tables[table].parent:
        table = tables[table].parent
        yield table


def _top(table: str, tables: Mapping[str, TableDef]) -> str:
    return [table, *_above(table, tables)][-1]
