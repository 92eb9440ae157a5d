"""Taking a file in while the disk fails, the program is killed or the power goes."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.vault.backups import on, some_states
from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay
from tests.vault.test_blobs_verify import case_of, take
from tui.vault import NotStored, Vault, VaultError, blobs_source
from tui.vault.blobs_files import File

OLD, NEW = random.Random(1).randbytes(50_000), random.Random(2).randbytes(200_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case that has one file."""
    path = tmp_path_factory.mktemp("made") / "v"
    with create(path) as vault:
        take(vault.new_case("Ann", "own"), OLD, "old")
    return path


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case that never had a file."""
    path = tmp_path_factory.mktemp("empty") / "v"
    with create(path) as vault:
        vault.new_case("Ann", "own")
    return path


def names(path: Path) -> list[str]:
    """The files of the case, each read through; nothing else may be wrong or left over."""
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert report.sound, report.findings
    with reopen(path) as vault:
        case = case_of(vault)
        assert case.damaged == ()
        found = []
        for file in case.files.list():
            with case.files.open(file) as stream:
                assert hashlib.sha256(stream.read()).hexdigest() == file.sha256
            found.append(file.name)
    left = [file for file in path.glob("c/*/b/**/*") if file.is_file()]
    with reopen(path) as vault:
        named = {part for file in case_of(vault).files.list() for part in file.parts}
    assert {file.name for file in left} == named
    return found


def new(vault: Vault) -> File:
    return take(case_of(vault), NEW, "new")


# -- the disk fails

FAULTS: dict[str, dict[str, Any]] = {
    "once": {},
    "once, after the effect": {"late": True},
    "from then on": {"lasting": True},
    "from then on, after the effect": {"lasting": True, "late": True},
    "once, with short writes": {"short": True},
    "from then on, with a full disk": {"lasting": True, "code": errno.ENOSPC},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_call_of_the_system_fails(made: Path, tmp_path: Path, fault: str) -> None:
    kind = FAULTS[fault]
    acknowledged = refused = 0
    for at in range(10_000):
        path = shutil.copytree(made, tmp_path / f"{at}")
        done = False
        with reopen(path) as vault:
            case_of(vault)
            faulty = FaultyOs(at, **{"code": errno.EIO, **kind})
            with on(faulty):
                try:
                    new(vault)
                    done = True
                except NotStored as error:
                    assert error.kind in ("other", "full")
                    # Whatever it was, the same sitting may go on, and says the same.
                listed = [file.name for file in case_of(vault).files.list()]
            assert listed == (["old", "new"] if done else ["old"])
        found = names(path)
        assert found in (["old"], ["old", "new"])
        assert found == ["old", "new"] or not done, (at, faulty.calls[at])
        acknowledged += done
        refused += not done
        shutil.rmtree(path)
        if at >= len(faulty.calls):
            break
    assert refused > 20
    assert acknowledged >= 1


def test_after_a_refusal_the_next_one_is_taken_in(made: Path, tmp_path: Path) -> None:
    path = shutil.copytree(made, tmp_path / "v")
    with reopen(path) as vault:
        case_of(vault)
        calls = FaultyOs()
        with on(calls):
            take(case_of(vault), NEW, "first")
        for at in range(len(calls.calls)):
            with on(FaultyOs(at)), suppress(NotStored):
                take(case_of(vault), NEW + bytes([at]), f"{at}")
        new(vault)
        listed = [file.name for file in case_of(vault).files.list()]
    assert names(path) == listed
    assert listed[-1] == "new"


def test_the_sealed_bytes_are_read_back_from_the_disk(made: Path, tmp_path: Path) -> None:
    """A disk that says it wrote and gives back other bytes is not believed."""
    path = shutil.copytree(made, tmp_path / "v")

    class Lying:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def write(self, handle: int, data: bytes) -> int:
            flipped = bytearray(data)
            if len(flipped) > 5000:
                flipped[5000] ^= 1
            return os.write(handle, flipped)

    with reopen(path) as vault:
        case_of(vault)
        with on(Lying()), pytest.raises(NotStored):
            new(vault)
    assert names(path) == ["old"]


@pytest.mark.parametrize("late", [False, True])
def test_the_source_fails_at_each_call(made: Path, tmp_path: Path, late: bool) -> None:
    path = shutil.copytree(made, tmp_path / "v")
    source = tmp_path / "source"
    source.write_bytes(NEW)
    with reopen(path) as vault, pytest.MonkeyPatch.context() as patch:
        case = case_of(vault)
        for at in range(100):
            faulty = FaultyOs(at, late=late)
            patch.setattr(blobs_source, "os", faulty)
            try:
                case.files.take_in(source, "new", "me", "x@1")
                break
            except VaultError:
                assert [file.name for file in case.files.list()] == ["old"]
        assert at == len(faulty.calls) >= 4
    assert names(path) == ["old", "new"]


# -- it is killed


class Killed(BaseException):
    """What nothing catches but the test, with no chance to tidy up on the disk."""


class DeadOs(FaultyOs):
    """From one call on nothing has an effect any more: the process is gone."""

    def __getattr__(self, name: str) -> Any:
        call = super().__getattr__(name)
        if name in ("write", "rename", "unlink", "rmdir", "mkdir", "ftruncate", "open"):

            def dead(*args: Any, **options: Any) -> Any:
                if 0 <= self.at < len(self.calls):
                    raise Killed
                return call(*args, **options)

            return dead
        return call


@pytest.mark.parametrize("base", ["made", "empty"])
@pytest.mark.parametrize("late", [False, True])
def test_killed_at_each_call(
    request: pytest.FixtureRequest, tmp_path: Path, base: str, late: bool
) -> None:
    start: Path = request.getfixturevalue(base)
    before = ["old"] if base == "made" else []
    kills = 0
    for at in range(10_000):
        path = shutil.copytree(start, tmp_path / f"{at}")
        vault = reopen(path)
        case_of(vault)
        dead = DeadOs(at, late=late, lasting=True, error=Killed)
        with on(dead):
            try:
                new(vault)
                done = True
            except Killed:
                done = False
                kills += 1
            with suppress(Killed):
                case_of(vault).forget()
        if vault._lock is not None:
            vault._lock.release()
        found = names(path)
        assert found in (before, [*before, "new"])
        assert found == [*before, "new"] or not done
        shutil.rmtree(path)
        if at >= len(dead.calls):
            break
    assert kills > 30


# -- the power goes


class PowerOsOfTrees(PowerOs):
    """Renames from one folder to another, too; either end may be lost on its own."""

    def rename(self, old: Path, new: Path) -> None:
        if old.parent == new.parent:
            super().rename(old, new)
            return
        node = self.find(old)[2]
        old.rename(new)
        self.change(new, **{new.name: node})
        self.change(old, **{old.name: None})


class Lost(Exception):
    """What was acknowledged is not there."""


def losses(start: Path, tmp_path: Path, before: list[str], left_out: int = -1) -> tuple[int, int]:
    """How many states that may come back are wrong, and how many fsyncs there were."""
    path = shutil.copytree(start, tmp_path / "v")
    came_back: dict[str, dict[str, Any]] = {}
    with reopen(path) as vault:
        case_of(vault)
        model = PowerOsOfTrees(path, left_out)

        def note() -> None:
            for state in some_states(model.tree, model.synced, 3):
                came_back.setdefault(hashlib.sha256(repr(state).encode()).hexdigest(), state)

        with on(_Noting(model, note)):
            new(vault)
        after = list(some_states(model.tree, 0, 40))
        vault._lock.release() if vault._lock else None
        wrong = sum(
            _wrong(state, tmp_path, [before, [*before, "new"]]) for state in came_back.values()
        )
        wrong += sum(_wrong(state, tmp_path, [[*before, "new"]]) for state in after)
    shutil.rmtree(path)
    assert len(came_back) > 10
    return wrong, model.synced


class _Noting:
    """Notes after each call what may come back."""

    def __init__(self, model: PowerOs, note: Callable[[], None]) -> None:
        self.model, self.note = model, note

    def __getattr__(self, name: str) -> Any:
        call = getattr(self.model, name)
        if name not in ("fsync", "rename", "unlink", "mkdir"):
            return call

        def noted(*args: Any) -> Any:
            result = call(*args)
            self.note()
            return result

        return noted


def _wrong(state: dict[str, Any], tmp_path: Path, allowed: list[list[str]]) -> bool:
    try:
        return names(lay(state, tmp_path / "back")) not in allowed
    except Exception:
        return True


FSYNCS = {"made": 6, "empty": 7}
"""Of the folder ``b`` where it is new, two parts, the mark, their two folders, the change."""


@pytest.mark.parametrize("base", FSYNCS)
def test_the_power_goes(request: pytest.FixtureRequest, tmp_path: Path, base: str) -> None:
    before = ["old"] if base == "made" else []
    wrong, fsyncs = losses(request.getfixturevalue(base), tmp_path, before)
    assert wrong == 0
    assert fsyncs == FSYNCS[base]


@pytest.mark.parametrize("left_out", range(FSYNCS["empty"]))
def test_each_fsync_is_needed(empty: Path, tmp_path: Path, left_out: int) -> None:
    assert losses(empty, tmp_path, [], left_out)[0] > 0
