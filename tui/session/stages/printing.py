"""Making papers: which one, in which form, where to; and the warning before it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.schema import Paper
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.places import sticks
from tui.session.printing import FORMS, SIZES, make_files, not_written, papers_of, put_files
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from tui.papers.make import Form
    from tui.papers.pages import Size


class Papers(Stage):
    """The papers there are."""

    def page(self) -> Page:
        """Return them as lines."""
        flow = self.sitting.open().flow
        return Page(
            id="papers",
            kind="list",
            title=_("Make a paper"),
            lines=tuple(
                Line(paper.name, _(paper.title), _(paper.about)) for paper in papers_of(flow)
            ),
            choices=(Choice("done", _("Back to the menu")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the paper that was picked."""
        for paper in papers_of(self.sitting.open().flow):
            if paper.name == choice:
                return Making(self.sitting, paper)
        return self.back() if choice == "done" else self

    def back(self) -> Stage:
        """Return to the menu."""
        from tui.session.stages.home import Home

        return Home(self.sitting)


class Making(Stage):
    """One paper: form, page size, folder. Says first that it is a plain file."""

    def __init__(self, sitting: Sitting, paper: Paper, before: Stage | None = None) -> None:
        """Take the paper; ``before`` is where to go back to, if not to the list of papers."""
        super().__init__(sitting)
        self.before = before
        self.paper = paper
        self.forms: list[str] = list(FORMS)
        self.size = "letter"
        self.typed = ""
        self.errors: dict[str, str] = {}

    def _folder(self) -> str:
        """Return the folder proposed: the chosen one, a stick, or beside the record."""
        sitting = self.sitting
        if sitting.papers is not None:
            return str(sitting.papers)
        if sitting.vault is not None:
            return str(sitting.vault.path.parent)
        drives = sticks()
        return str(drives[0]) if drives else ""

    def page(self) -> Page:
        """Return the form."""
        return Page(
            id=f"paper|{self.paper.name}",
            kind="form",
            title=_(self.paper.title),
            section=_("Make a paper"),
            text=(
                Paragraph(
                    _(
                        "A paper is a plain file. Anyone who finds it can read it. The device may "
                        "also keep its name in a list of recent files, make a small picture of "
                        "it, or copy the folder to an online account."
                    ),
                    "warning",
                ),
            ),
            fields=(
                Field(
                    name="forms",
                    type="choices",
                    label=_("Which kinds of file?"),
                    options=(
                        Choice("docx", _("A document you can change (DOCX)")),
                        Choice("pdf", _("A document to hand over or print (PDF)")),
                    ),
                    value=self.forms,
                    error=self.errors.get("forms", ""),
                ),
                Field(
                    name="size",
                    type="choice",
                    label=_("Which paper size?"),
                    options=(
                        Choice("letter", _("Letter (Canada)")),
                        Choice("a4", _("A4")),
                    ),
                    value=self.size,
                    error=self.errors.get("size", ""),
                ),
                Field(
                    name="folder",
                    type="path",
                    label=_("Into which folder?"),
                    hint=_("A stick out of reach is often better than this device."),
                    value=self.typed or self._folder(),
                    error=self.errors.get("folder", ""),
                ),
            ),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            help=_("The file's name says nothing about what is in it. You can change it."),
            why=_("Private notes are never put in a paper."),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write the paper, or say why it was not."""
        from tui.papers.errors import NotWritten, PaperFailed

        if choice == "not":
            return self.back()
        self.errors = {}
        picked = values.get("forms", self.forms)
        self.forms = [one for one in (picked if isinstance(picked, Sequence) else ())]
        forms: list[Form] = [form for form in FORMS if form in self.forms]
        self.size = text_of(values, "size") or self.size
        self.typed = text_of(values, "folder").strip()
        sizes: list[Size] = [size for size in SIZES if size == self.size]
        if not forms:
            self.errors["forms"] = _("Pick at least one kind.")
        if not sizes:
            self.errors["size"] = _("Pick a paper size.")
        if not self.typed:
            self.errors["folder"] = _("Write the name of a folder.")
        if self.errors:
            return self
        folder = folder_of(values, "folder")
        if folder is None:
            self.errors["folder"] = _(
                "That can't be the name of a folder. Please write another one."
            )
            return self
        book, made = self.sitting.open(), self.sitting.clock()
        try:
            files = make_files(book.without_blanks(), self.paper.name, forms, sizes[0], made)
            paths = put_files(book.flow, self.paper.name, files, folder, made)
        except NotWritten as error:
            self.errors["folder"] = not_written(error.reason)
            return self
        except PaperFailed:
            self.errors["folder"] = _("This paper could not be made. Nothing was written.")
            return self
        self.sitting.papers = folder
        return Made(self.sitting, paths)

    def back(self) -> Stage:
        """Return to where this was opened from, or to the papers."""
        return self.before or Papers(self.sitting)


class Made(Stage):
    """Where the files are."""

    def __init__(self, sitting: Sitting, paths: list[Path]) -> None:
        """Take the files that were written."""
        super().__init__(sitting)
        self.paths = paths

    def page(self) -> Page:
        """Return the names."""
        return Page(
            id="made",
            kind="message",
            title=_("Written"),
            text=(
                Paragraph(
                    ngettext(
                        "This file is there now:", "These files are there now:", len(self.paths)
                    )
                ),
                *(Paragraph(str(path), "note") for path in self.paths),
                Paragraph(_("Move them or delete them when you no longer need them."), "quiet"),
            ),
            choices=(Choice("next", _("Continue")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Return to the menu."""
        return self.back()

    def back(self) -> Stage:
        """Return to the menu."""
        from tui.session.stages.home import Home

        return Home(self.sitting)
