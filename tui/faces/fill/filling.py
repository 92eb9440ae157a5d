"""From an answers file to papers, with nobody asked and nothing guessed.

Every problem is found before anything is written, each with its line; with one problem
nothing is written at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.interview.answers import ROOT
from tui.interview.schema import Stop
from tui.session.filing import read_file, see_room, store
from tui.session.folders import new_folder
from tui.session.phrasing import people, said, step_words
from tui.session.printing import (
    is_form,
    is_of_case,
    make_files,
    papers_of,
    put_files,
    rows_for,
    size_for,
)
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.program import Program
    from tui.interview.schema import Paper
    from tui.papers.make import Form
    from tui.papers.pages import Size
    from tui.vault import Case


class Shelf(NamedTuple):
    """Where answers are stored: the case that is there, or None, and what makes one."""

    case: Case | None
    make: Callable[[], Case]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be filled.

    Attributes:
        script: The journey; its papers are written.
        answers: The file's bytes, and ``name`` what to call it in problems.
        out: The folder for the papers; made when it is missing.
        shelf: Opens the place to store the answers in as well, for a kind of case; or None.
        add: Whether they may be added to a case that holds some already.
        before: Told what came of it just before anything is written.
    """

    script: str
    answers: bytes
    name: str
    out: Path
    forms: Sequence[Form]
    size: Size | None
    clock: Callable[[], datetime]
    shelf: Callable[[str], Shelf] | None = None
    add: bool = False
    before: Callable[[Filling], None] | None = None


@dataclass(slots=True)
class Filling:
    """What came of it. ``problems`` is empty when the papers were written.

    Attributes:
        notice: The one safety notice.
        notes: Answers that are left out because their question does not apply.
        stops: Where the journey stops, in the words a person would read.
    """

    notice: str
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def fill(program: Program, order: Order) -> Filling:
    """Check an answers file and write its papers.

    Raises:
        NotAdded: The answers can't go into the case that was named; nothing is written.
        NotWritten: A paper could not be put in the folder; none was, and nothing is stored.
        PaperFailed: The template and the answers do not fit.
        VaultError: The answers could not be stored; there are no papers either.
    """
    made = order.clock()
    result = Filling(
        _(
            "A paper is a plain file that anyone who finds it can read. Write it only where "
            "the person whose record it is wants it to be."
        )
    )
    filled = read_file(program, order.answers, order.name, order.script, made)
    result.problems = [f"{one.at}: {one.told(_)}" for one in filled.problems]
    result.notes = [f"{one.at}: {one.told(_)}" for one in filled.notes]
    if result.problems or filled.flow is None:
        return result
    flow = filled.flow
    if flow.audience == "council":
        result.notice = _(
            "A paper is a plain file that anyone who finds it can read. Write it only where those "
            "who work on this case can open it."
        )
    result.stops = _stops(flow, order.script)
    shelf = order.shelf(_kind(flow)) if order.shelf is not None else None
    if shelf is not None and shelf.case is not None:
        see_room(program, shelf.case, flow, order.clock, add=order.add)
    size = order.size or size_for(flow, "letter")
    wanted = set(program.scripts[order.script].node.papers)
    pending = [
        (paper.name, make_files(flow, paper.name, order.forms, size, made, row))
        for paper in papers_of(flow)
        if paper.name in wanted
        for row in _rows(flow, paper)
    ]
    if order.before is not None:
        order.before(result)
    with new_folder(order.out) if pending else nullcontext():
        try:
            for name, files in pending:
                result.files += put_files(flow, name, files, order.out, made)
            if shelf is not None:
                # Last, for it can't be taken back: done twice, every entry would be there twice.
                case = shelf.case or shelf.make()
                store(program, case, flow, order.script, order.clock)
        except BaseException:
            for file in result.files:
                with suppress(OSError):
                    file.unlink()
            raise
    return result


def _rows(flow: Flow, paper: Paper) -> list[str]:
    """Return what a paper is made of: a form of each of its rows, all else once."""
    if is_of_case(paper):
        return [ROOT]
    return rows_for(flow, paper) if is_form(paper) else [""]


def _stops(flow: Flow, script: str) -> list[str]:
    """Return the words of every stop that the answers lead to, and whom they say to call."""
    found = []
    for item in flow.items(script):
        if item.step is not None and isinstance(item.step.node, Stop):
            words = said(flow, item.row, step_words(flow, item, "text"))
            lines = people(flow.program, item.step.node.people)
            found.append("\n".join([words, *(f"{one.name}: {one.how}" for one in lines)]))
    return found


def _kind(flow: Flow) -> str:
    return {"self": "own", "volunteer": "client"}.get(flow.audience, flow.audience)
