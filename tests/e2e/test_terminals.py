"""Terminals of all kinds: none, dumb, small, resized, and typing that must not show."""

from __future__ import annotations

import pytest
from homes import Home
from terminal import CLEAR, Terminal, pipe

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")


def test_without_a_terminal_it_speaks_line_by_line(home: Home) -> None:
    done = pipe(home=home.path, cwd=home.cwd)
    assert (done.code, done.err) == (0, "")
    assert "1. Start a record of my own" in done.out
    assert b"\x1b" not in done.raw and b"\r" not in done.raw
    assert home.strayed() == []


def test_asking_for_a_screen_where_there_is_none_is_refused(home: Home) -> None:
    done = pipe("--face", "screen", home=home.path)
    assert (done.code, done.out) == (2, "")
    assert "can't show the whole-screen face" in done.err


@pytest.mark.parametrize(
    ("env", "columns", "rows"), [({"TERM": "dumb"}, 80, 24), ({}, 25, 24), ({}, 80, 8)]
)
def test_a_terminal_that_cannot_draw_gets_lines(
    home: Home, env: dict[str, str], columns: int, rows: int
) -> None:
    with Terminal(home=home.path, env=env, columns=columns, rows=rows) as terminal:
        terminal.wait_for("Choose:")
        terminal.keys(":q", "enter")
        assert terminal.end() == 0
        shown, cleared, left = terminal.raw.partition(CLEAR)
        assert b"\x1b" not in shown + left and b"call 911" not in left
        # A dumb terminal would print what should clear it.
        assert bool(cleared) == (env.get("TERM") != "dumb")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_any_encoding_of_the_output_will_do(home: Home, encoding: str) -> None:
    done = pipe(
        "--lang", "fr-CA", home=home.path, env={"PYTHONIOENCODING": encoding}, typed="1\n\n"
    )
    assert (done.code, done.err) == (0, "")
    done.raw.decode(encoding)


def test_bytes_that_are_no_text_are_no_failure(home: Home) -> None:
    done = pipe(home=home.path, typed=b"\xff\xfe\x00\x1b[2J\n1\n")
    assert done.code == 0
    assert "Please type a number from 1 to" in done.out
    assert b"\x1b" not in done.raw


def test_a_window_may_change_its_size(home: Home) -> None:
    with Terminal(home=home.path) as terminal:
        terminal.wait_for("call 911")
        for columns, rows in ((40, 15), (120, 40), (80, 24)):
            terminal.resize(columns, rows)
            terminal.wait_for("call 911")
        terminal.keys("ctrl+q")
        assert terminal.end() == 0


def test_a_passphrase_does_not_show_at_a_terminal(home: Home) -> None:
    from tui.vault.vault import Vault

    Vault.create(home.vault, "not to be seen", log_n=10).close()
    where = ("--vault", str(home.vault))
    with Terminal("--face", "plain", *where, home=home.path) as terminal:
        terminal.wait_for("Type it:")
        terminal.child.waitnoecho(timeout=60)
        terminal.keys("not to be seen", "enter")
        terminal.wait_for("Records")
        terminal.keys(":q", "enter")
        assert terminal.end() == 0
        assert b"not to be seen" not in terminal.raw
        assert b"\x1b" not in terminal.raw.replace(CLEAR, b"", 1)
    with Terminal("case", "list", *where, home=home.path) as terminal:
        terminal.wait_for("Passphrase:")
        terminal.child.waitnoecho(timeout=60)
        terminal.keys("not to be seen", "enter")
        terminal.wait_for("There is no record in this folder yet.")
        assert terminal.end() == 0
        assert b"not to be seen" not in terminal.raw
