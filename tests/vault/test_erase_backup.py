"""Backups keep what was taken out for good, until they are told not to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.backups import backed, make, put, rehearsed, tree
from tests.vault.conftest import PASSPHRASE, reopen
from tests.vault.test_erase import case_of
from tui.vault import Vault, journal
from tui.vault.erase import Take
from tui.vault.errors import BackupAhead
from tui.vault.restoring import restore


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(journal, "FULL", 2)
    path = make(tmp_path / "v", ("Ann",))
    for number in (2, 3):
        put(path, number)
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def erased(vault: Path) -> None:
    with reopen(vault) as opened:
        assert case_of(opened).erase([Take("t", "row")], "me", "")


def segments(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("c/*/j/seg-*")}


def test_a_backup_goes_on_after_it_and_says_what_it_still_holds(vault: Path, stick: Path) -> None:
    backed(vault, stick)
    before = segments(stick / "record")
    erased(vault)
    done = backed(vault, stick)
    assert done.erased
    assert done.kept == ()
    assert segments(stick / "record") == before | segments(vault)
    assert backed(vault, stick).erased  # still
    assert [case.changes for case in rehearsed(stick).cases] == [9]


def test_purging_takes_the_older_segments_out_of_it(vault: Path, stick: Path) -> None:
    backed(vault, stick)
    old = set(tree(stick / "record"))
    erased(vault)
    backed(vault, stick)
    done = backed(vault, stick, purge=True)
    assert not done.erased
    here = {path for path in tree(vault) if path.startswith(("c/", "k/", "log/"))}
    assert set(tree(stick / "record")) == here
    assert {path for path in old - here if "/seg-" in path}
    assert not backed(vault, stick).erased


def test_purging_right_after_it_does_so_too(vault: Path, stick: Path) -> None:
    backed(vault, stick)
    old = segments(vault)
    erased(vault)
    assert not backed(vault, stick, purge=True).erased
    assert segments(stick / "record") == segments(vault)
    assert old - segments(stick / "record")


def test_what_is_put_back_from_a_backup_that_still_holds_it_lets_go_of_it(
    vault: Path, stick: Path, tmp_path: Path
) -> None:
    backed(vault, stick)
    erased(vault)
    backed(vault, stick)
    restore(stick, tmp_path / "w")
    assert segments(tmp_path / "w") > segments(vault)
    with Vault.open(tmp_path / "w", PASSPHRASE, look=True) as opened:
        report = opened.verify()
        assert report.sound
        assert {one.kind for one in report.findings} == {"left-over"}
        assert "t" not in case_of(opened).tables()
    with reopen(tmp_path / "w") as opened:
        assert "t" not in case_of(opened).tables()
        assert opened.verify().findings == ()
    assert segments(tmp_path / "w") == segments(vault)


def test_an_older_copy_of_the_vault_does_not_take_its_place(vault: Path, stick: Path) -> None:
    older = shutil.copytree(vault, vault.with_name("older"))
    erased(vault)
    backed(vault, stick)
    before = tree(stick)
    name = next(path.name for path in vault.glob("vault-*"))
    (older / name).write_bytes(b"")
    with pytest.raises(BackupAhead):
        backed(older, stick)
    assert tree(stick) == before


def test_other_words_under_the_same_turn_are_refused(vault: Path, stick: Path) -> None:
    erased(vault)
    backed(vault, stick)
    (name,) = vault.glob("c/*/j/seg-000001-2-*")
    name.rename(name.with_name(f"seg-000001-2-{'0' * 64}.age"))
    with pytest.raises(BackupAhead):
        backed(vault, stick)
