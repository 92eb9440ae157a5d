"""Putting papers and files of a record together for somebody: sealed to their key, in one file.

What comes out is an age file of a tar, which they open with ``age`` and ``tar``
(docs/recovery.md). It is written a piece at a time, and is there whole or not at all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.vault.blobs import PIECE
from tui.vault.custody import Content, as_tar
from tui.vault.errors import Cancelled

if TYPE_CHECKING:
    from tui.vault.agefile import Recipient
    from tui.vault.blobs_files import File, Files

ENDING: Final = ".tar.age"
_MOST_NAMES: Final = 999


class NotPacked(Exception):
    """The folder can't be written; no part of the file is left there."""


def seal_for(
    to: Recipient,
    texts: Mapping[str, bytes],
    files: Files,
    kept: Sequence[File],
    target: tuple[Path, str],
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Write one sealed file that only one key opens, never over another file.

    Args:
        to: Whose key.
        texts: Papers, by the name of their file.
        files: The files of the record.
        kept: Those of them that go in.
        target: An existing folder, and the name without its ending.
        progress: Told how many plain bytes are done, of how many.
        cancelled: Asked at least once a piece whether to stop.

    Returns:
        Where it is, flushed to the disk.

    Raises:
        NotPacked: If the folder can't be written.
        VaultDamaged: If a sealed copy is missing or damaged.
        Cancelled: If it was told to stop. In each case nothing is left there.
    """
    from tui.vault.blobs_sealing import seal_plainly

    tar = as_tar(files, Content(texts, kept))
    whole = sum(map(len, texts.values())) + sum(one.size for one in kept)
    done = 0

    def piece() -> bytes:
        nonlocal done
        if cancelled():
            raise Cancelled
        found = tar.read(PIECE)
        done += len(found)
        progress(min(done, whole), whole)
        return found

    try:
        path, handle = _new(*target)
    except OSError as error:
        raise NotPacked from error
    try:
        seal_plainly(piece, lambda data: _write(handle, data), to)
        os.fsync(handle)
    except BaseException as error:
        os.close(handle)
        with contextlib.suppress(OSError):
            path.unlink()
        if isinstance(error, OSError):
            raise NotPacked from error
        raise
    os.close(handle)
    return path


def _new(folder: Path, name: str) -> tuple[Path, int]:
    """Begin a file under a name that none has yet; only its owner may read it."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in range(1, _MOST_NAMES + 1):
        path = folder / f"{name if number == 1 else f'{name}-{number}'}{ENDING}"
        try:
            return path, os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)
        except FileExistsError:
            continue
    raise FileExistsError


def _write(handle: int, piece: bytes) -> None:
    left = memoryview(piece)
    while left:
        left = left[os.write(handle, left) :]
