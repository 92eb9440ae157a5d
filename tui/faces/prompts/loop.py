"""The loop of the prompts face: print the page, ask its fields, send them, and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec

from tui.faces.prompts import show
from tui.faces.prompts.asking import Asker
from tui.faces.prompts.commands import Command, Given
from tui.faces.prompts.items import Item
from tui.faces.prompts.lines import Typed
from tui.faces.prompts.window import Said, plain
from tui.faces.prompts.work import Work
from tui.session.driver import LOCKED, App
from tui.session.page import Field, Left, Page, Raw
from tui.wording import gettext as _

T = TypeVar("T")

_KEPT_AS_DRAFT = ("text", "long-text")
_LEFT = {one.how: one for one in (Left("skipped"), Left("not-sure"), Left("later"))}
_FIELD_ROWS = 10
"""Rows that a question and its prompt usually take."""

_LAST = 3
"""Lines that stand with the prompt at least, where all of them do not fit above it."""


class Talk:
    """Leads a person through a session.

    Attributes:
        leaving: Unfinished text, by field, for the session to keep when it is left.
    """

    def __init__(self, app: App, asker: Asker, work: Work, title: str) -> None:
        """Show the pages of ``app``; ``work`` makes the calls to it."""
        self.app, self.asker, self.work, self.title = app, asker, work, title
        self.window = asker.window
        self.values: dict[str, Raw | Left] = {}
        self.leaving: dict[str, str] = {}
        self._shown: Page | None = None
        self._secret = False
        self._lock_wanted = False
        work.prompter.patience = self._patience

    async def run(self) -> int:
        """Go from page to page; return the exit code, or ``LOCKED``."""
        self.window.say(*show.notice())
        first = True
        while True:
            shown = self._shown
            if self.app.done and shown is not None and shown.kind == "end":
                return 0
            page = self.app.page
            again = self._is_again(page)
            if not again:
                self.values = {}
                self.asker.standing.clear()
                if self._secret:
                    self.window.clear()
            try:
                if not again:
                    await self._show(show.page(page), _under(page))
                self._shown, self._secret = page, page.fleeting
                if self.app.done or (page.kind == "end" and not page.choices and not page.fields):
                    await self._read_last()
                    return 0
                if first:
                    first = False
                    self.work.soon(self.app.warm)
                await self._turn(page, again)
            except _Locked:
                return LOCKED
            except _Gone:
                self.leaving = self._drafts()
                return 0
            except Exception:
                self.leaving = self._drafts()
                raise

    # -- a page

    def _is_again(self, page: Page) -> bool:
        """Whether this is the page just shown, come back only with errors at its fields."""
        before = self._shown
        return (
            before is not None
            and before.id == page.id
            and (before.title, before.text, before.people, before.lines)
            == (page.title, page.text, page.people, page.lines)
            and any(field.error for field in page.fields)
        )

    async def _turn(self, page: Page, again: bool) -> None:
        try:
            choice = await self._ask_all(page, again)
        except Given as given:
            await self._follow(given)
        else:
            values = self.values
            await self._work(lambda: self.app.submit(values, choice))
        if self._lock_wanted:
            await self._lock_now()

    async def _ask_all(self, page: Page, again: bool) -> str:
        """Ask every field that needs it, then what next; return the choice's code.

        Raises:
            Given: If a command leads elsewhere.
        """
        asked = self._in_order(page, again)
        place, heading = 0, True
        while True:
            try:
                if place == len(asked):
                    return await self._what_next(page)
                await self._ask(asked[place], page, first=place == 0, heading=heading)
                place, heading = place + 1, True
            except Given as given:
                if isinstance(given.command, int) and given.command <= len(page.choices):
                    if isinstance(given.state, Typed) and given.state.text.strip():
                        # What was typed above it in a longer text is an answer.
                        self.values[asked[place].name] = given.state.text
                    return page.choices[given.command - 1].code
                if given.command is Command.BACK and place:
                    place, heading = place - 1, True
                else:
                    heading = await self._stay(page, given)

    def _in_order(self, page: Page, again: bool) -> list[Field]:
        """Return which fields to ask; those passed over are sent as they stand."""
        if again:
            return [field for field in page.fields if field.error]
        names = [field.name for field in page.fields]
        if page.focus not in names:
            return list(page.fields)
        at = names.index(page.focus)
        before = [field for field in page.fields[:at] if not field.value and not field.open]
        for field in page.fields[:at]:
            if field.open in _LEFT:
                self.values[field.name] = _LEFT[field.open]
            elif field.value:
                self.values[field.name] = field.value
        return [*page.fields[at:], *before]

    async def _ask(self, field: Field, page: Page, *, first: bool, heading: bool) -> None:
        earlier = self.values.get(field.name)
        if earlier is not None and not field.error:
            how = earlier.how if isinstance(earlier, Left) else ""
            raw = "" if isinstance(earlier, Left) else earlier
            field = msgspec.structs.replace(field, value=raw, open=how)
        others = page.choices if first else ()
        self.values[field.name] = await self.asker.ask(field, others, heading=heading)

    async def _what_next(self, page: Page) -> str:
        if show.has_square(page):
            await self.asker.lines.pause(_("Press any key to go on."))
            return page.choices[0].code if page.choices else "next"
        ways = show.ways_on(page.lines, page.choices)
        codes = [*(line.code for line in page.lines), *(choice.code for choice in page.choices)]
        # The other ways on were offered beside the first question.
        if page.fields and (len(ways) <= 1 or (not page.lines and codes[0] == "next")):
            return codes[0] if codes else "next"
        if not ways:
            ways, codes = [(_("Go on"), "")], ["next"]
        given, number, lines = [], 0, len(page.lines)
        keys = [""] * lines + [choice.key for choice in page.choices] + [""]
        for place, (label, note) in enumerate(ways):
            number += bool(codes[place])
            given.append(
                Item(
                    label,
                    note,
                    number=number if codes[place] and len(ways) > 1 else 0,
                    key=keys[place],
                    depth=page.lines[place].depth if place < lines else 0,
                    apart=bool(lines) and place == lines,
                    heading=not codes[place],
                )
            )
        self.window.say(plain(""))
        # What only tells and then asks is no habit to be answered with Enter alone.
        points = len(ways) == 1 or page.kind != "message"
        return codes[await self.asker.way_on(given, points=points)]

    # -- commands

    async def _stay(self, page: Page, given: Given) -> bool:
        """Do what a command says that stays on the page.

        Returns:
            Whether the question has to be printed again.

        Raises:
            Given: If it leads away.
        """
        command = given.command
        if command is Command.HELP:
            await self._show(show.help_and_why(page))
        elif command is Command.RESIZED:
            await self._again(page)
        elif command is Command.SUSPEND:
            await self._suspend(page)
        elif command in (Command.LOCK, Command.IDLE) and _locks(page):
            await self._lock(page)
        elif command in (Command.LINE, Command.IDLE):
            return False
        else:
            refusal = _refusal(page, command)
            if not refusal:
                raise given
            self.asker.say(refusal)
            return False
        return True

    async def _follow(self, given: Given) -> None:
        """Do what a command says that leads away from the page.

        Raises:
            _Gone: If the person leaves.
        """
        if given.command is Command.LEAVE:
            raise _Gone
        calls: dict[Command | int, Callable[[], Page]] = {
            Command.BACK: self.app.back,
            Command.FORWARD: self.app.forward,
            Command.MENU: self.app.menu,
            Command.PARTS: self.app.outline,
            Command.OPEN: self.app.still_open,
            Command.PAPER: self.app.preview,
            Command.UNDO: self.app.undo,
        }
        call, drafts = calls[given.command], self._drafts()
        self._shown = None

        def keep_and_go() -> Page:
            self._hand_over(drafts)
            return call()

        await self._work(keep_and_go)

    async def _suspend(self, page: Page) -> None:
        """Stop until the shell wakes it; lock where that took longer than allowed."""
        slept = self.window.suspend(self.title)
        patience = self._patience()
        if patience is not None and slept >= patience:
            await self._lock(page)
        else:
            await self._again(page)

    async def _lock(self, page: Page) -> None:
        """Lock; where nothing is kept that could be unlocked, cover the screen.

        Raises:
            _Locked: It is locked.
        """
        await self._lock_or_cover(page)
        await self._again(page)
        self.asker.say(
            _("This record is kept nowhere, so it can't be locked: leaving would lose it.")
        )

    async def _lock_now(self) -> None:
        """Lock now that work is done during which that was asked for; or stay covered.

        Raises:
            _Locked: It is locked.
        """
        self._lock_wanted = False
        if not self.app.done:
            if not self._is_again(self.app.page):
                self.values, self._shown = {}, None
                self.asker.standing.clear()
            await self._lock_or_cover(self.app.page)
            self._shown = None

    async def _lock_or_cover(self, page: Page) -> None:
        self.window.clear()
        drafts = self._drafts()

        def hand_over_and_lock() -> bool:
            self._hand_over(drafts)
            return self.app.lock()

        if _locks(page) and await self._work(hand_over_and_lock):
            raise _Locked
        await self._cover()

    async def _cover(self) -> None:
        """Show a page that says nothing until a key is pressed.

        Raises:
            _Gone: The person left.
        """
        while True:
            self.window.say(plain(self.title, "heading"), plain(""))
            try:
                await self.asker.lines.pause(_("Press any key to go on."))
            except Given as given:
                if given.command is Command.LEAVE:
                    raise _Gone from None
                if given.command is Command.SUSPEND:
                    self.window.suspend(self.title)
                if given.command in (Command.RESIZED, Command.SUSPEND, Command.IDLE):
                    self.window.clear()
                    continue
            break
        self.window.clear()

    async def _again(self, page: Page) -> None:
        """Show the page anew on a blank screen, all but what is being asked."""
        self.window.clear()
        await self._show(show.page(page), _under(page))

    # -- showing and calling

    async def _show(self, said: Sequence[Said], under: int = _FIELD_ROWS) -> None:
        """Print; where it is more than fits above the prompt, a screenful at a time.

        Args:
            said: What to print.
            under: How many rows the prompt takes that follows.

        Raises:
            _Gone: The person left meanwhile.
        """
        lines = self.window.broken(said)
        rows = self.window.rows()
        while len(lines) > rows - min(under, rows // 2):
            # What comes last is not left alone below a pause.
            part = lines[: min(rows - 2, max(len(lines) - _LAST, 1))]
            lines = lines[len(part) :]
            self.window.put(part)
            try:
                await self.asker.lines.pause(_("There is more. Press any key."))
            except Given as given:
                if given.command is Command.LEAVE:
                    raise _Gone from None
                if given.command is Command.SUSPEND:
                    self.window.suspend(self.title)
        self.window.put(lines)

    async def _read_last(self) -> None:
        """Leave the last page standing until a key is pressed."""
        with suppress(Given):
            await self.asker.lines.pause(_("Press any key to leave and clear this window."))

    async def _work(self, call: Callable[[], T]) -> T:
        """Have a call to the session made; leaving, stopping and covering work meanwhile."""
        answer = self.work.begin(call)
        while True:
            try:
                cover = self.title if self._lock_wanted else ""
                return await self.work.finish(answer, cover=cover)
            except Given as given:
                if given.command is Command.LEAVE:
                    raise _Gone from None
                if given.command is Command.SUSPEND:
                    self.window.suspend(self.title)
                elif given.command in (Command.LOCK, Command.IDLE) and _locks(self.app.page):
                    self._lock_wanted = True
                    self.window.clear()

    def _patience(self) -> float | None:
        """Return after how many seconds without a key to lock, or None."""
        if not _locks(self.app.page) or not self.app.settings.idle_minutes:
            return None
        return self.app.settings.idle_minutes * 60

    # -- unfinished text

    def _drafts(self) -> dict[str, str]:
        """Return unfinished text of the page, by field."""
        if self._shown is None:
            return {}
        fields = {one.name: one for one in self._shown.fields if one.type in _KEPT_AS_DRAFT}
        found = {
            name: value
            for name, value in self.values.items()
            if name in fields and isinstance(value, str) and value != fields[name].value
        }
        for name, standing in self.asker.standing.items():
            if name in fields and isinstance(standing, Typed) and standing.text.strip():
                found[name] = standing.text
        return {name: text for name, text in found.items() if text.strip()}

    def _hand_over(self, drafts: dict[str, str]) -> None:
        for name, text in drafts.items():
            self.app.keep_draft(name, text)


class _Gone(Exception):
    """The person left, or the terminal is gone."""


class _Locked(Exception):
    """The record is locked."""


def _under(page: Page) -> int:
    """Return how many rows come under a page's text: its first question, or its ways on."""
    if show.has_square(page):
        return 1
    if page.fields:
        return _FIELD_ROWS
    return len(page.lines) + max(len(page.choices), 1) + 3


def _refusal(page: Page, command: Command | int) -> str:
    """Return why a command leads nowhere from ``page``; empty where it leads somewhere."""
    leads: dict[Command | int, tuple[bool, str]] = {
        Command.LEAVE: (True, ""),
        Command.BACK: (page.can_back, _("There is nothing to go back to.")),
        Command.FORWARD: (page.can_forward, _("There is nothing further on yet.")),
        Command.UNDO: (page.can_undo, _("There is no answer here that can be taken back.")),
        Command.PAPER: (page.has_paper, _("There is no paper that could be shown yet.")),
        Command.LOCK: (False, _("No record is open, so there is nothing to lock. :q leaves.")),
    }
    if command in (Command.MENU, Command.PARTS, Command.OPEN):
        open_, why = page.has_menu, _("That leads somewhere once a record is open.")
    else:
        open_, why = leads.get(command, (False, _("There is nothing here to do that with.")))
    return "" if open_ else why


def _locks(page: Page) -> bool:
    """Whether locking leads somewhere from a page."""
    return page.has_menu or page.can_lock
