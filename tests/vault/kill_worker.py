"""Forks a child on every line of input; the child saves numbers until it is killed.

Output lines: ``pid N`` from the child when it begins, ``try N`` before and ``done N`` after
each save, ``dead`` when the child is gone.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.vault.conftest import PASSPHRASE
from tui.vault import Vault


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def child(path: Path) -> None:
    say(f"pid {os.getpid()}")
    with Vault.open(path, PASSPHRASE) as vault:
        case = vault.case(vault.cases()[0].id)
        number = max((row["n"] for row in case.documents("numbers")), default=0)
        while True:
            number += 1
            say(f"try {number}")
            with case.change("me", "kill@1") as change:
                change.put("numbers", "a", {"n": number, "same": "x" * 20_000})
                change.put("numbers", "b", {"n": number})
            say(f"done {number}")


def main() -> None:
    path = Path(sys.argv[1])
    Vault.open(path, PASSPHRASE).close()  # imports what the children need, once
    for _ in sys.stdin:
        if not (pid := os.fork()):
            try:
                child(path)
            finally:
                os._exit(1)
        os.waitpid(pid, 0)
        say("dead")


if __name__ == "__main__":
    main()
