"""One account whose data is to be kept, as a form to give to the police."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from tui.papers.context import Paragraph, said
from tui.papers.pdf_form import Item
from tui.papers.tfv.log import page_words
from tui.papers.tfv.preservation_data import Request
from tui.wording import gettext as _


def N_(message: str) -> str:
    """Mark a message for translation where it stands in a table."""
    return message


REQUESTS: Final = "requests"
"""The field of ``data:`` whose rows the form can be filled with."""
MADE_UP: Final = frozenset({"asked_on", "kept_until", "may_tell", "writer", "written_on"})
"""Fields that are for a hand to fill in, and stand in no ``data:``."""


class Asked(NamedTuple):
    """A field: its label, how it is filled in, how many lines it has, how wide it is."""

    label: str
    hint: str = ""
    lines: int = 1
    share: int = 1


_IN_LOG: Final = {"officer": "log_officer", "badge": "log_badge", "file": "log_file"}
MORE: Final = frozenset(f"{REQUESTS}.{name}" for name in _IN_LOG.values())
"""What the log says of the police, besides the fields that the layout names."""

_FIELDS: Final = {
    "officer": Asked(N_("Officer"), share=3),
    "badge": Asked(N_("Badge number"), share=2),
    "police_service": Asked(N_("Police service"), share=3),
    "file": Asked(N_("Police file number"), share=2),
    "contact": Asked(N_("How to reach the officer")),
    "service": Asked(N_("Company, app or site"), share=2),
    "handle": Asked(N_("Account or number"), N_("just as it shows"), share=3),
    "address": Asked(N_("Address of the profile or page"), share=3),
    "user_number": Asked(N_("Number of the account"), N_("user ID"), share=2),
    "known_as": Asked(N_("Other numbers or addresses that may belong to it"), lines=2),
    "first_day": Asked(N_("From"), N_("day and time"), share=2),
    "last_day": Asked(N_("Until"), N_("day and time"), share=2),
    "clock": Asked(N_("Time zone")),
    "data_kinds": Asked(
        N_("Which data"), N_("messages, posts, pictures, log-ins, who set it up, calls …"), 2
    ),
    "would_show": Asked(N_("What the data would show"), N_("without guesses"), 6),
    "own_copies": Asked(N_("Copies there are already"), lines=3),
    "about": Asked(N_("Entries in the log")),
    "asked_on": Asked(N_("Company asked on")),
    "kept_until": Asked(N_("It keeps the data until")),
    "may_tell": Asked(N_("May the owner of the account be told?")),
    "writer": Asked(N_("Name"), share=3),
    "written_on": Asked(N_("Day"), share=2),
}

_PARTS: Final[tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = (
    (N_("For the police"), (("officer", "badge"), ("police_service", "file"), ("contact",))),
    (N_("The account"), (("service", "handle"), ("address", "user_number"), ("known_as",))),
    (N_("The days"), (("first_day", "last_day", "clock"),)),
    (N_("The data"), (("data_kinds",), ("would_show",), ("own_copies",), ("about",))),
    (N_("For the officer to fill in"), (("asked_on", "kept_until"), ("may_tell",))),
    (N_("Who writes this"), (("writer", "written_on"),)),
)


def context(about: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words of the form and how it is laid out; ``about`` as for other papers."""
    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "subtitle": _(
            "For one account. It asks that the police look whether its data can be kept before it "
            "is deleted. It claims nothing about the law. Not for sending to a company."
        ),
        "footer": _(
            "Left out: private notes, what happened, where copies are kept, how to reach people."
        ),
        "page_words": page_words(),
        "parts": [
            {
                "title": _(title),
                "rows": [[_box(name, _FIELDS[name]) for name in names] for names in rows],
            }
            for title, rows in _PARTS
        ],
    }


def _box(name: str, asked: Asked) -> dict[str, str]:
    return {
        "name": name,
        "label": _(asked.label),
        # Translators: after the label of a field, how to fill it in.
        "hint": _("({hint})").format(hint=_(asked.hint)) if asked.hint else "",
        "lines": str(asked.lines),
        "share": str(asked.share),
    }


def items(request: Request | None) -> dict[str, Item]:
    """Return what each field shows; all are empty where there is no request."""
    titles = {name: title for title, rows in _PARTS for names in rows for name in names}
    return {
        name: Item(
            label=_(asked.label),
            tooltip=_("{part}: {label}").format(part=_(titles[name]), label=_(asked.label)),
            paragraphs=tuple(_said(request, name)) if request and name not in MADE_UP else (),
        )
        for name, asked in _FIELDS.items()
    }


def _said(request: Request, name: str) -> Sequence[Paragraph]:
    """Return an answer; of the police, what the log says where nothing else was said."""
    found = said(request[name])
    return found if found or name not in _IN_LOG else said(request[_IN_LOG[name]])
