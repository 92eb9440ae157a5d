"""What the answers lead to: outcomes and decision tables over a flow. The worst wins.

Not knowing is not the softer way: content is refused where leaving an answer open gets
round a stop (E604), and what still waits for an answer is told apart, never left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.interview.answers import ROOT
from tui.interview.decisions import decide, matches, outcomes_for, severity, word_of
from tui.interview.evaluate import Compiled
from tui.interview.marks import Mark
from tui.interview.program import WalkOutcome, WalkScript, WalkTable
from tui.interview.reasons import Read
from tui.interview.schema import Outcome, TableRow
from tui.interview.values import PENDING

if TYPE_CHECKING:
    from tui.interview.flow import Flow


@dataclass(frozen=True, slots=True)
class Code:
    """One outcome code: ``ESCALATE legal`` is named ``ESCALATE`` and goes to ``legal``."""

    name: str
    to: str = ""

    def __str__(self) -> str:
        """Return it as an author writes it."""
        return f"{self.name} {self.to}".rstrip()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says of the case or of one row.

    Attributes:
        rule: The answer an outcome stands on (``subject.restriction``), or a table's id.
        codes: What it leads to, as its author ordered it.
        basis: Whether law or policy says so, or an empty string.
        text: The sentence for it, a message id with placeholders, or an empty string.
        source: The duties it answers to.
        row: The row it is about; the root's id for the case.
        why: What it was decided on, and the values then.
        script: The journey it belongs to.
        at: Where the rule is written.
    """

    rule: str
    codes: tuple[Code, ...]
    basis: Literal["law", "policy", ""]
    text: str
    source: tuple[str, ...]
    row: str
    why: tuple[Read, ...]
    script: str
    at: Mark

    @property
    def severity(self) -> int:
        """The place of its worst code in ``OUTCOME_ORDER``: lower is worse."""
        return severity(str(code) for code in self.codes)


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that still waits for an answer, of the case or of one row.

    ``row`` is the row above where it is not told yet which rows there are.
    """

    rule: str
    row: str
    script: str


def outcomes(flow: Flow, script: str | None = None) -> tuple[Verdict, ...]:
    """Return every verdict, in the order of the rules and rows. They accumulate."""
    return tuple(one for one in _all(flow, script) if isinstance(one, Verdict))


def undecided(flow: Flow, script: str | None = None) -> tuple[Undecided, ...]:
    """Return the rules that still wait. Until there are none, no verdict is the last word."""
    found = (one for one in _all(flow, script) if isinstance(one, Undecided))
    return tuple(dict.fromkeys(found))


def worst(flow: Flow, script: str | None = None) -> Verdict | None:
    """Return the worst verdict, the first of equals; None while there is none."""
    return min(outcomes(flow, script), key=lambda one: one.severity, default=None)


def _all(flow: Flow, script: str | None) -> Iterator[Verdict | Undecided]:
    for one in flow.scripts():
        if script is None or one.name == script:
            for outcome in one.outcomes:
                yield from _outcome(flow, one, outcome)
            for table in one.tables:
                yield from _table(flow, one, table)


def _outcome(flow: Flow, script: WalkScript, outcome: WalkOutcome) -> Iterator[Verdict | Undecided]:
    node = outcome.node
    for row in _rows(flow, outcome.table):
        value = PENDING if row is None else flow.value(row, outcome.name)
        if row is None or value is PENDING:
            yield Undecided(node.on, ROOT if row is None else row, script.name)
        elif outcomes_for([node], value):
            yield _verdict(node.on, node, row, (Read(node.on, value),), script)


def _table(flow: Flow, script: WalkScript, table: WalkTable) -> Iterator[Verdict | Undecided]:
    node = table.node
    for row in _rows(flow, table.table):
        if row is None:
            yield Undecided(node.id, ROOT, script.name)
            continue
        env = flow.env(row)
        values = [each.run(env) for each in table.inputs]
        why = tuple(map(_read, table.inputs, values))
        found = decide(node, values)
        for each in found:
            yield _verdict(node.id, each, row, why, script)
        words = [word_of(value) for value in values]
        if (node.hit == "all" or not found) and any(
            matches(each, words) is None for each in node.rows
        ):
            yield Undecided(node.id, row, script.name)


def _rows(flow: Flow, table: str) -> Iterator[str | None]:
    """Yield the rows a rule is worked out for; None where more of them may come."""
    if not table:
        yield ROOT
        return
    for row in flow.all_rows(table):
        yield row.id
    if flow.awaits_rows(table):
        yield None


def _read(compiled: Compiled, value: object) -> Read:
    return Read(compiled.expr.text, value)


def _verdict(
    rule: str, node: Outcome | TableRow, row: str, why: tuple[Read, ...], script: WalkScript
) -> Verdict:
    parts = (word.partition(" ") for word in node.then)
    codes = tuple(Code(name, to) for name, _, to in parts)
    return Verdict(rule, codes, node.basis, node.text, node.source, row, why, script.name, node.at)
