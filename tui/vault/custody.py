"""Handing something over: sealed for somebody else only, and then taken out of here for good.

::

    b/ab/<sha>.age    a tar of it, or a part of one, sealed to their age key and to no other

A row of the table ``custody`` says which files, to whom, when, how much, and the hash of what is
in them; never what it is. Nobody who opens the case can read it again, whatever they are told to
type. They open it with ``age`` and ``tar`` (docs/recovery.md).

What was sealed can't be opened here to see that it is right. So each file is seen to be whole
while it goes in, and the sealed bytes are read back from the disk: their hash, and their size,
which age gives exactly.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import msgspec

from tui.vault import blobs, blobs_sealing
from tui.vault.agefile import Recipient
from tui.vault.blobs import PIECE, Cancelled, Progress, Sink
from tui.vault.blobs_files import File, Files
from tui.vault.blobs_folder import FolderBlobs
from tui.vault.blobs_sealing import LEAST
from tui.vault.change import random_id
from tui.vault.errors import Cancelled as Stopped
from tui.vault.errors import NotStored, VaultDamaged, VaultError
from tui.vault.frames import padme
from tui.vault.rows import Document, text

TABLE = blobs.CUSTODY

_BLOCK = 512
_CHUNK, _TAG, _NONCE = 64 * 1024, 16, 16
_HEADER = re.compile(rb"age-encryption\.org/v1\n(?:.*\n)*?--- [A-Za-z0-9+/]{43}\n")
_MOST_HEADER = 4096
_ODD = re.compile(r"[^\w .()-]|^[. ]+")


class To(NamedTuple):
    """Somebody to hand something over to.

    Attributes:
        key: The public half of their age key, ``age1…``.
        name: What to call them. Everybody who can open the case can read it.
    """

    key: str
    name: str


class Content(NamedTuple):
    """What is handed over.

    Attributes:
        texts: Texts by the name of their file.
        files: Files of the case.
    """

    texts: Mapping[str, bytes]
    files: Sequence[File] = ()


class HandedOver(msgspec.Struct, frozen=True):
    """Something that was handed over.

    Attributes:
        id: The id of its row.
        name: What they are called.
        to: Their public key.
        at: When, in ISO 8601 UTC.
        sha256: The SHA-256 of the tar.
        size: How many bytes that has.
        parts: The sealed files it is in, in order.
        files: How many files are in it, the texts aside.
        finished: Whether it is out of every file here by now.
    """

    id: str
    name: str
    to: str
    at: str
    sha256: str
    size: int
    parts: tuple[str, ...]
    files: int
    finished: bool = True


class Given(NamedTuple):
    """What was sealed: the hash of the tar, its size, and the names of its sealed files."""

    sha256: str
    size: int
    parts: tuple[str, ...]


@contextmanager
def sealed(
    files: Files,
    store: FolderBlobs,
    content: Content,
    to: To,
    progress: Progress,
    cancelled: Cancelled,
    *,
    part: int = blobs.PART,
) -> Iterator[Given]:
    """Seal something for somebody; what the block stores must name it, or it doesn't count.

    Raises:
        NotAge: If their key is none.
        Cancelled: If it was told to stop.
        NotStored: If it could not be stored.
        VaultDamaged: If a file of the case can't be read.
    """
    recipient = Recipient(to.key)
    whole = sum(map(len, content.texts.values())) + sum(file.size for file in content.files)
    done = 0

    def step(size: int) -> None:
        nonlocal done
        if cancelled():
            raise Stopped
        done += size
        progress(min(done, whole), whole)

    try:
        with contextlib.ExitStack() as held:
            tar = _Tar(_members(files, content))
            found = blobs_sealing.seal(tar, store, held, recipient, part=part, step=step)
            for sink, size in zip(found.sinks, _sizes(found.size, part), strict=True):
                _see_written(sink, size)
            names = [sink.name for sink in found.sinks]
            with store.promised(names):
                parts = tuple(sink.commit() for sink in found.sinks)
                held.close()
                yield Given(found.sha256, found.size, parts)
    except OSError as error:
        raise NotStored.because(error) from error


def note(given: Given, to: To, at: str, content: Content) -> tuple[str, Document]:
    """The row for something that is handed over, with its id."""
    document: Document = {
        "name": text(to.name, "name"),
        "to": to.key,
        "at": at,
        "sha256": given.sha256,
        "size": given.size,
        "parts": list(given.parts),
        "files": len(content.files),
    }
    return random_id(), document


def handed_over(row: str, document: Document, *, finished: bool = True) -> HandedOver:
    """What a row says.

    Raises:
        VaultDamaged: If it is none.
    """
    try:
        return msgspec.convert({**document, "id": row, "finished": finished}, HandedOver)
    except msgspec.ValidationError:
        raise VaultDamaged(TABLE) from None


def _sizes(size: int, part: int) -> Iterator[int]:
    """How many plain bytes each part has, with what fills up the last one."""
    left = size
    while left > part:
        yield part
        left -= part
    yield min(padme(max(left, LEAST)), part)


def _see_written(sink: Sink, plain: int) -> None:
    """See that a sealed file stands on the disk as it was written, and is as long as it must be.

    Raises:
        NotStored: If not.
        OSError: If it can't be read.
    """
    digest, size, begin = hashlib.sha256(), 0, b""
    reading = sink.read_back()
    try:
        while piece := reading.read(PIECE):
            digest.update(piece)
            size += len(piece)
            begin += piece[: _MOST_HEADER - len(begin)]
    finally:
        reading.close()
    header = _HEADER.match(begin)
    chunks = max(1, -(-plain // _CHUNK))
    wanted = header.end() + _NONCE + plain + chunks * _TAG if header else 0
    if f"{digest.hexdigest()}.age" != sink.name or size != wanted:
        raise NotStored("other")


def as_tar(files: Files, content: Content) -> blobs.Readable:
    """The bytes of a tar of texts and files, made as they are read.

    Reading raises VaultDamaged where a file can't be read, or is not what was taken in.
    """
    return _Tar(_members(files, content))


class _Tar:
    """The bytes of a tar, made as they are read."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._left = b""

    def read(self, size: int, /) -> bytes:
        while not self._left:
            try:
                self._left = next(self._pieces)
            except StopIteration:
                return b""
        found, self._left = self._left[:size], self._left[size:]
        return found

    def close(self) -> None:
        """Nothing is held."""


def _members(files: Files, content: Content) -> Iterator[bytes]:
    for name, data in content.texts.items():
        yield from _member(name, len(data), io.BytesIO(data))
    for number, file in enumerate(content.files, 1):
        name = f"files/{number:03d} {_ODD.sub('_', file.name)[:150]}"
        with _opened(files, file) as stream:
            yield from _member(name, file.size, stream)
    yield bytes(2 * _BLOCK)


@contextmanager
def _opened(files: Files, file: File) -> Iterator[io.BufferedIOBase]:
    stream = files.open(file)
    try:
        yield stream  # type: ignore[misc]
    finally:
        with contextlib.suppress(VaultError):
            stream.close()


def _member(name: str, size: int, stream: io.BufferedIOBase) -> Iterator[bytes]:
    import tarfile

    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    yield info.tobuf(tarfile.PAX_FORMAT)
    done = 0
    while piece := stream.read(PIECE):
        done += len(piece)
        yield piece
    if done != size:
        raise VaultDamaged("b")
    yield bytes(-size % _BLOCK)
