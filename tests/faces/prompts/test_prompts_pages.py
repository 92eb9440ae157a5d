"""Going through pages: groups, errors, ways on, commands, leaving, locking, resizing."""

from __future__ import annotations

import threading

import pytest
from prompts_app import (
    COLOURS,
    DANGER,
    LIST,
    OPEN,
    SECRET,
    STORY,
    Sitting,
    asking,
    crashing,
    misread,
)
from prompts_stage import paste

from tui.session.driver import LOCKED
from tui.session.page import Choice, Field, Left
from tui.session.settings import Settings

A = Field(name="a", type="text", label="The first?", may_open=OPEN)
B = Field(name="b", type="choice", label="The second?", options=COLOURS, may_open=OPEN)
C = Field(name="c", type="number", label="The third?", may_open=OPEN)


def test_a_page_is_told_whole(stage):
    shown = stage(Sitting(DANGER))
    text = shown.wait_for("Carry on")
    for words in (
        "ctrl+q leaves at once",
        "Right now · Before you start",
        "Stop: If you are in danger now, call 911.",
        "You can skip any question.",
        "A help line: 1-800-000-0000. Day and night",
        "From x, read on y.",
        "Old.",
        "1 Carry on",
        "2 Not now",
    ):
        assert words in text


@pytest.mark.parametrize(("keys", "choice"), [(["1", "enter"], "next"), (["2", "enter"], "stop")])
def test_a_way_on_is_picked(stage, keys, choice):
    app = Sitting(DANGER)
    shown = stage(app)
    shown.wait_for("1 Carry on")
    shown.keys(*keys)
    shown.wait_for("It is over.")
    assert app.sent == [("danger", {}, choice)]


def test_lines_of_a_list_lead_somewhere_and_headings_do_not(stage):
    app = Sitting(LIST)
    shown = stage(app)
    text = shown.wait_for("That is all")
    assert "One - an answer - later" in " ".join(text.split())
    shown.keys("down")
    shown.wait(lambda text: "» 2   Two" in text)
    shown.keys("down")
    shown.wait(lambda text: "» 3 Three" in text)
    shown.keys("enter")
    shown.wait_for("It is over.")
    assert app.sent == [("list", {}, "3")]


def test_a_group_is_asked_one_after_the_other_and_goes_back_inside(stage):
    app = Sitting(asking(A, B, C))
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("one", "enter")
    shown.asked("The second?")
    shown.keys("2", "enter")
    shown.asked("The third?")
    shown.back_to("The second?")
    shown.wait(lambda text: "» 2 Green" in text)
    shown.back_to("The first?")
    shown.wait_for("> one")
    shown.to("The second?", " and a half", "enter")
    shown.to("The third?", "enter")
    shown.keys(":l", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"a": "one and a half", "b": "g", "c": Left("later")}
    assert len(app.sent) == 1 and "back" not in app.calls


def test_only_what_is_wrong_is_asked_again_with_why(stage):
    app = Sitting(
        asking(A, B, C),
        judge=lambda page, values: {"c": "That is no number."} if values["c"] == "x" else {},
    )
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("one", "enter")
    shown.asked("The second?")
    shown.keys("1", "enter")
    shown.asked("The third?")
    shown.keys("x", "enter")
    shown.wait_for("! That is no number.")
    shown.asked("The third?")
    shown.keys("backspace", "3", "enter")
    shown.wait_for("It is over.")
    assert [values for _, values, _ in app.sent] == [
        {"a": "one", "b": "r", "c": "x"},
        {"a": "one", "b": "r", "c": "3"},
    ]
    assert shown.raw.count("The first?") == 1


def test_it_starts_where_the_page_says(stage):
    app = Sitting(
        asking(
            Field(name="a", type="text", label="The first?", value="as it was"),
            Field(name="b", type="text", label="The second?", open="later"),
            Field(name="c", type="text", label="The third?"),
            Field(name="d", type="text", label="The fourth?"),
            focus="d",
        )
    )
    shown = stage(app)
    shown.asked("The fourth?")
    shown.keys("four", "enter")
    shown.asked("The third?")
    shown.keys("three", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"a": "as it was", "b": Left("later"), "c": "three", "d": "four"}


