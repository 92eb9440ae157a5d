"""Asking one field: print it, read what is typed, ask again until it can be sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tui.faces.plain import clean, picking, show
from tui.faces.plain.commands import Command, Given, Unknown, read, read_secret
from tui.faces.plain.window import EndOfInput, TooLong, Window
from tui.session.page import Choice, Field, Left, Raw
from tui.wording import gettext as _

_SEVERAL = ("choices", "rows")
_LEFT: dict[Command, Literal["skipped", "not-sure", "later"]] = {
    Command.SKIP: "skipped",
    Command.NOT_SURE: "not-sure",
    Command.LATER: "later",
}


class Asker:
    """Asks fields.

    Attributes:
        partial: The field being typed over several lines and its lines so far, so that
            leaving in the middle can keep them as a draft.
        refused: Whether the last thing typed could not be taken.
    """

    def __init__(self, window: Window) -> None:
        """Ask on ``window``."""
        self.window = window
        self.partial: tuple[str, list[str]] | None = None
        self.refused = False

    def ask(self, field: Field, others: Sequence[Choice] = (), *, first: bool = True) -> Raw | Left:
        """Ask ``field`` until there is something to send.

        Args:
            field: What to ask.
            others: The page's ways on; all but the first are offered here as ``:2``,
                ``:3`` and so on, for whoever wants them without answering.
            first: Whether this is the page's first field, which names those ways.

        Raises:
            Given: If a command was typed that is not about this field alone.
            EndOfInput: If there is nothing more to read.
            WindowGone: If nobody reads the output any more.
        """
        options = _options(field)
        self._print(field, options, others if first else ())
        while True:
            self.partial = None
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

    def pick(self, prompt: str, options: Sequence[Choice], others: int = 0) -> Choice:
        """Ask for one of ``options`` until one is picked.

        Raises:
            Given: If a command was typed.
            EndOfInput: If there is nothing more to read.
            WindowGone: If nobody reads the output any more.
        """
        while True:
            try:
                typed = read(self.window.ask(prompt), others=others)
            except (Unknown, TooLong):
                typed = ""
            found = picking.one(typed, options)
            if found is not None:
                self.refused = False
                self.window.say(_("Chose: {what}").format(what=clean.one_line(found.label)))
                return found
            self.refuse(_number_please(len(options)))

    def refuse(self, sentence: str) -> None:
        """Say why something can't be taken."""
        self.refused = True
        self.window.say(sentence)

    def too_long(self) -> None:
        """Say that a line did not come through whole, and was not kept."""
        self.refuse(
            _(
                "That line is longer than this window can pass on, so it was not kept. "
                "Please type it again as shorter lines."
            )
        )

    def _print(self, field: Field, options: Sequence[Choice], others: Sequence[Choice]) -> None:
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
        if field.value and not field.error and field.type != "secret":
            window.say(show.value_words(field, field.value), _("Now: "))
            if field.type != "long-text":
                window.say(_("Press Enter to keep it."))
        if field.suggested:
            words = field.suggested_label or show.value_words(field, field.suggested)
            window.say(clean.one_line(words), _("Suggested: "))
        if hint := _hint(field):
            window.say(hint)
        for number, other in enumerate(others[1:], 2):
            window.say(clean.one_line(other.label), f":{number} ")

    def _about_field(self, field: Field, given: Given) -> Left | Raw | None:
        """Return what a command makes of the field, or None to go on asking.

        Raises:
            Given: If the command is not about this field alone.
        """
        command = given.command
        if command is Command.ACCEPT:
            if field.suggested:
                self.refused = False
                return field.suggested
            self.refuse(_("Nothing is suggested here."))
        elif command is Command.DONE:
            self.refuse(_("There is no typing to end here."))
        elif isinstance(command, Command) and command in _LEFT:
            if _LEFT[command] in field.may_open:
                self.refused = False
                self.window.say(show.left_words(_LEFT[command]))
                return Left(_LEFT[command])
            self.refuse(_("This question can't be left that way."))
        else:
            raise given
        return None

    def _read(self, field: Field, options: Sequence[Choice], others: int) -> Raw | None:
        if options and field.type in _SEVERAL:
            return self._read_several(field, options, others)
        if options:
            return self._read_one(field, options, others)
        if field.type == "secret":
            secret = read_secret(self.window.ask_hidden(_("Type it:")))
            return secret
        if field.type == "long-text":
            return self._read_long(field)
        if field.type == "files":
            return self._read_lines(field)
        text = read(self.window.ask(_("Answer:")), others=others)
        if not text.strip() and field.value and not field.error:
            return field.value
        return text

    def _read_one(self, field: Field, options: Sequence[Choice], others: int) -> Raw | None:
        typed = read(self.window.ask(_("Choose:")), others=others)
        if not typed.strip() and field.value and not field.error:
            return field.value
        found = picking.one(typed, options)
        if found is None:
            self.refuse(_number_please(len(options)))
            return None
        self.window.say(_("Chose: {what}").format(what=clean.one_line(found.label)))
        return found.code

    def _read_several(self, field: Field, options: Sequence[Choice], others: int) -> Raw | None:
        typed = read(self.window.ask(_("Choose:")), others=others)
        if not typed.strip():
            if field.value and not field.error:
                return field.value
            self.refuse(_several_please(options))
            return None
        if typed.strip() == "0" and not _has_none(options):
            self.window.say(_("Chose: none of these"))
            return []
        found, unknown = picking.several(typed, options)
        if unknown:
            words = clean.shorten(clean.one_line(" ".join(unknown)[:400]), 60)
            self.refuse(_("Not in the list: {words}").format(words=words))
            self.refuse(_("Type numbers from 1 to {most}.").format(most=len(options)))
            return None
        labels = "; ".join(clean.one_line(option.label) for option in found)
        self.window.say(_("Chose: {what}").format(what=labels))
        return [option.code for option in found]

    def _read_long(self, field: Field) -> Raw | None:
        before = field.value if isinstance(field.value, str) else ""
        if before:
            ways = [Choice("add", _("Add to it")), Choice("again", _("Write it again"))]
            if not field.error:
                ways.insert(0, Choice("keep", _("Keep it as it is")))
            show.options(self.window, ways)
            way = self.pick(_("Choose:"), ways).code
            if way == "keep":
                return before
            if way == "again":
                before = ""
        self.window.say(_("Type as many lines as you like. End with a line that is only a dot."))
        return self._typed(field, before)

    def _read_lines(self, field: Field) -> Raw | None:
        self.window.say(_("Type one on each line. End with a line that is only a dot."))
        lines = [line.strip() for line in self._typed(field, "").splitlines() if line.strip()]
        if not lines and field.value and not field.error:
            return field.value
        return lines

    def _typed(self, field: Field, before: str) -> str:
        """Read lines up to a dot, ``:d`` or the end of input."""
        lines: list[str] = []
        self.partial = (field.name, lines)
        if before:
            lines.append(before)
        while True:
            try:
                line = self.window.ask()
                if line.strip() == ".":
                    break
                text = read(line, loose=True)
            except EndOfInput:
                if len(lines) == bool(before):
                    raise
                break
            except TooLong:
                self.too_long()
            except Given as given:
                if given.command is Command.DONE:
                    break
                self._while_typing(field, given)
            else:
                lines.append("." if text.strip() == ".." else text)
        self.window.say(_("Text ended."))
        return "\n".join(lines)

    def _while_typing(self, field: Field, given: Given) -> None:
        """Answer a command that can't end the typing here, so that no line is lost.

        Raises:
            Given: If the command leads away from the typing.
        """
        command = given.command
        if command is Command.HELP:
            self.window.say(_("End with a line that is only a dot, or with :d."))
        elif command is Command.ACCEPT or (
            isinstance(command, Command)
            and command in _LEFT
            and _LEFT[command] not in field.may_open
        ):
            self.window.say(_("That can't be done in the middle of typing."))
        else:
            raise given


