"""Every kind of page fits windows from 40 by 12 up, and follows when they are resized."""

from __future__ import annotations

import msgspec
import pytest
from fake_pages import (
    DANGER,
    END,
    MENU,
    OPEN,
    REVIEW,
    SIGN_OFF,
    TEXT,
    TOGETHER,
    TOWNS,
    TYPES,
    WHAT,
    WHEN,
    WHOLE,
    one_of,
)
from fake_session import Session

from tui.session.page import Page

WHOLE_ONE = msgspec.structs.replace(WHOLE, id="whole")
SIZES = [(80, 24), (140, 40), (60, 15), (40, 12)]
PAGES = {
    page.id: page
    for page in (DANGER, WHAT, WHEN, TOGETHER, TEXT, REVIEW, MENU, SIGN_OFF, TOWNS, WHOLE_ONE)
} | {
    kind: Page(
        id=kind,
        kind="form",
        title="Some section",
        fields=(one_of(kind, hint="A hint that is long enough to wrap somewhere.", may_open=OPEN),),
    )
    for kind in TYPES
}


def outside(stage) -> list[str]:
    """Widgets that stick out at the side, where nothing can scroll to them."""
    width = stage.face.size.width
    return [
        str(widget)
        for widget in stage.face.screen.walk_children()
        if widget.region.width and not 0 <= widget.region.x <= widget.region.right <= width
    ]


def hidden_focus(stage) -> bool:
    """Whether no part of what has the focus can be seen."""
    body = stage.screen.body.region.union(stage.screen.foot.region)
    return not stage.face.focused.region.overlaps(body)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_off_at_the_side(play, size):
    async def act(stage):
        for id in PAGES:
            await stage.page(id)
            rows = stage.text().splitlines()
            assert len(rows) == size[1]
            assert "Leave now" in rows[-1], id
            assert not outside(stage), id
            assert not hidden_focus(stage), id
            assert stage.screen.body.size.height >= 5, id
            assert not stage.screen.body.max_scroll_x, id
            stage.screen.post_message(stage.screen.Answered({}, "next"))
            await stage.calls("submit", stage.session.at + 1)

    play(act, Session((*PAGES.values(), END)), size)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_date_part_by_part_fits(play, size):
    async def act(stage):
        await stage.press("ctrl+t")
        await stage.until(lambda: stage.face.screen is not stage.screen)
        await stage.press("right", "right")  # between two dates: all rows there are
        body = stage.face.screen.query_one("#date-body")
        for _ in stage.face.screen.focus_chain:
            await stage.press("down")
            await stage.until(lambda: stage.face.focused.region in body.region)
            assert not outside(stage)
            assert "Esc" in stage.text()

    play(act, Session((WHEN,)), size)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_cover_fits(play, size):
    async def act(stage):
        await stage.press("f9")
        await stage.until(lambda: stage.text().split() == ["Notes", "Press", "Enter."])

    play(act, Session((WHOLE,), lockable=False), size)


@pytest.mark.parametrize("page", [TOGETHER, SIGN_OFF, WHEN, MENU, REVIEW], ids=lambda page: page.id)
def test_tab_brings_everything_into_sight(play, page):
    async def act(stage):
        for _ in stage.screen.focus_chain:
            await stage.press("tab")
            await stage.until(lambda: not hidden_focus(stage))

    play(act, Session((page, END)), (40, 12))


def test_the_highlighted_line_of_a_long_list_stays_in_sight(play):
    async def act(stage):
        for number in range(1, 5):
            await stage.press("down")
            label = WHAT.fields[0].options[number - 1].label
            await stage.until(lambda label=label: label in stage.text(), label)

    play(act, Session((WHAT, END)), (40, 12))


def test_long_text_scrolls_while_the_ways_on_stay_in_sight(play):
    async def act(stage):
        assert "Carry on" in stage.text()
        assert "Free. In English" not in stage.text()
        await stage.press("pagedown", "pagedown", "pagedown")
        await stage.shows("Free. In English")
        assert "Carry on" in stage.text()

    play(act, Session((DANGER,)), (40, 12))


def test_a_resize_keeps_what_was_typed(play):
    async def act(stage):
        await stage.press("h", "i")
        for size in ((40, 12), (132, 50), (80, 24)):
            await stage.pilot.resize_terminal(*size)
            await stage.until(lambda size=size: len(stage.text().splitlines()) == size[1])
            await stage.shows("hi")
            assert not outside(stage)
        assert stage.box.answer() == "hi"

    play(act, Session((TEXT,)))


def test_the_column_is_narrow_and_in_the_middle_of_a_wide_window(play):
    async def act(stage):
        column = stage.screen.column.region
        assert column.width <= 76
        assert abs(column.x - (160 - column.right)) <= 2

    play(act, Session((WHAT,)), (160, 50))


def longest(control) -> int:
    """The width of the longest line as it is wrapped now."""
    return max(len(line) for lines in control.wrapped_document.lines for line in lines)


def test_a_long_text_is_wrapped_anew_and_stays_in_sight(play):
    words = "\n".join(f"{line} one two three four five six seven eight" for line in range(30))

    async def act(stage):
        box = stage.box
        box.put(words + " END")
        for size in ((80, 24), (40, 12), (30, 8), (120, 40), (44, 24)):
            await stage.pilot.resize_terminal(*size)
            width = box.control.scrollable_content_region.width
            await stage.until(lambda width=width: longest(box.control) <= width, str(size))
            await stage.shows("END")

    play(act, Session((PAGES["long-text"],)))
