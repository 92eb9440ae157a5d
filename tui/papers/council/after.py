"""The correction, the media-handling sheet and the schedule for disclosure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.papers.council.diary import happened
from tui.papers.council.parts import (
    approvals,
    cover,
    footer,
    forbidden_words,
    lapses,
    names_nobody,
    outcomes,
    overtaken,
    state,
    subtitle,
)
from tui.papers.council.record import checklist, history
from tui.wording import gettext as _

_CORRECTION: Final = """
    council ref contact correction since nothing_since appeal_won_on appeal_won_what
    publications publications.channel publications.place publications.first_shown
    subjects subjects.name subjects.may_name subjects.may_age subjects.may_area
    subjects.may_offence subjects.may_sentence subjects.may_treatment subjects.may_photo
"""
_MEDIA: Final = """
    council ref contact media_plan may_press subjects subjects.live subjects.listed
    subjects.restricted subjects.order_words
"""
CORRECTION_NEEDS: Final = frozenset(_CORRECTION.split())
MEDIA_NEEDS: Final = frozenset(_MEDIA.split())
DISCLOSURE_NEEDS: Final = frozenset({"council", "ref", "sheets", "overtaken"})


def correction(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the correction."""
    sub = _("To stand wherever the first text stood.")
    return blocks.paper(about, list(_correction(data, about)), subtitle=sub, footer=footer())


def _correction(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(data, about)
    if data["nothing_since"]:
        yield blocks.text(_("Nothing is recorded that would have to be put right."))
        return
    if found := happened(data):
        yield blocks.rows(found)
    yield blocks.heading(_("The text"))
    forbidden = forbidden_words(data, data["decision"])
    words = _lines(data["correction"])
    free = [each for each in words if names_nobody(each, forbidden)]
    if free:
        contact = line(data["contact"])
        address = _("Contact: {contact}").format(contact=contact) if contact else ""
        yield blocks.copied([_("Correction"), *free, address])
    elif not words:
        yield blocks.quiet(_("No correction is written yet."))
    if free != words:
        yield blocks.quiet(
            _(
                "Part of what was written is left out: in it stands the name of somebody who may "
                "not be named. Say it without the name, in the register."
            )
        )
    if line(data["appeal_won_on"]):
        yield blocks.rows(
            [
                row(_("Appeal succeeded on"), said(data["appeal_won_on"])),
                row(_("What was changed"), said(data["appeal_won_what"])),
            ]
        )
    yield blocks.heading(_("Where it has to appear"))
    if data["publications"]:
        yield blocks.table(
            (24, 40, 22, 26),
            [_("Where"), _("Exactly where"), _("First shown"), _("Corrected on, by whom")],
            [
                [line(each["channel"]), line(each["place"]), line(each["first_shown"]), ""]
                for each in data["publications"]
            ],
            tall=True,
        )
    else:
        yield blocks.quiet(_("No publication is listed."))
        return
    yield blocks.quiet(
        _("Take the first text down before this goes out. Don’t repeat it in the correction.")
    )


def _lines(value: Any) -> list[str]:
    return [each["text"] for each in said(value)]


def media(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the media-handling sheet."""
    return blocks.paper(about, list(_media(data, about)), subtitle=subtitle(), footer=footer())


def _media(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    yield cover(
        data,
        about,
        (_("Who speaks to the press"), data["media_plan"]),
        (_("Contact"), data["contact"]),
    )
    yield blocks.strong(
        _("Annex B was not at hand"),
        _(
            "Section 8.4 of the policy wants the council’s own media protocol (Annex B) applied. "
            "Ask the Communications Team for it. This sheet holds sections 8.1 to 8.4 only."
        ),
    )
    live = [each for each in data["subjects"] if each["live"]]
    if live:
        yield blocks.strong(
            _("The case is live"),
            _(
                "Say only what the court lists: the court, the day and the charge. Nothing about "
                "how it goes, and nothing about who did what (section 5.6)."
            ),
        )
    yield blocks.heading(_("What holds, section by section"))
    yield blocks.table(
        (14, 100),
        [_("Section"), _("What it means here")],
        [
            ["8.1", _("The press get the court’s list of hearings from the court itself.")],
            ["8.2", _("They may report what is said in open court, unless the court forbids it.")],
            [
                "8.3",
                _(
                    "Tell the Communications Team as soon as a hearing is listed. Read with "
                    "section 5.6, that can only mean the court, the day and the charge."
                ),
            ],
            ["8.4", _("Apply Annex B. It was not at hand when this was made.")],
        ],
    )
    told = [line(each["listed"]) for each in data["subjects"] if line(each["listed"])]
    if told:
        yield blocks.rows([row(_("Told of the hearing on"), said(told))])
    limits = [each for each in data["subjects"] if each["restricted"]]
    if limits:
        yield blocks.heading(_("Limits set by the court"))
        for each in limits:
            words = _lines(each["order_words"])
            yield blocks.copied(words or [_("The words of the order are not copied here.")])
    yield blocks.heading(_("When somebody from the press asks"))
    yield blocks.points(
        [
            _("Write down who asked, from where, when, and what they wanted to know."),
            _("Hand it to whoever speaks to the press. Say nothing yourself."),
            _("Give out the press text as it was approved, and no more."),
            _("No picture goes out that was not approved as a picture."),
        ]
    )
    if not data["may_press"]:
        yield blocks.quiet(_("Nothing is approved for the press in this case."))
    yield blocks.table(
        (26, 30, 18, 40),
        [_("Who asked"), _("From where"), _("When"), _("What was said")],
        [["", "", "", ""]] * 3,
        tall=True,
    )


def disclosure(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the schedule for disclosure."""
    sub = _(
        "For the disclosure officer, under the Criminal Procedure and Investigations Act 1996. "
        "Whether something has to be disclosed is for them and the prosecutor to say."
    )
    return blocks.paper(about, list(_disclosure(data, about)), subtitle=sub, footer=footer())


def _disclosure(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[Block]:
    decision = data["decision"]
    yield cover(data, about, (_("Signed sheets kept at"), data["sheets"]))
    yield blocks.heading(_("What is left out of this schedule"))
    yield blocks.points(list(_omitted(data, about)))
    yield blocks.heading(_("The decision"))
    yield from overtaken(data)
    yield state(decision)
    yield from outcomes(decision)
    yield blocks.heading(_("Who has agreed"))
    yield approvals(decision)
    yield from lapses(decision)
    yield blocks.heading(_("The answers"))
    yield from checklist(data)
    yield from history(about)


def _omitted(data: Mapping[str, Any], about: Mapping[str, Any]) -> Iterator[str]:
    yield _(
        "What Legal and others said as their view, and the Director’s reasons for allowing what "
        "the policy stops, also in the history: a lawyer’s advice may be privileged, and the "
        "others may repeat it. It stands in the decision record."
    )
    yield _("The pictures and the papers of the court: they are kept elsewhere. This names them.")
    yield _("The signed sheets: they are kept where it says above.")
    yield _(
        "Private notes, if there are any: they are left out of every paper. A court may still "
        "order them shown."
    )
    yield _("Words that were begun and not finished: they are no answer yet.")
    yield _("What was taken out of the record for good: it is gone. The history says when and why.")
    if about.get("history") is None:
        yield _("Answers to questions that no longer apply after a change: they no longer count.")
        yield _("The history of the answers: this copy was made without it.")
    else:
        yield _(
            "Answers to questions that no longer apply after a change: they no longer count. The "
            "history has them."
        )
