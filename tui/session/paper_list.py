"""The list of papers: under the journeys that they belong to, what has something in it first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from tui.interview.paperdata import anything
from tui.session.page import Line
from tui.session.rows import journeys
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.schema import Paper

_COUNTS: Final = {
    "tfv-log": ("entries", "entries.occurred", "entries.kind"),
    "tfv-entry": ("entries", "entries.occurred", "entries.kind"),
    "chronology": ("entries", "entries.occurred"),
    "gaps": ("entries", "entries.occurred", "entries.kind"),
    "evidence-index": ("entries", "entries.pieces", "entries.pieces.name"),
    "registry-sheet": (
        "court",
        "court_date",
        "court_file",
        "registry_devices",
        "registry_formats",
        "registry_copies",
        "registry_length",
        "registry_form",
        "registry_who",
    ),
    "call-record": ("entries", "entries.call", "entries.pieces", "entries.pieces.calls"),
    "storage-plan": (
        "places",
        "reach",
        "copied",
        "entries",
        "entries.pieces",
        "entries.pieces.place",
    ),
}
"""The fields that make a paper worth printing, where not just any of its fields does."""


_ALWAYS: Final = frozenset({"platform-facts", "safety-sheet"})
"""Papers that print facts or whom to call, and so are never empty."""


def lines_of(flow: Flow, papers: Sequence[Paper]) -> tuple[Line, ...]:
    """Return the papers as lines under their journeys.

    A journey of which something can be printed comes before one of which nothing can, and a
    paper with something in it before one without; else they keep their order. A paper that no
    journey names stands with the one before it in the list of papers.
    """
    there = {paper.name for paper in papers if _has_something(flow, paper)}
    groups: dict[str, list[Paper]] = {}
    last = ""
    for paper in papers:
        last = _journey(flow, paper) or last
        groups.setdefault(last, []).append(paper)
    # What is about safety alone comes last: it is for no other eyes.
    chosen = [script.name for script in journeys(flow)]
    places = {name: place for place, name in enumerate(chosen)}
    ranked = sorted(
        groups.items(),
        key=lambda group: (
            not any(paper.name in there - _ALWAYS for paper in group[1]),
            places.get(group[0], len(places)),
        ),
    )
    return tuple(line for name, group in ranked for line in _group(flow, name, group, there))


def _group(flow: Flow, name: str, papers: Sequence[Paper], there: set[str]) -> Iterator[Line]:
    if name:
        yield Line("", _(flow.program.scripts[name].node.title))
    for paper in sorted(papers, key=lambda one: one.name not in there):
        # What else is there can be told from the answers; a sheet is of use without any.
        state = "" if paper.name in there else _("Nothing in it yet")
        yield Line(paper.name, _(paper.title), _first_sentence(_(paper.about)), state)


def _first_sentence(text: str) -> str:
    """Return as much as a list has room for; the page of the paper says all of it."""
    first, stop, _rest = text.partition(". ")
    return first + stop.strip()


def _journey(flow: Flow, paper: Paper) -> str:
    """Return the journey that names a paper; an empty text where none does."""
    found = (script.name for script in flow.scripts() if paper.name in script.node.papers)
    return next(found, "")


def _has_something(flow: Flow, paper: Paper) -> bool:
    if paper.name in _ALWAYS:
        return True
    known = {field.name for field in paper.data}
    fields = [one for one in _COUNTS.get(paper.name, ()) if one.partition(".")[0] in known]
    return anything(flow, paper.name, fields or None)
