"""``fairhand vault slots`` and ``revoke``: what opens a record, and taking some of it away."""

from __future__ import annotations

import getpass
from argparse import Namespace
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.commands import codes, say
from tui.commands.purging import at_a_terminal, typed
from tui.commands.vaults import Refused, code_of, opened, passphrase, unlocked
from tui.wording import format_datetime
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.keyring import Sort
    from tui.vault.slots import Slot, State
    from tui.vault.vault import Vault

_WRONG = {"missing", "damaged", "unknown"}


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    return _slots(args) if args.action == "slots" else _revoke(args)


class _Opener(NamedTuple):
    """Something that opens the folder, or one record in it.

    Attributes:
        said: What it is, in words.
        name: What the person called it.
        data: The same for other programs.
        wrong: It opens nothing, or was put there from elsewhere.
        slot: Its file, if it opens the folder.
        remove: Takes it away, if it opens one record; told whether to seal again.
    """

    said: str
    name: str
    data: dict[str, object]
    wrong: bool
    slot: str = ""
    remove: Callable[[bool], bool] = lambda again: True


def _openers(vault: Vault) -> list[_Opener]:
    """List what opens the folder, then what opens each record."""
    found = [
        _Opener(_said(slot), slot.name, _as_data(slot), slot.state in _WRONG, slot.file)
        for slot in vault.slots.all()
    ]
    for info in vault.cases():
        if info.damaged:
            continue
        case = vault.case(info.id)
        for share in case.shares():
            state: State = "open" if share.there else "missing"
            said = (info.name or _("My own record"), share.name, _when(share.at), _state(state))
            data: dict[str, object] = {
                "sort": "share", "record": info.name, "name": share.name, "to": share.to,
                "since": share.at, "state": state, "used": False,
            }  # fmt: skip
            remove = partial(_unshare, case.unshare, share.file)
            words = "; ".join(filter(None, said))
            found.append(_Opener(words, share.name, data, not share.there, remove=remove))
    return found


def _unshare(unshare: Callable[..., bool], file: str, again: bool) -> bool:
    return unshare(file, "me", seal_again=again)


# -- slots


def _slots(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        found = _openers(vault)
    if args.json:
        say.as_json([{"number": number, **one.data} for number, one in enumerate(found, 1)])
    else:
        for number, one in enumerate(found, 1):
            say.out(f"{number}. {one.said}")
    return codes.DAMAGED if any(one.wrong for one in found) else codes.DONE


# -- revoke


def _revoke(args: Namespace) -> int:
    kept = [passphrase(file) for file in args.keep]
    vault, secret = unlocked(args.vault, args.passphrase_file)
    with vault:
        openers = _openers(vault)
        one = _meant(openers, args.slot)
        if one.slot:
            others, done = _take_away(vault, one, openers, [secret, *kept], args)
        else:
            others, done = [], one.remove(args.seal_again)
        say.out(_("Taken away: {slot}").format(slot=one.said))
        for other in others:
            say.out(_("This went, too: {slot}").format(slot=other.said))
        say.err(
            _(
                "What is written from now on has other keys. This takes nothing back: what was "
                "opened or copied before can still be read with it, and files that were taken "
                "into the record before stay sealed as they are."
            )
        )
        if not done:
            say.err(
                _(
                    "Some of what was written before could not be sealed again. The new keys "
                    "count all the same."
                )
            )
        code = _refresh(vault, args)
    return code if done else max(code, codes.PROBLEMS)


def _meant(openers: list[_Opener], slot: str) -> _Opener:
    """Return what a number or a name stands for.

    Raises:
        Refused: If it stands for none, or for several.
    """
    if slot.isascii() and slot.isdecimal() and 0 < int(slot) <= len(openers):
        return openers[int(slot) - 1]
    wanted = " ".join(slot.split()).casefold()
    found = [one for one in openers if one.name and one.name.casefold() == wanted]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            codes.USAGE, _("More than one is called that. Say its number, as vault slots lists it.")
        )
    raise Refused(
        codes.USAGE, _("There is no such number or name. The command vault slots lists them.")
    )


