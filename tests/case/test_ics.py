"""A calendar file that calendars read: RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from tui.case.ics import Event, calendar, is_ours

MADE = datetime(2026, 3, 10, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def unfolded(data: bytes) -> list[str]:
    """The lines of a calendar, as one that reads it sees them."""
    assert data.endswith(b"\r\n")
    rows = data[:-2].split(b"\r\n")
    assert all(len(row) <= 75 for row in rows)
    assert not any(b"\n" in row or b"\r" in row for row in rows)
    for row in rows:
        row.decode("utf-8")  # no character is cut in two
    lines: list[str] = []
    for row in rows:
        if row.startswith(b" "):
            lines[-1] += row[1:].decode()
        else:
            lines.append(row.decode())
    return lines


def plain(text: str) -> str:
    """A value as it was before it was escaped."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], text)


def values(data: bytes, name: str) -> list[str]:
    return [line.partition(":")[2] for line in unfolded(data) if re.match(rf"{name}[:;]", line)]


def test_an_event_of_a_whole_day() -> None:
    data = calendar([Event("a", date(2026, 4, 13), "Register 1: gone by today", "See.")], MADE)
    lines = unfolded(data)
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert values(data, "DTSTAMP") == ["20260310T083000Z"]
    assert "DTSTART;VALUE=DATE:20260413" in lines
    assert "DTEND;VALUE=DATE:20260414" in lines
    assert values(data, "SUMMARY") == ["Register 1: gone by today"]
    begun = [line[6:] for line in lines if line.startswith("BEGIN:")]
    ended = [line[4:] for line in lines if line.startswith("END:")]
    assert sorted(begun) == sorted(ended) == ["VALARM", "VCALENDAR", "VEVENT"]


def test_the_same_key_is_the_same_event() -> None:
    early = calendar([Event("a", date(2026, 4, 13), "x"), Event("b", date(2026, 4, 1), "x")], MADE)
    later = calendar([Event("a", date(2026, 5, 1), "y")], MADE + timedelta(days=1))
    assert len(set(values(early, "UID"))) == 2
    assert values(later, "UID")[0] in values(early, "UID")
    assert [day for day in values(early, "DTSTART")] == ["20260401", "20260413"]


def test_the_same_events_give_the_same_bytes() -> None:
    events = [Event("a", date(2026, 4, 13), "x"), Event("b", date(2026, 4, 13), "y")]
    assert calendar(events, MADE) == calendar(reversed(events), MADE.astimezone(UTC))


def test_an_empty_calendar_still_holds_a_component() -> None:
    lines = unfolded(calendar([], MADE))
    assert "BEGIN:VTIMEZONE" in lines and "BEGIN:VEVENT" not in lines


@given(st.text(), st.text())
def test_whatever_a_title_holds_stays_in_it(title: str, about: str) -> None:
    data = calendar([Event("a", date(2026, 4, 13), title, about)], MADE)
    kept = "".join(char for char in title if char in "\n\t" or (ord(char) > 31 and char != "\x7f"))
    found = plain(values(data, "SUMMARY")[0])
    assert found == kept.encode("utf-8", "replace").decode("utf-8")
    assert sum(line == "BEGIN:VEVENT" for line in unfolded(data)) == 1
    assert unfolded(data)[-1] == "END:VCALENDAR"


def test_what_was_made_here_is_known_again() -> None:
    assert is_ours(calendar([], MADE))
    assert not is_ours(b"")
    assert not is_ours(b"BEGIN:VCALENDAR\r\nPRODID:-//Other//Other\r\n")
    assert not is_ours(b"Dear diary\n")
    assert not is_ours(b"\xff\xfe\x00")
