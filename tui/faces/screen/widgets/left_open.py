"""Leaving a question open on purpose: skip it, not sure, come back to it later."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from tui.faces.screen.keys import N_, bind
from tui.wording import gettext as _

How = Literal["skipped", "not-sure", "later"]


def left_label(how: str) -> str:
    """Return how leaving a question that way is called."""
    if how == "skipped":
        return _("Skip")
    if how == "not-sure":
        return _("Not sure")
    return _("Later")


class LeftOpen(Widget, can_focus=True):
    """One row of ways to leave a question open; at most one of them is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind(
            "left-next",
            "right",
            "step(1)",
            N_("Next way"),
            N_("Highlight the next way to leave this open."),
        ),
        bind(
            "left-previous",
            "left",
            "step(-1)",
            N_("Previous way"),
            N_("Highlight the previous way to leave this open."),
        ),
        bind(
            "left-choose",
            "space",
            "choose(False)",
            N_("Choose"),
            N_("Choose the highlighted way, or take it back."),
        ),
        bind(
            "left-go",
            "enter",
            "choose(True)",
            N_("Choose and go on"),
            N_("Leave this open in the highlighted way and go on."),
        ),
        bind("left-down", "down", "move(1)", N_("Next"), N_("Go to what stands below.")),
        bind("left-up", "up", "move(-1)", N_("Previous"), N_("Go to what stands above.")),
    ]

    @dataclass
    class Chosen(Message):
        """A way was chosen or taken back; ``done`` when the person wants to go on."""

        how: str
        done: bool

    @dataclass
    class Moved(Message):
        """An arrow left the row: 1 downwards, -1 upwards."""

        direction: int

    def __init__(self, hows: Sequence[str], chosen: str = "") -> None:
        """Offer ``hows``; ``chosen`` is the one that stands, or an empty string."""
        super().__init__()
        self.hows = [how for how in ("skipped", "not-sure", "later") if how in hows]
        self.chosen = chosen if chosen in self.hows else ""
        self._at = self.hows.index(self.chosen) if self.chosen else 0
        self._arrowed = False
        self.answered: Callable[[], bool] = lambda: False
        """Whether the question has an answer already, which a mere Enter must not undo."""

    @property
    def how(self) -> How | None:
        """The way that is chosen."""
        return cast("How", self.chosen) if self.chosen else None

    def clear(self) -> None:
        """Take the choice back, because an answer was given."""
        if self.chosen:
            self.chosen = ""
            self.refresh()

    def render(self) -> Content:
        """Draw the row."""
        highlighted = Style(bold=True, reverse=True)
        parts: list[Content] = []
        for index, how in enumerate(self.hows):
            mark = "(•)" if how == self.chosen else "( )"
            text = Content(f" {mark} {left_label(how)} ")
            if self.has_focus and index == self._at:
                text = text.stylize(highlighted)
            parts.append(text.stylize(Style.from_meta({"left": index})))
        return Content.assemble(" ", Content("  ").join(parts))

    def action_step(self, steps: int) -> None:
        """Highlight another way."""
        self._at = (self._at + steps) % len(self.hows)
        self._arrowed = True
        self.refresh()

    def action_choose(self, done: bool) -> None:
        """Choose the highlighted way; choosing it again takes it back unless going on.

        Going on right after coming here from an answer keeps the answer: many press Tab and
        Enter to say that they are done.
        """
        if done and not self.chosen and not self._arrowed and self.answered():
            self.post_message(self.Chosen("", done))
            return
        how = self.hows[self._at]
        self.chosen = "" if how == self.chosen and not done else how
        self.refresh()
        self.post_message(self.Chosen(self.chosen, done))

    def action_move(self, direction: int) -> None:
        """Leave the row with an arrow."""
        self.post_message(self.Moved(direction))

    def on_click(self, event: events.Click) -> None:
        """Choose the way that was clicked."""
        index = event.style.meta.get("left")
        if isinstance(index, int):
            self._at = index
            self.action_choose(False)

    def on_focus(self) -> None:
        """Show which way is highlighted."""
        self._arrowed = False
        self.refresh()

    def on_blur(self) -> None:
        """Stop showing which way is highlighted."""
        self.refresh()
