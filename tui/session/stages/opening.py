"""The first screen, and beginning a record: in danger now, whose record it is, the check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui.interview.answers import ROOT, Answer, Put
from tui.interview.program import Program, WalkStep
from tui.interview.schema import Say
from tui.session.front import first_page
from tui.session.naming import refused
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.places import default_folder
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, text_of
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault import CaseKind

SAFETY = "safety"
"""The journey that decides, before anything is written, where a record may be kept."""


def first_stage(sitting: Sitting) -> Stage:
    """Return the stage a sitting starts with: unlocking where a vault is known, else Begin."""
    from tui.session.stages.unlocking import Unlock
    from tui.vault.vault import Vault

    if sitting.memory_only:
        return Begin(sitting)
    if sitting.resume is not None:
        # Also where it is gone meanwhile: the first screen would tell what this is.
        return Unlock(sitting, Path(sitting.resume.vault))
    path = sitting.wanted or default_folder()
    return Unlock(sitting, path) if Vault.there(path) else Begin(sitting)


def _danger_step(program: Program) -> WalkStep | None:
    """Return the first step of the safety journey, which the first screen shows already."""
    script = program.scripts.get(SAFETY)
    steps = script.sections[0].steps if script is not None else ()
    return steps[0] if steps and isinstance(steps[0].node, Say) else None


class Begin(Stage):
    """The first screen of all."""

    def page(self) -> Page:
        """Return emergency words first, then whose record this is."""
        return first_page(memory_only=self.sitting.memory_only)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        from tui.session.stages.home import People
        from tui.session.stages.unlocking import Find

        match choice:
            case "own":
                return new_case(self.sitting, "own")
            case "client":
                return ClientName(self.sitting, self)
            case "council":
                return CouncilName(self.sitting, self)
            case "open" if not self.sitting.memory_only:
                return Find(self.sitting, self)
            case "people":
                return People(self.sitting, self)
            case "leave":
                return Ended(self.sitting)
        return self


class ClientName(Stage):
    """A private label, so that a volunteer keeps clients apart."""

    kind: CaseKind = "client"

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.typed = sitting.case_name
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="client-name",
            kind="form",
            title=_("Whom you are helping"),
            text=(
                Paragraph(
                    _(
                        "You may have to testify about what you do here, and what you write may "
                        "be ordered shown. Write little. Teach, and do not take: what they keep "
                        "themselves is theirs."
                    ),
                    "warning",
                ),
            ),
            fields=(
                Field(
                    name="label",
                    type="text",
                    label=_("What would you like to call this person's record?"),
                    hint=_("A first name, initials or a word only you understand."),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            why=_(
                "It only helps you to tell records apart. It is kept sealed and never put in a "
                "paper."
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Start the client's case in memory."""
        vault = self.sitting.vault
        self.typed = " ".join(text_of(values, "label").split())
        self.error = refused(self.typed, vault.cases() if vault is not None else [])
        if self.error:
            return self
        return new_case(self.sitting, self.kind, self.typed, self)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class CouncilName(ClientName):
    """What an officer calls a case of the council, to tell it from others."""

    kind: CaseKind = "council"

    def page(self) -> Page:
        """Return the question, in words for an officer."""
        shown = super().page()
        field = msgspec.structs.replace(
            shown.fields[0],
            label=_("What would you like to call this case?"),
            hint=_("Its reference, or a word that tells it apart. Better not somebody's name."),
        )
        return msgspec.structs.replace(
            shown,
            id="council-name",
            text=(),
            title=_("A case of the council"),
            fields=(field,),
            why=_("It only helps you to tell cases apart. It is kept sealed."),
        )


def new_case(
    sitting: Sitting, kind: CaseKind, name: str = "", before: Stage | None = None
) -> Stage:
    """Begin a case in memory and walk its safety check, if its kind has one.

    An officer's kind has none: what follows is where the case is kept, and back is ``before``.
    """
    from tui.session.stages.placing import placed
    from tui.session.stages.starting import Starting

    book = sitting.begin(kind, name or sitting.case_name)
    sitting.case_name = ""
    first = _danger_step(sitting.program)
    if SAFETY in {script.name for script in book.flow.scripts()}:
        if first is not None:
            book.apply([Put(ROOT, first.name, Answer(True, by=first.by))], first.script)
        return Starting(sitting, SAFETY, lambda: placed(sitting)).started()
    return placed(sitting, before)
