"""Asking by typing: a line, a long text, a passphrase, the name of a file or folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import questionary
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from questionary.prompts.path import GreatUXPathCompleter

from tui.faces.prompts import clean
from tui.faces.prompts._prompt_toolkit_seams import (
    Dressing,
    Harmless,
    Prompter,
    Unseen,
    bind,
    buffer_of,
    end,
    put,
)
from tui.faces.prompts.below import Below
from tui.faces.prompts.commands import Given, Unknown, answer, in_text, secret
from tui.wording import gettext as _


@dataclass(frozen=True)
class Typed:
    """What stands in a line or a text, and where the cursor is."""

    text: str = ""
    place: int | None = None


class Lines:
    """Asks for typing, on one terminal."""

    def __init__(self, prompter: Prompter) -> None:
        """Ask by ``prompter``."""
        self._prompter = prompter

    async def line(self, below: Below, start: Typed, *, others: int = 0) -> str:
        """Ask for one line.

        Args:
            below: What stands under it.
            start: What stands there at first.
            others: How many other ways on there are, as ``:2``.

        Raises:
            Given: A command came instead.
        """
        question = questionary.text(
            "",
            qmark=">",
            validate=_is_answer(others),
            validate_while_typing=False,
            input_processors=[Harmless()],
            history=DummyHistory(),
            **self._prompter.settings(),
        )
        buffer = buffer_of(question)
        put(buffer, start.text, start.place)
        below.typed = buffer
        keys = KeyBindings()
        bind(keys, (Keys.BracketedPaste,), paste_in_one_line)
        dressing = self._dressing(below, buffer, keys)
        return answer(await self._prompter.run(question, dressing), others)

    async def text(self, below: Below, start: Typed, *, others: int = 0) -> str:
        """Ask for a text of any length. Enter makes a new line; Alt+Enter ends it.

        Args:
            below: What stands under it.
            start: What stands there at first.
            others: How many other ways on there are, as ``:2``.

        Raises:
            Given: A command came instead.
        """
        question = questionary.text(
            "",
            qmark=">",
            multiline=True,
            instruction="",
            prompt_continuation=lambda width, number, wraps: [("", " " * width)],
            input_processors=[Harmless()],
            history=DummyHistory(),
            **self._prompter.settings(),
        )
        buffer = buffer_of(question)
        put(buffer, start.text, start.place)
        below.typed = buffer
        keys = KeyBindings()

        def enter(event: KeyPressEvent) -> None:
            line = buffer.document.current_line
            at_end = buffer.document.is_cursor_at_the_end_of_line
            command = in_text(line, others) if at_end else None
            if line.startswith("::") and in_text(line[1:], others) is not None:
                buffer.delete_before_cursor(len(line))
                buffer.insert_text(line[1:])
            elif command is not None:
                buffer.delete_before_cursor(len(line))
                if not buffer.document.text_after_cursor:
                    buffer.delete_before_cursor(1)
                end(event.app, Given(command, Typed(buffer.text, buffer.cursor_position)))
                return
            # Not with the blanks of the line before: pasted lines would drift to the right.
            buffer.newline(copy_margin=False)

        bind(keys, ("enter", "c-j"), enter)
        bind(keys, ("c-n",), lambda event: end(event.app, buffer.text))
        found: str = await self._prompter.run(question, self._dressing(below, buffer, keys))
        # Ended without Enter, a command alone is a command all the same, never an answer.
        if (alone := in_text(found, others)) is not None:
            raise Given(alone, Typed())
        return found[1:] if found.startswith("::") and in_text(found[1:], others) else found

    async def hidden(self, below: Below, start: Typed, *, others: int = 0) -> str:
        """Ask for a passphrase; nothing of it shows.

        Raises:
            Given: A command came instead.
        """
        question = questionary.password(
            "",
            qmark=">",
            input_processors=[Unseen()],
            history=DummyHistory(),
            **self._prompter.settings(),
        )
        buffer = buffer_of(question)
        put(buffer, start.text, start.place)
        keys = KeyBindings()
        bind(keys, (Keys.BracketedPaste,), paste_in_one_line)
        dressing = self._dressing(below, buffer, keys)
        return secret(await self._prompter.run(question, dressing), others)

    async def path(
        self, below: Below, start: Typed, *, folders: bool = False, others: int = 0
    ) -> str:
        """Ask for the name of a file or folder, completing it.

        Raises:
            Given: A command came instead.
        """
        size = self._prompter.screen.get_size()
        question = questionary.path(
            "",
            qmark=">",
            completer=_Paths(only_directories=folders, expanduser=True),
            validate=_is_answer(others),
            validate_while_typing=False,
            reserve_space_for_menu=min(6, max(size.rows - 8, 3)),
            input_processors=[Harmless()],
            history=DummyHistory(),
            **self._prompter.settings(),
        )
        buffer = buffer_of(question)
        put(buffer, start.text, start.place)
        keys = KeyBindings()

        def enter(event: KeyPressEvent) -> None:
            standing = buffer.complete_state
            if standing is not None and standing.current_completion is not None:
                buffer.complete_state = None
            elif buffer.validate(set_cursor=False):
                end(event.app, buffer.text)

        bind(keys, ("enter", "c-j"), enter)
        bind(keys, (Keys.BracketedPaste,), paste_in_one_line)
        dressing = self._dressing(below, buffer, keys)
        return answer(await self._prompter.run(question, dressing), others)

    async def pause(self, words: str) -> None:
        """Wait for any key.

        Raises:
            Given: A command came instead.
        """
        question = questionary.press_any_key_to_continue(
            clean.one_line(words), **self._prompter.settings()
        )
        keys = KeyBindings()
        bind(keys, (Keys.Any, Keys.BracketedPaste, ":"), lambda event: end(event.app, None))
        await self._prompter.run(question, Dressing(keys=keys))

    def _dressing(self, below: Below, buffer: Buffer, keys: KeyBindings) -> Dressing:
        return Dressing(
            under=below.drawn,
            keys=keys,
            state=lambda: Typed(buffer.text, buffer.cursor_position),
            on_key=below.forget,
            wary=False,
        )


def _is_answer(others: int) -> Callable[[str], bool | str]:
    """Return what tells that a line is an answer or a command, or why not."""

    def judge(text: str) -> bool | str:
        try:
            answer(text, others)
        except Given:
            return True
        except Unknown:
            return _(
                "That is not a command. Press F1 to see them. "
                "To begin an answer with a colon, type two colons."
            )
        return True

    return judge


def paste_in_one_line(event: KeyPressEvent) -> None:
    """Put what is pasted into one line: where a list completes, more would fill the window."""
    text = event.data.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    event.current_buffer.insert_text(text.replace("\n", " "))


class _Paths(GreatUXPathCompleter):
    """Completes paths; a name is shown as plain, harmless text."""

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Return what the path may go on with."""
        if document.text.lstrip().startswith(":"):
            return
        found: Any = super().get_completions(document, complete_event)
        for one in found:
            shown = clean.one_line("".join(piece[1] for piece in one.display), 60)
            yield Completion(one.text, one.start_position, display=[("", shown)])


def is_folder(text: str) -> bool:
    """Whether a typed path is a folder that is there."""
    try:
        return Path(text).expanduser().is_dir()
    except (OSError, RuntimeError, ValueError):
        return False
