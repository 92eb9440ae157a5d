"""When proceedings are active: Contempt of Court Act 1981, section 2 and Schedule 1.

For one person and one charge: each has a start and an end of its own, so that a co-defendant
may still be before the court. Read in a text of 1 October 2009. Answers to COU-5.6-02,
COU-5.6-03 and COU-5.6-04.

Schedule 1 says when publishing is strictly dangerous. That proceedings are over does not make
all publishing lawful: orders of the court and contempt on purpose stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tui.policy.periods import Between

Event = Between | Literal[False] | None
"""Something that happened on a day, has not happened (False), or isn't known to have."""

State = Literal["not_started", "active", "over", "unknown"]


@dataclass(frozen=True, slots=True)
class Proceedings:
    """What is known of one person's case.

    Attributes:
        started: Arrest without a warrant, a warrant, a summons, service of the charge, or an
            oral charge, whichever came first (paragraphs 3 and 4). For a civil case: a day
            for the hearing was fixed (paragraph 12).
        ended: Acquittal, sentence or another end (paragraphs 5 and 6). Deferring sentence is
            one.
        deferred: Whether that end was only that sentence was deferred.
        appealed: An appeal, or leave for one, was asked for (paragraph 15).
        appeal_ended: That was decided, abandoned or withdrawn.
        retrial: Whether the case was sent back to be tried again (paragraph 16).
    """

    started: Event
    ended: Event = False
    deferred: bool = False
    appealed: Event = False
    appeal_ended: Event = False
    retrial: bool | None = False


def state(case: Proceedings, on: date) -> State:
    """Return whether proceedings are active on a day."""
    appeal = _running(case.appealed, case.appeal_ended, on)
    if appeal == "over" and case.retrial:
        return "active"
    if appeal == "over" and case.retrial is None:
        appeal = "unknown"
    first = _running(case.started, case.ended, on)
    if "active" in (first, appeal):
        return "active"
    if "unknown" in (first, appeal):
        return "unknown"
    return "over" if first == "over" or appeal == "over" else "not_started"


def proceedings_active(case: Proceedings, on: date) -> bool | None:
    """Return whether proceedings are active on a day; None where that is not known."""
    found = state(case, on)
    return None if found == "unknown" else found == "active"


def wants_waiting(case: Proceedings, on: date) -> bool:
    """Tell whether to wait though nothing is active: a deferred sentence is still to come."""
    return case.deferred and state(case, on) != "active"


def _running(started: Event, ended: Event, on: date) -> State:
    begun, done = _happened(started, on), _happened(ended, on)
    if done:
        return "over"
    if begun is False:
        return "not_started"
    return "unknown" if begun is None or done is None else "active"


def _happened(event: Event, on: date) -> bool | None:
    """Whether something has happened by the end of a day."""
    if event is None or event is False:
        return event
    if event.last is not None and event.last <= on:
        return True
    return False if event.first > on else None
