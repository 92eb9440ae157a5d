"""The outcomes and decision tables of a whole program, checked where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tui.interview.decisions import check_outcomes, check_table
from tui.interview.evaluate import compile_expr
from tui.interview.functions import BUILT_IN, Function
from tui.interview.problems import Problem
from tui.interview.typing import Read, Scope, Type

if TYPE_CHECKING:
    from tui.interview.program import Program


def check_decisions(
    program: Program, functions: Mapping[str, Function] = BUILT_IN
) -> list[Problem]:
    """Check every outcome and decision table of a program.

    Args:
        program: Compiled content.
        functions: What the inputs of tables may call.

    Returns:
        E601 to E604; E201 to E208 where an input of a table is wrong.
    """
    found: list[Problem] = []
    for script in program.scripts.values():
        on = {each.on for each in script.node.outcomes}
        types = {name: kind for name in on if (kind := _type(program, name)) is not None}
        found += check_outcomes(script.node.outcomes, types)
        for table in script.node.tables:
            scope = case_scope(program, table.each, functions)
            made = [compile_expr(expr, scope) for expr in table.inputs]
            wrong = [each for _, problems in made for each in problems]
            found += wrong
            if not wrong:
                inputs = [compiled.type for compiled, _ in made if compiled is not None]
                found += check_table(table, inputs)
    return sorted(found)


def _type(program: Program, name: str) -> Type | None:
    """Return the type of ``kind`` or ``incident.kind``, or None where there is none."""
    var, _, field = name.rpartition(".")
    rows = {table.row: table.name for table in program.tables.values()}
    return program.types.get((rows.get(var, "") if var else "", field))


def case_scope(
    program: Program, each: str = "", functions: Mapping[str, Function] = BUILT_IN
) -> Scope:
    """Return the scope of a condition that everything asked may be read by.

    Args:
        program: Compiled content.
        each: The row variable it is worked out for, if any; the rows above it are bound too.
        functions: What may be called.
    """
    names: dict[str, Type] = {}
    fields: dict[str, dict[str, Type]] = {table: {} for table in program.tables}
    for (table, name), kind in program.types.items():
        (fields.setdefault(table, {}) if table else names)[name] = kind
    code_lists: dict[Read, str] = {
        key: step.list for key, step in program.asks.items() if step.list
    }
    return Scope(
        names=names,
        vars=dict(_bound(program, each)),
        fields=fields,
        tables=program.tables,
        lists=program.lists,
        code_lists=code_lists,
        functions=functions,
    )


def _bound(program: Program, var: str) -> Iterator[tuple[str, str]]:
    """Yield the row variable and those above it, outermost first."""
    found = next((each for each in program.tables.values() if each.row == var), None)
    if found is not None:
        above = program.tables.get(found.parent)
        if above is not None:
            yield from _bound(program, above.row)
        yield found.row, found.name
