"""``fairhand evidence``: keep sealed copies of files in a record, list, check, give back."""

from __future__ import annotations

import signal
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.commands.vaults import Refused, find_case, opened, passphrase, reachable, refusing
from tui.wording import format_date, ngettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.case.consent import Consent
    from tui.vault.blobs_files import File
    from tui.vault.sealed import SealedCase
    from tui.vault.vault import Vault

SCRIPT = "evidence"
_SLOW = 1.0
"""Seconds; only then does anybody want to know how far it is."""
_LEAST_HASH = 8
"""Characters of a hash that say which file is meant."""


class _Interrupted(Exception):
    """It was stopped from outside; ``code`` is the exit code."""

    def __init__(self, code: int) -> None:
        super().__init__()
        self.code = code


class Asked:
    """Whether somebody asked to stop: by Ctrl+C, or because the window was closed.

    The signal only leaves word, so that what is under way ends in order at its next piece.
    """

    def __init__(self) -> None:
        """Nobody has."""
        self.code = 0

    def __call__(self) -> bool:
        """Whether to stop."""
        return self.code != 0

    def take(self, number: int, frame: FrameType | None) -> None:
        """Take a signal."""
        self.code = codes.INTERRUPTED if number == signal.SIGINT else 128 + number


def run(args: Namespace) -> int:
    """Do what ``args.action`` says."""
    action = {"add": _add, "list": _list, "verify": _verify, "export": _export}[args.action]
    try:
        return refusing(lambda: action(args))
    except _Interrupted as interrupted:
        return interrupted.code


# -- add


def _add(args: Namespace) -> int:
    from tui.evidence.taking import take_in
    from tui.vault.errors import (
        Cancelled,
        SourceChanged,
        SourceNotAFile,
        SourceUnreadable,
        VaultError,
    )

    added: list[dict[str, object]] = []
    problems: list[dict[str, str]] = []
    stopped: VaultError | None = None
    say.err(
        _(
            "Nothing is asked here. Never add a sexual picture or video of anyone under 18, not "
            "even as proof: copying one could bring trouble, even for the person it shows."
        )
    )
    with opened(args.vault, args.passphrase_file) as vault, _listening() as asked:
        case = _case(vault, args.case)
        agreed = _agreed(case)
        for path in args.files:
            known = {file.id for file in case.files.list()}
            try:
                file = take_in(
                    case, agreed, path, SCRIPT, progress=_progress(path.name), cancelled=asked,
                )  # fmt: skip
            except (SourceUnreadable, SourceNotAFile, SourceChanged) as error:
                problems.append({"file": str(path), "problem": _(error.sentence)})
                say.err(f"{path}: {_(error.sentence)}")
                continue
            except VaultError as error:
                stopped = error
                break
            new = file.id not in known
            added.append({**_told(case, file), "new": new})
            if not args.json:
                say.out(_kept(file) if new else _there(file))
    if args.json:
        say.as_json({"files": added, "problems": problems})
    if isinstance(stopped, Cancelled):
        say.err(_("It was stopped. What was kept before that stays."))
        raise _Interrupted(asked.code or codes.INTERRUPTED)
    if stopped is not None:
        raise stopped
    if added:
        say.err(_("The originals are still where they were. Nothing of them was changed."))
    return codes.PROBLEMS if problems else codes.DONE


def _agreed(case: SealedCase) -> Consent:
    """Return how it stands with what was agreed in a record; say it where it is needed.

    Raises:
        NotAgreed: If no file may come in.
    """
    from tui.case.consent import Consent, consent
    from tui.evidence.taking import see_agreed

    if case.kind != "client":
        return Consent(needed=False)
    from tui.commands.programs import loaded
    from tui.session.app import local_clock
    from tui.session.book import Book

    found = consent(Book(loaded(), case, local_clock).flow, local_clock().date())
    see_agreed(case, found)
    if found.until is not None:
        words = _("The clinic and the person you are helping have agreed to it, until {date}.")
        say.err(words.format(date=format_date(found.until)))
    return found


def _kept(file: File) -> str:
    return _("Kept a sealed copy of {name} ({size}, SHA-256 {hash}).").format(
        name=file.name, size=_size(file.size), hash=file.sha256
    )


def _there(file: File) -> str:
    return _("{name} was kept already, on {at} (SHA-256 {hash}).").format(
        name=file.name, at=file.at, hash=file.sha256
    )


# -- list


def _list(args: Namespace) -> int:
    with _looking(args) as vault:
        case = _case(vault, args.case)
        files = case.files.list()
        if args.json:
            say.as_json([_told(case, file) for file in files])
        elif not files:
            say.out(_("No files are kept in this record."))
        for number, file in enumerate(() if args.json else files, 1):
            say.out(
                _("{number}: {name} ({size}), kept on {at}").format(
                    number=number, name=file.name, size=_size(file.size), at=file.at
                )
            )
            say.out(f"  SHA-256 {file.sha256}")
    return codes.DONE


# -- verify


