"""Real sessions by prompts: what is stored is what the session alone would have stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from prompts_hands import drive

from tests.driving import Driver, read
from tests.every_type import ANSWERS, KEPT, program
from tests.every_type.walking import PLACE, entered
from tests.session.sittings import at, on, start
from tui.interview.answers import ROOT
from tui.interview.content import load
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.app import App

EXAMPLES = Path(__file__).parents[3] / "examples"


def fields(app: App, row: str = ROOT) -> dict[str, Any]:
    return {
        name: answer.value if answer.open is None else answer.open
        for name, answer in app._sitting.open().flow.answers.row(row).fields.items()
    }


def test_every_type_of_answer_is_stored_as_it_should_be(stage):
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    shown = stage(app, columns=100, rows=60)

    def turn(page):
        codes = [one.code for one in page.choices]
        given = PLACE | ANSWERS
        return (
            {one.name: entered(one, given) for one in page.fields},
            "enough" if "enough" in codes else codes[0] if codes else "next",
        )

    drive(shown, app, turn)
    stored = fields(app)
    signed = stored["signed"]
    assert {name: stored[name] for name in KEPT if name != "signed"} == {
        name: value for name, value in KEPT.items() if name != "signed"
    }
    assert [signed[name] for name in ("name", "role", "date", "view")] == [
        "Ana",
        "a friend",
        "2026-03-04",
        "it is all there",
    ]


def told(app: App) -> list[Any]:
    """All that is stored, row by row, with rows by their number and not their id."""
    rows = [row.id for row, _ in app._sitting.open().flow.answers.rows()]

    def plain(value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            # Ticks are sent in the order in which they stand, a file has them in any.
            return sorted(map(plain, value), key=str)
        return rows.index(value) if value in rows else value

    found = [{name: plain(value) for name, value in fields(app).items()}]
    for row, _ in app._sitting.open().flow.answers.rows():
        given = {name: plain(value) for name, value in fields(app, row.id).items()}
        found.append([row.table, {name: one for name, one in given.items() if name != "written"}])
    return found


@pytest.mark.parametrize("name", ["three-entries.yaml"])
def test_a_whole_log_is_stored_as_the_session_alone_does(stage, name):
    content = load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)
    alone = start(content, memory_only=True)
    on(alone, Driver(read(EXAMPLES / name)), at("home"))
    app = start(content, memory_only=True)
    shown = stage(app, columns=100, rows=60)
    drive(shown, app, Driver(read(EXAMPLES / name)).turn)
    assert told(app) == told(alone)
