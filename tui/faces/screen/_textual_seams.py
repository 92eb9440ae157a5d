"""Everywhere this face leans on Textual's private side, in one file.

Textual is pinned for this file's sake: look here first when the pin moves.

What it mends:
- A crash in Textual prints every local variable, so people's answers. Here it prints
  nothing; ``Sealed.trouble`` holds the exception and ``running`` says one sentence.
- Textual can be told by environment variables to write logs, keystrokes and pictures of
  the screen to disk, or to send them over the network. Here it can't.
- Leaving waits up to 0.2 s for the keyboard thread. Here a pipe wakes it.
- Being stopped from outside (``kill -TSTP``) can lock up for ever. Here it can't.
- What is copied goes to the system's clipboard by itself. Here it stays inside, but for
  what a person puts there with a key of its own, and that is taken away again.
- A theme of one's own to begin with has all styles worked out twice. Here once.
- Keys overtake what the ones before them led to. Here they wait (``in_turn``).
- A terminal that vanishes leaves the keyboard thread spinning and the output thread
  dead. Here the face is told, and output goes nowhere.
"""

from __future__ import annotations

import asyncio
import base64
import os
import sys
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from textual import constants, events
from textual.app import App
from textual.driver import Driver
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType
    from textual.geometry import Size


def harden() -> None:
    """Switch off what could put answers on disk or on a network. Harmless to repeat."""
    os.environ.pop("TEXTUAL", None)  # devtools: sends logs to a port; debug: prints more
    for name, value in {
        "DEBUG": False,  # writes every key to keys.log
        "LOG_FILE": None,
        "SCREENSHOT_DELAY": -1,
        "PRESS": "",
        "SHOW_RETURN": False,
        "DRIVER": None,
        "FILTERS": "",
    }.items():
        setattr(constants, name, value)


class Sealed(App[int]):
    """An app that says nothing about what it held: not when it fails, nor when it ends."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        """Prepare the app; ``harden`` comes first because Textual reads its settings here."""
        harden()
        super().__init__(driver_class=_driver_class())
        self.trouble: BaseException | None = None
        self.animation_level = "none"

    def open_in(self, theme: str) -> None:
        """Take the theme to begin with; by itself Textual would read each stylesheet twice."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        self.update_classes({"-dark-mode": dark, "-light-mode": not dark}, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    async def on_load(self) -> None:
        """Keep asyncio from printing exceptions, which may quote answers."""
        asyncio.get_running_loop().set_exception_handler(self._loop_trouble)

    def _loop_trouble(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception) and self.trouble is None:
            self._handle_exception(error)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self.trouble is None:
            self.trouble = error
        if self._exception is None:
            # How the test pilot learns of it.
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """End without showing anything."""
        if self.trouble is None:
            self.trouble = RuntimeError("panic")
        self._fatal_error()

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()

    # -- keys

    async def on_event(self, event: events.Event) -> None:
        """Notice that somebody is there, and let keys wait for their turn."""
        typed = isinstance(event, events.Key | events.Paste)
        if isinstance(event, events.MouseEvent) or typed:
            self.noticed()
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.took_key(event)
        else:
            await super().on_event(event)

    def noticed(self) -> None:
        """Somebody pressed a key, moved the mouse or pasted."""

    async def took_key(self, event: events.Key | events.Paste) -> None:
        """Do with a key or a paste what is to be done."""
        await self.hand_on(event)

    async def hand_on(self, event: events.Key | events.Paste) -> None:
        """Give a key or a paste to what has the focus."""
        await super().on_event(event)

    # -- the clipboard

    def copy_to_clipboard(self, text: str) -> None:
        """Copy inside the app only: the system's clipboard may be watched or synced."""
        self._clipboard = text

    def fill_clipboard(self, text: str) -> None:
        """Put ``text`` on the clipboard of the system, where the terminal allows it."""
        coded = base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")
        self.write_out(f"\x1b]52;c;{coded}\x07")

    def write_out(self, codes: str) -> None:
        """Send the terminal something that is not to be drawn."""
        if self._driver is not None and not self._driver.is_headless:
            self._driver.write(codes)
            self._driver.flush()

    # -- what must not happen

    def save_screenshot(self, *args: Any, **kwargs: Any) -> str:
        """Refuse: a picture of the screen would be an unsealed copy of answers."""
        return ""

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Refuse: a browser would remember the address."""

    def blank(self) -> None:
        """Wipe what is shown now and draw nothing more."""
        self._begin_batch()
        self.write_out("\x1b[0m\x1b[2J\x1b[H")

    def leave_now(self) -> None:
        """The key that leaves was pressed. Runs between two events, whatever goes on."""
        self.exit(0)

    def hung_up(self) -> None:
        """The terminal is gone. Runs in the app's own thread."""
        self.exit(0)

    def stand_still(self) -> None:
        """Give the terminal back to the shell and stop, until the shell wakes the program."""
        stop = getattr(self._driver, "stand_still", None)
        if stop is not None:
            stop(with_its_group=True)

    def gave_terminal(self) -> None:
        """The terminal is the shell's again, and the program about to stop."""

    def took_terminal(self) -> None:
        """The program goes on, and is about to draw again."""

    def hold_back(self) -> None:
        """Draw nothing until ``let_draw``."""
        self._begin_batch()

    def let_draw(self) -> None:
        """Draw again."""
        self._end_batch()

    def from_outside(self, call: Any) -> None:
        """Have ``call()`` made in the app's thread; for signal handlers and other threads."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(call)


class GutterList(OptionList):
    """An option list with room at the left of each option, where it wraps with an indent."""

    def mark_of(self, index: int) -> str:
        """Return what stands left of the option, at most ``gutter_width`` columns."""
        return ""

    @property
    def gutter_width(self) -> int:
        """Columns kept free at the left."""
        return 0

    def show_options(self, options: Iterable[Option]) -> None:
        """Show ``options`` instead of what was shown; OptionList's own keeps old heights."""
        self.clear_options()
        self._clear_caches()
        self.add_options(options)
        self.refresh(layout=True)

    def lines_of(self, index: int) -> tuple[int, int]:
        """Return where option ``index`` starts and how many lines it takes."""
        return self._index_to_line.get(index, 0), self._heights.get(index, 1)

    def page(self, direction: int) -> bool:
        """Go down (1) or up (-1) by the list's height; False where all of it shows anyway."""
        if self.max_scroll_y:
            self._move_page(1 if direction > 0 else -1)
        return bool(self.max_scroll_y)

    def _get_left_gutter_width(self) -> int:
        return self.gutter_width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height; OptionList's own forgets that the gutter narrows the text."""
        return super().get_content_height(container, viewport, width - self.gutter_width)

    def render_line(self, y: int) -> Strip:
        """Draw the gutter, then the option's own line."""
        strip = super().render_line(y)
        number = self.scroll_offset.y + y
        if number >= len(self._lines):
            return strip
        index, line = self._lines[number]
        text = self.mark_of(index) if line == 0 else ""
        first = next(iter(strip), None)
        style = first.style if first is not None else None
        return Strip.join([Strip([Segment(text.ljust(self.gutter_width), style)]), strip])


def _driver_class() -> type[Driver] | None:
    """Return a driver that leaves at once, or None where Textual's own must do."""
    if sys.platform == "win32":
        return None
    from tui.faces.screen._textual_driver import LeavingDriver

    return LeavingDriver
