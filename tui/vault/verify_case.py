"""Looking through one case with the vault's key: its whole chain, its states, receipts of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from tui.vault import (
    blobs_named,
    casefiles,
    durable,
    first_layout,
    frames,
    journal,
    log,
    ops,
    segments,
    states,
    verify_blobs,
)
from tui.vault.agefile import Key, NotOpened
from tui.vault.errors import VaultDamaged, VaultTooNew
from tui.vault.findings import Kind
from tui.vault.frames import BlankBody, Frame, NotAFrame, Point, Vouching
from tui.vault.journaled import NOWHERE
from tui.vault.receipt import Receipt
from tui.vault.rows import Tables
from tui.vault.signing import Verifier
from tui.vault.verify_files import Progress, unlined

Found = Callable[..., None]
"""Told what is found: its kind, its place, and its line if any."""


def check_case(
    path: Path,
    case: str,
    vault: Key,
    found: Found,
    receipts: Sequence[Receipt],
    progress: Progress,
    noted: Point = NOWHERE,
) -> int:
    """Look through one case.

    Args:
        path: The vault's folder.
        case: The case's id.
        vault: The vault's identity.
        found: Told what is found.
        receipts: Receipts of this case.
        progress: Told how far it is.
        noted: How far it had come when it was last left, by the vault's log.

    Returns:
        How many changes were read.
    """
    folder = path / "c" / case
    try:
        if first_layout.find(folder, vault):
            return 0
        keys = casefiles.read_keys(folder, vault)
    except (VaultDamaged, VaultTooNew, FileNotFoundError) as error:
        _tell(found, error, f"c/{case}")
        return 0
    try:
        _label, older = casefiles.read_label(folder, keys.identity)
        for name in older:
            found("left-over", f"c/{case}/{name}")
    except (VaultDamaged, VaultTooNew, FileNotFoundError) as error:
        _tell(found, error, f"c/{case}/{casefiles.LABEL}")
    chain = journal.Journal(folder / "j", case, keys.identity, keys.signer)
    look = ChainCheck(chain, keys, found, receipts, noted)
    read = look.check(progress)
    if look.tables is not None:
        verify_blobs.check(folder, keys.identity.each, look.tables, look.named, found, progress)
    return read


def check_log(path: Path, vault: Key, found: Found, progress: Progress) -> None:
    """Look through the vault's own log, where it has one."""
    folder = path / log.FOLDER
    if not durable.is_folder(folder):
        return
    try:
        signer = casefiles.read_signer(folder, vault, log.FOLDER)
    except (VaultDamaged, FileNotFoundError) as error:
        _tell(found, error, log.FOLDER)
        return
    chain = journal.Journal(folder, log.NAME, vault, signer, log.FOLDER)
    ChainCheck(chain, casefiles.Keys(vault, signer), found).check(progress)


def _tell(found: Found, error: Exception, place: str) -> None:
    if isinstance(error, VaultDamaged):
        found("sealed", error.file)
    else:
        found("too-new" if isinstance(error, VaultTooNew) else "missing", place)


