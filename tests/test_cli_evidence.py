"""``fairhand evidence``: files go in sealed, come out whole, and nothing else is left anywhere."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.agreements import agree
from tests.test_cli import PASSPHRASE, told
from tests.vault.backups import tree
from tui.commands import codes
from tui.commands import evidence as command
from tui.commands.programs import loaded
from tui.session.app import local_clock
from tui.session.book import Book
from tui.vault.vault import Vault

ROOT = Path(__file__).parents[1]
PHOTO = bytes(range(256)) * 700


@pytest.fixture
def where(tmp_path: Path) -> list[str]:
    key = tmp_path / "key.txt"
    key.write_text(PASSPHRASE + "\n", encoding="utf-8")
    with Vault.create(tmp_path / "kept", PASSPHRASE, log_n=2) as made:
        made.new_case("Sam", "own")
    return ["--vault", str(tmp_path / "kept"), "--passphrase-file", str(key)]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "IMG_0001.jpg"
    path.parent.mkdir()
    path.write_bytes(PHOTO)
    return path


@pytest.fixture
def said(
    capsys: pytest.CaptureFixture[str], where: list[str]
) -> Callable[..., tuple[int, str, str]]:
    def run(*words: object) -> tuple[int, str, str]:
        return told(capsys, "evidence", *words, *where)

    return run


Said = Callable[..., tuple[int, str, str]]


def blob(tmp_path: Path) -> Path:
    (file,) = (tmp_path / "kept").glob("c/*/b/*/*.age")
    return file


def test_a_file_goes_in_and_comes_out_as_it_was(said: Said, photo: Path, tmp_path: Path) -> None:
    code, out, err = said("add", photo)
    assert code == 0
    assert "under 18" in err.splitlines()[0]
    assert err.endswith("The originals are still where they were. Nothing of them was changed.\n")
    assert "IMG_0001.jpg (179 kB, SHA-256 " + hashlib.sha256(PHOTO).hexdigest() in out
    assert photo.read_bytes() == PHOTO
    assert PHOTO[:64] not in blob(tmp_path).read_bytes()
    code, out, _ = said("list")
    assert (code, out.splitlines()[0].split(", kept on")[0]) == (0, "1: IMG_0001.jpg (179 kB)")
    assert said("verify")[:2] == (0, "1 file is as it was taken in.\n")
    code, out, err = said("export", "1", "--out", tmp_path / "plain")
    assert code == 0
    assert "plain file" in err
    assert Path(out.strip()).read_bytes() == PHOTO
    assert tree(tmp_path / "plain").keys() == {"IMG_0001.jpg"}


@pytest.mark.parametrize("given", ["IMG_0001.jpg", "1", hashlib.sha256(PHOTO).hexdigest()[:12]])
def test_it_is_named_by_its_name_its_number_or_its_hash(
    said: Said, photo: Path, tmp_path: Path, given: str
) -> None:
    said("add", photo)
    assert said("export", given, "--out", tmp_path)[0] == 0
    assert (tmp_path / "IMG_0001.jpg").read_bytes() == PHOTO


def test_no_file_is_ever_written_over(said: Said, photo: Path, tmp_path: Path) -> None:
    said("add", photo)
    for _ in range(2):
        said("export", "1", "--out", tmp_path / "plain")
    assert set(tree(tmp_path / "plain")) == {"IMG_0001.jpg", "IMG_0001-2.jpg"}


def test_another_program_reads_it(said: Said, photo: Path, tmp_path: Path) -> None:
    code, out, _ = said("add", photo, photo, "--json")
    first, again = json.loads(out)["files"]
    assert code == 0
    assert (first["name"], first["size"], first["number"]) == ("IMG_0001.jpg", len(PHOTO), 1)
    assert first["sha256"] == hashlib.sha256(PHOTO).hexdigest()
    assert (first["new"], again["new"]) == (True, False)
    assert json.loads(said("list", "--json")[1]) == [
        {name: value for name, value in first.items() if name != "new"}
    ]
    found = json.loads(said("verify", "--json")[1])
    assert found["sound"] is True
    assert [one["sound"] for one in found["files"]] == [True]
    found = json.loads(said("export", "1", "--out", tmp_path, "--json")[1])
    assert Path(found["file"]).read_bytes() == PHOTO


def test_what_cannot_be_read_is_told_and_the_others_are_kept(
    said: Said, photo: Path, tmp_path: Path
) -> None:
    code, out, err = said("add", tmp_path / "gone.jpg", tmp_path, photo)
    assert code == codes.PROBLEMS
    assert "gone.jpg: That file is not there" in err
    assert "not a file" in err
    assert out.count("Kept a sealed copy") == 1
    code, out, _ = said("add", tmp_path / "gone.jpg", "--json")
    assert (code, json.loads(out)["files"]) == (codes.PROBLEMS, [])
    assert len(json.loads(out)["problems"]) == 1


def test_damage_is_told_with_its_place(said: Said, photo: Path, tmp_path: Path) -> None:
    said("add", photo)
    file = blob(tmp_path)
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(data)
    code, out, _ = said("verify")
    assert code == codes.DAMAGED
    assert file.name in out
    assert "A backup may have it whole" in out
    code, out, err = said("export", "1", "--out", tmp_path / "plain")
    assert (code, out) == (codes.DAMAGED, "")
    assert file.name in err
    assert tree(tmp_path / "plain") == {}
    assert json.loads(said("verify", "--json")[1])["sound"] is False


def test_what_is_not_there_is_said(said: Said, photo: Path, tmp_path: Path) -> None:
    assert said("list")[:2] == (0, "No files are kept in this record.\n")
    assert said("export", "1", "--out", tmp_path)[0] == codes.PROBLEMS
    other = tmp_path / "other" / photo.name
    other.parent.mkdir()
    other.write_bytes(b"other")
    said("add", photo, other)
    assert said("export", photo.name, "--out", tmp_path)[0] == codes.USAGE
    assert said("export", "3", "--out", tmp_path)[0] == codes.PROBLEMS


def test_where_nothing_can_be_written_nothing_is(said: Said, photo: Path, tmp_path: Path) -> None:
    said("add", photo)
    assert said("export", "1", "--out", photo)[0] == codes.PROBLEMS


def test_looking_writes_nothing(said: Said, photo: Path, tmp_path: Path) -> None:
    said("add", photo)
    before = tree(tmp_path / "kept")
    said("list")
    said("verify")
    said("export", "1", "--out", tmp_path / "plain")
    assert tree(tmp_path / "kept") == before


def test_names_are_data(said: Said, tmp_path: Path) -> None:
    odd = tmp_path / "\x1b[2J[bold]x\n\u202e.jpg"
    odd.write_bytes(b"x")
    code, out, _ = said("add", odd)
    assert code == 0
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "\x1b" not in said("list")[1]
    out = said("export", "1", "--out", tmp_path / "plain")[1]
    (name,) = tree(tmp_path / "plain")
    assert name == "_[2J[bold]x__.jpg"


def test_told_to_stop_it_keeps_what_was_whole(
    said: Said, photo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.mp4"
    large.write_bytes(bytes(5 << 20))
    before = signal.getsignal(signal.SIGINT)

    def stopping(name: str) -> Callable[[int, int], None]:
        def tell(done: int, of: int) -> None:
            if name == "large.mp4" and done:
                signal.raise_signal(signal.SIGINT)

        return tell

    monkeypatch.setattr(command, "_progress", stopping)
    code, out, err = said("add", photo, large, photo)
    assert code == codes.INTERRUPTED
    assert out.count("Kept a sealed copy") == 1
    assert "What was kept before that stays" in err
    assert signal.getsignal(signal.SIGINT) is before
    monkeypatch.undo()
    assert len(json.loads(said("list", "--json")[1])) == 1
    assert blob(tmp_path)
    said("add", large)
    monkeypatch.setattr(command, "_progress", stopping)
    assert said("export", "large.mp4", "--out", tmp_path / "plain")[0] == codes.INTERRUPTED
    assert tree(tmp_path / "plain") == {}
    assert said("verify")[0] == codes.INTERRUPTED


@pytest.mark.skipif(os.name == "nt", reason="sends signals")
def test_ctrl_c_stops_a_real_process_in_order(where: list[str], tmp_path: Path) -> None:
    large = tmp_path / "large.mp4"
    with large.open("wb") as file:
        file.truncate(3 << 30)
    line = [sys.executable, "-m", "tui", "evidence", "add", str(large), *where]
    process = subprocess.Popen(
        line, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    begun = time.monotonic()
    while not list((tmp_path / "kept").glob("c/*/b/tmp-*")):
        assert process.poll() is None
        assert time.monotonic() - begun < 60
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == codes.INTERRUPTED
    assert "It was stopped" in err
    assert "Traceback" not in err
    assert [file for file in (tmp_path / "kept").glob("c/*/b/**/*") if file.is_file()] == []


def test_a_clients_record_takes_nothing_in_before_both_have_agreed(
    said: Said, photo: Path, tmp_path: Path
) -> None:
    with Vault.open(tmp_path / "kept", PASSPHRASE) as vault:
        client = vault.new_case("Ann", "client").id
    code, out, err = said("add", photo, "--case", "Ann")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "No file can come into this record: it is not written down that the clinic" in err
    assert not list((tmp_path / "kept" / "c" / client).glob("b/*/*.age"))


def test_with_both_agreed_it_does_and_says_until_when(
    said: Said, photo: Path, tmp_path: Path
) -> None:
    with Vault.open(tmp_path / "kept", PASSPHRASE) as vault:
        agree(Book(loaded(), vault.new_case("Ann", "client"), local_clock))
    code, out, err = said("add", photo, "--case", "Ann")
    assert code == 0
    assert "have agreed to it, until 30 June 2099." in err
    assert "Kept a sealed copy of IMG_0001.jpg" in out


def test_once_taken_back_nothing_more_comes_in_and_what_is_there_stays(
    said: Said, photo: Path, tmp_path: Path
) -> None:
    with Vault.open(tmp_path / "kept", PASSPHRASE) as vault:
        agree(Book(loaded(), vault.new_case("Ann", "client"), local_clock))
    said("add", photo, "--case", "Ann")
    with Vault.open(tmp_path / "kept", PASSPHRASE) as vault:
        case = next(one.id for one in vault.cases() if one.name == "Ann")
        agree(Book(loaded(), vault.case(case), local_clock), taken_back="client")
    other = photo.with_name("other.jpg")
    other.write_bytes(b"other")
    code, out, err = said("add", other, "--case", "Ann")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "has taken their agreement back" in err
    assert said("list", "--case", "Ann")[1].startswith("1: IMG_0001.jpg")
