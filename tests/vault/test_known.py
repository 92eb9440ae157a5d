"""The backups that a record was told of are remembered, sealed, and can be forgotten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.conftest import create, reopen
from tui.vault import NotStored, VaultReadOnly, durable
from tui.vault.known import Known


def test_they_are_remembered_with_their_last_day(tmp_path: Path) -> None:
    place = tmp_path / "v"
    with create(place) as vault:
        assert vault.backups.all() == []
        vault.backups.note("/media/Ann\u0301/stick", "2026-03-03T17:46:05Z")
        vault.backups.note("/b", "2026-03-04T17:46:05Z")
        vault.backups.note("/b", "2026-03-05T17:46:05Z")
    known = [
        Known("/b", "2026-03-05T17:46:05Z"),
        Known("/media/Ann\u0301/stick", "2026-03-03T17:46:05Z"),
    ]
    with reopen(place) as vault:
        assert vault.backups.all() == known
        assert vault.verify().findings == ()
        assert vault.damaged == ()
        assert not vault.backups.forget("/c")
        assert vault.backups.forget("/b")
        assert vault.backups.all() == known[1:]
    with reopen(place) as vault:
        assert vault.backups.all() == known[1:]
        assert len(vault.slots.all()) == 1
    for file in place.rglob("*"):
        assert file.is_dir() or b"stick" not in file.read_bytes()


def test_where_nothing_can_be_written_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "v"
    create(place).close()

    def refuse(path: Path) -> int:
        raise PermissionError

    monkeypatch.setattr(durable, "open_lock", refuse)
    with reopen(place) as vault, pytest.raises(VaultReadOnly):
        vault.backups.note("/b", "2026-03-04T17:46:05Z")


def test_without_a_log_nothing_is_known(tmp_path: Path) -> None:
    place = tmp_path / "v"
    with create(place) as vault:
        vault.backups.note("/b", "2026-03-04T17:46:05Z")
    for state in (place / "log").iterdir():
        if state.is_file():
            state.write_bytes(b"nothing")
    with reopen(place) as vault:
        assert vault.backups.all() == []
        with pytest.raises(NotStored):
            vault.backups.note("/b", "2026-03-04T17:46:05Z")
    shutil.rmtree(place)
