"""A small content folder with every type of answer and every kind of step.

``program()`` is what faces are tried with; ``ANSWERS`` says what a person would type or pick
for each question of ``every``, and ``KEPT`` what is then stored.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from tui.interview.content import load
from tui.interview.program import Program

FOLDER = Path(__file__).parent

SIGNED = ["Ana", "a friend", "4 March 2026", "it is all there"]
"""Name, role, date and view, as typed."""

ANSWERS: dict[str, str | list[str]] = {
    "colour": "red",
    "ways": ["talk", "draw"],
    "sure": "yes",
    "line": "the blue one",
    "story": "One line.\nAnd another one.",
    "many": "about 20",
    "cost": "$1,234.50",
    "began": "about March 2026",
    "ended": "3 March 2026 5:46 pm Pacific",
    "papers": "notes.txt\nscan 2.pdf",
    "number": "604 555 0123",
    "account": "@some_name",
    "address": "https://example.org/a",
    "secret": "Only for me.",
    "first": "the first one",
    "second": "no",
    "third": "between 3 and 5 May 2026",
    "fourth": ["b"],
    "fifth": "45 USD",
    "signed": SIGNED,
}
"""By the name of a case-wide question. People and things are added where it is asked."""

KEPT: dict[str, Any] = {
    **ANSWERS,
    "sure": True,
    "many": 20,
    "cost": "CAD 1234.50",
    "began": "2026-03~",
    "ended": "2026-03-03T17:46-08:00",
    "papers": ["notes.txt", "scan 2.pdf"],
    "number": "604-555-0123",
    "second": False,
    "third": "2026-05-03/2026-05-05",
    "fifth": "USD 45.00",
}
"""What is stored for ``ANSWERS``; ``signed`` is stored with a fingerprint beside it."""


@cache
def program() -> Program:
    """The folder, read and compiled."""
    return load(FOLDER)
