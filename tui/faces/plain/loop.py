"""The loop of the plain face: print the page, ask its fields, send them, and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import msgspec

from tui.faces.plain import show
from tui.faces.plain.commands import Command, Given, Unknown, explained, read
from tui.faces.plain.questions import Asker
from tui.faces.plain.window import EndOfInput, TooLong, Window, WindowGone
from tui.session.page import Choice, Field, Left, Page, Raw
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App

_KEPT_AS_DRAFT = ("text", "long-text")


def run(app: App, stdin: TextIO, stdout: TextIO) -> int:
    """Lead a person through ``app`` by lines printed and lines read.

    Returns:
        0, also when the input simply ends; 1 when it ends right after something that could
        not be taken, because then what was piped in was not all used.

    Raises:
        KeyboardInterrupt: After letting go of everything, when ctrl+c was pressed.
    """
    talk = _Talk(app, Window(stdin, stdout))
    try:
        return talk.run()
    except (EndOfInput, WindowGone) as ended:
        talk.keep()
        app.leave()
        if isinstance(ended, EndOfInput):
            talk.farewell()
        return 1 if talk.asker.refused else 0
    except KeyboardInterrupt:
        talk.keep()
        app.leave()
        talk.farewell()
        raise
    finally:
        app.leave()


class _Left(Exception):
    """The person left."""


class _Talk:
    def __init__(self, app: App, window: Window) -> None:
        self.app = app
        self.window = window
        self.asker = Asker(window)
        self.values: dict[str, Raw | Left] = {}
        self._shown: Page | None = None

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
                show.page(self.window, page)
            self._shown = page
            if self.app.done or (page.kind == "end" and not page.choices and not page.fields):
                break
            try:
                self._turn(page, again)
            except _Left:
                break
        self.app.leave()
        self.farewell()
        return 0

    def farewell(self) -> None:
        """Say that it is over, if anybody still reads."""
        try:
            self.window.say()
            self.window.say(_("You have left. Close this window to clear what it shows."))
        except WindowGone:
            return

    def keep(self) -> None:
        """Hand unfinished text over, so that leaving does not lose it."""
        shown = self._shown
        if shown is None:
            return
        types = {field.name: field for field in shown.fields}
        for name, value in self.values.items():
            field = types.get(name)
            if (
                field is not None
                and field.type in _KEPT_AS_DRAFT
                and isinstance(value, str)
                and value.strip()
                and value != field.value
            ):
                self.app.keep_draft(name, value)
        self._keep_partial()

    def _keep_partial(self) -> None:
        if self.asker.partial is not None:
            name, lines = self.asker.partial
            self.asker.partial = None
            if lines:
                self.app.keep_draft(name, "\n".join(lines))

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
        try:
            choice = self._ask_all(page, again)
        except Given as given:
            self._follow(given)
        else:
            self.app.submit(self.values, choice)

    def _ask_all(self, page: Page, again: bool) -> str:
        """Ask every field that needs it, then what next; return the choice's code.

        Raises:
            Given: If a command leads elsewhere.
        """
        asked = [field for field in page.fields if field.error or not again]
        place = 0
        while True:
            try:
                if place == len(asked):
                    return self._what_next(page)
                self._ask(asked[place], page, first=place == 0)
                place += 1
            except Given as given:
                if isinstance(given.command, int):
                    return page.choices[given.command - 1].code
                if given.command is Command.BACK and place:
                    place -= 1
                elif not self._answered(page, given.command):
                    raise

    def _ask(self, field: Field, page: Page, *, first: bool) -> None:
        earlier = self.values.get(field.name)
        if earlier is not None and not field.error:
            how = earlier.how if isinstance(earlier, Left) else ""
            raw = "" if isinstance(earlier, Left) else earlier
            field = msgspec.structs.replace(field, value=raw, open=how)
        value = self.asker.ask(field, page.choices, first=first)
        if isinstance(value, Left):
            self._keep_partial()
        self.asker.partial = None
        self.values[field.name] = value

    def _what_next(self, page: Page) -> str:
        ways = [Choice(line.code, line.label) for line in page.lines] + list(page.choices)
        if page.fields and len(ways) <= 1:
            return ways[0].code if ways else "next"
        self.window.say()
        if len(ways) <= 1 and not page.lines:
            return self._enter(ways[0] if ways else Choice("next", _("Go on")))
        show.numbered(self.window, page.lines, page.choices)
        return self.asker.pick(_("Choose:"), ways).code

    def _enter(self, way: Choice) -> str:
        """Wait for Enter where there is only one way on."""
        while True:
            try:
                typed = read(self.window.ask(_("{label}: press Enter.").format(label=way.label)))
            except (Unknown, TooLong):
                typed = "?"
            if typed.strip() in ("", "1"):
                self.asker.refused = False
                return way.code
            self.asker.refuse(_("Please press Enter, or type :q to leave."))

    def _answered(self, page: Page, command: Command) -> bool:
        """Answer a command that leads nowhere else; False where it does lead away."""
        if command is Command.HELP:
            show.help_and_why(self.window, page, explained())
        elif command is Command.BACK and not page.can_back:
            self.asker.refuse(_("There is nothing to go back to."))
        elif command is Command.FORWARD and not page.can_forward:
            self.asker.refuse(_("There is nothing further on yet."))
        elif command in (Command.LEAVE, Command.MENU, Command.BACK, Command.FORWARD):
            return False
        else:
            self.asker.refuse(_("There is nothing here to do that with."))
        return True

    def _follow(self, given: Given) -> None:
        """Do what a command says that leads away from the page.

        Raises:
            _Left: If the person leaves.
        """
        self.keep()
        if given.command is Command.LEAVE:
            raise _Left
        self._shown = None
        if given.command is Command.MENU:
            self.app.menu()
        elif given.command is Command.BACK:
            self.app.back()
        else:
            self.app.forward()
