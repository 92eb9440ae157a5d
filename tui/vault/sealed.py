"""A case on the disk: a folder with its keys, its label and its journal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from tui.vault import (
    blobs_folder,
    blobs_named,
    casefiles,
    durable,
    first_layout,
    frames,
    journaled,
    ops,
    receipt,
    rekeying,
    shares,
)
from tui.vault.agefile import Key
from tui.vault.blobs_files import Files
from tui.vault.blobs_folder import FolderBlobs
from tui.vault.case import CaseKind, Clock
from tui.vault.casefiles import Keys, Label
from tui.vault.change import Change, Random
from tui.vault.errors import Broken, NotStored, VaultDamaged, VaultReadOnly
from tui.vault.frames import Point
from tui.vault.journal import Journal
from tui.vault.journaled import LOOKS, NEW, NOWHERE, Kept
from tui.vault.letting_go import LettingGo
from tui.vault.rekeying import Piece
from tui.vault.renewing import Renewal, Renewing
from tui.vault.rows import Tables, text
from tui.vault.shares import Share

JOURNAL = "j"


class Found(msgspec.Struct, frozen=True):
    """What a case's folder holds: its label, and what its journal gives."""

    label: Label
    kept: Kept


class SealedCase(LettingGo, Renewing):
    """A case in the folder ``c/<id>`` of a vault. Made by :class:`tui.vault.Vault`."""

    def __init__(
        self,
        folder: Path,
        found: Found,
        *,
        vault: Callable[[], Key],
        read_only: bool,
        clock: Clock,
        random: Random,
    ) -> None:
        """Go on from what was found in ``folder``; ``vault`` gives the vault's identity."""
        self._folder = folder
        self._vault = vault
        super().__init__(found.kept, read_only=read_only, clock=clock, random=random)
        self._label = found.label
        self.id = folder.name
        self.name = found.label.name
        self.kind: CaseKind = found.label.kind

    @property
    def stored(self) -> bool:
        """True: a change is on the disk when its block ends."""
        return True

    @cached_property
    def files(self) -> Files:
        """Its files: sealed copies of evidence, in the folder ``b``."""
        store = FolderBlobs(self._folder / blobs_folder.FOLDER)
        place = f"c/{self.id}/{blobs_folder.FOLDER}"
        return Files(
            self,
            store,
            _FileKeys(lambda: self._open().keys),
            clock=self._clock,
            place=place,
            writable=lambda: not self.read_only,
        )

    def rename(self, name: str, who: str) -> None:
        """Give the case another private label, stored before this returns.

        Raises:
            NotStored: If it could not be stored; the name is as before.
            RuntimeError: If a change of this case is under way.
        """
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        self._now()
        label = msgspec.structs.replace(
            self._label, name=text(name, "name"), number=self._label.number + 1
        )
        stamp = self._stamp(who, "rename")
        self._write("save", stamp, [])
        # The number grows even when a write fails: should the disk keep a file that it said
        # it didn't, the next one still counts before it.
        self._label = msgspec.structs.replace(self._label, number=label.number)
        try:
            kept = casefiles.put_label(self._folder, self._open().keys.identity, label)
        except OSError as error:
            raise NotStored.because(error) from error
        with contextlib.suppress(OSError):
            for old in durable.named(self._folder, casefiles.LABEL):
                if old != kept:
                    durable.discard(self._folder, old)
        self._label, self.name, self._last = label, name, stamp

    def receipt(self, vault: str = "") -> bytes:
        """A receipt of how far the chain has come, after the whole of it was checked.

        Args:
            vault: The vault's id.

        Raises:
            VaultDamaged: If the chain is not whole.
            VaultTooNew: If a later version of the program wrote part of it.
            VaultReadOnly: If it has no chain yet, and could not be given one.
        """
        point = Point()
        for frame in self.history():
            point = frames.after(frame)
        if not point.n:
            raise VaultReadOnly
        at = self._stamp("", "").at
        sealed = {part for file in self.files.list() for part in file.parts}
        return receipt.make(
            self._open().keys.signer,
            vault=vault,
            case=self.id,
            point=point,
            at=at,
            blobs=len(sealed),
        )

    def shares(self) -> list[Share]:
        """Those who can open this case with a key of their own."""
        return shares.listed(self._folder, self._now())

    def share(self, recipient: str, name: str, who: str) -> None:
        """Let somebody open this case, and no other, with their age key.

        Args:
            recipient: Their public key, ``age1…``.
            name: What to call them. Everybody who can open the case can read it.
            who: Who does this.

        Raises:
            NotAge: If it is no such key.
            NotStored: If it could not be stored.
        """
        if self.read_only:
            raise VaultReadOnly
        at = self._stamp(who, shares.PREFIX).at
        row = {"name": text(name, "name"), "to": recipient, "at": at}
        try:
            file = shares.add(self._folder, self._open().keys.identity, recipient)
        except OSError as error:
            raise NotStored.because(error) from error
        self._shared(who, lambda change: change.put(shares.TABLE, file, row))

    def unshare(self, file: str, who: str, *, seal_again: bool = False) -> bool:
        """Take somebody's file away; what is written from now on is under another key.

        What they copied before, they can still read.

        Args:
            file: The name of their file.
            who: Who does this.
            seal_again: Seal what was written before to the new key, too. Files that were taken
                in stay as they are.

        Returns:
            Whether all of that was done.

        Raises:
            KeyError: If there is no such file.
            Broken: If it must be settled by opening the vault again; this case is closed.
            NotStored: If it could not be stored; all is as before.
        """
        if file not in self._now().get(shares.TABLE, {}):
            raise KeyError(file)
        renewal = self.renewal(self._vault(), who, without={file})
        try:
            rekeying.exchange(self._folder.parents[1], renewal.pieces, renewal.old)
        except Broken:
            self.forget()
            raise
        self.renewed(renewal)
        return not seal_again or self.seal_again()

    def renewal(self, vault: Key, who: str, *, without: Collection[str] = ()) -> Renewal:
        """Prepare to go on under another identity of the case, sealed to one of the vault.

        Args:
            vault: The vault's identity from then on.
            who: Who does this.
            without: Files of shares that are not made again.

        Raises:
            NotStored: If it can't be done.
            VaultDamaged: If something that counts can't be read.
        """
        known = {one: row for one, row in self.rows(shares.TABLE).items() if one not in without}
        made: dict[str, Piece] = {}
        identity = self._open().keys.identity
        inside = f"c/{self.id}"

        def fresh(n: int) -> Key:
            nonlocal identity
            identity = Key.new().after(identity, n)
            for one, row in known.items():
                sealed = shares.sealed(identity, row["to"])
                made[one] = Piece(inside, shares.PREFIX, sealed)
            return identity

        def work(change: Change) -> None:
            for one in self.rows(shares.TABLE):
                change.remove(shares.TABLE, one)
            for one, piece in made.items():
                change.put(shares.TABLE, piece.name, known[one])

        found = self._renewal(fresh, who, work)
        try:
            old = [f"{inside}/{name}" for name in durable.named(self._folder, casefiles.RENEWED)]
        except OSError as error:
            raise NotStored.because(error) from error
        keys = found.keys
        return found._replace(
            pieces=[
                *found.pieces,
                *made.values(),
                Piece(inside, casefiles.IDENTITY, casefiles.sealed_identity(vault, keys.identity)),
                Piece(inside, casefiles.SIGNING, casefiles.sealed_signer(vault, keys.signer)),
                Piece(inside, casefiles.LABEL, casefiles.sealed_label(keys.identity, self._label)),
            ],
            old=[*found.old, *old],
        )

    def renewed(self, renewal: Renewal) -> None:
        """Go on: all that was prepared is on the disk."""
        self._renewed(renewal)

    def seal_again(self) -> bool:
        """Seal what an older identity opens to the newest, too; gives whether all of it is.

        Files that were taken in stay as they are: their names are part of what was written.
        """
        return self._seal_again()

    def _shared(self, who: str, work: Callable[[Change], object]) -> None:
        """Note a sharing in the journal."""
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        change = Change(self._now(), self._random)
        work(change)
        steps = change.finish()
        self._write("share", self._stamp(who, shares.PREFIX), steps)
        ops.apply(self._now(), steps)

    def forget(self) -> None:
        """Let go of the answers and the keys; using the case raises VaultClosed from now on."""
        super().forget()
        self.name = ""
        self._label = msgspec.structs.replace(self._label, name="")


