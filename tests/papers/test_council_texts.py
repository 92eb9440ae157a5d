"""What the council's papers say of a plain case and of the hardest one, word for word.

``FAIRHAND_UPDATE=1 pytest tests/papers/test_council_texts.py`` writes the texts anew: read the
difference before it goes in.
"""

from __future__ import annotations

import io
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from pypdf import PdfReader

from tests.content.deciding import Case, flow_of
from tests.papers.council_samples import MADE, PAPERS
from tui import wording
from tui.commands.programs import loaded
from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.papers import make
from tui.session.printing import make_files

TEXTS = Path(__file__).parent / "texts" / "council"
PERSONAS = Path(__file__).parents[1] / "content" / "personas"
CASES = ("plain", "hardest")
NAMES = (*PAPERS, "council-form")
EVERY = [*((name, case) for name in NAMES for case in CASES), ("council-text", "before")]
"""``before`` is the hardest case before anything happened that overtook it."""
LATER = (
    "since", "appeal_lodged_on", "appeal_won_on", "appeal_won_what", "identified_on",
    "eliminated_on", "correction", "request_answer",
)  # fmt: skip
HISTORY = [
    {
        "n": "1",
        "when": "11 March 2026, 09:00 (UTC)",
        "who": "",
        "lines": [("", "The record was begun.")],
    },
    {
        "n": "2",
        "when": "12 March 2026, 14:05 (UTC)",
        "who": "",
        "lines": [
            ("What is the council’s reference for this case?", "ENV 41 → ENV 14"),
            ("", "Lapsed: Who prepared this decision? Something it was given on has changed."),
        ],
    },
]
"""Changes as a record would keep them; what they say of a real one is tried with the session."""


@lru_cache(maxsize=1)
def program() -> Program:
    return loaded()


@lru_cache(maxsize=8)
def flow(case: str) -> Flow:
    name = "hardest" if case == "before" else case
    path = PERSONAS / f"council-{name}.yaml"
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    if case == "before":
        data["answers"] = {name: one for name, one in data["answers"].items() if name not in LATER}
    answers = {
        name: given
        for name, given in data.items()
        if name not in ("about", "for", "expect", "vary")
    }
    return flow_of(program(), Case(case, answers, {}))


def made(name: str, case: str, size: Any = "a4") -> dict[Any, bytes]:
    paper = program().papers[name]
    row = ROOT if make.is_form(paper) else ""
    history = HISTORY if make.tells_history(name) else None
    return make_files(
        flow(case),
        name,
        ("docx", "pdf"),
        size,
        MADE,
        row,
        history=history,  # type: ignore[arg-type]
    )


@lru_cache(maxsize=32)
def _files(name: str, case: str) -> dict[Any, bytes]:
    return made(name, case)


@lru_cache(maxsize=32)
def said(name: str, case: str) -> str:
    """A paper as it is read on screen; the form by its fields."""
    if name == "council-form":
        found = PdfReader(io.BytesIO(_files(name, case)["pdf"])).get_fields() or {}
        values = {field: str(one.get("/V", "")) for field, one in found.items()}
        lines = [f"{field}: {_even(text)}" for field, text in values.items()]
        return "\n".join(line.rstrip() for line in lines) + "\n"
    history = HISTORY if make.tells_history(name) else None
    with wording.using("en-GB"):
        text = make.text(
            program().papers[name],
            flow(case),
            made=MADE,
            language="en-GB",
            history=history,  # type: ignore[arg-type]
        )
        lines = []
        for key in text.keys():  # noqa: SIM118 (it is no mapping)
            part = text.part(key)
            assert part is not None
            lines += [f"# {part.title}", *(f"{one.kind:8}{one.text}" for one in part.lines), ""]
    return "\n".join(lines).rstrip() + "\n"


def _even(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\n    ")


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_it_says_what_it_said_before(name: str, case: str) -> None:
    now, path = said(name, case), TEXTS / f"{name}-{case}.txt"
    if os.environ.get("FAIRHAND_UPDATE"):
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


def test_no_text_is_left_of_a_paper_that_is_gone() -> None:
    assert {path.stem for path in TEXTS.glob("*.txt")} == {f"{one}-{case}" for one, case in EVERY}


@pytest.mark.parametrize("name", PAPERS)
def test_every_word_of_it_is_in_the_files(name: str) -> None:
    files = _files(name, "hardest")
    pdf = "".join(page.extract_text() for page in PdfReader(io.BytesIO(files["pdf"])).pages)
    document = docx.Document(io.BytesIO(files["docx"]))
    word = "".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    for found in (pdf, word):
        squeezed = "".join(found.split())
        missing = {one for one in re.findall(r"\w+", said(name, "hardest")) if one not in squeezed}
        assert missing <= {"heading", "label", "text", "quiet"}


@pytest.mark.parametrize("name", NAMES)
def test_a_french_screen_changes_no_byte_of_them(name: str) -> None:
    with wording.using("fr-CA"):
        french = made(name, "plain")
    assert french == _files(name, "plain")


def test_the_publication_text_has_the_notice_word_for_word_and_no_name_that_is_kept() -> None:
    told = said("council-text", "before")
    assert "Rosa Fenn" in told
    assert "Colin" not in told
    assert "J. Marsh" not in told
    assert "Marsh Clearance" not in told
    (dartford,) = (row for row in program().lists["councils"].rows if row.code == "dartford")
    assert f"text    {dartford.get('notice')}\n" in told
    assert "Rosa Fenn" not in said("council-text", "hardest"), "an appeal has overtaken it"
