"""Papers as text: what a paper will say, without making it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from tui.interview.answers import ROOT
from tui.session.book import Book
from tui.session.kept_list import backups_for, kept_for
from tui.session.page import Paragraph
from tui.session.past import past_for
from tui.session.printing import language_for, language_of, papers_of
from tui.session.rows import below, is_blank, presets, top_row
from tui.session.sitting import Sitting
from tui.wording import current, using
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.schema import Paper
    from tui.papers.as_text import Part
    from tui.papers.blocks import BlockText
    from tui.papers.numbering import Numbers
    from tui.papers.tfv.text import LogText

_numbers: WeakKeyDictionary[Book, Numbers] = WeakKeyDictionary()
"""What is known of the entries' order; it goes with the record it was worked out from."""


def paper_language(sitting: Sitting) -> str:
    """Return the language that papers of the record are written in."""
    wanted = sitting.settings.paper_language or current()
    return language_of(sitting.book.audience, wanted) if sitting.book is not None else wanted


def previewed(sitting: Sitting) -> list[Paper]:
    """Return the papers that can be read as text."""
    from tui.papers.make import has_text

    return [paper for paper in papers_of(sitting.open().flow) if has_text(paper.name)]


def text_of_paper(
    sitting: Sitting,
    paper: Paper,
    flow: Flow,
    without: frozenset[str] = frozenset(),
    *,
    past: bool = True,
) -> LogText | BlockText:
    """Return a paper as text; call it and what it gives in the paper's language.

    Args:
        sitting: The sitting.
        paper: One of ``previewed``.
        flow: The case as it would be put on paper.
        without: Ids of rows inside an entry that the paper would not have.
        past: Whether to read the changes of the record, for a paper that prints them. That
            takes as long as the record has a history.
    """
    from tui.papers.make import is_of_blocks, text
    from tui.papers.tfv.text import LogText, numbers

    if is_of_blocks(paper.name):
        book = sitting.open()
        return text(
            paper,
            flow,
            made=sitting.clock(),
            language=language_for(flow),
            history=past_for(paper, book.case, book.program, book.audience) if past else None,
            kept=kept_for(paper, sitting.open().case),
            backups=backups_for(paper, sitting.vault),
            fact_months=sitting.settings.fact_months,
        )
    book = sitting.open()
    if book not in _numbers:
        _numbers[book] = numbers()
    about = {
        "title": _(paper.title),
        "made": sitting.clock(),
        "whose": "",
        "kept": kept_for(paper, book.case),
    }
    return LogText(
        flow,
        paper.name,
        about,
        language_for(flow),
        numbers=_numbers[book],
        without=without,
    )


def paragraphs(part: Part) -> tuple[Paragraph, ...]:
    """Return a part of a paper as paragraphs of a page."""
    return tuple(
        Paragraph(line.text, "heading")
        if line.kind in ("heading", "label")
        else Paragraph(line.text, "quiet" if line.kind == "quiet" else "plain")
        for line in part.lines
    )


def text_beside(sitting: Sitting, row: str) -> tuple[Paragraph, ...]:
    """Return what the paper says about a row: its entry, or the whole situation. Never raises.

    It stands beside a question and follows every answer, so only that part is worked out.
    """
    try:
        papers = previewed(sitting)
        if not papers:
            return ()
        with using(paper_language(sitting)):
            return paragraphs(_part_beside(sitting, papers[0], row))
    except Exception:
        # A question can be asked without what stands beside it.
        return ()


def _part_beside(sitting: Sitting, paper: Paper, row: str) -> Part:
    flow = sitting.open().flow
    top = top_row(flow, row)
    without: frozenset[str] = frozenset()
    if top != ROOT:
        given = presets(flow)
        rows = (one for one in below(flow.answers.row(top)) if one.id != top)
        without = frozenset(one.id for one in rows if is_blank(one, given))
    text = text_of_paper(sitting, paper, flow, without, past=False)
    entry = text.entry(top) if top != ROOT else None
    return entry or text.situation()
