"""People's words are drawn as they are: never markup, never an escape, at any size."""

from __future__ import annotations

import re

import pytest
from prompts_app import OPEN, YES_NO, Sitting, asking
from prompts_stage import paste

from tui.faces.prompts import clean, items
from tui.faces.prompts.items import Item
from tui.session.page import Choice, Field, Line, Page, Paragraph, Person, Progress

HOSTILE = {
    "html": "<b>bold</b> &amp; <style fg='red'> <!--",
    "percent": "%s %(name)s {name} {0} {{ name }} $name",
    "escapes": "\x1b[31mred\x1b[2J\x1b]0;title\x07\x9b31m",
    "nul": "a\x00b\x07\x08\x7f",
    "bidi": "\u202eevil\u202c \u2066in\u2069 \u200fmark",
    "joined": "👩‍👩‍👧‍👦 👍🏽 e\u0301 می‌خواهم",
    "cjk": "她说了什么 何を言った 뭐라고" * 3,
    "surrogate": "half \ud83d of one",
    "breaks": "one\r\ntwo\u2028three\rfour\n\n\n",
    "long-word": "x" * 3_000,
    "tabs": "a\tb",
    "commands": ":q :b :?",
    "blank": " ",
}
KINDS = ("choice", "choices", "rows", "yes-no", "text", "long-text", "when", "secret", "path")
OURS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\]0;Notes\x07|\x1b\[22;0t|\x1b\[23;0t|\x08|\r|\n")
"""What the face itself may write besides text: moves, weights, the neutral title."""

each = pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())


def undrawable(raw: str) -> set[str]:
    """Characters that would act on the terminal, beyond our own sequences."""
    return {one for one in OURS.sub("", raw) if clean.is_unseen(one)}


def hostile(kind: str, words: str, several: int = 2) -> Field:
    options = tuple(Choice(f"{words}{n}", words, words, key="") for n in range(several))
    if kind == "yes-no":
        options = YES_NO
    if kind not in ("choice", "choices", "rows", "yes-no"):
        options = ()
    return Field(
        name=words,
        type=kind,
        label=words,
        hint=words,
        error=words,
        suggested=words,
        suggested_label=words,
        options=options,
        may_open=OPEN,
    )


@each
@pytest.mark.parametrize("kind", KINDS)
def test_every_prompt_draws_them(stage, kind, words):
    app = Sitting(asking(hostile(kind, words)))
    shown = stage(app)
    shown.wait_for("ctrl+q leaves")
    shown.keys(":y", "enter") if kind not in ("choice", "choices", "rows", "yes-no") else None
    if kind in ("choice", "choices", "rows", "yes-no"):
        shown.keys(":", "y", "enter")
    if kind == "secret":
        shown.keys("")
    shown.wait_for("It is over.")
    assert app.answers() == {words: words}
    assert undrawable(shown.raw) == set()


@each
def test_a_list_gives_back_the_code_of_what_it_drew(stage, words):
    app = Sitting(asking(hostile("choice", words)))
    shown = stage(app)
    shown.wait_for("ctrl+q leaves")
    shown.keys("2", "enter")
    shown.wait_for("It is over.")
    assert undrawable(shown.raw) == set()
    assert app.answers() == {words: f"{words}1"}


@each
def test_a_long_list_completes_them(stage, words):
    app = Sitting(asking(hostile("choice", words, several=14)))
    shown = stage(app)
    shown.wait_for("ctrl+q leaves")
    shown.keys("down")
    shown.wait(lambda text: re.search(r"^> +\S", text, re.MULTILINE) or not words.strip())
    shown.keys("enter")
    if words.strip():
        shown.wait_for("It is over.")
        assert app.answers() == {words: f"{words}0"}
    assert undrawable(shown.raw) == set()


@each
def test_pages_draw_them(stage, words):
    page = Page(
        id="hostile",
        kind="list",
        title=words,
        section=words,
        saved=words,
        help=words,
        why=words,
        text=tuple(Paragraph(words, kind) for kind in ("plain", "note", "warning", "stop")),
        people=(Person(*[words] * 8),),
        lines=(Line("", words), Line("a", words, words, words, 2)),
        choices=(Choice("next", words, words),),
        progress=Progress(1, 2, 3),
    )
    app = Sitting(page)
    shown = stage(app, rows=1200 if len(words) > 1000 else 200)
    shown.wait_for("Arrows or number")
    shown.keys("f1")
    shown.wait_for("Why we ask:")
    shown.keys("2", "enter")
    shown.wait_for("It is over.")
    assert app.sent == [("hostile", {}, "next")]
    assert undrawable(shown.raw) == set()


@each
@pytest.mark.parametrize("kind", ["text", "long-text", "when"])
def test_what_is_pasted_is_sent_and_drawn_harmless(stage, kind, words):
    app = Sitting(asking(Field(name="q", type=kind, label="What is it?")))
    app.understood = lambda name, text: text  # type: ignore[method-assign]
    shown = stage(app)
    shown.asked("What is it?")
    sent = words.replace("\ud83d", "\ufffd").replace("\x1b", "")
    shown.keys(paste(sent), *(["ctrl+n"] if kind == "long-text" else ["enter"]))
    if words.startswith(":"):
        shown.wait_for("It is over." if kind == "long-text" else "That is not a command.")
    else:
        shown.wait_for("It is over.")
        expected = sent.replace("\r\n", "\n").replace("\r", "\n")
        if kind != "long-text":
            expected = expected.strip("\n").replace("\n", " ")
        assert app.answers() == {"q": expected}
    assert undrawable(shown.raw) == set()


@pytest.mark.parametrize(("columns", "rows"), [(40, 12), (40, 24), (80, 24), (140, 50)])
@pytest.mark.parametrize("kind", ["choice", "choices", "yes-no", "long-text", "path"])
def test_every_prompt_fits_its_window(stage, kind, columns, rows):
    long = "An option that says so much that it takes more than a line in a narrow window"
    options = tuple(Choice(str(n), f"{long}, number {n}") for n in range(1, 13))
    if kind not in ("choice", "choices", "rows"):
        options = ()
    field = Field(name="q", type=kind, label="What is it?", options=options, may_open=OPEN)
    app = Sitting(asking(field))
    shown = stage(app, columns=columns, rows=rows)
    shown.wait_for("ctrl+q leaves")
    if options:
        shown.keys("12")
        text = shown.wait(lambda text: "» " in text and "number 12" in " ".join(text.split()))
        assert all(len(line) <= columns for line in text.splitlines())
        if columns == 40:
            pointed = text.partition("»")[2].splitlines()
            assert pointed[1].startswith("      ")
        shown.keys(*(["space"] if kind != "choice" else []), "enter")
        shown.wait_for("It is over.")
        assert app.answers() == {"q": "12" if kind == "choice" else ["12"]}


def test_a_very_long_paste_is_taken_whole(stage):
    words = "\n".join(f"{number}: what she wrote, word for word" for number in range(5_000))
    app = Sitting(asking(Field(name="q", type="long-text", label="What is it?")))
    shown = stage(app)
    shown.asked("What is it?")
    shown.keys(paste(words))
    shown.wait_for("4999: what she wrote")
    shown.keys("ctrl+n")
    shown.wait_for("It is over.")
    assert app.answers() == {"q": words}


def test_wrapping_loses_nothing_and_is_never_too_wide():
    for words in HOSTILE.values():
        for line in clean.lines(words):
            for columns in (12, 40):
                broken = clean.wrapped(line, columns, "> ", "  ")
                assert all(clean.width(one) <= columns for one in broken)
                rest = "".join(one[2:].replace(" ", "") for one in broken)
                assert rest == line.replace(" ", "")


def test_finding_knows_numbers_keys_beginnings_and_middles():
    given = [Item("Head", heading=True), Item("Ja", key="y", number=1), Item("Été", number=2)]
    assert items.pointed(given, "1") == 1 and items.pointed(given, "y") == 1
    assert items.pointed(given, "ete") == 2 and items.pointed(given, "t") == 2
    assert items.pointed(given, "head") is None and items.pointed(given, "3") is None
    assert items.meant(given, "ETE") == 2 and items.meant(given, "zz") is None
    assert items.matching(given, "etee")[0] == 2
