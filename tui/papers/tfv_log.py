"""The Technology-Facilitated Violence log: its parts, headings and words.

The seven headings of an entry are those of the toolkit's log (Women's Shelters Canada,
Preserving Digital Evidence Toolkit, step 1). The toolkit's own form was not at hand, so
the paper says that it is not that form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tui.papers.context import (
    Paragraph,
    Plain,
    Row,
    day,
    is_cut,
    item,
    line,
    order,
    row,
    said,
    when,
)
from tui.wording import format_datetime, format_list, ngettext, pgettext
from tui.wording import gettext as _

Entry = Mapping[str, Any]

_FIELDS: Final = """
    people people.name people.relationship people.handles saw saw.name started how_often
    life_effect done_so_far done_details platforms devices devices_more changes pattern
    pattern_words entries entries.occurred entries.kind entries.platform entries.alike_count
    entries.alike_first entries.alike_last entries.alike_words entries.what entries.context
    entries.have entries.pieces entries.pieces.name entries.pieces.state entries.pieces.to_get
    entries.pieces.captured entries.pieces.method entries.pieces.device entries.pieces.shows
    entries.pieces.shows_who entries.who entries.account entries.identity entries.why_them
    entries.why_watched entries.profile entries.police entries.officer entries.badge
    entries.file_number entries.police_when entries.witnesses entries.talked entries.told
    entries.comments entries.impact entries.impact_behaviour entries.impact_work
    entries.impact_fear entries.impact_health entries.impact_accounts
    entries.impact_relationships entries.impact_money entries.spent entries.still_needed
"""
NEEDS: Final = frozenset(_FIELDS.split())
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

UNSAID: Final = frozenset({"not_listed", "one_copy"})
"""Gaps that are the person's own business.

A reader must not learn what could be lost, nor be told that nothing is listed where the entry
says that there is something.
"""


@dataclass(frozen=True)
class Numbered:
    """An entry and the number it has in this paper."""

    no: int
    entry: Entry


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper's templates.

    Args:
        data: Plain data (``context.Plain``) by the names of ``NEEDS``. A row also has
            ``written``, ``changed`` (ISO 8601) and ``gaps`` (sentences).
        about: ``whose`` record it is, ``made`` as an aware datetime, ``title``.
    """
    entries = [
        Numbered(number, entry)
        for number, entry in enumerate(
            sorted(data["entries"], key=lambda each: order(each["occurred"])), 1
        )
    ]
    needed = [(each, paragraphs) for each in entries if (paragraphs := _needed(each.entry))]
    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "subtitle": _(
            "Kept with the seven headings of the log in the Preserving Digital Evidence "
            "Toolkit. It is not the toolkit’s own form."
        ),
        "footer": _("Private notes and some other things are left out: see the last part."),
        "page_words": _page_words(),
        "cover": _cover(entries, about),
        "reading": {"title": _("How to read this log"), "lines": list(_reading())},
        "situation": {
            "title": _("The whole situation"),
            "head": [_("Question"), _("What is recorded")],
            "none": _("The questions about the whole situation have not been answered yet."),
            "rows": _situation(data),
        },
        "overview": {
            "title": _("The entries at a glance"),
            "head": [_("No."), _("When"), _("Where"), _("What kind")],
            "page": pgettext("column", "Page"),
            "none": _("There are no entries yet."),
            "rows": [_glance(each) for each in entries],
        },
        "entries": {"title": _("The entries"), "blocks": [_block(each) for each in entries]},
        "needed": {
            "title": _("Evidence still needed, all entries"),
            "intro": _("What the entries above say is still missing, in one list."),
            "none": _("No entry says that anything is missing."),
            "head": [pgettext("column", "Entry"), _("What is still needed")],
            "rows": [
                {"where": _entry_name(each), "to": str(each.no), "paragraphs": paragraphs}
                for each, paragraphs in needed
            ],
        },
        "left_out": {"title": _("What is left out"), "lines": list(_left_out(data))},
    }


def _page_words() -> list[str]:
    # Translators: at the foot of each page; {page} and {pages} are numbers.
    before, _page, rest = _("Page {page} of {pages}").partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    return [before, between, after]


def _entry_name(entry: Numbered) -> str:
    return _("Entry {number}").format(number=entry.no)


# ---------------------------------------------------------------- opening parts


def _cover(entries: Sequence[Numbered], about: Mapping[str, Any]) -> list[Row]:
    count = ngettext("{count} entry", "{count} entries", len(entries)).format(count=len(entries))
    undated = sum(1 for each in entries if order(each.entry["occurred"])[0])
    if undated and undated < len(entries):
        count += " " + ngettext(
            "({count} of them without a date)", "({count} of them without a date)", undated
        ).format(count=undated)
    return [
        # A line to write on, where the name was not given.
        row(_("Whose record"), said(about["whose"] or "_" * 40)),
        row(_("Period covered"), said(_period(entries))),
        row(_("Number of entries"), said(count)),
        row(_("This copy was made"), said(format_datetime(about["made"]))),
    ]


def _period(entries: Sequence[Numbered]) -> str:
    dates = [
        date
        for each in entries
        for date in (
            each.entry["occurred"],
            each.entry["alike_first"],
            each.entry["alike_last"],
        )
        if not order(date)[0]
    ]
    if not dates:
        return ""
    first, last = day(min(dates, key=order), "start"), day(max(dates, key=order), "end")
    if first == last:
        return first
    # Translators: the first and the last date in the log.
    return _("{start} to {end}").format(start=first, end=last)


