"""Fields with more to them: parts, dates, echoes, paths, long lists, long texts."""

from __future__ import annotations

import time

import pytest
from fake_pages import OPEN, SIGN_OFF, one_of
from fake_session import Session
from textual import events

from tui.faces.screen.paths import complete
from tui.faces.screen.screens.dates import DateScreen
from tui.faces.screen.widgets.finding import finds, folded
from tui.faces.screen.widgets.typed import MOST_IN_LINE, MOST_TYPED
from tui.session.page import Choice, Field, Left, Page

MANY = tuple(Choice(f"c{number}", f"Line {word}") for number, word in enumerate("abcdefghijklmnop"))
TOWNS = (
    Choice("mtl", "Montréal"),
    Choice("qc", "Québec"),
    Choice("nyc", "New York"),
    *(Choice(f"t{number}", f"Town {number}") for number in range(12)),
)


def on(*fields: Field, **more) -> Session:
    page = Page(id="form", kind="form", title="A form", fields=fields, **more)
    return Session((page, Page(id="end", kind="end", title="The end")))


def submitted(session: Session) -> dict:
    (call,) = session.named("submit")
    return call[1]


# -- parts


def test_a_sign_off_is_asked_line_by_line(play):
    async def act(stage):
        for words in ("Name", "Role", "Date", "View"):
            await stage.shows(words)
        await stage.press(*"Ann", "enter", *"MP", "enter", "enter", "x", "enter")
        await stage.calls("submit")

    session = play(act, Session((SIGN_OFF, Page(id="end", kind="end", title="The end"))))
    assert submitted(session) == {"approval": ["Ann", "MP", "", "x"]}


def test_what_is_wrong_with_a_sign_off_is_in_sight_of_its_first_line(play):
    names = ("Name", "Role", "Date", "View")
    parts = tuple(Field(name=one, type="text", label=one, hint="A hint.") for one in names)
    field = one_of("sign-off", parts=parts, error="Somebody else has to give this one.")

    async def act(stage):
        await stage.shows("Name")
        await stage.shows("! Somebody else has to give this one.")

    play(act, on(field), size=(80, 24))


def test_a_sign_off_can_be_left_open_and_goes_back_as_it_stood(play):
    value = ["Ann", "MP", "2026-03-03", "yes"]
    parts = tuple(
        Field(name=name, type="text", label=name, value=text)
        for name, text in zip("abcd", value, strict=True)
    )
    field = one_of("sign-off", parts=parts, value=value, may_open=("later",))

    async def unchanged(stage):
        await stage.press("ctrl+n")
        await stage.calls("submit")

    assert submitted(play(unchanged, on(field))) == {"sign-off": value}

    async def later(stage):
        await stage.press("tab", "tab", "tab", "tab", "space", "ctrl+n")
        await stage.calls("submit")

    assert submitted(play(later, on(field))) == {"sign-off": Left("later")}


# -- dates and echoes


def test_a_date_is_said_back_while_it_is_typed(play):
    async def act(stage):
        await stage.press(*"2026-03-0")
        assert "3 March 2026" not in stage.text()
        await stage.press("3")
        await stage.shows("3 March 2026 Ctrl+T Part by part")
        await stage.press("backspace")
        await stage.until(lambda: "3 March 2026" not in stage.text())

    play(act, on(one_of("when")))


@pytest.mark.parametrize("kind", ["money", "number", "phone", "handle", "link", "files"])
def test_other_answers_are_said_back_too(play, kind):
    session = on(one_of(kind))
    session.echoes["ab"] = "kept so: [ab]"

    async def act(stage):
        await stage.press("a", "b")
        await stage.shows("kept so: [ab]")

    play(act, session)


@pytest.mark.parametrize("kind", ["secret", "text", "long-text", "path"])
def test_nothing_else_is_said_back(play, kind):
    asked = []
    session = on(one_of(kind), one_of("when"))
    session.understood = lambda name, text: asked.append(name) or "said"  # type: ignore[method-assign]

    async def act(stage):
        await stage.press("a", "b", "tab", "x")
        await stage.until(lambda: asked)

    play(act, session)
    assert set(asked) <= {"when"}


