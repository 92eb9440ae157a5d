"""What the papers for a court have in common: the court, its pieces, lines to write on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tui.papers.context import Plain, line, when
from tui.papers.numbering import piece_number
from tui.papers.tfv.entry import Numbered
from tui.papers.tfv.log import numbered
from tui.wording import gettext as _

LINE: Final = "_" * 40
"""A line to write on, as long as fits beside a heading."""
SHORT_LINE: Final = "_" * 18
"""A line to write a word or a date on, inside a sentence."""

COURT: Final = frozenset({"court_kind", "court", "court_date", "court_file"})
"""The fields of ``data:`` that say which court it is about."""


def fields(*names: str) -> frozenset[str]:
    """Return fields of ``data:``; what stands below a table comes as ``table: name name``."""
    found: set[str] = set()
    for each in names:
        table, _colon, below = each.rpartition(":")
        if not table:
            found |= set(below.split())
            continue
        parts = table.split(".")
        found |= {".".join(parts[: count + 1]) for count in range(len(parts))}
        found |= {f"{table}.{name}" for name in below.split()}
    return frozenset(found)


@dataclass(frozen=True)
class Piece:
    """A piece of evidence, numbered as everywhere: its entry's number and its place in it."""

    no: str
    entry: Numbered
    data: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return line(self.data["name"]) or _("No name given")


def pieces(data: Mapping[str, Any], mark: str = "") -> list[Piece]:
    """Return the pieces in the order of their entries, but none that a stop ended.

    Args:
        data: What the paper is made from; ``entries`` have ``minor`` and ``pieces``, those
            have ``young``.
        mark: Only those for which this field says yes.
    """
    return [
        Piece(piece_number(each.no, place), each, piece)
        for each in numbered(data)
        if not each.entry["minor"]
        for place, piece in enumerate(each.entry["pieces"], 1)
        if not piece["young"] and (not mark or piece[mark])
    ]


def court_rows(data: Mapping[str, Any]) -> list[tuple[str, Plain]]:
    """Return what is known of the court, with lines to write on."""
    return [
        (_("Court"), told(data["court"]) if data["known_court"] else LINE),
        (_("What kind of court"), told(data["court_kind"]) or LINE),
        (_("Number of the case"), told(data["court_file"]) or LINE),
        (_("Day in court"), told(data["court_date"]) or LINE),
    ]


def told(value: Plain) -> str:
    """Return an answer as one line; an empty one where it was left open or not asked."""
    if isinstance(value, Mapping):
        return when(value) if "when" in value else ""
    return line(value)


def found(value: Plain) -> str:
    """Return a fact of a list in the reader's language; an empty text where none is known."""
    return _(value) if isinstance(value, str) and value else ""


def several(values: Sequence[str]) -> str:
    """Return several short texts as lines of one cell; those that are empty are left out."""
    return "\n".join(each for each in values if each)
