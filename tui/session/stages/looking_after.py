"""Looking after a record that is kept: what opens it, copies of it, whether it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.session.ages import OLD, age, days_since
from tui.session.page import Choice, Page, Paragraph
from tui.session.rows import is_blank, presets
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.known import Known
    from tui.vault.vault import Vault


def may_look_after(sitting: Sitting) -> bool:
    """Return whether the record that is open is kept, and can be written."""
    return sitting.vault is not None and sitting.stored and not sitting.read_only


def vault_of(sitting: Sitting) -> Vault:
    """Return the open vault.

    Raises:
        RuntimeError: None is open; no page of these is shown then.
    """
    if sitting.vault is None:
        raise RuntimeError("no vault is open")
    return sitting.vault


def newest(known: list[Known]) -> Known | None:
    """Return the backup that was brought up to date last."""
    return max(known, key=lambda one: one.at, default=None)


def backup_reminder(sitting: Sitting) -> str:
    """Return a sentence for the menu where a backup is missing or old, or nothing.

    Nothing, too, where the safety check led to no place that a copy could be put in.
    """
    if not (may_look_after(sitting) and _has_place(sitting) and _is_written(sitting)):
        return ""
    vault = vault_of(sitting)
    if not vault.id:
        return ""  # What lists them can't be read: that is said already.
    last = newest(vault.backups.all())
    if last is None:
        return _("There is no backup of it yet.")
    if days_since(last.at, sitting.clock()) > OLD:
        return _("The newest backup is more than a month old.")
    return ""


def _has_place(sitting: Sitting) -> bool:
    flow = sitting.open().flow
    if flow.audience == "council":
        return True
    elsewhere = flow.value(ROOT, "other_place") in ("stick", "friend")
    return elsewhere or flow.value(ROOT, "keep_here") is True


def _is_written(sitting: Sitting) -> bool:
    """Whether there is more than a safety check that could be lost."""
    flow = sitting.open().flow
    given = presets(flow)
    return flow.audience == "council" or any(
        not is_blank(row, given) for table in flow.program.tables for row in flow.rows(table)
    )


class Looking(Stage):
    """A page of these: it stands only while a record is open that can be written."""

    def stands(self) -> bool:
        """Return whether such a record is still open."""
        return may_look_after(self.sitting)


class LookingAfter(Looking):
    """What can be done; nothing of it changes a word of what was written."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the ways on, with how it stands."""
        return Page(
            id="looking-after",
            kind="menu",
            title=_("Look after this record"),
            text=(Paragraph(_("Nothing here changes what you wrote."), "quiet"),),
            choices=(
                Choice("backups", _("Backups"), self._backed_up()),
                Choice("code", _("Make a recovery code"), _("for when the passphrase is lost")),
                Choice("passphrase", _("Change the passphrase"), self._forgotten()),
                Choice("openers", _("Who can open it"), self._openers()),
                Choice("check", _("Check that it is whole")),
                *self._files(),
                Choice("done", _("Back to the menu")),
            ),
            can_back=True,
        )

    def _backed_up(self) -> str:
        last = newest(vault_of(self.sitting).backups.all())
        if last is None:
            return _("none is known")
        return _("the newest is from {age}").format(age=age(last.at, self.sitting.clock()))

    def _forgotten(self) -> str:
        used = (slot.sort for slot in vault_of(self.sitting).slots.all() if slot.used)
        if "recovery" in used:
            return _("you opened it with a recovery code now")
        return ""

    def _files(self) -> list[Choice]:
        """The way to the files that are kept, where there are any, or to what was agreed on."""
        count = len(self.sitting.open().case.files.list())
        words = ngettext("{count} file", "{count} files", count).format(count=count)
        wanted = count or self.sitting.open().case.kind == "client"
        return [Choice("files", _("Files in this record"), words)] if wanted else []

    def _openers(self) -> str:
        count = len(vault_of(self.sitting).slots.all()) + len(self._shares())
        return ngettext("{count} way", "{count} ways", count).format(count=count)

    def _shares(self) -> list[object]:
        from tui.session.stages.openers import shares_of

        return [*shares_of(self.sitting)]

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads."""
        sitting = self.sitting
        match choice:
            case "backups":
                from tui.session.stages.backups import Backups

                return Backups(sitting, self)
            case "code":
                from tui.session.stages.recovering import Why

                return Why(sitting, self)
            case "passphrase":
                from tui.session.stages.changing import Present

                return Present(sitting, self)
            case "openers":
                from tui.session.stages.openers import Openers

                return Openers(sitting, self)
            case "check":
                from tui.session.stages.checking import Check

                return Check(sitting, self)
            case "files":
                from tui.session.stages.kept_files import KeptFiles

                return KeptFiles(sitting, self)
            case "done":
                return self.back()
        return self

    def back(self) -> Stage:
        """Return to the menu."""
        from tui.session.stages.home import Home

        return self.before or Home(self.sitting)
