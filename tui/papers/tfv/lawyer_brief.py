"""A short paper for a first talk with a lawyer or advocate: two pages, as a rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Paragraph, Plain, Row, line, order, row, said
from tui.papers.tfv.common import footer, left_out, shortened
from tui.papers.tfv.court_parts import COURT, LINE, Piece, fields, pieces, told
from tui.papers.tfv.entry import Numbered, needed
from tui.papers.tfv.log import numbered
from tui.wording import format_datetime, format_list, format_number, ngettext
from tui.wording import gettext as _

NEEDS: Final = COURT | fields(
    "known_court has_lawyer started how_often life_effect changes lawyer_needs kept_until",
    "people: name relationship",
    "speakers: name",
    "entries: occurred kind what key minor police file_number still_needed",
    "entries.pieces: name young kept chosen speech ready",
)
"""The fields of ``data:`` that this paper is made from."""

MOST: Final = 8
LATEST: Final = 6
"""Entries told about: as many as were chosen, up to eight; else the latest six."""
_GAPS: Final = 6
_WORDS, _LIFE = 190, 300


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the brief; ``data`` and ``about`` as for ``log.arrange``."""
    return blocks.paper(
        about,
        list(_blocks(data, about)),
        subtitle=_(
            "The short version, for a first talk. The log has all of it, with the same numbers."
        ),
        footer=footer(),
    )


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    entries = numbered(data)
    yield blocks.rows(_who(data, about))
    yield blocks.heading(_("What happened"))
    yield blocks.rows(_in_short(data, entries))
    yield from _key_entries(entries, pieces(data, "kept"))
    yield blocks.heading(_("What there is"))
    yield blocks.points(list(_there_is(data)))
    yield blocks.heading(_("What is missing"))
    yield from _missing(data, entries)
    yield blocks.heading(_("What is needed"))
    needs = data["lawyer_needs"]
    yield (
        blocks.text(*(each["text"] for each in said(needs)))
        if told(needs)
        else blocks.text(LINE * 2, LINE * 2)
    )
    yield from left_out(
        data,
        _("How to reach anybody, where copies are kept, and the answers about safety."),
    )


def _who(data: Mapping[str, Any], about: Mapping[str, Any]) -> list[Row]:
    court = [told(data["court"])] if data["known_court"] else []
    court = [*court, told(data["court_kind"]), told(data["court_file"])]
    dates: list[Paragraph] = [
        *said(told(data["court_date"]), _("Day in court:")),
        *said(told(data["kept_until"]), _("A company keeps its data until:")),
    ]
    return [
        row(_("Whose record"), said(about.get("whose") or LINE)),
        row(_("Court"), said("; ".join(each for each in court if each) or LINE)),
        row(_("Dates to come"), dates or said(LINE)),
        row(_("Is there a lawyer?"), said(data["has_lawyer"])),
        row(_("This copy was made"), said(format_datetime(about["made"]))),
    ]


def _in_short(data: Mapping[str, Any], entries: Sequence[Numbered]) -> list[Row]:
    dated = [each.entry["occurred"] for each in entries if not order(each.entry["occurred"])[0]]
    count = ngettext("{count} entry", "{count} entries", len(entries)).format(
        count=format_number(len(entries))
    )
    if len(dated) > 1:
        # Translators: how many entries, and the dates of the first and the last one.
        count = _("{count}, from {first} to {last}").format(
            count=count, first=line(dated[0]), last=line(dated[-1])
        )
    people = "; ".join(_person(each) for each in data["people"])
    return [
        row(_("Who did it"), said(people)),
        row(
            _("Since when, how often"),
            said(
                "; ".join(each for each in (told(data["started"]), told(data["how_often"])) if each)
            ),
        ),
        row(_("In the log"), said(count)),
        row(_("What it has done"), said(shortened(told(data["life_effect"]), _LIFE))),
        row(_("What has changed lately"), said(data["changes"])),
        row(_("Police"), said(_police(entries))),
    ]


def _person(person: Mapping[str, Plain]) -> str:
    name = line(person["name"]) or _("A person without a name")
    relation = told(person["relationship"])
    # Translators: a person, and who they are to the writer, such as "Sam (former partner)".
    return _("{name} ({relation})").format(name=name, relation=relation) if relation else name


