"""A receipt kept elsewhere tells a record that was cut or written anew, and names nobody."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import pytest

from tests.vault.conftest import PASSPHRASE, clock, create, reopen
from tui.vault import SealedCase, Vault, VaultDamaged, VaultReadOnly, journal, receipt
from tui.vault.receipt import NotAReceipt, Receipt
from tui.vault.signing import Verifier


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", 3)


@pytest.fixture
def kept(place: Path) -> Path:
    with create(place) as vault:
        case = vault.new_case("Ann of Elm Street", "client")
        for number in range(4):
            save(case, number)
    return place


def save(case: SealedCase, number: int) -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", "a", {"n": number})


def only(vault: Vault) -> SealedCase:
    return vault.case(vault.cases()[0].id)


def taken(place: Path) -> bytes:
    with Vault.open(place, PASSPHRASE, look=True, clock=clock) as vault:
        return only(vault).receipt("the vault")


def kinds(place: Path, *receipts: bytes) -> list[str]:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        found = vault.verify(receipts=[receipt.read(one) for one in receipts])
    return [one.kind for one in found.findings]


def test_what_it_holds(kept: Path) -> None:
    first, second = taken(kept).splitlines()
    with reopen(kept) as vault:
        *_, last = only(vault).history()
        assert json.loads(first) == {
            "format": "fairhand-receipt", "v": 1, "vault": "the vault", "case": only(vault).id,
            "w": last.head.w, "n": 6, "head": last.hash, "blobs": 0, "at": "2026-03-03T17:46:05Z",
        }  # fmt: skip
    assert b"Ann" not in taken(kept)
    signature = base64.b64decode(json.loads(second))
    writer = Verifier.of(json.loads(first)["w"])
    assert writer.fits(signature, b"fairhand/receipt/1\n" + first)
    assert receipt.read(taken(kept)).n == 6


def test_it_fits_the_record_it_was_made_of_and_what_was_added_since(kept: Path) -> None:
    early = taken(kept)
    assert kinds(kept, early) == []
    with reopen(kept) as vault:
        for number in range(9):
            save(only(vault), number)
    assert kinds(kept, early, taken(kept)) == []


def test_an_older_copy_is_a_rollback(kept: Path, tmp_path: Path) -> None:
    older = shutil.copytree(kept, tmp_path / "older")
    with reopen(kept) as vault:
        save(only(vault), 9)
    late = taken(kept)
    assert kinds(older) == []  # by itself nobody could tell
    assert kinds(older, late) == ["receipt-rollback"]


def test_another_history_is_a_fork(kept: Path, tmp_path: Path) -> None:
    other = shutil.copytree(kept, tmp_path / "other")
    for place, number in ((kept, 8), (other, 9)):
        with reopen(place) as vault:
            save(only(vault), number)
            save(only(vault), number + 1)
    assert kinds(other) == []
    assert kinds(other, taken(kept)) == ["receipt-fork"]
    with reopen(other) as vault:
        save(only(vault), 7)
    assert kinds(other, taken(kept)) == ["receipt-fork"]


def test_a_receipt_of_another_record_is_told(kept: Path, tmp_path: Path) -> None:
    with create(tmp_path / "v") as vault:
        vault.new_case("A", "own")
        vault.new_case("Second", "client")
    assert kinds(kept, taken(tmp_path / "v")) == ["receipt-other"]


def test_a_receipt_of_another_writer_is_told(kept: Path) -> None:
    from tui.vault.frames import Point
    from tui.vault.signing import Signer

    with reopen(kept) as vault:
        case = only(vault).id
    made = receipt.make(Signer.new(), vault="", case=case, point=Point(1, "0" * 64), at="")
    assert "receipt-other" in kinds(kept, made)


def test_one_that_was_changed_is_none(kept: Path) -> None:
    good = taken(kept)
    assert isinstance(receipt.read(good), Receipt)
    assert receipt.read(good.replace(b"\n", b"\r\n")) == receipt.read(good)
    first, second, _ = good.split(b"\n")
    for bad in (
        b"", b"x", b"{}\n{}\n", first + b"\n", first + b"\n" + second, good + b"more",
        good.replace(b'"n":6', b'"n":5'), first + b'\n"AAAA"\n', first + b"\n5\n",
        good.replace(b'"v":1', b'"v":2'), good.replace(b'"w":"', b'"w":"A'),
    ):  # fmt: skip
        with pytest.raises(NotAReceipt):
            receipt.read(bad)


def test_none_is_made_of_a_record_that_is_not_whole(kept: Path) -> None:
    (segment,) = kept.glob("c/*/j/seg-000001-*")
    segment.write_bytes(segment.read_bytes()[:-1])
    with pytest.raises(VaultDamaged):
        taken(kept)


def test_a_record_of_the_first_layout_has_no_chain_yet(tmp_path: Path) -> None:
    place = shutil.copytree(Path(__file__).parent / "first_layout", tmp_path / "v")
    with Vault.open(place, PASSPHRASE, look=True) as vault, pytest.raises(VaultReadOnly):
        only(vault).receipt()
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        assert vault.verify().sound
