"""The chronology: everything with a date in its order, and what comes back when it is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from tui.case import patterns
from tui.case.chronology import Event, Sure, in_order, sureness
from tui.case.frequency import Frequency, frequency
from tui.case.patterns import Counted, Periods, Point
from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Plain, line, said
from tui.papers.numbering import numbers_of
from tui.papers.tfv.common import cover, footer, left_out, listed, shortened, when_of
from tui.papers.tfv.entry import Entry, Numbered
from tui.papers.tfv.log import numbered
from tui.wording import format_date, format_number, ngettext
from tui.wording import gettext as _
from tui.wording.formats import format_month

_FIELDS: Final = """
    started court_date entries entries.occurred entries.kind entries.platform
    entries.alike_count entries.alike_first entries.alike_last entries.what entries.who
    entries.police entries.police_when entries.file_number reports reports.to reports.app
    reports.about reports.reported_on reports.ticket reports.outcome reports.outcome_words
"""
NEEDS: Final = frozenset(_FIELDS.split())
"""The fields of ``data:`` that this paper is made from, those of rows after a full stop."""

_LONGEST: Final = 260
"""Characters of what happened; the log has all of them."""
_ROOM: Final = 20
"""Empty rows to write in, where nothing is recorded."""


class _Told(NamedTuple):
    """What stands in the chronology: an event in words, and the entries it is about."""

    when: str
    sure: str
    what: str
    where: str


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` by the names of ``NEEDS``."""
    subtitle = _("What happened, and what was done about it, in the order of the dates.")
    return blocks.paper(about, list(_blocks(data, about)), subtitle=subtitle, footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    entries = numbered(data)
    dated, undated = in_order(_events(entries, data))
    yield cover(
        about,
        (_("Number of entries"), str(len(entries))),
        (_("Since when, as the writer says"), data["started"]),
    )
    yield blocks.quiet(
        _(
            "Dates with “about”, “between” or “perhaps” are as exact as they are known. The "
            "numbers are those of the entries in the log, which says more about each."
        )
    )
    yield blocks.heading(_("In the order of the dates"))
    told = _Words(entries, data["reports"])
    yield _table([told.of(each) for each in dated], blank=not entries)
    if undated:
        yield blocks.heading(_("Without a date"))
        yield blocks.table(
            (78, 16),
            [_("What"), _("Entry")],
            [[each.what, each.where] for each in map(told.of, undated)],
        )
    if entries:
        yield from _counts(entries, about["made"].date())
    yield from left_out(
        data,
        _("How to reach the people named, where copies are kept, and the answers about safety."),
        _("The end of long descriptions: the log has all of it."),
    )


def _table(rows: Sequence[_Told], *, blank: bool) -> Block:
    head = [_("When"), _("How exactly"), _("What"), _("Entry")]
    widths = (21, 16, 50, 10)
    if blank:
        return blocks.table(widths, head, [[""] * 4] * _ROOM, tall=True)
    return blocks.table(widths, head, [[*row] for row in rows])


# ---------------------------------------------------------------- what happened when


def _events(entries: Sequence[Numbered], data: Mapping[str, Any]) -> Iterator[Event]:
    if when_of(data["started"]):
        yield Event("began", when_of(data["started"]))
    for each in entries:
        occurred = when_of(each.entry["occurred"])
        yield Event("entry", occurred, each.no)
        first, last = when_of(each.entry["alike_first"]), when_of(each.entry["alike_last"])
        if first is not None and first != occurred:
            yield Event("first", first, each.no)
        if last is not None and last != occurred:
            yield Event("last", last, each.no)
    for number, group in enumerate(_police(entries)):
        yield Event("police", when_of(group[0].entry["police_when"]), number)
    for number, report in enumerate(data["reports"]):
        yield Event("reported", when_of(report["reported_on"]), number)
    if when_of(data["court_date"]):
        yield Event("court", when_of(data["court_date"]))


def _police(entries: Sequence[Numbered]) -> list[list[Numbered]]:
    """Return the entries that the police were told of, those of one date and file together."""
    groups: dict[tuple[str, str], list[Numbered]] = {}
    for each in entries:
        if said(each.entry["police_when"]) or each.entry["police"] == _("Yes"):
            key = line(each.entry["police_when"]), _given(each.entry["file_number"])
            groups.setdefault(key, []).append(each)
    return list(groups.values())


class _Words:
    """Says events in words."""

    def __init__(self, entries: Sequence[Numbered], reports: Sequence[Mapping[str, Any]]) -> None:
        self._entries = {each.no: each.entry for each in entries}
        self._police = _police(entries)
        self._reports = reports

    def of(self, event: Event) -> _Told:
        what, where = self._what(event)
        date = line({"when": event.when.text}) if event.when is not None else ""
        return _Told(date, _sure(sureness(event.when)), what, where)

    def _what(self, event: Event) -> tuple[str, str]:
        match event.kind:
            case "entry":
                return _happened(self._entries[event.of]), str(event.of)
            case "first":
                return _("The first of many that are much the same"), str(event.of)
            case "last":
                return _("The last of many that are much the same"), str(event.of)
            case "police":
                group = self._police[event.of]
                file = _given(group[0].entry["file_number"])
                words = _("The police were told")
                if file:
                    words = _("The police were told (file {number})").format(number=file)
                return words, _numbers([each.no for each in group])
            case "reported":
                return _reported(self._reports[event.of])
            case "began":
                return _("It began, as the writer says"), ""
        return _("The day in court"), ""


def _happened(entry: Entry) -> str:
    lines = [listed([_given(entry[name]) for name in ("kind", "platform", "who")])]
    count = _given(entry["alike_count"])
    if count:
        lines.append(_("Many alike, about {count}.").format(count=count))
    if isinstance(entry["what"], str):
        lines.append(shortened(entry["what"], _LONGEST))
    return "\n".join(each for each in lines if each) or _("Nothing is written about it yet.")


def _given(value: Plain) -> str:
    """Return an answer as one line; an empty string where it was left open."""
    return "" if isinstance(value, Mapping) and "open" in value else line(value)


def _reported(report: Mapping[str, Any]) -> tuple[str, str]:
    to = _given(report["app"]) or _given(report["to"])
    words = _("Reported: {place}").format(place=to) if to else _("Reported")
    ticket = _given(report["ticket"])
    facts = [
        _("number {ticket}").format(ticket=ticket) if ticket else "",
        shortened(_given(report["outcome_words"]), _LONGEST) or _given(report["outcome"]),
    ]
    about = report["about"] if isinstance(report["about"], list) else []
    return "\n".join(each for each in (words, listed(facts)) if each), _numbers(numbers_of(about))


def _numbers(found: Sequence[int]) -> str:
    return ", ".join(str(number) for number in found)


def _sure(how: Sure) -> str:
    match how:
        case "minute":
            return _("day and time")
        case "day":
            return _("day")
        case "month":
            return _("month only")
        case "year":
            return _("year only")
        case "between":
            return _("between two dates")
        case "before":
            return _("that day or earlier")
        case "after":
            return _("that day or later")
        case "about":
            return _("about")
    return ""


# ---------------------------------------------------------------- counts


def _counts(entries: Sequence[Numbered], today: date) -> Iterator[Block]:
    points = [
        Point(
            when_of(each.entry["occurred"]),
            _given(each.entry["kind"]),
            _given(each.entry["platform"]),
        )
        for each in entries
    ]
    yield blocks.heading(_("How often"))
    yield blocks.quiet(
        _("Each entry counts once, also one that stands for many things that are much the same.")
    )
    yield from _by_period(patterns.periods(points))
    yield from _change(frequency([point.when for point in points], today))
    yield blocks.heading(_("What comes back"))
    yield from _chart(
        _("By kind"), patterns.by_kind(points), _("Kind"), _no_kind(patterns.by_kind(points))
    )
    place = patterns.by_place(points)
    yield from _chart(_("By app, site or service"), place, _("Where"), _no_place(place))
    time = patterns.by_time(points)
    yield from _chart(_("By time of day"), _named(time), _("Time of day"), _no_time(time))


def _by_period(found: Periods) -> Iterator[Block]:
    head = {
        "week": _("Week that begins on"),
        "month": _("Month"),
        "year": _("Year"),
    }[found.step]
    titles = {"week": _("By week"), "month": _("By month"), "year": _("By year")}
    yield blocks.small_heading(titles[found.step])
    if found.counts:
        bars = [(_period(day, found.step), count) for day, count in found.counts]
        yield blocks.chart(bars, (head, _("Entries")))
    else:
        yield blocks.quiet(_("No entry has a date that is known well enough."))
    if found.left_out:
        yield blocks.quiet(
            ngettext(
                "{count} entry is not in this chart: its date is not known well enough.",
                "{count} entries are not in this chart: their dates are not known well enough.",
                found.left_out,
            ).format(count=format_number(found.left_out))
        )


def _period(day: date, step: str) -> str:
    if step == "week":
        return format_date(day, "short")
    return format_month(day) if step == "month" else f"{day:%Y}"


def _change(found: Frequency) -> Iterator[Block]:
    words = {
        "more": _("There are more entries than before."),
        "less": _("There are fewer entries than before."),
        "same": _("There are about as many entries as before."),
        "unknown": _("The entries begin within the last four weeks, so nothing can be compared."),
    }
    yield blocks.small_heading(_("The last four weeks"))
    yield blocks.table(
        (70, 20),
        [_("Counted up to the day this copy was made"), _("Entries")],
        [
            [_("In the last four weeks"), str(found.now)],
            [_("In the four weeks before"), str(found.before)],
        ],
    )
    nothing = found.change == "same" and not found.now and not found.before
    lines = [_("No entry falls into these eight weeks.") if nothing else words[found.change]]
    if found.left_out:
        lines.append(
            ngettext(
                "{count} entry has no date, or may be in either, and is not counted.",
                "{count} entries have no date, or may be in either, and are not counted.",
                found.left_out,
            ).format(count=format_number(found.left_out))
        )
    lines.append(_("This counts what was written down. It says nothing about what comes next."))
    yield blocks.text(*lines)


def _chart(title: str, found: Counted, head: str, note: str) -> Iterator[Block]:
    yield blocks.small_heading(title)
    if any(count for _name, count in found.counts):
        yield blocks.chart(found.counts, (head, _("Entries")))
    else:
        yield blocks.quiet(_("Nothing is recorded that could be counted."))
    if found.left_out and note:
        yield blocks.quiet(note)


def _named(found: Counted) -> Counted:
    names = {
        "night": _("Night (midnight to 6 a.m.)"),
        "morning": _("Morning (6 a.m. to noon)"),
        "afternoon": _("Afternoon (noon to 6 p.m.)"),
        "evening": _("Evening (6 p.m. to midnight)"),
    }
    return Counted(tuple((names[part], count) for part, count in found.counts), found.left_out)


def _no_kind(found: Counted) -> str:
    return ngettext(
        "Of {count} entry the kind is not recorded.",
        "Of {count} entries the kind is not recorded.",
        found.left_out,
    ).format(count=format_number(found.left_out))


def _no_place(found: Counted) -> str:
    return ngettext(
        "{count} entry names no app, site or service.",
        "{count} entries name no app, site or service.",
        found.left_out,
    ).format(count=format_number(found.left_out))


def _no_time(found: Counted) -> str:
    return ngettext(
        "{count} entry is not in this chart: its time of day is not known.",
        "{count} entries are not in this chart: their time of day is not known.",
        found.left_out,
    ).format(count=format_number(found.left_out))
