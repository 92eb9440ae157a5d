"""The commands and options there are, for argparse."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import cast

from tui import __version__, wording
from tui.commands import options_vault
from tui.commands.option_parts import add as _add
from tui.commands.option_parts import common as _common
from tui.commands.option_parts import file as _file
from tui.commands.option_parts import json as _json
from tui.commands.option_parts import number as _number
from tui.commands.option_parts import purge as _purge
from tui.commands.option_parts import where as _where
from tui.commands.usage import Parser
from tui.wording import gettext as _

_KINDS = ("own", "client", "council")


def speak(words: list[str]) -> None:
    """Set the language before anything is said, help included."""
    wording.use(wording.from_environment(os.environ))
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            wording.use(words[place + 1])
        elif word.startswith("--lang="):
            wording.use(word.removeprefix("--lang="))


def read(words: list[str]) -> argparse.Namespace:
    """Return the parsed line.

    Raises:
        SystemExit: If help was asked for, or the line can't be followed; it is printed.
    """
    args = argparse.Namespace(
        command="open",
        vault=None,
        case=None,
        passphrase_file=None,
        new_passphrase_file=None,
        out=None,
        lang=None,
        memory_only=False,
        json=False,
        debug=False,
        face=None,
        script=None,
        forget=None,
        why=None,
        resume_fd=None,
        lock_fd=None,
    )
    parser = _parser(words)
    args = parser.parse_args(words, args)
    if args.memory_only and args.vault is not None:
        parser.error(_("--memory-only keeps nothing, so it can't go with --vault."))
    return args


def command(args: argparse.Namespace) -> Callable[[argparse.Namespace], int]:
    """Return what runs the command of a parsed line."""
    name = {"open": "start"}.get(args.command, args.command)
    module = importlib.import_module(f"tui.commands.{name}")
    return cast("Callable[[argparse.Namespace], int]", module.run)


def _parser(words: list[str]) -> argparse.ArgumentParser:
    parser = Parser(
        prog="fairhand",
        description=_("Step-by-step questions, answers sealed on your own machine, and papers."),
        epilog=_("Without a command it opens the app."),
    )
    parser.add_argument(
        "-V", "--version", action="version", version=f"fairhand {__version__}",
        help=_("print the version"),
    )  # fmt: skip
    _common(parser)
    _where(parser)
    _memory(parser)
    _face(parser)
    for option in ("--resume-fd", "--lock-fd"):  # Of the program's own: see ``relock``.
        parser.add_argument(option, type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    if words:  # Opening the app, the commonest of all, waits for no command's declaration.
        commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"))
        commands.required = False
        _commands(commands)
    return parser


def _commands(commands: argparse._SubParsersAction[Parser]) -> None:
    start = _add(commands, "start", _("open one journey"))
    start.add_argument("script", metavar=_("SCRIPT"), help=_("the journey, such as log"))
    _where(start)
    _memory(start)
    _face(start)

    fill = _add(commands, "fill", _("write the papers of a file of answers, unattended"))
    fill.add_argument("script", metavar=_("SCRIPT"), help=_("the journey, such as log"))
    _file(fill, "--answers", _("the answers"), required=True)
    _papers(fill)
    fill.add_argument(
        "--add", action="store_true", help=_("add to a record that holds answers already")
    )
    _where(fill)
    _memory(fill)
    _json(fill)

    case = _add(commands, "case", _("the records in a folder"))
    actions = case.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    for action, words in (
        ("list", _("list them")),
        ("new", _("make an empty one, for a clinic that keeps several; nothing is asked")),
        ("show", _("show what one holds")),
        ("rename", _("give one another name")),
        ("delete", _("delete one; it asks first")),
        ("handover", _("make what is handed over of a client's, and note that it was given")),
    ):
        one = _add(actions, action, words)
        if action == "new":
            one.add_argument("name", metavar=_("NAME"), help=_("a private label"))
            one.add_argument("--kind", choices=_KINDS, default="own", help=_("whose record it is"))
        elif action == "rename":
            one.add_argument("name", metavar=_("NAME"), help=_("its new private label"))
        elif action == "delete":
            one.add_argument("--yes", action="store_true", help=_("do not ask"))
            _purge(one)
        elif action == "handover":
            _handover(one)
        _where(one)
        _json(one)

    vault = _add(commands, "vault", _("the folder as a whole: make it, check it, what was changed"))
    options_vault.declare(vault.add_subparsers(dest="action", metavar=_("ACTION"), required=True))

    paper = _add(commands, "paper", _("the papers of a record"))
    actions = paper.add_subparsers(dest="action", metavar=_("ACTION"), required=True)
    listing = _add(actions, "list", _("list them"))
    _where(listing)
    _json(listing)
    write = _add(actions, "write", _("write one"))
    write.add_argument("paper", metavar=_("PAPER"), help=_("its name, as list prints it"))
    _papers(write)
    entry = write.add_mutually_exclusive_group()
    entry.add_argument(
        "--entry", type=_number, default=None, metavar="N",
        help=_("the number of the entry (as in the log) or account that a form is filled with"),
    )  # fmt: skip
    entry.add_argument("--blank", action="store_true", help=_("leave a form blank"))
    _where(write)
    _json(write)

    council = _add(commands, "council", _("for councils: spent convictions, what has to come down"))
    _council(council.add_subparsers(dest="action", metavar=_("ACTION"), required=True))

    evidence = _add(commands, "evidence", _("sealed copies of files, kept in a record"))
    _evidence(evidence.add_subparsers(dest="action", metavar=_("ACTION"), required=True))

    check = _add(commands, "check", _("check the questions, lists and papers"))
    check.add_argument(
        "path", nargs="?", type=Path, metavar=_("PATH"), help=_("another content folder")
    )
    check.add_argument(
        "--lock", action="store_true", help=_("where all is well, note its names for a release")
    )
    _json(check)
    trace = _add(commands, "trace", _("show which step answers which duty"))
    trace.add_argument(
        "--page", action="store_true", help=_("as the page in the documentation, docs/duties.md")
    )
    _json(trace)
    doctor = _add(commands, "doctor", _("see whether everything it needs is there"))
    _json(doctor)


def _handover(parser: Parser) -> None:
    parser.add_argument(
        "--to", choices=("client", "lawyer", "support", "other"), required=True,
        help=_("whom it goes to"),
    )  # fmt: skip
    parser.add_argument("--name", required=True, help=_("what to call them"))
    parser.add_argument("--by", default="", help=_("who gives it"))
    parser.add_argument(
        "--papers", default=None, metavar="tfv-log,chronology",
        help=_("which papers, as paper list prints them, instead of the usual ones"),
    )  # fmt: skip
    parser.add_argument(
        "--files", action="store_true", help=_("and the files that are kept in the record")
    )
    parser.add_argument(
        "--key", default=None, metavar="age1…", help=_("seal it to this public age key")
    )
    _papers(parser)


def _evidence(actions: argparse._SubParsersAction[Parser]) -> None:
    add = _add(actions, "add", _("keep a sealed copy of files; the originals stay as they are"))
    add.add_argument(
        "files", nargs="+", type=Path, metavar=_("FILE"), help=_("a photo, a video, any file")
    )
    listing = _add(actions, "list", _("list the files that are kept"))
    verify = _add(actions, "verify", _("see that each is still as it was taken in"))
    export = _add(actions, "export", _("give one back as a plain file"))
    export.add_argument(
        "file", metavar=_("FILE"), help=_("its name or its number, as list prints it")
    )
    _file(export, "--out", _("the folder to write it to"), required=True)
    for one in (add, listing, verify, export):
        _where(one)
        _json(one)


def _council(actions: argparse._SubParsersAction[Parser]) -> None:
    spent = _add(actions, "spent", _("say when a conviction is spent, and why (England and Wales)"))
    spent.add_argument(
        "file", type=Path, metavar=_("FILE"), help=_("what is known of it, as JSON or YAML")
    )
    _day(spent, _("for this day instead of today"))
    _json(spent)
    due = _add(actions, "due", _("list what has to come down in all records, overdue first"))
    _day(due, _("as of this day instead of today"))
    due.add_argument(
        "--ics", type=Path, default=None, metavar=_("PATH"),
        help=_("also write a calendar, a plain file, or write it anew"),
    )  # fmt: skip
    register = _add(actions, "register", _("list what was published, and what became of it"))
    register.add_argument(
        "--report", type=Path, default=None, metavar=_("PATH"),
        help=_("also write a report in numbers, with a chart, to this folder; it names nobody"),
    )  # fmt: skip
    for one in (due, register):
        _where(one)
        _json(one)


def _day(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--on", type=_date, default=None, metavar="2026-03-10", help=words)


def _memory(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--memory-only", action="store_true", default=argparse.SUPPRESS,
        help=_("keep nothing: what you answer is gone when you leave"),
    )  # fmt: skip


def _face(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--face", choices=("screen", "prompts", "plain"), default=argparse.SUPPRESS,
        help=_(
            "how it looks: the whole screen, one question after the other, or numbered lines for "
            "screen readers and pipes"
        ),
    )  # fmt: skip


def _papers(parser: argparse.ArgumentParser) -> None:
    _file(parser, "--out", _("the folder to write the papers to"), required=True)
    parser.add_argument(
        "--formats", type=_formats, default=("docx", "pdf"), metavar="docx,pdf",
        help=_("which kinds of file"),
    )  # fmt: skip
    parser.add_argument(
        "--size", choices=("letter", "a4"), default=None, help=_("the size of the pages")
    )


def _date(text: str) -> date:
    with contextlib.suppress(ValueError):
        found = date.fromisoformat(text)
        if found.isoformat() == text:  # not one of the other ways ISO has
            return found
    raise argparse.ArgumentTypeError(_("a day, such as 2026-03-10"))


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip()))
    if not wanted or not set(wanted) <= {"docx", "pdf"}:
        raise argparse.ArgumentTypeError(_("docx, pdf or both, with a comma between them"))
    return wanted