class _FileKeys:
    """What seals the files of a case and opens them."""

    def __init__(self, keys: Callable[[], Keys]) -> None:
        self._keys = keys

    def to(self) -> Key:
        return self._keys().identity

    def any(self) -> Sequence[Key]:
        return self._keys().identity.each


def make(parent: Path, label: Label, vault: Key, at: str) -> Found:
    """Make the folder of a new case, durably; gives what is in it.

    Args:
        parent: The folder of all cases.
        label: The new case's label, with its id.
        vault: The vault's identity.
        at: When, in ISO 8601.

    Raises:
        OSError: If it could not be made; ``parent`` is as before.
    """
    made: list[Found] = []
    durable.add_folder(
        parent, label.case, lambda folder: made.append(_fill(folder, label, vault, at))
    )
    (found,) = made
    if found.kept.journal is not None:
        found.kept.journal.folder = parent / label.case / JOURNAL  # it has its name now
    return found


def _fill(
    folder: Path,
    label: Label,
    vault: Key,
    at: str,
    *,
    tables: Tables | None = None,
    why: str = NEW,
) -> Found:
    """Put new keys, a label and a journal with its first frame into a case's folder.

    Raises:
        OSError: If it could not be done.
    """
    keys = Keys.new()
    casefiles.put_keys(folder, vault, keys)
    casefiles.put_label(folder, keys.identity, label, settle=False)
    durable.make_folder(folder / JOURNAL)  # this makes the names of the others durable, too
    journal = Journal(folder / JOURNAL, label.case, keys.identity, keys.signer)
    return Found(label, journaled.begin(journal, keys, tables or {}, at, why))


