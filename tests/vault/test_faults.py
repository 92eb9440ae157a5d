"""Every call of the system fails once, or from then on: the old or the new, never neither."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, QUICK, create, reopen
from tests.vault.faults import FaultyOs
from tui.vault import (
    Case,
    FolderInUse,
    NotAVault,
    NotStored,
    Vault,
    VaultDamaged,
    VaultError,
    WrongPassphrase,
    durable,
    journal,
)

OLD, NEW, NEXT = {"n": "old"}, {"n": "new"}, {"n": "next"}


@contextmanager
def failing(faulty: FaultyOs) -> Iterator[FaultyOs]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "os", faulty)
        yield faulty


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one case that has one old document."""
    path = tmp_path_factory.mktemp("base") / "papers"
    with create(path) as vault:
        save(vault.new_case("Mine", "own"), OLD)
    return path


def save(case: Case, document: dict[str, Any]) -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", "a", document)
        change.put("incidents", document["n"], document)


def only(vault: Vault) -> Case:
    (info,) = vault.cases()
    assert info.damaged == ""
    return vault.case(info.id)


def calls_of(
    base: Path, folder: Path, work: Callable[[Vault, Case], object], *, short: bool = False
) -> list[str]:
    """Which calls of the system ``work`` makes when nothing fails."""
    path = shutil.copytree(base, folder / "count")
    with reopen(path) as vault:
        case = only(vault)
        with failing(FaultyOs(short=short)) as faulty:
            work(vault, case)
    return faulty.calls


FAULTS: dict[str, dict[str, Any]] = {
    "once": {},
    "once, after the effect": {"late": True},
    "from then on": {"lasting": True},
    "from then on, after the effect": {"lasting": True, "late": True},
    "once, with short writes": {"short": True},
}


