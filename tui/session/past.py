"""The history of a record for a paper that prints it: when, and what changed to what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.interview.program import Program
from tui.interview.schema import Audience
from tui.session.histories import Happening, Histories
from tui.session.phrasing import words_for
from tui.vault import Case, SealedCase
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.schema import Paper


def past_for(
    paper: Paper, case: Case, program: Program, audience: Audience
) -> list[dict[str, str]] | None:
    """Return the changes of a record in words, oldest first.

    Private answers are left out of it, as they are of every paper.

    Args:
        paper: The paper it is for.
        case: The record.
        program: The content.
        audience: Whose words to use.

    Returns:
        None where the paper prints no history, or the record keeps none.
    """
    from tui.papers.make import tells_history

    if not tells_history(paper.name) or not isinstance(case, SealedCase):
        return None
    private = {
        words_for(audience, step.node, "question") for step in program.asks.values() if step.private
    }
    found = []
    for one in _read(case, program, audience):
        what = "\n".join(_what(one, private)) if isinstance(one, Happening) else one
        if what:
            number, when = (str(one.n), one.when) if isinstance(one, Happening) else ("", "")
            found.append({"n": number, "when": when, "what": what})
    return found


def _read(case: SealedCase, program: Program, audience: Audience) -> Iterator[Happening | str]:
    from tui.vault.errors import VaultDamaged
    from tui.vault.history import events
    from tui.vault.ops import Misfit

    try:
        yield from Histories(program, audience, case.erased()).of(events(case.history()))
    except (VaultDamaged, Misfit):
        yield _("What follows in the history could not be read.")


def _what(one: Happening, private: set[str]) -> Iterator[str]:
    yield from one.told
    for step in one.steps:
        if step.question in private:
            continue
        about = f"{step.entry}: {step.question}" if step.entry else step.question
        after = step.after or _("(taken out)")
        yield f"{about} {step.before} → {after}" if step.before else f"{about} {after}"
