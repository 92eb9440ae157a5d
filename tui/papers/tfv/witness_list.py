"""Who saw it, who took a copy, who knows an account: what each can say, and no address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line
from tui.papers.tfv.common import cover, footer, left_out
from tui.papers.tfv.court_parts import fields, pieces, several
from tui.papers.tfv.log import numbered
from tui.wording import format_list, format_number, ngettext
from tui.wording import gettext as _

NEEDS: Final = fields(
    "people: name can_say words entries willing",
    "reached: name contact",
    "entries: occurred minor saw",
    "entries.pieces: name young by_other taken_by taken_by_name captured device",
)
"""The fields of ``data:`` that this paper is made from."""

_BY_HAND: Final = 6
_MORE: Final = 2
"""Rows to write in by hand: where nobody is recorded, and where somebody is."""

_MOST_NAMED: Final = 40
"""Entries that are named one by one."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the list; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_(
            "People who can say something of their own. The numbers of entries and pieces are "
            "those of the log."
        ),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(about)
    yield blocks.strong(
        _("Think first about who gets this"),
        _("What goes to a court may go to the other side as well. Ask each person first."),
    )
    yield blocks.heading(_("People"))
    if data["people"]:
        yield blocks.table(
            (18, 27, 31, 12, 12),
            [
                _("Name"),
                _("What they can speak to"),
                _("What they can say"),
                _("About"),
                _("May be named?"),
            ],
            [
                [
                    line(each["name"]) or _("No name given"),
                    line(each["can_say"]),
                    line(each["words"]),
                    line(each["entries"]),
                    line(each["willing"]),
                ]
                for each in data["people"]
            ],
        )
    else:
        yield blocks.quiet(_("Nobody is recorded yet. The list can be filled in by hand."))
    yield blocks.table(
        (22, 28, 40, 14),
        [_("Name"), _("What they can speak to"), _("What they can say"), _("About")],
        [["", "", "", ""] for _row in range(_MORE if data["people"] else _BY_HAND)],
        tall=True,
    )
    yield from _takers(data)
    named = [str(each.no) for each in numbered(data) if each.entry["saw"]]
    if len(named) > _MOST_NAMED:
        words = _("{count} entries of the log also say who saw or heard it.")
        yield blocks.text(words.format(count=format_number(len(named))))
    elif named:
        words = ngettext(
            "Entry {numbers} of the log also says who saw or heard it.",
            "Entries {numbers} of the log also say who saw or heard it.",
            len(named),
        )
        yield blocks.text(words.format(numbers=format_list(named)))
    if data["reached"]:
        yield blocks.heading(_("How to reach them"))
        yield blocks.quiet(_("It stands here because the record says that it should."))
        yield blocks.table(
            (40, 60),
            [_("Name"), _("How to reach them")],
            [[line(each["name"]), line(each["contact"])] for each in data["reached"]],
        )
    yield from left_out(
        data,
        *([] if data["reached"] else [_("How to reach the people named.")]),
        _("The person who did this, where copies are kept, and the answers about safety."),
    )


def _takers(data: Mapping[str, Any]) -> Iterator[Block]:
    taken = pieces(data, "by_other")
    if not taken:
        return
    yield blocks.heading(_("Copies that somebody else took"))
    yield blocks.table(
        (8, 32, 30, 30),
        [_("No."), _("Piece"), _("Taken by"), _("When, and with what")],
        [
            [
                each.no,
                each.name,
                line(each.data["taken_by_name"]) or line(each.data["taken_by"]),
                several([line(each.data["captured"]), line(each.data["device"])]),
            ]
            for each in taken
        ],
    )
