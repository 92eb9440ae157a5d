"""Tables that are kept as a journal: what a case and the vault's own log have in common."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from tui.vault import durable, erase, frames, ops, states
from tui.vault.case import Clock, Stamp, TableCase
from tui.vault.casefiles import Keys
from tui.vault.change import Random
from tui.vault.errors import (
    NotStored,
    VaultClosed,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    VaultTooNew,
)
from tui.vault.frames import Frame, Kind, Point
from tui.vault.journal import Journal
from tui.vault.ops import Op
from tui.vault.rows import Tables
from tui.vault.segments import Listing, state_number

LOOKS = 3
"""What is open for reading only may change under us; look again so many times."""

NEW = "new"
"""The script of a journal's first frame."""

NOWHERE = Point()
"""Before the first frame."""


class Kept(msgspec.Struct, frozen=True):
    """What a journal's folder holds.

    Attributes:
        keys: What opens it and signs in it.
        journal: The journal; None where nothing can be added to it.
        tables: The tables as they are now.
        last: The last change, or None.
        point: The end of the chain.
        ended: Whether the last sitting came to its end.
        stated: The number of the frame whose state was read; 0 where none could be.
        behind: Whether the chain is not what it was when its end was last noted elsewhere.
        damaged: What couldn't be read and isn't needed, by name.
        erasing: Whether taking something out for good may have been broken off.
    """

    keys: Keys
    journal: Journal | None
    tables: Tables
    last: Stamp | None = None
    point: Point = Point()
    ended: bool = True
    stated: int = 0
    behind: bool = False
    damaged: tuple[str, ...] = ()
    erasing: bool = False


