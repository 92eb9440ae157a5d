"""What is still open: evidence still needed and things to do, each leading to its step."""

from __future__ import annotations

from tui.interview.answers import Answer, Put
from tui.interview.dates import When
from tui.interview.follows import FoundGap, Task
from tui.interview.runs import Key
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import row_label, said, words
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.reviewing import Review, edit
from tui.wording import format_when
from tui.wording import gettext as _


class Open(Stage):
    """The list of gaps and tasks."""

    def _found(self) -> tuple[dict[str, FoundGap], dict[str, Task]]:
        flow = self.sitting.open().flow
        gaps = {f"g{number}": gap for number, gap in enumerate(flow.gaps())}
        tasks = {f"t{number}": task for number, task in enumerate(flow.tasks())}
        return gaps, tasks

    def page(self) -> Page:
        """Return gaps first, then tasks, done ones last."""
        flow = self.sitting.open().flow
        gaps, tasks = self._found()
        lines: list[Line] = []
        if gaps:
            lines.append(Line("", _("Still needed")))
        for code, gap in gaps.items():
            text = said(flow, gap.row, _(gap.gap.text))
            lines.append(Line(code, text, row_label(flow, gap.row)))
        if tasks:
            lines.append(Line("", _("To do")))
        for code, task in sorted(tasks.items(), key=lambda pair: pair[1].done):
            text = said(flow, task.key[0], words(flow, task.step.node, "text"))  # type: ignore[arg-type]
            lines.append(
                Line(
                    code,
                    text,
                    row_label(flow, task.key[0]),
                    _("Done") if task.done else self._due(task),
                )
            )
        empty = Paragraph(_("Nothing is open. You can add more whenever you like."))
        return Page(
            id="open",
            kind="list",
            title=_("What is still open"),
            text=() if lines else (empty,),
            lines=tuple(lines),
            choices=(Choice("done", _("Back to the menu")),),
            can_back=True,
        )

    def _due(self, task: Task) -> str:
        if task.due is None:
            return ""
        overdue = When.parse(self.sitting.today().isoformat())
        text = _("Due {date}").format(date=format_when(task.due))
        if task.due.end < overdue.start:
            text = _("Was due {date}").format(date=format_when(task.due))
        return text

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the step that closes a gap, or mark a task done."""
        gaps, tasks = self._found()
        if choice in gaps:
            return self._close(gaps[choice])
        if choice in tasks:
            task = tasks[choice]
            row, name = task.key
            done = None if task.done else True
            answer = (
                Answer(done, by=task.step.by) if done else Answer(open="later", by=task.step.by)
            )
            self.sitting.open().apply([Put(row, name, answer)], task.step.script)
            return self
        return self.back()

    def _close(self, gap: FoundGap) -> Stage:
        flow = self.sitting.open().flow
        key: Key | None = gap.key
        if key is not None and flow.find(key) is not None:
            return edit(self.sitting, key, self)
        row = gap.row
        if row == "case":
            return self
        return Review(self.sitting, _top(self.sitting, row), Review(self.sitting))

    def back(self) -> Stage:
        """Return to the menu."""
        from tui.session.stages.home import Home

        return Home(self.sitting)


def _top(sitting: Sitting, row: str) -> str:
    answers = sitting.open().flow.answers
    while answers.parent(row) != "case":
        row = answers.parent(row)
    return row
