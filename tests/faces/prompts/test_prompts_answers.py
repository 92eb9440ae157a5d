"""Every kind of question, answered with the keys a person would press."""

from __future__ import annotations

import re

import pytest
from prompts_app import COLOURS, OPEN, PLACES, YES_NO, Sitting, asking
from prompts_stage import paste

from tui.session.page import Choice, Field, Left


def one(type: str, **more) -> Field:
    return Field(**({"name": "q", "type": type, "label": "What is it?"} | more))


ANSWERS = {
    "choice by arrows": (one("choice", options=COLOURS), ["down", "down", "enter"], "g"),
    "choice by number": (one("choice", options=COLOURS), ["3", "enter"], "b"),
    "choice by letters": (one("choice", options=COLOURS), ["gr", "enter"], "g"),
    "choice from below": (one("choice", options=COLOURS), ["up", "enter"], "b"),
    "choice that stands": (one("choice", options=COLOURS, value="g"), ["enter"], "g"),
    "choice suggested": (
        one("choice", options=COLOURS, suggested="b"),
        ["down", "enter"],
        "b",
    ),
    "choices": (one("choices", options=COLOURS), ["space", "end", "space", "enter"], ["r", "b"]),
    "choices by number": (one("choices", options=COLOURS), ["2", "enter"], ["g"]),
    "choices that stand": (
        one("choices", options=COLOURS, value=["g", "b"]),
        ["enter"],
        ["g", "b"],
    ),
    "choices taken back": (
        one("choices", options=COLOURS, value=["g", "b"]),
        ["space", "enter"],
        ["b"],
    ),
    "rows": (one("rows", options=(*COLOURS, Choice("+", "Add"))), ["end", "space", "enter"], ["+"]),
    "yes": (one("yes-no", options=YES_NO), ["y", "enter"], "yes"),
    "no": (one("yes-no", options=YES_NO), ["n", "enter"], "no"),
    "no, after all": (one("yes-no", options=YES_NO), ["y", "n", "enter"], "no"),
    "yes that stands": (one("yes-no", options=YES_NO, value="yes"), ["enter"], "yes"),
    "no that stands": (one("yes-no", value="no"), ["enter"], "no"),
    "oui": (
        one("yes-no", options=(Choice("yes", "Oui", key="o"), Choice("no", "Non", key="n"))),
        ["o", "enter"],
        "yes",
    ),
    "long list, middle": (one("choice", options=PLACES), ["olumb", "enter"], "BC"),
    "long list, code": (one("choice", options=PLACES), ["sk", "enter"], "SK"),
    "long list, accent": (one("choice", options=PLACES), ["quebec", "enter"], "QC"),
    "long list, pasted": (
        one("choice", options=PLACES),
        [paste("British\r\nColumbia\n"), "enter"],
        "BC",
    ),
    "long list, stands": (one("choice", options=PLACES, value="ON"), ["enter"], "ON"),
    "text": (one("text"), ["the blue one", "enter"], "the blue one"),
    "text that stands": (one("text", value="as it was"), ["enter"], "as it was"),
    "text added to": (one("text", value="as it was"), [" once", "enter"], "as it was once"),
    "text written again": (one("text", value="as it was"), ["ctrl+u", "new", "enter"], "new"),
    "text with a colon": (one("text"), ["::q", "enter"], ":q"),
    "text pasted": (one("text"), [paste("two\r\nlines\n"), "enter"], "two lines"),
    "number": (one("number"), ["12", "enter"], "12"),
    "money": (one("money"), ["$45.50", "enter"], "$45.50"),
    "phone": (one("phone"), ["604 555 0123", "enter"], "604 555 0123"),
    "handle": (one("handle"), ["@name", "enter"], "@name"),
    "link": (one("link"), ["https://example.org", "enter"], "https://example.org"),
    "when": (one("when"), ["about March 2026", "enter"], "about March 2026"),
    "long": (one("long-text"), ["one", "enter", "two", "alt+enter"], "one\ntwo"),
    "long by ctrl+n": (one("long-text"), ["one", "enter", "two", "ctrl+n"], "one\ntwo"),
    "long by :d": (one("long-text"), ["one", "enter", ":d", "enter"], "one"),
    "long with a command in it": (
        one("long-text"),
        ["one", "enter", "::q", "enter", "x", "ctrl+n"],
        "one\n:q\nx",
    ),
    "long pasted": (
        one("long-text"),
        [paste("a\r\n    b\r\n:q\r\nc"), "ctrl+n"],
        "a\n    b\n:q\nc",
    ),
    "long, indented": (one("long-text"), ["    a", "enter", "b", "ctrl+n"], "    a\nb"),
    "long that stands": (one("long-text", value="as\nit was"), ["ctrl+n"], "as\nit was"),
    "secret": (one("secret"), ["correct horse", "enter"], "correct horse"),
    "secret like a command": (one("secret"), ["::q", "enter"], ":q"),
    "files": (one("files"), ["a.txt", "enter", "b.txt", "enter", "enter"], ["a.txt", "b.txt"]),
    "files kept": (one("files", value=["a.txt"]), ["1", "enter"], ["a.txt"]),
    "files added to": (
        one("files", value=["a.txt"]),
        ["2", "enter", "b", "enter", "enter"],
        ["a.txt", "b"],
    ),
    "sign-off": (one("sign-off"), ["Ana; friend; today", "enter"], "Ana; friend; today"),
    "suggested": (one("text", suggested="so it is"), [":y", "enter"], "so it is"),
    "suggested, a list": (
        one("choices", options=COLOURS, suggested=["r", "g"]),
        [":", "y", "enter"],
        ["r", "g"],
    ),
    "skipped": (one("text", may_open=OPEN), [":s", "enter"], Left("skipped")),
    "not sure": (one("when", may_open=OPEN), [":n", "enter"], Left("not-sure")),
    "later": (one("long-text", may_open=OPEN), [":l", "enter"], Left("later")),
    "later by ctrl+n": (one("long-text", may_open=OPEN), [":l", "ctrl+n"], Left("later")),
    "long with a colon": (one("long-text"), ["::l", "ctrl+n"], ":l"),
    "skipped in a list": (
        one("choice", options=COLOURS, may_open=OPEN),
        ["skip", "enter"],
        Left("skipped"),
    ),
    "skipped below a list": (
        one("choice", options=COLOURS, may_open=OPEN),
        [":", "s", "enter"],
        Left("skipped"),
    ),
    "yes or no, later": (one("yes-no", may_open=OPEN), [":", "l", "enter"], Left("later")),
}


