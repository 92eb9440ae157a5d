"""Locking: by a key and by the clock, from everywhere, with nothing shown meanwhile."""

from __future__ import annotations

import threading

import msgspec
import pytest
from fake_pages import END, WHEN, WRITING
from fake_session import Session

from tui.faces.screen.locking import IdleClock
from tui.faces.screen.screens.cover import CoverScreen
from tui.session.driver import LOCKED
from tui.session.settings import Settings

NEXT = msgspec.structs.replace(WHEN, has_menu=True)


class Clock:
    """Both clocks of a system, in minutes."""

    def __init__(self):
        self.counted = self.on_the_wall = 0.0

    def idle(self) -> IdleClock:
        return IdleClock(lambda: self.counted * 60, lambda: self.on_the_wall * 60)


@pytest.mark.parametrize("which", ["counted", "on_the_wall"])
def test_either_clock_says_that_nobody_is_there(which):
    clock = Clock()
    idle = clock.idle()
    setattr(clock, which, 9.9)
    assert not idle.due(10)
    setattr(clock, which, 10)
    assert idle.due(10)
    assert not idle.due(0)
    idle.noticed()
    assert not idle.due(10)


def test_the_wall_clock_may_be_set_back():
    clock = Clock()
    idle = clock.idle()
    clock.counted, clock.on_the_wall = 10, -500
    assert idle.due(10)


def covered(stage) -> bool:
    return isinstance(stage.face.screen, CoverScreen)


def ended(session: Session, face) -> None:
    assert face.return_value == LOCKED
    assert [call[0] for call in session.calls] == ["keep_draft", "lock"]


@pytest.mark.parametrize("keys", [(), ("f1",), ("tab",)])
def test_the_key_hands_over_drafts_and_locks(play, keys):
    faces = []

    async def act(stage):
        faces.append(stage.face)
        await stage.press("h", "i", *keys, "f9")
        await stage.until(lambda: stage.face._exit)

    session = play(act, Session((WRITING,)))
    assert session.calls == [("keep_draft", "words", "hi"), ("lock",)]
    ended(session, faces[0])


def test_it_locks_from_the_panel_of_a_date(play):
    async def act(stage):
        await stage.press("x", "ctrl+t", "f9")
        await stage.until(lambda: stage.face._exit)

    session = play(act, Session((NEXT,)))
    assert session.calls == [("keep_draft", "occurred", "x"), ("lock",)]


def test_where_nothing_is_kept_it_is_only_covered(play):
    async def act(stage):
        await stage.press("h", "i", "f9")
        await stage.until(lambda: covered(stage))
        await stage.calls("lock")
        assert stage.text().split() == ["Notes", "Press", "Enter."]
        await stage.press("x", "f10", "f1", "ctrl+n", "f9")
        assert covered(stage)
        await stage.press("enter")
        await stage.until(lambda: not covered(stage))
        assert stage.box.answer() == "hi"
        await stage.press("!")
        assert stage.box.answer() == "hi!"

    session = play(act, Session((WRITING,), lockable=False))
    assert session.calls == [("keep_draft", "words", "hi"), ("lock",)]


def test_one_can_leave_from_under_the_cover_with_what_was_typed(play):
    drafts = {}

    async def act(stage):
        await stage.press("h", "i", "f9")
        await stage.until(lambda: covered(stage))
        await stage.calls("lock")
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.face._exit)
        drafts.update(stage.face.drafts)

    play(act, Session((WRITING,), lockable=False))
    assert drafts == {"words": "hi"}


@pytest.mark.parametrize("keys", [(), ("f1",), ("ctrl+t",)])
def test_the_clock_locks_where_nobody_presses_a_key(play, keys):
    clock = Clock()

    async def act(stage):
        stage.face.idle = clock.idle()
        clock.counted = 9
        await stage.press("x", *keys)
        clock.counted = 18
        await stage.face.look_at_the_clock()
        assert not stage.face._exit and not covered(stage)
        clock.counted = 19
        await stage.face.look_at_the_clock()
        await stage.until(lambda: stage.face._exit)

    assert play(act, Session((NEXT,))).named("lock")


@pytest.mark.parametrize(
    ("page", "minutes"), [(msgspec.structs.replace(WRITING, has_menu=False), 10), (WRITING, 0)]
)
def test_the_clock_does_nothing_without_a_record_or_when_it_is_off(play, page, minutes):
    clock = Clock()

    async def act(stage):
        stage.face.idle = clock.idle()
        clock.counted = 1000
        await stage.face.look_at_the_clock()
        await stage.settle()
        assert not covered(stage)

    session = Session((page,), settings=Settings(idle_minutes=minutes))
    assert not play(act, session).named("lock")


@pytest.mark.parametrize("lockable", [True, False])
def test_while_something_runs_it_locks_once_that_is_done(play, lockable):
    go = threading.Event()
    session = Session(
        (WRITING, NEXT, END),
        before=lambda call: call == "submit" and go.wait(10),
        lockable=lockable,
    )

    async def act(stage):
        await stage.press("a", "ctrl+n")
        await stage.shows("Working…")
        await stage.press("f9")
        assert not session.named("lock")
        go.set()
        await stage.calls("lock")
        if lockable:
            await stage.until(lambda: stage.face._exit)
        else:
            await stage.until(lambda: covered(stage))
            await stage.press("enter")
            await stage.page("when")

    assert [call[0] for call in play(act, session).calls] == ["submit", "lock"]


def test_keys_typed_while_it_locks_are_meant_for_nothing(play):
    go = threading.Event()
    session = Session(
        (WRITING, END), before=lambda call: call == "lock" and go.wait(10), lockable=False
    )

    async def act(stage):
        await stage.press("f9")
        await stage.until(lambda: covered(stage))
        await stage.press("x", "enter", "y")
        go.set()
        await stage.calls("lock")
        assert covered(stage)
        await stage.press("enter")
        await stage.until(lambda: not covered(stage))
        assert stage.box.answer() == ""

    play(act, session)
