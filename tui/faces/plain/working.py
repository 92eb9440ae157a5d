"""Telling, line by line, how far long work is; ctrl+c stops the work and not the program."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any

from tui.faces.plain import clean
from tui.faces.plain.window import Window, WindowGone
from tui.session.doing_said import how_far, percent
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App, Doing

LOOK = 0.1
"""Seconds between two looks at how far it is."""

FIRST = 0.5
"""Seconds after which it is said what goes on; quicker than that nobody waits."""

_SELDOM, _OFTEN = 10.0, 2.0
"""Seconds after which a line is due, and before which none is: each one may be read aloud."""

_STEP = 10
"""Hundredths after which a line is due."""


class Telling:
    """Which lines to say, and when."""

    def __init__(self, start: float) -> None:
        """Begin at ``start``, in seconds."""
        self._start = self._said = start
        self._what = ""
        self._share = 0
        self._stopping = False

    def line(self, doing: Doing | None, now: float) -> str:
        """Return the line that is due; empty while none is."""
        if doing is None or now - self._start < FIRST:
            return ""
        if doing.stopping:
            stopping, self._stopping = self._stopping, True
            return "" if stopping else _("Stopping…")
        share = percent(doing)
        if doing.what != self._what:
            self._told(doing, share, now)
            words = _("{what}. This takes a while.").format(what=doing.what)
            return f"{words} {_('Ctrl+C stops it.')}" if doing.may_stop else words
        since = now - self._said
        further = share is not None and share - self._share >= _STEP
        if since < _OFTEN or not (further or since >= _SELDOM):
            return ""
        self._told(doing, share, now)
        far = how_far(doing)
        return far or _("Still working.")

    def _told(self, doing: Doing, share: int | None, now: float) -> None:
        self._what, self._share, self._said = doing.what, share or 0, now


@contextmanager
def telling(window: Window, app: App) -> Iterator[None]:
    """Say how far the session's call is that is made in the context."""
    over = threading.Event()
    thread = threading.Thread(target=_tell, args=(window, app, over), daemon=True)
    thread.start()
    try:
        with _stopping_by_key(app):
            yield
    finally:
        over.set()
        thread.join()


def _tell(window: Window, app: App, over: threading.Event) -> None:
    lines = Telling(time.monotonic())
    while not over.wait(LOOK):
        line = lines.line(app.doing, time.monotonic())
        try:
            if line:
                window.say(clean.one_line(line))
        except WindowGone:
            return  # whoever prints or reads next finds out


@contextmanager
def _stopping_by_key(app: App) -> Iterator[None]:
    """Have ctrl+c stop the work that goes on; where none does, it does what it always did."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def pressed(number: int, frame: FrameType | None) -> None:
        doing = app.doing
        if doing is not None and doing.may_stop:
            app.cancel()
        elif callable(before):
            before(number, frame)
        else:
            raise KeyboardInterrupt

    before: Any = signal.signal(signal.SIGINT, pressed)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
