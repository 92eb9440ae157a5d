"""No paper reads a private answer, not even through a compute (E703)."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

from tui.interview.marks import Mark
from tui.interview.problems import Problem, problem
from tui.interview.schema import Ask, Compute, Content, DataField, Expr
from tui.interview.uses import Uses, rows_in_scope
from tui.interview.words import BrokenPlaceholder, placeholders

Name = tuple[str, str]
"""A table (an empty string for the case) and a name; ``?`` where the table isn't known."""


def private_leaks(content: Content, uses: Uses) -> Iterator[Problem]:
    """Return what papers show that reads a private answer: their data, wordings and gaps."""
    private = _private(content, uses)
    if not private:
        return
    for paper in content.papers:
        for at, name in _gap_reads(content):
            if _is(name, private):
                yield problem("E703", at, paper=paper.name, name=name[1])
        for at, name in _paper_reads(content, paper.data, {}):
            if _is(name, private):
                yield problem("E703", at, paper=paper.name, name=name[1])
        for text in (paper.title, paper.about, paper.file_name):
            for name in wording_reads(text, {}):
                if _is(name, private):
                    yield problem("E703", paper.at, paper=paper.name, name=name[1])


def _private(content: Content, uses: Uses) -> set[Name]:
    """Return the private answers, and the computes that read one, however far off."""
    private = {
        (use.table, use.step.name) for use in uses if isinstance(use.step, Ask) and use.step.private
    }
    computes = [
        ((use.table, use.step.name), reads(use.step.value, use.vars, content))
        for use in uses
        if isinstance(use.step, Compute)
    ]
    grown = bool(private)
    while grown:
        grown = False
        for name, read in computes:
            if name not in private and any(_is(each, private) for each in read):
                private.add(name)
                grown = True
    return private


def _is(name: Name, private: set[Name]) -> bool:
    """Where the table isn't known, any private answer of that name counts."""
    table, word = name
    return name in private or (table == "?" and any(word == each for _, each in private))


def _paper_reads(
    content: Content, fields: Iterable[DataField], rows: Mapping[str, str]
) -> Iterator[tuple[Mark, Name]]:
    for each in fields:
        inside = dict(rows)
        for table in content.case.tables:
            if each.each and table.name == each.each:
                inside |= rows_in_scope(content.case, table.row)
        for expr in (each.value, each.where):
            if expr is not None:
                for name in sorted(reads(expr, inside, content)):
                    yield expr.at, name
        yield from _paper_reads(content, each.fields, inside)


def _gap_reads(content: Content) -> Iterator[tuple[Mark, Name]]:
    """Every gap may stand in a paper; that one does tells what it hangs on."""
    for script in content.scripts:
        for gap in script.gaps:
            rows = rows_in_scope(content.case, gap.each)
            for name in sorted(reads(gap.when, rows, content) | wording_reads(gap.text, rows)):
                yield gap.at, name


def reads(expr: Expr, rows: Mapping[str, str], content: Content) -> set[Name]:
    """Return every answer that ``expr`` names; rows it binds itself are followed."""
    try:
        tree = ast.parse(expr.text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    tables = {each.name for each in content.case.tables}
    bound: dict[str, str] = dict(rows)
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension) and isinstance(node.target, ast.Name):
            last = getattr(node.iter, "attr", getattr(node.iter, "id", ""))
            bound[node.target.id] = last if last in tables else "?"
    found: set[Name] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            base = node.value
            known = bound.get(base.id, "?") if isinstance(base, ast.Name) else "?"
            found.add((known, node.attr))
        elif isinstance(node, ast.Name) and node.id not in bound:
            found.add(("", node.id))
    return found


def wording_reads(text: str, rows: Mapping[str, str]) -> set[Name]:
    """Return every answer that the placeholders of ``text`` name."""
    try:
        found = placeholders(text)
    except BrokenPlaceholder:
        return set()
    names: set[Name] = set()
    for each in found:
        parts = each.path.split(".")
        names.add((rows.get(parts[0], "?"), parts[1]) if len(parts) > 1 else ("", parts[0]))
    return names
