"""How copies got from one device to another, and whether anything was changed on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, order
from tui.papers.tfv.common import cover, footer, left_out
from tui.papers.tfv.court_parts import fields, pieces, several
from tui.papers.tfv.evidence_index import copies, sealed_copies
from tui.wording import gettext as _

NEEDS: Final = fields(
    "steps: what entries day start end way who altered altered_how",
    "entries: occurred minor moved",
    "entries.pieces: name young",
)
"""The fields of ``data:`` that this paper is made from."""

_EMPTY: Final = 8
_MORE: Final = 3
"""Rows to write in by hand: where nothing is recorded, and where something is."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the record; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_(
            "Each time a copy went from one device to another, or was made into another kind of "
            "file. The numbers of entries are those of the log."
        ),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    steps = sorted(data["steps"], key=lambda each: order(each["day"]))
    yield cover(about, (_("Steps recorded"), str(len(steps))))
    yield blocks.heading(_("The steps"))
    if steps:
        yield _table([_step(number, each) for number, each in enumerate(steps, 1)])
        yield blocks.heading(_("More steps, to write in by hand"))
    else:
        yield blocks.quiet(_("No step is recorded yet. This sheet can be filled in by hand."))
    rows = _MORE if steps else _EMPTY
    yield _table([[str(len(steps) + 1 + each), "", "", "", "", ""] for each in range(rows)])
    moved = [each for each in pieces(data) if each.entry.entry["moved"]]
    sealed = sealed_copies(moved, about.get("kept") or ())
    if sealed:
        yield blocks.heading(_("Sealed copies of what was moved"))
        yield from copies(sealed)
    yield blocks.heading(_("How to fill it in"))
    yield blocks.points(
        [
            _("Write a step down on the day it is done: devices, program and version."),
            _("Keep the first file as it was, even when a copy is made into another kind."),
            _("Where something was changed, say what, and where the first file is."),
        ]
    )
    yield from left_out(
        data,
        _("The files themselves, what is in them, and where copies are kept today."),
    )


def _table(body: Sequence[Sequence[str]]) -> Block:
    head = [
        _("No."),
        _("When, by whom"),
        _("What"),
        _("From – to"),
        _("How, with which program"),
        _("Was it changed?"),
    ]
    return blocks.table((7, 19, 21, 21, 18, 22), head, body, tall=True)


def _step(number: int, step: Mapping[str, Any]) -> list[str]:
    unknown = _("Not recorded")
    start, end = line(step["start"]) or unknown, line(step["end"]) or unknown
    return [
        str(number),
        several([line(step["day"]) or unknown, line(step["who"])]),
        several([line(step["what"]) or unknown, line(step["entries"])]),
        # Translators: from one device to another.
        _("{start} – {end}").format(start=start, end=end),
        line(step["way"]) or unknown,
        several([line(step["altered"]) or unknown, line(step["altered_how"])]),
    ]
