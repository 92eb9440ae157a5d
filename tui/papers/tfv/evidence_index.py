"""The index of the evidence: every piece with its number, how it was taken, what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line
from tui.papers.numbering import entry_name
from tui.papers.tfv.common import cover, footer, left_out, listed
from tui.papers.tfv.court_parts import Piece, fields, pieces, several, told
from tui.papers.tfv.log import numbered
from tui.wording import format_list, format_number
from tui.wording import gettext as _

NEEDS: Final = fields(
    "entries: occurred minor",
    "entries.pieces: name kept young chosen sort captured method device taken_by taken_by_name "
    "touched shows why_chosen",
)
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_ROOM: Final = 17
"""Empty rows to write in, where nothing is recorded."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper.

    Args:
        data: Plain data by the names of ``NEEDS``; each row has its ``id``.
        about: ``kept`` are the sealed copies in the record: ``row``, ``name``, ``sha256``.
    """
    subtitle = _("A list of what shows what happened. The pieces themselves are not in it.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    found = pieces(data)
    there = [each for each in found if each.data["kept"]]
    missing = [each for each in found if not each.data["kept"]]
    sealed = sealed_copies(there, about.get("kept") or ())
    yield cover(
        about,
        (_("Pieces that are kept"), format_number(len(there))),
        (_("Pieces still to be copied or fetched"), format_number(len(missing))),
        (_("Sealed copies in the record"), format_number(len(sealed))),
    )
    yield blocks.quiet(
        _(
            "3.2 is the second piece of entry 3. Every paper from this record uses the same "
            "numbers. The last column is for the number or letter that a court gives a piece."
        )
    )
    yield blocks.heading(_("What is kept"))
    if there or not found:
        yield _kept(there)
    else:
        yield blocks.quiet(_("Nothing is kept yet."))
    if missing:
        yield blocks.heading(_("Still to be copied or fetched"))
        yield blocks.table(
            (10, 22, 66),
            [_("No."), _("Day of the entry"), _("What it is")],
            [[each.no, _day(each), _named(each)] for each in missing],
        )
    yield blocks.heading(_("Sealed copies in the record"))
    yield from copies(sealed)
    yield from left_out(data, *_silent(data))


def _kept(found: Sequence[Piece]) -> Block:
    head = [_("No."), _("What it is"), _("How it was taken"), _("What it shows"), _("Court no.")]
    if not found:
        return blocks.table((9, 25, 28, 25, 12), head, [[""] * 5] * _ROOM, tall=True)
    body = [[each.no, _named(each, day=True), _taken(each), _shows(each), " "] for each in found]
    return blocks.table((9, 25, 28, 25, 12), head, body)


def _named(piece: Piece, *, day: bool = False) -> str:
    entry = listed([entry_name(piece.entry.no), _day(piece)]) if day else ""
    return several([piece.name, _given(piece, "sort"), entry])


def _day(piece: Piece) -> str:
    return line(piece.entry.entry["occurred"]) if _dated(piece) else _("no date")


def _dated(piece: Piece) -> bool:
    value = piece.entry.entry["occurred"]
    return isinstance(value, Mapping) and "when" in value


def _given(piece: Piece, name: str) -> str:
    """Return an answer as one line, its date short; empty where it was left open."""
    value = piece.data[name]
    return "" if isinstance(value, Mapping) and "open" in value else line(value)


def _taken(piece: Piece) -> str:
    by = several([_given(piece, "taken_by"), _given(piece, "taken_by_name")]).replace("\n", ", ")
    device, touched = _given(piece, "device"), _given(piece, "touched")
    facts = [
        _given(piece, "captured"),
        _given(piece, "method"),
        _("With: {device}").format(device=device) if device else "",
        _("By: {person}").format(person=by) if by else "",
        _("Changed since: {answer}").format(answer=touched) if touched else "",
    ]
    return several(facts) or _("Not recorded")


def _shows(piece: Piece) -> str:
    chosen = _("In the short choice") if piece.data["chosen"] else ""
    shows = piece.data["shows"]
    listed = "; ".join(shows) if isinstance(shows, list) else ""
    return several([told(piece.data["why_chosen"]), listed, chosen])


def sealed_copies(
    found: Sequence[Piece], kept: Sequence[Mapping[str, str]]
) -> list[tuple[str, Mapping[str, str]]]:
    """Return the sealed copies with the numbers of their pieces, in their order."""
    by_row: dict[str, list[Mapping[str, str]]] = {}
    for each in kept:
        by_row.setdefault(each["row"], []).append(each)
    return [
        (piece.no, file) for piece in found for file in by_row.get(piece.data.get("id", ""), ())
    ]


def copies(sealed: Sequence[tuple[str, Mapping[str, str]]]) -> Iterator[Block]:
    """Yield what is said of sealed copies: each with its number, its name and its SHA-256."""
    if not sealed:
        yield blocks.quiet(_("No sealed copy of a piece is kept in the record."))
        return
    yield blocks.quiet(
        _(
            "The record keeps a sealed copy of these files. A file that was not changed since "
            "has the same SHA-256, which any computer can work out."
        )
    )
    yield blocks.table(
        (9, 30, 59),
        [_("No."), _("File"), _("Taken in, and its SHA-256")],
        [
            [number, file["name"], several([file["when"], *_in_eights(file["sha256"])])]
            for number, file in sealed
        ],
    )


def _in_eights(digest: str) -> list[str]:
    """Return a SHA-256 in two lines of short groups, which can be read out and compared."""
    groups = [digest[at : at + 8] for at in range(0, len(digest), 8)]
    half = (len(groups) + 1) // 2
    return [" ".join(groups[:half]), " ".join(groups[half:])]


def _silent(data: Mapping[str, Any]) -> Iterator[str]:
    yield _("Where the copies are, of what there is one copy only, and how to reach people.")
    gone = [
        f"{each.no}.{place}"
        for each in numbered(data)
        for place, piece in enumerate(each.entry["pieces"], 1)
        if piece["young"] or each.entry["minor"]
    ]
    if gone:
        yield _("{numbers}: what may show somebody under 18.").format(numbers=format_list(gone))
    yield _("Sexual pictures of anyone under 18. No copy is taken of them.")
