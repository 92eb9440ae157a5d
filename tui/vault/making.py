"""Making the folder of a vault, and giving an older one its log."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tui.vault import durable, keyring, log, slots
from tui.vault.agefile import Key
from tui.vault.case import Clock, moment
from tui.vault.change import Random, random_id
from tui.vault.errors import FolderInUse, VaultDamaged
from tui.vault.journaled import Kept
from tui.vault.keyring import Opened
from tui.vault.lock import Lock
from tui.vault.log import Log

KEYS, CASES, LOCK = keyring.FOLDER, "c", "lock"

_UNFINISHED = f"{durable.TEMPORARY}{log.FOLDER}"
_OURS = {KEYS, CASES, LOCK, log.FOLDER, _UNFINISHED}


def make(
    path: Path, secret: str, log_n: int, clock: Clock, random: Random
) -> tuple[Opened, Lock, Log]:
    """Make a vault in a new or empty folder: what opens it, its lock and its log.

    Its slot comes last: without one there is no vault, and the folder counts as empty.

    Raises:
        FolderInUse: If there is something in the folder.
        VaultBusy: If another program is making a vault there.
        OSError: If it could not be written; whatever stays may be made again.
    """
    key = Key.new()
    sealed = keyring.wrapped(key, secret, log_n)
    name, at = durable.name_for("passphrase", sealed), moment(clock)
    _make_way(path)
    with contextlib.ExitStack() as undo:
        lock = Lock.take(path / LOCK)
        undo.callback(lock.release)
        _see_empty(path)  # again, now that nobody else can fill it
        for folder in (CASES, KEYS):
            durable.clear(path / folder)
            if not durable.is_folder(path / folder):
                durable.make_folder(path / folder)
        for left in (log.FOLDER, _UNFINISHED):
            durable.discard_folder(path / left)
        kept = log.make(path, key, random_id(random), slots.rows([name], at), at)
        durable.add(path / KEYS, "passphrase", sealed)
        undo.pop_all()
    listed = Log(kept, read_only=False, clock=clock, random=random)
    return Opened(key, name, True), lock, listed


def clear(path: Path) -> None:
    """Remove what was left unfinished in a vault's own folders."""
    for folder in (path, path / KEYS, path / CASES):
        durable.clear(folder)


def listed(
    path: Path, opened: Opened, read_only: bool, clock: Clock, random: Random
) -> tuple[Log | None, tuple[str, ...]]:
    """A vault's log, and what of it can't be read. A vault that never had one is given one.

    Raises:
        VaultTooNew: If a later version of the program wrote it.
    """
    kept: Kept | None = None
    damaged: tuple[str, ...] = ()
    try:
        if log.there(path):
            kept = log.find(path, opened.key, read_only=read_only)
            damaged = tuple(f"{log.FOLDER}/{name}" for name in kept.damaged)
        elif opened.listed:
            damaged = (log.FOLDER,)
        elif not read_only:
            at = moment(clock)
            rows = slots.rows(keyring.names(path), at)
            with contextlib.suppress(OSError):  # the next opening tries again
                kept = log.make(path, opened.key, random_id(random), rows, at)
    except VaultDamaged as damage:
        damaged = (damage.file,)
    except OSError:
        damaged = (log.FOLDER,)
    if kept is None:
        return None, damaged
    return Log(kept, read_only=read_only, clock=clock, random=random), damaged


def _make_way(path: Path) -> None:
    """Make the vault's folder, or see that it is empty.

    Raises:
        FolderInUse: If there is anything in it, or it is no folder.
        OSError: If it can't be made.
    """
    if durable.is_folder(path):
        _see_empty(path)
        durable.make_private(path)
        return
    missing = [path]
    while missing[-1] != (parent := missing[-1].parent) and not durable.is_folder(parent):
        missing.append(parent)
    for folder in reversed(missing):
        try:
            durable.make_folder(folder)
        except FileExistsError:
            raise FolderInUse from None


def _see_empty(path: Path) -> None:
    """See that a folder holds nothing but what an interrupted creation leaves behind.

    Raises:
        FolderInUse: If there is anything else in it.
        OSError: If it can't be read.
    """
    inside = set(durable.names(path))
    if inside - _OURS or (log.FOLDER in inside and not {KEYS, CASES} <= inside):
        raise FolderInUse
    for name in inside & {KEYS, CASES}:
        folder = path / name
        if not durable.is_folder(folder):
            raise FolderInUse
        if not all(left.startswith(durable.TEMPORARY) for left in durable.names(folder)):
            raise FolderInUse
