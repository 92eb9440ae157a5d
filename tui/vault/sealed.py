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
        didn't, the next one is still newer.
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
            file = durable.add(self._folder, PREFIX, data)
        except OSError as error:
            raise NotStored.because(error) from error
        _discard_all_but(self._folder, {file, *self._damaged})


class Found:
    """What a case's folder holds.

    Attributes:
        picture: The newest valid state.
        file: The name of its file.
        damaged: Names of files that can't be read.
    """

    def __init__(self, picture: picture.Picture, file: str, damaged: tuple[str, ...]) -> None:
        """Hold what was found."""
        self.picture = picture
        self.file = file
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
        _discard_all_but(folder, {found.file, *found.damaged})
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
    valid: list[tuple[int, str, picture.Picture]] = []
    damaged: list[str] = []
    for name in names:
        state = _read(folder, name, key)
        if state is None:
            damaged.append(name)
        else:
            valid.append((state.sequence, name, state))
    if not valid:
        raise VaultDamaged(f"c/{folder.name}/{damaged[0] if damaged else PREFIX}")
    _, file, state = max(valid, key=lambda item: item[:2])
    return Found(state, file, tuple(damaged))


def _read(folder: Path, name: str, key: Key) -> picture.Picture | None:
    """The case in one file, or None when it is damaged or belongs elsewhere."""
    try:
        state = picture.from_bytes(key.unseal(durable.read(folder, name)))
    except FileNotFoundError:
        raise
    except (OSError, durable.Changed, NotOpened, picture.NotAPicture):
        return None
    return state if state.case == folder.name else None


def _discard_all_but(folder: Path, keep: set[str]) -> None:
    """Remove the case's other files; what can't be removed waits for the next time."""
    with contextlib.suppress(OSError):
        for name in durable.named(folder, PREFIX):
            if name not in keep:
                durable.discard(folder, name)
