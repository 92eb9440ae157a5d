"""Forks a child on every line of input; the child changes, backs up and puts back until killed.

Output lines: ``pid N`` from the child when it begins, ``try N`` before and ``done N`` after
each backup of the number N, ``dead`` when the child is gone.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.vault.backups import put
from tests.vault.kill_worker import say
from tui.vault.backup import back_up
from tui.vault.restoring import restore


def child(root: Path, number: int) -> None:
    say(f"pid {os.getpid()}")
    while True:
        number += 1
        put(root / "v", number)
        say(f"try {number}")
        back_up(root / "v", root / "stick")
        say(f"done {number}")
        if (root / "back").exists():
            (root / "back").rename(root / f"old {number}")  # at once: half a removal is no test
            shutil.rmtree(root / f"old {number}")
        restore(root / "stick", root / "back")


def main() -> None:
    root = Path(sys.argv[1])
    back_up(root / "v", root / "stick")  # imports what the children need, once
    for line in sys.stdin:
        if not (pid := os.fork()):
            try:
                child(root, int(line))
            finally:
                os._exit(1)
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
