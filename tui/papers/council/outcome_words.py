"""Outcomes in words, for pages and papers: what each code means and what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui.interview.verdicts import Code
from tui.wording import format_list, ngettext, pgettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.schema import Duty

_SECTION = re.compile(r"s(\d+(?:\.\d+)*(?: ?\([a-z]\))?)")


def code_words(code: Code) -> str:
    """Return what a code means in a few words, with whom or what it is about."""
    plain = {
        "STOP_ALL": _("Stop: publish nothing"),
        "STOP": _("Stop"),
        "HOLD": _("On hold"),
        "ESCALATE": _("Somebody else has to agree"),
        "SCOPE": _("With limits"),
        "REASON": _("With written reasons"),
        "OK": _("Nothing in the way"),
    }.get(code.name, code.name)
    if not code.to:
        return plain
    # Translators: an outcome, and whom or what it is about: "With limits: not online".
    return _("{outcome}: {about}").format(outcome=plain, about=about_words(code.to))


def about_words(word: str) -> str:
    """Return the word after a code as people say it."""
    known = {
        "legal": _("the council’s lawyers"),
        "dpo": _("the Data Protection Officer"),
        "director": _("the Director"),
        "comms": _("the Communications Team"),
        "police": _("the police or the partner"),
        "offline": _("not online"),
        "local": _("only to the people affected"),
        "unnamed": _("nobody named or shown"),
        "address": _("nothing about where they live"),
        "age": _("without the age"),
        "full_address": _("without the full address"),
        "order": _("only what the court’s order allows"),
        "complainant": _("nothing that could point to the complainant"),
        "victim": _("nothing that could point to a victim or witness"),
        "family": _("nothing about the family"),
        "health": _("nothing about health"),
        "treatment": _("nothing about treatment"),
        "third": _("nothing about other people"),
        "linked": _("nothing that a linked case turns on"),
        "shorter": _("for a shorter time"),
        "extras": _("without the extra details"),
        "namesake": _("so that nobody of the same name is meant"),
    }
    return known.get(word) or word.replace("-", " ").replace("_", " ")


def worst_words(worst: str) -> str:
    """Return where a decision stands, in a sentence, from its worst code."""
    return {
        "STOP_ALL": _("Nothing may be published."),
        "STOP": _("It may not be published as planned."),
        "HOLD": _("It is on hold: something has to be found out or done first."),
        "ESCALATE": _("It can’t go ahead before somebody else has agreed."),
        "SCOPE": _("It may be published, with limits."),
        "REASON": _("It may be published, with the reasons written down."),
        "OK": _("Nothing stands in the way."),
    }.get(worst, _("Nothing is decided yet."))


def basis_name(basis: str) -> str:
    """Return whether law or policy says so, in a word."""
    return {"law": pgettext("basis", "Law"), "policy": pgettext("basis", "Policy")}.get(basis, "")


def sections_of(duties: Mapping[str, Duty], source: Iterable[str]) -> list[str]:
    """Return the sections of the policy that some duties stand in: numbers, each once."""
    found: dict[str, None] = {}
    for one in source:
        duty = duties.get(one)
        section = _SECTION.match(duty.source) if duty is not None else None
        if section is not None:
            found[section[1].replace(" ", "")] = None
    return list(found)


def section_words(sections: Sequence[str]) -> str:
    """Return sections as people say them; empty where there are none."""
    if not sections:
        return ""
    return ngettext("section {sections}", "sections {sections}", len(sections)).format(
        sections=format_list(list(sections))
    )
