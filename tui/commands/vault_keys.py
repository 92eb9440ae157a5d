"""``fairhand vault passphrase``, ``recovery`` and ``share``: letting something open it."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.making import notice
from tui.commands.vaults import Refused, find_case, opened, passphrase
from tui.wording import current
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.passphrases import Language

_STRONG = 3
_TRIES = 3


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    actions = {
        "passphrase": _passphrase,
        "recovery": _recovery,
        "share": _share,
    }
    return actions[args.action](args)


# -- passphrase


def _passphrase(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        vault.slots.writable()  # before anyone has to type another one
        secret = _another(args)
        if args.add:
            vault.slots.add_passphrase(secret, args.name or "")
            done = _("Another passphrase opens the record now, beside what opened it before.")
        else:
            vault.slots.change_passphrase(secret)
            done = _("The passphrase is changed. The old one does not open the record any more.")
        others = [slot for slot in vault.slots.all() if not slot.used]
    say.out(done)
    if not args.add and others:
        say.err(_("Other things open it, too. The command vault slots lists them."))
    if not args.add:
        say.err(_older())
    return codes.DONE


def _another(args: Namespace) -> str:
    """Return the new passphrase, from a file or typed twice.

    Raises:
        Refused: If the two differ, or it is easy to guess.
    """
    from tui.vault.passphrases import strength

    if args.new_passphrase_file is None:
        say.err(_("Now the new passphrase, twice."))
    secret = passphrase(args.new_passphrase_file)
    if args.new_passphrase_file is None and secret != passphrase(None):
        raise Refused(codes.PROBLEMS, _("The two were not the same. Nothing was changed."))
    found = strength(secret)
    if not secret.strip() or (found.score < _STRONG and not args.weak):
        raise Refused(
            codes.PROBLEMS,
            _("{sentence} Nothing was changed. With --weak it is taken all the same.").format(
                sentence=_(found.sentence)
            ),
        )
    return secret


def _older() -> str:
    return _(
        "This takes nothing back: an older copy of the folder still opens as it did, and who "
        "opened the record before may have kept its key. The command vault revoke changes the "
        "keys, too."
    )


# -- recovery


def _recovery(args: Namespace) -> int:
    from tui.vault import recovery

    if not _at_a_terminal():
        raise Refused(
            codes.USAGE,
            _("A recovery code is shown at a terminal only, and two of its words are asked back."),
        )
    if args.out is not None and (args.out.exists() or not args.out.parent.is_dir()):
        raise Refused(codes.USAGE, _("Say the name of a new file for it, in a folder there is."))
    with opened(args.vault, args.passphrase_file) as vault:
        vault.slots.writable()
        code = recovery.new_code(_language())
        say.err(
            _(
                "With these words anybody who has the folder can read everything. Copy them by "
                "hand, in their order, and keep the sheet where only you or someone you trust "
                "can find it. They are shown this once, and are not kept anywhere else."
            )
        )
        say.out()
        for number, row in enumerate(recovery.groups(code)):
            say.out("   ".join(_numbered(row, number * recovery.GROUP)))
        say.out()
        for place, word in recovery.ask_back(code).items():
            _ask_back(place, word)
        vault.slots.add_recovery(code, args.name or "")
    say.out(_("The recovery code opens the record now, where it asks for the passphrase."))
    if args.out is not None:
        _write(args.out, code)
    say.err(_("Clear this window now: what it showed can be scrolled back to."))
    return codes.DONE


def _numbered(row: str, before: int) -> list[str]:
    return [f"{before + at:2}. {word:<9}" for at, word in enumerate(row.split(), 1)]


def _ask_back(place: int, word: str) -> None:
    """Ask for one word of the code.

    Raises:
        Refused: If it does not come.
    """
    from tui.vault.recovery import same_word

    for _again in range(_TRIES):
        if same_word(_line(_("Type word {place}: ").format(place=place)), word):
            return
        say.err(_("That is not word {place}. Look at the sheet again.").format(place=place))
    raise Refused(
        codes.PROBLEMS,
        _("The words were not copied yet, so this code opens nothing. Ask for another one."),
    )


def _write(file: Path, code: str) -> None:
    """Keep the code in a plain file, as the person asked.

    Raises:
        Refused: If it can't be written. The code counts all the same.
    """
    try:
        with file.open("x", encoding="utf-8") as stream:
            file.chmod(0o600)
            stream.write(code + "\n")
    except OSError:
        raise Refused(
            codes.PROBLEMS, _("The file could not be written. The code counts all the same.")
        ) from None
    say.out(_("Written: {file}").format(file=file))
    say.err(notice())
    say.err(_("Print it and remove it, or move it to where only you can reach it."))


def _language() -> Language:
    return "fr" if current().startswith("fr") else "en"


def _at_a_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _line(prompt: str) -> str:
    sys.stdout.write(prompt)
    sys.stdout.flush()
    return sys.stdin.readline()


# -- share


def _share(args: Namespace) -> int:
    from tui.vault.agefile import NotAge

    name = " ".join(args.name.split())
    if not name:
        raise Refused(codes.USAGE, _("Say what to call them, with --name."))
    if args.to.strip().upper().startswith("AGE-SECRET"):
        raise Refused(
            codes.USAGE,
            _("That is a secret key. Nobody but its owner may see it: ask for the public one."),
        )
    with opened(args.vault, args.passphrase_file) as vault:
        case = vault.case(find_case(vault, args.case).id)
        try:
            case.share(args.to.strip(), name, "me")
        except NotAge:
            raise Refused(
                codes.USAGE, _("That is no public age key. One begins with age1.")
            ) from None
    say.out(_("{name} can open a copy of this record now.").format(name=name))
    say.out(
        _("Give them a copy of this folder: {folder}").format(folder=args.vault / "c" / case.id)
    )
    say.err(
        _(
            "They can read all of this record, also what you add later if you give them a newer "
            "copy, and nothing of other records. Was this key given to you by them, face to "
            "face or by phone? What they copied can't be taken back."
        )
    )
    return codes.DONE
