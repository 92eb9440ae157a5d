"""What the council's papers have in common: their opening, permitted details, approvals.

Nothing here decides anew: content works out what may be named and where, and this only takes
away more where an outcome that still holds says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tui.papers import blocks
from tui.papers.blocks import Block
from tui.papers.context import line, row, said
from tui.wording import format_datetime, ngettext
from tui.wording import gettext as _

Plain = Mapping[str, Any]

CASE: Final = frozenset({"council", "ref"})
"""The fields of ``data:`` that every paper opens with."""

NOT_YET: Final = ("STOP_ALL", "STOP", "HOLD", "ESCALATE", "")
"""The worst outcomes with which nothing goes out as it is."""

_NAMELESS: Final = frozenset({"name", "age", "area", "photo"})
_FORBIDS: Final[Mapping[str, frozenset[str]]] = {
    "STOP": _NAMELESS,
    "STOP_ALL": _NAMELESS | {"offence", "sentence"},
    "SCOPE unnamed": _NAMELESS,
    "SCOPE identity": _NAMELESS,
    "SCOPE address": frozenset({"area"}),
    "SCOPE full_address": frozenset(),
    "SCOPE age": frozenset({"age"}),
    "SCOPE complainant": frozenset({"age", "area"}),
    "SCOPE family": frozenset({"area"}),
    "SCOPE extras": frozenset({"photo"}),
    "SCOPE treatment": frozenset({"treatment"}),
    "SCOPE health": frozenset({"treatment"}),
}
_KEEPS_OUT_OF: Final[Mapping[str, frozenset[str]]] = {
    "STOP_ALL": frozenset({"website", "social", "leaflet", "newsletter", "press", "meeting"}),
    "SCOPE offline": frozenset({"website", "social"}),
    "SCOPE local": frozenset({"website", "social", "newsletter", "press"}),
}
_MOST_GROUNDS: Final = 3
"""Answers listed behind one outcome; all of them stand further down."""
DETAILS: Final = ("name", "age", "area", "offence", "sentence", "treatment", "photo")
CHANNELS: Final = ("website", "social", "leaflet", "newsletter", "press", "meeting")


def cover(data: Plain, about: Plain, *more: tuple[str, Any]) -> Block:
    """Return the first rows of a paper: the council, the case, when this copy was made."""
    found = [
        row(_("Council"), said(data["council"])),
        row(_("Reference"), said(data["ref"])),
        *(row(label, said(value)) for label, value in more),
        row(_("This copy was made"), said(format_datetime(about["made"]))),
    ]
    return blocks.rows(found)


def subtitle() -> str:
    """Return what stands under the title of the council's papers."""
    return _(
        "Prepared from the sections of the council’s policy. It is not the council’s own Annex A, "
        "which was not at hand."
    )


def footer() -> str:
    """Return what stands at the foot of the council's papers."""
    return _("Information, not legal advice. A typed name is no signature.")


def holding(decision: Plain, of: str = "") -> set[str]:
    """Return the codes that still hold for the case, and for one row."""
    return {
        code
        for verdict in decision["verdicts"]
        if verdict["row"] in ("case", of)
        for code in verdict["codes"]
    }


def details_of(subject: Plain, decision: Plain) -> frozenset[str]:
    """Return which details of a person or company may be published.

    What content allows, less what an outcome that still holds forbids.
    """
    allowed = {each for each in DETAILS if subject[f"may_{each}"]}
    for code in holding(decision, str(subject.get("id", ""))):
        allowed -= _FORBIDS.get(code, _FORBIDS.get(code.partition(" ")[0], frozenset()))
    return frozenset(allowed)


def channels_of(data: Plain, decision: Plain) -> tuple[str, ...]:
    """Return where something may appear, in their order."""
    allowed = {each for each in CHANNELS if data[f"may_{each}"]}
    rows = {verdict["row"] for verdict in decision["verdicts"]}
    for one in rows | {"case"}:
        for code in holding(decision, one):
            allowed -= _KEEPS_OUT_OF.get(code, frozenset())
    return tuple(each for each in CHANNELS if each in allowed)


def channel_name(channel: str) -> str:
    """Return what a channel is called."""
    return {
        "website": _("The council’s website"),
        "social": _("Social media"),
        "leaflet": _("Leaflet or poster"),
        "newsletter": _("Newsletter"),
        "press": _("The press"),
        "meeting": _("A meeting of the people affected"),
    }[channel]


def detail_name(detail: str) -> str:
    """Return what a detail is called."""
    return {
        "name": _("Name"),
        "age": _("Age"),
        "area": _("Street or area, without the number"),
        "offence": _("The offence"),
        "sentence": _("The sentence"),
        "treatment": _("Treatment as part of the sentence"),
        "photo": _("A picture"),
    }[detail]


def forbidden_words(data: Plain, decision: Plain) -> tuple[str, ...]:
    """Return the words that may stand in no text: names of those who may not be named.

    A surname that they share with somebody who may be named tells nobody who they are.
    """
    told: set[str] = set()
    found: dict[str, None] = {}
    for subject in data["subjects"]:
        name = line(subject["name"])
        if "name" in details_of(subject, decision):
            told.update(name.casefold().split())
            continue
        last = name.split()[-1] if name.split() else ""
        found |= dict.fromkeys(each for each in (name, last) if len(each) > 2)
    return tuple(each for each in found if each.casefold() not in told)


