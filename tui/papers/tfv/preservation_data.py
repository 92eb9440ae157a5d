"""What the police need to have data kept: gathered from what was written for that, and before.

The same officer and file may stand in the log's entries; each is said once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers.context import Plain, line, when
from tui.papers.tfv.common import listed
from tui.wording import gettext as _

Request = Mapping[str, Any]

PEOPLE: Final = ("officer", "service", "badge", "contact", "file")
"""What is known of the police, as fields of ``data:``."""
TOLD: Final = frozenset(f"told{name}" for name in ("", ".officer", ".badge", ".file_number"))
"""What the log's entries say of them."""
REQUEST: Final = (
    "service", "handle", "address", "user_number", "known_as", "first_day", "last_day", "clock",
    "data_kinds", "would_show", "own_copies", "about", "by_phone",
)  # fmt: skip
"""The fields of one request: an account whose data is to be kept."""
REQUESTS: Final = frozenset({"requests", *(f"requests.{name}" for name in REQUEST)})
"""The same as fields of ``data:``."""


def officers(data: Mapping[str, Any]) -> str:
    """Return the officers that are named, each once, with their badge numbers."""
    found = [(data["officer"], data["badge"])]
    found += [(each["officer"], each["badge"]) for each in data["told"]]
    named: dict[str, tuple[str, str]] = {}
    for officer, badge in found:
        name, number = _given(officer), _given(badge)
        # Names are written now shorter, now longer; a badge number is one person's.
        key = number or name.casefold()
        if not key:
            continue
        before = named.get(key, ("", number))[0]
        named[key] = (max(before, name, key=len), number)
    names = {name.casefold() for name, number in named.values() if number}
    return "; ".join(
        listed([name, number])
        for name, number in named.values()
        if number or name.casefold() not in names
    )


def file_numbers(data: Mapping[str, Any]) -> str:
    """Return the police file numbers that are known, each once."""
    found = [data["file"], *(each["file_number"] for each in data["told"])]
    return "; ".join(dict.fromkeys(_given(each) for each in found if _given(each)))


def account(request: Request) -> str:
    """Return which account it is, in a line: what is known first of handle, page and number."""
    known = (request[name] for name in ("handle", "address", "user_number"))
    return next((_given(each) for each in known if _given(each)), "")


def called(request: Request) -> str:
    """Return what a request is called: the service, and the account where it is known."""
    service = line(request["service"]) or _("A company")
    which = account(request)
    # Translators: an app or company, and an account there: "Instagram: @name"
    return _("{service}: {account}").format(service=service, account=which) if which else service


def period(request: Request) -> str:
    """Return from when to when, with the zone."""
    first, last = (_day(request[name]) for name in ("first_day", "last_day"))
    days = first or last
    if first and last and first != last:
        days = _("{first} to {last}").format(first=first, last=last)
    zone = _given(request["clock"])
    return _("{days} ({zone} time)").format(days=days, zone=zone) if days and zone else days


def _day(value: Plain) -> str:
    """Return a day or time with its offset, which a company abroad needs."""
    return when(value) if isinstance(value, Mapping) and "when" in value else ""


def services(requests: Sequence[Request]) -> Iterator[str]:
    """Yield the services that are asked for, each once."""
    yield from dict.fromkeys(line(each["service"]) for each in requests if _given(each["service"]))


def _given(value: Plain) -> str:
    """Return a value as a line; nothing where it was left open."""
    if isinstance(value, Mapping) and "when" not in value:
        return ""
    return line(value)
