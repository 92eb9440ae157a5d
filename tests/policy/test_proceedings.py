"""When a case is active, whom the law hides, how long something may stay up: to the day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.policy.display import display
from tui.policy.periods import Between
from tui.policy.proceedings import (
    Event,
    Proceedings,
    proceedings_active,
    state,
    wants_waiting,
)
from tui.policy.sentences import Sentence
from tui.policy.spent import spent_from
from tui.policy.youth import RESTRICTIONS, in_force, turns_18, under_18


def day(text: str) -> Between:
    return Between.exactly(date.fromisoformat(text))


CHARGED, SENTENCED, APPEAL, OVER = (
    day("2026-01-05"),
    day("2026-03-10"),
    day("2026-03-20"),
    day("2026-06-01"),
)
DONE = Proceedings(CHARGED, SENTENCED)


@pytest.mark.parametrize(
    ("case", "on", "result"),
    [
        (Proceedings(False), "2026-03-01", "not_started"),
        (Proceedings(CHARGED), "2026-01-04", "not_started"),
        (Proceedings(CHARGED), "2026-01-05", "active"),
        (Proceedings(CHARGED), "2026-03-10", "active"),  # convicted is not sentenced
        (DONE, "2026-03-09", "active"),
        (DONE, "2026-03-10", "over"),
        (Proceedings(CHARGED, SENTENCED, deferred=True), "2026-03-10", "over"),
        (Proceedings(None), "2026-03-10", "unknown"),
        (Proceedings(CHARGED, None), "2026-03-10", "unknown"),
        (Proceedings(None, SENTENCED), "2026-03-10", "over"),
        (Proceedings(CHARGED, SENTENCED, appealed=APPEAL), "2026-03-19", "over"),
        (Proceedings(CHARGED, SENTENCED, appealed=APPEAL), "2026-03-20", "active"),
        (Proceedings(CHARGED, SENTENCED, False, APPEAL, OVER), "2026-05-31", "active"),
        (Proceedings(CHARGED, SENTENCED, False, APPEAL, OVER), "2026-06-01", "over"),
        (Proceedings(CHARGED, SENTENCED, False, APPEAL, OVER, True), "2026-06-01", "active"),
        (Proceedings(CHARGED, SENTENCED, False, APPEAL, OVER, None), "2026-06-01", "unknown"),
        (Proceedings(CHARGED, SENTENCED, False, None), "2026-03-20", "unknown"),
        (Proceedings(CHARGED, SENTENCED, False, APPEAL, None), "2026-06-01", "unknown"),
        (Proceedings(CHARGED, None, False, APPEAL), "2026-03-20", "active"),
        (Proceedings(Between(date(2026, 1, 1), date(2026, 1, 31))), "2025-12-31", "not_started"),
        (Proceedings(Between(date(2026, 1, 1), date(2026, 1, 31))), "2026-01-15", "unknown"),
        (Proceedings(Between(date(2026, 1, 1), date(2026, 1, 31))), "2026-01-31", "active"),
        (Proceedings(Between(date(2026, 1, 1), None)), "2026-06-01", "unknown"),
    ],
)
def test_the_state_of_a_case(case: Proceedings, on: str, result: str) -> None:
    when = date.fromisoformat(on)
    assert state(case, when) == result
    truth = {"active": True, "unknown": None}.get(result, False)
    assert proceedings_active(case, when) is truth


def test_a_deferred_sentence_is_waited_for() -> None:
    assert wants_waiting(Proceedings(CHARGED, SENTENCED, deferred=True), date(2026, 3, 10))
    assert not wants_waiting(Proceedings(CHARGED, SENTENCED, deferred=True), date(2026, 3, 9))
    assert not wants_waiting(DONE, date(2026, 3, 10))


EVENTS = st.one_of(
    st.just(False),
    st.none(),
    st.dates(date(2026, 1, 1), date(2026, 3, 1)).map(Between.exactly),
)


@given(EVENTS, EVENTS, EVENTS, EVENTS, st.integers(0, 3), st.dates(date(2026, 1, 1)))
def test_knowing_less_of_a_case_never_calls_it_over(
    started: Event, ended: Event, appealed: Event, over: Event, lost: int, on: date
) -> None:
    known = Proceedings(started, ended, False, appealed, over)
    events = [started, ended, appealed, over]
    events[lost] = None
    less = Proceedings(events[0], events[1], False, events[2], events[3])
    if proceedings_active(known, on) is not False:
        assert proceedings_active(less, on) is not False


# Young people.


@pytest.mark.parametrize(
    ("born", "grown"),
    [("2008-03-10", "2026-03-10"), ("2008-02-29", "2026-03-01"), ("2008-12-31", "2026-12-31")],
)
def test_turning_18(born: str, grown: str) -> None:
    assert turns_18(day(born)) == day(grown)
    last = date.fromisoformat(grown) - timedelta(days=1)
    assert under_18(day(born), last) is True
    assert under_18(day(born), last + timedelta(days=1)) is False


def test_an_age_that_is_not_known_hides_nobody_and_shows_nobody() -> None:
    assert under_18(None, date(2026, 3, 10)) is None
    born_in = Between(date(2008, 1, 1), date(2008, 12, 31))
    assert under_18(born_in, date(2025, 12, 31)) is True
    assert under_18(born_in, date(2026, 6, 1)) is None
    assert under_18(born_in, date(2026, 12, 31)) is False


@pytest.mark.parametrize(
    ("restriction", "young", "grown"),
    [
        ("youth_court", True, False),
        ("adult_court", True, False),
        ("young_witness", True, True),
        ("adult_witness", True, True),
        ("civil_or_order", True, True),
        ("complainant", True, True),
    ],
)
def test_until_when_a_restriction_holds(restriction: str, young: bool, grown: bool) -> None:
    born = day("2008-03-10")
    assert in_force(restriction, born, date(2026, 3, 9)) is young
    assert in_force(restriction, born, date(2026, 3, 10)) is grown
    assert in_force(restriction, None, date(2026, 3, 10))
    assert not in_force(restriction, born, date(2026, 3, 9), lifted=True)
    assert RESTRICTIONS[restriction].source


# How long something may stay up.


def test_28_days_with_the_first_counted() -> None:
    found = display(date(2026, 3, 10))
    assert (found.last, found.remove_by) == (date(2026, 4, 6), date(2026, 4, 7))
    assert (found.limit, found.allowed) == ("retention", True)
    assert display(date(2026, 3, 10), days=14).last == date(2026, 3, 23)


FINE = spent_from(date(2026, 3, 10), False, [Sentence("fine")])


@pytest.mark.parametrize(
    ("first", "last", "limit", "allowed"),
    [
        ("2027-02-10", "2027-03-09", "retention", True),
        ("2027-02-11", "2027-03-09", "spent", True),
        ("2027-03-09", "2027-03-09", "spent", True),
        ("2027-03-10", "2027-03-09", "spent", False),
    ],
)
def test_never_on_a_day_on_which_it_is_spent(
    first: str, last: str, limit: str, allowed: bool
) -> None:
    found = display(date.fromisoformat(first), spent=FINE)
    assert found.last == date.fromisoformat(last)
    assert (found.limit, found.allowed) == (limit, allowed)


def test_what_is_not_known_shortens_it() -> None:
    first = date(2027, 3, 1)
    unpaid = spent_from(date(2026, 3, 10), False, [Sentence("fine"), Sentence("compensation")])
    assert display(first, spent=unpaid).last == date(2027, 3, 9)
    nothing = spent_from(None, None, [Sentence("fine")])
    assert not display(first, spent=nothing).allowed
    assert not display(first, spent=spent_from(date(2026, 3, 10), False, [])).allowed


@pytest.mark.parametrize(
    ("sentence", "individual"),
    [
        (Sentence("life"), True),
        (Sentence("cbo", indefinite=True), True),
        (Sentence("fine"), False),
    ],
)
def test_what_is_not_spent_does_not(sentence: Sentence, individual: bool) -> None:
    spent = spent_from(date(2020, 3, 10), False, [sentence], individual)
    assert display(date(2026, 3, 10), spent=spent).last == date(2026, 4, 6)


def test_an_order_of_the_court_can_be_shorter() -> None:
    found = display(date(2026, 3, 10), spent=FINE, until=date(2026, 3, 20))
    assert (found.last, found.limit) == (date(2026, 3, 20), "order")
    assert display(date(2026, 3, 10), until=date(2027, 1, 1)).limit == "retention"
