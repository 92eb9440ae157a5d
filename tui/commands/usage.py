"""What argparse says, in our words and in the person's language."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import NoReturn

from tui.commands import codes, say
from tui.wording import gettext as _


def N_(message: str) -> str:
    """Mark a message for translation where it stands in a table."""
    return message


_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), sentence)
    for pattern, sentence in (
        (
            r"the following arguments are required: (?P<names>.+)",
            N_("This is still needed: {names}."),
        ),
        (r"unrecognized arguments: (?P<given>.+)", N_("This is not known here: {given}.")),
        (
            r"argument (?P<name>[^:]+): invalid choice: (?P<given>.+) "
            r"\(choose from (?P<known>.+)\)",
            N_("{name} can't be {given}. There are: {known}."),
        ),
        (
            r"argument (?P<name>[^:]+): expected (?:one|at least one) argument",
            N_("{name} needs something after it."),
        ),
        (
            r"argument (?P<name>[^:]+): ignored explicit argument (?P<given>.+)",
            N_("{name} takes nothing after it."),
        ),
        (
            r"argument (?P<name>[^:]+): not allowed with argument (?P<other>.+)",
            N_("{name} and {other} don't go together."),
        ),
        (r"argument (?P<name>[^:]+): (?P<why>.+)", N_("{name}: {why}.")),
    )
)
"""What argparse says, and what we say instead."""


class _Help(argparse.HelpFormatter):
    """Help whose one fixed word is ours."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Add the line that shows how the command is written."""
        prefix = _("Usage: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class Parser(argparse.ArgumentParser):
    """Says what is wrong in harmless text; there is no guessing of shortened options."""

    def __init__(
        self,
        *,
        prog: str | None = None,
        help: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
    ) -> None:
        """Make a parser whose help is in the person's language."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            allow_abbrev=False,
            add_help=False,
            formatter_class=_Help,
        )
        self._positionals.title = _("what to give")
        self._optionals.title = _("options")
        self.add_argument("-h", "--help", action="help", help=_("show this help"))

    def error(self, message: str) -> NoReturn:
        """Say what can't be followed.

        Raises:
            SystemExit: Always.
        """
        say.err(self.format_usage().strip())
        say.err(said(message))
        raise SystemExit(codes.USAGE)


def said(message: str) -> str:
    """Return what argparse says in the person's language; as it is, where it is not known."""
    for pattern, sentence in _SENTENCES:
        found = pattern.fullmatch(message)
        if found is not None:
            return _(sentence).format_map(found.groupdict())
    return message
