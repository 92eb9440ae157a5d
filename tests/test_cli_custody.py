"""``fairhand vault custody``: handing something over to somebody who alone can open it."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from tests.test_cli import PASSPHRASE, told
from tests.test_cli_backup import Terminal
from tests.test_cli_erase import FIRST, NOW, OTHER, key, place, plain, rows, where
from tui.commands import codes
from tui.vault import Vault
from tui.vault.agefile import Key

__all__ = ["key", "place", "where"]

PICTURE = b"~a picture~" * 5000


@pytest.fixture
def lawyer() -> Key:
    return Key.new()


@pytest.fixture
def line(lawyer: Key, where: list[str]) -> list[str]:
    return ["--to", lawyer.public(), "--name", "Ms Wong", *where]


@pytest.fixture
def picture(tmp_path: Path, place: Path, where: list[str]) -> Path:
    file = tmp_path / "his face.jpg"
    file.write_bytes(PICTURE)
    with Vault.open(place, PASSPHRASE) as vault:
        vault.case(vault.cases()[0].id).files.take_in(file, "", "me", "evidence")
    file.unlink()
    return file


def opened(file: Path, lawyer: Key) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(lawyer.unseal(file.read_bytes()))) as tar:
        return {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr]


def test_an_entry_and_a_file_are_handed_over(
    place: Path,
    picture: Path,
    where: list[str],
    line: list[str],
    lawyer: Key,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    given = ("vault", "custody", "give", "2", "--whole", "--file", "1", "--yes", *line)
    code, out, err = told(capsys, *given)
    assert code == codes.DONE, err
    assert "Sealed 2 things for Ms Wong, and took them out here for good." in out
    found = plain(place)
    for words in (FIRST, NOW, picture.name):
        assert words not in found
    assert OTHER in found
    assert list(rows(place)) == ["r2"]
    code, out, err = told(capsys, "vault", "custody", "list", *where)
    assert out.startswith("1: for Ms Wong, ")
    assert lawyer.public() in out
    folder = tmp_path / "for her"
    export = ("vault", "custody", "export", "1", "--out", folder, *where)
    assert told(capsys, *export)[0] == codes.DONE
    (file,) = folder.iterdir()
    assert file.name == "notes-1.tar.age"
    members = opened(file, lawyer)
    assert members["files/001 his face.jpg"] == PICTURE
    (listed,) = json.loads(members["files.json"])
    assert (listed["name"], listed["size"]) == (picture.name, len(PICTURE))
    assert listed["sha256"] == hashlib.sha256(PICTURE).hexdigest()
    words = members["record.txt"].decode()
    assert f"Now: {FIRST}" in words
    assert f"Before: {FIRST}" in words
    assert f"Now: {NOW}" in words
    assert OTHER not in words
    changes = [one["change"] for one in json.loads(members["record.json"])]
    assert changes == [2, 3, 5]
    assert told(capsys, *export)[0] == codes.PROBLEMS  # nothing is written over
    bad = told(capsys, "vault", "custody", "export", "2", "--out", folder, *where)
    assert bad[0] == codes.USAGE
    code, out, _err = told(capsys, "vault", "custody", "list", "--json", *where)
    assert json.loads(out)[0]["number_of_files"] == 1
    _code, out, _err = told(capsys, "vault", "history", *where)
    assert "Something was sealed for Ms Wong only, and taken out of the record." in out


def test_nothing_of_another_entry_goes_along(
    place: Path,
    where: list[str],
    line: list[str],
    lawyer: Key,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Though one change may have written several."""
    with Vault.open(place, PASSPHRASE) as vault:
        case = vault.case(vault.cases()[0].id)
        rest = {"occurred": {"v": "2026-05-05", "by": "log@1"}}
        with case.change("me", "log@1") as change:
            for row, words in (("r3", "~mine~"), ("r4", "~hers~")):
                fields = {**rest, "kind": {"v": "call", "by": "log@1"}}
                fields["what"] = {"v": words, "by": "log@1"}
                change.put("incidents", row, {"fields": fields, "in": "case", "written": ""})
    give = ("vault", "custody", "give", "--entry", "3", "--yes", *line)
    assert told(capsys, *give)[0] == codes.DONE
    told(capsys, "vault", "custody", "export", "1", "--out", tmp_path / "out", *where)
    members = opened(tmp_path / "out" / "notes-1.tar.age", lawyer)
    words = members["record.txt"].decode()
    assert "~mine~" in words
    assert "Added" not in words
    assert b"~hers~" not in b"".join(members.values())


