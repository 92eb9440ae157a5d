"""The questions, lists and papers that the installation carries, read and compiled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui import resources
from tui.commands import codes, say
from tui.commands.vaults import Refused
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.program import Program

PAPERS = "papers.yaml"
"""The list of papers, in the templates folder."""


def loaded() -> Program:
    """Return the program of the installed content.

    Raises:
        Refused: If the content has problems; each has been printed.
        ResourcesMissing: If the installation lacks it.
    """
    from tui.interview.content import ContentError, load
    from tui.policy.rules import RULES

    papers = resources.templates_folder() / PAPERS
    try:
        return load(resources.content_folder(), papers, rules=RULES)
    except ContentError as error:
        for problem in error.problems:
            say.err(str(problem))
        raise Refused(
            codes.PROBLEMS, _("The questions can't be used as they are. Install the program again.")
        ) from None


def known_journey(program: Program, name: str) -> str:
    """Return ``name`` if it is a journey.

    Raises:
        Refused: If it is not; the sentence names those there are.
    """
    journeys = [one.name for one in program.scripts.values() if one.node.once != "opening"]
    if name in journeys:
        return name
    raise Refused(codes.USAGE, _unknown(_("There is no journey of that name."), journeys))


def known_paper(program: Program, name: str) -> str:
    """Return ``name`` if it is a paper.

    Raises:
        Refused: If it is not; the sentence names those there are.
    """
    if name in program.papers:
        return name
    raise Refused(codes.USAGE, _unknown(_("There is no paper of that name."), program.papers))


def _unknown(sentence: str, known: Iterable[str]) -> str:
    return sentence + " " + _("There are: {names}.").format(names=", ".join(known))
