"""Plain data of a log, and what is done with it in these tests."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import docx
from pypdf import PdfReader

from tui.interview.schema import Paper
from tui.papers.make import draw
from tui.papers.tfv import log as tfv_log

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"
MADE = datetime(2026, 3, 8, 10, 15, tzinfo=timezone(timedelta(hours=-8)))
PAPER = Paper(
    name="tfv-log",
    title="Technology-Facilitated Violence log",
    docx="tfv-log.docx",
    typst="tfv-log.typ",
)

ENTRY_FIELDS = [
    "occurred",
    "kind",
    "platform",
    "alike_count",
    "alike_first",
    "alike_last",
    "alike_words",
    "what",
    "context",
    "have",
    "who",
    "account",
    "identity",
    "why_them",
    "why_watched",
    "profile",
    "police",
    "officer",
    "badge",
    "file_number",
    "police_when",
    "witnesses",
    "talked",
    "told",
    "comments",
    "impact",
    "impact_behaviour",
    "impact_work",
    "impact_fear",
    "impact_health",
    "impact_accounts",
    "impact_relationships",
    "impact_money",
    "spent",
    "still_needed",
]
PIECE_FIELDS = [
    "name",
    "state",
    "to_get",
    "in_part",
    "captured",
    "method",
    "device",
    "shows",
    "shows_who",
]


def when(text: str) -> dict[str, str]:
    return {"when": text}


def left(how: str) -> dict[str, str]:
    return {"open": how}


def piece(**given: Any) -> dict[str, Any]:
    return {**dict.fromkeys(PIECE_FIELDS, ""), "gaps": [], **given}


def entry(**given: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(ENTRY_FIELDS, ""),
        "pieces": [],
        "gaps": [],
        "written": "",
        "changed": "",
        **given,
    }


def full_entry(**given: Any) -> dict[str, Any]:
    return entry(
        **{
            "occurred": when("2026-03-03T17:46-08:00"),
            "kind": "A text or chat message, words only",
            "platform": "Instagram",
            "what": "He wrote that he knew where I was.\nThen he rang.\n\nI did not answer.",
            "context": "We had met by chance that morning.",
            "have": ["A screenshot", "It is still there, on the phone or in the account"],
            "pieces": [
                piece(
                    name="Screenshot of the message",
                    captured=when("2026-03-03T18:02-08:00"),
                    method="Screenshot",
                    device="my old phone",
                    shows=["Who it came from", "When it happened"],
                    shows_who="yes",
                ),
                piece(name="Phone bill", state="It still has to be fetched", to_get="yes"),
            ],
            "who": ["Sam Example"],
            "account": "@sam.example",
            "police": "Yes",
            "officer": "Cst. A. Roy",
            "badge": "1203",
            "impact": ["Fear, or other strong feelings"],
            "impact_fear": "I could not sleep.",
            "spent": "$45.50",
            "still_needed": "The phone bill.",
            "gaps": ["Nothing kept shows when it happened."],
            "written": "2026-03-03T18:10:00-08:00",
            "changed": "2026-03-04T09:00:00-08:00",
            **given,
        }
    )


def data(*entries: dict[str, Any], **given: Any) -> dict[str, Any]:
    return {
        **dict.fromkeys(tfv_log.NEEDS - {"people", "saw", "entries"}, ""),
        "people": [],
        "saw": [],
        "gaps": [],
        "entries": list(entries),
        **given,
    }


def arranged(*entries: dict[str, Any], **given: Any) -> dict[str, Any]:
    about = {"title": PAPER.title, "made": MADE, "whose": ""}
    return tfv_log.arrange(data(*entries, **given), about)


def files(*entries: dict[str, Any], **more: Any) -> dict[str, bytes]:
    """Draw the paper; ``given`` is for the case-wide data, the rest as ``draw`` takes it."""
    given = more.pop("given", {})
    drawn = draw(PAPER, data(*entries, **given), templates=TEMPLATES, made=MADE, **more)
    return {str(form): content for form, content in drawn.items()}


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def docx_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def docx_text(content: bytes) -> str:
    """Return the words of the body in their order, with line breaks and tabs."""
    opened = docx_of(content)
    parts = []
    for block in opened.iter_inner_content():
        if hasattr(block, "rows"):
            parts += [cell.text for row in block.rows for cell in row.cells]
        else:
            parts.append(block.text)
    return "\n".join(parts)


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()