def test_answers_are_handed_over_and_the_rest_stays(
    place: Path,
    where: list[str],
    line: list[str],
    lawyer: Key,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = told(capsys, "vault", "custody", "give", "3", "--yes", "--json", *line)
    assert code == codes.DONE, err
    data = json.loads(out)
    assert (data["name"], data["finished"], data["backups"]) == ("Ms Wong", True, [])
    assert set(rows(place)["r1"]["fields"]) == {"kind", "occurred"}
    told(capsys, "vault", "custody", "export", "1", "--out", tmp_path / "out", *where)
    members = opened(tmp_path / "out" / "notes-1.tar.age", lawyer)
    assert [one["answer"] for one in json.loads(members["record.json"])] == ["what", "what"]
    assert "2026" in members["record.txt"].decode()


def test_it_is_asked_first_and_bad_keys_are_refused(
    place: Path,
    where: list[str],
    line: list[str],
    lawyer: Key,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = plain(place)
    for to in (lawyer.secret(), "age1no"):
        code, _out, err = told(
            capsys, "vault", "custody", "give", "3", "--to", to, "--name", "X", "--yes", *where
        )
        assert code == codes.USAGE
        assert to not in err
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    code, _out, err = told(capsys, "vault", "custody", "give", "3", *line)
    assert code == codes.PROBLEMS
    assert "It can't be read here again" in err
    assert "Backups still hold it" in err
    assert lawyer.public() in err
    assert plain(place) == before
    monkeypatch.setattr(sys, "stdin", None)
    assert told(capsys, "vault", "custody", "give", "3", *line)[0] == codes.USAGE
    assert told(capsys, "vault", "custody", "give", "--yes", *line)[0] == codes.USAGE
    code, _out, err = told(capsys, "vault", "custody", "give", "--file", "1", "--yes", *line)
    assert code == codes.USAGE
    assert "There is no file 1." in err
    assert plain(place) == before
    monkeypatch.setattr(sys, "stdin", Terminal("ms wong\n\n"))
    assert told(capsys, "vault", "custody", "give", "3", *line)[0] == codes.DONE


def test_a_sealed_file_that_was_changed_is_not_copied(
    place: Path,
    where: list[str],
    line: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert told(capsys, "vault", "custody", "give", "3", "--yes", *line)[0] == codes.DONE
    (sealed,) = place.glob("c/*/b/*/*.age")
    for damage in (lambda: sealed.write_bytes(b"other"), sealed.unlink):
        damage()
        code, _out, err = told(
            capsys, "vault", "custody", "export", "1", "--out", tmp_path / "out", *where
        )
        assert code == codes.DAMAGED
        assert sealed.name in err
        assert not list((tmp_path / "out").iterdir())


def test_a_file_is_taken_out_with_its_sealed_copy(
    place: Path, picture: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert list(place.glob("c/*/b/*/*.age"))
    code, out, err = told(capsys, "vault", "erase", "--file", "1", "--yes", *where)
    assert code == codes.DONE, err
    assert out.splitlines() == ["Took 1 thing out for good."]
    assert not list(place.glob("c/*/b/*/*.age"))
    assert picture.name not in plain(place)
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()


@pytest.mark.system
def test_they_open_it_with_age_and_tar(
    place: Path,
    picture: Path,
    where: list[str],
    line: list[str],
    lawyer: Key,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As docs/recovery.md says it."""
    import re

    given = ("vault", "custody", "give", "3", "--file", "1", "--yes", *line)
    assert told(capsys, *given)[0] == codes.DONE
    told(capsys, "vault", "custody", "export", "1", "--out", tmp_path, *where)
    (tmp_path / "my.key").write_text(lawyer.secret() + "\n", encoding="utf-8")
    page = (Path(__file__).parents[1] / "docs" / "recovery.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n([^`]*notes-1.tar[^`]*)```", page)
    assert shutil.which("age")
    subprocess.run(["sh", "-e", "-c", block], cwd=tmp_path, check=True)
    (file,) = (tmp_path / "handed-over" / "files").iterdir()
    assert file.read_bytes() == PICTURE
    assert NOW in (tmp_path / "handed-over" / "record.txt").read_text(encoding="utf-8")
