"""Opening a record that is kept: where it is, the passphrase, which one, the short check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT, Put
from tui.session.driver import Resume
from tui.session.front import unlock_page
from tui.session.naming import called
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.places import default_folder
from tui.session.settings import settings_of
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, folder_of, sentence, text_of
from tui.session.stages.opening import Begin
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.book import Book
    from tui.vault.vault import Vault


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

        self.typed, self.error = text_of(values, "folder").strip(), ""
        path = folder_of(values, "folder")
        if path is None or not Vault.there(path):
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
        self.tries = 0

    def page(self) -> Page:
        """Return a page that tells nothing about what is kept."""
        return unlock_page(self.error, self.tries)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Open the vault."""
        from tui.vault.errors import NotAVault, VaultError
        from tui.vault.vault import Vault

        self.error = ""
        if not text_of(values, "passphrase"):
            self.error = _("Type the passphrase.")
            return self
        self.tries += 1
        try:
            vault = Vault.open(self.path, text_of(values, "passphrase"), clock=self.sitting.clock)
        except NotAVault:
            self.error = _("There is nothing to open. If it is on a stick, put the stick in first.")
            return self
        except (VaultError, ValueError) as error:
            self.error = sentence(error)
            return self
        try:
            return opened(self.sitting, vault)
        except VaultError as error:
            # Let it go again: it would seem to be open in another window.
            self.sitting.vault = None
            vault.close()
            self.error = sentence(error)
            return self

    def back(self) -> Stage:
        """Return to where this came from; the first screen is there for everybody."""
        return self.before or Begin(self.sitting)


def opened(sitting: Sitting, vault: Vault) -> Stage:
    """Choose the case of an open vault, then ask the short question of an opening.

    Raises:
        VaultDamaged: The list of cases can't be read.
    """
    from tui.session.stages.records import Cases

    sitting.take(vault)
    infos = vault.cases()
    if sitting.resume is not None and sitting.resume.case:
        infos = [info for info in infos if info.id == sitting.resume.case]
    elif sitting.case_name:
        infos = called(infos, sitting.case_name)
    if len(infos) == 1 and not infos[0].damaged:
        return open_case(sitting, infos[0].id)
    return Cases(sitting)


def open_case(sitting: Sitting, case_id: str) -> Stage:
    """Open a case and walk what is asked at each opening.

    The check is walked aside from the case: nothing is written before it is passed, and a
    record that can only be read can still be opened.

    Raises:
        VaultDamaged: The case can't be read.
        VaultTooNew: A later version of the program wrote it.
    """
    from tui.session.book import Book
    from tui.session.stages.walking import Walking

    if sitting.vault is None:
        raise RuntimeError("no vault is open")
    case = sitting.vault.case(case_id)
    book = Book(sitting.program, case, sitting.clock, sitting.new_id)
    check = book.aside()
    sitting.turn_to(check)
    sitting.dress(settings_of(case))
    sitting.checking = case_id
    sitting.case_name = ""
    if sitting.resume is not None and sitting.resume.case != case_id:
        sitting.resume = None
    asked = [one for one in book.flow.scripts() if one.node.once == "opening"]
    check.apply(
        [
            Put(ROOT, step.name, None)
            for script in asked
            for step in script.all_steps()
            if step.kind != "section" and book.flow.answers.get(ROOT, step.name) is not None
        ],
        "opening",
    )
    to_walk = [script.name for script in asked]

    def onward() -> Stage:
        if any(check.flow.ended(script.name) for script in asked):
            sitting.let_go()
            return Ended(sitting, helped=True)
        if not to_walk:
            return _entered(sitting, book)
        return Walking(sitting, to_walk.pop(0), onward).started()

    return onward()


def _entered(sitting: Sitting, book: Book) -> Stage:
    """Return what follows the check: where a lock came between, the journey, or the menu."""
    from tui.session.stages.home import Home, begin_journey

    resume = sitting.resume
    sitting.turn_to(book)
    sitting.read_drafts()
    sitting.started, sitting.resume = True, None
    if resume is not None:
        if resume.lost:
            sitting.told = _("What you were writing when it was locked could not be stored.")
        return _gone_on(sitting, resume) or Home(sitting)
    return begin_journey(sitting) if sitting.journey and not sitting.read_only else Home(sitting)


def _gone_on(sitting: Sitting, resume: Resume) -> Stage | None:
    """Return the step that a lock came between; None where there is no such step any more."""
    from tui.session.stages.home import Home
    from tui.session.stages.opening import SAFETY
    from tui.session.stages.placing import checked_again
    from tui.session.stages.walking import Walking

    key = (resume.row, resume.name)
    item = sitting.open().flow.find(key)
    if item is None or item.section.script != resume.script or sitting.read_only:
        return None

    def done() -> Stage:
        return checked_again(sitting) if resume.script == SAFETY else Home(sitting)

    walking = Walking(sitting, resume.script, done, at=key, once=resume.once, within=resume.within)
    return walking.started()


class Losing(Stage):
    """Asks before a record that is nowhere kept is let go for another one."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="losing",
            kind="menu",
            title=_("This record is not kept"),
            text=(
                Paragraph(_("If you open another record, all you wrote here is gone."), "warning"),
            ),
            choices=(
                Choice("stay", _("Stay with this one")),
                Choice("go", _("Let it go, and open another one")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on to the records, or stay."""
        from tui.session.stages.records import Cases

        return Cases(self.sitting, self.before) if choice == "go" else self.before

    def back(self) -> Stage:
        """Stay."""
        return self.before
