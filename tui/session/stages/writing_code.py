"""Putting the words of a recovery code into a plain file, after saying who could read it."""

from __future__ import annotations

from tui.session.page import Choice, Field, Page, Paragraph
from tui.session.printing import not_written
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.looking_after import Looking, vault_of
from tui.session.stages.printing import proposed_folder
from tui.session.stages.recovering import Words
from tui.wording import gettext as _

_NAME = "notes"
"""What the file is called, beside the month: it says nothing."""


class InFile(Looking):
    """Which folder; says first what a plain file means."""

    def __init__(self, sitting: Sitting, before: Words) -> None:
        """Take the page with the words."""
        super().__init__(sitting)
        self.before = before
        self.typed = ""
        self.error = ""

    def page(self) -> Page:
        """Return the warning and the question."""
        return Page(
            id="code-file",
            kind="form",
            title=_("Put the words into a file"),
            text=(
                Paragraph(
                    _(
                        "This is a plain text file with the twelve words and nothing else. Anyone "
                        "who finds it, or a page printed from it, can open the record. The device "
                        "may keep its name in a list of recent files, and a printer what it "
                        "printed. A sheet written by hand leaves less behind."
                    ),
                    "warning",
                ),
            ),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("Into which folder?"),
                    hint=_("Not beside the record: whoever finds one then has the other."),
                    value=self.typed or proposed_folder(self.sitting),
                    error=self.error,
                ),
            ),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            help=_("The file's name says nothing about what is in it. You can change it."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write the file and return to the words, or say why not."""
        from tui.papers.errors import NotWritten
        from tui.papers.write import proposed_name, write

        if choice == "not":
            return self.before
        self.typed, self.error = text_of(values, "folder").strip(), ""
        folder = folder_of(values, "folder")
        if not self.typed:
            self.error = _("Write the name of a folder.")
            return self
        if folder is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
            return self
        if folder.resolve().is_relative_to(vault_of(self.sitting).path.resolve()):
            self.error = _("That is in the folder of the record. Please choose another one.")
            return self
        words = self.before.code.split()
        data = "".join(f"{number:2}. {word}\n" for number, word in enumerate(words, 1)).encode()
        try:
            written = write(folder, proposed_name(_NAME, self.sitting.clock()), {"txt": data})
        except NotWritten as error:
            self.error = not_written(error.reason)
            return self
        self.before.files = (*self.before.files, *written)
        self.sitting.told = _("Written: {file}").format(file=written[0])
        return self.before

    def back(self) -> Stage:
        """Return to the words."""
        return self.before