@pytest.mark.parametrize("kind", ["text", "long-text", "secret", "path"])
def test_another_way_on_can_be_taken_without_answering(stage, kind):
    field = Field(name="a", type=kind, label="The first?")
    ways = (Choice("next", "Continue"), Choice("again", "Add another"))
    app = Sitting(asking(field, choices=ways))
    shown = stage(app)
    shown.wait_for(":2 Add another")
    shown.keys(":2", "enter")
    shown.wait_for("It is over.")
    assert app.sent == [("ask-a", {}, "again")]


def test_what_was_typed_above_another_way_on_is_sent_with_it(stage):
    ways = (Choice("next", "Continue"), Choice("done", "Skip the rest"))
    app = Sitting(asking(Field(name="a", type="long-text", label="The first?"), choices=ways))
    shown = stage(app)
    shown.wait_for(":2 Skip the rest")
    shown.keys("one", "enter", ":2", "enter")
    shown.wait_for("It is over.")
    assert app.sent == [("ask-a", {"a": "one"}, "done")]


COMMANDS = {
    "ctrl+b": ("ctrl+b", "back"),
    "escape": ("escape", "back"),
    ":b": (":b\r", "back"),
    ":f": (":f\r", "forward"),
    "ctrl+f": ("ctrl+f", "forward"),
    "f2": ("f2", "outline"),
    ":o": (":o\r", "outline"),
    "f3": ("f3", "still_open"),
    ":g": (":g\r", "still_open"),
    "f4": ("f4", "preview"),
    ":p": (":p\r", "preview"),
    "f5": ("f5", "undo"),
    ":u": (":u\r", "undo"),
    "f10": ("f10", "menu"),
    ":m": (":m\r", "menu"),
}


@pytest.mark.parametrize(("keys", "call"), COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize("kind", ["text", "choice", "yes-no"])
def test_commands_work(stage, keys, call, kind):
    given_in(stage, kind, keys, call)


@pytest.mark.parametrize("kind", ["choices", "long-text", "secret", "path", "files"])
@pytest.mark.parametrize(("keys", "call"), [("escape", "back"), ("f10", "menu"), (":m\r", "menu")])
def test_commands_work_in_every_prompt(stage, keys, call, kind):
    given_in(stage, kind, keys, call)


def given_in(stage, kind, keys, call):
    options = COLOURS if kind in ("choice", "choices") else ()
    field = Field(name="q", type=kind, label="What is it?", options=options)
    flags = dict.fromkeys(("can_back", "can_forward", "has_menu", "has_paper", "can_undo"), True)
    app = Sitting(DANGER, asking(field, **flags))
    app.place = 1
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys(keys)
    shown.wait(lambda _text: call in app.calls, call)
    assert app.sent == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("escape", "There is nothing to go back to."),
        ("f5", "There is no answer here that can be taken back."),
        ("f4", "There is no paper that could be shown yet."),
        ("f10", "That leads somewhere once a record is open."),
        ("f9", "No record is open, so there is nothing to lock."),
        (":y\r", "Nothing is suggested here."),
        (":t\r", "That is for dates."),
        (":z\r", "That is not a command."),
        ("ctrl+c", "To leave, press ctrl+q"),
        ("ctrl+d", "To leave, press ctrl+q"),
    ],
)
def test_what_leads_nowhere_says_so_and_keeps_what_is_typed(stage, keys, said):
    app = Sitting(asking(A))
    shown = stage(app)
    shown.asked("The first?")
    if not keys.startswith(":"):
        shown.keys("half a ")
    shown.keys(keys)
    shown.wait_for(said)
    if not keys.startswith(":"):
        shown.keys("word", "enter")
        shown.wait_for("It is over.")
        assert app.answers() == {"a": "half a word"}


def test_a_colon_in_a_list_opens_a_line_for_a_command(stage):
    app = Sitting(asking(B))
    shown = stage(app)
    shown.asked("The second?")
    shown.keys("2", ":")
    shown.wait_for("A letter, then Enter.")
    shown.keys("w", "enter")
    shown.wait_for("That is not a command.")
    shown.keys("escape")
    shown.wait(lambda text: "» 2 Green" in text)
    shown.keys(":", "n", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"b": Left("not-sure")}