@pytest.fixture(params=[500, 2], ids=["line", "new segment"])
def full(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A save adds a line, or first closes a segment that is full."""
    monkeypatch.setattr(journal, "FULL", request.param)
    return int(request.param)


@pytest.mark.parametrize("how", FAULTS)
def test_a_save_that_fails_leaves_all_as_it_was(
    base: Path, tmp_path: Path, how: str, full: int
) -> None:
    short = "short" in FAULTS[how]
    calls = calls_of(base, tmp_path, lambda vault, case: save(case, NEW), short=short)
    assert {"open", "write", "fsync", "read", "close"} <= set(calls)
    outcomes = set()
    for at, name in enumerate(calls):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            case = only(vault)
            before = case.rows("incidents"), case.last
            stored = True
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    save(case, NEW)
                except NotStored as error:
                    assert error.kind == "other"
                    stored = False
            if not stored:
                assert (case.rows("incidents"), case.last) == before
            else:
                assert case.get("incidents", "a") == NEW
            outcomes.add(stored)
        with reopen(path) as vault:
            case = only(vault)
            found = case.get("incidents", "a")
            if stored:
                assert found == NEW, name
            elif not FAULTS[how].get("lasting"):
                assert found == OLD, name  # it could clean up, so nothing unsaid is kept
            else:
                assert found in (OLD, NEW), name
            save(case, NEXT)
            assert leftovers(path) == []
        with reopen(path) as vault:
            assert only(vault).get("incidents", "a") == NEXT
    assert outcomes == {True, False}


@pytest.mark.parametrize("how", ["once", "from then on, after the effect"])
def test_the_next_save_after_a_failed_one_counts(
    base: Path, tmp_path: Path, how: str, full: int
) -> None:
    calls = calls_of(base, tmp_path, lambda vault, case: save(case, NEW))
    for at, name in enumerate(calls):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            case = only(vault)
            with failing(FaultyOs(at, **FAULTS[how])), suppress(NotStored):
                save(case, NEW)
            save(case, NEXT)
        with reopen(path) as vault:
            assert only(vault).get("incidents", "a") == NEXT, name
            assert leftovers(path) == []


def test_short_writes_are_finished(base: Path, tmp_path: Path) -> None:
    path = shutil.copytree(base, tmp_path / "v")
    with reopen(path) as vault, failing(FaultyOs(short=True)) as faulty:
        save(only(vault), NEW)
    assert faulty.calls.count("write") > 3
    with reopen(path) as vault:
        assert only(vault).get("incidents", "a") == NEW


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "read-only"),
        (errno.ENOENT, "gone"),
        (errno.ENODEV, "gone"),
        (errno.EIO, "other"),
    ],
)
@pytest.mark.parametrize("call", ["open", "write", "fsync", "rename"])
def test_the_person_is_told_why(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: str, call: str
) -> None:
    monkeypatch.setattr(journal, "FULL", 2)
    path = shutil.copytree(base, tmp_path / "v")
    at = calls_of(base, tmp_path, lambda vault, case: save(case, NEW)).index(call)
    with reopen(path) as vault:
        case = only(vault)
        with failing(FaultyOs(at, code)), pytest.raises(NotStored) as told:
            save(case, NEW)
        assert told.value.kind == kind
        assert told.value.sentence.startswith("This was not stored")
        assert str(told.value) == told.value.sentence
        assert case.get("incidents", "a") == OLD
        save(case, NEW)


def test_an_interruption_is_rolled_back_like_an_error(base: Path, tmp_path: Path) -> None:
    calls = calls_of(base, tmp_path, lambda vault, case: save(case, NEW))
    for at in range(calls.index("fsync") + 1):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            case = only(vault)
            with (
                failing(FaultyOs(at, error=KeyboardInterrupt, late=True)),
                pytest.raises(KeyboardInterrupt),
            ):
                save(case, NEW)
            assert case.get("incidents", "a") == OLD
            save(case, NEXT)
        with reopen(path) as vault:
            assert only(vault).get("incidents", "a") == NEXT


def test_bytes_that_read_back_otherwise_are_not_acknowledged(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.copytree(base, tmp_path / "v")
    with reopen(path) as vault:
        case = only(vault)
        with monkeypatch.context() as patch:
            patch.setattr(journal, "FULL", 2)
            real = durable._read
            patch.setattr(
                durable, "_read", lambda path: b"rotten" if "tmp-" in path.name else real(path)
            )
            with pytest.raises(NotStored) as told:
                save(case, NEW)
        assert told.value.kind == "other"
        assert leftovers(path) == []
    with reopen(path) as vault:
        assert only(vault).get("incidents", "a") == OLD


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_a_new_case_is_there_whole_or_not_at_all(base: Path, tmp_path: Path, how: str) -> None:
    calls = calls_of(base, tmp_path, lambda vault, case: vault.new_case("Second", "client"))
    for at, name in enumerate(calls):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault, failing(FaultyOs(at, **FAULTS[how])):
            try:
                vault.new_case("Second", "client")
                made = True
            except (NotStored, VaultDamaged):
                made = False
        with reopen(path) as vault:
            labels = [(info.name, info.damaged) for info in vault.cases()]
            if made:
                assert labels == [("Mine", ""), ("Second", "")], name
            elif how == "from then on":
                assert labels in ([("Mine", "")], [("Mine", ""), ("Second", "")]), name
            else:
                assert labels == [("Mine", "")], name
            assert leftovers(path) == []


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_a_failed_rename_keeps_the_label(base: Path, tmp_path: Path, how: str) -> None:
    work = lambda vault, case: vault.rename(case.id, "Other", "me")  # noqa: E731
    for at, name in enumerate(calls_of(base, tmp_path, work)):
        path = shutil.copytree(base, tmp_path / str(at))
        with reopen(path) as vault:
            case = only(vault)
            with failing(FaultyOs(at, **FAULTS[how])):
                try:
                    work(vault, case)
                    expected = "Other"
                except NotStored:
                    expected = "Mine"
            assert case.name == vault.cases()[0].name == expected, name
            assert case.get("incidents", "a") == OLD


@pytest.mark.parametrize("how", ["once", "once, after the effect", "from then on"])
def test_making_a_vault_that_fails_can_be_done_again(tmp_path: Path, how: str) -> None:
    with failing(FaultyOs()) as counted:
        Vault.create(tmp_path / "count" / "deep", PASSPHRASE, log_n=QUICK).close()
    for at, name in enumerate(counted.calls):
        path = tmp_path / str(at) / "deep"
        with failing(FaultyOs(at, **FAULTS[how])):
            try:
                Vault.create(path, PASSPHRASE, log_n=QUICK).close()
            except (NotStored, FolderInUse):
                assert not Vault.there(path) or how == "from then on", name
        if not Vault.there(path):
            create(path).close()
        with reopen(path) as vault:
            assert vault.cases() == []


@pytest.mark.parametrize("how", ["once", "from then on"])
def test_opening_that_fails_harms_nothing(base: Path, tmp_path: Path, how: str) -> None:
    path = shutil.copytree(base, tmp_path / "count")
    with failing(FaultyOs()) as counted, reopen(path) as vault:
        only(vault)
    for at, name in enumerate(counted.calls):
        path = shutil.copytree(base, tmp_path / str(at))
        with failing(FaultyOs(at, **FAULTS[how])):
            try:
                with reopen(path) as vault:
                    for info in vault.cases():
                        vault.case(info.id)
            except VaultError as error:
                assert not isinstance(error, WrongPassphrase | NotAVault), name
        with reopen(path) as vault:
            assert only(vault).get("incidents", "a") == OLD
            assert not vault.read_only


def test_a_folder_that_vanishes(base: Path, tmp_path: Path) -> None:
    path = shutil.copytree(base, tmp_path / "v")
    with reopen(path) as vault:
        case = only(vault)
        path.rename(tmp_path / "stick")
        with pytest.raises(NotStored) as told:
            save(case, NEW)
        assert told.value.kind == "gone"
        with pytest.raises(NotStored):
            vault.new_case("Second", "own")
        assert case.get("incidents", "a") == OLD
        assert not path.exists()
        (tmp_path / "stick").rename(path)
        save(case, NEW)
    with reopen(path) as vault:
        assert only(vault).get("incidents", "a") == NEW


def test_a_stick_that_comes_back_changed_is_not_overwritten(base: Path, tmp_path: Path) -> None:
    path = shutil.copytree(base, tmp_path / "v")
    elsewhere = shutil.copytree(base, tmp_path / "w")
    with reopen(elsewhere) as other:
        save(only(other), NEW)
    with reopen(path) as vault:
        case = only(vault)
        path.rename(tmp_path / "before")
        elsewhere.rename(path)
        with pytest.raises(NotStored) as told:
            save(case, NEXT)
        assert told.value.kind == "gone"
    with reopen(path) as vault:
        assert only(vault).get("incidents", "a") == NEW


def test_a_disk_that_takes_no_bytes_is_an_error(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shutil.copytree(base, tmp_path / "v")
    with reopen(path) as vault:
        case = only(vault)
        monkeypatch.setattr(os, "write", lambda handle, data: 0)
        with pytest.raises(NotStored):
            save(case, NEW)


def test_macos_is_asked_to_reach_the_disk_itself(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")
    asked: list[int] = []

    def ask(handle: int, what: int) -> None:
        asked.append(what)
        raise OSError(errno.ENOTSUP, "not on this disk")

    path = shutil.copytree(base, tmp_path / "v")
    with reopen(path) as vault:
        monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
        monkeypatch.setattr(fcntl, "fcntl", ask)
        save(only(vault), NEW)
    assert set(asked) == {51}


def test_a_disk_without_folder_fsync_is_no_error(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "FULL", 2)
    path = shutil.copytree(base, tmp_path / "v")
    at = calls_of(base, tmp_path, lambda vault, case: save(case, NEW))
    folder = len(at) - 1 - at[::-1].index("fsync")
    with reopen(path) as vault:
        case = only(vault)
        with failing(FaultyOs(folder, errno.EINVAL)):
            save(case, NEW)
    with reopen(path) as vault:
        assert only(vault).get("incidents", "a") == NEW


def leftovers(path: Path) -> list[str]:
    """What no finished vault has."""
    found = [file.relative_to(path).as_posix() for file in path.rglob("tmp-*")]
    for case in (path / "c").iterdir():
        for sort in ("id", "sign", "name"):
            found += sorted(file.name for file in case.glob(f"{sort}-*"))[1:]
        listing = journal.listing(case / "j")
        last = max(listing.segments, default=0)
        found += [name for number, name in listing.open.items() if number != last + 1]
        found += sorted(listing.states)[:-1]
    return found
