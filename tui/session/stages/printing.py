"""Making papers: which one, in which form, where to; and the warning before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.interview.schema import Paper
from tui.session.kept_list import backups_for, kept_for
from tui.session.page import Choice, Field, Line, Page, Paragraph
from tui.session.paper_list import lines_of
from tui.session.past import past_for
from tui.session.phrasing import row_label
from tui.session.places import sticks
from tui.session.previews import paper_language
from tui.session.printing import (
    FORMS,
    SIZES,
    is_form,
    is_of_case,
    make_files,
    not_written,
    papers_of,
    put_files,
    rows_for,
    size_for,
)
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage, folder_of, text_of
from tui.session.stages.paging import Window
from tui.wording import gettext as _
from tui.wording import ngettext, using

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.papers.make import Form
    from tui.papers.pages import Size

_BLANK = "blank"


class Papers(Stage):
    """The papers there are."""

    def __init__(self, sitting: Sitting, before: Stage | None = None) -> None:
        """Remember where the list was opened from."""
        super().__init__(sitting)
        self.before = before

    def page(self) -> Page:
        """Return them as lines."""
        from tui.session.stages.home import Home

        flow = self.sitting.open().flow
        from_menu = self.before is None or isinstance(self.before, Home)
        return Page(
            id="papers",
            kind="list",
            title=_("Make a paper"),
            lines=lines_of(flow, papers_of(flow)),
            choices=(Choice("done", _("Back to the menu") if from_menu else _("Go back")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go to the paper that was picked."""
        for paper in papers_of(self.sitting.open().flow):
            if paper.name == choice:
                return which(self.sitting, paper, self)
        return self.back() if choice == "done" else self

    def back(self) -> Stage:
        """Return to the menu."""
        from tui.session.stages.home import Home

        return self.before or Home(self.sitting)

    def row(self) -> str:
        """Return what the page was about that this was opened from."""
        return self.before.row() if self.before is not None else ROOT


def which(sitting: Sitting, paper: Paper, before: Stage) -> Stage:
    """Return the stage that makes a paper; a form is asked first what goes into it."""
    if is_of_case(paper):
        return Making(sitting, paper, before, row=ROOT)
    return Picking(sitting, paper, before) if is_form(paper) else Making(sitting, paper, before)


class Picking(Stage):
    """Which entry a form is filled with, or none."""

    def __init__(self, sitting: Sitting, paper: Paper, before: Stage) -> None:
        """Take the form; ``before`` is where to go back to."""
        super().__init__(sitting)
        self.paper = paper
        self.before = before
        self.window = Window()
        self._flow: Flow | None = None
        self._entries: list[str] = []

    def _found(self) -> list[str]:
        """Return the entries: the one the person was last at, then the newest first."""
        book = self.sitting.open()
        if book.flow is not self._flow:
            flow = book.without_blanks()
            newest = rows_for(flow, self.paper, newest_first=True)
            here = top_row(flow, self.before.row())
            last = here if here in newest else max(newest, key=self._touched, default="")
            self._flow = book.flow
            self._entries = [last, *(row for row in newest if row != last)] if last else []
        return self._entries

    def _touched(self, row: str) -> str:
        found = self.sitting.open().flow.answers.row(row)
        return found.changed or found.written

    def page(self) -> Page:
        """Return the entries as lines, and the blank form."""
        found = self._found()
        flow = self.sitting.open().flow
        shown = self.window.of(found)
        return Page(
            id=f"picking|{self.paper.name}|{self.window.start}",
            kind="list",
            title=_("Which entry is it for?") if self._of_log() else _("Which one is it for?"),
            section=_(self.paper.title),
            text=() if found else (Paragraph(self._none()),),
            lines=tuple(
                Line(
                    row,
                    row_label(flow, row),
                    state=_("Where you were last") if row == found[0] and len(found) > 1 else "",
                )
                for row in shown
            ),
            choices=(
                *self.window.ways(len(found)),
                Choice(_BLANK, _("None: a blank one, to fill in by hand or on a screen")),
                Choice("done", _("Back to the list")),
            ),
            can_back=True,
        )

    def _of_log(self) -> bool:
        from tui.papers.make import table_of
        from tui.papers.numbering import ENTRIES

        return table_of(self.paper) == ENTRIES

    def _none(self) -> str:
        if self._of_log():
            return _("There are no entries yet.")
        return _("Nothing is written down for it yet.")

    def submit(self, values: Entered, choice: str) -> Stage:
        """Go on with the entry that was picked."""
        if choice == "done":
            return self.back()
        if choice == _BLANK:
            return Making(self.sitting, self.paper, self)
        if choice in self._found():
            return Making(self.sitting, self.paper, self, row=choice)
        self.window.turned(choice)
        return self

    def back(self) -> Stage:
        """Return to where this was opened from."""
        return self.before


def proposed_folder(sitting: Sitting) -> str:
    """Return the folder proposed for plain files: the chosen one, beside the record, a stick."""
    if sitting.papers is not None:
        return str(sitting.papers)
    if sitting.settings.folder:
        return sitting.settings.folder
    if sitting.vault is not None:
        return str(sitting.vault.path.parent)
    drives = sticks()
    return str(drives[0]) if drives else ""