def test_help_says_why_and_goes_on_where_one_was(stage):
    app = Sitting(asking(A, help="Just a word.", why="To have one."))
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("half a ", "f1")
    shown.wait_for("Just a word. Why we ask: To have one.")
    shown.wait_for(":q ctrl+q Leave at once.")
    shown.asked("The first?")
    shown.keys("word", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"a": "half a word"}


LEAVING = {"ctrl+q": ["ctrl+q"], "typed": [":q", "enter"]}


@pytest.mark.parametrize("keys", LEAVING.values(), ids=LEAVING.keys())
def test_leaving_clears_all_that_was_shown(stage, keys):
    app = Sitting(asking(A))
    shown = stage(app)
    shown.asked("The first?")
    shown.keys(*keys)
    assert shown.end() == 0
    assert app.left and app.sent == []
    assert shown.text().strip() == ""
    after = shown.raw.rpartition("\x1b[2J\x1b[3J\x1b[H")[2]
    assert "\x1b[2J\x1b[3J\x1b[H" in shown.raw and after.strip() == ""


def test_unfinished_text_is_handed_over_on_leaving(stage):
    app = Sitting(STORY)
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys(paste("one\ntwo"), "ctrl+q")
    assert shown.end() == 0
    assert app.drafts == {"story": "one\ntwo"}


def test_unfinished_text_is_handed_over_on_going_back(stage):
    app = Sitting(DANGER, STORY)
    app.place = 1
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("one", "enter", ":b", "enter")
    shown.wait_for("Carry on")
    assert app.drafts == {"story": "one"}


def test_a_text_that_was_answered_and_not_sent_is_handed_over_too(stage):
    app = Sitting(asking(A, C))
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("one", "enter")
    shown.asked("The third?")
    shown.keys("3", "ctrl+q")
    assert shown.end() == 0
    assert app.drafts == {"a": "one"}


def test_a_secret_and_a_command_are_no_draft(stage):
    app = Sitting(asking(Field(name="s", type="secret", label="A passphrase"), A))
    shown = stage(app)
    shown.asked("A passphrase")
    shown.keys("correct horse", "enter")
    shown.asked("The first?")
    shown.keys(":q", "enter")
    assert shown.end() == 0
    assert app.drafts == {}


def slow_sitting() -> tuple[Sitting, threading.Event]:
    gate = threading.Event()
    app = Sitting(DANGER, asking(A))
    app.before = lambda call: gate.wait(20) and None  # type: ignore[func-returns-value]
    return app, gate


def test_what_takes_long_is_said_and_keys_go_on_to_the_next_question(stage):
    app, gate = slow_sitting()
    shown = stage(app)
    shown.wait_for("1 Carry on")
    shown.keys("1", "enter")
    shown.wait_for("Working…")
    shown.keys("typed ahead")
    gate.set()
    shown.asked("The first?")
    shown.wait_for("> typed ahead")


def test_leaving_does_not_wait_for_what_takes_long(stage):
    app, gate = slow_sitting()
    shown = stage(app)
    shown.wait_for("1 Carry on")
    shown.keys("1", "enter")
    shown.wait_for("Working…")
    shown.keys("ctrl+q")
    shown.wait(lambda text: "\x1b[3J" in shown.raw and not text.strip())
    assert not app.left
    gate.set()
    assert shown.end() == 0 and app.left


def test_it_locks_when_asked_and_hands_text_over(stage):
    app = Sitting(STORY)
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("half", "f9")
    assert shown.end() == LOCKED
    assert app.calls[-1] == "lock" and app.drafts == {"story": "half"}
    assert shown.text().strip() == ""


def test_it_locks_when_no_key_was_pressed_for_long(stage):
    app = Sitting(STORY)
    app.settings = Settings(idle_minutes=0.02)  # type: ignore[arg-type]
    shown = stage(app)
    assert shown.end() == LOCKED


