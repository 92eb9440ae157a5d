"""Dates as people know them: reading, comparing, moving."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interview.dates import (
    BAD_DATES,
    UNKNOWN,
    BadDate,
    Days,
    Span,
    When,
    at_most,
    equal,
    first_of,
    less,
)
from tui.interview.values import NA, OPEN

w = When.parse

years = st.integers(1990, 2040)
zones = st.sampled_from(["", "", "Z", "-08:00", "+05:30", "+14:00", "-12:00"])
marks = st.sampled_from(["", "", "", "~", "?", "%"])
days = st.dates(min_value=datetime(2025, 11, 1).date(), max_value=datetime(2026, 4, 30).date())


@st.composite
def singles(draw: st.DrawFn, zone: bool | None = None) -> str:
    day = draw(days).isoformat()
    kind = draw(st.sampled_from(["year", "month", "day", "minute", "second"]))
    if zone and kind not in ("minute", "second"):
        kind = "minute"
    clock = draw(st.times()).isoformat()
    offset = draw(zones) if zone is None else (draw(zones) or "Z") if zone else ""
    text = {
        "year": day[:4],
        "month": day[:7],
        "day": day,
        "minute": f"{day}T{clock[:5]}{offset}",
        "second": f"{day}T{clock[:8]}{offset}",
    }[kind]
    return text + draw(marks)


@st.composite
def whens(draw: st.DrawFn) -> When:
    if draw(st.integers(0, 9)) < 7:
        return w(draw(singles()))
    zone = draw(st.booleans())
    halves = [draw(st.one_of(st.just(".."), singles(zone=zone))) for _ in range(2)]
    for order in (halves, halves[::-1]):
        try:
            return w("/".join(order))
        except BadDate as error:
            assert error.code == "backwards"
    return UNKNOWN


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        ("2026", "year", "2026-01-01T00:00:00", "2026-12-31T23:59:59"),
        ("2026-02", "month", "2026-02-01T00:00:00", "2026-02-28T23:59:59"),
        ("2024-02", "month", "2024-02-01T00:00:00", "2024-02-29T23:59:59"),
        ("2026-03-03", "day", "2026-03-03T00:00:00", "2026-03-03T23:59:59"),
        ("2026-03-03T17:46", "minute", "2026-03-03T17:46:00", "2026-03-03T17:46:59"),
        ("2026-03-03T17:46-08:00", "minute", "2026-03-03T17:46:00", "2026-03-03T17:46:59"),
        ("2026-03-03T17:46:05Z", "second", "2026-03-03T17:46:05", "2026-03-03T17:46:05"),
        ("2025-11~", "month", "2025-11-01T00:00:00", "2025-11-30T23:59:59"),
        ("2026-03-03?", "day", "2026-03-03T00:00:00", "2026-03-03T23:59:59"),
        ("2026-03/2026-05", "between", "2026-03-01T00:00:00", "2026-05-31T23:59:59"),
    ],
)
def test_reading(text: str, precision: str, start: str, end: str) -> None:
    when = w(text)
    assert (when.precision, when.start.isoformat(), when.end.isoformat()) == (precision, start, end)
    assert when.text == str(when) == text
    assert when.approximate is ("~" in text)
    assert when.uncertain is ("?" in text)


def test_reading_is_forgiving_where_nothing_is_lost() -> None:
    assert w(" 2026-03-03 17:46 ").text == "2026-03-03T17:46"
    assert w("2026-03-03t17:46z").text == "2026-03-03T17:46Z"
    assert w("2026-03-03T17:46-00:00").text == "2026-03-03T17:46Z"
    assert w("2026-03-xx").text == "2026-03"
    assert w("2026-XX").text == w("2026-XX-XX").text == "2026"
    assert w("2026-03 / ..").text == "2026-03/.."


def test_unknown_dates() -> None:
    for text in ("", "  ", "XXXX", "xxxx", "../.."):
        assert w(text) is UNKNOWN
    assert UNKNOWN.unknown
    assert not w("2026").unknown


def test_an_end_may_be_open() -> None:
    since, until = w("2026-03/.."), w("../2026-03")
    assert since.ends == (w("2026-03"), None)
    assert until.ends == (None, w("2026-03"))
    assert less(w("2026-02"), since) is True
    assert less(until, w("2026-04")) is True
    assert less(since, w("2030")) is OPEN
    assert less(w("0001"), until) is OPEN


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("2026-02-31", "no-such-day", "no day 31 in month 02 of 2026. It has 28 days."),
        ("2025-02-29", "no-such-day", "It has 28 days."),
        ("2026-04-00", "no-such-day", "no day 00"),
        ("2026-13", "no-such-month", "no month 13"),
        ("2026-00-01", "no-such-month", "no month 00"),
        ("0000-01-01", "no-such-year", "0001 to 9999"),
        ("2026-03-03T24:00", "no-such-time", "no time 24:00"),
        ("2026-03-03T12:60", "no-such-time", "no time 12:60"),
        ("2026-03-03T12:00:61", "no-such-time", "no time 12:00:61"),
        ("2026-03-03T12:00+15:00", "no-such-zone", "no time zone +15:00"),
        ("2026-03-03T12:00+05:61", "no-such-zone", "no time zone +05:61"),
        ("2026-05/2026-03", "backwards", "first date is later"),
        ("2026-05~/2026-03", "backwards", "first date is later"),
        ("2026-03-03T12:00Z/2026-03-04", "mixed-zones", "both dates, or for neither"),
        ("yesterday", "unreadable", "is written like"),
        ("3/3/2026", "unreadable", "is written like"),
        ("2026-03/", "unreadable", "is written like"),
        ("2026-03-03T17", "unreadable", "is written like"),
        ("2026-XX-03", "unreadable", "is written like"),
        ("2026-03-XXT10:00", "unreadable", "is written like"),
        ("٢٠٢٦-03", "unreadable", "is written like"),
        ("2026-03-03\x00", "unreadable", "is written like"),
        ("2" * 5_000_000, "unreadable", "is written like"),
    ],
)
def test_a_bad_date_says_why(text: str, code: str, said: str) -> None:
    with pytest.raises(BadDate) as caught:
        w(text)
    assert caught.value.code == code
    assert caught.value.message == BAD_DATES[code]
    assert said in str(caught.value)
    assert isinstance(caught.value, ValueError)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_a_bad_date(text: str) -> None:
    try:
        when = w(text)
    except BadDate as error:
        assert error.code in BAD_DATES
    else:
        assert w(when.text) == when


@given(whens())
def test_the_canonical_text_reads_back(when: When) -> None:
    again = w(when.text)
    assert again == when
    assert hash(again) == hash(when)
    assert (again.start, again.end, again.zone) == (when.start, when.end, when.zone)
    assert when.unknown or when.start <= when.end or when.zone is not None


def test_comparing() -> None:
    assert less(w("2026-03-03"), w("2026-03-04")) is True
    assert less(w("2026-03-04"), w("2026-03-03")) is False
    assert less(w("2026-03-03T17:46"), w("2026-03-03T17:47")) is True
    assert less(w("2026-03"), w("2026-03-15")) is OPEN
    assert less(w("2026-03-03"), w("2026-03-03T10:00")) is OPEN
    assert less(w("2026"), w("2027-01")) is True
    assert equal(w("2026-03"), w("2026-04")) is False
    assert equal(w("2026-03"), w("2026-03")) is OPEN
    assert less(w("2026-03"), w("2026-03")) is OPEN


def test_the_same_day_is_the_same_day() -> None:
    day, minute = w("2026-03-03"), w("2026-03-03T10:00")
    for same in (day, minute):
        assert equal(same, same) is True
        assert less(same, same) is False
        assert at_most(same, same) is True
    assert equal(w("2026-03-03~"), day) is OPEN


def test_about_reaches_one_unit_further() -> None:
    about = w("2025-11~")
    assert less(about, w("2025-12-15")) is OPEN
    assert less(about, w("2026-01-15")) is True
    assert less(w("2026-03-03?"), w("2026-03-04")) is OPEN
    assert less(w("2026-03-03T10:00~"), w("2026-03-03T10:45")) is OPEN
    assert less(w("2026-03-03T10:00~"), w("2026-03-03T11:05")) is True


def test_nothing_is_known_of_the_unknown() -> None:
    for compare in (less, at_most, equal):
        assert compare(UNKNOWN, w("2026")) is OPEN
        assert compare(w("2026"), UNKNOWN) is OPEN
        assert compare(UNKNOWN, UNKNOWN) is OPEN


def test_zones_on_both_sides_compare_the_instants() -> None:
    vancouver, london = w("2026-03-03T17:46-08:00"), w("2026-03-04T01:46Z")
    assert equal(vancouver, london) is True
    assert vancouver != london
    assert less(vancouver, w("2026-03-04T01:47Z")) is True
    assert less(w("2026-03-04T00:30+14:00"), vancouver) is True


def test_a_zone_on_one_side_is_open_within_a_day() -> None:
    zoned = w("2026-03-03T17:46-08:00")
    assert less(zoned, w("2026-03-03T18:00")) is OPEN
    assert less(w("2026-03-02"), zoned) is True
    assert less(zoned, w("2026-03-05")) is True
    assert equal(zoned, w("2026-03-03T17:46")) is OPEN


@given(whens(), whens())
def test_antisymmetric(a: When, b: When) -> None:
    forth, back = less(a, b), less(b, a)
    if forth is True:
        assert back is False
        assert equal(a, b) is False
    assert equal(a, b) is equal(b, a)
    if equal(a, b) is True:
        assert forth is back is False
        assert at_most(a, b) is at_most(b, a) is True


@given(whens(), whens(), whens())
def test_transitive_where_it_is_definite(a: When, b: When, c: When) -> None:
    if less(a, b) is True and less(b, c) is True:
        assert less(a, c) is True


@given(whens(), whens())
def test_widening_a_date_never_turns_a_comparison_round(a: When, b: When) -> None:
    if a.precision == "between" or a.unknown:
        return
    about = w(a.text.rstrip("~?%") + "~")
    if less(about, b) is not OPEN:
        assert less(a, b) is less(about, b)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        ("2026-03-03", Days(1), "2026-03-04"),
        ("2026-12-31T23:00-08:00", Days(1), "2027-01-01T23:00-08:00"),
        ("2026-01-31", Span(months=1), "2026-02-28"),
        ("2026-01-31~", Span(months=1), "2026-02-28~"),
        ("2025-11~", Span(months=2), "2026-01~"),
        ("2026", Span(months=12), "2027"),
        ("2026", Span(months=1), "2026-02-01/2027-01-31"),
        ("2026-03", Days(1), "2026-03-02/2026-04-01"),
        ("2026-03~", Days(1), "2026-03-02~/2026-04-01~"),
        ("2026-03/2026-05", Days(1), "2026-03-02/2026-06-01"),
        ("2026-03/..", Days(1), "2026-03-02/.."),
        ("../2026-03", Days(-1), "../2026-03-30"),
        ("XXXX", Days(1), "XXXX"),
        ("9999-12-31", Days(1), "XXXX"),
        ("2026-03-03", Days(10**12), "XXXX"),
        ("2026-03-03", Span(months=-(10**6)), "XXXX"),
    ],
)
def test_moving(start: str, span: Span, end: str) -> None:
    assert (w(start) + span).text == end


@given(whens(), st.integers(-400, 400), st.integers(-30, 30))
def test_moving_never_breaks(when: When, number: int, months: int) -> None:
    for span in (Days(number), Span(months=months, days=number)):
        moved = when + span
        assert w(moved.text) == moved
        assert moved.unknown is when.unknown
    if number > 0 and when.precision in ("day", "minute", "second"):
        assert (when + Days(number)) - Days(number) == when
        if number > 2 or not when.vague:
            assert less(when, when + Days(number)) is True


def test_spans_add_up() -> None:
    assert Days(1) + Span(months=2) - Days(3) == Span(months=2, days=-2)


def test_the_first_of_many() -> None:
    a, b, c = w("2026-03-03"), w("2026-03-05"), w("2026-04")
    assert first_of([b, a, c]) == a
    assert first_of([b, a, c], last=True) == c
    assert first_of([]) is NA
    assert first_of([a, UNKNOWN]) is OPEN
    assert first_of([w("2026-03")]) == w("2026-03")


def test_the_first_of_vague_dates_is_the_stretch_it_lies_in() -> None:
    assert first_of([w("2026-03"), w("2026-03-10")]) == w("2026-03-01/2026-03-10")
    assert first_of([w("2026-03"), w("2026-03-10")], last=True) == w("2026-03-10/2026-03-31")
    assert first_of([w("../2026-03"), w("2026-03-10")]) == w("../2026-03-10")
    assert first_of([w("2026-03/.."), w("2026-03-10")], last=True) == w("2026-03-10/..")


@given(st.lists(whens(), min_size=1, max_size=5), st.booleans())
def test_the_first_is_never_after_any(many: list[When], last: bool) -> None:
    first = first_of(many, last=last)
    if isinstance(first, When):
        for each in many:
            assert (less(first, each) if last else less(each, first)) is not True


def test_a_list_of_dates_has_one_order() -> None:
    texts = ["2026-03", "XXXX", "2026-03-01", "2025", "2026-03-01T09:00"]
    ordered = sorted(map(w, texts), key=lambda when: when.sort_key)
    assert [when.text for when in ordered] == [
        "2025",
        "2026-03-01",
        "2026-03",
        "2026-03-01T09:00",
        "XXXX",
    ]
