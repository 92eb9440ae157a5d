"""Sealing a stream into blobs and opening it again, at constant memory.

The plain bytes are hashed on their way in, the sealed bytes on their way out, each in a thread
of its own. A long stream is cut into parts of :data:`tui.vault.blobs.PART` plain bytes. The
last part is filled up with zeros to the next Padmé size, so that few sizes tell files apart;
the true size is kept elsewhere, and ``head -c`` takes the rest off.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from tui.vault import agefile
from tui.vault.agefile import Key, NotOpened, NotSealed, Recipient
from tui.vault.blobs import PIECE, BlobStore, Readable, Sink
from tui.vault.blobs_hashing import Digest
from tui.vault.frames import padme

LEAST = 1024
"""Bytes that even the smallest part is filled up to."""

Step = Callable[[int], None]
"""Told of each piece how many bytes it has; may raise, to break off."""


class Differs(Exception):
    """Sealed bytes are not the ones that were written, or not what they should open to.

    Attributes:
        name: The blob; empty where each is what it was and they don't give the file.
    """

    def __init__(self, name: str = "") -> None:
        """Name the blob."""
        super().__init__(name)
        self.name = name


class Sealed(NamedTuple):
    """A stream that was sealed: the hash of its plain bytes, how many, and its parts."""

    sha256: str
    size: int
    sinks: list[Sink]


def seal(
    source: Readable,
    store: BlobStore,
    held: contextlib.ExitStack,
    key: Key | Recipient,
    *,
    part: int,
    step: Step,
) -> Sealed:
    """Seal all that is read from ``source``; nothing of it has its name yet.

    Args:
        source: The plain bytes. What it raises is raised.
        store: Where to.
        held: Holds the new blobs; they are gone when it ends and they were not committed.
        key: To whom.
        part: Plain bytes of a part at most.
        step: Told of each piece that was read.

    Raises:
        OSError: If the store can't take it.
    """
    plain = _Incoming(source, step)
    sinks: list[Sink] = []
    try:
        while not sinks or not plain.ended:
            sink = held.enter_context(store.create())
            reader, writer = _Reader(_Part(plain, part).piece), _Writer(sink.write)
            _checked(reader, writer, key.seal_stream)
            sinks.append(sink)
        return Sealed(plain.digest.hexdigest(), plain.size, sinks)
    finally:
        plain.digest.close()


def seal_plainly(
    piece: Callable[[], bytes], take: Callable[[bytes], None], to: Key | Recipient
) -> None:
    """Seal pieces as they come into one age file, which is no blob: nothing is filled up.

    Args:
        piece: Gives the next plain bytes; none at the end. What it raises is raised.
        take: Given the sealed bytes. What it raises is raised.
        to: To whom.
    """
    _checked(_Reader(piece), _Writer(take), to.seal_stream)


class Part(NamedTuple):
    """A blob to be opened: its name, and what gives its bytes."""

    name: str
    open: Callable[[], Readable]


def unseal(
    parts: Iterable[Part],
    keys: Sequence[Key],
    size: int,
    sha256: str,
    *,
    take: Callable[[bytes], object] | None = None,
    step: Step = lambda size: None,
) -> None:
    """Open blobs one after the other, and see that they are what was taken in.

    Args:
        parts: The blobs, in order.
        keys: Any of these may open them.
        size: How many plain bytes there must be, before what fills up the last part.
        sha256: The hash they must have.
        take: Given the plain bytes, before it is known whether they are right. What it raises
            is raised.
        step: Told of each piece of the sealed bytes that was read.

    Raises:
        Differs: If a blob's bytes don't fit its name, don't open, or give other bytes.
        OSError: If a blob can't be read.
    """
    whole = _Outgoing(size, take)
    try:
        for part in parts:
            _open_part(part, keys, whole, step)
        if whole.left or whole.digest.hexdigest() != sha256:
            raise Differs
    finally:
        whole.digest.close()


def _open_part(part: Part, keys: Sequence[Key], whole: _Outgoing, step: Step) -> None:
    sealed = Digest()
    file = part.open()

    def piece() -> bytes:
        found = file.read(PIECE)
        if found:
            sealed.update(found)
            step(len(found))
        return found

    reader, writer = _Reader(piece), _Writer(whole.write)
    try:
        _checked(reader, writer, partial(agefile.unseal_stream, keys))
        while piece():  # age reads to the end, but its end is no concern of ours
            pass
        if f"{sealed.hexdigest()}.age" != part.name:
            raise Differs(part.name)
    except NotOpened:
        raise Differs(part.name) from None
    finally:
        sealed.close()
        file.close()


def _checked(reader: _Reader, writer: _Writer, work: Callable[[_Reader, _Writer], None]) -> None:
    """Do the work between two ends, and raise what either of them met, whatever pyrage says."""
    try:
        work(reader, writer)
    except (NotSealed, NotOpened):
        for end in (reader, writer):
            if end.error is not None:
                raise end.error from None
        raise
    for end in (reader, writer):
        if end.error is not None:
            raise end.error
    writer.finish()


class _Incoming:
    """Plain bytes on their way in, hashed and counted, with one piece read ahead."""

    def __init__(self, source: Readable, step: Step) -> None:
        self.digest = Digest()
        self.size = 0
        self._source = source
        self._step = step
        self._ahead = b""
        self._over = False

    @property
    def ended(self) -> bool:
        """Whether there is no more."""
        if not self._ahead and not self._over:
            self._ahead = self._source.read(PIECE)
            self._over = not self._ahead
            if self._ahead:
                self.size += len(self._ahead)
                self.digest.update(self._ahead)
                self._step(len(self._ahead))
        return not self._ahead

    def take(self, most: int) -> bytes:
        """The next bytes; none at the end, or where none are wanted."""
        if not most or self.ended:
            return b""
        piece, self._ahead = self._ahead[:most], self._ahead[most:]
        return piece


class _Part:
    """One part of what comes in, with what fills up the last one."""

    def __init__(self, plain: _Incoming, most: int) -> None:
        self._plain = plain
        self._most = most
        self._size = 0
        self._padding: int | None = None

    def piece(self) -> bytes:
        if self._padding is None:
            if piece := self._plain.take(self._most - self._size):
                self._size += len(piece)
                return piece
            full = min(padme(max(self._size, LEAST)), self._most)
            self._padding = full - self._size if self._plain.ended else 0
        zeros = bytes(min(self._padding, PIECE))
        self._padding -= len(zeros)
        return zeros


class _Outgoing:
    """Plain bytes on their way out, without what fills up the end."""

    def __init__(self, size: int, take: Callable[[bytes], object] | None) -> None:
        self.digest = Digest()
        self.left = size
        self._take = take

    def write(self, data: bytes) -> None:
        data = data[: self.left]
        if data:
            self.left -= len(data)
            self.digest.update(data)
            if self._take is not None:
                self._take(data)


class _Reader:
    """What pyrage reads from, a few bytes at a time; remembers what went wrong."""

    def __init__(self, piece: Callable[[], bytes]) -> None:
        self.error: BaseException | None = None
        self._next = piece
        self._piece = b""
        self._at = 0

    def read(self, size: int, /) -> bytes:
        if self.error is not None:
            raise self.error
        try:
            if self._at >= len(self._piece):
                self._piece, self._at = self._next(), 0
        except BaseException as error:
            self.error = error
            raise
        found = self._piece[self._at : self._at + size]
        self._at += len(found)
        return found


class _Writer:
    """What pyrage writes to, collected into larger pieces; remembers what went wrong."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self.error: BaseException | None = None
        self._take = take
        self._waiting: list[bytes] = []
        self._size = 0

    def write(self, data: bytes, /) -> int:
        if self.error is not None:
            raise self.error
        self._waiting.append(bytes(data))
        self._size += len(data)
        if self._size >= PIECE:
            try:
                self.finish()
            except BaseException as error:
                self.error = error
                raise
        return len(data)

    def flush(self) -> None:
        """Nothing: what waits is handed on by :meth:`finish`."""

    def finish(self) -> None:
        """Hand on what waits."""
        found, self._waiting, self._size = b"".join(self._waiting), [], 0
        if found:
            self._take(found)
