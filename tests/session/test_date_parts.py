"""A date entered part by part is the date that would have been typed, and comes back so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tui import wording
from tui.interview.codec import BadAnswer
from tui.interview.dates import When
from tui.session.date_parts import WAYS, Parts, from_text, months, to_text, ways, zones
from tui.session.dates_typed import read_date
from tui.session.phrasing import sentence
from tui.session.zones import CANADIAN

TODAY = date(2026, 3, 4)

SAID = {
    Parts(year="2026"): "2026",
    Parts(year="2026", month="3"): "2026-03",
    Parts(year="2026", month="March", day="3"): "2026-03-03",
    Parts(year="2026", month="3", day="3", time="5:46 pm"): "2026-03-03T17:46",
    Parts(year="2026", month="3", day="3", time="17 h 46"): "2026-03-03T17:46",
    Parts(
        year="2026", month="3", day="3", time="17:46", zone="America/Vancouver"
    ): "2026-03-03T17:46-08:00",
    Parts(
        year="2025", month="7", day="3", time="17:46", zone="America/Vancouver"
    ): "2025-07-03T17:46-07:00",
    Parts(year="2025", month="7", day="3", time="17:46", zone="UTC"): "2025-07-03T17:46Z",
    Parts(year="2025", month="7", day="3", time="17:46", zone="-03:30"): "2025-07-03T17:46-03:30",
    # A zone says nothing of a day without a time.
    Parts(year="2025", month="7", day="3", zone="UTC"): "2025-07-03",
    Parts(way="about", year="2026", month="3"): "2026-03~",
    Parts(way="before", year="2026", month="3", day="3"): "../2026-03-03",
    Parts(way="after", year="2026"): "2026/..",
    Parts(way="unknown", year="2026"): "XXXX",
    Parts(way="between", year="2026", month="3", until_year="2026", until_month="5"): (
        "2026-03/2026-05"
    ),
    # What the later date leaves out is as in the first one.
    Parts(way="between", year="2026", month="3", day="3", until_day="5"): "2026-03-03/2026-03-05",
    Parts(way="between", year="2026", month="3", day="3", until_month="4", until_day="5"): (
        "2026-03-03/2026-04-05"
    ),
    Parts(way="between", year="2026", month="3", day="3", time="8 pm", until_time="10 pm"): (
        "2026-03-03T20:00/2026-03-03T22:00"
    ),
}


@pytest.mark.parametrize(("parts", "stored"), SAID.items())
def test_the_parts_are_the_date(parts: Parts, stored: str) -> None:
    text = to_text(parts)
    assert text == stored
    assert read_date(text, TODAY) == stored


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        (Parts(), "the year"),
        (Parts(year="26"), "four digits"),
        (Parts(year="2026", day="3"), "the month"),
        (Parts(year="2026", month="3", time="17:46"), "A time wants a day"),
        (Parts(year="2026", month="3", day="third"), "as a number"),
        (Parts(year="2026", month="Octember", day="3"), "Write a date"),
        (Parts(year="2026", month="13"), "no month 13"),
        (Parts(year="2026", month="2", day="30"), "no day 30"),
        (Parts(year="2026", month="3", day="3", time="5:46"), "5:46 am or 5:46 pm"),
        (Parts(year="2026", month="3", day="3", time="25:46"), "no time 25:46"),
        (Parts(year="2026", month="3", day="3", time="soon"), "Write the time"),
        (Parts(way="between", year="2026"), "the later date"),
        (Parts(way="between", year="2026", until_year="2025"), "later than the second"),
        (
            Parts(year="2026", month="3", day="8", time="2:30 am", zone="America/Toronto"),
            "was left out",
        ),
        (
            Parts(year="2025", month="11", day="2", time="1:30 am", zone="America/Toronto"),
            "came twice",
        ),
        (
            Parts(
                way="between",
                year="2026",
                month="3",
                day="3",
                time="8 pm",
                zone="UTC",
                until_year="2026",
            ),
            "a time for both dates",
        ),
        (Parts(year="2026", month="3", day="3", time="8 pm", zone="Mars/Base"), "time zone"),
    ],
)
def test_what_is_missing_or_impossible_is_said(parts: Parts, says: str) -> None:
    with pytest.raises(BadAnswer) as caught:
        to_text(parts)
    assert says in sentence(caught.value)


_DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(str)
_TIMES = st.one_of(
    st.times().map(lambda at: f"T{at:%H:%M}"), st.times().map(lambda at: f"T{at:%H:%M:%S}")
)
_OFFSETS = st.sampled_from(["", "Z", "-08:00", "-03:30", "+14:00"])
_SINGLES = st.one_of(
    st.tuples(_DAYS, _TIMES, _OFFSETS).map("".join),
    *(_DAYS.map(lambda day, to=to: day[:to]) for to in (4, 7, 10)),  # type: ignore[misc]
)


def _stretch(first: str, last: str) -> str:
    return "/".join(sorted((first, last)))


_SAYABLE = st.one_of(
    _SINGLES,
    _SINGLES.map("{}~".format),
    _SINGLES.map("../{}".format),
    _SINGLES.map("{}/..".format),
    st.builds(_stretch, _DAYS, _DAYS),
    st.builds(_stretch, _DAYS.map(lambda day: day[:7]), _DAYS.map(lambda day: day[:7])),
    st.builds(
        lambda one, two, first, last, zone: _stretch(f"{one}{first}{zone}", f"{two}{last}{zone}"),
        _DAYS,
        _DAYS,
        _TIMES,
        _TIMES,
        _OFFSETS,
    ),
    st.just("XXXX"),
)


@given(_SAYABLE)
def test_a_date_taken_apart_and_put_together_is_the_same(edtf: str) -> None:
    kept = When.parse(edtf).text
    parts = from_text(kept)
    assert parts != Parts()
    text = to_text(parts)
    assert read_date(text, TODAY) == kept
    assert from_text(text) == parts


@given(
    st.sampled_from(WAYS),
    st.dates(date(1950, 1, 1), date(2037, 12, 31)),
    st.times(),
    st.sampled_from(["", "UTC", *CANADIAN]),
)
def test_the_offset_is_that_of_the_place_on_that_day(
    way: str, day: date, at: object, zone: str
) -> None:
    clock = f"{at:%H:%M}"
    parts = Parts(way, str(day.year), str(day.month), str(day.day), clock, zone)
    try:
        text = to_text(msgspec.structs.replace(parts, until_time="23:59", until_day=str(day.day)))
    except BadAnswer:
        assume(False)
        raise
    first = text.strip("./~").split("/")[0]
    if way == "unknown" or not zone:
        assert "-" not in first[10:]
        return
    local = datetime.fromisoformat(first)
    there = local.astimezone(ZoneInfo(zone))
    assert there.utcoffset() == local.utcoffset()
    assert there.replace(tzinfo=None) == local.replace(tzinfo=None)


@pytest.mark.parametrize(
    "edtf", ["2026-03?", "2026-03%", "2026-03~/2026-05", "../2026~", "nonsense", "2026/2027?"]
)
def test_what_the_parts_cannot_say_is_not_half_said(edtf: str) -> None:
    assert from_text(edtf) == Parts()


def test_what_is_picked_from_is_in_the_persons_language() -> None:
    assert [one.code for one in ways()] == list(WAYS)
    assert [one.code for one in months()] == [str(number) for number in range(1, 13)]
    assert months()[2].label == "March"
    with wording.using("fr-CA"):
        assert months()[2].label == "mars"


def test_zones_begin_with_none_and_keep_the_one_that_stands_there() -> None:
    codes = [one.code for one in zones()]
    assert codes == ["", *CANADIAN, "UTC"]
    assert len({one.label for one in zones()}) == len(codes)
    kept = from_text("2026-03-03T17:46-08:00").zone
    assert kept in [one.code for one in zones(kept)]
    assert [one.code for one in zones("UTC")] == codes


@pytest.mark.parametrize("zone", CANADIAN)
def test_each_zone_is_known_and_has_a_clock_of_its_own(zone: str) -> None:
    offsets = [datetime(2025, month, 1, 12, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]
    assert all(offset is not None and offset < timedelta() for offset in offsets)
    others = [other for other in CANADIAN if other != zone]
    for other in others:
        theirs = [
            datetime(2025, month, 1, 12, tzinfo=ZoneInfo(other)).utcoffset() for month in (1, 7)
        ]
        assert theirs != offsets
