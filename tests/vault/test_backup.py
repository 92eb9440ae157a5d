"""A backup is whole or it is the one before; it needs no key and loses nothing."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.vault.backups import (
    FatOs,
    backed,
    make,
    on,
    put,
    rehearsed,
    some_states,
    tree,
)
from tests.vault.conftest import reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay
from tui.vault import (
    FolderInUse,
    NotAVault,
    NotStored,
    VaultBusy,
    VaultDamaged,
    VaultError,
    agefile,
    durable,
    journal,
    manifest,
)
from tui.vault.backup import back_up
from tui.vault.errors import (
    BackupAhead,
    BackupDamaged,
    BackupInside,
    BackupOfAnother,
    NotABackup,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return make(tmp_path / "v")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def seen(folder: Path) -> list[tuple[str, int]]:
    """What the backup would give back, as label and rows and changes."""
    return [(case.name, case.changes) for case in rehearsed(folder).cases]


def now(place: Path) -> list[tuple[str, int]]:
    with reopen(place) as vault:
        return [
            (info.name, len(list(vault.case(info.id).history())))
            for info in vault.cases()
        ]  # fmt: skip


def record(folder: Path) -> dict[str, bytes]:
    return tree(folder / "record")


def kept(place: Path) -> dict[str, bytes]:
    """The files that matter of a vault."""
    return {name: data for name, data in tree(place).items() if "/" in name}


# What it holds.


def test_it_is_a_plain_copy_with_a_list(place: Path, stick: Path) -> None:
    done = backed(place, stick)
    assert record(stick) == kept(place)
    assert (done.files, done.copied, done.before) == (len(kept(place)), len(kept(place)), "")
    assert done.size == sum(map(len, kept(place).values()))
    assert done.same_disk
    (name,) = manifest.numbers(stick).values()
    data = (stick / name).read_bytes()
    assert name == f"manifest-00000001-{hashlib.sha256(data).hexdigest()}.json"
    found = json.loads(data)
    assert found["at"] == done.at == "2026-03-03T17:46:05Z"
    assert {file["path"]: file["sha256"] for file in found["files"]} == {
        path: hashlib.sha256(data).hexdigest() for path, data in kept(place).items()
    }
    assert {file["path"]: file["size"] for file in found["files"]} == {
        path: len(data) for path, data in kept(place).items()
    }
    assert {path.name for path in stick.iterdir()} == {"lock", "record", name, found["vault"]}
    assert seen(stick) == now(place)


def test_a_record_that_was_backed_up_is_sound(place: Path, stick: Path) -> None:
    backed(place, stick)
    with reopen(place) as vault:
        assert vault.verify().findings == ()


def test_it_takes_no_key(place: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(agefile.Key, "unseal", refuse)
    monkeypatch.setattr(agefile, "unwrap", refuse)
    backed(place, stick)


def test_only_what_is_new_is_copied(place: Path, stick: Path) -> None:
    backed(place, stick)
    before = record(stick)
    assert backed(place, stick).copied == 0
    put(place, 2)
    done = backed(place, stick)
    # The open segment and the log grew, and a newer state took the place of the older one.
    assert done.copied == 3
    assert done.before == "2026-03-03T17:46:05Z"
    assert record(stick) == kept(place)
    assert len(before) == len(record(stick))
    assert seen(stick) == now(place)
    assert list(manifest.numbers(stick)) == [3]


def test_segments_that_close_are_taken_over(
    place: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FULL", 3)
    for number in range(2, 9):
        put(place, number)
        backed(place, stick)
        assert record(stick) == kept(place)
    assert any("seg-000003" in path for path in record(stick))
    assert seen(stick) == now(place)


def test_what_is_not_the_records_is_not_copied(place: Path, stick: Path) -> None:
    for name in ("notes.txt", "photo.jpg", ".hidden.age", "tmp-0123.age"):
        (place / name).write_bytes(b"mine")
        (place / "c" / name).write_bytes(b"mine")
    backed(place, stick)
    assert not any(data == b"mine" for data in record(stick).values())


def test_a_deleted_record_stays_until_it_is_purged(place: Path, stick: Path) -> None:
    backed(place, stick)
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
        vault.delete(bea)
    put(place, 2)
    done = backed(place, stick)
    assert done.kept == (bea,)
    assert [name for name, _ in seen(stick)] == ["Ann", "Bea"]
    done = backed(place, stick, purge=True)
    assert done.kept == ()
    assert record(stick) == kept(place)
    assert not (stick / "record" / "c" / bea).exists()
    assert seen(stick) == now(place)


def test_one_that_is_being_deleted_is_not_copied(place: Path, stick: Path) -> None:
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
    (place / "c" / f"gone-{bea}").touch()
    backed(place, stick)
    assert not any(bea in path for path in record(stick))


def test_a_clock_that_went_back_changes_nothing(place: Path, stick: Path) -> None:
    backed(place, stick)
    put(place, 2)
    early = back_up(place, stick, clock=lambda: datetime(1999, 1, 1, tzinfo=UTC))
    assert early.at < early.before
    assert rehearsed(stick).at == early.at
    assert seen(stick) == now(place)


def test_an_empty_record_is_backed_up_too(tmp_path: Path, stick: Path) -> None:
    backed(make(tmp_path / "v", ()), stick)
    assert rehearsed(stick).cases == ()


# Where it may be.


def test_bad_places_are_refused(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    full = tmp_path / "full"
    full.mkdir()
    (full / "photo.jpg").write_text("mine")
    link = tmp_path / "link"
    link.symlink_to(place)
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    before = tree(tmp_path)
    for folder, error in (
        (place, BackupInside),
        (place / "c", BackupInside),
        (place / "new" / "er", BackupInside),
        (tmp_path, BackupInside),
        (link, BackupInside),
        (place / ".." / "v", BackupInside),
        (file, FolderInUse),
        (file / "inside", NotStored),
        (full, FolderInUse),
        (tmp_path / "no" / "stick", NotStored),
        (circle, VaultError),
        (tmp_path / ("x" * 300), NotStored),
    ):
        with pytest.raises(error):
            backed(place, folder)
        assert {name for name in tree(tmp_path) if "vault-" not in name} == set(before)
    with pytest.raises(NotAVault):
        backed(full, tmp_path / "new")
    with pytest.raises(NotAVault):
        backed(tmp_path / "nothing", tmp_path / "new")


@pytest.mark.parametrize("name", ["Ann\u0301 \u0a2a\u0a70", "a b", "-x", "\U0001f600", "'\"$(x)"])
def test_folders_of_any_name(tmp_path: Path, name: str) -> None:
    place = make(tmp_path / f"v{name}", ("Ann",))
    backed(place, tmp_path / name)
    assert seen(tmp_path / name) == now(place)


def test_what_systems_leave_on_sticks_is_no_matter(place: Path, stick: Path) -> None:
    stick.mkdir()
    (stick / "System Volume Information").mkdir()
    (stick / "System Volume Information" / "x.txt").write_text("x")
    (stick / ".Trash").mkdir()
    backed(place, stick)
    backed(place, stick)
    assert (stick / "System Volume Information" / "x.txt").exists()


def test_another_records_backup_is_refused(place: Path, tmp_path: Path, stick: Path) -> None:
    backed(place, stick)
    other = make(tmp_path / "other")
    before = tree(stick)
    with pytest.raises(BackupOfAnother):
        back_up(other, stick)
    assert tree(stick) == before
    back_up(other, tmp_path / "stick2")
    with pytest.raises(BackupOfAnother):
        backed(place, tmp_path / "stick2")


def test_two_at_once_are_refused(place: Path, stick: Path) -> None:
    with reopen(place), pytest.raises(VaultBusy):
        backed(place, stick)
    backed(place, stick)
    assert seen(stick) == now(place)


# What must not be lost.


def test_a_record_put_back_from_an_older_copy_does_not_replace_a_newer_backup(
    place: Path, tmp_path: Path, stick: Path
) -> None:
    backed(place, stick)
    old = shutil.copytree(place, tmp_path / "old")
    put(place, 2)
    backed(place, stick)
    before = tree(stick)
    with pytest.raises(BackupAhead):
        backed(old, stick)
    put(old, 3)  # as long, and another history
    with pytest.raises(BackupAhead):
        backed(old, stick)
    assert {name for name in tree(stick)} == {name for name in before}
    backed(old, stick, purge=True)
    assert record(stick) == kept(old)


def test_neither_does_one_whose_segments_differ(
    place: Path, tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FULL", 3)
    old = shutil.copytree(place, tmp_path / "old")
    backed(place, stick)  # gives it an id
    (old / manifest.ids(place)[0]).touch()
    for number in range(2, 9):
        put(place, number)
        put(old, number)
    backed(place, stick)
    with pytest.raises(BackupAhead):
        backed(old, stick)


def test_a_torn_line_that_was_cut_since_is_no_loss(place: Path, stick: Path) -> None:
    (opened,) = (path for path in (place / "c").rglob("open-*") if _is(path, place, "Ann"))
    with opened.open("ab") as file:
        file.write(b"half a li")
    backed(place, stick)
    put(place, 2)  # opening cuts it
    backed(place, stick)
    assert seen(stick) == now(place)


def test_a_line_that_was_put_aside_since_is_no_loss(place: Path, stick: Path) -> None:
    (opened,) = (path for path in (place / "c").rglob("open-*") if _is(path, place, "Ann"))
    with opened.open("ab") as file:
        file.write(b"unreadable\n")
    backed(place, stick)
    put(place, 2)
    backed(place, stick)
    assert record(stick) == kept(place)


def _is(path: Path, place: Path, name: str) -> bool:
    with reopen(place) as vault:
        return any(info.name == name and info.id in path.parts for info in vault.cases())


@pytest.mark.parametrize("how", ["flip", "cut", "gone"])
def test_a_damaged_record_does_not_replace_a_good_backup(
    place: Path, stick: Path, how: str
) -> None:
    backed(place, stick)
    good, old = record(stick), seen(stick)
    put(place, 2)
    (state,) = (path for path in kept(place) if "/j/state" in path and path not in good)
    damage(place / state, how)
    if how == "gone":
        backed(place, stick)  # nothing can tell; a state can be made again
        return
    with pytest.raises(VaultDamaged) as told:
        backed(place, stick)
    assert told.value.file == state
    assert seen(stick) == old
    assert good.items() <= record(stick).items()


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    else:
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


@pytest.mark.parametrize("how", ["flip", "cut", "gone"])
def test_a_damaged_backup_is_told_and_made_whole(place: Path, stick: Path, how: str) -> None:
    backed(place, stick)
    for path in record(stick):
        damage(stick / "record" / path, how)
        with pytest.raises(BackupDamaged) as told:
            rehearsed(stick)
        assert told.value.files == (path,)
        done = backed(place, stick)
        assert done.copied == 1
        growing = "/open-" in path
        assert done.mended == ((path,) if how != "gone" and not growing else ())
        assert record(stick) == kept(place)
        assert seen(stick) == now(place)


def test_a_damaged_list_is_no_backup_until_the_next(place: Path, stick: Path) -> None:
    backed(place, stick)
    (name,) = manifest.numbers(stick).values()
    for how in ("flip", "cut"):
        damage(stick / name, how)
        with pytest.raises(NotABackup):
            rehearsed(stick)
    backed(place, stick)
    assert list(manifest.numbers(stick)) == [2]
    assert seen(stick) == now(place)


@pytest.mark.parametrize(
    "path", ["../x.age", "/etc/x.age", "c/../../x.age", "c/x/.ssh.age", "c\\x.age", "x.age"]
)
def test_a_list_that_leads_outside_is_none(place: Path, stick: Path, path: str) -> None:
    backed(place, stick)
    old = manifest.newest(stick)
    bad = manifest.Kept(path, "0" * 64, 1)
    manifest.put(stick, manifest.Manifest(old.vault, 7, old.at, (bad,)))
    assert manifest.newest(stick) == old


# Whatever fails.

FAULTS: dict[str, dict[str, Any]] = {
    "once": {},
    "once, after the effect": {"late": True},
    "pulled": {"lasting": True, "code": errno.ENODEV},
    "full": {"lasting": True, "code": errno.ENOSPC, "late": True},
    "read-only": {"lasting": True, "code": errno.EROFS},
}


def calls(work: Callable[[], object]) -> list[str]:
    with on(faulty := FaultyOs()):
        work()
    return faulty.calls


@pytest.mark.parametrize("how", FAULTS)
def test_every_call_that_fails_leaves_a_whole_backup(tmp_path: Path, how: str) -> None:
    """The one before or the new one, and the next goes through."""
    place = make(tmp_path / "v", ("Ann",))
    base = tmp_path / "base"
    backed(place, base)
    old = seen(base)
    put(place, 2)
    new = now(place)
    files = kept(place)
    count = len(calls(lambda: backed(place, shutil.copytree(base, tmp_path / "count"))))
    assert count > 100
    outcomes = set()
    for at in range(count):
        stick = shutil.copytree(base, tmp_path / "stick")
        told = True
        with on(FaultyOs(at, **FAULTS[how])):
            try:
                backed(place, stick)
            except VaultError:
                told = False
        assert kept(place) == files
        assert seen(stick) in ([new] if told else [old, new])
        outcomes.add(told)
        if at % 3 == 0:
            backed(place, stick)
            assert record(stick) == files
            assert not list(stick.rglob("tmp-*"))
            assert len(manifest.numbers(stick)) == 1
        shutil.rmtree(stick)
    assert outcomes == {True, False}


def test_a_first_one_that_fails_is_none_and_can_be_made_again(tmp_path: Path) -> None:
    place = make(tmp_path / "v", ("Ann",))
    count = len(calls(lambda: backed(place, tmp_path / "count")))
    for at in range(0, count, 2):
        stick = tmp_path / "stick"
        with on(FaultyOs(at, errno.ENOSPC, lasting=True, late=True)):
            try:
                backed(place, stick)
            except VaultError as error:
                assert isinstance(error, NotStored | VaultDamaged)
        if not (stick.exists() and manifest.numbers(stick)):
            with pytest.raises(NotABackup):
                rehearsed(stick)
        backed(place, stick)
        assert record(stick) == kept(place)
        shutil.rmtree(stick)


def test_a_stick_without_room_is_told(place: Path, stick: Path) -> None:
    backed(place, stick)
    put(place, 2)
    at = calls(lambda: backed(place, shutil.copytree(stick, stick.with_name("c")))).index("write")
    with on(FaultyOs(at, errno.ENOSPC)), pytest.raises(NotStored) as told:
        backed(place, stick)
    assert told.value.kind == "full"


def test_a_disk_that_writes_other_bytes_is_found_out(place: Path, stick: Path) -> None:
    class Lying:
        """Loses a byte of all that is written to sealed files."""

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def write(self, handle: int, data: bytes) -> int:
            return os.write(handle, bytes(len(data)))

    with on(Lying()), pytest.raises(NotStored):
        backed(place, stick)
    with pytest.raises(NotABackup):
        rehearsed(stick)
    backed(place, stick)
    assert seen(stick) == now(place)


def test_a_disk_without_replacing_renames(place: Path, stick: Path) -> None:
    with on(FatOs()):
        for number in range(2, 5):
            backed(place, stick)
            assert record(stick) == kept(place)
            put(place, number)
        damage(stick / "record" / next(iter(record(stick))), "flip")
        backed(place, stick)
    assert seen(stick) == now(place)


def test_a_read_only_record_is_backed_up(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = durable.open_lock

    def refuse(path: Path) -> int:
        if path.parent == place:
            raise PermissionError
        return take(path)

    monkeypatch.setattr(durable, "open_lock", refuse)
    before = tree(place)
    back_up(place, tmp_path / "stick")
    back_up(place, tmp_path / "stick")  # it bears no id, and is known again
    assert tree(place) == before
    other = make(tmp_path / "other")
    with pytest.raises(BackupOfAnother):
        back_up(other, tmp_path / "stick")


def test_an_open_segment_that_waits_for_its_place_is_found(
    place: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power went right after the list was safe."""
    from tui.vault import backup

    backed(place, stick)
    put(place, 2)
    with monkeypatch.context() as patch:
        patch.setattr(backup._Run, "_let_go", lambda *args: None)
        backed(place, stick)
    assert len(manifest.numbers(stick)) == 2
    assert any(path.count("open-") and len(path) > 80 for path in record(stick))
    assert seen(stick) == now(place)
    backed(place, stick)
    assert record(stick) == kept(place)


