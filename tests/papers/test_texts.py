"""What the survivors' papers say of one whole record, word for word.

``FAIRHAND_UPDATE=1 pytest tests/papers/test_texts.py`` writes the texts anew: read the
difference before it goes in.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from pypdf import PdfReader

from tests.papers import whole_case
from tests.papers.samples import TEMPLATES
from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.schema import DataField, Paper
from tui.papers import make
from tui.papers.registry import FORMS
from tui.papers.tfv.text import LogText, numbers

TEXTS = Path(__file__).parent / "texts"
SECRET = "Nobody may read this sentence"
"""In the private notes of an entry of the whole record."""


_LISTED = yaml.safe_load((TEMPLATES / "papers.yaml").read_text(encoding="utf-8"))["papers"]
NAMES = [name for name, one in _LISTED.items() if "self" in one.get("for", ["self"])]
DRAWN = [name for name in NAMES if "form" not in _LISTED[name]]
"""Those that are no forms, in DOCX and PDF."""


def paper_of(name: str) -> Paper:
    return whole_case.program().papers[name]


def _first_row(flow: Flow, paper: Paper) -> str:
    """What a form is filled with: the first of its rows in the record, or all of it."""
    rows = FORMS[paper.name].rows
    if not rows:
        return ROOT
    fields: dict[str, DataField] = {one.name: one for one in paper.data}
    return next((row.id for row in flow.all_rows(fields[rows].each)), "")


@lru_cache(maxsize=64)
def made(name: str, *, empty: bool = False) -> dict[Any, bytes]:
    flow = whole_case.nothing() if empty else whole_case.flow()
    paper = paper_of(name)
    row = _first_row(flow, paper) if make.is_form(paper) else ""
    return make.make(paper, flow, templates=TEMPLATES, made=whole_case.MADE, row=row)


def _lines(name: str) -> Iterator[str]:
    """The paper as it is read on screen; a form by its fields."""
    paper, flow = paper_of(name), whole_case.flow()
    if make.is_form(paper):
        fields = PdfReader(io.BytesIO(made(name)["pdf"])).get_fields() or {}
        for field, one in fields.items():
            value = str(one.get("/V", "")).replace("\r\n", "\n").replace("\r", "\n")
            yield f"{field}: " + value.replace("\n", "\n    ")
        return
    if make.is_of_blocks(name):
        text: Any = make.text(paper, flow, made=whole_case.MADE)
    elif make.has_text(name):
        about = {"title": paper.title, "made": whole_case.MADE, "whose": ""}
        text = LogText(flow, name, about, "en-CA", numbers=numbers())
    else:
        yield from pdf_text(name).splitlines()
        return
    for key in text.keys():  # noqa: SIM118 (it is no mapping)
        part = text.part(key)
        yield f"# {part.title}"
        for line in part.lines:
            yield f"{line.kind:8}{line.text}".replace("\n", "\n        ")
        yield ""


def said(name: str) -> str:
    lines = "\n".join(_lines(name)).splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip() + "\n"


def pdf_text(name: str) -> str:
    pages = PdfReader(io.BytesIO(made(name)["pdf"])).pages
    return "\n".join(page.extract_text() for page in pages)


def docx_text(name: str) -> str:
    document = docx.Document(io.BytesIO(made(name)["docx"]))
    return " ".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_said_before(name: str) -> None:
    now, path = said(name), TEXTS / f"{name}.txt"
    if os.environ.get("FAIRHAND_UPDATE"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAWN)
def test_every_word_of_it_is_in_the_files(name: str) -> None:
    for found in (pdf_text(name), docx_text(name)):
        squeezed = "".join(found.split())
        missing = [word for word in re.findall(r"\w+", said(name)) if word not in squeezed]
        assert set(missing) <= {"heading", "label", "text", "quiet"}


@pytest.mark.parametrize("name", NAMES)
def test_private_notes_are_in_none(name: str) -> None:
    assert SECRET in str(whole_case.FILE.read_text(encoding="utf-8"))
    assert SECRET not in said(name)
    assert SECRET not in pdf_text(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_record_without_answers_makes_it_too(name: str) -> None:
    files = made(name, empty=True)
    assert files
    for content in files.values():
        assert content[:4] in (b"%PDF", b"PK\x03\x04")


def test_no_text_is_left_of_a_paper_that_is_gone() -> None:
    assert {path.stem for path in TEXTS.glob("*.txt")} == set(NAMES)
