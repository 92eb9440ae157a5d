"""Taking out for good while the disk fails, the program is killed or the power goes."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay, states
from tests.vault.test_erase import case_of, plain
from tests.vault.test_exact_kills import killer, needs_fork
from tests.vault.test_faults import FAULTS, failing, leftovers
from tests.vault.test_power import every_state
from tui.vault import (
    NotStored,
    SealedCase,
    Vault,
    VaultDamaged,
    VaultError,
    VaultReadOnly,
    journal,
    receipt,
)
from tui.vault.erase import Take

SECRET = "~old~"
"""Stands in the row that goes; base64 can't hold it by chance."""

TAKE = Take("incidents", "old")


def put(case: SealedCase, row: str, words: str) -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", row, {"n": words})


def erase(vault: Vault) -> bool:
    return case_of(vault).erase([TAKE], "me", "")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "FULL", 2)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """The words are in a closed segment, in the open one and in a state."""
    with create(tmp_path / "base") as vault:
        case = vault.new_case("Mine", "own")
        put(case, "old", SECRET)
        put(case, "a", "stays")
        put(case, "old", f"{SECRET} again")
        put(case, "old", f"{SECRET} at last")
        (tmp_path / "receipt").write_bytes(case.receipt())
    assert plain(tmp_path / "base").count(SECRET.encode()) == 4
    return tmp_path / "base"


@pytest.fixture
def unfinished(base: Path, tmp_path: Path) -> Path:
    """It is certain that the words go, and nothing was written anew yet."""
    path = shutil.copytree(base, tmp_path / "unfinished")

    def refused(*args: Any) -> None:
        raise OSError

    with pytest.MonkeyPatch.context() as patch, reopen(path) as vault:
        patch.setattr(journal.Journal, "replace", refused)
        assert not erase(vault)
        put(case_of(vault), "b", "after")
        vault.close()
    assert SECRET.encode() in plain(path)
    return path


def gone(path: Path) -> bool:
    """See that all is whole, and give whether the words are out; if so, they are in no byte."""
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        report = vault.verify(receipts=[receipt.read((path.parent / "receipt").read_bytes())])
        assert report.sound, report.findings
    with reopen(path) as vault:
        case = case_of(vault)
        assert case.damaged == ()
        assert case.get("incidents", "a") == {"n": "stays"}
        out = case.get("incidents", "old") is None
        assert bool(case.erased()) == out
        assert list(case.history())
    found = SECRET.encode() in plain(path)
    assert found == (not out), "the words are still in it" if out else "they were lost"
    with reopen(path) as vault:
        put(case_of(vault), "next", "more")
    assert leftovers(path) == []
    with reopen(path) as vault:
        assert vault.verify().findings == ()
    return out


def test_what_was_broken_off_is_finished_at_the_next_opening(unfinished: Path) -> None:
    (unfinished.parent / "receipt").exists()
    with Vault.open(unfinished, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert report.sound
        assert "unerased" in {one.kind for one in report.findings}
        assert case_of(vault).get("incidents", "old") is None
        assert case_of(vault).get("incidents", "b") == {"n": "after"}
    assert SECRET.encode() in plain(unfinished)
    assert gone(unfinished)


def test_what_was_broken_off_is_finished_when_it_is_closed(base: Path) -> None:
    with reopen(base) as vault, pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal.Journal, "purge", lambda *args: (_ for _ in ()).throw(OSError))
        assert not erase(vault)
        put(case_of(vault), "b", "after")
        assert SECRET.encode() in plain(base)
    assert SECRET.encode() not in plain(base)
    assert gone(base)


@pytest.mark.parametrize(
    "how", [pytest.param(how, marks=[] if how == "once" else pytest.mark.system) for how in FAULTS]
)
def test_any_call_may_fail(base: Path, tmp_path: Path, how: str) -> None:
    path = shutil.copytree(base, tmp_path / "count")
    with reopen(path) as vault:
        case_of(vault)
        with failing(FaultyOs(short="short" in FAULTS[how])) as counted:
            assert erase(vault)
    seen = set()
    for at, name in enumerate(counted.calls):
        shutil.rmtree(path)
        shutil.copytree(base, path)
        with reopen(path) as vault:
            case = case_of(vault)
            before = case.rows("incidents")
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    said = "done" if erase(vault) else "later"
                except (NotStored, VaultDamaged):
                    said = "not stored"
                    assert case.rows("incidents") == before
                    assert case.erased() == []
            if said != "not stored":
                assert case.get("incidents", "old") is None
        seen.add(said)
        out = gone(path)
        if said == "not stored" and not FAULTS[how].get("lasting"):
            assert not out, (at, name)
        elif said != "not stored":
            assert out, (at, name)
    assert {"later", "not stored"} <= seen


