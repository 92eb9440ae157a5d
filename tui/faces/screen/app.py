"""The screen face itself: shows the session's pages and passes on what the person does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.types import CSSPathType

from tui.faces.screen._textual_seams import Sealed
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.screens.page import PageScreen
from tui.faces.screen.screens.working import WorkingScreen
from tui.faces.screen.themes import THEMES
from tui.faces.screen.widgets.hints import key_words
from tui.session.desk import Desk
from tui.session.driver import App
from tui.session.page import Page
from tui.wording import gettext as _

PATIENCE = 0.08
"""Seconds after which "Working…" is shown; quicker than that it would only flicker."""


class ScreenFace(Sealed):
    """Shows one page at a time. All calls to the session go through the desk."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "screens/page.tcss",
        "screens/help.tcss",
        "screens/working.tcss",
        "widgets/field.tcss",
        "widgets/header.tcss",
        "widgets/hints.tcss",
        "widgets/left_open.tcss",
        "widgets/picker.tcss",
        "widgets/prose.tcss",
        "widgets/typed.tcss",
    ]

    # Textual declares these as instance attributes, so they can't be ClassVars.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall"), (34, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = [
        bind(
            "leave",
            "ctrl+q",
            "leave",
            N_("Leave now"),
            N_("Leave at once and clear the screen."),
            show=True,
            priority=True,
        ),
        bind(
            "how-to-leave",
            "ctrl+c",
            "how_to_leave",
            N_("How to leave"),
            N_("Says which key leaves."),
        ),
        bind("next-theme", "f8", "next_theme", N_("Colours"), N_("Dark, light or high contrast.")),
    ]

    @dataclass
    class Turned(Message):
        """A call to the session that took long has its answer."""

        answer: Future[Page]

    def __init__(self, session: App, desk: Desk, *, theme: str = "dark") -> None:
        """Show ``session``; ``desk`` makes the calls to it."""
        super().__init__()
        self.session = session
        self.desk = desk
        self.drafts: dict[str, str] = {}
        self._busy = False
        for known in THEMES:
            self.register_theme(known)
        self.theme = theme if theme in self.available_themes else THEMES[0].name

    def get_default_screen(self) -> Screen[None]:
        """Open on the session's first page."""
        return PageScreen(self.session.page)

    def on_ready(self) -> None:
        """Have the session load what the first answer needs, now that its page is shown."""
        self.desk.ask(self.session.warm)

    @property
    def page_screen(self) -> PageScreen | None:
        """The screen with the page, also while something is over it."""
        return next((at for at in self.screen_stack if isinstance(at, PageScreen)), None)

    # -- talking to the session

    @on(PageScreen.Answered)
    async def _answered(self, event: PageScreen.Answered) -> None:
        event.stop()
        await self._turn(lambda: self.session.submit(event.values, event.choice))

    @on(PageScreen.Wanted)
    async def _wanted(self, event: PageScreen.Wanted) -> None:
        event.stop()
        screen = self.page_screen
        if screen is None or self._busy:
            return
        if event.where == "help":
            from tui.faces.screen.screens.help import HelpScreen

            await self.push_screen(HelpScreen(screen.page, self._key_words()))
            return
        call = {
            "back": self.session.back,
            "forward": self.session.forward,
            "menu": self.session.menu,
        }[event.where]
        drafts = screen.drafts()

        def keep_and_go() -> Page:
            for name, text in drafts.items():
                self.session.keep_draft(name, text)
            return call()

        await self._turn(keep_and_go)

    @on(PageScreen.Closed)
    def _end_closed(self) -> None:
        self.exit(0)

    async def _turn(self, call: Callable[[], Page]) -> None:
        """Make a call; quick ones are waited for, so that keys typed meanwhile go on."""
        if self._busy:
            return
        self._busy = True
        answer = self.desk.ask(call)
        done, _waiting = await asyncio.wait({asyncio.wrap_future(answer)}, timeout=PATIENCE)
        if done:
            await self._arrived(answer)
        else:
            await self.push_screen(WorkingScreen())
            answer.add_done_callback(lambda _answer: self.post_message(self.Turned(answer)))

    @on(Turned)
    async def _turned(self, event: Turned) -> None:
        event.stop()
        if isinstance(self.screen, WorkingScreen):
            await self.pop_screen()
        await self._arrived(event.answer)

    async def _arrived(self, answer: Future[Page]) -> None:
        self._busy = False
        page = answer.result()
        if self.session.done:
            self.exit(0)
        elif (screen := self.page_screen) is not None:
            await screen.show(page)

    # -- leaving and the like

    def action_leave(self) -> None:
        """Leave at once: blank the screen first, then close."""
        screen = self.page_screen
        if screen is not None and not self._busy:
            self.drafts = screen.drafts()
        self.blank()
        self.exit(0)

    def hung_up(self) -> None:
        """The terminal is gone: leave as if asked to."""
        self.action_leave()

    def action_how_to_leave(self) -> None:
        """Say which key leaves; many press this one out of habit."""
        self.notify(_("Ctrl+Q leaves at once."), markup=False, timeout=3)

    def action_next_theme(self) -> None:
        """Take the next theme."""
        names = [known.name for known in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def _key_words(self) -> list[tuple[str, str]]:
        """Return the keys for the help: those of lists first, then each of our own once."""
        words = {
            _("Arrows, Tab"): _("Move to what you want."),
            _("Space, 1 to 9"): _("Pick a line or tick it."),
            _("Enter"): _("Take what is highlighted and go on."),
        }
        keys: dict[str, list[str]] = {}
        for binding in (*PageScreen.BINDINGS, *ScreenFace.BINDINGS):
            if isinstance(binding, Binding):
                keys.setdefault(_(binding.tooltip), []).append(key_words(binding.key))
        return [*words.items(), *((", ".join(names), tip) for tip, names in keys.items())]
