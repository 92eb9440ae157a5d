"""What macOS and Windows do otherwise, as far as it can be shown on another system."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.vault.backups import backed, on, rehearsed
from tests.vault.conftest import PASSPHRASE, QUICK, create, reopen
from tui.vault import NotStored, Vault, durable, systems


class Windows:
    """An ``os`` that has no folder to open and renames over nothing; files may be in use.

    ``busy`` is how often in a row a rename or a removal is refused, because something else has
    just opened the file.
    """

    name = "nt"

    def __init__(self, busy: int = 0) -> None:
        self.busy, self.refused = busy, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).is_dir():
            raise PermissionError(errno.EACCES, "Access is denied", str(path))
        return os.open(path, flags, mode)

    def rename(self, old: Path, new: Path) -> None:
        self._in_use()
        if Path(new).exists():
            raise FileExistsError(errno.EEXIST, "File exists", str(new))
        Path(old).rename(new)

    def unlink(self, path: Path) -> None:
        self._in_use()
        Path(path).unlink()

    def _in_use(self) -> None:
        if self.refused < self.busy:
            self.refused += 1
            raise PermissionError(errno.EACCES, "used by another process")
        self.refused = 0


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, each time; nobody really does."""
    found: list[float] = []
    monkeypatch.setattr(systems, "wait", found.append)
    return found


def put(vault: Vault, number: int) -> None:
    with vault.case(vault.cases()[0].id).change("me", "x@1") as change:
        change.put("t", "row", {"n": number})


def all_of_it(place: Path, stick: Path) -> None:
    with create(place) as vault:
        vault.new_case("Ann", "client")
        put(vault, 1)
    with reopen(place) as vault:
        put(vault, 2)
        vault.rename(vault.cases()[0].id, "Bea", "me")
        vault.slots.change_passphrase("another one", log_n=QUICK)
        vault.revoke([], ["another one"], log_n=QUICK, seal_again=True)
        put(vault, 3)
        gone = vault.new_case("Gone", "client").id
        assert vault.delete(gone)
    backed(place, stick)
    with Vault.open(place, "another one") as vault:
        put(vault, 4)
        assert vault.verify().sound
    assert backed(place, stick).copied


@pytest.mark.parametrize("busy", [0, 1, 3])
def test_it_works_as_windows_has_it(tmp_path: Path, waits: list[float], busy: int) -> None:
    with on(Windows(busy)):
        all_of_it(tmp_path / "v", tmp_path / "stick")
    with Vault.open(tmp_path / "v", "another one") as vault:
        assert vault.case(vault.cases()[0].id).get("t", "row") == {"n": 4}
        assert vault.verify().findings == ()  # what was in use and left over is gone
    assert not list(tmp_path.rglob("tmp-*"))
    assert bool(waits) == bool(busy)
    assert all(wait <= systems._FIRST * 4 for wait in waits)


def test_what_stays_in_use_is_told_in_the_end(tmp_path: Path, waits: list[float]) -> None:
    with create(tmp_path / "v") as vault:
        vault.new_case("Ann", "client")
        with on(Windows(busy=10**6)), pytest.raises(NotStored) as told:
            vault.rename(vault.cases()[0].id, "Bea", "me")
        assert told.value.kind == "read-only"
        assert 2 < sum(waits) < 3
    with reopen(tmp_path / "v") as vault:
        assert [info.name for info in vault.cases()] == ["Ann"]


def test_elsewhere_nobody_waits(tmp_path: Path, waits: list[float]) -> None:
    class Refusing:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def rename(self, old: Path, new: Path) -> None:
            raise PermissionError

    with on(Refusing()), pytest.raises(PermissionError):
        durable.add(tmp_path, "x", b"data")
    assert waits == []
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def mac(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], list[int]]:
    """Have macOS's call; ``refuse`` is what it answers. Gives the calls that were made."""

    def have(refuse: int) -> list[int]:
        calls: list[int] = []

        def fcntl(handle: int, command: int) -> int:
            assert command == 51
            os.fstat(handle)  # it is open
            calls.append(handle)
            if refuse:
                raise OSError(refuse, os.strerror(refuse))
            return 0

        monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(fcntl=fcntl, F_FULLFSYNC=51))
        return calls

    return have


class Counting:
    def __init__(self) -> None:
        self.synced = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def fsync(self, handle: int) -> None:
        self.synced += 1
        os.fsync(handle)


@pytest.mark.parametrize("refuse", [0, errno.ENOTSUP, errno.ENOTTY, errno.EINVAL])
def test_on_macos_the_drive_writes_it_too(
    tmp_path: Path, mac: Callable[[int], list[int]], refuse: int
) -> None:
    """Where a disk does not know the call, fsync has to do."""
    with create(tmp_path / "v") as vault:
        vault.new_case("Ann", "client")
        calls, counting = mac(refuse), Counting()
        with on(counting):
            put(vault, 1)
            durable.add(tmp_path, "x", b"data")
        assert len(calls) == counting.synced == 3


@pytest.mark.parametrize("refuse", [errno.EIO, errno.ENOSPC])
def test_what_the_drive_lost_was_not_stored(
    tmp_path: Path, mac: Callable[[int], list[int]], refuse: int
) -> None:
    with create(tmp_path / "v") as vault:
        vault.new_case("Ann", "client")
        put(vault, 1)
        mac(refuse)
        with pytest.raises(NotStored):
            put(vault, 2)
        assert vault.case(vault.cases()[0].id).get("t", "row") == {"n": 1}
        mac(0)
        put(vault, 3)
    with Vault.open(tmp_path / "v", PASSPHRASE) as vault:
        assert vault.case(vault.cases()[0].id).get("t", "row") == {"n": 3}
        assert vault.verify().findings == ()


def test_a_folder_that_knows_no_fsync_is_no_failure(tmp_path: Path) -> None:
    class Unknowing(Counting):
        def fsync(self, handle: int) -> None:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))

    with on(Unknowing()):
        durable.sync_folder(tmp_path)

    class Failing(Counting):
        def fsync(self, handle: int) -> None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    with on(Failing()), pytest.raises(OSError, match="Input/output"):
        durable.sync_folder(tmp_path)


def test_backups_too(tmp_path: Path, waits: list[float]) -> None:
    with create(tmp_path / "v") as vault:
        vault.new_case("Ann", "client")
        put(vault, 1)
    with on(Windows(busy=1)):
        backed(tmp_path / "v", tmp_path / "stick")
    assert len(rehearsed(tmp_path / "stick").cases) == 1
