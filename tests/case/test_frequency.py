"""The last four weeks beside the four before: a rule that anyone can check by counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.case.frequency import frequency
from tui.interview.dates import When

TODAY = date(2026, 4, 12)


def ago(days: int) -> When:
    return When.parse((TODAY - timedelta(days=days)).isoformat())


def spread(now: int, before: int) -> list[When | None]:
    """So many in the last four weeks and in the four before, and one long ago."""
    return [*[ago(3)] * now, *[ago(30)] * before, ago(300)]


@pytest.mark.parametrize(
    ("now", "before", "change"),
    [
        (3, 1, "more"),
        (3, 0, "more"),
        (6, 4, "more"),
        (5, 4, "same"),
        (2, 0, "same"),
        (0, 0, "same"),
        (50, 48, "same"),
        (60, 40, "more"),
        (1, 3, "less"),
        (4, 6, "less"),
        (3, 2, "same"),
    ],
)
def test_the_rule(now: int, before: int, change: str) -> None:
    found = frequency(spread(now, before), TODAY)
    assert (found.change, found.now, found.before, found.left_out) == (change, now, before, 0)


@pytest.mark.parametrize(
    ("days", "counted"),
    [(0, (1, 0)), (27, (1, 0)), (28, (0, 1)), (55, (0, 1)), (56, (0, 0)), (-1, (1, 0))],
)
def test_where_the_weeks_begin_and_end(days: int, counted: tuple[int, int]) -> None:
    found = frequency([ago(days), ago(300)], TODAY)
    assert (found.now, found.before) == counted and found.left_out == 0


def test_entries_that_begin_just_now_are_compared_with_nothing() -> None:
    assert frequency([ago(1)] * 9, TODAY).change == "unknown"
    assert frequency([], TODAY).change == "unknown"


@pytest.mark.parametrize("text", ["2026-03", "2026", "XXXX", "../2026-04-01", "2026-03-01/.."])
def test_what_may_be_in_either_is_left_out_and_counted(text: str) -> None:
    found = frequency([When.parse(text), None, *spread(3, 1)], TODAY)
    assert (found.now, found.before, found.left_out) == (3, 1, 2)


def test_what_is_still_to_come_counts_nowhere() -> None:
    assert frequency([ago(-5), *spread(1, 1)], TODAY)[1:] == (1, 1, 0)


@pytest.mark.parametrize("today", [date.min, date.max])
def test_the_ends_of_the_calendar_are_no_trouble(today: date) -> None:
    assert frequency([ago(1)], today).change == "unknown"


@given(st.lists(st.integers(0, 200), max_size=30), st.integers(0, 27))
def test_one_more_of_late_never_makes_it_less(found: list[int], new: int) -> None:
    ranks = {"less": 0, "same": 1, "more": 2}
    dates: list[When | None] = [*map(ago, found), ago(300)]
    before, after = (frequency(one, TODAY).change for one in (dates, [*dates, ago(new)]))
    assert ranks[after] >= ranks[before]
