"""A paper from a flow, or from plain data, as bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from tui.papers.errors import PaperFailed
from tui.papers.kinds import Own
from tui.papers.pages import Size
from tui.papers.registry import FORMS as _FORMS
from tui.papers.registry import PAPERS as _PAPERS
from tui.wording import gettext as _
from tui.wording.looked_up import MONTHS, long_ago

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.schema import Paper
    from tui.papers.blocks import BlockText

Form = Literal["docx", "pdf"]
FORMS: Final[tuple[Form, ...]] = ("docx", "pdf")

Progress = Callable[[int, int], object]
"""Told how many steps are done, of how many; what it raises breaks the making off."""


def is_made(paper: str) -> bool:
    """Return whether there is something that makes a paper of that name."""
    return paper in _PAPERS or paper in _FORMS


def has_text(paper: str) -> bool:
    """Return whether a paper can be read as text, part by part."""
    return paper in _PAPERS and _PAPERS[paper].has_text


def is_form(paper: Paper) -> bool:
    """Return whether a paper is a form: of one row, to fill in."""
    return bool(paper.form) and paper.name in _FORMS


def is_of_case(paper: Paper) -> bool:
    """Return whether a paper is a form that is filled from the whole case, not from a row."""
    return is_form(paper) and not _FORMS[paper.name].rows


def table_of(paper: Paper) -> str:
    """Return the table whose rows a form is filled from; empty for other papers."""
    rows = _FORMS[paper.name].rows if is_form(paper) else ""
    return next((one.each for one in paper.data if rows and one.name == rows), "")


def needs(paper: Paper, templates: Path) -> frozenset[str]:
    """Return the fields a paper's ``data:`` must have (for the checks E702 and E704).

    Those of a form are read from the form itself.

    Args:
        paper: From ``templates/papers.yaml``.
        templates: The folder of templates.

    Raises:
        KeyError: Nothing here makes such a paper.
        PaperFailed: The form's layout does not fit its words.
    """
    if not is_form(paper):
        return _PAPERS[paper.name].needs
    from tui.papers.pdf_form import field_names

    own = _FORMS[paper.name]
    about = {"title": paper.title, "made": datetime.fromisoformat("2026-01-01T00:00+00:00")}
    fields = field_names(templates / paper.form, own.words(about))
    if not set(fields) <= own.items(None).keys():
        raise PaperFailed(paper.form, "fields without words")
    plain = {name for name in fields if name not in own.made_up}
    if not own.rows:
        return own.more | plain
    return own.more | {f"{own.rows}.{name}" for name in plain} | {own.rows}


def make(
    paper: Paper,
    flow: Flow,
    *,
    templates: Path,
    made: datetime,
    whose: str = "",
    size: Size = "letter",
    language: str = "en-CA",
    forms: Sequence[Form] = FORMS,
    row: str = "",
    history: Sequence[Mapping[str, str]] | None = None,
    kept: Sequence[Mapping[str, str]] = (),
    backups: Sequence[Mapping[str, str]] = (),
    fact_months: int = MONTHS,
    progress: Progress = lambda done, of: None,
) -> dict[Form, bytes]:
    """Return a paper's files in the language that ``tui.wording`` is set to.

    Args:
        paper: From ``templates/papers.yaml``.
        flow: The case; only answers that count now are read, never a private one.
        templates: The folder of templates.
        made: Now, with a zone; the only clock there is.
        whose: Whose record it is, for the first page.
        size: ``letter`` or ``a4``.
        language: Of the document, as in ``fr-CA``.
        forms: Which files to make.
        row: What a form is filled with: a row, or the case's own id for a form of the whole
            case; empty for a blank one.
        history: The changes of the record (``n``, ``when``, ``what``), for papers that print
            them; None where they are not known.
        kept: The sealed copies in the record (``row``, ``name``, ``sha256``, ``when``), for papers
            that print them.
        backups: The copies of the record that are known (``folder``, ``at``), for papers that print
            them.
        fact_months: A fact that was looked up more months ago is said to be old; 0 for never.
        progress: Called after each step.

    Raises:
        PaperFailed: A template and the data do not fit, or no font is installed.
    """
    from tui.papers.gather import gather_row

    if is_form(paper):
        own = _FORMS[paper.name]
        if own.rows:
            found = gather_row(flow, paper.name, own.rows, row, own.unsaid) if row else None
        else:
            found = gathered(paper, flow) if row else None
        if row and found is None:
            raise PaperFailed(paper.form, "no such row")
        progress(1, 2)
        pdf = draw_form(paper, found, templates=templates, made=made, size=size, language=language)
        return {"pdf": pdf}
    data = gathered(paper, flow)
    return draw(
        paper,
        data,
        templates=templates,
        made=made,
        whose=whose,
        size=size,
        language=language,
        forms=forms,
        history=history,
        kept=kept,
        backups=backups,
        fact_months=fact_months,
        progress=progress,
    )


def gathered(paper: Paper, flow: Flow) -> dict[str, Any]:
    """Return a paper's plain data from a flow, with the decision where it is about one."""
    from tui.papers.gather import days_read, facts_of, gather, helps_of

    own = _FORMS[paper.name] if is_form(paper) else _own(paper)
    ids = bool(own.decides) or (isinstance(own, Own) and own.tells_files)
    data = gather(flow, paper.name, own.unsaid, ids=ids)
    if isinstance(own, Own) and own.facts:
        data["facts"] = facts_of(flow, own.facts)
    if isinstance(own, Own) and own.helps:
        data["helps"] = helps_of(flow)
    if isinstance(own, Own) and own.of_blocks and "council" not in paper.audience:
        data["days_read"] = days_read(flow, paper.name)
    if own.decides:
        from tui.papers.council.decided import checklist, decided

        data["decision"] = decided(flow, own.decides)
        data["checklist"] = checklist(flow, own.decides)
    return data


