"""Putting a record back from a backup, and proving that a backup would do.

Putting back goes into an empty place only. The keys go last, so that what broke off half-way
is never mistaken for a record; ``tmp-restoring`` marks it, and it is begun anew.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import msgspec

from tui.vault import copying, durable, manifest, view
from tui.vault.backup import CASES, LOCK, see_apart
from tui.vault.case import CaseKind
from tui.vault.errors import (
    BackupDamaged,
    FolderInUse,
    NotStored,
    VaultDamaged,
)
from tui.vault.lock import Lock
from tui.vault.manifest import RECORD, Kept, Manifest
from tui.vault.strays import is_stray
from tui.vault.telling import Telling
from tui.vault.vault import Vault
from tui.vault.verify_files import Progress

_KEYS = "k"
_MARK = "tmp-restoring"


class Restored(msgspec.Struct, frozen=True):
    """What was put back.

    Attributes:
        at: When the backup was finished, in ISO 8601.
        files: How many files were put back.
        missing: Those that could not be, as paths inside the vault.
    """

    at: str
    files: int
    missing: tuple[str, ...]


class Seen(msgspec.Struct, frozen=True):
    """A case that was opened and read through.

    Attributes:
        name: Its private label.
        kind: Whose case it is.
        rows: How many rows each table has.
        changes: How many changes its history has.
        last: When the last change was made, in ISO 8601; empty if there was none.
    """

    name: str
    kind: CaseKind
    rows: Mapping[str, int]
    changes: int
    last: str


class Rehearsal(msgspec.Struct, frozen=True):
    """A backup that would give everything back.

    Attributes:
        at: When it was finished, in ISO 8601.
        files: How many files it has, each compared with the list.
        cases: Its cases, each opened.
    """

    at: str
    files: int
    cases: tuple[Seen, ...]


def restore(folder: Path, target: Path, *, what_can_be: bool = False) -> Restored:
    """Put the vault of a backup in an empty or a new folder.

    Args:
        folder: The backup.
        target: Where to. The folder above it must be there.
        what_can_be: Leave out what is damaged or missing, instead of refusing.

    Raises:
        NotABackup: If there is no finished backup.
        BackupDamaged: If files are missing or aren't what was written; nothing was put back.
        BackupInside: If one folder is inside the other.
        FolderInUse: If there is something in ``target``.
        VaultTooNew: If a later version of the program wrote the backup.
        NotStored: If ``target`` could not be written; it is no vault, then.
    """
    see_apart(folder, target)
    found = manifest.newest(folder)
    standing, missing = _look(folder, found)
    if missing and not (what_can_be and standing):
        raise BackupDamaged(missing)
    try:
        if not durable.is_folder(target):
            try:
                durable.make_folder(target)
            except FileExistsError:
                raise FolderInUse from None
        _see_empty(target, found)
        lock = Lock.take(target / LOCK)
        try:
            _see_empty(target, found)  # again, now that nobody else can fill it
            _fill(folder / RECORD, target, found, standing)
        finally:
            lock.release()
    except OSError as error:
        raise NotStored.because(error) from error
    return Restored(found.at, len(standing), missing)


def rehearse(
    folder: Path, passphrase: str, *, progress: Progress = lambda done, of: None
) -> Rehearsal:
    """Prove that a backup would give everything back: writes nothing, anywhere.

    Every file is compared with the list, every case is opened, its whole history checked, and
    each file that was taken in is opened.

    Args:
        folder: The backup.
        passphrase: What opens it: a passphrase or a recovery code.
        progress: Told how many bytes are compared, of how many; then, for each file that was
            taken in, how many are opened. What it raises ends it.

    Raises:
        NotABackup: If there is no finished backup.
        BackupDamaged: If files are missing, or a case can't be read through.
        WrongPassphrase: If the passphrase doesn't open it.
        VaultTooNew: If a later version of the program wrote it.
    """
    found = manifest.newest(folder)
    standing, missing = _look(folder, found, progress)
    if missing:
        raise BackupDamaged(missing)
    record = folder / RECORD
    seen = view.View(record, {file.path: path for file, path in standing.items()}, (CASES,))
    try:
        with view.through(seen), Vault.open(record, passphrase) as vault:
            cases = tuple(_seen(vault, info.id, info.damaged, progress) for info in vault.cases())
    except VaultDamaged as damaged:
        raise BackupDamaged((damaged.file,)) from None
    return Rehearsal(found.at, len(found.files), cases)


def read_through(path: Path, passphrase: str) -> tuple[Seen, ...]:
    """Open a vault and read every case in it through, its whole history checked.

    Raises:
        VaultError: As opening does; VaultDamaged names what can't be read.
    """
    with Vault.open(path, passphrase) as vault:
        return tuple(_seen(vault, info.id, info.damaged) for info in vault.cases())


def _seen(
    vault: Vault, case_id: str, damaged: str, progress: Progress = lambda done, of: None
) -> Seen:
    if damaged:
        raise VaultDamaged(damaged)
    case = vault.case(case_id)
    changes = sum(1 for _ in case.history())
    if case.damaged:
        raise VaultDamaged(f"{CASES}/{case_id}/j/{PurePosixPath(case.damaged[0]).name}")
    for file in case.files.list():
        case.files.copy(file, None, progress=progress)
    rows = {table: len(case.rows(table)) for table in case.tables()}
    return Seen(case.name, case.kind, rows, changes, case.last.at if case.last else "")


def _look(
    folder: Path, found: Manifest, progress: Progress = lambda done, of: None
) -> tuple[dict[Kept, str], tuple[str, ...]]:
    """Where each file of a backup stands, and the paths of those that don't."""
    standing, missing = {}, []
    telling = Telling(progress, sum(file.size for file in found.files))
    for file in found.files:
        telling.file(file.size)
        if path := manifest.stands(folder / RECORD, file, telling.piece):
            standing[file] = path
        else:
            missing.append(file.path)
    return standing, tuple(missing)


