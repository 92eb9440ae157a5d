"""Entries of the log on paper: what stays together, what is said of stopped ones and of copies."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

from pypdf import PdfReader

from tests.papers.samples import TEMPLATES, arranged, entry, full_entry, piece, when
from tests.papers.samples import data as log_data
from tests.papers.whole_case import MADE, flow, program
from tui.papers.context import Row
from tui.papers.make import make
from tui.papers.tfv import log as tfv_log
from tui.papers.tfv.entry import lines_of


def labels(rows: list[Row]) -> list[str]:
    return [each["label"] for each in rows]


def test_a_stopped_entry_has_no_empty_rows_and_says_why() -> None:
    (made,) = arranged(entry(occurred=when("2026-03-03"), kind="A post", stopped="yes"))["entries"][
        "blocks"
    ]
    assert labels(made["rows"]) == ["Date and time of the act and of collection", "What happened"]
    assert "under 18" in made["rows"][1]["paragraphs"][0]["text"]
    (other,) = arranged(entry(occurred=when("2026-03-03"), kind="A post"))["entries"]["blocks"]
    assert len(other["rows"]) == 7


def test_a_short_entry_is_not_parted_and_a_long_one_may_be() -> None:
    short, long = arranged(
        entry(occurred=when("2026-03-03"), what="He called."),
        entry(occurred=when("2026-03-04"), what="He called. " * 400),
    )["entries"]["blocks"]
    assert (short["whole"], long["whole"]) == ("yes", "")
    assert lines_of(short["rows"]) < lines_of(long["rows"])


def test_a_sealed_copy_is_said_under_the_number_of_its_piece() -> None:
    data = log_data(
        full_entry(pieces=[piece(name="One", id="a"), piece(name="Two", id="b")]),
    )
    about = {
        "title": "T",
        "made": datetime(2026, 4, 1, tzinfo=UTC),
        "whose": "",
        "kept": [{"row": "b", "name": "two.png"}],
    }
    (made,) = tfv_log.arrange(data, about)["entries"]["blocks"]
    shown = [
        (each["kind"], each["lead"], each["text"])
        for each in made["rows"][2]["paragraphs"]
        if each["kind"] in ("item", "fact")
    ]
    assert shown == [
        ("item", "1.1", "One"),
        ("item", "1.2", "Two"),
        ("fact", "", "The record keeps a sealed copy of it"),
    ]


def test_when_an_entry_was_written_down_stands_on_the_page_of_its_heading() -> None:
    paper = program().papers["tfv-log"]
    pdf = make(paper, flow(), templates=TEMPLATES, made=MADE, forms=("pdf",))["pdf"]
    found = 0
    for page in PdfReader(io.BytesIO(pdf)).pages:
        text = page.extract_text()
        headings = re.findall(r"^Entry \d+: ", text, re.M)
        stamps = re.findall(r"^(?:Written down|When this entry)", text, re.M)
        assert len(headings) == len(stamps), text
        found += len(stamps)
    assert found == len(flow().rows("incidents"))
