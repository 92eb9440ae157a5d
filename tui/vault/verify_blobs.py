"""Looking at the files that were taken into a case: without a key by name, with it inside."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial
from pathlib import Path

from tui.vault import blobs_sealing, copying, custody, durable
from tui.vault.agefile import Key
from tui.vault.blobs import NAME, PIECE, TABLE, Progress
from tui.vault.blobs_files import File, file_of
from tui.vault.blobs_folder import FOLDER, FolderBlobs
from tui.vault.blobs_sealing import Differs, Part
from tui.vault.erase import TABLE as ERASED
from tui.vault.errors import VaultDamaged
from tui.vault.rows import Tables, decode

Found = Callable[..., None]
"""Told what is found: its kind, and its place."""


def listed(
    path: Path, inside: str, names: Callable[[str], list[str]], stray: Callable[[str], None]
) -> Iterator[str]:
    """The places of the blobs of a case.

    Args:
        path: The vault's folder.
        inside: The folder of the blobs, as a path inside the vault.
        names: Gives what is in a folder of the vault.
        stray: Told what does not belong there.
    """
    for start in names(inside):
        if len(start) != 2 or not durable.is_folder(path / inside / start):
            stray(f"{inside}/{start}")
            continue
        for name in names(f"{inside}/{start}"):
            if NAME.fullmatch(name) and name.startswith(start):
                yield f"{inside}/{start}/{name}"
            else:
                stray(f"{inside}/{start}/{name}")


def size_of(place: Path) -> int:
    """How many bytes a blob has; 0 where that can't be told, which reading it will tell."""
    try:
        return copying.size(place)
    except OSError:
        return 0


def fits(place: Path, step: Callable[[int], None]) -> bool:
    """Whether a blob's bytes are the ones of its name; ``step`` is told of each piece.

    Raises:
        OSError: If it can't be read.
    """
    digest = hashlib.sha256()
    file = copying.Reading(place)
    try:
        while piece := file.read(PIECE):
            digest.update(piece)
            step(len(piece))
    finally:
        file.close()
    return f"{digest.hexdigest()}.age" == place.name


def check(
    folder: Path,
    keys: Sequence[Key],
    tables: Tables,
    named: Collection[str] | None,
    found: Found,
    progress: Progress,
) -> None:
    """See that each file of a case is there and opens to what was taken in.

    Args:
        folder: The case's folder.
        keys: All keys that its files may be sealed to.
        tables: Its tables.
        named: The blobs that any change ever named; None where not every change can be read.
        found: Told what is found.
        progress: Told how far it is.
    """
    store = FolderBlobs(folder / FOLDER)
    place = f"c/{folder.name}/{FOLDER}"
    try:
        there = dict(store.names())
    except OSError:
        found("unreadable", place)
        return
    if named is not None and (unnamed := sorted(there.keys() - set(named))):
        going = {
            name for row in tables.get(ERASED, {}).values() for name in decode(row).get("blobs", ())
        }
        broken_off = store.broken_off
        for name in unnamed:
            kind = "unfinished" if broken_off or name in going else "file-unknown"
            found(kind, f"{place}/{name[:2]}/{name}")
    for data in tables.get(custody.TABLE, {}).values():
        for name in decode(data).get("parts", ()):  # what is in them, nobody here can tell
            if name not in there:
                found("missing", f"{place}/{name[:2]}/{name}")
    files = _files(tables, lambda: found("frame", f"c/{folder.name}/j"))
    total = sum(there.get(name, 0) for file in files for name in file.parts)
    done = 0

    def step(size: int) -> None:
        nonlocal done
        done += size
        progress(done // PIECE, total // PIECE)

    for file in files:
        missing = [name for name in file.parts if name not in there]
        for name in missing:
            found("missing", f"{place}/{name[:2]}/{name}")
        if missing:
            continue
        reading = ""

        def opened(name: str) -> copying.Reading:
            nonlocal reading
            reading = name
            return copying.Reading(store.folder / name[:2] / name)

        parts = [Part(name, partial(opened, name)) for name in file.parts]
        try:
            blobs_sealing.unseal(parts, keys, file.size, file.sha256, step=step)
        except Differs as differs:
            name = differs.name or file.parts[0]
            found("sealed" if differs.name else "file", f"{place}/{name[:2]}/{name}")
        except OSError:
            found("unreadable", f"{place}/{reading[:2]}/{reading}")


def _files(tables: Tables, bad: Callable[[], None]) -> list[File]:
    """The files that the rows tell of, each once though it may have several names."""
    files: dict[tuple[tuple[str, ...], str], File] = {}
    for row, data in tables.get(TABLE, {}).items():
        try:
            file = file_of(row, decode(data))
        except VaultDamaged:
            bad()
        else:
            files[file.parts, file.sha256] = file
    return list(files.values())
