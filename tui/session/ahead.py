"""What comes next in a client's record, and by when it is handed over and deleted.

It is read from the answers as they are stored, without walking a journey: a list of dozens of
records asks each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

import msgspec

from tui.case.deadlines import deadline
from tui.interview.answers import ROOT, Answer
from tui.interview.dates import BadDate, When
from tui.interview.follows import task_of
from tui.interview.spans import LOWEST
from tui.wording import format_when
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.runs import Item
    from tui.session.page import Page
    from tui.session.sitting import Sitting
    from tui.vault.vault import CaseInfo, Vault

HANDOVER_BY: Final = "handover_by"
"""The answer that says by which day a record is handed over and deleted."""
NEXT_ON: Final = "next_on"
"""The answer that says when the next step is."""
HAND_OVER: Final = "done:hand_over"
"""The task to do the first. As long as the record is there, it is not done."""

_DAYS: Final = {NEXT_ON: "done:next_step", HANDOVER_BY: ""}
"""The answers that hold a day, and the task that settles each once it is done."""
_NEAR: Final = 7
"""Days before its day from which on handing over is a reminder."""

What = Literal["next_on", "handover_by"]


class Ahead(msgspec.Struct, frozen=True):
    """Something that is to be done.

    Attributes:
        what: The name of the answer that holds its day.
        when: Its day, as exactly as it is known.
        state: How that stands to today.
    """

    what: str
    when: When
    state: Literal["overdue", "today", "ahead"]


def ahead_of(fields: Mapping[str, Answer], today: date, *, only: str = "") -> Ahead | None:
    """Return what comes next: what is overdue before all else, then the nearest day.

    Args:
        fields: The answers about the whole record, by name.
        today: The local date.
        only: The name of an answer, to look at no other.
    """
    found = [
        Ahead(name, when, _state(when, today))
        for name in _DAYS
        if name in (only or name, only) and (when := _open_day(fields, name)) is not None
    ]
    return min(found, key=lambda one: one.when.sort_key, default=None)


def ahead_in(vault: Vault, infos: Iterable[CaseInfo], today: date) -> dict[str, Ahead]:
    """Return what comes next in each client's record, by its id; one that can't be read has none.

    Nothing is written: the records are only looked at.
    """
    from tui.vault.errors import VaultError

    found: dict[str, Ahead] = {}
    for info in infos:
        if info.kind != "client" or info.damaged:
            continue
        try:
            document = vault.case(info.id).get(ROOT, ROOT)
        except VaultError:
            continue
        one = ahead_of(_answers(document), today)
        if one is not None:
            found[info.id] = one
    return found


def overdue_first(infos: Iterable[CaseInfo], ahead: Mapping[str, Ahead]) -> list[CaseInfo]:
    """Return records with those that are overdue first, the longest first; others as they were."""
    pressing = [one for one in infos if (at := ahead.get(one.id)) and at.state != "ahead"]
    pressing.sort(key=lambda one: ahead[one.id].when.sort_key)
    first = {one.id for one in pressing}
    return [*pressing, *(one for one in infos if one.id not in first)]


def ahead_words(one: Ahead) -> str:
    """Return what is to be done and by when, in words."""
    words = _("Hand over and delete by {date}")
    if one.what == NEXT_ON:
        words = _("Next step on {date}")
    return words.format(date=format_when(one.when))


def state_words(one: Ahead | None) -> str:
    """Return how that stands to today, where that matters."""
    if one is None or one.state == "ahead":
        return ""
    return _("Overdue") if one.state == "overdue" else _("Today")


def handover_warning(fields: Mapping[str, Answer], today: date) -> str:
    """Return what to say of a record whose day is near or past; empty where it is neither."""
    one = ahead_of(fields, today, only=HANDOVER_BY)
    if one is None or (one.when.start.date() - today).days > _NEAR:
        return ""
    words = _("This record is to be handed over and deleted by {date}.")
    if one.state == "overdue":
        words = _("This record was to be handed over and deleted by {date}.")
    return words.format(date=format_when(one.when))


def proposing(page: Page, sitting: Sitting) -> Page:
    """Return a page with a day proposed for handing over, as is set up, where it is asked."""
    if not any(one.name == HANDOVER_BY for one in page.fields):
        return page
    day = sitting.today() + timedelta(days=sitting.settings.handover_days)
    fields = (
        msgspec.structs.replace(
            one, suggested=day.isoformat(), suggested_label=format_when(When.parse(day.isoformat()))
        )
        if one.name == HANDOVER_BY and not one.value and not one.open
        else one
        for one in page.fields
    )
    return msgspec.structs.replace(page, fields=tuple(fields))


def put_off_first(page: Page, flow: Flow, item: Item, today: date) -> Page:
    """Return the page of a task; one whose day is still to come is put on the list first.

    Who only goes on must not mark as done what was noted a moment ago.
    """
    task = task_of(flow, item)
    if task is None or task.done or deadline(task, today).state != "ahead":
        return page
    return msgspec.structs.replace(page, choices=page.choices[::-1])


def may_hand_over(sitting: Sitting) -> bool:
    """Return whether the record that is open is a client's, and can be written in."""
    book = sitting.book
    return book is not None and book.case.kind == "client" and not sitting.read_only


def _open_day(fields: Mapping[str, Answer], name: str) -> When | None:
    """Return the day of something that is not done yet; None where there is none."""
    done = fields.get(_DAYS[name])
    answer = fields.get(name)
    if answer is None or not isinstance(answer.value, str) or (done is not None and done.value):
        return None
    try:
        when = When.parse(answer.value)
    except BadDate:
        return None
    return None if when.unknown or when.bounds[0] <= LOWEST else when


def _state(when: When, today: date) -> Literal["overdue", "today", "ahead"]:
    if when.end.date() < today:
        return "overdue"
    return "today" if when.start.date() <= today else "ahead"


def _answers(document: Mapping[str, object] | None) -> Mapping[str, Answer]:
    from tui.session.book import answers_of

    if not document:
        return {}
    return answers_of({ROOT: {ROOT: document}}).root.fields  # type: ignore[dict-item]
