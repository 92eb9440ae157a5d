"""The cover sheet of a hand-over: what is in it, what is not, who gave it to whom and when."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tests.agreements import agree
from tests.papers.samples import TEMPLATES
from tests.papers.whole_case import MADE, program
from tests.session.sittings import Clock, new_id
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.papers import make
from tui.session.book import Book
from tui.vault import MemoryCase

BY = "agreed@1"
SECRET = "Call the library, and say it is about the book club"


@pytest.fixture
def book() -> Book:
    return Book(program(), MemoryCase(name="Ann", kind="client", clock=Clock()), Clock(), new_id)


def give(book: Book, row: str, **answers: str) -> None:
    fields = {f"given_{name}": Answer(value, by=BY) for name, value in answers.items()}
    book.apply([Add("handovers", ROOT, row, fields)], BY)


def files(book: Book) -> dict[Any, bytes]:
    return make.make(program().papers["handover"], book.flow, templates=TEMPLATES, made=MADE)


def text(book: Book) -> str:
    pages = PdfReader(io.BytesIO(files(book)["pdf"])).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_it_says_who_gave_what_to_whom_and_what_was_left_out(book: Book) -> None:
    give(book, "h1", to="client", name="A.", by="Dana", on="2026-03-03", how="paper", what="Log")
    give(
        book, "h2", to="lawyer", name="Me T.", by="Dana", on="2026-04-12", how="sealed",
        what="Log\nChronology", left="Gaps list",
    )  # fmt: skip
    said = text(book)
    assert "Given to Me T. Who that is Their lawyer Given by Dana Given on 12 April 2026" in said
    assert said.index("Chronology") < said.index("What was left out") < said.index("Gaps list")
    assert "3 Mar 2026" in said and "12 Apr 2026" in said and "Sealed to their key" in said


def test_what_was_agreed_is_in_it_and_how_to_reach_them_is_not(book: Book) -> None:
    agree(book, taken_back="client", taken_back_on="2026-04-01")
    book.apply([Put(ROOT, "contact_where", Answer(SECRET, by="intake@1"))], "intake@1")
    said = text(book)
    assert "Ms Okafor, Head of the clinic" in said
    assert "Folder 7, in the office" in said
    assert "1 April 2026" in said
    assert "book club" not in said


def test_with_nothing_recorded_it_is_a_sheet_of_one_page_to_fill_in(book: Book) -> None:
    made = files(book)
    assert len(PdfReader(io.BytesIO(made["pdf"])).pages) == 1
    said = text(book)
    assert said.count("_" * 40) >= 8
    assert "What was agreed" not in said


def test_what_people_wrote_is_never_a_template(book: Book, tmp_path: Path) -> None:
    give(book, "h1", name="{{7*7}} <b>", what="{% raw %}\n\x1b[31m")
    said = text(book)
    assert "{{7*7}} <b>" in said and "{% raw %}" in said
