"""Backing up, putting back, renaming and deleting from the command line."""

from __future__ import annotations

import io
import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.test_cli import PASSPHRASE, told
from tui.commands import codes
from tui.vault.vault import Vault


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    place = tmp_path / "kept"
    with Vault.create(place, PASSPHRASE, log_n=4) as made:
        for name in ("Ann", "Sam"):
            with made.new_case(name, "client").change("me", "log@1") as change:
                change.put("incidents", "a", {"fields": {}})
    return place


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key.txt"
    file.write_text(PASSPHRASE + "\n")
    return file


@pytest.fixture
def stick(vault: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "stick"
    code, _out, err = told(capsys, "vault", "backup", folder, "--vault", vault)
    assert code == codes.DONE, err
    return folder


def test_a_backup_is_told(
    vault: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    code, out, err = told(capsys, "vault", "backup", stick, other, "--vault", vault)
    assert code == codes.DONE
    first, second = out.split(f"{other}: backed up.")
    assert f"{stick}: backed up." in first
    assert "0 of them new" in first
    assert "The one before was from" in first
    assert "It is the first one there." in second
    assert out.count("same disk") == 2
    assert err.count("something sealed is there") == 1
    code, out, err = told(capsys, "vault", "backup", stick, "--vault", vault, "--json")
    (found,) = json.loads(out)
    assert found["copied"] == 0
    assert found["same_disk"] is True
    assert found["folder"] == str(stick)
    assert err == ""


def test_one_bad_folder_does_not_keep_the_other_from_it(
    vault: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(
        capsys, "vault", "backup", tmp_path / "no" / "stick", stick, vault / "c", "--vault", vault
    )
    assert code == codes.PROBLEMS
    assert f"{stick}: backed up." in out
    assert f"{tmp_path / 'no' / 'stick'}: not backed up." in err
    assert "Was a stick taken out?" in err
    assert "can't be in the folder of the record itself" in err


def test_an_open_record_is_not_backed_up(
    vault: Path, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Vault.open(vault, PASSPHRASE):
        code, out, err = told(capsys, "vault", "backup", stick, "--vault", vault)
    assert code == codes.LOCKED
    assert out == ""
    assert "already open in another window" in err


def test_it_says_which_folder_is_meant(stick: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "vault", "backup", stick)[0] == codes.USAGE
    assert told(capsys, "vault", "backup")[0] == codes.USAGE


def test_a_backup_can_be_remembered(
    vault: Path,
    tmp_path: Path,
    key: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    opening = ("--vault", vault, "--passphrase-file", key)
    code, out, _err = told(capsys, "vault", "backups", *opening)
    assert code == codes.DONE
    assert "No backup is known." in out
    for folder in ("one", "two"):
        code, _out, err = told(capsys, "vault", "backup", folder, "--remember", *opening)
        assert code == codes.DONE, err
    shutil.rmtree(tmp_path / "two")
    _code, out, _err = told(capsys, "vault", "backups", *opening)
    one, two = out.splitlines()
    assert one.startswith(f"{tmp_path / 'one'}: from ")
    assert one.endswith("less than a day ago")
    assert two.endswith("less than a day ago; not connected now")
    _code, out, _err = told(capsys, "vault", "backups", "--forget", "two", "--json", *opening)
    assert [known["folder"] for known in json.loads(out)] == [str(tmp_path / "one")]
    assert told(capsys, "vault", "backups", "--forget", "two", *opening)[0] == codes.PROBLEMS
    line = ("case", "delete", "--case", "Sam", "--vault", vault, "--passphrase-file", key)
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    _code, _out, err = told(capsys, *line)
    assert str(tmp_path / "one") in err
    _code, _out, err = told(capsys, *line, "--yes")
    assert str(tmp_path / "one") in err
    assert told(capsys, "vault", "backup", "one", "--purge", "--vault", vault)[0] == codes.DONE


def test_a_rehearsal_is_told(
    vault: Path, stick: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _err = told(capsys, "vault", "rehearse", stick, "--passphrase-file", key)
    assert code == codes.DONE
    assert "(less than a day ago) opens." in out
    assert "Ann (client)" in out
    assert "Sam (client)" in out
    assert out.count("Last changed") == 2
    code, out, _err = told(capsys, "vault", "rehearse", stick, "--passphrase-file", key, "--json")
    found = json.loads(out)
    assert [one["tables"] for one in found["records"]] == [{"incidents": 1}] * 2
    key.write_text("another\n")
    code, out, err = told(capsys, "vault", "rehearse", stick, "--passphrase-file", key)
    assert (code, out) == (codes.LOCKED, "")
    code, out, err = told(capsys, "vault", "rehearse", vault, "--passphrase-file", key)
    assert code == codes.PROBLEMS
    assert "no finished backup" in err


def test_putting_back_is_told(
    vault: Path, stick: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    back = tmp_path / "back"
    code, out, _err = told(
        capsys, "vault", "restore", "--from", stick, "--to", back, "--passphrase-file", key
    )
    assert code == codes.DONE
    assert "Put back" in out
    assert "Ann (client)" in out
    code, _out, err = told(capsys, "vault", "restore", "--from", stick, "--to", back)
    assert code == codes.PROBLEMS
    assert "already has something in it" in err
    code, out, _err = told(capsys, "case", "list", "--vault", back, "--passphrase-file", key)
    assert out.splitlines() == ["Ann (client)", "Sam (client)"]
    code, out, _err = told(
        capsys, "vault", "restore", "--from", stick, "--to", tmp_path / "x", "--json"
    )
    assert json.loads(out)["records"] is None
    assert json.loads(out)["missing"] == []


def test_damage_is_named_on_lines(
    stick: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = sorted((stick / "record").rglob("name-*"))
    for file in bad:
        file.write_bytes(b"other")
    names = [file.relative_to(stick / "record").as_posix() for file in bad]
    back = tmp_path / "back"
    code, out, err = told(capsys, "vault", "restore", "--from", stick, "--to", back)
    assert code == codes.DAMAGED
    assert out.splitlines() == names
    assert "2 files of the backup are damaged or missing." in err
    assert "--what-can-be" in err
    assert not back.exists()
    code, out, err = told(capsys, "vault", "rehearse", stick, "--passphrase-file", key)
    assert code == codes.DAMAGED
    assert out.splitlines() == names
    assert "--what-can-be" not in err
    code, out, err = told(
        capsys, "vault", "restore", "--from", stick, "--to", back, "--what-can-be"
    )
    assert code == codes.DAMAGED
    assert err.splitlines() == [f"Not put back: {name}" for name in names]
    assert "Put back" in out


def test_renaming(vault: Path, key: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def rename(case: str, name: str) -> tuple[int, str, str]:
        return told(
            capsys, "case", "rename", name, "--case", case, "--vault", vault,
            "--passphrase-file", key,
        )  # fmt: skip

    code, out, err = rename("sam", "  Zo\u00eb   Z ")
    assert code == codes.DONE
    assert out == "It is called Zo\u00eb Z now.\n"
    assert "stays in backups" in err
    assert rename("Sam", "x")[0] == codes.PROBLEMS
    assert rename("Ann", "ZO\u00cb Z")[0] == codes.PROBLEMS
    assert rename("Ann", " ")[0] == codes.USAGE
    assert rename("Ann", "ANN")[0] == codes.DONE
    _code, out, _err = told(capsys, "case", "list", "--vault", vault, "--passphrase-file", key)
    assert out.splitlines() == ["ANN (client)", "Zo\u00eb Z (client)"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def names(vault: Path) -> list[str]:
    with Vault.open(vault, PASSPHRASE) as opened:
        return [info.name for info in opened.cases()]


def test_deleting_says_what_it_means_and_asks(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ("case", "delete", "--case", "Sam", "--vault", vault, "--passphrase-file", key)
    code, _out, err = told(capsys, *line)
    assert code == codes.USAGE
    assert "--yes" in err
    for typed in ("\n", "", "yes\n", "Ann\n"):
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        code, out, err = told(capsys, *line)
        assert (code, out) == (codes.PROBLEMS, "")
        assert "Ask a lawyer" in err
        assert "Backups still hold it" in err
        assert "Nothing was deleted" in err
    assert names(vault) == ["Ann", "Sam"]
    monkeypatch.setattr(sys, "stdin", Terminal(" sam \n"))
    code, out, err = told(capsys, *line)
    assert code == codes.DONE
    assert out == "Deleted the record Sam.\n"
    assert "vault backup FOLDER --purge" in err
    assert names(vault) == ["Ann"]
    assert told(capsys, *line)[0] == codes.PROBLEMS


def test_a_deleted_record_is_taken_out_of_a_backup_when_asked(
    vault: Path, stick: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, _err = told(
        capsys, "case", "delete", "--yes", "--case", "Sam", "--vault", vault,
        "--passphrase-file", key,
    )  # fmt: skip
    assert code == codes.DONE
    _code, out, _err = told(capsys, "vault", "backup", stick, "--vault", vault)
    assert "It still holds 1 record that was deleted here." in out
    _code, out, _err = told(capsys, "vault", "backup", stick, "--vault", vault, "--purge")
    assert "still holds" not in out
    _code, out, _err = told(capsys, "vault", "rehearse", stick, "--passphrase-file", key)
    assert "Sam" not in out


def test_a_damaged_record_is_deleted_by_its_id(
    vault: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Vault.open(vault, PASSPHRASE) as opened:
        (sam,) = (info.id for info in opened.cases() if info.name == "Sam")
    shutil.rmtree(vault / "c" / sam)
    (vault / "c" / sam).mkdir()
    code, out, _err = told(
        capsys, "case", "delete", "--yes", "--case", sam, "--vault", vault,
        "--passphrase-file", key,
    )  # fmt: skip
    assert (code, out) == (codes.DONE, f"Deleted the record {sam}.\n")
    assert names(vault) == ["Ann"]
