"""``fairhand vault revoke``: what else must be typed, what goes, what backups still open with."""

from __future__ import annotations

import getpass
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import PASSPHRASE, told
from tests.test_cli_keys import opens, secret
from tui.commands import codes
from tui.vault import Vault, durable, keyring
from tui.vault.agefile import Key
from tui.vault.backup import back_up

OTHER = "quite other plain words than before"
CODE = "social meat bind hundred champion cigar urge away young cluster tonight recipe"
Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening takes a second at the real work factor."""
    real: Callable[..., bytes] = keyring.wrapped
    monkeypatch.setattr(keyring, "wrapped", lambda key, text, log_n: real(key, text, 2))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "kept"
    with Vault.create(path, PASSPHRASE, log_n=2) as vault:
        case = vault.new_case("Sam", "client")
        with case.change("me", "x@1") as change:
            change.put("t", "row", {"n": 1})
        case.share(Key.new().public(), "A. Lawyer", "me")
        vault.slots.add_passphrase(OTHER, "Ann", log_n=2)
        vault.slots.add_recovery(CODE, "the sheet", log_n=2)
    return path


@pytest.fixture
def where(place: Path, tmp_path: Path) -> list[Any]:
    return ["--vault", place, "--passphrase-file", secret(tmp_path, PASSPHRASE)]


def identity(place: Path) -> str:
    return keyring.unlock(place, keyring.names(place), PASSPHRASE).key.public()


def test_by_its_name_while_the_others_are_given(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told
) -> None:
    before = identity(place)
    code, out, err = told(
        capsys, "vault", "revoke", " ann ", *where, "--keep", secret(tmp_path, CODE)
    )
    assert (code, [opens(place, one) for one in (PASSPHRASE, OTHER, CODE)]) == (
        0, [True, False, True],
    )  # fmt: skip
    assert out.startswith("Taken away: a passphrase; Ann; ")
    assert out.count("\n") == 1
    assert "This takes nothing back" in err
    assert "A backup opens with what opened the record when it was made." in err
    assert identity(place) != before


def test_what_is_not_given_is_named_and_nothing_is_changed(
    place: Path, where: list[Any], capsys: Told
) -> None:
    before = identity(place)
    code, out, err = told(capsys, "vault", "revoke", "2", *where)
    assert (code, out) == (codes.USAGE, "")
    assert "a recovery code; the sheet" in err
    assert "--others-go" in err
    assert (identity(place), opens(place, OTHER), opens(place, CODE)) == (before, True, True)
    code, out, err = told(capsys, "vault", "revoke", "2", *where, "--others-go", "--seal-again")
    assert (code, opens(place, PASSPHRASE), opens(place, CODE)) == (0, True, False)
    assert "This went, too: a recovery code; the sheet" in out


class Hand(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("typed", [[CODE], ["", ""], ["mistyped", CODE], ["mistyped", ""]])
def test_it_is_typed_at_a_terminal_or_left_empty(
    place: Path, where: list[Any], capsys: Told, monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    left = list(typed)
    monkeypatch.setattr(sys, "stdin", Hand())
    monkeypatch.setattr(getpass, "getpass", lambda prompt: left.pop(0))
    code, out, err = told(capsys, "vault", "revoke", "Ann", *where)
    assert (code, opens(place, OTHER), opens(place, CODE)) == (0, False, CODE in typed)
    assert ("This went, too" in out) == (CODE not in typed)
    assert "It stays if you type it now." in err


@pytest.mark.parametrize("slot", ["0", "9", "nobody", "", "\u0662"])
def test_what_there_is_not(place: Path, where: list[Any], capsys: Told, slot: str) -> None:
    code, out, err = told(capsys, "vault", "revoke", slot, *where, "--others-go")
    assert (code, out) == (codes.USAGE, "")
    assert "no such number or name" in err


def test_two_of_one_name(place: Path, where: list[Any], capsys: Told) -> None:
    with Vault.open(place, PASSPHRASE) as vault:
        vault.slots.add_passphrase("more", "ANN", log_n=2)
    code, _out, err = told(capsys, "vault", "revoke", "Ann", *where, "--others-go")
    assert code == codes.USAGE
    assert "More than one is called that." in err


def test_the_share_of_one_record(place: Path, where: list[Any], capsys: Told) -> None:
    before = identity(place)
    code, out, _err = told(capsys, "vault", "revoke", "A. Lawyer", *where, "--seal-again")
    assert (code, identity(place)) == (0, before)
    assert out.startswith("Taken away: Sam; A. Lawyer; ")
    assert not list(place.glob("c/*/share-*"))
    assert len(list(place.glob("c/*/j/seg-*"))) == 2


def test_known_backups_are_named_and_brought_up_to_date(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two", "gone"):
        made = back_up(place, tmp_path / name)
        with Vault.open(place, PASSPHRASE) as vault:
            vault.backups.note(str(tmp_path / name), made.at)
    shutil.rmtree(tmp_path / "gone")
    monkeypatch.setattr(sys, "stdin", Hand("no\nyes\n"))
    code, _out, err = told(capsys, "vault", "revoke", "Ann", *where, "--others-go")
    assert code == 0
    assert err.count("This backup still opens with what was taken away:") == 2
    assert f"{tmp_path / 'two'}: up to date." in err
    assert opens(tmp_path / "one" / "record", OTHER)
    assert not opens(tmp_path / "two" / "record", OTHER)
    assert opens(tmp_path / "two" / "record", PASSPHRASE)
    code, _out, err = told(capsys, "vault", "revoke", "A. Lawyer", *where, "--refresh")
    assert code == 0
    assert err.count("This backup still opens") == 1
    assert "gone: from" in err
    assert not opens(tmp_path / "one" / "record", OTHER)


def test_a_disk_that_fails_half_way(
    place: Path, where: list[Any], capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: Any) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "rename", refuse)
        code, out, err = told(capsys, "vault", "revoke", "Ann", *where, "--others-go")
    assert (code, out) == (codes.PROBLEMS, "")
    assert "Open the record again" in err
    assert [opens(place, one) for one in (PASSPHRASE, OTHER, CODE)] == [True, True, True]


def test_a_record_that_is_gone_is_said_and_settled(
    place: Path, where: list[Any], capsys: Told
) -> None:
    (folder,) = (place / "c").iterdir()
    shutil.rmtree(folder)
    code, _out, err = told(capsys, "vault", "slots", *where)
    assert code == 0
    assert f"is gone: {folder.name}." in err
    assert told(capsys, "vault", "verify", *where)[0] == codes.DAMAGED
    code, out, _err = told(capsys, "case", "delete", "--case", folder.name, *where)
    assert (code, out) == (0, f"Noted: the record {folder.name} was removed.\n")
    assert told(capsys, "vault", "verify", *where)[0] == 0


def test_a_record_that_was_put_back_is_said(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told
) -> None:
    (folder,) = (place / "c").iterdir()
    older = shutil.copytree(folder, tmp_path / "older")
    with Vault.open(place, PASSPHRASE) as vault, vault.case(folder.name).change("me", "x") as more:
        more.put("t", "row", {"n": 2})
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    code, _out, err = told(capsys, "case", "show", *where)
    assert code == 0
    assert "an older copy was put in its place" in err
    code, out, _err = told(capsys, "vault", "verify", "--json", *where)
    assert (code, [one["kind"] for one in json.loads(out)["findings"]]) == (4, ["case-behind"])
