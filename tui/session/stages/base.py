"""What a stage is: it shows a page, takes what was entered, and says which stage is next."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from tui.interview.answers import ROOT
from tui.interview.codec import BadAnswer
from tui.session.page import Choice, Left, Page, Paragraph, Person, Raw
from tui.session.phrasing import help_lines, sentence
from tui.session.sitting import Sitting
from tui.wording import gettext as _

Entered = Mapping[str, Raw | Left]


class Stage(ABC):
    """One stage. Subclasses show pages; what they return from ``submit`` comes next."""

    def __init__(self, sitting: Sitting) -> None:
        """Take the sitting's state."""
        self.sitting = sitting

    @abstractmethod
    def page(self) -> Page:
        """Return the page to show now."""

    @abstractmethod
    def submit(self, values: Entered, choice: str) -> Stage:
        """Take what was entered and chosen; return the stage that is next."""

    def back(self) -> Stage:
        """Return the stage a step back leads to; itself where there is none."""
        return self

    def forward(self) -> Stage:
        """Return the stage a step forward leads to; itself where there is none."""
        return self

    def stands(self) -> bool:
        """Return whether there is still something to show: rows may be gone meanwhile."""
        return True

    def whose(self) -> str:
        """Return the private label of the record the page is about; one's own has none."""
        book = self.sitting.book
        return book.case.name if book is not None and book.case.kind != "own" else ""

    def row(self) -> str:
        """Return the row the page is about; the case itself where it is about no row."""
        return ROOT

    def place(self) -> tuple[str, str, str]:
        """Return the script, row and name of the step shown; empty where it is no step."""
        return "", "", ""

    def draft_key(self, name: str) -> tuple[str, str] | None:
        """Return where a draft of field ``name`` belongs, or None to keep none."""
        return None


class Ended(Stage):
    """The last page; the face ends after it."""

    def __init__(self, sitting: Sitting, *, helped: bool = False) -> None:
        """Take leave; ``helped`` shows people to call, for whoever was told to stop."""
        super().__init__(sitting)
        self.helped = helped

    def page(self) -> Page:
        """Return the last page."""
        found: tuple[Person, ...] = ()
        if self.helped:
            found = help_lines(self.sitting.program)
        text = [Paragraph(_("You can close this window now."))]
        if self._untouched():
            text.insert(0, Paragraph(_("Nothing was written on this device.")))
        return Page(
            id="end",
            kind="end",
            title=_("Until next time"),
            text=tuple(text),
            people=found,
            choices=(Choice("leave", _("Leave")),),
        )

    def _untouched(self) -> bool:
        """Whether neither a record nor a paper reached the disk in this sitting."""
        sitting = self.sitting
        return sitting.vault is None and not sitting.stored and sitting.papers is None

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


def folder_of(values: Entered, name: str) -> Path | None:
    """Return the folder that was typed, or None where that is no name a folder can have."""
    typed = text_of(values, name).strip()
    try:
        path = Path(typed).expanduser().absolute()
        above = path.parent
        while not above.exists() and above != above.parent:
            above = above.parent
        path.exists()
        fits = bool(typed) and above.is_dir()
    except (OSError, RuntimeError, ValueError):
        return None
    return path if fits else None


__all__ = ["BadAnswer", "Ended", "Entered", "Stage", "folder_of", "sentence", "text_of"]
