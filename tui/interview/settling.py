"""What is still in the way: outcomes over a flow, less what sign-offs have settled.

A sign-off settles ``ESCALATE`` to whom it is of; the one that lifts takes a ``STOP`` away that
only policy gives. What law stops, nobody lifts. A sign-off that has lapsed settles nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tui.interview.answers import ROOT
from tui.interview.approval import changed, same_person
from tui.interview.decisions import severity
from tui.interview.schema import OUTCOME_ORDER
from tui.interview.verdicts import Code, Undecided, Verdict
from tui.interview.walk import stored_answer

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.program import WalkScript
    from tui.interview.runs import Item, Key

ApprovalState = Literal["given", "lapsed", "wanted", "left"]


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict, and what of it still holds.

    Attributes:
        verdict: What the rule says.
        codes: Those of its codes that still hold, in its order.
        lifted: Whether its stop was lifted.
        by: The sign-offs that settled something of it.
    """

    verdict: Verdict
    codes: tuple[Code, ...]
    lifted: bool = False
    by: tuple[Key, ...] = ()

    @property
    def severity(self) -> int:
        """The place of the worst code that still holds in ``OUTCOME_ORDER``."""
        return severity(str(code) for code in self.codes)


@dataclass(frozen=True, slots=True)
class Approval:
    """A sign-off of a journey and how it stands.

    Attributes:
        key: Where it is.
        given: Its parts as they are kept; empty where there are none.
        state: ``lapsed`` where something it was given on has changed since.
        changed: Which answers those are, as far as it was noted.
        same: Whether it is by somebody who may not give it, after a name has changed.
        of: The words after ``ESCALATE`` that it settles.
        lifts: Whether it lifts stops that only policy gives.
    """

    key: Key
    given: Mapping[str, object]
    state: ApprovalState
    changed: tuple[Key, ...] = ()
    same: bool = False
    of: tuple[str, ...] = ()
    lifts: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a journey's decision stands.

    Attributes:
        settled: Every verdict, the worst that still holds first, else in their order.
        undecided: The rules that still wait for an answer.
        approvals: The sign-offs that are asked for now, in their order.
    """

    settled: tuple[Settled, ...]
    undecided: tuple[Undecided, ...]
    approvals: tuple[Approval, ...]

    @property
    def worst(self) -> str:
        """The worst code that still holds; empty where there is no verdict."""
        at = min((one.severity for one in self.settled), default=len(OUTCOME_ORDER))
        return OUTCOME_ORDER[at] if at < len(OUTCOME_ORDER) else ("OK" if self.settled else "")

    def has(self, name: str, to: str | None = None) -> bool:
        """Return whether a code holds, to anybody or to somebody."""
        return any(
            code.name == name and to in (None, code.to)
            for one in self.settled
            for code in one.codes
        )


def decides(script: WalkScript) -> bool:
    """Return whether a journey has outcomes."""
    return bool(script.outcomes or script.tables)


def decision(flow: Flow, script: str) -> Decision:
    """Return where the decision of a journey stands."""
    approvals = tuple(approvals_of(flow, script))
    node = flow.program.scripts[script].node
    given = {one.key[1]: one.key for one in approvals if one.state == "given"}
    by_word = {to: given[name] for to, name in node.approvals if name in given}
    lifting = given.get(node.lifts)
    settled = [_settle(one, by_word, lifting) for one in flow.outcomes(script)]
    settled.sort(key=lambda one: one.severity)
    return Decision(tuple(settled), flow.undecided(script), approvals)


def _settle(verdict: Verdict, by_word: Mapping[str, Key], lifting: Key | None) -> Settled:
    codes: list[Code] = []
    by: list[Key] = []
    lifted = False
    for code in verdict.codes:
        key = by_word.get(code.to) if code.name == "ESCALATE" else None
        if code.name == "STOP" and verdict.basis == "policy" and lifting is not None:
            key, lifted = lifting, True
        if key is None:
            codes.append(code)
        else:
            by.append(key)
    return Settled(verdict, tuple(codes), lifted, tuple(dict.fromkeys(by)))


def approvals_of(flow: Flow, script: str) -> Iterator[Approval]:
    """Yield the sign-offs of a journey that are asked for now."""
    for item in flow.items(script):
        if item.step is not None and item.step.type == "sign-off":
            yield approval_of(flow, item)


def approval_of(flow: Flow, item: Item) -> Approval:
    """Return how one sign-off stands."""
    node = flow.program.scripts[item.section.script].node
    of = tuple(to for to, name in node.approvals if name == item.name)
    row = flow.answers.row(item.row)
    answer = stored_answer(item.step, row) if item.step is not None else None
    value = answer.value if answer is not None else None
    given = value if isinstance(value, Mapping) else {}
    states: Mapping[str, ApprovalState] = {"answered": "given", "look": "lapsed", "left": "left"}
    state = states.get(item.state, "wanted")
    others: tuple[Key, ...] = ()
    same = False
    if state == "lapsed":
        others = changed(given.get("over"), flow.before(item), flow.answers)
        same = _is_same(flow, item, given)
    return Approval(item.key, given, state, others, same, of, item.name == node.lifts)


def _is_same(flow: Flow, item: Item, given: Mapping[str, object]) -> bool:
    """Return whether the name is that of somebody who may not give it."""
    wanted = item.step.sign_off if item.step is not None else None
    if wanted is None:
        return False
    for table, name in wanted.apart:
        answer = flow.answers.get(item.row if table else ROOT, name)
        value = answer.value if answer is not None else None
        other = value.get("name", "") if isinstance(value, Mapping) else value
        if same_person(str(given.get("name", "")), str(other or "")):
            return True
    return False
