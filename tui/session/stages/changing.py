"""Another passphrase: the present one first, then the new one twice, then what that means."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tui.session.ages import age
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.looking_after import (
    Looking,
    LookingAfter,
    may_look_after,
    vault_of,
)
from tui.session.stages.sealing import Passphrase
from tui.wording import gettext as _


class Present(Looking):
    """Asks for what opens the record now: whoever sits down at an open one may not change it."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.error = ""
        self.tries = 0

    def page(self) -> Page:
        """Return one field, which is empty at each try."""
        return Page(
            id=f"present|{self.tries}",
            kind="form",
            title=_("Change the passphrase"),
            fields=(
                Field(
                    name="passphrase",
                    type="secret",
                    label=_("What is the passphrase now?"),
                    hint=_("A recovery code will do, too."),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            why=_("So that nobody else changes it while you are away."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Try it; go on to the new one."""
        from tui.vault import keyring
        from tui.vault.errors import VaultError

        typed, self.error = text_of(values, "passphrase"), ""
        if not typed.strip():
            self.error = _("Type the passphrase.")
            return self
        path = vault_of(self.sitting).path
        self.tries += 1
        try:
            keyring.unlock(path, keyring.names(path), typed)
        except VaultError as error:
            self.error = sentence(error)
            return self
        return NewPassphrase(self.sitting, self)

    def back(self) -> Stage:
        """Return to where this came from; nothing has changed."""
        return self.before


class NewPassphrase(Passphrase):
    """Asks for the new one twice, offers one, says how strong it is."""

    def __init__(self, sitting: Sitting, before: Present) -> None:
        """Go back to the page before the present one was asked for: it is typed anew."""
        super().__init__(sitting, vault_of(sitting).path, before.before)

    def page(self) -> Page:
        """Return the page of a new record's passphrase, with words that fit."""
        return msgspec.structs.replace(
            super().page(), id=f"new-{super().page().id}", title=_("The new passphrase")
        )

    def make(self, passphrase: str) -> Stage:
        """Put the new one in the place of the old one, or stay and say why not."""
        from tui.vault.errors import VaultError

        slots, kdf = vault_of(self.sitting).slots, self.sitting.kdf
        old = [slot for slot in slots.all() if slot.sort == "passphrase"]
        try:
            if kdf is None:
                slots.change_passphrase(passphrase)
            else:
                slots.change_passphrase(passphrase, log_n=kdf)
        except (VaultError, ValueError) as error:
            self.note = sentence(error)
            return self
        # Opened with a recovery code, none of several is known to be the old one: all stay.
        return Changed(self.sitting, replaced=len(old) == 1 or any(slot.used for slot in old))

    def stands(self) -> bool:
        """Return whether a record is open that can be written."""
        return may_look_after(self.sitting)


class Changed(Looking):
    """What opens the record now, and what the old one still opens."""

    def __init__(self, sitting: Sitting, *, replaced: bool) -> None:
        """Say whether the old one is gone."""
        super().__init__(sitting)
        self.replaced = replaced

    def page(self) -> Page:
        """Return what was done, and each backup that is older."""
        return Page(
            id="passphrase-changed",
            kind="message",
            title=_("The passphrase is changed"),
            text=tuple(self._words()),
            choices=(
                Choice("next", _("Continue")),
                Choice("backups", _("Go to the backups")),
                Choice("keys", _("Somebody may know the old one")),
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        vault = vault_of(self.sitting)
        yield Paragraph(_("The new one opens the record from now on."))
        if self.replaced:
            yield Paragraph(
                _(
                    "The old one does not open it any more. But if somebody knew it and has a copy "
                    "of the folder, they have its keys. Then choose that somebody may know it."
                )
            )
        if any(
            slot.sort in ("passphrase", "recovery") and not slot.used for slot in vault.slots.all()
        ):
            yield Paragraph(_("Another passphrase or a recovery code opens it, too, as before."))
        known = vault.backups.all()
        if known:
            yield Paragraph(
                _(
                    "Backups made before still open with the old one. Bring each up to date: then "
                    "it opens with the new one instead."
                ),
                "warning",
            )
            now = self.sitting.clock()
            for one in known:
                line = _("{folder}: from {age}").format(folder=one.folder, age=age(one.at, now))
                yield Paragraph(line, "quiet")
        else:
            yield Paragraph(
                _("A copy of the folder that was made before still opens with the old one."),
                "quiet",
            )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the ways on, go to the backups, or take new keys, too."""
        from tui.session.stages.backups import Backups
        from tui.session.stages.taking_away import Staying

        if choice == "keys":
            return Staying(self.sitting, self.back())
        return Backups(self.sitting, self.back()) if choice == "backups" else self.back()

    def back(self) -> Stage:
        """Return to the ways on."""
        return LookingAfter(self.sitting)
