"""What follows from answers, compiled: gaps, outcomes and decision tables.

They stand behind all scripts, so they may read everything that is asked or worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.interview.layout import Key, Place
from tui.interview.problems import did_you_mean, problem
from tui.interview.program import WalkGap, WalkOutcome, WalkScript, WalkTable
from tui.interview.schema import DecisionTable, Gap, Outcome
from tui.interview.typing import YESNO

if TYPE_CHECKING:
    from tui.interview.compiling import Compiler


def compile_follows(scripts: Mapping[str, WalkScript], compiler: Compiler) -> dict[str, WalkScript]:
    """Return the scripts with what follows from them.

    Args:
        scripts: The scripts, their steps compiled.
        compiler: Compiles expressions and gathers problems.
    """
    found = {}
    for name, script in scripts.items():
        place = Place(script.node)
        gaps = [_gap(compiler, gap, place) for gap in script.node.gaps]
        outcomes = [_outcome(compiler, outcome) for outcome in script.node.outcomes]
        tables = [_table(compiler, table, place) for table in script.node.tables]
        found[name] = replace(
            script,
            gaps=tuple(one for one in gaps if one is not None),
            outcomes=tuple(one for one in outcomes if one is not None),
            tables=tuple(one for one in tables if one is not None),
        )
    return found


def _gap(compiler: Compiler, gap: Gap, place: Place) -> WalkGap | None:
    inside = compiler.each(place, gap.each)
    when = compiler.compile(gap.when, inside, want=YESNO, anywhere=True, afterwards=True)
    if when is None:
        return None
    return WalkGap(gap.id, gap.text, when, inside.table, inside.var, gap.step, gap.source)


def _outcome(compiler: Compiler, outcome: Outcome) -> WalkOutcome | None:
    """Find the answer that ``on`` names: ``row.name``, or a name that is there once."""
    var, _, name = outcome.on.rpartition(".")
    rows = {table.row: table.name for table in compiler.tables.values()}
    found: list[Key] = [key for key in compiler.types if key[1] == name]
    if var:
        found = [key for key in found if key[0] == rows.get(var, "?")]
    elif ("", name) in found:
        found = [("", name)]
    if len(found) == 1:
        return WalkOutcome(outcome, *found[0])
    known = sorted(
        f"{compiler.tables[table].row}.{one}" if table else one
        for table, one in found or compiler.types
    )
    guess = did_you_mean(outcome.on, known)
    compiler.problems.append(problem("E203", outcome.at, name=outcome.on, known=known, guess=guess))
    return None


def _table(compiler: Compiler, table: DecisionTable, place: Place) -> WalkTable | None:
    inside = compiler.each(place, table.each)
    made = [compiler.compile(expr, inside, anywhere=True) for expr in table.inputs]
    inputs = tuple(each for each in made if each is not None)
    if len(inputs) != len(made):
        return None
    return WalkTable(table, inside.table, inside.var, inputs)
