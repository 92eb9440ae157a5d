"""What a council published, by when it has to be gone, and what takes it down sooner."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.case.published import UP, WEB, WON, case
from tui.case.register import TAKE_DOWN, Publication, corrections, register, urgency
from tui.interview.answers import Answer, Put


def only(*publications: dict[str, Any], **answers: Any) -> Publication:
    (found,) = register(case(*publications, **answers))
    return found


def test_it_is_gone_by_the_28th_day_after_the_first() -> None:
    found = only(UP)
    assert (found.channel, found.place, str(found.first_shown)) == (
        "website",
        "the news page",
        "2026-03-16",
    )
    assert (found.state, found.due, found.by) == ("up", True, date(2026, 4, 13))
    assert [each.why for each in found.reasons] == ["time"]
    assert found.urgency(date(2026, 4, 12)) == "ahead"
    assert found.urgency(date(2026, 4, 13)) == "today"
    assert found.urgency(date(2026, 4, 14)) == "overdue"


def test_a_council_of_its_own_has_its_own_days() -> None:
    assert only(UP, council="exampleton").by == date(2026, 3, 30)


def test_posting_again_moves_nothing() -> None:
    gone = {**WEB, "removed": "yes", "removed_on": "2026-03-20", "removed_by": "S. Okoro"}
    again = {**UP, "first_shown": "2026-04-01"}
    elsewhere = {**UP, "channel": "social", "first_shown": "2026-05-01"}
    found = register(case(gone, again, elsewhere))
    assert [each.by for each in found] == [date(2026, 4, 13)] * 3
    assert [each.due for each in found] == [False, True, True]
    assert found[2].urgency(date(2026, 5, 1)) == "overdue"


def test_it_is_gone_before_the_conviction_is_spent() -> None:
    young = {"party": "grown", "young_then": "yes", "young_restriction": "lifted"}
    found = only(
        {**UP, "first_shown": "2027-03-01"}, first_day="2027-03-01", subject={"party": "adult"}
    )
    assert found.by == date(2027, 3, 10)
    assert only({**UP, "first_shown": "2026-09-01"}, first_day="2026-09-01", subject=young).by in {
        date(2026, 9, 10),
        date(2026, 9, 29),
    }


def test_what_was_taken_down_is_not_due() -> None:
    down = {**WEB, "removed": "yes", "removed_on": "2026-04-13", "removed_by": "S. Okoro"}
    found = only(down)
    assert (found.state, found.due, found.late) == ("down", False, False)
    assert (str(found.removed_on), found.removed_by) == ("2026-04-13", "S. Okoro")
    assert only({**down, "removed_on": "2026-04-14"}).late
    assert not only({**down, "removed_on": {"open": "not-sure"}}).late


def test_a_task_that_was_marked_done_takes_it_off_the_list() -> None:
    flow = case(UP, UP)
    (row, other) = flow.rows("publications")
    marked = flow.after([Put(row.id, TAKE_DOWN, Answer("2026-04-14"))])
    one, two = register(marked)
    assert (one.state, one.due, str(one.removed_on), one.late) == (
        "down",
        False,
        "2026-04-14",
        True,
    )
    assert (two.state, two.due) == ("up", True)
    (again, _) = register(marked.after([Put(row.id, TAKE_DOWN, None)]))
    assert again.due
    assert other.id == two.row


def test_paper_and_the_press_have_no_time() -> None:
    leaflet = {**UP, "channel": "leaflet"}
    found = only(leaflet)
    assert (found.reasons, found.due, found.by) == ((), False, None)
    won = only({**leaflet, "removed": "stays"}, **WON)
    assert (won.state, won.due) == ("stays", False)
    assert only(leaflet, **WON).due


def test_what_is_online_can_always_come_down() -> None:
    found = only({**WEB, "removed": "stays"})
    assert (found.state, found.due, found.by) == ("up", True, date(2026, 4, 13))


def test_a_successful_appeal_takes_it_down_at_once_and_wants_a_correction() -> None:
    flow = case(UP, **WON)
    (found,) = register(flow)
    assert found.by == date(2026, 3, 25)
    assert [each.why for each in found.reasons] == ["appeal_won", "time"]
    assert [each.why for each in found.pressing(date(2026, 3, 25))] == ["appeal_won"]
    assert [each.why for each in found.pressing(date(2026, 4, 13))] == ["appeal_won", "time"]
    assert corrections(flow) == (date(2026, 3, 25),)
    assert corrections(case(UP)) == ()


def test_an_appeal_takes_it_down() -> None:
    found = only(UP, since=["appeal_lodged"], appeal_lodged_on="2026-03-20")
    assert found.by == date(2026, 3, 20)
    assert found.reasons[0].why == "appeal"


@pytest.mark.parametrize("what", ["identified", "eliminated"])
def test_a_person_found_takes_the_picture_down_and_nothing_else(what: str) -> None:
    given = {"matter": ["picture"], "since": [what], f"{what}_on": "2026-03-18"}
    picture, words = {**UP, "has_picture": "yes"}, {**UP, "has_picture": "no"}
    found = register(case(picture, words, {**UP, "has_picture": {"open": "not-sure"}}, **given))
    assert [each.by for each in found] == [
        date(2026, 3, 18),
        date(2026, 4, 13),
        date(2026, 3, 18),
    ]
    assert found[0].reasons[0].why == what


def test_a_day_that_is_not_known_presses_at_once() -> None:
    found = only(UP, since=["appeal_lodged"], appeal_lodged_on={"open": "not-sure"})
    assert (found.by, found.urgency(date(2026, 3, 16))) == (None, "unknown")
    assert found.due
    lost = only({**UP, "first_shown": {"open": "not-sure"}})
    assert (lost.by, lost.due) == (None, True)
    vague = only({**UP, "first_shown": "2026-03"})
    assert vague.by == date(2026, 3, 29)


def test_a_row_that_was_only_begun_is_none() -> None:
    assert register(case({})) == ()
    assert register(case()) == ()


def test_how_a_day_stands_to_another() -> None:
    on = date(2026, 3, 10)
    assert urgency(None, on) == "unknown"
    assert urgency(date(2026, 3, 9), on) == "overdue"
    assert urgency(on, on) == "today"
    assert urgency(date(2026, 3, 11), on) == "ahead"