def test_saying_back_waits_for_no_call_and_no_call_for_it(play):
    import threading

    go = threading.Event()
    session = on(one_of("when"))
    session.understood = lambda name, text: str(go.wait(10))  # type: ignore[method-assign]

    async def act(stage):
        await stage.press("x")
        await stage.press("ctrl+n")
        await stage.page("end")
        go.set()

    assert submitted(play(act, session)) == {"when": "x"}


def test_a_date_part_by_part(play):
    async def act(stage):
        await stage.press("ctrl+t")
        await stage.until(lambda: isinstance(stage.face.screen, DateScreen))
        await stage.press("right", "down", *"2026", "down", *"mar", "down", "3", "ctrl+n")
        await stage.until(lambda: stage.face.screen is stage.screen)
        assert stage.box.answer() == "2026-03-03~"
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("when")))) == {"when": "2026-03-03~"}


def test_a_date_part_by_part_keeps_what_stands(play):
    async def act(stage):
        await stage.press("ctrl+t")
        await stage.until(lambda: isinstance(stage.face.screen, DateScreen))
        await stage.shows("2026")
        await stage.shows("March")
        await stage.press("ctrl+n")
        await stage.until(lambda: stage.face.screen is stage.screen)
        await stage.press("ctrl+t")
        await stage.until(lambda: isinstance(stage.face.screen, DateScreen))
        await stage.press("up", *"2025", "escape")
        await stage.until(lambda: stage.face.screen is stage.screen)
        await stage.press("enter")
        await stage.calls("submit")

    field = one_of("when", value="2026-03-03T17:46/2026-03-04")
    assert submitted(play(act, on(field))) == {"when": "2026-03-03T17:46/2026-03-04"}


def test_what_is_missing_of_a_date_is_said_where_it_is_asked(play):
    async def act(stage):
        await stage.press("ctrl+t")
        await stage.until(lambda: isinstance(stage.face.screen, DateScreen))
        await stage.press("ctrl+n")
        await stage.shows("! Please give the year")
        await stage.press("escape")
        await stage.until(lambda: stage.face.screen is stage.screen)
        assert stage.box.answer() == ""

    play(act, on(one_of("when")))


def test_only_a_date_is_offered_part_by_part(play):
    async def act(stage):
        await stage.press("ctrl+t")
        assert stage.face.screen is stage.screen
        assert "Ctrl+T" not in stage.text()

    play(act, on(one_of("money")))


# -- paths


@pytest.fixture(name="folder")
def _folder(tmp_path):
    for name in ("papers", "pictures", ".hidden"):
        (tmp_path / name).mkdir()
    for name in ("letter.txt", "[red]list", "bad\nname"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


def test_names_are_read_from_the_disk_hidden_ones_last(folder):
    names = [name for _path, name in complete(f"{folder}/").names]
    assert names == ["[red]list", "letter.txt", "papers/", "pictures/", ".hidden/"]
    assert complete(f"{folder}/pa").text == f"{folder}/papers/"
    assert complete(f"{folder}/p").text == f"{folder}/p"
    assert complete(f"{folder}/none/x").names == ()
    assert complete("~nobody-of-that-name/x").names == ()
    assert complete("a\0b").names == ()


def test_tab_completes_then_offers_then_goes_on(play, folder):
    async def act(stage):
        stage.box.put(f"{folder}/pap")
        await stage.press("tab")
        await stage.until(lambda: stage.box.answer() == f"{folder}/papers/")
        stage.box.put(f"{folder}/")
        await stage.press("tab")
        await stage.shows("pictures/")
        await stage.shows("[red]list")
        await stage.press("p")
        await stage.until(lambda: "pictures/" not in stage.text())
        await stage.press("tab")
        await stage.shows("pictures/")
        await stage.press("down", "down", "enter")
        await stage.until(lambda: stage.box.answer() == f"{folder}/pictures/")
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("path")))) == {"path": f"{folder}/pictures/"}


@pytest.mark.parametrize("typed", ["", "/no/such/place/x"])
def test_tab_goes_on_where_there_is_nothing_to_complete(play, typed):
    async def act(stage):
        stage.box.put(typed)
        await stage.press("tab")
        await stage.until(lambda: stage.face.focused is not stage.box.control)

    play(act, on(one_of("path", may_open=OPEN)))


