"""Why a rule says what it says: one plain sentence each, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tui.policy.periods import Between
from tui.wording import format_when
from tui.wording import gettext as _


def N_(text: str) -> str:
    """Mark a message for translation; it is translated when it is shown."""
    return text


_ROA: Final = "Rehabilitation of Offenders Act 1974"

KIND_NAMES: Final[Mapping[str, str]] = {
    "absolute_discharge": N_("absolute discharge"),
    "conditional_discharge": N_("conditional discharge"),
    "fine": N_("fine"),
    "compensation": N_("compensation order"),
    "community_order": N_("community order"),
    "youth_rehabilitation_order": N_("youth rehabilitation order"),
    "custody": N_("term of custody"),
    "suspended": N_("suspended sentence"),
    "cbo": N_("criminal behaviour order"),
    "injunction_order": N_("injunction"),
    "bind_over": N_("bind-over"),
    "hospital_order": N_("hospital order"),
    "relevant_order": N_("order"),
    "endorsement": N_("driving endorsement"),
    "life": N_("life sentence"),
    "caution": N_("caution"),
}
"""What each kind of sentence is called inside a sentence; message ids."""

_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "company": (
        N_("Only people have spent convictions. For a company nothing is worked out."),
        f"{_ROA}, s.1(1)",
    ),
    "company-unknown": (
        N_("It is not known whether this is a person or a company."),
        f"{_ROA}, s.1(1)",
    ),
    "convicted-unknown": (N_("The day of the conviction is not known."), f"{_ROA}, s.5"),
    "no-sentence": (N_("No sentence is known."), f"{_ROA}, s.5"),
    "kind-unknown": (N_("It is not known what one of the sentences was."), f"{_ROA}, s.5"),
    "absolute_discharge": (N_("An absolute discharge is spent at once."), f"{_ROA}, s.5(4)(a)"),
    "caution": (
        N_("A caution is spent as soon as it is given."),
        f"{_ROA}, Schedule 2, paragraph 1",
    ),
    "fine": (
        N_("A fine counts for {months} months from the day of conviction."),
        f"{_ROA}, s.5(2)",
    ),
    "fine-age-unknown": (
        N_(
            "A fine counts for 12 months from the day of conviction; for somebody who was "
            "under 18 that day, for 6 months. It is not known which it is."
        ),
        f"{_ROA}, s.5(2)",
    ),
    "paid": (
        N_("A compensation order is spent on the day it is paid in full: {spent}."),
        f"{_ROA}, s.5(2)",
    ),
    "unpaid": (
        N_("A compensation order counts until it is paid in full. That day is not known."),
        f"{_ROA}, s.5(2)",
    ),
    "order": (N_("The {kind} counts up to its last day, {end}."), f"{_ROA}, s.5(2)"),
    "indefinite": (
        N_("The {kind} has no end date. It counts for as long as it is in force."),
        f"{_ROA}, s.5(2A)-(2B)",
    ),
    "undated": (
        N_(
            "The {kind} has no last day, and does not run until further notice. It counts for "
            "24 months from the day of conviction."
        ),
        f"{_ROA}, s.5(3)",
    ),
    "last-day-unknown": (
        N_("The {kind} counts up to its last day. That day is not known."),
        f"{_ROA}, s.5(2)",
    ),
    "custody": (
        N_(
            "Custody of {term} months counts for {months} months from the day it was "
            "completed, licence included."
        ),
        f"{_ROA}, s.5(2)",
    ),
    "custody-open": (
        N_(
            "Custody of {term} months counts for {months} months from the day it is completed, "
            "licence included. That day is not known."
        ),
        f"{_ROA}, s.5(2)",
    ),
    "custody-age-unknown": (
        N_(
            "Custody of {term} months counts for {most} months after it is completed; for "
            "somebody who was under 18 at conviction, for {least}. It is not known which it is."
        ),
        f"{_ROA}, s.5(2)",
    ),
    "suspended": (
        N_(
            "A suspended sentence counts like custody of the same {term} months: for {months} "
            "months from the day it was completed."
        ),
        f"{_ROA}, s.5(2)",
    ),
    "suspended-open": (
        N_(
            "A suspended sentence counts like custody of the same {term} months. The Act does "
            "not settle when it is completed, so only the earliest day is given. Ask Legal."
        ),
        f"{_ROA}, s.5(2) and s.5(7)(c)",
    ),
    "term-unknown": (N_("It is not known how long the {kind} was."), f"{_ROA}, s.5(2)"),
    "endorsement": (
        N_(
            "Guidance counts a driving endorsement for {months} months from the day of "
            "conviction. The table of the Act does not have it, so it is not relied on. Ask Legal."
        ),
        f"{_ROA}, s.5(2), and Unlock on motoring convictions",
    ),
    "life": (N_("A life sentence, and one like it, is never spent."), f"{_ROA}, s.5(1)"),
    "schedule-18": (
        N_("More than 4 years of custody for an offence in Schedule 18 is never spent."),
        f"{_ROA}, s.5(1)(b)",
    ),
    "schedule-18-unknown": (
        N_(
            "More than 4 years of custody is never spent if the offence is in Schedule 18. It is "
            "not known whether that is so here."
        ),
        f"{_ROA}, s.5(1)(b)",
    ),
    "longest": (
        N_("Of several sentences, the one that counts longest decides."),
        f"{_ROA}, s.6(2)",
    ),
    "lengthened": (
        N_(
            "Another conviction, of {day}, falls together with this one, so the shorter of the "
            "two counts as long as the other."
        ),
        f"{_ROA}, s.6(4)",
    ),
    "perhaps-lengthened": (
        N_("Another conviction, of {day}, may make this one count for longer. Ask Legal."),
        f"{_ROA}, s.6(4)-(6)",
    ),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason.

    Attributes:
        code: What it is called; never changes its meaning.
        spent: The first day on which the sentence no longer counts, where there is one.
        words: What else the sentence mentions.
    """

    code: str
    spent: Between | None = None
    words: tuple[tuple[str, object], ...] = ()

    @property
    def source(self) -> str:
        """The Act and section."""
        return _REASONS[self.code][1]

    def __str__(self) -> str:
        """Return the sentence in the language of now, its source in brackets."""
        words = dict(self.words)
        if "kind" in words:
            words["kind"] = _(KIND_NAMES.get(str(words["kind"]), N_("order")))
        if "day" in words:
            words["day"] = said(words["day"])
        message = _(_REASONS[self.code][0])
        if self.spent is not None and self.spent.when.unknown is False:
            words["spent"], words["end"] = said(self.spent), said(self.spent.later(-1))
            if "{end}" not in message and "{spent}" not in message:
                message += " " + _("That is up to {end}.")
        return f"{message.format(**words)} ({self.source})"


def reason(code: str, spent: Between | None = None, **words: object) -> Reason:
    """Return a reason by its code."""
    return Reason(code, spent, tuple(words.items()))


def said(day: object) -> str:
    """Return a day in words, as far as it is known."""
    return format_when(day.when) if isinstance(day, Between) else str(day)
