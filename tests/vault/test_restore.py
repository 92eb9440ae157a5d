"""What is put back is what was backed up, in an empty place, and a rehearsal writes nothing."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from tests.vault.backups import FatOs, backed, make, numbers, on, put, rehearsed, some_states, tree
from tests.vault.conftest import PASSPHRASE, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import Folder, PowerOs, lay
from tests.vault.test_backup import calls, damage, kept, now, record
from tui.vault import (
    FolderInUse,
    NotStored,
    Vault,
    VaultDamaged,
    VaultError,
    VaultTooNew,
    WrongPassphrase,
    journal,
    manifest,
)
from tui.vault.errors import BackupDamaged, BackupInside, NotABackup
from tui.vault.restoring import read_through, rehearse, restore


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(journal, "FULL", 3)
    place = make(tmp_path / "v")
    put(place, 2)
    return place


@pytest.fixture
def stick(place: Path, tmp_path: Path) -> Path:
    backed(place, tmp_path / "stick")
    return tmp_path / "stick"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "back"


def test_all_comes_back(place: Path, stick: Path, target: Path) -> None:
    before = tree(stick)
    done = restore(stick, target)
    assert done.files == len(kept(place))
    assert done.missing == ()
    assert tree(target) == tree(place)
    assert tree(stick) == before
    assert [case.changes for case in read_through(target, PASSPHRASE)] == [
        changes for _, changes in now(place)
    ]
    put(target, 3)  # and it goes on
    with reopen(target) as vault:
        assert numbers(vault) == [("Ann", 3), ("Bea", 1)]
    backed(target, stick)  # it is the same record, and has grown


def test_a_rehearsal_says_what_would_come_back_and_writes_nothing(place: Path, stick: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in stick.rglob("*")}
    files = tree(stick)
    found = rehearsed(stick)
    assert found.at == "2026-03-03T17:46:05Z"
    assert found.files == len(kept(place))
    assert [(case.name, case.kind, case.rows) for case in found.cases] == [
        ("Ann", "client", {"t": 1}),
        ("Bea", "client", {"t": 1}),
    ]
    assert [case.changes for case in found.cases] == [changes for _, changes in now(place)]
    assert {case.last for case in found.cases} == {"2026-03-03T17:46:05Z"}
    assert tree(stick) == files
    assert before == {
        path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in stick.rglob("*")
    }


@pytest.mark.parametrize("how", ["rehearse", "restore"])
def test_no_call_that_writes_is_made_in_the_backup(
    stick: Path, target: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Guarded:
        """A stick with its switch at "locked"."""

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def open(self, path: Path, flags: int, mode: int = 0o777) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                self.see(path)
            return os.open(path, flags, mode)

        def rename(self, old: Path, new: Path) -> None:
            self.see(old)
            old.rename(new)

        def unlink(self, path: Path) -> None:
            self.see(path)
            path.unlink()

        def mkdir(self, path: Path, mode: int) -> None:
            self.see(path)
            path.mkdir(mode)

        def chmod(self, path: Path, mode: int) -> None:
            self.see(path)
            path.chmod(mode)

        def see(self, path: Path) -> None:
            if path.is_relative_to(stick):
                raise OSError(errno.EROFS, "read-only")

    with on(Guarded()):
        if how == "rehearse":
            assert len(rehearsed(stick).cases) == 2
        else:
            restore(stick, target)
    if how == "restore":
        assert len(read_through(target, PASSPHRASE)) == 2


def test_the_wrong_passphrase_is_told(stick: Path) -> None:
    with pytest.raises(WrongPassphrase):
        rehearse(stick, "another")


def test_a_rehearsal_sees_the_older_backup_where_the_newer_broke_off(
    place: Path, stick: Path
) -> None:
    old = rehearsed(stick)
    with reopen(place) as vault:
        vault.rename(vault.cases()[0].id, "Zoe", "me")
        vault.new_case("Cleo", "own")
    put(place, 5, "Zoe")
    broken = 0
    count = len(calls(lambda: backed(place, shutil.copytree(stick, stick.with_name("count")))))
    for at in range(0, count, 5):
        copy = shutil.copytree(stick, stick.with_name("copy"))
        with on(FaultyOs(at, errno.ENODEV, lasting=True)):
            try:
                backed(place, copy)
            except VaultError:
                broken += 1
        if list(manifest.numbers(copy)) == [1]:
            assert rehearsed(copy) == old
        shutil.rmtree(copy)
    assert broken > 10


def test_never_over_something(stick: Path, tmp_path: Path, place: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "photo.jpg").write_text("mine")
    file = tmp_path / "file"
    file.write_text("mine")
    before = tree(tmp_path)
    for target, error in (
        (place, FolderInUse),
        (full, FolderInUse),
        (file, FolderInUse),
        (stick, BackupInside),
        (stick / "record", BackupInside),
        (stick / "new", BackupInside),
        (tmp_path, BackupInside),
        (tmp_path / "no" / "stick", NotStored),
    ):
        with pytest.raises(error):
            restore(stick, target)
        assert tree(tmp_path) == before
    for folder in (full, file, tmp_path / "nothing", place):
        with pytest.raises(NotABackup):
            restore(folder, tmp_path / "new")
        with pytest.raises(NotABackup):
            rehearse(folder, PASSPHRASE)
    assert not (tmp_path / "new").exists()


def test_what_is_not_finished_is_no_backup(place: Path, stick: Path, target: Path) -> None:
    """A plain copy of a record, or one that broke off, bears no list."""
    for name in manifest.numbers(stick).values():
        (stick / name).unlink()
    with pytest.raises(NotABackup):
        restore(stick, target)


def test_a_list_of_a_later_version_is_left_alone(stick: Path, target: Path) -> None:
    from tui.vault import durable

    durable.add(stick, "manifest-00000009", b'{"v":2,"files":{}}', ".json")
    with pytest.raises(VaultTooNew):
        restore(stick, target)
    assert not target.exists()


@pytest.mark.parametrize("how", ["flip", "cut", "gone"])
def test_damage_is_named_file_by_file(place: Path, stick: Path, target: Path, how: str) -> None:
    paths = list(record(stick))
    bad = tuple(path for path in paths if path.startswith("c/"))[::2]
    for path in bad:
        damage(stick / "record" / path, how)
    with pytest.raises(BackupDamaged) as told:
        restore(stick, target)
    assert told.value.files == bad
    assert all(path in str(told.value) for path in bad)
    assert not target.exists()
    done = restore(stick, target, what_can_be=True)
    assert done.missing == bad
    assert set(kept(target)) == set(paths) - set(bad)


def test_what_can_be_gives_the_whole_of_the_other_record(
    place: Path, stick: Path, target: Path
) -> None:
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
    for path in record(stick):
        if path.startswith(f"c/{bea}/id-"):
            damage(stick / "record" / path, "flip")
    restore(stick, target, what_can_be=True)
    with reopen(target) as vault:
        ann, lost = (info for info in vault.cases() if not info.damaged), [
            info.id for info in vault.cases() if info.damaged
        ]  # fmt: skip
        assert lost == [bea]
        assert [vault.case(info.id).documents("t") for info in ann] == [[{"n": 2}]]
    with pytest.raises(VaultDamaged):
        read_through(target, PASSPHRASE)


def test_a_record_that_was_damaged_before_is_found_by_the_rehearsal(
    place: Path, stick: Path
) -> None:
    """Whole files, and a segment is missing: only opening tells."""
    old = manifest.newest(stick)
    files = tuple(file for file in old.files if "/seg-000001" not in file.path)
    assert len(files) < len(old.files)
    manifest.put(stick, manifest.Manifest(old.vault, 2, old.at, files))
    with pytest.raises(BackupDamaged) as told:
        rehearsed(stick)
    assert "seg-000001" in told.value.files[0]


FAULTS: dict[str, dict[str, Any]] = {
    "once": {},
    "once, after the effect": {"late": True},
    "pulled": {"lasting": True, "code": errno.ENODEV},
    "full": {"lasting": True, "code": errno.ENOSPC, "late": True},
}


@pytest.mark.parametrize("how", FAULTS)
def test_every_call_that_fails_leaves_no_half_record(tmp_path: Path, how: str) -> None:
    place = make(tmp_path / "one", ("Ann",))
    stick = tmp_path / "copy"
    backed(place, stick)
    before = tree(stick)
    count = len(calls(lambda: restore(stick, tmp_path / "count")))
    outcomes = set()
    for at in range(0, count, 1 if how == "once" else 3):
        target = tmp_path / "target"
        told = True
        with on(FaultyOs(at, **FAULTS[how])):
            try:
                restore(stick, target)
            except (VaultError, ValueError):
                told = False
        if told or Vault.there(target):
            assert kept(target) == kept(place)
            assert len(read_through(target, PASSPHRASE)) == 1
        else:
            restore(stick, target)
            assert kept(target) == kept(place)
        outcomes.add(told)
        shutil.rmtree(target)
    assert tree(stick) == before
    assert outcomes == {True, False}


def test_a_disk_without_replacing_renames(stick: Path, place: Path, target: Path) -> None:
    with on(FatOs()):
        restore(stick, target)
    assert tree(target) == tree(place)


def power_losses(tmp_path: Path, unsynced: int) -> tuple[int, int]:
    """How many states that may come back are half a record, and how many fsyncs it took."""
    root = tmp_path / "root"
    place = make(root / "v", ("Ann",))
    backed(place, root / "stick")
    files = kept(place)
    model = PowerOs(root, unsynced)
    came_back: list[tuple[bool, dict[str, Any]]] = []

    def look(done: bool, seed: int) -> None:
        target = model.tree.now().get("back", Folder())
        assert isinstance(target, Folder)
        came_back.extend((done, state) for state in some_states(target, seed, 3))
        if done:
            came_back.extend((done, state.get("back", {})) for state in some_states(
                model.tree, seed, 3
            ))  # fmt: skip

    class Watching:
        def __getattr__(self, name: str) -> Any:
            call = getattr(model, name)
            if name not in {"fsync", "rename", "unlink", "mkdir", "rmdir"}:
                return call

            def watched(*args: Any) -> Any:
                result = call(*args)
                look(False, model.synced)
                return result

            return watched

    with on(Watching()):
        restore(root / "stick", root / "back")
    look(True, 0)
    wrong, tried = 0, set()
    for done, state in came_back:
        if (key := repr((done, state))) in tried:
            continue
        tried.add(key)
        back = lay(state, tmp_path / "laid")
        if done or Vault.there(back):
            wrong += kept(back) != files
    return wrong, model.synced


def test_whenever_the_power_goes_there_is_no_half_record(tmp_path: Path) -> None:
    assert power_losses(tmp_path, -1) == (0, SYNCED)


SYNCED = 20
NEEDED = (0, *range(3, 10), *range(13, 20))
"""The others are of empty files, and of folders that another fsync makes sure of too."""


@pytest.mark.parametrize("left_out", NEEDED)
def test_it_needs_each_of_its_fsyncs(tmp_path: Path, left_out: int) -> None:
    assert power_losses(tmp_path, left_out)[0] > 0


def test_only_the_owner_may_enter_what_is_put_back(stick: Path, target: Path) -> None:
    restore(stick, target)
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.rglob("*")} <= {0o700, 0o600}
