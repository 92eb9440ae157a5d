"""The screen face itself: shows the session's pages and passes on what the person does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from tui.faces.screen import terminal
from tui.faces.screen._textual_seams import Sealed
from tui.faces.screen.app_keys import KEYS, key_list
from tui.faces.screen.clipboard import Clipboard
from tui.faces.screen.in_turn import InTurn, Typed
from tui.faces.screen.locking import TICK, IdleClock
from tui.faces.screen.screens.cover import CoverScreen
from tui.faces.screen.screens.page import BESIDE_FROM, PageScreen
from tui.faces.screen.screens.page_keys import leads
from tui.faces.screen.screens.working import WorkingScreen
from tui.faces.screen.themes import THEMES
from tui.faces.screen.widgets.asking import Completing, Understanding
from tui.session.desk import Desk
from tui.session.driver import LOCKED, App
from tui.session.page import Page, Paragraph
from tui.wording import gettext as _

if TYPE_CHECKING:
    from textual.types import CSSPathType

PATIENCE = 0.08
"""Seconds after which "Working…" is shown; quicker than that it would only flicker."""

_UNHURRIED = 0.3
"""Seconds a page stands before the paper beside it is asked for: the desk does one thing at
a time, and whoever goes on quickly must not wait for a paper that nobody reads."""

_AT_ONCE = 0.05
"""Seconds that a folder's names are waited for, so that what is typed next comes after them."""

_STRAIGHT = ("ctrl+q", "f9")
"""Keys that do not wait for their turn: leaving and locking."""


