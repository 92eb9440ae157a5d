"""The page of a calm word: what it rests on, and where it points to."""

from __future__ import annotations

from tui.case.signs import Sign
from tui.session.noticing import heading, put_aside, sentences, signs_of
from tui.session.page import Choice, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.wording import gettext as _


class Notice(Stage):
    """What a record says that may mean more danger. It can be put aside."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where it was opened from."""
        super().__init__(sitting)
        self.before = before
        self.signs: tuple[Sign, ...] = signs_of(sitting)

    def page(self) -> Page:
        """Return what it rests on, and what may help."""
        choices = [Choice("people", _("People to call")), Choice("done", _("Go back"))]
        may_help = _("It may help to talk to somebody about a plan.")
        if not self.sitting.read_only:
            may_help = _(
                "It may help to go through the safety check again, and to talk to somebody about "
                "a plan."
            )
            choices.insert(0, Choice("safety", _("Go through the safety check again")))
            choices.insert(2, Choice("aside", _("Put this aside for four weeks")))
        return Page(
            id="notice",
            kind="menu",
            title=heading(self.signs),
            text=(
                *(Paragraph(one) for one in sentences(self.signs)),
                Paragraph(may_help, "note"),
                Paragraph(
                    _("If you are in danger, call 911. In Nunavut, call your local RCMP station.")
                ),
                Paragraph(self._limits(), "quiet"),
            ),
            choices=tuple(choices),
            can_back=True,
        )

    def _limits(self) -> str:
        """Return what such a word can't know."""
        if self.sitting.open().audience == "volunteer":
            return _(
                "This only counts and repeats what is written here. It can't know what comes next. "
                "The sense that the person you are helping has of it counts more."
            )
        return _(
            "This only counts and repeats what is written here. It can't know what comes next. "
            "Your own sense of it counts more."
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads.

        Raises:
            NotStored: It could not be put aside; it stays.
        """
        from tui.session.stages.home import People
        from tui.session.stages.rechecking import check_again

        match choice:
            case "safety" if not self.sitting.read_only:
                return check_again(self.sitting)
            case "people":
                return People(self.sitting, self)
            case "aside" if not self.sitting.read_only:
                put_aside(self.sitting)
                self.sitting.told = _("It is put aside. It comes back if something else changes.")
                return self.before
            case "done":
                return self.before
        return self

    def back(self) -> Stage:
        """Return to where it was opened from."""
        return self.before

    def row(self) -> str:
        """Return what the page was about that it was opened from."""
        return self.before.row()

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None
