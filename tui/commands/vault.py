"""``fairhand vault``: make one, look through it, take a receipt, read what was changed."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say, vault_keys
from tui.commands.making import notice
from tui.commands.told import told
from tui.commands.vaults import Refused, find_case, passphrase, reachable, refusing
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.histories import Happening
    from tui.vault.receipt import Receipt
    from tui.vault.vault import Vault
    from tui.vault.verify import Report
    from tui.vault.verify_files import Progress

_STRONG = 3
_SLOW = 1.0
"""Seconds; only then does anybody want to know how far it is."""


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    if args.action in ("backup", "backups", "restore", "rehearse"):
        from tui.commands import backup

        return backup.run(args)
    if args.action == "erase":
        from tui.commands import vault_erase

        return refusing(lambda: vault_erase.run(args))
    if args.action in ("slots", "revoke"):
        from tui.commands import vault_slots

        return refusing(lambda: vault_slots.run(args))
    if args.action == "custody":
        from tui.commands import vault_custody

        return refusing(lambda: vault_custody.run(args))
    actions = {"create": _create, "verify": _verify, "receipt": _receipt, "history": _history}
    return refusing(lambda: actions.get(args.action, vault_keys.run)(args))


def _folder(args: Namespace) -> Path:
    """Return the folder that was named.

    Raises:
        Refused: If none was, or it can't be looked at.
    """
    path: Path | None = args.vault
    if path is None:
        raise Refused(codes.USAGE, _("Say which folder the record is kept in, with --vault."))
    reachable(path)
    return path


def _looking(args: Namespace) -> Vault:
    """Open the vault so that nothing in it is written or mended."""
    from tui.vault.errors import NotAVault
    from tui.vault.vault import Vault

    path = _folder(args)
    if not path.is_dir():
        raise NotAVault  # before anyone has to type a passphrase
    return Vault.open(path, passphrase(args.passphrase_file), look=True)


# -- create


def _create(args: Namespace) -> int:
    from tui.vault.passphrases import strength
    from tui.vault.vault import Vault

    path = _folder(args)
    say.err(
        _(
            "Nothing is asked here, not even whether this is a good place and moment. Without a "
            "command the program asks that first."
        )
    )
    secret = passphrase(args.passphrase_file)
    if args.passphrase_file is None and secret != passphrase(None):
        raise Refused(codes.PROBLEMS, _("The two were not the same. Nothing was made."))
    found = strength(secret)
    if found.score < _STRONG and not args.weak:
        raise Refused(
            codes.PROBLEMS,
            _("{sentence} Nothing was made. With --weak it is taken all the same.").format(
                sentence=_(found.sentence)
            ),
        )
    Vault.create(path, secret).close()
    if args.json:
        say.as_json({"made": True})
    else:
        say.out(_("Made a place for records. It is empty."))
    say.err(_("Without the passphrase nobody can open it. Make a recovery code, too."))
    return codes.DONE


# -- verify


def _verify(args: Namespace) -> int:
    from tui.session.checked import place_words, receipts_fit, summary

    receipts = [_read_receipt(file) for file in args.receipt or ()]
    if args.files_only and receipts:
        raise Refused(codes.USAGE, _("A receipt is compared with what only the passphrase opens."))
    if args.files_only:
        from tui.vault import verify
        from tui.vault.errors import NotAVault
        from tui.vault.vault import Vault

        path = _folder(args)
        if not path.is_dir() or not Vault.there(path):
            raise NotAVault
        report = verify.check(path, progress=_progress())
    else:
        with _looking(args) as vault:
            report = vault.verify(receipts=receipts, progress=_progress())
    if args.json:
        say.as_json(_report(report))
    else:
        for one in report.findings:
            say.out(place_words(one))
            say.out(f"  {_(one.wrong)}")
            say.out(f"  {_(one.advice)}")
        say.out(summary(report))
        if receipts and report.sound:
            say.out(receipts_fit(len(receipts)))
    return codes.DONE if report.sound else codes.DAMAGED


def _progress() -> Progress:
    """Return what says on stderr how far it is, where a person waits at a terminal."""
    begun = last = time.monotonic()
    shown = sys.stderr is not None and sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and now - begun > _SLOW and now - last > _SLOW:
            last = now
            say.err(_("Looked at {done} of {all} parts.").format(done=done, all=of))

    return tell


def _report(report: Report) -> dict[str, object]:
    return {
        "sound": report.sound,
        "files": report.files,
        "records": report.cases,
        "changes": report.frames,
        "findings": [
            {
                "kind": one.kind,
                "place": one.place,
                "line": one.line or None,
                "harmless": one.harmless,
                "wrong": _(one.wrong),
                "advice": _(one.advice),
            }
            for one in report.findings
        ],
    }


# -- receipt


def _receipt(args: Namespace) -> int:
    from tui.commands.making import papers_refused, writable
    from tui.papers.write import write

    out: Path = args.out
    suffix = out.suffix.removeprefix(".")
    if not suffix or out.is_dir():
        raise Refused(codes.USAGE, _("Say the name of a new file for it, such as notes.txt."))
    folder = writable(out.parent)
    with _looking(args) as vault:
        case = vault.case(find_case(vault, args.case).id)
        made = case.receipt(vault.id)
    with papers_refused():
        folder.mkdir(parents=True, exist_ok=True)
        (written,) = write(folder, out.stem, {suffix: made})
    if args.json:
        say.as_json({"file": str(written)})
    else:
        say.out(_("Written: {file}").format(file=written))
    say.err(notice())
    say.err(
        _(
            "It holds no word of the record and no name. Keep it in another place, or give it to "
            "someone. Later it shows whether what was written before it is still all there and "
            "unchanged. It does not show that what was written is true, nor that it was "
            "written at the time it says: that only someone who got the receipt then can tell."
        )
    )
    return codes.DONE


def _read_receipt(file: Path) -> Receipt:
    """Read a receipt.

    Raises:
        Refused: If it can't be read or is none.
    """
    from tui.vault import receipt

    try:
        with file.open("rb") as stream:
            data = stream.read(receipt.LARGEST + 1)
        if len(data) > receipt.LARGEST:
            raise receipt.NotAReceipt
        return receipt.read(data)
    except OSError:
        raise Refused(codes.PROBLEMS, _("The receipt can't be read.")) from None
    except receipt.NotAReceipt:
        raise Refused(
            codes.PROBLEMS, _("That file is no receipt, or was changed since it was made.")
        ) from None


# -- history


def _history(args: Namespace) -> int:
    from tui.commands.programs import loaded
    from tui.session.book import AUDIENCES
    from tui.session.histories import Histories
    from tui.vault.errors import VaultDamaged
    from tui.vault.history import events
    from tui.vault.ops import Misfit

    with _looking(args) as vault:
        case = vault.case(find_case(vault, args.case).id)
        histories = Histories(loaded(), AUDIENCES[case.kind], case.erased())
        found = []
        damage: VaultDamaged | None = None
        try:
            for one in histories.of(events(case.history()), closings=args.all):
                found.append(one)
                if not args.json:
                    _tell(one)
        except VaultDamaged as error:
            damage = error
        except Misfit:
            damage = VaultDamaged(f"c/{case.id}/j")
    if args.json:
        say.as_json([_as_data(one) for one in found])
    elif not found:
        say.out(_("Nothing was written yet."))
    if damage is not None:
        raise damage  # what came before it has been shown
    return codes.DONE


def _tell(one: Happening) -> None:
    for line in told(one):
        say.out(line)


def _as_data(one: Happening) -> dict[str, object]:
    return {
        "number": one.n,
        "at": one.at,
        "who": one.who,
        "journey": one.journey,
        "what": list(one.told),
        "answers": [
            {
                "entry": step.entry,
                "question": step.question,
                "before": step.before or None,
                "after": step.after or None,
            }
            for step in one.steps
        ],
    }
