"""Whether files may be taken into a client's record: by the clinic's and the client's agreement.

The script ``agreed`` asks; its compute ``may_take`` says whether all of it is recorded and nobody
has taken it back. Whether the day is past needs a clock, so it is said here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from tui.interview.answers import ROOT
from tui.interview.dates import When
from tui.interview.spans import LOWEST

if TYPE_CHECKING:
    from tui.interview.flow import Flow

SCRIPT: Final = "agreed"
TAKEN_BACK: Final = "taken_back"
"""The answer that says who has taken it back."""

Why = Literal["", "clinic", "client", "not-recorded", "over", "clinic-back", "client-back"]


@dataclass(frozen=True, slots=True)
class Consent:
    """How it stands on a day.

    Attributes:
        needed: It is somebody else's record, so that files need it at all.
        why: Why none may come in: the clinic or the client has not agreed, something about it
            is not recorded, its day is past, or one of them has taken it back. Empty where
            files may come in.
        until: The last day, where one is known. Of a day that is not exact, the earliest.
    """

    needed: bool
    why: Why = ""
    until: date | None = None

    @property
    def given(self) -> bool:
        """Whether files may come in."""
        return not self.why


def consent(flow: Flow, today: date) -> Consent:
    """Return whether files may come into a record on a day."""
    if flow.audience != "volunteer":
        return Consent(needed=False)
    until = _day(flow.value(ROOT, "consent_until"))
    back = flow.value(ROOT, TAKEN_BACK)
    if back == "client":
        return Consent(True, "client-back", until)
    if back == "clinic":
        return Consent(True, "clinic-back", until)
    if flow.value(ROOT, "clinic_agrees") is not True:
        return Consent(True, "clinic", until)
    if flow.value(ROOT, "consent_given") is not True:
        return Consent(True, "client", until)
    if flow.value(ROOT, "may_take") is not True or until is None:
        return Consent(True, "not-recorded", until)
    return Consent(True, "over" if until < today else "", until)


def _day(value: object) -> date | None:
    if not isinstance(value, When) or value.unknown:
        return None
    first = value.bounds[0]
    return first.date() if first > LOWEST else None
