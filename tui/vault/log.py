"""The vault's own log: which slots there are, in a journal like a case's.

::

    log/sign-<sha>.age      the key that signs in it, sealed to the vault's identity
        seg-…, open-…, …    the frames, sealed to the vault's identity (``journal``)

Its table ``vault`` has one row with the vault's id; ``slots`` has a row for each file in ``k``
(``slots``), and ``cases`` one for each case (``roll``). So a slot that was put there or taken
away from outside is told, and a case that went away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tui.vault import casefiles, durable, journaled
from tui.vault.agefile import Key
from tui.vault.casefiles import Keys
from tui.vault.change import Change
from tui.vault.errors import NotStored, VaultDamaged, VaultReadOnly
from tui.vault.journal import Journal
from tui.vault.journaled import LOOKS, Kept
from tui.vault.rekeying import Piece
from tui.vault.renewing import Renewal, Renewing, sealed_again
from tui.vault.rows import Document, encode
from tui.vault.signing import Signer

FOLDER = "log"
NAME = "log"
"""What its frames say in place of a case's id."""

_SEALED = f"(?:seg|state)-[0-9-]+|{casefiles.SIGNING}"
"""What a log's sealed files are called."""

_STATE_EVERY = 20
"""Frames. Leaving must be quick, and opening reads so few in no time."""


class Log(Renewing):
    """The open log. Made by :class:`tui.vault.Vault`."""

    id = name = NAME

    @property
    def vault(self) -> str:
        """The vault's id."""
        return str((self.get("vault", "vault") or {}).get("id", ""))

    @contextlib.contextmanager
    def parting(self) -> Iterator[Change]:
        """Make a change that is kept with the ``close`` frame, at no cost of its own.

        It is lost if the program ends before, or the disk refuses it.
        """
        change = Change(self._now(), self._random)
        yield change
        self._parting = change.finish()

    def renewal(self, key: Key, who: str, work: Callable[[Change], object]) -> Renewal:
        """Prepare to go on under another identity of the vault; all of it is sealed again.

        Raises:
            NotStored: If it can't be done.
            VaultDamaged: If part of it can't be read.
        """
        found = self._renewal(lambda n: key, who, work)
        journal = self._open().journal
        if journal is None:
            raise VaultReadOnly
        try:
            again = [Piece(FOLDER, *one) for one in sealed_again(journal, key)]
            old = [f"{FOLDER}/{name}" for name in durable.named(journal.folder, _SEALED)]
        except OSError as error:
            raise NotStored.because(error) from error
        signer = casefiles.sealed_signer(key, found.keys.signer)
        pieces = [*again, *found.pieces, Piece(FOLDER, casefiles.SIGNING, signer)]
        return found._replace(pieces=pieces, old=old)

    def renewed(self, renewal: Renewal) -> None:
        """Go on: all that was prepared is on the disk."""
        self._renewed(renewal)

    def _put_state(self) -> None:
        if self._point.n - self._open().stated >= _STATE_EVERY:
            super()._put_state()


def there(path: Path) -> bool:
    """Whether the vault in the folder has a log.

    Raises:
        OSError: If the folder can't be looked at.
    """
    return FOLDER in durable.names(path)


def make(path: Path, key: Key, vault: str, slots: dict[str, Document], at: str) -> Kept:
    """Make the log of a vault, durably.

    Args:
        path: The vault's folder.
        key: Its identity.
        vault: Its id.
        slots: The slots there are, or are about to be, by file name.
        at: When, in ISO 8601.

    Raises:
        OSError: If it could not be made; there is none, then.
    """
    made: list[Kept] = []
    tables = {"vault": {"vault": encode({"id": vault})}}
    if slots:
        tables["slots"] = {name: encode(slot) for name, slot in slots.items()}

    def fill(folder: Path) -> None:
        signer = Signer.new()
        casefiles.put_signer(folder, key, signer)
        made.append(journaled.begin(_journal(folder, key, signer), Keys(key, signer), tables, at))

    durable.add_folder(path, FOLDER, fill)
    (kept,) = made
    if kept.journal is not None:
        kept.journal.folder = path / FOLDER  # it has its name now
    return kept


def find(path: Path, key: Key, *, read_only: bool) -> Kept:
    """What the log of a vault holds; mends what a crash left, where it may be written.

    Raises:
        VaultDamaged: If it can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    folder = path / FOLDER
    for _ in range(LOOKS):
        with contextlib.suppress(FileNotFoundError):
            signer = casefiles.read_signer(folder, key, FOLDER)
            journal = _journal(folder, key, signer)
            return journaled.read(journal, Keys(key, signer), read_only=read_only)
    raise VaultDamaged(FOLDER)


def _journal(folder: Path, key: Key, signer: Signer) -> Journal:
    return Journal(folder, NAME, key, signer, FOLDER)
