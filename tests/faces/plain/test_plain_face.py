from __future__ import annotations

from collections.abc import Mapping

import pytest
from msgspec.structs import replace
from plain_scripted import END, Scripted, asking, talk

from tui.session.page import (
    Choice,
    Field,
    Left,
    Line,
    Page,
    Paragraph,
    Person,
    Progress,
    Raw,
)

LANGUAGES = (Choice("it", "Italian"), Choice("el", "Greek"), Choice("pa", "Punjabi, India"))
ALL_WAYS = ("skipped", "not-sure", "later")


def pick(name: str = "lang", type: str = "choice", **more: object) -> Field:
    return Field(name=name, type=type, label="Which language?", options=LANGUAGES, **more)  # type: ignore[arg-type]


def text(name: str = "name", type: str = "text", **more: object) -> Field:
    return Field(name=name, type=type, label=f"What is the {name}?", **more)  # type: ignore[arg-type]


def test_the_start_says_what_stays_and_how_to_leave() -> None:
    _, shown = talk(Scripted(END))
    first, second = shown.splitlines()[:2]
    assert "stays in this window" in first and "close the window" in first
    assert ":q" in second


@pytest.mark.parametrize("typed", ["2", "2.", " 2) ", "el", "EL", "greek", "Greek"])
def test_an_option_is_picked_by_number_code_or_label(typed: str) -> None:
    app = Scripted(asking(pick()), END)
    code, shown = talk(app, typed)
    assert (code, app.answers()) == (0, {"lang": "el"})
    assert "\n1. Italian\n2. Greek\n3. Punjabi, India\n" in shown
    assert "\nChose: Greek\n" in shown


def test_what_is_not_an_option_is_asked_again() -> None:
    app = Scripted(asking(pick()), END)
    code, shown = talk(app, "", "4", "0", "klingon", "9" * 5000, "3")
    assert (code, app.answers()) == (0, {"lang": "pa"})
    assert shown.count("Please type a number from 1 to 3.") == 5


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("1,3", ["it", "pa"]),
        ("3 1 3", ["it", "pa"]),
        ("greek; it", ["it", "el"]),
        ("Punjabi, India", ["pa"]),
        ("0", []),
    ],
)
def test_several_options_are_picked_at_once(typed: str, codes: list[str]) -> None:
    app = Scripted(asking(pick(type="choices")), END)
    if typed == "Punjabi, India":  # A label with a comma can't be told from two options.
        code, shown = talk(app, typed)
        assert code == 1 and "Not in the list: Punjabi" in shown
        return
    assert talk(app, typed)[0] == 0
    assert app.answers() == {"lang": codes}


def test_several_need_at_least_one_or_a_plain_none() -> None:
    app = Scripted(asking(pick(type="rows")), END)
    _, shown = talk(app, "", "1, 7", "1")
    assert "0 for none of these" in shown
    assert "Not in the list: 7" in shown
    assert app.answers() == {"lang": ["it"]}


def test_a_list_with_its_own_none_has_no_second_one() -> None:
    field = pick(type="choices")
    field = replace(field, options=(*LANGUAGES, Choice("none", "None of these")))
    app = Scripted(asking(field), END)
    _, shown = talk(app, "0", "", "4")
    assert app.answers() == {"lang": ["none"]}
    assert "Not in the list: 0" in shown and "0 for none" not in shown


def test_yes_and_no_stand_there_even_without_options() -> None:
    app = Scripted(asking(Field(name="ok", type="yes-no", label="Is it?")), END)
    _, shown = talk(app, "y")
    assert "1. Yes\n2. No\n" in shown
    assert app.answers() == {"ok": "yes"}


def test_a_question_can_be_left_in_the_ways_it_offers() -> None:
    app = Scripted(
        asking(text("a", may_open=ALL_WAYS)),
        asking(pick("b", may_open=("later",))),
        asking(text("c", "long-text", may_open=("skipped",))),
        END,
    )
    _, shown = talk(app, ":n", ":s", ":l", ":s")
    assert app.answers() == {"a": Left("not-sure"), "b": Left("later"), "c": Left("skipped")}
    assert "This question can't be left that way." in shown
    assert ":s to skip; :n for not sure; :l for later" in shown


def test_two_colons_are_one() -> None:
    app = Scripted(asking(text("a")), asking(text("b", "long-text")), END)
    _, shown = talk(app, ":)", "::)", ":(", "::q", "..", "  .  ")
    assert "That is not a command." in shown
    assert app.answers() == {"a": ":)", "b": ":(\n:q\n."}


