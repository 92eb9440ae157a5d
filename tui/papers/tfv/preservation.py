"""The letter that asks the police to have data kept: facts, and no word about the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Paragraph, Plain, Row, row, said
from tui.papers.tfv.common import cover, footer, left_out
from tui.papers.tfv.preservation_data import (
    PEOPLE,
    REQUESTS,
    TOLD,
    Request,
    called,
    file_numbers,
    officers,
    period,
)
from tui.wording import gettext as _

NEEDS: Final = frozenset({*PEOPLE, "kept", "kept_until"}) | REQUESTS | TOLD
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_IF_KNOWN: Final = ("known_as", "about")
_OF_PAGES: Final = ("address", "user_number")
"""Asked of an account on a site, not of a phone number."""

LINE: Final = "_" * 40
"""A line to write on."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    subtitle = _("A letter to the police. It says what is known, and claims nothing about the law.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(
        about,
        (_("To (officer)"), officers(data) or LINE),
        (_("Police service"), data["service"] or LINE),
        (_("Officer’s contact"), data["contact"] or LINE),
        (_("Police file number"), file_numbers(data) or LINE),
    )
    yield blocks.strong(
        _("What is asked"),
        _(
            "Please look whether the companies named here can be made, or asked, to keep the data "
            "described below before it is deleted."
        ),
        _("This is for the police. It is not meant to be sent to a company."),
    )
    requests = data["requests"]
    yield blocks.heading(_("Which accounts, and which days"))
    if requests:
        for number, each in enumerate(requests, 1):
            yield blocks.small_heading(
                _("{number}. {account}").format(number=number, account=called(each))
            )
            yield blocks.rows(list(_rows(each)))
    else:
        yield blocks.quiet(_("Nothing is recorded yet. There is room here to write by hand."))
        yield blocks.table(
            (34, 66),
            [_("What"), _("To fill in")],
            [[label, ""] for label in _labels().values()],
            tall=True,
        )
    yield blocks.heading(_("What it would help to know"))
    yield blocks.points(
        [
            _("Was a company asked to keep data? Which one, and on which day?"),
            _("Until which day does it keep it? What has to happen before that day?"),
            _("May the owner of the account be told about it, and when?"),
            _("Is anything missing here that the company needs?"),
        ]
    )
    yield blocks.rows(_known(data))
    yield blocks.heading(_("Who writes this"))
    yield blocks.table((40, 30, 24), [_("Name"), _("Signature"), _("Day")], [[""] * 3], tall=True)
    yield from left_out(
        data,
        _("What happened in each entry: the log says that. Only the numbers of entries are here."),
        _("Where copies are kept, how to reach people, and the answers about safety."),
    )


def _known(data: Mapping[str, Any]) -> list[Row]:
    return [
        row(_("Have the police told a company to keep data?"), _or_line(data["kept"])),
        row(_("Until"), _or_line(data["kept_until"])),
        row(_("Officer’s answers"), said(LINE), said(LINE), said(LINE)),
    ]


def _or_line(value: Plain) -> list[Paragraph]:
    """Return a value, or a line to write it on."""
    return said(value) or said(LINE)


def _labels() -> dict[str, str]:
    return {
        "service": _("Company, app or site"),
        "handle": _("Account or number"),
        "address": _("Address of the profile or page"),
        "user_number": _("Number of the account (user ID)"),
        "known_as": _("Other numbers or addresses"),
        "period": _("From when to when"),
        "data_kinds": _("Which data"),
        "would_show": _("What the data would show"),
        "own_copies": _("Copies there are already"),
        "about": _("Entries in the log"),
    }


def _rows(request: Request) -> Iterator[Row]:
    labels = _labels()
    for name, label in labels.items():
        value: Plain = period(request) if name == "period" else request[name]
        if name == "service" and said(value):
            continue  # The heading says it.
        if not said(value) and (name in _IF_KNOWN or (request["by_phone"] and name in _OF_PAGES)):
            continue
        yield row(label, _or_line(value))
