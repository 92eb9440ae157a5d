"""Where the record is kept: what the safety check led to, the folder, the passphrase."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.places import proposed
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, sentence, text_of
from tui.wording import current
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.passphrases import Language
    from tui.vault.vault import Vault

KEEP = ("stop", "here", "elsewhere")
"""The safety journey computes keep_stop, keep_here and so on; what is not sure is memory."""

_STRONG = 3


def placed(sitting: Sitting) -> Stage:
    """Return what follows the safety check."""
    from tui.session.stages.home import begin_journey

    book = sitting.open()
    found = [place for place in KEEP if book.flow.value(ROOT, f"keep_{place}") is True]
    sitting.place = found[0] if found else "memory"
    if book.audience == "council":
        sitting.place = "here"
    if sitting.place == "stop" or book.flow.ended("safety"):
        return Ended(sitting)
    if sitting.memory_only:
        sitting.place = "memory"
        return begin_journey(sitting)
    if sitting.vault is not None and sitting.place != "memory":
        return _into_vault(sitting, sitting.vault)
    if sitting.place == "memory":
        return InMemory(sitting)
    return Place(sitting)


def _into_vault(sitting: Sitting, vault: Vault) -> Stage:
    """Put the case in memory into an open vault, as a case of its own."""
    from tui.session.stages.home import begin_journey

    book = sitting.open()
    case = vault.new_case(book.case.name, book.case.kind)
    book.keep_in(case)
    sitting.vault = vault
    return begin_journey(sitting)


class InMemory(Stage):
    """Nothing is kept: says what that means."""

    def page(self) -> Page:
        """Return the warning."""
        return Page(
            id="memory",
            kind="menu",
            title=_("Nothing is kept"),
            text=(
                Paragraph(
                    _(
                        "You can write, and make a paper at the end. When you leave, all you "
                        "wrote is gone. It can't be brought back."
                    ),
                    "warning",
                ),
            ),
            choices=(
                Choice("next", _("Go on, and keep nothing")),
                Choice("place", _("Keep it on a stick or in another place")),
                Choice("leave", _("Leave")),
            ),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on in memory, or choose a place after all."""
        from tui.session.stages.home import begin_journey

        if choice == "place":
            self.sitting.place = "elsewhere"
            return Place(self.sitting)
        if choice == "leave":
            return Ended(self.sitting)
        self.sitting.place = "memory"
        return begin_journey(self.sitting)


