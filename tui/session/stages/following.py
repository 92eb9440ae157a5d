"""What is still open: evidence still needed and things to do, each leading to its step."""

from __future__ import annotations

from tui.case.deadlines import deadline
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.flow import Flow
from tui.interview.follows import FoundGap, Task
from tui.interview.runs import Key
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label, said, words
from tui.session.questions import done_answer
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.session.stages.reviewing import Review, edit
from tui.wording import format_when
from tui.wording import gettext as _


class Open(Stage):
    """The list of gaps and tasks."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Start at the top of the list; ``before`` is where it was opened from."""
        super().__init__(sitting)
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._points: list[tuple[str, FoundGap | Task]] = []

    def _found(self) -> list[tuple[str, FoundGap | Task]]:
        """Return gaps first, then tasks, done ones last, each with its code."""
        flow = self.sitting.open().flow
        if flow is not self._flow:
            self._flow, self._points = flow, self._worked_out(flow)
        return self._points

    def _worked_out(self, flow: Flow) -> list[tuple[str, FoundGap | Task]]:
        gaps = [(f"g{number}", gap) for number, gap in enumerate(flow.gaps())]
        tasks = [(f"t{number}", task) for number, task in enumerate(flow.tasks())]
        return [*gaps, *sorted(tasks, key=lambda pair: self._rests(pair[1]))]

    def page(self) -> Page:
        """Return the lines, each leading to its step."""
        found = self._found()
        lines: list[Line] = []
        last: type | None = None
        for code, one in self.window.of(found):
            if type(one) is not last:
                head = _("Still needed") if isinstance(one, FoundGap) else _("To do")
                lines.append(Line("", head))
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

    def _line(self, code: str, one: FoundGap | Task) -> Line:
        flow = self.sitting.open().flow
        if isinstance(one, FoundGap):
            return Line(code, said(flow, one.row, _(one.gap.text)), row_label(flow, one.row))
        row = one.key[0]
        text = said(flow, row, words(flow, one.step.node, "text"))
        return Line(code, text, row_label(flow, row), self._state(one))

    def _rests(self, task: Task) -> bool:
        """Whether a task needs nothing now: it is done, or done until its next time."""
        at = deadline(task, self.sitting.today())
        return at.state == "done" or (task.done and at.state == "ahead")

    def _state(self, task: Task) -> str:
        """Return where a task stands today, in words."""
        at = deadline(task, self.sitting.today())
        if at.state == "done":
            return _("Done")
        if at.when is None:
            return ""
        date = format_when(at.when)
        if at.state == "overdue":
            return _("Was due {date}").format(date=date)
        if task.done:
            # Translators: a task that comes back, on this day.
            return _("Done; again on {date}").format(date=date)
        return _("Due {date}").format(date=date)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the step that closes a gap, or mark a task done."""
        if choice == "done":
            return self.back()
        if self.window.turned(choice):
            return self
        one = dict(self._found()).get(choice)
        if isinstance(one, FoundGap):
            return self._close(one)
        if isinstance(one, Task):
            row, name = one.key
            by = one.step.by
            answer = Answer(open="later", by=by)
            if not self._rests(one):
                answer = done_answer(one.step, self.sitting.today(), by)
            self.sitting.open().apply([Put(row, name, answer)], by)
        return self

    def _close(self, gap: FoundGap) -> Stage:
        flow = self.sitting.open().flow
        key: Key | None = gap.key
        if key is not None and flow.find(key) is not None:
            return edit(self.sitting, key, self)
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
