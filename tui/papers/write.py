"""Puts a paper in a folder: whole or not at all, never over another file.

Papers are the only plain files there are, so where they go is for the person to say.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.papers.errors import NotWritten

_MOST_NAMES: Final = 1000
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG} if sys.platform != "win32" else {28, 112}
_NOT_ALLOWED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


def proposed_name(stem: str, made: datetime) -> str:
    """Return a file name without its ending, such as ``notes-2026-03``.

    It must give nothing away to someone who sees the folder, a recent-files list or the
    window of a word processor.
    """
    return f"{stem}-{made:%Y-%m}"


def write(folder: Path, name: str, files: Mapping[str, bytes]) -> list[Path]:
    """Write a paper's files side by side under one new name.

    Args:
        folder: An existing folder.
        name: The name without ending; ``-2``, ``-3`` and so on are added where any of
            the files would lie over another.
        files: Bytes by ending (``docx``, ``pdf``).

    Returns:
        Where the files are, flushed to the disk.

    Raises:
        NotWritten: Nothing was written; no part of a file is left behind.
    """
    if not folder.is_dir():
        raise NotWritten("no-folder")
    if name != Path(name).name or name in ("", ".", ".."):
        raise NotWritten("not-allowed")
    for number in range(1, _MOST_NAMES + 1):
        stem = name if number == 1 else f"{name}-{number}"
        targets = {folder / f"{stem}.{ending}": content for ending, content in files.items()}
        if any(os.path.lexists(target) for target in targets):
            continue
        try:
            return _write_all(targets)
        except FileExistsError:
            continue  # Somebody else took the name just now.
        except OSError as wrong:
            raise NotWritten(_reason(wrong)) from None
    raise NotWritten("too-many")


def renew(target: Path, content: bytes) -> None:
    """Write a file that its maker keeps bringing up to date: whole, in place of the older one.

    The caller has to know that what is there may go.

    Raises:
        NotWritten: It could not be written; what was there still is.
    """
    try:
        _write_one(target, content, over=True)
    except OSError as wrong:
        raise NotWritten(_reason(wrong)) from None
    _flush_folder(target.parent)


def _write_all(targets: Mapping[Path, bytes]) -> list[Path]:
    done: list[Path] = []
    try:
        for target, content in targets.items():
            _write_one(target, content)
            done.append(target)
    except BaseException:
        for target in done:
            with contextlib.suppress(OSError):
                target.unlink()
        raise
    for folder in {target.parent for target in done}:
        _flush_folder(folder)
    return done


def _write_one(target: Path, content: bytes, *, over: bool = False) -> None:
    """Write beside the target, then give the file its name: a crash leaves no half of it."""
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        with open(part, "xb", opener=_for_the_owner) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if over:
            part.replace(target)
        else:
            _name(part, target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _for_the_owner(path: str, flags: int) -> int:
    """Open a new file that only its owner may read, where the system knows owners."""
    return os.open(path, flags, 0o600)


def _name(part: Path, target: Path) -> None:
    """Give a file its name, never taking the name from another file."""
    if sys.platform == "win32":
        part.rename(target)  # Refuses there what exists.
        return
    try:
        # A second link refuses what exists, which renaming would replace.
        target.hardlink_to(part)
        return
    except FileExistsError:
        raise
    except OSError:
        pass  # Sticks formatted for Windows know no links.
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    part.rename(target)


def _flush_folder(folder: Path) -> None:
    """Make the new names last; Windows has no such call."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(wrong: OSError) -> str:
    if wrong.errno in _FULL:
        return "full"
    return "not-allowed" if wrong.errno in _NOT_ALLOWED else "failed"
