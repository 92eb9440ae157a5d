"""Asking one field: print it, read what is typed, ask again until it can be sent."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tui.faces.plain import clean, show
from tui.faces.plain.commands import LEFT, Command, Given, Unknown, read, read_secret
from tui.faces.plain.echo import Understood, read_back
from tui.faces.plain.long_text import Typist
from tui.faces.plain.reading import TooLong
from tui.faces.plain.voice import Nowhere, Voice, number_please
from tui.faces.plain.window import Window
from tui.session.page import Choice, Field, Left, Raw
from tui.wording import gettext as _

_SEVERAL = ("choices", "rows")


class Asker(Voice):
    """Asks fields.

    Attributes:
        typist: Reads what goes over several lines, and holds it until it ends.
    """

    def __init__(self, window: Window, understood: Understood) -> None:
        """Ask in ``window``; ``understood`` says how typed words would be kept."""
        super().__init__(window)
        self.typist = Typist(self)
        self._understood = understood

    def ask(
        self,
        field: Field,
        others: Sequence[Choice] = (),
        *,
        first: bool = True,
        part: bool = False,
    ) -> Raw | Left:
        """Ask ``field`` until there is something to send.

        Args:
            field: What to ask.
            others: The page's ways on; all but the first are offered here as ``:2``,
                ``:3`` and so on, for whoever wants them without answering.
            first: Whether this is the page's first field, which names those ways.
            part: Whether it is a part of a field, which has named its commands already.

        Raises:
            Given: If a command was typed that is not about this field alone.
            EndOfInput: If there is nothing more to read.
            Idle: If a terminal waited for too long.
            Awake: If the program was stopped, and goes on.
            WindowGone: If nobody reads the output any more.
        """
        options = _options(field)
        self._print(field, options, others if first else (), quiet=part)
        if field.parts:
            return self._parts(field, others)
        while True:
            self.typist.partial = None
            try:
                raw = self._read(field, options, len(others))
            except Given as given:
                left = self._about_field(field, given)
                if left is not None:
                    return left
                continue
            except Unknown:
                self.refuse(_("That is not a command. Type :? to see the commands."))
                self.window.say(_("To begin an answer with a colon, type two colons."))
                continue
            except TooLong:
                self.too_long()
                continue
            if raw is not None:
                self.refused = False
                return raw

    def _parts(self, field: Field, others: Sequence[Choice]) -> Raw | Left:
        """Ask the parts of a field one after the other; going back reaches the one before."""
        stand = field.value if isinstance(field.value, list) else []
        values = [*stand, *("" for _part in field.parts)][: len(field.parts)]
        nowhere, place = self.nowhere, 0
        try:
            while place < len(field.parts):
                part = msgspec.structs.replace(
                    field.parts[place], value=values[place], may_open=field.may_open
                )
                self.nowhere = _back_inside(nowhere) if place else nowhere
                try:
                    entered = self.ask(part, others, first=False, part=True)
                except Given as given:
                    if given.command is not Command.BACK or not place:
                        raise
                    place -= 1
                    continue
                if isinstance(entered, Left):
                    return entered
                values[place] = entered if isinstance(entered, str) else "\n".join(entered)
                place += 1
        finally:
            self.nowhere = nowhere
        return values

    def _print(
        self, field: Field, options: Sequence[Choice], others: Sequence[Choice], *, quiet: bool
    ) -> None:
        window = self.window
        window.say()
        window.say(field.label)
        if field.hint:
            window.say(field.hint)
        if field.error:
            self.refuse(field.error)
        show.options(window, options)
        if field.open:
            window.say(show.left_words(field.open))
        if field.value and not (field.error or field.parts) and field.type != "secret":
            window.say(self._now(field), _("Now: "))
            if field.type != "long-text":
                window.say(_("Press Enter to keep it."))
        elif _stays_open(field):
            window.say(_("Press Enter to leave it so."))
        if field.suggested:
            window.say(show.suggested_words(field), _("Suggested: "))
        several = field.type in _SEVERAL and bool(options)
        if not quiet and (hint := show.ways_to_answer(field, several=several)):
            window.say(hint)
        for number, other in enumerate(others[1:], 2):
            window.say(clean.one_line(other.label), f":{number} ")

    def _now(self, field: Field) -> str:
        """Return how what stands there reads."""
        words, taken = "", True
        if isinstance(field.value, str):
            words, taken = read_back(field, field.value, self._understood)
        return clean.one_line(words) if words and taken else show.value_words(field, field.value)

    def _about_field(self, field: Field, given: Given) -> Left | Raw | None:
        """Return what a command makes of the field, or None to go on asking.

        Raises:
            Given: If the command is not about this field alone.
        """
        command = given.command
        if command is Command.ACCEPT:
            if field.suggested:
                self.refused = False
                self.window.say(show.suggested_words(field), _("Kept as: "))
                return field.suggested
            self.refuse(_("Nothing is suggested here."))
        elif command is Command.DONE:
            self.refuse(_("There is no typing to end here."))
        elif command is Command.DATE:
            if field.type == "when":
                return self._date(field)
            self.refuse(_("This question asks for no date."))
        elif isinstance(command, Command) and command in LEFT:
            if LEFT[command] in field.may_open:
                self.refused = False
                self.window.say(show.left_words(LEFT[command]))
                return Left(LEFT[command])
            self.refuse(_("This question can't be left that way."))
        elif sentence := self.nowhere(command):
            self.refuse(sentence)
        else:
            raise given
        return None

    def _date(self, field: Field) -> Left | Raw | None:
        """Ask for a date part by part; None where the person went back to writing it."""
        from tui.faces.plain.dates import ask_parts

        try:
            text = ask_parts(self, field.value if isinstance(field.value, str) else "")
        except Given as given:
            if given.command not in (Command.BACK, Command.DATE):
                return self._about_field(field, given)
            self.window.say(_("You can write the date again."))
            return None
        self.refused = False
        words, _taken = read_back(field, text, self._understood)
        self.window.say(clean.one_line(words or text), _("Kept as: "))
        return text

    def _read(self, field: Field, options: Sequence[Choice], others: int) -> Raw | Left | None:
        if options and field.type in _SEVERAL:
            return self._read_several(field, options, others)
        if options:
            return self._read_one(field, options, others)
        if field.type == "secret":
            return read_secret(self.window.ask_hidden(_("Type it:")), others)
        if field.type == "long-text":
            return self.typist.text(field, others)
        if field.type == "files":
            return self.typist.files(field, others)
        text = read(self.window.ask(_("Answer:")), others=others)
        if not text.strip():
            stands = _standing(field)
            return text if stands is None else stands
        words, taken = read_back(field, text, self._understood)
        if not taken:
            self.refuse(words)
            return None
        if words:
            self.window.say(clean.one_line(words), _("Kept as: "))
        return text

    def _read_one(self, field: Field, options: Sequence[Choice], others: int) -> Raw | Left | None:
        typed = read(self.window.ask(_("Choose:")), others=others)
        if not typed.strip():
            stands = _standing(field)
            if stands is None:
                self.refuse(number_please(len(options)))
            return stands
        found = self.one_of(typed, options, others)
        if found is None:
            return None
        self.chose([found])
        return found.code

    def _read_several(
        self, field: Field, options: Sequence[Choice], others: int
    ) -> Raw | Left | None:
        typed = read(self.window.ask(_("Choose:")), others=others)
        if not typed.strip():
            stands = _standing(field)
            if stands is None:
                self.refuse(_several_please(options))
            return stands
        if typed.strip() == "0" and not show.has_none(options):
            self.window.say(_("Chose: none of these"))
            return []
        found = self.several_of(typed, options, others)
        if found is None:
            return None
        self.chose(found)
        return [option.code for option in found]


def _back_inside(nowhere: Nowhere) -> Nowhere:
    """Return ``nowhere`` for where going back leads to the part before."""
    return lambda command: "" if command is Command.BACK else nowhere(command)


def _options(field: Field) -> Sequence[Choice]:
    if field.type == "yes-no" and not field.options:
        return (Choice("yes", _("Yes"), key="y"), Choice("no", _("No"), key="n"))
    return field.options


def _stays_open(field: Field) -> bool:
    """Whether Enter leaves the field open as it was left before."""
    return field.open in field.may_open and not field.error and field.type != "long-text"


def _standing(field: Field) -> Raw | Left | None:
    """Return what Enter keeps; None where nothing stands there that could be kept."""
    if field.value and not field.error:
        return field.value
    if _stays_open(field):
        return Left(field.open)  # type: ignore[arg-type]
    return None


def _several_please(options: Sequence[Choice]) -> str:
    if show.has_none(options):
        return _("Type one or more numbers.")
    return _("Type one or more numbers, or 0 for none of these.")
