"""Keys wait until what the key before them led to has come about.

Textual hands a key to what has the focus at that moment. Keys that come quickly, as from a
practised hand or over a slow line, would so reach a field that is already done with, and be
lost or land in the wrong answer. Here each key that may lead elsewhere closes a gate; the
keys behind it are kept in order, and go on when every part of the screen has dealt with it.

While the session works, the gate stays closed. What then becomes of the keys behind it:

- The page came before "Working…" was shown: they all go on, as if it had been there.
- Otherwise a person knows that the program was busy, and can't know what the next page asks.
  An Enter must then never answer it. Letters typed in the first moments, from one question to
  the next, are kept: they stand in the new field to be seen, and nothing goes on by itself.
  The first key that is no text drops all that follow it.
- From a passphrase, or to another kind of page, nothing is kept: it could show what was
  meant to stay hidden, or pick what nobody has read.
"""

from __future__ import annotations

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from tui.session.page import Page

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from tui.faces.screen._textual_seams import Sealed

FIRST_MOMENTS = 0.5
"""Seconds in which what is typed was meant for the next question already."""

_FEWEST, _MOST = 2, 6
"""Rounds through all parts. A key's message is posted anew on its way up to five times: by
the key, the list, the field, the page and the app."""

_LONGEST_HOP = 0.25
"""Seconds a widget may take to answer; one that is being removed never does."""

_EDITING = frozenset(
    ["backspace", "delete", "left", "right", "home", "end", "ctrl+u", "ctrl+w", "ctrl+k"]
)

Typed = events.Key | events.Paste


class InTurn:
    """The gate."""

    def __init__(self, app: Sealed) -> None:
        """Start open."""
        self._app = app
        self._held: deque[tuple[float, Typed]] = deque()
        self._closed = False
        self._turning: float | None = None
        self._work: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether a key is still on its way."""
        return self._closed and self._turning is None

    async def take(self, event: Typed) -> None:
        """Hand ``event`` on, or keep it until it is its turn."""
        if self._closed:
            self._held.append((monotonic(), event))
            return
        await self._hand_on(event)

    async def _hand_on(self, event: Typed) -> None:
        target = self._app.focused or self._app.screen
        await self._app.hand_on(event)
        if _leads(target, event):
            self._closed = True
            self._release(target)

    def turning(self) -> None:
        """The session begins to work."""
        self._closed = True
        self._turning = monotonic()

    def turned(self, before: Page | None, after: Page, *, said_so: bool) -> None:
        """The session has done its work.

        Args:
            before: The page that was left.
            after: The page that is shown now.
            said_so: Whether the person was told that it takes long.
        """
        began, self._turning = self._turning, None
        if said_so and began is not None:
            self._held = deque(_kept(self._held, began) if _alike(before, after) else ())
        self._closed = True
        self._release(self._app.screen)

    def dropped(self) -> None:
        """The session has done its work, and what was typed meanwhile was meant for nothing."""
        self._held.clear()
        self._turning = None
        self._release(self._app.screen)

    def _release(self, target: MessagePump) -> None:
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._go_on(target))

    async def _go_on(self, target: MessagePump) -> None:
        try:
            await self._settled(target)
            while self._held and self._turning is None:
                _at, event = self._held.popleft()
                target = self._app.focused or self._app.screen
                await self._app.hand_on(event)
                if _leads(target, event):
                    await self._settled(target)
            if self._turning is None:
                self._closed = False
        except Exception as error:
            self._app._handle_exception(error)

    async def _settled(self, target: MessagePump) -> None:
        """Wait until what ``target`` was sent has come up through all that it stands in."""
        chain = [target]
        while (parent := chain[-1]._parent) is not None:
            chain.append(parent)
        for count in range(_MOST):
            for node in chain:
                passed = asyncio.get_running_loop().create_future()
                if node.is_running and node.call_later(_pass, passed):
                    longest = None if node is self._app else _LONGEST_HOP
                    await asyncio.wait({passed}, timeout=longest)
                if self._turning is not None:
                    return
            if count + 1 >= _FEWEST and not any(node.message_queue_size for node in chain):
                return


def _pass(passed: asyncio.Future[None]) -> None:
    if not passed.done():
        passed.set_result(None)


def _is_text(event: Typed) -> bool:
    return isinstance(event, events.Paste) or event.is_printable or event.key in _EDITING


def _leads(target: MessagePump, event: Typed) -> bool:
    """Whether the key may do more than change a text."""
    return not (getattr(target, "takes_text", False) and _is_text(event))


def _alike(before: Page | None, after: Page) -> bool:
    return (
        before is not None
        and before.kind == after.kind == "form"
        and not any(field.type == "secret" for field in before.fields)
    )


def _kept(held: deque[tuple[float, Typed]], began: float) -> list[tuple[float, Typed]]:
    kept = []
    for at, event in held:
        if at - began > FIRST_MOMENTS or not _is_text(event):
            break
        kept.append((at, event))
    return kept
