"""What is still open: evidence needed, things to do, questions left, each leading to its step."""

from __future__ import annotations

from datetime import date

import msgspec

from tui.case.deadlines import deadline
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.dates import UNKNOWN, When
from tui.interview.flow import Flow
from tui.interview.follows import FoundGap, Task
from tui.session.ahead import HAND_OVER, may_hand_over
from tui.session.counting import Question, rests
from tui.session.noticing import heading, signs_of
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label, said, step_words, words
from tui.session.questions import done_answer, message_for
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.noticing import Notice
from tui.session.stages.paging import Window
from tui.session.stages.rechecking import correct
from tui.session.stages.reviewing import Review, mark_words
from tui.session.stages.walking import Walking
from tui.wording import format_when
from tui.wording import gettext as _

_Point = FoundGap | Task | Question

_NOTICE = "notice"
_RANKS = ("overdue", "due", "ahead", "open")


class Open(Stage):
    """The list of gaps, of tasks, and of questions to come back to."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Start at the top of the list; ``before`` is where it was opened from."""
        super().__init__(sitting)
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._today = sitting.today()
        self._points: dict[str, _Point] = {}

    def _found(self) -> dict[str, _Point]:
        """Return gaps first, then tasks, then questions, each with its code."""
        flow, today = self.sitting.open().flow, self.sitting.today()
        if flow is not self._flow or today != self._today:
            points = self.sitting.open().open_points()
            found: dict[str, _Point] = {f"g{n}": one for n, one in enumerate(points.gaps)}
            tasks = sorted(points.tasks, key=lambda task: _rank(task, today))
            found |= {f"t{n}": one for n, one in enumerate(tasks)}
            found |= {f"q{n}": one for n, one in enumerate(points.questions)}
            self._flow, self._today, self._points = flow, today, found
        return self._points

    def page(self) -> Page:
        """Return the lines, each leading to its step."""
        found = list(self._found().items())
        lines: list[Line] = []
        last: type | None = None
        if not self.window.start and (signs := signs_of(self.sitting)):
            lines.append(Line(_NOTICE, heading(signs), _("About safety")))
        for code, one in self.window.of(found):
            if type(one) is not last:
                lines.append(Line("", _heading(one)))
            last = type(one)
            lines.append(self._line(code, one))
        empty = Paragraph(_("Nothing is open. You can add more whenever you like."))
        return Page(
            id="open",
            kind="list",
            title=_("What is still open"),
            text=() if lines else (empty,),
            lines=tuple(lines),
            choices=(*self.window.ways(len(found)), Choice("done", _("Go back"))),
            can_back=True,
        )

    def _line(self, code: str, one: _Point) -> Line:
        flow = self.sitting.open().flow
        code = "" if self.sitting.read_only else code
        if isinstance(one, FoundGap):
            return Line(code, said(flow, one.row, _(one.gap.text)), row_label(flow, one.row))
        if isinstance(one, Question):
            label = step_words(flow, one.item, "question")
            return Line(code, label, row_label(flow, one.item.row), mark_words(one.mark))
        row = one.key[0]
        text = said(flow, row, words(flow, one.step.node, "text"))
        return Line(
            code,
            text,
            row_label(flow, row),
            standing(one, self.sitting.today(), strict=_is_office(self.sitting)),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the step that closes what was picked; this list is shown again after it."""
        if choice == "done":
            return self.back()
        if choice == _NOTICE:
            return Notice(self.sitting, self)
        if self.window.turned(choice) or self.sitting.read_only:
            return self
        one = self._found().get(choice)
        if isinstance(one, FoundGap):
            return self._close(one)
        if isinstance(one, Task):
            return Doing(self.sitting, one, self)
        return self._answer(one) if one is not None else self

    def _answer(self, question: Question) -> Stage:
        """Ask a question; an entry that was begun goes on from where it stands."""
        sitting, item = self.sitting, question.item
        top = top_row(sitting.open().flow, item.row)
        if question.mark == "todo" and top != ROOT:
            script = item.section.script
            return Walking(sitting, script, lambda: self, at=item.key, within=top).started()
        return correct(sitting, item.key, self)

    def _close(self, gap: FoundGap) -> Stage:
        flow = self.sitting.open().flow
        if gap.key is not None and flow.find(gap.key) is not None:
            return correct(self.sitting, gap.key, self)
        row = top_row(flow, gap.row)
        return self if row == ROOT else Review(self.sitting, row, self)

    def row(self) -> str:
        """Return the row the person came from."""
        return self.before.row() if self.before is not None else ROOT

    def place(self) -> tuple[str, str, str]:
        """Return the step the person came from."""
        return self.before.place() if self.before is not None else ("", "", "")

    def back(self) -> Stage:
        """Return to where it was opened from, or to the menu."""
        from tui.session.stages.home import Home

        return self.before or Home(self.sitting)

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


class Doing(Stage):
    """A task on its own page: it is done, or stays on the list, or comes back to it."""

    def __init__(self, sitting: Sitting, task: Task, before: Stage) -> None:
        """Take the task; ``before`` is the list it was picked from."""
        super().__init__(sitting)
        self.task = task
        self.before = before

    def page(self) -> Page:
        """Return what there is to do, and where it stands."""
        flow, today = self.sitting.open().flow, self.sitting.today()
        item = flow.find(self.task.key)
        if item is None:
            raise RuntimeError("the task is gone")
        made = message_for(flow, item)
        state = standing(self.task, today, strict=_is_office(self.sitting))
        about = [one for one in (row_label(flow, item.row), state) if one]
        choices = made.choices
        if rests(self.task, today):
            choices = (
                Choice("keep", _("Leave it as it is")),
                Choice("later", _("It is not done: put it back on my list")),
            )
        if self._hands_over:
            choices = (Choice("handover", _("Hand over, then delete")), *choices)
        return msgspec.structs.replace(
            made,
            text=(*made.text, *(Paragraph(one, "quiet") for one in about)),
            choices=choices,
            progress=None,
            can_back=True,
        )

    @property
    def _hands_over(self) -> bool:
        """Whether it is the task to hand a client's record over, which has pages of its own."""
        return self.task.key[1] == HAND_OVER and may_hand_over(self.sitting)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Mark it, and return to the list; or go where it is done."""
        if choice == "handover" and self._hands_over:
            from tui.session.stages.handing_over import HandOver

            return HandOver(self.sitting, self)
        step = self.task.step
        done = done_answer(step, self.sitting.today(), step.by)
        answer = {"done": done, "later": Answer(open="later", by=step.by)}.get(choice)
        if answer is not None:
            row, name = self.task.key
            self.sitting.open().apply([Put(row, name, answer)], step.by)
            self.sitting.saved = True
        elif choice != "keep":
            return self
        return self.before

    def row(self) -> str:
        """Return the row the task is about."""
        return self.task.key[0]

    def back(self) -> Stage:
        """Return to the list."""
        return self.before

    def stands(self) -> bool:
        """Return whether the task is still there."""
        book = self.sitting.book
        return book is not None and book.flow.find(self.task.key) is not None


def _heading(one: _Point) -> str:
    if isinstance(one, FoundGap):
        return _("Still needed")
    return _("To do") if isinstance(one, Task) else _("Questions to come back to")


def _rank(task: Task, today: date) -> tuple[int, tuple[object, ...]]:
    """Return where a task stands in the list: what is due first comes first."""
    at = deadline(task, today)
    rank = len(_RANKS) if rests(task, today) else _RANKS.index(at.state)
    return rank, (at.when or UNKNOWN).sort_key


def standing(task: Task, today: date, *, strict: bool = False) -> str:
    """Return where a task stands on a day, in words.

    Args:
        task: The task.
        today: The day.
        strict: Whether what is late is called late, as an office has to know it. Anybody else is
            not told off: the day may have passed before they could know of it.
    """
    at = deadline(task, today)
    if at.state == "done":
        return _("Done")
    if at.when is None:
        return ""
    when = format_when(_day_of(at.when))
    if at.state == "overdue":
        words = _("Was due {date}") if strict else _("Open since {date}")
        return words.format(date=when)
    if rests(task, today):
        # Translators: a task that comes back, on this day.
        return _("Done; again on {date}").format(date=when)
    return _("Due {date}").format(date=when)


def _is_office(sitting: Sitting) -> bool:
    return sitting.open().audience == "council"


def _day_of(when: When) -> When:
    """Return the day of a date: what is to be done on it has no time of its own."""
    day, clock, _time = when.text.partition("T")
    return When.parse(day) if clock and "/" not in when.text else when
