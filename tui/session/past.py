"""The history of a record for a paper that prints it: when, and what changed to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.schema import Audience
from tui.interview.settling import approvals_of
from tui.session.book import answers_of
from tui.session.histories import Happening, Histories
from tui.session.phrasing import words_for
from tui.session.verdicts_said import question_words, why_lapsed
from tui.vault import Case, SealedCase
from tui.vault.errors import VaultDamaged
from tui.vault.history import Event, events
from tui.vault.ops import Misfit
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.schema import Paper


def past_for(
    paper: Paper, case: Case, program: Program, audience: Audience
) -> list[dict[str, str]] | None:
    """Return the changes of a record in words, oldest first.

    Private answers are left out of it, as they are of every paper.

    Args:
        paper: The paper it is for.
        case: The record.
        program: The content.
        audience: Whose words to use.

    Returns:
        None where the paper prints no history, or the record keeps none.
    """
    from tui.papers.make import tells_history

    if not tells_history(paper.name) or not isinstance(case, SealedCase):
        return None
    private = {
        words_for(audience, step.node, "question") for step in program.asks.values() if step.private
    }
    lapses = _Lapses(program, audience)
    found = []
    try:
        for event, one in _read(case, program, audience):
            what = [*_what(one, private), *lapses.after(event)]
            if what:
                found.append({"n": str(one.n), "when": one.when, "what": "\n".join(what)})
    except (VaultDamaged, Misfit):
        words = _("What follows in the history could not be read.")
        found.append({"n": "", "when": "", "what": words})
    return found


def _read(
    case: SealedCase, program: Program, audience: Audience
) -> Iterator[tuple[Event, Happening]]:
    histories = Histories(program, audience, case.erased())
    for event in events(case.history()):
        for one in histories.of([event]):
            yield event, one


class _Lapses:
    """Follows the answers through the history, to say when an approval lapsed and why."""

    def __init__(self, program: Program, audience: Audience) -> None:
        self._program = program
        self._audience = audience
        scripts = program.scripts_for(audience)
        self._scripts = [one.name for one in scripts if one.node.approvals or one.node.lifts]
        self._documents: dict[str, dict[str, Any]] = {
            ROOT: {},
            **{one: {} for one in program.tables},
        }
        self._given: set[tuple[str, str]] = set()

    def after(self, event: Event) -> Iterator[str]:
        """Take in what an event changed, and yield which approvals lapsed by it."""
        for row in event.rows:
            if row.table not in self._documents:
                continue
            if row.after is None:
                self._documents[row.table].pop(row.row, None)
            else:
                self._documents[row.table][row.row] = row.after
        if not self._scripts or not event.rows:
            return
        flow = Flow(self._program, self._audience, answers_of(self._documents))
        found = [one for script in self._scripts for one in approvals_of(flow, script)]
        for one in found:
            if one.state == "lapsed" and one.key in self._given:
                asked, why = question_words(flow, one.key), why_lapsed(flow, one)
                # Translators: an approval, named by its question, and why it counts no more.
                yield _("Lapsed: {question} {why}").format(question=asked, why=why)
        self._given = {one.key for one in found if one.state == "given"}


def _what(one: Happening, private: set[str]) -> Iterator[str]:
    yield from one.told
    for step in one.steps:
        if step.question in private:
            continue
        about = f"{step.entry}: {step.question}" if step.entry else step.question
        after = step.after or _("(taken out)")
        yield f"{about} {step.before} → {after}" if step.before else f"{about} {after}"