def _police(entries: Sequence[Numbered]) -> str:
    told_of = [each for each in entries if each.entry["police"]]
    if not told_of:
        return ""
    files = [told(each.entry["file_number"]) for each in told_of]
    words = ngettext(
        "They were told about {count} entry.", "They were told about {count} entries.", len(told_of)
    ).format(count=format_number(len(told_of)))
    numbers = list(dict.fromkeys(each for each in files if each))
    if not numbers:
        return words
    # Translators: {words} is a sentence, {numbers} are file numbers of the police.
    return _("{words} File numbers: {numbers}.").format(words=words, numbers=format_list(numbers))


def _key_entries(entries: Sequence[Numbered], kept: Sequence[Piece]) -> Iterator[Block]:
    usable = [each for each in entries if not each.entry["minor"]]
    chosen = [each for each in usable if each.entry["key"]]
    latest = [each for each in usable if not order(each.entry["occurred"])[0]] or usable
    shown = chosen[:MOST] or latest[-LATEST:]
    yield blocks.heading(_("The entries that say most") if chosen else _("The latest entries"))
    if not shown:
        yield blocks.quiet(_("There are no entries yet."))
        return
    yield blocks.table(
        (6, 22, 54, 18),
        [_("No."), _("When"), _("What happened"), _("What shows it")],
        [
            [
                str(each.no),
                line(each.entry["occurred"]) or _("No date"),
                shortened(told(each.entry["what"]), _WORDS) or line(each.entry["kind"]),
                ", ".join(piece.no for piece in kept if piece.entry.no == each.no),
            ]
            for each in shown
        ],
    )
    left = len(chosen) - len(shown)
    if left > 0:
        yield blocks.quiet(
            ngettext(
                "{count} more chosen entry is in the log.",
                "{count} more chosen entries are in the log.",
                left,
            ).format(count=format_number(left))
        )


def _there_is(data: Mapping[str, Any]) -> Iterator[str]:
    kept = pieces(data, "kept")
    yield ngettext(
        "{count} piece that shows something is kept.",
        "{count} pieces that show something are kept.",
        len(kept),
    ).format(count=format_number(len(kept)))
    chosen = pieces(data, "chosen")
    if chosen:
        yield _("In the short choice: {pieces}.").format(pieces=_names(chosen))
    spoken = pieces(data, "speech")
    if spoken:
        ready = sum(bool(each.data["ready"]) for each in spoken)
        yield _(
            "Recordings with words in them: {count}, of which {ready} are written down."
        ).format(count=format_number(len(spoken)), ready=format_number(ready))
    speakers = [name for each in data["speakers"] if (name := told(each["name"]))]
    if speakers:
        yield _("People who can speak to it: {names}.").format(names=format_list(speakers))


def _names(found: Sequence[Piece]) -> str:
    return format_list([f"{each.no} {shortened(each.name, 40)}" for each in found])


def _missing(data: Mapping[str, Any], entries: Sequence[Numbered]) -> Iterator[Block]:
    found = _in_turn(sorted(entries, key=lambda one: not one.entry["key"]))
    if not found and not data["gaps"]:
        nothing = _("No entry is written down yet, so nothing can be said about it.")
        yield blocks.quiet(_("Nothing is noted as missing.") if entries else nothing)
        return
    lines = [*data["gaps"]]
    # Translators: an entry's number, and what is missing there.
    lines += [_("Entry {number}: {gap}").format(number=each.no, gap=gap) for each, gap in found]
    yield blocks.points([shortened(each, 160) for each in lines[:_GAPS]])
    left = len(lines) - _GAPS
    if left > 0:
        yield blocks.quiet(
            ngettext(
                "{count} more point is in the list of gaps.",
                "{count} more points are in the list of gaps.",
                left,
            ).format(count=format_number(left))
        )


def _in_turn(entries: Sequence[Numbered]) -> list[tuple[Numbered, str]]:
    """Return what is missing: the first point of each entry, then the second of each, and so on.

    One entry with many gaps would otherwise leave no room for the others.
    """
    each = [
        [(one, said["text"]) for said in needed(one.entry) if said["kind"] == "text"]
        for one in entries
    ]
    turns = (point for turn in zip_longest(*each) for point in turn)
    return [point for point in turns if point is not None]
