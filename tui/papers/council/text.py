"""The publication text: what goes on the web, on social media, on paper and to the press.

Only what may be published comes in: a name that may not be told is in no line of it, nor in
what somebody typed into another answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, said
from tui.papers.council.parts import (
    CHANNELS,
    channel_name,
    channels_of,
    details_of,
    footer,
    forbidden_words,
    holding,
    is_approved,
    names_nobody,
    overtaken,
    state,
)
from tui.wording import gettext as _

_FIELDS: Final = """
    council ref notice contact overtaken story told picture_appeal picture_done
    pictures pictures.scene
    may_website may_social may_leaflet may_newsletter may_press may_meeting
    first_day last_shown gone_by terms
    subjects subjects.name subjects.individual subjects.civil subjects.in_magistrates
    subjects.in_crown subjects.in_youth subjects.in_county subjects.decided
    subjects.age subjects.area subjects.offence
    subjects.may_name subjects.may_age subjects.may_area subjects.may_offence
    subjects.may_sentence subjects.may_treatment subjects.may_photo
    subjects.sentences subjects.sentences.words subjects.sentences.kind
    subjects.sentences.treatment subjects.sentences.cbo
"""
NEEDS: Final = frozenset(_FIELDS.split())


def arrange(data: Mapping[str, Any], about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the context of the paper; ``data`` and ``about`` as for the decision record."""
    sub = _("Only what may be published, with the council’s notice below it.")
    return blocks.paper(about, list(_blocks(data)), subtitle=sub, footer=footer())


def _blocks(data: Mapping[str, Any]) -> Iterator[Block]:
    decision = data["decision"]
    if data["overtaken"]:
        yield from overtaken(data)
        yield blocks.text(_("So there is no text here. The decision record has what was decided."))
        return
    yield state(decision)
    channels = channels_of(data, decision)
    if not channels:
        yield blocks.text(_("Nothing may be published now, so there is no text here."))
        yield blocks.text(_("The decision record says why, and what would change that."))
        return
    story, left_out = _story(data, forbidden_words(data, decision))
    for channel in channels:
        yield blocks.heading(channel_name(channel))
        yield from _channel(channel, data, story)
    closed = [channel_name(each) for each in CHANNELS if each not in channels]
    if closed:
        yield blocks.heading(_("Not for"))
        yield blocks.points(closed)
    if left_out:
        yield blocks.quiet(
            _(
                "A sentence was left out: in it stands the name of somebody who may not be named. "
                "Correct the answer it comes from."
            )
        )
    yield blocks.heading(_("Before it goes out"))
    blanks = any("[" in each for each in story)
    yield blocks.points(list(_before(data, blanks=blanks)))


def _channel(channel: str, data: Mapping[str, Any], story: Sequence[str]) -> Iterator[Block]:
    lines = [*story]
    if channel == "press":
        yield blocks.copied([*lines, *_notice(data)])
        yield blocks.quiet(
            _("The press may report what was said in open court, unless the court forbids it.")
        )
        return
    if channel == "meeting":
        yield blocks.copied(lines)
        yield blocks.quiet(_("Say this, and no more. Hand nothing out that says more."))
        return
    if channel == "website" and line(data["contact"]):
        lines.append(
            _("To ask for this to be taken out, write to {contact}.").format(
                contact=line(data["contact"])
            )
        )
    yield blocks.copied([*lines, *_notice(data)])
    if channel not in ("website", "social"):
        return
    last = data["last_shown"]
    if isinstance(last, Mapping) and "when" in last:
        yield blocks.quiet(
            _("Last day shown: {last}. Gone by {gone}.").format(
                last=_day(last), gone=_day(data["gone_by"])
            )
        )
    else:
        yield blocks.quiet(_("It is not known yet by when it has to come down: find that out."))


def _notice(data: Mapping[str, Any]) -> list[str]:
    """Return the council's notice, word for word, and the address that belongs below it."""
    contact = line(data["contact"])
    return [
        line(data["notice"]),
        _("Contact: {contact}").format(contact=contact) if contact else "",
    ]


def _story(data: Mapping[str, Any], forbidden: Sequence[str]) -> tuple[list[str], bool]:
    """Return the paragraphs that may be told, and whether a sentence had to be left out."""
    decision = data["decision"]
    found: list[str] = []
    left_out = False
    for subject in data["subjects"]:
        allowed = details_of(subject, decision)
        sentences = [*_about(subject, allowed), *_terms(data, subject, allowed)]
        free = [each for each in sentences if names_nobody(each, forbidden)]
        left_out = left_out or free != sentences
        # What it was for says nothing without who it was, or that it was anybody.
        if free and free[0] == sentences[0]:
            found.append(" ".join(free))
    if _asks_for_help(data) and not holding(decision) & {"STOP", "STOP_ALL"}:
        for picture in data["pictures"]:
            told = _appeal(picture["scene"])
            if not names_nobody(told, forbidden):
                told, left_out = _appeal(""), True
            found.append(told)
    told = line(data["told"])
    free_of = names_nobody(told, forbidden)
    left_out = left_out or (bool(data["story"]) and not free_of)
    if data["story"] and told and free_of:
        found.append(told)
    elif data["story"] or not found:
        found.append(_("[What happened, where, and what the council did. Name or show nobody.]"))
    return found, left_out


