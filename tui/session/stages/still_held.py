"""Backups that still hold what was deleted or taken out here, and taking it out of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui.session.ages import age, moment_words
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.manifest import Manifest
    from tui.vault.vault import Vault


class Holder(msgspec.Struct, frozen=True):
    """A backup that holds something, or may.

    Attributes:
        folder: Where it is.
        at: When it was last brought up to date, in ISO 8601.
        here: Whether it is there now, and so is known to hold it.
    """

    folder: str
    at: str
    here: bool


def holders(vault: Vault, look: Callable[[Manifest], bool]) -> list[Holder]:
    """Return the known backups that hold something, and those that can't be looked into.

    Args:
        vault: The open vault.
        look: Tells from the list of a backup's files whether it holds it.
    """
    from tui.vault.errors import VaultError
    from tui.vault.manifest import newest

    found = []
    for one in vault.backups.all():
        try:
            here = look(newest(Path(one.folder)))
        except (OSError, VaultError):
            found.append(Holder(one.folder, one.at, False))
            continue
        if here:
            found.append(Holder(one.folder, one.at, True))
    return found


def holds(found: Manifest, case: str) -> bool:
    """Whether a backup holds a case."""
    return any(file.path.startswith(f"c/{case}/") for file in found.files)


def is_behind(found: Manifest, case: str, vault: Vault) -> bool:
    """Whether a backup holds files of a case that are not in the vault any more.

    What was taken out for good was in such a file: the ones that held it were written anew.
    """
    return any(
        file.path.startswith(f"c/{case}/") and not (vault.path / file.path).exists()
        for file in found.files
    )


def held_words(held: list[Holder], now: datetime) -> Iterator[Paragraph]:
    """Yield which backups hold what is about to go."""
    if not held:
        yield Paragraph(_("No backup that holds it is known."))
        return
    yield Paragraph(_("These backups hold it, or may. They keep it for now:"))
    for one in held:
        words = _("{folder}: from {when}, {age}").format(
            folder=one.folder, when=moment_words(one.at), age=age(one.at, now)
        )
        yield Paragraph(f"{words}; {_state(one)}")


def _state(one: Holder) -> str:
    return _("there now") if one.here else _("not connected now")


class StillHeld(Stage):
    """The backups that still hold what is gone here."""

    def __init__(self, sitting: Sitting, held: Callable[[], list[Holder]], after: Stage) -> None:
        """Show what ``held`` returns, until the person goes on to ``after``."""
        super().__init__(sitting)
        self.held = held
        self.after = after

    def page(self) -> Page:
        """Return them as lines; those that are there now lead to taking it out of them."""
        held, now = self.held(), self.sitting.clock()
        text = [Paragraph(_("No backup that is known holds it any more."))]
        ways = [Choice("done", _("Go on"))]
        if held:
            text = [
                Paragraph(_("These backups still hold it, or may.")),
                Paragraph(_("Pick one that is there now to take it out of that one."), "quiet"),
            ]
        if not all(one.here for one in held):
            text.append(Paragraph(_("If one is on a stick, put it in, then look again."), "quiet"))
            ways.append(Choice("look", _("Look again")))
        return Page(
            id=f"still-held|{','.join(str(one.here) for one in held)}",
            kind="list",
            title=_("In backups"),
            text=tuple(text),
            lines=tuple(
                Line(
                    one.folder,
                    one.folder,
                    _("from {age}").format(age=age(one.at, now)),
                    _state(one),
                )
                for one in held
            ),
            choices=tuple(ways),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out of the backup that was picked."""
        if choice == "done":
            return self.after
        for one in self.held():
            if one.folder == choice and one.here:
                return Purging(self.sitting, self, one.folder)
            if one.folder == choice:
                self.sitting.told = _(
                    "It is not there now. If it is on a stick, put the stick in first."
                )
        return self

    def back(self) -> Stage:
        """Go on: what is gone does not come back."""
        return self.after

    def whose(self) -> str:
        """Return what the page after it would say."""
        return self.after.whose()

    def stands(self) -> bool:
        """Return whether a vault is open."""
        return self.sitting.vault is not None


class Purging(Stage):
    """Asks before a backup forgets what is deleted here."""

    def __init__(self, sitting: Sitting, before: StillHeld, folder: str) -> None:
        """Take the backup's folder."""
        super().__init__(sitting)
        self.before = before
        self.folder = folder

    def page(self) -> Page:
        """Return what it means."""
        return Page(
            id="purge",
            kind="menu",
            title=_("Take it out of this backup?"),
            section=_("In backups"),
            text=(
                Paragraph(self.folder),
                Paragraph(
                    _(
                        "This brings the backup up to date, and takes out of it all that was "
                        "deleted or taken out here, also from other records."
                    )
                ),
                Paragraph(_("What is taken out can't be put back from this backup."), "warning"),
            ),
            choices=(Choice("not", _("Leave it in")), Choice("purge", _("Take it out"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Take it out, or leave it.

        Raises:
            VaultError: It could not be done; the backup is as before.
        """
        from tui.vault.backup import back_up
        from tui.vault.errors import VaultError

        vault = self.sitting.vault
        if choice != "purge" or vault is None:
            return self.before
        with self.sitting.work.on(_("Bringing the backup up to date"), "bytes") as work:
            done = back_up(
                vault.path,
                Path(self.folder),
                purge=True,
                held=True,
                progress=work.step,
                clock=self.sitting.clock,
            )
        self.sitting.told = _("It is taken out of that backup.")
        try:
            vault.backups.note(self.folder, done.at)
        except VaultError:
            self.sitting.told += " " + _("When that was could not be noted.")
        return self.before

    def back(self) -> Stage:
        """Leave it in."""
        return self.before

    def whose(self) -> str:
        """Return what the page before it says."""
        return self.before.whose()

    def stands(self) -> bool:
        """Return whether a vault is open."""
        return self.sitting.vault is not None
