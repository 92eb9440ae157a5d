"""What a page of questions is told besides the answers: days that are set up, known backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final

import msgspec

from tui.interview.dates import When
from tui.session.ages import OLD, age, days_since
from tui.session.ahead import proposing
from tui.session.page import Page, Paragraph
from tui.session.sitting import Sitting
from tui.wording import format_when
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.known import Known

BACKED_UP_ON: Final = "backed_up_on"
"""The answer that says when a record was last copied to a second place."""

_MOST = 5
"""Backups that are named; the menu lists all."""


def with_besides(page: Page, sitting: Sitting) -> Page:
    """Return a page with what is known besides the answers, where it asks for that."""
    return with_backups(proposing(page, sitting), sitting)


def with_backups(page: Page, sitting: Sitting) -> Page:
    """Return a page that names the known backups and proposes the day of the newest.

    Only where it asks for that day, and a record is kept.
    """
    from tui.session.stages.looking_after import may_look_after, vault_of

    if not any(one.name == BACKED_UP_ON for one in page.fields) or not may_look_after(sitting):
        return page
    vault = vault_of(sitting)
    if not vault.id:
        return page  # What lists them can't be read: that is said elsewhere.
    known = sorted(vault.backups.all(), key=lambda one: one.at, reverse=True)
    page = msgspec.structs.replace(page, text=(*page.text, *_told(known, sitting.clock())))
    if not known:
        return page
    day = datetime.fromisoformat(known[0].at).astimezone().date().isoformat()
    fields = (
        msgspec.structs.replace(one, suggested=day, suggested_label=format_when(When.parse(day)))
        if one.name == BACKED_UP_ON and not one.value and not one.open
        else one
        for one in page.fields
    )
    return msgspec.structs.replace(page, fields=tuple(fields))


def _told(known: list[Known], now: datetime) -> Iterator[Paragraph]:
    if not known:
        yield Paragraph(_("No backup of this record is known yet."), "quiet")
        return
    yield Paragraph(_("These backups of it are known:"))
    for one in known[:_MOST]:
        # Translators: a backup's folder, and how old it is.
        words = _("{folder}, from {age}").format(folder=one.folder, age=age(one.at, now))
        yield Paragraph(words, "quiet")
    if days_since(known[0].at, now) > OLD:
        yield Paragraph(_("The newest is more than a month old."), "note")
