"""Long work on the screen: what goes on, how far it is, stopping it, and covering at once."""

from __future__ import annotations

import re

import msgspec
import pytest
from fake_pages import END, TEXT, WHEN, WRITING
from fake_session import Session
from screen_window import CTRL_N, CTRL_Q, ESC, F9, opener

from tests.faces.long_work import FAR, WHAT, LongWork
from tui.faces.screen.screens.cover import CoverScreen

NEXT = msgspec.structs.replace(WHEN, has_menu=True)


@pytest.fixture(name="window")
def _window(tmp_path):
    yield from opener(tmp_path)


def long_session(*pages, may_stop=True, **more) -> Session:
    return Session(pages or (TEXT, NEXT, END), long=LongWork(may_stop=may_stop), **more)


async def begin(stage) -> None:
    await stage.press("a", "ctrl+n")
    await stage.shows(WHAT)


def test_it_says_what_goes_on_and_how_far_it_is(play):
    session = long_session()

    async def act(stage):
        await begin(stage)
        await stage.shows(FAR)
        await stage.shows("Esc: stop this")
        bar = re.findall("[█░]+", stage.text())[0]
        assert bar.count("█") / len(bar) == pytest.approx(0.26, abs=0.03)
        session.long.progress(900_000_000)
        await stage.shows("900 MB of 1.2 GB")
        session.long.go.set()
        await stage.page("when")

    play(act, session)


@pytest.mark.parametrize("size", [(80, 24), (30, 12), (120, 40)])
def test_all_of_it_can_be_seen_in_small_windows_too(play, size):
    session = long_session()

    async def act(stage):
        await begin(stage)
        await stage.shows(FAR)
        await stage.shows("Esc: stop this")
        session.long.go.set()
        await stage.page("when")

    play(act, session, size)


@pytest.mark.parametrize("how", ["key", "click"])
def test_it_is_stopped_and_the_page_is_there_again(play, how):
    session = long_session()

    async def act(stage):
        await begin(stage)
        if how == "key":
            await stage.press("escape")
        else:
            await stage.pilot.click("#working-stop")
        await stage.shows("It was stopped.")
        assert stage.screen.page.id == TEXT.id
        assert stage.face.screen is stage.screen

    play(act, session)
    assert session.long.stopped == 1
    assert [call[0] for call in session.calls] == ["submit"]


def test_what_can_not_be_stopped_offers_no_way_to(play):
    session = long_session(may_stop=False)

    async def act(stage):
        await begin(stage)
        await stage.shows(FAR)
        assert "Esc: stop" not in stage.text()
        await stage.press("escape")
        session.long.go.set()
        await stage.page("when")

    play(act, session)
    assert [call[0] for call in session.calls] == ["submit"]


def test_other_keys_are_dealt_with_as_ever(play):
    session = long_session()

    async def act(stage):
        await begin(stage)
        await stage.press("enter", "space", "ctrl+n")
        assert session.long.stopped == 0
        session.long.go.set()
        await stage.page("when")

    assert [call[0] for call in play(act, session).calls] == ["submit"]


def covered(stage) -> bool:
    return isinstance(stage.face.screen, CoverScreen)


@pytest.mark.parametrize("lockable", [True, False])
def test_it_is_covered_at_once_and_locked_afterwards(play, lockable):
    session = long_session(WRITING, NEXT, END, lockable=lockable)

    async def act(stage):
        await begin(stage)
        await stage.press("f9")
        await stage.until(lambda: covered(stage))
        assert "video" not in stage.text()
        await stage.press("enter", "escape", "x")
        assert covered(stage) and session.long.stopped == 0 and not session.named("lock")
        session.long.go.set()
        await stage.calls("lock")
        if lockable:
            await stage.until(lambda: stage.face._exit)
            return
        assert covered(stage)
        await stage.press("enter")
        await stage.page("when")
        assert stage.box.answer() == ""

    assert [call[0] for call in play(act, session).calls] == ["submit", "lock"]


def test_the_cover_stays_where_nothing_can_be_locked_any_more(play):
    session = long_session(WRITING, msgspec.structs.replace(WHEN, id="later"), END)

    async def act(stage):
        await begin(stage)
        await stage.press("f9")
        await stage.until(lambda: covered(stage))
        session.long.go.set()
        await stage.until(lambda: stage.screen.page.id == "later")
        assert covered(stage)
        await stage.press("enter")
        await stage.page("later")
        assert not covered(stage)

    assert not play(act, session).named("lock")


def test_the_clock_covers_it_too(play):
    session = long_session(WRITING, NEXT, END)

    async def act(stage):
        await begin(stage)
        stage.face.idle.due = lambda minutes: True
        await stage.face.look_at_the_clock()
        assert covered(stage)
        session.long.go.set()
        await stage.until(lambda: stage.face._exit)

    assert [call[0] for call in play(act, session).calls] == ["submit", "lock"]


def test_names_in_it_are_only_text(play):
    session = long_session()

    async def act(stage):
        await begin(stage)
        session.long._doing = msgspec.structs.replace(
            session.long._doing, what="Adding [red]x[/red] \x1b[2J\nno"
        )
        await stage.shows("Adding [red]x[/red] <U+001B>[2J no")
        session.long.go.set()
        await stage.page("when")

    play(act, session)


def test_in_a_real_terminal_it_is_stopped_covered_and_left(window):
    one = window("long")
    one.wait_for("Paste it or type it")
    one.child.send(CTRL_N)
    one.wait_for(FAR)
    one.child.send(ESC)
    one.wait_for("It was stopped.")
    one.child.send(CTRL_N)
    one.wait_for(FAR)
    one.child.send(F9)
    one.wait_until(lambda: one.text().split() == ["Notes", "Press", "Enter."])
    one.child.send(CTRL_Q)
    # Leaving stops the work: it would never end by itself.
    assert one.end() == 0
    assert "left 1" in one.text()
