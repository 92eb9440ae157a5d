"""The Technology-Facilitated Violence log: its parts, headings and words.

The seven headings of an entry are those of the toolkit's log (Women's Shelters Canada,
Preserving Digital Evidence Toolkit, step 1). The toolkit's own form was not at hand, so
the paper says that it is not that form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers.context import (
    Paragraph,
    Row,
    day,
    home,
    is_cut,
    last_day,
    line,
    open_at,
    order,
    row,
    said,
)
from tui.papers.numbering import entry_name
from tui.papers.tfv.entry import Entry, Numbered, block, needed
from tui.wording import format_datetime, format_list, format_stamp, ngettext, pgettext
from tui.wording import gettext as _

_FIELDS: Final = """
    people people.name people.relationship people.handles saw saw.name started how_often
    life_effect done_so_far done_details platforms devices devices_more changes pattern
    pattern_words entries entries.stopped entries.occurred entries.kind entries.platform
    entries.alike_count
    entries.alike_first entries.alike_last entries.alike_words entries.what entries.context
    entries.have entries.pieces entries.pieces.name entries.pieces.state entries.pieces.to_get
    entries.pieces.in_part
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

SITUATION: Final = frozenset(name for name in NEEDS if not name.startswith("entries"))
DATED: Final = frozenset(
    {"entries", "entries.occurred", "entries.alike_first", "entries.alike_last"}
)
GLANCED: Final = frozenset({"entries", "entries.occurred", "entries.platform", "entries.kind"})
MISSING: Final = frozenset(
    {"entries", "entries.occurred", "entries.still_needed", "entries.pieces"}
)
"""What single parts need, where they are made without the others."""


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper's templates.

    Args:
        data: Plain data (``context.Plain``) by the names of ``NEEDS``. A row also has
            ``written``, ``changed`` (ISO 8601) and ``gaps`` (sentences).
        about: ``whose`` record it is, ``made`` as an aware datetime, ``title``; ``kept`` are the
            sealed copies in the record, each with the ``row`` of its piece.
    """
    entries = numbered(data)
    kept = {each["row"] for each in about.get("kept") or ()}
    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "footer": _("Private notes and some other things are left out: see the last part."),
        "page_words": page_words(),
        **opening(data, about),
        "overview": overview(entries),
        "entries": {"title": _("The entries"), "blocks": [block(each, kept) for each in entries]},
        "needed": missing(entries),
        "left_out": left_out(data),
    }


def numbered(data: Mapping[str, Any]) -> list[Numbered]:
    """Return the entries in the order of when they happened."""
    zone = home(each["occurred"] for each in data["entries"])
    entries = sorted(data["entries"], key=lambda each: order(each["occurred"], zone))
    return [Numbered(number, entry) for number, entry in enumerate(entries, 1)]


def opening(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return what comes before the entries; of them it needs ``DATED``."""
    return {
        "subtitle": _(
            "Kept with the seven headings of the log in the Preserving Digital Evidence "
            "Toolkit. It is not the toolkit’s own form."
        ),
        "cover": _cover(numbered(data), about),
        "reading": {"title": _("How to read this log"), "lines": list(_reading())},
        "situation": situation(data),
    }


def overview(entries: Sequence[Numbered]) -> dict[str, Any]:
    """Return the entries in a line each; it needs ``GLANCED``."""
    return {
        "title": titles()["overview"],
        "head": [_("No."), _("When"), _("Where"), _("What kind")],
        "page": pgettext("column", "Page"),
        "none": _("There are no entries yet."),
        "rows": [_glance(each) for each in entries],
    }


def missing(entries: Sequence[Numbered]) -> dict[str, Any]:
    """Return what the entries say is still missing; it needs ``MISSING`` and the gaps."""
    found = [(each, paragraphs) for each in entries if (paragraphs := needed(each.entry))]
    return {
        "title": titles()["needed"],
        "intro": _("What the entries above say is still missing, in one list."),
        "none": _("No entry says that anything is missing."),
        "head": [pgettext("column", "Entry"), _("What is still needed")],
        "rows": [
            {"where": entry_name(each.no), "to": str(each.no), "paragraphs": paragraphs}
            for each, paragraphs in found
        ],
    }


def titles() -> dict[str, str]:
    """Return the titles of the parts after the opening that are no entries."""
    return {
        "overview": _("The entries at a glance"),
        "needed": _("Evidence still needed, all entries"),
        "left_out": _("What is left out"),
    }


def page_words() -> list[str]:
    """Return what stands before, between and after the numbers at the foot of a page."""
    # Translators: at the foot of each page; {page} and {pages} are numbers.
    before, _page, rest = _("Page {page} of {pages}").partition("{page}")
    between, _pages, after = rest.partition("{pages}")
    return [before, between, after]


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
    first, last = day(min(dates, key=order), "start"), day(max(dates, key=last_day), "end")
    one = first == last
    if any(open_at(date, "start") for date in dates):
        first = _("{date} or earlier").format(date=first)
    if any(open_at(date, "end") for date in dates):
        last = _("{date} or later").format(date=last)
        first = last if one else first
    if one:
        return first
    # Translators: the first and the last date in the log.
    return _("{start} to {end}").format(start=first, end=last)


def _reading() -> Iterator[str]:
    yield _(
        "Each entry is one thing that happened, or several things of one kind. The entries "
        "stand in the order of when they happened. Those without a date come last."
    )
    yield _(
        "Dates with “about”, “between” or “perhaps” are as exact as they are known. Under the "
        "heading of each entry stands when it was written down and when it was last changed."
    )
    yield _(
        "Words in grey say that something is not recorded or not known. Words in square "
        "brackets stand for a picture sign or for letters that could not be printed."
    )


def situation(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the part about the whole situation; ``data`` needs no entries for it."""
    return {
        "title": _("The whole situation"),
        "head": [_("Question"), _("What is recorded")],
        "none": _("The questions about the whole situation have not been answered yet."),
        "rows": _situation(data),
    }


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


# ---------------------------------------------------------------- the end


def left_out(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the paper does not say."""
    return {"title": titles()["left_out"], "lines": list(_left_out(data))}


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
    if data.get("taken"):
        yield _("What was taken out of the record for good, last on {date}.").format(
            date=format_stamp(data["taken"])
        )
    if is_cut(data):
        yield _("The end of one or more very long answers. Each place is marked.")
