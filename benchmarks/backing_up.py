"""A backup, beside a plain fsynced copy of the same files and beside restic."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks import made
from benchmarks.measure import Line, in_turn, median, ms
from tui.vault.backup import back_up
from tui.vault.restoring import rehearse
from tui.vault.vault import Vault

ENTRIES = 5_000
CASES = 20
"""Of a volunteer who keeps people apart; each has its share of the entries."""
ROUNDS = 5
PASSPHRASE = "four made up words"


def measure() -> list[Line]:
    """Return how long a first backup takes, the next after one change, and a rehearsal."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch)
        vault = root / "vault"
        _fill(vault)
        size = sum(file.stat().st_size for file in vault.rglob("*") if file.is_file())
        what = f"{ENTRIES:,} entries in {CASES} records, {size / 1e6:.1f} MB"
        numbers = count()
        restic = _restic(root / "cache") if shutil.which("restic") else None

        def first() -> float:
            with _new(root, numbers) as target:
                return _timed(lambda: back_up(vault, target))

        def copied() -> float:
            with _new(root, numbers) as target:
                return _timed(lambda: _copy(vault, target))

        def restic_first() -> float:
            if restic is None:
                return 0.0
            with _new(root, numbers) as target:
                restic("init", "--repo", str(target))
                return _timed(lambda: restic("backup", "--repo", str(target), str(vault)))

        ours, plain, peer = in_turn([first, copied, restic_first], ROUNDS)
        lines = [
            _line(f"first backup, {what}", ours, "cp and fsync of each file", plain),
            *_beside_restic("the same", ours, peer, restic),
        ]
        kept, kept_by_restic = root / "kept", root / "kept by restic"
        back_up(vault, kept)
        if restic is not None:
            restic("init", "--repo", str(kept_by_restic))
            restic("backup", "--repo", str(kept_by_restic), str(vault))

        def next_one() -> float:
            _change(vault, next(numbers))
            return _timed(lambda: back_up(vault, kept))

        def restic_next() -> float:
            if restic is None:
                return 0.0
            _change(vault, next(numbers))
            return _timed(lambda: restic("backup", "--repo", str(kept_by_restic), str(vault)))

        ours, peer = in_turn([next_one, restic_next], ROUNDS)
        lines += [
            _line("after one more change, all of it compared", ours, "the plain copy", plain),
            *_beside_restic("the same", ours, peer, restic),
        ]

        def restic_check() -> float:
            if restic is None:
                return 0.0
            line = ("check", "--read-data", "--repo", str(kept_by_restic))
            return _timed(lambda: restic(*line))

        ours, peer = in_turn([lambda: _timed(lambda: rehearse(kept, PASSPHRASE)), restic_check], 3)
        lines += [
            Line("rehearsal, every change read", ms(median(ours))),
            *_beside_restic("restic check --read-data", ours, peer, restic),
        ]
        return lines


def _fill(path: Path) -> None:
    with Vault.create(path, PASSPHRASE, log_n=10) as vault:
        documents = list(made.documents(ENTRIES))
        for number in range(CASES):
            case = vault.new_case(f"measured {number}", "client")
            for row, document in documents[number::CASES]:
                with case.change("me", "log@1") as change:
                    change.put("incidents", row, document)


def _change(path: Path, number: int) -> None:
    with Vault.open(path, PASSPHRASE) as vault:
        case = vault.case(vault.cases()[0].id)
        with case.change("me", "log@1") as change:
            change.put("incidents", "one more", {"fields": {"what": {"v": str(number)}}})


@contextlib.contextmanager
def _new(root: Path, numbers: Iterator[int]) -> Iterator[Path]:
    target = root / f"target {next(numbers)}"
    try:
        yield target
    finally:
        shutil.rmtree(target, ignore_errors=True)


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def _copy(source: Path, target: Path) -> None:
    """What ``cp`` does, and a fsync of each file and folder: no comparing."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir()
            continue
        shutil.copyfile(path, copy)
        _sync(copy)
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


def _restic(cache: Path) -> Callable[..., object]:
    def run(*words: str) -> object:
        return subprocess.run(
            ["restic", "--quiet", "--cache-dir", str(cache), *words],
            env={**os.environ, "RESTIC_PASSWORD": PASSPHRASE},
            check=True,
            capture_output=True,
        )

    return run


def _line(what: str, ours: list[float], beside: str, peer: list[float]) -> Line:
    ratio = median(ours) / median(peer)
    return Line(what, ms(median(ours)), f"{beside} {ms(median(peer))}", f"{ratio:.2f} x")


def _beside_restic(
    what: str, ours: list[float], peer: list[float], restic: Callable[..., object] | None
) -> list[Line]:
    if restic is None:
        return [Line(what, ms(median(ours)), "restic isn't installed")]
    return [_line(what, ours, "restic", peer)]
