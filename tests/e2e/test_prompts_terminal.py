"""The prompts face in a real terminal: what only a terminal can show."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

from homes import Home
from terminal import ROOT, Terminal, pipe

SITTINGS = ROOT / "tests/faces/prompts/prompts_app.py"
CLEARED = b"\x1b[2J\x1b[3J\x1b[H"
SECRET = b"hunter2"


def sitting(name: str, home: Home, **more: object) -> Terminal:
    """One of the hand-made sittings, in a terminal."""
    command = [sys.executable, "-P", str(SITTINGS), name]
    return Terminal(home=home.path, cwd=home.cwd, command=command, **more)  # type: ignore[arg-type]


def said_at_the_end(terminal: Terminal) -> str:
    return " ".join(terminal.text().split())


def test_leaving_is_quick_and_leaves_nothing(home: Home) -> None:
    spent = []
    for _attempt in range(3):
        with sitting("text", home) as terminal:
            terminal.wait_for("Esc goes back")
            terminal.keys("half a story")
            terminal.wait_for("half a story")
            start = time.monotonic()
            terminal.keys("ctrl+q")
            terminal.wait(lambda _: CLEARED in terminal.raw, "a clear screen")
            spent.append(time.monotonic() - start)
            assert terminal.end() == 0
            assert said_at_the_end(terminal) == "left True, drafts 1, code 0"
            assert (home.cwd / "left").read_text() == "story=half a story"
    # The aim is a tenth of a second; a busy machine gets more.
    assert min(spent) < 0.15, spent


def test_leaving_while_something_takes_long_clears_at_once(home: Home) -> None:
    with sitting("slow", home) as terminal:
        terminal.wait_for("Carry on")
        terminal.keys("1", "enter")
        terminal.wait_for("Working…")
        start = time.monotonic()
        terminal.keys("ctrl+q")
        terminal.wait(lambda _: CLEARED in terminal.raw, "a clear screen")
        assert time.monotonic() - start < 0.5
        assert terminal.end() == 0
        assert said_at_the_end(terminal) == "left True, drafts 0, code 0"


def test_the_title_tells_nothing_and_is_given_back(home: Home) -> None:
    with sitting("story", home) as terminal:
        terminal.wait_for("Carry on")
        terminal.keys("ctrl+q")
        assert terminal.end() == 0
        titles = re.findall(rb"\x1b\]\d;(.*?)\x07", terminal.raw)
        assert set(titles) == {b"Notes"}
        assert b"\x1b[22;0t" in terminal.raw and b"\x1b[23;0t" in terminal.raw
        assert b"airhand" not in terminal.raw


@pytest.mark.parametrize("name", ["crash", "misread"])
def test_what_goes_wrong_tells_no_answer(home: Home, name: str) -> None:
    with sitting(name, home) as terminal:
        if name == "crash":
            terminal.wait_for("Carry on")
            terminal.keys("1", "enter")
        else:
            terminal.wait_for("When was it?")
            terminal.keys("soon!")
        assert terminal.end() == 70
        for words in (SECRET, b"Traceback", b"soon", b"ENTER to continue"):
            assert words not in terminal.raw.rpartition(CLEARED)[2]
        assert SECRET not in terminal.raw
        assert "Something went wrong in the program" in said_at_the_end(terminal)
        assert "left True" in said_at_the_end(terminal)
    assert home.strayed() == []


def test_passphrases_typed_faster_than_they_are_asked_never_show(home: Home) -> None:
    with sitting("secret", home) as terminal:
        terminal.wait_for("Nothing shows while you type.")
        terminal.keys("correct horse\rcorrect horse\r")
        terminal.wait_for("It is over.")
        terminal.keys("ctrl+q")
        assert terminal.end() == 0
        assert b"correct" not in terminal.raw and b"*" not in terminal.raw


def test_keys_pressed_after_leaving_reach_nobody(home: Home) -> None:
    shell = ["bash", "--noprofile", "--norc", "-i"]
    with Terminal(home=home.path, cwd=home.cwd, command=shell, env={"PS1": "shell> "}) as terminal:
        terminal.wait_for("shell>")
        terminal.keys(f"{sys.executable} -P {SITTINGS} story", "enter")
        terminal.wait_for("Carry on")
        terminal.keys("\x11and what was being written\r")
        terminal.wait_for("left True")
        terminal.wait(lambda text: text.rstrip().endswith("shell>"), "the shell")
        assert "written" not in terminal.text()


def test_it_locks_by_itself(home: Home) -> None:
    with sitting("idle", home) as terminal:
        terminal.wait_for("What did it say?")
        terminal.keys("half")
        terminal.wait_for("half")
        terminal.end()
        assert said_at_the_end(terminal) == "left True, drafts 1, code -1"


SETTINGS = {
    "EDITOR": "touch edited",
    "VISUAL": "touch edited",
    "PROMPT_TOOLKIT_NO_CPR": "0",
    "PROMPT_TOOLKIT_COLOR_DEPTH": "DEPTH_24_BIT",
    "PROMPT_TOOLKIT_BELL": "true",
    "PYTHONASYNCIODEBUG": "1",
}


def test_no_key_and_no_setting_writes_a_file_or_opens_an_editor(home: Home) -> None:
    with sitting("story", home, env=SETTINGS) as terminal:
        terminal.wait_for("Carry on")
        terminal.keys("1", "enter")
        terminal.wait_for("What did it say?")
        terminal.keys("words", "\x18\x05", "\x18\x18", "\x1bv", "\x1b!", "\x12wor", "\x0fx")
        terminal.keys("\x1b[200~ pasted\x1b[201~")
        terminal.wait_for("pasted")
        assert b"\x1b[6n" not in terminal.raw and b"\x07" not in terminal.raw.replace(
            b"Notes\x07", b""
        )
        assert b"\x1b]52" not in terminal.raw
        terminal.keys("ctrl+q")
        assert terminal.end() == 0
    assert home.strayed() == []


def test_no_colour_is_used_where_none_is_wanted(home: Home) -> None:
    for env, coloured in (({"NO_COLOR": "1"}, False), ({}, False)):
        with sitting("story", home, env=env) as terminal:
            terminal.wait_for("Carry on")
            terminal.keys("1", "enter")
            terminal.wait_for("What did it say?")
            terminal.keys("words", "ctrl+q")
            assert terminal.end() == 0
            found = re.search(rb"\x1b\[[0-9;]*\b(3[0-7]|4[0-7]|9[0-7]|38;)[0-9;]*m", terminal.raw)
            assert bool(found) is coloured


@pytest.mark.parametrize(
    "env", [{"TERM": "dumb"}, {"TERM": ""}, {"PYTHONIOENCODING": "latin-1"}], ids=str
)
def test_where_prompts_can_not_be_drawn_it_says_so(home: Home, env: dict[str, str]) -> None:
    with sitting("story", home, env=env) as terminal:
        assert terminal.end() == 2
        assert "This window can't show prompts." in said_at_the_end(terminal)
        assert b"\x1b" not in terminal.raw


def test_without_a_terminal_it_is_refused(home: Home) -> None:
    done = pipe("--face", "prompts", home=home.path)
    assert (done.code, done.out) == (2, "")
    assert "--face" in done.err


def test_a_record_kept_nowhere_leaves_nothing(home: Home, tmp_path: Path) -> None:
    with Terminal(
        "--face", "prompts", "--memory-only", home=home.path, cwd=home.cwd, columns=40, rows=15
    ) as terminal:
        terminal.wait(lambda text: "There is more." in text or "Start a record" in text)
        while "Start a record" not in terminal.text():
            before = terminal.text()
            terminal.keys("space")
            terminal.wait(lambda text, before=before: text != before)  # type: ignore[misc]
        terminal.wait_for("» 1 Start a record")
        terminal.keys("ctrl+q")
        assert terminal.end() == 0
        assert terminal.text().strip() == ""
    assert home.strayed() == []
