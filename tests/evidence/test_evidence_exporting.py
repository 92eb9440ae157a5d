"""A plain copy is whole and right, or there is none."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from tests.vault.faults import FaultyOs
from tui.evidence import exporting
from tui.evidence.exporting import NotExported, export
from tui.vault import MemoryCase
from tui.vault.blobs_files import File, Files
from tui.vault.errors import Cancelled, VaultDamaged

DATA = bytes(range(256)) * 9000


@pytest.fixture
def files() -> Files:
    return MemoryCase().files


@pytest.fixture
def file(files: Files) -> File:
    return files.take_in(io.BytesIO(DATA), "a.jpg", "me", "x@1")


def test_it_is_written_whole_for_its_owner_only(files: Files, file: File, tmp_path: Path) -> None:
    target = export(files, file, tmp_path)
    assert target.read_bytes() == DATA
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o600


def test_short_writes_are_gone_on_with(
    files: Files, file: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "os", FaultyOs(short=True))
    assert export(files, file, tmp_path).read_bytes() == DATA


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_where_the_disk_fails_nothing_is_left(
    files: Files, file: File, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    counted = FaultyOs()
    monkeypatch.setattr(exporting, "os", counted)
    export(files, file, tmp_path).unlink()
    for at, name in enumerate(counted.calls):
        if name == "close":
            continue
        monkeypatch.setattr(exporting, "os", FaultyOs(at, code))
        with pytest.raises(NotExported):
            export(files, file, tmp_path)
        assert list(tmp_path.iterdir()) == []


def test_told_to_stop_or_damaged_nothing_is_left(files: Files, file: File, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        export(files, file, tmp_path, cancelled=lambda: True)
    files._store.delete(file.parts[0])
    with pytest.raises(VaultDamaged):
        export(files, file, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_name_is_taken_from_another_file_or_followed_as_a_link(
    files: Files, file: File, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a-2.jpg").write_bytes(b"other")
    assert export(files, file, tmp_path).name == "a-3.jpg"
    assert not (tmp_path / "elsewhere").exists()
    assert (tmp_path / "a-2.jpg").read_bytes() == b"other"
