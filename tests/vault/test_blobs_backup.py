"""Files of a record are backed up, put back and deleted with it."""

from __future__ import annotations

import io
import random
import shutil
from pathlib import Path

import pytest

from tests.vault.backups import backed, rehearsed, tree
from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.test_blobs_verify import blob, case_of, flip, looked, take
from tui.vault import MemoryCase, Vault, VaultReadOnly
from tui.vault.errors import BackupDamaged
from tui.vault.restoring import restore

DATA = random.Random(1).randbytes(300_000)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with create(tmp_path / "v") as vault:
        take(vault.new_case("Ann", "own"), DATA, "long.mp4")
    return tmp_path / "v"


def blobs(path: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree(path).items() if "/b/" in name}


def test_a_backup_holds_them_and_copies_each_once(place: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    backed(place, stick)
    assert blobs(stick / "record") == blobs(place)
    assert len(blobs(place)) == 3
    with reopen(place) as vault:
        take(case_of(vault), b"one more", "more.txt")
    done = backed(place, stick)
    assert blobs(stick / "record") == blobs(place)
    assert done.size < 100_000 < len(DATA)


def test_what_is_unfinished_stays_behind(place: Path, tmp_path: Path) -> None:
    (folder,) = place.glob("c/*/b")
    (folder / "tmp-1").write_bytes(b"half")
    (folder / "tmp-taking").touch()
    backed(place, tmp_path / "stick")
    assert not [name for name in blobs(tmp_path / "stick") if "tmp-" in name]


def test_a_rehearsal_opens_each_of_them(place: Path, tmp_path: Path) -> None:
    backed(place, tmp_path / "stick")
    (seen,) = rehearsed(tmp_path / "stick").cases
    assert seen.rows["files"] == 1


def test_a_rehearsal_finds_one_that_was_gone_before_the_backup(place: Path, tmp_path: Path) -> None:
    file = blob(place)
    file.unlink()
    backed(place, tmp_path / "stick")
    with pytest.raises(BackupDamaged) as raised:
        rehearsed(tmp_path / "stick")
    assert raised.value.files == (file.relative_to(place).as_posix(),)


def test_one_damaged_in_the_backup_is_told_and_mended(place: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    backed(place, stick)
    inside = blob(place).relative_to(place).as_posix()
    flip(stick / "record" / inside)
    with pytest.raises(BackupDamaged) as raised:
        rehearsed(stick)
    assert raised.value.files == (inside,)
    assert backed(place, stick).mended == (inside,)
    rehearsed(stick)


def test_putting_back_gives_them_back(place: Path, tmp_path: Path) -> None:
    backed(place, tmp_path / "stick")
    restore(tmp_path / "stick", tmp_path / "back")
    shutil.rmtree(place)
    assert looked(tmp_path / "back") == []
    with reopen(tmp_path / "back") as vault:
        case = case_of(vault)
        (file,) = case.files.list()
        with case.files.open(file) as stream:
            assert stream.read() == DATA


def test_deleting_a_case_removes_them(place: Path) -> None:
    with reopen(place) as vault:
        assert vault.delete(vault.cases()[0].id)
    assert blobs(place) == {}
    assert list((place / "c").iterdir()) == []


def test_they_are_read_and_none_is_taken_in_where_nothing_can_be_written(place: Path) -> None:
    before = tree(place)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        case = case_of(vault)
        (file,) = case.files.list()
        with case.files.open(file) as stream:
            assert stream.read() == DATA
        with pytest.raises(VaultReadOnly):
            case.files.take_in(io.BytesIO(b"x"), "n", "me", "x@1")
    assert tree(place) == before


def test_what_was_in_memory_is_taken_along(tmp_path: Path) -> None:
    memory = MemoryCase()
    file = memory.files.take_in(io.BytesIO(DATA), "long.mp4", "me", "x@1")
    with memory.change("me", "x@1") as change:
        change.put("incidents", "a", {"n": 1})
    with create(tmp_path / "v") as vault:
        case = vault.new_case("Ann", "own")
        memory.copy_into(case, "me", "safety@1")
        (kept,) = case.files.list()
        assert (kept.name, kept.sha256) == (file.name, file.sha256)
        with case.files.open(kept) as stream:
            assert stream.read() == DATA
        assert case.documents("incidents") == [{"n": 1}]
    assert looked(tmp_path / "v") == []
