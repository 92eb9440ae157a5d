"""What a backup holds: a list of every file, written last.

::

    vault-<id>                    empty; says whose backup this is, and nothing else
    manifest-00000002-<sha>.json  every file with its hash and size, and when
    record/                       the sealed files, as they stand in the vault
    lock                          held by the one program that may write; always empty

A backup without a manifest is not finished. Of several the one with the highest number counts:
clocks go back, numbers don't. A file that grows, such as the open segment, is first kept under
a name that ends with its hash; once the manifest is safe it takes the place of the older one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Literal

import msgspec

from tui.vault import copying, durable
from tui.vault.errors import NotABackup, VaultTooNew

RECORD = "record"
"""The folder of the files inside a backup."""

VERSION = 1

_MANIFEST = re.compile(r"manifest-(\d{8})-[0-9a-f]{64}\.json")
_ID = re.compile(r"vault-[0-9a-f]{32}")
_HASHED = re.compile(r"(?:.*[/-])?([0-9a-f]{64})\.(?:age|txt)")
_PART = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_PATH = re.compile(rf"(?:{_PART}/){{1,8}}{_PART}\.(?:age|txt)")


class Kept(msgspec.Struct, frozen=True):
    """A file of a backup.

    Attributes:
        path: Where it belongs, inside the vault.
        sha256: The SHA-256 of its bytes.
        size: How many bytes.
    """

    path: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True):
    """What a finished backup holds.

    Attributes:
        vault: The id of the vault it is of.
        number: Grows with every backup into this folder.
        at: When it was finished, in ISO 8601.
        files: Its files, sorted by path.
        v: Version of the format.
    """

    vault: str
    number: int
    at: str
    files: tuple[Kept, ...]
    v: Literal[1] = 1


class _Version(msgspec.Struct):
    v: int


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Manifest).decode
_version = msgspec.json.Decoder(_Version).decode


def is_id(name: str) -> bool:
    """Whether a file of that name is there only to bear a vault's id."""
    return _ID.fullmatch(name) is not None


def ids(folder: Path) -> list[str]:
    """The ids of vaults that a folder bears: one in a vault or its backup, once it has one.

    Raises:
        OSError: If it can't be read.
    """
    return [name for name in durable.names(folder) if is_id(name)]


def hash_of(path: str) -> str:
    """The hash that a file's name ends with; empty where it has none, because it grows."""
    found = _HASHED.fullmatch(path)
    return found[1] if found else ""


def waiting(file: Kept) -> str:
    """Where a file that grows stands until the manifest that names it is safe."""
    path = PurePosixPath(file.path)
    return str(path.with_name(f"{path.stem}-{file.sha256}{path.suffix}"))


def stands(record: Path, file: Kept, each: copying.Each = lambda count: None) -> str:
    """Where the bytes of a file are, inside ``record``; empty if they are nowhere.

    Args:
        record: The folder.
        file: The file.
        each: Told how many bytes each piece has that was read.
    """
    for path in [file.path] if hash_of(file.path) else [file.path, waiting(file)]:
        try:
            if copying.digest(record / path, each) == file.sha256:
                return path
        except OSError:
            continue
    return ""


def numbers(folder: Path) -> dict[int, str]:
    """The manifests in a folder by their number, readable or not.

    Raises:
        OSError: If it can't be read.
    """
    found = ((name, _MANIFEST.fullmatch(name)) for name in durable.names(folder))
    return {int(match[1]): name for name, match in found if match}


def newest(folder: Path) -> Manifest:
    """The manifest that counts.

    Raises:
        NotABackup: If there is none that can be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    try:
        found = numbers(folder)
    except OSError:
        raise NotABackup from None
    for manifest in _readable(folder, [found[number] for number in sorted(found, reverse=True)]):
        return manifest
    raise NotABackup


def put(folder: Path, manifest: Manifest) -> str:
    """Keep a manifest, durably; gives its name.

    Raises:
        OSError: If it could not be kept.
    """
    data = msgspec.json.format(_encode(manifest), indent=1) + b"\n"
    return durable.add(folder, f"manifest-{manifest.number:08d}", data, ".json")


def _readable(folder: Path, names: list[str]) -> Iterator[Manifest]:
    for name in names:
        try:
            data = durable.read(folder, name)
            if _version(data).v > VERSION:
                raise VaultTooNew
            found = _decode(data)
        except (OSError, durable.Changed, msgspec.MsgspecError):
            continue
        if is_id(found.vault) and all(_PATH.fullmatch(file.path) for file in found.files):
            yield found
