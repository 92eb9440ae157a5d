"""The function keys: where they lead, from where they don't, and where one reads of them."""

from __future__ import annotations

import msgspec
import pytest
from fake_pages import END, TOGETHER, WHAT, WHOLE
from fake_session import Session

from tui.session.settings import Settings

LEAD = {"f2": "outline", "f3": "still_open", "f4": "preview", "f5": "undo", "f10": "menu"}


@pytest.mark.parametrize(("key", "call"), LEAD.items())
def test_each_key_leads_where_it_says(play, key, call):
    async def act(stage):
        await stage.press(key)
        await stage.page(call)

    assert play(act, Session((WHOLE,))).calls == [(call,)]


@pytest.mark.parametrize("key", [*LEAD, "f9", "ctrl+o"])
def test_where_it_leads_nowhere_a_key_does_nothing(play, key):
    async def act(stage):
        await stage.press(key, "2", "enter")
        await stage.calls("submit")

    assert [call[0] for call in play(act, Session((WHAT, END))).calls] == ["submit"]


def test_the_paper_and_undo_go_by_flags_of_their_own(play):
    page = msgspec.structs.replace(WHAT, has_menu=True)

    async def act(stage):
        await stage.press("f4", "f5", "f2")
        await stage.page("outline")

    assert play(act, Session((page,))).calls == [("outline",)]


def test_what_was_typed_is_kept_when_a_key_leads_away(play):
    page = msgspec.structs.replace(TOGETHER, has_menu=True, focus="handle")

    async def act(stage):
        await stage.press("h", "i", "f3")
        await stage.page("still_open")

    session = play(act, Session((page,)))
    assert session.calls == [("keep_draft", "handle", "hi"), ("still_open",)]


def test_the_cursor_starts_where_the_page_says(play):
    page = msgspec.structs.replace(TOGETHER, focus="times")

    async def act(stage):
        await stage.press("7", "ctrl+n")
        await stage.calls("submit")

    session = play(act, Session((page, END)))
    assert session.named("submit")[0][1] == {"where": [], "handle": "", "times": "7"}


def test_the_help_lists_only_the_keys_that_do_something(play):
    async def act(stage):
        await stage.press("f1")
        await stage.shows("F2 Show the parts")
        await stage.press("pagedown")
        await stage.shows("F9 Lock.")
        await stage.press("escape", "ctrl+n")
        await stage.calls("submit")
        await stage.page(WHAT.id)
        await stage.press("f1")
        await stage.shows("There is nothing" if not WHAT.help else WHAT.help)
        assert "F2" not in stage.text()
        await stage.press("pagedown")
        assert "F9" not in stage.text()

    play(act, Session((msgspec.structs.replace(WHOLE, id="whole"), WHAT)))


@pytest.mark.parametrize(
    ("columns", "hints"),
    [
        (30, "F1 Help Ctrl+Q Leave now"),
        (40, "F1 Help F10 Menu Ctrl+Q Leave now"),
        (80, "Esc Back F1 Help F2 Parts F3 Open F9 Lock F10 Menu Ctrl+Q Leave now"),
        (
            110,
            "Esc Back F1 Help F2 Parts F3 Open F4 Paper F5 Undo F9 Lock F10 Menu Ctrl+Q Leave now",
        ),
    ],
)
def test_the_hints_fit(play, columns, hints):
    async def act(stage):
        assert " ".join(stage.text().splitlines()[-1].split()) == hints

    play(act, Session((WHOLE,)), (columns, 24))


def test_colours_follow_the_settings_once_and_a_key_any_time(play):
    session = Session((WHAT, TOGETHER, END))

    async def act(stage):
        assert stage.face.theme == "dark"
        session.settings = Settings(theme="light")
        await stage.press("ctrl+n")
        await stage.page(TOGETHER.id)
        assert stage.face.theme == "light"
        await stage.press("f8")
        assert stage.face.theme == "contrast"
        await stage.press("ctrl+n")
        await stage.page(END.id)
        assert stage.face.theme == "contrast"

    play(act, session)
