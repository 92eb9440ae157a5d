"""Pages of every kind: what they show, where they lead, and what going back keeps."""

from __future__ import annotations

import threading

import msgspec
import pytest
from fake_pages import DANGER, END, MENU, REVIEW, TEXT, WHAT, WHEN, WHOLE
from fake_session import Session
from textual.binding import Binding

from tui.faces.screen.app import ScreenFace
from tui.faces.screen.screens.cover import CoverScreen
from tui.faces.screen.screens.dates import DateScreen
from tui.faces.screen.screens.help import HelpScreen
from tui.faces.screen.screens.page import PageScreen
from tui.faces.screen.widgets.cycle import Cycle
from tui.faces.screen.widgets.field import FieldBox
from tui.faces.screen.widgets.header import progress_bar, progress_words
from tui.faces.screen.widgets.left_open import LeftOpen
from tui.faces.screen.widgets.picker import Picker
from tui.faces.screen.widgets.typed import TypedLine, TypedPath, TypedPaths
from tui.session.page import Progress


def test_a_message_shows_its_text_and_the_people_to_call(play):
    async def act(stage):
        await stage.shows("Stop: If you are in danger now, call 911")
        await stage.shows("A help line 1-800-000-0000")
        await stage.shows("Day and night, every day")
        await stage.shows("From example.org, read on 2026-05-01.")
        await stage.press("down", "enter")
        await stage.calls("submit")

    assert play(act, Session((DANGER,))).named("submit") == [("submit", {}, "stop")]


def test_a_number_that_is_old_says_so(play):
    old = tuple(msgspec.structs.replace(one, stale="Look again.") for one in DANGER.people)

    async def act(stage):
        await stage.shows("Look again.")

    play(act, Session((msgspec.structs.replace(DANGER, people=old),)))


def test_the_header_says_where_and_how_far(play):
    async def act(stage):
        header = stage.text().splitlines()[0]
        bar = progress_bar(Progress(4, 10, 15))
        words = f"What happened Saved 4 done, 6 to 11 to go {bar}"
        assert " ".join(header.split()) == words

    play(act, Session((WHAT,)))


@pytest.mark.parametrize(
    ("progress", "words"),
    [
        (Progress(4, 10, 15), "4 done, 6 to 11 to go"),
        (Progress(4, 10, 10), "4 done, 6 to go"),
        (Progress(10, 10, 10), "10 done"),
        (Progress(12, 10, 11), "12 done"),
        (Progress(0, 0, 3), "0 done, 0 to 3 to go"),
    ],
)
def test_progress_is_true_in_words(progress, words):
    assert progress_words(progress) == words


@pytest.mark.parametrize("progress", [Progress(0, 0, 0), Progress(9, 3, 5), Progress(3, 9, 30)])
def test_the_bar_is_always_as_wide(progress):
    assert len(progress_bar(progress)) == 10


def test_f1_tells_help_and_why_and_closes_with_escape(play):
    async def act(stage):
        await stage.press("f1")
        await stage.shows("Why we ask")
        await stage.shows("So that we only ask about what belongs to it.")
        await stage.press("escape")
        await stage.until(lambda: not isinstance(stage.face.screen, HelpScreen))

    assert play(act, Session((WHAT,))).calls == []


def test_a_line_of_a_list_leads_to_its_code(play):
    async def act(stage):
        await stage.shows("Question number 2 (not sure)")
        await stage.press("down", "down", "enter")
        await stage.calls("submit")

    assert play(act, Session((REVIEW, END))).named("submit") == [("submit", {}, "line:3")]


def test_a_letter_points_and_enter_goes(play):
    async def act(stage):
        await stage.press("f10")
        await stage.page("menu")
        await stage.press("down", "r")
        assert not stage.session.named("submit")
        await stage.press("enter")
        await stage.calls("submit")

    assert play(act, Session((WHOLE, END))).named("submit") == [("submit", {}, "review")]


@pytest.mark.parametrize("key", ["escape", "ctrl+b"])
def test_going_back_keeps_unfinished_text(play, key):
    async def act(stage):
        await stage.press("h", "i", key)
        await stage.calls("back")

    session = play(act, Session((TEXT,)))
    assert session.calls == [("keep_draft", "words", "hi"), ("back",)]


def test_escape_does_nothing_where_there_is_no_way_back(play):
    async def act(stage):
        assert "Esc" not in stage.text()
        await stage.press("escape", "down", "enter")
        await stage.calls("submit")

    assert [call[0] for call in play(act, Session((DANGER,))).calls] == ["submit"]


