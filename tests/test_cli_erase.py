"""``fairhand vault erase``, and taking what went out of the backups, too."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import PASSPHRASE, told
from tests.test_cli_backup import Terminal
from tui.commands import codes
from tui.vault import Vault, journal, keyring
from tui.vault.casefiles import read_keys

FIRST, NOW, OTHER = "~He rang at night~", "~He rang at noon~", "~stays~"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "key.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return file


def answer(text: str) -> dict[str, str]:
    return {"v": text, "by": "log@1"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Changes 2 and 3 say what happened, 4 is another entry, 5 a draft of the first."""
    monkeypatch.setattr(journal, "FULL", 2)
    with Vault.create(tmp_path / "kept", PASSPHRASE, log_n=2) as made:
        case = made.new_case("Sam", "client")
        rest = {"kind": answer("call"), "occurred": answer("2026-03-03")}
        for words in (FIRST, NOW):
            with case.change("me", "log@1") as change:
                fields = {**rest, "what": answer(words)}
                change.put("incidents", "r1", {"fields": fields, "in": "case", "written": ""})
        with case.change("me", "log@1") as change:
            fields = {**rest, "what": answer(OTHER)}
            change.put("incidents", "r2", {"fields": fields, "in": "case", "written": ""})
        with case.change("me", "drafts") as change:
            change.put("drafts", "r1/what", {"row": "r1", "name": "what", "text": FIRST})
    return tmp_path / "kept"


@pytest.fixture
def where(place: Path, key: Path) -> list[str]:
    return ["--vault", str(place), "--passphrase-file", str(key)]


def plain(place: Path) -> str:
    """All that the case's journal says, opened."""
    import base64

    vault = keyring.unlock(place, keyring.names(place), PASSPHRASE).key
    (case,) = (place / "c").iterdir()
    identity = read_keys(case, vault).identity
    found = b""
    for file in sorted((case / "j").iterdir()):
        data = file.read_bytes()
        parts = [data] if file.suffix == ".age" else map(base64.b64decode, data.splitlines())
        found += b"".join(identity.unseal(part) for part in parts)
    return found.decode()


def rows(place: Path) -> dict[str, Any]:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().findings == ()
        return vault.case(vault.cases()[0].id).rows("incidents")