def test_where_nothing_is_open_it_does_not_lock_by_itself(stage):
    app = Sitting(asking(A))
    app.settings = Settings(idle_minutes=0.002)  # type: ignore[arg-type]
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("a", "b", "enter")
    shown.wait_for("It is over.")
    assert "lock" not in app.calls


def test_what_can_not_be_locked_is_covered(stage):
    app = Sitting(STORY)
    app.lockable = False
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("half", "f9")
    text = shown.wait_for("Press any key to go on.")
    assert text.split() == ["Notes", *["Press", "any", "key", "to", "go", "on."]]
    shown.keys("x")
    shown.asked("What did it say?")
    text = shown.wait_for("> half")
    assert "This record is kept nowhere" in text
    shown.keys(" of it", "ctrl+n")
    shown.wait_for("It is over.")
    assert app.answers() == {"story": "half of it"}


def test_a_cover_can_be_left(stage):
    app = Sitting(STORY)
    app.lockable = False
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("f9")
    shown.wait_for("Press any key to go on.")
    shown.keys("ctrl+q")
    assert shown.end() == 0 and app.left


def test_a_window_of_another_size_is_drawn_anew(stage):
    app = Sitting(asking(A, B))
    shown = stage(app)
    shown.asked("The first?")
    shown.keys("one")
    shown.resize(40, 20)
    shown.keys(" two")
    # It is drawn where it was before it is drawn anew, with its page.
    text = shown.wait(lambda text: "one two" in text and "The first?" in text, "drawn anew")
    assert text.count("The first?") == 1 and text.count("A page") == 1
    assert all(len(line) <= 40 for line in text.splitlines())
    shown.keys("enter")
    shown.asked("The second?")
    shown.keys("2")
    shown.resize(100, 40)
    shown.keys("down")
    shown.wait(lambda text: "» 3 Blue" in text)
    shown.keys("enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"a": "one two", "b": "b"}


@pytest.mark.parametrize("make", [crashing, misread])
def test_what_goes_wrong_is_raised_once_nothing_is_shown_any_more(stage, make, capfd):
    app = make()
    shown = stage(app)
    if make is crashing:
        shown.wait_for("1 Carry on")
        shown.keys("1", "enter")
    else:
        shown.asked("When was it?")
        shown.keys("soon!")
    with pytest.raises(ValueError):
        shown.end()
    assert app.left and shown.text().strip() == ""
    assert SECRET not in shown.raw
    printed = capfd.readouterr()
    assert (printed.out, printed.err) == ("", "")


def test_a_keyboard_that_is_gone_ends_it_in_order(stage):
    app = Sitting(STORY)
    shown = stage(app)
    shown.asked("What did it say?")
    shown.keys("half")
    shown.wait_for("> half")
    shown.keyboard.close()
    assert shown.end() == 0
    assert app.left and app.drafts == {"story": "half"}


def test_the_last_page_stands_until_a_key_is_pressed(stage):
    app = Sitting()
    shown = stage(app)
    shown.wait_for("It is over. Press any key to leave")
    shown.keys("x")
    assert shown.end() == 0
    assert shown.text().strip() == ""


def test_a_page_longer_than_the_window_is_told_a_screenful_at_a_time(stage):
    from tui.session.page import Page, Paragraph

    lines = "\n".join(f"line {number} of it" for number in range(1, 61))
    app = Sitting(Page(id="long", kind="message", title="Long", text=(Paragraph(lines),)))
    shown = stage(app, rows=24)
    text = shown.wait_for("There is more. Press any key.")
    assert "line 1 of it" in text and "line 60 of it" not in text
    while "line 60 of it" not in text:
        last = max(int(one.split()[1]) for one in text.splitlines() if one.endswith("of it"))
        shown.keys("space")
        text = shown.wait(
            lambda text, last=last: (
                f"line {last + 1} of it" in text and ("There is more" in text or "Go on" in text)
            )
        )
    shown.keys("space")
    shown.wait_for("Go on")


def test_the_heading_says_whose_record_it_is(stage):
    shown = stage(Sitting(asking(A, whose="Ann\x1b", section="What happened")))
    shown.wait_for("Ann<U+001B> · What happened")
