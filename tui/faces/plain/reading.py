"""Reading lines: from a pipe, or from a terminal with an eye on the time.

A terminal hands over whole lines. They are read from the terminal itself, past Python's own
buffers, so that waiting for the next one sees every line that is there, and a long paste
loses none.
"""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from types import FrameType
from typing import TextIO

if sys.platform != "win32":
    import termios

LONGEST = 8_000_000
"""Characters read from one line of input; no answer may be that long."""

_TERMINAL_LINE = 1023 if sys.platform == "darwin" else 4095
"""Bytes of a typed line that a terminal hands over; it drops the rest without a word."""

_LOOK = 5.0
"""Seconds after which the clock is looked at again: a laptop that slept was idle too."""

_LONGER = 60.0
"""Seconds given to someone who is in the middle of a line when the time is up."""


class EndOfInput(Exception):
    """There is nothing more to read: the pipe is closed, or ctrl+d was pressed."""


class TooLong(Exception):
    """A line of input was longer than can be kept, or than the terminal passes on."""


class Idle(Exception):
    """Nothing was typed for as long as was set up."""


class Awake(Exception):
    """The program was stopped (ctrl+z) and goes on: what it asked is out of sight."""


class Reader:
    """Reads lines of any stream.

    Attributes:
        idle: Seconds without a line after which a terminal gives up; 0 for never.
        watches: Whether it knows how long ago the last line came.
    """

    watches = False

    def __init__(self, stream: TextIO) -> None:
        """Read from ``stream``."""
        self.idle = 0.0
        self._stream = stream

    @property
    def echoes(self) -> bool:
        """Whether a terminal is there, which shows each line as it is typed."""
        return is_terminal(self._stream)

    def line(self) -> str:
        """Return the next line, without its end.

        Raises:
            EndOfInput: If there is nothing more to read.
            TooLong: If the line is too long; it has been read to its end.
            Idle: If a terminal waited for longer than ``idle``.
            Awake: If the program was stopped while it waited, and goes on.
        """
        try:
            line = self._stream.readline(LONGEST)
            if len(line) >= LONGEST and not line.endswith("\n"):
                while (rest := self._stream.readline(LONGEST)) and not rest.endswith("\n"):
                    pass
                raise TooLong
        except (OSError, ValueError) as closed:
            raise EndOfInput from closed
        if not line:
            raise EndOfInput
        return line.rstrip("\r\n")

    def hidden(self) -> str:
        """Return the next line; what is typed does not show where a terminal is there.

        Raises:
            EndOfInput: If there is nothing more to read, or typing can't be hidden.
            TooLong: If the line is too long.
            Idle: If a terminal waited for longer than ``idle``.
            Awake: If the program was stopped while it waited, and goes on.
        """
        if not (self.echoes and self._stream is sys.stdin):
            return self.line()
        import getpass

        try:
            with warnings.catch_warnings():
                # It falls back to typing that shows; better to refuse than to show it.
                warnings.simplefilter("error", getpass.GetPassWarning)
                return getpass.getpass("")
        except (EOFError, getpass.GetPassWarning) as ended:
            raise EndOfInput from ended
        except UnicodeDecodeError:
            return ""

    def unfinished(self) -> str:
        """Return what was typed of a line that has not ended, and take it away."""
        return ""

    def watching(self) -> contextlib.AbstractContextManager[None]:
        """Notice, while the context lasts, that the program was stopped and goes on."""
        return contextlib.nullcontext()


