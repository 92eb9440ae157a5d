"""``fairhand vault``: making, looking through, receipts, what was changed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.test_cli import PASSPHRASE, told
from tests.vault.test_verify import picture
from tui.commands import codes
from tui.commands import vault as command
from tui.session.checked import place_words
from tui.vault.vault import Vault

WORDS = "\x1b[2J[bold]He rang\nat night\u202e"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Vault.create(tmp_path / "kept", PASSPHRASE, log_n=2) as made:
        case = made.new_case("Sam", "client")
        row = {"kind": {"v": "call", "by": "log@1"}, "occurred": {"v": "2026-03-03", "by": "log@1"}}
        for fields in (row, {**row, "what": {"v": WORDS, "by": "log@1"}}):
            with case.change("me", "log@1") as change:
                change.put("incidents", "r1", {"fields": fields, "in": "case", "written": ""})
        with case.change("me", "review") as change:
            change.remove("incidents", "r1")
    return tmp_path / "kept"


@pytest.fixture
def where(place: Path, key: Path) -> list[str]:
    return ["--vault", str(place), "--passphrase-file", str(key)]


def damage(place: Path) -> Path:
    (file,) = place.glob("c/*/name-*")
    file.write_bytes(file.read_bytes()[:-1])
    return file


def test_a_place_is_made_with_a_passphrase_that_holds(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = tmp_path / "weak.txt"
    weak.write_text("hello\n", encoding="utf-8")
    new = tmp_path / "new"
    code, out, err = told(
        capsys, "vault", "create", "--vault", new, "--passphrase-file", weak
    )  # fmt: skip
    assert (code, out) == (codes.PROBLEMS, "")
    assert "--weak" in err
    assert not new.exists()
    code, out, err = told(
        capsys, "vault", "create", "--vault", new, "--passphrase-file", weak, "--weak", "--json"
    )
    assert (code, json.loads(out)) == (0, {"made": True})
    with Vault.open(new, "hello") as vault:
        assert vault.cases() == []
    code, out, err = told(capsys, "vault", "create", "--vault", new, "--passphrase-file", key)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "already has something in it" in err
    code, out, err = told(
        capsys, "vault", "create", "--vault", tmp_path / "more", "--passphrase-file", key
    )
    assert (code, out) == (0, "Made a place for records. It is empty.\n")
    assert "Nothing is asked here" in err


def test_a_passphrase_that_is_typed_is_typed_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter([PASSPHRASE, PASSPHRASE + " or so"])
    monkeypatch.setattr(command, "passphrase", lambda file: next(typed))
    code, out, err = told(capsys, "vault", "create", "--vault", tmp_path / "v")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "not the same" in err
    assert not (tmp_path / "v").exists()


def test_what_is_whole_is_said_to_be(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = picture(place)
    code, out, err = told(capsys, "vault", "verify", *where)
    assert (code, err) == (0, "")
    assert out.endswith("All is as it was written.\n")
    code, out, _ = told(capsys, "vault", "verify", "--files-only", "--vault", place)
    assert code == 0
    assert "only the passphrase can tell" in out
    code, out, _ = told(capsys, "vault", "verify", *where, "--json")
    found = json.loads(out)
    assert (found["sound"], found["records"], found["findings"]) == (True, 1, [])
    assert found["changes"] >= 4
    assert picture(place) == before


@pytest.mark.parametrize("files_only", [True, False])
def test_what_is_not_is_code_4_with_place_and_what_to_do(
    place: Path, where: list[str], files_only: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = damage(place).relative_to(place).as_posix()
    (place / "tmp-1").write_bytes(b"")
    line = ["--files-only", *where] if files_only else where
    code, out, _ = told(capsys, "vault", "verify", *line)
    assert code == codes.DAMAGED
    assert f"{file}\n  Its bytes are not the ones that were written.\n  Keep a copy" in out
    assert "tmp-1 (does no harm)" in out
    assert "1 thing is not as it should be." in out
    code, out, _ = told(capsys, "vault", "verify", *line, "--json")
    assert code == codes.DAMAGED
    found = {one["place"]: one for one in json.loads(out)["findings"]}
    assert found[file]["kind"] == "changed"
    assert found["tmp-1"]["harmless"]


def test_lines_and_changes_in_a_file_are_named(place: Path, where: list[str]) -> None:
    from tui.vault.findings import Finding

    assert place_words(Finding("line", "c/x/j/open-000001.txt", 2)).endswith(", line 2")
    assert place_words(Finding("blank", "c/x/j/seg-000001-0.age", 2)).endswith(", change 2 in it")


def test_a_folder_without_a_record_is_no_damage(
    tmp_path: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line in (["--files-only"], ["--passphrase-file", str(key)]):
        for folder in (tmp_path, tmp_path / "none"):
            code, out, err = told(capsys, "vault", "verify", "--vault", folder, *line)
            assert (code, out) == (codes.PROBLEMS, "")
            assert "no record" in err
    assert told(capsys, "vault", "verify")[0] == codes.USAGE


def test_a_receipt_is_written_once_and_compared(
    place: Path, where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = picture(place)
    file = tmp_path / "notes.txt"
    code, out, err = told(capsys, "vault", "receipt", *where, "--out", file)
    assert (code, out) == (0, f"Written: {file}\n")
    assert "plain file" in err
    assert "Sam" not in file.read_text(encoding="utf-8")
    assert picture(place) == before
    code, out, _ = told(capsys, "vault", "receipt", *where, "--out", file, "--json")
    assert json.loads(out) == {"file": str(tmp_path / "notes-2.txt")}
    code, out, _ = told(capsys, "vault", "verify", *where, "--receipt", file)
    assert code == 0
    assert "The receipt fits" in out
    with Vault.open(place, PASSPHRASE) as vault:
        (info,) = vault.cases()
        with vault.case(info.id).change("me", "log@1") as change:
            change.put("case", "case", {"fields": {}})
    late = tmp_path / "late.txt"
    told(capsys, "vault", "receipt", *where, "--out", late)
    for name, data in before.items():
        (place / name).write_bytes(data)
    for name in picture(place).keys() - before.keys():
        (place / name).unlink()
    code, out, _ = told(
        capsys, "vault", "verify", *where, "--receipt", file, "--receipt", late, "--json"
    )
    assert code == codes.DAMAGED
    assert [one["kind"] for one in json.loads(out)["findings"]] == ["receipt-rollback"]


def test_a_receipt_that_cannot_be_used_is_refused(
    place: Path, where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other.txt").write_text("no receipt", encoding="utf-8")
    (tmp_path / "long.txt").write_bytes(b" " * 100_000)
    for name, words in (
        ("other.txt", "no receipt"), ("long.txt", "no receipt"), ("none.txt", "can't be read"),
    ):  # fmt: skip
        code, out, err = told(capsys, "vault", "verify", *where, "--receipt", tmp_path / name)
        assert (code, out) == (codes.PROBLEMS, "")
        assert words in err
    code, _, err = told(
        capsys, "vault", "verify", *where, "--files-only", "--receipt", tmp_path / "other.txt"
    )
    assert code == codes.PROBLEMS
    for out_to in (tmp_path, tmp_path / "name"):
        assert told(capsys, "vault", "receipt", *where, "--out", out_to)[0] == codes.USAGE
    file = tmp_path / "good.txt"
    told(capsys, "vault", "receipt", *where, "--out", file)
    code, _, err = told(
        capsys, "vault", "verify", *where, "--files-only", "--receipt", file
    )  # fmt: skip
    assert code == codes.USAGE


def test_every_change_is_told_and_nothing_in_it_can_act(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = told(capsys, "vault", "history", *where, "--case", "Sam")
    assert code == 0
    assert "1. " in out and "The record was begun." in out
    assert "Added: 3 March 2026" in out
    assert "Taken out: 3 March 2026" in out
    assert "Before: " in out and "by you" in out
    assert "[bold]He rang\n        at night" in out  # no line of theirs stands where ours do
    assert not {"\x1b", "\u202e"} & set(out)
    assert "The program was left." not in out
    assert "The program was left." in told(capsys, "vault", "history", *where, "--all")[1]
    code, out, _ = told(capsys, "vault", "history", *where, "--json")
    found = json.loads(out)
    assert [one["number"] for one in found] == [1, 2, 3, 4]
    assert found[2]["answers"][0]["before"] is None
    assert found[2]["answers"][0]["after"] == WORDS
    assert out.isascii()


def test_a_history_that_is_broken_is_told_as_far_as_it_goes(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    (file,) = place.glob("c/*/j/open-*.txt")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join([lines[0], b"bm90IGFnZQ==\n", *lines[2:]]))
    code, _out, err = told(capsys, "vault", "history", *where)
    assert code == codes.DAMAGED
    assert f"{file.relative_to(place).as_posix()}, line 2" in err


def test_progress_is_told_only_where_somebody_waits(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = iter([0.0, 0.5, 2.0, 2.5, 9.0, 0.0, 9.0])
    monkeypatch.setattr(command.time, "monotonic", lambda: next(now))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    tell = command._progress()
    for done in range(4):
        tell(done, 4)
    assert capsys.readouterr().err.splitlines() == [
        "Looked at 1 of 4 parts.", "Looked at 3 of 4 parts.",
    ]  # fmt: skip
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False, raising=False)
    command._progress()(1, 2)
    assert capsys.readouterr().err == ""
