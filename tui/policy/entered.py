"""A conviction as somebody writes it down in a file: read strictly, every fault named.

A field that is left out says there is none; ``null`` says that it is not known. Three things
differ. Whether somebody was under 18 is not known where it is left out: taking them for an
adult would call a conviction unspent that may be spent. What a court always fixes (the last
day of a behaviour order) is not known either. And what nothing can be said without (the months
of a term) has to be there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from tui.policy.periods import Between
from tui.policy.sentences import KINDS, ORDERS, TERMS, UNDATED, Sentence
from tui.policy.spent import Conviction
from tui.wording import gettext as _

_FIELDS: Final = (
    "months",
    "completed",
    "last_day",
    "indefinite",
    "paid_in_full_on",
    "schedule_18",
)
_ORDER: Final = frozenset({"months", "last_day", "indefinite"})
_OF_KIND: Final[Mapping[str, frozenset[str]]] = {
    **{kind: _ORDER for kind in ORDERS},
    **{kind: frozenset({"months", "completed", "schedule_18"}) for kind in TERMS},
    "suspended": frozenset({"months", "completed", "schedule_18", "last_day"}),
    "compensation": frozenset({"paid_in_full_on"}),
}
_TOP: Final = (
    "individual",
    "convicted",
    "under_18_at_conviction",
    "sentences",
    "summary",
    "other_convictions",
)
_OTHER: Final = ("convicted", "under_18_at_conviction", "sentences", "summary")
_LONGEST_TERM: Final = 1_200
_SHOWN: Final = 60
"""Characters of what stands in the file that a sentence repeats."""
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS: Final = range(1900, 2201)


def read_convictions(
    data: object,
) -> tuple[tuple[Conviction, tuple[Conviction, ...]] | None, list[str]]:
    """Read a conviction, and the person's others.

    Args:
        data: What the file holds, as plain data.

    Returns:
        The conviction and the others, and no problems; or None, and what is wrong: a
        sentence each, which names the field.
    """
    reader = _Reader()
    found = reader.whole(data)
    return (None if reader.problems else found), reader.problems


class _Reader:
    def __init__(self) -> None:
        self.problems: list[str] = []

    def say(self, where: str, sentence: str) -> None:
        self.problems.append(f"{where}: {sentence}" if where else sentence)

    def whole(self, data: object) -> tuple[Conviction, tuple[Conviction, ...]] | None:
        if not isinstance(data, Mapping):
            self.say("", _("The file holds no conviction. It should be an object with fields."))
            return None
        self.unknown(data, _TOP, "")
        self.needed(data, ("individual", "convicted", "sentences"), "")
        own = self.conviction(data, "", self.yes_no(data, "individual", "", None))
        others = data.get("other_convictions", ())
        if not isinstance(others, list | tuple):
            self.say("other_convictions", _("This should be a list."))
            others = ()
        read = [self.other(one, f"other_convictions[{at}]") for at, one in enumerate(others, 1)]
        return own, tuple(one for one in read if one is not None)

    def other(self, data: object, where: str) -> Conviction | None:
        if not isinstance(data, Mapping):
            self.say(where, _("This should be an object with fields."))
            return None
        self.unknown(data, _OTHER, where)
        self.needed(data, ("convicted", "sentences"), where)
        return self.conviction(data, where, True)

    def conviction(
        self, data: Mapping[str, object], where: str, individual: bool | None
    ) -> Conviction:
        convicted = self.day(data, "convicted", where)
        sentences = data.get("sentences")
        if not isinstance(sentences, list | tuple):
            if "sentences" in data:
                self.say(_at(where, "sentences"), _("This should be a list."))
            sentences = ()
        elif not sentences:
            self.say(_at(where, "sentences"), _("Say at least one sentence."))
        read = [
            self.sentence(one, f"{_at(where, 'sentences')}[{at}]", convicted)
            for at, one in enumerate(sentences, 1)
        ]
        return Conviction(
            convicted=convicted,
            under_18=self.yes_no(data, "under_18_at_conviction", where, None),
            sentences=tuple(one for one in read if one is not None),
            individual=individual,
            summary=self.yes_no(data, "summary", where, None),
        )

    def sentence(self, data: object, where: str, convicted: Between | None) -> Sentence | None:
        if not isinstance(data, Mapping):
            self.say(where, _("This should be an object with fields."))
            return None
        self.unknown(data, ("kind", *_FIELDS), where)
        kind = data.get("kind")
        if kind not in KINDS or not isinstance(kind, str):
            sentence = _("This is missing. It is one of: {known}.")
            if "kind" in data:
                sentence = _("There is no kind {kind}. There are: {known}.")
            words = {"kind": str(kind)[:_SHOWN], "known": ", ".join(KINDS)}
            self.say(_at(where, "kind"), sentence.format(**words))
            return None
        fitting = _OF_KIND.get(kind, frozenset())
        for name in _FIELDS:
            if name not in fitting and data.get(name) not in (None, False):
                sentence = _("This does not go with {kind}.").format(kind=kind)
                self.say(_at(where, name), sentence)
        if kind in TERMS:
            self.needed(data, ("months",), where)
        last_day = self.day(data, "last_day", where, convicted)
        # Left out, a behaviour order's last day is still to be found: no court leaves it open.
        indefinite = self.yes_no(data, "indefinite", where, False)
        if indefinite and last_day is not None:
            self.say(
                _at(where, "indefinite"), _("An order with a last day does not run without end.")
            )
        return Sentence(
            kind=kind,
            months=self.months(data, where),
            completed=self.day(data, "completed", where, convicted),
            last_day=last_day,
            indefinite=indefinite,
            undated=kind in UNDATED and "last_day" not in data,
            paid_in_full_on=self.day(data, "paid_in_full_on", where, convicted),
            schedule_18=self.yes_no(data, "schedule_18", where, False),
        )

    # Fields.

    def unknown(self, data: Mapping[str, object], known: Iterable[str], where: str) -> None:
        for name in data:
            if name not in known:
                sentence = _("There is no such field. There are: {known}.")
                self.say(_at(where, str(name)[:_SHOWN]), sentence.format(known=", ".join(known)))

    def needed(self, data: Mapping[str, object], names: Iterable[str], where: str) -> None:
        for name in names:
            if name not in data:
                sentence = _("This is missing. Where it is not known, write null.")
                if name == "sentences":
                    sentence = _("This is missing.")
                self.say(_at(where, name), sentence)

    def yes_no(
        self, data: Mapping[str, object], name: str, where: str, left_out: bool | None
    ) -> bool | None:
        value = data.get(name, left_out)
        if value is None or isinstance(value, bool):
            return value
        self.say(_at(where, name), _("Write true, false or null."))
        return None

    def months(self, data: Mapping[str, object], where: str) -> int | None:
        value = data.get("months")
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LONGEST_TERM:
            return value
        sentence = _("Write a whole number of months from 1 to {most}. Round up what is over.")
        self.say(_at(where, "months"), sentence.format(most=_LONGEST_TERM))
        return None

    def day(
        self,
        data: Mapping[str, object],
        name: str,
        where: str,
        convicted: Between | None = None,
    ) -> Between | None:
        value = data.get(name)
        if value is None:
            return None
        found = _date(value)
        if found is None:
            self.say(_at(where, name), _("Write a day as 2026-03-10. There has to be such a day."))
            return None
        if convicted is not None and found < convicted.first:
            self.say(_at(where, name), _("This is before the conviction."))
        return Between.exactly(found)


def _at(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _date(value: object) -> date | None:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found.year in _YEARS else None