def test_long_text_ends_with_a_dot_a_command_or_the_input() -> None:
    fields = [text(name, "long-text") for name in "abc"]
    app = Scripted(*[asking(field) for field in fields], END)
    code, _ = talk(app, "one", "", "two", ".", "three", ":d", "four", "  five")
    assert app.answers() == {"a": "one\n\ntwo", "b": "three", "c": "four\n  five"}
    assert code == 0


def test_long_text_that_stands_can_be_kept_continued_or_replaced() -> None:
    def field(name: str) -> Field:
        return text(name, "long-text", value="first\nsecond")

    app = Scripted(asking(field("a")), asking(field("b")), asking(field("c")), END)
    _, shown = talk(app, "1", "2", "third", ".", "3", "new", ".")
    assert app.answers() == {"a": "first\nsecond", "b": "first\nsecond\nthird", "c": "new"}
    assert "Now: first second" in shown


def test_a_long_text_that_was_refused_cannot_be_kept_as_it_is() -> None:
    app = Scripted(asking(text("a", "long-text", value="too long", error="Too long.")), END)
    _, shown = talk(app, "2", "short", ".")
    assert app.answers() == {"a": "short"}
    assert "Keep it as it is" not in shown


def test_a_value_is_kept_with_enter_and_a_suggestion_only_with_a_command() -> None:
    app = Scripted(
        asking(pick("a", value="el")),
        asking(pick("b", suggested="it", suggested_label="Italian, as last time")),
        asking(text("c", value="Sam")),
        asking(pick("d", "choices", value=["it", "el"])),
        END,
    )
    _, shown = talk(app, "", "", ":y", "", "")
    assert app.answers() == {"a": "el", "b": "it", "c": "Sam", "d": ["it", "el"]}
    assert "Now: Greek\nPress Enter to keep it." in shown
    assert "Suggested: Italian, as last time" in shown
    assert "Now: Italian; Greek" in shown


def test_how_a_question_was_left_is_said() -> None:
    for how, words in (("skipped", "skipped"), ("not-sure", "not sure"), ("later", "for later")):
        _, shown = talk(Scripted(asking(text(open=how)), END), "x")
        assert words in shown


def test_an_error_is_said_and_only_that_question_asked_again() -> None:
    def judge(page: Page, values: Mapping[str, Raw | Left], choice: str) -> Page | None:
        if values.get("when") == "31 February":
            fields = (
                page.fields[0],
                replace(page.fields[1], value="31 February", error="February is shorter."),
            )
            return replace(page, fields=fields)
        return None

    page = replace(asking(text("name"), text("when", "when")), title="About it")
    app = Scripted(page, END, judge=judge)
    code, shown = talk(app, "Sam", "31 February", "1 March")
    assert code == 0
    assert shown.count("What is the name?") == 1
    assert shown.count("About it") == 1
    assert "February is shorter." in shown
    assert "Press Enter to keep it." not in shown
    assert app.sent[-1][1] == {"name": "Sam", "when": "1 March"}


def test_input_that_ends_on_an_error_says_so_in_the_exit_code() -> None:
    def judge(page: Page, values: Mapping[str, Raw | Left], choice: str) -> Page | None:
        return replace(page, fields=(replace(page.fields[0], error="No such day."),))

    code, shown = talk(Scripted(asking(text("when", "when")), END, judge=judge), "31 February")
    assert code == 1
    assert "No such day." in shown
    assert talk(Scripted(asking(pick()), END), "klingon")[0] == 1
    assert talk(Scripted(asking(pick()), END))[0] == 0


def test_back_goes_to_the_question_before_then_to_the_page_before() -> None:
    app = Scripted(asking(text("a")), asking(text("b"), text("c"), can_back=True), END)
    _, shown = talk(app, "1", "2", ":b", "", ":b", ":b", ":q")
    assert app.calls == ["back"]
    assert "Now: 2" in shown
    app = Scripted(asking(text("a")), END)
    _, shown = talk(app, ":b", ":f", "1")
    assert app.calls == []
    assert "nothing to go back to" in shown and "nothing further on" in shown


