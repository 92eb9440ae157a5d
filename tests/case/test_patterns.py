"""Counting what is known, and saying how much is not."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.case.patterns import (
    PARTS,
    Point,
    begins,
    by_kind,
    by_place,
    by_time,
    days,
    part_of_day,
    periods,
)
from tui.interview.dates import When


def at(text: str, kind: str = "", place: str = "") -> Point:
    return Point(When.parse(text) if text else None, kind, place)


def test_weeks_begin_on_monday_and_those_without_any_are_there() -> None:
    found = periods([at("2026-01-01"), at("2026-01-04T23:59"), at("2026-01-19")])
    assert found.step == "week"
    assert found.counts == (
        (date(2025, 12, 29), 2),
        (date(2026, 1, 5), 0),
        (date(2026, 1, 12), 0),
        (date(2026, 1, 19), 1),
    )
    assert found.left_out == 0


def test_a_stretch_counts_where_it_is_surely_in_one_week() -> None:
    inside, across = at("2026-03-05/2026-03-08"), at("2026-03-05/2026-03-09")
    assert periods([inside]).counts == ((date(2026, 3, 2), 1),)
    assert periods([across]).counts == () and periods([across]).left_out == 1


@pytest.mark.parametrize("text", ["", "XXXX", "2026-02", "2026", "../2026-01-01", "2026-01-01/.."])
def test_what_is_not_known_well_enough_is_left_out_and_counted(text: str) -> None:
    found = periods([at(text), at("2026-02-03")])
    assert sum(count for _day, count in found.counts) == 1
    assert found.left_out == 1


def test_about_a_day_may_be_the_day_before_or_after() -> None:
    assert periods([at("2026-03-04~")]).left_out == 0  # a Wednesday
    assert periods([at("2026-03-02~")]).left_out == 1  # a Monday


def test_long_stretches_go_by_month_and_very_long_ones_by_year() -> None:
    def stretch(length: int) -> list[Point]:
        first = date(2020, 1, 1)
        return [at(first.isoformat()), at((first + timedelta(days=length)).isoformat())]

    assert periods(stretch(182)).step == "week"
    assert periods(stretch(183)).step == "month"
    assert periods(stretch(1080)).step == "month"
    assert periods(stretch(1081)).step == "year"
    months = periods(stretch(366)).counts
    assert [day for day, _count in months] == [date(2020, n, 1) for n in range(1, 13)] + [
        date(2021, 1, 1)
    ]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_trouble(text: str) -> None:
    assert sum(count for _day, count in periods([at(text)]).counts) == 1
    spread = periods([at("0001-01-01"), at("9999-12-31")])
    assert spread.step == "year" and len(spread.counts) == 9999


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("2026-03-03T00:00", "night"),
        ("2026-03-03T05:59-08:00", "night"),
        ("2026-03-03T06:00", "morning"),
        ("2026-03-03T17:59", "afternoon"),
        ("2026-03-03T18:00", "evening"),
        ("2026-03-03T20:00~", "evening"),
        ("2026-03-03T18:10~", ""),
        ("2026-03-03T18:00/2026-03-03T23:00", "evening"),
        ("2026-03-03T18:00/2026-03-04T23:00", ""),
        ("2026-03-03", ""),
        ("XXXX", ""),
    ],
)
def test_the_part_of_the_day_is_said_where_it_is_sure(text: str, part: str) -> None:
    assert part_of_day(When.parse(text)) == part
    assert part_of_day(None) == ""


def test_all_parts_of_the_day_are_there_in_their_order() -> None:
    found = by_time([at("2026-03-03T19:00"), at("2026-03-04T19:00"), at("2026-03-05")])
    assert found.counts == (("night", 0), ("morning", 0), ("afternoon", 0), ("evening", 2))
    assert found.left_out == 1


def test_kinds_and_places_are_counted_the_most_first() -> None:
    points = [at("", "call", "x"), at("", "post"), at("", "post", "y"), at("", "", "x")]
    assert by_kind(points) == ((("post", 2), ("call", 1)), 1)
    assert by_place(points) == ((("x", 2), ("y", 1)), 1)


EDTF = st.one_of(
    st.just(""),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}~"),
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2030, 1, 1)).map(
        lambda moment: f"{moment:%Y-%m-%dT%H:%M}"
    ),
)


@given(st.lists(EDTF, max_size=20))
def test_each_entry_is_counted_once_or_left_out(texts: list[str]) -> None:
    points = [at(text) for text in texts]
    found = periods(points)
    assert sum(count for _day, count in found.counts) + found.left_out == len(points)
    at_all = [day for day, _count in found.counts]
    assert at_all == sorted(set(at_all))
    assert all(begins(day, found.step) == day for day in at_all)
    parts = by_time(points)
    assert sum(count for _part, count in parts.counts) + parts.left_out == len(points)
    assert tuple(part for part, _count in parts.counts) == PARTS


@given(EDTF.filter(bool))
def test_the_days_hold_the_date(text: str) -> None:
    found, known = days(When.parse(text)), When.parse(text)
    assert found is not None
    assert found[0] <= known.start.date() <= known.end.date() <= found[1]