def find(folder: Path, vault: Key, *, read_only: bool, at: str, noted: Point = NOWHERE) -> Found:
    """What a case's folder holds; mends what a crash left, where it may be written.

    Args:
        folder: The case's folder.
        vault: The vault's identity.
        read_only: Write nothing.
        at: The time now, in ISO 8601, for a case that is turned into a journal.
        noted: How far it had come when it was last left, where that is known.

    Raises:
        VaultDamaged: If something that counts can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    for _ in range(LOOKS):
        with contextlib.suppress(FileNotFoundError):
            return _find(folder, vault, read_only=read_only, at=at, noted=noted)
    raise VaultDamaged(f"c/{folder.name}")


def label_of(folder: Path, vault: Key) -> Label:
    """A case's label, without opening its journal.

    Raises:
        VaultDamaged: If it can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    for _ in range(LOOKS):
        with contextlib.suppress(FileNotFoundError):
            if old := first_layout.find(folder, vault):
                return old.label
            keys = casefiles.read_keys(folder, vault)
            return casefiles.read_label(folder, keys.identity)[0]
    raise VaultDamaged(f"c/{folder.name}")


def _find(folder: Path, vault: Key, *, read_only: bool, at: str, noted: Point) -> Found:
    if old := first_layout.find(folder, vault):
        if read_only:
            keys = Keys.new()  # for nothing: nothing is written
            return Found(old.label, Kept(keys, None, old.tables, old.last, damaged=old.damaged))
        _turn_into_journal(folder, old, vault, at)
    keys = casefiles.read_keys(folder, vault)
    label, older = casefiles.read_label(folder, keys.identity)
    journal = Journal(folder / JOURNAL, folder.name, keys.identity, keys.signer)
    kept = journaled.read(journal, keys, read_only=read_only, noted=noted)
    missing = shares.settle(folder, kept.tables, read_only=read_only)
    if not read_only:
        FolderBlobs(folder / blobs_folder.FOLDER).settle(lambda: blobs_named.ever(journal))
        durable.clear(folder)
        for name in older:
            durable.discard(folder, name)
    return Found(label, msgspec.structs.replace(kept, damaged=(*kept.damaged, *missing)))


def _turn_into_journal(folder: Path, old: first_layout.Old, vault: Key, at: str) -> None:
    """Bring a case of the first layout to the present one.

    Its old file goes last: as long as it is there, whatever else is there is begun anew.

    Raises:
        VaultDamaged: If it could not be done; the case is as before.
    """
    try:
        for prefix in (casefiles.IDENTITY, casefiles.SIGNING, casefiles.LABEL):
            for name in durable.named(folder, prefix):
                durable.remove(folder, name)
        durable.discard_folder(folder / JOURNAL)
        _fill(folder, old.label, vault, at, tables=old.tables, why="from the first layout")
        for name in old.names:
            durable.remove(folder, name)
        durable.sync_folder(folder)
    except OSError as error:
        raise NotStored.because(error) from error
