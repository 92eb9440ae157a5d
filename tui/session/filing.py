"""Answers files: read as the interview would take them, and stored in a case."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime

from tui.interview.answers import ROOT, Add, Change, Put, Stamp
from tui.interview.answersfile import Filled, read_answers
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.reading import Leaf, Map, read_yaml
from tui.interview.schema import Audience
from tui.session.book import Book
from tui.vault import Case

LARGEST = 64 * 1024 * 1024
"""Bytes an answers file may have: far more than any record, and it still fits in memory."""

_AUDIENCES: dict[str, Audience] = {
    "self": "self",
    "own": "self",
    "volunteer": "volunteer",
    "client": "volunteer",
    "council": "council",
}


def read_file(program: Program, data: bytes, name: str, script: str, now: datetime) -> Filled:
    """Read an answers file for a journey; ``for:`` in it says whose case it is.

    Args:
        program: The content.
        data: The file's bytes.
        name: What to call it in problems.
        script: The journey.
        now: Noted as written where the file gives no time.
    """
    return read_answers(
        data,
        name,
        program,
        _audience(program, data, name, script),
        new_id=lambda table: secrets.token_hex(10),
        script=script,
        now=now.isoformat(timespec="minutes"),
    )


def _audience(program: Program, data: bytes, name: str, script: str) -> Audience:
    tree, _problems = read_yaml(data, name)
    leaf = tree.get("for") if isinstance(tree, Map) else None
    if isinstance(leaf, Leaf) and leaf.text in _AUDIENCES:
        return _AUDIENCES[leaf.text]
    allowed = program.scripts[script].node.audience if script in program.scripts else ()
    return "self" if not allowed or "self" in allowed else allowed[0]


def store(
    program: Program, case: Case, flow: Flow, script: str, clock: Callable[[], datetime]
) -> None:
    """Add the answers of a flow to a case, in one change.

    Raises:
        NotStored: Nothing was stored.
    """
    book = Book(program, case, clock)
    changes: list[Change] = []
    for row, above in flow.answers.rows():
        if row.id == ROOT:
            changes += [Put(ROOT, name, answer) for name, answer in row.fields.items()]
            continue
        changes.append(Add(row.table, above, row.id, row.fields))
        changes.append(Stamp(row.id, row.written, row.changed))
    book.apply(changes, f"{script}@{program.scripts[script].node.version}")
