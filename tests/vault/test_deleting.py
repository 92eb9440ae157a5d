"""A deleted case is gone for good; a crash on the way leaves it whole or lets it be finished."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.vault.conftest import create, reopen
from tests.vault.faults import FaultyOs
from tests.vault.power import PowerOs, lay, states
from tests.vault.test_faults import FAULTS, failing
from tests.vault.test_power import every_state
from tui.vault import NoSuchCase, NotStored, Vault, VaultDamaged, VaultReadOnly, durable

BOTH, ONE = ["Ann", "Bea"], ["Ann"]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "v"
    with create(path) as vault:
        for name in BOTH:
            with vault.new_case(name, "client").change("me", "x@1") as change:
                change.put("t", "row", {"name": name})
    return path


def delete(vault: Vault, name: str = "Bea") -> bool:
    (info,) = (info for info in vault.cases() if info.name == name)
    return vault.delete(info.id)


def whole(path: Path) -> list[str]:
    """The names of all cases, each read through; anything unreadable raises."""
    with reopen(path) as vault:
        assert vault.lost == []
        found = []
        for info in vault.cases():
            case = vault.case(info.id)
            assert case.damaged == ()
            assert case.documents("t") == [{"name": info.name}]
            assert [frame.head.n for frame in case.history()]
            found.append(info.name)
        return found


def folders(path: Path) -> int:
    """How many things are where the cases are: nothing may be left of a deleted one."""
    return len(list((path / "c").iterdir()))


def test_it_is_gone_and_the_other_is_not(place: Path) -> None:
    with reopen(place) as vault:
        (info,) = (info for info in vault.cases() if info.name == "Bea")
        case = vault.case(info.id)
        assert vault.delete(info.id)
        assert [info.name for info in vault.cases()] == ONE
        with pytest.raises(NoSuchCase):
            vault.case(info.id)
        with pytest.raises(NoSuchCase):
            vault.delete(info.id)
        assert case.name == ""  # what was open of it is closed
    assert whole(place) == ONE
    assert folders(place) == 1


def test_a_damaged_one_can_be_deleted(place: Path) -> None:
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
    for file in (place / "c" / bea).glob("id-*"):
        file.write_bytes(b"nothing")
    with reopen(place) as vault:
        (info,) = (info for info in vault.cases() if info.damaged)
        assert vault.delete(info.id)
    assert whole(place) == ONE


def test_where_nothing_can_be_written_nothing_is_deleted(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> int:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(durable, "open_lock", refuse)
        with reopen(place) as vault, pytest.raises(VaultReadOnly):
            delete(vault)
    assert whole(place) == BOTH


def test_one_that_is_going_is_not_shown_where_nothing_can_be_written(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
    (place / "c" / f"gone-{bea}").touch()

    def refuse(path: Path) -> int:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(durable, "open_lock", refuse)
        assert whole(place) == ONE
    assert folders(place) == 3
    assert whole(place) == ONE  # and now it is finished
    assert folders(place) == 1


@pytest.mark.parametrize("gone", ["id-*", "sign-*"])
def test_keys_that_are_missing_without_the_mark_are_damage(place: Path, gone: str) -> None:
    with reopen(place) as vault:
        (bea,) = (info.id for info in vault.cases() if info.name == "Bea")
    for file in (place / "c" / bea).glob(gone):
        file.unlink()
    with reopen(place) as vault:
        (damaged,) = (info for info in vault.cases() if info.damaged)
        assert damaged.id == bea
        with pytest.raises(VaultDamaged):
            vault.case(bea)
    assert folders(place) == 2


@pytest.mark.parametrize("how", FAULTS)
def test_every_call_that_fails_leaves_it_whole_or_gone(
    place: Path, tmp_path: Path, how: str
) -> None:
    with reopen(shutil.copytree(place, tmp_path / "count")) as vault:
        vault.cases()
        with failing(FaultyOs()) as faulty:
            delete(vault)
    assert {"open", "fsync", "unlink", "rmdir"} <= set(faulty.calls)
    outcomes = set()
    for at, name in enumerate(faulty.calls):
        path = shutil.copytree(place, tmp_path / str(at))
        with reopen(path) as vault:
            vault.cases()
            told = True
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    delete(vault)
                except NotStored:
                    told = False
            assert [info.name for info in vault.cases()] == (ONE if told else BOTH)
        seen = whole(path)
        if told:
            assert seen == ONE, name
        elif not FAULTS[how].get("lasting"):
            assert seen == BOTH, name
        assert seen in (ONE, BOTH)
        assert folders(path) == len(seen)
        outcomes.add(told)
        shutil.rmtree(path)
    assert True in outcomes


def power_losses(place: Path, unsynced: int) -> tuple[int, int]:
    """How many states that may come back are neither whole nor gone, and how many fsyncs."""
    with reopen(place) as vault:
        vault.cases()
        model = PowerOs(place, unsynced)
        wrong = 0
        for state in every_state(model, lambda: _deleted(vault)):
            back = lay(state, place.with_name("back"))
            wrong += _keys_outlive(back)
            wrong += _seen(back) not in (BOTH, ONE)
        for state in states(model.tree):
            wrong += _seen(lay(state, place.with_name("back"))) != ONE
    return wrong, model.synced


def _deleted(vault: Vault) -> None:
    delete(vault)


def _keys_outlive(path: Path) -> bool:
    """Whether a key came back although what it opens is going already."""
    return any(
        bool(list(case.glob("id-*"))) and not list(case.glob("j/open-*"))
        for case in (path / "c").iterdir()
        if case.is_dir()
    )


def _seen(path: Path) -> list[str] | str:
    try:
        return whole(path)
    except Exception as error:
        return type(error).__name__


@pytest.fixture
def small(place: Path) -> Path:
    """Nothing but what deleting meets: every state of the disk is tried."""
    for state in (place / "c").glob("*/j/state-*"):
        state.unlink()
    return place


def test_whenever_the_power_goes(small: Path) -> None:
    assert power_losses(small, -1) == (0, 5)


@pytest.mark.parametrize("left_out", range(1, 5))  # the first is of the mark, which is empty
def test_it_needs_each_of_its_fsyncs(small: Path, left_out: int) -> None:
    assert power_losses(small, left_out)[0] > 0
