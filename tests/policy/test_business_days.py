"""Business days and windows for appeals, to the day."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.policy.business_days import (
    add_business_days,
    appeal_until,
    bank_holidays,
    between_business_days,
    is_business_day,
)
from tui.policy.periods import Between

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        "2026-01-01",  # New Year's Day
        "2026-04-03",  # Good Friday
        "2026-04-06",  # Easter Monday
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",  # instead of Boxing Day, a Saturday
        "2022-09-19",  # the funeral of Elizabeth II
        "2023-05-08",  # the coronation
        "2020-05-08",  # moved from the 4th
        "2027-12-27",
        "2027-12-28",
    ],
)
def test_bank_holidays_are_no_business_days(day: str) -> None:
    assert not is_business_day(date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2026-03-17", "2026-07-13", "2026-01-02", "2026-11-30"])
def test_holidays_of_the_rest_of_the_kingdom_are(day: str) -> None:
    assert is_business_day(date.fromisoformat(day))


def test_a_year_has_eight() -> None:
    assert len([day for day in bank_holidays(2025) if day.weekday() < 5]) == 8


@pytest.mark.parametrize(
    ("day", "number", "result"),
    [
        ("2026-03-10", 1, "2026-03-11"),
        ("2026-03-13", 1, "2026-03-16"),  # over a weekend
        ("2026-03-14", 1, "2026-03-16"),  # from a Saturday
        ("2026-03-10", 15, "2026-03-31"),
        ("2026-03-27", 15, "2026-04-21"),  # over Easter, two days more
        ("2026-12-24", 1, "2026-12-29"),
        ("2026-03-10", 0, "2026-03-10"),
        ("2026-03-14", 0, "2026-03-14"),
        ("2026-04-07", -1, "2026-04-02"),
    ],
)
def test_adding_business_days(day: str, number: int, result: str) -> None:
    assert add_business_days(date.fromisoformat(day), number) == date.fromisoformat(result)


@given(DAYS, st.integers(1, 40))
def test_between_lie_so_many_business_days(day: date, number: int) -> None:
    found = add_business_days(day, number)
    between = [day + timedelta(days=n + 1) for n in range((found - day).days)]
    assert sum(map(is_business_day, between)) == number
    assert is_business_day(found)
    assert add_business_days(day - timedelta(days=1), number) <= found


def test_the_calendar_has_ends() -> None:
    assert add_business_days(date.max, 1) == date.max
    assert add_business_days(date.min, -15) == date.min
    assert appeal_until("magistrates", date.max) == date.max


def test_no_rule_is_so_long() -> None:
    with pytest.raises(ValueError, match="thousand"):
        add_business_days(date(2026, 3, 10), 1_001)


@pytest.mark.parametrize(
    ("court", "result"),
    [
        ("magistrates", date(2026, 3, 31)),
        ("youth", date(2026, 3, 31)),
        ("crown", date(2026, 4, 7)),
        ("county", None),
    ],
)
def test_windows_for_appeals(court: str, result: date | None) -> None:
    assert appeal_until(court, date(2026, 3, 10)) == result


def test_a_day_known_within_bounds_stays_so() -> None:
    found = between_business_days(Between(date(2026, 3, 1), date(2026, 3, 31)), 1)
    assert found == Between(date(2026, 3, 2), date(2026, 4, 1))
    assert between_business_days(Between(date(2026, 3, 1), None), 1).last is None


def test_the_package_is_only_read_where_a_year_is_asked_for() -> None:
    probe = (
        "import sys, tui.policy.rules, tui.policy.business_days as b\n"
        "from datetime import date\n"
        "before = 'holidays' in sys.modules\n"
        "b.is_business_day(date(2026, 3, 10))\n"
        "print(before, 'holidays' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )
    assert result.stdout.split() == ["False", "True"]
