"""What a line means: an answer, or one of the commands that start with a colon."""

from __future__ import annotations

from enum import Enum
from typing import Literal

from tui.wording import gettext as _
from tui.wording import ngettext


class Command(Enum):
    """The commands; each is a colon and one character, typed as a line of its own."""

    LEAVE = ":q"
    BACK = ":b"
    FORWARD = ":f"
    HELP = ":?"
    MENU = ":m"
    SKIP = ":s"
    NOT_SURE = ":n"
    LATER = ":l"
    DONE = ":d"
    ACCEPT = ":y"
    PARTS = ":o"
    OPEN = ":g"
    PAPER = ":p"
    UNDO = ":u"
    LOCK = ":x"
    DATE = ":t"


FACES = (Command.PARTS, Command.PAPER)
"""Commands that are faces, too (``:o``, ``:p``): in the middle of a long text they are text."""


LEFT: dict[Command, Literal["skipped", "not-sure", "later"]] = {
    Command.SKIP: "skipped",
    Command.NOT_SURE: "not-sure",
    Command.LATER: "later",
}
"""Commands that leave a question open, and how."""


class Given(Exception):
    """The person typed a command where an answer was asked for."""

    def __init__(self, command: Command | int) -> None:
        """Remember the command, or the number of the other way on (``:2`` gives 2)."""
        super().__init__(command)
        self.command = command


class Unknown(Exception):
    """A line starts with a colon but is no command."""


_BY_TEXT = {command.value: command for command in Command} | {":h": Command.HELP}


def read(line: str, *, loose: bool = False, others: int = 0) -> str:
    """Return the answer that ``line`` holds.

    Two colons at the start stand for one that is meant as text.

    Args:
        line: What was typed.
        loose: Take what only looks like a command (``:)``, ``:P``) as text.
        others: How many other ways on are offered, as ``:1``, ``:2``.

    Raises:
        Given: If the line is a command.
        Unknown: If it starts with a colon, is no command, and ``loose`` is false.
    """
    if line.startswith("::"):
        return line[1:]
    word = line.strip() if loose else line.strip().lower()
    if not word.startswith(":"):
        return line
    if word in _BY_TEXT:
        raise Given(_BY_TEXT[word])
    if len(word) < 4 and word[1:].isdecimal() and 1 <= int(word[1:]) <= others:
        raise Given(int(word[1:]))
    if loose:
        return line
    raise Unknown


def read_secret(line: str, others: int = 0) -> str:
    """Return the passphrase that ``line`` holds, as every other face would read it.

    Only a whole command is a command, and only before a whole command do two colons stand
    for one.

    Args:
        line: What was typed.
        others: How many other ways on are offered, as ``:1``, ``:2``.

    Raises:
        Given: If the line is a command.
    """
    commands = _BY_TEXT | {f":{number}": number for number in range(1, others + 1)}
    if line in commands:
        raise Given(commands[line])
    return line[1:] if line.startswith("::") and line[1:] in commands else line


def explained(minutes: int = 0) -> list[str]:
    """Return what each command does: the few that are needed most, then all by what for.

    Args:
        minutes: After so many without a line it locks by itself; 0 where it does not.
    """
    itself = (
        ngettext(
            "  It locks by itself after {count} minute without a line.",
            "  It locks by itself after {count} minutes without a line.",
            minutes,
        ).format(count=minutes)
        if minutes
        else ""
    )
    found = [
        _("Used most: :b back, :s skip, :m menu, :q leave. Each on its own line."),
        _("To answer: :y takes what is suggested. :t asks a date part by part."),
        _("  :d says that you are done typing. A line with only a dot does the same."),
        _("To leave a question: :s to skip, :n for not sure, :l for later."),
        _("To move: :b one step back, :f forward again, :u takes the last answer back."),
        _("To look: :m opens the menu, :o the parts, :g what is still open."),
        _("  :p shows the paper as text, as it would be now. Nothing is written."),
        _("To stop: :q leaves at once. Nothing that is stored already is lost."),
        _("  :x locks the record. It goes on here, after the passphrase."),
        itself,
        _("To begin an answer with a colon, type two colons."),
    ]
    return [line for line in found if line]
