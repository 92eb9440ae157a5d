"""Plain data of a council's case, and what is done with it in these tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.papers.samples import TEMPLATES
from tui.interview.schema import Paper
from tui.papers import make
from tui.papers.blocks import BlockText

MADE = datetime(2026, 3, 20, 10, 15, tzinfo=UTC)
PAPERS = (
    "council-record",
    "council-text",
    "council-sheet",
    "council-diary",
    "council-removal",
    "council-correction",
    "council-media",
    "council-report",
    "council-disclosure",
)
CHANNELS = ("website", "social", "leaflet", "newsletter", "press", "meeting")
DETAILS = ("name", "age", "area", "offence", "sentence", "treatment", "photo")


def day(text: str) -> dict[str, str]:
    return {"when": text}


def sentence(**changed: Any) -> dict[str, Any]:
    plain = {"words": "fined 400 pounds", "kind": "A fine", "treatment": "", "cbo": "", "gaps": []}
    return plain | changed


def subject(**changed: Any) -> dict[str, Any]:
    """Somebody of whom everything but treatment and a picture may be told."""
    allowed = {f"may_{each}": "yes" for each in DETAILS}
    return {
        "id": "s1",
        "name": "Martin Alder",
        "individual": "yes",
        "civil": "",
        "in_magistrates": "yes",
        "in_crown": "",
        "in_youth": "",
        "in_county": "",
        "decided": day("2026-03-10"),
        "age": "41",
        "area": "Mill Lane, Dartford",
        "offence": "leaving rubbish in Mill Lane",
        "sentences": [sentence()],
        "spent_from": day("2027-03-10"),
        "live": "",
        "listed": "",
        "restricted": "",
        "order_words": "",
        **allowed,
        "may_treatment": "",
        "may_photo": "",
    } | changed


def published(**changed: Any) -> dict[str, Any]:
    return {
        "channel": "The council's website",
        "place": "the news page",
        "first_shown": day("2026-03-16"),
        "online": "yes",
        "remove_by": day("2026-04-13"),
        "removed": "Not yet",
        "is_down": "",
        "removed_on": "",
        "removed_by": "",
    } | changed


def verdict(**changed: Any) -> dict[str, Any]:
    return {
        "row": "case",
        "about": "",
        "text": "The weighing is on the record (section 4.1).",
        "holds": "With written reasons",
        "codes": ["REASON"],
        "lifted": "",
        "settled_by": [],
        "basis": "Policy",
        "section": "section 4.1",
        "why": [{"question": "Why is this fair?", "answer": "It went on for months."}],
    } | changed


def approval(**changed: Any) -> dict[str, Any]:
    return {
        "question": "Which Director gave the final approval?",
        "name": "D. Whitfield",
        "role": "Director",
        "date": day("2026-03-13"),
        "view": "",
        "state": "Recorded",
        "counts": "yes",
        "lapse": "",
        "lifts": "",
        "of": ["director"],
    } | changed


def decision(**changed: Any) -> dict[str, Any]:
    return {
        "worst": "REASON",
        "said": "It may be published, with the reasons written down.",
        "waits": "",
        "verdicts": [verdict()],
        "clear": "12",
        "approvals": [
            approval(question="Who prepared this decision?", name="R. Patel", role="Officer"),
            approval(),
        ],
    } | changed


def case(**changed: Any) -> dict[str, Any]:
    """Everything that any of the papers is made from."""
    return {
        "council": "Exampleton Town Council",
        "ref": "ENV 14",
        "policy_version": "2, from 1 April 2026",
        "policy_owner": "Head of Streets and Parks",
        "register_to": "Exampleton Safer Streets Group",
        "director": "The Head of Streets and Parks",
        "notice": "Shown for a short time only.",
        "contact": "press@exampleton.example",
        "days": "14",
        "sheets": "In the folder ENV 14",
        "overtaken": "",
        "story": "",
        "told": "",
        "picture_appeal": "",
        "picture_done": "",
        "pictures": [],
        **{f"may_{each}": "yes" for each in CHANNELS},
        "first_day": day("2026-03-16"),
        "last_shown": day("2026-03-29"),
        "gone_by": day("2026-03-30"),
        "terms": "",
        "subjects": [subject()],
        "images": [],
        "publications": [published()],
        "since": ["An appeal succeeded"],
        "nothing_since": "",
        "appeal_lodged_on": "",
        "appeal_won_on": day("2026-03-19"),
        "appeal_won_what": "The conviction was overturned",
        "identified_on": "",
        "eliminated_on": "",
        "request_answer": "",
        "correction": "The conviction was overturned on 19 March 2026.",
        "media_plan": "S. Okoro",
        "gaps": [],
        "decision": decision(),
        "checklist": [
            {
                "title": "Whether it is worth it",
                "rows": [
                    {"question": "Why is this fair?", "answer": "It went on for months."},
                    {"question": "Does anybody object?", "answer": {"open": "not-sure"}},
                ],
            }
        ],
    } | changed


def paper(name: str) -> Paper:
    return Paper(name=name, title=name.title(), docx="blocks.docx", typst="blocks.typ")


def files(name: str, data: Mapping[str, Any], **more: Any) -> dict[Any, bytes]:
    return make.draw(
        paper(name), data, templates=TEMPLATES, made=MADE, size="a4", language="en-GB", **more
    )


def context(name: str, data: Mapping[str, Any], **about: Any) -> dict[str, Any]:
    given = {"title": name.title(), "made": MADE, "whose": "", "history": None} | about
    return make._PAPERS[name].arrange(data, given)


def as_text(name: str, data: Mapping[str, Any], **about: Any) -> str:
    """The paper as text, a blank line before each part."""
    made = BlockText(context(name, data, **about), "en-GB")
    parts = [made.part(key) for key in made.keys()]  # noqa: SIM118 (it is no mapping)
    lines = [
        "\n".join([f"# {one.title}", *(f"{said.kind:8}{said.text}" for said in one.lines)])
        for one in parts
        if one is not None
    ]
    return "\n\n".join(lines) + "\n"
