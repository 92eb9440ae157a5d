"""Running the face and leaving tidily, however it ends."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType
from typing import Any

from tui.faces.screen import terminal
from tui.faces.screen.app import ScreenFace
from tui.session.desk import Desk
from tui.session.driver import LOCKED, App
from tui.wording import gettext as _

FAILED = 70
"""The exit code for a fault in the program (``EX_SOFTWARE``)."""

_SHARE = 0.0005
"""Seconds that a thread may keep the others from running. By default it is ten times as long,
and the screen, which waits for something small twenty times until it has left, would take a
fifth of a second to do so while the session reads or seals."""

_LONGEST_LEAVE = 20.0
"""Seconds that sealing may take on leaving before it is abandoned."""


def run(session: App, *, theme: str = "dark") -> int:
    """Take a person through ``session`` until they leave or it is done.

    Args:
        session: What to show.
        theme: ``dark``, ``light`` or ``contrast``.

    Returns:
        0; ``LOCKED`` when the sitting was locked; 70 when the program failed. By then the
        terminal is clear and the session has been left.
    """
    title = _("Notes")
    desk = Desk()
    trouble: BaseException | None = None
    face: ScreenFace | None = None
    with _silent_threads(), _quick_turns(), _leaving_on_signals() as signals:
        try:
            terminal.open_title(title)
            face = ScreenFace(session, desk, theme=theme)
            signals.face = face
            face.run()
            trouble = face.trouble
        except BaseException as error:
            trouble = error
        terminal.wipe(title, clipboard=face is not None and face.system_clipboard.filled)
        drafts = face.drafts if face is not None else {}
        session.cancel()
        desk.ask(lambda: _leave(session, drafts))
        desk.close(_LONGEST_LEAVE)
    if trouble is None and face is not None and face.return_value == LOCKED:
        return LOCKED
    if trouble is None or isinstance(trouble, KeyboardInterrupt):
        return 0
    terminal.say(
        _("Something went wrong in the program and it had to stop. What was saved is still there.")
    )
    terminal.say(_place(trouble))
    return FAILED


def _leave(session: App, drafts: dict[str, str]) -> None:
    try:
        for name, text in drafts.items():
            session.keep_draft(name, text)
    finally:
        session.leave()


def _place(trouble: BaseException) -> str:
    """Return where it failed: names from the program's own text, never a value."""
    place = ""
    at = trouble.__traceback__
    while at is not None:
        module = str(at.tb_frame.f_globals.get("__name__", ""))
        if module.startswith("tui."):
            place = f"{module.removeprefix('tui.')}:{at.tb_lineno}"
        at = at.tb_next
    return f"({type(trouble).__name__} {place})" if place else f"({type(trouble).__name__})"


class _Signals:
    """Turns the signals that end programs into leaving."""

    face: ScreenFace | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.face is not None:
            self.face.from_outside(self.face.action_leave)


@contextlib.contextmanager
def _leaving_on_signals() -> Iterator[_Signals]:
    handler = _Signals()
    if threading.current_thread() is not threading.main_thread():
        yield handler
        return
    names = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield handler
    finally:
        for number, old in before.items():
            signal.signal(number, signal.SIG_DFL if old is None else old)


@contextlib.contextmanager
def _quick_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SHARE)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextlib.contextmanager
def _silent_threads() -> Iterator[None]:
    """Keep Python from printing exceptions of threads and finalizers: they quote values."""

    def nothing(_arguments: Any) -> None:
        return

    thread_hook, unraisable_hook = threading.excepthook, sys.unraisablehook
    threading.excepthook, sys.unraisablehook = nothing, nothing
    try:
        yield
    finally:
        threading.excepthook, sys.unraisablehook = thread_hook, unraisable_hook
