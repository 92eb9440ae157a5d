"""One thing wrong with a file of a record, each time another: found, named, nothing written."""

from __future__ import annotations

import io
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.vault.backups import on, tree
from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tui.vault import SealedCase, Vault, VaultDamaged, receipt, verify, verify_blobs
from tui.vault.blobs import TABLE
from tui.vault.blobs_files import File

DATA = random.Random(1).randbytes(200_000)


def case_of(vault: Vault, name: str = "Ann") -> SealedCase:
    (info,) = (info for info in vault.cases() if info.name == name)
    return vault.case(info.id)


def take(case: SealedCase, data: bytes, name: str) -> File:
    return case.files.take_in(io.BytesIO(data), name, "me", "log@1", part=1 << 17)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two cases; one has a file of two parts and a small one, the other a small one."""
    path = tmp_path_factory.mktemp("made") / "v"
    with create(path) as vault:
        take(vault.new_case("Ann", "own"), DATA, "long.mp4")
        take(case_of(vault), b"short", "short.txt")
        take(vault.new_case("Bea", "client"), b"hers", "hers.txt")
    return path


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "v")


def looked(path: Path, **options: object) -> list[tuple[str, str]]:
    before = tree(path)
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        report = vault.verify(**options)  # type: ignore[arg-type]
    assert tree(path) == before
    assert report.sound == all(one.harmless for one in report.findings)
    return [(one.kind, one.place) for one in report.findings]


def blob(path: Path, name: str = "long.mp4", part: int = 0, case: str = "Ann") -> Path:
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        found = case_of(vault, case)
        (file,) = (file for file in found.files.list() if file.name == name)
        sealed = file.parts[part]
        return path / "c" / found.id / "b" / sealed[:2] / sealed


def test_all_is_well(place: Path) -> None:
    assert looked(place) == []
    report = verify.check(place)
    assert report.findings == ()
    assert report.files > 4


def flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


TOUCHES: dict[str, tuple[str, Callable[[Path], object]]] = {
    "flip": ("changed", flip),
    "cut": ("changed", lambda file: file.write_bytes(file.read_bytes()[:-1])),
    "empty": ("changed", lambda file: file.write_bytes(b"")),
    "longer": ("changed", lambda file: file.write_bytes(file.read_bytes() + b"x")),
    "gone": ("missing", lambda file: file.unlink()),
}


@pytest.mark.parametrize("touch", TOUCHES)
@pytest.mark.parametrize("part", [0, 1])
def test_a_blob_that_was_touched(place: Path, touch: str, part: int) -> None:
    kind, work = TOUCHES[touch]
    file = blob(place, part=part)
    work(file)
    inside = file.relative_to(place).as_posix()
    assert looked(place) == [(kind, inside)]
    if kind == "changed":
        assert [(one.kind, one.place) for one in verify.check(place).findings] == [(kind, inside)]
    with reopen(place) as vault:
        case = case_of(vault)
        long, short = case.files.list()
        with case.files.open(short) as stream:
            assert stream.read() == b"short"
        with pytest.raises(VaultDamaged) as raised, case.files.open(long) as stream:
            stream.read()
        assert raised.value.file == inside


def test_two_blobs_swapped(place: Path) -> None:
    one, other = blob(place), blob(place, "short.txt")
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)
    assert sorted(looked(place)) == sorted(
        ("changed", file.relative_to(place).as_posix()) for file in (one, other)
    )


def test_the_blob_of_another_case_named_by_a_row(place: Path) -> None:
    hers = blob(place, "hers.txt", case="Bea")
    with reopen(place) as vault:
        case = case_of(vault)
        row = case.files.list()[1].id
        with case.change("me", "x@1") as change:
            document = change.get(TABLE, row)
            assert document
            change.put(TABLE, row, {**document, "parts": [hers.name]})
        target = place / "c" / case.id / "b" / hers.parent.name / hers.name
    target.parent.mkdir(exist_ok=True)
    shutil.copy(hers, target)
    assert looked(place) == [("sealed", target.relative_to(place).as_posix())]


def test_the_blob_of_another_file_named_by_a_row(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        long, short = case.files.list()
        with case.change("me", "x@1") as change:
            document = change.get(TABLE, short.id)
            assert document
            change.put(TABLE, short.id, {**document, "parts": [long.parts[0]]})
        changed = case.files.get(short.id)
        assert changed
        with pytest.raises(VaultDamaged), case.files.open(changed) as stream:
            stream.read()
    assert looked(place) == [("file", blob(place).relative_to(place).as_posix())]


def test_a_blob_of_another_case_that_no_row_names(place: Path) -> None:
    hers, mine = blob(place, "hers.txt", case="Bea"), blob(place)
    target = mine.parents[1] / hers.parent.name / hers.name
    target.parent.mkdir(exist_ok=True)
    shutil.copy(hers, target)
    assert looked(place) == [("file-unknown", target.relative_to(place).as_posix())]
    assert verify.check(place).findings == ()


def test_what_was_broken_off_does_no_harm_and_goes(place: Path) -> None:
    hers, mine = blob(place, "hers.txt", case="Bea"), blob(place).parents[1]
    left = mine / hers.parent.name / hers.name
    left.parent.mkdir(exist_ok=True)
    shutil.copy(hers, left)
    (mine / "tmp-taking").touch()
    (mine / "tmp-0123").write_bytes(b"half")
    found = looked(place)
    assert {kind for kind, _ in found} == {"unfinished"}
    assert len(found) == 3
    with reopen(place) as vault:
        case_of(vault)
    assert looked(place) == []
    assert not left.exists()


def test_what_no_change_names_stays_unless_something_broke_off(place: Path) -> None:
    """A journal that was put back to an older copy must not cost the files."""
    hers, mine = blob(place, "hers.txt", case="Bea"), blob(place).parents[1]
    left = mine / hers.parent.name / hers.name
    left.parent.mkdir(exist_ok=True)
    shutil.copy(hers, left)
    with reopen(place) as vault:
        case_of(vault)
    assert left.exists()


def test_what_an_earlier_change_named_stays(place: Path) -> None:
    file = blob(place, "short.txt")
    with reopen(place) as vault:
        case = case_of(vault)
        (row,) = (one.id for one in case.files.list() if one.name == "short.txt")
        with case.change("me", "x@1") as change:
            change.remove(TABLE, row)
    (file.parents[1] / "tmp-taking").touch()
    with reopen(place) as vault:
        case_of(vault)
    assert file.exists()
    assert looked(place) == []


def test_nothing_goes_where_part_of_the_history_cannot_be_read(place: Path) -> None:
    mine = blob(place)
    inside = mine.parents[2]
    (journal,) = inside.glob("j/open-*.txt")
    journal.write_bytes(journal.read_bytes() + b"YWdl\n")
    with reopen(place) as vault:
        hers, case = case_of(vault, "Bea").files.list()[0].parts[0], inside.name
    left = inside / "b" / hers[:2] / hers
    left.parent.mkdir(exist_ok=True)
    shutil.copy(blob(place, "hers.txt", case="Bea"), left)
    (inside / "b" / "tmp-taking").touch()
    with reopen(place) as vault:
        assert vault.case(case).damaged
    with reopen(place) as vault:
        vault.case(case)
    assert left.exists()


@pytest.mark.parametrize("name", ["x", "ab/x.age", "ab/tmp-1/x", "abc/x.age", "ab/" + "0" * 64])
def test_what_is_no_blob_is_named(place: Path, name: str) -> None:
    file = blob(place).parents[1] / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x")
    ((_, found),) = looked(place)
    assert file.as_posix().startswith((place / found).as_posix())


def test_a_row_that_describes_no_file(place: Path) -> None:
    with reopen(place) as vault, case_of(vault).change("me", "x@1") as change:
        change.put(TABLE, "odd", {"name": "x"})
    assert [kind for kind, _ in looked(place)] == ["frame"]


def test_a_receipt_says_how_many_sealed_files_there_are(place: Path) -> None:
    with reopen(place) as vault:
        case = case_of(vault)
        take(case, b"short", "again.txt")
        found = receipt.read(case.receipt("vault"))
    assert found.blobs == 3 == len(list((place / "c" / case.id / "b").rglob("*.age")))


def test_how_far_it_is_counts_large_files_for_more(place: Path) -> None:
    with reopen(place) as vault:
        case_of(vault).files.take_in(io.BytesIO(bytes(9 << 20)), "large", "me", "x@1")
    told: list[tuple[int, int]] = []
    verify.check(place, progress=lambda *now: told.append(now))
    assert told == sorted(told)
    assert told[-1][1] > 9
    assert told[-1][0] == told[-1][1]


def test_every_call_that_fails_while_files_are_looked_at_is_told(place: Path) -> None:
    case = blob(place).parents[2]
    with Vault.open(place, PASSPHRASE, look=True) as vault:
        keys = case_of(vault)._open().keys.identity.each
        tables = case_of(vault)._now()
        calls = FaultyOs()
        found: list[tuple[str, ...]] = []
        with on(calls):
            verify_blobs.check(case, keys, tables, None, lambda *one: found.append(one), _quiet)
        assert found == []
        for at, name in enumerate(calls.calls):
            found.clear()
            with on(FaultyOs(at)):
                verify_blobs.check(case, keys, tables, None, lambda *one: found.append(one), _quiet)
            assert found or name == "close", (at, name)


def _quiet(done: int, of: int) -> None:
    """Told how far it is, and tells nobody."""
