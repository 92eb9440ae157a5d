"""What a face holds of a session: the page to show and the few things a person can do."""

from __future__ import annotations

from typing import Protocol

from tui.session.page import Left, Page, Raw


class App(Protocol):
    """A session as every face sees it.

    No two calls may run at the same time. Each call that returns a page has already kept
    what was answered, so a face may show the page and forget the rest.
    """

    @property
    def page(self) -> Page:
        """The page to show now."""

    @property
    def done(self) -> bool:
        """Whether the journey is over and the face should end."""

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

    def keep_draft(self, name: str, text: str) -> None:
        """Remember unfinished text of the field ``name``; it is sealed on leaving."""

    def warm(self) -> None:
        """Get ready for the first answer; a face calls it once its first page is shown."""

    def leave(self) -> None:
        """Seal drafts and let go of everything. May be called again; never raises."""
