"""Finding one's way among the rows of a case."""

from __future__ import annotations

from collections.abc import Iterator

from tui.interview.answers import ROOT, Row
from tui.interview.flow import Flow
from tui.interview.program import WalkScript, WalkSection


def every_section(flow: Flow) -> Iterator[WalkSection]:
    """Yield all sections of the journeys of this kind of case, those inside others, too."""
    for script in flow.scripts():
        for section in script.sections:
            yield section
            for step in section.all_steps():
                if step.section is not None:
                    yield step.section


def journeys(flow: Flow) -> list[WalkScript]:
    """Return the journeys a person chooses from: not the checks that come by themselves."""
    return [one for one in flow.scripts() if one.name != "safety" and one.node.once != "opening"]


def top_row(flow: Flow, row: str) -> str:
    """Return the case-level row (an entry, a person) that ``row`` is part of.

    It is ``case`` for the case itself and for a row that is not there.
    """
    if row not in flow.answers:
        return ROOT
    while (above := flow.answers.parent(row)) != ROOT:
        row = above
    return row


def below(row: Row) -> Iterator[Row]:
    """Yield a row and all rows below it."""
    yield row
    for rows in row.kids.values():
        for kid in rows:
            yield from below(kid)


def presets(flow: Flow) -> frozenset[tuple[str, str]]:
    """Return the answers that rows get when they are added, as table and name."""
    return frozenset(
        (section.table, name)
        for section in every_section(flow)
        if section.repeat is not None
        for name, _value in section.repeat.new
    )


def is_blank(row: Row, given: frozenset[tuple[str, str]]) -> bool:
    """Return whether a row and all below it hold no answer, not even one left open.

    Args:
        row: The row.
        given: What rows get when they are added (``presets``); it is no answer.
    """
    answered = any(":" not in name and (row.table, name) not in given for name in row.fields)
    kids = (kid for rows in row.kids.values() for kid in rows)
    return not answered and all(is_blank(kid, given) for kid in kids)


def is_in(flow: Flow, row: str, top: str) -> bool:
    """Return whether a row is ``top`` or below it; every row is below the case."""
    while row not in (top, ROOT):
        row = flow.answers.parent(row)
    return row == top
