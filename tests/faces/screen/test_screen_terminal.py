"""The face in a real terminal: how it opens, what it takes, and what it never writes."""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys

import pytest
from screen_window import (
    CTRL_C,
    CTRL_N,
    CTRL_P,
    CTRL_Q,
    CTRL_V,
    CTRL_X,
    ENTER,
    ESC,
    F9,
    ROOT,
    SELECT_ALL,
    SELECT_LINE,
    opener,
    stopped,
)


@pytest.fixture(name="window")
def _window(tmp_path):
    yield from opener(tmp_path)


def test_it_opens_and_goes_through_to_the_end(window, tmp_path):
    one = window()
    one.wait_for("call 911")
    one.child.send(ENTER)
    one.wait_for("A picture or a video")
    one.child.send("2")
    one.wait_for("(•) 2 A message to you")
    one.child.send(ENTER)
    one.wait_for("Use: 3 March 2026")
    for words in ("Where did it happen?", "What did it say?", "Question number 1"):
        one.child.send(CTRL_N)
        one.wait_for(words)
    one.child.send(ENTER)
    one.wait_for("Your papers are written.")
    one.child.send(ENTER)
    assert one.end() == 0
    assert list(tmp_path.iterdir()) == []


def test_the_window_title_tells_nothing(window):
    one = window()
    one.wait_for("call 911")
    titles = re.findall(rb"\x1b\]0;(.*?)\x07", one.raw)
    assert titles == [b"Notes"]
    assert b"airhand" not in one.raw


PUT = b"\x1b]52;c;"


def test_nothing_reaches_the_clipboard_by_itself(window):
    one = window("open")
    one.wait_for("Paste it or type it")
    one.child.send("hello" + SELECT_ALL + CTRL_C + CTRL_X + CTRL_V)
    one.wait_for("hello")
    one.child.send(CTRL_P)
    one.wait_for("Select some text")
    one.child.send(SELECT_ALL + CTRL_P)
    one.wait_for("clipboard. Other programs")
    one.child.send(CTRL_Q)
    assert one.end() == 0
    assert b"]52;" not in one.raw


@pytest.mark.parametrize("leave", ["leave", "lock", "stop"])
def test_what_was_put_on_the_clipboard_is_taken_away_again(window, leave):
    one = window("open", shell=leave == "stop")
    one.wait_for("Paste it or type it")
    one.child.send("hello" + SELECT_ALL + CTRL_P)
    one.wait_for("clipboard. Other programs")
    assert PUT not in one.raw
    one.child.send(CTRL_P)
    one.wait_until(lambda: PUT + base64.b64encode(b"hello") + b"\x07" in one.raw)
    if leave == "stop":
        stopped(one, "signal")
    else:
        one.child.send(CTRL_Q if leave == "leave" else F9)
        one.end()
    assert one.raw.rpartition(PUT)[2].startswith(b"\x07")


def test_a_passphrase_is_never_put_on_the_clipboard(window):
    one = window("secret")
    one.wait_for("A question: secret?")
    one.child.send("hello" + SELECT_LINE + CTRL_P)
    one.wait_for("Select some text")
    one.child.send(CTRL_P + CTRL_Q)
    assert one.end() == 0
    assert b"]52;" not in one.raw


def test_a_long_paste_does_not_freeze_it(window):
    one = window("open")
    one.wait_for("Paste it or type it")
    # As a terminal sends it: in pieces, each when there is room for it.
    words = ("what was said, line after line\r" * 6451)[:199_990]
    sent = f"{ESC}[200~{words}END{ESC}[201~".encode()
    while sent:
        sent = sent[os.write(one.child.child_fd, sent[:2048]) :]
        one.pump(0)
    one.wait_for("END")
    one.child.send("!")
    one.wait_for("END!")
    one.child.send(CTRL_Q)
    assert one.end() == 0
    assert "drafts 1" in one.text()


def test_a_resize_is_followed(window):
    one = window()
    one.wait_for("call 911")
    for columns, rows in ((40, 12), (120, 40), (80, 24)):
        one.screen.resize(rows, columns)
        one.child.setwinsize(rows, columns)
        one.wait_until(
            lambda rows=rows: (
                "Leave now" in one.text().split("\n")[rows - 1]
                and "2 Not now" in " ".join(one.text().split())
            )
        )


@pytest.mark.parametrize("name", ["crash", "crash-page", "crash-thread"])
def test_a_crash_tells_no_answer(window, tmp_path, name):
    one = window(name, TEXTUAL="debug,devtools", TEXTUAL_DEBUG="1", TEXTUAL_LOG="log.txt")
    one.wait_for("call 911")
    one.child.send(ENTER)
    assert one.end() == 70
    for words in (b"hunter2", b"Traceback", b"locals"):
        assert words not in one.raw
    assert "Something went wrong in the program" in " ".join(one.text().split())
    assert "code 70" in one.text()
    assert list(tmp_path.iterdir()) == []


def test_settings_of_textual_write_nothing(window, tmp_path):
    one = window(
        "gallery",
        TEXTUAL_LOG="log.txt",
        TEXTUAL_DEBUG="1",
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SHOW_RETURN="1",
        TEXTUAL_DRIVER="no.such:Driver",
    )
    one.wait_for("A question: choice?")
    one.child.send("1" + CTRL_Q)
    assert one.end() == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("no_color", ["", "1"])
def test_what_is_highlighted_shows_without_colour(window, no_color):
    one = window("gallery", **({"NO_COLOR": no_color} if no_color else {}))
    one.wait_for("A question: choice?")
    one.child.send("2")
    one.wait_for("› (•) 2 Snapchat")  # noqa: RUF001


def test_without_a_terminal_it_says_that_it_cannot(tmp_path):
    code = "from tui.faces.screen import usable; print(usable())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    ("env", "rows", "answer"),
    [
        ({}, 24, "True"),
        ({"TERM": "dumb"}, 24, "False"),
        ({"TERM": ""}, 24, "False"),
        ({"PYTHONIOENCODING": "latin-1"}, 24, "False"),
        ({}, 5, "False"),
    ],
)
def test_in_a_terminal_it_depends_on_what_that_can_draw(window, env, rows, answer):
    one = window("usable", rows=rows, **env)
    assert one.end() == 0
    assert one.text().split() == [answer]


def imported(module: str) -> set[str]:
    """The top names of all that importing ``module`` brings in."""
    code = f"import sys, {module}; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


def test_asking_whether_it_can_is_cheap():
    assert not imported("tui.faces.screen") & {"textual", "rich", "asyncio"}


def test_the_face_imports_no_other_heavy_library():
    heavy = {"questionary", "docxtpl", "pypdf", "typst", "jinja2", "zxcvbn", "pyrage", "babel"}
    assert not imported("tui.faces.screen.running") & heavy
