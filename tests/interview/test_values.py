"""The logic of conditions: its tables and its laws."""

from __future__ import annotations

import pickle
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interview.values import (
    NA,
    OPEN,
    PENDING,
    both,
    either,
    every,
    is_known,
    negate,
    some,
    truth,
    weaker,
)

ALL = (True, False, OPEN, PENDING)
truths = st.sampled_from(ALL)
AND_ORDER = (False, PENDING, OPEN, True)
OR_ORDER = (True, PENDING, OPEN, False)


@pytest.mark.parametrize("value", [OPEN, PENDING, NA])
def test_an_unsettled_value_has_no_truth(value: object) -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(value)


@pytest.mark.parametrize("value", [OPEN, PENDING, NA])
def test_an_unsettled_value_is_one_object(value: object) -> None:
    assert deepcopy(value) is value
    assert pickle.loads(pickle.dumps(value)) is value


@pytest.mark.parametrize("a", ALL)
@pytest.mark.parametrize("b", ALL)
def test_and_or_follow_their_order(a: object, b: object) -> None:
    assert both(a, b) is min((a, b), key=AND_ORDER.index)
    assert either(a, b) is min((a, b), key=OR_ORDER.index)


def test_not_swaps_true_and_false_only() -> None:
    assert [negate(value) for value in ALL] == [False, True, OPEN, PENDING]


def test_a_question_that_does_not_apply_counts_as_no() -> None:
    assert truth(NA) is False
    assert negate(NA) is True
    assert both(True, NA) is False
    assert either(False, NA) is False
    assert either(NA, OPEN) is OPEN
    assert both(NA, PENDING) is False


def test_none_at_all() -> None:
    assert every(()) is True
    assert some(()) is False


def test_only_yes_no_values_are_conditions() -> None:
    for value in ("yes", 1, 0, None, ()):
        with pytest.raises(TypeError, match="not a yes-no value"):
            truth(value)


def test_weaker() -> None:
    assert weaker(OPEN, PENDING) is PENDING
    assert weaker("a", OPEN) is OPEN
    assert weaker("a", NA) is None
    assert [is_known(v) for v in (OPEN, PENDING, NA, False, "")] == [
        False,
        False,
        False,
        True,
        True,
    ]


@given(truths, truths, truths)
def test_laws(a: object, b: object, c: object) -> None:
    assert both(a, b) is both(b, a)
    assert either(a, b) is either(b, a)
    assert both(a, both(b, c)) is both(both(a, b), c)
    assert either(a, either(b, c)) is either(either(a, b), c)
    assert both(a, a) is either(a, a) is a
    assert negate(negate(a)) is a
    assert negate(both(a, b)) is either(negate(a), negate(b))
    assert negate(either(a, b)) is both(negate(a), negate(b))


@given(st.lists(truths))
def test_many_are_the_same_as_two_by_two(values: list[object]) -> None:
    conjunction: object = True
    disjunction: object = False
    for value in values:
        conjunction = both(conjunction, value)
        disjunction = either(disjunction, value)
    assert every(values) is conjunction
    assert some(values) is disjunction


@given(st.lists(truths, min_size=1), st.data())
def test_knowing_less_never_turns_a_decision_round(
    values: list[object], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(values) - 1))
    less = [*values[:at], data.draw(st.sampled_from((OPEN, PENDING))), *values[at + 1 :]]
    for combine in (every, some):
        before, after = combine(values), combine(less)
        if isinstance(before, bool):
            assert after is before or after in (OPEN, PENDING)
