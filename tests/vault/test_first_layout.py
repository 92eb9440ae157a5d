"""Cases of the first layout (kept in ``first_layout/``) open, and go on as journals."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.conftest import reopen
from tests.vault.faults import FaultyOs
from tests.vault.test_faults import failing
from tui.vault import SealedCase, Vault, VaultDamaged, VaultError, VaultReadOnly, durable

FIRST = Path(__file__).parent / "first_layout"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return shutil.copytree(FIRST, tmp_path / "papers")


def as_it_was(case: SealedCase) -> None:
    assert case.tables() == ["case", "incidents", "drafts"]
    assert list(case.rows("incidents")) == ["row2", "row1", "row0"]
    row = case.get("incidents", "row0")
    assert row is not None
    assert row["fields"] == {"what": {"v": f"{case.name}: text 2 \u202e"}}
    assert case.get("drafts", "case/what") == {"row": "case", "name": "what", "text": "half"}


def cases(vault: Vault) -> list[SealedCase]:
    infos = vault.cases()
    assert [(info.name, info.kind) for info in infos] == [
        ("Ann \u0a2a\u0a70", "client"),
        ("Mine", "own"),
    ]
    return [vault.case(info.id) for info in infos]


def test_all_is_there_and_a_journal_goes_on_from_it(place: Path) -> None:
    with reopen(place) as vault:
        for case in cases(vault):
            as_it_was(case)
            assert case.last is None or case.last.script == "from the first layout"
            with case.change("me", "log@2") as change:
                change.put("incidents", "row9", {"fields": {}})
    assert not list(place.rglob("case-*"))
    with reopen(place) as vault:
        for case in cases(vault):
            assert list(case.rows("incidents")) == ["row2", "row1", "row0", "row9"]
            assert [frame.head.n for frame in case.history()] == [1, 2, 3]


def test_where_nothing_can_be_written_it_is_read_as_it_is(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> int:
        raise PermissionError

    monkeypatch.setattr(durable, "open_lock", refuse)
    before = sorted(place.rglob("*"))
    with reopen(place) as vault:
        for case in cases(vault):
            as_it_was(case)
            with pytest.raises(VaultReadOnly), case.change("me", "log@2") as change:
                change.put("incidents", "row9", {})
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("lasting", [False, True])
def test_a_disk_that_fails_meanwhile_loses_nothing(tmp_path: Path, lasting: bool) -> None:
    counted = shutil.copytree(FIRST, tmp_path / "count")
    with reopen(counted) as vault, failing(FaultyOs()) as faulty:
        cases(vault)
    assert len(faulty.calls) > 100
    for at in range(0, len(faulty.calls), 3):
        place = shutil.copytree(FIRST, tmp_path / str(at))
        try:
            with reopen(place) as vault, failing(FaultyOs(at, lasting=lasting)):
                for info in vault.cases():
                    vault.case(info.id)
        except VaultError:
            pass
        with reopen(place) as vault:
            for case in cases(vault):
                as_it_was(case)
        shutil.rmtree(place)


def test_a_damaged_one_is_told(place: Path) -> None:
    (first, *_) = sorted((place / "c").glob("*/case-*"))
    data = first.read_bytes()
    first.write_bytes(data[:200] + bytes([data[200] ^ 1]) + data[201:])
    with reopen(place) as vault:
        damaged = [info for info in vault.cases() if info.damaged]
        assert [info.damaged for info in damaged] == [first.relative_to(place).as_posix()]
        with pytest.raises(VaultDamaged):
            vault.case(damaged[0].id)