def _see_empty(target: Path, found: Manifest) -> None:
    """See that a folder is empty, or holds what putting back left there when it broke off.

    Raises:
        FolderInUse: If not.
        OSError: If it can't be read.
    """
    names = {name for name in durable.names(target) if not _is_no_matter(name)}
    if _MARK in names:
        names -= {found.vault, *_tops(found)} - {_KEYS}
        names = {name for name in names if not name.startswith(durable.TEMPORARY)}
    if names:
        raise FolderInUse


def _is_no_matter(name: str) -> bool:
    return name == LOCK or name.startswith(".") or is_stray(name)


def _tops(found: Manifest) -> set[str]:
    """The folders that putting back makes."""
    return {CASES, *(file.path.split("/")[0] for file in found.files)}


def _fill(record: Path, target: Path, found: Manifest, standing: Mapping[Kept, str]) -> None:
    """Copy the files of a backup; on failure what was copied is removed.

    Raises:
        BackupDamaged: If a file changed meanwhile.
        OSError: If it could not be done.
    """
    if _MARK not in durable.names(target):
        durable.begin(target, _MARK, b"")
    try:
        _remove_all(target, found)
        copying.make_way(target, CASES)
        folders = {target, target / CASES}
        for file, path in standing.items():
            if not file.path.startswith(f"{_KEYS}/"):
                inside = PurePosixPath(file.path).parent
                _put(record, path, file, copying.make_way(target, str(inside)))
                folders.update(target / part for part in (inside, *inside.parents))
        durable.begin(target, found.vault, b"")
        for folder in sorted(folders):
            durable.sync_folder(folder)
        durable.add_folder(target, _KEYS, lambda keys: _put_keys(record, standing, keys))
    except BaseException:
        with contextlib.suppress(OSError):
            _remove_all(target, found)
            if not _tops(found).intersection(durable.names(target)):
                durable.discard(target, _MARK)
        raise
    durable.discard(target, _MARK)


def _put_keys(record: Path, standing: Mapping[Kept, str], folder: Path) -> None:
    for file, path in standing.items():
        if file.path.startswith(f"{_KEYS}/"):
            _put(record, path, file, folder)
    durable.sync_folder(folder)


def _put(record: Path, path: str, file: Kept, folder: Path) -> None:
    try:
        copying.copy(record / path, folder, PurePosixPath(file.path).name, file.sha256)
    except durable.Changed:
        raise BackupDamaged((file.path,)) from None


def _remove_all(target: Path, found: Manifest) -> None:
    """Remove what an earlier go put there."""
    for name in _tops(found):
        durable.discard_folder(target / name)
        durable.discard_folder(target / f"{durable.TEMPORARY}{name}")
    durable.discard(target, found.vault)
