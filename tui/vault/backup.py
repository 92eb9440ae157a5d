"""Backing up a vault to another folder, such as one on a stick.

It needs no passphrase: sealed files are copied as they are. What is there already by name is
read and compared, and not copied again. The older backup counts until the new one is whole and
on the disk (``manifest``).
"""

from __future__ import annotations

import contextlib
import re
import secrets
from pathlib import Path, PurePosixPath

import msgspec

from tui.vault import copying, deleting, durable, manifest
from tui.vault.case import Clock, moment, system_clock
from tui.vault.change import Random
from tui.vault.errors import (
    BackupAhead,
    BackupInside,
    BackupOfAnother,
    FolderInUse,
    NotABackup,
    NotAVault,
    NotStored,
    VaultDamaged,
)
from tui.vault.lock import Lock
from tui.vault.manifest import RECORD, Kept, Manifest
from tui.vault.segments import turn
from tui.vault.strays import is_stray
from tui.vault.telling import Telling
from tui.vault.vault import Vault
from tui.vault.verify_files import Progress

LOCK, CASES = "lock", "c"

_OURS = re.compile(r"(?:.*/)?(?:[^/]+\.age|(?:open|aside)-[^/]+\.txt)")
_SEGMENT = re.compile(
    r"(?P<journal>c/[^/]+/j|log)/seg-(?P<number>\d{6})(?:-\d+)?-[0-9a-f]{64}\.age"
)
_BLOB = re.compile(r"c/[^/]+/b/.*")
_OPEN = re.compile(r"(?P<journal>c/[^/]+/j|log)/open-(?P<number>\d{6})\.txt")


class Done(msgspec.Struct, frozen=True):
    """A backup that is whole and on the disk.

    Attributes:
        at: When it was finished, in ISO 8601.
        before: When the one before it in this folder was finished; empty if there was none.
        files: How many files it holds.
        copied: How many of them were copied now.
        size: How many bytes that was.
        mended: Files that were damaged in the older backup and are whole again, as paths.
        kept: Ids of cases that it still holds and the vault doesn't.
        erased: Whether it still holds something that was taken out of the vault for good.
        same_disk: Whether it is on the disk that the vault is on.
    """

    at: str
    before: str
    files: int
    copied: int
    size: int
    mended: tuple[str, ...]
    kept: tuple[str, ...]
    erased: bool
    same_disk: bool


def back_up(
    vault: Path,
    folder: Path,
    *,
    purge: bool = False,
    held: bool = False,
    progress: Progress = lambda done, of: None,
    clock: Clock = system_clock,
    random: Random = secrets.token_bytes,
) -> Done:
    """Bring the backup in ``folder`` up to date, or make the first one there.

    Args:
        vault: The vault's folder. No other program may have it open.
        folder: An empty or a new folder, or one with a backup of this vault. The folder above
            it must be there, so that nothing goes to the wrong disk where a stick isn't in.
        purge: Take out what the vault no longer holds: deleted cases, and changes that were
            rewritten. Otherwise the first stay, and the second are refused.
        held: This program has the vault open to write, and writes nothing meanwhile.
        progress: Told how many bytes are in the backup, of how many. What it raises breaks the
            backup off; the older one counts.
        clock: Tells when it was finished.
        random: Random bytes for the vault's id, where it has none yet.

    Raises:
        NotAVault: If there is no vault to back up.
        BackupInside: If one of the two is inside the other.
        FolderInUse: If there is something else in ``folder``.
        BackupOfAnother: If it holds the backup of another vault.
        BackupAhead: If it holds changes that the vault doesn't.
        VaultBusy: If another program has one of the two open.
        VaultDamaged: If a file of the vault isn't what was written; the older backup counts.
        NotStored: If the folder could not be written; the older backup counts.
    """
    if not Vault.there(vault):
        raise NotAVault
    see_apart(vault, folder)
    try:
        with contextlib.ExitStack() as locks:
            writable = held or _lock_source(vault, locks)
            if not durable.is_folder(folder):
                try:
                    durable.make_folder(folder)
                except FileExistsError:
                    raise FolderInUse from None
            own = _id(vault, folder, writable, random)
            _see_ours(folder, own)
            locks.callback(Lock.take(folder / LOCK).release)
            if not _see_ours(folder, own):  # again, now that nobody else can fill it
                durable.begin(folder, own, b"")
            return _Run(vault, folder, own, purge=purge).do(clock, progress)
    except OSError as error:
        raise NotStored.because(error) from error


