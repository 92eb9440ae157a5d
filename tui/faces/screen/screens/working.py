"""Shown while the session takes long; only the keys that leave and lock do anything."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.wording import gettext as _


class WorkingScreen(ModalScreen[None]):
    """A plain word in the middle; no spinner, no promise of how long."""

    def compose(self) -> ComposeResult:
        """Say that it works."""
        yield Static(_("Working…"), markup=False, id="working")
