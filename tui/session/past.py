"""The history of a record for a paper that prints it: when, and what changed to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.program import Program, WalkStep
from tui.interview.schema import Audience
from tui.interview.settling import approvals_of
from tui.session.book import answers_of
from tui.session.histories import Document, Happening, Histories
from tui.session.phrasing import words_for
from tui.session.verdicts_said import question_words, why_lapsed
from tui.vault import Case, SealedCase
from tui.vault.errors import VaultDamaged
from tui.vault.history import Event, events
from tui.vault.ops import Misfit
from tui.wording import gettext as _
from tui.wording import using

if TYPE_CHECKING:
    from tui.interview.schema import Paper

Line = tuple[str, str]
"""What is asked, and what became of it; the first is empty where there is more than one answer."""

_LONG = 200
"""Characters of an answer that is no longer there; the change that wrote it has all of them."""


def past_for(
    paper: Paper, case: Case, program: Program, audience: Audience
) -> list[dict[str, Any]] | None:
    """Return the changes of a record in words, oldest first.

    Private answers are left out of it, as they are of every paper, and from some papers what
    somebody gave as their view.

    Args:
        paper: The paper it is for.
        case: The record.
        program: The content.
        audience: Whose words to use.

    Returns:
        For each change ``n``, ``when``, ``who`` (empty for whoever had the record open) and
        ``lines``: pairs of what is asked and what became of it. None where the paper prints no
        history, or the record keeps none.
    """
    from tui.papers.council.papers import WITHOUT_VIEWS
    from tui.papers.make import tells_history
    from tui.session.printing import language_of

    if not tells_history(paper.name) or not isinstance(case, SealedCase):
        return None
    with using(language_of(audience)):
        return _told(case, program, audience, views=paper.name not in WITHOUT_VIEWS)


def _told(
    case: SealedCase, program: Program, audience: Audience, *, views: bool
) -> list[dict[str, Any]]:
    """Return what ``past_for`` does, in the language in use."""
    lapses = _Lapses(program, audience)
    hidden = _Hidden(program, audience, views=views)
    histories = Histories(program, audience, case.erased())
    found: list[dict[str, Any]] = []
    try:
        for event in events(case.history()):
            for one in histories.of([hidden.cut(event)]):
                lines = [*_lines(one), *hidden.said(event), *lapses.after(event)]
                if lines:
                    who = "" if one.who in ("", "me") else one.who
                    found.append({"n": str(one.n), "when": one.when, "who": who, "lines": lines})
    except (VaultDamaged, Misfit):
        words = _("What follows in the history could not be read.")
        found.append({"n": "", "when": "", "who": "", "lines": [("", words)]})
    return found


class _Hidden:
    """Takes out of a change what a paper may not say, before it is put in words."""

    def __init__(self, program: Program, audience: Audience, *, views: bool) -> None:
        self._program = program
        self._audience = audience
        self._views = views

    def cut(self, event: Event) -> Event:
        """Return the change without private answers, and without views where they are left out."""
        rows = tuple(
            msgspec.structs.replace(
                row,
                before=self._without(row.table, row.before),
                after=self._without(row.table, row.after),
            )
            for row in event.rows
        )
        return msgspec.structs.replace(event, rows=rows)

    def said(self, event: Event) -> Iterator[Line]:
        """Yield that a view was given or changed, where what it says is left out."""
        if self._views:
            return
        for row in event.rows:
            before, after = (_fields(each) for each in (row.before, row.after))
            for name in after:
                step = self._step(row.table, name)
                if step is None or step.type != "sign-off" or step.private:
                    continue
                was, now = _view(before.get(name)), _view(after.get(name))
                if now and now != was:
                    asked = words_for(self._audience, step.node, "question")
                    yield asked, _("A view was written. It is left out here.")

    def _without(self, table: str, document: Document | None) -> Document | None:
        if not document or table not in (ROOT, *self._program.tables):
            return document
        fields = {
            name: kept
            for name, given in _fields(document).items()
            if (kept := self._kept(table, name, given)) is not None
        }
        return {**document, "fields": fields}

    def _kept(self, table: str, name: str, given: Any) -> Any:
        step = self._step(table, name)
        if step is None:
            return given
        if step.private:
            return None
        if self._views or step.type != "sign-off" or not _view(given):
            return given
        value = {part: text for part, text in given["v"].items() if part != "view"}
        return {**given, "v": value}

    def _step(self, table: str, name: str) -> WalkStep | None:
        asks = self._program.asks
        at = "" if table == ROOT else table
        if (found := asks.get((at, name))) is not None:
            return found
        # It may stand there under an earlier name.
        return next(
            (one for (its, _n), one in asks.items() if its == at and name in one.names), None
        )


def _fields(document: Document | None) -> dict[str, Any]:
    return (document or {}).get("fields") or {}


def _view(given: Any) -> str:
    """Return the view of a sign-off as it is kept; empty where there is none."""
    value = given.get("v") if isinstance(given, dict) else None
    return str(value.get("view", "")) if isinstance(value, dict) else ""


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
        self._sign_offs = {
            (table or ROOT, name)
            for (table, name), step in program.asks.items()
            if step.type == "sign-off"
        }
        self._signed = False
        self._flow: Flow | None = None

    def after(self, event: Event) -> Iterator[Line]:
        """Take in what an event changed, and yield which approvals lapsed by it."""
        for row in event.rows:
            if row.table not in self._documents:
                continue
            if row.after is None:
                self._documents[row.table].pop(row.row, None)
            else:
                self._documents[row.table][row.row] = row.after
                names = _fields(row.after)
                self._signed |= any((row.table, name) in self._sign_offs for name in names)
        # Nothing lapses before something was signed, and most of a record is written by then.
        if not self._scripts or not event.rows or not self._signed:
            return
        last = self._flow.walk if self._flow is not None else None
        answers = answers_of(self._documents)
        self._flow = flow = Flow(self._program, self._audience, answers, _before=last)
        found = [one for script in self._scripts for one in approvals_of(flow, script)]
        for one in found:
            if one.state == "lapsed" and one.key in self._given:
                asked, why = question_words(flow, one.key), why_lapsed(flow, one)
                # Translators: an approval, named by its question, and why it counts no more.
                yield "", _("Lapsed: {question} {why}").format(question=asked, why=why)
        self._given = {one.key for one in found if one.state == "given"}


def _lines(one: Happening) -> Iterator[Line]:
    for told in one.told:
        yield "", told
    for step in one.steps:
        about = f"{step.entry}: {step.question}" if step.entry else step.question
        after = step.after or _("(taken out)")
        yield about, f"{_short(step.before)} → {after}" if step.before else after


def _short(before: str) -> str:
    """Return how an answer stood before: whole where it is short, for an earlier change has it."""
    return before if len(before) <= _LONG else f"{before[:_LONG].rstrip()} …"
