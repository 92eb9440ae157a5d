"""One entry of the log under the seven headings of the toolkit's log.

(Women's Shelters Canada, Preserving Digital Evidence Toolkit, step 1.)
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tui.papers.context import Paragraph, Plain, Row, item, line, note, order, row, said, when
from tui.papers.numbering import entry_name, piece_number
from tui.wording import format_list, ngettext
from tui.wording import gettext as _

Entry = Mapping[str, Any]

_WHOLE: Final = 36
"""Lines of an entry, of about 50 on a page, up to which it is not parted."""
_LABEL, _LINE, _GAP = 20, 78, 0.8
"""Letters in a line of a heading and beside it, and the space round a row in lines."""


@dataclass(frozen=True)
class Numbered:
    """An entry and the number it has in the log."""

    no: int
    entry: Entry


def block(numbered: Numbered, sealed: Collection[str] = ()) -> dict[str, Any]:
    """Return an entry under its seven headings; ``sealed`` as in ``pieces``."""
    entry = numbered.entry
    name = entry_name(numbered.no)
    happened = _("no date") if order(entry["occurred"])[0] else line(entry["occurred"])
    strip = [line(entry["kind"]), line(entry["platform"])]
    # Of an entry that was stopped nothing more was asked: nothing of it is missing.
    rows = [
        row(label, found)
        for label, found in _rows(numbered, sealed)
        if found or not entry.get("stopped")
    ]
    return {
        "no": str(numbered.no),
        # Translators: the heading of an entry, such as "Entry 3: 3 March 2026, 5:46 p.m."
        "heading": _("{entry}: {date}").format(entry=name, date=happened),
        "head": [name, " · ".join(part for part in strip if part) or _("What is recorded")],
        "rows": rows,
        "stamp": stamp(entry),
        # A short entry stays on one page.
        "whole": "yes" if lines_of(rows) <= _WHOLE else "",
    }


def lines_of(rows: Sequence[Row]) -> float:
    """Return about how many lines rows take on paper, the space between them counted in."""
    return sum(
        _GAP
        + max(
            -(-len(each["label"]) // _LABEL),
            sum(
                -(-len(line) // _LINE) or 1
                for one in each["paragraphs"]
                for line in f"{one['lead']} {one['text']}".split("\n")
            ),
        )
        for each in rows
    )


def _rows(numbered: Numbered, sealed: Collection[str]) -> Iterator[tuple[str, list[Paragraph]]]:
    """Yield the seven headings, each with what is recorded under it."""
    entry = numbered.entry
    yield (
        _("Date and time of the act and of collection"),
        [
            *said(entry["occurred"], _("It happened:")),
            *_alike(entry),
            *collected(entry, _("It was collected:")),
        ],
    )
    yield (
        _("What happened"),
        [
            *said(entry["what"]),
            *said(entry["alike_words"], _("What they usually said:")),
            *said(entry["context"], _("Also good to know:")),
            *_stopped(entry),
        ],
    )
    yield (
        _("Evidence that it happened"),
        [*said(entry["have"], _("There is:")), *pieces(entry, numbered.no, sealed)],
    )
    yield (
        _("Evidence of who did it"),
        [
            *said(entry["who"], _("Who:")),
            *said(entry["account"], _("Account, number or address:")),
            *said(entry["identity"], _("What points to them:")),
            *said(entry["why_them"], _("Why it is thought to be them:")),
            *said(entry["why_watched"], _("Why someone is thought to be watching:")),
            *said(entry["profile"], _("Copy of the profile page:")),
            *showing_who(entry, numbered.no),
        ],
    )
    yield (
        _("Other information (police officer, witnesses)"),
        [
            *said(_officer(entry), _("Police officer:")),
            *said(entry["file_number"], _("Police file number:")),
            *said(entry["police_when"], _("Police told:")),
            *(said(entry["police"], _("Police told:")) if not _told_when(entry) else []),
            *said(entry["witnesses"], _("Witnesses:")),
            *said(entry["talked"], _("Talks with others:")),
            *said(entry["told"], _("Messages to others about it:")),
            *said(entry["comments"], _("Comments:")),
        ],
    )
    yield _("Impact"), [*said(entry["impact"]), *(one for each in _impacts(entry) for one in each)]
    yield _("Evidence still needed"), needed(entry)


def _stopped(entry: Entry) -> list[Paragraph]:
    if not entry.get("stopped"):
        return []
    words = _(
        "There may be a picture of somebody under 18 in it. Nothing more about it is written here."
    )
    return [note(words)]


def _alike(entry: Entry) -> list[Paragraph]:
    return [
        *said(entry["alike_count"], _("How many alike, about:")),
        *said(entry["alike_first"], _("The first one:")),
        *said(entry["alike_last"], _("The last one:")),
    ]


def collected(entry: Entry, lead: str = "") -> list[Paragraph]:
    """Return the days on which what there is was taken."""
    dates = sorted((each["captured"] for each in entry["pieces"] if each["captured"]), key=order)
    words = [*dict.fromkeys(when(date) for date in dates if not order(date)[0])]
    if not words:
        quiet = [each for date in dates for each in said(date, lead)]
        return quiet[:1]
    return said("; ".join(words), lead)


def pieces(entry: Entry, of: int = 0, sealed: Collection[str] = ()) -> list[Paragraph]:
    """Return the list of what there is, numbered.

    Args:
        entry: The entry.
        of: Its number; 0 where it is not known.
        sealed: Ids of pieces of which the record keeps a sealed copy.
    """
    made: list[Paragraph] = []
    for number, each in enumerate(entry["pieces"], 1):
        taken = line(each["captured"])
        shows = line(each["shows"])
        details = [
            each["state"] if each["to_get"] else "",
            _("A part of it is still to be copied") if each["in_part"] else "",
            _("Captured {date}").format(date=taken) if taken else "",
            each["method"],
            each["device"],
            _("Shows: {what}").format(what=shows) if shows else "",
            _("The record keeps a sealed copy of it") if each.get("id") in sealed else "",
        ]
        made += item(_number(number, of) if of else number, each["name"], details)
    return made


def _number(piece: int, entry: int) -> str:
    return piece_number(entry, piece) if entry else str(piece)


def showing_who(entry: Entry, of: int = 0) -> list[Paragraph]:
    """Return which of the numbered pieces show who it came from; ``of`` as in ``pieces``."""
    numbers = [_number(n, of) for n, each in enumerate(entry["pieces"], 1) if each["shows_who"]]
    if not numbers:
        return []
    words = ngettext(
        "Number {numbers} in the list above shows who it came from.",
        "Numbers {numbers} in the list above show who it came from.",
        len(numbers),
    )
    return said(words.format(numbers=format_list(numbers)))


def _officer(entry: Entry) -> Plain:
    """Return name and badge as one; how it was left open only where neither is given."""
    given = [each for each in (entry["officer"], entry["badge"]) if isinstance(each, str) and each]
    return ", ".join(given) or entry["officer"] or entry["badge"]


def _told_when(entry: Entry) -> bool:
    return bool(said(entry["police_when"]))


def _impacts(entry: Entry) -> list[list[Paragraph]]:
    leads = {
        "impact_behaviour": _("Done differently:"),
        "impact_work": _("Work or school:"),
        "impact_fear": _("Feelings:"),
        "impact_health": _("Health:"),
        "impact_accounts": _("Accounts:"),
        "impact_relationships": _("Other people:"),
        "impact_money": _("Money:"),
        "spent": _("Spent in all, about:"),
    }
    return [said(entry[name], lead) for name, lead in leads.items()]


def needed(entry: Entry) -> list[Paragraph]:
    """Return what an entry says is still missing."""
    gaps = [*entry["gaps"], *(gap for each in entry["pieces"] for gap in each["gaps"])]
    return [*said(entry["still_needed"]), *(each for gap in gaps for each in said(gap))]


def stamp(entry: Entry) -> str:
    """Return when an entry was written down, last changed, and lost something for good.

    A change within the same minute is one, too.
    """
    written, changed = _moment(entry["written"]), _moment(entry["changed"])
    words = [_("When this entry was written down is not recorded.")]
    if written:
        words = [_("Written down {date}.").format(date=written)]
    if changed:
        words.append(_("Last changed {date}.").format(date=changed))
    if entry.get("taken"):
        words.append(
            _("Something was taken out of it for good, last on {date}.").format(
                date=_moment(entry["taken"])
            )
        )
    return " ".join(words)


def _moment(text: str) -> str:
    from tui.wording import format_stamp

    return format_stamp(text) if text else ""
