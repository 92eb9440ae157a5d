"""``fairhand vault passphrase``, ``recovery``, ``slots``, ``revoke``."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.test_cli import PASSPHRASE, told
from tui.commands import codes, vault_keys
from tui.vault import Vault, WrongPassphrase, keyring
from tui.vault.agefile import Key
from tui.vault.recovery import new_code

NEW = "quite other plain words than before"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening takes a second at the real work factor."""
    real: Callable[..., bytes] = keyring.wrapped
    monkeypatch.setattr(keyring, "wrapped", lambda key, secret, log_n: real(key, secret, 2))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    with Vault.create(tmp_path / "kept", PASSPHRASE, log_n=2) as made:
        made.new_case("Sam", "client")
    return tmp_path / "kept"


def secret(folder: Path, text: str) -> Path:
    file = folder / f"{len(list(folder.iterdir()))}.txt"
    file.write_text(text + "\n", encoding="utf-8")
    return file


@pytest.fixture
def where(place: Path, tmp_path: Path) -> list[Any]:
    return ["--vault", place, "--passphrase-file", secret(tmp_path, PASSPHRASE)]


def opens(place: Path, text: str) -> bool:
    try:
        Vault.open(place, text, look=True).close()
    except WrongPassphrase:
        return False
    return True


Told = pytest.CaptureFixture[str]


def test_the_passphrase_is_changed(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told
) -> None:
    new = secret(tmp_path, NEW)
    code, out, err = told(capsys, "vault", "passphrase", *where, "--new-passphrase-file", new)
    assert (code, opens(place, PASSPHRASE), opens(place, NEW)) == (0, False, True)
    assert out == "The passphrase is changed. The old one does not open the record any more.\n"
    assert "takes nothing back" in err
    code, out, err = told(capsys, "vault", "passphrase", *where, "--new-passphrase-file", new)
    assert (code, out) == (codes.LOCKED, "")


def test_another_is_added_and_listed_and_taken_away(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told
) -> None:
    new = secret(tmp_path, NEW)
    code, out, _err = told(
        capsys, "vault", "passphrase", "--add", "--name", "An\x1bn", *where,
        "--new-passphrase-file", new,
    )  # fmt: skip
    assert (code, opens(place, PASSPHRASE), opens(place, NEW)) == (0, True, True)
    code, out, _err = told(capsys, "vault", "slots", *where)
    first, second = out.splitlines()
    assert first.startswith("1. a passphrase; ")
    assert "you opened it with this now" in first
    assert second.startswith("2. a passphrase; An")
    assert "\x1b" not in out
    code, out, _err = told(capsys, "vault", "slots", "--json", *where)
    assert [(one["number"], one["state"]) for one in json.loads(out)] == [(1, "open"), (2, "open")]
    code, out, err = told(capsys, "vault", "revoke", "2", *where)
    assert (code, opens(place, NEW)) == (0, False)
    assert "takes nothing back" in err
    code, out, err = told(capsys, "vault", "revoke", "2", *where)
    assert (code, out) == (codes.USAGE, "")
    code, out, err = told(capsys, "vault", "revoke", "1", *where)
    assert (code, out, err) == (
        codes.PROBLEMS,
        "",
        "Nothing else opens the record, so this stays.\n",
    )
    assert opens(place, PASSPHRASE)


@pytest.mark.parametrize("weak", ["hello", " ", "half"])
def test_what_is_easy_to_guess_changes_nothing(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told, weak: str
) -> None:
    new = secret(tmp_path, weak)
    code, out, err = told(capsys, "vault", "passphrase", *where, "--new-passphrase-file", new)
    assert (code, out) == (codes.PROBLEMS, "")
    assert "--weak" in err
    assert opens(place, PASSPHRASE)


