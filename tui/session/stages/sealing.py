"""A new vault: its passphrase, offered or one's own, and putting the case into it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Ended, Entered, Stage, sentence, text_of
from tui.wording import current
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault import SealedCase
    from tui.vault.passphrases import Language
    from tui.vault.vault import Vault

_STRONG = 3


class Passphrase(Stage):
    """Asks for the passphrase twice, offers one, says plainly how strong it is."""

    def __init__(self, sitting: Sitting, path: Path, before: Stage) -> None:
        """Take the folder."""
        super().__init__(sitting)
        self.path = path
        self.before = before
        self.errors: dict[str, str] = {}
        self.weak = ""
        self.note = ""
        self.tries = 0
        self.failed = False

    def page(self) -> Page:
        """Return the two fields, with the offer to make one up.

        What is made up is shown only to who asks for it: some windows keep what they showed.
        """
        text = [
            Paragraph(
                _(
                    "Choose a passphrase that nobody near you could guess. Without it nobody can "
                    "read the record, and neither can you. It can't be reset."
                )
            ),
            Paragraph(_("Five or six words that do not belong together are good."), "quiet"),
        ]
        if self.note:
            text.append(Paragraph(self.note, "warning"))
        choices = [Choice("next", _("Continue"))]
        if self.weak:
            choices.append(Choice("anyway", _("Use mine all the same")))
        choices.append(Choice("offered", _("Make one up for me")))
        return Page(
            # Another page once the two differed: nobody can see which one to mend.
            id=f"passphrase|{self.tries}" if self.tries else "passphrase",
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
        from tui.vault.passphrases import strength

        self.errors, self.note = {}, ""
        if choice == "offered":
            self.weak = ""  # Coming back, the fields are empty: nothing stands to be used.
            return Written(self.sitting, self.path, self)
        typed, again = text_of(values, "passphrase"), text_of(values, "again")
        weak, self.weak = self.weak, ""
        if choice == "anyway" and weak and typed in ("", weak):
            # Nothing else was typed meanwhile; another one is looked at like the first.
            return self.make(weak)
        if not typed.strip():
            self.errors["passphrase"] = _("Type a passphrase, or have one made up.")
            return self
        if typed != again:
            self.tries += 1
            self.errors["passphrase"] = _(
                "The two were not the same. Both fields are empty now. Please type both again."
            )
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

        try:
            vault = self._made(passphrase)
        except (VaultError, ValueError) as error:
            self.note = sentence(error)
            return self
        self.sitting.take(vault)
        return Storing(self.sitting, vault).attempt()

    def _made(self, passphrase: str) -> Vault:
        """Make the vault.

        A disk that fails may leave it behind whole: then it is opened, if it is ours.

        Raises:
            VaultError: It could not be made.
            ValueError: The passphrase is not proper text.
        """
        from tui.vault.errors import FolderInUse, NotStored, VaultError
        from tui.vault.vault import Vault

        clock, kdf = self.sitting.clock, self.sitting.kdf
        try:
            if kdf is None:
                return Vault.create(self.path, passphrase, clock=clock)
            return Vault.create(self.path, passphrase, clock=clock, log_n=kdf)
        except NotStored:
            self.failed = True
            raise
        except FolderInUse as error:
            if not self.failed:
                raise
            try:
                vault = Vault.open(self.path, passphrase, clock=clock)
            except VaultError:
                raise error from None
            if vault.cases() or vault.read_only:
                vault.close()
                raise
            return vault

    def back(self) -> Stage:
        """Return to the folder."""
        return self.before


class Written(Stage):
    """A passphrase made up: typed once, to be sure it is kept somewhere."""

    def __init__(self, sitting: Sitting, path: Path, before: Passphrase) -> None:
        """Make one up."""
        super().__init__(sitting)
        self.path = path
        self._make_up()
        self.before = before
        self.error = ""
        self.tries = 0

    def page(self) -> Page:
        """Return the passphrase and one field, which is empty at each try."""
        return Page(
            id=f"passphrase-offered|{self.tries}" if self.tries else "passphrase-offered",
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
            choices=(
                Choice("next", _("Continue")),
                Choice("another", _("Make up another one")),
            ),
            can_back=True,
            fleeting=True,
        )

    def _make_up(self) -> None:
        from tui.vault.passphrases import generate_passphrase

        self.offered = generate_passphrase(language=language())

    def submit(self, values: Entered, choice: str) -> Stage:
        """Make the vault once the passphrase was typed."""
        if choice == "another":
            self.error = ""
            self._make_up()
            return self
        if " ".join(text_of(values, "again").split()) != self.offered:
            self.tries += 1
            self.error = _("That is not the same. Please look again.")
            return self
        return self.before.make(self.offered)

    def back(self) -> Stage:
        """Return to choosing a passphrase."""
        return self.before


class Storing(Stage):
    """Puts the case in memory into an open vault; where that fails, offers to try again."""

    def __init__(self, sitting: Sitting, vault: Vault) -> None:
        """Take the vault."""
        super().__init__(sitting)
        self.vault = vault
        self.trouble = ""
        self.made: SealedCase | None = None

    def attempt(self) -> Stage:
        """Store the case as one of its own and go on, or stay with all of it in memory."""
        from tui.session.stages.home import Home, begin_journey
        from tui.vault.errors import VaultError

        book = self.sitting.open()
        try:
            if self.made is None:
                self.made = self.vault.new_case(book.case.name, book.case.kind)
            book.keep_in(self.made)
        except VaultError as error:
            self.trouble = sentence(error)
            return self
        try:
            return begin_journey(self.sitting)
        except VaultError:
            # What was said so far is stored; the menu shows what else there is to do.
            return Home(self.sitting)

    def page(self) -> Page:
        """Return why it was not stored, and what can be done."""
        return Page(
            id="storing",
            kind="menu",
            title=_("Not stored yet"),
            text=(
                Paragraph(self.trouble, "warning"),
                Paragraph(_("What you said so far is still in memory.")),
            ),
            choices=(
                Choice("next", _("Try again")),
                Choice("memory", _("Keep nothing this time")),
                Choice("leave", _("Leave")),
            ),
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Try again, or go on without a place."""
        from tui.session.stages.placing import InMemory

        if choice == "memory":
            return InMemory(self.sitting)
        if choice == "leave":
            return Ended(self.sitting)
        return self.attempt() if choice == "next" else self


def language() -> Language:
    """Return the language that words are made up in."""
    return "fr" if current().startswith("fr") else "en"