def see_apart(one: Path, other: Path) -> None:
    """See that neither of two folders is in the other.

    Raises:
        BackupInside: If one is, or they are the same.
    """
    try:
        first, second = one.resolve(), other.resolve()
    except (OSError, RuntimeError) as error:  # links that lead in circles
        raise NotStored("other") from error
    if first.is_relative_to(second) or second.is_relative_to(first):
        raise BackupInside


class _Run:
    """One go at a backup."""

    def __init__(self, vault: Path, folder: Path, own: str, *, purge: bool) -> None:
        self.vault, self.folder, self.own, self.purge = vault, folder, own, purge
        self.record = folder / RECORD
        self.mended: list[str] = []
        self.copied = self.size = 0

    def do(self, clock: Clock, progress: Progress) -> Done:
        copying.make_way(self.folder, f"{RECORD}/{CASES}")
        _clear(self.folder)
        try:
            old: Manifest | None = manifest.newest(self.folder)
        except NotABackup:
            old = None
        here = _list(self.vault)
        carried = self._carried(old, here) if old else []
        if old and not self.purge and _is_ahead(old, here, self.vault, self.record):
            raise BackupAhead
        known = {file.path for file in old.files} if old else set()
        files = sorted([*here, *carried], key=lambda file: file.path)
        telling = Telling(progress, sum(file.size for file in here))
        for file in here:
            telling.file(file.size)
            self._bring(file, known, telling.piece)
        telling.done()
        # Before they are named as there: also what an earlier go, which broke off, brought.
        for inside in sorted({str(part) for file in files for part in _above(file.path)}):
            durable.sync_folder(self.record / inside)
        durable.sync_folder(self.folder)
        last = max(manifest.numbers(self.folder), default=0)
        new = Manifest(self.own, last + 1, moment(clock), tuple(files))
        kept = manifest.put(self.folder, new)
        with contextlib.suppress(OSError):  # it is whole; the rest is for the next time
            self._let_go(new, kept)
        return Done(
            new.at,
            old.at if old else "",
            len(files),
            self.copied,
            self.size,
            tuple(self.mended),
            tuple(sorted({_case_of(file) for file in carried} - _cases(here))),
            any(_case_of(file) in _cases(here) for file in carried),
            copying.disk(self.folder) == copying.disk(self.vault),
        )

    def _carried(self, old: Manifest, here: list[Kept]) -> list[Kept]:
        """Files that the vault no longer has, and that stay unless told otherwise.

        They are of cases that were deleted, or hold what was taken out for good.
        """
        if self.purge:
            return []
        cases, paths = _cases(here), {file.path for file in here}
        turns = _turns(paths)
        return [
            file
            for file in old.files
            if file.path.startswith("c/")
            and file.path not in paths
            and (
                _case_of(file) not in cases
                or _BLOB.fullmatch(file.path)
                or _is_older(file.path, turns)
            )
        ]

    def _bring(self, file: Kept, known: set[str], each: copying.Each) -> None:
        """See that a file is in the backup, or copy it."""
        if manifest.stands(self.record, file, each):
            return
        target = file.path if manifest.hash_of(file.path) else manifest.waiting(file)
        path = PurePosixPath(target)
        folder = copying.make_way(self.record, str(path.parent))
        if path.name in durable.names(folder):  # it has the name and not the bytes: no loss
            durable.remove(folder, path.name)
            if file.path in known:
                self.mended.append(file.path)
        try:
            copying.copy(self.vault / file.path, folder, path.name, file.sha256, each)
        except durable.Changed:
            raise VaultDamaged(file.path) from None
        self.copied += 1
        self.size += file.size

    def _let_go(self, new: Manifest, kept: str) -> None:
        """Remove what only older backups needed, and give growing files their places."""
        for name in manifest.numbers(self.folder).values():
            if name != kept:
                durable.remove(self.folder, name)
        present = {path for path, _size in copying.files(self.record)}
        for file in new.files:
            if manifest.hash_of(file.path) or manifest.waiting(file) not in present:
                continue
            path = PurePosixPath(file.path)
            folder = self.record / path.parent
            if file.path in present:
                durable.remove(folder, path.name)
            copying.move(folder, PurePosixPath(manifest.waiting(file)).name, path.name)
        wanted = {file.path for file in new.files}
        for stale, _size in copying.files(self.record):
            if stale not in wanted:
                durable.remove(self.record / PurePosixPath(stale).parent, PurePosixPath(stale).name)
        for name in durable.names(self.record):
            copying.remove_empty(self.record / name)
        for inside in sorted({part for path in present for part in _above(path)}):
            if durable.is_folder(self.record / inside):
                durable.sync_folder(self.record / inside)


def _case_of(file: Kept) -> str:
    return file.path.split("/")[1]


def _cases(files: list[Kept]) -> set[str]:
    return {_case_of(file) for file in files if file.path.startswith("c/")}