def test_an_answer_is_taken_out_by_the_number_of_its_change(
    place: Path, where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    why = tmp_path / "why.txt"
    why.write_text("It names my sister\nmore\n", encoding="utf-8")
    line = ("vault", "erase", "3", "--yes", "--why", str(why), *where)
    code, out, err = told(capsys, *line)
    assert code == codes.DONE, err
    assert out.splitlines() == ["Took 1 answer out for good."]
    found = plain(place)
    assert FIRST not in found
    assert NOW not in found
    assert OTHER in found
    assert set(rows(place)["r1"]["fields"]) == {"kind", "occurred"}
    _code, out, _err = told(capsys, "vault", "history", *where)
    assert out.count("Something was taken out here for good, on ") == 3  # two wordings, a draft
    assert out.count("Why: It names my sister") == 4  # and where it went
    assert "Something was taken out of the record for good." in out
    assert FIRST not in out
    assert OTHER in out


def test_earlier_wordings_are_taken_out_and_what_stands_stays(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _out, err = told(capsys, "vault", "erase", "3", "--earlier", "--yes", *where)
    assert code == codes.DONE, err
    found = plain(place)
    assert FIRST not in found
    assert NOW in found
    assert rows(place)["r1"]["fields"]["what"]["v"] == NOW


def test_a_whole_entry_is_taken_out(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, "vault", "erase", "2", "--whole", "--yes", "--json", *where)
    assert code == codes.DONE, err
    assert json.loads(out) == {"taken_out": 1, "finished": True, "backups": []}
    found = plain(place)
    assert FIRST not in found
    assert NOW not in found
    assert list(rows(place)) == ["r2"]
    assert told(capsys, "vault", "history", *where)[0] == codes.DONE


def test_an_entry_is_named_by_its_number_in_the_log(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("vault", "erase", "--entry", "2", "--answer", "what", "--yes", *where)
    code, _out, err = told(capsys, *line)
    assert code == codes.DONE, err
    found = plain(place)
    assert OTHER not in found
    assert NOW in found
    assert told(capsys, "vault", "erase", "--entry", "1", "--yes", *where)[0] == codes.DONE
    assert NOW not in plain(place)
    assert list(rows(place)) == ["r2"]
    for more in (["--entry", "2"], [], ["--answer", "nothing"]):
        code, _out, _err = told(capsys, "vault", "erase", *more, "--yes", *where)
        assert code in (codes.USAGE, codes.PROBLEMS)


def test_only_the_answer_that_was_named_goes(
    place: Path, where: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    line = ("vault", "erase", "2", "--answer", "kind", "--yes", *where)
    assert told(capsys, *line)[0] == codes.DONE
    assert set(rows(place)["r1"]["fields"]) == {"occurred", "what"}
    assert told(capsys, *line)[0] == codes.PROBLEMS  # it isn't there any more
    code, _out, err = told(capsys, "vault", "erase", "99", "--yes", *where)
    assert code == codes.USAGE
    assert "There is no change 99." in err


def test_it_is_asked_first_and_says_what_it_means(
    place: Path,
    where: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = plain(place)
    monkeypatch.setattr(sys, "stdin", Terminal("no\n"))
    code, out, err = told(capsys, "vault", "erase", "3", *where)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "Nothing was taken out." in err
    assert "Ask a lawyer before you take anything out." in err
    assert NOW not in err
    assert plain(place) == before
    monkeypatch.setattr(sys, "stdin", Terminal("Take Out\nit was wrong\n"))
    code, out, err = told(capsys, "vault", "erase", "3", *where)
    assert code == codes.DONE
    assert "it was wrong" in told(capsys, "vault", "history", *where)[1]
    monkeypatch.setattr(sys, "stdin", None)
    code, _out, err = told(capsys, "vault", "erase", "4", *where)
    assert code == codes.USAGE
    assert "With --yes it does not." in err


def segments(folder: Path) -> set[str]:
    return {file.name for file in folder.glob("c/*/j/*.age")}


@pytest.mark.parametrize("how", ["asked", "told", "not"])
def test_backups_are_listed_and_purged_where_that_is_wanted(
    place: Path,
    where: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    how: str,
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    for folder in (stick, away):
        assert told(capsys, "vault", "backup", folder, "--remember", *where)[0] == codes.DONE
    away.rename(tmp_path / "pocket")
    old = segments(stick / "record")
    options = ["--purge", "--yes"] if how == "told" else []
    monkeypatch.setattr(
        sys, "stdin", Terminal(f"take out\n\n{'yes' if how == 'asked' else 'no'}\n")
    )
    code, _out, err = told(capsys, "vault", "erase", "3", *options, *where)
    assert code == codes.DONE, err
    assert f"The backup in {away} still holds it." in err
    assert "fairhand vault backup FOLDER --purge" in err
    assert (f"{stick}: taken out there, too." in err) == (how != "not")
    assert (not old & segments(stick / "record")) == (how != "not")
    code, out, _err = told(capsys, "vault", "backup", stick, "--vault", place)
    assert code == codes.DONE
    assert ("It still holds what was taken out here for good." in out) == (how == "not")


def test_deleting_a_record_purges_too(
    place: Path, where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    assert told(capsys, "vault", "backup", stick, "--remember", *where)[0] == codes.DONE
    assert segments(stick / "record")
    code, out, err = told(capsys, "case", "delete", "--yes", "--purge", "--json", *where)
    assert code == codes.DONE, err
    assert json.loads(out)["backups"] == [{"folder": str(stick), "connected": True, "purged": True}]
    assert not segments(stick / "record")
    with Vault.open(place, PASSPHRASE) as vault:
        assert vault.cases() == []


def test_a_backup_that_cannot_be_purged_is_told(
    place: Path, where: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick"
    assert told(capsys, "vault", "backup", stick, "--remember", *where)[0] == codes.DONE
    (mark,) = stick.glob("vault-*")
    mark.rename(stick / f"vault-{'0' * 32}")
    code, _out, err = told(capsys, "vault", "erase", "3", "--purge", "--yes", *where)
    assert code == codes.PROBLEMS
    assert f"{stick}: not taken out there." in err
    assert "still holds it" in err
