"""Papers of a case: which there are, and writing them where the person said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.schema import Audience, Paper
from tui.wording import current, using
from tui.wording import gettext as _
from tui.wording.looked_up import MONTHS

if TYPE_CHECKING:
    from tui.papers.make import Form, Progress
    from tui.papers.pages import Size

FORMS: tuple[Form, ...] = ("docx", "pdf")
SIZES: tuple[Size, ...] = ("letter", "a4")

COUNCIL = "en-GB"
"""What a council's papers are written in."""


def papers_of(flow: Flow) -> list[Paper]:
    """Return the papers of this kind of case."""
    return [
        paper
        for paper in flow.program.papers.values()
        if not paper.audience or flow.audience in paper.audience
    ]


def language_of(audience: Audience, wanted: str = "") -> str:
    """Return the language that the papers of a kind of record are written in.

    Those of a council are English as it is written in England, whatever the screen speaks: its
    questions, its law and its notice are English only.

    Args:
        audience: Whose words the record uses.
        wanted: What was asked for; empty for the language in use.
    """
    return COUNCIL if audience == "council" else wanted or current()


def document_language() -> str:
    """Return the language papers are marked with: English is Canadian English."""
    language = current().replace("_", "-")
    return "en-CA" if language.startswith("en") else language


def language_for(flow: Flow) -> str:
    """Return the language a paper of a record is marked with: a council writes British English."""
    language = document_language()
    return "en-GB" if flow.audience == "council" and language == "en-CA" else language


def size_for(flow: Flow, chosen: Size) -> Size:
    """Return the page proposed for a paper of a record: councils use A4."""
    return "a4" if flow.audience == "council" else chosen


def entries_of(flow: Flow, *, newest_first: bool = False) -> list[str]:
    """Return the entries a form can be filled with, in the order they have in the log."""
    from tui.papers.tfv.text import numbers

    known = numbers()
    return known.newest_first(flow) if newest_first else known.ordered(flow)


def rows_for(flow: Flow, paper: Paper, *, newest_first: bool = False) -> list[str]:
    """Return the rows that a form can be filled with: entries as in the log, others as written."""
    from tui.papers.make import table_of
    from tui.papers.numbering import ENTRIES

    table = table_of(paper)
    if table == ENTRIES:
        return entries_of(flow, newest_first=newest_first)
    found = [row.id for row in flow.all_rows(table, ROOT) if flow.counts(row.id)]
    return found[::-1] if newest_first else found


def is_form(paper: Paper) -> bool:
    """Return whether a paper is a form for one entry, filled in or blank."""
    from tui.papers.make import is_form

    return is_form(paper)


def is_of_case(paper: Paper) -> bool:
    """Return whether a paper is a form that is filled from the whole record."""
    from tui.papers.make import is_of_case

    return is_of_case(paper)


def make_files(
    flow: Flow,
    paper: str,
    forms: Sequence[Form],
    size: Size,
    made: datetime,
    row: str = "",
    progress: Progress = lambda done, of: None,
    *,
    history: Sequence[Mapping[str, str]] | None = None,
    kept: Sequence[Mapping[str, str]] = (),
    backups: Sequence[Mapping[str, str]] = (),
    fact_months: int = MONTHS,
) -> dict[Form, bytes]:
    """Return a paper's files as bytes, in the language in use; nothing is written.

    Args:
        flow: The case.
        paper: The paper's name.
        forms: Which files to make.
        size: The page.
        made: Now, with its zone.
        row: The entry a form is filled with, or ``case`` for a form of the whole record;
            empty for a blank one.
        progress: Told after each step how many are done; what it raises breaks it off.
        history: The changes of the record, for a paper that prints them (``past``).
        kept: The sealed copies in the record, for a paper that prints them (``kept_list``).
        backups: The copies of the record that are known, for one that prints those.
        fact_months: A fact that was looked up more months ago is said to be old; 0 for never.

    Raises:
        PaperFailed: The template and the answers do not fit.
        KeyError: There is no such paper.
    """
    from tui.papers.make import make
    from tui.resources import templates_folder

    with using(language_of(flow.audience)):
        return make(
            flow.program.papers[paper],
            flow,
            templates=templates_folder(),
            made=made,
            size=size,
            language=language_for(flow),
            forms=forms,
            row=row,
            history=history,
            kept=kept,
            backups=backups,
            fact_months=fact_months,
            progress=progress,
        )


def put_files(
    flow: Flow, paper: str, files: dict[Form, bytes], folder: Path, made: datetime
) -> list[Path]:
    """Write a paper's files into a folder under a neutral name, never over another file.

    Raises:
        NotWritten: Nothing was written.
    """
    from tui.papers.write import proposed_name, write

    stem = flow.program.papers[paper].file_name or "notes"
    return write(
        folder, proposed_name(stem, made), {str(form): data for form, data in files.items()}
    )


def not_written(reason: str) -> str:
    """Return why a paper was not written, in words."""
    match reason:
        case "no-folder":
            return _("There is no such folder. Nothing was written.")
        case "not-allowed":
            return _("Nothing can be written in that folder. Please choose another one.")
        case "full":
            return _("There is no room left there. Nothing was written.")
        case "too-many":
            return _("There are too many papers of that name there already.")
    return _("It could not be written there. Nothing was written.")
