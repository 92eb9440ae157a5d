"""Giving a record another private label, and deleting one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from tui.session.ages import age, moment_words
from tui.session.naming import folded, label_of, refused
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, text_of
from tui.session.stages.records import Cases
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.vault import CaseInfo, Vault


class Managed(Cases):
    """The same list; what is picked is not opened, but renamed or deleted."""

    def page(self) -> Page:
        """Return the list."""
        shown = super().page()
        return msgspec.structs.replace(
            shown,
            id=shown.id.replace("cases", "manage", 1),
            title=_("Rename or delete a record"),
            section=_("Records"),
            can_back=True,
        )

    def _more(self, infos: list[CaseInfo]) -> list[Choice]:
        return [Choice("done", _("Back to the list"))]

    def picked(self, case: str) -> Stage:
        """Ask what is to be done with a record."""
        return Record(self.sitting, case, self)

    def _other(self, choice: str) -> Stage:
        return self.before or self if choice == "done" else self


class _OfOne(Stage):
    """A page about one record, which stands only while the record does."""

    def __init__(self, sitting: Sitting, case: str, before: Stage) -> None:
        """Take the id of the record."""
        super().__init__(sitting)
        self.case = case
        self.before = before

    @property
    def vault(self) -> Vault:
        """The open vault."""
        if self.sitting.vault is None:
            raise RuntimeError("no vault is open")
        return self.sitting.vault

    @property
    def info(self) -> CaseInfo:
        """The record."""
        return next(info for info in self.vault.cases() if info.id == self.case)

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before

    def whose(self) -> str:
        """Return nothing: it is not about the record that is open."""
        return ""

    def stands(self) -> bool:
        """Return whether the record is still there."""
        vault = self.sitting.vault
        return vault is not None and self.case in {info.id for info in vault.cases()}


class Record(_OfOne):
    """What can be done with one record."""

    def page(self) -> Page:
        """Return the ways on."""
        info = self.info
        ways = [Choice("delete", _("Delete it")), Choice("done", _("Back to the list"))]
        if not info.damaged:
            ways.insert(0, Choice("rename", _("Give it another name")))
        return Page(
            id=f"record|{self.case}",
            kind="menu",
            title=label_of(info),
            section=_("Records"),
            choices=tuple(ways),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        match choice:
            case "rename" if not self.info.damaged:
                return Renaming(self.sitting, self.case, self)
            case "delete":
                return Deleting(self.sitting, self.case, self)
            case "done":
                return self.before
        return self


class Renaming(_OfOne):
    """Asks for another private label."""

    def __init__(self, sitting: Sitting, case: str, before: Stage) -> None:
        """Start with the one it has."""
        super().__init__(sitting, case, before)
        self.typed = self.info.name
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id=f"rename|{self.case}",
            kind="form",
            title=_("Give it another name"),
            section=label_of(self.info),
            fields=(
                Field(
                    name="label",
                    type="text",
                    label=_("What is this record to be called?"),
                    hint=_("A first name, initials or a word only you understand."),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Continue")), Choice("not", _("Not now"))),
            help=_("The name it had stays in its sealed history, and in backups."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Rename it.

        Raises:
            VaultError: It could not be stored; the label is as before.
        """
        if choice == "not":
            return self.before
        self.typed = " ".join(text_of(values, "label").split())
        before = self.info.name
        others = [info for info in self.vault.cases() if info.id != self.case]
        self.error = refused(self.typed, others)
        if self.error:
            return self
        if self.typed != before:
            self.vault.rename(self.case, self.typed, "me")
            self.sitting.told = _("It is called {name} now.").format(name=self.typed)
        return self.before.back()


class Holder(msgspec.Struct, frozen=True):
    """A backup that holds a record, or may.

    Attributes:
        folder: Where it is.
        at: When it was last brought up to date, in ISO 8601.
        here: Whether it is there now, and so is known to hold it.
    """

    folder: str
    at: str
    here: bool


def holders(vault: Vault, case: str) -> list[Holder]:
    """Return the known backups that hold a record, and those that can't be looked into."""
    found = []
    for one in vault.backups.all():
        holds = _holds(Path(one.folder), case)
        if holds is not False:
            found.append(Holder(one.folder, one.at, holds is True))
    return found


def _holds(folder: Path, case: str) -> bool | None:
    """Whether a backup holds a record; None where it isn't there, or can't be read."""
    from tui.vault.errors import VaultError
    from tui.vault.manifest import newest

    try:
        kept = newest(folder).files
    except (OSError, VaultError):
        return None
    return any(file.path.startswith(f"c/{case}/") for file in kept)


