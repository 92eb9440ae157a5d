"""The paper at the side of the question: only where there is room, and never in the way."""

from __future__ import annotations

import threading

import msgspec
import pytest
from fake_pages import END, PAPER, WHEN, WHOLE, WRITING
from fake_session import Session

from tui.session.page import Page, Paragraph

WIDE = (140, 40)
LATER = msgspec.structs.replace(WHEN, has_menu=True, has_paper=True)


def test_it_stands_beside_the_question_and_follows_it(play):
    async def act(stage):
        await stage.shows("About what.")
        await stage.shows("On 3 March 2026 a message came.")
        await stage.press("2", "enter")
        await stage.shows("About when.")

    play(act, Session((WHOLE, LATER)), WIDE)


@pytest.mark.parametrize("page", [msgspec.structs.replace(WHOLE, has_paper=False), END])
def test_without_a_paper_it_is_not_asked_for_and_goes_away(play, page):
    page = msgspec.structs.replace(page, id="bare")

    async def act(stage):
        await stage.shows("About what.")
        await stage.press("2", "enter")
        await stage.page("bare")
        await stage.until(lambda: "The paper so far" not in stage.text())

    session = play(act, Session((WHOLE, page, END)), WIDE)
    assert len(session.named("beside")) == 1


def test_a_narrow_window_has_no_room_and_does_not_ask(play):
    async def act(stage):
        await stage.press("2", "enter")
        await stage.page("when")
        await stage.press("x")
        await stage.pilot.pause(0.4)
        assert "The paper so far" not in stage.text()
        await stage.pilot.resize_terminal(*WIDE)
        await stage.shows("About when.")
        await stage.pilot.resize_terminal(80, 24)
        await stage.until(lambda: "The paper so far" not in stage.text())

    assert len(play(act, Session((WHOLE, LATER))).named("beside")) == 1


def test_it_never_takes_the_keys(play):
    async def act(stage):
        await stage.shows("About what.")
        for _ in range(6):
            await stage.press("tab")
            assert stage.screen.beside not in stage.face.focused.ancestors_with_self

    play(act, Session((WHOLE,)), WIDE)


def test_a_key_puts_it_away_and_brings_it_back(play):
    async def act(stage):
        await stage.shows("About what.")
        await stage.press("f6")
        await stage.until(lambda: "The paper so far" not in stage.text())
        await stage.press("2", "enter")
        await stage.page("when")
        await stage.press("f6")
        await stage.shows("About when.")

    session = play(act, Session((WHOLE, LATER)), WIDE)
    assert len(session.named("beside")) == 2


def test_the_key_works_in_a_text_too(play):
    page = msgspec.structs.replace(WRITING, has_paper=True)

    async def act(stage):
        await stage.shows("About text.")
        await stage.press("a", "f6")
        await stage.until(lambda: "The paper so far" not in stage.text())
        await stage.press("b")
        assert stage.box.answer() == "ab"

    play(act, Session((page,)), WIDE)


def test_it_scrolls_by_keys_of_its_own(play):
    session = Session((WHOLE,))
    long = tuple(Paragraph(f"Line {number}.") for number in range(60))
    session.beside = lambda: long  # type: ignore[method-assign]

    async def act(stage):
        await stage.shows("Line 1.")
        for _ in range(12):
            await stage.press("alt+down")
        await stage.shows("Line 59.")
        await stage.press(*["alt+up"] * 12)
        await stage.shows("Line 0.")
        assert stage.face.focused is stage.box.control

    play(act, session, WIDE)


def test_whoever_goes_on_quickly_does_not_wait_for_it(play):
    go = threading.Event()
    session = Session((WHOLE, LATER, END), before=lambda call: call == "beside" and go.wait(10))

    async def act(stage):
        await stage.press("2", "enter")
        await stage.page("when")
        await stage.press("x", "enter")
        await stage.page("end")
        go.set()

    assert not play(act, session, WIDE).named("beside")


def test_what_comes_too_late_for_its_page_is_not_shown(play):
    async def act(stage):
        await stage.shows("About what.")
        await stage.face._stands_beside(stage.face.StandsBeside("another", _ready(PAPER)))
        await stage.shows("About what.")

    play(act, Session((WHOLE,)), WIDE)


def _ready(value):
    from concurrent.futures import Future

    answer = Future()
    answer.set_result(value)
    return answer


@pytest.mark.parametrize("columns", [130, 140, 200])
def test_both_fit(play, columns):
    async def act(stage):
        await stage.shows("About what.")
        column, beside = stage.screen.column.region, stage.screen.beside.region
        assert column.right <= beside.x < beside.right == columns
        assert column.width >= 60 and beside.width >= 40

    play(act, Session((WHOLE,)), (columns, 40))


def test_the_paper_itself_and_menus_have_none_beside_them(play):
    preview = Page(
        id="preview", kind="message", title="The paper", text=PAPER, has_menu=True, has_paper=True
    )

    async def act(stage):
        await stage.shows("About what.")
        await stage.press("2", "enter")
        await stage.page("preview")
        await stage.until(lambda: "The paper so far" not in stage.text())

    play(act, Session((WHOLE, preview, WRITING)), WIDE)
