"""Asking for a date part by part, for whoever would rather not write it in one go."""

from __future__ import annotations

import msgspec

from tui.faces.plain import clean, picking, show
from tui.faces.plain.commands import Command, Given, Unknown, read
from tui.faces.plain.reading import TooLong
from tui.faces.plain.voice import Voice
from tui.session.date_parts import Parts, from_text, months, to_text, ways, zones
from tui.session.page import Choice
from tui.wording import gettext as _

_FIRST = ("year", "month", "day", "time")
_UNTIL = ("until_year", "until_month", "until_day", "until_time")


def ask_parts(voice: Voice, stands: str) -> str:
    """Ask for a date part by part; return it as text that can be typed.

    Args:
        voice: Where to ask.
        stands: The date that stands there, or an empty text.

    Raises:
        Given: If a command leads away, or back past the first part.
    """
    from tui.interview.codec import BadAnswer
    from tui.session.phrasing import sentence

    parts = from_text(stands) if stands else Parts(way="")
    place = 0
    while True:
        while place < len(names := _asked(parts)):
            try:
                asked = _ask(voice, names[place], parts)
            except Given as given:
                if given.command is not Command.BACK or not place:
                    raise
                place -= 1
                continue
            if why := _trouble(names[place], asked):
                voice.refuse(why)
                continue
            parts = asked
            place += 1
        # What was there before and is no longer asked for is not meant any more.
        unasked = set(Parts.__struct_fields__) - set(_asked(parts))
        try:
            return to_text(msgspec.structs.replace(parts, **dict.fromkeys(unasked, "")))
        except BadAnswer as error:
            voice.refuse(sentence(error))
            place = 1  # Both dates are fine, but not together.


def _trouble(name: str, parts: Parts) -> str:
    """Return why the part just given is impossible with those before it; empty if it isn't."""
    from tui.interview.codec import BadAnswer
    from tui.session.phrasing import sentence

    if name in _FIRST:
        there = _FIRST[: _FIRST.index(name) + 1]
        trial = Parts(**{one: getattr(parts, one) for one in there})
    elif name in _UNTIL and getattr(parts, name):
        later = _UNTIL[_UNTIL.index(name) + 1 :]
        trial = msgspec.structs.replace(parts, zone="", **dict.fromkeys(later, ""))
    else:
        return ""
    try:
        to_text(trial)
    except BadAnswer as error:
        return sentence(error)
    return ""


def _asked(parts: Parts) -> tuple[str, ...]:
    """Return which parts to ask for: after one that is not known, no smaller one."""
    if parts.way in ("", "unknown"):
        return ("way",)
    first = _known(parts, _FIRST)
    until = _known(parts, _UNTIL) if parts.way == "between" else ()
    timed = any(getattr(parts, name) for name in ("time", "until_time") if name in first + until)
    return ("way", *first, *until, *(("zone",) if timed else ()))


def _known(parts: Parts, names: tuple[str, ...]) -> tuple[str, ...]:
    # The later year and month may be left out where they are those of the first.
    least = 1 if names is _FIRST else 2 if parts.until_year else 3
    for count, name in enumerate(names, 1):
        if not getattr(parts, name) and count >= least:
            return names[:count]
    return names


def _ask(voice: Voice, name: str, parts: Parts) -> Parts:
    """Ask for one part until it can be taken; return the parts with it."""
    window = voice.window
    now = getattr(parts, name)
    options: tuple[Choice, ...] = ()
    if name == "way":
        options = ways()
    elif name == "zone":
        options = zones(now)
    prompt = _prompt(name)
    if options:
        window.say(prompt)
        show.options(window, options)
        prompt = _("Choose:")
    elif name == "year":
        window.say(_("Press Enter for each part that you don't know."))
    if now:
        labels = {option.code: option.label for option in options}
        if name.endswith("month"):
            labels = {month.code: month.label for month in months()}
        window.say(clean.one_line(labels.get(now, now)), _("Now: "))
        if name != "way":
            window.say(_("Press Enter to keep it, or type - to take it away."))
    while True:
        try:
            typed = read(window.ask(prompt)).strip()
        except (Unknown, TooLong):
            voice.refuse(_("That is not a command. Type :? to see the commands."))
            continue
        found = _read(name, typed, now, options)
        if found is not None:
            return msgspec.structs.replace(parts, **{name: found})
        if options:
            voice.refuse(_("Please type a number from 1 to {most}.").format(most=len(options)))
        else:
            voice.refuse(_("Please type the month as a number or a name."))


def _read(name: str, typed: str, now: str, options: tuple[Choice, ...]) -> str | None:
    """Return the part that was typed; None where it is none."""
    if not typed:
        return str(now) if now or name != "way" else None
    if typed == "-" and name != "way":
        return ""
    if options:
        found = picking.one(typed, options)
        return found.code if found is not None else None
    return _month(typed) if name.endswith("month") else typed


def _month(typed: str) -> str | None:
    """Return the number of a month, by its number or its name."""
    from tui.interview.codec import BadAnswer

    found = picking.one(typed, months())
    if found is not None:
        return found.code
    try:
        return to_text(Parts(year="2000", month=typed)).partition("-")[2].lstrip("0")
    except BadAnswer:
        return None


def _prompt(name: str) -> str:
    match name:
        case "way":
            return _("How well do you know the date?")
        case "year":
            return _("Year, such as 2026:")
        case "month":
            return _("Month, as a number or a name:")
        case "day":
            return _("Day:")
        case "time":
            return _("Time, such as 17:46 or 5:46 pm:")
        case "zone":
            return _("Which time zone?")
        case "until_year":
            return _("Last year of the two, such as 2026:")
        case "until_month":
            return _("Last month, as a number or a name:")
        case "until_day":
            return _("Last day:")
    return _("Time on the last day:")
