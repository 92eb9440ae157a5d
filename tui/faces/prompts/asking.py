"""Asking one field with the prompt that fits it, until there is something to send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal

import msgspec

from tui.faces.prompts import clean, show
from tui.faces.prompts._prompt_toolkit_seams import Prompter
from tui.faces.prompts.below import Below
from tui.faces.prompts.commands import Command, Given
from tui.faces.prompts.items import Item
from tui.faces.prompts.lines import Lines, Typed, is_folder
from tui.faces.prompts.lists import Lists, Pointing
from tui.faces.prompts.offered import (
    LISTED,
    is_told,
    leave_hint,
    numbered,
    open_hints,
    options_of,
    other_hints,
    ways_to_leave_open,
)
from tui.faces.prompts.window import Window
from tui.session.page import Choice, Field, Left, Raw
from tui.wording import gettext as _

_SEVERAL = ("choices", "rows")
_MOST_WAYS = 99
"""How many other ways on a page may have, at most."""

_LEFT: dict[Command, Literal["skipped", "not-sure", "later"]] = {
    Command.SKIP: "skipped",
    Command.NOT_SURE: "not-sure",
    Command.LATER: "later",
}


class Asker:
    """Asks fields.

    Attributes:
        standing: What stands in the prompt of a field that was left in the middle, by the
            field's name, to go on from there.
        notice: What to say under the next prompt.
    """

    def __init__(
        self, window: Window, prompter: Prompter, understood: Callable[[str, str], str]
    ) -> None:
        """Ask on ``window``; ``understood`` returns how a text would be read."""
        self.window, self.prompter = window, prompter
        self.lists, self.lines = Lists(prompter), Lines(prompter)
        self.understood = understood
        self.standing: dict[str, object] = {}
        self.notice = ""
        self._below: Below | None = None
        prompter.on_how_to_leave = self._how_to_leave

    async def ask(
        self, field: Field, others: Sequence[Choice] = (), *, heading: bool = True
    ) -> Raw | Left:
        """Ask ``field``.

        Args:
            field: What to ask.
            others: The page's ways on; all but the first are offered here, too.
            heading: Whether the question itself is to be printed (again).

        Raises:
            Given: A command came that is not about this field alone.
        """
        while True:
            try:
                if field.parts:
                    return await self._in_parts(field, heading=heading)
                if f"{field.name} in parts" in self.standing:
                    if (text := await self._date(field)) is not None:
                        return text
                    heading = True
                if heading:
                    self.window.say(*show.question(field, standing=is_told(field)))
                return await self._one(field, others)
            except Given as given:
                heading = False
                command = await self._command(given)
                found = await self._about_field(field, command, given)
                if found is not None:
                    return found
                if command is Command.DATE:
                    heading = True

    async def pick(self, options: Sequence[Choice], label: str = "") -> Choice:
        """Ask which of ``options`` to go on with.

        Raises:
            Given: A command came instead.
        """
        if label:
            self.window.say(("", "", "", ""), ("question", "", "", label))
        given = [
            Item(one.label, one.note, number=place, key=one.key)
            for place, one in enumerate(options, 1)
        ]
        return options[await self.way_on(given)]

    async def way_on(self, given: Sequence[Item], *, points: bool = True) -> int:
        """Ask which of the lines and choices of a page to go on with; return its place.

        Args:
            given: What there is.
            points: Whether the first of them is pointed at, so that Enter alone takes it.

        Raises:
            Given: A command came instead.
        """
        first = next((place for place, one in enumerate(given) if not one.heading), 0)
        start = self._pointing("", first if points else -1)
        try:
            at = await self.lists.pick(given, self._under(()), start)
        except Given as instead:
            self._remember("", instead)
            raise Given(await self._command(instead)) from None
        if len(given) > 1:
            self.window.say(*show.answered(given[at].label))
        return at

    def say(self, sentence: str) -> None:
        """Say something under the next prompt."""
        self.notice = sentence

    async def _command(self, given: Given) -> Command | int:
        """Return which command it is, asking for it where a colon was pressed."""
        if given.command is not Command.LINE:
            return given.command
        below = self._under((_("A letter, then Enter. :? is help. Enter alone goes back."),))
        try:
            while (await self.lines.line(below, Typed(":"), others=_MOST_WAYS)).strip(": "):
                below.notice = _("That is not a command. Press F1 to see the commands.")
        except Given as typed:
            by_key = typed.state is not None
            return Command.LINE if by_key and typed.command is Command.BACK else typed.command
        return Command.LINE

    async def _about_field(
        self, field: Field, command: Command | int, given: Given
    ) -> Raw | Left | None:
        """Return what a command makes of the field, or None to ask on.

        Raises:
            Given: It is not about this field alone.
        """
        self._remember(field.name, given)
        if command is Command.LINE:
            return None
        if command is Command.ACCEPT:
            if field.suggested:
                self.window.say(*show.answered(show.suggested(field)))
                return field.suggested
            self.say(_("Nothing is suggested here."))
        elif command is Command.DONE:
            if field.type == "long-text" and isinstance(given.state, Typed):
                self.window.say(*show.answered(clean.one_line(given.state.text, 300)))
                return given.state.text
            self.say(_("There is no typing to end here."))
        elif command is Command.DATE:
            if field.type == "when":
                return await self._date(field)
            self.say(_("That is for dates."))
        elif isinstance(command, Command) and command in _LEFT:
            if _LEFT[command] in field.may_open:
                self.standing.pop(field.name, None)
                self.window.say(*show.answered(show.left_words(_LEFT[command])))
                return Left(_LEFT[command])
            self.say(_("This question can't be left that way."))
        else:
            raise Given(command, given.state)
        return None

    def _remember(self, name: str, given: Given) -> None:
        if given.state is not None:
            self.standing[name] = given.state

    async def _date(self, field: Field) -> str | None:
        """Ask for a date part by part; None where the person went back from it."""
        from tui.faces.prompts.dates import by_parts

        text = await by_parts(self, field)
        if text is not None:
            self.standing.pop(field.name, None)
            self.window.say(*show.answered(self.understood(field.name, text) or text))
        return text

    async def _in_parts(self, field: Field, *, heading: bool) -> Raw | Left:
        """Ask the parts of a field one after the other; back goes back inside it."""
        so_far = f"{field.name} in parts"
        found = self.standing.pop(so_far, None)
        earlier = field.value if isinstance(field.value, list) else []
        place, values = found if isinstance(found, tuple) else (0, list(earlier))
        if heading:
            self.window.say(*show.question(field, standing=False))
        while place < len(field.parts):
            part = field.parts[place]
            if place < len(values) and not part.value:
                part = msgspec.structs.replace(part, value=values[place])
            if place == 0:
                part = msgspec.structs.replace(part, may_open=field.may_open)
            try:
                value = await self.ask(part)
            except Given as given:
                if given.command is not Command.BACK or place == 0:
                    self.standing[so_far] = (place, values)
                    raise
                place -= 1
                continue
            if isinstance(value, Left):
                return value
            values[place : place + 1] = [value]
            place += 1
        return [one if isinstance(one, str) else "; ".join(one) for one in values]

    async def _one(self, field: Field, others: Sequence[Choice]) -> Raw | Left:
        options = options_of(field)
        if field.type == "yes-no" and len(options) == 2:
            return await self._yes_or_no(field, options)
        if options and field.type in _SEVERAL:
            return await self._several(field, options)
        if options and len(options) > LISTED:
            return await self._completed(field, options, others)
        if options:
            return await self._listed(field, options, others)
        if field.type == "files":
            return await self._files(field)
        if field.type == "secret":
            hints = (_("Nothing shows while you type."), *other_hints(others))
            start = self._typed(field, "")
            below = self._under((*hints, leave_hint()))
            return await self.lines.hidden(below, start, others=len(others))
        return await self._line(field, others)

    async def _line(self, field: Field, others: Sequence[Choice]) -> str:
        start = self._typed(field, field.value if isinstance(field.value, str) else "")
        hints = (*open_hints(field), *other_hints(others))
        echo = self._echo(field)
        if field.type == "long-text":
            ends = _("Alt+Enter or ctrl+n ends it. Enter makes a new line.")
            below = self._under((ends, *hints, leave_hint()))
            text = await self.lines.text(below, start, others=len(others))
            self.window.say(*show.answered(clean.one_line(text, 300)))
            return text
        below = self._under((*hints, leave_hint()), echo)
        if field.type == "path":
            text = await self.lines.path(
                below,
                start,
                folders=bool(start.text) and is_folder(start.text),
                others=len(others),
            )
        else:
            text = await self.lines.line(below, start, others=len(others))
        said = echo(text) if field.type == "when" and _is_read(field, text) else ""
        self.window.say(*show.answered(clean.one_line(said or text, 300)))
        return text

    async def _yes_or_no(self, field: Field, options: Sequence[Choice]) -> str:
        yes, no = (Item(one.label, key=one.key) for one in options)
        codes = [one.code for one in options]
        standing = None
        if field.value in codes and not field.error:
            standing = field.value == codes[0]
        hints = (*open_hints(field), leave_hint())
        found = await self.lists.confirm(yes, no, self._under(hints), standing)
        option = options[0 if found else 1]
        self.window.say(*show.answered(option.label))
        return option.code

    async def _several(self, field: Field, options: Sequence[Choice]) -> list[str]:
        given = numbered(options)
        value = [field.value] if isinstance(field.value, str) else field.value
        ticked = tuple(place for place, one in enumerate(options) if one.code in value)
        start = self.standing.pop(field.name, None)
        if not isinstance(start, Pointing):
            start = Pointing(ticked=ticked)
        hints = (*open_hints(field), leave_hint())
        places = await self.lists.tick(given, self._under(hints), start)
        self.window.say(*show.answered("; ".join(options[place].label for place in places)))
        return [options[place].code for place in places]

    async def _listed(
        self, field: Field, options: Sequence[Choice], others: Sequence[Choice]
    ) -> Raw | Left:
        """Ask for one of a few, offering what else can be done at the end of the list."""
        given = numbered(options)
        results: list[Raw | Left | Given] = [one.code for one in options]
        if field.suggested and field.suggested not in ("", []):
            use = _("Use: {answer}").format(answer=show.suggested(field))
            given.insert(0, Item(use))
            results.insert(0, field.suggested)
        ways = ways_to_leave_open(field)
        for how, label in ways:
            given.append(Item(label, apart=how == ways[0][0]))
            results.append(Left(how))
        for number, other in enumerate(others[1:], 2):
            given.append(Item(other.label, other.note, apart=number == 2))
            results.append(Given(number))
        codes = [one.code for one in options]
        at = results.index(field.value) if field.value in codes and not field.error else -1
        below = self._under((leave_hint(),))
        place = await self.lists.pick(given, below, self._pointing(field.name, at))
        result = results[place]
        if isinstance(result, Given):
            raise result
        said = show.left_words(result.how) if isinstance(result, Left) else given[place].label
        self.window.say(*show.answered(said))
        return result

    async def _completed(
        self, field: Field, options: Sequence[Choice], others: Sequence[Choice]
    ) -> str:
        """Ask for one of many by a part of its name."""
        given = [Item(one.label, one.note, code=one.code) for one in options]
        codes = [one.code for one in options]
        empty = codes.index("") if "" in codes else None
        if isinstance(field.value, str) and field.value in codes and field.value:
            empty = None if field.error else codes.index(field.value)
        start = self._typed(field, "")
        how = _("Type a part of it, or pick with ↓ and Enter.")
        hints = (how, *open_hints(field), *other_hints(others), leave_hint())
        place = await self.lists.complete(
            given, self._under(hints), typed=start.text, empty=empty, others=len(others)
        )
        self.window.say(*show.answered(options[place].label))
        return options[place].code

    async def _files(self, field: Field) -> list[str]:
        """Ask for names of files, one after the other, until none is given."""
        names = [field.value] if isinstance(field.value, str) else list(field.value)
        names = [name for name in names if name]
        kept = self.standing.pop(f"{field.name} so far", None)
        if isinstance(kept, list):
            names = kept
        elif names:
            ways = [
                Choice("keep", _("Keep these")),
                Choice("add", _("Add to them")),
                Choice("again", _("Name them again")),
            ]
            way = (await self.pick(ways[1:] if field.error else ways)).code
            if way == "keep":
                return names
            names = names if way == "add" else []
        ends = _("Tab completes. Enter on an empty line ends the list.")
        while True:
            below = self._under((ends, *open_hints(field), leave_hint()))
            try:
                name = await self.lines.path(below, self._typed(field, ""))
            except Given:
                self.standing[f"{field.name} so far"] = names
                raise
            if not name.strip():
                return names
            names.append(name.strip())
            self.window.say(*show.answered(name.strip()))

    def _typed(self, field: Field, text: str) -> Typed:
        found = self.standing.pop(field.name, None)
        return found if isinstance(found, Typed) else Typed(text)

    def _pointing(self, name: str, at: int) -> Pointing:
        found = self.standing.pop(name, None)
        return found if isinstance(found, Pointing) else Pointing(at)

    def _echo(self, field: Field) -> Callable[[str], str]:
        """Return what says how a text is read; it asks once for each text."""
        known: dict[str, str] = {}

        def echo(text: str) -> str:
            if field.type == "long-text" or not text.strip() or text.lstrip().startswith(":"):
                return ""
            if text not in known:
                known.clear()
                known[text] = self.understood(field.name, text)
            return known[text]

        return echo

    def _under(self, hints: tuple[str, ...], echo: Callable[[str], str] = lambda text: "") -> Below:
        notice, self.notice = self.notice, ""
        self._below = Below(self.window.columns, hints, notice=notice, echo=echo)
        return self._below

    def _how_to_leave(self) -> None:
        if self._below is not None:
            self._below.notice = _("To leave, press ctrl+q, or type :q and Enter.")


def _is_read(field: Field, text: str) -> bool:
    """Return whether ``text`` can be read; what is echoed says why not where it can't."""
    from tui.interview.codec import BadAnswer, to_stored
    from tui.session.typed import as_typed

    try:
        to_stored(field.type, as_typed(field.type, clean.one_line(text), date.today()))
    except BadAnswer:
        return False
    return True
