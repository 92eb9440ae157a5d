"""A terminal window with the face in it, for tests that need a real terminal."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pexpect = pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
import pyte  # noqa: E402

HERE = Path(__file__).parent

ROOT = HERE.parents[2]

PATIENCE = 60.0

CTRL_N, CTRL_P, CTRL_Q, CTRL_Z, ENTER, ESC = "\x0e", "\x10", "\x11", "\x1a", "\r", "\x1b"

CTRL_C, CTRL_T, CTRL_V, CTRL_X, F1, F9 = "\x03", "\x14", "\x16", "\x18", ESC + "OP", ESC + "[20~"

SELECT_ALL = ESC + "[18~"
"""F7: all of a long text."""

SELECT_LINE = ESC + "[1;2H"
"""Shift and Home."""


class Window:
    """A terminal window with the scripted session in it, started by itself or from a shell."""

    def __init__(
        self,
        name: str,
        folder: Path,
        columns: int = 80,
        rows: int = 24,
        *,
        shell: bool = False,
        **env: str,
    ):
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        program = [sys.executable, str(HERE / "fake_session.py"), name]
        line = ["bash", "--norc", "--noprofile", "-i"] if shell else program
        self.child = pexpect.spawn(
            line[0],
            line[1:],
            cwd=str(folder),
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
                "TERM": "xterm-256color",
                "LANG": "C.UTF-8",
                "HOME": str(folder),
                "PS1": "ready> ",
                "HISTFILE": "/dev/null",
                **env,
            },
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None
        if shell:
            self.wait_for("ready>")
            self.child.send(shlex.join(program) + "\r")

    @property
    def program(self) -> int:
        """The process of a program that was started from the shell."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.child.pid)], capture_output=True, text=True, check=True
        )
        return int(found.stdout.split()[0])

    def state_of(self, pid: int) -> str:
        """How a process is: ``T`` begins that of one that stands still."""
        asked = ["ps", "-o", "stat=", "-p", str(pid)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()

    def pump(self, seconds: float = 0.05) -> bool:
        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        # pyte prints what it can't read of the keyboard protocol that Textual asks for.
        self._stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*u", b"", data))
        return True

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait_until(self, true: Callable[[], bool], what: str = "") -> None:
        end = time.monotonic() + PATIENCE
        while not true():
            if not self.pump() or time.monotonic() > end:
                raise AssertionError(f"it never came: {what}\n{self.text()}\n{self.raw[-2000:]!r}")

    def wait_for(self, words: str) -> None:
        self.wait_until(lambda: words in " ".join(self.text().split()), words)

    def end(self) -> int:
        """Read to the end; return the exit code."""
        end = time.monotonic() + PATIENCE
        while self.pump():
            if time.monotonic() > end:
                raise AssertionError(f"it did not end\n{self.text()}")
        self.child.wait()
        return self.child.exitstatus


def after_screen(raw: bytes) -> bytes:
    """What was written after the alternate screen was closed."""
    return raw.rpartition(b"\x1b[?1049l")[2]


def close_window(one: Window) -> None:
    one.child.ptyproc.fileobj.close()
    one.child.ptyproc.closed = one.child.closed = True


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        os.sched_yield()


needs_shell = pytest.mark.skipif(
    not all(map(shutil.which, ("bash", "pgrep", "ps"))), reason="there is no shell with jobs"
)


def stopped(one: Window, how: str) -> int:
    """Bring the program to a stop; return its process."""
    pid = one.program
    if how == "key":
        one.child.send(CTRL_Z)
    else:
        os.kill(pid, signal.SIGTSTP)
    one.wait_until(lambda: one.state_of(pid).startswith("T"))
    one.wait_until(lambda: one.text().rstrip().endswith("ready>"))
    return pid


def opener(folder: Path) -> Iterator[Callable[..., Window]]:
    """What opens windows in ``folder``; at the end they are closed."""
    opened = []

    def open_window(name: str = "journey", **settings: Any) -> Window:
        opened.append(Window(name, folder, **settings))
        return opened[-1]

    yield open_window
    for one in opened:
        one.child.close(force=True)