class Place(Stage):
    """Asks for the folder the record is kept in."""

    def __init__(self, sitting: Sitting) -> None:
        """Start with what is proposed."""
        super().__init__(sitting)
        self.error = ""
        self.typed = ""

    def page(self) -> Page:
        """Return the question with a proposal."""
        idea = self.sitting.wanted or proposed(self.sitting.place)
        text = _(
            "The record is sealed with a passphrase. Others can see that the folder is there, "
            "not what is in it."
        )
        if self.sitting.place == "elsewhere":
            text = _(
                "Name a folder on the stick, or on the device of someone you trust. The record "
                "is sealed with a passphrase. Others can see that the folder is there, not what "
                "is in it."
            )
        return Page(
            id="place",
            kind="form",
            title=_("Where to keep it"),
            text=(Paragraph(text),),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("Which folder?"),
                    hint=_("A new folder, with a name that says nothing."),
                    value=self.typed or (str(idea) if idea is not None else ""),
                    error=self.error,
                ),
            ),
            choices=(
                Choice("next", _("Continue")),
                Choice("memory", _("Keep nothing this time")),
            ),
            help=_(
                "Stay away from folders that are copied to an online account, such as Dropbox, "
                "iCloud or OneDrive."
            ),
            why=_("Nothing has been written so far. The next step makes this folder."),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Check the folder; nothing is made yet."""
        from tui.vault.vault import Vault

        if choice == "memory":
            return InMemory(self.sitting)
        self.typed = text_of(values, "folder").strip()
        if not self.typed:
            self.error = _("Write the name of a folder.")
            return self
        path = Path(self.typed).expanduser().absolute()
        if Vault.there(path):
            self.error = _("There is a record in that folder already. Choose a new folder.")
            return self
        try:
            taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
        except OSError:
            taken = True
        if taken:
            self.error = _("That folder has something in it. Choose an empty one or a new one.")
            return self
        return Passphrase(self.sitting, path, self)


class Passphrase(Stage):
    """Asks for the passphrase twice, offers one, says plainly how strong it is."""

    def __init__(self, sitting: Sitting, path: Path, before: Stage) -> None:
        """Take the folder; one passphrase is made up at once, to be offered."""
        from tui.vault.passphrases import generate_passphrase

        super().__init__(sitting)
        self.path = path
        self.before = before
        self.errors: dict[str, str] = {}
        self.weak = ""
        self.note = ""
        self.offered = generate_passphrase(language=_language())

    def page(self) -> Page:
        """Return the two fields, with one passphrase offered."""
        text = [
            Paragraph(
                _(
                    "Choose a passphrase that nobody near you could guess. Without it nobody can "
                    "read the record, and neither can you. It can't be reset."
                )
            ),
            Paragraph(_("You could use this one: {words}").format(words=self.offered), "note"),
        ]
        if self.note:
            text.append(Paragraph(self.note, "warning"))
        choices = [Choice("next", _("Continue"))]
        if self.weak:
            choices.append(Choice("anyway", _("Use mine all the same")))
        choices += [
            Choice("offered", _("Use the one offered")),
            Choice("another", _("Offer me another one")),
        ]
        return Page(
            id="passphrase",
            kind="form",
            title=_("A passphrase"),
            text=tuple(text),
            fields=(
                Field(
                    name="passphrase",
                    type="secret",
                    label=_("Your passphrase"),
                    error=self.errors.get("passphrase", ""),
                ),
                Field(
                    name="again",
                    type="secret",
                    label=_("The same once more"),
                    error=self.errors.get("again", ""),
                ),
            ),
            choices=tuple(choices),
            help=_(
                "Several words that have nothing to do with you are strong and can be remembered. "
                "If you write it down, keep the note where nobody looks."
            ),
            why=_("It seals everything you write here."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Make the vault and put the case into it."""
        from tui.vault.passphrases import generate_passphrase, strength

        self.errors, self.note = {}, ""
        if choice == "another":
            self.offered = generate_passphrase(language=_language())
            return self
        if choice == "offered":
            return Written(self.sitting, self.path, self.offered, self)
        typed, again = text_of(values, "passphrase"), text_of(values, "again")
        if choice == "anyway" and self.weak:
            return self.make(self.weak)
        self.weak = ""
        if not typed.strip():
            self.errors["passphrase"] = _("Type a passphrase, or use the one offered.")
            return self
        if typed != again:
            self.errors["again"] = _("The two are not the same. Please type them again.")
            return self
        found = strength(typed)
        if found.score < _STRONG:
            self.weak = typed
            self.note = _(found.sentence)
            return self
        return self.make(typed)

    def make(self, passphrase: str) -> Stage:
        """Make the vault; on failure stay here with everything still in memory."""
        from tui.vault.errors import VaultError
        from tui.vault.vault import Vault

        try:
            if self.sitting.kdf is None:
                vault = Vault.create(self.path, passphrase, clock=self.sitting.clock)
            else:
                vault = Vault.create(
                    self.path, passphrase, clock=self.sitting.clock, log_n=self.sitting.kdf
                )
            return _into_vault(self.sitting, vault)
        except (VaultError, ValueError) as error:
            self.note = sentence(error)
            return self

    def back(self) -> Stage:
        """Return to the folder."""
        return self.before


class Written(Stage):
    """The offered passphrase: typed once, to be sure it is kept somewhere."""

    def __init__(self, sitting: Sitting, path: Path, offered: str, before: Passphrase) -> None:
        """Take the passphrase that was offered."""
        super().__init__(sitting)
        self.path = path
        self.offered = offered
        self.before = before
        self.error = ""

    def page(self) -> Page:
        """Return the passphrase and one field."""
        return Page(
            id="passphrase-offered",
            kind="form",
            title=_("A passphrase"),
            text=(
                Paragraph(self.offered, "note"),
                Paragraph(_("Learn it, or write it down and hide the note. Then type it here.")),
            ),
            fields=(
                Field(
                    name="again",
                    type="secret",
                    label=_("The passphrase"),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Make the vault once the passphrase was typed."""
        if " ".join(text_of(values, "again").split()) != self.offered:
            self.error = _("That is not the same. Please look again.")
            return self
        made = self.before.make(self.offered)
        return made

    def back(self) -> Stage:
        """Return to choosing a passphrase."""
        return self.before


def _language() -> Language:
    return "fr" if current().startswith("fr") else "en"
