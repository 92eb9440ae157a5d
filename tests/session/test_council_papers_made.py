"""A council's papers in a sitting: A4, British English, the form of the whole record, as text."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.session.sittings import start
from tui.interview.program import Program
from tui.session.app import App
from tui.session.page import Left, Page


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
