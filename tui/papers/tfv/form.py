"""One entry of the log as a form: its fields, their words, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from tui.papers.context import Paragraph, said
from tui.papers.pdf_form import Item
from tui.papers.tfv.entry import Entry, collected, needed, pieces, showing_who, stamp
from tui.papers.tfv.log import page_words
from tui.wording import gettext as _


def N_(message: str) -> str:
    """Mark a message for translation where it stands in a table."""
    return message


ENTRIES: Final = "entries"
"""The field of ``data:`` whose rows the form can be filled with."""

MADE_UP: Final = frozenset({"collected", "written"})
"""Fields that are made from others, and stand in no ``data:`` under their own name."""

PIECES: Final = frozenset(
    f"{ENTRIES}.pieces.{name}"
    for name in (
        "name",
        "state",
        "to_get",
        "in_part",
        "captured",
        "method",
        "device",
        "shows",
        "shows_who",
    )
)
"""What the list of pieces is made from, besides the fields that the layout names."""


class Asked(NamedTuple):
    """A field: the part of the form it stands in, its label, how it is to be filled in."""

    part: str
    label: str
    hint: str = ""


_PARTS: Final = {
    "when": N_("Date and time of the act and of collection"),
    "what": N_("What happened"),
    "shows": N_("Evidence that it happened"),
    "who": N_("Evidence of who did it"),
    "other": N_("Other information (police officer, witnesses)"),
    "impact": N_("Impact"),
    "needed": N_("Evidence still needed"),
}
"""The seven headings, as in the log."""

_FIELDS: Final = {
    "occurred": Asked("when", N_("When it happened"), N_("about, before or between is fine")),
    "collected": Asked("when", N_("When it was saved or copied")),
    "kind": Asked("when", N_("How it came"), N_("message, post, call, email …")),
    "platform": Asked("when", N_("App, site or service")),
    "alike_count": Asked("when", N_("How many alike, about")),
    "alike_first": Asked("when", N_("The first one")),
    "alike_last": Asked("when", N_("The last one")),
    "what": Asked("what", N_("What happened"), N_("what was said and done, in order")),
    "alike_words": Asked("what", N_("What they usually said"), N_("where many were alike")),
    "context": Asked("what", N_("Also good to know")),
    "have": Asked(
        "shows", N_("What there is"), N_("screenshot, recording, photo, printout, notes, witness …")
    ),
    "pieces": Asked(
        "shows",
        N_("List of it"),
        N_("for each: when and how it was taken, with which device, what it shows"),
    ),
    "who": Asked("who", N_("Who did it"), N_("“not known” is fine")),
    "account": Asked("who", N_("Account, number or address"), N_("just as it shows")),
    "identity": Asked("who", N_("What points to them")),
    "why_them": Asked("who", N_("Why it is thought to be them")),
    "why_watched": Asked("who", N_("Why someone is thought to be watching")),
    "profile": Asked("who", N_("Copy of the profile page")),
    "police": Asked("other", N_("Police told?")),
    "police_when": Asked("other", N_("When police were told")),
    "file_number": Asked("other", N_("Police file number")),
    "officer": Asked("other", N_("Police officer")),
    "badge": Asked("other", N_("Badge number")),
    "witnesses": Asked("other", N_("Witnesses")),
    "talked": Asked("other", N_("Talks with others")),
    "told": Asked("other", N_("Messages to others about it")),
    "comments": Asked("other", N_("Comments")),
    "impact": Asked("impact", N_("What it has done")),
    "impact_behaviour": Asked("impact", N_("What is done differently")),
    "impact_work": Asked("impact", N_("Work or school")),
    "impact_fear": Asked("impact", N_("Feelings")),
    "impact_health": Asked("impact", N_("Health")),
    "impact_accounts": Asked("impact", N_("Accounts")),
    "impact_relationships": Asked("impact", N_("Other people")),
    "impact_money": Asked("impact", N_("What money was spent on")),
    "spent": Asked("impact", N_("Spent in all, about")),
    "still_needed": Asked("needed", N_("What is still to be found or saved"), N_("and who has it")),
    "written": Asked("needed", N_("When this entry was written down")),
}

FIELDS: Final = frozenset(_FIELDS)
"""The fields that there are words for."""


def context(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of the form; ``about`` as for ``tfv_log.arrange``."""
    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "subtitle": _(
            "For one thing that happened. It has the seven headings of the log in the "
            "Preserving Digital Evidence Toolkit, and is not the toolkit’s own form. "
            "Leave empty what you do not know."
        ),
        "footer": _("Private notes are left out."),
        "page_words": page_words(),
        "parts": {key: _(title) for key, title in _PARTS.items()},
        "labels": {
            name: {
                "label": _(asked.label),
                # Translators: after the label of a field, how to fill it in.
                "hint": _("({hint})").format(hint=_(asked.hint)) if asked.hint else "",
            }
            for name, asked in _FIELDS.items()
        },
    }


def items(entry: Entry | None) -> dict[str, Item]:
    """Return what each field shows; all are empty where there is no entry."""
    found: dict[str, Iterable[Paragraph]] = {}
    if entry is not None:
        found = {
            **{name: said(entry[name]) for name in _FIELDS if name in entry},
            "collected": collected(entry),
            "pieces": [*pieces(entry), *showing_who(entry)],
            "still_needed": needed(entry),
            "written": said(stamp(entry)),
        }
    return {
        name: Item(
            label=_(asked.label),
            tooltip=_("{part}: {label}").format(part=_(_PARTS[asked.part]), label=_(asked.label)),
            paragraphs=tuple(found.get(name, ())),
        )
        for name, asked in _FIELDS.items()
    }
