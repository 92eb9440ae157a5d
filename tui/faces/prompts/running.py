"""Running the face and leaving tidily, however it ends."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any, TextIO

from tui.faces.prompts._prompt_toolkit_seams import Prompter
from tui.faces.prompts.asking import Asker
from tui.faces.prompts.commands import Command
from tui.faces.prompts.loop import Talk
from tui.faces.prompts.window import STYLE, Window
from tui.faces.prompts.work import Work
from tui.session.desk import Desk
from tui.session.driver import App
from tui.wording import gettext as _

_LONGEST_LEAVE = 20.0
"""Seconds that sealing may take on leaving before it is abandoned."""


def run(app: App, stdin: TextIO, stdout: TextIO) -> int:
    """Lead a person through ``app`` on a terminal.

    Returns:
        0, or ``driver.LOCKED``. By then the terminal is clear and the session was left.

    Raises:
        Exception: What went wrong in the program, once all that is done.
    """
    return lead(app, Window(stdin, stdout))


def lead(app: App, window: Window) -> int:
    """Lead a person through ``app`` in ``window``; see ``run``."""
    title = _("Notes")
    desk = Desk()
    talk: Talk | None = None

    async def main() -> int:
        nonlocal talk
        prompter = Prompter(window.keyboard, window.screen, STYLE, window.depth)
        talk = Talk(app, Asker(window, prompter, app.understood), Work(desk, prompter, app), title)
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_taking(prompter))
        signals.loop, signals.call = loop, prompter.interrupt
        try:
            return await talk.run()
        finally:
            signals.loop = None

    with _signals() as signals:
        window.take(title)
        try:
            return asyncio.run(main(), debug=False)
        except KeyboardInterrupt:
            return 0
        finally:
            window.wipe(title)
            drafts = talk.leaving if talk is not None else {}
            app.cancel()
            desk.ask(lambda: _leave(app, drafts))
            desk.close(_LONGEST_LEAVE)
            window.give_back()


def _leave(app: App, drafts: dict[str, str]) -> None:
    try:
        for name, text in drafts.items():
            app.keep_draft(name, text)
    finally:
        app.leave()


def _taking(
    prompter: Prompter,
) -> Callable[[asyncio.AbstractEventLoop, dict[str, Any]], None]:
    """Return what asyncio calls for errors that nobody waits for: it must not print them."""

    def take(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, EOFError):
            prompter.interrupt(Command.LEAVE)
        elif isinstance(error, Exception):
            prompter.fail(error)

    return take


class _Signals:
    """Turns the signals that end or stop programs into commands."""

    loop: asyncio.AbstractEventLoop | None = None
    call: Callable[[Command], None]

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.loop is None or self.loop.is_closed():
            return
        stops = number == getattr(signal, "SIGTSTP", None)
        self.loop.call_soon_threadsafe(self.call, Command.SUSPEND if stops else Command.LEAVE)


@contextlib.contextmanager
def _signals() -> Iterator[_Signals]:
    handler = _Signals()
    if threading.current_thread() is not threading.main_thread():
        yield handler
        return
    names = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGBREAK", "SIGTSTP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield handler
    finally:
        for number, old in before.items():
            signal.signal(number, signal.SIG_DFL if old is None else old)
