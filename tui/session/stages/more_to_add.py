"""What can be added to a record from its menu: an entry, and after it everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.interview.program import WalkScript, WalkSection
from tui.session.page import Choice, Page, Paragraph
from tui.session.rows import journeys
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.walking import walk_new_row
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow

_ASKING = "? \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"
"""What a question ends with: in a menu it is a thing to do."""

_SIDE_BY_SIDE = 3
"""How many things to add the menu may list itself: with more it no longer fits a small window."""


def adding_choices(sitting: Sitting) -> list[Choice]:
    """Return what can be added, for the menu: the first one, and a page with the others."""
    found = _choices(sitting)
    if len(found) <= _SIDE_BY_SIDE:
        return found
    return [found[0], Choice("add", _("Add something else"))]


def new_row(sitting: Sitting, table: str, home: Callable[[], Stage]) -> Stage | None:
    """Add a row to a table and walk it; None where nothing adds to it now."""
    for script, section in _sections(sitting):
        if section.table == table:
            return walk_new_row(sitting, script.name, section, home)
    return None


class MoreToAdd(Stage):
    """All that can be added now."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember the menu."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return what can be added."""
        return Page(
            id="add",
            kind="menu",
            title=_("Add something else"),
            text=(Paragraph(_("Each of these also comes up in its own part."), "quiet"),),
            choices=(*_choices(self.sitting)[1:], Choice("menu", _("Back to the menu"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on with what is added, which leads back to the menu."""
        what, _colon, table = choice.partition(":")
        if what == "new":
            return new_row(self.sitting, table, lambda: self.before) or self
        return self.before

    def back(self) -> Stage:
        """Return to the menu."""
        return self.before


def _choices(sitting: Sitting) -> list[Choice]:
    flow = sitting.open().flow
    choices = []
    for _script, section in _sections(sitting):
        if section.repeat is not None:
            asked = section.repeat.add
            if not flow.rows(section.table):
                asked = section.repeat.first or asked
            choices.append(Choice(f"new:{section.table}", _(asked).rstrip(_ASKING)))
    return choices


def _sections(sitting: Sitting) -> list[tuple[WalkScript, WalkSection]]:
    """Return the sections that add rows to the case, the first one for each table.

    One that is always walked comes before one that holds only now.
    """
    found: dict[str, tuple[WalkScript, WalkSection]] = {}
    flow = sitting.open().flow
    for always in (True, False):
        for script in journeys(flow):
            for section in script.sections:
                if not section.adds or section.repeat is None:
                    continue
                when = section.when
                if (
                    when is None
                    if always
                    else when is not None and when.run(flow.env(ROOT)) is True
                ):
                    found.setdefault(section.table, (script, section))
    return list(found.values())


def _is_always(section: WalkSection) -> bool:
    return section.when is None


def _holds(section: WalkSection, flow: Flow) -> bool:
    return section.when is not None and section.when.run(flow.env(ROOT)) is True
