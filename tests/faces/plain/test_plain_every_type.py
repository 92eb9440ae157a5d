"""A real session in the plain face: every type of answer, typed, is stored as it should be."""

from __future__ import annotations

import io
from collections import deque

from tests.every_type import ANSWERS, KEPT, program
from tests.every_type.walking import PLACE, entered
from tests.session.sittings import start
from tui.faces.plain import run
from tui.interview.answers import ROOT
from tui.session.app import App
from tui.session.page import Field, Left


class Typist(io.StringIO):
    """Types what a person would: it looks at the page when a line is wanted."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.lines: deque[str] = deque()
        self.met: set[str] = set()

    def readline(self, size: int | None = -1, /) -> str:
        if not self.lines:
            self.lines.extend(self._next())
        return self.lines.popleft() + "\n"

    def _next(self) -> list[str]:
        page = self.app.page
        if page.id == "home":
            return [":q"]
        codes = [one.code for one in page.choices]
        if not page.fields:
            ways = len(codes) + len([one for one in page.lines if one.code])
            return ["enough" if "enough" in codes else codes[0]] if ways > 1 else [""]
        assert page.id not in self.met, f"asked twice: {page.id}"
        self.met.add(page.id)
        return [line for field in page.fields for line in _typed(field)]


def _typed(field: Field) -> list[str]:
    answer = entered(field, PLACE | ANSWERS)
    if isinstance(answer, Left):
        return [":s"]
    if field.parts:
        return list(answer)
    if field.type in ("long-text", "files"):
        lines = answer.split("\n") if isinstance(answer, str) else answer
        return [*lines, "."]
    return [answer if isinstance(answer, str) else ", ".join(answer)]


def test_every_type_of_answer_is_stored_as_it_should_be() -> None:
    app = start(program(), memory_only=True)
    app.submit({}, "own")
    book = app._sitting.open()
    assert run(app, Typist(app), io.StringIO()) == 0
    fields = book.flow.answers.row(ROOT).fields
    stored = {name: answer.value for name, answer in fields.items()}
    assert {name: stored[name] for name in KEPT if name != "signed"} == {
        name: value for name, value in KEPT.items() if name != "signed"
    }
    signed = stored["signed"]
    assert isinstance(signed, dict)
    assert [signed[name] for name in ("name", "role", "date", "view")] == [
        "Ana",
        "a friend",
        "2026-03-04",
        "it is all there",
    ]
