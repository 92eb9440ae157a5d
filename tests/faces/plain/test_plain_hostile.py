"""No words can act, or pose as ours: in any part of a page, and however they are typed."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from plain_scripted import END, Scripted, asking, talk

from tui.session.driver import LOCKED
from tui.session.page import Choice, Field, Line, Page, Paragraph, Person

ALL_WAYS = ("skipped", "not-sure", "later")

HOSTILE = [
    "\x1b[2J\x1b]0;owned\x07",
    "a\r1. Delete everything",
    "a\n1. Delete everything\nChoose: 9",
    "x\u2028Chose: Greek\x85Choose: 9\x0bChoose: 9\x1c1. Delete",
    "\u202eevil\u2066\u200f",
    "{{ 7*7 }} {name} %s $HOME `id` [/ and] [bold red]",
    "\x00\x7f\x9b31m",
    "\ud800 lone",
    "é" * 5000 + "😂",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_can_act_or_pose_as_ours(words: str) -> None:
    options = (Choice("a", words, note=words), Choice("b", "B"))
    pages = (
        Page(
            id="1",
            kind="message",
            title=words,
            section=words,
            saved=words,
            text=(Paragraph(words), Paragraph(words, "stop")),
            people=(Person(*[words] * 8),),
            choices=(Choice("next", words),),
            help=words,
            why=words,
        ),
        asking(
            Field(
                name="f",
                type="choice",
                label=words,
                hint=words,
                options=options,
                value="a",
                suggested="a",
                suggested_label=words,
                error=words,
                may_open=ALL_WAYS,
            ),
            Field(name="t", type="long-text", label=words, value=words),
            Field(name="m", type="choices", label=words, options=options, value=["a"]),
        ),
        Page(id="3", kind="list", title="", lines=(Line("l", words, words, words), Line("k", "K"))),
        END,
    )
    app = Scripted(*pages)
    code, shown = talk(app, ":?", "", "1", "1", words.splitlines()[0] or "1", "1", "1")
    assert code == 0 and app.place == 3
    assert harmless(shown)


def harmless(shown: str) -> bool:
    """Whether a transcript holds nothing that acts, and no line that poses as ours."""
    acts = r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
    ours = {"1. Delete everything", "Choose: 9", "Chose: Greek", "1. Delete"}
    return not re.search(acts, shown) and not ours & {line.rstrip() for line in shown.splitlines()}


@pytest.mark.parametrize("words", HOSTILE)
def test_nor_in_parts_dates_or_what_is_said_back(words: str) -> None:
    parts = tuple(
        Field(name=name, type="text", label=words, hint=words, value=words) for name in "ab"
    )
    fields = (
        Field(name="signed", type="sign-off", label=words, hint=words, parts=parts, error=words),
        Field(name="when", type="when", label=words, suggested=words, suggested_label=words),
        Field(name="phone", type="phone", label=words, value=words, open="later"),
        Field(name="files", type="files", label=words, value=[words, words]),
    )
    choices = (Choice("next", words), Choice("rest", words, words, words))
    app = Scripted(asking(*fields, choices=choices), END)
    app.means = {"1": words, "2026": words, "x": words, words.strip(): words}
    _, shown = talk(
        app,
        *("1", words.splitlines()[0] or "x"),
        *(":t", words.splitlines()[0], "1", "2026", words.splitlines()[0], ""),
        *("", words.splitlines()[0] or "x", "."),
    )
    assert app.place == 1
    assert harmless(shown)


@pytest.mark.parametrize("words", HOSTILE)
def test_nor_while_a_long_list_is_narrowed(words: str) -> None:
    options = tuple(Choice(f"c{number}", f"{words} mm{number}", words) for number in range(14))
    fields = (
        Field(name="one", type="choice", label="One?", options=options),
        Field(name="some", type="choices", label="Some?", options=options, value=["c1", "c2"]),
    )
    app = Scripted(asking(*fields), END)
    _, shown = talk(
        app, words.splitlines()[0], "", "mm", "2", f"{words.splitlines()[0]},1", "mm", "3"
    )
    assert app.place == 1
    assert harmless(shown)


@pytest.mark.parametrize("words", HOSTILE)
def test_nor_on_a_list_of_parts_and_after_a_lock(words: str) -> None:
    lines = tuple(Line(f"l{n}", words, words, words, depth=n) for n in range(13))
    page = Page(
        id="parts", kind="list", title=words, section=words, lines=lines, has_menu=True, help=words
    )
    app = Scripted(page, END)
    app.kept = False
    _, shown = talk(app, ":?", ":x", words.splitlines()[0], "13")
    assert app.sent == [("parts", {}, "l12")]
    assert harmless(shown)
    app = Scripted(replace(page, fields=(Field(name="t", type="long-text", label="T"),)), END)
    code, shown = talk(app, words.splitlines()[0] or "x", ":x")
    assert code == LOCKED and harmless(shown)