def test_the_menu_and_forward_keep_what_was_typed_so_far() -> None:
    app = Scripted(asking(text("a"), text("b", "long-text"), has_menu=True), END)
    talk(app, "Sam", "half a", "story", ":m")
    assert app.calls == ["menu"]
    assert app.drafts == {"a": "Sam", "b": "half a\nstory"}
    app = Scripted(asking(text("a"), pick("b"), can_forward=True), END)
    talk(app, "Sam", ":f")
    assert app.calls == ["forward"]


def test_leaving_keeps_unfinished_text_but_never_a_passphrase() -> None:
    app = Scripted(asking(text("pass", "secret"), text("story", "long-text")), END)
    code, shown = talk(app, "correct horse", "It began", ":q")
    assert code == 0
    assert app.drafts == {"story": "It began"}
    assert "correct horse" not in shown
    assert "close this window" in shown.lower()


def test_skipping_in_the_middle_of_typing_keeps_the_text_as_a_draft() -> None:
    app = Scripted(asking(text("a", "long-text", may_open=("later",))), END)
    talk(app, "one", ":s", ":y", "two", ":l")
    assert app.answers() == {"a": Left("later")}
    assert app.drafts == {"a": "one\ntwo"}


def test_a_passphrase_may_begin_with_a_colon() -> None:
    fields = [text(name, "secret") for name in "abc"]
    app = Scripted(asking(*fields), END)
    talk(app, ":open sesame", "::q", "::x ")
    assert app.answers() == {"a": ":open sesame", "b": ":q", "c": "::x "}


def test_the_other_ways_on_are_there_where_a_passphrase_is_asked_for() -> None:
    ways = (Choice("next", "Continue"), Choice("made-up", "Make one up for me"))
    app = Scripted(asking(text("a", "secret"), choices=ways), END)
    _, shown = talk(app, ":2")
    assert ":2 Make one up for me" in shown
    assert app.sent[0][2] == "made-up"
    app = Scripted(asking(text("a", "secret"), choices=ways), END)
    talk(app, "::2")
    assert app.answers() == {"a": ":2"}


def test_help_says_why_and_what_the_commands_do() -> None:
    app = Scripted(asking(text(), help="As on the screen.", why="To tell them apart."), END)
    _, shown = talk(app, ":?", "x")
    assert "As on the screen." in shown
    assert "Why we ask: To tell them apart." in shown
    assert ":m opens the menu, :o the parts" in shown
    assert shown.count("What is the name?") == 2


def test_one_way_on_takes_enter_and_several_take_a_number() -> None:
    one = Page(id="m1", kind="message", title="Hello", choices=(Choice("ok", "I have read this"),))
    two = Page(
        id="m2", kind="menu", title="What now?", choices=(Choice("a", "A"), Choice("b", "B"))
    )
    none = Page(id="m3", kind="message", title="Note")
    app = Scripted(one, two, none, END)
    _, shown = talk(app, "what", "", "", "2", "")
    assert [choice for _, _, choice in app.sent] == ["ok", "b", "next"]
    assert "I have read this: press Enter." in shown
    assert "Please press Enter, or type :q to leave." in shown
    assert "Please type a number from 1 to 2." in shown


def test_the_last_page_is_shown_once_and_then_it_is_over() -> None:
    last = Page(id="end", kind="end", title="Bye", choices=(Choice("leave", "Leave"),))
    app = Scripted(asking(text()), last)
    leaving = app.submit

    def submit(values: dict[str, Raw | Left], choice: str = "next") -> Page:
        leaving(values, choice)
        app.left = choice == "leave"
        return app.page

    app.submit = submit  # type: ignore[method-assign]
    code, shown = talk(app, "x", "")
    assert (code, shown.count("Bye")) == (0, 1)
    assert "Leave: press Enter." in shown
    assert "Close this window" in shown.splitlines()[-1]


def test_lines_and_choices_of_a_list_count_on() -> None:
    page = Page(
        id="review",
        kind="list",
        title="Your answers",
        lines=(Line("r1", "When", "3 March"), Line("r2", "Where", depth=1)),
        choices=(Choice("done", "Back to the menu", note="nothing changes", key="d"),),
    )
    for typed, code in (("1", "r1"), ("2", "r2"), ("3", "done"), ("d", "done")):
        app = Scripted(page, END)
        _, shown = talk(app, typed)
        assert app.sent == [("review", {}, code)]
        assert "1. When - 3 March\n2.   Where\n3. Back to the menu - nothing changes\n" in shown


