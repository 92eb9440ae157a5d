"""The outcomes and decision tables of a whole program, checked where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.interview.decisions import check_outcomes, check_table
from tui.interview.problems import Problem

if TYPE_CHECKING:
    from tui.interview.program import Program


def check_decisions(program: Program) -> list[Problem]:
    """Check every outcome and decision table of a program.

    Args:
        program: Compiled content.

    Returns:
        E601 to E604; E205 and E206 where values are compared that can't be.
    """
    found: list[Problem] = []
    for script in program.scripts.values():
        types = {each.node.on: program.types[(each.table, each.name)] for each in script.outcomes}
        found += check_outcomes(script.node.outcomes, types)
        for table in script.tables:
            found += check_table(table.node, [each.type for each in table.inputs])
    return sorted(found)
