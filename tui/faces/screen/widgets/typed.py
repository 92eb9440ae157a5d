"""What is typed: a line, or a longer text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Input, TextArea

from tui.faces.screen.clean import inert, one_line
from tui.faces.screen.keys import N_, bind

MOST_TYPED = 200_000
"""Characters a field takes: as many as an answer holds. More is a file, not an answer."""

MOST_IN_LINE = 20_000
"""Characters of one line. A longer one makes every key wait, and nobody could read it."""


@dataclass
class TooMuch(Message):
    """More was pasted than fits: ``length`` characters. Nothing of it was taken."""

    length: int
    most: int


@dataclass
class Completes(Message):
    """Tab was pressed behind ``text``, the beginning of a path."""

    text: str


@dataclass
class Moved(Message):
    """An arrow left a typed line: 1 downwards, -1 upwards."""

    direction: int


async def _in_turn(widget: Input | TextArea, event: events.Key) -> bool:
    """Do what a key of the field itself does, now, and tell whether it was one.

    Letters are taken at once, but Textual sends every other key up to the app and back
    first. Typed quickly, "abc", backspace, "d" would come out as "abd" with the "c" gone
    from the wrong place, or not at all.
    """
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):
        event.stop()
        event.prevent_default()
        await widget.run_action(binding.action)
        return True
    return False


class TypedLine(Input):
    """One line of text."""

    takes_text = True

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("line-down", "down", "move(1)", N_("Next"), N_("Go to what stands below.")),
        bind("line-up", "up", "move(-1)", N_("Previous"), N_("Go to what stands above.")),
    ]

    def __init__(self, text: str, *, secret: bool = False) -> None:
        """Start with ``text``; ``secret`` shows dots instead."""
        super().__init__(
            one_line(text), password=secret, select_on_focus=False, max_length=MOST_IN_LINE
        )
        self.cursor_blink = False
        self.cursor_position = len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        if not await _in_turn(self, event):
            await super()._on_key(event)

    def action_move(self, direction: int) -> None:
        """Leave the line with an arrow."""
        self.post_message(Moved(direction))

    def _on_paste(self, event: events.Paste) -> None:
        # Input's own takes the first line and drops the rest without a word.
        event.stop()
        event.prevent_default()
        text = one_line(event.text).strip()
        if len(self.value) - len(self.selected_text) + len(text) > MOST_IN_LINE:
            self.post_message(TooMuch(len(text), MOST_IN_LINE))
        elif text:
            self.replace(text, *self.selection)


class TypedPath(TypedLine):
    """A line for a path: Tab completes it, and goes on where there is nothing to complete."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("complete", "tab", "complete", N_("Complete"), N_("Complete a path that is typed.")),
    ]

    def action_complete(self) -> None:
        """Complete the path, or go on."""
        if self.value and self.cursor_position == len(self.value):
            self.post_message(Completes(self.value))
        else:
            self.screen.focus_next()


class TypedText(TextArea):
    """A longer text: several lines, pasted or typed."""

    takes_text = True

    def __init__(self, text: str) -> None:
        """Start with ``text``, the cursor at its end."""
        super().__init__(
            inert(text), soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False
        )
        self.cursor_blink = False
        self.move_cursor(self.document.end)
        self._window: Size | None = None

    def on_resize(self) -> None:
        """Wrap once more when the new size is in force, and keep what is typed in sight.

        TextArea wraps as soon as it hears of the size, from the width it had before.
        """
        before, self._window = self._window, self.app.size
        if before is not None and before != self._window:
            self.call_after_refresh(self._wrap_again)

    def on_text_area_changed(self) -> None:
        """Keep the cursor in sight also where a line has just been wrapped.

        TextArea scrolls before it knows that there is a line more.
        """
        self.call_after_refresh(self.scroll_cursor_visible)

    def _wrap_again(self) -> None:
        self._rewrap_and_refresh_virtual_size()
        self.scroll_cursor_visible()
        if self.has_focus:
            self.scroll_visible(animate=False)

    async def _on_key(self, event: events.Key) -> None:
        if not await _in_turn(self, event):
            await super()._on_key(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = inert(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(self.text) - len(self.selected_text) + len(text) > MOST_TYPED:
            self.post_message(TooMuch(len(text), MOST_TYPED))
        else:
            self.replace(text, *self.selection, maintain_selection_offset=False)


class TypedPaths(TypedText):
    """A text with a path on each line: Tab completes the one the cursor is behind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind(
            "complete-line", "tab", "complete", N_("Complete"), N_("Complete a path that is typed.")
        ),
    ]

    @property
    def line(self) -> str:
        """The line with the cursor, as far as it goes before it."""
        row, column = self.cursor_location
        return self.document.get_line(row)[:column]

    def action_complete(self) -> None:
        """Complete the path, or go on."""
        row, column = self.cursor_location
        if self.line.strip() and column == len(self.document.get_line(row)):
            self.post_message(Completes(self.line))
        else:
            self.screen.focus_next()

    def put_line(self, text: str) -> None:
        """Write ``text`` instead of the line with the cursor."""
        row, column = self.cursor_location
        self.replace(text, (row, 0), (row, column), maintain_selection_offset=False)
        self.move_cursor((row, len(text)))
