"""What comes first, and how sure that is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.case.chronology import Event, in_order, order_of, sureness
from tui.interview.dates import When

DATES = [
    "2026-03-03T17:46-08:00",
    "2026-03-03",
    "2026-03",
    "2026",
    "2026-02~",
    "2026-03-05?",
    "2026-03-05/2026-03-08",
    "../2026-01-01",
    "2026-04-01/..",
    "XXXX",
    "",
]


def when(text: str) -> When:
    return When.parse(text)


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("2026-03-03T17:46-08:00", "minute"),
        ("2026-03-03T17:46:30", "minute"),
        ("2026-03-03", "day"),
        ("2026-03", "month"),
        ("2026", "year"),
        ("2026-03-05/2026-03-08", "between"),
        ("../2026-01-01", "before"),
        ("2026-04-01/..", "after"),
        ("2026-02~", "about"),
        ("2026-03-05?", "about"),
        ("2026-03-05~/2026-03-08", "about"),
        ("XXXX", "unknown"),
    ],
)
def test_it_says_how_exactly_a_date_is_known(text: str, how: str) -> None:
    assert sureness(when(text)) == how
    assert sureness(None) == "unknown"


def test_what_has_no_date_comes_after_all_that_has_one() -> None:
    events = [
        Event("entry", None, 1),
        Event("entry", when("2026-03-03"), 2),
        Event("police", when("XXXX"), 3),
        Event("reported", when("2026-01-01"), 4),
    ]
    dated, undated = in_order(events)
    assert [each.of for each in dated] == [4, 2]
    assert [each.of for each in undated] == [1, 3]


def test_things_of_one_day_stand_in_the_order_of_their_kinds() -> None:
    day = when("2026-03-03")
    kinds = ("court", "reported", "police", "last", "entry", "first", "began")
    dated, _none = in_order(Event(kind, day) for kind in kinds)
    assert [each.kind for each in dated] == [*reversed(kinds)]


def test_two_zones_stand_in_the_order_of_their_moments() -> None:
    east, west = when("2026-03-03T10:00-03:30"), when("2026-03-03T09:00-08:00")
    assert order_of(east) < order_of(west)


@given(st.lists(st.sampled_from(DATES), max_size=12), st.randoms())
def test_the_order_does_not_hang_on_what_was_written_down_first(
    texts: list[str], chance: object
) -> None:
    events = [Event("entry", when(text), n) for n, text in enumerate(texts)]
    mixed = [*events]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    dated, undated = in_order(mixed)
    assert (dated, undated) == in_order(events)
    assert sorted(each.of for each in dated + undated) == [each.of for each in events]
    assert all(each.when is not None and each.when.unknown for each in undated)


@given(st.dates(date(2000, 1, 2), date(2100, 1, 1)))
def test_a_later_day_comes_later(day: date) -> None:
    later = (day + timedelta(days=1)).isoformat()
    assert order_of(when(day.isoformat())) < order_of(when(later))
