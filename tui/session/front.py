"""The first page at once, the rest of the program while it is being read.

The emergency words must not wait for anything. So the first page is made from nothing but
words; the questions, the flow and the vault are loaded behind it, at the latest when the
person answers it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.page import Choice, Field, Left, Page, Paragraph, Raw
from tui.session.places import default_folder
from tui.session.settings import Settings
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App, Doing, Resume

SLOTS = "k"
"""The folder of a vault that holds its keys: enough to tell that something is kept there."""


def first_page(*, memory_only: bool = False) -> Page:
    """Return the first page of all: danger first, then whose record this is."""
    choices = [
        Choice("own", _("Start a record of my own")),
        Choice("client", _("Help somebody else with theirs")),
        Choice("open", _("Open a record that is kept already")),
        Choice("council", _("Decide what a council may publish")),
        Choice("people", _("People to call")),
        Choice("leave", _("Leave")),
    ]
    if memory_only:
        choices = [one for one in choices if one.code != "open"]
    return Page(
        id="begin",
        kind="menu",
        title=_("Welcome"),
        text=(
            # The safety journey begins with the same words; a test keeps them alike.
            Paragraph(
                _(
                    "If you are in danger now, call 911. In Nunavut, call your local RCMP station "
                    "instead: we could not confirm that 911 works there. If you have time, these "
                    "few questions help you to see whether this is a good place to write."
                ),
                "warning",
            ),
            Paragraph(
                _(
                    "Here you can keep a record of what is happening to you, step by step. "
                    "Nothing is written on this device until you have said that it may be."
                )
            ),
        ),
        choices=tuple(choices),
    )


def unlock_page(error: str = "", tries: int = 0) -> Page:
    """Return the page that asks for the passphrase. It tells nothing about what is kept.

    After each try it is another page, so that what was typed is gone from the field: it
    can't be seen, and who types once more would add to it.
    """
    return Page(
        id=f"unlock|{tries}" if tries else "unlock",
        kind="form",
        title=_("Passphrase"),
        fields=(Field(name="passphrase", type="secret", label=_("Passphrase"), error=error),),
        choices=(Choice("next", _("Continue")),),
        help=_("Going back leads to the first screen, with people to call."),
        can_back=True,
    )


def _holds_keys(vault_path: Path | None) -> bool:
    """Whether a folder looks like a vault; one that can't be looked into does not."""
    try:
        return ((vault_path or default_folder()) / SLOTS).is_dir()
    except OSError:
        return False


class Front:
    """A session whose first page is there at once; the real one takes over after it."""

    def __init__(
        self,
        start: Callable[[], App],
        *,
        vault_path: Path | None = None,
        memory_only: bool = False,
        locked: bool = False,
        settings: Settings | None = None,
    ) -> None:
        """Show the first page; ``start`` makes the real session when it is needed.

        Args:
            start: Makes the session. What it raises comes out of the first call.
            vault_path: The folder named on the command line, if any.
            memory_only: Nothing is kept and none is opened.
            locked: It was locked before, so the passphrase comes first whatever is there.
            settings: How it looks until a record is open.
        """
        self._start = start
        self._real: App | None = None
        self._over = False
        self._untouched = True
        self._settings = settings or Settings()
        locked = locked or (not memory_only and _holds_keys(vault_path))
        self._first = unlock_page() if locked else first_page(memory_only=memory_only)

    @property
    def page(self) -> Page:
        """The page to show now."""
        return self._real.page if self._real is not None else self._first

    @property
    def done(self) -> bool:
        """Whether the sitting is over."""
        return self._over or (self._real is not None and self._real.done)

    def warm(self) -> None:
        """Load the rest now, so that the first answer need not wait for it."""
        if not self._over:
            self._ready()

    def _ready(self) -> App:
        if self._real is None:
            self._real = self._start()
        return self._real

    def _touched(self) -> App:
        """Return the real session; from here on its pages are the ones that were answered."""
        self._untouched = False
        return self._ready()

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        """Take what was entered and chosen, as the real session does."""
        untouched, real = self._untouched, self._touched()
        if untouched and real.page.id != self._first.id:
            return real.page  # What looked like a vault is none, or the other way round.
        return real.submit(values, choice)

    def back(self) -> Page:
        """Go to the page before."""
        return self._touched().back()

    def forward(self) -> Page:
        """Go to the page that ``back`` came from."""
        return self._touched().forward()

    def menu(self) -> Page:
        """Open the menu of the case."""
        return self._touched().menu()

    def outline(self) -> Page:
        """Open the list of parts."""
        return self._touched().outline()

    def still_open(self) -> Page:
        """Open the list of what is still open."""
        return self._touched().still_open()

    def preview(self) -> Page:
        """Show a paper as text."""
        return self._touched().preview()

    def undo(self) -> Page:
        """Take back the last answer of this sitting."""
        return self._touched().undo()

    def beside(self) -> tuple[Paragraph, ...]:
        """Return the paper's text about what the page is about."""
        return self._real.beside() if self._real is not None else ()

    def understood(self, name: str, text: str) -> str:
        """Return how a text would be read; the first page has none to read."""
        return self._real.understood(name, text) if self._real is not None else ""

    @property
    def settings(self) -> Settings:
        """What the person has set up; how it is at first until a record is open."""
        return self._real.settings if self._real is not None else self._settings

    @property
    def resume(self) -> Resume | None:
        """Where to go on after ``lock``."""
        return self._real.resume if self._real is not None else None

    @property
    def doing(self) -> Doing | None:
        """The long work of the call that runs now."""
        return self._real.doing if self._real is not None else None

    def cancel(self) -> None:
        """Have long work stopped."""
        if self._real is not None:
            self._real.cancel()

    def lock(self) -> bool:
        """Let go of everything, to go on after the passphrase."""
        return self._real.lock() if self._real is not None else False

    def keep_draft(self, name: str, text: str) -> None:
        """Remember unfinished text; the first page has none worth keeping."""
        if self._real is not None:
            self._real.keep_draft(name, text)

    def leave(self) -> None:
        """Let go of everything; never raises."""
        self._over = True
        if self._real is not None:
            self._real.leave()
