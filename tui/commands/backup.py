"""``fairhand vault backup``, ``backups``, ``restore`` and ``rehearse``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.case import called, in_words, kind_of
from tui.commands.programs import loaded
from tui.commands.vaults import Refused, code_of, opened, passphrase, reachable, refusing
from tui.session.ages import age, moment_words
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.backup import Done
    from tui.vault.known import Known
    from tui.vault.restoring import Seen


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    actions = {
        "backup": _backup,
        "backups": _backups,
        "restore": _restore,
        "rehearse": _rehearse,
    }
    return refusing(lambda: _naming_files(actions[args.action], args))


def _naming_files(action: Callable[[Namespace], int], args: Namespace) -> int:
    """Run a command; name each damaged file of a backup on a line."""
    from tui.vault.errors import BackupDamaged

    try:
        return action(args)
    except BackupDamaged as damaged:
        for file in damaged.files:
            say.out(file)
        say.err(
            ngettext(
                "{count} file of the backup is damaged or missing. Nothing was changed.",
                "{count} files of the backup are damaged or missing. Nothing was changed.",
                len(damaged.files),
            ).format(count=len(damaged.files))
        )
        if args.action == "restore" and not args.what_can_be:
            say.err(_("With --what-can-be the others are put back."))
        return codes.DAMAGED


def _backup(args: Namespace) -> int:
    from tui.vault.backup import back_up
    from tui.vault.errors import VaultError
    from tui.vault.vault import Vault

    path: Path | None = args.vault
    if path is None:
        raise Refused(codes.USAGE, _("Say which folder the record is kept in, with --vault."))
    reachable(path)
    secret = passphrase(args.passphrase_file) if args.remember else None
    made: list[dict[str, object]] = []
    code = codes.DONE
    for folder in args.folder:
        try:
            reachable(folder)
            done = back_up(path, folder, purge=args.purge)
        except VaultError as error:
            say.err(_("{folder}: not backed up.").format(folder=folder))
            say.err(_(error.sentence).format_map(error.words))
            code = max(code, code_of(error))
            continue
        made.append(_as_data(folder, done))
        if not args.json:
            _tell(folder, done)
    if secret is not None and made:
        with Vault.open(path, secret) as vault:
            for one in made:
                vault.backups.note(_full(Path(str(one["folder"]))), str(one["at"]))
    if args.json:
        say.as_json(made)
    elif made:
        say.err(_("Whoever finds a backup can see that something sealed is there, and how much."))
    return code


def _backups(args: Namespace) -> int:
    with opened(args.vault, args.passphrase_file) as vault:
        if args.forget is not None and not vault.backups.forget(_full(args.forget)):
            raise Refused(codes.PROBLEMS, _("No backup in that folder is known."))
        known = vault.backups.all()
    if args.json:
        say.as_json([{"folder": one.folder, "at": one.at} for one in known])
    elif not known:
        say.out(_("No backup is known. With --remember, vault backup makes one known."))
    else:
        for one in known:
            say.out(known_line(one))
    return codes.DONE


def known_line(known: Known) -> str:
    """Return a known backup as a line: where, from when, how old, and whether it is there now."""
    line = _("{folder}: from {when}, {age}").format(
        folder=known.folder, when=moment_words(known.at), age=_age(known.at)
    )
    if Path(known.folder).is_dir():
        return line
    return _("{line}; not connected now").format(line=line)


def _full(folder: Path) -> str:
    """Return a folder's whole path, as it is remembered."""
    return str(folder.resolve())


def _as_data(folder: Path, done: Done) -> dict[str, object]:
    return {
        "folder": str(folder),
        "at": done.at,
        "before": done.before or None,
        "files": done.files,
        "copied": done.copied,
        "bytes": done.size,
        "mended": list(done.mended),
        "deleted_here": len(done.kept),
        "erased_here": done.erased,
        "same_disk": done.same_disk,
    }


def _tell(folder: Path, done: Done) -> None:
    say.out(
        ngettext(
            "{folder}: backed up. {count} file, {new} of them new. Each was read and compared.",
            "{folder}: backed up. {count} files, {new} of them new. Each was read and compared.",
            done.files,
        ).format(folder=folder, count=done.files, new=done.copied)
    )
    if done.before:
        say.out("  " + _("The one before was from {when}.").format(when=moment_words(done.before)))
    else:
        say.out("  " + _("It is the first one there."))
    if done.mended:
        say.out(
            "  "
            + ngettext(
                "{count} damaged file in it is whole again.",
                "{count} damaged files in it are whole again.",
                len(done.mended),
            ).format(count=len(done.mended))
        )
    if done.kept:
        say.out(
            "  "
            + ngettext(
                "It still holds {count} record that was deleted here. --purge takes it out.",
                "It still holds {count} records that were deleted here. --purge takes them out.",
                len(done.kept),
            ).format(count=len(done.kept))
        )
    if done.erased:
        say.out("  " + _("It still holds what was taken out here for good. --purge takes it out."))
    if done.same_disk:
        say.out(
            "  "
            + _("It is on the same disk as the record. If that disk breaks, both are lost.")
        )  # fmt: skip


def _restore(args: Namespace) -> int:
    from tui.vault.restoring import read_through, restore

    reachable(args.source)
    reachable(args.to)
    secret = passphrase(args.passphrase_file) if args.passphrase_file else None
    done = restore(args.source, args.to, what_can_be=args.what_can_be)
    seen = None
    code = codes.DONE
    for file in done.missing:
        say.err(_("Not put back: {file}").format(file=file))
        code = codes.DAMAGED
    if secret is not None and not done.missing:
        seen = read_through(args.to, secret)
    if args.json:
        say.as_json(
            {
                "at": done.at,
                "files": done.files,
                "missing": list(done.missing),
                "records": None if seen is None else [_case(one) for one in seen],
            }
        )
        return code
    say.out(
        ngettext(
            "Put back {count} file, from the backup of {when}.",
            "Put back {count} files, from the backup of {when}.",
            done.files,
        ).format(count=done.files, when=moment_words(done.at))
    )
    if seen is not None:
        say.out(_("It opens, and every change in it was read:"))
        _list(seen)
    return code


def _rehearse(args: Namespace) -> int:
    from tui.vault.manifest import newest
    from tui.vault.restoring import rehearse

    reachable(args.folder)
    newest(args.folder)  # before anyone has to type a passphrase
    found = rehearse(args.folder, passphrase(args.passphrase_file))
    if args.json:
        say.as_json(
            {"at": found.at, "files": found.files, "records": [_case(one) for one in found.cases]}
        )
        return codes.DONE
    say.out(
        ngettext(
            "The backup of {when} ({age}) opens. {count} file compared, every change read.",
            "The backup of {when} ({age}) opens. {count} files compared, every change read.",
            found.files,
        ).format(when=moment_words(found.at), count=found.files, age=_age(found.at))
    )
    _list(found.cases)
    return codes.DONE


def _case(seen: Seen) -> dict[str, object]:
    return {
        "name": seen.name,
        "kind": seen.kind,
        "tables": dict(seen.rows),
        "changes": seen.changes,
        "changed": seen.last or None,
    }


def _list(cases: tuple[Seen, ...]) -> None:
    program = loaded()
    for seen in cases:
        say.out(f"  {called(seen.name)} ({kind_of(seen.kind)})")
        for title, count in in_words(program, seen.rows):
            say.out(f"    {title}: {count}")
        if seen.last:
            say.out("    " + _("Last changed {when}.").format(when=moment_words(seen.last)))


def _age(at: str) -> str:
    return age(at, datetime.now(UTC))
