"""The record of calls and voicemails, with rows to go on with by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.numbering import piece_number
from tui.papers.tfv.common import cover, footer, left_out, shortened
from tui.papers.tfv.court_parts import fields, several, told
from tui.papers.tfv.entry import Numbered
from tui.papers.tfv.log import numbered
from tui.wording import format_number
from tui.wording import gettext as _

NEEDS: Final = fields(
    "entries: call minor occurred platform account who alike_count alike_first alike_last what "
    "alike_words",
    "entries.pieces: name calls kept way answered have log pattern told letter",
)
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_LONGEST: Final = 400
"""Characters of an answer in a cell; the log has the rest."""
_ROOM: Final = 7
"""Empty rows to write in by hand."""

Piece = tuple[str, Mapping[str, Any]]
"""What shows calls, after its number."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_("Calls and voicemails in the order they came, with room to go on by hand."),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    found = [
        (each, pieces)
        for each in numbered(data)
        if not each.entry["minor"] and ((pieces := _pieces(each)) or each.entry["call"])
    ]
    yield cover(about, (_("Entries about calls"), format_number(len(found))))
    yield blocks.quiet(
        _(
            "The numbers are those of the log, which has long answers in full. A number that "
            "shows on a phone can be false: there are tools that show any number."
        )
    )
    if found:
        yield blocks.heading(_("The calls"))
        yield blocks.table(
            (7, 21, 26, 28, 18),
            [
                _("No."),
                _("Day and time"),
                _("Number or account, and who called"),
                _("What was said"),
                _("What is kept"),
            ],
            [_row(each, pieces) for each, pieces in found],
        )
    yield from _one_by_one([piece for _each, pieces in found for piece in pieces])
    yield blocks.heading(_("To go on with by hand"))
    yield blocks.text(
        _(
            "One line for each call, missed ones too. Write it soon after. If the clock shows "
            "another time zone than yours, say which."
        )
    )
    yield blocks.table(
        (20, 20, 20, 11, 29),
        [
            _("Day, time and zone"),
            _("Number that showed"),
            _("Who called; answered, missed or voicemail"),
            _("How long"),
            _("What was said, and what is kept"),
        ],
        [[""] * 5] * _ROOM,
        tall=True,
    )
    yield from left_out(
        data,
        _("Where copies are kept, and how to reach the people named."),
        _("Entries that are about something else than calls."),
    )


def _pieces(each: Numbered) -> list[Piece]:
    return [
        (piece_number(each.no, place), piece)
        for place, piece in enumerate(each.entry["pieces"], 1)
        if piece["calls"]
    ]


def _row(each: Numbered, pieces: Sequence[Piece]) -> list[str]:
    entry = each.entry
    ways = [told(piece["way"]) for _no, piece in pieces]
    answered = [told(piece["answered"]) for _no, piece in pieces]
    kept = [
        f"{number} {told(piece['have']) or line(piece['name'])}"
        for number, piece in pieces
        if piece["kept"] or told(piece["have"])
    ]
    return [
        str(each.no),
        several([told(entry["occurred"]) or _("no date"), *_alike(entry)]),
        several(
            [
                *(
                    shortened(told(entry[name]), _LONGEST)
                    for name in ("account", "who", "platform")
                ),
                *dict.fromkeys([*ways, *answered]),
            ]
        ),
        several([shortened(told(entry[name]), _LONGEST) for name in ("what", "alike_words")]),
        several(kept),
    ]


def _alike(entry: Mapping[str, Any]) -> list[str]:
    first, last = told(entry["alike_first"]), told(entry["alike_last"])
    count = told(entry["alike_count"])
    return [
        _("About {count} alike").format(count=count) if count else "",
        _("The first: {date}").format(date=first) if first else "",
        _("The last: {date}").format(date=last) if last else "",
    ]


def _one_by_one(pieces: Sequence[Piece]) -> Iterator[Block]:
    """Yield what was written of single calls, in the words and lines it was written in."""
    first = True
    for number, piece in pieces:
        made = [
            row(label, found)
            for label, found in (
                (_("Each call"), said(piece["log"])),
                (_("What comes back"), said(piece["pattern"])),
                (
                    _("The phone company"),
                    [
                        *said(piece["told"], _("Told about it:")),
                        *said(piece["letter"], _("Asked by the police to keep its records:")),
                    ],
                ),
            )
            if found
        ]
        if not made:
            continue
        if first:
            yield blocks.heading(_("Call by call, as it was written down"))
            first = False
        yield blocks.small_heading(f"{number} {line(piece['name'])}".strip())
        yield blocks.rows(made)
