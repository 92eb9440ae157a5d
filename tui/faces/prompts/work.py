"""Calls to the session, made beside the prompts, so that leaving never waits for one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

import questionary
from prompt_toolkit.input.typeahead import store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

from tui.faces.prompts._prompt_toolkit_seams import Dressing, Prompter, bind, end
from tui.session.desk import Desk
from tui.wording import gettext as _

T = TypeVar("T")

PATIENCE = 0.08
"""Seconds after which "Working…" is shown; quicker than that it would only flicker."""


class Work:
    """Makes calls at the desk and waits for them, taking the keys that leave meanwhile."""

    def __init__(self, desk: Desk, prompter: Prompter) -> None:
        """Have calls made at ``desk``."""
        self.desk, self.prompter = desk, prompter

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

    async def finish(self, answer: asyncio.Future[T]) -> T:
        """Wait for a call; may be called again after a command.

        Raises:
            Given: A command came meanwhile.
        """
        done, _waiting = await asyncio.wait({answer}, timeout=PATIENCE)
        if not done:
            await self._meanwhile(answer)
        return answer.result()

    async def _meanwhile(self, answer: asyncio.Future[T]) -> None:
        question = questionary.press_any_key_to_continue(_("Working…"), **self.prompter.settings())
        keys, ahead = KeyBindings(), list[KeyPress]()

        def keep(event: KeyPressEvent) -> None:
            ahead.extend(event.key_sequence)

        bind(keys, (Keys.Any, Keys.BracketedPaste, "enter", "escape"), keep)

        def over(_answer: object) -> None:
            end(question.application, None)

        def shown() -> None:
            answer.add_done_callback(over)

        try:
            await self.prompter.run(question, Dressing(keys=keys, at_start=shown, wary=False))
        finally:
            answer.remove_done_callback(over)
            store_typeahead(self.prompter.keyboard, ahead)
