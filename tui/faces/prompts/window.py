"""The terminal as a whole: its keys and screen, printing above the prompts, leaving nothing."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TextIO

from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.input import Input
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.styles import Style

from tui.faces.prompts import clean
from tui.faces.prompts._prompt_toolkit_seams import forget_keys, make_input, make_output, seconds
from tui.wording import gettext as _

Said = tuple[str, str, str, str]
"""Style, what leads the first line, what leads the others, and the text."""

STYLE = Style(
    [
        ("qmark", "noinherit bold"),
        ("question", "noinherit bold"),
        ("heading", "bold underline"),
        ("loud", "bold"),
        ("notice", "bold"),
        ("echo", "italic"),
        ("answer", "noinherit"),
        ("done", "bold"),
        ("quiet", "noinherit"),
        ("square", "noinherit fg:#000000 bg:#ffffff"),
        ("instruction", "noinherit"),
        ("pointer", "bold"),
        ("highlighted", "reverse"),
        ("selected", "bold"),
        ("text", "noinherit"),
        ("separator", "noinherit"),
        ("validation-toolbar", "noinherit bold"),
        ("bottom-toolbar", "noreverse"),
    ]
)
"""No colours of our own: weight, line and reverse show on every background.

But for the drawing: a camera wants dark dots on a light ground.
"""

_WIDEST = 100
"""Columns after which text is broken: longer lines are hard to read."""


def plain(text: str, style: str = "", lead: str = "") -> Said:
    """Return a text to say: after ``lead``, and further lines as far to the right."""
    return (style, lead, " " * clean.width(lead), text)


class Window:
    """Takes over a terminal, prints on it, and gives it back with nothing on it."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        """Take the keys of ``stdin`` and the screen of ``stdout``."""
        self._taken: AbstractContextManager[None] | None = None
        self.keyboard: Input = make_input(stdin)
        self.screen: Output = make_output(stdout, os.environ.get("TERM", ""))

    @classmethod
    def around(cls, keyboard: Input, screen: Output) -> Window:
        """Return a window around a keyboard and a screen that are there already."""
        made = cls.__new__(cls)
        made._taken, made.keyboard, made.screen = None, keyboard, screen
        return made

    @property
    def depth(self) -> ColorDepth:
        """How many colours are used: none where nobody wants them."""
        return ColorDepth.DEPTH_1_BIT if os.environ.get("NO_COLOR") else ColorDepth.DEPTH_4_BIT

    def columns(self) -> int:
        """Return how wide it is."""
        return self.screen.get_size().columns

    def rows(self) -> int:
        """Return how high it is."""
        return self.screen.get_size().rows

    def broken(self, said: Sequence[Said]) -> list[tuple[str, str]]:
        """Return what is to be said as lines that fit, each with its style."""
        # Some terminals break a line when its last column is written.
        room = max(min(self.columns(), _WIDEST) - 1, 12)
        found: list[tuple[str, str]] = []
        for style, lead, indent, text in said:
            if style == "square":
                found += self._drawn(text, room)
                continue
            for line in clean.lines(text):
                found += [(style, one) for one in clean.wrapped(line, room, lead, indent)]
                lead = indent
        return found

    def _drawn(self, picture: str, room: int) -> list[tuple[str, str]]:
        """Return the lines of a drawing for a camera, or words where it does not fit."""
        from tui.session.squares import turned

        if self.depth is ColorDepth.DEPTH_1_BIT:
            # Without colours most windows are dark, and their letters light.
            lines, style = clean.lines(turned(picture)), ""
        else:
            lines, style = clean.lines(picture), "square"
        if max(map(clean.width, lines)) > room:
            words = _("This window is too narrow to draw the square.")
            return [("", line) for line in clean.wrapped(words, room)]
        return [(style, line) for line in lines]

    def put(self, lines: Sequence[tuple[str, str]]) -> None:
        """Print lines that fit."""
        pieces = [
            piece
            for style, text in lines
            for piece in ((f"class:{style}" if style else "", text), ("", "\n"))
        ]
        print_formatted_text(self.screen, FormattedText(pieces), STYLE, color_depth=self.depth)

    def say(self, *said: Said) -> None:
        """Print what is said, broken to fit."""
        self.put(self.broken(said))

    def take(self, title: str) -> None:
        """Take the keys and the title over.

        The keys stay taken between prompts, too, so that what is typed fast never shows.
        """
        self._taken = self.keyboard.raw_mode()
        self._taken.__enter__()
        if _titled():
            self.screen.write_raw(f"\x1b[22;0t\x1b]0;{title}\x07")
            self.screen.flush()

    def clear(self) -> None:
        """Blank the screen, forget what has scrolled away, go to the top."""
        if sys.platform == "win32":
            self.screen.erase_screen()
            self.screen.cursor_goto(0, 0)
        else:
            # In this order: some terminals move what they blank into what can be scrolled to.
            self.screen.write_raw("\x1b[0m\x1b[2J\x1b[3J\x1b[H")
        self.screen.flush()

    def wipe(self, title: str) -> None:
        """Leave nothing of ours to be seen: screen, scrollback and title."""
        self.screen.show_cursor()
        self.screen.disable_bracketed_paste()
        if _titled():
            self.screen.write_raw(f"\x1b]0;{title}\x07\x1b[23;0t")
        self.clear()

    def give_back(self) -> None:
        """Give the keys back, without those that were pressed and not read."""
        forget_keys(self.keyboard)
        if self._taken is not None:
            self._taken.__exit__(None, None, None)
            self._taken = None

    def suspend(self, title: str) -> float:
        """Stop until the shell wakes it again, with nothing of ours on the screen.

        Returns:
            For how many seconds it slept.
        """
        start = seconds()
        self.wipe(title)
        self.give_back()
        if sys.platform != "win32":
            before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(0, signal.SIGTSTP)  # as the terminal itself would, to all that run here
            signal.signal(signal.SIGTSTP, before)
        self.take(title)
        return seconds() - start


def _titled() -> bool:
    # The bare console has no window and prints what it doesn't know.
    return sys.platform != "win32" and os.environ.get("TERM", "") != "linux"
