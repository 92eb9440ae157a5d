"""Keys that come faster than the screen is drawn are taken in the order they were pressed."""

from __future__ import annotations

import pytest

pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
pytest.importorskip("pyte")

from homes import Home
from terminal import Terminal


def test_letters_and_corrections_in_one_burst(home: Home) -> None:

    with Terminal("--memory-only", home=home.path, cwd=home.cwd) as terminal:
        terminal.wait_for("call 911")
        terminal.keys("2", "\r")
        terminal.wait_for("What would you like to call")
        terminal.keys("abc\x7f\x7fxy")
        terminal.wait_for("axy")
        terminal.keys("\x15other\x1b[D\x1b[Dz")
        terminal.wait_for("othzer")
        terminal.keys("\x11")
        assert terminal.end() == 0
