"""A sheet for each recording, on which somebody writes down, word for word, what is said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.tfv.common import footer, left_out
from tui.papers.tfv.court_parts import LINE, Piece, fields, pieces, told
from tui.wording import format_datetime
from tui.wording import gettext as _

NEEDS: Final = fields(
    "entries: occurred minor",
    "entries.pieces: name young speech captured device transcript_by languages ready written_on",
)
"""The fields of ``data:`` that this paper is made from."""

_ROWS: Final = 12
"""Rows to write in on each sheet."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the sheets; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_(
            "One sheet for each recording. Somebody who is not part of the case listens, and "
            "writes down each word."
        ),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    recordings = pieces(data, "speech")
    yield blocks.rows(
        [
            row(_("Whose record"), said(about.get("whose") or LINE)),
            row(_("Recordings to write down"), said(str(len(recordings)))),
            row(_("This copy was made"), said(format_datetime(about["made"]))),
        ]
    )
    yield blocks.heading(_("How to write it down"))
    yield blocks.points(
        [
            _("Write each word as it is said, swear words and mistakes, too. Leave nothing out."),
            _("Note the time on the player wherever somebody begins to speak."),
            _("Say who speaks only where you know. Otherwise write “voice 1”, “voice 2”."),
            _("Put [not clear], [silence] or [door slams] in brackets."),
            _("Write in the language that is spoken. A translation is a sheet of its own."),
        ]
    )
    if not recordings:
        yield blocks.quiet(
            _("No recording is marked to be written down yet. Here is a sheet to fill in by hand.")
        )
        yield from _sheet(None)
    for number, each in enumerate(recordings):
        if number:
            yield blocks.page_break()
        yield from _sheet(each)
    yield from left_out(
        data, _("Where the recordings are kept, and everything else about the entries.")
    )


def _sheet(piece: Piece | None) -> Iterator[Block]:
    if piece is None:
        yield blocks.heading(_("Recording: ____________________"))
        made: Mapping[str, Any] = {}
    else:
        # Translators: the number and the name of a recording.
        yield blocks.heading(
            _("Recording {number}: {name}").format(number=piece.no, name=piece.name)
        )
        made = piece.data
    happened = line(piece.entry.entry["occurred"]) if piece is not None else ""
    yield blocks.rows(
        [
            row(_("When it happened"), said(happened or LINE)),
            row(_("When it was recorded or saved"), said(told(made.get("captured", "")) or LINE)),
            row(_("Device"), said(told(made.get("device", "")) or LINE)),
            row(_("Language spoken"), said(told(made.get("languages", "")) or LINE)),
            row(_("Written down by"), said(told(made.get("transcript_by", "")) or LINE)),
            row(_("Written down on"), said(told(made.get("written_on", "")) or LINE)),
        ]
    )
    yield blocks.table(
        (14, 20, 66),
        [_("Time"), _("Who speaks"), _("Words")],
        [["", "", ""] for _row in range(_ROWS)],
        tall=True,
    )
    yield blocks.rows(
        [
            row(_("Page of this recording"), said(_("______ of ______"))),
            row(_("Name and signature of the person who wrote it down"), said(LINE)),
        ]
    )
