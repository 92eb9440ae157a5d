"""A paper from a flow, or from plain data, as bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from tui.papers import tfv_log
from tui.papers.pages import Size
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.schema import Paper

Form = Literal["docx", "pdf"]
FORMS: Final[tuple[Form, ...]] = ("docx", "pdf")

Arrange = Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Any]]


class Own(NamedTuple):
    """What one paper's own module gives: see ``tfv_log``."""

    arrange: Arrange
    needs: frozenset[str]
    unsaid: frozenset[str]
    has_text: bool = False


_PAPERS: Final = {"tfv-log": Own(tfv_log.arrange, tfv_log.NEEDS, tfv_log.UNSAID, has_text=True)}


def needs(paper: str) -> frozenset[str]:
    """Return the fields a paper's ``data:`` must have (for the check E702).

    Raises:
        KeyError: Nothing here makes such a paper.
    """
    return _PAPERS[paper].needs


def has_text(paper: str) -> bool:
    """Return whether a paper can be read as text, part by part."""
    return paper in _PAPERS and _PAPERS[paper].has_text


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

    Raises:
        PaperFailed: A template and the data do not fit, or no font is installed.
    """
    from tui.papers.gather import gather

    data = gather(flow, paper.name, _PAPERS[paper.name].unsaid)
    return draw(
        paper,
        data,
        templates=templates,
        made=made,
        whose=whose,
        size=size,
        language=language,
        forms=forms,
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
) -> dict[Form, bytes]:
    """Return a paper's files from plain data (``context.Plain``); else as ``make``."""
    context = _PAPERS[paper.name].arrange(
        data, {"title": _(paper.title), "made": made, "whose": whose}
    )
    makers: dict[Form, Callable[[], bytes]] = {}
    if "docx" in forms and paper.docx:
        makers["docx"] = partial(
            _docx, templates / paper.docx, context, size=size, language=language
        )
    if "pdf" in forms and paper.typst:
        makers["pdf"] = partial(
            _pdf, templates / paper.typst, context, size=size, language=language
        )
    return _side_by_side(makers)


def _docx(template: Path, context: Mapping[str, Any], *, size: Size, language: str) -> bytes:
    from tui.papers.docx import render_docx

    return render_docx(template, context, size=size, language=language)


def _pdf(layout: Path, context: Mapping[str, Any], *, size: Size, language: str) -> bytes:
    from tui.papers.typst_pdf import render_typst

    return render_typst(layout, context, size=size, language=language)


def _side_by_side(makers: Mapping[Form, Callable[[], bytes]]) -> dict[Form, bytes]:
    """Run the makers at once: Typst leaves the interpreter free while it sets a PDF."""
    from concurrent.futures import ThreadPoolExecutor
    from contextvars import copy_context

    with ThreadPoolExecutor(max_workers=max(1, len(makers))) as pool:
        # A copy of the context each: the paper's language may be another than the screen's.
        running = {form: pool.submit(copy_context().run, make) for form, make in makers.items()}
        return {form: each.result() for form, each in running.items()}
