"""A council's papers in a sitting: A4, British English, the form of the whole record, as text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import msgspec
import pytest
from pypdf import PdfReader

from tests.driving import Driver
from tests.session.sittings import asks, on, seal, start
from tui import wording
from tui.interview.program import Program
from tui.session import previews
from tui.session.app import App
from tui.session.page import Left, Page
from tui.session.stages.paging import LATER


@pytest.fixture
def app(program: Program) -> App:
    """In memory, at the menu of a council's record whose council was named."""
    made = start(program, memory_only=True)
    page = made.submit({}, "council")
    for _ in range(10):
        if {"council", "matter"} <= {one.name for one in page.fields}:
            break
        given = {one.name: "ENV 14" for one in page.fields if one.name == "label"}
        page = made.submit(given, page.choices[0].code)
    assert page.fields
    made.submit({"council": "exampleton", "matter": ["outcome"]})
    made.menu()
    return made


def making(app: App, paper: str) -> Page:
    app.submit({}, "papers")
    return app.submit({}, paper)


def test_all_its_papers_are_there_and_none_of_the_log(app: App) -> None:
    page = app.submit({}, "papers")
    names = {one.code for one in page.lines}
    assert {"council-record", "council-form", "council-text", "council-disclosure"} <= names
    assert not any(name.startswith("tfv") for name in names)


def test_it_is_made_on_a4_in_british_english(app: App, tmp_path: Path) -> None:
    page = making(app, "council-record")
    assert {one.name: one.value for one in page.fields}["size"] == "a4"
    hints = " ".join(one.hint for one in page.fields)
    assert "who work on this case" in hints and "stick" not in hints
    page = app.submit({"forms": ["docx", "pdf"], "folder": str(tmp_path)}, "write")
    assert page.title == "Written"
    (pdf,) = tmp_path.glob("decision-record-*.pdf")
    (word,) = tmp_path.glob("decision-record-*.docx")
    found = PdfReader(io.BytesIO(pdf.read_bytes()))
    assert found.trailer["/Root"]["/Lang"] == "en-GB"
    assert round(float(found.pages[0].mediabox.height)) == 842
    said = " ".join(one.text for one in docx.Document(str(word)).paragraphs)
    assert "Decision record" in said
    assert "Draft" in found.pages[0].extract_text()


def test_the_form_asks_for_no_entry_and_is_filled_from_the_record(app: App, tmp_path: Path) -> None:
    page = making(app, "council-form")
    assert [one.name for one in page.fields] == ["size", "folder"]
    assert "Filled in with what this record holds." in {one.text for one in page.text}
    app.submit({"folder": str(tmp_path)}, "write")
    (pdf,) = tmp_path.glob("decision-form-*.pdf")
    fields = PdfReader(io.BytesIO(pdf.read_bytes())).get_fields()
    assert fields is not None
    assert fields["council"]["/V"] == "Exampleton Town Council (invented)"


def test_every_paper_is_read_as_text_part_by_part(app: App) -> None:
    page = app.preview()
    for name in [one.code for one in page.lines if one.code]:
        page = app.submit({}, name)
        assert page.section == "As it will stand on paper"
        assert page.text
        page = app.submit({}, "parts")
        assert page.lines
        page = app.submit({}, page.lines[-1].code)
        assert page.text
        app.menu()
        page = app.preview()


def test_the_text_beside_a_question_never_fails(app: App) -> None:
    app.submit({}, "go:council")
    assert app.beside()
    app.submit({one.name: Left(how="later") for one in app.page.fields})
    assert app.beside()


def test_papers_can_be_made_from_where_it_stands_and_lead_back(app: App) -> None:
    page = app.submit({}, "outcomes:council")
    assert "papers" in {one.code for one in page.choices}
    page = app.submit({}, "papers")
    assert page.title == "Make a paper"
    assert app.back().id == "outcomes|council"


HISTORY = "How the answers came about"


def history_as_text(app: App) -> str:
    """The history of the decision record, as it is read in the app."""
    app.preview()
    app.submit({}, "council-record")
    page = app.submit({}, "parts")
    (part,) = (one.code for one in page.lines if one.label == HISTORY)
    page = app.submit({}, part)
    said = [one.text for one in page.text]
    while LATER in {one.code for one in page.choices}:
        page = app.submit({}, LATER)
        said += [one.text for one in page.text]
    return "\n".join(said)


def test_the_history_of_a_kept_record_is_read_as_text_and_follows_a_change(
    program: Program, tmp_path: Path
) -> None:
    app = start(program)
    app.submit({}, "council")
    app.submit({"label": "ENV 14"})
    seal(app, tmp_path / "kept")
    on(app, Driver({}), asks("matter"))
    app.submit({"council": "exampleton", "matter": ["outcome"]})
    app.menu()
    assert "Which council is this for? Exampleton Town Council (invented)" in history_as_text(app)
    app.menu()
    app.submit({}, "go:council")
    on(app, Driver({}), asks("purposes"))
    app.submit({"purposes": ["deter"]})
    app.menu()
    assert "To put people off doing it, or doing it again" in history_as_text(app)


def test_what_stands_beside_a_question_reads_no_history(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It follows every answer, and a history can be long."""
    monkeypatch.setattr(previews, "past_for", lambda *given: pytest.fail("it was read"))
    app.submit({}, "go:council")
    assert app.beside()


def test_a_french_screen_and_french_papers_leave_a_council_s_papers_english(
    app: App, tmp_path: Path
) -> None:
    sitting = app._sitting
    sitting.settings = msgspec.structs.replace(sitting.settings, paper_language="fr_CA")
    with wording.using("fr-CA"):
        page = app.preview()
        page = app.submit({}, "council-record")
        assert "Decision record" in page.title
        assert "March 2026" in "\n".join(one.text for one in page.text)
        app.menu()
        making(app, "council-record")
        app.submit({"forms": ["pdf"], "folder": str(tmp_path)}, "write")
    (pdf,) = tmp_path.glob("decision-record-*.pdf")
    found = PdfReader(io.BytesIO(pdf.read_bytes()))
    assert found.trailer["/Root"]["/Lang"] == "en-GB"
    said = " ".join(page.extract_text() for page in found.pages)
    assert "4 March 2026, 09:30" in said
    assert "mars" not in said


def test_the_settings_say_that_its_papers_are_always_english(app: App) -> None:
    page = app.submit({}, "settings")
    (hint,) = (one.hint for one in page.fields if one.name == "paper_language")
    assert hint == "A council’s papers are always English."
