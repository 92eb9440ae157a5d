from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from fake_session import Session
from textual import events
from textual.keys import _character_to_key

PATIENCE = 20.0


@dataclass
class Stage:
    """The face running without a terminal, on a scripted session."""

    face: Any
    pilot: Any
    session: Session

    async def until(self, true: Callable[[], Any], what: str = "") -> None:
        """Let the app work until ``true()`` holds."""
        end = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > end:
                raise AssertionError(f"it never came: {what}\n{self.text()}")
            if self.face.trouble is not None:
                raise self.face.trouble
            await asyncio.sleep(0.002)
        await self.settle()

    async def settle(self) -> None:
        """Wait until every widget has handled what it was sent, and no key waits for its turn."""
        end = time.monotonic() + PATIENCE
        for _ in range(3):
            await self.pilot.pause(0)
            while self.face.in_turn.waiting and time.monotonic() < end:
                await asyncio.sleep(0.001)

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before has been handled.

        The pilot's own ``press`` waits for an idle processor, which takes far longer.
        """
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            character = key if len(key) == 1 else " " if key == "space" else None
            self.face.post_message(events.Key(name, character))
            await self.settle()

    async def page(self, id: str) -> None:
        """Wait until that page is shown, settled and has its focus."""
        await self.until(
            lambda: self.screen.page.id == id and self.face.screen.focused is not None, id
        )

    async def calls(self, name: str, count: int = 1) -> list[tuple[Any, ...]]:
        """Wait until the session was called so often; return those calls."""
        await self.until(lambda: len(self.session.named(name)) >= count, name)
        return self.session.named(name)

    async def shows(self, words: str) -> None:
        wanted = " ".join(words.split())
        await self.until(lambda: wanted in " ".join(self.text().split()), words)

    @property
    def screen(self) -> Any:
        return self.face.page_screen

    @property
    def box(self) -> Any:
        return self.screen.boxes[0]

    def text(self) -> str:
        """What the screen shows, a line a row, without colours."""
        rows = self.face.screen._compositor.render_strips()
        return "\n".join("".join(part.text for part in row).rstrip() for row in rows)


def play(
    act: Callable[[Stage], Awaitable[None]],
    session: Session | None = None,
    size: tuple[int, int] = (80, 24),
) -> Session:
    """Run ``act`` with the face on ``session``; return the session."""
    from tui.faces.screen.app import ScreenFace
    from tui.session.desk import Desk

    session = session or Session()

    async def main() -> None:
        desk = Desk()
        face = ScreenFace(session, desk)
        try:
            async with face.run_test(size=size) as pilot:
                stage = Stage(face, pilot, session)
                await stage.until(lambda: stage.screen is not None and stage.screen.built)
                await act(stage)
        finally:
            desk.close(PATIENCE)
            face.reader.close(PATIENCE)
        if face.trouble is not None:
            raise face.trouble

    asyncio.run(main())
    return session


@pytest.fixture(name="play")
def _play() -> Callable[..., Session]:
    return play
