"""The loop of the plain face: print the page, ask its fields, send them, and again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TextIO

import msgspec

from tui.faces.plain import show
from tui.faces.plain.commands import Command, Given, Unknown, explained, read
from tui.faces.plain.questions import Asker
from tui.faces.plain.reading import Awake, EndOfInput, Idle, TooLong
from tui.faces.plain.window import Window, WindowGone
from tui.faces.plain.working import telling
from tui.session.driver import LOCKED
from tui.session.page import Choice, Field, Left, Page, Raw
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App

_TYPED = ("text", "long-text", "when", "number", "money", "phone", "handle", "link")
"""What is typed in words, so that it can be kept before it is an answer."""


def run(app: App, stdin: TextIO, stdout: TextIO) -> int:
    """Do what ``tui.faces.plain.run`` says."""
    talk = _Talk(app, Window(stdin, stdout))
    try:
        with talk.window.watching():
            return talk.run()
    except (EndOfInput, WindowGone):
        talk.keep()
        app.leave()
        talk.farewell()
        return 1 if talk.asker.refused else 0
    except KeyboardInterrupt:
        talk.keep(begun=True)
        app.leave()
        talk.farewell()
        raise
    finally:
        app.leave()
        talk.clear()


class _Left(Exception):
    """The person left."""


class _Locked(Exception):
    """The record was locked."""


class _Talk:
    def __init__(self, app: App, window: Window) -> None:
        self.app = app
        self.window = window
        self.asker = Asker(window, app.understood)
        self.values: dict[str, Raw | Left] = {}
        self._shown: Page | None = None
        self._asking: Field | None = None
        self._secret = False
        self._over = False

    def run(self) -> int:
        show.notice(self.window)
        while True:
            shown = self._shown
            if self.app.done and shown is not None and shown.kind == "end":
                break
            page = self.app.page
            again = self._is_again(page)
            if not again:
                self.values = {}
                self._forget_secret()
                show.page(self.window, page, self._shown)
            self._shown, self._secret = page, page.fleeting
            if self.app.done or (page.kind == "end" and not page.choices and not page.fields):
                break
            try:
                self._turn(page, again)
            except _Left:
                break
            except _Locked:
                return LOCKED
        self.app.leave()
        self.farewell()
        return 0

    def farewell(self) -> None:
        """Say that it is over, if anybody still reads; what was shown is cleared first."""
        self.clear()
        try:
            self.window.say()
            self.window.say(
                _("You have left. What was shown here is cleared. You can close this window.")
                if self.window.clears
                else _("You have left. Close this window to clear what it shows.")
            )
        except WindowGone:
            return

    def clear(self) -> None:
        """Clear what was shown, once, however it ends."""
        if self._over:
            return
        self._over = True
        try:
            self.window.clear()
        except WindowGone:
            return

    def _forget_secret(self) -> None:
        """Clear a page that is left and must not stay to be read."""
        if not self._secret:
            return
        self.window.clear()
        self._shown = None
        if not self.window.clears:
            self.window.say()
            self.window.say(_("What you just read stays in this window until it is closed."))

    def keep(self, *, begun: bool = False) -> None:
        """Hand unfinished text over, so that leaving does not lose it.

        Args:
            begun: Take the line that the person is in the middle of, too.
        """
        self._hold(self.window.unfinished() if begun else "")
        shown = self._shown
        if shown is None:
            return
        types = {field.name: field for field in shown.fields}
        for name, value in self.values.items():
            field = types.get(name)
            if (
                field is not None
                and field.type in _TYPED
                and isinstance(value, str)
                and value.strip()
                and value != field.value
            ):
                self.app.keep_draft(name, value)

    def _hold(self, unfinished: str = "") -> None:
        """Take what is being typed as what stands there."""
        typed, self.asker.typist.partial = self.asker.typist.partial, None
        field = self._asking
        if typed is not None:
            name, lines = typed
            if text := "\n".join([*lines, *([unfinished] if unfinished else [])]):
                self.values[name] = text
        elif field is not None and field.type in _TYPED and unfinished.strip():
            self.values[field.name] = unfinished

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

    def _turn(self, page: Page, again: bool) -> None:
        minutes = self.app.settings.idle_minutes if page.has_menu or page.can_lock else 0
        self.window.lock_after(minutes)
        try:
            choice = self._ask_all(page, again)
        except Given as given:
            self._follow(given)
        else:
            with telling(self.window, self.app):
                self.app.submit(self.values, choice)

    def _ask_all(self, page: Page, again: bool) -> str:
        """Ask every field that needs it, then what next; return the choice's code.

        Raises:
            Given: If a command leads elsewhere.
            _Locked: If the record was locked.
        """
        order = self._order(page, again)
        start, place = order[0] if order else 0, 0
        while True:
            inside = bool(place or (order and order[0] and not again))
            self.asker.nowhere = partial(self._nowhere, page, inside=inside)
            try:
                if place == len(order):
                    self._asking = None
                    return self._what_next(page)
                self._ask(page.fields[order[place]], page, first=order[place] == start)
                place += 1
            except Awake:
                self._hold()
            except Idle:
                self._lock(page, idle=True)
            except Given as given:
                self._hold()
                if isinstance(given.command, int):
                    return page.choices[given.command - 1].code
                if given.command is Command.BACK and place:
                    place -= 1
                elif given.command is Command.BACK and order and order[0] and not again:
                    earlier = order[0] - 1
                    order = [earlier, *(one for one in order if one != earlier)]
                elif given.command is Command.HELP:
                    minutes = self.app.settings.idle_minutes if self.window.watches else 0
                    show.help_and_why(self.window, page, explained(minutes))
                elif given.command is Command.LOCK:
                    self._lock(page)
                else:
                    raise

    def _order(self, page: Page, again: bool) -> list[int]:
        """Return which fields to ask, by their number, in turn.

        What stands before the field to start at is kept; what doesn't is asked at the end.
        """
        if again:
            return [number for number, field in enumerate(page.fields) if field.error]
        names = [field.name for field in page.fields]
        start = names.index(page.focus) if page.focus in names else 0
        missing = []
        for number, field in enumerate(page.fields[:start]):
            if field.value and not field.error:
                self.values[field.name] = field.value
            elif field.open and not field.error:
                self.values[field.name] = Left(field.open)  # type: ignore[arg-type]
            else:
                missing.append(number)
        return [*range(start, len(names)), *missing]

    def _lock(self, page: Page, *, idle: bool = False) -> None:
        """Lock the record; where nothing of it is kept, cover what is shown instead.

        Args:
            page: What is shown.
            idle: Nobody asked for it; somebody may have left in the middle of a line.

        Raises:
            _Locked: If it is locked.
        """
        self.keep(begun=idle)
        if self.app.lock():
            raise _Locked
        covers = self.window.clears
        self.window.clear()
        self.window.say(
            _("This record is kept nowhere, so it can't be locked: leaving would lose it.")
        )
        if covers:
            self.window.lock_after(0)
            with contextlib.suppress(Awake, TooLong):
                self.window.ask(_("What was shown is cleared. Press Enter to show it again."))
            self.window.lock_after(self.app.settings.idle_minutes)
            show.page(self.window, page)

    def _ask(self, field: Field, page: Page, *, first: bool) -> None:
        earlier = self.values.get(field.name)
        if earlier is not None and not field.error:
            how = earlier.how if isinstance(earlier, Left) else ""
            raw = "" if isinstance(earlier, Left) else earlier
            field = msgspec.structs.replace(field, value=raw, open=how)
        self._asking = field
        value = self.asker.ask(field, page.choices, first=first)
        typed, self.asker.typist.partial = self.asker.typist.partial, None
        if isinstance(value, Left) and typed is not None and typed[1]:
            self.app.keep_draft(field.name, "\n".join(typed[1]))
        self.values[field.name] = value

    def _what_next(self, page: Page) -> str:
        ways = [Choice(line.code, line.label) for line in page.lines if line.code]
        ways += page.choices
        # The other ways on were offered beside the first question.
        if page.fields and (len(ways) <= 1 or (not page.lines and ways[0].code == "next")):
            return ways[0].code if ways else "next"
        self.window.say()
        if len(ways) <= 1 and not page.lines:
            return self._enter(ways[0] if ways else Choice("next", _("Go on")))
        numbered = show.Numbered(self.window, page.lines, page.choices)
        numbered.more()
        return self.asker.pick(_("Choose:"), ways, more=numbered.more).code

    def _enter(self, way: Choice) -> str:
        """Wait for Enter where there is only one way on."""
        while True:
            try:
                typed = read(self.window.ask(_("{label}: press Enter.").format(label=way.label)))
            except (Unknown, TooLong):
                typed = "?"
            except Given as given:
                if not (sentence := self.asker.nowhere(given.command)):
                    raise
                self.asker.refuse(sentence)
                continue
            if typed.strip() in ("", "1"):
                self.asker.refused = False
                return way.code
            self.asker.refuse(_("Please press Enter, or type :q to leave."))

    def _nowhere(self, page: Page, command: Command | int, inside: bool) -> str:
        """Return why a command leads nowhere; ``inside`` is after a page's first question."""
        if isinstance(command, int) or command is Command.HELP:
            return ""
        return "" if inside and command is Command.BACK else _refusal(page, command)

    def _follow(self, given: Given) -> None:
        """Do what a command says that leads away from the page.

        Raises:
            _Left: If the person leaves.
        """
        self.keep()
        if given.command is Command.LEAVE:
            raise _Left
        self._shown = None
        calls: dict[Command | int, Callable[[], Page]] = {
            Command.MENU: self.app.menu,
            Command.PARTS: self.app.outline,
            Command.OPEN: self.app.still_open,
            Command.PAPER: self.app.preview,
            Command.UNDO: self.app.undo,
            Command.BACK: self.app.back,
            Command.FORWARD: self.app.forward,
        }
        with telling(self.window, self.app):
            calls[given.command]()


def _refusal(page: Page, command: Command) -> str:
    """Return why a command leads nowhere from ``page``; empty where it leads somewhere."""
    match command:
        case Command.LEAVE:
            return ""
        case Command.BACK:
            return "" if page.can_back else _("There is nothing to go back to.")
        case Command.FORWARD:
            return "" if page.can_forward else _("There is nothing further on yet.")
        case Command.UNDO:
            return "" if page.can_undo else _("There is no answer here that can be taken back.")
        case Command.PAPER:
            return "" if page.has_paper else _("There is no paper that could be shown yet.")
        case Command.MENU | Command.PARTS | Command.OPEN:
            return "" if page.has_menu else _("That leads somewhere once a record is open.")
        case Command.LOCK if page.has_menu or page.can_lock:
            return ""
        case Command.LOCK:
            return _("No record is open, so there is nothing to lock. :q leaves.")
    return _("There is nothing here to do that with.")
