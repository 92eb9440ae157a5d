"""What a person can do besides answering: a colon and a letter, or a key."""

from __future__ import annotations

from enum import Enum

from tui.wording import gettext as _


class Command(Enum):
    """The commands. Those that start with a colon can be typed; the others only happen."""

    LEAVE = ":q"
    BACK = ":b"
    FORWARD = ":f"
    HELP = ":?"
    MENU = ":m"
    PARTS = ":o"
    OPEN = ":g"
    PAPER = ":p"
    UNDO = ":u"
    LOCK = ":x"
    SKIP = ":s"
    NOT_SURE = ":n"
    LATER = ":l"
    DONE = ":d"
    ACCEPT = ":y"
    DATE = ":t"
    LINE = "a colon was pressed where nothing is typed"
    IDLE = "no key was pressed for long"
    RESIZED = "the window has another size"
    SUSPEND = "ctrl+z"


KEYS = {
    "escape": Command.BACK,
    "c-b": Command.BACK,
    "c-f": Command.FORWARD,
    "c-q": Command.LEAVE,
    "c-z": Command.SUSPEND,
    "f1": Command.HELP,
    "f2": Command.PARTS,
    "f3": Command.OPEN,
    "f4": Command.PAPER,
    "f5": Command.UNDO,
    "f9": Command.LOCK,
    "f10": Command.MENU,
}
"""Which key does what, in every prompt."""

_BY_TEXT = {one.value: one for one in Command if one.value.startswith(":")} | {":h": Command.HELP}


class Given(Exception):
    """A command came where an answer was asked for.

    Attributes:
        command: Which; a number is the other way on that was asked for (``:2`` gives 2).
        state: What stood in the prompt, to ask on from there.
    """

    def __init__(self, command: Command | int, state: object = None) -> None:
        """Remember both."""
        super().__init__()
        self.command = command
        self.state = state


class Unknown(Exception):
    """A line starts with a colon but is no command."""


def named(line: str) -> Command | None:
    """Return the command that ``line`` is, as a whole, if it is one."""
    return _BY_TEXT.get(line.strip().lower())


def in_text(line: str, others: int = 0) -> Command | int | None:
    """Return the command or way on that a line of a longer text is, as a whole, if it is one.

    Args:
        line: The line.
        others: How many ways on there are, the others being ``:2``, ``:3``.
    """
    word = line.strip()
    if word[:1] == ":" and word[1:].isdecimal() and len(word) < 4 and 1 <= int(word[1:]) <= others:
        return int(word[1:])
    return named(line)


def answer(line: str, others: int = 0) -> str:
    """Return the answer that ``line`` holds; two colons at its start stand for one.

    Args:
        line: What was typed.
        others: How many ways on there are, the others being ``:2``, ``:3``.

    Raises:
        Given: If the line is a command.
        Unknown: If it starts with a colon and is none.
    """
    if line.startswith("::"):
        return line[1:]
    word = line.strip()
    if not word.startswith(":"):
        return line
    command = in_text(word, others)
    if command is not None:
        raise Given(command)
    raise Unknown


def secret(line: str, others: int = 0) -> str:
    """Return the passphrase that ``line`` holds; only a whole command is a command.

    Args:
        line: What was typed.
        others: How many ways on there are, the others being ``:2``, ``:3``.

    Raises:
        Given: If the line is a command.
    """
    commands = _BY_TEXT | {f":{number}": number for number in range(1, others + 1)}
    if line in commands:
        raise Given(commands[line])
    return line[1:] if line.startswith("::") and line[1:] in commands else line


def explained() -> list[tuple[str, str]]:
    """Return each command with what it does, to be listed in the help."""
    return [
        (":q ctrl+q", _("Leave at once. Nothing that is stored already is lost.")),
        (":b Esc", _("Back one step.")),
        (":f ctrl+f", _("Forward again.")),
        (":s :n :l", _("Skip a question, say that you are not sure, or leave it for later.")),
        (":y", _("Take what is suggested.")),
        (":t", _("Give a date part by part.")),
        (":o F2", _("The parts, to go to one of them.")),
        (":g F3", _("What is still open.")),
        (":p F4", _("A paper as text, as it would be now.")),
        (":u F5", _("Take back the last answer.")),
        (":x F9", _("Lock. It opens again with the passphrase.")),
        (":m F10", _("The menu.")),
        (":? F1", _("This help.")),
        ("::", _("To begin an answer with a colon, type two colons.")),
    ]
