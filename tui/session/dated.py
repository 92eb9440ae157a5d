"""What a page says of the facts it shows: where they are from, and that some are old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import msgspec

from tui.session.page import Page, Paragraph, Person
from tui.wording.looked_up import all_long_ago, is_old, long_ago, where_from


def dated(page: Page, today: date, months: int) -> Page:
    """Return a page with a word on each fact of it.

    Args:
        page: As a stage made it.
        today: The day it is shown.
        months: A fact that was looked up more months ago is old; 0 for never.
    """
    if not page.people and not page.facts:
        return page
    old = [one.looked_up for one in page.people if is_old(one.looked_up, today, months)]
    days = Counter(old).most_common(1)
    # Said once where it holds for several, so that it is read at all; each tells its day anyway.
    common = days[0][0] if days and days[0][1] > 1 else ""
    head = (Paragraph(all_long_ago(common, months), "note"),) if common else ()
    return msgspec.structs.replace(
        page,
        people=tuple(_person(one, today, months, common) for one in page.people),
        text=(*page.text, *head, *_said(page, today, months)),
        facts=(),
    )


def _person(person: Person, today: date, months: int, common: str) -> Person:
    stale = long_ago(person.looked_up, today, months)
    if not stale or person.looked_up == common:
        return person
    return msgspec.structs.replace(person, stale=stale)


def _said(page: Page, today: date, months: int) -> Iterator[Paragraph]:
    for fact in page.facts:
        if not fact.said:
            yield Paragraph(where_from(fact.source, fact.looked_up), "quiet")
    old = (long_ago(fact.looked_up, today, months) for fact in page.facts)
    for stale in dict.fromkeys(one for one in old if one):
        yield Paragraph(stale, "note")
