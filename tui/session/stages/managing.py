"""Giving a record another private label, and deleting one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from tui.session.naming import folded, label_of, refused
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, text_of
from tui.session.stages.records import Cases
from tui.session.stages.still_held import Holder, StillHeld, held_words, holders, holds
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


class Deleting(_OfOne):
    """Says what deleting means."""

    def __init__(self, sitting: Sitting, case: str, before: Stage) -> None:
        """Look which backups hold it."""
        super().__init__(sitting, case, before)
        self.holders = self.held()

    def held(self) -> list[Holder]:
        """Return the backups that hold it now, or may."""
        vault = self.sitting.vault
        return holders(vault, lambda found: holds(found, self.case)) if vault is not None else []

    def page(self) -> Page:
        """Return the warnings."""
        name = label_of(self.info)
        return Page(
            id=f"delete|{self.case}",
            kind="message",
            title=_("Delete this record?"),
            section=name,
            text=tuple(self._words(name)),
            choices=(
                Choice("not", _("Leave it as it is")),
                Choice("next", _("Go on to delete it")),
            ),
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
        yield from held_words(self.holders, self.sitting.clock())
        yield Paragraph(
            _("Parts of it may stay on this disk, and can be found with effort."), "quiet"
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Leave it, or go on to what confirms it."""
        return ConfirmDeleting(self) if choice == "next" else self.before


class ConfirmDeleting(_OfOne):
    """Has the record's label typed; then it is gone."""

    before: Deleting

    def __init__(self, before: Deleting) -> None:
        """Take the record from the warnings."""
        super().__init__(before.sitting, before.case, before)
        self.typed = self.error = ""

    def page(self) -> Page:
        """Return the question."""
        name = label_of(self.info)
        return Page(
            id=f"delete-now|{self.case}",
            kind="form",
            title=_("Delete this record?"),
            section=name,
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

    def submit(self, values: Entered, choice: str) -> Stage:
        """Delete it once its label was typed.

        Raises:
            VaultError: It could not be deleted; it is as before.
        """
        if choice == "not":
            return self.before.before
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
        held = self.before.held
        return StillHeld(sitting, held, after) if self.before.holders else after


def _landing(sitting: Sitting) -> Stage:
    """Return the list of records; where another one is open, its menu is behind it."""
    from tui.session.stages.home import Home

    return Cases(sitting, Home(sitting) if sitting.book is not None else None)
