"""What is shown once: words to copy, and a drawing that a camera reads in every theme."""

from __future__ import annotations

import pytest
from fake_pages import END
from fake_session import Session

from tui.session.page import Choice, Page, Paragraph
from tui.session.squares import square

ROWS = " 1. pink        2. desk\n10. depend     11. lake"
SQUARE = square(" ".join(["ABCDEFGH"] * 12))
WORDS = Page(
    id="words",
    kind="message",
    title="Your words",
    text=(Paragraph(ROWS, "code"), Paragraph("Copy them.")),
    choices=(Choice("next", "I have copied them"),),
    fleeting=True,
)
DRAWN = Page(
    id="drawn",
    kind="message",
    title="",
    text=(Paragraph(SQUARE, "square"),),
    choices=(Choice("next", "Back to the words"),),
    can_back=True,
    has_menu=True,
    fleeting=True,
)


def test_words_to_copy_keep_their_places(play):
    async def act(stage):
        await stage.shows("Copy them.")
        rows = [line.strip(" │") for line in stage.text().split("\n")]
        assert all(row.strip() in rows for row in ROWS.split("\n"))

    play(act, Session((WORDS, END)))


@pytest.mark.parametrize("theme", ["dark", "light", "contrast"])
def test_the_largest_drawing_is_whole_and_dark_on_light(play, theme):
    async def act(stage):
        stage.face.theme = theme
        await stage.shows("Back to the words")
        rows = stage.face.screen._compositor.render_strips()
        drawn = []
        for row in rows:
            cells = [
                (character, part.style.color, part.style.bgcolor)
                for part in row
                if part.style is not None
                for character in part.text
            ]
            white = [
                character
                for character, ink, paper in cells
                if ink is not None
                and paper is not None
                and ink.get_truecolor() == (0, 0, 0)
                and paper.get_truecolor() == (255, 255, 255)
            ]
            if white:
                drawn.append("".join(white))
        assert drawn == SQUARE.split("\n")

    play(act, Session((DRAWN, END)), size=(80, 24))


def test_the_page_after_it_has_its_header_again(play):
    async def act(stage):
        await stage.shows("Back to the words")
        assert not stage.screen.header.display
        await stage.press("enter")
        await stage.page(END.id)
        assert stage.screen.header.display
        assert SQUARE.split("\n")[5] not in stage.text()

    play(act, Session((DRAWN, END)))
