"""Looking through all that is kept, comparing it with a receipt, and writing a receipt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.checked import place_words, receipts_fit, summary
from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.printing import not_written
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.looking_after import Looking, vault_of
from tui.session.stages.openers import case_of
from tui.session.stages.printing import proposed_folder
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.vault.receipt import Receipt
    from tui.vault.verify import Report

_MOST = 8
"""Things found that are shown; of more, how many there are."""

_NAME = "notes"
"""What a receipt is called, beside the month: it says nothing."""


class Check(Looking):
    """What can be looked at."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return the ways."""
        return Page(
            id="check",
            kind="menu",
            title=_("Check that it is whole"),
            text=(
                Paragraph(
                    _(
                        "This reads all that is kept in this folder, from the first change to the "
                        "last. It finds what was damaged, changed or taken away since."
                    )
                ),
            ),
            choices=(
                Choice("check", _("Check it now")),
                Choice("receipt", _("Make a receipt"), _("to see later that nothing was changed")),
                Choice("compare", _("Compare it with a receipt")),
                Choice("done", _("Back")),
            ),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go where the choice leads.

        Raises:
            Cancelled: The person had it stopped.
        """
        match choice:
            case "check":
                return checked(self.sitting, self)
            case "receipt":
                return MakeReceipt(self.sitting, self)
            case "compare":
                return Compare(self.sitting, self)
            case "done":
                return self.before
        return self

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


def checked(sitting: Sitting, before: Stage, *receipts: Receipt) -> Stage:
    """Look through all that is kept; return the page that says how it is.

    Raises:
        Cancelled: The person had it stopped.
    """
    with sitting.work.on(_("Checking the records")) as work:
        report = vault_of(sitting).verify(receipts=receipts, progress=work.step)
    return Found(sitting, before, report, len(receipts))


class Found(Looking):
    """How it is: whole, or what is wrong and where."""

    def __init__(self, sitting: Sitting, before: Stage, report: Report, receipts: int) -> None:
        """Take what was found, and with how many receipts it was compared."""
        super().__init__(sitting)
        self.before = before
        self.report = report
        self.receipts = receipts

    def page(self) -> Page:
        """Return it in words."""
        return Page(
            id="checked",
            kind="message",
            title=_("All is whole") if self.report.sound else _("Something is not as it should be"),
            section=_("Check that it is whole"),
            text=tuple(self._words()),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        yield Paragraph(summary(self.report), "plain" if self.report.sound else "warning")
        if self.receipts and self.report.sound:
            yield Paragraph(receipts_fit(self.receipts))
        # What does no harm comes last: it is only told so that nobody wonders.
        found = sorted(self.report.findings, key=lambda one: one.harmless)
        for one in found[:_MOST]:
            words = f"{place_words(one)}\n{_(one.wrong)} {_(one.advice)}"
            yield Paragraph(words, "quiet" if one.harmless else "note")
        if (rest := len(found) - _MOST) > 0:
            words = ngettext("… and {count} more.", "… and {count} more.", rest)
            yield Paragraph(words.format(count=rest), "quiet")
        if not self.report.sound:
            yield Paragraph(
                _("Nothing was changed by looking. A backup may have what is missing here.")
            )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the ways."""
        return self.before

    def back(self) -> Stage:
        """Return to the ways."""
        return self.before


class MakeReceipt(Looking):
    """Which folder the receipt goes to; says first what it shows and what it doesn't."""

    def __init__(self, sitting: Sitting, before: Check) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.typed = ""
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="receipt",
            kind="form",
            title=_("A receipt"),
            section=_("Check that it is whole"),
            text=(
                Paragraph(
                    _(
                        "A receipt is a small plain file. It holds no word of the record and no "
                        "name. Give it to someone, or keep it elsewhere. Later it shows whether "
                        "all that was written until now is still there, unchanged."
                    )
                ),
                Paragraph(
                    _(
                        "It does not show that what was written is true. When it was made, only "
                        "someone who got it then can tell."
                    ),
                    "quiet",
                ),
            ),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("Into which folder?"),
                    hint=_("Not beside the record: whoever changes one could change both."),
                    value=self.typed or proposed_folder(self.sitting),
                    error=self.error,
                ),
            ),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            help=_("The file's name says nothing about what is in it. You can change it."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write it, or say why not.

        Raises:
            VaultError: It could not be made.
        """
        from tui.papers.errors import NotWritten
        from tui.papers.write import proposed_name, write

        case = case_of(self.sitting)
        if choice == "not" or case is None:
            return self.before
        self.typed, self.error = text_of(values, "folder").strip(), ""
        folder = folder_of(values, "folder")
        if not self.typed:
            self.error = _("Write the name of a folder.")
            return self
        if folder is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
            return self
        vault = vault_of(self.sitting)
        if folder.resolve().is_relative_to(vault.path.resolve()):
            self.error = _("That is in the folder of the record. Please choose another one.")
            return self
        made = case.receipt(vault.id)
        try:
            (written,) = write(folder, proposed_name(_NAME, self.sitting.clock()), {"txt": made})
        except NotWritten as error:
            self.error = not_written(error.reason)
            return self
        return ReceiptMade(self.sitting, self.before, written)

    def back(self) -> Stage:
        """Return to the ways."""
        return self.before


class ReceiptMade(Looking):
    """Where the receipt is."""

    def __init__(self, sitting: Sitting, before: Check, file: Path) -> None:
        """Take the file."""
        super().__init__(sitting)
        self.before = before
        self.file = file

    def page(self) -> Page:
        """Return the name, and what to do with it."""
        return Page(
            id="receipt-made",
            kind="message",
            title=_("Written"),
            section=_("Check that it is whole"),
            text=(
                Paragraph(str(self.file), "note"),
                Paragraph(
                    _("Give a copy to someone who can say later that they got it on that day.")
                ),
                Paragraph(
                    _('To compare, choose "Compare it with a receipt" here, at any later time.'),
                    "quiet",
                ),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the ways."""
        return self.before

    def back(self) -> Stage:
        """Return to the ways."""
        return self.before


class Compare(Looking):
    """Which file the receipt is."""

    def __init__(self, sitting: Sitting, before: Check) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.typed = ""
        self.error = ""

    def page(self) -> Page:
        """Return the question."""
        return Page(
            id="compare",
            kind="form",
            title=_("Compare it with a receipt"),
            section=_("Check that it is whole"),
            fields=(
                Field(
                    name="file",
                    type="path",
                    label=_("Which file is the receipt?"),
                    value=self.typed,
                    error=self.error,
                ),
            ),
            choices=(Choice("next", _("Compare")), Choice("not", _("Not now"))),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Read it, and compare all that is kept with it.

        Raises:
            Cancelled: The person had it stopped.
        """
        if choice == "not":
            return self.before
        self.typed, self.error = text_of(values, "file").strip(), ""
        found = self._read()
        return self if found is None else checked(self.sitting, self.before, found)

    def _read(self) -> Receipt | None:
        from tui.vault import receipt

        try:
            with Path(self.typed).expanduser().open("rb") as stream:
                return receipt.read(stream.read(receipt.LARGEST + 1))
        except receipt.NotAReceipt:
            self.error = _("That file is no receipt, or was changed since it was made.")
        except (OSError, RuntimeError, ValueError):
            self.error = _("That file can't be read.")
        return None

    def back(self) -> Stage:
        """Return to the ways."""
        return self.before
