"""The files that are kept in a record: which there are, and a plain copy of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.session.ages import moment_words
from tui.session.doing_said import size_words
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.sitting import Sitting
from tui.session.stages.agreeing import agreeing, allowed_words, standing
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.looking_after import Looking
from tui.session.stages.paging import Window
from tui.session.stages.printing import proposed_folder
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.vault.blobs_files import File


def files_of(sitting: Sitting) -> list[File]:
    """Return the files of the record that is open."""
    return sitting.open().case.files.list()


class KeptFiles(Looking):
    """The list, in the order they were taken in."""

    def __init__(self, sitting: Sitting, before: Stage) -> None:
        """Remember where to go back to."""
        super().__init__(sitting)
        self.before = before
        self.window = Window()

    def page(self) -> Page:
        """Return them as lines."""
        found = files_of(self.sitting)
        return Page(
            id="kept-files",
            kind="list",
            title=_("Files in this record"),
            text=tuple(self._told(len(found))),
            lines=tuple(Line(one.id, one.name, self._detail(one)) for one in self.window.of(found)),
            choices=(*self.window.ways(len(found)), *self._agreed(), Choice("done", _("Back"))),
            can_back=True,
        )

    def _agreed(self) -> list[Choice]:
        """Return the way to what was agreed, where that is needed."""
        if not standing(self.sitting).needed or self.sitting.read_only:
            return []
        return [Choice("agreed", _("What was agreed about files"))]

    def _told(self, count: int) -> Iterator[Paragraph]:
        none = _("No files are kept in this record.")
        yield Paragraph(_("Each is a sealed copy. Pick one to read more.") if count else none)
        if (allowed := allowed_words(standing(self.sitting))) is not None:
            yield allowed

    def _detail(self, one: File) -> str:
        # Translators: of a file: its size, and when it was taken in.
        words = _("{size}, kept on {when}")
        return words.format(size=size_words(one.size), when=moment_words(one.at))

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the one that was picked."""
        if self.window.turned(choice):
            return self
        if choice == "done":
            return self.before
        if choice == "agreed" and self._agreed():
            return agreeing(self.sitting, lambda: self)
        found = {one.id: one for one in files_of(self.sitting)}
        return KeptFile(self.sitting, self, found[choice]) if choice in found else self

    def back(self) -> Stage:
        """Return to where this came from."""
        return self.before


class KeptFile(Looking):
    """One of them: what is known of it, and a plain copy."""

    def __init__(self, sitting: Sitting, before: KeptFiles, one: File) -> None:
        """Take what it is about."""
        super().__init__(sitting)
        self.before = before
        self.one = one
        self.typed = ""
        self.error = ""
        self.written: Path | None = None

    def page(self) -> Page:
        """Return what is known of it, and the question where a copy should go."""
        return Page(
            id=f"kept-file|{self.one.id}",
            kind="form",
            title=self.one.name,
            section=_("Files in this record"),
            text=tuple(self._words()),
            fields=(
                Field(
                    name="folder",
                    type="path",
                    label=_("A plain copy of it: into which folder?"),
                    value=self.typed or proposed_folder(self.sitting),
                    error=self.error,
                ),
            ),
            choices=(Choice("copy", _("Write a plain copy")), Choice("done", _("Back"))),
            help=_(
                "The copy is seen to be just what was taken in. If the sealed copy was damaged, "
                "nothing is written, and you are told."
            ),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        one = self.one
        if self.written is not None:
            yield Paragraph(_("Written: {file}").format(file=self.written), "note")
        kept = _("{size}, kept on {when}")
        yield Paragraph(kept.format(size=size_words(one.size), when=moment_words(one.at)))
        # A kind of fingerprint: whoever has the file can compare it.
        yield Paragraph(f"SHA-256 {one.sha256}", "quiet")
        yield Paragraph(
            _(
                "A plain copy can be read by anyone who opens that folder. The computer may list "
                "it among recent files, make a small picture of it or copy it to a cloud."
            ),
            "warning",
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write a plain copy, or go back.

        Raises:
            Cancelled: The person had it stopped; nothing is left there.
            VaultDamaged: The sealed copy is missing or damaged.
        """
        from tui.evidence.exporting import NotExported, export

        if choice != "copy":
            return self.before
        self.typed, self.error = text_of(values, "folder").strip(), ""
        self.written = None
        folder = folder_of(values, "folder")
        if folder is None:
            self.error = _("That can't be the name of a folder. Please write another one.")
            return self
        vault = self.sitting.vault
        if vault is not None and folder.resolve().is_relative_to(vault.path.resolve()):
            self.error = _("That is in the folder of the record. Please choose another one.")
            return self
        what = _("Writing a plain copy of {name}").format(name=self.one.name)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with self.sitting.work.on(what, "bytes", self.one.size) as work:
                self.written = export(
                    self.sitting.open().case.files,
                    self.one,
                    folder,
                    progress=work.progress,
                    cancelled=work.cancelled,
                )
        except (NotExported, OSError):
            self.error = _("Nothing can be written in that folder, or it is full.")
        return self

    def back(self) -> Stage:
        """Return to the list."""
        return self.before