def test_forward_where_it_is_offered(play):
    page = msgspec.structs.replace(WHAT, can_forward=True)

    async def act(stage):
        await stage.press("ctrl+f")
        await stage.calls("forward")

    play(act, Session((page, WHEN)))


def test_an_error_stands_under_its_field_and_nothing_typed_is_lost(play):
    async def act(stage):
        await stage.press(*"wrong", "enter")
        await stage.shows("! There is no such day.")
        rows = stage.text().splitlines()
        below = next(at for at, row in enumerate(rows) if "no such day" in row)
        assert "╰" in rows[below - 1]
        assert stage.box.answer() == "wrong"
        assert stage.face.focused is stage.box.control
        await stage.press("backspace", "enter")
        await stage.calls("submit", 2)

    session = play(act, Session((WHEN, END)))
    assert session.named("submit")[1] == ("submit", {"occurred": "wron"}, "next")


def test_the_same_page_with_other_words_keeps_what_was_typed(play):
    page = msgspec.structs.replace(WHEN, has_menu=True)
    session = Session((page,))
    session.menu_page = msgspec.structs.replace(page, title="Are you sure?")

    async def act(stage):
        await stage.press("x", "f10")
        await stage.shows("Are you sure?")
        assert stage.box.answer() == "x"

    play(act, session)


def test_the_last_page_closes_the_face(play):
    async def act(stage):
        await stage.shows("Close")
        await stage.press("enter")
        await stage.until(lambda: stage.face._exit)

    assert play(act, Session((END,))).calls == []


def test_a_menu_can_be_the_first_page(play):
    async def act(stage):
        await stage.press("down", "enter")
        await stage.calls("submit")

    assert play(act, Session((MENU, END))).named("submit") == [("submit", {}, "papers")]


def test_what_takes_long_says_so_and_takes_no_keys(play):
    go = threading.Event()
    session = Session((TEXT, WHEN, END), before=lambda call: go.wait(10) and None)

    async def act(stage):
        await stage.press("a", "ctrl+n")
        await stage.shows("Working…")
        await stage.press("b", "ctrl+n", "escape")
        go.set()
        await stage.page("when")

    assert [call[0] for call in play(act, session).calls] == ["submit"]


def test_leaving_works_while_something_takes_long(play):
    go = threading.Event()
    session = Session((TEXT, WHEN, END), before=lambda call: go.wait(10) and None)

    async def act(stage):
        await stage.press("a", "ctrl+n")
        await stage.shows("Working…")
        await stage.press("ctrl+q")
        await stage.until(lambda: stage.face._exit)
        go.set()

    play(act, session)


@pytest.mark.parametrize("keys", [(), ("f1",), ("tab",)])
def test_leaving_works_from_anywhere_and_hands_over_drafts(play, keys):
    drafts = {}

    async def act(stage):
        await stage.press("h", "i", *keys, "ctrl+q")
        await stage.until(lambda: stage.face._exit)
        drafts.update(stage.face.drafts)

    play(act, Session((TEXT,)))
    assert drafts == {"words": "hi"}


def test_there_is_no_palette_no_screenshot_and_the_clipboard_stays_inside(play):
    async def act(stage):
        assert not stage.face.ENABLE_COMMAND_PALETTE
        assert stage.face.save_screenshot("x.svg") == ""
        stage.face.copy_to_clipboard("words")
        assert stage.face.clipboard == "words"

    play(act, Session((WHAT,)))


def test_every_theme_shows_the_page(play):
    async def act(stage):
        for name in ("light", "contrast", "dark"):
            await stage.press("f8")
            await stage.until(lambda wanted=name: stage.face.theme == wanted)
            await stage.shows("A picture or a video")

    play(act, Session((WHAT,)))


def test_every_binding_has_an_id_and_a_tooltip():
    ids = []
    owners = (ScreenFace, PageScreen, HelpScreen, DateScreen, CoverScreen, FieldBox, Picker)
    for owner in (*owners, LeftOpen, Cycle, TypedLine, TypedPath, TypedPaths):
        for binding in owner.BINDINGS:
            assert isinstance(binding, Binding)
            assert binding.id and binding.tooltip and binding.description, binding
            ids.append(binding.id)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
def test_the_header_says_whose_record_it_is(play, size):
    async def act(stage):
        assert "Ann [x] <U+001B>" in stage.text().splitlines()[0]

    play(act, Session((msgspec.structs.replace(WHAT, whose="Ann [x] \x1b"), END)), size)
