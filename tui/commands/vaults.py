"""Opening a vault from the command line, and saying why it does not open."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import codes, say
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.errors import VaultError
    from tui.vault.vault import CaseInfo, Vault

_LARGEST_FILE = 64 * 1024


class Refused(Exception):
    """A command can't go on; ``sentence`` is for the person, ``code`` the exit code."""

    def __init__(self, code: int, sentence: str) -> None:
        """Remember the exit code and the sentence."""
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def refusing(command: Callable[[], int]) -> int:
    """Run ``command``; turn what it refuses into a sentence and a code."""
    from tui.resources import ResourcesMissing
    from tui.vault.errors import VaultError

    try:
        return command()
    except Refused as refused:
        say.err(refused.sentence)
        return refused.code
    except VaultError as error:
        say.err(_(error.sentence).format_map(error.words))
        return code_of(error)
    except ResourcesMissing as missing:
        say.err(
            _(
                "The program is not complete: its folder {name} is missing. Install it again."
            ).format(name=missing.name)
        )
        return codes.PROBLEMS


def code_of(error: VaultError) -> int:
    """Return the exit code for what a vault refuses."""
    from tui.vault import errors

    if isinstance(error, errors.WrongPassphrase | errors.VaultBusy | errors.VaultClosed):
        return codes.LOCKED
    if isinstance(error, errors.VaultDamaged | errors.BackupDamaged):
        return codes.DAMAGED
    return codes.PROBLEMS


def passphrase(file: Path | None) -> str:
    """Return the passphrase: the first line of ``file``, or typed without showing.

    Raises:
        Refused: If the file can't be read, or there is no terminal to type at.
    """
    if file is not None:
        try:
            with file.open("rb") as stream:
                data = stream.read(_LARGEST_FILE)
            lines = data.decode("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError):
            raise Refused(codes.PROBLEMS, _("The passphrase file can't be read.")) from None
        if not lines or not lines[0]:
            raise Refused(codes.PROBLEMS, _("The passphrase file has no passphrase in it."))
        return lines[0]
    if not (sys.stdin and sys.stdin.isatty()):
        raise Refused(
            codes.LOCKED,
            _("This needs the passphrase. Give a file that holds it with --passphrase-file."),
        )
    import getpass
    import warnings

    with warnings.catch_warnings():
        # It would fall back to typing that shows.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(_("Passphrase: "), sys.stderr)
        except (EOFError, getpass.GetPassWarning, UnicodeDecodeError):
            raise Refused(codes.LOCKED, _("No passphrase was typed.")) from None


def reachable(path: Path | None) -> None:
    """See that the folder of a vault can be looked at, whether or not there is one yet.

    Raises:
        Refused: If not: its name is too long, or it belongs to somebody else.
    """
    try:
        if path is not None:
            (path / "lock").stat()
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError):
        raise Refused(codes.PROBLEMS, _("The folder of the record can't be looked at.")) from None


def opened(path: Path | None, file: Path | None) -> Vault:
    """Open the vault at ``path``. For what it raises see :func:`unlocked`."""
    return unlocked(path, file)[0]


def unlocked(path: Path | None, file: Path | None) -> tuple[Vault, str]:
    """Open the vault at ``path``; give what opened it, too.

    Raises:
        Refused: If no path or no passphrase was given, or the path can't be looked at.
        VaultError: If it does not open.
    """
    if path is None:
        raise Refused(codes.USAGE, _("Say which folder the record is kept in, with --vault."))
    from tui.vault.errors import NotAVault, WrongPassphrase
    from tui.vault.vault import Vault

    reachable(path)
    if not path.is_dir():
        raise NotAVault  # before anyone has to type a passphrase
    secret = passphrase(file)
    try:
        vault = Vault.open(path, secret)
    except WrongPassphrase:
        _say_what_may_be_wrong(secret)
        raise
    for note in vault.slots.notes:
        say.err(_(note))
    for damaged in vault.damaged:
        say.err(_("What opens the record was changed from elsewhere: {file}.").format(file=damaged))
    for lost in vault.lost:
        say.err(
            _(
                "A record that was here when this folder was last left is gone: {record}. A backup "
                "may hold it. If you removed it yourself, fairhand case delete --case {record} "
                "settles that."
            ).format(record=lost)
        )
    return vault, secret


def _say_what_may_be_wrong(secret: str) -> None:
    """Help with a recovery code that was mistyped."""
    from tui.vault import recovery

    if not recovery.looks_like_code(secret):
        return
    try:
        recovery.read_code(secret)
    except recovery.NotACode as error:
        say.err(_(error.sentence).format_map(error.words))
        if error.near and sys.stderr is not None and sys.stderr.isatty():
            # Only on the person's own screen: a file of messages must hold no such word.
            say.err(_("Did you mean one of these: {words}?").format(words=", ".join(error.near)))
    else:
        say.err(_("This is a whole recovery code, but not one of this record."))


def find_case(vault: Vault, name: str | None) -> CaseInfo:
    """Return the case of that name; without one, the only case there is.

    Raises:
        Refused: If there is none, or more than one.
    """
    from tui.session.naming import called

    cases = vault.cases()
    found = cases if name is None else called(cases, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(codes.USAGE, _("There is more than one record. Say which, with --case."))
    raise Refused(codes.PROBLEMS, _("There is no record of that name in this folder."))
