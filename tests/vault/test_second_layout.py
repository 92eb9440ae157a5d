"""A vault as it was written once (kept in ``second_layout/``) opens, whole, and goes on."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.backups import backed, rehearsed
from tests.vault.conftest import PASSPHRASE, reopen
from tests.vault.second_layout_made import (
    CODE,
    FILES,
    RECEIPT,
    SECOND,
    TEXTS,
    THEIRS,
    make,
    named,
    put,
)
from tui.vault import SealedCase, Vault, WrongPassphrase, casefiles, journal, receipt
from tui.vault.agefile import Key
from tui.vault.restoring import rehearse

BEFORE = [1, 2, 3, 4, 5, 6, 7]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return shutil.copytree(SECOND, tmp_path / "papers")


def texts(case: SealedCase) -> dict[int, str | None]:
    return {
        int(row.removeprefix("row")): entry["fields"].get("what", {}).get("v")
        for row, entry in case.rows("incidents").items()
    }


def as_it_was(vault: Vault, also: tuple[int, ...] = ()) -> None:
    ann, mine = named(vault, "Ann"), named(vault, "Mine")
    assert [(one.name, one.kind, one.damaged, one.was_behind) for one in (ann, mine)] == [
        ("Ann B. \u0a2a\u0a70", "client", (), False), ("Mine", "own", (), False),
    ]  # fmt: skip
    assert texts(mine) == {1: TEXTS[1]}
    assert texts(ann) == {
        number: None if number == 2 else TEXTS[number] for number in (*BEFORE, *also)
    }
    kinds = [frame.head.kind for frame in ann.history()]
    assert (kinds.count("rekey"), kinds.count("share")) == (2, 1)
    assert [one.why for one in ann.erased()] == ["it names my sister"]
    found = {}
    for file in ann.files.list():
        with ann.files.open(file) as stream:
            found[file.name] = stream.read()
    assert found == FILES
    assert [(one.name, one.there) for one in ann.shares()] == [("A. Lawyer", True)]
    assert [(one.sort, one.name, one.state) for one in vault.slots.all()] == [
        ("passphrase", "", "open"), ("recovery", "the sheet", "open"),
        ("share", "A. Lawyer", "open"),
    ]  # fmt: skip
    assert (vault.damaged, vault.lost, vault.slots.notes) == ((), [], ())
    assert [one.folder for one in vault.backups.all()] == ["/media/stick"]
    assert sum(bool(one.deleted) for one in vault.roll.all().values()) == 1


@pytest.mark.parametrize("secret", [PASSPHRASE, CODE])
def test_all_is_there_and_nothing_is_wrong(place: Path, secret: str) -> None:
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    with Vault.open(place, secret, look=True) as vault:
        as_it_was(vault)
        report = vault.verify(receipts=[receipt.read(RECEIPT.read_bytes())])
        assert (report.findings, report.cases) == ((), 2)
    assert {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} == before


def test_it_goes_on(place: Path, tmp_path: Path) -> None:
    with reopen(place) as vault:
        put(named(vault, "Ann"), 8)
    with reopen(place) as vault:
        as_it_was(vault, (8,))
        assert vault.verify(receipts=[receipt.read(RECEIPT.read_bytes())]).findings == ()
        kinds = [frame.head.kind for frame in named(vault, "Ann").history()]
        assert kinds.count("repair") == 1  # its last sitting had not ended
    backed(place, tmp_path / "stick")
    assert len(rehearsed(tmp_path / "stick").cases) == 2
    assert len(rehearse(tmp_path / "stick", CODE).cases) == 2


def test_what_was_taken_away_does_not_open_it(place: Path) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(place, "to be taken away")


def test_somebody_elses_key_reads_their_record(place: Path) -> None:
    with reopen(place) as vault:
        folder = place / "c" / named(vault, "Ann").id
    (share,) = folder.glob("share-*")
    key = casefiles.read_note(Key.of(THEIRS).unseal(share.read_bytes()).decode())
    assert len(key.older) == 2
    for file in folder.rglob("*.age"):
        if not file.name.startswith(("id-", "sign-", "share-")):
            assert key.unseal(file.read_bytes())


def test_what_makes_one_makes_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", journal.FULL)
    make(tmp_path / "v", tmp_path / "receipt", THEIRS)
    with Vault.open(tmp_path / "v", PASSPHRASE, look=True) as vault:
        as_it_was(vault)
