"""People's words are drawn as they are: never markup, never an escape, never too much."""

from __future__ import annotations

import os

import pytest
from fake_pages import OPEN, TYPES, one_of
from fake_session import Session
from textual import events

from tui.faces.screen.clean import MOST_SHOWN, inert, one_line, shown
from tui.session.page import Choice, Field, Line, Page, Paragraph, Person, Progress

HOSTILE = {
    "closing-tag": "[/ and [/red] and [/]",
    "markup": "[red]was red[/red] [b]",
    "action": "[@click=app.bell]press[/]",
    "said": "[inaudible] [redacted] [$400] $name {name} {{ name }} %s",
    "escapes": "\x1b[31mred\x1b[2J\x1b]0;title\x07\x9b31m",
    "nul": "a\x00b\x07\x08\x7f",
    "bidi": "\u202eevil\u202c \u2066in\u2069 \u200fmark",
    "joined": "👩‍👩‍👧‍👦 👍🏽 🏴‍☠️ e\u0301 می‌خواهم",
    "cjk": "她说了什么 何を言った 뭐라고" * 3,
    "surrogate": "half \ud83d of one",
    "breaks": "one\r\ntwo\u2028three\rfour\n\n\n",
    "long-word": "x" * 10_000,
    "tabs": "a\tb",
}
UNDRAWABLE = [chr(code) for code in (*range(32), *range(127, 160), 0x202E, 0x2066, 0x200F)]

each = pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())


def page_with(words: str, *fields: Field, **more) -> Page:
    given = {
        "id": "hostile",
        "kind": "form",
        "title": words,
        "section": words,
        "saved": words,
        "help": words,
        "why": words,
        "fields": fields,
        "progress": Progress(1, 2, 3),
        "can_back": True,
    }
    return Page(**(given | more))


def undrawable(stage) -> set[str]:
    """Control characters in what is about to be written to the terminal."""
    drawn = "".join(
        part.text for row in stage.face.screen._compositor.render_strips() for part in row
    )
    return set(drawn) & set(UNDRAWABLE)


def hostile_field(kind: str, words: str) -> Field:
    options = (Choice(words, words, words, key=words[:1]), Choice("b", words))
    return one_of(
        kind,
        label=words,
        hint=words,
        error=words,
        value=[words] if kind in ("choices", "rows", "files") else words,
        suggested="b",
        suggested_label=words,
        options=options if kind in ("choice", "choices", "rows", "yes-no") else (),
        may_open=OPEN,
    )


@each
def test_every_field_draws_them_and_gives_them_back(play, words):
    fields = [hostile_field(kind, words) for kind in TYPES]
    pages = [page_with(words, field, id=field.type) for field in fields]

    async def act(stage):
        for field in fields:
            await stage.page(field.type)
            assert not undrawable(stage)
            assert stage.box.answer() == field.value
            await stage.press("pagedown", "ctrl+n")
            await stage.until(lambda field=field: stage.screen.page.id != field.type)

    session = play(act, Session((*pages, Page(id="end", kind="end", title=words))))
    assert [call[1] for call in session.named("submit")] == [
        {field.name: field.value} for field in fields
    ]


@each
def test_every_typed_field_takes_them_pasted(play, words):
    kinds = ["text", "long-text", "secret", "when", "files"]
    pages = [page_with("a", one_of(kind), id=kind) for kind in kinds]

    async def act(stage):
        for kind in kinds:
            await stage.page(kind)
            stage.face.focused.post_message(events.Paste(words))
            await stage.until(stage.box.answer, kind)
            assert not undrawable(stage)
            await stage.press("ctrl+n")
            await stage.until(lambda kind=kind: stage.screen.page.id != kind)

    session = play(act, Session((*pages, page_with("b"))))
    for _submit, values, _choice in session.named("submit"):
        (got,) = values.values()
        whole = "\n".join(got) if isinstance(got, list) else got
        assert not set(whole) & set(UNDRAWABLE) - {"\n"}
        if words.isprintable():
            assert whole == words


@each
def test_every_other_kind_of_page_draws_them(play, words):
    pages = (
        page_with(
            words,
            kind="message",
            text=tuple(
                Paragraph(words, kind)
                for kind in ("plain", "note", "warning", "stop", "quiet", "heading")
            ),
            people=(Person(*[words] * 8),),
            choices=(Choice("next", words, words, key=words[:1]), Choice("b", words)),
        ),
        page_with(words, id="m", kind="menu", choices=(Choice("a", words, words),)),
        page_with(words, id="l", kind="list", lines=(Line("a", words, words, words, 2),)),
        page_with(words, id="e", kind="end"),
    )

    async def act(stage):
        for page in pages:
            await stage.page(page.id)
            assert not undrawable(stage)
            await stage.press("f1")
            await stage.until(lambda: stage.face.screen is not stage.screen)
            assert not undrawable(stage)
            await stage.press("escape")
            await stage.until(lambda: stage.face.screen is stage.screen)
            if page.kind != "end":
                await stage.press("home", "enter")
                await stage.until(lambda page=page: stage.screen.page.id != page.id)

    play(act, Session(pages))


