"""Putting files in the place of others so that all of them count at once, or none.

::

    rekey-<sha>.json      what is coming and what it replaces; what is coming does not count yet
    rekeyed-<sha>.json    the same, from the moment on that what came counts; what it replaces goes

The first is written before anything else, and gets its other name when all that is new is on the
disk: that is the moment. So what a crash left can be undone or finished without any key, which
the next opening does. Where nothing can be written, what doesn't count is not looked at.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from tui.vault import durable, view
from tui.vault.errors import Broken, NotStored, VaultDamaged, VaultTooNew

COMING, DONE = "rekey", "rekeyed"
VERSION = 1

Progress = Callable[[int, int], None]
"""Told how much is done, of how much; what it raises before the end undoes all of it."""

_NEEDED = {"passphrase", "id", "sign", "name", "seg"}
"""Sorts of files without which something can't be opened."""

_PLAN = re.compile(rf"(?:{COMING}|{DONE})-[0-9a-f]{{64}}\.json")
_PATH = re.compile(r"(?:k|log|c/[a-z2-7]{16}(?:/j)?)/[a-z]+(?:-[0-9]+){0,2}-[0-9a-f]{64}\.age")


class Piece(NamedTuple):
    """A file that is coming: the folder inside the vault, how its name begins, its bytes."""

    folder: str
    prefix: str
    data: bytes

    @property
    def name(self) -> str:
        """Its name."""
        return durable.name_for(self.prefix, self.data)

    @property
    def path(self) -> str:
        """Where it will be, inside the vault."""
        return f"{self.folder}/{self.name}"


class Plan(msgspec.Struct, frozen=True):
    """Which files come and which go, as paths inside the vault."""

    new: tuple[str, ...]
    old: tuple[str, ...]
    v: Literal[1] = 1


class _Version(msgspec.Struct):
    v: int


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Plan).decode
_version = msgspec.json.Decoder(_Version).decode


def is_plan(name: str) -> bool:
    """Whether a file of that name, in the folder of a vault, is such a plan."""
    return _PLAN.fullmatch(name) is not None


def exchange(
    root: Path,
    pieces: Sequence[Piece],
    old: Sequence[str],
    progress: Progress = lambda done, of: None,
) -> None:
    """Put new files in the place of old ones. On return the old ones are gone.

    Args:
        root: The vault's folder.
        pieces: The new ones.
        old: The paths of those that go.
        progress: Told how far it is.

    Raises:
        Broken: If the disk failed where it is unsure what counts. Nothing may be written to this
            vault any more until it is opened again, which finishes or undoes it.
        NotStored: If it could not be done. All is as it was, as with anything else it raises.
    """
    plan = Plan(tuple(piece.path for piece in pieces), tuple(old))
    try:
        name = durable.add(root, COMING, _encode(plan) + b"\n", ".json")
    except OSError as error:
        _undo(root, error)
        raise NotStored.because(error) from error
    try:
        done = 0
        for folder in dict.fromkeys(piece.folder for piece in pieces):
            for piece in pieces:
                if piece.folder == folder:
                    progress(done, len(pieces))
                    durable.add(root / folder, piece.prefix, piece.data, settle=False)
                    done += 1
            durable.sync_folder(root / folder)
    except BaseException as error:
        _undo(root, error)
        if isinstance(error, OSError):
            raise NotStored.because(error) from error
        raise
    try:
        durable.rename(root, name, name.replace(COMING, DONE, 1))
        _remove(root, plan.old)
        durable.remove(root, name.replace(COMING, DONE, 1))
    except BaseException as error:
        raise Broken from error
    progress(len(pieces), len(pieces))


def ready(root: Path, *, write: bool) -> bool:
    """Make a vault ready for use; gives whether it can be written to.

    Raises:
        VaultDamaged: If a plan can't be read.
        VaultTooNew: If a later version of the program wrote one.
    """
    if write:
        with contextlib.suppress(OSError):
            settle(root)
            return True
    with contextlib.suppress(OSError):
        hide(root)
    return False


def settle(root: Path) -> None:
    """Finish what counts already, and undo what doesn't yet.

    Raises:
        OSError: If it could not be done; see :func:`hide`.
        VaultDamaged: If a plan can't be read.
        VaultTooNew: If a later version of the program wrote one.
    """
    view.hide(root, ())
    for name, plan in _plans(root):
        if name.startswith(f"{DONE}-"):
            durable.sync_folder(root)  # whoever gave it that name may have ended before this
            _see_what_stays(root, plan)
            _remove(root, plan.old)
        else:
            _remove(root, plan.new)
        durable.remove(root, name)


def hide(root: Path) -> None:
    """Where nothing can be written, look at nothing that doesn't count.

    Raises:
        OSError: If the folder can't be read.
        VaultDamaged: If a plan can't be read.
        VaultTooNew: If a later version of the program wrote one.
    """
    hidden: list[str] = []
    for name, plan in _plans(root):
        hidden += plan.old if name.startswith(f"{DONE}-") else plan.new
    view.hide(root, hidden)


def _plans(root: Path) -> list[tuple[str, Plan]]:
    return [(name, _read(root, name)) for name in durable.names(root) if is_plan(name)]


def _read(root: Path, name: str) -> Plan:
    try:
        data = durable.read(root, name)
        if _version(data).v > VERSION:
            raise VaultTooNew
        plan = _decode(data)
    except (durable.Changed, msgspec.MsgspecError):
        raise VaultDamaged(name) from None
    if not all(_PATH.fullmatch(path) for path in (*plan.new, *plan.old)):
        raise VaultDamaged(name)
    return plan


def _undo(root: Path, error: BaseException) -> None:
    """Take back what was begun.

    Raises:
        Broken: If that can't be done, either.
    """
    try:
        settle(root)
    except (OSError, VaultDamaged):
        raise Broken from error


def _see_what_stays(root: Path, plan: Plan) -> None:
    """See that nothing goes before what stands in its place is there, as where a copy is half done.

    Raises:
        OSError: If a folder can't be read.
        VaultDamaged: If something is not there.
    """
    for folder, going in _by_folder(plan.old).items():
        try:
            there = durable.names(root / folder)
        except FileNotFoundError:
            continue
        stays = [name for name in there if name not in going]
        for sort in {_sort(name) for name in there if name in going} & _NEEDED:
            if not any(_sort(name) == sort and durable.fits(root / folder, name) for name in stays):
                raise VaultDamaged(f"{folder}/{sort}")


def _sort(name: str) -> str:
    """What sort of file it is; a vault needs no more than one thing that can be typed."""
    found = name.partition("-")[0]
    return "passphrase" if found == "recovery" else found


def _by_folder(paths: Sequence[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        found.setdefault(folder, set()).add(name)
    return found


def _remove(root: Path, paths: Sequence[str]) -> None:
    """Remove files, durably; some may be gone already, and a whole case since."""
    for folder, going in _by_folder(paths).items():
        try:
            there = durable.names(root / folder)
        except FileNotFoundError:
            continue
        for name in there:
            if name in going:
                durable.remove(root / folder, name)
        durable.sync_folder(root / folder)
