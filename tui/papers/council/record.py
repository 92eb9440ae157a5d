"""The decision record: what was decided about a publication, why, by whom, on what answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import Row, line, row, said
from tui.papers.council.parts import (
    approvals,
    channel_name,
    channels_of,
    cover,
    detail_name,
    details_of,
    footer,
    lapses,
    outcomes,
    overtaken,
    state,
    subtitle,
    views,
)
from tui.wording import gettext as _

_FIELDS: Final = """
    council ref policy_version sheets overtaken first_day last_shown gone_by
    may_website may_social may_leaflet may_newsletter may_press may_meeting
    subjects subjects.name subjects.spent_from subjects.may_name subjects.may_age
    subjects.may_area subjects.may_offence subjects.may_sentence subjects.may_treatment
    subjects.may_photo
    images images.name images.passes
"""
NEEDS: Final = frozenset(_FIELDS.split())


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper.

    Args:
        data: Plain data by the names of ``NEEDS``, with ``decision`` and ``checklist``.
        about: ``made``, ``title``; ``history`` where the changes of the record are printed.
    """
    made = list(_blocks(data, about))
    return blocks.paper(about, made, subtitle=subtitle(), footer=footer())


def _blocks(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    decision = data["decision"]
    yield cover(
        data,
        about,
        (_("The policy"), data["policy_version"]),
        (_("Signed sheets kept at"), data["sheets"]),
    )
    yield blocks.heading(_("The decision"))
    yield from overtaken(data)
    yield state(decision)
    yield from _permitted(data)
    yield from _pictures(data)
    yield blocks.heading(_("What follows, and why"))
    yield from outcomes(decision)
    if decision["clear"] not in ("", "0"):
        yield blocks.quiet(
            _("Checks that found nothing in the way: {count}.").format(count=decision["clear"])
        )
    yield blocks.heading(_("Who has agreed"))
    yield approvals(decision)
    yield from lapses(decision)
    yield from views(decision)
    yield blocks.quiet(
        _(
            "The names were typed by whoever kept this record. What counts is the sheet signed by "
            "hand. An approval lapses when an answer changes that it was given on."
        )
    )
    yield blocks.heading(_("The answers"))
    yield from checklist(data)
    yield from history(about)
    yield blocks.heading(_("About this record"))
    yield blocks.points(list(_notes()))


def _permitted(data: Mapping[str, Any]) -> Iterator[Block]:
    decision = data["decision"]
    channels = [channel_name(each) for each in channels_of(data, decision)]
    days = [
        row(_("First shown, as planned"), said(data["first_day"])),
        row(_("Last day it may be shown"), said(data["last_shown"])),
        row(_("Gone by"), said(data["gone_by"])),
    ]
    # Where nothing may appear, days would say that something did.
    yield blocks.rows(
        [row(_("May appear in"), said(channels or _("None"))), *(days if channels else [])]
    )
    if data["subjects"]:
        yield blocks.small_heading(_("What may be published of each"))
        yield blocks.rows(
            [
                row(
                    line(subject["name"]) or _("No name given"),
                    said(_details(subject, decision)),
                    said(subject["spent_from"], _("Spent from:")),
                )
                for subject in data["subjects"]
            ],
            [_("Whom"), _("Which details")],
        )


def _pictures(data: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the pictures and what to look at before one is shown, where there are any."""
    if not data["images"]:
        return
    yield blocks.small_heading(_("Pictures"))
    passes, stays = _("By the answers, it may be shown"), _("It may not be shown")
    yield blocks.rows(
        [
            row(
                line(image["name"]) or _("No name given"),
                said(passes if image["passes"] else stays),
            )
            for image in data["images"]
        ],
        [_("Picture"), _("What the answers say")],
    )
    yield blocks.small_heading(
        _("To look at in each picture once more, before it goes out (sections 6.2 to 6.8)")
    )
    yield blocks.points(
        [
            _("It is so clear that nobody would be taken for somebody else."),
            _("It shows the one person, and no more than needed. Others were cut out or hidden."),
            _("No child can be recognised in it."),
            _("It is from a camera in plain sight, or somebody gave it who may."),
            _("What stands beside it is right, as of today."),
            _("It is agreed who takes it down at once if the person is found or is somebody else."),
            _("Somebody else does the cutting: this program never opens or changes a picture."),
        ]
    )


def _details(subject: Mapping[str, Any], decision: Mapping[str, Any]) -> list[str]:
    allowed = details_of(subject, decision)
    if not allowed:
        return [_("Nothing that tells who it is")]
    return [detail_name(each) for each in allowed_in_order(allowed)]


def allowed_in_order(allowed: frozenset[str]) -> list[str]:
    """Return details in the order they are always told."""
    from tui.papers.council.parts import DETAILS

    return [each for each in DETAILS if each in allowed]


def checklist(data: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the questions and their answers, part by part."""
    if not data["checklist"]:
        yield blocks.quiet(_("Nothing has been answered yet."))
    for part in data["checklist"]:
        yield blocks.small_heading(part["title"])
        yield blocks.rows([row(each["question"], said(each["answer"])) for each in part["rows"]])


def history(about: Mapping[str, Any]) -> Iterator[Block]:
    """Yield the changes of the record, where they are known."""
    events = about.get("history")
    if events is None:
        return
    yield blocks.heading(_("How the answers came about"))
    yield blocks.quiet(
        _(
            "Each change as the record keeps it, oldest first, and each approval that lapsed by "
            "it. Whoever had the record open made it, unless a name stands there: the record knows "
            "no other names than those that were typed. The times are those of the computer."
        )
    )
    if not events:
        yield blocks.quiet(_("No change is kept."))
        return
    yield blocks.rows([_event(each) for each in events])


def _event(event: Mapping[str, Any]) -> Row:
    """Return a change as a row: its number and time, then each answer as it was and is."""
    stamp = _("{number}. {when}").format(number=event["n"], when=event["when"])
    label = "\n".join(part for part in (stamp if event["n"] else "", event["who"]) if part)
    return row(label, *(said(text or "–", lead) for lead, text in event["lines"]))


def _notes() -> Iterator[str]:
    yield _(
        "It was put together from the sections of the policy. Annex A, the council’s own "
        "checklist, and Annex B, its media protocol, were not at hand."
    )
    yield _(
        "The policy does not say how long this record is kept. Ask the Data Protection Officer. "
        "It may have to be handed to the defence under the Criminal Procedure and Investigations "
        "Act 1996."
    )
    yield _(
        "The policy points to 1.4 for the purposes, which stand in 1.5, and to 5.7.4 for the "
        "exceptions, which stand in 5.7.2. It says in 5.5 that 5.7.4 tells how to ask for removal; "
        "it does not."
    )
    yield _(
        "Private notes are left out. So are answers that no longer apply; where the history is "
        "printed, it has them."
    )
