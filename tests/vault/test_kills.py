"""Killed at any moment, a save that was acknowledged is there, and the lock clears itself."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.vault.conftest import create, reopen

KILLS = 100

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def test_no_acknowledged_save_is_lost(place: Path) -> None:
    with create(place) as vault:
        vault.new_case("Numbers", "own")
    chance = random.Random(20260303)
    known = acknowledged = 0
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.vault.kill_worker", str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert worker.stdin
    assert worker.stdout
    try:
        for _ in range(KILLS):
            worker.stdin.write(b"go\n")
            worker.stdin.flush()
            pid = int(worker.stdout.readline().split()[1])
            # None: killed while it opens the vault. An even number: before or in a later save.
            lines = [worker.stdout.readline() for _ in range(chance.randrange(7))]
            end = time.perf_counter() + chance.uniform(0, 0.005)
            while time.perf_counter() < end:
                pass  # the moment is what is tested
            os.kill(pid, signal.SIGKILL)
            lines.extend(iter(worker.stdout.readline, b"dead\n"))
            tried = done = known
            for word, number in map(bytes.split, lines):
                if word == b"try":
                    tried = int(number)
                else:
                    done = int(number)
                    acknowledged += 1
            with reopen(place) as vault:  # the dead one's lock is gone
                (info,) = vault.cases()
                case = vault.case(info.id)
                assert case.damaged == ()
                rows = case.rows("numbers")
                known = rows["a"]["n"] if rows else 0
                assert done <= known <= tried
                assert not rows or rows["b"]["n"] == known
                assert [p.name for p in place.rglob("tmp-*")] == []
    finally:
        worker.stdin.close()
        worker.wait(timeout=30)
        worker.stdout.close()
    assert acknowledged > KILLS  # the kills did come in the midst of saving