def _turns(paths: set[str]) -> dict[tuple[str, str], int]:
    """How often each closed segment was written, by its journal and number."""
    found = ((path, _SEGMENT.fullmatch(path)) for path in sorted(paths))
    turns: dict[tuple[str, str], int] = {}
    for path, match in found:
        if match:
            key = match["journal"], match["number"]
            turns[key] = max(turns.get(key, 0), turn(PurePosixPath(path).name))
    return turns


def _is_older(path: str, turns: dict[tuple[str, str], int]) -> bool:
    """Whether a closed segment is one in whose place a newer one stands."""
    found = _SEGMENT.fullmatch(path)
    return bool(
        found and turns.get((found["journal"], found["number"]), 0) > turn(PurePosixPath(path).name)
    )


def _above(path: str) -> list[PurePosixPath]:
    """The folders that a path goes through, the topmost included."""
    return list(PurePosixPath(path).parents)


def _lock_source(vault: Path, held: contextlib.ExitStack) -> bool:
    """Keep others from writing meanwhile; gives whether anything can be written there."""
    try:
        held.callback(Lock.take(vault / LOCK).release)
    except OSError:
        return False
    return True


def _id(vault: Path, folder: Path, writable: bool, random: Random) -> str:
    """The vault's id, which tells nothing; it gets one with its first backup."""
    if found := manifest.ids(vault):
        return found[0]
    name = f"vault-{random(16).hex()}"
    if writable:
        durable.begin(vault, name, b"")
        return name
    # It can't bear one. A backup that has a file in common with it is its own.
    with contextlib.suppress(NotABackup):
        old = manifest.newest(folder)
        if {file.path for file in old.files} & {path for path, _size in copying.files(vault)}:
            return old.vault
    return name


def _see_ours(folder: Path, own: str) -> bool:
    """See that a folder is for this vault's backup; gives whether it already says so."""
    names = [name for name in durable.names(folder) if not is_stray(name)]
    bears = manifest.ids(folder)
    if bears and own not in bears:
        raise BackupOfAnother
    if not bears and any(not name.startswith((".", "tmp-")) and name != LOCK for name in names):
        raise FolderInUse
    return bool(bears)


def _clear(folder: Path) -> None:
    """Remove what an earlier go left unfinished."""
    durable.clear(folder)
    for name in durable.names(folder):
        if durable.is_folder(folder / name) and not name.startswith(".") and not is_stray(name):
            _clear(folder / name)


def _list(vault: Path) -> list[Kept]:
    """The files of a vault; the hash of one that grows is taken from its bytes.

    Raises:
        VaultDamaged: If one can't be read.
        OSError: If a folder can't be read.
    """
    going = deleting.begun(vault / CASES)
    found = []
    for path, size in copying.files(vault):
        if not _OURS.fullmatch(path) or (path.startswith("c/") and path.split("/")[1] in going):
            continue
        try:
            sha = manifest.hash_of(path) or copying.digest(vault / path)
        except OSError:
            raise VaultDamaged(path) from None
        found.append(Kept(path, sha, size))
    return found


def _is_ahead(old: Manifest, here: list[Kept], vault: Path, record: Path) -> bool:
    """Whether a backup's journals hold changes that the vault's don't.

    A closed segment must still be there, or a newer one in its place, and an open one must have
    grown or been closed.
    """
    paths = {file.path for file in here}
    folders = {str(PurePosixPath(path).parent) for path in paths}
    turns = _turns(paths)
    for file in old.files:
        if str(PurePosixPath(file.path).parent) not in folders:
            continue  # a case that was deleted
        if _SEGMENT.fullmatch(file.path):
            if file.path not in paths and not _is_older(file.path, turns):
                return True
        elif found := _OPEN.fullmatch(file.path):
            if file.path not in paths:
                if (found["journal"], found["number"]) not in turns:
                    return True
            elif not _grew(file, vault, record, paths):
                return True
    return False


def _grew(file: Kept, vault: Path, record: Path, paths: set[str]) -> bool:
    """Whether an open segment begins with all lines that the backup's has."""
    stands = manifest.stands(record, file)
    if not stands:
        return True  # damaged: there is nothing to lose
    lines = durable.read_any(record, stands).splitlines(keepends=True)
    while lines and not lines[-1].endswith(b"\n"):
        lines.pop()  # torn: it was never acknowledged
    now = durable.read_any(vault, file.path)
    if now.startswith(b"".join(lines)):
        return True
    # The last line could not be read and was put aside since.
    aside = durable.name_for("aside", lines.pop(), ".txt")
    here = str(PurePosixPath(file.path).with_name(aside))
    return here in paths and now.startswith(b"".join(lines))
