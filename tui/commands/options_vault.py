"""The actions and options of ``fairhand vault``."""

from __future__ import annotations

import argparse
from pathlib import Path

from tui.commands.option_parts import add, file, json, number, purge, where
from tui.commands.usage import Parser
from tui.wording import gettext as _


def declare(actions: argparse._SubParsersAction[Parser]) -> None:
    """Declare the actions of ``fairhand vault``."""
    create = add(actions, "create", _("make one in a new folder; nothing is asked"))
    create.add_argument(
        "--weak", action="store_true", help=_("take a passphrase that is easy to guess")
    )
    verify = add(actions, "verify", _("see that nothing in it is missing or was changed"))
    verify.add_argument(
        "--files-only", action="store_true",
        help=_("only what can be told without the passphrase"),
    )  # fmt: skip
    verify.add_argument(
        "--receipt", action="append", type=Path, metavar=_("PATH"),
        help=_("a receipt that it must agree with; may be given again"),
    )  # fmt: skip
    receipt = add(actions, "receipt", _("write down how far a record has come, to compare later"))
    file(receipt, "--out", _("the new file to write it to"), required=True)
    history = add(actions, "history", _("list every change of a record, the oldest first"))
    history.add_argument(
        "--all", action="store_true", help=_("also each time the program was left")
    )
    erase = add(
        actions, "erase", _("take answers or an entry out for good, also out of what was changed")
    )
    what = _what(erase)
    what.add_argument(
        "--earlier", action="store_true",
        help=_("only what was written before what stands now; that stays"),
    )  # fmt: skip
    custody = add(
        actions, "custody", _("seal something for somebody else only, and take it out here")
    )
    _custody(custody.add_subparsers(dest="what", metavar=_("ACTION"), required=True))
    _backups(actions)
    for one in (create, verify, receipt, history, erase):
        where(one)
        json(one)
    _keys(actions)


def _custody(actions: argparse._SubParsersAction[Parser]) -> None:
    give = add(actions, "give", _("seal it for them, and take it out; it asks first"))
    _what(give)
    _somebody(give)
    listing = add(actions, "list", _("list what was handed over, to whom and when"))
    export = add(actions, "export", _("copy what was sealed to a folder, to give to them"))
    export.add_argument("number", type=number, metavar="N", help=_("its number, as list shows it"))
    file(export, "--out", _("the folder to copy it to"), required=True)
    for one in (give, listing, export):
        where(one)
        json(one)


def _what(parser: argparse.ArgumentParser) -> argparse._MutuallyExclusiveGroup:
    """Say what is to be taken out."""
    parser.add_argument(
        "number", nargs="*", type=number, metavar="N",
        help=_("the number of a change that wrote it, as history lists it"),
    )  # fmt: skip
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--whole", action="store_true", help=_("the whole entries that these changes are about")
    )
    parser.add_argument(
        "--entry", type=number, default=None, metavar="N",
        help=_("an entry, by its number in the log; with --answer only that of it"),
    )  # fmt: skip
    parser.add_argument(
        "--answer", action="append", metavar=_("NAME"),
        help=_("only this answer, by its name in the questions; may be given again"),
    )  # fmt: skip
    parser.add_argument(
        "--file", action="append", type=number, metavar="N",
        help=_("a file, by its number as evidence list shows it; may be given again"),
    )  # fmt: skip
    file(parser, "--why", _("a file whose first line says why; it stays in the record"))
    parser.add_argument("--yes", action="store_true", help=_("do not ask"))
    purge(parser)
    return group


def _somebody(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", required=True, metavar="age1…", help=_("their public age key; never a secret one")
    )
    parser.add_argument("--name", required=True, metavar=_("NAME"), help=_("what to call them"))


def _keys(actions: argparse._SubParsersAction[Parser]) -> None:
    change = add(actions, "passphrase", _("change the passphrase"))
    change.add_argument(
        "--add", action="store_true", help=_("another one beside it, for somebody else")
    )
    file(change, "--new-passphrase-file", _("a file whose first line is the new passphrase"))
    change.add_argument(
        "--weak", action="store_true", help=_("take a passphrase that is easy to guess")
    )
    recovery = add(
        actions, "recovery", _("make twelve words that open it if the passphrase is forgotten")
    )
    file(recovery, "--out", _("also a plain file of it, which anyone who finds it can use"))
    for one in (change, recovery):
        one.add_argument("--name", metavar=_("NAME"), help=_("whose it is, or where it is kept"))
    share = add(actions, "share", _("let somebody open one record with a key of their own"))
    _somebody(share)
    slots = add(actions, "slots", _("list what opens it"))
    json(slots)
    revoke = add(actions, "revoke", _("take away something that opens it, and change the keys"))
    revoke.add_argument(
        "slot", metavar=_("SLOT"), help=_("its number or its name, as slots lists it")
    )
    revoke.add_argument(
        "--keep", action="append", type=Path, default=[], metavar=_("PATH"),
        help=_(
            "a file whose first line is another passphrase or code, which stays; may be given "
            "again"
        ),
    )  # fmt: skip
    revoke.add_argument(
        "--others-go", action="store_true",
        help=_("let the passphrases and codes go, too, that are not given"),
    )  # fmt: skip
    revoke.add_argument(
        "--seal-again", action="store_true",
        help=_("seal what was written before to the new keys, too"),
    )  # fmt: skip
    revoke.add_argument(
        "--refresh", action="store_true",
        help=_("bring each known backup up to date that is connected, without asking"),
    )  # fmt: skip
    for one in (change, recovery, share, slots, revoke):
        where(one)


def _backups(actions: argparse._SubParsersAction[Parser]) -> None:
    backup = add(
        actions, "backup", _("copy it to other folders, as on a stick; takes no passphrase")
    )
    backup.add_argument(
        "folder", nargs="+", type=Path, metavar=_("FOLDER"),
        help=_("a folder with an older backup of it, or a new or empty one"),
    )  # fmt: skip
    backup.add_argument(
        "--purge", action="store_true",
        help=_("take out of the backup what was deleted or changed back here"),
    )  # fmt: skip
    backup.add_argument(
        "--remember", action="store_true",
        help=_("note in the record where it is; takes the passphrase"),
    )  # fmt: skip
    known = add(
        actions, "backups", _("list the backups that were remembered, and how old they are")
    )
    file(known, "--forget", _("forget the one in this folder"))
    for one in (backup, known):
        file(one, "--vault", _("the folder your record is kept in"))
    restore = add(actions, "restore", _("put a backup back, in an empty folder"))
    restore.add_argument(
        "--from", dest="source", type=Path, required=True, metavar=_("FOLDER"),
        help=_("the backup"),
    )  # fmt: skip
    restore.add_argument(
        "--to", type=Path, required=True, metavar=_("FOLDER"), help=_("an empty or a new folder")
    )
    restore.add_argument("--what-can-be", action="store_true", help=_("leave out what is damaged"))
    rehearse = add(actions, "rehearse", _("see that a backup would give everything back"))
    rehearse.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("the backup"))
    for one in (backup, known, restore, rehearse):
        file(one, "--passphrase-file", _("a file whose first line is the passphrase"))
    for one in (backup, known, restore, rehearse):
        json(one)
