"""Trying whether a backup opens, with what the person has in their head or on a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.ages import age, moment_words
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, sentence, text_of
from tui.session.stages.looking_after import Looking
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.restoring import Rehearsal

_MOST_NAMED = 5
"""Damaged files that are named; of more, how many there are."""


class Rehearse(Looking):
    """Asks for the passphrase or the code as one would on a bad day."""

    def __init__(self, sitting: Sitting, before: Stage, folder: str) -> None:
        """Take the backup's folder."""
        super().__init__(sitting)
        self.before = before
        self.folder = folder
        self.error = ""
        self.tries = 0

    def page(self) -> Page:
        """Return one field, which is empty at each try."""
        return Page(
            id=f"rehearse|{self.tries}",
            kind="form",
            title=_("Try whether it opens"),
            section=_("Backups"),
            text=(
                Paragraph(
                    _(
                        "This does all that putting the records back would do, and writes "
                        "nothing: each file is compared, each record opened and read."
                    )
                ),
            ),
            fields=(
                Field(
                    name="passphrase",
                    type="secret",
                    label=_("The passphrase, or the recovery code"),
                    hint=_("Type it as you remember it, or from your sheet."),
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Try it")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Try it, and say how it went.

        Raises:
            Cancelled: The person had it stopped.
        """
        from tui.vault.errors import BackupDamaged, Cancelled, VaultError
        from tui.vault.restoring import rehearse

        typed, self.error = text_of(values, "passphrase"), ""
        if not typed.strip():
            self.error = _("Type the passphrase.")
            return self
        self.tries += 1
        try:
            with self.sitting.work.on(_("Reading the backup"), "bytes") as work:
                found = rehearse(Path(self.folder), typed, progress=work.step)
        except Cancelled:
            raise
        except BackupDamaged as error:
            return Damaged(self.sitting, self.before, error.files)
        except VaultError as error:
            self.error = sentence(error)
            return self
        return Opens(self.sitting, self.before, found)

    def back(self) -> Stage:
        """Return to the backup."""
        return self.before


class _Result(Looking):
    """A page that tells and goes back to the backup."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        super().__init__(sitting)
        self.before = before

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the backup."""
        return self.before

    def back(self) -> Stage:
        """Return to the backup."""
        return self.before


class Opens(_Result):
    """The backup would give everything back."""

    def __init__(self, sitting: Sitting, before: Stage, found: Rehearsal) -> None:
        """Take what was found."""
        super().__init__(sitting, before)
        self.found = found

    def page(self) -> Page:
        """Return what is in it, without a word of what was written."""
        return Page(
            id="rehearsed",
            kind="message",
            title=_("This backup opens"),
            section=_("Backups"),
            text=tuple(self._words()),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        found = self.found
        yield Paragraph(
            _("It is from {when}, {age}.").format(
                when=moment_words(found.at), age=age(found.at, self.sitting.clock())
            )
        )
        yield Paragraph(
            ngettext(
                "{count} file was compared, and every change in it was read.",
                "{count} files were compared, and every change in them was read.",
                found.files,
            ).format(count=found.files)
        )
        yield Paragraph(
            ngettext(
                "It would give back {count} record.", "It would give back {count} records.",
                len(found.cases),
            ).format(count=len(found.cases))
        )  # fmt: skip


class Damaged(_Result):
    """Files of the backup are missing or changed."""

    def __init__(self, sitting: Sitting, before: Stage, files: tuple[str, ...]) -> None:
        """Take which."""
        super().__init__(sitting, before)
        self.files = files

    def page(self) -> Page:
        """Return the files, and what to do."""
        shown = self.files[:_MOST_NAMED]
        lines = [Paragraph(file, "note") for file in shown]
        if rest := len(self.files) - len(shown):
            words = ngettext("… and {count} more.", "… and {count} more.", rest)
            lines.append(Paragraph(words.format(count=rest), "quiet"))
        return Page(
            id="rehearsed-damaged",
            kind="message",
            title=_("This backup is not whole"),
            section=_("Backups"),
            text=(
                Paragraph(_("These files of it are damaged or missing:"), "warning"),
                *lines,
                Paragraph(
                    _(
                        "The record here is not touched by that. Bring the backup up to date: then "
                        "it is whole again. A stick that does this twice is better replaced."
                    )
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )
