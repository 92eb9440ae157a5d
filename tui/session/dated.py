"""What a page says of the facts it shows: where they are from, and that some are old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec

from tui.session.page import Page, Paragraph, Person
from tui.wording.looked_up import long_ago, where_from


def dated(page: Page, today: date, months: int) -> Page:
    """Return a page with a word on each fact of it.

    Args:
        page: As a stage made it.
        today: The day it is shown.
        months: A fact that was looked up more months ago is old; 0 for never.
    """
    if not page.people and not page.facts:
        return page
    return msgspec.structs.replace(
        page,
        people=tuple(_person(one, today, months) for one in page.people),
        text=(*page.text, *_said(page, today, months)),
        facts=(),
    )


def _person(person: Person, today: date, months: int) -> Person:
    stale = long_ago(person.looked_up, today, months)
    return msgspec.structs.replace(person, stale=stale) if stale else person


def _said(page: Page, today: date, months: int) -> Iterator[Paragraph]:
    for fact in page.facts:
        if not fact.said:
            yield Paragraph(where_from(fact.source, fact.looked_up), "quiet")
    old = (long_ago(fact.looked_up, today, months) for fact in page.facts)
    for stale in dict.fromkeys(one for one in old if one):
        yield Paragraph(stale, "note")
