"""What the tests of backing up and putting back share."""

from __future__ import annotations

import itertools
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.vault.conftest import PASSPHRASE, clock, counting, create, reopen
from tests.vault.power import File, Folder
from tui.vault import Vault, copying, durable
from tui.vault.backup import Done, back_up
from tui.vault.restoring import Rehearsal, rehearse


@contextmanager
def on(system: object) -> Iterator[None]:
    """All that touches the disk asks ``system``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "os", system)
        patch.setattr(copying, "os", system)
        yield


def make(path: Path, names: tuple[str, ...] = ("Ann", "Bea")) -> Path:
    with create(path) as vault:
        for name in names:
            vault.new_case(name, "client")
    for name in names:
        put(path, 1, name)
    return path


def put(path: Path, number: int, name: str = "Ann") -> None:
    """Save a number: the open segment grows, and the state is written anew."""
    with reopen(path) as vault:
        (info,) = (info for info in vault.cases() if info.name == name)
        with vault.case(info.id).change("me", "x@1") as change:
            change.put("t", "row", {"n": number})


def backed(vault: Path, folder: Path, **options: Any) -> Done:
    return back_up(vault, folder, clock=clock, random=counting(), **options)


def rehearsed(folder: Path) -> Rehearsal:
    return rehearse(folder, PASSPHRASE)


def numbers(vault: Vault) -> list[tuple[str, int]]:
    found = []
    for info in vault.cases():
        assert info.damaged == ""
        case = vault.case(info.id)
        assert case.damaged == ()
        assert list(case.history())
        (document,) = case.documents("t") or [{"n": 0}]
        found.append((info.name, document["n"]))
    return found


def tree(path: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        str(file.relative_to(path)): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


class FatOs:
    """A disk that can't rename onto a name that is there, and has no fsync of folders."""

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)

    def rename(self, old: Path, new: Path) -> None:
        if new.exists():
            raise FileExistsError(17, "File exists", str(new))
        old.rename(new)


def some_states(folder: Folder, seed: int, tries: int) -> Iterator[dict[str, Any]]:
    """States that a disk may come back with: the plain ones, and some by chance.

    There are far too many to try all, as many files are copied before one fsync of a folder.
    """
    for names, data in itertools.product(("all", "none"), ("all", "sure", "zero")):
        yield _state(folder, lambda n, names=names: [names == "all"] * n, data)  # type: ignore[misc]
    for number in range(_most(folder)):  # one change is kept, or lost, and no other
        for one in (True, False):
            yield _state(
                folder,
                lambda n, number=number, one=one: [(k == number) == one for k in range(n)],  # type: ignore[misc]
                "sure",
            )
    chance = random.Random(seed)
    for _ in range(tries):
        data = chance.choice(("all", "sure", "zero"))
        yield _state(folder, lambda n: [chance.random() < 0.5 for _ in range(n)], data)


def _most(folder: Folder) -> int:
    inside = [node for node in folder.now().values() if isinstance(node, Folder)]
    return max([len(folder.pending), *map(_most, inside)])


def _state(folder: Folder, choose: Any, data: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, node in folder.now(tuple(choose(len(folder.pending)))).items():
        found[name] = _state(node, choose, data) if isinstance(node, Folder) else _bytes(node, data)
    return found


def _bytes(file: File, data: str) -> bytes:
    if data == "all" or not file.data.startswith(file.sure):
        return file.data if data == "all" else file.sure
    return file.sure + (bytes(len(file.data) - len(file.sure)) if data == "zero" else b"")
