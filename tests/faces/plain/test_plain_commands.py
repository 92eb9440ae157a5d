"""The commands that lead aside, the lock, and where a page is begun."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from plain_scripted import END, Scripted, asking, talk

from tui.session.driver import LOCKED
from tui.session.page import Choice, Field, Left, Line, Page, Raw


def text(name: str = "name", type: str = "text", **more: object) -> Field:
    return Field(name=name, type=type, label=f"What is the {name}?", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "call"),
    [(":o", "outline"), (":g", "still open"), (":p", "preview"), (":u", "undo"), (":m", "menu")],
)
def test_a_command_that_leads_aside_keeps_what_was_typed(typed: str, call: str) -> None:
    flags = {"has_menu": True, "has_paper": True, "can_undo": True}
    app = Scripted(asking(text("a"), text("b", "phone"), text("c"), **flags), END)
    talk(app, "Sam", "604 555 0123", typed)
    assert app.calls[0] == call
    assert app.drafts == {"a": "Sam", "b": "604 555 0123"}


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (":o", "once a record is open"),
        (":g", "once a record is open"),
        (":m", "once a record is open"),
        (":p", "no paper that could be shown yet"),
        (":u", "no answer here that can be taken back"),
        (":x", "nothing to lock"),
        (":t", "asks for no date"),
        (":b", "nothing to go back to"),
        (":f", "nothing further on"),
    ],
)
def test_a_command_that_leads_nowhere_says_so_and_asks_nothing_twice(typed: str, why: str) -> None:
    app = Scripted(asking(text("a")), END)
    _, shown = talk(app, typed, "Sam")
    assert app.calls == [] and app.answers() == {"a": "Sam"}
    assert why in shown
    assert shown.count("What is the a?") == 1
    menu = Page(
        id="m", kind="menu", title="What now?", choices=(Choice("a", "A"), Choice("b", "B"))
    )
    app = Scripted(menu, END)
    _, shown = talk(app, typed, "2")
    assert app.calls == [] and app.sent == [("m", {}, "b")]
    assert shown.count("1. A") == 1


def test_in_the_middle_of_a_long_text_no_line_is_lost_to_a_command() -> None:
    app = Scripted(asking(text("a", "long-text"), has_menu=True, has_paper=True), END)
    _, shown = talk(app, "one", ":P", ":o", ":p", ":b", ":t", ":u", ":D", ":f", "two", ".")
    assert app.calls == []
    assert app.answers() == {"a": "one\n:P\n:o\n:p\n:D\ntwo"}
    assert shown.count("was taken as text") == 2


def test_help_lists_the_few_first_then_all_of_them() -> None:
    from tui.faces.plain.commands import Command, explained

    lines = explained()
    assert all(word in lines[0] for word in (":b", ":s", ":m", ":q"))
    rest = "\n".join(lines[1:])
    missing = [one.value for one in Command if one is not Command.HELP and one.value not in rest]
    assert missing == []
    assert all(len(line) < 80 for line in explained(10))
    assert "10 minutes" in "\n".join(explained(10)) and "minute" not in rest


def test_a_lock_hands_over_what_was_typed_and_says_that_it_is_locked() -> None:
    app = Scripted(asking(text("a"), text("b", "long-text"), has_menu=True), END)
    code, shown = talk(app, "Sam", "half a", "story", ":x")
    assert code == LOCKED
    assert app.calls == ["lock"]
    assert app.drafts == {"a": "Sam", "b": "half a\nstory"}
    assert "You have left" not in shown


def test_what_is_kept_nowhere_is_not_locked_and_goes_on_where_it_was() -> None:
    app = Scripted(asking(text("a"), text("b", "long-text"), has_menu=True), END)
    app.kept = False
    code, shown = talk(app, "Sam", "half a", ":x", "2", "story", ".")
    assert code == 0
    assert app.answers() == {"a": "Sam", "b": "half a\nstory"}
    assert "can't be locked" in shown and "Press Enter to show it again" not in shown


def test_a_page_is_begun_where_it_says() -> None:
    fields = (text("a", value="Sam"), text("b", open="later", may_open=("later",)), text("c"))
    app = Scripted(asking(*fields, focus="c"), END)
    _, shown = talk(app, "x")
    assert app.answers() == {"a": "Sam", "b": Left("later"), "c": "x"}
    assert "What is the a?" not in shown and "What is the b?" not in shown
    app = Scripted(asking(*fields, focus="c", can_back=True), END)
    _, shown = talk(app, ":b", "y", ":b", ":b", "Ana", "", "z")
    assert app.answers() == {"a": "Ana", "b": "y", "c": "z"}
    assert app.calls == []
    app = Scripted(asking(*fields, focus="c", can_back=True), END)
    talk(app, ":b", ":b", ":b")
    assert app.calls == ["back"]


def test_what_was_never_answered_before_the_start_is_asked_at_the_end() -> None:
    app = Scripted(asking(text("a"), text("b"), text("c"), focus="b"), END)
    talk(app, "2", "3", "1")
    assert app.answers() == {"a": "1", "b": "2", "c": "3"}


def test_enter_leaves_a_question_as_it_was_left() -> None:
    options = (Choice("el", "Greek"), Choice("it", "Italian"))
    for field in (
        text(open="not-sure", may_open=("not-sure",)),
        Field(
            name="name",
            type="choice",
            label="Which?",
            options=options,
            open="not-sure",
            may_open=("not-sure",),
        ),
    ):
        app = Scripted(asking(field), END)
        _, shown = talk(app, "")
        assert app.answers() == {"name": Left("not-sure")}
        assert "You said you were not sure.\nPress Enter to leave it so.\n" in shown


def test_the_other_way_on_is_there_in_the_middle_of_a_long_text() -> None:
    ways = (Choice("next", "Go on"), Choice("rest", "Keep what is here, skip the rest"))
    app = Scripted(asking(text("a", "long-text"), text("b"), choices=ways), END)
    talk(app, "one", ":2")
    assert app.sent == [("ask-a+b", {"a": "one"}, "rest")]
    app = Scripted(asking(text("a"), text("b"), choices=ways), END)
    talk(app, "one", ":2")
    assert app.sent == [("ask-a+b", {"a": "one"}, "rest")]


def test_headings_are_said_when_they_change() -> None:
    pages = [
        Page(
            id=str(number),
            kind="form",
            section="The log",
            title=title,
            fields=(text(f"f{number}"),),
        )
        for number, title in enumerate(("Begin", "Begin", "Go on"))
    ]
    _, shown = talk(Scripted(*pages, END), "1", "2", "3")
    assert shown.count("\nThe log\n") == 2 and shown.count("\nBegin\n") == 1
    assert shown.count("\nGo on\n") == 1


def judged(why: str) -> object:
    def judge(page: Page, values: Mapping[str, Raw | Left], choice: str) -> Page | None:
        bad = values.get("signed") == ["Ana", "", "today", ""]
        field = replace(page.fields[0], error=why, value=values.get("signed", ""))
        return replace(page, fields=(field,)) if bad else None

    return judge


def test_a_question_in_parts_is_asked_part_by_part() -> None:
    parts = (text("name"), text("role"), text("date", "when"), text("view"))
    field = Field(
        name="signed", type="sign-off", label="Who?", parts=parts, may_open=("later",), hint="A, B."
    )
    app = Scripted(asking(field), END)
    _, shown = talk(app, "Ana", "a friend", ":b", "friend", "today", ":b", "", "all there")
    assert app.answers() == {"signed": ["Ana", "friend", "today", "all there"]}
    assert shown.count(":l for later") == 1
    app = Scripted(asking(field), END)
    talk(app, "Ana", ":l")
    assert app.answers() == {"signed": Left("later")}
    app = Scripted(asking(text("a"), field), END)
    talk(app, "x", ":b", "y", "1", "2", "3", "4")
    assert app.answers() == {"a": "y", "signed": ["1", "2", "3", "4"]}
    app = Scripted(asking(replace(field, value=["1", "2", "3", "4"])), END)
    talk(app, "", "two", "", "")
    assert app.answers() == {"signed": ["1", "two", "3", "4"]}


def test_a_part_that_could_not_be_taken_is_asked_again_with_the_others() -> None:
    field = Field(name="signed", type="sign-off", label="Who?", parts=tuple(map(text, "abcd")))
    app = Scripted(asking(field), END, judge=judged("Please give a role, too."))  # type: ignore[arg-type]
    _, shown = talk(app, "Ana", "", "today", "", "Ana", "friend", "", "")
    assert "Please give a role, too." in shown
    assert app.sent[-1][1] == {"signed": ["Ana", "friend", "today", ""]}


def test_lines_and_choices_can_be_found_by_part_of_their_name() -> None:
    lines = tuple(Line(f"l{number}", f"Part {number}") for number in range(1, 12))
    page = Page(
        id="parts", kind="list", title="", lines=lines, choices=(Choice("done", "Back to it"),)
    )
    app = Scripted(page, END)
    _, shown = talk(app, "back")
    assert app.sent == [("parts", {}, "done")]
    app = Scripted(page, END)
    _, shown = talk(app, "rt 1", "2")
    assert app.sent == [("parts", {}, "l10")]
    assert "Which one?\n1. Part 1\n2. Part 10\n3. Part 11\n" in shown


def test_the_other_way_on_is_there_where_a_passphrase_is_asked_for() -> None:
    ways = (Choice("next", "Go on"), Choice("make", "Make one up for me"))
    fields = (text("a", "secret"), text("b", "secret"))
    app = Scripted(asking(*fields, choices=ways), END)
    _, shown = talk(app, ":2")
    assert ":2 Make one up for me\n" in shown
    assert app.sent == [("ask-a+b", {}, "make")]
    app = Scripted(asking(*fields, choices=ways), END)
    talk(app, "::2", ":3")
    assert app.answers() == {"a": ":2", "b": ":3"}
