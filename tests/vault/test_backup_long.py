"""Backing up a vault that is open here, told how far it is, and stopped on the way."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tests.vault.backups import backed, make, put, rehearsed
from tests.vault.conftest import PASSPHRASE, reopen
from tui.vault import copying
from tui.vault.errors import Cancelled, VaultBusy
from tui.vault.restoring import rehearse


def stopping(after: int):  # type: ignore[no-untyped-def]
    """What is told how far it is, and stops it."""
    told: list[tuple[int, int]] = []

    def tell(done: int, of: int) -> None:
        told.append((done, of))
        if len(told) > after:
            raise Cancelled

    return tell, told


def test_a_vault_that_is_open_here_is_backed_up(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault")
    with reopen(vault) as held:
        with pytest.raises(VaultBusy):
            backed(vault, tmp_path / "backup")
        done = backed(vault, tmp_path / "backup", held=True)
        (info, _other) = held.cases()
        with held.case(info.id).change("me", "x@1") as change:
            change.put("t", "after", {"n": 2})
    assert rehearsed(tmp_path / "backup").at == done.at


def test_it_says_how_far_it_is(tmp_path: Path) -> None:
    vault = make(tmp_path / "vault")
    tell, told = stopping(1000)
    backed(vault, tmp_path / "backup", progress=tell)
    assert told[0][0] == 0 and told[-1][0] == told[-1][1] > 0
    assert [done for done, _of in told] == sorted(done for done, _of in told)
    tell, compared = stopping(1000)
    rehearse(tmp_path / "backup", PASSPHRASE, progress=tell)
    assert compared[0][0] == 0 and 0 < compared[-1][0] <= compared[-1][1]


@pytest.mark.parametrize("after", range(0, 12, 3))
def test_stopped_on_the_way_the_older_one_counts(tmp_path: Path, after: int) -> None:
    vault = make(tmp_path / "vault")
    older = backed(vault, tmp_path / "backup")
    put(vault, 2)
    tell, _told = stopping(after)
    with pytest.raises(Cancelled):
        backed(vault, tmp_path / "backup", progress=tell)
    assert rehearsed(tmp_path / "backup").at == older.at
    backed(vault, tmp_path / "backup")
    tell, _told = stopping(after)
    with pytest.raises(Cancelled):
        rehearse(tmp_path / "backup", PASSPHRASE, progress=tell)
    assert rehearsed(tmp_path / "backup").files


def test_it_says_how_far_it_is_within_a_large_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_PIECE", 64)
    vault = make(tmp_path / "vault")
    sizes = sorted(size for path, size in copying.files(vault) if path.endswith(".age"))
    tell, told = stopping(10_000)
    backed(vault, tmp_path / "backup", progress=tell)
    steps = [done - before for (before, _), (done, _) in pairwise(told)]
    assert max(steps) <= 64 < sizes[-1] and min(steps) == 0
    for part in (3, len(told) // 2, len(told) - 2):
        tell, _told = stopping(part)
        with pytest.raises(Cancelled):
            backed(vault, tmp_path / f"other-{part}", progress=tell)
        left = [path.name for path in (tmp_path / f"other-{part}").rglob("tmp-*")]
        assert left == [], "what was begun and not finished is removed"
        backed(vault, tmp_path / f"other-{part}")
        assert rehearsed(tmp_path / f"other-{part}").files == rehearsed(tmp_path / "backup").files
