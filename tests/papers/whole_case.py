"""One invented record with answers in every survivors' journey: see ``whole_case.yaml``."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

from tui.commands.programs import loaded
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.interview.program import Program

FILE = Path(__file__).with_suffix(".yaml")
MADE = datetime(2026, 4, 12, 10, 15, tzinfo=timezone(timedelta(hours=-7)))
"""The day the papers are made on, after all that happened."""


@lru_cache(maxsize=1)
def program() -> Program:
    """The real content, read once."""
    return loaded()


@lru_cache(maxsize=1)
def flow() -> Flow:
    """The record with everything in it."""
    return _read(FILE.read_bytes())


@lru_cache(maxsize=1)
def nothing() -> Flow:
    """A record in which nothing was answered."""
    return _read(b"script: log\n")


def _read(data: bytes) -> Flow:
    count = itertools.count(1)
    filled = read_answers(
        data, FILE.name, program(), "self", new_id=lambda table: f"{table}-{next(count)}"
    )
    told = [*filled.problems, *filled.notes]
    assert not told, "\n".join(str(one) for one in told)
    assert filled.flow is not None
    return filled.flow
