"""Reading back what is written, and going to any answer to correct it."""

from __future__ import annotations

from tui.interview.answers import ROOT, Remove
from tui.interview.runs import Item, Key
from tui.interview.walk import stored_answer
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import display, row_label, step_words
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.walking import Walking
from tui.wording import format_stamp
from tui.wording import gettext as _

_LONG = 200


def left_words(how: str) -> str:
    """Return how a question was left, in words."""
    return {
        "skipped": _("Skipped"),
        "not-sure": _("Not sure"),
        "later": _("Later"),
    }.get(how, "")


def edit(sitting: Sitting, key: Key, after: Stage) -> Stage:
    """Return the stage that asks one step again, then goes on to ``after``."""
    item = sitting.open().flow.find(key)
    if item is None:
        return after
    return Walking(sitting, item.section.script, lambda: after, at=key, once=True).started()


class Review(Stage):
    """All answers of the case, or of one row (an entry) of it."""

    def __init__(self, sitting: Sitting, row: str = ROOT, before: Review | None = None) -> None:
        """Show ``row``; the case lists its rows, each leading to its own review."""
        super().__init__(sitting)
        self.row = row
        self.before = before

    def page(self) -> Page:
        """Return the answers as lines that lead to their questions."""
        flow = self.sitting.open().flow
        lines: list[Line] = []
        keys = self._keys()
        last_title = ""
        for code, (key, item) in keys.items():
            title = _(item.section.node.title)
            if title and title != last_title and item.row == self.row:
                lines.append(Line("", title))
                last_title = title
            lines.append(self._line(code, key, item))
        for code, row_id in self._rows().items():
            lines.append(Line(code, row_label(flow, row_id), self._when(row_id), depth=0))
        choices = [Choice("done", _("Back to the menu"))]
        if self.row != ROOT:
            choices = [Choice("done", _("Back to the list"))]
            if self._unfinished() is not None:
                choices.insert(0, Choice("more", _("Go on with this entry")))
            choices.append(Choice("remove", _("Take this entry out")))
        return Page(
            id=f"review|{self.row}",
            kind="list",
            title=row_label(flow, self.row) or _("What is written"),
            section=_("Read and change"),
            text=self._words(bool(lines)),
            lines=tuple(lines),
            choices=tuple(choices),
            can_back=True,
        )

    def _words(self, any_lines: bool) -> tuple[Paragraph, ...]:
        if not any_lines:
            return (Paragraph(_("There is nothing here yet.")),)
        text = [Paragraph(_("Pick a line to change it."), "quiet")]
        if self.row != ROOT:
            text.insert(0, Paragraph(self._when(self.row), "quiet"))
        return tuple(text)

    def _when(self, row_id: str) -> str:
        row = self.sitting.open().flow.answers.row(row_id)
        if row.changed:
            return _("Written {written}, changed {changed}").format(
                written=format_stamp(row.written, "short"),
                changed=format_stamp(row.changed, "short"),
            )
        if row.written:
            return _("Written {written}").format(written=format_stamp(row.written, "short"))
        return ""

    def _keys(self) -> dict[str, tuple[Key, Item]]:
        """Return the answered asks of this row (and of the rows below an entry) by code."""
        flow = self.sitting.open().flow
        found = {}
        items = flow.items() if self.row == ROOT else flow.items_of(self.row)
        for number, item in enumerate(items):
            shown = item.row == ROOT if self.row == ROOT else True
            if item.kind == "ask" and item.state != "todo" and shown:
                found[f"q{number}"] = (item.key, item)
        return found

    def _rows(self) -> dict[str, str]:
        """Return the case-level rows by code; none inside an entry."""
        if self.row != ROOT:
            return {}
        flow = self.sitting.open().flow
        tables = [table.name for table in flow.program.tables.values() if not table.parent]
        rows = [row.id for table in tables for row in flow.rows(table)]
        return {f"r{number}": row_id for number, row_id in enumerate(rows)}

    def _line(self, code: str, key: Key, item: Item) -> Line:
        flow = self.sitting.open().flow
        step = item.step
        answer = stored_answer(step, flow.answers.row(item.row)) if step is not None else None
        how = answer.open if answer is not None else None
        detail = left_words(how) if how else ""
        if step is not None and not how:
            detail = display(flow, step, flow.value(*key))
            detail = detail if len(detail) <= _LONG else detail[:_LONG].rstrip() + " …"
        state = _("Needs another look") if item.state == "look" else (left_words(how or ""))
        depth = 0 if item.row == self.row else 1
        return Line(code, step_words(flow, item, "question"), detail, state, depth)

    def _unfinished(self) -> Key | None:
        flow = self.sitting.open().flow
        for item in flow.items_of(self.row):
            if item.state in ("todo", "look"):
                return item.key
        return None

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the answer or row that was picked."""
        keys, rows = self._keys(), self._rows()
        if choice in keys:
            return edit(self.sitting, keys[choice][0], self)
        if choice in rows:
            return Review(self.sitting, rows[choice], self)
        if choice == "more":
            return self._go_on()
        if choice == "remove" and self.row != ROOT:
            return Removing(self.sitting, self)
        if choice == "done":
            return self.back()
        return self

    def _go_on(self) -> Stage:
        key = self._unfinished()
        item = self.sitting.open().flow.find(key) if key is not None else None
        if item is None:
            return self
        before = self.before or self
        return Walking(self.sitting, item.section.script, lambda: before, at=item.key).started()

    def back(self) -> Stage:
        """Return to the list, or to the menu."""
        from tui.session.stages.home import Home

        return self.before or Home(self.sitting)


class Removing(Stage):
    """Asks before a row is taken out."""

    def __init__(self, sitting: Sitting, review: Review) -> None:
        """Take the review of the row."""
        super().__init__(sitting)
        self.review = review

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="remove",
            kind="menu",
            title=_("Take this entry out?"),
            text=(
                Paragraph(row_label(self.sitting.open().flow, self.review.row)),
                Paragraph(
                    _(
                        "Once a court case has begun, taking things out can matter. It may be "
                        "good to ask a lawyer first. It can't be brought back."
                    ),
                    "warning",
                ),
            ),
            choices=(
                Choice("keep", _("Leave it in")),
                Choice("remove", _("Take it out")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out, or leave it."""
        if choice != "remove":
            return self.review
        self.sitting.open().apply([Remove(self.review.row)], "review")
        return self.review.back()

    def back(self) -> Stage:
        """Leave it in."""
        return self.review
