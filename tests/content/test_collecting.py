"""Collecting: each kind names what its copies do not show yet, and each thing is said once."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from tui.commands.programs import loaded
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.schema import Ask

SHOWN = {
    "texts": ("texts_shows", ["date", "sender", "around"], {"texts_open"}),
    "videos": ("video_shows", ["page", "poster"], {"video_open"}),
    "filmed": ("filmed_shows", ["whole", "first"], {"filmed_open"}),
    "calls": ("calls_have", ["call_list", "bill"], {"calls_open"}),
    "snapchat": ("snap_shows", ["times", "contact", "mine"], {"snaps_open"}),
    "facebook": ("social_shows", ["poster", "time", "profile"], {"post_open", "profile_open"}),
    "x": ("social_shows", ["poster", "time", "profile"], {"post_open", "profile_open"}),
    "instagram": ("social_shows", ["poster", "time", "profile"], {"post_open", "profile_open"}),
    "email": ("email_shows", ["header", "first"], {"email_open", "email_forwarded"}),
    "website": ("web_shows", ["time", "poster"], {"page_open"}),
    "spyware": ("spy_shows", ["photo"], set()),
    "image": ("image_shows", ["page", "poster", "time"], {"picture_open"}),
}
"""By kind: the question of what shows, what ought to, and what is missing where it does not."""

DONE = {
    "young_in_it": "no",
    "copy_safe": "yes",
    "taken_by": "self",
    "link": "https://page.example/one",
    "calls_log": "One call.",
    "spy_log": "The light went on.",
    "original": "there",
    "social_shows": ["content", "poster", "time", "profile"],
}


@pytest.fixture(scope="module")
def program() -> Program:
    return loaded()


def case(program: Program, *pieces: dict[str, Any], entry: dict[str, Any] | None = None) -> Flow:
    """A case of one entry with those pieces."""
    data = {
        "script": "collect",
        "answers": {"in_touch": "no", "under_18": "no", "collect_for": ["one"]},
        "incidents": [
            {
                "id": "one",
                "occurred": "2026-03-03",
                "kind": "call",
                "what": "It happened.",
                "have": ["there"],
                "more": "more",
                "platform": "x",
                "evidence": [{"name": f"Piece {n}", **one} for n, one in enumerate(pieces)],
                **(entry or {}),
            }
        ],
    }
    count = itertools.count(1)
    filled = read_answers(
        json.dumps(data).encode(), "case.yaml", program, "self", new_id=lambda _: f"n{next(count)}"
    )
    assert filled.flow is not None, [str(one) for one in filled.problems]
    return filled.flow


def gaps(flow: Flow) -> list[str]:
    return [
        found.gap.id
        for found in flow.gaps()
        if flow.answers.row(found.row).table == "evidence" and found.gap.id != "one_copy"
    ]


def tasks(flow: Flow) -> list[str]:
    return [one.key[1] for one in flow.tasks() if flow.answers.row(one.key[0]).table == "evidence"]


def test_every_kind_there_is_has_its_steps(program: Program) -> None:
    ask = program.asks["evidence", "sort"]
    assert {*(ask.codes or ())} == {*SHOWN, "other"}
    for name, _all, _gaps in SHOWN.values():
        step = program.asks["evidence", name]
        assert isinstance(step.node, Ask) and "none" in (step.codes or ())


@pytest.mark.parametrize("sort", [*SHOWN])
def test_what_does_not_show_yet_is_a_gap_and_goes_with_it(program: Program, sort: str) -> None:
    name, ought, missing = SHOWN[sort]
    piece = {**DONE, "sort": sort, "state": "to_get", "got": "all"}
    first = next(code for code in program.asks["evidence", name].codes or () if code not in ought)
    if missing:
        assert {*gaps(case(program, {**piece, name: [first]}))} == missing
    assert gaps(case(program, {**piece, name: ought})) == []


@pytest.mark.parametrize("sort", [sort for sort in SHOWN if sort not in ("calls", "spyware")])
@pytest.mark.parametrize("answer", ["yes", {"open": "not-sure"}], ids=["yes", "not-sure"])
def test_what_may_show_somebody_under_18_stops_before_any_copy(
    program: Program, sort: str, answer: object
) -> None:
    flow = case(program, {**DONE, "sort": sort, "state": "to_get", "young_in_it": answer})
    (piece,) = flow.rows("evidence", flow.rows("incidents")[0].id)
    shown = [item.name for item in flow.items("collect") if item.row == piece.id]
    assert shown == ["sort", "young_in_it", "seen:collect_minor"]
    assert gaps(flow) == [] and tasks(flow) == []


def test_what_is_still_to_be_copied_is_one_gap_that_collecting_takes_over(
    program: Program,
) -> None:
    listed = {"sort": "texts", "state": "to_get"}
    assert (gaps(case(program, listed)), tasks(case(program, listed))) == (["not_fetched"], [])
    begun = {**DONE, **listed, "texts_shows": ["date", "sender", "around"]}
    part = case(program, {**begun, "got": "part"})
    assert (gaps(part), tasks(part)) == (["copy_in_part"], [])
    none = case(program, {**begun, "got": "not_yet"})
    assert (gaps(none), tasks(none)) == (["copy_missing"], [])
    done = case(program, {**begun, "got": "all"})
    assert (gaps(done), tasks(done)) == ([], [])


def test_what_may_go_by_itself_has_a_task_with_its_day_until_it_is_there(program: Program) -> None:
    snap = {**DONE, "sort": "snapchat", "state": "to_get"}
    snap["snap_shows"] = ["times", "contact", "mine"]
    flow = case(program, {**snap, "got": "not_yet"}, entry={"platform": "snapchat"})
    assert tasks(flow) == ["done:before_it_goes"]
    (task,) = [one for one in flow.tasks() if one.key[1] == "done:before_it_goes"]
    assert task.due is not None and task.due.text == "2026-03-03"
    there = case(program, {**snap, "got": "all"}, entry={"platform": "snapchat"})
    assert tasks(there) == []


def test_a_copy_without_its_day_is_taken_again_on_the_next(program: Program) -> None:
    piece = {
        **DONE,
        "sort": "texts",
        "state": "kept",
        "texts_shows": ["date", "sender", "around"],
        "hides_date": "yes",
        "captured": "2026-03-03",
    }
    flow = case(program, piece)
    (task,) = [one for one in flow.tasks() if one.key[1] == "done:take_again"]
    assert task.due is not None and task.due.text == "2026-03-04"
