"""What is typed and picked in each kind of field reaches the session just so."""

from __future__ import annotations

import pytest
from fake_pages import OPEN, PLATFORMS, TYPES, one_of
from fake_session import Session
from textual import events

from tui.faces.screen.widgets.typed import MOST_IN_LINE, MOST_TYPED
from tui.session.page import Choice, Field, Left, Page


def form(*fields: Field, **more):
    return Page(id="form", kind="form", title="A form", fields=fields, **more)


def on(*fields: Field, **more) -> Session:
    return Session((form(*fields, **more), Page(id="end", kind="end", title="The end")))


def submitted(session: Session) -> dict:
    (call,) = session.named("submit")
    return call[1]


TYPED = [kind for kind in TYPES if kind not in ("choice", "choices", "yes-no", "rows", "files")]


@pytest.mark.parametrize("kind", TYPED)
def test_typed_text_comes_through_whole(play, kind):
    async def act(stage):
        await stage.press("a", "space", "é", "1")
        await stage.press("ctrl+n")
        await stage.calls("submit")

    session = play(act, on(one_of(kind)))
    assert submitted(session) == {kind: "a é1"}


@pytest.mark.parametrize("kind", [kind for kind in TYPED if kind != "long-text"])
def test_enter_goes_on_from_a_single_line(play, kind):
    async def act(stage):
        await stage.press("x", "enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of(kind)))) == {kind: "x"}


def test_long_text_keeps_its_lines(play):
    async def act(stage):
        await stage.press("a", "enter", "b")
        stage.face.focused.post_message(events.Paste("c\r\nd\te"))
        await stage.until(lambda: "d" in stage.box.answer())
        await stage.press("ctrl+n")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("long-text")))) == {"long-text": "a\nbc\nd    e"}


def test_files_are_one_on_each_line(play):
    async def act(stage):
        stage.face.focused.post_message(events.Paste("/a b.png\n\n  /c.png "))
        await stage.until(stage.box.answer)
        await stage.press("ctrl+n")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("files")))) == {"files": ["/a b.png", "/c.png"]}


def test_lines_pasted_into_one_line_are_joined_not_dropped(play):
    async def act(stage):
        stage.face.focused.post_message(events.Paste("one\ntwo\r\nthree"))
        await stage.until(stage.box.answer)
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("text")))) == {"text": "one two three"}


@pytest.mark.parametrize("kind", ["text", "long-text"])
def test_pasting_too_much_takes_nothing_and_says_so(play, kind):
    async def act(stage):
        await stage.press("a")
        stage.face.focused.post_message(
            events.Paste("x" * ((MOST_TYPED if kind == "long-text" else MOST_IN_LINE) + 1))
        )
        await stage.shows("Nothing was pasted.")
        assert stage.box.answer() == "a"

    play(act, on(one_of(kind)))


@pytest.mark.parametrize("keys", [("2", "enter"), ("down", "down", "enter"), ("s", "enter")])
def test_a_choice_by_digit_arrow_or_letter(play, keys):
    async def act(stage):
        await stage.press(*keys)
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choice")))) == {"choice": "snap"}


def test_two_digits_make_one_number(play):
    options = tuple(Choice(f"c{number}", f"Choice {number}") for number in range(1, 13))

    async def act(stage):
        await stage.press("1", "2", "enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choice", options=options)))) == {"choice": "c12"}


def test_a_stray_enter_answers_nothing(play):
    async def act(stage):
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choice")))) == {"choice": ""}


def test_yes_no_needs_no_options_of_its_own(play):
    async def act(stage):
        await stage.shows("1 Yes")
        await stage.press("2", "enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("yes-no")))) == {"yes-no": "no"}


@pytest.mark.parametrize("kind", ["choices", "rows"])
def test_several_are_ticked_and_unticked(play, kind):
    async def act(stage):
        await stage.press("3", "1", "down", "space", "space", "down", "down", "space", "enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of(kind)))) == {kind: ["ig", "fb", "wa"]}


def test_enter_ticks_while_nothing_is_ticked_and_then_goes_on(play):
    async def act(stage):
        await stage.press("down", "down", "enter")
        await stage.until(lambda: stage.box.answer() == ["snap"])
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("choices")))) == {"choices": ["snap"]}


def test_adding_a_row_goes_on_at_once(play):
    options = (*PLATFORMS[:2], Choice("+", "Add someone new"))

    async def act(stage):
        await stage.press("1", "3")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of("rows", options=options)))) == {"rows": ["ig", "+"]}


@pytest.mark.parametrize("key", ["2", "space", "enter"])
@pytest.mark.parametrize("value", [[], ["ig"]])
def test_adding_comes_before_the_other_questions_of_a_page(play, key, value):
    options = (PLATFORMS[0], Choice("+", "Add someone new"))
    downs = 0 if key == "2" else 1 if value else 2

    async def act(stage):
        stage.box.focus_control()
        await stage.press(*["down"] * downs, key)
        await stage.calls("submit")

    session = play(act, on(one_of("rows", options=options, value=value), one_of("text")))
    assert submitted(session) == {"rows": [*value, "+"], "text": ""}


