"""What is shown once: words to copy, a drawing for a camera, and clearing both away."""

from __future__ import annotations

import pytest
from prompts_app import END, Sitting

from tui.session.page import Choice, Page, Paragraph
from tui.session.squares import square, turned

ROWS = " 1. pink        2. desk\n10. depend     11. lake"
SQUARE = square(" ".join(["ABCDEFGH"] * 12))
WORDS = Page(
    id="words",
    kind="message",
    title="Your words",
    text=(Paragraph(ROWS, "code"),),
    choices=(Choice("next", "I have copied them"),),
    fleeting=True,
)
DRAWN = Page(
    id="drawn",
    kind="message",
    title="",
    text=(Paragraph(SQUARE, "square"),),
    choices=(Choice("next", "Back to the words"),),
    fleeting=True,
)
AFTER = Page(id="after", kind="message", title="Afterwards", choices=(Choice("next", "Go on"),))


def past(shown):
    return "\n".join(
        "".join(line[at].data for at in sorted(line)) for line in shown.screen.history.top
    )


def test_words_to_copy_keep_their_places_and_are_cleared_away(stage):
    shown = stage(Sitting(WORDS, AFTER, END))
    text = shown.wait_for("I have copied them")
    assert all(row in text for row in ROWS.split("\n"))
    shown.keys("enter")
    shown.wait_for("Afterwards")
    assert "pink" not in shown.text() + past(shown)


def test_a_page_that_is_not_fleeting_stays(stage):
    from msgspec.structs import replace

    shown = stage(Sitting(replace(WORDS, fleeting=False), AFTER, END))
    shown.wait_for("I have copied them")
    shown.keys("enter")
    shown.wait_for("Afterwards")
    assert "pink" in shown.text() + past(shown)


def test_the_largest_drawing_is_whole_in_the_smallest_window(stage):
    shown = stage(Sitting(DRAWN, AFTER, END), rows=24)
    shown.wait_for("Press any key to go on.")
    lines = shown.text().split("\n")
    wanted = [line.rstrip() for line in SQUARE.split("\n")]
    at = next(place for place, line in enumerate(lines) if line == wanted[2])
    assert lines[at - 2 : at + 19] == wanted
    cells = [shown.screen.buffer[at + 5][column] for column in range(41)]
    assert {(cell.fg, cell.bg) for cell in cells} == {("black", "brightwhite")}
    shown.keys("space")
    shown.wait_for("Afterwards")
    assert wanted[5] not in shown.text() + past(shown)


def test_without_colours_it_is_light_on_dark(stage, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shown = stage(Sitting(DRAWN, END), rows=24)
    shown.wait_for("Press any key to go on.")
    assert turned(SQUARE).split("\n")[5] in shown.text()


@pytest.mark.parametrize("columns", [30, 41])
def test_a_window_that_is_too_narrow_says_so(stage, columns):
    shown = stage(Sitting(DRAWN, END), columns=columns)
    shown.wait_for("too narrow to draw the square")
