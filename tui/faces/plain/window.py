"""The two streams of the plain face: lines out, lines in."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TextIO

from tui.faces.plain import clean
from tui.faces.plain.reading import Reader, is_terminal, reader_of

LEAD = "  "
"""What every continued line starts with, so that only our own lines start at the edge."""

_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Blank the screen, forget the scrollback, go to the top: the one sequence of this face.

In this order: some terminals move what they blank into the scrollback.
"""


class WindowGone(Exception):
    """Nobody reads what is printed any more."""


class Window:
    """Prints harmless lines and reads lines, whatever the streams are."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        """Take both streams; bytes that are not text are replaced rather than refused."""
        self._reader: Reader = reader_of(stdin)
        self._out = stdout
        self._encoding = getattr(stdout, "encoding", None) or "utf-8"
        self._screen = is_terminal(stdout)

    @property
    def clears(self) -> bool:
        """Whether what was printed can be cleared away: not in a pipe or a dumb terminal."""
        known = sys.platform == "win32" or os.environ.get("TERM", "") not in ("", "dumb")
        return self._screen and known

    def clear(self) -> None:
        """Clear what was printed, where that can be done.

        Raises:
            WindowGone: If the other end of the output is closed.
        """
        if not self.clears:
            return
        if sys.platform == "win32":
            # The classic console doesn't read escape sequences.
            self._flush()
            os.system("cls")
            return
        self._write(_CLEAR)
        self._flush()

    @property
    def watches(self) -> bool:
        """Whether it can tell that nobody has typed a line for a while."""
        return self._reader.watches

    def lock_after(self, minutes: float) -> None:
        """Let a terminal wait for a line no longer than that; 0 for however long it takes."""
        self._reader.idle = minutes * 60.0

    def watching(self) -> contextlib.AbstractContextManager[None]:
        """Notice, while the context lasts, that the program was stopped and goes on."""
        return self._reader.watching()

    def unfinished(self) -> str:
        """Return what was typed of a line that has not ended, and take it away."""
        return self._reader.unfinished()

    def say(self, text: str = "", lead: str = "") -> None:
        """Print ``text``, its first line after ``lead`` and the others after two spaces.

        Raises:
            WindowGone: If the other end of the output is closed.
        """
        first, columns = lead, _columns(self._out)
        for line in clean.lines(text):
            whole = first + line
            if columns:
                for part in clean.wrap(whole, columns, LEAD + " " * len(lead)):
                    self._write(part + "\n")
            else:
                self._write(whole + "\n")
            first = LEAD + " " * len(lead)
        self._flush()

    def draw(self, picture: str) -> bool:
        """Print the lines of a picture as they are; tell whether they fit and can be written.

        Raises:
            WindowGone: If the other end of the output is closed.
        """
        lines, columns = clean.lines(picture), _columns(self._out)
        fits = not columns or max(map(clean.cells, lines)) <= columns
        if not fits or clean.encodable(picture, self._encoding) != picture:
            return False
        for line in lines:
            self._write(line + "\n")
        self._flush()
        return True

    def ask(self, prompt: str = "") -> str:
        """Print ``prompt``, stay on its line and return the line that is typed.

        Raises:
            EndOfInput: If there is nothing more to read.
            TooLong: If the line is too long; it has been read to its end.
            Idle: If a terminal waited for too long.
            Awake: If the program was stopped while it waited, and goes on.
            WindowGone: If the other end of the output is closed.
        """
        self._prompt(prompt)
        line = self._reader.line()
        if not self._reader.echoes and prompt:
            self._write("\n")
        return line

    def ask_hidden(self, prompt: str) -> str:
        """As ``ask``, but what is typed does not show when a terminal is there.

        Raises:
            EndOfInput: If there is nothing more to read.
            TooLong: If the line is too long.
            Idle: If a terminal waited for too long.
            Awake: If the program was stopped while it waited, and goes on.
            WindowGone: If the other end of the output is closed.
        """
        self._prompt(prompt)
        try:
            return self._reader.hidden()
        finally:
            self._write("\n")

    def _prompt(self, prompt: str) -> None:
        self._write(clean.one_line(prompt) + " " if prompt else "")
        self._flush()

    def _write(self, text: str) -> None:
        try:
            self._out.write(clean.encodable(text, self._encoding))
        except (OSError, ValueError) as closed:
            raise WindowGone from closed

    def _flush(self) -> None:
        try:
            self._out.flush()
        except (OSError, ValueError) as closed:
            raise WindowGone from closed


def _columns(stream: TextIO) -> int:
    """Return the width to wrap at, or 0 where whoever reads wraps for themselves."""
    if not is_terminal(stream):
        return 0
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
    # Some terminals wrap when the last column is written; very narrow ones are not told.
    return min(columns, 100) - 1 if columns >= 20 else 0