def test_a_new_one_is_typed_twice(
    place: Path, where: list[Any], capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([NEW, NEW + "!", NEW, NEW])
    monkeypatch.setattr(vault_keys, "passphrase", lambda file: next(typed))
    code, _out, err = told(capsys, "vault", "passphrase", *where)
    assert code == codes.PROBLEMS
    assert "The two were not the same. Nothing was changed." in err
    assert opens(place, PASSPHRASE)
    assert told(capsys, "vault", "passphrase", *where)[0] == 0
    assert opens(place, NEW)


# Recovery codes


class Hand(io.StringIO):
    """Somebody at a terminal, who copied the words that were shown."""

    def __init__(self, capsys: Told, wrong: int = 0) -> None:
        super().__init__()
        self.capsys, self.wrong, self.seen = capsys, wrong, ""

    def isatty(self) -> bool:
        return True

    def readline(self, *_args: Any) -> str:
        self.seen += self.capsys.readouterr().out
        (place,) = re.findall(r"Type word (\d+): $", self.seen)
        if self.wrong:
            self.wrong -= 1
            return "wrong\n"
        return f" {self.words()[int(place) - 1].upper()} \n"

    def words(self) -> list[str]:
        numbered = dict(re.findall(r"(\d+)\. ([a-z]+)", self.seen))
        return [numbered[str(place)] for place in range(1, 13)]


def at_a_terminal(capsys: Told, monkeypatch: pytest.MonkeyPatch, wrong: int = 0) -> Hand:
    hand = Hand(capsys, wrong)
    monkeypatch.setattr(sys, "stdin", hand)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    return hand


def test_a_code_is_shown_asked_back_and_opens_the_record(
    place: Path, where: list[Any], capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = at_a_terminal(capsys, monkeypatch, wrong=2)
    code, out, err = told(capsys, "vault", "recovery", "--name", "drawer", *where)
    assert code == 0
    assert out.endswith("where it asks for the passphrase.\n")
    assert "Clear this window" in err
    words = " ".join(hand.words())
    assert opens(place, words)
    assert opens(place, PASSPHRASE)
    assert words not in out + err


def test_a_code_that_was_not_copied_opens_nothing(
    place: Path, where: list[Any], capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = at_a_terminal(capsys, monkeypatch, wrong=3)
    code, _out, err = told(capsys, "vault", "recovery", *where)
    assert code == codes.PROBLEMS
    assert "this code opens nothing" in err
    assert not opens(place, " ".join(hand.words()))
    assert len(list((place / "k").iterdir())) == 1


def test_a_code_is_never_sent_to_a_file_or_another_program(
    place: Path, where: list[Any], capsys: Told
) -> None:
    code, out, err = told(capsys, "vault", "recovery", *where)
    assert (code, out) == (codes.USAGE, "")
    assert "at a terminal only" in err


def test_a_code_goes_to_a_file_only_when_asked_with_a_warning(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "code.txt"
    hand = at_a_terminal(capsys, monkeypatch)
    code, _out, err = told(capsys, "vault", "recovery", "--out", file, *where)
    assert code == 0
    assert file.read_text(encoding="utf-8").split() == hand.words()
    assert "anyone who finds it can read" in err
    at_a_terminal(capsys, monkeypatch)
    for bad in (file, tmp_path / "none" / "code.txt"):
        code, out, _err = told(capsys, "vault", "recovery", "--out", bad, *where)
        assert (code, out) == (codes.USAGE, "")
    assert len(list((place / "k").iterdir())) == 2


def test_a_mistyped_code_is_helped_with(place: Path, tmp_path: Path, capsys: Told) -> None:
    code = new_code().split()
    typed = {
        "Word 3 is not": [*code[:2], "qqqqq", *code[3:]],
        "There are 11 here": code[1:],
        "not one of this record": code,
    }
    for sentence, words in typed.items():
        file = secret(tmp_path, " ".join(words))
        found = told(capsys, "vault", "slots", "--vault", place, "--passphrase-file", file)
        assert found[:2] == (codes.LOCKED, "")
        assert sentence in found[2]
        assert "Did you mean" not in found[2]  # no terminal: no word of it in a file


def test_what_was_done_from_elsewhere_is_told(
    place: Path, where: list[Any], tmp_path: Path, capsys: Told
) -> None:
    (old,) = (place / "k").iterdir()
    data = old.read_bytes()
    new = secret(tmp_path, NEW)
    told(capsys, "vault", "passphrase", *where, "--new-passphrase-file", new)
    old.write_bytes(data)
    where = ["--vault", place, "--passphrase-file", new]
    code, out, err = told(capsys, "vault", "slots", *where)
    assert code == codes.DAMAGED
    assert "2. a passphrase; put there from elsewhere" in out
    assert old.name in err
    assert told(capsys, "vault", "revoke", "2", *where)[0] == 0
    assert told(capsys, "vault", "slots", *where)[0] == 0


# One record for somebody else


def test_a_record_is_shared_listed_and_taken_back(
    place: Path, where: list[Any], capsys: Told
) -> None:
    theirs = Key.new().public()
    with Vault.open(place, PASSPHRASE) as vault:
        vault.new_case("Ann", "client")
    one = ["vault", "share", "--to", theirs, "--name", "A.\x1b[2J Lawyer", *where]
    assert told(capsys, *one)[0] == codes.USAGE  # which record?
    code, out, err = told(capsys, *one, "--case", "Ann")
    assert code == 0
    assert str(place / "c") in out
    assert "\x1b" not in out
    assert "can't be taken back" in err
    code, out, _err = told(capsys, "vault", "slots", *where)
    _first, second = out.splitlines()
    assert code == 0
    assert second.startswith("2. Ann; A.")
    code, out, _err = told(capsys, "vault", "slots", "--json", *where)
    assert [one.get("to") for one in json.loads(out)] == [None, theirs]
    assert told(capsys, "vault", "history", "--case", "Ann", *where)[0] == 0
    assert told(capsys, "vault", "verify", *where)[0] == 0
    assert told(capsys, "case", "show", "--case", "Ann", *where)[0] == 0
    (file,) = place.glob("c/*/share-*")
    data = file.read_bytes()
    file.unlink()
    code, out, _err = told(capsys, "vault", "slots", *where)
    assert code == codes.DAMAGED
    assert "its file is gone" in out
    file.write_bytes(data)
    assert told(capsys, "vault", "revoke", "2", *where)[0] == 0
    assert len(told(capsys, "vault", "slots", *where)[1].splitlines()) == 1
    assert not file.exists()


@pytest.mark.parametrize(
    ("to", "sentence"),
    [
        ("age-secret-key-1QQ", "That is a secret key."),
        ("AGE1", "That is no public age key."),
        ("", "That is no public age key."),
        ("ssh-ed25519 AAAA", "That is no public age key."),
    ],
)
def test_a_key_that_is_none_is_told(
    place: Path, where: list[Any], capsys: Told, to: str, sentence: str
) -> None:
    code, out, err = told(capsys, "vault", "share", "--to", to, "--name", "A", *where)
    assert (code, out) == (codes.USAGE, "")
    assert sentence in err
    assert not list(place.glob("c/*/share-*"))