@pytest.mark.parametrize(("field", "keys", "answer"), ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_is_sent_as_it_was_given(stage, field, keys, answer):
    app = Sitting(asking(field))
    shown = stage(app)
    shown.wait_for("What is it?")
    for key in keys:
        # What waits is drawn before the next key; a person sees it, too.
        before = shown.raw
        shown.keys(key)
        shown.wait(lambda _text, before=before: shown.raw != before or app.sent, key)
    shown.wait_for("It is over.")
    assert app.answers() == {"q": answer}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        (one("choice", options=COLOURS), "Point at one with the arrows"),
        (one("yes-no"), "Press y or n, then Enter."),
    ],
)
def test_enter_alone_answers_nothing(stage, field, said):
    app = Sitting(asking(field))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("enter")
    shown.wait_for(said)
    assert app.sent == []


def test_a_number_ticks_in_a_short_list_and_points_in_a_long_one(stage):
    app = Sitting(asking(one("choices", options=COLOURS)), asking(one("choices", options=PLACES)))
    shown = stage(app)
    shown.asked("What is it?")
    shown.wait_for("Space or a number ticks, Enter goes on")
    shown.keys("3", "1", "2", "2", "9")
    shown.wait(lambda text: re.search("» ○ 2", text) and "● 1" in text and "● 3" in text)
    shown.keys("enter")
    shown.wait(lambda _text: len(app.sent) == 1)
    assert app.answers() == {"q": ["r", "b"]}
    shown.wait_for("Space ticks, Enter goes on")
    shown.keys("1", "2")
    shown.wait(lambda text: re.search("» ○ 12", text))
    assert "●" not in shown.text()


def test_nothing_ticked_is_said(stage):
    shown = stage(Sitting(asking(one("choices", options=COLOURS))))
    shown.asked("What is it?")
    shown.keys("enter")
    shown.wait_for("Tick what fits with the space bar")
    shown.keys("down")
    shown.wait(lambda text: "Tick what fits" not in text)


