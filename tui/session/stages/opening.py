"""The first screens: in danger now, whose record it is, or opening one that is kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT, Answer, Put
from tui.interview.flow import Flow
from tui.interview.program import Program, WalkStep
from tui.interview.schema import Say
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.phrasing import words
from tui.session.places import default_folder
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, sentence, text_of
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault import CaseKind
    from tui.vault.vault import Vault

SAFETY = "safety"
"""The journey that decides, before anything is written, where a record may be kept."""


def first_stage(sitting: Sitting) -> Stage:
    """Return the stage a sitting starts with: unlocking where a vault is known, else Begin."""
    from tui.vault.vault import Vault

    if sitting.wanted is not None and Vault.there(sitting.wanted):
        return Unlock(sitting, sitting.wanted)
    return Begin(sitting)


class Begin(Stage):
    """The first screen of all."""

    def page(self) -> Page:
        """Return emergency words first, then whose record this is."""
        flow = Flow(self.sitting.program, "self")
        first = _danger_words(self.sitting.program)
        danger: tuple[Paragraph, ...] = ()
        if first is not None and isinstance(first.node, Say):
            danger = (Paragraph(words(flow, first.node, "text"), "warning"),)
        return Page(
            id="begin",
            kind="menu",
            title=_("Welcome"),
            text=(
                *danger,
                Paragraph(
                    _(
                        "Here you can keep a record of what is happening to you, step by step. "
                        "Nothing is written on this device until you have said that it may be."
                    )
                ),
            ),
            choices=(
                Choice("own", _("Start a record of my own")),
                Choice("client", _("Help somebody else with theirs")),
                Choice("open", _("Open a record that is kept already")),
                Choice("people", _("People to call")),
                Choice("leave", _("Leave")),
            ),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        match choice:
            case "own":
                return new_case(self.sitting, "own")
            case "client":
                return ClientName(self.sitting)
            case "open":
                return Find(self.sitting, self)
            case "people":
                from tui.session.stages.home import People

                return People(self.sitting, self)
            case "leave":
                return Ended(self.sitting)
        return self


def _danger_words(program: Program) -> WalkStep | None:
    """Return the first step of the safety journey, which the first screen shows already."""
    script = program.scripts.get(SAFETY)
    steps = script.sections[0].steps if script is not None else ()
    return steps[0] if steps and isinstance(steps[0].node, Say) else None


class ClientName(Stage):
    """A private label, so that a volunteer keeps clients apart."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="client-name",
            kind="form",
            title=_("Whom you are helping"),
            fields=(
                Field(
                    name="label",
                    type="text",
                    label=_("What would you like to call this person's record?"),
                    hint=_("A first name, initials or a word only you understand."),
                    value=self.sitting.case_name,
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
        name = text_of(values, "label").strip()
        if not name:
            self.error = _("A word or two is enough.")
            return self
        return new_case(self.sitting, "client", name)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before or Begin(self.sitting)


def new_case(sitting: Sitting, kind: CaseKind, name: str = "") -> Stage:
    """Begin a case in memory and walk its safety check, if its kind has one."""
    from tui.session.stages.placing import placed
    from tui.session.stages.walking import Walking

    book = sitting.begin(kind, name or sitting.case_name)
    sitting.drafts.clear()
    first = _danger_words(sitting.program)
    if SAFETY in {script.name for script in book.flow.scripts()}:
        if first is not None:
            book.apply([Put(ROOT, first.name, Answer(True, by=first.by))], first.script)
        return Walking(sitting, SAFETY, lambda: placed(sitting)).started()
    return placed(sitting)


class Find(Stage):
    """Asks where a record is kept."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.error = ""
        self.typed = ""

    def page(self) -> Page:
        """Return the question."""
        known = self.sitting.wanted or default_folder()
        return Page(
            id="find",
            kind="form",
            title=_("Open a record"),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("In which folder is it kept?"),
                    hint=_("If it is on a stick, put the stick in first."),
                    value=self.typed or str(known),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Look there for a vault."""
        from tui.vault.vault import Vault

        self.typed = text_of(values, "folder").strip()
        path = Path(self.typed).expanduser()
        if not self.typed or not Vault.there(path):
            self.error = _("There is no record in that folder.")
            return self
        return Unlock(self.sitting, path, self)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class Unlock(Stage):
    """Asks for the passphrase and nothing else."""

    def __init__(self, sitting: Sitting, path: Path, before: Stage | None = None) -> None:
        """Take the vault's folder."""
        super().__init__(sitting)
        self.path = path
        self.before = before
        self.error = ""

    def page(self) -> Page:
        """Return a page that tells nothing about what is kept."""
        return Page(
            id="unlock",
            kind="form",
            title=_("Passphrase"),
            fields=(
                Field(
                    name="passphrase",
                    type="secret",
                    label=_("Passphrase"),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=self.before is not None,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Open the vault."""
        from tui.vault.errors import VaultError
        from tui.vault.vault import Vault

        try:
            vault = Vault.open(self.path, text_of(values, "passphrase"))
        except (VaultError, ValueError) as error:
            self.error = sentence(error)
            return self
        return opened(self.sitting, vault)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before or self


def opened(sitting: Sitting, vault: Vault) -> Stage:
    """Choose the case of an open vault, then ask the short question of an opening."""
    sitting.vault = vault
    infos = vault.cases()
    wanted = [info for info in infos if sitting.case_name in (info.name, info.id)]
    if len(infos) == 1 or (sitting.case_name and len(wanted) == 1):
        return open_case(sitting, (wanted or infos)[0].id)
    return Cases(sitting)


def open_case(sitting: Sitting, case_id: str) -> Stage:
    """Open a case and walk what is asked at each opening."""
    from tui.session.book import Book
    from tui.session.stages.home import Home
    from tui.session.stages.walking import Walking

    if sitting.vault is None:
        raise RuntimeError("no vault is open")
    case = sitting.vault.case(case_id)
    sitting.book = Book(sitting.program, case, sitting.clock, sitting.new_id)
    sitting.drafts.clear()
    sitting.read_drafts()
    flow = sitting.book.flow
    asked = [one for one in flow.scripts() if one.node.once == "opening"]
    following: Stage = Home(sitting)
    for script in reversed(asked):
        fresh = [
            Put(ROOT, step.name, None)
            for step in script.all_steps()
            if step.kind != "section" and flow.answers.get(ROOT, step.name) is not None
        ]
        if fresh:
            sitting.book.apply(fresh, script.name)
        after = following

        def done(name: str = script.name, after: Stage = after) -> Stage:
            return Ended(sitting) if sitting.open().flow.ended(name) else after

        following = Walking(sitting, script.name, done)
    return following.started() if isinstance(following, Walking) else following


class Cases(Stage):
    """The cases of a vault by their private labels."""

    def page(self) -> Page:
        """Return the list."""
        vault = self.sitting.vault
        infos = vault.cases() if vault is not None else []
        return Page(
            id="cases",
            kind="list",
            title=_("Records"),
            text=() if infos else (Paragraph(_("There is nothing here yet.")),),
            lines=tuple(Line(info.id, info.name or _("My own record")) for info in infos),
            choices=(
                Choice("own", _("Start a record of my own")),
                Choice("client", _("Help somebody else with theirs")),
                Choice("leave", _("Leave")),
            ),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Open what was picked, or start another."""
        match choice:
            case "own":
                return new_case(self.sitting, "own")
            case "client":
                return ClientName(self.sitting, self)
            case "leave":
                return Ended(self.sitting)
            case "next" | "":
                return self
        return open_case(self.sitting, choice)
