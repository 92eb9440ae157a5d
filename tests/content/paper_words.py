"""What a paper of a walk says, as text: nothing is drawn, so that many walks can be tried."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from tui.interview.answers import ROOT
from tui.interview.flow import Flow
from tui.interview.schema import Paper
from tui.papers import make
from tui.papers.gather import gather_row
from tui.papers.registry import FORMS
from tui.papers.tfv.text import LogText, numbers

MADE = datetime(2026, 5, 30, 9, 0, tzinfo=timezone(timedelta(hours=-4)))


def papers_of(flow: Flow) -> list[Paper]:
    """Return the papers that are there for whoever walks."""
    papers = flow.program.papers.values()
    return [one for one in papers if not one.audience or flow.audience in one.audience]


def words_of(flow: Flow, paper: Paper) -> str:
    """Return all that a paper says of a flow; of a form, what its fields are filled with."""
    return "\n".join(_lines(flow, paper))


def _lines(flow: Flow, paper: Paper) -> Iterator[str]:
    if make.is_form(paper):
        yield from _filled(flow, paper)
        return
    if make.is_of_blocks(paper.name):
        text = make.text(paper, flow, made=MADE, history=())
    else:
        about = {"title": paper.title, "made": MADE, "whose": ""}
        text = LogText(flow, paper.name, about, "en-CA", numbers=numbers())
    for key in text.keys():  # noqa: SIM118 (it is no mapping)
        part = text.part(key)
        if part is not None:
            yield part.title
            yield from (line.text for line in part.lines)


def _filled(flow: Flow, paper: Paper) -> Iterator[str]:
    own = FORMS[paper.name]
    rows = [ROOT]
    if own.rows:
        table = next(one.each for one in paper.data if one.name == own.rows)
        rows = [row.id for row in flow.all_rows(table)]
    if not rows:
        yield from (item.label for item in own.items(None).values())
    for row in rows:
        if own.rows:
            data = gather_row(flow, paper.name, own.rows, row, own.unsaid)
        else:
            data = make.gathered(paper, flow)
        for item in own.items(data).values():
            yield item.label
            yield from (f"{one['lead']} {one['text']}".strip() for one in item.paragraphs)
