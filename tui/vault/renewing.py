"""Going on under another key, so that whoever had the one before reads nothing new.

What was written before stays under the key before, unless it is sealed again. A frame says that
the key changed; whatever comes from it on counts under the newest key only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from tui.vault import durable, frames, ops, segments, states
from tui.vault.agefile import Key, NotOpened
from tui.vault.casefiles import Keys
from tui.vault.change import Change
from tui.vault.errors import NotStored, VaultDamaged, VaultReadOnly
from tui.vault.frames import Frame
from tui.vault.journal import Journal
from tui.vault.journaled import Journaled
from tui.vault.rekeying import Piece
from tui.vault.rows import Tables


class Renewal(NamedTuple):
    """What going on under another key takes; see :mod:`tui.vault.rekeying`."""

    keys: Keys
    frame: Frame
    tables: Tables
    pieces: list[Piece]
    old: list[str]


class Renewing(Journaled):
    """Tables in a journal that can go on under another key."""

    def _renewal(
        self, fresh: Callable[[int], Key], who: str, work: Callable[[Change], object]
    ) -> Renewal:
        """Prepare to go on under another key; nothing is written but what ends a segment.

        Args:
            fresh: Gives the key, told the number of the first change it is for.
            who: Who does this.
            work: What changes in the tables with it.

        Raises:
            NotStored: If it can't be done.
            VaultDamaged: If something that counts can't be read.
        """
        kept = self._open()
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        if self.read_only or kept.journal is None:
            raise VaultReadOnly
        self._finish_erasing()
        if self._erasing:
            raise NotStored("other")
        journal, stamp = kept.journal, self._stamp(who, "rekey")
        try:
            self._begin_sitting(kept, journal)
            journal.close_segment()
            stale = segments.listing(journal.folder).states
        except durable.Changed:
            raise NotStored("gone") from None
        except OSError as error:
            raise NotStored.because(error) from error
        keys = Keys(fresh(self._point.n + 1), kept.keys.signer)
        change = Change(self._now(), self._random)
        work(change)
        steps = change.finish()
        tables = {name: dict(rows) for name, rows in self._now().items()}
        ops.apply(tables, steps)
        frame = frames.make(
            keys.signer,
            case=journal.case,
            before=self._point,
            at=stamp.at,
            kind="rekey",
            who=stamp.who,
            script=stamp.script,
            ops=steps,
        )
        state = states.State(frames.after(frame), self._last, tables)
        sealed = states.seal(state, journal.case, keys.identity, keys.signer)
        inside = journal.place()
        return Renewal(
            keys,
            frame,
            tables,
            [
                Piece(inside, *journal.closed(frame, keys.identity)),
                Piece(inside, f"state-{frame.head.n:08d}", sealed),
            ],
            [f"{inside}/{name}" for name in stale],
        )

    def _renewed(self, renewal: Renewal) -> None:
        """Go on under another key: all that was prepared is on the disk."""
        kept = self._open()
        if kept.journal is not None:
            kept.journal.go_on(renewal.keys.identity)
        self._kept = msgspec.structs.replace(kept, keys=renewal.keys)
        self._tables, self._point = renewal.tables, frames.after(renewal.frame)
        self._wrote, self._state_due = True, False

    def _seal_again(self) -> bool:
        """Seal what an older key opens to the newest, too; gives whether all of it is."""
        kept = self._open()
        if kept.journal is None:
            return False
        try:
            if _renew(kept.journal, kept.keys.identity):
                kept.journal.purge(kept.damaged)
                self._put_state()
        except (OSError, VaultDamaged):
            return False
        return True


def sealed_again(journal: Journal, key: Key) -> Iterator[tuple[str, bytes]]:
    """All closed segments of a journal under another key, where nothing is open.

    Gives what their names begin with, and their bytes. They are not written here.

    Raises:
        OSError: If the folder can't be read.
        VaultDamaged: If one can't be read as it was written.
    """
    for number, name in sorted(segments.listing(journal.folder).segments.items()):
        lines = b"".join(frame.lines for frame in journal.segment(name))
        yield f"seg-{number:06d}-{segments.turn(name) + 1}", key.seal(frames.padded(lines))


def _renew(journal: Journal, key: Key) -> bool:
    """Seal the closed segments that only an older key opens to the newest.

    The older files stay until they are purged. Gives whether there were any.

    Raises:
        OSError: If it could not be done; each segment is there under one key or both.
        VaultDamaged: If one can't be read as it was written.
    """
    any_older = False
    for number, name in sorted(segments.listing(journal.folder).segments.items()):
        try:
            newest = key.opened(durable.read(journal.folder, name))[1]
        except (durable.Changed, NotOpened):
            raise VaultDamaged(journal.place(name)) from None
        if not newest:
            any_older = True
            journal.replace(number, [frame.lines for frame in journal.segment(name)])
    return any_older
