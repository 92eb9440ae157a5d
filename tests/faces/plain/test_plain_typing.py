"""What is typed: dates part by part, words said back, long lists narrowed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from plain_scripted import END, Scripted, asking, talk

from tui.session.page import Choice, Field, Left

WHEN = Field(name="when", type="when", label="When was it?", may_open=("later",))


def dated(*typed: str, field: Field = WHEN) -> tuple[Scripted, str]:
    app = Scripted(asking(field), END)
    _, shown = talk(app, ":t", *typed)
    return app, shown


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (["1", "2026", "3", "4", ""], "2026-03-04"),
        (["1", "2026", "march", "4", "5:46 pm", ""], "2026-03-04T17:46"),
        (["1", "2026", "Mars", "4", "17:46", "2"], "2026-03-04T17:46-08:00"),
        (["1", "2026", ""], "2026"),
        (["2", "2026", "nov", ""], "2026-11~"),
        (["3", "2026", "3", "1", "", "", "", "5", ""], "2026-03-01/2026-03-05"),
        (["3", "2026", "3", "", "2026", "5", ""], "2026-03/2026-05"),
        (["3", "2025", "", "2026", ""], "2025/2026"),
        (["4", "2026", "3", ""], "../2026-03"),
        (["5", "2026", "3", "4", "9:00", "09:00", "1"], "2026-03-04T09:00/.."),
        (["6"], "XXXX"),
    ],
)
def test_a_date_is_given_part_by_part(typed: list[str], text: str) -> None:
    app, shown = dated(*typed)
    assert app.answers() == {"when": text}
    assert shown.count("Kept as: ") == 1
    assert app.sent != [] and "Answer: \nAnswer: " not in shown


def test_a_part_that_is_none_is_asked_again() -> None:
    app, shown = dated("7", "", "1", "2026", "14", "smarch", "3", "", "")
    assert app.answers() == {"when": "2026-03"}
    assert shown.count("Please type a number from 1 to 6.") == 2
    assert shown.count("Please type the month as a number or a name.") == 2
    app, shown = dated("1", "", "26", "2026", "2", "30", "28", "25:00", "")
    assert app.answers() == {"when": "2026-02-28"}
    assert [shown.count(part) for part in ("Year, ", "Month, ", "Day:", "Time, ")] == [3, 1, 2, 2]
    assert "Please give the year." in shown and "four digits" in shown


def test_two_dates_in_the_wrong_order_are_asked_again() -> None:
    app, shown = dated("3", "2026", "5", "", "2026", "3", "6", "")
    assert app.answers() == {"when": "2026-05/2026-06"}
    assert shown.count("Last month") == 2


def test_back_goes_to_the_part_before_and_then_to_writing() -> None:
    app, _ = dated("1", "2025", ":b", "2026", "")
    assert app.answers() == {"when": "2026"}
    app, shown = dated("1", ":b", ":b", "3 March")
    assert app.answers() == {"when": "3 March"}
    assert "You can write the date again." in shown


def test_leaving_the_question_leaves_it_from_any_part() -> None:
    app, _ = dated("1", "2026", ":l")
    assert app.answers() == {"when": Left("later")}


def test_the_parts_of_the_date_that_stands_are_there() -> None:
    stands = replace(WHEN, value="2026-03-04T17:46-08:00")
    app, shown = dated("", "", "", "5", "-", field=stands)
    assert app.answers() == {"when": "2026-03-05"}
    for now in ("I know the day, the month or the year", "2026", "March", "4", "17:46"):
        assert f"Now: {now}\n" in shown


def test_how_words_are_kept_is_said_before_the_next_question() -> None:
    app = Scripted(
        asking(replace(WHEN, type="phone"), Field(name="b", type="text", label="Else?")), END
    )
    app.means = {"604 555 0123": "604-555-0123"}
    _, shown = talk(app, "604 555 0123", "604-555-0123")
    assert app.answers() == {"when": "604 555 0123", "b": "604-555-0123"}
    assert shown.count("Kept as: ") == 1
    assert shown.index("Kept as: 604-555-0123\n") < shown.index("Else?")


def test_what_cannot_be_read_is_asked_again_at_once() -> None:
    app = Scripted(asking(WHEN, Field(name="b", type="text", label="Else?")), END)
    app.means = {"31 February": "That day is not there.", "3 March 2026": "3 March 2026, kept"}
    code, shown = talk(app, "31 February", "3 March 2026", "x")
    assert (code, app.sent) == (0, [("ask-when+b", {"when": "3 March 2026", "b": "x"}, "next")])
    assert "That day is not there.\nAnswer: " in shown
    assert "Kept as: That" not in shown


def test_taking_what_is_suggested_says_what_that_is() -> None:
    field = replace(WHEN, suggested="2026-03~", suggested_label="about March 2026")
    app = Scripted(asking(field), END)
    _, shown = talk(app, ":y")
    assert app.answers() == {"when": "2026-03~"}
    assert "Suggested: about March 2026\n" in shown and "Kept as: about March 2026\n" in shown


APPS = tuple(
    Choice(code, label)
    for code, label in (
        *(("sms", "Text messages (SMS)"), ("wa", "WhatsApp"), ("msg", "Messenger")),
        *(("fb", "Facebook"), ("ig", "Instagram"), ("tt", "TikTok"), ("sc", "Snapchat")),
        *(("te", "Telegram"), ("si", "Signal"), ("di", "Discord"), ("ca", "Café des amis")),
        *(("gm", "Google Messages"), ("other", "Something else")),
    )
)


def picking(type: str = "choice", options: tuple[Choice, ...] = APPS) -> Field:
    return Field(name="app", type=type, label="Which app?", options=options, may_open=("later",))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["what"], "wa"),
        (["cafe"], "ca"),
        (["CAFÉ DES"], "ca"),
        (["mess", "2"], "msg"),
        (["mess", "google messages"], "gm"),
        (["mess", "9", "two", "3"], "gm"),
        (["mess", "", "7"], "sc"),
        (["mess", ":b", "snap"], "sc"),
        (["zzz", "13"], "other"),
    ],
)
def test_part_of_a_label_finds_an_option_of_a_long_list(typed: list[str], code: str) -> None:
    app = Scripted(asking(picking()), END)
    _, shown = talk(app, *typed)
    assert app.answers() == {"app": code}
    assert shown.count("13. Something else") == 1
    if "mess" in typed:
        assert "Which one?\n1. Text messages (SMS)\n2. Messenger\n3. Google Messages\n" in shown


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        (["what, insta"], ["wa", "ig"]),
        (["1 3"], ["sms", "msg"]),
        (["whatsapp; mess", "2, 3"], ["wa", "msg", "gm"]),
        (["mess", "", "mess", "1"], ["sms"]),
        (["nothing like it", "si"], ["si"]),
    ],
)
def test_several_of_a_long_list_are_found_the_same_way(typed: list[str], codes: list[str]) -> None:
    app = Scripted(asking(picking("choices")), END)
    talk(app, *typed)
    assert app.answers() == {"app": codes}


def test_while_narrowing_the_question_can_still_be_left() -> None:
    app = Scripted(asking(picking()), END)
    talk(app, "mess", ":l")
    assert app.answers() == {"app": Left("later")}


def test_a_short_list_takes_only_what_it_shows() -> None:
    app = Scripted(asking(picking(options=APPS[:11])), END)
    _, shown = talk(app, "what", "whatsapp")
    assert app.answers() == {"app": "wa"}
    assert "part of a name" not in shown
