"""When a task is due, with the clock passed in."""

from __future__ import annotations

from datetime import date
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.case.deadlines import deadline
from tui.interview.dates import Span, When
from tui.interview.follows import Task
from tui.interview.program import WalkStep

TODAY = date(2026, 3, 10)
WEEKLY = Span(0, 7)


def task(
    *, done: bool = False, due: str = "", every: Span | None = None, until: str = "", last: str = ""
) -> Task:
    return Task(
        ("case", "done:x"),
        cast(WalkStep, None),
        done,
        When.parse(due) if due else None,
        every,
        When.parse(until) if until else None,
        When.parse(last) if last else None,
    )


@pytest.mark.parametrize(
    ("made", "state", "when"),
    [
        (task(), "open", None),
        (task(due="2026-03-11"), "ahead", "2026-03-11"),
        (task(due="2026-03-10"), "due", "2026-03-10"),
        (task(due="2026-03-09"), "overdue", "2026-03-09"),
        (task(due="2026-03"), "due", "2026-03"),
        (task(due="XXXX"), "open", "XXXX"),
        (task(done=True), "done", None),
        (task(done=True, due="2026-03-09"), "done", None),
        (task(done=True, every=WEEKLY), "done", None),
        (task(done=True, every=WEEKLY, last="2026-03-09"), "ahead", "2026-03-16"),
        (task(done=True, every=WEEKLY, last="2026-03-03"), "due", "2026-03-10"),
        (task(done=True, every=WEEKLY, last="2026-03-01"), "overdue", "2026-03-08"),
        (task(done=True, every=WEEKLY, last="2026-03-01", until="2026-03-07"), "done", None),
        (task(done=True, every=WEEKLY, last="2026-03-01", until="2026-03-08"), "overdue", None),
    ],
)
def test_where_a_task_stands(made: Task, state: str, when: str | None) -> None:
    found = deadline(made, TODAY)
    assert found.state == state
    assert found.wants_doing is (state != "done")
    if when is not None:
        assert found.when is not None
        assert found.when.text == when


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_time_only_makes_it_more_urgent(due: date, today: date) -> None:
    order = ["ahead", "due", "overdue"]
    one = task(due=due.isoformat())
    later = date.fromordinal(today.toordinal() + 1)
    assert order.index(deadline(one, later).state) >= order.index(deadline(one, today).state)
