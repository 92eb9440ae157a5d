"""On the way: a long paste, a stop and going on, a lock; in every interactive face."""

from __future__ import annotations

import shlex
import shutil

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

from hands import FACES, HALF, WHAT, Hands, Plain, begun, entries, opened, spilled
from homes import Home
from terminal import Terminal, program

LINES = "\n".join(
    f"{number}: the heron stood by the water, 鷺 é {number % 7 * 'and waited '}".rstrip()
    for number in range(2_700)
)


def at_terminal(home: Home, face: str, columns: int = 80, rows: int = 24) -> Terminal:
    words = ("--face", face, "--vault", str(home.vault))
    return Terminal(*words, home=home.path, cwd=home.cwd, columns=columns, rows=rows)


@pytest.mark.parametrize("face", FACES)
def test_a_long_paste_is_kept_whole(home: Home, face: str) -> None:
    assert 190_000 < len(LINES) < 200_000
    begun(home)
    with at_terminal(home, face) as terminal:
        hands = FACES[face](terminal)
        hands.open()
        hands.date()
        hands.kind()
        hands.paste(LINES)
        hands.finish()
    assert entries(home)[0]["what"] == LINES
    assert spilled(home, "the heron stood") == []


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no shell with jobs")
@pytest.mark.parametrize("face", FACES)
def test_after_a_stop_it_goes_on_where_it_was(home: Home, face: str) -> None:
    begun(home)
    shell = ["bash", "--noprofile", "--norc", "-i"]
    env = {"HISTFILE": "", "PS1": "shell> "}
    with Terminal(home=home.path, cwd=home.cwd, command=shell, env=env) as terminal:
        terminal.wait_for("shell>")
        line = program("--face", face, "--vault", str(home.vault))
        terminal.keys(shlex.join(line), "enter")
        hands = FACES[face](terminal)
        hands.up_to_half()
        for _ in range(2):
            before = len(terminal.raw)
            hands.stop()
            terminal.wait(lambda _, at=before: b"Stopped" in terminal.raw[at:], "the shell")  # type: ignore[misc]
            before = len(terminal.raw)
            terminal.keys("fg", "enter")
            terminal.wait(
                lambda _, at=before: WHAT.encode() in terminal.raw[at:],  # type: ignore[misc]
                "the question again",
            )
        hands.go_on(" and the rest")
        hands.finish()
    assert entries(home)[0]["what"].split() == f"{HALF} and the rest".split()


def lock(hands: Hands) -> None:
    hands.terminal.keys(*((":x", "enter") if isinstance(hands, Plain) else ("f9",)))


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15)])
@pytest.mark.parametrize("face", FACES)
def test_a_lock_leaves_nothing_to_see_and_goes_on_where_it_was(
    home: Home, face: str, columns: int, rows: int
) -> None:
    begun(home)
    with at_terminal(home, face, columns, rows) as terminal:
        hands = FACES[face](terminal)
        hands.up_to_half()
        before = len(terminal.raw)
        lock(hands)
        terminal.wait(lambda _: b"\x1b[3J" in terminal.raw[before:], "a clear window")
        terminal.wait(lambda text: HALF not in text and "Passphrase" in text, "the passphrase page")
        # Nor is it in what can be scrolled back to.
        past = "".join(cell.data for line in terminal.screen.history.top for cell in line.values())
        assert HALF not in past
        assert spilled(home, HALF) == []
        hands.unlocked()
        terminal.wait_for(HALF)
        terminal.wait_for(WHAT)
    assert opened(home).fields[0].value == HALF
    assert home.strayed() == []
