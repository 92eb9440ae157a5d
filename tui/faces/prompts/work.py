"""Calls to the session, made beside the prompts, so that leaving never waits for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import questionary
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input.typeahead import get_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from tui.faces.prompts._prompt_toolkit_seams import Dressing, Prompter, bind, end
from tui.faces.prompts.below import Below
from tui.session.desk import Desk
from tui.session.doing_said import how_far
from tui.session.driver import App
from tui.wording import gettext as _

T = TypeVar("T")

PATIENCE = 0.08
"""Seconds after which "Working…" is shown; quicker than that it would only flicker."""

LOOK = 0.2
"""Seconds between two looks at how far it is."""


class Work:
    """Makes calls at the desk and waits for them, taking the keys that leave meanwhile."""

    def __init__(self, desk: Desk, prompter: Prompter, app: App) -> None:
        """Have calls to ``app`` made at ``desk``."""
        self.desk, self.prompter, self.app = desk, prompter, app

    def soon(self, call: Callable[[], Any]) -> None:
        """Have a call made whose result nobody needs; what goes wrong is not lost."""
        loop = asyncio.get_running_loop()

        def made() -> None:
            try:
                call()
            except Exception as error:
                trouble = error
                loop.call_soon_threadsafe(lambda: self.prompter.fail(trouble))

        self.desk.ask(made)

    def begin(self, call: Callable[[], T]) -> asyncio.Future[T]:
        """Have a call made after those that were asked for before."""
        return asyncio.wrap_future(self.desk.ask(call))

    async def finish(self, answer: asyncio.Future[T], *, cover: str = "") -> T:
        """Wait for a call; may be called again after a command.

        Args:
            answer: What ``begin`` returned.
            cover: What stands there instead of what goes on, once it was to be covered; keys
                are then meant for nothing.

        Raises:
            Given: A command came meanwhile.
        """
        done, _waiting = await asyncio.wait({answer}, timeout=PATIENCE)
        if not done:
            await self._meanwhile(answer, cover)
        return answer.result()

    async def _meanwhile(self, answer: asyncio.Future[T], cover: str) -> None:
        question = questionary.press_any_key_to_continue(
            cover or _("Working…"), **self.prompter.settings()
        )
        question.application.refresh_interval = LOOK
        below = Below(lambda: self.prompter.screen.get_size().columns)
        keys, ahead = KeyBindings(), list[KeyPress]()

        def drawn() -> StyleAndTextTuples:
            below.notice = "" if cover else self._how_far()
            return below.drawn()

        def keep(event: KeyPressEvent) -> None:
            ahead.extend(event.key_sequence)

        bind(keys, (Keys.Any, Keys.BracketedPaste, "enter", "escape"), keep)
        bind(keys, ("c-c",), self._stop)

        def over(_answer: object) -> None:
            end(question.application, None)

        def shown() -> None:
            answer.add_done_callback(over)

        dressing = Dressing(under=drawn, keys=keys, at_start=shown, wary=False)
        try:
            await self.prompter.run(question, dressing)
        finally:
            answer.remove_done_callback(over)
            # What it had not looked at yet when it ended was typed later.
            later = get_typeahead(self.prompter.keyboard)
            store_typeahead(self.prompter.keyboard, [] if cover else [*ahead, *later])

    def _how_far(self) -> str:
        """Return what goes on and how far it is, in a line; empty where nobody knows."""
        doing = self.app.doing
        if doing is None:
            return ""
        far = how_far(doing)
        words = doing.what
        if far:
            words = _("{what}: {how_far}").format(what=doing.what, how_far=far)
        if not doing.may_stop or doing.stopping:
            return words
        return _("{what}. Ctrl+C stops it.").format(what=words)

    def _stop(self, event: KeyPressEvent) -> None:
        """Have what goes on stopped; where it can't be, say how to leave, as everywhere."""
        doing = self.app.doing
        if doing is not None and doing.may_stop:
            self.app.cancel()
        else:
            self.prompter.on_how_to_leave()
