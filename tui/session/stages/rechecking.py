"""Going through the safety check again: its answers decide where a record may be kept."""

from __future__ import annotations

from tui.interview.answers import ROOT, Put
from tui.interview.runs import Key
from tui.session.page import Choice, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.opening import SAFETY
from tui.session.stages.placing import checked_again
from tui.session.stages.reviewing import edit
from tui.session.stages.walking import Walking
from tui.wording import gettext as _


def check_again(sitting: Sitting) -> Stage:
    """Ask the safety check anew; where the record is kept does not change by itself.

    Raises:
        NotStored: It could not be stored; nothing has changed.
    """
    book = sitting.open()
    script = book.program.scripts[SAFETY]
    fresh = [
        Put(ROOT, step.name, None)
        for step in script.all_steps()
        if step.kind != "section" and book.flow.answers.get(ROOT, step.name) is not None
    ]
    book.apply(fresh, SAFETY)

    def done() -> Stage:
        sitting.open().settle()
        return checked_again(sitting)

    return Walking(sitting, SAFETY, done).started()


def correct(sitting: Sitting, key: Key, after: Stage) -> Stage:
    """Return the stage that asks one step again, or that leads to the safety check.

    One of its answers alone would change without anybody asking what follows from it.
    """
    item = sitting.open().flow.find(key)
    if item is not None and item.section.script == SAFETY:
        return Recheck(sitting, after)
    return edit(sitting, key, after)


class Recheck(Stage):
    """Says why an answer of the check is not changed by itself."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Take the list that the answer was picked from."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="recheck",
            kind="menu",
            title=_("An answer of the safety check"),
            text=(
                Paragraph(
                    _(
                        "These answers decide together where a record may be kept. So they are "
                        "not changed one by one: the check is gone through again."
                    )
                ),
                Paragraph(_("It takes a minute or two."), "quiet"),
            ),
            choices=(
                Choice("not", _("Leave it as it is")),
                Choice("again", _("Go through the safety check again")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go through it, or leave it.

        Raises:
            NotStored: It could not be stored; nothing has changed.
        """
        return check_again(self.sitting) if choice == "again" else self.before

    def back(self) -> Stage:
        """Leave it as it is."""
        return self.before

    def row(self) -> str:
        """Return what the list was about."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None
