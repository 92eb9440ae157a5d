"""The parts of a journey and how far each is, leading to where it can be answered now."""

from __future__ import annotations

import re

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.program import WalkScript
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.parts import (
    Part,
    Standing,
    holds,
    is_list,
    items_of,
    parts_of,
    standing,
    target,
    unfinished,
)
from tui.session.phrasing import row_label, said, step_words, words
from tui.session.rows import is_in, journeys
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.home import Home
from tui.session.stages.paging import WINDOW, Window
from tui.session.stages.reviewing import Review
from tui.session.stages.walking import Walking
from tui.wording import format_list, ngettext
from tui.wording import gettext as _

_SENTENCE = re.compile(r"(?<=[.?!])\s")
"""Where a question's first sentence ends: in a list it is enough."""


class Outline(Stage):
    """The parts of the journey the person is in; of every journey where they are in none.

    Args:
        sitting: The sitting.
        before: The stage it was opened from: it goes back there.
    """

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """See the class."""
        super().__init__(sitting)
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._parts: list[Part | WalkScript] = []
        self._waiting: list[Part] = []
        self._present = -1
        self._found()
        self.window.start = max(self._present, 0) // WINDOW * WINDOW

    def _scripts(self) -> list[WalkScript]:
        name = self.before.place()[0]
        flow = self.sitting.open().flow
        one = [script for script in flow.scripts() if script.name == name]
        return one or journeys(flow)

    def _found(self) -> list[Part | WalkScript]:
        """Return the parts that something is asked in now."""
        flow = self.sitting.open().flow
        if flow is not self._flow:
            self._flow, self._parts, self._waiting = flow, [], []
            scripts, here = self._scripts(), self.row()
            for script in scripts:
                if len(scripts) > 1:
                    self._parts.append(script)
                for one in parts_of(flow, script, here):
                    (self._waiting if one.waits else self._parts).append(one)
            self._present = self._find_present(flow)
        return self._parts

    def _find_present(self, flow: Flow) -> int:
        """Return the number of the innermost part the person is in; -1 for none."""
        _script, row, name = self.before.place()
        item = flow.find((row, name)) if name else None
        here = self.row()
        found = -1
        for number, one in enumerate(self._parts):
            if isinstance(one, WalkScript):
                continue
            if item is not None:
                found = number if holds(flow, one, item) else found
            elif here != ROOT and one.kind == "row" and is_in(flow, here, one.row):
                found = number
        return found

    def row(self) -> str:
        """Return the row the person is in; it may have been taken back meanwhile."""
        row = self.before.row()
        return row if row in self.sitting.open().flow.answers else ROOT

    def place(self) -> tuple[str, str, str]:
        """Return the step the person is at."""
        return self.before.place()

    def page(self) -> Page:
        """Return the parts as lines."""
        flow = self.sitting.open().flow
        found = self._found()
        shown = self.window.of([*enumerate(found)])
        scripts = self._scripts()
        title = _(scripts[0].node.title) if len(scripts) == 1 else ""
        return Page(
            id=f"outline|{self.window.start}",
            kind="list",
            title=_("Parts"),
            section=title,
            text=self._words(flow),
            lines=tuple(self._line(flow, number, one) for number, one in shown),
            choices=(*self.window.ways(len(found)), Choice("done", _("Go back"))),
            can_back=True,
            focus=f"p{self._present}" if self._present >= 0 else "",
        )

    def _words(self, flow: Flow) -> tuple[Paragraph, ...]:
        if not self._parts:
            return (Paragraph(_("There is nothing here yet.")),)
        text = [Paragraph(_("Pick a part to go there. What you answered stays."), "quiet")]
        if self.sitting.read_only:
            text = [Paragraph(_("You can read the entries here, and change nothing."), "quiet")]
        inside = [one for one in self._waiting if one.row != ROOT]
        names = list(dict.fromkeys(self._title(flow, one) for one in inside or self._waiting))
        if names:
            later = _("What you answer decides whether these come: {parts}.")
            text.append(Paragraph(later.format(parts=format_list(names)), "quiet"))
        return tuple(text)

    def _title(self, flow: Flow, part: Part) -> str:
        """Return what a part is called: questions between sections by the first of them."""
        if part.kind == "row":
            return row_label(flow, part.row)
        # An entry's first questions are called like the section that has the entries.
        first = part.kind == "loose" and part.section.steps[0].name in part.names
        if part.kind == "section" or (first and part.section.table):
            return said(flow, part.row, words(flow, part.section.node, "title"))
        asked = next(one for one in items_of(flow, part) if one.kind == "ask")
        return _SENTENCE.split(step_words(flow, asked, "question"), maxsplit=1)[0]

    def _line(self, flow: Flow, number: int, part: Part | WalkScript) -> Line:
        if isinstance(part, WalkScript):
            return Line("", _(part.node.title))
        code = f"p{number}"
        if self.sitting.read_only and part.kind != "row":
            code = ""
        detail = _("You are here") if number == self._present else ""
        state = self._rows_state(flow, part) if is_list(part) else _state(standing(flow, part))
        return Line(code, self._title(flow, part), detail, state, part.depth)

    def _rows_state(self, flow: Flow, part: Part) -> str:
        """Return how far the rows of a section are, all together."""
        count, open_rows = unfinished(flow, part.section)
        if not count:
            return _("Nothing yet")
        if not open_rows:
            return ngettext("{count} in all", "{count} in all", count).format(count=count)
        return ngettext(
            "{count} in all, {begun} not finished", "{count} in all, {begun} not finished", count
        ).format(count=count, begun=open_rows)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the part that was picked."""
        if choice == "done":
            return self.back()
        if self.window.turned(choice):
            return self
        codes = {f"p{number}": one for number, one in enumerate(self._found())}
        part = codes.get(choice)
        if part is None or isinstance(part, WalkScript):
            return self
        if self.sitting.read_only:
            return Review(self.sitting, part.row, self) if part.kind == "row" else self
        return self._go(part)

    def _go(self, part: Part) -> Stage:
        """Walk the journey from a part on; back leads here."""
        flow = self.sitting.open().flow
        found = target(flow, part)
        if found is None:
            return self
        at, ahead = found
        before, sitting = self.before, self.sitting
        script = part.section.script
        same = isinstance(before, Walking) and before.script == script and not before.once
        done = before.done if isinstance(before, Walking) and same else lambda: Home(sitting)
        if script in {one.name for one in journeys(flow)} and flow.next(script) is None:
            # It is only read again: the parts are what comes after it.
            done = self._again
        return Walking(sitting, script, done, at=at, origin=self, ahead=ahead).started()

    def _again(self) -> Stage:
        return self

    def back(self) -> Stage:
        """Return to where it was opened from."""
        return self.before

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


def _state(at: Standing) -> str:
    """Return how far a part is, in words."""
    if at.look:
        return _("Needs another look")
    if not at.asked:
        return "" if at.todo else _("Done")
    if not at.done:
        return _("Not begun")
    if at.todo or at.waits:
        if at.waits or at.done == at.asked:
            return _("Begun")
        return _("{done} of {all} answered").format(done=at.done, all=at.asked)
    if at.left:
        return ngettext(
            "Done, {count} question left open", "Done, {count} questions left open", at.left
        ).format(count=at.left)
    return _("All answered")
