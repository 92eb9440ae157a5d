"""What is shown once: words to copy, a drawing for a camera, and clearing both away."""

from __future__ import annotations

import io

import pytest
from plain_scripted import END, Scripted, talk

from tui.faces.plain import run
from tui.faces.plain.window import Window
from tui.session.page import Choice, Page, Paragraph
from tui.session.squares import square, turned

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
ROWS = " 1. pink        2. desk\n10. depend     11. lake"
SQUARE = square("PINK DESK")
WORDS = Page(
    id="words",
    kind="message",
    title="Your words",
    text=(Paragraph(ROWS, "code"),),
    choices=(Choice("next", "Go on"),),
    fleeting=True,
)
DRAWN = Page(
    id="drawn",
    kind="message",
    title="",
    text=(Paragraph(SQUARE, "square"),),
    choices=(Choice("next", "Go on"),),
    fleeting=True,
)
AFTER = Page(id="after", kind="message", title="Afterwards", choices=(Choice("next", "Go on"),))


class Screen(io.StringIO):
    """What stands in for a window that can be cleared."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_words_to_copy_keep_their_places() -> None:
    _, shown = talk(Scripted(WORDS, END), "")
    assert all(f"  {row}\n" in shown for row in ROWS.split("\n"))


def test_a_drawing_is_told_and_printed_as_it_is() -> None:
    _, shown = talk(Scripted(DRAWN, END), "")
    assert "Here is a square for a camera." in shown
    assert turned(SQUARE) + "\n" in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_window_without_blocks_says_so(encoding: str) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding, write_through=True)
    run(Scripted(DRAWN, END), io.StringIO("\n"), out)
    out.seek(0)
    shown = out.read()
    assert "can't draw it" in " ".join(shown.split()) and "??" not in shown


def test_a_window_that_is_too_narrow_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from tui.faces.plain import window

    monkeypatch.setattr(window, "_columns", lambda stream: 20)
    assert not Window(io.StringIO(), io.StringIO()).draw(SQUARE)
    monkeypatch.setattr(window, "_columns", lambda stream: 79)
    assert Window(io.StringIO(), io.StringIO()).draw(SQUARE)


def test_what_is_shown_once_is_cleared_when_the_page_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Screen()
    run(Scripted(WORDS, AFTER, END), io.StringIO("\n\n"), out)
    before, _clear, after = out.getvalue().partition(CLEAR)
    assert "pink" in before and "Afterwards" not in before
    assert "Afterwards" in after and "pink" not in after


@pytest.mark.parametrize("command", [":b", ":m"])
def test_also_when_it_is_left_by_a_command(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    from msgspec.structs import replace

    monkeypatch.setenv("TERM", "xterm")
    out = Screen()
    app = Scripted(AFTER, replace(WORDS, can_back=True, has_menu=True), END)
    run(app, io.StringIO(f"\n{command}\n:q\n"), out)
    _before, _words, rest = out.getvalue().partition("pink")
    assert CLEAR in rest.partition("Afterwards" if command == ":b" else "The end")[0]


def test_a_window_that_keeps_everything_says_so() -> None:
    _, shown = talk(Scripted(WORDS, AFTER, END), "", "")
    assert "stays in this window until it is closed" in shown.partition("pink")[2]
    _, shown = talk(Scripted(AFTER, AFTER, END), "", "")
    assert "until it is closed" not in shown