def test_what_heads_lines_has_no_number() -> None:
    lines = (Line("", "Still needed"), Line("g1", "A copy"), Line("", "To do"), Line("t1", "Ask"))
    page = Page(
        id="open",
        kind="list",
        title="What is open",
        lines=lines,
        choices=(Choice("back", "Go back"),),
    )
    for typed, code in (("1", "g1"), ("2", "t1"), ("3", "back")):
        app = Scripted(page, END)
        _, shown = talk(app, typed)
        assert app.sent == [("open", {}, code)]
        assert "Still needed\n1. A copy\nTo do\n2. Ask\n3. Go back\n" in shown


def test_another_way_on_needs_no_answers() -> None:
    page = asking(
        text("a"),
        pick("b"),
        choices=(Choice("next", "Go on"), Choice("make", "Make one for me")),
    )
    app = Scripted(page, END)
    _, shown = talk(app, "x", ":2")
    assert app.sent == [(page.id, {"a": "x"}, "make")]
    assert shown.count(":2 Make one for me") == 1
    app = Scripted(page, END)
    _, shown = talk(app, "x", "2")
    assert app.sent == [(page.id, {"a": "x", "b": "el"}, "next")]
    assert "1. Go on" not in shown
    page = replace(page, choices=(Choice("write", "Write it"), Choice("not", "Not now")))
    app = Scripted(page, END)
    talk(app, "x", "1", ":b", "2", "1")
    assert app.sent == [(page.id, {"a": "x", "b": "el"}, "write")]


def test_progress_people_and_quiet_words_are_said() -> None:
    page = Page(
        id="p",
        kind="message",
        section="Safety",
        title="Are you safe?",
        saved="Saved",
        progress=Progress(3, 10, 14),
        text=(Paragraph("First.", "warning"), Paragraph("Second.\nThird.")),
        people=(
            Person(
                "A line", "555-0100", "all hours", "Any language", "a site", "2026-01-02",
                stale="That is\nold.",
            ),
        ),
    )  # fmt: skip
    _, shown = talk(Scripted(page, END), "")
    for words in (
        "\nSaved\nSafety\nAre you safe?\nAnswered so far: 3, of 10 to 14.\n",
        "\nTake care: First.\n\nSecond.\n  Third.\n",
        "\nA line: 555-0100. all hours\n  Any language\n  From a site, read on 2026-01-02.\n"
        "  That is old.\n",
    ):
        assert words in shown


def test_whose_record_it_is_stands_over_each_new_heading() -> None:
    first = replace(asking(text()), whose="Ann\x1b", section="What happened", title="")
    second = replace(asking(text("place")), whose="Bea", section="What happened", title="")
    _, shown = talk(Scripted(first, second, END), "x", "y")
    assert "\nAnn<U+001B>: What happened\n" in shown and "\nBea: What happened\n" in shown


def many(count: int) -> Page:
    lines = [
        Line("", "The first ones"),
        *(Line(f"c{n}", f"Line number {n}.") for n in range(count)),
    ]
    choices = (Choice("done", "Go back"), Choice("more", "Something else"))
    return Page(id="many", kind="list", title="Many", lines=tuple(lines), choices=choices)


def test_a_long_list_comes_a_part_at_a_time_with_the_ways_out() -> None:
    app = Scripted(many(40), END)
    _, shown = talk(app, "41")
    assert "Line number 13." in shown and "Line number 14." not in shown
    assert "\nThere are 26 more. Press Enter to read on.\n41. Go back\n42. Something" in shown
    assert [sent[2] for sent in app.sent] == ["done"]


def test_enter_reads_on_to_the_end_and_then_asks_for_a_number() -> None:
    app = Scripted(many(40), END)
    _, shown = talk(app, "", "", "", "17")
    for number in range(40):
        assert shown.count(f"{number + 1}. Line number {number}.\n") == 1
    assert shown.count("Go back") == 2 and shown.count("Press Enter to read on") == 2
    assert "There are 11 more." in shown
    assert "Please type a number from 1 to 42, or part of a name." in shown
    assert [sent[2] for sent in app.sent] == ["c16"]


def test_a_line_that_was_not_read_yet_can_be_picked_by_number_or_name() -> None:
    for typed in ("31", "number 30."):
        app = Scripted(many(40), END)
        talk(app, typed)
        assert [sent[2] for sent in app.sent] == ["c30"]


def test_one_or_two_more_are_not_asked_about() -> None:
    _, shown = talk(Scripted(many(16), END), "17")
    assert "Press Enter to read on" not in shown and "Line number 15." in shown
