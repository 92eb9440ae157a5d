"""What a stage is: it shows a page, takes what was entered, and says which stage is next."""

from __future__ import annotations

from collections.abc import Mapping

from tui.interview.codec import BadAnswer
from tui.session.page import Choice, Left, Page, Paragraph, Raw
from tui.session.sitting import Sitting
from tui.wording import gettext as _

Entered = Mapping[str, Raw | Left]


class Stage:
    """One stage. Subclasses show pages; what they return from ``submit`` comes next."""

    def __init__(self, sitting: Sitting) -> None:
        """Take the sitting's state."""
        self.sitting = sitting

    def page(self) -> Page:
        """Return the page to show now."""
        raise NotImplementedError(type(self).__name__)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take what was entered and chosen; return the stage that is next."""
        raise NotImplementedError(type(self).__name__)

    def back(self) -> Stage:
        """Return the stage a step back leads to; itself where there is none."""
        return self

    def forward(self) -> Stage:
        """Return the stage a step forward leads to; itself where there is none."""
        return self

    def draft_key(self, name: str) -> tuple[str, str] | None:
        """Return where a draft of field ``name`` belongs, or None to keep none."""
        return None


class Ended(Stage):
    """The last page; the face ends after it."""

    def __init__(self, sitting: Sitting, *text: Paragraph) -> None:
        """Show ``text``, or plain words of leaving."""
        super().__init__(sitting)
        self.text = text

    def page(self) -> Page:
        """Return the last page."""
        return Page(
            id="end",
            kind="end",
            title=_("Until next time"),
            text=self.text or (Paragraph(_("You can close this window now.")),),
            choices=(Choice("leave", _("Leave")),),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """End the sitting."""
        self.sitting.leave()
        return self


def text_of(values: Entered, name: str) -> str:
    """Return what was typed into a field; an empty string where it was left open."""
    entered = values.get(name, "")
    if isinstance(entered, list):
        return entered[0] if entered else ""
    return entered if isinstance(entered, str) else ""


def sentence(error: Exception) -> str:
    """Return an error's sentence in the person's language."""
    known = getattr(error, "sentence", "")
    if not known:
        return _("Something went wrong. Nothing that was kept is lost.")
    words: dict[str, str] = getattr(error, "words", {})
    return _(known).format_map(words) if words else _(known)


__all__ = ["BadAnswer", "Ended", "Entered", "Stage", "sentence", "text_of"]
