"""Reading only what has no answer: not asked yet, not sure, left open, no longer fitting."""

from __future__ import annotations

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.session.counting import Mark, Question
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label, step_words, words
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.session.stages.rechecking import correct
from tui.session.stages.reviewing import mark_words
from tui.wording import gettext as _

_FILTERS: dict[str, tuple[Mark, ...]] = {
    "todo": ("todo",),
    "not-sure": ("not-sure",),
    "left": ("skipped", "later"),
    "look": ("look",),
}


def _titles() -> dict[str, str]:
    return {
        "todo": _("Not answered yet"),
        "not-sure": _("Not sure"),
        "left": _("Skipped, or for later"),
        "look": _("Needs another look"),
    }


class Filters(Stage):
    """Which questions to show, each kind with its number."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Take the review it was opened from."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the kinds."""
        marks = [one.mark for one in self.sitting.open().open_questions()]
        titles = _titles()
        choices = [
            Choice(which, titles[which], str(sum(marks.count(mark) for mark in wanted)))
            for which, wanted in _FILTERS.items()
        ]
        return Page(
            id="only",
            kind="menu",
            title=_("Show only what has no answer"),
            section=_("What is written"),
            text=(Paragraph(_("The number says how many questions there are."), "quiet"),),
            choices=(*choices, Choice("done", _("Back to the list"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Show the kind that was chosen."""
        if choice in _FILTERS:
            return Filtered(self.sitting, choice, self)
        return self.back() if choice == "done" else self

    def back(self) -> Stage:
        """Return to the review."""
        return self.before

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


class Filtered(Stage):
    """The questions of one kind, in all entries; each is asked, and the list comes again."""

    def __init__(self, sitting: Sitting, which: str, before: Stage) -> None:
        """Start at the top of the list."""
        super().__init__(sitting)
        self.which = which
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._questions: list[Question] = []

    def _found(self) -> list[Question]:
        book = self.sitting.open()
        if book.flow is not self._flow:
            wanted = _FILTERS[self.which]
            self._flow = book.flow
            self._questions = [one for one in book.open_questions() if one.mark in wanted]
        return self._questions

    def page(self) -> Page:
        """Return the questions as lines, below what they are about."""
        found = self._found()
        lines: list[Line] = []
        last = ""
        for number, one in self.window.of([*enumerate(found)]):
            about = self._about(one)
            if about != last:
                lines.append(Line("", about))
                last = about
            lines.append(self._line(f"q{number}", one))
        return Page(
            id=f"only|{self.which}|{self.window.start}",
            kind="list",
            title=_titles()[self.which],
            section=_("What is written"),
            text=() if lines else (Paragraph(self._none()),),
            lines=tuple(lines),
            choices=(*self.window.ways(len(found)), Choice("done", _("Go back"))),
            can_back=True,
        )

    def _about(self, one: Question) -> str:
        """Return the entry a question is about; of the whole case, its section's title."""
        flow = self.sitting.open().flow
        top = row_label(flow, top_row(flow, one.item.row))
        return top or words(flow, one.item.section.node, "title")

    def _line(self, code: str, one: Question) -> Line:
        flow = self.sitting.open().flow
        state = mark_words(one.mark) if len(_FILTERS[self.which]) > 1 else ""
        code = "" if self.sitting.read_only else code
        row = one.item.row
        inside = row_label(flow, row) if row != top_row(flow, row) else ""
        return Line(code, step_words(flow, one.item, "question"), inside, state)

    def _none(self) -> str:
        return {
            "todo": _("Every question that was reached has an answer, or was left on purpose."),
            "not-sure": _("There is no question you were not sure about."),
            "left": _("You skipped nothing, and left nothing for later."),
            "look": _("Everything fits together. Nothing needs another look."),
        }[self.which]

    def submit(self, values: Entered, choice: str) -> Stage:
        """Ask the question that was picked, then come back here."""
        if choice == "done":
            return self.back()
        if self.window.turned(choice) or self.sitting.read_only:
            return self
        found = {f"q{number}": one for number, one in enumerate(self._found())}
        picked = found.get(choice)
        return correct(self.sitting, picked.item.key, self) if picked is not None else self

    def row(self) -> str:
        """Return the case: the list is about all of it."""
        return ROOT

    def back(self) -> Stage:
        """Return to the kinds."""
        return self.before

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None
