"""What a change did, as lines of text in which nothing that somebody wrote can pass for ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.faces.plain.clean import lines
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.histories import Happening


def told(one: Happening) -> Iterator[str]:
    """Yield the lines of a change."""
    by = {"": "", "me": _("by you")}.get(one.who, one.who)
    said = "; ".join(part for part in (one.when, by, one.journey) if part)
    yield f"{one.n}. {said}"
    for words in one.told:
        yield from _indented(words, 2)
    for step in one.steps:
        if step.entry:
            yield from _indented(step.entry, 2)
        yield from _indented(step.question, 4)
        if step.before:
            yield from _indented(_("Before: {text}").format(text=step.before), 6)
        after = _("Now: {text}").format(text=step.after) if step.after else _("Taken out")
        yield from _indented(after, 6)


def _indented(text: str, by: int) -> Iterator[str]:
    """Yield lines so that none of a text's further ones can pass for one of ours."""
    for number, line in enumerate(lines(text)):
        yield " " * (by if number == 0 else 8) + line
