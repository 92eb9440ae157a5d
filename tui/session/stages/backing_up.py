"""Making a backup in a folder of the person's choice, or bringing one up to date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.places import proposed_backup, same_disk
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, sentence, text_of
from tui.session.stages.looking_after import Looking, vault_of
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.backup import Done


class NewBackup(Looking):
    """Which folder the backup goes to."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Start with what is proposed."""
        super().__init__(sitting)
        self.before = before
        self.typed = ""
        self.error = ""
        self.near = ""

    def page(self) -> Page:
        """Return the question."""
        idea = proposed_backup(vault_of(self.sitting).path)
        choices = [Choice("next", _("Make the backup"))]
        if self.near:
            choices.append(Choice("anyway", _("Use this folder all the same")))
        choices.append(Choice("not", _("Not now")))
        return Page(
            id="backup-new",
            kind="form",
            title=_("Make a backup"),
            section=_("Backups"),
            text=(
                Paragraph(
                    _(
                        "Another place is best, such as a stick that you keep somewhere else. "
                        "Others can see that something sealed is there, not what is in it."
                    )
                ),
            ),
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
            choices=tuple(choices),
            help=_(
                "Stay away from folders that are copied to an online account, such as Dropbox, "
                "iCloud or OneDrive."
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Look at the folder, then make it; where that fails, say why."""
        from tui.vault.errors import Cancelled, VaultError

        if choice == "not":
            return self.before
        self.typed, near = text_of(values, "folder").strip(), self.near
        self.error = self.near = ""
        if not self.typed:
            self.error = _("Write the name of a folder.")
            return self
        path = folder_of(values, "folder")
        if path is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
            return self
        if not path.parent.is_dir():
            self.error = _("There is no such folder to put it in. Is the stick in?")
            return self
        sure = choice == "anyway" and near == self.typed
        if same_disk(path, vault_of(self.sitting).path) and not sure:
            self.near = self.typed
            self.error = _(
                "This is on the same disk as the record. If that disk breaks or is taken, both "
                "are gone."
            )
            return self
        try:
            return backed_up(self.sitting, path, self.before)
        except Cancelled:
            raise
        except VaultError as error:
            self.error = sentence(error)
            return self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before


def backed_up(sitting: Sitting, folder: Path, before: Stage, *, purge: bool = False) -> Stage:
    """Make a backup or bring it up to date, and remember where it is.

    Raises:
        VaultError: It could not be made; an older one there counts.
        Cancelled: The person had it stopped; an older one counts.
    """
    from tui.vault.backup import back_up
    from tui.vault.errors import VaultError

    vault = vault_of(sitting)
    with sitting.work.on(_("Copying the records"), "bytes") as work:
        done = back_up(
            vault.path, folder, purge=purge, held=True, progress=work.step, clock=sitting.clock
        )
    listed = True
    try:
        vault.backups.note(str(folder.resolve()), done.at)
    except VaultError:
        listed = False
    return BackedUp(sitting, before, str(folder.resolve()), done, listed=listed)


class BackedUp(Looking):
    """The backup is whole and on the disk."""

    def __init__(
        self, sitting: Sitting, before: Stage, folder: str, done: Done, *, listed: bool
    ) -> None:
        """Take what was done."""
        super().__init__(sitting)
        self.before = before
        self.folder = folder
        self.done = done
        self.listed = listed

    def page(self) -> Page:
        """Return what is there now."""
        return Page(
            id="backed-up",
            kind="message",
            title=_("The backup is made"),
            section=_("Backups"),
            text=tuple(self._words()),
            choices=(Choice("next", _("Continue")), Choice("try", _("Try whether it opens"))),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        done = self.done
        yield Paragraph(self.folder, "note")
        yield Paragraph(
            ngettext(
                "It holds {count} file, {new} of them new. Each was read and compared.",
                "It holds {count} files, {new} of them new. Each was read and compared.",
                done.files,
            ).format(count=done.files, new=done.copied)
        )
        if done.mended:
            yield Paragraph(
                ngettext(
                    "{count} damaged file in it is whole again.",
                    "{count} damaged files in it are whole again.",
                    len(done.mended),
                ).format(count=len(done.mended))
            )
        if done.kept:
            yield Paragraph(
                ngettext(
                    "It still holds {count} record that was deleted here.",
                    "It still holds {count} records that were deleted here.",
                    len(done.kept),
                ).format(count=len(done.kept)),
                "note",
            )
        if done.erased:
            words = _("It still holds what was taken out of the record here for good.")
            yield Paragraph(words, "note")
        if done.same_disk:
            words = _("It is on the same disk as the record. If that disk breaks, both are lost.")
            yield Paragraph(words, "note")
        if not self.listed:
            words = _("It could not be put on the list of backups. It is whole all the same.")
            yield Paragraph(words, "warning")
        yield Paragraph(
            _("If it is on a stick, take it out and keep it where nobody looks."), "quiet"
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the list, or try it."""
        if choice != "try":
            return self.back()
        from tui.session.stages.rehearsing import Rehearse

        return Rehearse(self.sitting, self.back(), self.folder)

    def back(self) -> Stage:
        """Return to the list."""
        return self.before
