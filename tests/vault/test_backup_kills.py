"""Killed at any moment, a backup is the new one or the one before, and what is put back whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.vault.backups import make, numbers, tree
from tests.vault.conftest import PASSPHRASE, reopen
from tui.vault import Vault
from tui.vault.restoring import rehearse, restore

KILLS = 60

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def test_no_finished_backup_is_lost(tmp_path: Path) -> None:
    make(tmp_path / "v", ("Ann",))
    stick, back = tmp_path / "stick", tmp_path / "back"
    chance = random.Random(20260303)
    last = kept = 1
    midway = 0
    worker = subprocess.Popen(
        [sys.executable, "-m", "tests.vault.backup_worker", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    assert worker.stdin
    assert worker.stdout
    try:
        for _ in range(KILLS):
            worker.stdin.write(f"{last}\n".encode())
            worker.stdin.flush()
            pid = int(worker.stdout.readline().split()[1])
            # An odd number: while it backs up. An even one: while it puts back.
            lines = [worker.stdout.readline() for _ in range(chance.choice((1, 1, 2, 3)))]
            end = time.perf_counter() + chance.uniform(0, 0.02)
            while time.perf_counter() < end:
                pass  # the moment is what is tested
            os.kill(pid, signal.SIGKILL)
            lines.extend(iter(worker.stdout.readline, b"dead\n"))
            tried, done = last, kept
            for word, number in map(bytes.split, lines):
                tried, done = (int(number), done) if word == b"try" else (tried, int(number))
            midway += bool(list(stick.rglob("tmp-*")) or list(back.rglob("tmp-*")))
            rehearse(stick, PASSPHRASE)
            check = tmp_path / "check"
            restore(stick, check)
            with reopen(check) as vault:
                ((_, kept),) = numbers(vault)
            assert done <= kept <= tried
            if Vault.there(back):
                with reopen(back) as vault:
                    ((_, found),) = numbers(vault)
                assert 1 <= found <= tried
            elif back.exists():
                restore(stick, back)
                assert tree(back).keys() >= tree(stick / "record").keys()
            shutil.rmtree(check)
            last = tried
    finally:
        worker.stdin.close()
        worker.wait(timeout=30)
        worker.stdout.close()
    assert midway > KILLS // 10  # the kills did come in the midst of it
    assert kept > KILLS // 3
