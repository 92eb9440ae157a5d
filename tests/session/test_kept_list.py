"""Sealed copies of a record in the index of its evidence."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.driving import Driver
from tests.session.sittings import at, kept, on, start
from tui.interview.program import Program
from tui.interview.schema import Paper
from tui.session.app import App
from tui.session.kept_list import kept_for
from tui.vault import MemoryCase

CONTENT = b"a picture of a message"
STORY: dict[str, Any] = {
    "answers": {},
    "incidents": [
        {
            "occurred": "2026-03-01",
            "kind": "message",
            "what": "He wrote.",
            "have": ["screenshot"],
            "more": "more",
            "evidence": [
                {"name": "The first one", "state": "to_get", "copy_safe": "no"},
                {"name": "The second one", "state": "kept", "place": ["computer"]},
            ],
        }
    ],
}


@pytest.fixture
def app(program: Program, tmp_path: Path) -> App:
    app = start(program)
    driver: Driver = kept(app, tmp_path / "kept", STORY)
    on(app, driver, at("home"))
    return app


def seal(app: App, name: str, of: str) -> None:
    app._sitting.open().case.files.take_in(io.BytesIO(CONTENT), name, "me", "log@1", of=of)


def pieces(app: App) -> list[str]:
    flow = app._sitting.open().flow
    return [row.id for row in flow.all_rows("evidence")]


def written(app: App, folder: Path) -> str:
    app.menu()
    app.submit({}, "papers")
    app.submit({}, "evidence-index")
    page = app.submit({"forms": ["docx"], "size": "letter", "folder": str(folder)}, "write")
    assert page.id == "made"
    (file,) = folder.glob("index-*.docx")
    document = docx.Document(str(file))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def read(app: App) -> str:
    app.menu()
    app.preview()
    app.submit({}, "papers")
    app.submit({}, "evidence-index")
    page = app.submit({}, "parts")
    found = []
    for line in page.lines:
        found += [one.text for one in app.submit({}, line.code).text]
        app.submit({}, "parts")
    return "\n".join(found)


def test_the_index_names_the_copy_by_the_number_of_its_piece(app: App, tmp_path: Path) -> None:
    _first, second = pieces(app)
    seal(app, "screen.png", f"{second}/files")
    seal(app, "loose.png", "")
    digest = hashlib.sha256(CONTENT).hexdigest()
    folder = tmp_path / "papers"
    folder.mkdir()
    for said in (written(app, folder), read(app)):
        assert "screen.png" in said and digest in re.sub(r"\W", "", said)
        assert "loose.png" not in said
        assert "1.2" in said


def test_without_copies_it_says_so(app: App, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    assert "No sealed copy of a piece is kept in the record." in written(app, folder)


def test_other_papers_are_told_nothing_of_them(app: App) -> None:
    seal(app, "screen.png", f"{pieces(app)[1]}/files")
    case = app._sitting.open().case
    assert kept_for(Paper(name="chronology", title="Dates"), case) == []
    assert kept_for(Paper(name="evidence-index", title="Index"), MemoryCase()) == []
    assert len(kept_for(Paper(name="evidence-index", title="Index"), case)) == 1