class Journaled(TableCase):
    """Tables in a journal's folder. Each change is a frame, on the disk when its block ends."""

    def __init__(self, kept: Kept, *, read_only: bool, clock: Clock, random: Random) -> None:
        """Go on from what was found."""
        super().__init__(tables=kept.tables, last=kept.last, clock=clock, random=random)
        self._kept: Kept | None = kept
        self._point = kept.point
        self.read_only = read_only or kept.journal is None
        self._behind = kept.behind
        self._wrote = False
        self._state_due = False
        self._parting: list[Op] = []
        self._erasing = kept.erasing and not self.read_only
        self._finish_erasing()

    @property
    def point(self) -> Point:
        """The end of the chain; known also after closing."""
        return self._point

    @property
    def behind(self) -> bool:
        """Whether it is at an older state, or another one, than when it was last left.

        It counts as it is once something is written.
        """
        return self._behind and not self._wrote

    @property
    def was_behind(self) -> bool:
        """Whether it was :attr:`behind` when it was opened. Say so."""
        return self._behind

    @property
    def damaged(self) -> tuple[str, ...]:
        """What couldn't be read when it was opened; kept, never used. Say so."""
        return self._open().damaged

    def close(self) -> None:
        """End the sitting, and let go of the answers and the keys. Never raises for the disk.

        What was stored is there without it; this notes that nothing is missing at the end,
        and keeps a state, so that opening is quick.
        """
        if self._tables is not None:
            self._finish_erasing()
        if (self._wrote or self._parting) and self._tables is not None:
            with contextlib.suppress(VaultError):
                self._write("close", self._stamp("", "close"), self._parting)
                ops.apply(self._tables, self._parting)
                self._put_state()
        self.forget()

    def history(self) -> Iterator[Frame]:
        """Every change from the first one, the whole chain checked on the way.

        Raises:
            VaultDamaged: Where something was changed, cut, moved or is missing; what came
                before was given.
            VaultTooNew: If a later version of the program wrote part of it.
        """
        journal = self._open().journal
        if journal is None:
            return
        for _ in range(LOOKS):
            with contextlib.suppress(FileNotFoundError):
                yield from journal.all()
                return
        raise VaultDamaged(journal.place())

    def forget(self) -> None:
        """Let go of the answers and the keys; using it raises VaultClosed from now on."""
        super().forget()
        self._kept = None

    def _open(self) -> Kept:
        if self._kept is None:
            raise VaultClosed
        return self._kept

    def _keep(self, ops: list[Op], stamp: Stamp) -> None:
        self._write("save", stamp, ops)

    def _planned(self, takes: Sequence[erase.Take]) -> tuple[Journal, erase.Plan]:
        """What is to be done so that some words are in no change any more.

        Raises:
            NotStored: If nothing can be written there.
            VaultDamaged: If the history can't be read.
        """
        journal = self._open().journal
        if self.read_only or journal is None:
            raise VaultReadOnly
        try:
            return journal, erase.plan(journal, takes)
        except OSError as error:
            raise NotStored.because(error) from error

    def _take_out(self, journal: Journal, plan: erase.Plan, stamp: Stamp, steps: list[Op]) -> bool:
        """Take words out of the history for good; ``steps`` do so with what stands there now.

        Once this returns, or raises anything but what is named below, it is certain.

        Returns:
            Whether it is done. If not, it goes on when the case is closed or next opened.

        Raises:
            NotStored: If it could not be begun; all is as it was.
        """
        self._begin_erasing(journal, plan, stamp, steps)
        ops.apply(self._now(), steps)
        return self._erase(journal, plan)

    def _begin_erasing(
        self, journal: Journal, plan: erase.Plan, stamp: Stamp, steps: list[Op]
    ) -> None:
        try:
            if plan.opened:
                journal.close_segment()
        except durable.Changed:
            raise NotStored("gone") from None
        except OSError as error:
            raise NotStored.because(error) from error
        self._write("erase", stamp, steps, plan.bodies)
        self._erasing = True

    def _erase(self, journal: Journal, plan: erase.Plan) -> bool:
        """Write anew what holds the words, and remove what did; gives whether all of it went."""
        try:
            for number, lines in plan.segments.items():
                journal.replace(number, lines)
            journal.purge(self._open().damaged)
            self._let_go()
        except OSError:
            return False
        self._erasing = False
        self._put_state()
        return True

    def _let_go(self) -> None:
        """Remove what no change names any more, beside the journal itself.

        Raises:
            OSError: If something of it is still there.
        """

    def _finish_erasing(self) -> None:
        """Go on with what was broken off; if that can't be done now, a later opening does it."""
        journal = self._open().journal
        if not self._erasing or journal is None or self.behind:
            return  # where it was put back, nothing is written before that was told
        with contextlib.suppress(NotStored, VaultDamaged, VaultTooNew, OSError):
            plan = erase.plan(journal, ())
            if plan.bodies:
                self._begin_erasing(journal, plan, self._stamp("", "erase"), [])
            self._erase(journal, plan)

    def _write(
        self, kind: Kind, stamp: Stamp, ops: list[Op], bodies: Mapping[int, str] | None = None
    ) -> None:
        """Add a frame to the journal."""
        kept = self._open()
        if self.read_only or kept.journal is None:
            raise VaultReadOnly
        self._begin_sitting(kept, kept.journal)
        if self._state_due:
            # A segment was closed: from here on a state makes opening quick after a crash.
            self._put_state()
            self._state_due = False
        self._state_due = kept.journal.is_full
        self._add(kept.journal, kind, stamp, ops, bodies)

    def _begin_sitting(self, kept: Kept, journal: Journal) -> None:
        """Before the first change of a sitting, say what became of the one before."""
        if self.behind:
            # From here on the older state counts; the chain itself says so.
            self._add(journal, "restore", self._stamp("", "open"), [])
        elif not self._wrote and not kept.ended:
            # The sitting before broke off: a power cut, a stick taken out.
            self._add(journal, "repair", self._stamp("", "open"), [])

    def _add(
        self,
        journal: Journal,
        kind: Kind,
        stamp: Stamp,
        ops: list[Op],
        bodies: Mapping[int, str] | None = None,
    ) -> None:
        frame = frames.make(
            self._open().keys.signer,
            case=journal.case,
            before=self._point,
            at=stamp.at,
            kind=kind,
            who=stamp.who,
            script=stamp.script,
            ops=ops,
            bodies=bodies,
        )
        try:
            journal.append(frame)
        except durable.Changed:
            raise NotStored("gone") from None
        except OSError as error:
            raise NotStored.because(error) from error
        self._point = frames.after(frame)
        self._wrote = True

    def _put_state(self) -> None:
        kept = self._open()
        if kept.journal is None or self._erasing:
            return  # a state that is newer than an ``erase`` frame says that nothing is left to do
        state = states.State(self._point, self._last, self._now())
        sealed = states.seal(state, kept.journal.case, kept.keys.identity, kept.keys.signer)
        with contextlib.suppress(OSError):
            kept.journal.put_state(self._point.n, sealed)


