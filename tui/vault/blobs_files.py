"""The files of a case: sealed copies of evidence, each vouched for by a row.

A row of the table ``files`` says what was taken in, under which name, when and by whom, and in
which blobs it is. A file counts once that row is stored; the blobs are on the disk and were
read back before. Taking in a file that is there already keeps no second blob: under another
name it gets a row of its own, under the same name it is the row that is there.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

import msgspec

from tui.vault import blobs, blobs_sealing
from tui.vault.agefile import Key
from tui.vault.blobs import TABLE, BlobStore, Cancelled, Progress, Readable
from tui.vault.blobs_reading import Unsealing
from tui.vault.blobs_sealing import Differs, Part, Sealed, Step
from tui.vault.blobs_source import FileSource
from tui.vault.case import Case, Clock, moment
from tui.vault.errors import Cancelled as Stopped
from tui.vault.errors import NotStored, VaultDamaged, VaultError, VaultReadOnly
from tui.vault.rows import Document

_LONGEST_NAME = 255


class File(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that was taken in.

    Attributes:
        id: The id of its row.
        name: What it was called: data, never a path.
        size: How many bytes it has.
        sha256: Their SHA-256.
        parts: The blobs it is in, in order.
        at: When it was taken in, in ISO 8601 UTC.
        who: Who took it in, as the case knows them.
        of: The answer that it belongs to, as ``row/field``; empty where it belongs to none.
    """

    id: str
    name: str
    size: int
    sha256: str
    parts: tuple[str, ...]
    at: str
    who: str
    of: str = ""


class Keys(Protocol):
    """What seals files and opens them."""

    def to(self) -> Key:
        """The key that new files are sealed to."""

    def any(self) -> Sequence[Key]:
        """All keys that files may have been sealed to."""


class _Named(NamedTuple):
    """What a file is to be called, who takes it in, by which script, and for which answer."""

    name: str
    who: str
    script: str
    of: str


