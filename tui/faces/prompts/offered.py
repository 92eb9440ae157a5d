"""What a prompt offers besides a line to type on: options, ways to leave open, hints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tui.faces.prompts import clean
from tui.faces.prompts.items import Item
from tui.session.page import Choice, Field
from tui.wording import gettext as _

LISTED = 12
"""Options up to which a list is shown to point at; of more, one is typed and completed."""


def options_of(field: Field) -> Sequence[Choice]:
    """Return what can be picked; yes and no where a page leaves them out."""
    if field.type == "yes-no" and not field.options:
        return (Choice("yes", _("Yes"), key="y"), Choice("no", _("No"), key="n"))
    return field.options


def is_told(field: Field) -> bool:
    """Whether what stands is told before the prompt, since the prompt won't show it."""
    if field.type == "files":
        return bool(field.value)
    return field.type == "yes-no" or len(field.options) > LISTED


def numbered(options: Sequence[Choice]) -> list[Item]:
    """Return options as lines of a list, each with its number."""
    return [
        Item(one.label, one.note, number=place, key=one.key, code=one.code)
        for place, one in enumerate(options, 1)
    ]


def ways_to_leave_open(field: Field) -> list[tuple[Literal["skipped", "not-sure", "later"], str]]:
    """Return how a question may be left open, with what a list calls it."""
    known: list[tuple[Literal["skipped", "not-sure", "later"], str]] = [
        ("skipped", _("Skip this question")),
        ("not-sure", _("I am not sure")),
        ("later", _("Ask me later")),
    ]
    return [(how, label) for how, label in known if how in field.may_open]


def open_hints(field: Field) -> tuple[str, ...]:
    """Return in one line which commands this field takes."""
    ways = []
    if field.suggested:
        ways.append(_(":y uses what is suggested"))
    if field.type == "when":
        ways.append(_(":t part by part"))
    if "skipped" in field.may_open:
        ways.append(_(":s skips"))
    if "not-sure" in field.may_open:
        ways.append(_(":n not sure"))
    if "later" in field.may_open:
        ways.append(_(":l later"))
    return (" · ".join(ways),) if ways else ()


def other_hints(others: Sequence[Choice]) -> tuple[str, ...]:
    """Return which other ways on there are, a line each."""
    return tuple(
        f":{number} {clean.one_line(other.label)}" for number, other in enumerate(others[1:], 2)
    )


def leave_hint() -> str:
    """Return which keys there are everywhere."""
    return _("Esc goes back · F1 help · ctrl+q leaves")
