"""A vault: a folder of sealed cases that one passphrase opens.

::

    k/<sort>-<sha>.age        the vault's age identity, wrapped for what opens it (``slots``)
    log/                      which slots there are: a journal (``log``)
    c/<random>/               a case: its keys, its private label and its journal (``sealed``)
    lock                      held open by the one program that may write; always empty

docs/recovery.md says how to get everything back without this program.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tui.vault import (
    agefile,
    deleting,
    durable,
    keyring,
    listing,
    making,
    passphrases,
    rekeying,
    revoking,
    sealed,
    verify,
)
from tui.vault.agefile import Key
from tui.vault.case import CaseKind, Clock, moment, system_clock
from tui.vault.casefiles import Label
from tui.vault.change import Random, random_id
from tui.vault.errors import (
    Broken,
    NoSuchCase,
    NotAVault,
    NotStored,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
)
from tui.vault.frames import Point
from tui.vault.keyring import Opened
from tui.vault.known import Backups
from tui.vault.listing import CaseInfo as CaseInfo
from tui.vault.lock import Lock
from tui.vault.log import Log
from tui.vault.receipt import Receipt
from tui.vault.roll import Roll
from tui.vault.rows import text
from tui.vault.sealed import SealedCase
from tui.vault.slots import Slots
from tui.vault.verify import Report
from tui.vault.verify_files import Progress

_CASES, _LOCK = making.CASES, making.LOCK


class Vault:
    """An open vault. Close it, or use it as a context manager, to let it go.

    Attributes:
        path: Its folder.
        read_only: True when nothing can be written there; every change then raises
            VaultReadOnly.
        id: Its random id; empty when its log can't be read.
        slots: What opens it.
        backups: The backups it was told of.
        roll: Which cases its log knows of.
        damaged: What of its keys and its log is missing, changed, or was put there from
            elsewhere, as paths inside the vault. It opened all the same. Say so.
    """

    def __init__(
        self,
        path: Path,
        opened: Opened,
        lock: Lock | None,
        listed: Log | None,
        clock: Clock,
        random: Random,
    ) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.path = path
        self.read_only = lock is None
        self.id = "" if listed is None else listed.vault
        self.slots = Slots(path, opened, listed, clock)
        self.backups = Backups(listed)
        self.roll = Roll(listed)
        self.damaged: tuple[str, ...] = ()
        self._key: Key | None = opened.key
        self._lock = lock
        self._clock = clock
        self._random = random
        self._infos: dict[str, CaseInfo] | None = None
        self._open: dict[str, SealedCase] = {}

    @staticmethod
    def there(path: Path) -> bool:
        """Whether there is a vault in the folder, as far as can be told without opening it."""
        try:
            return bool(keyring.names(path))
        except NotAVault:
            return False
        except VaultDamaged:
            return True

    @classmethod
    def create(
        cls,
        path: Path,
        passphrase: str,
        *,
        clock: Clock = system_clock,
        random: Random = secrets.token_bytes,
        log_n: int = agefile.LOG_N,
    ) -> Vault:
        """Make a vault in a new or empty folder, and open it.

        Args:
            path: The folder; missing folders above it are made.
            passphrase: What will open it. How good it is, is for the caller to ask of
                :func:`tui.vault.strength`.
            clock: Tells when changes are made.
            random: Random bytes for ids; keys never come from it.
            log_n: Work factor of the passphrase. Only tests may ask for less, to save time.

        Raises:
            FolderInUse: If there is something in the folder.
            VaultBusy: If another program is making a vault there.
            NotStored: If it could not be written; whatever stays is empty and may be made again.
            ValueError: If the passphrase is empty or not proper text.
        """
        secret = passphrases.normal(passphrase)
        if not secret:
            raise ValueError("a vault needs a passphrase")
        try:
            opened, lock, listed = making.make(path, secret, log_n, clock, random)
        except OSError as error:
            raise NotStored.because(error) from error
        return cls(path, opened, lock, listed, clock, random)

    @classmethod
    def open(
        cls,
        path: Path,
        passphrase: str,
        *,
        clock: Clock = system_clock,
        random: Random = secrets.token_bytes,
        look: bool = False,
    ) -> Vault:
        """Open a vault; for reading only when nothing can be written there.

        Args:
            path: Its folder.
            passphrase: What opens it: a passphrase or a recovery code.
            clock: Tells when changes are made.
            random: Random bytes for ids; keys never come from it.
            look: Write nothing and mend nothing. Nobody else may write meanwhile.

        Raises:
            NotAVault: If there is none.
            VaultBusy: If another program has it open.
            WrongPassphrase: If the passphrase doesn't open it.
            VaultDamaged: If its key file or its folders can't be read.
            VaultTooNew: If a later version of the program wrote its log.
        """
        keyring.names(path)
        with contextlib.ExitStack() as undo:
            try:
                lock: Lock | None = Lock.take(path / _LOCK)
            except OSError:
                lock = None
            if lock is not None:
                undo.callback(lock.release)
            read_only = not rekeying.ready(path, write=not look and lock is not None)
            opened = keyring.unlock(path, keyring.names(path), passphrase)
            if not durable.is_folder(path / _CASES):
                raise VaultDamaged(_CASES)
            if not read_only:
                making.clear(path)
            listed, damaged = making.listed(path, opened, read_only, clock, random)
            vault = cls(path, opened, lock, listed, clock, random)
            vault.read_only = read_only
            vault.slots.settle()
            if not read_only:
                deleting.finish(path / _CASES, vault._gone)
            vault.damaged = (*damaged, *vault.slots.damaged)
            undo.pop_all()
        return vault

    def __enter__(self) -> Vault:
        """Itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def cases(self) -> list[CaseInfo]:
        """All cases, by label. One that can't be read is listed with the damaged file.

        Raises:
            VaultDamaged: If the folder of the cases can't be read.
        """
        return sorted(self._list().values(), key=lambda info: (info.name.casefold(), info.id))

    @property
    def lost(self) -> list[str]:
        """The ids of cases that its log knows and that are gone. Say so.

        Whoever removed one by hand can let :meth:`delete` note it.

        Raises:
            VaultDamaged: If the folder of the cases can't be read.
        """
        return self.roll.lost(self._there(going=True))

    def new_case(self, name: str, kind: CaseKind) -> SealedCase:
        """Make an empty case, stored before this returns.

        Args:
            name: A private label, sealed like everything else.
            kind: Whose case it is.

        Raises:
            NotStored: If it could not be written.
        """
        key = self._secret()
        if self.read_only:
            raise VaultReadOnly
        infos = self._list()
        label = Label(text(name, "name"), kind, random_id(self._random))
        try:
            found = sealed.make(self.path / _CASES, label, key, self._at())
        except OSError as error:
            raise NotStored.because(error) from error
        infos[label.case] = CaseInfo(label.case, name, kind)
        return self._keep_open(label.case, found)

    def case(self, case_id: str) -> SealedCase:
        """Open a case. The same object every time, as long as the vault is open.

        Raises:
            NoSuchCase: If there is none of that id.
            VaultDamaged: If it can't be read.
            VaultTooNew: If a later version of the program wrote it.
        """
        key = self._secret()
        if case_id not in self._open:
            if case_id not in self._list():
                raise NoSuchCase
            folder = self.path / _CASES / case_id
            noted = self.roll.of(case_id).point
            found = sealed.find(folder, key, read_only=self.read_only, at=self._at(), noted=noted)
            self._keep_open(case_id, found)
        return self._open[case_id]

    def rename(self, case_id: str, name: str, who: str) -> None:
        """Give a case another private label, stored before this returns.

        Raises:
            NoSuchCase: If there is none of that id.
            VaultDamaged: If it can't be read.
            NotStored: If it could not be written; the label is as before.
        """
        case = self.case(case_id)
        case.rename(name, who)
        self._list()[case_id] = CaseInfo(case_id, name, case.kind)

    def verify(
        self, *, receipts: Sequence[Receipt] = (), progress: Progress = lambda done, of: None
    ) -> Report:
        """Look through everything with the key; see :mod:`tui.vault.verify`. Writes nothing."""
        slots = [place for place in self.damaged if not place.startswith("log/")]
        return verify.check(
            self.path,
            self._secret(),
            receipts=receipts,
            slots=slots,
            noted=self.roll.all(),
            progress=progress,
        )

    def delete(self, case_id: str) -> bool:
        """Delete a case; gives whether all of it is removed. What isn't goes at a later opening.

        Raises:
            NoSuchCase: If there is none of that id.
            NotStored: If nothing can be written there; the case is as before.
        """
        infos = self._list()
        if case_id not in infos and case_id not in self.lost:
            raise NoSuchCase
        if self.read_only:
            raise VaultReadOnly
        if case := self._open.pop(case_id, None):
            case.close()
        try:
            gone = deleting.delete(self.path / _CASES, case_id, self._gone)
        except OSError as error:
            raise NotStored.because(error) from error
        infos.pop(case_id, None)
        return gone

    def revoke(
        self,
        gone: Collection[str],
        secrets: Sequence[str],
        *,
        who: str = "me",
        seal_again: bool = False,
        progress: Progress = lambda done, of: None,
        log_n: int = agefile.LOG_N,
    ) -> bool:
        """Take slots away with all that takes: the vault and its cases get other identities.

        Whatever else opens it is wrapped again. What was opened or copied before is not taken
        back.

        Args:
            gone: The files of the slots; see :attr:`slots`.
            secrets: The passphrases and recovery codes that are to open it from now on, as they
                do now. Nothing else that has to be typed can stay.
            who: Who does this.
            seal_again: Seal what was written before to the new identities, too. Files that were
                taken in stay as they are.
            progress: Told how far it is. What it raises before the end leaves all as it was.
            log_n: Work factor. Only tests may ask for less, to save time.

        Returns:
            Whether all of it was done; not, where something could not be sealed again.

        Raises:
            KeyError: If there is no such slot.
            NeedsSecret: If something can't stay without being typed.
            LastSlot: If nothing that can be typed would stay.
            VaultDamaged: If a key or a case can't be read.
            Broken: If it must be settled by opening the vault again; this one is closed.
            NotStored: If it could not be done; what opened the vault opens it.
        """
        self._secret()
        try:
            cases = [self.case(case) for case in listing.sure(self.path / _CASES)]
        except OSError as error:
            raise NotStored.because(error) from error
        try:
            key = revoking.revoke(self.path, self.slots, cases, gone, secrets, who, progress, log_n)
        except Broken:
            self._let_go()
            raise
        self._key, self.damaged = key, ()
        return not seal_again or all([case.seal_again() for case in cases])

    def _let_go(self) -> None:
        """Forget everything at once, and write nothing more."""
        for case in self._open.values():
            case.forget()
        self._key, self._open, self._infos = None, {}, None
        self.slots.forget()
        if self._lock is not None:
            self._lock.release()

    def close(self) -> None:
        """Let go of the keys, the answers and the lock. May be called again."""
        left = {case_id: _left(case) for case_id, case in self._open.items()}
        if self._key is not None and not self.read_only:
            with contextlib.suppress(OSError, VaultError):
                self._note(left)
        self._open = {}
        self._infos = None
        self._key = None
        self.slots.close()
        if self._lock is not None:
            self._lock.release()

    def _note(self, left: Mapping[str, Point]) -> None:
        """Have the log note which cases there are, and how far those that were open came."""
        self.roll.leave({case: left.get(case, Point()) for case in self._there()}, self._at())

    def _gone(self, case_id: str) -> bool:
        """Note in the log that a case was deleted."""
        return self.roll.deleted(case_id, self._at())

    def _secret(self) -> Key:
        if self._key is None:
            raise VaultClosed
        return self._key

    def _at(self) -> str:
        return moment(self._clock)

    def _keep_open(self, case_id: str, found: sealed.Found) -> SealedCase:
        case = SealedCase(
            self.path / _CASES / case_id,
            found,
            vault=self._secret,
            read_only=self.read_only,
            clock=self._clock,
            random=self._random,
        )
        self._open[case_id] = case
        return case

    def _list(self) -> dict[str, CaseInfo]:
        """The cases by id, read once: nobody else writes while we hold the lock."""
        key = self._secret()
        if self._infos is None:
            self._infos = {
                name: listing.info(self.path / _CASES, name, key) for name in self._there()
            }
        return self._infos

    def _there(self, *, going: bool = False) -> list[str]:
        try:
            return listing.there(self.path / _CASES, going=going)
        except OSError:
            raise VaultDamaged(_CASES) from None


def _left(case: SealedCase) -> Point:
    """Close a case; gives how far it came, or nothing where that must not be noted.

    One that was found behind stays noted as it was, as long as nothing is written in it.
    """
    settled = not case.behind
    case.close()
    return case.point if settled else Point()
