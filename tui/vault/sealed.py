"""A case on the disk: a folder with its keys, its label and its journal."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from tui.vault import casefiles, durable, first_layout, frames, ops, states
from tui.vault.agefile import Key
from tui.vault.case import CaseKind, Clock, Stamp, TableCase
from tui.vault.casefiles import Keys, Label
from tui.vault.change import Random
from tui.vault.errors import NotStored, VaultClosed, VaultDamaged, VaultReadOnly
from tui.vault.frames import Frame, Kind, Point
from tui.vault.journal import Journal, Listing, state_number
from tui.vault.ops import Op
from tui.vault.rows import Tables, text

JOURNAL = "j"

_LOOKS = 3
"""A vault that is open for reading only may change under us; look again so many times."""

_NEW = "new"


class Found(msgspec.Struct, frozen=True):
    """What a case's folder holds.

    Attributes:
        label: Its label.
        tables: Its tables as they are now.
        last: The last change, or None.
        point: The end of its chain.
        ended: Whether the last sitting came to its end.
        damaged: What couldn't be read and isn't needed, by name.
        keys: Its keys.
        journal: Its journal; None for a case of the first layout that can't be turned into one.
    """

    label: Label
    tables: Tables
    last: Stamp | None
    point: Point
    ended: bool
    damaged: tuple[str, ...]
    keys: Keys
    journal: Journal | None


class SealedCase(TableCase):
    """A case in the folder ``c/<id>`` of a vault. Made by :class:`tui.vault.Vault`."""

    def __init__(
        self, folder: Path, found: Found, *, read_only: bool, clock: Clock, random: Random
    ) -> None:
        """Go on from what was found in ``folder``."""
        super().__init__(tables=found.tables, last=found.last, clock=clock, random=random)
        self._folder = folder
        self._found: Found | None = found
        self._point = found.point
        self._label = found.label
        self._read_only = read_only
        self._wrote = False
        self._state_due = False
        self.id = folder.name
        self.name = found.label.name
        self.kind: CaseKind = found.label.kind

    @property
    def stored(self) -> bool:
        """True: a change is on the disk when its block ends."""
        return True

    @property
    def damaged(self) -> tuple[str, ...]:
        """What couldn't be read when the case was opened; kept, never used. Say so."""
        return self._open().damaged

    def rename(self, name: str, who: str) -> None:
        """Give the case another private label, stored before this returns.

        Raises:
            NotStored: If it could not be stored; the name is as before.
            RuntimeError: If a change of this case is under way.
        """
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        self._now()
        label = msgspec.structs.replace(
            self._label, name=text(name, "name"), number=self._label.number + 1
        )
        stamp = self._stamp(who, "rename")
        self._write("save", stamp, [])
        # The number grows even when a write fails: should the disk keep a file that it said
        # it didn't, the next one still counts before it.
        self._label = msgspec.structs.replace(self._label, number=label.number)
        try:
            kept = casefiles.put_label(self._folder, self._open().keys.identity, label)
        except OSError as error:
            raise NotStored.because(error) from error
        with contextlib.suppress(OSError):
            for old in durable.named(self._folder, casefiles.LABEL):
                if old != kept:
                    durable.discard(self._folder, old)
        self._label, self.name, self._last = label, name, stamp

    def close(self) -> None:
        """End the sitting, and let go of the answers and the keys. Never raises for the disk.

        What was stored is there without it; this notes that nothing is missing at the end,
        and keeps a state, so that opening is quick.
        """
        if self._wrote and self._tables is not None:
            with contextlib.suppress(NotStored):
                self._write("close", self._stamp("", "close"), [])
                self._put_state()
        self.forget()

    def history(self) -> Iterator[Frame]:
        """Every change from the first one, the whole chain checked on the way.

        Raises:
            VaultDamaged: Where something was changed, cut, moved or is missing; what came
                before was given.
            VaultTooNew: If a later version of the program wrote part of it.
        """
        found = self._open()
        if found.journal is None:
            return
        for _ in range(_LOOKS):
            with contextlib.suppress(FileNotFoundError):
                yield from found.journal.all()
                return
        raise VaultDamaged(found.journal.place())

    def forget(self) -> None:
        """Let go of the answers and the keys; using the case raises VaultClosed from now on."""
        super().forget()
        self._found = None
        self.name = ""
        self._label = msgspec.structs.replace(self._label, name="")

    def _open(self) -> Found:
        if self._found is None:
            raise VaultClosed
        return self._found

    def _keep(self, ops: list[Op], stamp: Stamp) -> None:
        self._write("save", stamp, ops)

    def _write(self, kind: Kind, stamp: Stamp, ops: list[Op]) -> None:
        """Add a frame to the journal."""
        found = self._open()
        if self._read_only or found.journal is None:
            raise VaultReadOnly
        if not self._wrote and not found.ended:
            # The sitting before broke off: a power cut, a stick taken out.
            self._add(found.journal, "repair", self._stamp("", "open"), [])
        if self._state_due:
            # A segment was closed: from here on a state makes opening quick after a crash.
            self._put_state()
            self._state_due = False
        self._state_due = found.journal.is_full
        self._add(found.journal, kind, stamp, ops)

    def _add(self, journal: Journal, kind: Kind, stamp: Stamp, ops: list[Op]) -> None:
        frame = frames.make(
            self._open().keys.signer,
            case=self.id,
            before=self._point,
            at=stamp.at,
            kind=kind,
            who=stamp.who,
            script=stamp.script,
            ops=ops,
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
        found = self._open()
        if found.journal is None:
            return
        state = states.State(self._point, self._last, self._now())
        sealed = states.seal(state, self.id, found.keys.identity, found.keys.signer)
        with contextlib.suppress(OSError):
            found.journal.put_state(self._point.n, sealed)


def make(parent: Path, label: Label, vault: Key, at: str) -> Found:
    """Make the folder of a new case, durably; gives what is in it.

    Args:
        parent: The folder of all cases.
        label: The new case's label, with its id.
        vault: The vault's identity.
        at: When, in ISO 8601.

    Raises:
        OSError: If it could not be made; ``parent`` is as before.
    """
    made: list[Found] = []
    durable.add_folder(
        parent, label.case, lambda folder: made.append(_fill(folder, label, vault, at))
    )
    (found,) = made
    if found.journal is not None:
        found.journal.folder = parent / label.case / JOURNAL  # it has its name now
    return found


def _fill(
    folder: Path,
    label: Label,
    vault: Key,
    at: str,
    *,
    tables: Tables | None = None,
    why: str = _NEW,
) -> Found:
    """Put new keys, a label and a journal with its first frame into a case's folder.

    Raises:
        OSError: If it could not be done.
    """
    keys = Keys.new()
    casefiles.put_keys(folder, vault, keys)
    casefiles.put_label(folder, keys.identity, label, settle=False)
    durable.make_folder(folder / JOURNAL)  # this makes the names of the others durable, too
    journal = Journal(folder / JOURNAL, label.case, keys.identity, keys.signer)
    rows = (
        ops.put(table, row, None, data)
        for table, found in (tables or {}).items()
        for row, data in found.items()
    )
    frame = frames.make(
        keys.signer,
        case=label.case,
        before=Point(),
        at=at,
        kind="save",
        who="",
        script=why,
        ops=list(rows),
    )
    journal.append(frame)
    return Found(label, tables or {}, None, frames.after(frame), True, (), keys, journal)


def find(folder: Path, vault: Key, *, read_only: bool, at: str) -> Found:
    """What a case's folder holds; mends what a crash left, where it may be written.

    Args:
        folder: The case's folder.
        vault: The vault's identity.
        read_only: Write nothing.
        at: The time now, in ISO 8601, for a case that is turned into a journal.

    Raises:
        VaultDamaged: If something that counts can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError):
            return _find(folder, vault, read_only=read_only, at=at)
    raise VaultDamaged(f"c/{folder.name}")


def label_of(folder: Path, vault: Key) -> Label:
    """A case's label, without opening its journal.

    Raises:
        VaultDamaged: If it can't be read.
        VaultTooNew: If a later version of the program wrote it.
    """
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError):
            if old := first_layout.find(folder, vault):
                return old.label
            keys = casefiles.read_keys(folder, vault)
            return casefiles.read_label(folder, keys.identity)[0]
    raise VaultDamaged(f"c/{folder.name}")


def _find(folder: Path, vault: Key, *, read_only: bool, at: str) -> Found:
    if old := first_layout.find(folder, vault):
        if read_only:
            keys = Keys.new()  # for nothing: nothing is written
            point = Point()
            return Found(old.label, old.tables, old.last, point, True, old.damaged, keys, None)
        _turn_into_journal(folder, old, vault, at)
    keys = casefiles.read_keys(folder, vault)
    label, older = casefiles.read_label(folder, keys.identity)
    journal = Journal(folder / JOURNAL, folder.name, keys.identity, keys.signer)
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
        # Every journal begins with a frame, so that an emptied one is no empty case.
        raise VaultDamaged(journal.place("open-000001.txt"))
    # A state is kept when a sitting ends; frames after it are of one that broke off.
    ended = not tail.frames or tail.frames[-1].head.kind == "close" or end.n == 1
    if not read_only:
        durable.clear(folder)
        with contextlib.suppress(OSError):
            if aside := journal.mend(listing, tail.bad, ended=ended):
                damaged.append(aside)
        for name in older:
            durable.discard(folder, name)
    elif tail.bad:
        damaged.append(journal.place())
    last = _last(tail.frames) or state.last
    return Found(label, tables, last, end, ended, tuple(damaged), keys, journal)


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
        if head.kind == "save" and head.script != _NEW:
            return Stamp(head.who, head.script, head.at)
    return None


def _turn_into_journal(folder: Path, old: first_layout.Old, vault: Key, at: str) -> None:
    """Bring a case of the first layout to the present one.

    Its old file goes last: as long as it is there, whatever else is there is begun anew.

    Raises:
        VaultDamaged: If it could not be done; the case is as before.
    """
    try:
        for prefix in (casefiles.IDENTITY, casefiles.SIGNING, casefiles.LABEL):
            for name in durable.named(folder, prefix):
                durable.remove(folder, name)
        durable.discard_folder(folder / JOURNAL)
        _fill(folder, old.label, vault, at, tables=old.tables, why="from the first layout")
        for name in old.names:
            durable.remove(folder, name)
        durable.sync_folder(folder)
    except OSError as error:
        raise NotStored.because(error) from error
