"""What the papers of blocks have in common: how they open, and what they say is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tui.interview.dates import BadDate, When
from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Plain, is_cut, row, said
from tui.wording import format_datetime, format_stamp
from tui.wording import gettext as _


def cover(about: Mapping[str, Any], *more: tuple[str, Plain]) -> Block:
    """Return the first rows of a paper: whose record it is, and when this copy was made.

    Args:
        about: What the paper is told besides its data.
        more: What else stands there: headings and values.
    """
    return blocks.rows(
        [
            # A line to write on, where the name was not given.
            row(_("Whose record"), said(about.get("whose") or "_" * 40)),
            *(row(label, said(value)) for label, value in more),
            row(_("This copy was made"), said(format_datetime(about["made"]))),
        ]
    )


def footer() -> str:
    """Return what stands at the foot of each page."""
    return _("Private notes and some other things are left out: see the last part.")


def left_out(data: Mapping[str, Any], *more: str) -> list[Block]:
    """Return the last part: what the paper does not say.

    Args:
        data: What it is made from.
        more: What this paper leaves out besides private notes.
    """
    lines = [_("Private notes. A court or the police may still order them shown."), *more]
    if data.get("taken"):
        lines.append(
            _("What was taken out of the record for good, last on {date}.").format(
                date=format_stamp(data["taken"])
            )
        )
    if is_cut(data):
        lines.append(_("The end of one or more very long answers. Each place is marked."))
    return [blocks.heading(_("What is left out")), blocks.points(lines)]


def when_of(value: Plain) -> When | None:
    """Return the date that a value holds; None where it holds none."""
    text = value.get("when") if isinstance(value, Mapping) else None
    try:
        found = When.parse(text) if isinstance(text, str) else None
    except BadDate:
        return None
    return None if found is None or found.unknown else found


def shortened(text: str, longest: int) -> str:
    """Return the beginning of a text as one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[:longest].rsplit(" ", 1)[0] if " " in line[:longest] else line[:longest]
    return cut.rstrip(" ,;:") + " …"


def listed(values: Sequence[str]) -> str:
    """Return several things as one line; those that are empty are left out."""
    return " · ".join(each for each in values if each)
