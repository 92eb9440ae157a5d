"""The vault's log knows its cases: one that vanished or was put back to an older state is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.backups import backed, rehearsed
from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.test_faults import FAULTS, failing
from tui.vault import NoSuchCase, NotStored, SealedCase, Vault, deleting

FIRST = Path(__file__).parent / "first_layout"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("roll") / "papers"
    with create(path) as vault:
        for name in ("Ann", "Bea"):
            put(vault.new_case(name, "client"), 1)
    return path


@pytest.fixture
def place(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "papers")


def put(case: SealedCase, number: int) -> None:
    with case.change("me", "x@1") as change:
        change.put("t", "row", {"n": number})


def bea(vault: Vault) -> SealedCase:
    (info,) = (info for info in vault.cases() if info.name == "Bea")
    return vault.case(info.id)


def folder(place: Path) -> Path:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        return place / "c" / bea(vault).id


def findings(place: Path) -> list[tuple[str, str]]:
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert report.sound == all(one.harmless for one in report.findings)
        return [(one.kind, one.place) for one in report.findings]


def test_each_case_is_noted_when_the_vault_is_left(place: Path) -> None:
    with reopen(place) as vault:
        noted = vault.roll.all()
        assert {vault.case(case).name: one.n for case, one in noted.items()} == {"Ann": 3, "Bea": 3}
        for case, one in noted.items():
            assert [frame.hash for frame in vault.case(case).history()][-1] == one.head
        put(bea(vault), 2)
    with reopen(place) as vault:
        assert vault.roll.of(bea(vault).id).n == 5
        assert not bea(vault).behind


def test_looking_leaves_no_note(place: Path) -> None:
    before = {file: file.read_bytes() for file in place.rglob("*") if file.is_file()}
    for _ in range(2):
        with reopen(place) as vault:
            assert not bea(vault).behind
    assert findings(place) == []
    assert {file: file.read_bytes() for file in place.rglob("*") if file.is_file()} == before


def test_a_case_that_vanished_is_told_until_it_is_deleted(place: Path) -> None:
    gone = folder(place)
    shutil.rmtree(gone)
    for _ in range(2):
        assert findings(place) == [("case-gone", f"c/{gone.name}")]
        with reopen(place) as vault:
            assert vault.lost == [gone.name]
            assert [info.name for info in vault.cases()] == ["Ann"]
            with pytest.raises(NoSuchCase):
                vault.case(gone.name)
    with reopen(place) as vault:
        assert vault.delete(gone.name)
        assert vault.lost == []
    assert findings(place) == []


def test_a_case_that_was_put_back_to_an_older_state_is_told(place: Path, tmp_path: Path) -> None:
    inside = folder(place)
    older = shutil.copytree(inside, tmp_path / "older")
    with reopen(place) as vault:
        put(bea(vault), 2)
    shutil.rmtree(inside)
    shutil.copytree(older, inside)
    for _ in range(2):  # also when it was opened, and nothing was written
        with reopen(place) as vault:
            assert bea(vault).behind
    assert findings(place) == [("case-behind", f"c/{inside.name}/j")]
    with reopen(place) as vault:
        put(bea(vault), 3)
        assert not bea(vault).behind
    assert findings(place) == []
    with reopen(place) as vault:
        assert [frame.head.kind for frame in bea(vault).history()].count("restore") == 1
        assert bea(vault).get("t", "row") == {"n": 3}


def test_a_case_that_was_written_anew_elsewhere_is_told(place: Path, tmp_path: Path) -> None:
    other = shutil.copytree(place, tmp_path / "other")
    for path, numbers in ((place, (2,)), (other, (7,))):
        with reopen(path) as vault:
            for number in numbers:
                put(bea(vault), number)
    inside = folder(place)
    shutil.rmtree(inside)
    shutil.copytree(other / "c" / inside.name, inside)
    assert findings(place) == [("case-behind", f"c/{inside.name}/j")]
    with reopen(place) as vault:
        assert bea(vault).behind


def test_a_case_that_broke_off_is_no_rollback(place: Path, tmp_path: Path) -> None:
    with reopen(place) as vault:
        put(bea(vault), 2)
        broken = shutil.copytree(place, tmp_path / "broken")
    with reopen(broken) as vault:
        assert not bea(vault).behind
        assert vault.verify().sound


def test_an_older_vault_is_given_the_notes(tmp_path: Path) -> None:
    path = shutil.copytree(FIRST, tmp_path / "v")
    reopen(path).close()
    with reopen(path) as vault:
        assert set(vault.roll.all()) == {info.id for info in vault.cases()} != set()
        assert all(one.n == 0 for one in vault.roll.all().values())  # none was opened yet
        for info in vault.cases():
            vault.case(info.id)
    with reopen(path) as vault:
        assert all(one.n == 1 for one in vault.roll.all().values())


def test_deleting_is_noted(place: Path) -> None:
    case = folder(place).name
    with reopen(place) as vault:
        assert vault.delete(case)
        assert vault.roll.of(case).deleted
        assert vault.roll.of(case).head == ""
    assert findings(place) == []


def test_the_mark_stays_until_the_log_knows(place: Path) -> None:
    case = folder(place).name
    assert not deleting.delete(place / "c", case, lambda gone: False)
    assert not (place / "c" / case).exists()
    assert findings(place) == [("unfinished", f"c/gone-{case}")]
    with reopen(place) as vault:
        assert [info.name for info in vault.cases()] == ["Ann"]
        assert vault.roll.of(case).deleted
    assert findings(place) == []


def test_a_deleted_case_that_is_put_back_is_said_once(place: Path, tmp_path: Path) -> None:
    inside = folder(place)
    copy = shutil.copytree(inside, tmp_path / "copy")
    with reopen(place) as vault:
        vault.delete(inside.name)
    shutil.copytree(copy, inside)
    assert findings(place) == [("case-back", f"c/{inside.name}")]
    with reopen(place) as vault:
        assert bea(vault).get("t", "row") == {"n": 1}
    assert findings(place) == []


@pytest.mark.parametrize("how", FAULTS)
def test_leaving_never_fails(base: Path, tmp_path: Path, how: str) -> None:
    counted = shutil.copytree(base, tmp_path / "count")
    vault = reopen(counted)
    put(bea(vault), 2)
    with failing(FaultyOs()) as faulty:
        vault.close()
    for at in range(len(faulty.calls)):
        path = shutil.copytree(base, tmp_path / str(at))
        vault = reopen(path)
        put(bea(vault), 2)
        with failing(FaultyOs(at, **FAULTS[how])):
            vault.close()
        with reopen(path) as vault:
            assert bea(vault).get("t", "row") == {"n": 2}
            assert not bea(vault).behind
            assert vault.verify().sound
        shutil.rmtree(path)


def test_nothing_is_deleted_or_noted_where_nothing_can_be_written(place: Path) -> None:
    with Vault.open(place, PASSPHRASE, look=True) as vault, pytest.raises(NotStored):
        vault.delete(bea(vault).id)


# Files that systems put everywhere


STRAYS = (".DS_Store", "._lock", "Thumbs.db", "desktop.ini", "Desktop.ini", ".Trash-1000")


@pytest.mark.parametrize("name", STRAYS)
def test_what_systems_put_everywhere_is_no_damage(place: Path, tmp_path: Path, name: str) -> None:
    inside = folder(place)
    backed(place, tmp_path / "stick")
    for where in (place, tmp_path / "stick"):
        for path in (where, *(path for path in where.rglob("*") if path.is_dir())):
            (path / name).write_bytes(b"from the system")
    (place / "c" / "System Volume Information").mkdir()
    (place / "System Volume Information").mkdir()
    found = findings(place)
    assert {kind for kind, _place in found} == {"system"}
    assert ("system", f"c/{inside.name}/j/{name}") in found
    backed(place, tmp_path / "stick")
    assert len(rehearsed(tmp_path / "stick").cases) == 2
    with reopen(place) as vault:
        assert [info.damaged for info in vault.cases()] == ["", ""]
    for path in (tmp_path / "stick" / "record").rglob("*"):
        assert path.name != name or path.read_bytes() == b"from the system"
