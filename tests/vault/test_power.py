"""Whenever the power goes, what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, QUICK, create, reopen
from tests.vault.power import PowerOs, lay, states
from tui.vault import Vault, durable


class Lost(Exception):
    """A state came back that no one was promised."""


def every_state(model: PowerOs, work: Callable[[], None]) -> list[dict[str, Any]]:
    """All states that the disk may come back with, while and after ``work`` is done."""
    found: dict[str, dict[str, Any]] = {}

    def note() -> None:
        for state in states(model.tree):
            found[repr(state)] = copy.deepcopy(state)

    class Watching:
        def __getattr__(self, name: str) -> Any:
            call = getattr(model, name)
            if name not in {
                "open",
                "write",
                "fsync",
                "rename",
                "unlink",
                "rmdir",
                "mkdir",
                "ftruncate",
            }:
                return call

            def watched(*args: Any) -> Any:
                result = call(*args)
                note()
                return result

            return watched

    note()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "os", Watching())
        work()
    return list(found.values())


def numbers(path: Path) -> list[tuple[str, int]]:
    """The label of each case and the number in it; anything unreadable is a loss."""
    with reopen(path) as vault:
        found = []
        for info in vault.cases():
            if info.damaged or vault.case(info.id).damaged:
                raise Lost(info)
            (document,) = vault.case(info.id).documents("t") or [{"n": 0}]
            found.append((info.name, document["n"]))
        return found


def put(vault: Vault, number: int) -> None:
    with vault.case(vault.cases()[0].id).change("me", "x@1") as change:
        change.put("t", "row", {"n": number})


def losses(path: Path, model: PowerOs, work: Callable[[], None], allowed: list[Any]) -> int:
    """How many of the states after and during ``work`` aren't allowed; at least one is seen."""
    wrong = 0
    came_back = every_state(model, work)
    assert len(came_back) >= 3
    for state in came_back:
        try:
            seen = numbers(lay(state, path.with_name("back")))
        except Exception:
            wrong += 1
            continue
        wrong += seen not in allowed
    return wrong


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    with create(tmp_path / "v") as vault:
        vault.new_case("A", "own")
        put(vault, 1)
    return tmp_path / "v"


def save_losses(path: Path, unsynced: int) -> tuple[int, int]:
    """Losses in saving 2 over an acknowledged 1, and how many fsyncs it took."""
    with reopen(path) as vault:
        vault.case(vault.cases()[0].id)
        model = PowerOs(path, unsynced)
        wrong = losses(path, model, lambda: put(vault, 2), [[("A", 1)], [("A", 2)]])
        # Acknowledged: from here on only the new one may come back.
        wrong += (
            sum(
                numbers(lay(state, path.with_name("back"))) != [("A", 2)]
                for state in states(model.tree)
            )
            if not wrong
            else 0
        )
    return wrong, model.synced


def test_a_save(saved: Path) -> None:
    assert save_losses(saved, -1) == (0, 1)


@pytest.mark.parametrize("left_out", [0])
def test_a_save_needs_each_of_its_fsyncs(saved: Path, left_out: int) -> None:
    assert save_losses(saved, left_out)[0] > 0


def new_case_losses(path: Path, unsynced: int) -> tuple[int, int]:
    with reopen(path) as vault:
        vault.cases()
        model = PowerOs(path, unsynced)
        both = [("A", 1), ("B", 0)]
        wrong = losses(path, model, lambda: _new(vault), [[("A", 1)], both])
        wrong += (
            sum(numbers(lay(state, path.with_name("back"))) != both for state in states(model.tree))
            if not wrong
            else 0
        )
    return wrong, model.synced


def _new(vault: Vault) -> None:
    vault.new_case("B", "client")


def test_a_new_case(saved: Path) -> None:
    assert new_case_losses(saved, -1) == (0, 7)


@pytest.mark.parametrize("left_out", range(7))
def test_a_new_case_needs_each_of_its_fsyncs(saved: Path, left_out: int) -> None:
    assert new_case_losses(saved, left_out)[0] > 0


@pytest.mark.parametrize("left_out", [-1, 0])
def test_opening_after_a_crash_needs_its_fsync(saved: Path, left_out: int) -> None:
    """Killed between a line and its fsync, then opened and read, then the power goes."""
    with reopen(saved):
        pass
    before = shutil.copytree(saved, saved.with_name("before"))
    with reopen(saved) as vault:
        put(vault, 2)
        (case,) = (before / "c").iterdir()
        name = f"c/{case.name}/j/open-000001.txt"
        line = (saved / name).read_bytes()
    model = PowerOs(before, left_out)
    (before / name).write_bytes(line)
    model.find(before / name)[2].data = line  # type: ignore[union-attr]
    shown: list[Any] = []

    def look() -> None:
        shown.extend(numbers(before))

    # Up to here it may go; once it was shown it may not.
    losses(saved, model, look, [[("A", 1)], [("A", 2)]])
    assert shown == [("A", 2)]
    after = [numbers(lay(state, saved.with_name("back"))) for state in states(model.tree)]
    assert all(seen == [("A", 2)] for seen in after) == (left_out == -1)


def test_making_a_vault(tmp_path: Path) -> None:
    """What comes back is no vault yet, which can be made again, or a whole one."""
    path = tmp_path / "v"
    path.mkdir()
    model = PowerOs(path)
    came_back = every_state(model, lambda: Vault.create(path, PASSPHRASE, log_n=QUICK).close())
    assert len(came_back) > 5
    for state in came_back:
        back = lay(state, tmp_path / "back")
        if not Vault.there(back):
            create(back).close()
        assert numbers(back) == []
    for state in states(model.tree):
        assert numbers(lay(state, tmp_path / "back")) == []
        assert Vault.there(tmp_path / "back")
