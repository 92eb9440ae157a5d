"""Keys typed ahead: in their order, in the right field, and no answer to an unseen page."""

from __future__ import annotations

import threading

import msgspec
import pytest
from fake_pages import END, MENU, TEXT, TOGETHER, WHAT, WHEN, one_of
from fake_session import Session
from textual import events
from textual.keys import _character_to_key

from tui.session.page import Page


def burst(stage, *keys: str) -> None:
    """All keys at once, as a terminal delivers what was typed while it was slow."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        stage.face.post_message(events.Key(name, key if len(key) == 1 else None))


def test_a_burst_goes_through_several_pages(play):
    async def act(stage):
        burst(stage, "2", "enter", *"2026", "enter", "1", "enter", "@", "a", "enter", "7", "enter")
        await stage.page("end")

    session = play(act, Session((WHAT, WHEN, TOGETHER, END)))
    assert [call[1] for call in session.named("submit")] == [
        {"kind": "message"},
        {"occurred": "2026"},
        {"where": ["ig"], "handle": "@a", "times": "7"},
    ]


def test_a_burst_goes_through_help_and_back(play):
    async def act(stage):
        burst(stage, "a", "f1", "escape", "b", "escape")
        await stage.calls("back")

    session = play(act, Session((TEXT,)))
    assert session.calls == [("keep_draft", "words", "ab"), ("back",)]


def slow_session(*pages: Page) -> tuple[Session, threading.Event]:
    go = threading.Event()
    first = [True]

    def before(call: str) -> None:
        if call == "submit" and first[0]:
            first[0] = False
            go.wait(20)

    return Session(pages, before=before), go


async def typed_under_working(stage, go, *keys: str) -> None:
    await stage.press("a", "ctrl+n")
    await stage.shows("Working…")
    burst(stage, *keys)
    for _ in range(5):
        await stage.pilot.pause(0)
    go.set()


def hasten(monkeypatch, moments: float) -> None:
    monkeypatch.setattr("tui.faces.screen.in_turn.FIRST_MOMENTS", moments)


@pytest.mark.parametrize("goes_on", ["enter", "ctrl+n", "tab", "escape", "f10"])
def test_letters_are_kept_for_the_next_question_and_nothing_goes_on(play, monkeypatch, goes_on):
    session, go = slow_session(TEXT, msgspec.structs.replace(WHEN, has_menu=True), END)
    hasten(monkeypatch, 60)

    async def act(stage):
        await typed_under_working(stage, go, *"2026", goes_on, "x")
        await stage.page("when")
        await stage.until(lambda: stage.box.answer() == "2026")
        assert stage.face.focused is stage.box.control

    assert [call[0] for call in play(act, session).calls] == ["submit"]


def test_what_was_typed_later_is_dropped(play, monkeypatch):
    session, go = slow_session(TEXT, WHEN, END)
    hasten(monkeypatch, 0)

    async def act(stage):
        await typed_under_working(stage, go, *"2026")
        await stage.page("when")
        await stage.press("x")
        assert stage.box.answer() == "x"

    play(act, session)


SECRET = Page(id="secret", kind="form", title="Passphrase", fields=(one_of("secret"),))


@pytest.mark.parametrize(("before", "after"), [(SECRET, WHEN), (SECRET, SECRET), (TEXT, MENU)])
def test_nothing_is_kept_behind_a_passphrase_or_for_another_kind_of_page(
    play, monkeypatch, before, after
):
    session, go = slow_session(before, msgspec.structs.replace(after, id="after"), END)
    hasten(monkeypatch, 60)

    async def act(stage):
        await typed_under_working(stage, go, "b", "2")
        await stage.page("after")
        if stage.screen.boxes:
            assert stage.box.answer() == ""
        else:
            assert stage.screen.query_one("#actions").highlighted == 0

    play(act, session)
