"""Typing over several lines: a long text, or a list of files."""

from __future__ import annotations

from tui.faces.plain import show
from tui.faces.plain.commands import FACES, LEFT, Command, Given, read
from tui.faces.plain.reading import Awake, EndOfInput, TooLong
from tui.faces.plain.voice import Voice
from tui.session.page import Choice, Field
from tui.wording import gettext as _
from tui.wording import ngettext

_NOT_HERE = (Command.ACCEPT, Command.DATE, Command.UNDO)
"""Commands that would lose the thread of what is being typed."""


class Typist:
    """Reads lines until a line says that they end.

    Attributes:
        partial: The field being typed and its lines so far, so that leaving in the middle
            can keep them.
    """

    def __init__(self, voice: Voice) -> None:
        """Speak with ``voice``."""
        self.voice = voice
        self.window = voice.window
        self.partial: tuple[str, list[str]] | None = None

    def text(self, field: Field, others: int = 0) -> str:
        """Return a long text; one that stands can be kept, continued or written anew.

        Raises:
            Given: If a command leads away. The lines so far are in ``partial``.
            EndOfInput: If the input ended before there was a line.
            Idle: If a terminal waited for too long.
        """
        before = field.value if isinstance(field.value, str) else ""
        if before:
            ways = [Choice("add", _("Add to it")), Choice("again", _("Write it again"))]
            if not field.error:
                ways.insert(0, Choice("keep", _("Keep it as it is")))
            show.options(self.window, ways)
            way = self.voice.pick(_("Choose:"), ways, others).code
            if way == "keep":
                return before
            if way == "again":
                before = ""
        self.window.say(_("Type as many lines as you like. End with a line that is only a dot."))
        return self._lines(field, before, others)

    def files(self, field: Field, others: int = 0) -> str | list[str]:
        """Return what was typed, one a line.

        Raises:
            Given: If a command leads away.
            EndOfInput: If the input ended before there was a line.
            Idle: If a terminal waited for too long.
        """
        self.window.say(_("Type one on each line. End with a line that is only a dot."))
        typed = self._lines(field, "", others)
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        if not lines and field.value and not field.error:
            return field.value
        return lines

    def _lines(self, field: Field, before: str, others: int) -> str:
        """Read lines up to a dot, ``:d`` or the end of input."""
        lines: list[str] = [before] if before else []
        self.partial = (field.name, lines)
        lost = 0
        while True:
            try:
                line = self.window.ask()
                done = line.strip() == "."
                text = "" if done else read(line, loose=True, others=others)
            except EndOfInput:
                if len(lines) == bool(before):
                    raise
                done = True
            except TooLong:
                lost += 1
                self.voice.too_long()
                continue
            except Awake:
                self._go_on(field, lines)
                continue
            except Given as given:
                done = given.command is Command.DONE
                if not done:
                    self._while_typing(field, given, lines)
                    continue
            if not done:
                lines.append("." if text.strip() == ".." else text)
            elif not lost or not self._type_more(lost):
                break
            else:
                lost = 0
        self.window.say(_("Text ended."))
        return "\n".join(lines)

    def _type_more(self, lost: int) -> bool:
        """Say how many lines did not come through; return whether to type on."""
        self.window.say(
            ngettext(
                "{count} line was too long for this window, and is not in your text.",
                "{count} lines were too long for this window, and are not in your text.",
                lost,
            ).format(count=lost)
        )
        ways = [
            Choice("more", _("Type more, in shorter lines")),
            Choice("done", _("Go on without it")),
        ]
        show.options(self.window, ways)
        try:
            more = self.voice.pick(_("Choose:"), ways).code == "more"
        except EndOfInput:
            return False
        if more:
            self.window.say(_("Go on typing. End with a line that is only a dot."))
        return more

    def _go_on(self, field: Field, lines: list[str]) -> None:
        """Say where the typing was, after the program was stopped in the middle of it."""
        self.window.say()
        self.window.say(field.label)
        self.window.say(
            ngettext("{count} line is there.", "{count} lines are there.", len(lines)).format(
                count=len(lines)
            )
        )
        self.window.say(_("Go on typing. End with a line that is only a dot."))

    def _while_typing(self, field: Field, given: Given, lines: list[str]) -> None:
        """Answer a command that can't end the typing here, so that no line is lost.

        Raises:
            Given: If the command leads away from the typing.
        """
        command = given.command
        if command is Command.HELP:
            self.window.say(_("End with a line that is only a dot, or with :d."))
        elif isinstance(command, Command) and command in FACES:
            lines.append(command.value)
            self.window.say(
                _("{command} was taken as text. To use the command, end the text first.").format(
                    command=command.value
                )
            )
        elif command in _NOT_HERE or (
            isinstance(command, Command) and command in LEFT and LEFT[command] not in field.may_open
        ):
            self.window.say(_("That can't be done in the middle of typing."))
        elif command not in LEFT and (sentence := self.voice.nowhere(command)):
            self.window.say(sentence)
        else:
            raise given
