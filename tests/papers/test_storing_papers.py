"""The record of calls, the plan of copies, and the person's own plan."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.papers import whole_case
from tests.papers.samples import TEMPLATES
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.papers import make
from tui.session.kept_list import backups_for

MADE = whole_case.MADE
CHECKED = (
    "script: safety\nanswers: {moment: clear, device_is: mine, can_reach: [none], watched: 'no', "
    "could_find: [none], could_alert: 'no', other_place: none"
)
BACKUP = {"folder": "/media/stick/things", "at": "2026-04-01T09:00:00-07:00"}


def case(text: str) -> Flow:
    filled = read_answers(
        text.encode(), "case.yaml", whole_case.program(), "self", new_id=_ids().__next__
    )
    assert not filled.problems and filled.flow is not None
    return filled.flow


class _ids:
    def __init__(self) -> None:
        self.count = 0

    def __next__(self, table: str = "") -> str:
        self.count += 1
        return f"{table}-{self.count}"


def said(name: str, flow: Flow, **more: Any) -> str:
    text = make.text(whole_case.program().papers[name], flow, made=MADE, **more)
    parts = [part for key in text.keys() if (part := text.part(key)) is not None]  # noqa: SIM118
    return "\n".join(line.text for part in parts for line in (part, *part.lines) if _has(line))


def _has(line: Any) -> bool:
    return hasattr(line, "text")


def test_calls_are_told_with_their_day_number_and_what_is_kept() -> None:
    words = said("call-record", whole_case.flow())
    assert "17 March 2026, 11:20 p.m. (UTC−07:00)" in words
    assert "604-555-0137" in words
    assert "6.1" in words and "17 March, 23:24, missed." in words
    # What is about something else is no part of it.
    assert "Somebody signed in to my mail" not in words


def test_an_entry_that_was_stopped_is_in_no_record_of_calls() -> None:
    flow = case(
        """
        script: log
        answers: {in_touch: 'no', under_18: 'no', collect_for: [a, b]}
        incidents:
          - {id: a, occurred: 2026-03-01, kind: call, what: He rang., more: keep}
          - id: b
            occurred: 2026-03-02
            kind: message
            what: He wrote that he would ring.
            more: keep
            evidence: [{name: List, sort: calls, state: kept, calls_log: 'Two calls'}]
          - {id: c, occurred: 2026-03-03, kind: media, shows_minor: 'yes'}
        """.replace("\n        ", "\n")
    )
    words = said("call-record", flow)
    assert "He rang." in words and "Two calls" in words and "2.1 List" in words
    assert "3 March" not in words


@pytest.mark.parametrize("name", ["storage-plan", "safety-sheet"])
def test_it_says_first_who_should_not_see_it(name: str) -> None:
    paper = whole_case.program().papers[name]
    own = make.text(paper, whole_case.nothing(), made=MADE)
    first = own.part(own.keys()[0])
    assert first is not None
    labels = [line.text for line in first.lines if line.kind == "label"]
    assert labels[0] in {"Who should not see this", "For you alone"}


def test_the_plan_names_the_backups_and_what_is_left_to_do() -> None:
    flow = case(
        """
        script: store
        answers:
          keep_in: [stick, device]
          keep_reached: [device]
          stick_locked: 'no'
          in_order: 'no'
        """.replace("\n        ", "\n")
    )
    words = said("storage-plan", flow, backups=[BACKUP])
    assert "/media/stick/things" in words
    assert "Lock the stick" in words and "Name the copies" in words
    assert "They could" in words and "No, as far as you know" in words
    assert "Make a backup" not in words
    assert "Make a backup" in said("storage-plan", flow)
    one = case("script: store\nanswers: {keep_in: [device]}\n")
    assert "Put a copy in a second place." in said("storage-plan", one)
    assert "No, as far as you know" not in said("storage-plan", one)


def test_only_the_plan_of_copies_is_told_of_backups() -> None:
    papers = whole_case.program().papers
    assert [name for name in papers if make.is_made(name) and make.tells_backups(name)] == [
        "storage-plan"
    ]
    assert backups_for(papers["storage-plan"], None) == []


def test_the_own_plan_lists_help_near_the_province_and_says_how_old_that_is() -> None:
    flow = case(f"{CHECKED}, province: bc, young: 'yes', worse: 'yes'}}\n")
    words = said("safety-sheet", flow)
    assert "VictimLinkBC" in words and "Kids Help Phone" in words
    assert "Plan it with a support worker first." in words
    assert "read on 21 November 2026" in words
    paper = whole_case.program().papers["safety-sheet"]
    late = make.text(paper, flow, made=MADE + timedelta(days=900))
    people = [late.part(key) for key in late.keys()]  # noqa: SIM118
    assert any("more than 6 months" in line.text for one in people if one for line in one.lines)
    elsewhere = case(f"{CHECKED}, province: ns, young: 'no'}}\n")
    assert "VictimLinkBC" not in said("safety-sheet", elsewhere)
    assert "Kids Help Phone" not in said("safety-sheet", elsewhere)


def test_what_others_leave_out_stands_in_none_of_the_others() -> None:
    papers = whole_case.program().papers
    for name in ("tfv-log", "call-record", "evidence-index", "chronology"):
        made = make.make(
            papers[name], whole_case.flow(), templates=TEMPLATES, made=MADE, forms=("docx",)
        )
        assert b"blue tin" not in made["docx"]
    assert "blue tin" in said("storage-plan", whole_case.flow())


def test_made_on_another_day_it_is_the_same_but_for_that_day() -> None:
    paper = whole_case.program().papers["call-record"]
    later = datetime(2027, 1, 1, tzinfo=MADE.tzinfo)
    one, two = (make.text(paper, whole_case.flow(), made=day) for day in (MADE, later))
    assert one.keys() == two.keys()
    assert [one.part(key) for key in one.keys()[1:]] == [two.part(key) for key in two.keys()[1:]]
