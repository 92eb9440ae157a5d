"""Where a decision stands: the worst outcome, each one that holds, why, and who has agreed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tui.interview.flow import Flow
from tui.interview.grounds import clears, grounds
from tui.interview.program import WalkScript
from tui.interview.runs import Key
from tui.interview.schema import OUTCOME_ORDER
from tui.interview.settling import Approval, Decision, Settled, decides, decision
from tui.interview.verdicts import Verdict
from tui.papers.council.outcome_words import section_words, sections_of, worst_words
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label, signed_words
from tui.session.printing import papers_of
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.session.stages.reviewing import edit
from tui.session.verdicts_said import (
    about_row,
    answer_words,
    approval_state,
    basis_words,
    clearing_words,
    codes_words,
    question_words,
    short_basis,
    verdict_words,
    waiting_words,
    why_lapsed,
)
from tui.wording import gettext as _
from tui.wording import ngettext

_STOP = OUTCOME_ORDER.index("STOP")
_OK = OUTCOME_ORDER.index("OK")


def deciding(flow: Flow) -> list[WalkScript]:
    """Return the journeys of this kind of record that have outcomes."""
    return [one for one in flow.scripts() if decides(one)]


def stops(before: Flow, after: Flow, script: str) -> list[Verdict]:
    """Return the verdicts that stop a journey's matter now and did not before."""
    if not decides(after.program.scripts[script]):
        return []
    known = {(one.rule, one.row, one.at) for one in before.outcomes(script)}
    found = (one for one in after.outcomes(script) if one.severity <= _STOP)
    return [one for one in found if (one.rule, one.row, one.at) not in known]


def told(
    sitting: Sitting, before: Flow, script: str, after: Stage, leave: Callable[[], Stage]
) -> Stage:
    """Return what says that an answer stops the matter, or ``after`` where it does not.

    Args:
        sitting: The sitting.
        before: The flow before the answer.
        script: The journey.
        after: What is next.
        leave: Makes the stage that follows where the person ends here.
    """
    if sitting.book is None:
        return after  # the answer closed the case: there is nothing to say of it any more
    found = stops(before, sitting.book.flow, script)
    return Told(sitting, found, script, after, leave) if found else after