def _options(field: Field) -> Sequence[Choice]:
    if field.type == "yes-no" and not field.options:
        return (Choice("yes", _("Yes"), key="y"), Choice("no", _("No"), key="n"))
    return field.options


def _has_none(options: Sequence[Choice]) -> bool:
    """Whether the list has its own "none of these", so that 0 would be a second one."""
    return any(option.code == "none" for option in options)


def _several_please(options: Sequence[Choice]) -> str:
    if _has_none(options):
        return _("Type one or more numbers.")
    return _("Type one or more numbers, or 0 for none of these.")


def _number_please(most: int) -> str:
    if most == 1:
        return _("Please type 1, or a command such as :q to leave.")
    return _("Please type a number from 1 to {most}.").format(most=most)


def _hint(field: Field) -> str:
    """Return which commands this field takes, in one line."""
    ways = []
    if field.type in _SEVERAL and field.options:
        ways.append(
            _("several numbers with commas between them")
            if _has_none(field.options)
            else _("several numbers with commas between them, or 0 for none")
        )
    if field.suggested:
        ways.append(_(":y to use what is suggested"))
    if "skipped" in field.may_open:
        ways.append(_(":s to skip"))
    if "not-sure" in field.may_open:
        ways.append(_(":n for not sure"))
    if "later" in field.may_open:
        ways.append(_(":l for later"))
    return _("You can type {ways}.").format(ways="; ".join(ways)) if ways else ""
