"""What a face holds of a session: the page to show and the few things a person can do."""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from tui.session.page import Left, Page, Paragraph, Raw
from tui.session.settings import Settings

LOCKED = -1
"""What a face returns when the sitting was locked: the process then starts anew."""


class Resume(msgspec.Struct, frozen=True, kw_only=True):
    """Where a locked sitting goes on once it is unlocked. It holds nothing that was answered.

    Attributes:
        vault: The vault's folder.
        case: The id of the record that was open.
        script, row, name: The step that was shown; empty where it was no step.
        once: Only that step was to be answered: an edit, or closing a gap.
        within: The row that was walked, where it was no whole journey.
        lost: What was being written could not be stored before it was locked.
    """

    vault: str
    case: str
    script: str = ""
    row: str = ""
    name: str = ""
    once: bool = False
    within: str = ""
    lost: bool = False


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """Long work that goes on in the call that runs now.

    Attributes:
        what: What is done, in words: "Making the paper".
        done: How much of it is done, in ``unit``.
        total: How much it is in all; 0 where nobody knows.
        unit: What is counted; ``parts`` says no more than how many steps there are.
        left: How many seconds more it takes by what it took so far; None while unknown.
        may_stop: ``cancel`` stops it now. Later it may not: the last step is done whole.
        stopping: ``cancel`` was called, and it is about to stop.
    """

    what: str
    done: int = 0
    total: int = 0
    unit: Literal["bytes", "files", "changes", "parts"] = "parts"
    left: float | None = None
    may_stop: bool = True
    stopping: bool = False


class App(Protocol):
    """A session as every face sees it.

    No two calls may run at the same time, but for ``understood``, ``cancel`` and the
    attributes. Each
    call that returns a page has already kept what was answered, so a face may show the page
    and forget the rest. What leads nowhere from a page gives the same page again.
    """

    @property
    def page(self) -> Page:
        """The page to show now."""

    @property
    def done(self) -> bool:
        """Whether the journey is over and the face should end."""

    @property
    def settings(self) -> Settings:
        """What the person has set up; how it is at first until a record is open."""

    @property
    def resume(self) -> Resume | None:
        """Where to go on after ``lock``; None where it was not locked."""

    @property
    def doing(self) -> Doing | None:
        """The long work of the call that runs now; None where it has none. For any thread."""

    def cancel(self) -> None:
        """Have long work stopped, for any thread, while the call runs that does it.

        That call then returns as always: the page that was there, with words about what was
        stopped, or another page that says what became of it. Where nothing long goes on it
        does nothing. It never waits.
        """

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        """Take what was entered, by field name, and what was chosen.

        Returns:
            The next page, or the same page with an error under each field that could not
            be taken.
        """

    def back(self) -> Page:
        """Go to the page before."""

    def forward(self) -> Page:
        """Go to the page that ``back`` came from."""

    def menu(self) -> Page:
        """Open the menu of the case."""

    def outline(self) -> Page:
        """Open the list of parts, each leading to where it can be answered now."""

    def still_open(self) -> Page:
        """Open the list of what is still open: gaps, things to do, questions left open."""

    def preview(self) -> Page:
        """Show a paper as text, as it would be written now; nothing is written."""

    def undo(self) -> Page:
        """Take back the last answer of this sitting and go to where it was given."""

    def beside(self) -> tuple[Paragraph, ...]:
        """Return the paper's text about what the page is about; empty where there is none."""

    def understood(self, name: str, text: str) -> str:
        """Return how ``text`` in the field ``name`` would be read, in words.

        For echoing while it is typed: quick, and it may be called at any time. Empty where
        the text says it all itself; a sentence where it can't be read.
        """

    def keep_draft(self, name: str, text: str) -> None:
        """Remember unfinished text of the field ``name``; it is sealed on leaving."""

    def warm(self) -> None:
        """Get ready for the first answer; a face calls it once its first page is shown."""

    def lock(self) -> bool:
        """Seal drafts and let go of everything, to go on after the passphrase.

        Returns:
            Whether it is locked; the face then ends with ``LOCKED``. Where nothing is kept
            on disk, nothing could be unlocked again: False, and the face covers its screen
            until a key is pressed.
        """

    def leave(self) -> None:
        """Seal drafts and let go of everything. May be called again; never raises."""
