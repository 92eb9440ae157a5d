"""What is still needed, entry by entry and for the whole record, with room to tick it off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import said
from tui.papers.numbering import entry_name
from tui.papers.tfv.common import cover, footer, left_out, listed
from tui.papers.tfv.court_parts import told
from tui.papers.tfv.entry import Entry, Numbered
from tui.papers.tfv.log import UNSAID as LOG_UNSAID
from tui.papers.tfv.log import numbered
from tui.wording import format_number
from tui.wording import gettext as _

_FIELDS: Final = """
    entries entries.occurred entries.kind entries.still_needed entries.pieces
    entries.pieces.name reports reports.to requests requests.service transfers transfers.what
"""
NEEDS: Final = frozenset(_FIELDS.split())
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

UNSAID: Final = LOG_UNSAID | {"one_place_only", "no_handover_day"}
"""What says where copies are or how few there are: whoever finds this must not learn it."""

_ROOM: Final = 17
"""Empty rows to write in, where nothing is needed."""

_OF_THE_CASE: Final = ("reports", "requests", "transfers")


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    subtitle = _("What is worth finding or saving, to tick off when it is done.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    entries = [(each, _of_entry(each.entry)) for each in numbered(data)]
    whole = _of_case(data)
    count = sum(len(found) for _each, found in entries) + len(whole)
    yield cover(
        about,
        (_("Number of entries"), format_number(len(entries))),
        (_("Points on this list"), format_number(count)),
    )
    yield blocks.strong(
        _("For your own use, and for whoever helps you"),
        _(
            "It says what is missing. Think about who may see it. Take copies only when that "
            "is safe; nothing here has to be done."
        ),
    )
    yield blocks.heading(_("For single entries"))
    if not entries:
        yield _table([""] * _ROOM)
    elif not any(found for _each, found in entries):
        yield blocks.quiet(_("No entry says that anything is missing."))
    for each, found in entries:
        if found:
            yield blocks.small_heading(_named(each))
            yield _table(found)
    yield blocks.heading(_("For the whole record"))
    if whole:
        yield _table(whole)
    else:
        yield blocks.quiet(_("Nothing more is listed."))
    yield from left_out(
        data,
        _("Where copies are kept, and of what there is one copy only."),
        _("How to reach the people named, and the answers about safety."),
    )


def _table(found: Sequence[str]) -> Block:
    head = [_("What is still needed"), _("Who has it, and by when"), _("Done")]
    return blocks.table((56, 30, 12), head, [[text, "", ""] for text in found], tall=True)


def _named(each: Numbered) -> str:
    date, kind = told(each.entry["occurred"]), told(each.entry["kind"])
    return listed([entry_name(each.no), date or _("no date"), kind])


def _of_entry(entry: Entry) -> list[str]:
    """Return what an entry lacks: the person's own words first, each point once."""
    own = entry["still_needed"] if isinstance(entry["still_needed"], str) else ""
    found = [each["text"] for each in said(own)]
    found += [*entry["gaps"], *(gap for each in entry["pieces"] for gap in each["gaps"])]
    return list(dict.fromkeys(found))


def _of_case(data: Mapping[str, Any]) -> list[str]:
    rows = (row for name in _OF_THE_CASE for row in data[name])
    return list(dict.fromkeys([*data["gaps"], *(gap for row in rows for gap in row["gaps"])]))
