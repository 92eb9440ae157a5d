"""Reading back what is written, and going to any answer to correct it."""

from __future__ import annotations

from tui.interview.answers import ROOT, Remove, Row
from tui.interview.flow import Flow
from tui.interview.runs import Item, Key
from tui.interview.walk import stored_answer
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.phrasing import display, row_label, step_words
from tui.session.rows import every_section, is_blank, presets, top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.session.stages.walking import Walking
from tui.wording import format_stamp
from tui.wording import gettext as _

_LONG = 200


def mark_words(mark: str) -> str:
    """Return why a question has no answer that counts, in words."""
    return {
        "skipped": _("Skipped"),
        "not-sure": _("Not sure"),
        "later": _("Later"),
        "look": _("Needs another look"),
        "todo": _("Not answered yet"),
    }.get(mark, "")


def edit(sitting: Sitting, key: Key, after: Stage) -> Stage:
    """Return the stage that asks one step again, then goes on to ``after``."""
    item = sitting.open().flow.find(key)
    if item is None:
        return after
    return Walking(sitting, item.section.script, lambda: after, at=key, once=True).started()


class Review(Stage):
    """The answers of the case or of one row, and the rows below it, each with its own review."""

    def __init__(self, sitting: Sitting, row: str = ROOT, before: Stage | None = None) -> None:
        """Show ``row``; ``before`` is the list it was picked from."""
        super().__init__(sitting)
        self.of = row
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._lines: list[tuple[str, Item | Row]] = []

    def page(self) -> Page:
        """Return the answers as lines that lead to their questions, and the rows.

        Of the whole case the entries come first: they are what people come back for.
        """
        flow = self.sitting.open().flow
        found = self._found()
        lines: list[Line] = []
        last_title = ""
        for code, one in self.window.of(found):
            title = self._title(one)
            if title and title != last_title:
                lines.append(Line("", title))
                last_title = title
            if isinstance(one, Row):
                lines.append(Line(code, row_label(flow, one.id), self._when(one)))
            else:
                lines.append(self._line(code, one))
        choices = self.window.ways(len(found))
        changes = not self.sitting.read_only
        if self.of == ROOT:
            choices.append(Choice("only", _("Show only what has no answer")))
            choices.append(Choice("done", _("Back to the menu")))
        else:
            if changes and self._unfinished() is not None:
                choices.append(Choice("more", _("Go on with this entry")))
            choices.append(Choice("done", _("Back to the list")))
            if self.sitting.stored:
                choices.append(Choice("changes", _("What was changed here")))
            if changes:
                choices.append(Choice("remove", _("Take this entry out")))
        return Page(
            id=f"review|{self.of}|{self.window.start}",
            kind="list",
            title=row_label(flow, self.of) or _("What is written"),
            section=_("Read and change") if changes else _("Read"),
            text=self._words(bool(lines)),
            lines=tuple(lines),
            choices=tuple(choices),
            can_back=True,
        )

    def _words(self, any_lines: bool) -> tuple[Paragraph, ...]:
        if not any_lines:
            return (Paragraph(_("There is nothing here yet.")),)
        text = [Paragraph(_("Pick a line to change it."), "quiet")]
        if self.sitting.read_only:
            text = []
        if self.of != ROOT:
            row = self.sitting.open().flow.answers.row(self.of)
            text.insert(0, Paragraph(self._when(row), "quiet"))
        return tuple(text)

    def _title(self, one: Item | Row) -> str:
        """Return the title of the section an answer is asked in, or that adds such rows."""
        if not isinstance(one, Row):
            return _(one.section.node.title)
        found = (
            section
            for section in every_section(self.sitting.open().flow)
            if section.adds and section.table == one.table
        )
        section = next(found, None)
        return _(section.node.title) if section is not None else ""

    def _when(self, row: Row) -> str:
        if row.changed:
            return _("Written {written}, changed {changed}").format(
                written=format_stamp(row.written, "short"),
                changed=format_stamp(row.changed, "short"),
            )
        if row.written:
            return _("Written {written}").format(written=format_stamp(row.written, "short"))
        return ""

    def _found(self) -> list[tuple[str, Item | Row]]:
        """Return the answers and the rows by code, worked out once for each state."""
        flow = self.sitting.open().flow
        if flow is not self._flow:
            answers, rows = self._answers(), self._rows()
            found = [*rows, *answers] if self.of == ROOT else [*answers, *rows]
            self._flow, self._lines = flow, found
        return self._lines

    def _answers(self) -> list[tuple[str, Item | Row]]:
        """Return the answers of this row by code, in the order they are asked."""
        # The short check of an opening is asked each time; there is nothing to look back to.
        flow = self.sitting.open().flow
        opening = {one.name for one in flow.scripts() if one.node.once == "opening"}
        return [
            (f"q{number}", item)
            for number, item in enumerate(flow.items_of(self.of))
            if item.kind == "ask"
            and item.state != "todo"
            and item.row == self.of
            and item.section.script not in opening
        ]

    def _rows(self) -> list[tuple[str, Item | Row]]:
        """Return the rows right below this one by code; blank ones are nothing to read."""
        flow = self.sitting.open().flow
        above = "" if self.of == ROOT else flow.answers.row(self.of).table
        tables = [table.name for table in flow.program.tables.values() if table.parent == above]
        given = presets(flow)
        rows = [row for table in tables for row in flow.rows(table, self.of)]
        numbered = enumerate(rows)
        return [(f"r{number}", row) for number, row in numbered if not is_blank(row, given)]

    def _line(self, code: str, item: Item) -> Line:
        flow = self.sitting.open().flow
        step = item.step
        code = "" if self.sitting.read_only else code
        answer = stored_answer(step, flow.answers.row(item.row)) if step is not None else None
        how = answer.open if answer is not None else None
        detail = mark_words(how) if how else ""
        if step is not None and not how:
            detail = display(flow, step, flow.value(*item.key))
            detail = detail if len(detail) <= _LONG else detail[:_LONG].rstrip() + " …"
        state = mark_words("look") if item.state == "look" else ""
        return Line(code, step_words(flow, item, "question"), detail, state)

    def _unfinished(self) -> Item | None:
        flow = self.sitting.open().flow
        top = top_row(flow, self.of)
        todo = (item for item in flow.items_of(top) if item.state in ("todo", "look"))
        return next(todo, None) if top == self.of else None

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the answer or row that was picked."""
        changes = not self.sitting.read_only
        match choice:
            case "done":
                return self.back()
            case "only" if self.of == ROOT:
                from tui.session.stages.filtering import Filters

                return Filters(self.sitting, self)
            case "changes" if self.of != ROOT and self.sitting.stored:
                from tui.session.stages.changes import Changes

                return Changes(self.sitting, self, self.of)
            case "remove" if self.of != ROOT and changes:
                return Removing(self.sitting, self)
            case "more" if self.of != ROOT and changes:
                return self._go_on()
        if self.window.turned(choice):
            return self
        picked = dict(self._found()).get(choice)
        if isinstance(picked, Row):
            return Review(self.sitting, picked.id, self)
        if picked is None or not changes:
            return self
        from tui.session.stages.rechecking import correct

        return correct(self.sitting, picked.key, self)

    def _go_on(self) -> Stage:
        item = self._unfinished()
        if item is None:
            return self
        return Walking(
            self.sitting, item.section.script, lambda: self, at=item.key, within=self.of
        ).started()

    def back(self) -> Stage:
        """Return to the list, or to the menu."""
        from tui.session.stages.home import Home

        return self.before or Home(self.sitting)

    def row(self) -> str:
        """Return the row that is read."""
        return self.of if self.stands() else ROOT

    def stands(self) -> bool:
        """Return whether the row is still there."""
        return self.sitting.book is not None and self.of in self.sitting.book.flow.answers


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
                Paragraph(row_label(self.sitting.open().flow, self.review.of)),
                Paragraph(
                    _(
                        "Once a court case has begun, taking things out can matter. It may be "
                        "good to ask a lawyer first."
                    ),
                    "warning",
                ),
                Paragraph(self._after()),
            ),
            choices=(
                Choice("keep", _("Leave it in")),
                Choice("remove", _("Take it out")),
                *self._for_good(),
            ),
            can_back=True,
        )

    def _for_good(self) -> list[Choice]:
        from tui.session.stages.taking_out import may_take_out

        if not may_take_out(self.sitting):
            return []
        return [Choice("erase", _("Take it out for good"), _("out of the history, too"))]

    def _after(self) -> str:
        """Return what becomes of it: a record that is kept hides none of its changes."""
        if self.sitting.stored:
            return _(
                "Until you leave, you can bring it back with Undo. It will not show in the "
                "record or in papers. But its words stay in the sealed history, for anyone who "
                "has the passphrase."
            )
        return _(
            "Until you leave, you can bring it back with Undo. After that it can't be brought back."
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out, or leave it."""
        if choice == "erase" and self._for_good():
            from tui.session.stages.taking_out import TakingOut, whole_row

            name = row_label(self.sitting.open().flow, self.review.of)
            wanted = whole_row(self.sitting, self.review.of, name)
            return TakingOut(self.sitting, wanted, self, self.review.back())
        if choice != "remove":
            return self.review
        sitting = self.sitting
        sitting.open().apply([Remove(self.review.of)], "review")
        answers = sitting.open().flow.answers
        for key in [key for key in sitting.drafts if key[0] not in answers]:
            del sitting.drafts[key]
        return self.review.back()

    def back(self) -> Stage:
        """Leave it in."""
        return self.review

    def stands(self) -> bool:
        """Return whether the row is still there."""
        return self.review.stands()
