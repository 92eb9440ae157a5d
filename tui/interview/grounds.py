"""What an outcome rests on: the answers behind it, and which others would clear it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from tui.interview.answers import ROOT
from tui.interview.decisions import decide, outcomes_for, severity, words_of
from tui.interview.evaluate import Compiled
from tui.interview.program import WalkScript, WalkStep
from tui.interview.schema import OUTCOME_ORDER
from tui.interview.values import NA, OPEN
from tui.interview.verdicts import Verdict

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.runs import Key

_HOLD = OUTCOME_ORDER.index("HOLD")
Name = tuple[str, str]
"""An answer by its table and name."""


class Clearing(NamedTuple):
    """An answer, and the values of it that would lead to less than HOLD."""

    key: Key
    words: tuple[str, ...]


def grounds(flow: Flow, verdict: Verdict) -> tuple[Key, ...]:
    """Return the answers that a verdict rests on, in the order they are asked.

    Computes stand for what they were worked out from; a question that was not asked, or only
    left open by its condition, for the answers that its condition reads.
    """
    steps = _steps(flow)
    found: set[Name] = set()
    seen: set[Name] = set()
    todo = list(_named(flow, verdict))
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        here = steps.get(name, ())
        asked = [one for one in here if one.kind == "ask"]
        if asked and any(_asked(flow, name, row) for row in _rows(flow, name[0], verdict.row)):
            found.add(name)
            continue
        for step in here:
            todo += step.value.reads if step.value is not None else ()
            if asked or _is_unsettled(flow, name, verdict.row):
                todo += step.when.reads if step.when is not None else ()
    keys = {(row, name) for table, name in found for row in _rows(flow, table, verdict.row)}
    return tuple(item.key for item in flow.items() if item.kind == "ask" and item.key in keys)


def clears(flow: Flow, verdict: Verdict) -> tuple[Clearing, ...]:
    """Return answers that would, by themselves, make a verdict milder than HOLD.

    Only of questions that the rule stands on as they are; what is worked out from several
    answers has no one answer that clears it.
    """
    script = flow.program.scripts[verdict.script]
    for outcome in script.outcomes:
        if outcome.node.at == verdict.at:
            same = [one.node for one in script.outcomes if one.node.on == verdict.rule]
            key = (verdict.row, outcome.name)
            good = [
                word
                for word in _words(flow, (outcome.table, outcome.name))
                if _is_mild(code for one in outcomes_for(same, _value(word)) for code in one.then)
            ]
            return (Clearing(key, tuple(good)),) if good and flow.find(key) is not None else ()
    return tuple(_in_table(flow, script, verdict))


def _in_table(flow: Flow, script: WalkScript, verdict: Verdict) -> Iterator[Clearing]:
    table = next((one for one in script.tables if one.node.id == verdict.rule), None)
    if table is None:
        return
    env = flow.env(verdict.row)
    values = [each.run(env) for each in table.inputs]
    for at, each in enumerate(table.inputs):
        name = _alone(flow, each)
        if name is None:
            continue
        good = []
        for word in _words(flow, name):
            tried = [*values[:at], _value(word), *values[at + 1 :]]
            rows = decide(table.node, tried)
            if rows and _is_mild(code for row in rows for code in row.then):
                good.append(word)
        row = next(iter(_rows(flow, name[0], verdict.row)), ROOT)
        if good and flow.find((row, name[1])) is not None:
            yield Clearing((row, name[1]), tuple(good))


def _is_mild(codes: Iterable[str]) -> bool:
    return severity(codes) > _HOLD


def _value(word: str) -> object:
    return {"yes": True, "no": False}.get(word, word)


def _words(flow: Flow, name: Name) -> tuple[str, ...]:
    """Return the values a question can have, in the order they are offered."""
    kind = flow.program.types.get(name)
    step = flow.program.asks.get(name)
    known = words_of(kind) if kind is not None else None
    if known is None or step is None:
        return ()
    return tuple(code for code in step.codes or known if code in known)


def _alone(flow: Flow, compiled: Compiled) -> Name | None:
    """Return the one question an input is, where it is nothing else."""
    if len(compiled.reads) != 1:
        return None
    (name,) = compiled.reads
    text = compiled.expr.text.strip()
    plain = {name[1], f"{flow.program.tables[name[0]].row}.{name[1]}" if name[0] else name[1]}
    return name if text in plain and name in flow.program.asks else None


def _named(flow: Flow, verdict: Verdict) -> Iterator[Name]:
    script = flow.program.scripts[verdict.script]
    for outcome in script.outcomes:
        if outcome.node.at == verdict.at:
            yield outcome.table, outcome.name
            return
    for table in script.tables:
        if table.node.id == verdict.rule:
            for each in table.inputs:
                yield from each.reads


def _steps(flow: Flow) -> Mapping[Name, list[WalkStep]]:
    found: dict[Name, list[WalkStep]] = {}
    for script in flow.scripts():
        for step in script.all_steps():
            if step.kind in ("ask", "compute"):
                found.setdefault((step.table, step.name), []).append(step)
    return found


def _rows(flow: Flow, table: str, row: str) -> Iterator[str]:
    """Yield the rows of a table that a rule of ``row`` reads: itself, one above, those below."""
    if not table:
        yield ROOT
        return
    above = row
    while above != ROOT:
        if flow.answers.row(above).table == table:
            yield above
            return
        above = flow.answers.parent(above)
    yield from (one.id for one in flow.all_rows(table, row))


def _asked(flow: Flow, name: Name, row: str) -> bool:
    return flow.find((row, name[1])) is not None


def _is_unsettled(flow: Flow, name: Name, row: str) -> bool:
    values = (flow.value(one, name[1]) for one in _rows(flow, name[0], row))
    return any(value is NA or value is OPEN for value in values)