def text(
    paper: Paper,
    flow: Flow,
    *,
    made: datetime,
    language: str = "en-CA",
    history: Sequence[Mapping[str, str]] | None = None,
    kept: Sequence[Mapping[str, str]] = (),
    backups: Sequence[Mapping[str, str]] = (),
    fact_months: int = MONTHS,
) -> BlockText:
    """Return a paper of blocks as text, part by part; else as ``make``."""
    from tui.papers.blocks import BlockText

    about = {"title": _(paper.title), "made": made, "history": history, "kept": kept}
    about["backups"] = backups
    data = gathered(paper, flow)
    about["old"] = _old(data, made, fact_months)
    about["fact_months"] = fact_months
    return BlockText(_own(paper).arrange(data, about), language)


def _old(data: Mapping[str, Any], made: datetime, months: int) -> list[str]:
    """Return a sentence for each day on which facts were looked up that are old now."""
    found = (long_ago(day, made.date(), months) for day in data.get("days_read", ()))
    return [each for each in found if each]


def tells_history(paper: str) -> bool:
    """Return whether a paper prints the changes of the record."""
    return paper in _PAPERS and _PAPERS[paper].tells_history


def tells_backups(paper: str) -> bool:
    """Return whether a paper prints which copies of the record are known."""
    return paper in _PAPERS and _PAPERS[paper].tells_backups


def tells_files(paper: str) -> bool:
    """Return whether a paper prints which sealed copies the record keeps."""
    return paper in _PAPERS and _PAPERS[paper].tells_files


def is_of_blocks(paper: str) -> bool:
    """Return whether a paper is put together from blocks (``text`` reads it)."""
    return paper in _PAPERS and _PAPERS[paper].of_blocks


def draw_form(
    paper: Paper,
    data: Mapping[str, Any] | None,
    *,
    templates: Path,
    made: datetime,
    size: Size = "letter",
    language: str = "en-CA",
) -> bytes:
    """Return a form filled with one row's plain data, or a blank one; else as ``make``."""
    from tui.papers.pdf_form import render_form

    own = _FORMS[paper.name]
    words = own.words({"title": _(paper.title), "made": made})
    return render_form(
        templates / paper.form,
        words,
        own.items(data),
        size=size,
        language=language,
        signatures=own.signatures(),
    )


def draw(
    paper: Paper,
    data: Mapping[str, Any],
    *,
    templates: Path,
    made: datetime,
    whose: str = "",
    size: Size = "letter",
    language: str = "en-CA",
    forms: Sequence[Form] = FORMS,
    history: Sequence[Mapping[str, str]] | None = None,
    kept: Sequence[Mapping[str, str]] = (),
    backups: Sequence[Mapping[str, str]] = (),
    fact_months: int = MONTHS,
    progress: Progress = lambda done, of: None,
) -> dict[Form, bytes]:
    """Return a paper's files from plain data (``context.Plain``); else as ``make``."""
    about = {
        "title": _(paper.title),
        "made": made,
        "whose": whose,
        "history": history,
        "kept": kept,
        "backups": backups,
        "old": _old(data, made, fact_months),
        "fact_months": fact_months,
    }
    context = _own(paper).arrange(data, about)
    makers: dict[Form, Callable[[], bytes]] = {}
    if "docx" in forms and paper.docx:
        makers["docx"] = partial(
            _docx, templates / paper.docx, context, size=size, language=language
        )
    if "pdf" in forms and paper.typst:
        makers["pdf"] = partial(
            _pdf, templates / paper.typst, context, size=size, language=language
        )
    return _side_by_side(makers, progress)


def _own(paper: Paper) -> Own:
    """Return what makes a paper.

    Raises:
        PaperFailed: Nothing does; ``fairhand check`` says so, too (E705).
    """
    if paper.name not in _PAPERS:
        raise PaperFailed("papers.yaml", "nothing makes it")
    return _PAPERS[paper.name]


def _docx(template: Path, context: Mapping[str, Any], *, size: Size, language: str) -> bytes:
    from tui.papers.docx import render_docx

    return render_docx(template, context, size=size, language=language)


def _pdf(layout: Path, context: Mapping[str, Any], *, size: Size, language: str) -> bytes:
    from tui.papers.typst_pdf import render_typst

    return render_typst(layout, context, size=size, language=language)


def _side_by_side(
    makers: Mapping[Form, Callable[[], bytes]], progress: Progress
) -> dict[Form, bytes]:
    """Run the makers at once: Typst leaves the interpreter free while it sets a PDF."""
    from concurrent.futures import ThreadPoolExecutor, as_completed
    from contextvars import copy_context

    with ThreadPoolExecutor(max_workers=max(1, len(makers))) as pool:
        # A copy of the context each: the paper's language may be another than the screen's.
        progress(1, 1 + len(makers))
        running = {form: pool.submit(copy_context().run, make) for form, make in makers.items()}
        for count, _made in enumerate(as_completed(running.values()), 2):
            progress(count, 1 + len(makers))
        return {form: each.result() for form, each in running.items()}
