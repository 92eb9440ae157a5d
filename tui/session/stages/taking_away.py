"""Taking away what opens a record, with all that takes: the record goes on under new keys."""

from __future__ import annotations

from collections.abc import Iterator

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.looking_after import Looking, vault_of
from tui.session.stages.openers import Opener, Openers, case_of, openers
from tui.wording import gettext as _


def taking_away(sitting: Sitting, before: Openers, one: Opener) -> Stage:
    """Return what follows when something is to be taken away.

    Raises:
        VaultError: It could not be done; all is as it was.
    """
    if one.whole:
        return Staying(sitting, before, one)
    case = case_of(sitting)
    return before if case is None else _share_gone(sitting, before, one)


def _share_gone(sitting: Sitting, before: Openers, one: Opener) -> Stage:
    from tui.vault.errors import Broken

    case = case_of(sitting)
    if case is None:
        return before
    try:
        case.unshare(one.file, "me", seal_again=True)
    except Broken as error:
        return _anew(sitting, error)
    return Away(sitting, before, [one])


def _anew(sitting: Sitting, error: Exception) -> Stage:
    """Let go of all, for only opening it again settles what the disk did."""
    from tui.session.stages.unlocking import Unlock

    path = vault_of(sitting).path
    sitting.let_go()
    unlock = Unlock(sitting, path)
    unlock.error = sentence(error)
    return unlock


class Staying(Looking):
    """Asks for what is to stay: it must be typed, for it is sealed for the new keys."""

    def __init__(self, sitting: Sitting, before: Stage, one: Opener | None = None) -> None:
        """Take what is to go.

        Args:
            sitting: The sitting.
            before: Where to go back to.
            one: What is to go; None where there are only to be new keys.
        """
        super().__init__(sitting)
        self.before = before
        self.going = [] if one is None else [one]
        self.others = [
            other
            for other in openers(sitting)
            if other.whole and other.typed and not other.wrong and other not in self.going
        ]
        self.unknown: list[Opener] = []
        self.errors: dict[str, str] = {}
        self.note = ""
        self.tries = 0

    def page(self) -> Page:
        """Return a field for each, empty at each try."""
        return Page(
            id=f"opener-staying|{self.tries}",
            kind="form",
            title=_("What is to open it from now on"),
            section=_("Who can open it"),
            text=tuple(self._words()),
            fields=tuple(
                Field(
                    name=other.file,
                    type="secret",
                    label=other.label,
                    hint=_("since {when}").format(when=other.since) if other.since else "",
                    error=self.errors.get(other.file, ""),
                )
                for other in self.others
            ),
            choices=(
                Choice("away", _("Take it away now") if self.going else _("Seal it with new keys")),
                Choice("not", _("Not now")),
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        if self.note:
            yield Paragraph(self.note, "warning")
        yield Paragraph(
            _(
                "The record goes on under new keys. What you type here opens it from then on. What "
                "you leave empty is taken away, too."
            )
        )
        for one in self.going:
            yield Paragraph(_("To be taken away: {name}").format(name=one.label), "note")
        for other in self.unknown:
            words = _("{name} can't stay. You can let them open it again afterwards.")
            yield Paragraph(words.format(name=other.label), "note")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it away, and what was left empty.

        Raises:
            Cancelled: The person had it stopped; all is as it was.
        """
        from tui.vault.errors import Broken, Cancelled, NeedsSecret, VaultError

        if choice == "not":
            return self.before
        self.errors, self.note = {}, ""
        self.tries += 1
        typed = {other.file: text_of(values, other.file) for other in self.others}
        typed = {file: secret for file, secret in typed.items() if secret.strip()}
        if not typed:
            self.errors[self.others[0].file] = _("Type at least one, or nothing opens it any more.")
            return self
        gone = [other for other in self.others if other.file not in typed]
        gone = [*self.going, *gone, *self.unknown]
        try:
            self._revoke([one.file for one in gone], [*typed.values()])
        except NeedsSecret as error:
            self._lacking(error.files)
            return self
        except Cancelled:
            raise
        except Broken as error:
            return _anew(self.sitting, error)
        except VaultError as error:
            self.note = sentence(error)
            return self
        return Away(self.sitting, self.before, gone)

    def _revoke(self, gone: list[str], secrets: list[str]) -> None:
        vault, kdf = vault_of(self.sitting), self.sitting.kdf
        with self.sitting.work.on(_("Sealing with new keys"), "files") as work:

            def step(done: int, of: int) -> None:
                # At its end it is done: nothing may stop it any more.
                tell = work.step if done < of else work.progress
                tell(done, of)

            if kdf is None:
                vault.revoke(gone, secrets, seal_again=True, progress=step)
            else:
                vault.revoke(gone, secrets, seal_again=True, progress=step, log_n=kdf)

    def _lacking(self, files: tuple[str, ...]) -> None:
        """Say which of them was not opened by what was typed, or can't stay at all."""
        asked = {other.file for other in self.others}
        for file in files:
            if file in asked:
                self.errors[file] = _("That does not open it. Type it again, or leave it empty.")
        self.unknown += [
            one for one in openers(self.sitting) if one.file in files and one.file not in asked
        ]

    def back(self) -> Stage:
        """Return to the list; nothing has changed."""
        return self.before


class Away(Looking):
    """It is gone; what that means for copies."""

    def __init__(self, sitting: Sitting, before: Stage, gone: list[Opener]) -> None:
        """Take what was taken away."""
        super().__init__(sitting)
        self.before = before
        self.gone = gone

    def page(self) -> Page:
        """Return what was done."""
        return Page(
            id="opener-away",
            kind="message",
            title=_("Taken away") if self.gone else _("Sealed with new keys"),
            section=_("Who can open it"),
            text=tuple(self._words()),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        for one in self.gone:
            yield Paragraph(one.label, "note")
        if self.gone:
            yield Paragraph(_("The folder goes on under new keys that this does not open."))
        else:
            yield Paragraph(
                _(
                    "The folder goes on under new keys. Whoever has an older copy and the old "
                    "passphrase can't read with that what you write from now on."
                )
            )
        yield Paragraph(
            _("Copies and backups made before open as they did. Bring your backups up to date."),
            "warning",
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the list."""
        return self.before

    def back(self) -> Stage:
        """Return to the list."""
        return self.before