# When the power goes.


def power_losses(tmp_path: Path, unsynced: int, *, first: bool) -> tuple[int, int]:
    """How many states that may come back are no whole backup, and how many fsyncs it took."""
    root = tmp_path / "root"
    place = make(root / "v", ("Ann",))
    allowed: list[Any] = ["none"]
    if not first:
        backed(place, root / "stick")
        allowed = [seen(root / "stick")]
        put(place, 2)
    new = now(place)
    model = PowerOs(root, unsynced)
    came_back: list[tuple[bool, dict[str, Any]]] = []

    def look(done: bool, seed: int, tries: int) -> None:
        came_back.extend((done, state) for state in some_states(model.tree, seed, tries))

    class Watching:
        def __getattr__(self, name: str) -> Any:
            call = getattr(model, name)
            if name not in {"fsync", "rename", "unlink", "mkdir", "write"}:
                return call

            def watched(*args: Any) -> Any:
                result = call(*args)
                look(False, model.synced, 2)
                return result

            return watched

    with on(Watching()):
        backed(place, root / "stick")
    look(True, 0, 20)
    wrong, tried = 0, set()
    for done, state in came_back:
        if (key := repr((done, state.get("stick"), sorted(state["v"])))) in tried:
            continue
        tried.add(key)
        found: Any
        back = lay(state, tmp_path / "back")
        try:
            found = seen(back / "stick")
            if done and not manifest.ids(back / "v") == manifest.ids(back / "stick") != []:
                found = "not bound"
        except NotABackup:
            found = "none"
        except VaultError:
            found = "damaged"
        wrong += found != new and (done or found not in allowed)
        if wrong:
            break
    return wrong, model.synced


SYNCED = {True: 28, False: 18}
"""How many fsyncs a first backup takes, and the next."""

NEEDED = {True: (0, 2, *range(5, 22)), False: (0, 1, 2, 6, 8, 10, 11)}
"""Those without which something is lost.

The others are of empty files, of folders that another fsync makes sure of too or where nothing
is new, and of what is removed at the end.
"""


@pytest.mark.parametrize("first", [True, False])
def test_whenever_the_power_goes(tmp_path: Path, first: bool) -> None:
    assert power_losses(tmp_path, -1, first=first) == (0, SYNCED[first])


@pytest.mark.parametrize(
    ("first", "left_out"), [(first, number) for first in NEEDED for number in NEEDED[first]]
)
def test_it_needs_each_of_its_fsyncs(tmp_path: Path, first: bool, left_out: int) -> None:
    assert power_losses(tmp_path, left_out, first=first)[0] > 0
