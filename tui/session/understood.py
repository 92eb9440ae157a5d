"""What was typed, as it would be kept: said back in words while it is being typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tui.interview.codec import BadAnswer, to_stored
from tui.interview.dates import When
from tui.session.files_typed import read_files, told
from tui.session.page import Field
from tui.session.phrasing import sentence
from tui.session.typed import as_typed
from tui.wording import format_money, format_when
from tui.wording import gettext as _

_ECHOED = ("when", "money", "number", "phone", "handle", "link", "files")
_ECHO_LIMIT = 10_000
"""Characters that are read while they are typed; beyond, reading waits for the answer."""
_SHARED_BY = (
    "igsh=",
    "igshid=",
    "fbclid=",
    "mibextid=",
    "share_id=",
    "utm_source=",
    "?si=",
    "&si=",
)
"""Parts of a web address that tell who shared it, or from where."""


def understood(field: Field, text: str, today: date) -> str:
    """Return how ``text`` would be kept as the answer to ``field``.

    Args:
        field: What is being answered.
        text: What stands there so far.
        today: What "today" and "last Friday" are told from.

    Returns:
        Words of the person's language; the sentence that says why it can't be read; or an
        empty text where nothing is typed or it says it all itself.
    """
    typed = text.strip()
    if not typed or len(typed) > _ECHO_LIMIT or field.options or field.type not in _ECHOED:
        return ""
    try:
        if field.type == "files":
            return told(read_files(typed))
        kept = to_stored(field.type, as_typed(field.type, typed, today))
    except BadAnswer as error:
        return sentence(error)
    match field.type:
        case "when":
            said = format_when(When.parse(str(kept)))
        case "money":
            currency, _space, amount = str(kept).partition(" ")
            said = format_money(Decimal(amount), currency)
        case _:
            said = str(kept)
            if any(part in said for part in _SHARED_BY) and "/" in said:
                return _("It is kept just so. The part after ? may tell who shared it.")
    return "" if said == typed else said