def test_an_enter_pressed_too_often_answers_no_further_question(stage):
    first = Field(name="a", type="text", label="First?")
    second = Field(name="b", type="choice", label="Second?", options=COLOURS, value="r")
    app = Sitting(asking(first, second))
    shown = stage(app)
    shown.asked("First?")
    shown.keys("word\r\r\r")
    shown.asked("Second?")
    shown.keys("2")
    shown.wait(lambda text: "» 2 Green" in text)
    shown.keys("enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"a": "word", "b": "g"}


def test_what_is_typed_is_said_back(stage):
    app = Sitting(asking(one("when")))
    app.means = {"3 march": "3 March 2026", "never": "There is no such day."}
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("3 march")
    shown.wait_for("= 3 March 2026")
    shown.keys("ctrl+u", "never")
    shown.wait_for("= There is no such day.")


def test_why_a_date_can_not_be_read_is_not_said_as_if_it_were_the_answer(stage):
    app = Sitting(asking(one("when")))
    app.means = {"never": "There is no such day."}
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("never", "enter")
    assert "> never" in shown.wait_for("It is over.")
    app = Sitting(asking(one("when")))
    app.means = {"3 march 2026": "the third of March"}
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("3 march 2026", "enter")
    assert "> the third of March" in shown.wait_for("It is over.")


def test_one_of_a_long_list_can_be_pointed_at(stage):
    app = Sitting(asking(one("choice", options=PLACES)))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("new")
    shown.wait(lambda text: "Newfoundland and Labrador" in text and "Alberta" not in text)
    shown.keys("down")
    shown.wait_for("> New Brunswick")
    shown.keys("down")
    shown.wait_for("> Newfoundland and Labrador")
    shown.keys("enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "NL"}


def test_what_is_not_in_a_long_list_is_offered_as_the_nearest(stage):
    app = Sitting(asking(one("choice", options=PLACES)))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("Manitba", "enter")
    shown.wait_for("Near to it: Manitoba.")
    assert app.sent == []
    shown.keys("down", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "MB"}


def test_two_of_one_name_are_told_apart(stage):
    twins = tuple(Choice(f"row{number}", "Sam") for number in range(14))
    app = Sitting(asking(one("choice", options=twins)))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("sam (2)", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "row1"}


def test_a_passphrase_shows_nothing(stage):
    app = Sitting(asking(one("secret")))
    shown = stage(app)
    shown.wait_for("Nothing shows while you type.")
    shown.keys("correct horse", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "correct horse"}
    assert "correct" not in shown.raw and "*" not in shown.raw


def test_a_sign_off_is_asked_in_parts(stage):
    parts = (
        Field(name="q.name", type="text", label="Your name"),
        Field(name="q.date", type="when", label="On which day"),
    )
    app = Sitting(asking(one("sign-off", parts=parts, may_open=OPEN)))
    shown = stage(app)
    shown.asked("Your name")
    shown.keys("Ana", "enter")
    shown.asked("On which day")
    shown.back_to("Your name")
    shown.keys(" Paul", "enter")
    shown.asked("On which day")
    shown.keys("f1")
    shown.wait_for("This help.")
    shown.asked("On which day")
    shown.keys("today", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": ["Ana Paul", "today"]}


def test_a_date_can_be_given_part_by_part(stage):
    app = Sitting(asking(one("when")))
    shown = stage(app)
    shown.asked("What is it?")
    shown.to("How well do you know it?", ":t", "enter")
    shown.to("Which year?", "1", "enter")
    shown.to("Which month?", "2026", "enter")
    shown.to("Which day of the month?", "mar", "enter")
    shown.to("Which month?", "escape")
    shown.to("Which month?", "f1")
    shown.to("Which day of the month?", "enter")
    shown.to("At what time?", "32", "enter")
    shown.to("There is no day 32", "enter")
    shown.to("Which month?", "enter")
    shown.to("Which day of the month?", "enter")
    shown.wait_for("> 32")
    shown.to("At what time?", "ctrl+u", "3", "enter")
    shown.to("In which time zone?", "5:46 pm", "enter")
    shown.keys("2", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "2026-03-03T17:46-08:00"}


def test_parts_can_be_left_out(stage):
    app = Sitting(asking(one("when")))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys(":t", "enter")
    shown.asked("How well do you know it?")
    shown.keys("2", "enter")
    shown.asked("Which year?")
    shown.keys("2026", "enter")
    shown.asked("Which month?")
    shown.keys("enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "2026~"}


def test_files_and_folders_complete(stage, tmp_path, monkeypatch):
    (tmp_path / "papers").mkdir()
    (tmp_path / "plain.txt").write_text("")
    monkeypatch.chdir(tmp_path)
    app = Sitting(asking(one("path")))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys("p")
    shown.wait(lambda text: "papers/" in text and "plain.txt" in text)
    shown.keys("tab", "enter", "enter")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": "papers/"}
