"""From an answer to the next page, in a big case: what the person waits for at each step."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import made
from benchmarks.measure import Line, median, ms, worst_percent
from tui.interview.content import load
from tui.policy.rules import RULES
from tui.session.book import Book
from tui.session.page import Left, Page, Raw
from tui.session.sitting import Sitting
from tui.session.stages.base import Stage
from tui.session.stages.walking import Walking
from tui.vault import MemoryCase

QUESTIONS, INCIDENTS, BAR = 400, 5_000, 0.016


def measure() -> list[Line]:
    """Return the time from an answer to the next page, in the case and in an incident."""
    with tempfile.TemporaryDirectory() as scratch:
        content = Path(scratch, "content")
        made.write_content(content, QUESTIONS)
        start = time.perf_counter()
        program = load(content, None, rules=RULES)
        loading = time.perf_counter() - start
    sitting = Sitting(program, lambda: datetime(2026, 3, 3, 12, 0, tzinfo=UTC))
    case = MemoryCase(name="", kind="own", clock=sitting.clock)
    with case.change("me", f"{made.SCRIPT}@1") as change:
        for row, document in made.rows(INCIDENTS):
            change.put("incidents", row, document)
    start = time.perf_counter()
    sitting.turn_to(Book(program, case, sitting.clock))
    opening = time.perf_counter() - start
    lines = [Line(f"read and check {QUESTIONS} questions", ms(loading))]
    lines.append(Line(f"work out {INCIDENTS:,} incidents from scratch", ms(opening)))
    stage: Stage = Walking(sitting, made.SCRIPT, lambda: _over()).started()
    stage, leaving = _answer(stage, 1)
    lines.append(_line("leave the incidents", leaving))
    stage, taken = _answer(stage, 200)
    lines.append(_line("answer of the case, to the next page", taken))
    last = f"row{INCIDENTS - 1:06d}"
    first = next(item for item in sitting.open().flow.items_of(last) if item.kind == "ask")
    stage, taken = _answer(_editing(sitting, first.key), 1)
    edits = [_edit(sitting, first.key, "abc"[turn % 3]) for turn in range(200)]
    lines.append(_line("correct an incident, to the next page", edits))
    return lines


def _over() -> Stage:
    raise RuntimeError("the journey ended before the measuring did")


def _editing(sitting: Sitting, key: tuple[str, str]) -> Stage:
    return Walking(sitting, made.SCRIPT, lambda: _over(), at=key).started()


def _edit(sitting: Sitting, key: tuple[str, str], code: str) -> float:
    stage = _editing(sitting, key)
    name = stage.page().fields[0].name
    start = time.perf_counter()
    stage.submit({name: code}, "next").page()
    return time.perf_counter() - start


def _answer(stage: Stage, rounds: int) -> tuple[Stage, list[float]]:
    taken = []
    page = stage.page()
    for _ in range(rounds):
        values = _values(page)
        start = time.perf_counter()
        stage = stage.submit(values, page.choices[-1].code if page.choices else "next")
        page = stage.page()
        taken.append(time.perf_counter() - start)
    return stage, taken


def _values(page: Page) -> dict[str, Raw | Left]:
    return {field.name: field.options[0].code for field in page.fields}


def _line(what: str, taken: list[float]) -> Line:
    middle, worst = median(taken), worst_percent(taken)
    shown = f"{ms(middle)}, 99 of 100 in {ms(worst)}" if len(taken) > 1 else ms(middle)
    return Line(what, shown, "", f"{middle / BAR:.2f} x", f"<= {ms(BAR)} of ours", middle <= BAR)
