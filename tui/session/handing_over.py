"""Handing a client's record over: what goes in, made and written, and then recorded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from tui.case.consent import SCRIPT
from tui.interview.answers import ROOT, Add, Answer
from tui.interview.schema import Paper
from tui.session.book import Book
from tui.session.printing import FORMS, is_form, is_of_case, make_files, papers_of, put_files
from tui.session.rows import is_blank, presets
from tui.session.work import Work
from tui.wording import gettext as _
from tui.wording import ngettext
from tui.wording.looked_up import MONTHS

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.papers.make import Form
    from tui.papers.pages import Size
    from tui.vault.agefile import Recipient
    from tui.vault.blobs_files import File

TABLE: Final = "handovers"
COVER: Final = "handover"
"""The paper that lists the rest; it always goes in."""

_USUAL: Final = ("tfv-log", "chronology", "gaps", "evidence-index", "lawyer-brief")
"""What is proposed to go in; the others are about where copies are and how to be safer."""


class Pack(msgspec.Struct, frozen=True, kw_only=True):
    """What is handed over, to whom and how.

    Attributes:
        to: A code of ``given_to``.
        name: Their name, or what tells who it is.
        by: Who gives it.
        papers: Names of papers, the cover sheet aside.
        files: Whether the files of the record go along.
        key: Their public age key; empty for plain files.
        forms: Which files are made of each paper.
    """

    to: str
    name: str
    by: str
    papers: tuple[str, ...] = ()
    files: bool = False
    key: str = ""
    forms: tuple[Form, ...] = FORMS


class Making(msgspec.Struct, frozen=True, kw_only=True):
    """How a pack is made.

    Attributes:
        size: The page.
        made: Now, with its zone.
        fact_months: A fact that was looked up more months ago is said to be old; 0 for never.
        work: Says how far it is, and whether to stop.
    """

    size: Size
    made: datetime
    fact_months: int = MONTHS
    work: Work = msgspec.field(default_factory=Work)


def choices(flow: Flow) -> list[Paper]:
    """Return the papers that may go in: those of the whole record."""
    return [
        paper
        for paper in papers_of(flow)
        if paper.name != COVER and (not is_form(paper) or is_of_case(paper))
    ]


def usual(flow: Flow) -> list[str]:
    """Return what is proposed: nothing before there is an entry."""
    given = presets(flow)
    rows = flow.rows("incidents") if "incidents" in flow.program.tables else ()
    if all(is_blank(row, given) for row in rows):
        return []
    return [paper.name for paper in choices(flow) if paper.name in _USUAL]


def see_key(key: str) -> Recipient:
    """Return somebody's key from its public half.

    Raises:
        NotAge: It is none.
    """
    from tui.vault.agefile import Recipient

    return Recipient(key)


def hand_over(book: Book, pack: Pack, folder: Path, making: Making) -> list[Path]:
    """Make what is handed over, write it into a folder, and record that it was given.

    Args:
        book: The record.
        pack: What, to whom and how.
        folder: An existing folder.
        making: How.

    Returns:
        Where the files are: plain ones, or one that is sealed.

    Raises:
        NotAge: The key is none.
        PaperFailed: A paper can't be made.
        NotWritten: The folder can't be written.
        NotPacked, NotExported: The same, of the sealed file or of a file of the record.
        Cancelled: It was told to stop. In each case nothing is left there or recorded.
        NotStored: It could not be recorded; the files are there.
    """
    to = see_key(pack.key) if pack.key else None
    row = recorded(book, pack, making.made)
    flow = book.without_blanks().after([row])
    kept = book.case.files.list() if pack.files else []
    with making.work.on(_("Making the papers")) as work:
        made = dict(_made(book, flow, pack, making, work))
        work.go_on()
    if to is None:
        paths = _plain(book, flow, made, kept, folder, making)
    else:
        paths = [_sealed(book, to, made, kept, folder, making)]
    book.apply([row], f"{SCRIPT}@{book.program.scripts[SCRIPT].node.version}")
    book.settle()  # it was given: taking the last answer back must not take that back
    return paths


def recorded(book: Book, pack: Pack, made: datetime) -> Add:
    """Return the row that says what is handed over to whom, when and how."""
    by = f"{SCRIPT}@{book.program.scripts[SCRIPT].node.version}"
    inside, left = _contents(book, pack)
    answers = {
        "given_to": pack.to,
        "given_name": pack.name,
        "given_by": pack.by,
        "given_on": made.date().isoformat(),
        "given_how": "sealed" if pack.key else "plain",
        "given_what": "\n".join(inside),
        "given_left": "\n".join(left),
    }
    fields = {
        name: Answer(value, by=by) if value else Answer(open="skipped", by=by)
        for name, value in answers.items()
    }
    return Add(TABLE, ROOT, book.new_id(), fields)


def _contents(book: Book, pack: Pack) -> tuple[list[str], list[str]]:
    """Return what is in a pack and what is left out, in words.

    Papers that are only for the person, or were never asked for, are not even named.
    """
    inside: list[str] = []
    left: list[str] = []
    common = usual(book.flow)
    for paper in choices(book.flow):
        if paper.name in pack.papers:
            inside.append(_(paper.title))
        elif paper.name in common:
            left.append(_(paper.title))
    if files := book.case.files.list():
        words = ngettext(
            "{count} file that is kept in the record",
            "{count} files that are kept in the record",
            len(files),
        )
        (inside if pack.files else left).append(words.format(count=len(files)))
    left.append(_("The notes of the first talk"))
    left.append(_("Other sheets that could be made from the record"))
    return inside or [_("This sheet alone")], left


def _made(
    book: Book, flow: Flow, pack: Pack, making: Making, work: Work
) -> Iterator[tuple[str, dict[Form, bytes]]]:
    """Yield the files of each paper as bytes, the cover sheet first."""
    from tui.session.past import past_for

    names = [COVER, *(one.name for one in choices(flow) if one.name in pack.papers)]
    for done, name in enumerate(names):
        work.step(done, len(names))
        paper = flow.program.papers[name]
        yield (
            name,
            make_files(
                flow,
                name,
                pack.forms,
                making.size,
                making.made,
                ROOT if is_of_case(paper) else "",
                history=past_for(paper, book.case, book.program, book.audience),
                fact_months=making.fact_months,
            ),
        )


def _plain(
    book: Book,
    flow: Flow,
    made: dict[str, dict[Form, bytes]],
    kept: Sequence[File],
    folder: Path,
    making: Making,
) -> list[Path]:
    from tui.evidence.exporting import export

    done: list[Path] = []
    try:
        for name, files in made.items():
            done += put_files(flow, name, files, folder, making.made)
        for file in kept:
            what = _("Writing a plain copy of {name}").format(name=file.name)
            with making.work.on(what, "bytes", file.size) as work:
                done.append(
                    export(
                        book.case.files,
                        file,
                        folder,
                        progress=work.progress,
                        cancelled=work.cancelled,
                    )
                )
    except BaseException:
        for path in done:
            with contextlib.suppress(OSError):
                path.unlink()
        raise
    return done


def _sealed(
    book: Book,
    to: Recipient,
    made: dict[str, dict[Form, bytes]],
    kept: Sequence[File],
    folder: Path,
    making: Making,
) -> Path:
    from tui.evidence.packing import seal_for
    from tui.papers.write import proposed_name

    texts: dict[str, bytes] = {}
    for name, files in made.items():
        stem = book.program.papers[name].file_name or name
        for form, data in files.items():
            number = 1
            while (file := f"{stem if number == 1 else f'{stem}-{number}'}.{form}") in texts:
                number += 1
            texts[file] = data
    total = sum(map(len, texts.values())) + sum(file.size for file in kept)
    with making.work.on(_("Sealing it"), "bytes", total) as work:
        return seal_for(
            to,
            texts,
            book.case.files,
            kept,
            (folder, proposed_name("notes", making.made)),
            progress=work.progress,
            cancelled=work.cancelled,
        )