def _take_away(
    vault: Vault, one: _Opener, openers: list[_Opener], secrets: list[str], args: Namespace
) -> tuple[list[_Opener], bool]:
    """Take a slot away; give what could not stay, and whether all of it was done.

    Raises:
        Refused: If something else must be typed to stay, and nobody is there to type it.
        VaultError: If it could not be done.
    """
    from tui.vault.errors import NeedsSecret

    by_file = {other.slot: other for other in openers if other.slot}
    gone, others = [one.slot], list[_Opener]()
    while True:
        try:
            return others, vault.revoke(gone, secrets, seal_again=args.seal_again)
        except NeedsSecret as needs:
            lacking = [by_file[file] for file in needs.files]
        going = lacking if args.others_go else _not_typed(lacking, secrets)
        others += going
        gone += [other.slot for other in going]


def _not_typed(lacking: Sequence[_Opener], secrets: list[str]) -> list[_Opener]:
    """Ask for what opens each; return those that it is not typed for.

    Raises:
        Refused: If nobody is there to type it.
    """
    if not at_a_terminal():
        for other in lacking:
            say.err(other.said)
        raise Refused(
            codes.USAGE,
            _(
                "This opens the record, too, and can only stay if it is given: with --keep, a "
                "file that holds it. With --others-go it is taken away as well. Nothing was "
                "changed."
            ),
        )
    going: list[_Opener] = []
    for other in lacking:
        say.err(_("This opens the record, too: {slot}").format(slot=other.said))
        if other.data["sort"] == "share":
            say.err(_("Its key is not known any more, so it goes, too. Share it again after."))
            going.append(other)
            continue
        say.err(_("It stays if you type it now. If you leave it empty, it is taken away, too."))
        if secret := getpass.getpass(_("Passphrase: ")):
            secrets.append(secret)
        else:
            going.append(other)
    return going


def _refresh(vault: Vault, args: Namespace) -> int:
    """Say which backups still open as before, and bring those up to date that are wanted."""
    from tui.commands.backup import known_line
    from tui.vault.backup import back_up
    from tui.vault.errors import VaultError

    code = codes.DONE
    for one in vault.backups.all():
        if Path(one.folder).is_dir() and (args.refresh or _wanted(one.folder)):
            try:
                made = back_up(vault.path, Path(one.folder), held=True)
                vault.backups.note(one.folder, made.at)
                say.err(_("{folder}: up to date.").format(folder=one.folder))
                continue
            except VaultError as error:
                say.err(_("{folder}: not backed up.").format(folder=one.folder))
                say.err(_(error.sentence).format_map(error.words))
                code = max(code, code_of(error))
        say.err(_("This backup still opens with what was taken away:"))
        say.err(f"  {known_line(one)}")
    say.err(
        _(
            "A backup opens with what opened the record when it was made. To change that, put "
            "its stick in and use: fairhand vault backup FOLDER"
        )
    )
    return code


def _wanted(folder: str) -> bool:
    if not at_a_terminal():
        return False
    say.err(
        _(
            "The backup in {folder} still opens with what was taken away. To bring it up to date "
            "now, type: {word}"
        ).format(folder=folder, word=_("yes"))
    )
    return typed(_("yes"))


# -- in words


def _said(slot: Slot) -> str:
    used = _("you opened it with this now") if slot.used else ""
    said = (_sort(slot.sort), slot.name, _when(slot.at), used, _state(slot.state))
    return "; ".join(part for part in said if part)


def _when(at: str) -> str:
    return format_datetime(datetime.fromisoformat(at).astimezone()) if at else ""


def _sort(sort: Sort) -> str:
    return {
        "passphrase": _("a passphrase"),
        "recovery": _("a recovery code"),
        "share": _("somebody else's key"),
    }[sort]


def _state(state: State) -> str:
    return {
        "open": "",
        "coming": _("not finished: it may open the record"),
        "going": _("being taken away"),
        "missing": _("its file is gone, and this program did not remove it"),
        "damaged": _("its file was changed, and opens nothing"),
        "unknown": _("put there from elsewhere, or brought back: this program did not do it"),
    }[state]


def _as_data(slot: Slot) -> dict[str, object]:
    return {
        "sort": slot.sort,
        "name": slot.name,
        "since": slot.at or None,
        "state": slot.state,
        "used": slot.used,
    }
