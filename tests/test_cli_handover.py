"""``fairhand case handover``: what a volunteer gives, made in one go and noted in the record."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from tests.agreements import agree
from tests.papers.whole_case import program as loaded
from tests.test_cli import PASSPHRASE, told
from tui.commands import codes
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.session.app import local_clock
from tui.session.book import Book
from tui.vault.vault import Vault

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with one client, Ann, who has one entry and one file, and a record of one's own."""
    folder = tmp_path / "kept"
    with Vault.create(folder, PASSPHRASE, log_n=2) as vault:
        vault.new_case("", "own")
        case = vault.new_case("Ann", "client")
        book = Book(loaded(), case, local_clock)
        agree(book)
        what = {"what": Answer("A call at night.", by="log@1")}
        book.apply([Add("incidents", ROOT, "i1", what)], "log@1")
        case.files.take_in(io.BytesIO(b"a photo"), "photo.jpg", "me", "evidence")
    return folder


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], kept: Path, tmp_path: Path) -> Said:
    key = tmp_path / "key.txt"
    key.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def run(*words: object, case: str = "Ann") -> tuple[int, str, str]:
        where = ("--vault", kept, "--passphrase-file", key, "--case", case)
        return told(capsys, "case", *words, *where)

    return run


def given(kept: Path) -> list[dict[str, object]]:
    with Vault.open(kept, PASSPHRASE) as vault:
        case = next(one.id for one in vault.cases() if one.name == "Ann")
        rows = vault.case(case).rows("handovers").values()
        return [{name: one.get("v") for name, one in row["fields"].items()} for row in rows]


def test_it_writes_the_papers_and_the_cover_and_notes_it(
    said: Said, kept: Path, tmp_path: Path
) -> None:
    out = tmp_path / "given"
    code, printed, err = said(
        "handover", "--to", "client", "--name", "Ann", "--by", "Dana", "--papers", "tfv-log",
        "--formats", "pdf", "--out", out,
    )  # fmt: skip
    assert code == 0
    assert sorted(Path(line).name.split("-")[0] for line in printed.splitlines()) == [
        "cover", "notes",
    ]  # fmt: skip
    assert {Path(line) for line in printed.splitlines()} == set(out.iterdir())
    assert "plain file" in err
    (row,) = given(kept)
    assert (row["given_to"], row["given_name"], row["given_how"]) == ("client", "Ann", "plain")
    assert "1 file that is kept in the record" in str(row["given_left"])


def test_sealed_only_their_key_opens_it(said: Said, kept: Path, tmp_path: Path) -> None:
    theirs = pyrage.x25519.Identity.generate()
    code, printed, _err = said(
        "handover", "--to", "lawyer", "--name", "Me T.", "--papers", "", "--files", "--key",
        theirs.to_public(), "--out", tmp_path / "given", "--formats", "pdf", "--json",
    )  # fmt: skip
    assert code == 0
    found = json.loads(printed)
    assert found["sealed"] is True
    (file,) = (Path(one) for one in found["files"])
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(file.read_bytes(), [theirs]))) as tar:
        assert tar.getnames() == ["cover.pdf", "files/001 photo.jpg"]
    assert given(kept)[0]["given_how"] == "sealed"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--papers", "nothing"), codes.USAGE),
        (("--key", "age1nothing"), codes.USAGE),
        (("--key", "AGE-SECRET-KEY-1X"), codes.USAGE),
        (("--name", " "), codes.USAGE),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_given(
    said: Said, kept: Path, tmp_path: Path, words: tuple[str, str], code: int
) -> None:
    before = ("handover", "--to", "client", "--name", "Ann", "--out", tmp_path / "given")
    assert said(*before, *words)[:2] == (code, "")
    assert given(kept) == []
    assert not (tmp_path / "given").exists() or not list((tmp_path / "given").iterdir())


def test_only_a_clients_record_is_handed_over(said: Said, kept: Path, tmp_path: Path) -> None:
    with Vault.open(kept, PASSPHRASE) as vault:
        own = next(one.id for one in vault.cases() if one.kind == "own")
    out = tmp_path / "given"
    code, _out, err = said("handover", "--to", "client", "--name", "A", "--out", out, case=own)
    assert code == codes.PROBLEMS
    assert "Only the record of a client" in err


def test_the_list_says_what_comes_next(said: Said, kept: Path) -> None:
    with Vault.open(kept, PASSPHRASE) as vault:
        case = next(one.id for one in vault.cases() if one.name == "Ann")
        book = Book(loaded(), vault.case(case), local_clock)
        day = Answer("2026-01-31", by="intake@1")
        book.apply([Put(ROOT, "handover_by", day)], "intake@1")
    first = said("list")[1].splitlines()[0]
    assert first == "Ann (client) · Overdue · Hand over and delete by 31 January 2026"
    assert json.loads(said("list", "--json")[1])[0]["next"] == {
        "what": "handover_by", "on": "2026-01-31", "state": "overdue",
    }  # fmt: skip


def test_a_new_record_of_a_client_says_what_writing_can_lead_to(said: Said) -> None:
    assert "testify" in said("new", "Bea", "--kind", "client", case="Bea")[2]
    assert "testify" not in said("new", "Own", case="Own")[2]
