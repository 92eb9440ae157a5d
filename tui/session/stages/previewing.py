"""A paper as text, a part at a time. Nothing is written anywhere."""

from __future__ import annotations

import msgspec

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.schema import Paper
from tui.papers.as_text import Part
from tui.papers.blocks import BlockText
from tui.papers.make import is_of_blocks
from tui.papers.tfv.text import LogText
from tui.session.page import Choice, Line, Page, Paragraph
from tui.session.paper_list import lines_of
from tui.session.previews import paper_language, paragraphs, previewed, text_of_paper
from tui.session.rows import top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.paging import Window
from tui.wording import current, using
from tui.wording import gettext as _


class Preview(Stage):
    """A paper as text: the log, or the only one there is; else the papers to choose from.

    It starts at the entry the page before was about.
    """

    def __init__(self, sitting: Sitting, before: Stage, paper: Paper | None = None) -> None:
        """Remember where to go back to; ``paper`` is the one to read, if it is known."""
        super().__init__(sitting)
        self.before = before
        papers = previewed(sitting)
        self.only = len(papers) == 1 or paper is not None
        self.first = paper or next(iter(papers), None)
        self.reading: _Reading | None = None
        if self.first is not None and (self.only or not is_of_blocks(self.first.name)):
            self._read(self.first)

    def _read(self, paper: Paper) -> None:
        self.reading = _Reading(self.sitting, paper)
        self.reading.start_at(top_row(self.sitting.open().flow, self.before.row()))

    def page(self) -> Page:
        """Return the papers, or the part that is read."""
        if self.reading is not None:
            page = self.reading.page()
            if self.only:
                return page
            *choices, done = page.choices
            others = Choice("papers", _("Other papers"))
            return msgspec.structs.replace(page, choices=(*choices, others, done))
        return Page(
            id="previews",
            kind="list",
            title=_("Read a paper as text"),
            text=() if previewed(self.sitting) else (Paragraph(_("There is no paper to read.")),),
            lines=lines_of(self.sitting.open().flow, previewed(self.sitting)),
            choices=(Choice("done", _("Back to where you were")),),
            can_back=True,
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Turn to another part, or go where the choice leads."""
        if choice == "done":
            return self.before
        if self.reading is None:
            for paper in previewed(self.sitting):
                if paper.name == choice:
                    self._read(paper)
        elif choice == "make":
            from tui.session.stages.printing import Making

            return Making(self.sitting, self.reading.paper, self)
        elif choice == "papers":
            self.reading = None
        else:
            self.reading.turn(choice)
        return self

    def back(self) -> Stage:
        """Go to the part before; from the first one read, to where this was opened from."""
        if self.reading is None:
            return self.before
        if self.reading.back():
            return self
        if self.only or self.reading.paper is self.first:
            return self.before
        self.reading = None
        return self

    def stands(self) -> bool:
        """Return whether a record is open."""
        return self.sitting.book is not None

    def row(self) -> str:
        """Return the entry that is read."""
        return self.reading.row() if self.reading is not None else ROOT

    def place(self) -> tuple[str, str, str]:
        """Return the step this was opened from."""
        return self.before.place()


class _Reading:
    """One paper that is read: which part of it is shown, or the list of its parts."""

    def __init__(self, sitting: Sitting, paper: Paper) -> None:
        self.sitting = sitting
        self.paper = paper
        self.at = ""
        self.lines = Window()
        self.listed = Window()
        self.trail: list[tuple[str, int]] = []
        self._flow: Flow | None = None
        self._language = ""
        self._text: LogText | BlockText | None = None
        self._keys: list[str] = []

    def text(self) -> LogText | BlockText:
        """Return the paper as text; worked out anew where the record has changed."""
        book, language = self.sitting.open(), current()
        if self._text is None or book.flow is not self._flow or language != self._language:
            self._flow, self._language = book.flow, language
            self._text = text_of_paper(self.sitting, self.paper, book.without_blanks())
            self._keys = self._text.keys()
        return self._text

    def start_at(self, row: str) -> None:
        """Begin with an entry, or with the paper's first part."""
        with using(paper_language(self.sitting)):
            self.text()
        self.at = row if row in self._keys else self._keys[0]

    def row(self) -> str:
        """Return the entry that is read; the case where it is another part."""
        return self.at if self.at in self.sitting.open().flow.answers else ROOT

    def page(self) -> Page:
        """Return the part, or the list of parts."""
        with using(paper_language(self.sitting)):
            text = self.text()
            part = text.part(self.at) if self.at else None
            if part is None:
                self.at = ""
            titles = [] if part else [text.title(key) for key in self.listed.of(self._keys)]
        return self._part(part) if part is not None else self._contents(titles)

    def _part(self, part: Part) -> Page:
        lines = paragraphs(part)
        if lines and lines[0] == Paragraph(part.title, "heading"):
            lines = lines[1:]
        where = self._keys.index(part.key)
        ways = self.lines.ways(len(lines))
        if where + 1 < len(self._keys):
            ways.append(Choice("next", _("Next part")))
        if where:
            ways.append(Choice("previous", _("Part before")))
        return Page(
            id=f"preview|{self.paper.name}|{part.key}|{self.lines.start}",
            kind="message",
            title=part.title,
            section=_("As it will stand on paper"),
            text=tuple(self.lines.of(lines)),
            choices=(*ways, Choice("parts", _("All parts")), *self._leading()),
            can_back=True,
        )

    def _contents(self, titles: list[str]) -> Page:
        keys = self.listed.of(self._keys)
        return Page(
            id=f"preview|{self.paper.name}||{self.listed.start}",
            kind="list",
            title=_(self.paper.title),
            section=_("As it will stand on paper"),
            lines=tuple(Line(key, title) for key, title in zip(keys, titles, strict=True)),
            choices=(*self.listed.ways(len(self._keys)), *self._leading()),
            can_back=True,
        )

    def _leading(self) -> tuple[Choice, ...]:
        return (
            Choice("make", _("Make this paper")),
            Choice("done", _("Back to where you were")),
        )

    def turn(self, choice: str) -> None:
        """Go to the part, or the piece of one, that a choice leads to."""
        if (self.lines if self.at else self.listed).turned(choice):
            return
        if choice == "parts":
            if self.at:
                self._leave()
                self.at = ""
            return
        wanted = choice
        if choice in ("next", "previous") and self.at:
            where = self._keys.index(self.at) + (1 if choice == "next" else -1)
            wanted = self._keys[where] if 0 <= where < len(self._keys) else ""
        if wanted in self._keys:
            self._leave()
            self.at = wanted
            self.lines.start = 0

    def _leave(self) -> None:
        self.trail.append((self.at, self.lines.start))

    def back(self) -> bool:
        """Go to what was read before; tell whether there was anything."""
        if not self.trail:
            return False
        self.at, self.lines.start = self.trail.pop()
        return True
