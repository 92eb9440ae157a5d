"""A case on the disk: one sealed file, replaced as a whole by every change."""

from __future__ import annotations

import contextlib
from pathlib import Path

from tui.vault import durable, picture
from tui.vault.agefile import Key, NotOpened
from tui.vault.case import CaseKind, Clock, Stamp, TableCase
from tui.vault.change import Random
from tui.vault.errors import NotStored, VaultClosed, VaultDamaged, VaultReadOnly
from tui.vault.rows import Tables, text

PREFIX = "case"
"""A case's file is ``case-<sha>.age``."""

_LOOKS = 3
"""A vault that is open for reading only may change under us; look again so many times."""


class SealedCase(TableCase):
    """A case in the folder ``c/<id>`` of a vault. Made by :class:`tui.vault.Vault`."""

    def __init__(
        self,
        folder: Path,
        found: Found,
        *,
        key: Key,
        read_only: bool,
        clock: Clock,
        random: Random,
    ) -> None:
        """Go on from what was found in ``folder``."""
        now = found.picture
        super().__init__(tables=now.tables, last=now.last, clock=clock, random=random)
        self._folder = folder
        self._key: Key | None = key
        self._read_only = read_only
        self._sequence = now.sequence
        self._damaged = found.damaged
        self._known = {*found.names}
        self.id = now.case
        self.name = now.name
        self.kind: CaseKind = now.kind

    @property
    def stored(self) -> bool:
        """True: a change is on the disk when its block ends."""
        return True

    @property
    def damaged(self) -> tuple[str, ...]:
        """Files beside the one that was opened that couldn't be read; kept, never used.

        Any at all means that a later state of the case may be lost: say so.
        """
        return self._damaged

    def rename(self, name: str, who: str) -> None:
        """Give the case another private label, stored before this returns.

        Raises:
            NotStored: If it could not be stored; the name is as before.
            RuntimeError: If a change of this case is under way.
        """
        if self._changing:
            raise RuntimeError("a change of this case is under way")
        stamp = self._stamp(who, "rename")
        self._write(self._now(), stamp, text(name, "name"))
        self.name, self._last = name, stamp

    def forget(self) -> None:
        """Let go of the answers and the key; using the case raises VaultClosed from now on."""
        super().forget()
        self._key = None
        self.name = ""

    def _keep(self, tables: Tables, stamp: Stamp) -> None:
        self._write(tables, stamp, self.name)

    def _write(self, tables: Tables, stamp: Stamp, name: str) -> None:
        """Put a new file in place of the old one.

        The number grows even when a write fails: should the disk keep a file that it said it
        didn't, the next one is still newer. A file that we know nothing of was put there while
        we had the case open, say on a stick that went to another machine and came back: it is
        not ours to replace.
        """
        if self._key is None:
            raise VaultClosed
        if self._read_only:
            raise VaultReadOnly
        self._sequence += 1
        data = to_file(
            picture.Picture(
                case=self.id,
                sequence=self._sequence,
                name=name,
                kind=self.kind,
                last=stamp,
                tables=tables,
            ),
            self._key,
        )
        try:
            before = set(durable.named(self._folder, PREFIX))
            if not before <= self._known:
                raise NotStored("gone")
            self._known.add(durable.name_for(PREFIX, data))
            durable.add(self._folder, PREFIX, data)
        except OSError as error:
            raise NotStored.because(error) from error
        for old in before.difference(self._damaged):
            durable.discard(self._folder, old)


class Found:
    """What a case's folder holds.

    Attributes:
        picture: The newest valid state.
        names: All files of the case.
        old: Those of earlier states.
        damaged: Those that can't be read.
    """

    def __init__(
        self,
        picture: picture.Picture,
        names: tuple[str, ...],
        old: tuple[str, ...] = (),
        damaged: tuple[str, ...] = (),
    ) -> None:
        """Hold what was found."""
        self.picture = picture
        self.names = names
        self.old = old
        self.damaged = damaged


def to_file(state: picture.Picture, key: Key) -> bytes:
    """The sealed bytes of a case."""
    return key.seal(picture.to_bytes(state))


def find(folder: Path, key: Key, *, read_only: bool) -> Found:
    """The newest valid state in a case's folder; clears what earlier writes left over.

    Raises:
        VaultDamaged: If there is none.
        VaultTooNew: If a later version of the program wrote it.
    """
    found = _look(folder, key)
    if not read_only:
        durable.clear(folder)
        with contextlib.suppress(OSError):
            if found.old:
                # A crash may have come before the newest one's name was durable.
                durable.sync_folder(folder)
            for old in found.old:
                durable.discard(folder, old)
    return found


def _look(folder: Path, key: Key) -> Found:
    for _ in range(_LOOKS):
        with contextlib.suppress(FileNotFoundError):
            return _newest(folder, key)
    raise VaultDamaged(f"c/{folder.name}")


def _newest(folder: Path, key: Key) -> Found:
    try:
        names = durable.named(folder, PREFIX)
    except FileNotFoundError:
        raise
    except OSError:
        raise VaultDamaged(f"c/{folder.name}") from None
    states = {name: _read(folder, name, key) for name in names}
    damaged = tuple(name for name, state in states.items() if state is None)
    valid = [(state.sequence, name, state) for name, state in states.items() if state is not None]
    if not valid:
        raise VaultDamaged(f"c/{folder.name}/{damaged[0] if damaged else PREFIX}")
    *old, (_, _, newest) = sorted(valid, key=lambda item: item[:2])
    return Found(newest, tuple(names), tuple(name for _, name, _ in old), damaged)


def _read(folder: Path, name: str, key: Key) -> picture.Picture | None:
    """The case in one file, or None when it is damaged or belongs elsewhere.

    Raises:
        FileNotFoundError: If it went away.
        VaultDamaged: If the disk can't read it now. It may be the newest, so an older one must
            not stand in for it.
        VaultTooNew: If a later version of the program wrote it.
    """
    try:
        state = picture.from_bytes(key.unseal(durable.read(folder, name)))
    except FileNotFoundError:
        raise
    except OSError:
        raise VaultDamaged(f"c/{folder.name}/{name}") from None
    except (durable.Changed, NotOpened, picture.NotAPicture):
        return None
    return state if state.case == folder.name else None
