"""Giving a file of the record back as a plain file, whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tui.evidence.naming import divided, plain_name

if TYPE_CHECKING:
    from tui.vault.blobs_files import File, Files

_MOST_NAMES = 999


class NotExported(Exception):
    """The folder can't be written; no part of the file is left there."""


def export(
    files: Files,
    file: File,
    folder: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Write a file of a record into a folder, never over another file.

    Args:
        files: The files of the record.
        file: Which one.
        folder: An existing folder.
        progress: Told how many bytes are done, of how many.
        cancelled: Asked at least once a piece whether to stop.

    Returns:
        Where it is, flushed to the disk, its bytes seen to be those that were taken in.

    Raises:
        NotExported: If the folder can't be written.
        VaultDamaged: If the sealed copy is missing or damaged.
        Cancelled: If it was told to stop. In each case nothing is left there.
    """
    try:
        target, handle = _new(folder, plain_name(file.name))
    except OSError as error:
        raise NotExported from error
    try:
        files.copy(
            file, lambda piece: _write(handle, piece), progress=progress, cancelled=cancelled
        )
        os.fsync(handle)
    except BaseException as error:
        os.close(handle)
        with contextlib.suppress(OSError):
            target.unlink()
        if isinstance(error, OSError):
            raise NotExported from error
        raise
    os.close(handle)
    return target


def _new(folder: Path, name: str) -> tuple[Path, int]:
    """Begin a file under a name that none has yet; only its owner may read it."""
    stem, ending = divided(name)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in range(1, _MOST_NAMES + 1):
        target = folder / (name if number == 1 else f"{stem}-{number}{ending}")
        try:
            return target, os.open(target, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileExistsError:
            continue
    raise FileExistsError


def _write(handle: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(handle, left) :]
