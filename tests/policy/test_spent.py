"""When convictions are spent, to the day, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.interview.reading import plain, read_yaml
from tui.policy.entered import read_convictions
from tui.policy.periods import Between, after, moved
from tui.policy.sentences import ENDORSEMENT, KINDS, ORDERS, TERMS, Sentence, buffer
from tui.policy.spent import Conviction, Rehabilitation, rehabilitation, spent_from

FILE = Path(__file__).with_name("spent_cases.yaml")


def cases() -> list[dict[str, Any]]:
    tree, problems = read_yaml(FILE.read_bytes(), FILE.name)
    assert problems == []
    found = plain(tree) if tree is not None else None
    assert isinstance(found, list)
    return found


CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_to_the_day(case: dict[str, Any]) -> None:
    given_: dict[str, Any] = {
        "individual": case.get("individual", True),
        "convicted": case.get("convicted", "2026-03-10"),
        "under_18_at_conviction": case.get("under_18", False),
        "sentences": case["sentences"],
        "summary": case.get("summary"),
        "other_convictions": [
            {"under_18_at_conviction": False, **other} for other in case.get("others", [])
        ],
    }
    read, problems = read_convictions(given_)
    assert problems == []
    assert read is not None
    found = rehabilitation(*read)
    on = date.fromisoformat(case.get("on", "2026-04-01"))
    assert {
        "spent_from": found.spent_from,
        "not_before": found.not_before,
        "status": found.status(on),
    } == {
        "spent_from": _date(case.get("spent_from")),
        "not_before": _date(case.get("not_before")),
        "status": case["status"],
    }
    assert found.reasons
    for reason in found.reasons:
        said = str(reason)
        assert "{" not in said
        assert said.endswith(")") and "Rehabilitation of Offenders Act 1974, " in said


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def test_there_are_enough_cases_and_every_kind_is_among_them() -> None:
    assert len(CASES) >= 60
    assert len({case["name"] for case in CASES}) == len(CASES)
    assert {one["kind"] for case in CASES for one in case["sentences"]} == set(KINDS)


ADULT_FINE = {"kind": "fine"}
WORKED: list[tuple[str, bool, list[dict[str, Any]], str, str | None, str | None, str]] = [
    # What it is, under 18, the sentences, the day looked at; then: spent from, not before, status.
    ("a fine", False, [ADULT_FINE], "2026-03-16", "2027-03-10", None, "unspent"),
    ("a fine at 17", True, [ADULT_FINE], "2026-03-16", "2026-09-10", None, "unspent"),
    (
        "an absolute discharge",
        False,
        [{"kind": "absolute_discharge"}],
        "2026-03-16",
        "2026-03-10",
        None,
        "spent",
    ),
    (
        "a conditional discharge of a year",
        False,
        [{"kind": "conditional_discharge", "last_day": "2027-03-09"}],
        "2026-03-16",
        "2027-03-10",
        None,
        "unspent",
    ),
    (
        "a fine and unpaid compensation",
        False,
        [ADULT_FINE, {"kind": "compensation"}],
        "2026-03-16",
        None,
        "2027-03-10",
        "unknown",
    ),
    (
        "a fine and a behaviour order of five years",
        False,
        [ADULT_FINE, {"kind": "cbo", "last_day": "2031-03-09"}],
        "2026-03-16",
        "2031-03-10",
        None,
        "unspent",
    ),
    (
        "eight months in custody",
        False,
        [{"kind": "custody", "months": 8, "completed": "2026-11-09"}],
        "2026-03-16",
        "2027-11-09",
        None,
        "unspent",
    ),
    (
        "a behaviour order until further order",
        False,
        [{"kind": "cbo", "indefinite": True}],
        "2040-03-16",
        None,
        "2026-03-10",
        "unspent",
    ),
    (
        "compensation paid in court",
        False,
        [{"kind": "compensation", "paid_in_full_on": "2026-03-10"}],
        "2026-03-16",
        "2026-03-10",
        None,
        "spent",
    ),
]


@pytest.mark.parametrize("case", WORKED, ids=[case[0] for case in WORKED])
def test_the_worked_examples_of_the_research(case: tuple[Any, ...]) -> None:
    _, young, imposed, on, spent, not_before, status = case
    read, problems = read_convictions(
        {
            "individual": True,
            "convicted": "2026-03-10",
            "under_18_at_conviction": young,
            "sentences": imposed,
        }
    )
    assert problems == [] and read is not None
    found = rehabilitation(*read)
    assert found.spent_from == _date(spent)
    assert found.not_before == _date(not_before)
    assert found.status(date.fromisoformat(on)) == status
    # Unpaid compensation keeps no plain case from being shown for its 28 days.
    if status == "unknown":
        assert found.standing(Between(date(2026, 3, 16), date(2026, 4, 12))) == "unspent"


@pytest.mark.parametrize(("young", "last"), [(False, "2031-03-10"), (True, "2028-09-10")])
def test_an_endorsement_is_a_bound_and_never_relied_on(young: bool, last: str) -> None:
    convicted = Between.exactly(date(2026, 3, 10))

    def counted(*imposed: Sentence) -> Rehabilitation:
        return rehabilitation(Conviction(convicted, young, imposed))

    alone = counted(Sentence(ENDORSEMENT))
    assert (alone.spent_from, alone.not_before) == (None, date(2026, 3, 10))
    # Neither "unspent", which would let somebody be named, nor "spent" before it is.
    assert alone.status(date(2026, 3, 10)) == alone.status(moved(date.fromisoformat(last), -1))
    assert alone.status(date(2026, 4, 1)) == "unknown"
    assert alone.standing(Between.exactly(date(2026, 4, 1))) == "unknown"
    assert alone.status(date.fromisoformat(last)) == "spent"
    assert "Ask Legal" in str(alone.reasons[0])
    # Beside a fine the fine still keeps it unspent; a ban of five years covers the endorsement.
    fined = counted(Sentence("fine"), Sentence(ENDORSEMENT))
    assert fined.standing(Between.exactly(date(2026, 8, 1))) == "unspent"
    assert fined.standing(Between.exactly(date(2027, 3, 10))) == "unknown"
    ban = Sentence("relevant_order", last_day=Between.exactly(date(2031, 3, 9)))
    assert counted(ban, Sentence(ENDORSEMENT)).spent_from == date(2031, 3, 10)


@pytest.mark.parametrize(
    ("start", "months", "result"),
    [
        ("2026-03-10", 12, "2027-03-10"),
        ("2024-02-29", 12, "2025-03-01"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-08-31", 6, "2027-03-01"),
        ("2027-08-31", 6, "2028-03-01"),
        ("2026-12-31", 2, "2027-03-01"),
        ("2026-10-31", 1, "2026-12-01"),
        ("2026-03-10", 0, "2026-03-10"),
        ("9999-06-01", 12, "9999-12-31"),
    ],
)
def test_a_period_beginning_with_a_day(start: str, months: int, result: str) -> None:
    assert after(date.fromisoformat(start), months) == date.fromisoformat(result)


@pytest.mark.parametrize(
    ("months", "adult", "young"),
    [(1, 12, 6), (12, 12, 6), (13, 48, 24), (48, 48, 24), (49, 84, 42), (240, 84, 42)],
)
def test_how_long_custody_counts_after_it(months: int, adult: int, young: int) -> None:
    assert buffer(months, False) == (adult, adult)
    assert buffer(months, True) == (young, young)
    assert buffer(months, None) == (young, adult)


def test_nothing_is_known_without_a_sentence() -> None:
    found = spent_from(date(2026, 3, 10), False, [])
    assert (found.spent_from, found.not_before) == (None, None)
    assert found.status(date(2050, 1, 1)) == "unknown"


def test_the_standing_of_a_day_is_unspent_where_that_is_sure() -> None:
    found = spent_from(date(2026, 3, 10), False, [Sentence("fine"), Sentence("compensation")])
    assert found.status(date(2026, 4, 1)) == "unknown"
    assert found.standing(Between.exactly(date(2027, 3, 9))) == "unspent"
    assert found.standing(Between.exactly(date(2027, 3, 10))) == "unknown"
    assert found.standing(Between(date(2026, 4, 1), None)) == "unknown"
    assert found.standing(Between(date(2026, 4, 1), date(2028, 1, 1))) == "unknown"


# What holds of every conviction.


TERMS_AND_FINES = ("fine", "custody", "suspended")
CONVICTED = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@st.composite
def sentences(draw: st.DrawFn, convicted: date) -> Sentence:
    """A sentence that a court may have imposed, with everything known."""
    # As often those whose length hangs on more than one thing as all the others together.
    kind = draw(st.sampled_from((*KINDS, ENDORSEMENT)) | st.sampled_from(TERMS_AND_FINES))
    months = draw(st.integers(1, 300))
    later = convicted + timedelta(days=draw(st.integers(0, 8_000)))
    if kind in TERMS:
        ends = Between.exactly(max(later, moved(after(convicted, months), -1)))
        schedule_18 = draw(st.booleans())
        return Sentence(kind, months=months, completed=ends, schedule_18=schedule_18)
    if kind in ORDERS:
        how = draw(st.sampled_from(["dated", "indefinite", "undated"]))
        if how == "indefinite":
            return Sentence(kind, indefinite=True)
        if how == "undated":
            return Sentence(kind, undated=True)
        ends = Between.exactly(max(later, moved(after(convicted, months), -1)))
        return Sentence(kind, months=months, last_day=ends)
    if kind == "compensation":
        return Sentence(kind, paid_in_full_on=Between.exactly(later))
    return Sentence(kind)


@st.composite
def convictions(draw: st.DrawFn) -> Conviction:
    convicted = draw(CONVICTED)
    many = draw(st.lists(sentences(convicted), min_size=1, max_size=3))
    return Conviction(Between.exactly(convicted), draw(st.booleans()), tuple(many))


@st.composite
def vaguer(draw: st.DrawFn, known: Conviction) -> Conviction:
    """The same conviction, with less known of it."""

    def maybe(value: Any) -> Any:
        return None if draw(st.booleans()) else value

    def wider(day: Between | None) -> Between | None:
        how = draw(st.sampled_from(["same", "same", "same", "wider", "from", "lost"]))
        if day is None or how == "lost":
            return None
        first = moved(day.first, -draw(st.integers(0, 400)))
        last = None if day.last is None else moved(day.last, draw(st.integers(0, 400)))
        return day if how == "same" else Between(first, last if how == "wider" else None)

    def less(one: Sentence) -> Sentence:
        return replace(
            one,
            kind=maybe(one.kind) if draw(st.integers(0, 4)) == 0 else one.kind,
            months=maybe(one.months),
            completed=wider(one.completed),
            last_day=wider(one.last_day),
            indefinite=maybe(one.indefinite),
            paid_in_full_on=wider(one.paid_in_full_on),
            schedule_18=maybe(one.schedule_18),
        )

    return Conviction(
        wider(known.convicted),
        maybe(known.under_18),
        tuple(less(one) for one in known.sentences),
        maybe(known.individual),
    )


def near(*found: Rehabilitation) -> st.SearchStrategy[date]:
    """Days on which something may change, and days beside them."""
    bounds = [day for one in found if one.spent for day in (one.spent.first, one.spent.last) if day]
    turns = [moved(day, by) for day in bounds for by in (-1, 0, 1)]
    middle = [moved(day, (max(bounds) - day).days // 2) for day in bounds]
    return st.sampled_from([date(2026, 3, 10), *turns, *middle])


def soft(status: str) -> bool:
    """Whether a status lets somebody be named."""
    return status in {"unspent", "never", "not_applicable"}


@given(st.data(), convictions())
def test_another_sentence_never_makes_it_spent_sooner(data: st.DataObject, one: Conviction) -> None:
    assert one.convicted is not None
    more = data.draw(sentences(one.convicted.first))
    before = rehabilitation(one)
    then = rehabilitation(replace(one, sentences=(*one.sentences, more)))
    if before.spent is None:
        assert then.spent is None
        return
    assert then.spent is None or then.spent.first >= before.spent.first
    on = data.draw(near(before, then))
    if before.status(on) != "spent":
        assert then.status(on) != "spent"


@settings(max_examples=500)
@given(st.data(), convictions())
def test_knowing_less_is_never_the_softer_way(data: st.DataObject, one: Conviction) -> None:
    less = rehabilitation(data.draw(vaguer(one)))
    known = rehabilitation(one)
    on = Between.exactly(data.draw(near(known, less)))
    # What stops or holds with everything known is let through by no gap in that.
    assert soft(known.standing(on)) or not soft(less.standing(on))
    assert soft(known.status(on.first)) or not soft(less.status(on.first))
    # Nor does a gap make anything spent that is not.
    if less.standing(on) == "spent":
        assert known.standing(on) == "spent"
    if known.spent is not None and less.spent is not None:
        assert less.spent.first <= known.spent.first
        assert (
            less.spent.last is None
            or known.spent.last is None
            or not known.spent.known
            or (less.spent.last >= known.spent.last)
        )


@given(st.data(), convictions())
def test_once_spent_it_stays_so(data: st.DataObject, one: Conviction) -> None:
    found = rehabilitation(one)
    on = data.draw(near(found))
    if found.status(on) == "spent":
        assert found.status(on + timedelta(days=1)) == "spent"
    assert (found.spent_from is None) or (found.not_before is None)


@given(convictions(), convictions(), st.sampled_from([True, False, None]))
def test_another_conviction_never_makes_it_spent_sooner(
    one: Conviction, other: Conviction, summary: bool | None
) -> None:
    alone = rehabilitation(one)
    both = rehabilitation(replace(one, summary=summary), [replace(other, summary=summary)])
    if alone.spent is not None:
        assert both.spent is not None and both.spent.first >= alone.spent.first
        assert both.spent.last is None or (
            alone.spent.last is not None and both.spent.last >= alone.spent.last
        )


def test_a_young_conviction_is_never_spent_later() -> None:
    for kind in (*KINDS, ENDORSEMENT):
        one = Sentence(kind, months=20, completed=Between.exactly(date(2028, 1, 1)))
        young, adult = (spent_from(date(2026, 3, 10), young, [one]) for young in (True, False))
        assert isinstance(young, Rehabilitation)
        if young.spent is not None and adult.spent is not None:
            assert young.spent.first <= adult.spent.first
