"""Until when the law hides who somebody is.

Answers to COU-5.3-03, COU-5.4-01 and COU-5.7.2d-01. Where the end of a restriction is not
settled by what was read, it counts as being for life: only a court can say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from tui.policy.periods import Between

ADULT_MONTHS: Final = 18 * 12

Ends = Literal["at_18", "never", "order"]


@dataclass(frozen=True, slots=True)
class Restriction:
    """A law that hides who somebody is.

    Attributes:
        source: The Act and section.
        automatic: Whether it holds without an order of the court.
        ends: At 18, never, or as the order says.
    """

    source: str
    automatic: bool
    ends: Ends


RESTRICTIONS: Final[Mapping[str, Restriction]] = {
    "youth_court": Restriction("Children and Young Persons Act 1933, s.49", True, "at_18"),
    "adult_court": Restriction(
        "Youth Justice and Criminal Evidence Act 1999, s.45", False, "at_18"
    ),
    "young_witness": Restriction(
        "Youth Justice and Criminal Evidence Act 1999, s.45A", False, "never"
    ),
    "adult_witness": Restriction(
        "Youth Justice and Criminal Evidence Act 1999, s.46", False, "order"
    ),
    "civil_or_order": Restriction("Children and Young Persons Act 1933, s.39", False, "order"),
    "complainant": Restriction("Sexual Offences (Amendment) Act 1992, s.1", True, "never"),
}
"""By what it is about: the youth court, another criminal court, a victim or witness who was
under 18, a frightened adult witness, civil or order proceedings, and for life whoever a
sexual offence was done to. Neither s.49 nor an automatic rule covers behaviour orders."""


def turns_18(born: Between) -> Between:
    """Return the day somebody turns 18; born on 29 February, on 1 March."""
    return born.after(ADULT_MONTHS)


def under_18(born: Between | None, on: date) -> bool | None:
    """Return whether somebody is under 18 on a day; None where that is not known."""
    if born is None:
        return None
    found = turns_18(born)
    if on < found.first:
        return True
    return False if found.last is not None and on >= found.last else None


def in_force(restriction: str, born: Between | None, on: date, *, lifted: bool = False) -> bool:
    """Return whether a restriction has to be taken to hold on a day.

    Args:
        restriction: One of ``RESTRICTIONS``.
        born: The day of birth of whoever it is about.
        on: The day.
        lifted: Whether the court lifted it, in so many words.
    """
    if lifted:
        return False
    return RESTRICTIONS[restriction].ends != "at_18" or under_18(born, on) is not False
