"""The terminal driver, mended to leave at once and to survive a terminal that vanishes.

Belongs to ``_textual_seams``; apart from it because it exists only where there is POSIX.
"""

from __future__ import annotations

import io
import os
import selectors
import signal
from codecs import getincrementaldecoder
from threading import Event
from typing import TYPE_CHECKING, Any, TextIO

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from tui.faces.screen.terminal import CLEAR

if TYPE_CHECKING:
    from tui.faces.screen._textual_seams import Sealed

LEAVE = "ctrl+q"

_TICK = 0.05
"""Seconds after which a lone escape byte may be taken for the Esc key."""


class _WakingEvent(Event):
    """An event that also makes a file readable, for a thread that waits on files."""

    def __init__(self) -> None:
        super().__init__()
        self.wake, self._waker = os.pipe()
        os.set_blocking(self.wake, False)
        os.set_blocking(self._waker, False)

    def set(self) -> None:
        super().set()
        try:
            os.write(self._waker, b"\0")
        except BlockingIOError:
            return  # full: whoever waits has been woken

    def clear(self) -> None:
        super().clear()
        try:
            os.read(self.wake, 64)
        except BlockingIOError:
            return


class _Forgiving:
    """A stream that swallows what can't be written, as when the window was closed."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream or io.StringIO()

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except (OSError, ValueError):
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except (OSError, ValueError):
            return

    def fileno(self) -> int:
        return self._stream.fileno()


class LeavingDriver(LinuxDriver):
    """Textual's driver for terminals, able to stop reading the keyboard at once."""

    _app: Sealed

    def __init__(self, app: Sealed, **settings: Any) -> None:
        """Take the place of the streams and the event that Textual's driver made."""
        super().__init__(app, **settings)
        self._file = _Forgiving(self._file)  # type: ignore[assignment]
        self.exit_event = _WakingEvent()
        self._catch_stop()
        signal.signal(signal.SIGCONT, signal.SIG_DFL)

    def _catch_stop(self) -> None:
        # Textual suspends inside the signal's handler. When that interrupts a write, both
        # wait for the same lock for ever; so here it is done between two events.
        signal.signal(signal.SIGTSTP, lambda *_: self._app.from_outside(self.stand_still))

    def stand_still(self, *, with_its_group: bool = False) -> None:
        """Give the terminal back, stop, and take it over again when woken.

        The signal's own default does the stopping: where no shell could ever wake the
        program again, the system ignores it, and the program just goes on.

        Args:
            with_its_group: Stop what the shell started together, as its own key would.
        """
        # Some terminals have no second screen to leave: what is shown would stay there.
        self.write("\x1b[0m\x1b[2J\x1b[H")
        self.flush()
        self.suspend_application_mode()
        self._app.gave_terminal()
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(0 if with_its_group else os.getpid(), signal.SIGTSTP)
        self._catch_stop()
        self._app.took_terminal()
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)

    def stop_application_mode(self) -> None:
        """Give the terminal back blank: what comes after may take long while others work."""
        super().stop_application_mode()
        self.write(CLEAR)
        self.flush()

    def process_message(self, message: Message) -> None:
        """Pass a key on; the one that leaves overtakes all that is still to be done."""
        if isinstance(message, Key) and message.key == LEAVE:
            self._app.from_outside(self._app.leave_now)
        else:
            super().process_message(message)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:
            trouble = error
            self._app.from_outside(lambda: self._app._handle_exception(trouble))

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until the terminal is gone."""
        parser = XTermParser()
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        event = self.exit_event
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            if isinstance(event, _WakingEvent):
                selector.register(event.wake, selectors.EVENT_READ)
            while not event.is_set():
                ready = {key.fd for key, _ in selector.select(_TICK)}
                if self.fileno in ready and not event.is_set():
                    data = self._read()
                    if not data:
                        self._app.from_outside(self._app.hung_up)
                        return
                    for message in parser.feed(decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        try:
            for _ in parser.feed(""):
                continue
        except (EOFError, ParseError):
            return

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 64 * 1024)
        except OSError:
            return b""