class ScreenFace(Sealed):
    """Shows one page at a time. All calls to the session go through the desk."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        "screens/page.tcss",
        "screens/cover.tcss",
        "screens/dates.tcss",
        "screens/help.tcss",
        "screens/working.tcss",
        "widgets/beside.tcss",
        "widgets/cycle.tcss",
        "widgets/field.tcss",
        "widgets/header.tcss",
        "widgets/hints.tcss",
        "widgets/left_open.tcss",
        "widgets/picker.tcss",
        "widgets/prose.tcss",
        "widgets/typed.tcss",
    ]

    # Textual declares these as instance attributes, so they can't be ClassVars.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide"), (BESIDE_FROM, "-beside")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall"), (34, "-high")]  # noqa: RUF012

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    @dataclass
    class Turned(Message):
        """A call to the session has its answer."""

        answer: Future[Page]

    @dataclass
    class Locked(Message):
        """The session was asked to lock, and says whether it has."""

        answer: Future[bool]

    @dataclass
    class StandsBeside(Message):
        """The paper beside the page has come."""

        page: str
        answer: Future[tuple[Paragraph, ...]]

    def __init__(self, session: App, desk: Desk, *, theme: str = "dark") -> None:
        """Show ``session``; ``desk`` makes the calls to it."""
        super().__init__()
        self.session = session
        self.desk = desk
        self.reader = Desk()
        """Reads what is typed, while the desk may be busy with something long."""
        self.drafts: dict[str, str] = {}
        self.in_turn = InTurn(self)
        self.idle = IdleClock()
        self.system_clipboard = Clipboard(self)
        self._busy = False
        self._lock_wanted = False
        self._patience: Timer | None = None
        self._unhurried: Timer | None = None
        for known in THEMES:
            self.register_theme(known)
        self.open_in(theme if theme in self.available_themes else THEMES[0].name)
        self._wished = session.settings.theme

    def get_default_screen(self) -> Screen[None]:
        """Open on the session's first page."""
        return PageScreen(self.session.page)

    def on_ready(self) -> None:
        """Have the session load what the first answer needs, now that its page is shown."""
        self.desk.ask(self.session.warm)
        self.set_interval(TICK, self.look_at_the_clock)

    @property
    def page_screen(self) -> PageScreen | None:
        """The screen with the page, also while something is over it."""
        return next((at for at in self.screen_stack if isinstance(at, PageScreen)), None)

    def noticed(self) -> None:
        """Start the idle clock anew."""
        self.idle.noticed()

    async def took_key(self, event: Typed) -> None:
        """Let a key wait for its turn."""
        if isinstance(event, events.Key) and (event.key in _STRAIGHT or self._stops(event)):
            await self.hand_on(event)
        else:
            await self.in_turn.take(event)

    def _stops(self, event: events.Key) -> bool:
        """Whether a key stops work that goes on; it can't wait until that is done."""
        screen = self.screen
        return event.key == "escape" and isinstance(screen, WorkingScreen) and screen.may_stop

    # -- talking to the session

    @on(PageScreen.Answered)
    def _answered(self, event: PageScreen.Answered) -> None:
        event.stop()
        self._turn(lambda: self.session.submit(event.values, event.choice))

    @on(PageScreen.Wanted)
    async def _wanted(self, event: PageScreen.Wanted) -> None:
        event.stop()
        screen = self.page_screen
        if screen is None or self._busy:
            return
        if event.where == "help":
            from tui.faces.screen.screens.help import HelpScreen

            await self.push_screen(HelpScreen(screen.page, key_list(screen)))
            return
        call = {
            "back": self.session.back,
            "forward": self.session.forward,
            "menu": self.session.menu,
            "outline": self.session.outline,
            "still_open": self.session.still_open,
            "preview": self.session.preview,
            "undo": self.session.undo,
        }[event.where]
        drafts = screen.drafts()

        def keep_and_go() -> Page:
            self._keep(drafts)
            return call()

        self._turn(keep_and_go)

    def _keep(self, drafts: dict[str, str]) -> None:
        for name, text in drafts.items():
            self.session.keep_draft(name, text)

    @on(PageScreen.Closed)
    def _end_closed(self) -> None:
        self.exit(0)

    def _turn(self, call: Callable[[], Page]) -> None:
        """Make a call; keys wait meanwhile, and after a moment it is said that it works."""
        if self._busy:
            return
        self._busy = True
        self.in_turn.turning()
        if self._unhurried is not None:
            self._unhurried.stop()
        self._patience = self.set_timer(PATIENCE, self._say_so)
        answer = self.desk.ask(call)
        answer.add_done_callback(lambda _answer: self.post_message(self.Turned(answer)))

    async def _say_so(self) -> None:
        if self._busy and not isinstance(self.screen, WorkingScreen | CoverScreen):
            await self.push_screen(WorkingScreen(lambda: self.session.doing, self.session.cancel))

    @on(Turned)
    async def _turned(self, event: Turned) -> None:
        event.stop()
        if self._patience is not None:
            self._patience.stop()
        said_so = any(isinstance(at, WorkingScreen) for at in self.screen_stack)
        page = event.answer.result()
        screen = self.page_screen
        if self.session.done or screen is None:
            self.exit(0)
            return
        self._busy = False
        before = screen.page
        with self.batch_update():
            while self.screen is not screen:
                await self.pop_screen()
            await screen.show(page)
            self._follow_settings()
            if not self._lock_wanted:
                self.in_turn.turned(before, page, said_so=said_so)
            else:
                await self._cover_again(page)

    async def _cover_again(self, page: Page) -> None:
        """Lock now that work is done during which that was asked for."""
        self._lock_wanted = False
        if leads(page, "lock"):
            await self.lock()
            return
        cover = CoverScreen()
        await self.push_screen(cover)
        cover.stays()
        self.in_turn.dropped()

    def _follow_settings(self) -> None:
        """Take the colours that a record or its settings ask for, once each time."""
        wished = self.session.settings.theme
        if wished != self._wished and wished in self.available_themes:
            self.theme = wished
        self._wished = wished

    # -- the paper beside the page

    @on(PageScreen.BesideWanted)
    def _beside_wanted(self) -> None:
        if self._unhurried is not None:
            self._unhurried.stop()
        self._unhurried = self.set_timer(_UNHURRIED, self._ask_beside)

    def _ask_beside(self) -> None:
        screen = self.page_screen
        if self._busy or screen is None or not screen.has_room_beside:
            return
        page = screen.page.id
        answer = self.desk.ask(self.session.beside)
        answer.add_done_callback(lambda _answer: self.post_message(self.StandsBeside(page, answer)))

    @on(StandsBeside)
    async def _stands_beside(self, event: StandsBeside) -> None:
        event.stop()
        screen = self.page_screen
        if screen is not None and screen.page.id == event.page and not self._busy:
            await screen.beside.show(event.answer.result())
            screen.refresh_bindings()

    # -- what is being typed

    @on(Understanding)
    def _understanding(self, event: Understanding) -> None:
        event.stop()
        answer = self.reader.ask(lambda: self.session.understood(event.name, event.text))

        def said(answer: Future[str]) -> None:
            if answer.exception() is None:
                words = answer.result()
                self.from_outside(lambda: event.tell(words))

        answer.add_done_callback(said)

    @on(Completing)
    async def _completing(self, event: Completing) -> None:
        event.stop()
        from tui.faces.screen.paths import complete

        answer = self.reader.ask(lambda: complete(event.text))
        found = asyncio.wrap_future(answer)
        done, _late = await asyncio.wait({found}, timeout=_AT_ONCE)
        if done:
            await event.tell(event.text, found.result())
        else:
            answer.add_done_callback(
                lambda late: self.from_outside(
                    lambda: self.call_later(event.tell, event.text, late.result())
                )
            )

    # -- locking

    async def look_at_the_clock(self) -> None:
        """Lock where nobody has been there for as long as the person set up."""
        screen = self.page_screen
        if (
            screen is not None
            and leads(screen.page, "lock")
            and self.idle.due(self.session.settings.idle_minutes)
        ):
            await self.lock()

    async def lock(self) -> None:
        """Cover everything at once, hand over drafts and lock; after work that still runs."""
        screen = self.page_screen
        if screen is None or isinstance(self.screen, CoverScreen):
            return
        self.system_clipboard.empty()
        self.clear_notifications()
        if self._busy:
            self._lock_wanted = True
            await self.push_screen(CoverScreen())
            return
        self._busy = True
        self.in_turn.turning()
        drafts = screen.drafts()
        await self.push_screen(CoverScreen())

        def keep_and_lock() -> bool:
            self._keep(drafts)
            return self.session.lock()

        answer = self.desk.ask(keep_and_lock)
        answer.add_done_callback(lambda _answer: self.post_message(self.Locked(answer)))

    @on(Locked)
    def _locked(self, event: Locked) -> None:
        event.stop()
        self._busy = False
        if event.answer.result():
            self.blank()
            self.exit(LOCKED)
        elif self.screen_stack and isinstance(self.screen, CoverScreen):  # else it is closing
            self.screen.stays()
            self.in_turn.dropped()

    async def action_lock(self) -> None:
        """Lock, because the person asked for it."""
        await self.lock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key that locks where there is nothing to lock."""
        screen = self.page_screen
        return action != "lock" or (screen is not None and leads(screen.page, "lock"))

    # -- leaving and the like

    def action_leave(self) -> None:
        """Leave at once: blank the screen first, then close."""
        screen = self.page_screen
        if screen is not None and not self._busy:
            self.drafts = screen.drafts()
        self.blank()
        self.exit(0)

    def leave_now(self) -> None:
        """Leave, whatever else is still to be done."""
        self.action_leave()

    def hung_up(self) -> None:
        """The terminal is gone: leave as if asked to."""
        self.action_leave()

    def action_stand_still(self) -> None:
        """Stop until the shell brings the program back."""
        self.stand_still()

    def gave_terminal(self) -> None:
        """Leave nothing in the window while the program stands still."""
        terminal.wipe(_("Notes"), clipboard=self.system_clipboard.filled)
        terminal.say(_("Paused. To come back, type fg and press Enter."))

    def took_terminal(self) -> None:
        """Come back, and lock first if it was for long."""
        terminal.open_title(_("Notes"))
        self.hold_back()
        self.call_next(self._back_again)

    async def _back_again(self) -> None:
        await self.look_at_the_clock()
        self.idle.noticed()
        self.let_draw()
        self.screen.refresh(layout=True)

    def action_how_to_leave(self) -> None:
        """Say which key leaves; many press this one out of habit."""
        self.notify(_("Ctrl+Q leaves at once."), markup=False, timeout=3)

    def action_put_out(self) -> None:
        """Put what is selected on the system's clipboard, after a warning."""
        self.system_clipboard.put(self.focused)

    def action_next_theme(self) -> None:
        """Take the next theme."""
        names = [known.name for known in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