def _verify(args: Namespace) -> int:
    from tui.vault.errors import Cancelled, VaultDamaged

    found: list[dict[str, object]] = []
    with _looking(args) as vault, _listening() as asked:
        case = _case(vault, args.case)
        for file in case.files.list():
            damaged = ""
            try:
                case.files.copy(file, None, progress=_progress(file.name), cancelled=asked)
            except VaultDamaged as damage:
                damaged = damage.file
                if not args.json:
                    words = _("{name}: damaged or missing in the record: {file}")
                    say.out(words.format(name=file.name, file=damaged))
            except Cancelled:
                say.err(_("It was stopped before all were looked at."))
                raise _Interrupted(asked.code or codes.INTERRUPTED) from None
            found.append({**_told(case, file), "sound": not damaged, "damaged": damaged})
    bad = sum(not one["sound"] for one in found)
    if args.json:
        say.as_json({"sound": not bad, "files": found})
    elif bad:
        say.out(
            ngettext(
                "{bad} of {count} file is not as it was taken in. A backup may have it whole.",
                "{bad} of {count} files are not as they were taken in. A backup may have them "
                "whole.",
                len(found),
            ).format(bad=bad, count=len(found))
        )
    else:
        say.out(
            ngettext(
                "{count} file is as it was taken in.",
                "{count} files are as they were taken in.",
                len(found),
            ).format(count=len(found))
        )
    return codes.DAMAGED if bad else codes.DONE


# -- export


def _export(args: Namespace) -> int:
    from tui.evidence.exporting import NotExported, export
    from tui.vault.errors import Cancelled

    with _looking(args) as vault, _listening() as asked:
        case = _case(vault, args.case)
        file = _wanted(case, args.file)
        say.err(
            _(
                "The copy will be a plain file: anyone who opens that folder can read it. The "
                "computer may list it among recent files, make a small picture of it or copy it "
                "to a cloud."
            )
        )
        try:
            args.out.mkdir(parents=True, exist_ok=True)
            target = export(
                case.files, file, args.out, progress=_progress(file.name), cancelled=asked
            )
        except Cancelled:
            say.err(_("It was stopped. No part of the file was left there."))
            raise _Interrupted(asked.code or codes.INTERRUPTED) from None
        except (NotExported, OSError):
            raise Refused(
                codes.PROBLEMS, _("Nothing can be written in that folder, or it is full.")
            ) from None
        if args.json:
            say.as_json({**_told(case, file), "file": str(target)})
        else:
            say.out(str(target))
    return codes.DONE


def _wanted(case: SealedCase, given: str) -> File:
    """Return the file that is meant: by its name, its number in the list, or its hash.

    Raises:
        Refused: If there is none, or more than one.
    """
    files = case.files.list()
    found = [file for file in files if file.name == given]
    if not found and given.isascii() and given.isdigit() and 1 <= int(given) <= len(files):
        found = [files[int(given) - 1]]
    if not found and len(given) >= _LEAST_HASH:
        found = [file for file in files if file.sha256.startswith(given.lower())][:1]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            codes.USAGE, _("More than one file is called that. Give its number, as list shows it.")
        )
    raise Refused(codes.PROBLEMS, _("There is no such file in this record."))


# -- what they share


def _case(vault: Vault, name: str | None) -> SealedCase:
    return vault.case(find_case(vault, name).id)


def _looking(args: Namespace) -> Vault:
    """Open the vault so that nothing in it is written or mended."""
    from tui.vault.errors import NotAVault
    from tui.vault.vault import Vault

    path: Path | None = args.vault
    if path is None:
        raise Refused(codes.USAGE, _("Say which folder the record is kept in, with --vault."))
    reachable(path)
    if not path.is_dir():
        raise NotAVault  # before anyone has to type a passphrase
    return Vault.open(path, passphrase(args.passphrase_file), look=True)


def _told(case: SealedCase, file: File) -> dict[str, object]:
    """Return what ``--json`` tells of a file."""
    numbers = {one.id: number for number, one in enumerate(case.files.list(), 1)}
    return {
        "number": numbers[file.id],
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "at": file.at,
        "who": file.who,
    }


def _size(size: int) -> str:
    from tui.session.doing_said import size_words

    return size_words(size)


def _progress(name: str) -> Callable[[int, int], None]:
    """Return what says on stderr how far it is, where a person waits at a terminal."""
    begun = last = time.monotonic()
    shown = sys.stderr is not None and sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        nonlocal last
        now = time.monotonic()
        if shown and now - begun > _SLOW and now - last > _SLOW:
            last = now
            words = _("{name}: {done} of {total}; Ctrl+C stops it")
            say.err(words.format(name=name, done=_size(done), total=_size(of)))

    return tell


@contextmanager
def _listening() -> Iterator[Asked]:
    """Take signals as the wish to stop, while the context lasts: not where one types."""
    asked = Asked()
    before = {}
    try:
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                number = getattr(signal, name)
                before[number] = signal.signal(number, asked.take)
    except ValueError:  # not the main thread
        pass
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
