"""Backups: which are known and how old, and taking care of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.ages import OLD, age, days_since, moment_words
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.backing_up import NewBackup, backed_up
from tui.session.stages.base import Entered, Stage
from tui.session.stages.looking_after import Looking, newest, vault_of
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.known import Known


def connected(folder: str) -> bool:
    """Return whether the folder of a backup is there now."""
    try:
        return Path(folder).is_dir()
    except OSError:
        return False


class Backups(Looking):
    """The ones that are known."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return them as lines, with their age."""
        known = vault_of(self.sitting).backups.all()
        now = self.sitting.clock()
        return Page(
            id="backups",
            kind="list",
            title=_("Backups"),
            text=tuple(self._words(known)),
            lines=tuple(
                Line(
                    one.folder,
                    one.folder,
                    _("from {age}").format(age=age(one.at, now)),
                    _("there now") if connected(one.folder) else _("not connected now"),
                )
                for one in known
            ),
            choices=(Choice("new", _("Make a backup in another folder")), Choice("done", _("Back")))
            if known
            else (Choice("new", _("Make a backup")), Choice("done", _("Back"))),
            can_back=True,
        )

    def _words(self, known: list[Known]) -> Iterator[Paragraph]:
        yield Paragraph(
            _(
                "A backup is a copy of all records kept in this folder, in another place. It is "
                "sealed like this one: the same passphrase opens it."
            )
        )
        last = newest(known)
        if last is None:
            yield Paragraph(_("None is known yet."), "quiet")
        elif days_since(last.at, self.sitting.clock()) > OLD:
            yield Paragraph(
                _("The newest is more than a month old. What you wrote since is in none of them."),
                "note",
            )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the one that was picked, or make one."""
        if choice == "new":
            return NewBackup(self.sitting, self)
        if choice == "done":
            return self.before
        known = {one.folder for one in vault_of(self.sitting).backups.all()}
        return Backup(self.sitting, self, choice) if choice in known else self

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class Backup(Looking):
    """One backup: how old it is, and what can be done with it."""

    def __init__(self, sitting: Sitting, before: Stage, folder: str) -> None:
        """Take its folder."""
        super().__init__(sitting)
        self.before = before
        self.folder = folder

    def page(self) -> Page:
        """Return the ways on; those that need it there, only while it is."""
        here = connected(self.folder)
        choices = [Choice("forget", _("Take it off this list")), Choice("done", _("Back"))]
        if here:
            choices = [
                Choice("update", _("Bring it up to date")),
                Choice("try", _("Try whether it opens")),
                Choice("purge", _("Take out of it what is gone here")),
                *choices,
            ]
        else:
            choices.insert(0, Choice("look", _("Look for it again")))
        return Page(
            id=f"backup|{self.folder}|{here}",
            kind="menu",
            title=self.folder,
            section=_("Backups"),
            text=tuple(self._words(here)),
            choices=tuple(choices),
            can_back=True,
        )

    def _words(self, here: bool) -> Iterator[Paragraph]:
        known = self._known()
        if known is not None:
            now = self.sitting.clock()
            yield Paragraph(
                _("It was brought up to date on {when}, {age}.").format(
                    when=moment_words(known.at), age=age(known.at, now)
                )
            )
            if days_since(known.at, now) > OLD:
                words = _("It is more than a month old. What you wrote since is not in it.")
                yield Paragraph(words, "note")
        if not here:
            yield Paragraph(
                _("It is not there now. If it is on a stick, put the stick in first."), "note"
            )

    def _known(self) -> Known | None:
        known = vault_of(self.sitting).backups.all()
        return next((one for one in known if one.folder == self.folder), None)

    def submit(self, values: Entered, choice: str) -> Stage:
        """Do what was chosen.

        Raises:
            VaultError: It could not be done; the backup is as before.
        """
        match choice:
            case "update":
                return backed_up(self.sitting, Path(self.folder), self)
            case "try":
                from tui.session.stages.rehearsing import Rehearse

                return Rehearse(self.sitting, self, self.folder)
            case "purge":
                return Purge(self.sitting, self)
            case "forget":
                vault_of(self.sitting).backups.forget(self.folder)
                self.sitting.told = _("It is off the list. Its files are where they were.")
                return self.before
            case "done":
                return self.before
        return self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before

    def stands(self) -> bool:
        """Return whether it is still known."""
        return super().stands() and self._known() is not None


class Purge(Looking):
    """Before a backup forgets what is deleted here."""

    def __init__(self, sitting: Sitting, before: Backup) -> None:
        """Take the backup."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return what it means."""
        return Page(
            id="backup-purge",
            kind="message",
            title=_("Take out what is gone here"),
            section=_("Backups"),
            text=(
                Paragraph(
                    _(
                        "A backup keeps records that were deleted here, and what was taken out "
                        "for good, in case that was a mistake. This brings it up to date and takes "
                        "all of that out of it."
                    )
                ),
                Paragraph(_("What is taken out can't be put back from this backup."), "warning"),
            ),
            choices=(Choice("purge", _("Take it out")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out, or leave it.

        Raises:
            VaultError: It could not be done.
        """
        if choice != "purge":
            return self.before
        return backed_up(self.sitting, Path(self.before.folder), self.before.before, purge=True)

    def back(self) -> Stage:
        """Return to the backup."""
        return self.before