class ChainCheck:
    """Looking through a journal.

    Args:
        chain: The journal.
        keys: Its keys.
        found: Told what is found.
        receipts: Receipts of it.
        noted: How far it had come when it was last left.

    Attributes:
        named: The blobs that any change named; None where not every change can be read.
    """

    def __init__(
        self,
        chain: journal.Journal,
        keys: casefiles.Keys,
        found: Found,
        receipts: Sequence[Receipt] = (),
        noted: Point = NOWHERE,
    ) -> None:
        """Look at nothing yet."""
        self._chain = chain
        self._keys = keys
        self._tell = found
        writer = keys.signer.public
        self._receipts = [one for one in receipts if one.writer == writer]
        if len(self._receipts) < len(receipts):
            found("receipt-other", chain.place())
        self._noted = noted
        self._behind = self._told = False
        self.named: set[str] | None = set()
        self._read = 0
        self._tables: Tables | None = {}
        self._point: Point | None = Point()
        self._states: dict[int, list[tuple[str, states.State]]] = {}
        self._vouching = Vouching()
        self._places: dict[int, tuple[str, int]] = {}
        self._unlike: list[tuple[int, str]] = []

    @property
    def tables(self) -> Tables | None:
        """The tables after the last change; None where they can't be told."""
        return self._tables

    def check(self, progress: Progress) -> int:
        """Look through it all; what can't be read is noted, and what comes after it read on.

        Returns:
            How many changes were read.
        """
        chain, keys = self._chain, self._keys
        try:
            listing = segments.listing(chain.folder)
        except OSError as error:
            self._found(_unread(error), chain.place())
            return 0
        self._read_states(chain, listing.states, keys)
        total = max(listing.segments, default=0) + 1
        for number in range(1, total):
            progress(number, total)
            if name := listing.segments.get(number):
                self._follow(chain.place(name), _closed(chain, name, keys))
            else:
                self._lose()
        if name := listing.open.get(total):
            self._follow(chain.place(name), _opened(chain, name, keys))
        self._end(chain)
        return self._read

    def _found(self, kind: Kind, place: str, line: int = 0) -> None:
        self._told = True
        self._tell(kind, place, line)

    def _read_states(self, chain: journal.Journal, names: list[str], keys: casefiles.Keys) -> None:
        for name in names:
            try:
                sealed = durable.read(chain.folder, name)
                state = states.unseal(sealed, chain.case, keys.identity, keys.signer)
            except FileNotFoundError:
                continue  # a newer one took its place meanwhile
            except (OSError, durable.Changed) as error:
                self._found(_unread(error), chain.place(name))
            except states.NotAState:
                self._found("sealed", chain.place(name))
            except VaultTooNew:
                self._found("too-new", chain.place(name))
            else:
                self._states.setdefault(state.point.n, []).append((chain.place(name), state))

    def _follow(self, place: str, found: Iterable[Frame | _Bad]) -> None:
        """Go along a segment's frames; after a bad one the rest is taken up again from there."""
        for number, one in enumerate(found, 1):
            if isinstance(one, _Bad):
                self._found(one.kind, place, one.line)
                self._lose()
                continue
            self._read += 1
            if self._point is not None and not frames.follows(one, self._point):
                self._found("chain", place, number)
                self._lose()
            self._vouching.saw(one)
            self._places[one.head.n] = place, number
            if self.named is not None:
                self.named |= blobs_named.in_frame(one)
            self._apply(one, place, number)
            self._point = frames.after(one)
            self._compare(one)

    def _apply(self, frame: Frame, place: str, number: int) -> None:
        if self._tables is None:
            return
        try:
            ops.apply(self._tables, frame.ops)
        except (ops.Misfit, msgspec.MsgspecError):
            self._found("frame", place, number)
            self._tables = None

    def _compare(self, frame: Frame) -> None:
        """Compare the states and receipts of this place in the chain with it."""
        for place, state in self._states.pop(frame.head.n, ()):
            known = self._tables is not None
            if state.point.hash != frame.hash:
                self._found("state", place)
            elif known and not _alike(self._tables or {}, state.tables):
                self._unlike.append((frame.head.n, place))
        for one in self._receipts:
            if one.n == frame.head.n and one.head != frame.hash:
                self._found("receipt-fork", self._chain.place())
        if frame.head.n == self._noted.n and frame.hash != self._noted.hash:
            self._behind = True

    def _lose(self) -> None:
        """Something can't be read: what comes after stands for itself."""
        self._point = self._tables = self.named = None

    def _end(self, chain: journal.Journal) -> None:
        n = self._point.n if self._point is not None else 0
        for number in self._vouching.unvouched():
            self._found("blank", *self._places[number])
        for number in self._vouching.unfinished():
            if number in self._places:
                self._found("unerased", self._places[number][0])
        for number, place in self._unlike:
            # Before something was taken out for good, a state still had it.
            self._found("unerased" if number < self._vouching.last else "state", place)
        for found in self._states.values():
            for place, state in found:
                if state.point.n > n:
                    self._found("ahead", place)
        if (self._behind or self._noted.n > n) and not self._told:
            self._found("case-behind", chain.place())  # else what was found says why
        for one in self._receipts:
            if one.n > n:
                self._found("receipt-rollback", chain.place())
        if not self._read:
            self._found("missing", chain.place("open-000001.txt"))


class _Bad(msgspec.Struct, frozen=True):
    """Something of a segment that can't be read."""

    kind: Kind
    line: int = 0


def _unread(error: Exception) -> Kind:
    if isinstance(error, FileNotFoundError):
        return "missing"
    return "unreadable" if isinstance(error, OSError) else "changed"


def _closed(chain: journal.Journal, name: str, keys: casefiles.Keys) -> Iterator[Frame | _Bad]:
    """The frames of a closed segment. Its last signature vouches for all before it."""
    try:
        plain, newest = keys.identity.opened(durable.read(chain.folder, name))
    except (OSError, durable.Changed) as error:
        yield _Bad(_unread(error))
        return
    except NotOpened:
        yield _Bad("sealed")
        return
    number = 0
    since = 0 if newest else keys.identity.since
    for number, one in enumerate(_each(plain, chain.case, keys.signer, vouched=True), 1):
        bad = _bad(one, since)
        yield _Bad(bad, number) if bad else one
    if not number:
        yield _Bad("frame")


def _opened(chain: journal.Journal, name: str, keys: casefiles.Keys) -> Iterator[Frame | _Bad]:
    """The frames of the open segment."""
    try:
        lines = durable.read_any(chain.folder, name).split(b"\n")[:-1]
    except OSError as error:
        yield _Bad(_unread(error))
        return
    for number, line in enumerate(lines, 1):
        try:
            plain, newest = keys.identity.opened(unlined(line))
        except NotOpened:
            yield _Bad("line", number)
            continue
        found = list(_each(plain, chain.case, keys.signer, vouched=False))
        one = found[0] if len(found) == 1 else _Bad("frame")
        bad = _bad(one, 0 if newest else keys.identity.since)
        yield _Bad(bad, number) if bad else one


def _bad(one: Frame | _Bad, since: int) -> Kind | None:
    """What is wrong with a frame; one from ``since`` on must not be under an older key."""
    if isinstance(one, _Bad):
        return one.kind
    return "sealed" if since and one.head.n >= since else None


def _each(plain: bytes, case: str, signer: Verifier, *, vouched: bool) -> Iterator[Frame | _Bad]:
    try:
        yield from frames.read_all(plain, case, signer, each=not vouched)
    except BlankBody:
        yield _Bad("blank")
    except NotAFrame:
        yield _Bad("frame")
    except VaultTooNew:
        yield _Bad("too-new")


def _alike(ours: Tables, theirs: Tables) -> bool:
    """Whether two tables hold the same rows in the same order."""
    return [(name, list(rows.items())) for name, rows in ours.items()] == [
        (name, list(rows.items())) for name, rows in theirs.items()
    ]