def test_files_are_completed_on_their_line(play, folder):
    async def act(stage):
        stage.box.put(f"/first\n{folder}/let")
        await stage.press("tab")
        await stage.until(lambda: stage.box.answer() == ["/first", f"{folder}/letter.txt"])

    play(act, on(one_of("files")))


# -- long lists


def test_what_is_looked_for_stands_anywhere_without_accents_and_spaces():
    assert folded("Québec City") == "quebeccity"
    assert finds("ebec", Choice("x", "Québec"))
    assert finds("wyo", Choice("x", "New York"))
    assert finds("bc", Choice("bc", "British Columbia"))
    assert not finds("bc", Choice("bc", "British Columbia"), by_code=False)
    assert not finds("a1", Choice("a1" * 10, "A made-up code"))
    assert not finds("x", Choice("", "x"))


def test_letters_leave_only_the_lines_that_have_them(play):
    async def act(stage):
        await stage.shows("Letters find a line.")
        await stage.press("e", "b", "e")
        await stage.shows("Find: ebe (1 of 15)")
        assert "Montréal" not in stage.text()
        await stage.press("backspace", "backspace", "backspace")
        await stage.shows("Montréal")
        await stage.press("z", "z")
        await stage.shows("nothing here")
        await stage.press("escape")
        await stage.shows("Montréal")
        assert not stage.session.named("back")
        await stage.press("y", "o", "enter")
        await stage.calls("submit")

    field = one_of("choice", options=TOWNS)
    assert submitted(play(act, on(field, can_back=True))) == {"choice": "nyc"}


def test_enter_ticks_what_was_looked_for_and_then_goes_on(play):
    async def act(stage):
        await stage.press(*"mont", "enter")
        await stage.until(lambda: stage.box.answer() == ["mtl"])
        await stage.press(*"ebec", "enter")
        await stage.until(lambda: stage.box.answer() == ["mtl", "qc"])
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choices", options=TOWNS)))) == {"choices": ["mtl", "qc"]}


def test_one_and_then_two_ticks_neither_one_nor_twelve_by_itself(play):
    async def act(stage):
        await stage.press("1", "2")
        assert stage.box.answer() == []
        assert stage.box.control.highlighted == 11
        await stage.press("space", "ctrl+n")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choices", options=MANY)))) == {"choices": ["c11"]}


def test_letters_find_a_line_of_a_long_list_that_leads_somewhere(play):
    from fake_pages import END, REVIEW

    async def act(stage):
        await stage.press(*"number")
        await stage.shows("Find: number")
        await stage.press("1", "9")
        await stage.shows("Find: number19 (1 of 19)")
        await stage.press("enter")
        await stage.calls("submit")

    assert play(act, Session((REVIEW, END))).named("submit") == [("submit", {}, "line:19")]


def test_a_page_of_a_long_list_is_gone_down_at_once(play):
    from fake_pages import REVIEW

    async def act(stage):
        await stage.press("pagedown")
        await stage.until(lambda: stage.screen.query_one("#lines").highlighted > 4)
        before = stage.screen.query_one("#lines").highlighted
        await stage.press("pageup")
        await stage.until(lambda: stage.screen.query_one("#lines").highlighted < before)
        assert not stage.screen.query_one("#lines").max_scroll_y

    play(act, Session((REVIEW,)))


# -- long texts


def test_a_long_paste_is_taken_and_stays_quick(play):
    words = ("what was said, line after line\n" * (MOST_TYPED // 31))[: MOST_TYPED - 10]

    async def act(stage):
        start = time.monotonic()
        stage.face.post_message(events.Paste(words))
        await stage.until(lambda: len(stage.box.answer()) == len(words))
        await stage.press("x")
        assert time.monotonic() - start < 5
        await stage.press("ctrl+n")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("long-text")))) == {"long-text": words + "x"}


@pytest.mark.parametrize(("kind", "most"), [("text", MOST_IN_LINE), ("long-text", MOST_TYPED)])
def test_over_the_limit_a_sentence_says_so(play, kind, most):
    async def act(stage):
        stage.face.post_message(events.Paste("x" * (most + 1)))
        await stage.shows(f"That is {most + 1} characters, and {most} fit here.")
        assert stage.box.answer() == ""

    play(act, on(one_of(kind)))
