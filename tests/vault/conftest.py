"""Vaults that open fast, with a clock and ids that repeat."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tui.vault import Vault

PASSPHRASE = "seven plain words for a test vault"
QUICK = 2
"""A work factor that makes opening fast; real vaults have 18."""


def clock() -> datetime:
    return datetime(2026, 3, 3, 17, 46, 5, tzinfo=UTC)


def counting() -> Callable[[int], bytes]:
    numbers = itertools.count(1)
    return lambda size: next(numbers).to_bytes(size, "big")


def create(path: Path) -> Vault:
    return Vault.create(path, PASSPHRASE, clock=clock, random=counting(), log_n=QUICK)


def reopen(path: Path) -> Vault:
    return Vault.open(path, PASSPHRASE, clock=clock)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "papers"


@pytest.fixture
def vault(place: Path) -> Iterator[Vault]:
    with create(place) as opened:
        yield opened
