"""Made-up content and answers of a given size, for measuring only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

QUESTIONS_IN_A_ROW = 20
SCRIPT = "many"
_WORDS = "It came late in the evening, from a number nobody here knows, and said to call back."


def write_content(folder: Path, questions: int) -> None:
    """Write a content folder whose one script asks ``questions`` things.

    Twenty of them are asked of each incident; the others of the case. Every second one
    depends on the one before, every twentieth on all incidents.
    """
    (folder / "scripts").mkdir(parents=True)
    case = f"tables:\n  incidents: {{row: incident}}\njourneys: [{SCRIPT}]\n"
    (folder / "case.yaml").write_text(case, encoding="utf-8")
    lines = [f"script: {SCRIPT}", "version: 1", "title: Many questions", "for: [self]", "sections:"]
    lines += ["  - id: each", "    title: Each one", "    repeat: {table: incidents}", "    steps:"]
    for number in range(QUESTIONS_IN_A_ROW):
        lines += _ask(f"r{number}", f"incident.r{number - 1}" if number % 2 else "", number)
    for number in range(questions - QUESTIONS_IN_A_ROW):
        if number % 20 == 0:
            lines += [f"  - id: part{number}", f"    title: Part {number}", "    steps:"]
        before = f"q{number - 1}" if number % 2 else ""
        lines += _ask(f"q{number}", before, number, total=number % 20 == 10)
    (folder / "scripts" / f"{SCRIPT}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _ask(name: str, before: str, number: int, *, total: bool = False) -> list[str]:
    condition = f"{before} == 'a' or {before} == 'b'" if before else ""
    if total:
        condition = "any(incident.r0 == 'a' for incident in incidents)"
    return [
        f"      - ask: {name}",
        "        type: choice",
        *([f"        when: {condition}"] if condition else []),
        "        options: {a: One way, b: Another way, c: Neither}",
        f"        question: What about number {number}?",
        f"        help: This is the help of number {number}.",
    ]


def rows(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``count`` incidents with all questions answered, in the form they are stored."""
    for number in range(count):
        fields = {
            f"r{index}": {"v": "abc"[(number + index) % 2], "by": f"{SCRIPT}@1"}
            for index in range(QUESTIONS_IN_A_ROW)
        }
        yield f"row{number:06d}", {"fields": fields, "written": "2026-03-03T17:46-08:00"}


def documents(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield ``count`` entries of a log of an ordinary size, about 900 bytes each."""
    for number in range(count):
        day = f"2026-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
        fields = {
            name: {"v": value, "by": "log@1"}
            for name, value in {
                "occurred": f"{day}T21:14-08:00",
                "kind": "message",
                "platform": "whatsapp",
                "what": f"{_WORDS} It was the {number}th of these. {_WORDS}",
                "impact": _WORDS,
                "reported": False,
            }.items()
        }
        yield f"row{number:06d}", {"fields": fields, "written": day, "changed": ""}
