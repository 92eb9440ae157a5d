"""A date asked part by part, for whoever would rather pick than write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from tui.faces.prompts.commands import Command, Given
from tui.interview.codec import BadAnswer
from tui.session.date_parts import Parts, from_text, months, to_text, ways, zones
from tui.session.page import Choice, Field
from tui.session.phrasing import sentence
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.faces.prompts.asking import Asker


async def by_parts(asker: Asker, field: Field) -> str | None:
    """Ask for a date in parts; back goes back inside it.

    Returns:
        The date as text that could have been typed; None where the person went back out.

    Raises:
        Given: A command leads elsewhere. The next call goes on from there.
    """
    so_far = f"{field.name} in parts"
    found = asker.standing.pop(so_far, None)
    if isinstance(found, tuple):
        place, parts = found
    else:
        stands = field.value if isinstance(field.value, str) and not field.error else ""
        place, parts = 0, from_text(stands) if stands else Parts()
    asked, error = _asked(parts), ""
    while True:
        if place >= len(asked):
            try:
                return to_text(parts)
            except BadAnswer as bad:
                place, error = min(1, len(asked) - 1), sentence(bad)
        name = asked[place]
        try:
            value = await asker.ask(_field(field, name, parts, error))
        except Given as given:
            if given.command is not Command.BACK:
                asker.standing[so_far] = (place, parts)
                raise
            if place == 0:
                return None
            place, error = place - 1, ""
            continue
        error = ""
        parts = msgspec.structs.replace(parts, **{name: str(value)})
        asked = _asked(parts)
        place += 1


def _asked(parts: Parts) -> list[str]:
    """Return which parts are asked, given those there are: no day without a month."""
    names = ["way"]
    if parts.way == "unknown":
        return names
    names += _reaching(parts, "")
    if parts.way == "between":
        names += _reaching(parts, "until_")
    if parts.time or (parts.way == "between" and parts.until_time):
        names.append("zone")
    return names


def _reaching(parts: Parts, which: str) -> list[str]:
    names = [f"{which}year", f"{which}month"]
    if getattr(parts, names[-1]):
        names.append(f"{which}day")
        if getattr(parts, names[-1]):
            names.append(f"{which}time")
    return names


def _field(field: Field, name: str, parts: Parts, error: str) -> Field:
    value = getattr(parts, name)
    labels = {
        "way": _("How well do you know it?"),
        "year": _("Which year?"),
        "month": _("Which month?"),
        "day": _("Which day of the month?"),
        "time": _("At what time?"),
        "zone": _("In which time zone?"),
        "until_year": _("The later date: which year?"),
        "until_month": _("The later date: which month?"),
        "until_day": _("The later date: which day of the month?"),
        "until_time": _("The later date: at what time?"),
    }
    options: tuple[Choice, ...] = ()
    hint = ""
    match name.removeprefix("until_"):
        case "way":
            options = ways()
        case "month":
            hint = _("Its name or number. Enter alone leaves it out.")
            options = (Choice("", _("I don't know the month")), *months())
        case "zone":
            options = zones(value)
        case "year":
            hint = _("With four digits, such as 2026.")
        case "day":
            hint = _("A number. Enter alone leaves it out.")
        case "time":
            hint = _("Such as 17:46 or 5:46 pm. Enter alone leaves it out.")
    return Field(
        name=f"{field.name}: {name}",
        type="choice" if options else "text",
        label=labels[name],
        hint=hint,
        options=options,
        value=value,
        error=error,
    )
