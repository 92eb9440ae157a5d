"""What went out and when it comes down: the clock, appeals, pictures, spent convictions."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.content.deciding import Case, cases, flow_of
from tui.interview.content import load
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

REGISTER = "council_register"


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def went_out(
    program: Program, base: str, publications: list[dict[str, Any]], **more: Any
) -> tuple[Flow, list[str]]:
    """Return the flow, and the day by which each publication has to be gone."""
    found = next(case for case in cases() if case.name == base)
    data = deepcopy(found.data)
    data["answers"] |= {"since": ["none"]} | more
    data["publications"] = publications
    flow = flow_of(program, Case(base, data, {}))
    days = [flow.value(row.id, "remove_by") for row in flow.rows("publications")]
    return flow, [day.text if isinstance(day, When) else "" for day in days]


def due(flow: Flow) -> dict[str, str]:
    """Return what there is to do in the register, with its day."""
    found = {}
    for task in flow.tasks(REGISTER):
        day = task.due
        found[task.key[1].removeprefix("done:")] = day.text if isinstance(day, When) else ""
    return found


def page(first: str, **more: Any) -> dict[str, Any]:
    return {"channel": "website", "place": "news", "first_shown": first, "removed": "no"} | more


FINE = "a fine for fly-tipping in the newsletter and the press"
TRACE = "a picture of somebody unknown from the council's own camera"


def test_it_is_gone_twenty_eight_days_after_its_first_day(program: Program) -> None:
    flow, days = went_out(program, FINE, [page("2026-03-16")])
    assert days == ["2026-04-13"]
    assert due(flow)["take_down"] == "2026-04-13"
    assert due(flow)["look_after"] == "2026-03-23"


def test_posting_it_again_does_not_start_the_clock_anew(program: Program) -> None:
    again = page("2026-04-10", channel="social")
    assert went_out(program, FINE, [page("2026-03-16"), again])[1] == ["2026-04-13"] * 2
    assert went_out(program, FINE, [again, page("2026-03-16")])[1] == ["2026-04-13"] * 2


def test_paper_has_no_day_and_starts_no_clock(program: Program) -> None:
    leaflet = page("2026-03-01", channel="leaflet")
    assert went_out(program, FINE, [leaflet, page("2026-03-16")])[1] == ["", "2026-04-13"]


def test_each_council_has_its_own_days(program: Program) -> None:
    base = "another council keeps things online for fourteen days"
    assert went_out(program, base, [page("2026-03-16")])[1] == ["2026-03-30"]


def test_it_comes_down_before_the_conviction_is_spent(program: Program) -> None:
    base = "a fine that is spent while it would still be shown"
    assert went_out(program, base, [page("2026-03-16")])[1] == ["2026-04-01"]


def test_an_appeal_that_succeeds_takes_it_down_at_once_and_asks_for_a_correction(
    program: Program,
) -> None:
    flow, days = went_out(
        program,
        FINE,
        [page("2026-03-16"), page("2026-03-16", channel="newsletter", removed="stays")],
        since=["appeal_won"],
        appeal_won_on="2026-03-30",
        appeal_won_what="conviction",
    )
    assert days == ["2026-03-30"] * 2
    tasks = due(flow)
    assert tasks["remove_after_appeal"] == tasks["take_down"] == "2026-03-30"
    assert "publish_correction" in tasks
    asked = {item.name for item in flow.items(REGISTER) if item.kind == "ask"}
    assert "correction" in asked


def test_an_appeal_that_is_lodged_takes_it_down_until_it_is_over(program: Program) -> None:
    flow, days = went_out(
        program,
        FINE,
        [page("2026-03-16")],
        since=["appeal_lodged"],
        appeal_lodged_on="2026-03-20",
    )
    assert days == ["2026-03-20"]
    assert due(flow)["hide_for_appeal"] == "2026-03-20"


@pytest.mark.parametrize("what", ["identified", "eliminated"])
def test_a_picture_comes_down_when_the_person_is_found_or_it_was_not_them(
    program: Program, what: str
) -> None:
    flow, days = went_out(
        program,
        TRACE,
        [page("2026-03-16", has_picture="yes"), page("2026-03-16", has_picture="no")],
        **{"since": [what], f"{what}_on": "2026-03-22"},
    )
    assert days == ["2026-03-22", "2026-04-13"]
    assert due(flow)[f"remove_{what}"] == "2026-03-22"


def test_what_is_down_is_no_task_any_more(program: Program) -> None:
    gone = page("2026-03-16", removed="yes", removed_on="2026-04-01", removed_by="S. Okoro")
    flow, days = went_out(program, FINE, [gone])
    assert days == ["2026-04-13"]
    assert not {"take_down", "look_after"} & set(due(flow))


def test_a_day_of_removal_before_it_was_shown_is_refused(program: Program) -> None:
    gone = page("2026-03-16", removed="yes", removed_on="2026-03-01", removed_by="S. Okoro")
    with pytest.raises(AssertionError, match="before it was shown"):
        went_out(program, FINE, [gone])