class Deleting(_OfOne):
    """Says what deleting means, and has the record's label typed."""

    def __init__(self, sitting: Sitting, case: str, before: Stage) -> None:
        """Look which backups hold it."""
        super().__init__(sitting, case, before)
        self.holders = holders(self.vault, case)
        self.typed = ""
        self.error = ""

    def page(self) -> Page:
        """Return the warnings and the question."""
        name = label_of(self.info)
        return Page(
            id=f"delete|{self.case}",
            kind="form",
            title=_("Delete this record?"),
            section=name,
            text=tuple(self._words(name)),
            fields=(
                Field(
                    name="label",
                    type="text",
                    label=_("To delete it, type its name: {name}").format(name=name),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("delete", _("Delete it")), Choice("not", _("Leave it as it is"))),
            can_back=True,
        )

    def _words(self, name: str) -> Iterator[Paragraph]:
        yield Paragraph(
            _(
                "This deletes the record {name}: all entries, all that was changed in them, and "
                "the keys to it. It can't be brought back from here."
            ).format(name=name)
        )
        yield Paragraph(
            _(
                "If there is a court case, or there may be one, it can matter later. Ask a lawyer "
                "before you delete anything."
            ),
            "warning",
        )
        if self.holders:
            yield Paragraph(_("These backups hold it, or may. They keep it for now:"))
            now = self.sitting.clock()
            for one in self.holders:
                words = _("{folder}: from {when}, {age}").format(
                    folder=one.folder, when=moment_words(one.at), age=age(one.at, now)
                )
                yield Paragraph(f"{words}; {_state(one)}", "note")
        else:
            yield Paragraph(_("No backup that holds it is known."))
        yield Paragraph(
            _("Parts of it may stay on this disk, and can be found with effort."), "quiet"
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Delete it once its label was typed.

        Raises:
            VaultError: It could not be deleted; it is as before.
        """
        if choice == "not":
            return self.before
        info = self.info
        self.typed = text_of(values, "label").strip()
        if folded(self.typed) != folded(label_of(info)):
            self.error = _("That is not its name. Nothing was deleted.")
            return self
        gone = self.vault.delete(self.case)
        sitting = self.sitting
        if sitting.book is not None and sitting.book.case.id == self.case:
            sitting.close_case()
        told = [_("Deleted the record {name}.").format(name=label_of(info))]
        if not gone:
            told.append(
                _("Some of its files could not be removed yet. They go when you open it again.")
            )
        sitting.told = " ".join(told)
        after = _landing(sitting)
        return StillHeld(sitting, self.case, after) if self.holders else after


def _landing(sitting: Sitting) -> Stage:
    """Return the list of records; where another one is open, its menu is behind it."""
    from tui.session.stages.home import Home

    return Cases(sitting, Home(sitting) if sitting.book is not None else None)


def _state(one: Holder) -> str:
    return _("there now") if one.here else _("not connected now")


class StillHeld(Stage):
    """The backups that still hold a record that was deleted."""

    def __init__(self, sitting: Sitting, case: str, after: Stage) -> None:
        """Take the id of the record, and where to go when this is done."""
        super().__init__(sitting)
        self.case = case
        self.after = after

    def held(self) -> list[Holder]:
        """Return them as they are now: a stick may have been put in."""
        vault = self.sitting.vault
        return holders(vault, self.case) if vault is not None else []

    def page(self) -> Page:
        """Return them as lines; those that are there now lead to taking it out of them."""
        held, now = self.held(), self.sitting.clock()
        text = [Paragraph(_("No backup that is known holds it any more."))]
        if held:
            text = [
                Paragraph(_("These backups still hold it, or may.")),
                Paragraph(_("Pick one that is there now to take it out of that one."), "quiet"),
                Paragraph(_("If one is on a stick, put it in, then look again."), "quiet"),
            ]
        ways = [Choice("done", _("Back to the records"))]
        if not all(one.here for one in held):
            ways.append(Choice("look", _("Look again")))
        return Page(
            id=f"still-held|{','.join(str(one.here) for one in held)}",
            kind="list",
            title=_("In backups"),
            section=_("Records"),
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
        """Go to the records: what was deleted does not come back."""
        return self.after

    def whose(self) -> str:
        """Return nothing: it is not about the record that is open."""
        return ""

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
            section=_("Records"),
            text=(
                Paragraph(self.folder, "note"),
                Paragraph(
                    _(
                        "This brings the backup up to date, and takes out of it all that was "
                        "deleted here, also other records."
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
        """Return nothing: it is not about the record that is open."""
        return ""

    def stands(self) -> bool:
        """Return whether a vault is open."""
        return self.sitting.vault is not None
