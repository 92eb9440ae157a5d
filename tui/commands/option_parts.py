"""What the declarations of several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.commands.usage import Parser
from tui.wording import gettext as _


def purge(parser: argparse.ArgumentParser) -> None:
    """Let it be taken out of backups, too."""
    parser.add_argument(
        "--purge", action="store_true",
        help=_("take it out of every backup that is known and connected, too"),
    )  # fmt: skip


def add(commands: argparse._SubParsersAction[Parser], name: str, words: str) -> Parser:
    """Add a command."""
    parser = commands.add_parser(name, help=words, description=words)
    common(parser)
    return parser


def common(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes."""
    parser.add_argument(
        "--lang", default=argparse.SUPPRESS, metavar=_("LANGUAGE"),
        help=_("the language, such as fr-CA"),
    )  # fmt: skip
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS,
        help=_("when the program fails, say where in it; never what you wrote"),
    )  # fmt: skip


def where(parser: argparse.ArgumentParser) -> None:
    """Add what says which record is meant."""
    file(parser, "--vault", _("the folder your record is kept in"))
    parser.add_argument(
        "--case", default=argparse.SUPPRESS, metavar=_("NAME"), help=_("which record, by its name")
    )
    file(parser, "--passphrase-file", _("a file whose first line is the passphrase"))


def json(parser: argparse.ArgumentParser) -> None:
    """Let the result be printed for other programs."""
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS,
        help=_("print the result for other programs"),
    )  # fmt: skip


def file(
    parser: argparse.ArgumentParser, option: str, words: str, *, required: bool = False
) -> None:
    """Add an option that takes a path."""
    parser.add_argument(
        option, type=Path, default=argparse.SUPPRESS, metavar=_("PATH"), help=words,
        required=required,
    )  # fmt: skip


def number(text: str) -> int:
    """Read a number from 1."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("a number from 1"))
    return int(text)