def _asks_for_help(data: Mapping[str, Any]) -> bool:
    """Return whether a picture is shown to find out who it is: not once that is known."""
    return bool(data["picture_appeal"]) and not data["picture_done"]


def _appeal(scene: Any) -> str:
    words = _ended(scene) or _("[what happened, where and when]")
    return _(
        "The council would like to speak to the person in this picture about {words}. If you know "
        "who it is, please tell us."
    ).format(words=words)


def _about(subject: Mapping[str, Any], allowed: frozenset[str]) -> Iterator[str]:
    if "offence" not in allowed and "name" not in allowed:
        return
    who, court, day = _who(subject, allowed), _court(subject), _day(subject["decided"])
    if subject["civil"] and day:
        words = _("{court} made an injunction against {who} on {day}.")
    elif subject["civil"]:
        words = _("{court} made an injunction against {who}.")
    elif day:
        words = _("{who} was convicted. {court} decided this on {day}.")
    else:
        words = _("{who} was convicted. {court} decided this.")
    told = words.format(who=who, court=court, day=day).replace(",.", ".")
    yield told[:1].upper() + told[1:]
    if "offence" in allowed and line(subject["offence"]):
        yield _("What it was for: {offence}.").format(offence=_ended(subject["offence"]))
    if "sentence" in allowed:
        parts = [
            line(each["words"]) or line(each["kind"])
            for each in subject["sentences"]
            if "treatment" in allowed or not each["treatment"]
        ]
        parts = [part.rstrip(". ") for part in parts if part]
        if parts:
            imposed = _("The order: {words}.") if subject["civil"] else _("The sentence: {words}.")
            yield imposed.format(words="; ".join(parts))


def _terms(
    data: Mapping[str, Any], subject: Mapping[str, Any], allowed: frozenset[str]
) -> Iterator[str]:
    """Yield what a behaviour order says, for whom it was made: nobody else is told to have one."""
    has_order = any(each["cbo"] for each in subject["sentences"]) or len(data["subjects"]) == 1
    if line(data["terms"]) and "sentence" in allowed and has_order:
        yield _("What the order says: {terms}.").format(terms=_ended(data["terms"]))


def _day(value: Any) -> str:
    """Return a date as a text that is published has it: in full."""
    return "".join(each["text"] for each in said(value))


def _ended(text: Any) -> str:
    return line(text).rstrip(". ")


def _who(subject: Mapping[str, Any], allowed: frozenset[str]) -> str:
    if "name" not in allowed:
        return _("a person") if subject["individual"] else _("a company")
    who = [line(subject["name"])]
    if "age" in allowed:
        who.append(_("aged {age}").format(age=line(subject["age"]) or _("[age]")))
    if "area" in allowed:
        area = _ended(subject["area"])
        # A number in it is that of the house: the full address is never published.
        if not area or any(each.isdigit() for each in area):
            area = _("[street or area, without the number]")
        who.append(_("of {area}").format(area=area))
    return ", ".join(who) + ("," if len(who) > 1 else "")


def _court(subject: Mapping[str, Any]) -> str:
    if subject["in_magistrates"]:
        return _("A magistrates’ court")
    if subject["in_crown"]:
        return _("The Crown Court")
    if subject["in_youth"]:
        return _("A youth court")
    if subject["in_county"]:
        return _("The county court or the High Court")
    return _("The court")


def _before(data: Mapping[str, Any], *, blanks: bool) -> Iterator[str]:
    if not is_approved(data["decision"]):
        yield _("Wait until everybody who has to has agreed. Until then this is a draft.")
    if blanks:
        yield _("Fill in what stands in square brackets, and nothing else.")
    yield _("Let somebody else compare it with the court’s register.")
    yield _(
        "Look once more, on the day, whether the conviction is spent, an appeal was lodged, or an "
        "order was made."
    )
    if any(
        "photo" in details_of(each, data["decision"]) for each in data["subjects"]
    ) or _asks_for_help(data):
        yield _(
            "Pictures: show the one person only, and no more than needed. Have others cut out or "
            "covered first. This program never opens or changes a picture."
        )
    yield _("Posting it again does not start its days anew.")
