"""Which step answers which duty, and whether anybody ever reaches it.

A duty counts only when it is answered by its kind (a question by an ask, a warning by a
warning or a stop, a deadline by a task with a due date, a document by a paper or a recorded
field, the rest by whatever carries them out) and a persona's walk reaches that step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.marks import Mark
from tui.interview.program import Program, WalkScript, WalkStep
from tui.interview.schema import Do, Duty, Outcome, Say, Section, TableRow
from tui.interview.sourcing import covers
from tui.interview.values import NA, PENDING

Verdict = Literal["answered", "not-reached", "wrong-kind", "unanswered"]


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something that names a duty (a step, gap, outcome or paper) and where it stands."""

    kind: str
    name: str
    script: str
    fits: bool
    where: str


@dataclass(slots=True)
class Traced:
    """A duty with what carries it and who reached it.

    Attributes:
        duty: The duty.
        carriers: What names it.
        reached_by: Which of the walks reached what answers it, counted from 0.
    """

    duty: Duty
    carriers: list[Carrier] = field(default_factory=list)
    reached_by: list[int] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        """Whether the duty counts, and if not, why."""
        if not self.carriers:
            return "unanswered"
        if not any(one.fits for one in self.carriers):
            return "wrong-kind"
        return "answered" if self.reached_by else "not-reached"


@dataclass(frozen=True, slots=True)
class Hole:
    """A duty that a script says it covers, and that does not count."""

    script: str
    traced: Traced


def fits(duty: Duty, step: WalkStep) -> bool:
    """Tell whether a step is of the kind that answers a duty."""
    match duty.kind:
        case "question":
            return step.kind == "ask"
        case "warning":
            return step.kind == "stop" or (
                isinstance(step.node, Say) and step.node.kind == "warning"
            )
        case "deadline":
            return isinstance(step.node, Do) and step.node.due is not None
        case "document":
            return step.kind in ("ask", "compute")
        case _:
            return step.kind != "section"


def trace(program: Program, walks: Iterable[Flow]) -> list[Traced]:
    """Return every duty with its carriers, marked reached by some walks.

    Args:
        program: The content.
        walks: Flows of personas, each answered as that persona would.
    """
    found = {duty.id: Traced(duty) for duty in program.duties.values()}
    fitting: dict[Place, set[str]] = {}
    for script in program.scripts.values():
        for carrier, place, sources, good in _carriers(program, script):
            for source in sources:
                traced = found.get(source)
                if traced is None:
                    continue
                fit = good(traced.duty)
                traced.carriers.append(replace(carrier, fits=fit))
                if fit:
                    fitting.setdefault(place, set()).add(source)
    for number, flow in enumerate(walks):
        reached = {source for place in _reached(flow) for source in fitting.get(place, ())}
        for source in reached:
            found[source].reached_by.append(number)
    return list(found.values())


Place = tuple[str, str, str]
"""A script, a table (or ``gap``, ``paper``, ``outcome``) and a name."""


def _carriers(
    program: Program, script: WalkScript
) -> Iterator[tuple[Carrier, Place, tuple[str, ...], Callable[[Duty], bool]]]:
    """Yield what may answer duties: it, its place, its sources and the duties it fits."""

    def made(kind: str, name: str, at: Mark) -> Carrier:
        return Carrier(kind, name, script.name, False, str(at))

    for step in script.all_steps():
        node = step.node
        if not isinstance(node, Section):
            place = (script.name, step.table, step.name)
            yield made(step.kind, node.name, node.at), place, node.source, partial(fits, step=step)
    for gap in script.node.gaps:
        place = (script.name, "gap", gap.id)
        yield made("gap", gap.id, gap.at), place, gap.source, _is_carried_out
    for rule, outcome in _rules(script):
        place = (script.name, "outcome", str(outcome.at))
        yield made("outcome", rule, outcome.at), place, outcome.source, _is_carried_out
    for name in script.node.papers:
        paper = program.papers.get(name)
        if paper is not None:
            place = (script.name, "paper", name)
            yield made("paper", name, paper.at), place, paper.source, _is_document


def _is_carried_out(duty: Duty) -> bool:
    return duty.kind in ("rule", "checklist", "reference")


def _is_document(duty: Duty) -> bool:
    return duty.kind == "document"


def _rules(script: WalkScript) -> Iterator[tuple[str, Outcome | TableRow]]:
    """Yield outcomes and rows of decision tables, each with the name of its rule."""
    for outcome in script.outcomes:
        yield outcome.node.on, outcome.node
    for table in script.tables:
        for row in table.node.rows:
            yield table.node.id, row


def _reached(flow: Flow) -> Iterator[tuple[str, str, str]]:
    """Yield what one walk reached: shown steps, computed values, gaps, verdicts, papers."""
    for item in flow.items():
        if item.step is not None and (item.kind != "ask" or item.state != "todo"):
            yield item.step.script, item.step.table, item.step.name
    rows = {table: [row.id for row in flow.all_rows(table)] for table in flow.program.tables}
    rows[""] = [ROOT]
    for script in flow.scripts():
        for step in script.all_steps():
            if step.kind == "compute" and any(
                flow.value(row, step.name) not in (NA, PENDING) for row in rows[step.table]
            ):
                yield script.name, step.table, step.name
        for name in script.node.papers:
            yield script.name, "paper", name
        for gap in flow.gaps(script.name):
            yield script.name, "gap", gap.gap.id
    for verdict in flow.outcomes():
        yield verdict.script, "outcome", str(verdict.at)


def holes(program: Program, traced: Iterable[Traced]) -> list[Hole]:
    """Return the duties that a script covers by its own word and that do not count."""
    found = []
    by_id = list(traced)
    for script in program.scripts.values():
        for family in script.node.covers:
            for one in by_id:
                if covers(family, one.duty.id) and one.verdict != "answered":
                    found.append(Hole(script.name, one))
    return found