def names_nobody(text: str, forbidden: Iterable[str]) -> bool:
    """Return whether a text is free of some words, however they are written."""
    plain = " ".join(text.casefold().split())
    for word in forbidden:
        wanted = re.escape(" ".join(word.casefold().split()))
        if re.search(rf"(?<!\w){wanted}(?!\w)", plain):
            return False
    return True


def is_approved(decision: Plain) -> bool:
    """Return whether nothing is in the way and everybody who has to has agreed."""
    return decision["worst"] not in NOT_YET and not decision["waits"]


def state(decision: Plain) -> Block:
    """Return the frame that says whether this is a draft or was approved."""
    if is_approved(decision):
        return blocks.strong(_("Approved, as recorded"), decision["said"])
    return blocks.strong(unapproved(decision), decision["said"], decision["waits"])


def unapproved(decision: Plain) -> str:
    """Return how a decision is called that lets nothing out as planned."""
    if decision["worst"] == "STOP_ALL" and not decision["waits"]:
        # That is no draft: it is what was decided.
        return _("Do not publish.")
    return _("Draft: not approved. Do not publish.")


def overtaken(data: Plain) -> Iterator[Block]:
    """Yield the frame that says that what happened since has overtaken the decision."""
    if data["overtaken"]:
        yield blocks.strong(
            _("Overtaken: publish nothing of this."),
            _(
                "Since it went out, an appeal was lodged or succeeded, or something in it turned "
                "out to be wrong. What is up comes down. What goes out next is decided anew."
            ),
        )


def approvals(decision: Plain) -> Block:
    """Return the approvals as a table, without views. A typed name is called one."""
    head = [_("What"), _("Name as typed, and role"), _("Date"), _("Standing")]
    body = [
        [
            each["question"],
            "\n".join(part for part in (each["name"], each["role"]) if part),
            line(each["date"]),
            each["state"],
        ]
        for each in decision["approvals"]
    ]
    return blocks.table((38, 34, 21, 22), head, body)


def lapses(decision: Plain) -> Iterator[Block]:
    """Yield why approvals lapsed, each reason once, where any did."""
    why: dict[str, list[str]] = {}
    for each in decision["approvals"]:
        if each["lapse"]:
            why.setdefault(each["lapse"], []).append(signer(each))
    if why:
        yield blocks.small_heading(_("Why approvals lapsed"))
        yield blocks.rows([row("\n".join(who), said(reason)) for reason, who in why.items()])


def views(decision: Plain) -> Iterator[Block]:
    """Yield the views and reasons that came with the approvals, where there are any."""
    given = [each for each in decision["approvals"] if each["view"]]
    if given:
        yield blocks.small_heading(_("Views and reasons"))
        yield blocks.rows([row(each["question"], said(each["view"])) for each in given])


def signer(approval: Plain) -> str:
    """Return who gives an approval, in a word or two: what stands beside room to sign."""
    if approval["lifts"]:
        return _("Director: allows what only the policy stops")
    known = {
        "officer": _("Officer: prepared this decision"),
        "legal": _("Legal"),
        "dpo": _("Data Protection Officer"),
        "police": _("Police or partner"),
        "comms": _("Communications Team"),
        "director": _("Director: final approval"),
    }
    return known.get(next(iter(approval["of"]), "officer"), str(approval["question"]))


def outcomes(decision: Plain) -> Iterator[Block]:
    """Yield each outcome that holds, with its basis and the answers behind it."""
    if not decision["verdicts"]:
        yield blocks.quiet(_("No outcome holds so far."))
        return
    yield blocks.table(
        (20, 38, 14, 42),
        [_("What follows"), _("Why"), _("Basis"), _("Answers behind it")],
        [
            [
                each["holds"],
                f"{each['about']}: {each['text']}" if each["about"] else each["text"],
                ", ".join(part for part in (each["basis"], each["section"]) if part),
                "\n".join(_behind(each)),
            ]
            for each in decision["verdicts"]
        ],
    )


def _behind(verdict: Plain) -> Iterator[str]:
    """Yield what a verdict rests on: the sign-offs that settled it, or its first answers."""
    if verdict["settled_by"]:
        for asked in verdict["settled_by"]:
            yield _("Settled by: {question}").format(question=asked)
        if not verdict["codes"]:
            return
    for ground in verdict["why"][:_MOST_GROUNDS]:
        yield _ground(ground)
    more = len(verdict["why"]) - _MOST_GROUNDS
    if more > 0:
        yield ngettext("… and {count} more answer", "… and {count} more answers", more).format(
            count=more
        )


def _ground(ground: Plain) -> str:
    answer = line(ground["answer"])
    asked = ground["question"]
    return f"{asked} {_short(answer)}" if answer else str(asked)


def _short(text: str, most: int = 100) -> str:
    if len(text) <= most:
        return text
    whole = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
    return whole.rstrip(" ;,") + " …"
