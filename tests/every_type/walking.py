"""A walk through every type of answer with the session alone, for tests of what comes after."""

from __future__ import annotations

from typing import Any

from tests.every_type import ANSWERS
from tui.session.app import App
from tui.session.page import Field, Left, Page, Raw

PLACE = {"place": "here"}
"""What the safety check is told, so that a record may be kept."""


def entered(field: Field, answers: dict[str, Any]) -> Raw | Left:
    """What a person who is sure of ``answers`` types or picks; the rest is skipped."""
    found: Raw | Left = answers.get(field.name, Left("skipped"))
    return found


def walk(app: App, until: str, answers: dict[str, Any] | None = None) -> Page:
    """Answer pages from ``answers`` until one asks for ``until``, or is called so.

    People and things are not added; rows that are there are walked.
    """
    given = PLACE | (ANSWERS if answers is None else answers)
    for _ in range(100):
        page = app.page
        names = [one.name for one in page.fields]
        codes = [one.code for one in page.choices]
        if until in names or page.id == until or page.id.endswith(f"|{until}"):
            return page
        assert page.kind != "end", f"never came to {until}"
        after = app.submit(
            {one.name: entered(one, given) for one in page.fields},
            "enough" if "enough" in codes else codes[0] if codes else "next",
        )
        assert not [one.error for one in after.fields if one.error], after.fields
    raise AssertionError(f"never came to {until}; now at {app.page.id}")
