"""What stands over everything while it is locked but nothing could be unlocked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import Static

from tui.faces.screen.keys import N_, bind
from tui.wording import gettext as _


class CoverScreen(Screen[None]):
    """A page that says nothing; Enter takes it away."""

    ALLOW_SELECT = False

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("uncover", "enter,space,escape", "uncover", N_("Go on"), N_("Show the page again.")),
    ]

    def __init__(self) -> None:
        """Cover; keys do nothing until ``stays`` is called."""
        super().__init__()
        self._stays = False

    def compose(self) -> ComposeResult:
        """Say as little as a note pad does."""
        yield Static(_("Notes"), markup=False, id="cover-title")
        yield Static(_("Press Enter."), markup=False, id="cover-key")

    def stays(self) -> None:
        """Nothing was locked away, so a key may uncover it again."""
        self._stays = True

    def action_uncover(self) -> None:
        """Show what is under it."""
        if self._stays:
            self.dismiss(None)

    def on_click(self) -> None:
        """Take a click for a key."""
        self.action_uncover()
