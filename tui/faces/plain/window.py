"""The two streams of the plain face: lines out, lines in."""

from __future__ import annotations

import io
import os
import sys
import warnings
from typing import TextIO

from tui.faces.plain import clean

LEAD = "  "
"""What every continued line starts with, so that only our own lines start at the edge."""

LONGEST = 8_000_000
"""Characters read from one line of input; no answer may be that long."""

_TERMINAL_LINE = 1023 if sys.platform == "darwin" else 4095
"""Bytes of a typed line that a terminal hands over; it drops the rest without a word."""


class EndOfInput(Exception):
    """There is nothing more to read: the pipe is closed, or ctrl+d was pressed."""


class WindowGone(Exception):
    """Nobody reads what is printed any more."""


class TooLong(Exception):
    """A line of input was longer than can be kept, or than the terminal passes on."""


class Window:
    """Prints harmless lines and reads lines, whatever the streams are."""

    def __init__(self, stdin: TextIO, stdout: TextIO) -> None:
        """Take both streams; bytes that are not text are replaced rather than refused."""
        self._in = stdin
        self._out = stdout
        if isinstance(stdin, io.TextIOWrapper):
            stdin.reconfigure(errors="replace")
        self._encoding = getattr(stdout, "encoding", None) or "utf-8"
        self._echoed = _is_terminal(stdin)

    @property
    def hides(self) -> bool:
        """Whether typing can be hidden, as it should for a passphrase."""
        return self._echoed and self._in is sys.stdin

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

    def ask(self, prompt: str = "") -> str:
        """Print ``prompt``, stay on its line and return the line that is typed.

        Raises:
            EndOfInput: If there is nothing more to read.
            TooLong: If the line is too long; it has been read to its end.
            WindowGone: If the other end of the output is closed.
        """
        self._prompt(prompt)
        try:
            line = self._in.readline(LONGEST)
        except (OSError, ValueError) as closed:
            raise EndOfInput from closed
        if not self._echoed and prompt:
            self._write("\n")
        if not line:
            raise EndOfInput
        if len(line) >= LONGEST and not line.endswith("\n"):
            while (rest := self._in.readline(LONGEST)) and not rest.endswith("\n"):
                pass
            raise TooLong
        if self._echoed and len(line.encode(errors="replace")) > _TERMINAL_LINE:
            raise TooLong
        return line.rstrip("\r\n")

    def ask_hidden(self, prompt: str) -> str:
        """As ``ask``, but what is typed does not show when a terminal is there.

        Raises:
            EndOfInput: If there is nothing more to read.
            TooLong: If the line is too long.
            WindowGone: If the other end of the output is closed.
        """
        if not self.hides:
            return self.ask(prompt)
        import getpass

        self._prompt(prompt)
        try:
            with warnings.catch_warnings():
                # It falls back to typing that shows; better to refuse than to show it.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass("", self._out)
        except (EOFError, getpass.GetPassWarning) as ended:
            self._write("\n")
            raise EndOfInput from ended
        except UnicodeDecodeError:
            self._write("\n")
            return ""

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


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _columns(stream: TextIO) -> int:
    """Return the width to wrap at, or 0 where whoever reads wraps for themselves."""
    if not _is_terminal(stream):
        return 0
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 0
    # Some terminals wrap when the last column is written; very narrow ones are not told.
    return min(columns, 100) - 1 if columns >= 20 else 0
