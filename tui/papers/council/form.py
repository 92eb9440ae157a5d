"""The decision record as a form: to be typed into, printed, and signed by hand or on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tui.papers.context import Paragraph, line, said
from tui.papers.council.parts import (
    channel_name,
    channels_of,
    detail_name,
    details_of,
    is_approved,
    unapproved,
)
from tui.papers.council.record import allowed_in_order
from tui.papers.pdf_form import Item
from tui.papers.tfv.log import page_words
from tui.wording import gettext as _


def N_(message: str) -> str:
    """Mark a message for translation where it stands in a table."""
    return message


class Asked(NamedTuple):
    """A field: its label, how many lines it has, how wide it is beside the others."""

    label: str
    lines: int = 1
    share: int = 1


_PARTS: Final[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
    (N_("The case"), (("council", "ref"), ("policy_version", "sheets"))),
    (
        N_("The decision"),
        (("decision",), ("appear",), ("first_day", "last_shown", "gone_by")),
    ),
    (N_("Whom it is about, and which details may be published"), (("whom",),)),
    (
        N_("Purpose, need and fairness (section 4.1)"),
        (("purposes", "channels"), ("weight", "exceptions"), ("reasons",), ("online_reason",)),
    ),
    (N_("Data protection (section 4.2)"), (("data_protection", "condition"),)),
    (N_("What holds, and why"), (("holds",),)),
)
_FIELDS: Final = {
    "council": Asked(N_("Council")),
    "ref": Asked(N_("Reference")),
    "policy_version": Asked(N_("The policy")),
    "sheets": Asked(N_("Signed sheets kept at")),
    "decision": Asked(N_("Where it stands"), 2),
    "appear": Asked(N_("May appear in"), 2),
    "first_day": Asked(N_("First shown, as planned")),
    "last_shown": Asked(N_("Last day it may be shown")),
    "gone_by": Asked(N_("Gone by")),
    "whom": Asked(N_("Name, and what may be told"), 6),
    "purposes": Asked(N_("What it is for (section 1.5)"), 3, 2),
    "channels": Asked(N_("Where it should appear"), 3),
    "weight": Asked(N_("What makes it weigh (section 4.1)"), 3),
    "exceptions": Asked(N_("Exceptions (section 5.7.2)"), 3),
    "reasons": Asked(N_("Why it is needed and fair"), 9),
    "online_reason": Asked(N_("Why it has to be online"), 3),
    "data_protection": Asked(N_("What is in place"), 4, 2),
    "condition": Asked(N_("Condition (Schedule 1)"), 4),
    "holds": Asked(N_("Outcomes, with their basis"), 46),
}
_APPROVALS: Final = {
    "officer": N_("Officer"),
    "legal": N_("Legal"),
    "dpo": N_("Data Protection Officer"),
    "police": N_("Police or partner"),
    "comms": N_("Communications Team"),
    "lift": N_("Director: allows what only the policy stops"),
    "director": N_("Director: final approval"),
}
_PARTS_OF_APPROVAL: Final = {
    "name": Asked(N_("Name as typed, and role"), 1, 3),
    "date": Asked(N_("Date"), 1, 2),
    "view": Asked(N_("View or reasons"), 2, 4),
}

MADE_UP: Final = frozenset({"decision", "appear", "whom", "holds"}) | frozenset(
    f"{who}_{part}" for who in _APPROVALS for part in _PARTS_OF_APPROVAL
)
"""Fields that are made from others, and stand in no ``data:`` under their own name."""

_MORE: Final = """
    overtaken
    may_website may_social may_leaflet may_newsletter may_press may_meeting
    subjects subjects.name subjects.may_name subjects.may_age subjects.may_area
    subjects.may_offence subjects.may_sentence subjects.may_treatment subjects.may_photo
