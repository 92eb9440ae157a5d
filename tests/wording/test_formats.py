from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from tui import wording
from tui.interview.dates import When
from tui.wording.fill import fill, format_value
from tui.wording.formats import format_offset


def test_lists_are_joined_as_sentences_are() -> None:
    assert wording.format_list([]) == ""
    assert wording.format_list(["one"]) == "one"
    assert wording.format_list(["one", "two", "three"]) == "one, two and three"
    assert wording.format_list(["one", "two"], "or") == "one or two"
    with wording.using("fr"):
        assert wording.format_list(["un", "deux", "trois"]) == "un, deux et trois"


def test_amounts_and_numbers_follow_the_language() -> None:
    assert wording.format_money(Decimal("1245.5")) == "$1,245.50"
    assert wording.format_money(Decimal(20), "GBP") == "£20.00"
    assert wording.format_number(5000) == "5,000"
    with wording.using("fr"):
        assert wording.format_money(Decimal("1245.5")) == "1\u00a0245,50\u00a0$"
        assert wording.format_number(5000) == "5\u00a0000"


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "UTC"), (-480, "UTC−08:00"), (-210, "UTC−03:30"), (345, "UTC+05:45")]
)
def test_a_zone_is_named_by_its_distance(minutes: int, said: str) -> None:
    assert format_offset(timedelta(minutes=minutes)) == said


def test_a_moment_names_its_zone_only_where_it_has_one() -> None:
    moment = datetime(2026, 3, 3, 17, 46)
    assert wording.format_datetime(moment) == "3 March 2026, 5:46 p.m."
    pacific = moment.replace(tzinfo=timezone(timedelta(hours=-8)))
    assert wording.format_datetime(pacific) == "3 March 2026, 5:46 p.m. (UTC−08:00)"
    assert wording.format_datetime(moment.replace(tzinfo=UTC), "short") == "3 Mar 2026, 5:46 p.m."
    assert wording.format_date(date(2026, 3, 3)) == "3 March 2026"


def test_a_stamp_that_is_no_time_is_shown_as_it_stands() -> None:
    assert wording.format_stamp("2026-03-03T17:46:00-08:00").startswith("3 March 2026, 5:46")
    assert wording.format_stamp("2026-03-03") == "3 March 2026"
    assert wording.format_stamp("2026-13-03") == "2026-13-03"
    assert wording.format_stamp("") == ""


def test_placeholders_are_filled_and_what_goes_in_is_never_read_again() -> None:
    case = {"who": "{incident.kind:label} [/b] {{x}}", "items": ["a", "b"], "at": "2026-03~"}

    def lookup(path: str, form: str) -> object:
        value = case.get(path)
        return When.parse(str(value)) if form == "date" else value

    assert fill("By {who}, {{so}}.", lookup) == "By {incident.kind:label} [/b] {{x}}, {so}."
    assert fill("{items}; {items:or}; {items:count}", lookup) == "a and b; a or b; 2"
    assert fill("It was {at:date}.", lookup) == "It was about March 2026."
    assert fill("Nobody: {nobody}", lookup) == "Nobody: not known"
    assert fill("A { stray brace", lookup) == "A { stray brace"


def test_every_kind_of_value_has_words() -> None:
    assert format_value(True) == "yes"
    assert format_value(False) == "no"
    assert format_value(1200) == "1,200"
    assert format_value("CAD 12.50", "money") == "$12.50"
    assert format_value("$12.50", "money") == "$12.50"
    assert format_value(None, "count") == "not known"
    assert format_value(3, "count") == "3"