if sys.platform != "win32":

    class TerminalReader(Reader):
        """Reads lines of a terminal, and knows how long ago the last one came."""

        watches = True

        def __init__(self, stream: io.TextIOWrapper) -> None:
            """Read from the terminal behind ``stream``."""
            super().__init__(stream)
            self._terminal = stream.fileno()
            self._encoding = stream.encoding
            self._held = b""
            self._cut = False
            self._woken, self._wake = -1, -1
            self._since = _Since()
            self._allowed = 0.0

        def line(self) -> str:
            """Return the next line, as every reader does."""
            self._since, self._allowed = _Since(), self.idle
            while b"\n" not in self._held:
                data = self._more()
                if not (data or self._held):
                    raise EndOfInput
                self._held += data or b"\n"  # Ctrl+d in the middle of a line ends it, too.
            found, _, self._held = self._held.partition(b"\n")
            if self._cut:
                self._cut = False
                raise TooLong
            return found.decode(self._encoding, errors="replace").rstrip("\r")

        def hidden(self) -> str:
            """Return the next line without showing it; what was typed before is dropped."""
            try:
                before = termios.tcgetattr(self._terminal)
                quiet = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
                termios.tcsetattr(self._terminal, termios.TCSAFLUSH, quiet)
            except termios.error as gone:
                raise EndOfInput from gone
            try:
                return self.line()
            finally:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(self._terminal, termios.TCSADRAIN, before)

        def unfinished(self) -> str:
            """Return what was typed of a line that has not ended, and take it away."""
            found = (self._held + self._begun()).rstrip(b"\n")
            self._held, self._cut = b"", False
            return found.decode(self._encoding, errors="replace")

        @contextlib.contextmanager
        def watching(self) -> Iterator[None]:
            """Notice, while the context lasts, that the program was stopped and goes on."""
            if threading.current_thread() is not threading.main_thread():
                yield
                return
            self._woken, self._wake = os.pipe()
            os.set_blocking(self._wake, False)
            before = signal.signal(signal.SIGCONT, self._continued)
            try:
                yield
            finally:
                signal.signal(signal.SIGCONT, signal.SIG_DFL if before is None else before)
                os.close(self._woken)
                os.close(self._wake)
                self._woken, self._wake = -1, -1

        def _continued(self, number: int, frame: FrameType | None) -> None:
            with contextlib.suppress(OSError):
                os.write(self._wake, b".")

        def _more(self) -> bytes:
            """Wait for more and return it; nothing where ctrl+d was pressed.

            Raises:
                EndOfInput: If the terminal is gone.
                Idle: If that took longer than is allowed.
                Awake: If the program was stopped meanwhile, and goes on.
            """
            watched = [self._terminal, *([self._woken] if self._woken >= 0 else [])]
            while True:
                left = self._allowed - self._since.passed()
                if self._allowed and left <= 0:
                    return self._overdue()
                try:
                    wait = min(left, _LOOK) if self._allowed else None
                    ready, _, _ = select.select(watched, [], [], wait)
                except (OSError, ValueError) as closed:
                    raise EndOfInput from closed
                if self._allowed and self._since.passed() >= self._allowed:
                    continue
                if self._woken in ready:
                    os.read(self._woken, 4096)
                    raise Awake
                if ready:
                    return self._read()

        def _overdue(self) -> bytes:
            """Return what there is of a line when the time is up: somebody may be at it.

            The terminal shows no line before it ends, so one that was begun is taken out
            of it. If more has come a little later, somebody is there.

            Raises:
                Idle: If there is nothing, or the machine slept meanwhile.
            """
            slept = self._since.passed() > self._allowed + 2 * _LOOK
            begun = b"" if slept else self._begun()
            if not begun:
                raise Idle
            longer = min(self.idle, _LONGER)
            self._allowed = longer if self._allowed == self.idle else self.idle
            self._since = _Since()
            return begun

        def _begun(self) -> bytes:
            """Take what the terminal holds: also of a line that has not ended."""
            try:
                before = termios.tcgetattr(self._terminal)
                control = list(before[6])
                control[termios.VMIN], control[termios.VTIME] = 0, 0
                at_once = [*before[:3], before[3] & ~termios.ICANON, *before[4:6], control]
                termios.tcsetattr(self._terminal, termios.TCSANOW, at_once)
            except termios.error:
                return b""
            try:
                return self._read()
            except EndOfInput:
                return b""
            finally:
                with contextlib.suppress(termios.error):
                    termios.tcsetattr(self._terminal, termios.TCSANOW, before)

        def _read(self) -> bytes:
            try:
                data = os.read(self._terminal, 65536)
            except OSError as closed:
                raise EndOfInput from closed
            # It hands over one line at a time, so one of full length may lack its end.
            self._cut = self._cut or len(data.rstrip(b"\n")) >= _TERMINAL_LINE
            return data


class _Since:
    """A moment, and how long ago it is by whichever clock says more.

    One clock goes on while the machine sleeps, the other can't be set.
    """

    def __init__(self) -> None:
        self._wall, self._steady = time.time(), time.monotonic()

    def passed(self) -> float:
        return max(time.time() - self._wall, time.monotonic() - self._steady)


def reader_of(stream: TextIO) -> Reader:
    """Return what reads ``stream`` best; bytes that are no text are replaced."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
        if sys.platform != "win32" and is_terminal(stream):
            return TerminalReader(stream)
    return Reader(stream)


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person sits at ``stream``; a closed one has nobody."""
    try:
        return stream.isatty()
    except ValueError:
        return False
