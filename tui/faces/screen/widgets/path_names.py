"""The names that a typed path may go on with, in a short list under it."""

from __future__ import annotations

from textual.containers import Vertical
from textual.widgets import Static

from tui.faces.screen.clean import shown
from tui.faces.screen.paths import Completion
from tui.faces.screen.widgets.picker import Picker
from tui.session.page import Choice
from tui.wording import ngettext

_MOST_NAMES = 6


class PathNames(Vertical):
    """Nothing, until Tab finds more than one name."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(classes="names")
        self.shown_for: str | None = None
        """The text that the names fit, while some are shown."""

    async def show(self, typed: str, found: Completion) -> None:
        """Show the first names that fit, and how many more there are."""
        await self.clear()
        self.shown_for = typed
        first = [Choice(path, name) for path, name in found.names[:_MOST_NAMES]]
        await self.mount(Picker(first, "go", numbered=False, classes="name"))
        if rest := len(found.names) - len(first):
            more = ngettext("and {count} more", "and {count} more", rest).format(count=rest)
            await self.mount(Static(shown(more), markup=False, classes="hint"))

    async def clear(self) -> None:
        """Show none."""
        if self.shown_for is not None:
            self.shown_for = None
            await self.remove_children()
