"""A calm word where a record says that things may be getting worse, and putting it aside.

It counts and repeats what is written, and points to the safety check and to people who help.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from tui.case.signs import Sign, Signs
from tui.session.book import Book
from tui.wording import format_number, ngettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.sitting import Sitting
    from tui.vault import Case

NOTICES: Final = "notices"
"""The table of a record that holds what was put aside, beside the answers and sealed like them."""

RESTS: Final = 28
"""Days that a word stays aside, unless another sign comes up."""

_signs: WeakKeyDictionary[Book, Signs] = WeakKeyDictionary()
"""What is known of the signs of a record; it goes with the record it was worked out from."""


def signs_of(sitting: Sitting) -> tuple[Sign, ...]:
    """Return the signs that are not put aside; a council's case has none."""
    book = sitting.open()
    if book.audience == "council":
        return ()
    found = _all(sitting)
    aside = _aside(book.case, sitting.today())
    # Another sign brings all of them back: they belong together.
    return () if {sign.code for sign in found} <= aside else found


def _all(sitting: Sitting) -> tuple[Sign, ...]:
    book = sitting.open()
    if book not in _signs:
        _signs[book] = Signs()
    return _signs[book].of(book.flow, sitting.today())


def put_aside(sitting: Sitting) -> None:
    """Say nothing of the signs there are now for some weeks.

    Raises:
        NotStored: It could not be stored; nothing has changed.
    """
    codes = [sign.code for sign in _all(sitting)]
    document = {"on": sitting.today().isoformat(), "signs": codes}
    with sitting.open().case.change("me", NOTICES) as change:
        change.put(NOTICES, NOTICES, document)


def _aside(case: Case, today: date) -> set[str]:
    """Return the signs that are put aside on a day."""
    kept: dict[str, Any] = case.get(NOTICES, NOTICES) or {}
    try:
        until = date.fromisoformat(str(kept["on"])) + timedelta(days=RESTS)
        return {str(code) for code in kept["signs"]} if today < until else set()
    except (KeyError, TypeError, ValueError, OverflowError):
        return set()  # a later version may keep it otherwise


def heading(signs: tuple[Sign, ...]) -> str:
    """Return the word in one sentence, for a menu or a list."""
    codes = {sign.code for sign in signs}
    if codes & {"often", "more"}:
        return _("Things seem to happen more often.")
    return _("Something in this record may need another look.")


def word_of(signs: tuple[Sign, ...]) -> str:
    """Return the word as it stands in the menu, with what may help."""
    if {sign.code for sign in signs} & {"often", "more"}:
        return _(
            "Things seem to happen more often. It may help to go through the safety check again."
        )
    return _(
        "Something in this record may need another look. It may help to go through the safety "
        "check again."
    )


def sentences(signs: tuple[Sign, ...]) -> list[str]:
    """Return what is behind it, a sentence for each sign."""
    return [_sentence(sign) for sign in signs]


def _sentence(sign: Sign) -> str:
    now = format_number(sign.now)
    match sign.code:
        case "often":
            words = ngettext(
                "There is {now} entry in the last four weeks, and {before} in the four before.",
                "There are {now} entries in the last four weeks, and {before} in the four before.",
                sign.now,
            )
            return words.format(now=now, before=format_number(sign.before))
        case "followed":
            return ngettext(
                "{now} entry of the last four weeks is about someone following or watching.",
                "{now} entries of the last four weeks are about someone following or watching.",
                sign.now,
            ).format(now=now)
        case "fear":
            return ngettext(
                "{now} entry of the last four weeks speaks of fear or other strong feelings.",
                "{now} entries of the last four weeks speak of fear or other strong feelings.",
                sign.now,
            ).format(now=now)
        case "threats":
            return _("It is noted that they threaten to hurt someone, or themselves.")
        case "near":
            return _("It is noted that they turned up in person.")
        case "watching":
            return _("It is noted that they seem to watch more than before.")
        case "worse":
            return _("It is noted that the words have become worse.")
    return _("It is noted that it happens more often.")