@pytest.mark.parametrize("kind", TYPES)
def test_what_stands_there_goes_back_unchanged(play, kind):
    value = {"choices": ["fb"], "rows": ["fb", "ig"], "choice": "fb", "yes-no": "no"}.get(
        kind, "odd \x1b[31m\t\u202e text"
    )

    async def act(stage):
        await stage.press("ctrl+n")
        await stage.calls("submit")

    got = submitted(play(act, on(one_of(kind, value=value))))[kind]
    assert got == value or sorted(got) == sorted(value)


LEAVING = [*((kind, 0, "skipped") for kind in TYPES), ("text", 1, "not-sure"), ("when", 2, "later")]


@pytest.mark.parametrize(("kind", "steps", "how"), LEAVING)
def test_leaving_a_question_open(play, kind, steps, how):
    async def act(stage):
        await stage.press("tab", *["right"] * steps, "enter")
        await stage.calls("submit")

    assert submitted(play(act, on(one_of(kind, may_open=OPEN)))) == {kind: Left(how)}


def test_answering_takes_back_that_it_was_left_open(play):
    async def act(stage):
        await stage.shows("(•) Not sure")
        await stage.press("x", "ctrl+n")
        await stage.calls("submit")

    session = play(act, on(one_of("text", may_open=OPEN, open="not-sure")))
    assert submitted(session) == {"text": "x"}


@pytest.mark.parametrize("kind", ["choice", "yes-no", "choices", "rows"])
def test_leaving_it_open_takes_the_marks_away(play, kind):
    async def act(stage):
        await stage.press("1")
        assert stage.box.answer() in ("ig", "yes", ["ig"])
        await stage.press("tab", "space")
        assert stage.box.answer() == Left("skipped")
        assert stage.box.control.marked == []
        await stage.press("space")
        assert not stage.box.answer()

    play(act, on(one_of(kind, may_open=OPEN)))


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "files"])
def test_tab_and_enter_keep_the_answer(play, kind):
    async def act(stage):
        await stage.press("1", "tab", "enter")
        await stage.calls("submit")

    got = submitted(play(act, on(one_of(kind, may_open=OPEN))))[kind]
    assert got in ("1", "ig", "yes", ["ig"])


def test_a_way_that_was_looked_for_is_taken_over_the_answer(play):
    async def act(stage):
        await stage.press("1", "tab", "right", "enter")
        await stage.calls("submit")

    session = play(act, on(one_of("choice", may_open=OPEN)))
    assert submitted(session) == {"choice": Left("not-sure")}


def test_only_the_ways_that_are_offered_are_shown(play):
    async def act(stage):
        await stage.shows("( ) Later")
        assert "Skip" not in stage.text()

    play(act, on(one_of("text", may_open=("later",))))


def test_a_suggestion_is_no_answer_until_it_is_taken(play):
    field = one_of("choice", suggested="fb", suggested_label="Facebook, as last time")

    async def look(stage):
        await stage.shows("Use: Facebook, as last time")
        await stage.press("ctrl+n")
        await stage.calls("submit")

    assert submitted(play(look, on(field))) == {"choice": ""}

    async def take(stage):
        await stage.press("tab", "enter")
        await stage.until(lambda: stage.box.answer() == "fb")
        await stage.press("enter")
        await stage.calls("submit")

    assert submitted(play(take, on(field))) == {"choice": "fb"}


def test_enter_goes_through_a_group_and_on_from_its_last_field(play):
    async def act(stage):
        await stage.press("1", "enter", "h", "enter", "7", "enter")
        await stage.calls("submit")

    fields = (one_of("choice"), one_of("handle"), one_of("number"))
    assert submitted(play(act, on(*fields))) == {"choice": "ig", "handle": "h", "number": "7"}


def test_a_secret_is_dots_and_never_a_draft(play):
    async def act(stage):
        await stage.press("p", "a", "s", "s")
        await stage.shows("••••")
        assert "pass" not in stage.text()
        assert stage.screen.drafts() == {}
        await stage.press("escape")
        await stage.calls("back")

    session = play(act, on(one_of("secret"), can_back=True))
    assert not session.named("keep_draft")


def test_the_second_way_on_is_sent_as_chosen(play):
    choices = (Choice("next", "Continue"), Choice("again", "Another"))

    async def act(stage):
        await stage.press("x", "tab", "2", "enter")
        await stage.calls("submit")

    session = play(act, on(one_of("text"), choices=choices))
    assert session.named("submit") == [("submit", {"text": "x"}, "again")]
