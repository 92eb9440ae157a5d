"""A case's journal in a folder: every change, in the order they were made.

::

    seg-000001-<sha>.age     at most 500 frames, one behind another, in one age file
    seg-000001-2-<sha>.age   the same, written anew; the highest second number counts
    open-000002.txt          the frames since: base64(age(frame)), a line each
    state-00000500-<sha>.age the tables after frame 500, so that opening is fast
    aside-<sha>.txt          a last line that could not be read: kept, and used for nothing

A save is one line at the end of the open segment, fsynced before it counts. When the segment
is full, or the disk refused a line and would not take it back, its frames are sealed as a
closed segment and a new one is begun. Nothing is ever written over: a segment that is written
anew, because something was taken out of it for good (``erase``), stands beside the older one
until that is removed.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tui.vault import durable, frames
from tui.vault.agefile import Key, NotOpened
from tui.vault.errors import VaultDamaged
from tui.vault.frames import Frame, NotAFrame, Point, Vouching
from tui.vault.segments import Listing, listing, turn
from tui.vault.segments import state_number as state_number
from tui.vault.signing import Verifier

FULL = 500
"""Frames of a segment; then it is closed."""


class Tail(NamedTuple):
    """The end of a journal.

    Attributes:
        frames: Those after the point asked for, oldest first.
        bad: The last line, where it can't be read.
    """

    frames: list[Frame]
    bad: bytes = b""


class Journal:
    """The journal of one case, read and, by one writer, written.

    Attributes:
        folder: The folder ``j`` of the case.
        case: The case's id.

    Args:
        folder: The folder ``j`` of the case.
        case: The case's id.
        key: Opens and seals its files.
        verifier: Knows its writer's signature.
        inside: The folder as a path inside the vault, where it isn't a case's.
    """

    def __init__(
        self, folder: Path, case: str, key: Key, verifier: Verifier, inside: str = ""
    ) -> None:
        """Look at nothing yet."""
        self.folder = folder
        self.case = case
        self._inside = inside or f"c/{case}/j"
        self._key = key
        self._verifier = verifier
        # The open segment: its number, its lines as they are on the disk, their length in
        # bytes, whether half a line stands behind them, and the line that failed last.
        self._number = 1
        self._lines: list[bytes] = []
        self._size = 0
        self._torn = False
        self._failed = b""

    # -- reading

    def place(self, name: str = "") -> str:
        """A file of the journal as a path inside the vault, for people."""
        return f"{self._inside}/{name}" if name else self._inside

    def look(self) -> Listing:
        """Look at the folder; the segments must be there without a gap.

        Raises:
            VaultDamaged: If one is missing, or the folder can't be read.
            FileNotFoundError: If a file went away meanwhile.
        """
        try:
            found = listing(self.folder)
        except FileNotFoundError:
            raise
        except OSError:
            raise VaultDamaged(self.place()) from None
        last = max(found.segments, default=0)
        # An open segment beside its closed form was left there by a crash; it holds no more.
        beyond = sorted(number for number in found.open if number > last)
        for number in range(1, last + 1):
            if number not in found.segments:
                raise VaultDamaged(self.place(f"seg-{number:06d}"))
        if beyond and beyond != [last + 1]:
            raise VaultDamaged(self.place(f"seg-{last + 1:06d}"))
        if not last and not beyond:
            raise VaultDamaged(self.place("open-000001.txt"))
        self._number, self._lines, self._size, self._torn = last + 1, [], 0, False
        if beyond:
            data = self._bytes(found.open[last + 1])
            whole, _newline, torn = data.rpartition(b"\n")
            self._torn = bool(torn)
            self._size = len(data) - len(torn)
            self._lines = whole.split(b"\n") if self._size else []
        return found

    def tail(self, found: Listing, after: Point) -> Tail:
        """The frames after a point, newest segments first until it is reached.

        Raises:
            VaultDamaged: If a line before a good one can't be read, or the chain is broken.
        """
        newest, bad = self._open_frames(after.n)
        numbers = sorted(found.segments, reverse=True)
        while numbers and (not newest or newest[0].head.n > after.n + 1):
            newest = [*self.segment(found.segments[numbers.pop(0)]), *newest]
        if after.n and (not newest or newest[-1].head.n < after.n):
            raise VaultDamaged(self.place(self._open_name()))
        newer = [frame for frame in newest if frame.head.n > after.n]
        older = [frame for frame in newest if frame.head.n == after.n]
        if older and older[0].hash != after.hash:
            raise VaultDamaged(self.place(self._open_name()))
        point = after
        vouching = Vouching()
        for frame in newer:
            if not frames.follows(frame, point):
                raise VaultDamaged(self.place(self._open_name()))
            point = frames.after(frame)
            vouching.saw(frame)
        if vouching.unvouched():
            raise VaultDamaged(self.place())
        return Tail(newer, bad)

    def all(self) -> Iterator[Frame]:
        """Every frame from the first one, the whole chain checked.

        Raises:
            VaultDamaged: Where it is broken; the frames before were given.
        """
        for _number, frame in self.numbered():
            yield frame

    def numbered(self) -> Iterator[tuple[int, Frame]]:
        """As :meth:`all`, each with the number of its segment.

        Raises:
            VaultDamaged: Where the chain is broken; the frames before were given. At the end,
                if something was taken out of a frame and no later one says so.
        """
        reader = Journal(self.folder, self.case, self._key, self._verifier, self._inside)
        found = reader.look()
        point = Point()
        vouching = Vouching()
        places: dict[int, str] = {}
        for number in sorted(found.segments):
            name = found.segments[number]
            for frame in reader.segment(name):
                point = reader._next(frame, point, name)
                vouching.saw(frame)
                if frame.altered:
                    places[frame.head.n] = name
                yield number, frame
        name = reader._open_name()
        opened, bad = reader._open_frames(point.n)
        for frame in opened:
            point = reader._next(frame, point, name)
            vouching.saw(frame)
            if frame.altered:
                places[frame.head.n] = name
            yield reader._number, frame
        for n in vouching.unvouched():
            raise VaultDamaged(self.place(places[n]))
        if bad:
            raise VaultDamaged(f"{self.place(name)}, line {len(reader._lines)}")

    def _next(self, frame: Frame, point: Point, name: str) -> Point:
        if not frames.follows(frame, point):
            raise VaultDamaged(self.place(name))
        return frames.after(frame)

    def segment(self, name: str) -> list[Frame]:
        """The frames of a closed segment.

        Raises:
            VaultDamaged: If it can't be read as it was written.
        """
        try:
            plain, newest = self._key.opened(durable.read(self.folder, name))
            found = list(frames.read_all(plain, self.case, self._verifier))
            if not newest and any(frame.head.n >= self._key.since for frame in found):
                raise NotOpened  # whoever has but the older key put it there
            return found
        except FileNotFoundError:
            raise
        except (OSError, durable.Changed, NotOpened, NotAFrame):
            raise VaultDamaged(self.place(name)) from None

    def _bytes(self, name: str) -> bytes:
        try:
            return durable.read_any(self.folder, name)
        except FileNotFoundError:
            raise
        except OSError:
            raise VaultDamaged(self.place(name)) from None

    def _open_name(self) -> str:
        return f"open-{self._number:06d}.txt"

    def _open_frames(self, after: int) -> tuple[list[Frame], bytes]:
        """The frames of the open segment back to number ``after``, and an unreadable last line.

        Raises:
            VaultDamaged: If a line before a good one can't be read.
        """
        found: list[Frame] = []
        bad = b""
        for number in range(len(self._lines), 0, -1):
            frame = self._frame(self._lines[number - 1])
            if frame is not None:
                found.append(frame)
                if frame.head.n <= after:
                    break
            elif number == len(self._lines):
                bad = self._lines[-1]
            else:
                raise VaultDamaged(f"{self.place(self._open_name())}, line {number}")
        return found[::-1], bad

    def _frame(self, line: bytes) -> Frame | None:
        try:
            sealed = base64.b64decode(line, validate=True)
            plain, newest = self._key.opened(sealed)
            found = frames.read(plain, self.case, self._verifier)
            return found if newest or found.head.n < self._key.since else None
        except (binascii.Error, ValueError, NotOpened, NotAFrame):
            return None

    # -- writing

    def mend(self, found: Listing, bad: bytes, *, ended: bool) -> str:
        """Put an unreadable last line aside, cut what is torn, clear what a crash left over.

        Args:
            found: What is in the folder.
            bad: The last line, where it can't be read.
            ended: Whether the sitting before came to its end; if not, its last line may be
                readable and still not on the disk.

        Returns:
            The name of the file the bad line is kept in, or an empty string.

        Raises:
            OSError: If it could not be done; all that counts is as it was.
        """
        durable.clear(self.folder)
        for number, name in found.open.items():
            if number < self._number:
                durable.discard(self.folder, name)
        aside = ""
        if bad:
            aside = durable.add(self.folder, "aside", bad + b"\n", ".txt")
        if bad or self._torn:
            size = self._size - len(bad) - bool(bad)
            durable.cut(self.folder, self._open_name(), size)
            self._size, self._torn = size, False
            if bad:
                self._lines.pop()
        elif not ended and self._lines:
            durable.settle(self.folder, self._open_name())
        return aside

    def append(self, frame: Frame) -> None:
        """Add a frame. When this returns it is on the disk.

        Raises:
            OSError: If it isn't. The file it went to is never used again.
            durable.Changed: If the folder isn't as this writer left it.
        """
        line = base64.b64encode(self._key.seal(frames.padded(frame.lines)))
        if self._lines and (self._failed or self.is_full):
            self._close_segment()
        name = self._open_name()
        try:
            if self._lines:
                last = self._lines[-1] + b"\n"
                durable.append(self.folder, name, line + b"\n", self._size, last)
            else:
                self._see_that_it_is_ours()
                durable.begin(self.folder, name, line + b"\n")
        except durable.Changed:
            raise
        except BaseException:
            self._failed = line
            raise
        self._failed = b""
        self._lines.append(line)
        self._size += len(line) + 1

    @property
    def is_full(self) -> bool:
        """Whether the next frame begins a new segment."""
        return len(self._lines) >= FULL

    def _close_segment(self) -> None:
        """Seal the open segment's frames as a closed one, from the lines in memory."""
        self._see_that_it_is_ours()
        plain = []
        for number, line in enumerate(self._lines, 1):
            frame = self._frame(line)
            if frame is None:
                raise VaultDamaged(f"{self.place(self._open_name())}, line {number}")
            plain.append(frame.lines)
        sealed = self._key.seal(frames.padded(b"".join(plain)))
        durable.add(self.folder, f"seg-{self._number:06d}", sealed)
        old = self._open_name()
        self._number += 1
        self._lines, self._size, self._failed = [], 0, b""
        durable.discard(self.folder, old)

    def _see_that_it_is_ours(self) -> None:
        """See that nobody else wrote here: a stick may have come back changed.

        What a failed attempt of ours left of its line goes.

        Raises:
            durable.Changed: If somebody did.
            OSError: If the folder can't be read.
        """
        found = listing(self.folder)
        if max(found.segments, default=0) != self._number - 1:
            raise durable.Changed
        if any(number > self._number for number in found.open):
            raise durable.Changed
        if self._number not in found.open:
            if self._lines:
                raise durable.Changed
            return
        known = b"".join(line + b"\n" for line in self._lines)
        data = durable.read_any(self.folder, self._open_name())
        rest = data[len(known) :]
        if data[: len(known)] != known or rest != (self._failed + b"\n")[: len(rest)]:
            raise durable.Changed
        if not self._lines:
            durable.remove(self.folder, self._open_name())

    # -- taking out for good

    def is_open(self, number: int) -> bool:
        """Whether a segment is the open one."""
        return number == self._number

    def close_segment(self) -> None:
        """Close the open segment, if there is anything in it, so that it can be replaced.

        Raises:
            OSError: If it could not be done; all that counts is as it was.
            durable.Changed: If the folder isn't as this writer left it.
        """
        if self._lines:
            self._close_segment()

    def replace(self, number: int, lines: Iterable[bytes]) -> None:
        """Write a closed segment anew; the older file stays until :meth:`purge`.

        Its bytes are on the disk then, its name only after :meth:`purge`.

        Args:
            number: The segment's number.
            lines: The frames it holds from now on.

        Raises:
            OSError: If it could not be done; the older file counts.
        """
        after = turn(listing(self.folder).segments.get(number, "")) + 1
        sealed = self._key.seal(frames.padded(b"".join(lines)))
        durable.add(self.folder, f"seg-{number:06d}-{max(after, 2)}", sealed, settle=False)

    def purge(self, keep: Sequence[str] = ()) -> None:
        """Remove, durably, all that may still hold what was taken out: older files, states.

        Args:
            keep: Names of lines that were put aside just now, and stay.

        Raises:
            OSError: If something is still there.
        """
        found = listing(self.folder)
        stale = [
            *found.older,
            *found.states,
            *(name for number, name in found.open.items() if number < self._number),
            *(
                name
                for name in durable.names(self.folder)
                if name.startswith(("aside-", durable.TEMPORARY)) and name not in keep
            ),
        ]
        if stale:
            durable.sync_folder(self.folder)  # what stands in their place comes first
            for name in stale:
                durable.remove(self.folder, name)
            durable.sync_folder(self.folder)

    # -- another key

    def closed(self, frame: Frame, key: Key) -> tuple[str, bytes]:
        """How the name of a segment with one more frame begins, and its bytes, for another key."""
        return f"seg-{self._number:06d}", key.seal(frames.padded(frame.lines))

    def go_on(self, key: Key) -> None:
        """Go on behind the segment that :meth:`closed` gave, which is there now."""
        self._key, self._number = key, self._number + 1

    # -- states

    def put_state(self, n: int, sealed: bytes) -> None:
        """Keep a state, then let go of older ones.

        Raises:
            OSError: If it could not be kept.
        """
        kept = durable.add(self.folder, f"state-{n:08d}", sealed)
        with contextlib.suppress(OSError):
            for name in listing(self.folder).states:
                if name != kept:
                    durable.discard(self.folder, name)
