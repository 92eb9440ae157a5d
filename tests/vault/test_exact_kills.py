"""Killed before or after any one call of the system, nothing acknowledged is lost or half there."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, create, reopen
from tests.vault.exact_worker import WORKS, case_of, put
from tests.vault.faults import FaultyOs
from tests.vault.test_faults import failing, leftovers
from tests.vault.test_first_layout import FIRST, as_it_was
from tui.vault import NotStored, Vault, VaultError

FULL = 2
MOST = 2_000
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


class Killer:
    """A process that does one piece of work and dies where it is told to."""

    def __init__(self, process: subprocess.Popen[bytes], scratch: Path) -> None:
        self.process, self.scratch, self.kills = process, scratch, 0

    def __call__(self, work: str, path: Path, at: int, *, late: bool) -> str:
        assert self.process.stdin
        assert self.process.stdout
        order = {"work": work, "path": str(path), "at": at, "late": late}
        self.process.stdin.write(json.dumps(order).encode() + b"\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline().decode().strip()
        self.kills += said.endswith("killed")
        return said

    def each(self, work: str, base: Path | None) -> Iterator[tuple[str, Path]]:
        """Kill at every call of a work in turn; gives the place and how it ended."""
        for late in (False, True):
            for at in range(MOST):
                path = self.scratch / f"{work}-{late}-{at}".replace(" ", "-")
                if base is not None:
                    shutil.copytree(base, path)
                said = self(work, path, at, late=late)
                if said == "ended left":
                    shutil.rmtree(path, ignore_errors=True)
                    break
                # A call that the system refuses by itself has no effect to die after.
                assert said == "killed" or (late and said == "done left"), (work, at, said)
                yield f"{work}, call {at}, {'after' if late else 'before'}", path
                shutil.rmtree(path, ignore_errors=True)


@contextmanager
def killer(tmp_path: Path, base: Path) -> Iterator[Killer]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.vault.exact_worker", str(FULL), str(base)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    try:
        scratch = tmp_path / "scratch"
        scratch.mkdir()
        yield Killer(process, scratch)
    finally:
        assert process.stdin
        assert process.stdout
        process.stdin.close()
        process.wait(timeout=30)
        process.stdout.close()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.vault import journal

    monkeypatch.setattr(journal, "FULL", FULL)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    with create(tmp_path / "base") as vault:
        put(vault.new_case("Mine", "own"), "old")
    return tmp_path / "base"


@pytest.fixture
def crashed(base: Path, tmp_path: Path) -> Path:
    """What a crash may leave: a sitting that broke off, torn and unfinished things."""
    path = shutil.copytree(base, tmp_path / "crashed")
    (inside,) = (path / "c").iterdir()
    (name,) = inside.glob("j/open-*.txt")
    name.write_bytes(name.read_bytes() + b"YWdl")
    for place in (path / "k", path / "c", inside, inside / "j"):
        (place / "tmp-1").write_bytes(b"half")
    (path / "c" / "tmp-2").mkdir()
    (path / "c" / "tmp-2" / "x").write_bytes(b"half")
    return path


def sound(path: Path, *, names: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    """Opens, holds one of what it may hold, says nothing is wrong, goes on, leaves nothing."""
    with Vault.open(path, PASSPHRASE, look=True) as vault:
        report = vault.verify()
        assert report.sound, report.findings
    with reopen(path) as vault:
        assert vault.cases()[0].name in names
        case = case_of(vault)
        assert case.damaged == ()
        found = case.get("incidents", "a")
        assert found
        assert found["n"] in numbers
        assert case.get("incidents", found["n"]) == found  # whole, not half
        put(case, "next")
    assert leftovers(path) == []
    with reopen(path) as vault:
        assert case_of(vault).get("incidents", "a") == {"n": "next"}
        assert vault.verify().findings == ()


def check(work: str, killed: Killer, base: Path, crashed: Path) -> None:
    """Kill a work at each of its calls, and look what is left each time."""
    if work == "making":
        for where, path in killed.each(work, None):
            if not Vault.there(path):
                create(path).close()
            with reopen(path) as vault:
                assert vault.cases() == [], where
        return
    for where, path in killed.each(work, crashed if work == "opening" else base):
        names = ("Mine", "Other") if work == "rename" else ("Mine",)
        numbers: tuple[str, ...] = ("old", "new")
        if work == "leaving":
            numbers = ("new",)  # acknowledged before
        elif work in ("rename", "new case", "changing the keys", "opening"):
            numbers = ("old",)
        try:
            sound(path, names=names, numbers=numbers)
        except (VaultError, AssertionError) as error:
            raise AssertionError(where) from error


@needs_fork
@pytest.mark.parametrize("work", ["save", "leaving"])
def test_killed_at_any_call(work: str, base: Path, crashed: Path, tmp_path: Path) -> None:
    with killer(tmp_path, base) as killed:
        check(work, killed, base, crashed)
        assert killed.kills > 10


@needs_fork
@pytest.mark.system
def test_a_thousand_kills(base: Path, crashed: Path, tmp_path: Path) -> None:
    with killer(tmp_path, base) as killed:
        for work in WORKS:
            before = killed.kills
            check(work, killed, base, crashed)
            assert killed.kills - before > 10, work
        first = migrations(killed)
        assert first > 100
        assert killed.kills >= 1_000, killed.kills


def migrations(killed: Killer) -> int:
    """Kill the turning of the first layout into a journal at each of its calls."""
    before = killed.kills
    for where, path in killed.each("opening", FIRST):
        with reopen(path) as vault:
            for info in vault.cases():
                as_it_was(vault.case(info.id))
            assert vault.verify().findings == (), where
    return killed.kills - before


WRITING: dict[str, Callable[[Vault], Any]] = {
    "save": lambda vault: put(case_of(vault)),
    "rename": lambda vault: vault.rename(case_of(vault).id, "Other", "me"),
    "leaving": lambda vault: vault.close(),
}


@pytest.mark.system
@pytest.mark.parametrize("code", ["ENOSPC", "EIO", "EROFS", "ENODEV", "EDQUOT"])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("work", WRITING)
def test_errors_of_every_sort_at_any_call(
    base: Path, tmp_path: Path, work: str, lasting: bool, code: str
) -> None:
    tried = 0
    for late in (False, True):
        for at in range(MOST):
            path = shutil.copytree(base, tmp_path / "v")
            with reopen(path) as vault:
                if work == "leaving":
                    put(case_of(vault))  # acknowledged: only this one may be found
                case_of(vault)
                faulty = FaultyOs(at, getattr(errno, code), lasting=lasting, late=late)
                with failing(faulty), suppress(NotStored):
                    WRITING[work](vault)
            if len(faulty.calls) <= at:
                break
            tried += 1
            numbers = ("new",) if work == "leaving" else ("old", "new")
            sound(path, names=("Mine", "Other"), numbers=numbers)
            shutil.rmtree(path)
        shutil.rmtree(path)
    assert tried > 10


def test_a_folder_that_can_only_be_read_is_read_and_left_alone(crashed: Path) -> None:
    """Every call that would change something is refused, as on a stick with its switch set."""

    class ReadOnly(FaultyOs):
        def __getattr__(self, name: str) -> Any:
            real = super().__getattr__(name)

            def refused(*args: Any, **options: Any) -> Any:
                raise OSError(errno.EROFS, os.strerror(errno.EROFS))

            def open_(path: Any, flags: int, *more: Any) -> Any:
                if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                    refused()
                return real(path, flags, *more)

            changing = {"write", "rename", "unlink", "mkdir", "rmdir", "chmod", "ftruncate"}
            return open_ if name == "open" else refused if name in changing else real

    before = {file: file.read_bytes() for file in crashed.rglob("*") if file.is_file()}
    with failing(ReadOnly()), reopen(crashed) as vault:
        assert vault.read_only
        assert case_of(vault).get("incidents", "a") == {"n": "old"}
        with pytest.raises(NotStored) as told:
            put(case_of(vault))
        assert told.value.kind == "read-only"
        assert vault.verify().sound
    assert {file: file.read_bytes() for file in crashed.rglob("*") if file.is_file()} == before
