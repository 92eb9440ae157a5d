"""Kills itself at one call of the system, again and again, each time in a fork of its own.

A line of input is JSON: the folder, the work, which call, and whether it has its effect before.
A line of output says how it ended: ``killed``, ``done`` when the work was acknowledged before,
or ``ended`` when there was no such call any more.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.vault.conftest import PASSPHRASE, QUICK, clock, reopen
from tests.vault.faults import FaultyOs
from tui.vault import SealedCase, Vault, copying, durable, journal
from tui.vault.erase import Take

NEW = {"n": "new"}


def die() -> BaseException:
    """The kill, in place of an error."""
    os.kill(os.getpid(), signal.SIGKILL)
    return SystemExit


def save(vault: Vault) -> None:
    put(case_of(vault))


def put(case: SealedCase, number: str = "new") -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", "a", {"n": number})
        change.put("incidents", number, {"n": number})


def case_of(vault: Vault) -> SealedCase:
    return vault.case(vault.cases()[0].id)


def closing(vault: Vault) -> None:
    """Closes a full segment with each save but the first, and keeps a state after it."""
    for _ in range(2):
        put(case_of(vault), "new")
        put(case_of(vault), "old")
    put(case_of(vault), "new")


def opened(path: Path, work: Callable[[Vault], None]) -> None:
    """What is done in a vault that was open before."""
    with reopen(path) as vault:
        case_of(vault)
        with_death(lambda: work(vault))


def leaving(path: Path) -> None:
    with reopen(path) as vault:
        put(case_of(vault))
        with_death(vault.close)


def opening(path: Path) -> None:
    def work() -> None:
        with reopen(path) as vault:
            for info in vault.cases():
                vault.case(info.id)

    with_death(work)


def making(path: Path) -> None:
    with_death(lambda: Vault.create(path, PASSPHRASE, clock=clock, log_n=QUICK).close())


def erasing(vault: Vault) -> None:
    """Takes out the row ``old``, which is in closed segments and in the open one."""
    case_of(vault).erase([Take("incidents", "old")], "me", "")


WORKS: dict[str, Callable[[Path], None]] = {
    "save": lambda path: opened(path, save),
    "closing a segment": lambda path: opened(path, closing),
    "leaving": leaving,
    "rename": lambda path: opened(
        path, lambda vault: vault.rename(case_of(vault).id, "Other", "me")
    ),
    "new case": lambda path: opened(path, lambda vault: _new(vault)),
    "changing the keys": lambda path: opened(path, rekey),
    "opening": opening,
    "making": making,
}
MORE: dict[str, Callable[[Path], None]] = {
    "erasing": lambda path: opened(path, erasing),
    "finishing": opening,
    "taking a file in": lambda path: opened(path, taking),
}
_how: dict[str, Any] = {}


def taking(vault: Vault) -> None:
    """Two parts, which go to two folders."""
    data = random.Random(1).randbytes(20_000)
    case_of(vault).files.take_in(io.BytesIO(data), "new", "me", "x@1", part=1 << 14)


def _new(vault: Vault) -> None:
    vault.new_case("Second", "client")


def rekey(vault: Vault) -> None:
    vault.revoke([], [PASSPHRASE], log_n=QUICK)


def with_death(work: Callable[[], None]) -> None:
    """Do the work; the call that was asked for is the last."""
    faulty = FaultyOs(_how["at"], late=_how["late"], error=die)
    durable.os = copying.os = faulty  # type: ignore[attr-defined,assignment]
    work()
    durable.os = copying.os = os  # type: ignore[attr-defined]
    os.write(1, b"done " if len(faulty.calls) > _how["at"] else b"ended ")


def main() -> None:
    journal.FULL = int(sys.argv[1])
    reopen(Path(sys.argv[2])).close()  # imports what the children need, once
    for line in sys.stdin:
        order = json.loads(line)
        _how.update(order)
        if not (pid := os.fork()):
            try:
                (WORKS | MORE)[order["work"]](Path(order["path"]))
            except BaseException as error:
                os.write(1, f"error {type(error).__name__} ".encode())
            finally:
                os._exit(0)
        _, status = os.waitpid(pid, 0)
        os.write(1, b"killed\n" if os.WIFSIGNALED(status) else b"left\n")


if __name__ == "__main__":
    main()