def _reading() -> Iterator[str]:
    yield _(
        "Each entry is one thing that happened, or several things of one kind. The entries "
        "stand in the order of when they happened. Those without a date come last."
    )
    yield _(
        "Dates with “about”, “between” or “perhaps” are as exact as they are known. Under each "
        "entry stands when it was written down and when it was last changed."
    )
    yield _(
        "Words in grey say that something is not recorded or not known. Words in square "
        "brackets stand for a picture sign or for letters that could not be printed."
    )


def _situation(data: Mapping[str, Any]) -> list[Row]:
    people = [each for person in data["people"] for each in _person(person)]
    saw = format_list([name for each in data["saw"] if (name := line(each["name"]))])
    parts: dict[str, list[Paragraph]] = {
        _("Who did this, and who they are to the writer"): people,
        _("Who saw or heard it"): said(saw),
        _("Since when"): said(data["started"]),
        _("How often"): said(data["how_often"]),
        _("Effect on life"): said(data["life_effect"]),
        _("What has been done about it"): said(data["done_so_far"]) + said(data["done_details"]),
        _("Apps, sites and phones used"): said(data["platforms"]),
        _("Devices"): said(data["devices"]) + said(data["devices_more"]),
        _("Changes and patterns"): [
            *said(data["changes"], _("Changed lately:")),
            *said(data["pattern"], _("What comes back:")),
            *said(data["pattern_words"]),
        ],
    }
    if not any(parts.values()):
        return []
    return [row(label, paragraphs) for label, paragraphs in parts.items()]


def _person(person: Entry) -> list[Paragraph]:
    name = line(person["name"]) or _("A person without a name")
    relation = said(person["relationship"], _("{name}:").format(name=name))
    accounts = said(person["handles"], _("Numbers, addresses and accounts:"))
    return [*(relation or said(name)), *accounts]


# ---------------------------------------------------------------- entries


def _glance(numbered: Numbered) -> dict[str, str]:
    entry = numbered.entry
    return {
        "no": str(numbered.no),
        "when": line(entry["occurred"]) or _("No date"),
        "where": line(entry["platform"]) or "–",
        "kind": line(entry["kind"]) or "–",
    }


def _block(numbered: Numbered) -> dict[str, Any]:
    entry = numbered.entry
    name = _entry_name(numbered)
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
                _collected(entry),
            ),
            row(
                _("What happened"),
                said(entry["what"]),
                said(entry["alike_words"], _("What they usually said:")),
                said(entry["context"], _("Also good to know:")),
            ),
            row(_("Evidence that it happened"), said(entry["have"], _("There is:")), _items(entry)),
            row(
                _("Evidence of who did it"),
                said(entry["who"], _("Who:")),
                said(entry["account"], _("Account, number or address:")),
                said(entry["identity"], _("What points to them:")),
                said(entry["why_them"], _("Why it is thought to be them:")),
                said(entry["why_watched"], _("Why someone is thought to be watching:")),
                said(entry["profile"], _("Copy of the profile page:")),
                _showing_who(entry),
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
            row(_("Evidence still needed"), _needed(entry)),
        ],
        "stamp": _stamp(entry),
    }


def _alike(entry: Entry) -> list[Paragraph]:
    return [
        *said(entry["alike_count"], _("How many alike, about:")),
        *said(entry["alike_first"], _("The first one:")),
        *said(entry["alike_last"], _("The last one:")),
    ]


def _collected(entry: Entry) -> list[Paragraph]:
    dates = sorted((each["captured"] for each in entry["pieces"] if each["captured"]), key=order)
    words = [*dict.fromkeys(when(date) for date in dates if not order(date)[0])]
    if not words:
        quiet = [each for date in dates for each in said(date, _("It was collected:"))]
        return quiet[:1]
    return said("; ".join(words), _("It was collected:"))


def _items(entry: Entry) -> list[Paragraph]:
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


def _showing_who(entry: Entry) -> list[Paragraph]:
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


def _needed(entry: Entry) -> list[Paragraph]:
    gaps = [*entry["gaps"], *(gap for each in entry["pieces"] for gap in each["gaps"])]
    return [*said(entry["still_needed"]), *(each for gap in gaps for each in said(gap))]


def _stamp(entry: Entry) -> str:
    written, changed = _moment(entry["written"]), _moment(entry["changed"])
    if not written:
        return _("When this entry was written down is not recorded.")
    words = _("Written down {date}.").format(date=written)
    if changed and changed != written:
        words += " " + _("Last changed {date}.").format(date=changed)
    return words


def _moment(text: str) -> str:
    from tui.wording import format_stamp

    return format_stamp(text) if text else ""


# ---------------------------------------------------------------- the end


def _left_out(data: Mapping[str, Any]) -> Iterator[str]:
    yield _("Private notes. A court or the police may still order them shown.")
    yield _(
        "Where copies of the evidence are kept, how to reach the people named, the writer’s own "
        "numbers and accounts, and the answers about safety."
    )
    yield _("The pictures, recordings and messages themselves. This log only lists them.")
    yield _(
        "Sexual pictures of anyone under 18. No copy is taken of them, and nothing about them "
        "is written here."
    )
    yield _("Answers to questions that no longer apply after a change.")
    if is_cut(data):
        yield _("The end of one or more very long answers. Each place is marked.")
