"""The plan of where copies are: for the person alone, and it says so first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.numbering import piece_number
from tui.papers.tfv.common import left_out
from tui.papers.tfv.court_parts import LINE, fields, several, told
from tui.papers.tfv.log import numbered
from tui.wording import format_datetime, format_stamp
from tui.wording import gettext as _

NEEDS: Final = fields(
    "reach places reached none_reached where locked unlocked stick binder in_order not_in_order "
    "copied copied_where one_place",
    "entries: minor occurred",
    "entries.pieces: name kept young place place_more second",
)
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_ROOM: Final = 3
"""Empty rows to write in by hand, where no place is recorded."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper.

    Args:
        data: Plain data by the names of ``NEEDS``.
        about: ``backups`` are the copies of the record that are known: ``folder`` and ``at``,
            in ISO 8601.
    """
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_("Where your copies are, who could reach them, and what to do next."),
        footer=_("Only for you, and for somebody who keeps copies with you."),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield blocks.strong(
        _("Who should not see this"),
        _("The person who did this, and anybody who might tell them."),
        _(
            "It says where your copies are. Print it only if you have a place for it that they "
            "do not come to. Leave out what you can keep in your head."
        ),
    )
    yield blocks.heading(_("The places"))
    yield _places(data)
    yield blocks.rows(
        [
            row(
                _("Where each of them is"), said(data["where"]) if told(data["where"]) else _line()
            ),
            row(_("What the person who did this can get at"), said(data["reach"])),
            row(_("Stick or drive locked"), said(data["stick"]) if _has_stick(data) else _line()),
            row(_("Where the binder is"), said(told(data["binder"])) or _line()),
            row(_("Named by their day"), said(data["in_order"])),
        ]
    )
    yield from _pieces(data)
    yield from _backups(data, about.get("backups") or ())
    yield blocks.heading(_("What to do next"))
    yield blocks.points(list(_next(data, about.get("backups") or ())))
    yield from left_out(
        data,
        _("Passphrases and passwords. Do not write them here."),
        _("What happened, and who did it."),
    )
    yield blocks.quiet(_("This copy was made: {date}").format(date=format_datetime(about["made"])))


def _line() -> Any:
    return said(LINE)


def _has_stick(data: Mapping[str, Any]) -> bool:
    return bool(data["locked"] or data["unlocked"])


def _places(data: Mapping[str, Any]) -> Block:
    places = data["places"] if isinstance(data["places"], list) else []
    reached = data["reached"] if isinstance(data["reached"], list) else []
    body = [[place, _reach(place, reached, data), ""] for place in places]
    return blocks.table(
        (34, 30, 36),
        [_("Place"), _("Can they get at it?"), _("Who else knows of it")],
        [*body, *[[""] * 3] * (1 if body else _ROOM)],
        tall=True,
    )


def _reach(place: str, reached: Sequence[str], data: Mapping[str, Any]) -> str:
    if place in reached:
        return _("They could")
    # Where the question was left open, so is this.
    return _("No, as far as you know") if reached or data["none_reached"] else ""


def _pieces(data: Mapping[str, Any]) -> Iterator[Block]:
    found = [
        (piece_number(each.no, place), piece)
        for each in numbered(data)
        if not each.entry["minor"]
        for place, piece in enumerate(each.entry["pieces"], 1)
        if piece["kept"] and not piece["young"]
    ]
    if not found:
        return
    yield blocks.heading(_("What is where"))
    yield blocks.table(
        (12, 31, 33, 24),
        [_("No. in the log"), _("What it is"), _("Where the copies are"), _("Second copy")],
        [
            [
                number,
                line(piece["name"]) or _("No name given"),
                several([told(piece["place"]), told(piece["place_more"])]),
                told(piece["second"]),
            ]
            for number, piece in found
        ],
    )


def _backups(data: Mapping[str, Any], known: Sequence[Mapping[str, str]]) -> Iterator[Block]:
    yield blocks.heading(_("Copies of this record"))
    newest = sorted(known, key=lambda one: one["at"], reverse=True)
    if newest:
        yield blocks.table(
            (58, 42),
            [_("Backup"), _("Brought up to date")],
            [[one["folder"], format_stamp(one["at"])] for one in newest],
        )
    yield blocks.rows(
        [
            row(_("Last copied, as you wrote it"), said(told(data["copied"])) or _line()),
            row(_("Where that copy is"), said(told(data["copied_where"])) or _line()),
        ]
    )


def _next(data: Mapping[str, Any], known: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if data["one_place"]:
        yield _("Put a copy in a second place.")
    if data["unlocked"]:
        yield _("Lock the stick or drive with a password, or keep only sealed files on it.")
    if data["not_in_order"]:
        yield _("Name the copies by their day.")
    if not known and not told(data["copied"]):
        yield _("Make a backup of this record: “Look after this record” in the menu.")
    else:
        yield _("Bring the backup up to date once a month.")
    yield _("Twice a year, try whether the backup opens. The menu can do that.")
    yield _("When the plan changes, make this paper again and destroy the old one.")
