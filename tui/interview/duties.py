"""``content/sources/*.csv``: the numbered duties that steps answer to."""

from __future__ import annotations

import csv
import io
from typing import Literal, get_args

from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.reading import decode
from tui.interview.schema import Duty

Kind = Literal["question", "warning", "rule", "checklist", "document", "deadline", "reference"]
KINDS: tuple[Kind, ...] = get_args(Kind)

NEEDED = ("id", "source", "kind")
COLUMNS = ("id", "seed", "source", "paraphrase", "text", "kind", "condition")
"""Known columns; the duty's words stand under ``paraphrase`` or ``text``."""


def read_duties(data: bytes, file: str) -> tuple[tuple[Duty, ...], list[Problem]]:
    """Read a CSV of duties.

    Returns:
        The duties, and what is wrong: E101 (not text, not CSV), E102 (an id twice), E104
        (a column is missing or a row too short or long), E105 (an unknown column), E106
        (an empty or unknown value).
    """
    text, problems = decode(data, file)
    if text is None:
        return (), problems
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    duties: list[Duty] = []
    seen: dict[str, int] = {}
    try:
        header = next(rows, [])
        problems += _header(header, file)
        if problems:
            return (), problems
        line = rows.line_num + 1
        for row in rows:
            at, line = Mark(file, line), rows.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            duty = _duty(dict(zip(header, row, strict=False)), len(header), len(row), at, problems)
            if duty is None:
                continue
            if duty.id in seen:
                problems.append(problem("E102", at, key=duty.id, first=seen[duty.id]))
                continue
            seen[duty.id] = at.line
            duties.append(duty)
    except csv.Error as error:
        at = Mark(file, max(rows.line_num, 1))
        fix = "Save it as CSV with commas, and double quotes around text that has commas."
        problems.append(problem("E101", at, why=f"it is not CSV here ({error})", fix=fix))
    return tuple(duties), problems


def _header(header: list[str], file: str) -> list[Problem]:
    at = Mark(file, 1)
    found = [
        problem(
            "E105",
            at,
            where="a list of duties",
            key=name,
            known=COLUMNS,
            guess=did_you_mean(name, COLUMNS),
        )
        for name in header
        if name not in COLUMNS
    ]
    missing = [name for name in NEEDED if name not in header]
    if not {"paraphrase", "text"} & set(header):
        missing.append("text")
    if missing and not found:
        where = f"the first line without {', '.join(missing)}"
        want = ",".join(name for name in COLUMNS if name != "paraphrase")
        found.append(problem("E104", at, where=where, found="not complete", want=want))
    return found


def _duty(
    cells: dict[str, str], wanted: int, given: int, at: Mark, problems: list[Problem]
) -> Duty | None:
    if wanted != given:
        found = f"{given} cells for {wanted} columns"
        want = "a cell for each column"
        problems.append(problem("E104", at, where="this row", found=found, want=want))
        return None
    cells = {name: cell.strip() for name, cell in cells.items()}
    name = cells["id"]
    words = cells.get("paraphrase") or cells.get("text") or ""
    if not name or not words:
        which = "the words" if name else "the id"
        where = f"{which} of this duty"
        problems.append(problem("E106", at, where=where, found="empty", want="some words"))
        return None
    for kind in KINDS:
        if cells["kind"] == kind:
            return Duty(
                id=name,
                seed=cells.get("seed", ""),
                source=cells["source"],
                text=words,
                kind=kind,
                condition=cells.get("condition", ""),
                at=at,
            )
    problems.append(
        problem(
            "E106",
            at,
            where=f"the kind of {name}",
            found=f"'{cells['kind']}'",
            want=f"one of {', '.join(KINDS)}",
            guess=did_you_mean(cells["kind"], KINDS),
        )
    )
    return None
