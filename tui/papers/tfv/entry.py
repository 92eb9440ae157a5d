"""One entry of the log under the seven headings of the toolkit's log.

(Women's Shelters Canada, Preserving Digital Evidence Toolkit, step 1.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tui.papers.context import Paragraph, Plain, item, line, order, row, said, when
from tui.papers.numbering import entry_name
from tui.wording import format_list, ngettext
from tui.wording import gettext as _

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Numbered:
    """An entry and the number it has in the log."""

    no: int
    entry: Entry


def block(numbered: Numbered) -> dict[str, Any]:
    """Return an entry under its seven headings."""
    entry = numbered.entry
    name = entry_name(numbered.no)
    happened = _("no date") if order(entry["occurred"])[0] else line(entry["occurred"])
    strip = [line(entry["kind"]), line(entry["platform"])]
    return {
        "no": str(numbered.no),
        # Translators: the heading of an entry, such as "Entry 3: 3 March 2026, 5:46 p.m."
        "heading": _("{entry}: {date}").format(entry=name, date=happened),
        "head": [name, " · ".join(part for part in strip if part) or _("What is recorded")],
        "rows": [
            row(
                _("Date and time of the act and of collection"),
                said(entry["occurred"], _("It happened:")),
                _alike(entry),
                collected(entry, _("It was collected:")),
            ),
            row(
                _("What happened"),
                said(entry["what"]),
                said(entry["alike_words"], _("What they usually said:")),
                said(entry["context"], _("Also good to know:")),
            ),
            row(_("Evidence that it happened"), said(entry["have"], _("There is:")), pieces(entry)),
            row(
                _("Evidence of who did it"),
                said(entry["who"], _("Who:")),
                said(entry["account"], _("Account, number or address:")),
                said(entry["identity"], _("What points to them:")),
                said(entry["why_them"], _("Why it is thought to be them:")),
                said(entry["why_watched"], _("Why someone is thought to be watching:")),
                said(entry["profile"], _("Copy of the profile page:")),
                showing_who(entry),
            ),
            row(
                _("Other information (police officer, witnesses)"),
                said(_officer(entry), _("Police officer:")),
                said(entry["file_number"], _("Police file number:")),
                said(entry["police_when"], _("Police told:")),
                said(entry["police"], _("Police told:")) if not _told_when(entry) else [],
                said(entry["witnesses"], _("Witnesses:")),
                said(entry["talked"], _("Talks with others:")),
                said(entry["told"], _("Messages to others about it:")),
                said(entry["comments"], _("Comments:")),
            ),
            row(_("Impact"), said(entry["impact"]), *_impacts(entry)),
            row(_("Evidence still needed"), needed(entry)),
        ],
        "stamp": stamp(entry),
    }


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


def pieces(entry: Entry) -> list[Paragraph]:
    """Return the list of what there is, numbered."""
    made: list[Paragraph] = []
    for number, each in enumerate(entry["pieces"], 1):
        taken = line(each["captured"])
        shows = line(each["shows"])
        details = [
            each["state"] if each["to_get"] else "",
            _("Captured {date}").format(date=taken) if taken else "",
            each["method"],
            each["device"],
            _("Shows: {what}").format(what=shows) if shows else "",
        ]
        made += item(number, each["name"], details)
    return made


def showing_who(entry: Entry) -> list[Paragraph]:
    """Return which of the numbered pieces show who it came from."""
    numbers = [str(n) for n, each in enumerate(entry["pieces"], 1) if each["shows_who"]]
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