class Told(Stage):
    """An answer stops the matter: said at once, so that nobody answers the rest for nothing."""

    def __init__(
        self,
        sitting: Sitting,
        verdicts: list[Verdict],
        script: str,
        after: Stage,
        leave: Callable[[], Stage],
    ) -> None:
        """Take what is to be said; see ``told``."""
        super().__init__(sitting)
        self.verdicts = verdicts
        self.script = script
        self.after = after
        self.leave = leave

    def page(self) -> Page:
        """Return what stops it, and the two ways on."""
        flow = self.sitting.open().flow
        text: list[Paragraph] = []
        for one in self.verdicts:
            text.append(Paragraph(verdict_words(flow, one), "stop"))
            lifts = bool(flow.program.scripts[self.script].node.lifts)
            found = [basis_words(one, lifts=lifts), *_in_sections(flow, one)]
            text.append(Paragraph(" ".join(each for each in found if each), "quiet"))
        text.append(
            Paragraph(
                _(
                    "You can end here. What you answered stays, and a record of the decision can "
                    "be made from it. Or go on: a later answer may show another way."
                )
            )
        )
        return Page(
            id=f"told|{self.script}",
            kind="message",
            title=_("This stops it"),
            section=_(flow.program.scripts[self.script].node.title),
            text=tuple(text),
            choices=(
                Choice("next", _("Go on with the questions")),
                Choice("end", _("End here and see where it stands")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on, or end here."""
        match choice:
            case "next":
                return self.after
            case "end":
                return Outcomes(self.sitting, self.script, self.leave)
        return self

    def back(self) -> Stage:
        """Return to the questions."""
        return self.after.back()

    def row(self) -> str:
        """Return the row that the questions are at."""
        return self.after.row()

    def place(self) -> tuple[str, str, str]:
        """Return the step that the questions are at."""
        return self.after.place()

    def stands(self) -> bool:
        """Return whether it still stops: the answer may have been taken back."""
        book = self.sitting.book
        if book is None:
            return False
        now = {(one.rule, one.row, one.at) for one in book.flow.outcomes(self.script)}
        return all((one.rule, one.row, one.at) in now for one in self.verdicts)


class Outcomes(Stage):
    """The decision so far: what holds, each leading to why; and the approvals."""

    def __init__(self, sitting: Sitting, script: str, after: Callable[[], Stage]) -> None:
        """Show a journey's decision; ``after`` makes the stage that is next."""
        super().__init__(sitting)
        self.script = script
        self.after = after
        self.window = Window()

    def _decision(self) -> Decision:
        return decision(self.sitting.open().flow, self.script)

    def _found(self) -> list[tuple[str, Settled | Approval]]:
        made = self._decision()
        holding = [one for one in made.settled if one.severity < _OK or one.lifted or one.by]
        found: list[tuple[str, Settled | Approval]] = []
        found += [(f"v{number}", one) for number, one in enumerate(holding)]
        found += [(f"a{number}", one) for number, one in enumerate(made.approvals)]
        return found

    def page(self) -> Page:
        """Return the worst outcome in plain words, then a line for each that holds."""
        flow, made = self.sitting.open().flow, self._decision()
        kind = "stop" if made.worst in ("STOP_ALL", "STOP") else "note"
        text = [Paragraph(worst_words(made.worst), kind)]  # type: ignore[arg-type]
        waiting = waiting_words(made)
        if waiting:
            text.append(Paragraph(waiting, "quiet"))
        clear = sum(one.severity >= _OK and not one.by for one in made.settled)
        if clear:
            words = ngettext(
                "{count} check found nothing in the way.",
                "{count} checks found nothing in the way.",
                clear,
            )
            text.append(Paragraph(words.format(count=clear), "quiet"))
        if made.approvals:
            words = _("Names stand as they were typed. What counts is the sheet signed by hand.")
            text.append(Paragraph(words, "quiet"))
        found = self._found()
        lines: list[Line] = []
        last: type | None = None
        for code, one in self.window.of(found):
            if type(one) is not last:
                last = type(one)
                heading = _("What holds") if isinstance(one, Settled) else _("Who has agreed")
                lines.append(Line("", heading))
            lines.append(self._line(flow, code, one))
        return Page(
            id=f"outcomes|{self.script}",
            kind="list",
            title=_("Where this stands"),
            section=_(flow.program.scripts[self.script].node.title),
            text=tuple(text),
            lines=tuple(lines),
            choices=(
                *self.window.ways(len(found)),
                Choice("done", _("Continue")),
                *((Choice("papers", _("Make a paper")),) if papers_of(flow) else ()),
            ),
            help=_("Pick a line to see why it holds, and to change an answer behind it."),
            can_back=True,
        )

    def _line(self, flow: Flow, code: str, one: Settled | Approval) -> Line:
        if isinstance(one, Settled):
            verdict = one.verdict
            about = (about_row(flow, verdict.row), short_basis(flow, verdict))
            detail = ". ".join(each for each in about if each)
            return Line(code, verdict_words(flow, verdict), detail, codes_words(one))
        detail = signed_words(one.given)
        if one.state == "lapsed":
            detail = f"{why_lapsed(flow, one)} ({detail})" if detail else why_lapsed(flow, one)
        code = "" if self.sitting.read_only else code
        return Line(code, question_words(flow, one.key), detail, approval_state(one))

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to why one holds, or to a sign-off."""
        if choice == "done":
            return self.after()
        if choice == "papers" and papers_of(self.sitting.open().flow):
            from tui.session.stages.printing import Papers

            return Papers(self.sitting, self)
        if self.window.turned(choice):
            return self
        one = dict(self._found()).get(choice)
        if isinstance(one, Settled):
            return Why(self.sitting, one.verdict, self)
        if isinstance(one, Approval) and not self.sitting.read_only:
            return edit(self.sitting, one.key, self)
        return self

    def back(self) -> Stage:
        """Go on to what comes after."""
        return self.after()

    def place(self) -> tuple[str, str, str]:
        """Return the journey, for the list of its parts."""
        return self.script, "", ""

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


class Why(Stage):
    """Why one outcome holds: what it is based on, and each answer behind it."""

    def __init__(self, sitting: Sitting, verdict: Verdict, before: Outcomes) -> None:
        """Take the verdict; ``before`` is the list it was picked from."""
        super().__init__(sitting)
        self.verdict = verdict
        self.before = before
        self.window = Window()

    def _settled(self) -> Settled | None:
        """Return the verdict as it stands now; None where it holds no more."""
        made = decision(self.sitting.open().flow, self.verdict.script)
        wanted = (self.verdict.rule, self.verdict.row, self.verdict.at)
        same = (
            one
            for one in made.settled
            if (one.verdict.rule, one.verdict.row, one.verdict.at) == wanted
        )
        return next(same, None)

    def _grounds(self) -> list[tuple[str, Key]]:
        found = grounds(self.sitting.open().flow, self.verdict)
        return [(f"k{number}", key) for number, key in enumerate(found)]

    def page(self) -> Page:
        """Return what it says, what clears it, and the answers that led there."""
        flow, found = self.sitting.open().flow, self._grounds()
        lines = [
            Line(
                "" if self.sitting.read_only else code,
                question_words(flow, key),
                _both(answer_words(flow, key), row_label(flow, key[0])),
            )
            for code, key in self.window.of(found)
        ]
        heading = [Line("", _("The answers that led there"))] if lines else []
        return Page(
            id=f"why|{self.verdict.script}|{self.verdict.rule}|{self.verdict.row}",
            kind="list",
            title=_("Why this holds"),
            section=about_row(flow, self.verdict.row),
            text=tuple(self._words(flow)),
            lines=(*heading, *lines),
            choices=(*self.window.ways(len(found)), Choice("done", _("Go back"))),
            help=_("Pick an answer to change it. What follows from it is worked out again."),
            can_back=True,
        )

    def _words(self, flow: Flow) -> Iterator[Paragraph]:
        one = self._settled()
        if one is None:
            yield Paragraph(_("This holds no more: an answer behind it has changed."), "note")
            return
        stops = one.severity <= _STOP
        yield Paragraph(verdict_words(flow, one.verdict), "stop" if stops else "plain")
        yield Paragraph(_("What follows: {outcome}.").format(outcome=codes_words(one)))
        lifts = bool(flow.program.scripts[self.verdict.script].node.lifts)
        about = (basis_words(one.verdict, lifts=lifts), *_in_sections(flow, one.verdict))
        if any(about):
            yield Paragraph(" ".join(each for each in about if each), "quiet")
        if one.lifted:
            yield Paragraph(_("The stop was lifted by a sign-off, with reasons."), "note")
        held = [code for code in one.codes if code.name == "HOLD"]
        cleared = [clearing_words(flow, each) for each in clears(flow, one.verdict)] if held else []
        if cleared:
            yield Paragraph(_("What clears it"), "heading")
            for words in cleared:
                yield Paragraph(words)
        elif held:
            yield Paragraph(_("It clears when the answers below change."), "quiet")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to an answer; this page is shown again after it."""
        if choice == "done":
            return self.back()
        if self.window.turned(choice) or self.sitting.read_only:
            return self
        key = dict(self._grounds()).get(choice)
        return edit(self.sitting, key, self) if key is not None else self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before

    def row(self) -> str:
        """Return the row the verdict is about."""
        return self.verdict.row

    def stands(self) -> bool:
        """Return whether the row is still there."""
        book = self.sitting.book
        return book is not None and self.verdict.row in book.flow.answers


def _in_sections(flow: Flow, verdict: Verdict) -> list[str]:
    found = section_words(sections_of(flow.program.duties, verdict.source))
    # Translators: {sections} is "section 5.6", or "sections" and several numbers.
    return [_("See the policy, {sections}.").format(sections=found)] if found else []


def _both(one: str, other: str) -> str:
    return " · ".join(each for each in (one, other) if each)
