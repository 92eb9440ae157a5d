"""Notes for talking with the police: questions with their answers so far, and room to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Plain, line, row, said
from tui.papers.tfv.common import cover, footer, left_out
from tui.papers.tfv.preservation import LINE
from tui.papers.tfv.preservation_data import (
    PEOPLE,
    TOLD,
    account,
    file_numbers,
    officers,
    period,
)
from tui.wording import gettext as _

READY: Final = ("numbers", "codes", "spare", "told_them", "copies")
"""What can be ready for a time without the phone, as fields of ``data:``."""
_REQUESTS: Final = (
    "service", "handle", "address", "user_number", "first_day", "last_day", "clock",
)  # fmt: skip
NEEDS: Final = (
    frozenset({*PEOPLE, *READY, "helps", "copied", "returned", "handed", "kept", "kept_until"})
    | TOLD
    | frozenset({"requests", *(f"requests.{name}" for name in _REQUESTS)})
)
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    subtitle = _("To take along, and to write on. Nobody has to talk to the police.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(
        about,
        (_("Officer"), officers(data) or LINE),
        (_("Police service"), data["service"] or LINE),
        (_("Officer’s contact"), data["contact"] or LINE),
        (_("Police file number"), file_numbers(data) or LINE),
        (_("This talk: day, who was there"), LINE),
    )
    yield blocks.quiet(
        _(
            "A support worker can often come along. It is fine to ask for a break, to ask again, "
            "or to say that you will think about it."
        )
    )
    yield blocks.heading(_("Questions, and the answers so far"))
    yield blocks.table(
        (44, 56),
        [_("Question"), _("Answer, and who gave it")],
        [[question, answer] for question, answer in _questions(data)],
        tall=True,
    )
    yield blocks.heading(_("What is handed over"))
    if line(data["handed"]) and not _is_open(data["handed"]):
        yield blocks.rows([row(_("Written down so far"), said(data["handed"]))])
    yield blocks.table(
        (40, 16, 18, 26),
        [_("What"), _("Day"), _("Receipt"), _("When it comes back")],
        [[""] * 4] * 2,
        tall=True,
    )
    yield blocks.heading(_("A time without the phone"))
    yield blocks.quiet(_("The police may keep a phone for a long time. Better to plan before."))
    yield _plan(data)
    yield blocks.heading(_("Companies that should keep data"))
    yield _companies(data)
    yield from left_out(
        data,
        _("What happened: the log says that, and can be taken along."),
        _("Where copies are kept, how to reach people, and the answers about safety."),
    )


def _questions(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield _("Which evidence helps, what for, and how should it be taken?"), _answer(data["helps"])
    yield (
        _("Will everything on the device be copied, or only some of it?"),
        _answer(data["copied"]),
    )
    yield _("Does the device come back, and when?"), _answer(data["returned"])
    yield _("Do I get a receipt for what I hand over?"), ""
    yield _("How may I send you something, so that nobody else sees it?"), ""
    yield _("May I go on using the account, or change or block anything?"), ""
    yield (
        _("Have companies been told to keep their data? Until which day?"),
        "\n".join(each for each in (_answer(data["kept"]), _answer(data["kept_until"])) if each),
    )
    yield _("Could the person who did this be told about it, and when?"), ""
    yield _("What comes next, by which day, and whom do I call?"), ""


def _is_open(value: Plain) -> bool:
    return isinstance(value, Mapping) and "open" in value


def _answer(value: Plain) -> str:
    """Return an answer with its lines; nothing, to be written in, where there is none."""
    if _is_open(value):
        return ""
    return "\n".join(each["text"] for each in said(value))


def _plan(data: Mapping[str, Any]) -> Block:
    names = {
        "numbers": _("The numbers that are needed are written down"),
        "codes": _("Codes for signing in come another way"),
        "spare": _("There is another phone"),
        "told_them": _("People who matter know another way to get in touch"),
        "copies": _("There are copies of what is on it"),
    }
    return blocks.table(
        (70, 30),
        [_("What"), _("Ready")],
        [[label, _("Yes") if data[name] else _("Not noted yet")] for name, label in names.items()],
    )


def _companies(data: Mapping[str, Any]) -> Block:
    body = [[line(each["service"]), account(each), period(each), ""] for each in data["requests"]]
    return blocks.table(
        (22, 30, 26, 22),
        [_("Company"), _("Account"), _("Days"), _("Kept until")],
        body or [[""] * 4] * 3,
        tall=True,
    )