class Making(Stage):
    """One paper: form, page size, folder. Says first that it is a plain file."""

    def __init__(self, sitting: Sitting, paper: Paper, before: Stage, *, row: str = "") -> None:
        """Take the paper.

        Args:
            sitting: The sitting.
            paper: The paper.
            before: Where to go back to.
            row: The entry a form is filled with; empty for a blank one.
        """
        super().__init__(sitting)
        self.paper = paper
        self.before = before
        self.entry = row
        self.forms: list[str] = list(FORMS)
        self.size: str = size_for(sitting.open().flow, sitting.settings.size)
        self.typed = ""
        self.errors: dict[str, str] = {}

    def row(self) -> str:
        """Return the entry a form is filled with."""
        return self.entry or ROOT

    def page(self) -> Page:
        """Return what there is to choose."""
        kinds = Field(
            name="forms",
            type="choices",
            label=_("Which kinds of file?"),
            options=(
                Choice("docx", _("A document you can change (DOCX)")),
                Choice("pdf", _("A document to hand over or print (PDF)")),
            ),
            value=self.forms,
            error=self.errors.get("forms", ""),
        )
        size = Field(
            name="size",
            type="choice",
            label=_("Which paper size?"),
            options=(Choice("letter", _("Letter (Canada)")), Choice("a4", _("A4"))),
            value=self.size,
            error=self.errors.get("size", ""),
        )
        hint = _("A stick out of reach is often better than this device.")
        if self.sitting.open().audience == "council":
            hint = _("Where those who work on this case can open it, and nobody else.")
        folder = Field(
            name="folder",
            type="path",
            label=_("Into which folder?"),
            hint=hint,
            value=self.typed or proposed_folder(self.sitting),
            error=self.errors.get("folder", ""),
        )
        return Page(
            id=f"paper|{self.paper.name}",
            kind="form",
            title=_(self.paper.title),
            section=_("Make a paper"),
            text=tuple(self._words()),
            fields=(size, folder) if is_form(self.paper) else (kinds, size, folder),
            choices=(Choice("write", _("Write it")), Choice("not", _("Not now"))),
            help=_("The file's name says nothing about what is in it. You can change it."),
            why=_("Private notes are never put in a paper."),
            can_back=True,
        )

    def _words(self) -> Iterator[Paragraph]:
        if self.paper.about:
            yield Paragraph(_(self.paper.about), "quiet")
        if is_of_case(self.paper):
            yield Paragraph(_("Filled in with what this record holds."))
        elif is_form(self.paper):
            if self.entry:
                about = row_label(self.sitting.open().flow, self.entry)
                yield Paragraph(_("Filled in with: {entry}").format(entry=about))
            else:
                yield Paragraph(_("A blank form. Nothing of yours is in it."))
        yield Paragraph(
            _(
                "A paper is a plain file. Anyone who finds it can read it. The device may "
                "also keep its name in a list of recent files, make a small picture of "
                "it, or copy the folder to an online account."
            ),
            "warning",
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Write the paper, or say why it was not."""
        from tui.papers.errors import NotWritten, PaperFailed

        if choice == "not":
            return self.back()
        self._take(values)
        forms: list[Form] = [form for form in FORMS if form in self.forms]
        sizes: list[Size] = [size for size in SIZES if size == self.size]
        folder = folder_of(values, "folder")
        if self.errors or folder is None:
            return self
        book, made = self.sitting.open(), self.sitting.clock()
        try:
            with self.sitting.work.on(_("Making the paper")) as work:
                with using(paper_language(self.sitting)):
                    files = make_files(
                        book.without_blanks(),
                        self.paper.name,
                        forms,
                        sizes[0],
                        made,
                        self.entry,
                        progress=work.step,
                        history=past_for(self.paper, book.case, book.program, book.audience),
                        kept=kept_for(self.paper, book.case),
                        backups=backups_for(self.paper, self.sitting.vault),
                        fact_months=self.sitting.settings.fact_months,
                    )
                work.last_step()
                paths = put_files(book.flow, self.paper.name, files, folder, made)
        except NotWritten as error:
            self.errors["folder"] = not_written(error.reason)
            return self
        except PaperFailed:
            self.errors["folder"] = _("This paper could not be made. Nothing was written.")
            return self
        self.sitting.papers = folder
        return Made(self.sitting, paths)

    def _take(self, values: Entered) -> None:
        """Read what was chosen, and note what can't be taken."""
        self.errors = {}
        picked = values.get("forms", self.forms)
        self.forms = [one for one in (picked if isinstance(picked, Sequence) else ())]
        self.size = text_of(values, "size") or self.size
        self.typed = text_of(values, "folder").strip()
        if not any(form in self.forms for form in FORMS):
            self.errors["forms"] = _("Pick at least one kind.")
        if self.size not in SIZES:
            self.errors["size"] = _("Pick a paper size.")
        if not self.typed:
            self.errors["folder"] = _("Write the name of a folder.")
        elif folder_of(values, "folder") is None:
            self.errors["folder"] = _(
                "That can't be the name of a folder. Please write another one."
            )

    def back(self) -> Stage:
        """Return to where this was opened from."""
        return self.before


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