class Files:
    """The files of a case.

    Args:
        case: The case; its changes vouch for them.
        store: Where the blobs are.
        keys: What seals and opens them.
        clock: Tells when they are taken in.
        place: The folder of the blobs as a path inside the vault, for people.
        writable: Whether anything can be stored.
    """

    def __init__(
        self,
        case: Case,
        store: BlobStore,
        keys: Keys,
        *,
        clock: Clock,
        place: str = "",
        writable: Callable[[], bool] = lambda: True,
    ) -> None:
        """Look at nothing yet."""
        self._case = case
        self._store = store
        self._keys = keys
        self._clock = clock
        self._place = place
        self._writable = writable

    def list(self) -> list[File]:
        """All files, in the order they were taken in."""
        return [file_of(row, document) for row, document in self._case.rows(TABLE).items()]

    def get(self, row: str) -> File | None:
        """The file of a row, or None."""
        document = self._case.get(TABLE, row)
        return None if document is None else file_of(row, document)

    def take_in(
        self,
        source: Path | BinaryIO,
        name: str,
        who: str,
        script: str,
        *,
        of: str = "",
        progress: Progress = lambda done, of: None,
        cancelled: Cancelled = lambda: False,
        part: int = blobs.PART,
    ) -> File:
        """Keep a sealed copy of a file. The original is only read, and stays where it is.

        When this returns, the copy is stored, was read back and opened, and fits the hash of
        what was read. When it raises, nothing of it counts.

        Args:
            source: The file, or something to read.
            name: What to call it: data. Empty for the file's own name.
            who: The person, as the case knows them.
            script: What takes it in, with its version.
            of: The answer that it belongs to, as ``row/field``.
            progress: Told how many bytes are done; half of each when it is read and sealed,
                half when it is read back.
            cancelled: Asked at least once a piece whether to stop.
            part: Plain bytes of a blob at most. Only tests ask for less.

        Raises:
            Cancelled: If it was told to stop.
            SourceUnreadable: If the file isn't there or can't be read.
            SourceNotAFile: If it is none.
            SourceChanged: If it changed while it was read.
            TooBigForMemory: If nothing is stored and it is too big.
            NotStored: If it could not be stored.
        """
        if not self._writable():
            raise VaultReadOnly
        if not isinstance(source, Path):
            named = _Named(_name(name), who, script, of)
            return self._take(source, 0, lambda: None, named, progress, cancelled, part)
        file = FileSource(source)
        try:
            named = _Named(_name(name or source.name), who, script, of)
            return self._take(file, file.size, file.see_unchanged, named, progress, cancelled, part)
        finally:
            file.close()

    def open(self, file: File) -> BinaryIO:
        """A file to read from its beginning, at constant memory.

        Its end is given only if all of it is what was taken in. Close it.

        Raises:
            VaultDamaged: When reading comes to where it is not, or at the end.
        """
        return cast(BinaryIO, io.BufferedReader(Unsealing(lambda take: self.copy(file, take))))

    def copy(
        self,
        file: File,
        take: Callable[[bytes], object] | None,
        *,
        progress: Progress = lambda done, of: None,
        cancelled: Cancelled = lambda: False,
    ) -> None:
        """Hand a file's bytes on, a piece at a time, and see that they are what was taken in.

        Args:
            file: The file.
            take: Given each piece, before it is known whether all of them are right; None to
                see only that they are.
            progress: Told how many bytes are done.
            cancelled: Asked at least once a piece whether to stop.

        Raises:
            Cancelled: If it was told to stop.
            VaultDamaged: If a blob is missing or damaged, or the file is not what was taken in.
        """
        self._case.tables()  # raises where the case was closed
        parts = [Part(name, partial(_Here, self._store, name)) for name in file.parts]
        step = _steps(progress, cancelled, file.size)
        try:
            blobs_sealing.unseal(
                parts, self._keys.any(), file.size, file.sha256, take=take, step=step
            )
        except Differs as differs:
            raise VaultDamaged(self._at(differs.name or file.parts[0])) from None
        except _Unread as unread:
            raise VaultDamaged(self._at(unread.name)) from None

    def _at(self, name: str) -> str:
        return f"{self._place}/{name[:2]}/{name}" if self._place else name

    def _take(
        self,
        source: Readable,
        size: int,
        settled: Callable[[], None],
        named: _Named,
        progress: Progress,
        cancelled: Cancelled,
        part: int,
    ) -> File:
        step = _steps(progress, cancelled, size, rounds=2)
        key, store = self._keys.to(), self._store
        try:
            with contextlib.ExitStack() as held:
                sealed = blobs_sealing.seal(source, store, held, key, part=part, step=step)
                settled()
                known = self._known(sealed, cancelled)
                for file in known:
                    if (file.name, file.of) == (named.name, named.of):
                        return file
                if known:
                    held.close()
                    return self._vouch(named, sealed, known[0].parts)
                _read_back(sealed, [key], step)
                with store.promised([sink.name for sink in sealed.sinks]):
                    parts = [sink.commit() for sink in sealed.sinks]
                    held.close()  # from here on the blobs stay, whatever comes of the change
                    return self._vouch(named, sealed, parts)
        except Differs:
            raise NotStored("other") from None
        except OSError as error:
            raise NotStored.because(error) from error

    def _known(self, sealed: Sealed, cancelled: Cancelled) -> Sequence[File]:
        """The files that hold the same bytes, and hold them still."""
        same = [
            file for file in self.list() if (file.sha256, file.size) == (sealed.sha256, sealed.size)
        ]
        found: dict[tuple[str, ...], bool] = {}
        for file in same:
            if file.parts not in found:
                try:
                    self.copy(file, None, cancelled=cancelled)
                    found[file.parts] = True
                except VaultDamaged:
                    found[file.parts] = False
        return [file for file in same if found[file.parts]]

    def _vouch(self, named: _Named, sealed: Sealed, parts: Sequence[str]) -> File:
        """Store the row that makes a file count."""
        with self._case.change(named.who, named.script) as change:
            file = File(
                id=change.new_id(),
                name=named.name,
                size=sealed.size,
                sha256=sealed.sha256,
                parts=tuple(parts),
                at=moment(self._clock),
                who=named.who,
                of=named.of,
            )
            document = msgspec.to_builtins(file)
            row, document["parts"] = document.pop("id"), list(file.parts)
            change.put(TABLE, row, document)
        return file


def file_of(row: str, document: Document) -> File:
    """The file that a row of the table describes.

    Raises:
        VaultDamaged: If it describes none.
    """
    try:
        return msgspec.convert({**document, "id": row}, File)
    except msgspec.ValidationError:
        raise VaultDamaged(TABLE) from None


def _read_back(sealed: Sealed, keys: Sequence[Key], step: Step) -> None:
    """See that what stands on the disk is what was written and opens to what was read."""
    parts = [_written(sink) for sink in sealed.sinks]
    blobs_sealing.unseal(parts, keys, sealed.size, sealed.sha256, step=step)


def _written(sink: blobs.Sink) -> Part:
    file = sink.read_back()
    return Part(sink.name, lambda: file)


class _Unread(VaultError):
    """A blob that can't be read."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class _Here:
    """A blob of the store, whose errors tell which one it is."""

    def __init__(self, store: BlobStore, name: str) -> None:
        self._name = name
        try:
            self._file = store.open(name)
        except OSError:
            raise _Unread(name) from None

    def read(self, size: int, /) -> bytes:
        try:
            return self._file.read(size)
        except OSError:
            raise _Unread(self._name) from None

    def close(self) -> None:
        self._file.close()


def _steps(progress: Progress, cancelled: Cancelled, of: int, rounds: int = 1) -> Step:
    """What is told of each piece; gives the sum on, and breaks off when told to."""
    done = 0

    def step(size: int) -> None:
        nonlocal done
        if cancelled():
            raise Stopped
        done += size
        progress(min(done // rounds, of) if of else done // rounds, of)

    return step


def _name(name: str) -> str:
    """A file's name as it is kept: without the folders, and text whatever it was."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    proper = last.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return proper.replace("\0", "")[:_LONGEST_NAME]
