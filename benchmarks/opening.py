"""Opening: from starting the process to its first words in a terminal, and ``--version``."""

from __future__ import annotations

import compileall
import os
import select
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.measure import Line, in_turn, median, ms, times

ROOT = Path(__file__).parents[1]
ONE_STATIC = """
from textual.app import App
from textual.widgets import Static

class One(App):
    def compose(self):
        yield Static("Hello there")

One().run()
"""
LIMIT = 20.0


def measure() -> list[Line]:
    """Return opening and ``--version`` beside their peers."""
    return [*_first_paint(), _version()]


def _version() -> Line:
    ours, peer = in_turn(
        [
            lambda: _process([sys.executable, "-m", "tui", "--version"]),
            lambda: _process([sys.executable, "-c", "pass"]),
        ],
        15,
    )
    ratio = median(ours) / median(peer)
    return Line(
        "--version",
        ms(median(ours)),
        f"python -c pass {ms(median(peer))}",
        f"{ratio:.2f} x",
        "<= 5 x",
        ratio <= 5,
    )


def _process(command: list[str]) -> float:
    def run() -> None:
        subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    return times(run, 1)[0]


def _first_paint() -> list[Line]:
    if sys.platform == "win32":
        return [Line("first paint", "needs a pseudo-terminal, which Windows does not have")]
    compileall.compile_dir(ROOT / "tui", quiet=2)  # as installing does; opening writes nothing
    with tempfile.TemporaryDirectory() as home:
        ours, peer, plain = in_turn(
            [
                lambda: until_text([sys.executable, "-m", "tui"], b"911", home),
                lambda: until_text([sys.executable, "-c", ONE_STATIC], b"Hello", home),
                lambda: until_text([sys.executable, "-m", "tui", *PLAIN], b"911", home),
            ],
            9,
        )
    ratio = median(ours) / median(peer)
    beside = f"one Static in Textual {ms(median(peer))}"
    return [
        Line("first paint", ms(median(ours)), beside, f"{ratio:.2f} x", "<= 1.6 x", ratio <= 1.6),
        Line("first lines, plain face", ms(median(plain))),
    ]


PLAIN = ("--face", "plain")


def until_text(command: list[str], text: bytes, home: str) -> float:
    """Return the seconds from starting ``command`` in an 80x24 terminal to ``text``.

    Args:
        command: What to run.
        text: What the first screen shows.
        home: An empty folder to be the person's home.

    Raises:
        TimeoutError: The text did not come.
    """
    import fcntl
    import pty
    import struct
    import termios

    start = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        environment = {**os.environ, "HOME": home, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
        environment.pop("COLUMNS", None)
        environment.pop("LINES", None)
        os.chdir(ROOT)
        os.execve(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = b""
    try:
        while text not in shown:
            left = start + LIMIT - time.perf_counter()
            ready, _, _ = select.select([terminal], [], [], max(left, 0))
            if not ready:
                raise TimeoutError(f"{command[1:4]} showed nothing in {LIMIT:.0f} s")
            shown += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(process, 9)
        os.waitpid(process, 0)
        os.close(terminal)
