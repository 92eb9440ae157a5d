"""The sheet for a call to the registry of a court: what to ask, what was found, lines to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import row, said
from tui.papers.tfv.common import cover, footer, left_out
from tui.papers.tfv.court_parts import COURT, LINE, court_rows, fields, found, told
from tui.wording import gettext as _

NEEDS: Final = COURT | fields(
    "known_court exhibits copies length media paper files form route told_by looked_up",
    "registry_devices registry_formats registry_copies registry_length registry_form registry_who",
    "copy_self copy_other copy_judge copy_witness",
)
"""The fields of ``data:`` that this paper is made from."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the sheet; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_(
            "What to ask the registry, which is the office of the court. It can say how things "
            "are done there. It can’t give legal advice."
        ),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(about, *court_rows(data))
    yield blocks.heading(_("The call"))
    yield blocks.points(
        [
            _("Call early. Have the number of the case at hand."),
            _("Ask for the name of the person you talk to, and write down the day."),
            _(
                "A call may stand on the phone’s list, and on its bill. Use another phone if "
                "somebody could see that."
            ),
        ]
    )
    yield blocks.rows(
        [
            row(_("Phone number of the registry"), said(LINE)),
            row(_("Who said it, and when"), said(told(data["registry_who"]) or LINE)),
        ]
    )
    yield blocks.heading(_("What to ask"))
    yield blocks.table(
        (30, 34, 36),
        [_("Question"), _("What was found"), _("What the registry says")],
        [
            [question, " ".join(filter(None, facts)) or _("Nothing: ask."), answer]
            for question, facts, answer in _questions(data)
        ],
        tall=True,
    )
    yield blocks.quiet(_where_from(data))
    yield blocks.heading(_("Copies"))
    yield blocks.table(
        (40, 24, 36),
        [_("For whom"), _("Is it there?"), _("How many, and of what")],
        [
            [reader, _("Yes") if data[name] else "", ""]
            for name, reader in (
                ("copy_self", _("You")),
                ("copy_other", _("The other side")),
                ("copy_judge", _("The judge")),
                ("copy_witness", _("A witness")),
            )
        ],
        tall=True,
    )
    yield from left_out(
        data,
        _("What happened. Nothing about the entries is on this sheet."),
        _("Where you live, how to reach you, and the answers about safety."),
    )


def _questions(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str], str]]:
    """Yield each question with what was found, and with the registry's answer."""

    def fact(name: str) -> str:
        return found(data[name])

    def answer(name: str) -> str:
        return told(data[name])

    four = _("Four is a usual start: for you, the other side, the judge and a witness.")
    yield (
        _("Which devices are there on the day, and who brings them?"),
        [],
        answer("registry_devices"),
    )
    yield (
        _("Which kinds of files are taken? Are sticks or discs?"),
        [fact("files"), fact("media")],
        answer("registry_formats"),
    )
    yield (
        _("How many copies? Are letters, numbers or page numbers needed?"),
        [fact("copies") or four, fact("exhibits")],
        answer("registry_copies"),
    )
    yield (
        _("Is there a limit to how many pages may be brought?"),
        [fact("length")],
        answer("registry_length"),
    )
    yield (
        _("Which form is used, and how do papers get to the court?"),
        [fact("form"), fact("route")],
        answer("registry_form"),
    )
    yield (_("How should it be printed?"), [fact("paper")], "")
    yield (_("Who gets to see what is handed in? Can something be kept closed?"), [], "")
    yield (
        _("What help is there on the day: a place to wait apart, an interpreter, a friend inside?"),
        [],
        "",
    )


def _where_from(data: Mapping[str, Any]) -> str:
    if not found(data["told_by"]):
        return _(
            "No rules of this court were found that could be checked. The registry knows them."
        )
    return _(
        "What was found comes from {source}, looked up on {date}. Rules change, and some were not "
        "found. What the registry says goes before."
    ).format(source=found(data["told_by"]), date=told(data["looked_up"]))
