"""A record that was filled from a file can be gone on with by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tui.interview.program import Program
from tui.session.filing import read_file

EXAMPLE = Path(__file__).parents[2] / "examples" / "three-entries.yaml"
NOW = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)


def test_other_journeys_still_ask_for_rows(program: Program) -> None:
    filled = read_file(program, EXAMPLE.read_bytes(), EXAMPLE.name, "log", NOW)
    assert filled.flow is not None
    wanted = {
        name: {
            item.section.table
            for item in filled.flow.items(name)
            if item.step is None and item.state == "todo"
        }
        for name in ("log", "report")
    }
    assert wanted == {"log": set(), "report": {"reports"}}