@pytest.mark.system
@pytest.mark.parametrize("how", ["once", "from then on"])
def test_finishing_may_fail_too(unfinished: Path, tmp_path: Path, how: str) -> None:
    path = shutil.copytree(unfinished, tmp_path / "count")
    with reopen(path) as vault, failing(FaultyOs()) as counted:
        case_of(vault)
    for at, _name in enumerate(counted.calls):
        shutil.rmtree(path)
        shutil.copytree(unfinished, path)
        nothing = suppress(VaultError, IndexError)  # the disk may show no case at all
        with reopen(path) as vault, failing(FaultyOs(at, **FAULTS[how])), nothing:
            case_of(vault)
        assert gone(path)


def test_a_journal_that_cannot_be_read_is_left_as_it_is(base: Path) -> None:
    (segment,) = base.glob("c/*/j/seg-000001-*")
    segment.write_bytes(b"other")
    before = {file: file.read_bytes() for file in base.glob("c/*/j/*")}
    with reopen(base) as vault:
        case = case_of(vault)
        with pytest.raises(VaultError):
            erase(vault)
        assert case.get("incidents", "old")
    assert {file: file.read_bytes() for file in base.glob("c/*/j/*")} == before


def test_a_folder_that_is_gone(base: Path, tmp_path: Path) -> None:
    with reopen(base) as vault:
        case_of(vault)
        base.rename(tmp_path / "stick")
        with pytest.raises(NotStored) as told:
            erase(vault)
        assert told.value.kind == "gone"
        (tmp_path / "stick").rename(base)
        assert erase(vault)


def test_what_only_reads_finishes_nothing(unfinished: Path) -> None:
    before = {file: file.read_bytes() for file in unfinished.rglob("*") if file.is_file()}
    with Vault.open(unfinished, PASSPHRASE, look=True) as vault, pytest.raises(VaultReadOnly):
        erase(vault)
    assert {file: file.read_bytes() for file in unfinished.rglob("*") if file.is_file()} == before


@needs_fork
@pytest.mark.system
@pytest.mark.parametrize("work", ["erasing", "finishing"])
def test_killed_at_any_call(base: Path, unfinished: Path, tmp_path: Path, work: str) -> None:
    of = unfinished if work == "finishing" else base
    seen = set()
    with killer(tmp_path, base) as killed:
        shutil.copy(tmp_path / "receipt", killed.scratch)
        for where, path in killed.each(work, of):
            try:
                seen.add(gone(path))
            except (VaultError, AssertionError) as error:
                raise AssertionError(where) from error
        assert killed.kills > 30
    assert seen == ({True} if work == "finishing" else {True, False})


# -- the power goes

FSYNCS = 9
"""Close the segment (2), the mark (2), it anew (1), its name, the removal, a state (2)."""


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """The words are in the open segment and in a state: few files, so few states."""
    with create(tmp_path / "little") as vault:
        case = vault.new_case("Mine", "own")
        put(case, "a", "stays")
        put(case, "old", SECRET)
        (tmp_path / "receipt").write_bytes(case.receipt())
    return tmp_path / "little"


def losses(base: Path, left_out: int) -> tuple[int, int]:
    """How many states that may come back hold what they may not, and how many fsyncs there were."""
    said: list[bool] = []
    back = base.with_name("back")
    with reopen(base) as vault:
        case_of(vault)
        model = PowerOs(base, left_out)
        came_back = every_state(model, lambda: said.append(erase(vault)))
        after = list(states(model.tree))
        synced = model.synced
    assert said == [True]

    def wrong(state: dict[str, Any], *, certain: bool) -> bool:
        has_state = any(lay(state, back).glob("c/*/j/state-*"))
        try:
            out = gone(back)
        except Exception:
            return True
        return certain and not (out and has_state)

    return (
        sum(wrong(state, certain=False) for state in came_back)
        + sum(wrong(state, certain=True) for state in after)
    ), synced


def test_whenever_the_power_goes_it_is_all_or_nothing(little: Path) -> None:
    assert losses(little, -1) == (0, FSYNCS)


@pytest.mark.parametrize("left_out", range(FSYNCS))
def test_each_fsync_is_needed(little: Path, left_out: int) -> None:
    assert losses(little, left_out)[0] > 0
