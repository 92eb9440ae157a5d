"""Taking what was deleted or taken out here out of the backups, too."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.known import Known
    from tui.vault.vault import Vault


def at_a_terminal() -> bool:
    """Return whether somebody is there to answer."""
    return bool(sys.stdin and sys.stdin.isatty())


def list_known(known: list[Known]) -> None:
    """Say which backups are known, and which of them are there now."""
    from tui.commands.backup import known_line

    for one in known:
        say.err(f"  {known_line(one)}")


def typed(word: str) -> bool:
    """Return whether a word is typed."""
    return " ".join(sys.stdin.readline().split()).casefold() == word.casefold()


def purge(vault: Vault, known: list[Known], args: Namespace) -> tuple[int, list[dict[str, object]]]:
    """Offer to take it out of each known backup that is there, and do what is wanted.

    Nothing may be written to the vault meanwhile.

    Args:
        vault: The open vault; no case of it is open.
        known: The backups that it knows.
        args: With ``purge`` it is done unasked; with ``yes`` nothing is asked.

    Returns:
        The exit code, and what became of each backup.
    """
    from tui.commands.vaults import code_of
    from tui.vault.backup import back_up
    from tui.vault.errors import VaultError

    code = codes.DONE
    found: list[dict[str, object]] = []
    for one in known:
        folder = Path(one.folder)
        there = folder.is_dir()
        done = False
        if there and _wanted(one, args):
            try:
                made = back_up(vault.path, folder, purge=True, held=True)
                vault.backups.note(one.folder, made.at)
                done = True
                say.err(_("{folder}: taken out there, too.").format(folder=one.folder))
            except VaultError as error:
                say.err(_("{folder}: not taken out there.").format(folder=one.folder))
                say.err(_(error.sentence).format_map(error.words))
                code = max(code, code_of(error))
        found.append({"folder": one.folder, "connected": there, "purged": done})
    _say_what_is_left(found)
    return code, found


def _wanted(one: Known, args: Namespace) -> bool:
    if args.purge:
        return True
    if args.yes or not at_a_terminal():
        return False
    say.err(
        _("The backup in {folder} still holds it. To take it out there now, type: {word}").format(
            folder=one.folder, word=_("yes")
        )
    )
    return typed(_("yes"))


def _say_what_is_left(found: list[dict[str, object]]) -> None:
    left = [str(one["folder"]) for one in found if not one["purged"]]
    for folder in left:
        say.err(_("The backup in {folder} still holds it.").format(folder=folder))
    if left or not found:
        say.err(
            _(
                "If there is a backup somewhere, it still holds it. To take it out there, put the "
                "stick in and use: fairhand vault backup FOLDER --purge"
            )
            if not left
            else _(
                "To take it out of one, put the stick in and use: fairhand vault backup FOLDER "
                "--purge"
            )
        )
    say.err(
        _(
            "Parts of it may stay on this disk or stick for a while, and in copies that you "
            "made by hand or that a cloud made by itself."
        )
    )