def test_square_brackets_stay_on_the_screen(play):
    async def act(stage):
        await stage.shows("She said [inaudible] and [red]stop[/red] [/")

    words = "She said [inaudible] and [red]stop[/red] [/"
    play(act, Session((page_with("a", one_of("text", label=words)),)))


def test_what_cannot_be_drawn_becomes_visible():
    assert inert("a\x1b[2J\x00\u202eb") == "a<U+001B>[2J<U+0000><U+202E>b"
    assert inert("a\r\nb\u2028c\td") == "a\nb\nc    d"
    assert one_line("a\nb") == "a b"
    assert inert("👩‍👧 می‌خواهم 她") == "👩‍👧 می‌خواهم 她"


def test_very_long_text_is_cut_where_it_is_drawn_and_says_so():
    drawn = shown("x" * (MOST_SHOWN + 5)).plain
    assert drawn == "x" * MOST_SHOWN + "… (5 more characters)"


@each
def test_the_paper_at_the_side_draws_them(play, words):
    page = page_with("a", one_of("text"), has_paper=True, has_menu=True)
    session = Session((page,))
    kinds = ("plain", "note", "warning", "stop", "quiet", "heading")
    session.beside = lambda: tuple(Paragraph(words, kind) for kind in kinds)  # type: ignore

    async def act(stage):
        await stage.shows("The paper so far")
        assert not undrawable(stage)
        assert stage.screen.beside.virtual_size.width <= stage.screen.beside.size.width

    play(act, session, (140, 40))


@each
def test_what_is_said_back_is_drawn_as_it_is(play, words):
    session = Session((page_with("a", one_of("when")),))
    session.echoes["ab"] = words

    async def act(stage):
        await stage.press("a")
        height = stage.box.region.height
        await stage.press("b")
        shown_back = one_line(words)[:20].split()[:1]
        await stage.until(lambda: all(word in stage.text() for word in shown_back))
        assert not undrawable(stage)
        assert stage.box.region.height <= height + 8

    play(act, session)


@each
def test_parts_draw_them_and_give_them_back(play, words):
    parts = tuple(
        one_of("text", name=name, label=words, hint=words, error=words, value=words)
        for name in "ab"
    )
    field = one_of("sign-off", label=words, parts=parts, value=[words, words])

    async def act(stage):
        assert not undrawable(stage)
        await stage.press("ctrl+n")
        await stage.calls("submit")

    session = play(act, Session((page_with(words, field), page_with("b"))))
    assert session.named("submit")[0][1] == {"sign-off": [words, words]}


@each
def test_a_date_part_by_part_draws_them(play, words):
    field = one_of("when", label=words, value=words)
    session = Session((page_with(words, field), page_with("b")))
    session.echoes["2026"] = words

    async def act(stage):
        await stage.press("ctrl+t")
        await stage.until(lambda: stage.face.screen is not stage.screen)
        assert not undrawable(stage)
        await stage.press("down")
        stage.face.post_message(events.Paste(words))
        await stage.settle()
        assert not undrawable(stage)
        await stage.press("ctrl+u", *"2026")
        await stage.shows("= ")
        assert not undrawable(stage)
        await stage.press("ctrl+n")
        await stage.until(lambda: stage.face.screen is stage.screen)
        assert stage.box.answer() == "2026"

    play(act, session)


@each
def test_a_long_list_finds_and_draws_them(play, words):
    options = (Choice("x", words, words), *(Choice(f"c{n}", f"Line {n}") for n in range(20)))

    async def act(stage):
        for key in (*words[:6], "l"):
            if key.isprintable() and key != " ":
                stage.face.post_message(events.Key("unknown", key))
        await stage.settle()
        assert not undrawable(stage)
        await stage.press("escape")
        assert stage.box.control.looked_for == "" and len(stage.box.control.choices) == 21
        assert not undrawable(stage)

    play(act, Session((page_with("a", one_of("choice", options=options)),)))


@pytest.mark.parametrize("words", [name for name in HOSTILE.values() if len(name) < 200])
def test_names_on_the_disk_are_offered_only_where_they_can_be_typed(play, tmp_path, words):
    name = words.replace("/", "_").replace("\0", "_").encode("utf-8", "replace")
    for one in (name, b"start" + name, b"start", b"start\xff"):
        (tmp_path / os.fsdecode(one)).touch()

    async def act(stage):
        stage.box.put(f"{tmp_path}/")
        await stage.press("tab")
        await stage.shows("start")
        await stage.press("tab", "tab")
        assert not undrawable(stage)

    play(act, Session((page_with("a", one_of("path")),)))