"""
MORE: Final = frozenset(_MORE.split())
"""What the other fields are made from, besides those that the layout names."""


def context(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of the form and how it is laid out; ``about`` as for other papers."""
    parts = [
        {
            "title": _(title),
            "rows": [[_box(name, _FIELDS[name]) for name in names] for names in rows],
        }
        for title, rows in _PARTS
    ]
    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "subtitle": _(
            "Prepared from the sections of the council’s policy. It is not the council’s own "
            "Annex A, which was not at hand. Long answers go on to continuation sheets."
        ),
        "footer": _("Information, not legal advice. A typed name is no signature."),
        "page_words": page_words(),
        "parts": parts,
        "approvals": {
            "title": _("Who has agreed"),
            "note": _(
                "Officer and Director are two people. Sign on paper, or in the box with a "
                "signature of your own: a name that was typed does not count."
            ),
            "rows": [
                {
                    "title": _(who),
                    "boxes": [_box(f"{key}_{part}", asked) for part, asked in _approval_parts()],
                    "sign": f"{key}_signature",
                    "signed": _("Signature"),
                }
                for key, who in _APPROVALS.items()
            ],
        },
    }


def _approval_parts() -> Iterator[tuple[str, Asked]]:
    yield from _PARTS_OF_APPROVAL.items()


def _box(name: str, asked: Asked) -> dict[str, str]:
    return {
        "name": name,
        "label": _(asked.label),
        "lines": str(asked.lines),
        "share": str(asked.share),
    }


def signatures() -> dict[str, str]:
    """Return the boxes for signatures: what a screen reader says at each."""
    return {
        f"{key}_signature": _("Signature: {who}").format(who=_(who))
        for key, who in _APPROVALS.items()
    }


def items(data: Mapping[str, Any] | None) -> dict[str, Item]:
    """Return what each field shows; all are empty where there is no data."""
    found: dict[str, Iterable[Paragraph]] = {}
    if data is not None:
        shown = channels_of(data, data["decision"])
        days = () if shown else ("first_day", "last_shown", "gone_by")
        found = {name: said(data[name]) for name in _FIELDS if name in data and name not in days}
        found |= _made(data)
        found |= _approved(data["decision"])
    made = {
        name: Item(_(asked.label), _(asked.label), tuple(found.get(name, ())))
        for name, asked in _FIELDS.items()
    }
    for key, who in _APPROVALS.items():
        for part, asked in _PARTS_OF_APPROVAL.items():
            label = _("{who}: {part}").format(who=_(who), part=_(asked.label))
            made[f"{key}_{part}"] = Item(label, label, tuple(found.get(f"{key}_{part}", ())))
    return made


def _made(data: Mapping[str, Any]) -> dict[str, list[Paragraph]]:
    decision = data["decision"]
    standing = _("Approved, as recorded.") if is_approved(decision) else unapproved(decision)
    over = _("Overtaken: publish nothing of this.") if data["overtaken"] else ""
    about = [over, standing, decision["said"], decision["waits"]]
    whom = [
        _("{name}: {details}").format(
            name=line(subject["name"]) or _("No name given"),
            details="; ".join(
                detail_name(each) for each in allowed_in_order(details_of(subject, decision))
            )
            or _("Nothing that tells who it is"),
        )
        for subject in data["subjects"]
    ]
    holds = [f"{number}. {_outcome(each)}" for number, each in enumerate(decision["verdicts"], 1)]
    return {
        "decision": said(" ".join(part for part in about if part)),
        "appear": said([channel_name(each) for each in channels_of(data, decision)] or _("None")),
        "whom": said("\n".join(whom)),
        "holds": said("\n".join(holds)),
    }


def _outcome(verdict: Mapping[str, Any]) -> str:
    about = f"{verdict['about']}: " if verdict["about"] else ""
    basis = f" ({verdict['basis']})" if verdict["basis"] else ""
    return f"{verdict['holds']}. {about}{verdict['text']}{basis}"


def _approved(decision: Mapping[str, Any]) -> dict[str, list[Paragraph]]:
    found: dict[str, list[Paragraph]] = {}
    for each in decision["approvals"]:
        key = "lift" if each["lifts"] else next(iter(each["of"]), "officer")
        if key not in _APPROVALS or not line(each["name"]):
            continue
        who = ", ".join(part for part in (each["name"], each["role"]) if part)
        lapse = "" if each["counts"] else f"{each['state']}. {each['lapse']}"
        # Why it lapsed may go on to another sheet: that it did is said beside the name.
        found[f"{key}_name"] = said(who if each["counts"] else f"{each['state']}: {who}")
        found[f"{key}_date"] = said(line(each["date"]))
        found[f"{key}_view"] = said("\n".join(part for part in (each["view"], lapse) if part))
    return found