def begin(journal: Journal, keys: Keys, tables: Tables, at: str, why: str = NEW) -> Kept:
    """Write the first frame of a journal; its folder is there and empty.

    Raises:
        OSError: If it could not be done.
    """
    rows = (
        ops.put(table, row, None, data)
        for table, found in tables.items()
        for row, data in found.items()
    )
    frame = frames.make(
        keys.signer,
        case=journal.case,
        before=Point(),
        at=at,
        kind="save",
        who="",
        script=why,
        ops=list(rows),
    )
    journal.append(frame)
    return Kept(keys, journal, tables, point=frames.after(frame))


def read(journal: Journal, keys: Keys, *, read_only: bool, noted: Point = NOWHERE) -> Kept:
    """What a journal holds; mends what a crash left, where it may be written.

    Args:
        journal: The journal.
        keys: Its keys.
        read_only: Mend nothing.
        noted: How far it had come when it was last left, where that is known.

    Raises:
        FileNotFoundError: If a file went away meanwhile.
        VaultDamaged: If something that counts can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    listing = journal.look()
    state, damaged = _state(journal, listing, keys)
    tail = journal.tail(listing, state.point)
    tables = state.tables
    try:
        for frame in tail.frames:
            ops.apply(tables, frame.ops)
    except ops.Misfit:
        raise VaultDamaged(journal.place()) from None
    end = frames.after(tail.frames[-1]) if tail.frames else state.point
    if not end.n:
        # Every journal begins with a frame, so that an emptied one is no empty one.
        raise VaultDamaged(journal.place("open-000001.txt"))
    # A state is kept when a sitting ends; frames after it are of one that broke off.
    ended = not tail.frames or tail.frames[-1].head.kind == "close" or end.n == 1
    if not read_only:
        with contextlib.suppress(OSError):
            if aside := journal.mend(listing, tail.bad, ended=ended):
                damaged.append(aside)
    elif tail.bad:
        damaged.append(journal.place())
    last = _last(tail.frames) or state.last
    erasing = bool(listing.older) or any(frame.head.kind == "erase" for frame in tail.frames)
    passed = {state.point.n: state.point.hash}
    passed |= {frame.head.n: frame.hash for frame in tail.frames}
    behind = end.n < noted.n or passed.get(noted.n, noted.hash) != noted.hash
    return Kept(
        keys,
        journal,
        tables,
        last,
        end,
        ended,
        state.point.n,
        behind,
        tuple(damaged),
        erasing,
    )


def _state(journal: Journal, listing: Listing, keys: Keys) -> tuple[states.State, list[str]]:
    """The newest state that can be read, and the names of those that can't."""
    damaged: list[str] = []
    for name in sorted(listing.states, key=state_number, reverse=True):
        try:
            sealed = durable.read(journal.folder, name)
            return states.unseal(sealed, journal.case, keys.identity, keys.signer), damaged
        except FileNotFoundError:
            raise
        except (OSError, durable.Changed, states.NotAState):
            damaged.append(name)
    return states.State(Point(), None, {}), damaged


def _last(found: list[Frame]) -> Stamp | None:
    """The last change among frames: one that did something, or gave another label."""
    for frame in reversed(found):
        head = frame.head
        if head.kind == "save" and head.script != NEW:
            return Stamp(head.who, head.script, head.at)
    return None
