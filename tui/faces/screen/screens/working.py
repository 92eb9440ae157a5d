"""Shown while the session takes long: what goes on, how far it is, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.keys import N_, bind
from tui.session.doing_said import how_far, percent
from tui.session.driver import Doing
from tui.wording import gettext as _

LOOK = 0.15
"""Seconds between two looks at how far it is."""

_LONGEST = 200
"""Characters of what goes on that are shown: it may have the name of a file in it."""


class WorkingScreen(ModalScreen[None]):
    """A plain word in the middle; where it is known, what goes on and how far it is.

    Only the keys that leave, lock and stop do anything.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("stop", "escape", "stop", N_("Stop"), N_("Stop what takes long.")),
    ]

    def __init__(self, doing: Callable[[], Doing | None], stop: Callable[[], None]) -> None:
        """Show what ``doing`` returns, again and again; ``stop`` has it stopped."""
        super().__init__()
        self._doing, self._stop = doing, stop

    def compose(self) -> ComposeResult:
        """Say that it works."""
        with Vertical(id="working"):
            yield Static(_("Working…"), markup=False, id="working-what")
            yield Bar(id="working-bar")
            yield Static("", markup=False, id="working-far")
            yield Stop(_("Esc: stop this"), markup=False, id="working-stop")

    def on_mount(self) -> None:
        """Look at once, and then as often as anybody can read."""
        self.look()
        self.set_interval(LOOK, self.look)

    @property
    def may_stop(self) -> bool:
        """Whether what goes on can be stopped now."""
        doing = self._doing()
        return doing is not None and doing.may_stop

    def look(self) -> None:
        """Show how far it is now."""
        doing = self._doing()
        if doing is None:
            return
        self.query_one("#working-what", Static).update(shown(one_line(doing.what)[:_LONGEST]))
        self.query_one("#working-bar", Bar).fill(percent(doing))
        self.query_one("#working-far", Static).update(shown(how_far(doing)))
        self.query_one("#working-stop").display = doing.may_stop and not doing.stopping
        self.add_class("-known")

    def action_stop(self) -> None:
        """Have it stopped."""
        self._stop()
        self.look()

    def on_stop_pressed(self) -> None:
        """Take a click for the key."""
        self.action_stop()


class Bar(Static):
    """How much of it is done, as a row that fills; nothing where nobody knows."""

    share: int | None = None

    def fill(self, share: int | None) -> None:
        """Show ``share`` hundredths as done."""
        self.display = share is not None
        if share != self.share:
            self.share = share
            self.refresh()

    def render(self) -> str:
        """Draw the row: full blocks, and light ones for what is still to come."""
        width = self.content_size.width
        full = width * (self.share or 0) // 100
        return "█" * full + "░" * (width - full)


class Stop(Static):
    """What can be clicked to stop."""

    class Pressed(Message):
        """It was clicked."""

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Pressed())
