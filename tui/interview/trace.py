"""Which step answers which duty, and whether anybody ever reaches it.

A duty counts only when it is answered by its kind (a question by an ask, a warning by a
warning or a stop, a deadline by a task with a due date, a document by a paper or a recorded
field, the rest by whatever carries them out) and a persona's walk reaches that step.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from tui.interview.flow import Flow
from tui.interview.program import Program, WalkStep
from tui.interview.schema import Do, Duty, Say
from tui.interview.sourcing import covers

Verdict = Literal["answered", "not-reached", "wrong-kind", "unanswered"]


@dataclass(frozen=True, slots=True)
class Carrier:
    """Something that names a duty: a step, a gap or a paper, and where it stands."""

    kind: str
    name: str
    script: str
    fits: bool
    where: str


@dataclass(slots=True)
class Traced:
    """A duty with what carries it and who reached it."""

    duty: Duty
    carriers: list[Carrier] = field(default_factory=list)
    reached: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether the duty counts, and if not, why."""
        if not self.carriers:
            return "unanswered"
        if not any(one.fits for one in self.carriers):
            return "wrong-kind"
        return "answered" if self.reached else "not-reached"


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
    fitting: dict[tuple[str, str, str], set[str]] = {}
    for script in program.scripts.values():
        for step in script.all_steps():
            for source in step.node.source if step.section is None else ():  # type: ignore[union-attr]
                traced = found.get(source)
                if traced is None:
                    continue
                good = fits(traced.duty, step)
                traced.carriers.append(
                    Carrier(step.kind, step.node.name, script.name, good, str(step.node.at))  # type: ignore[union-attr]
                )
                if good:
                    fitting.setdefault((script.name, step.table, step.name), set()).add(source)
        for gap in script.gaps:
            for source in gap.source:
                if source in found:
                    good = found[source].duty.kind not in ("question", "warning", "deadline")
                    at = next((str(one.at) for one in script.node.gaps if one.id == gap.id), "")
                    found[source].carriers.append(Carrier("gap", gap.id, script.name, good, at))
                    if good:
                        fitting.setdefault((script.name, "gap", gap.id), set()).add(source)
        for name in script.node.papers:
            paper = program.papers.get(name)
            for source in paper.source if paper is not None else ():
                if source in found:
                    good = found[source].duty.kind == "document"
                    found[source].carriers.append(
                        Carrier("paper", name, script.name, good, str(paper.at) if paper else "")
                    )
                    if good:
                        fitting.setdefault((script.name, "paper", name), set()).add(source)
    for flow in walks:
        for key in _reached(flow):
            for source in fitting.get(key, ()):
                found[source].reached = True
    return list(found.values())


def _reached(flow: Flow) -> Iterator[tuple[str, str, str]]:
    """Yield what one walk reached: shown steps, computed values, gaps found, papers."""
    for item in flow.items():
        if item.step is not None and (item.kind != "ask" or item.state != "todo"):
            yield item.step.script, item.step.table, item.step.name
    for script in flow.scripts():
        for step in script.all_steps():
            if step.kind == "compute":
                yield script.name, step.table, step.name
        for name in script.node.papers:
            yield script.name, "paper", name
    for gap in flow.gaps():
        for script in flow.scripts():
            yield script.name, "gap", gap.gap.id


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
