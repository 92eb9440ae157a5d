"""Whether files may come into a client's record: how that stands, and what leads there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tui.case.consent import SCRIPT, TAKEN_BACK, Consent, consent
from tui.evidence.taking import NotAgreed
from tui.interview.answers import ROOT
from tui.session.page import Choice, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence
from tui.wording import format_date
from tui.wording import gettext as _


def standing(sitting: Sitting) -> Consent:
    """Return how it stands today in the record that is open."""
    return consent(sitting.open().flow, sitting.today())


def allowed_words(found: Consent) -> Paragraph | None:
    """Return what to say beside files that are taken in; nothing of one's own record."""
    if not found.needed:
        return None
    if not found.given:
        return Paragraph(sentence(NotAgreed(found)), "warning")
    day = format_date(found.until) if found.until is not None else ""
    words = _("The clinic and the person you are helping have agreed to it, until {date}.")
    return Paragraph(words.format(date=day), "quiet")


class NotTaken(Stage):
    """Files were named, and no copy of them may come in."""

    def __init__(self, sitting: Sitting, after: Stage, again: Callable[[], Stage]) -> None:
        """Take what follows, and what offers the files once more."""
        super().__init__(sitting)
        self.after = after
        self.again = again

    def page(self) -> Page:
        """Return why, and the ways on."""
        return Page(
            id="not-taken",
            kind="menu",
            title=_("No copy of it is kept"),
            text=tuple(self._words()),
            choices=(
                Choice("next", _("Go on: the name alone is noted")),
                Choice("agreed", _("Write down what was agreed")),
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        found = standing(self.sitting)
        if (words := allowed_words(found)) is not None:
            yield words
        yield Paragraph(
            _(
                "Show the person you are helping how to keep it on their own device. Then it is "
                "theirs to show, and nobody has to ask you about it."
            )
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on, or to the questions about what was agreed."""
        if choice == "agreed":
            return agreeing(self.sitting, self.again)
        return self.after

    def back(self) -> Stage:
        """Return to where the files were named."""
        return behind(self.after)

    def row(self) -> str:
        """Return the row that follows."""
        return self.after.row()

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None


def behind(after: Stage) -> Stage:
    """Return where files were named; what follows where that was an edit."""
    from tui.session.stages.walking import Walking

    return after.back() if isinstance(after, Walking) else after


def agreeing(sitting: Sitting, after: Callable[[], Stage]) -> Stage:
    """Return the questions about what was agreed; all answered, the one about taking it back.

    Args:
        sitting: The sitting.
        after: Makes the stage that follows.
    """
    from tui.session.stages.rechecking import correct
    from tui.session.stages.walking import Walking, wanting

    flow = sitting.open().flow
    item = wanting(
        (one for one in flow.items(SCRIPT) if one.row == ROOT and one.kind != "more"), None
    )
    if item is not None:
        return Walking(sitting, SCRIPT, after, at=item.key).started()
    key = (ROOT, TAKEN_BACK)
    if flow.find(key) is None:
        key = (ROOT, "clinic_agrees")
    return correct(sitting, key, after()) if flow.find(key) is not None else after()
