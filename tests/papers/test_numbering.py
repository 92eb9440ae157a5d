"""The numbers of entries: the same in every paper, in the order of what happened."""

from __future__ import annotations

import pytest

from tests.interview.authoring import program_of
from tests.papers import whole_case
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.papers.context import home, order
from tui.papers.gather import gather, row_name
from tui.papers.numbering import Numbers, entry_name, numbers_of, piece_number
from tui.papers.tfv import log as tfv_log

SCRIPT = """
script: log
title: Keep a log
sections:
  - id: entries
    title: What happened
    repeat: {table: incidents, first: Write something?, add: Another?, row: "{incident.occurred}"}
    steps:
      - {ask: occurred, type: when, question: When was it?}
"""
CASE = "tables:\n  incidents: {row: incident}\njourneys: [log]\n"


@pytest.fixture(scope="module")
def flow(tmp_path_factory: pytest.TempPathFactory) -> Flow:
    root = tmp_path_factory.mktemp("numbers")
    return Flow(program_of(root, {"case.yaml": CASE, "scripts/log.yaml": SCRIPT}), "self")


def written(flow: Flow, *dates: str) -> Flow:
    return flow.after(
        Add("incidents", ROOT, f"e{n}", {"occurred": Answer(date)}) for n, date in enumerate(dates)
    )


def test_a_day_stands_after_the_evening_before_it(flow: Flow) -> None:
    made = written(flow, "2026-04-06", "2026-04-05T18:30-07:00", "2026-04-06T08:00-07:00")
    assert Numbers("incidents", "occurred").ordered(made) == ["e1", "e0", "e2"]
    plain = [{"when": text} for text in ("2026-04-06", "2026-04-05T18:30-07:00")]
    assert sorted(plain, key=lambda one: order(one, home(plain))) == plain[::-1]


def test_what_is_remembered_gives_what_a_fresh_look_gives(flow: Flow) -> None:
    kept = Numbers("incidents", "occurred")
    texts = ["2026-04-06", "2026-04-06T01:00-03:30", "2026-04-05", "2026-04-05T23:00-03:30"]
    made = written(flow, *texts)
    for row, text in (
        ("e1", "2026-04-06T01:00-08:00"),
        ("e3", "2026-04-05T23:00-08:00"),
        ("e0", "2026-04-07"),
        ("e2", "XXXX"),
    ):
        made = made.after([Put(row, "occurred", Answer(text))])
        fresh = Numbers("incidents", "occurred")
        assert kept.ordered(made) == fresh.ordered(made)
        numbers = [kept.number(made, one) for one in kept.ordered(made)]
        assert numbers == [1, 2, 3, 4]


def test_entries_and_pieces_are_called_by_their_numbers() -> None:
    assert numbers_of([entry_name(12), entry_name(3), "something else"]) == [3, 12]
    assert piece_number(3, 2) == "3.2"


def test_entries_that_are_picked_are_called_as_in_the_log() -> None:
    flow = whole_case.flow()
    ordered = Numbers("incidents", "occurred").ordered(flow)
    assert [row_name(flow, row) for row in ordered] == [
        entry_name(n) for n in range(1, len(ordered) + 1)
    ]
    entries = tfv_log.numbered(gather(flow, "tfv-log"))
    dates = [flow.value(row, "occurred") for row in ordered]
    for one, date in zip(entries, dates, strict=True):
        shown = one.entry["occurred"]
        assert shown.get("when", "") == (date.text if isinstance(date, When) else "")
