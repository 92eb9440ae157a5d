"""One of several in one row: the arrows go through them, letters and digits find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.widgets.finding import folded
from tui.session.page import Choice
from tui.wording import gettext as _

_TYPING = 1.0
"""Seconds in which letters typed one after another are looked for together."""


class Cycle(Widget, can_focus=True):
    """A row that shows which one is chosen, between two arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("cycle-next", "right,space", "step(1)", N_("Next"), N_("Take the next one.")),
        bind("cycle-previous", "left", "step(-1)", N_("Previous"), N_("Take the one before.")),
        bind("cycle-down", "down", "move(1)", N_("Down"), N_("Go to what stands below.")),
        bind("cycle-up", "up", "move(-1)", N_("Up"), N_("Go to what stands above.")),
        bind("cycle-done", "enter", "done", N_("Done"), N_("Keep this one and go on.")),
    ]

    @dataclass
    class Changed(Message):
        """Another one was chosen."""

        cycle: Cycle

    @dataclass
    class Moved(Message):
        """An arrow left the row: 1 downwards, -1 upwards."""

        direction: int

    @dataclass
    class Done(Message):
        """Enter was pressed."""

    def __init__(
        self, choices: Sequence[Choice], chosen: str = "", *, id: str | None = None
    ) -> None:
        """Offer ``choices``; ``chosen`` is the code that stands.

        An empty ``chosen`` that is no choice of its own means that none is chosen yet.
        """
        super().__init__(id=id)
        self.choices = tuple(choices)
        codes = [choice.code for choice in self.choices]
        self._at = codes.index(chosen) if chosen in codes else -1
        self._typed, self._typed_at = "", 0.0

    @property
    def code(self) -> str:
        """The code of what is chosen, or an empty string."""
        return self.choices[self._at].code if self._at >= 0 else ""

    def render(self) -> Content:
        """Draw what is chosen between two arrows."""
        label = shown(one_line(self.choices[self._at].label)) if self._at >= 0 else _("not chosen")
        style = Style(bold=True, reverse=True) if self.has_focus else Style()
        arrow = {step: Style.from_meta({"step": step}) for step in (-1, 1)}
        return Content.assemble(
            Content("‹ ").stylize(arrow[-1]),  # noqa: RUF001 - an arrow, not a quotation mark
            Content.assemble(label).stylize(style),
            Content(" ›").stylize(arrow[1]),  # noqa: RUF001
        )

    def _choose(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self.refresh()
            self.post_message(self.Changed(self))

    def action_step(self, steps: int) -> None:
        """Take another one."""
        self._choose(((self._at if self._at >= 0 else min(-steps, 0)) + steps) % len(self.choices))

    def action_move(self, direction: int) -> None:
        """Leave the row with an arrow."""
        self.post_message(self.Moved(direction))

    def action_done(self) -> None:
        """Keep what is chosen."""
        self.post_message(self.Done())

    def on_key(self, event: events.Key) -> None:
        """Take digits as the code, such as that of a month, and letters as its beginning."""
        character = event.character or ""
        if event.key == "space" or not character.isprintable() or not character:
            return
        event.stop()
        event.prevent_default()
        now = monotonic()
        self._typed = self._typed + character if now - self._typed_at < _TYPING else character
        self._typed_at = now
        for typed in (self._typed, character):
            for at, choice in enumerate(self.choices):
                if _begins(typed, choice):
                    self._typed = typed
                    self._choose(at)
                    return

    def on_click(self, event: events.Click) -> None:
        """Step where an arrow was clicked, else just be here."""
        step = event.style.meta.get("step")
        if isinstance(step, int):
            self.action_step(step)

    def on_focus(self) -> None:
        """Show that the keys are here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they are elsewhere."""
        self.refresh()


def _begins(typed: str, choice: Choice) -> bool:
    if typed.isdecimal():
        return choice.code == typed.lstrip("0")
    words = folded(choice.label)
    return words.startswith(folded(typed)) or (len(typed) > 2 and folded(typed) in words)
