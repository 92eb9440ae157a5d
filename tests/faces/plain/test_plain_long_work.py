"""Long work in plain lines: a line now and then, and ctrl+c stops the work alone."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from plain_scripted import END, Scripted, asking

from tests.faces.long_work import WHAT, LongWork
from tui.faces.plain import run
from tui.faces.plain.working import Telling, telling
from tui.session.driver import Doing
from tui.session.page import Field

NAME = Field(name="name", type="text", label="What is the name?")


def doing(done: int = 0, total: int = 100, **more) -> Doing:
    return Doing(what="Adding a file", done=done, total=total, **more)


def test_what_is_soon_over_is_not_told():
    lines = Telling(0)
    assert lines.line(doing(), 0.4) == ""
    assert lines.line(None, 60) == ""
    assert lines.line(doing(), 60) == "Adding a file. This takes a while. Ctrl+C stops it."


def test_a_line_comes_with_each_tenth_and_not_too_often():
    lines = Telling(0)
    assert lines.line(doing(), 1)
    assert lines.line(doing(50), 2.9) == ""
    assert lines.line(doing(50), 3.1) == "50 of 100"
    assert lines.line(doing(59), 9) == ""
    assert lines.line(doing(60), 9) == "60 of 100"


def test_a_line_comes_now_and_then_also_where_it_is_slow():
    lines = Telling(0)
    assert lines.line(doing(), 1)
    assert lines.line(doing(1), 10.9) == ""
    assert lines.line(doing(1), 11.1) == "1 of 100"
    assert lines.line(doing(0, 0), 22) == "Still working."


def test_another_thing_that_goes_on_is_said_at_once():
    lines = Telling(0)
    assert lines.line(doing(90), 1)
    other = Doing(what="Reading it back", total=100, may_stop=False)
    assert lines.line(other, 1.1) == "Reading it back. This takes a while."


def test_that_it_stops_is_said_once():
    lines = Telling(0)
    assert lines.line(doing(stopping=True), 1) == "Stopping…"
    assert lines.line(doing(stopping=True), 9) == ""


class Reader(io.StringIO):
    """Types a line when it is asked for, and runs something before it does."""

    def __init__(self, *steps: tuple[Callable[[], object], str]) -> None:
        super().__init__()
        self.steps = list(steps)

    def readline(self, *_size: int) -> str:
        if not self.steps:
            return ""
        before, line = self.steps.pop(0)
        before()
        return line + "\n"


class Written(io.StringIO):
    """Says when something was written that is waited for."""

    def __init__(self, wanted: str, then: Callable[[], object]) -> None:
        super().__init__()
        self.wanted, self.then = wanted, then

    def write(self, text: str) -> int:
        count = super().write(text)
        if self.wanted and self.wanted in self.getvalue():
            self.wanted = ""
            self.then()
        return count


def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


def test_it_is_told_while_the_call_runs():
    app = Scripted(asking(NAME), END)
    app.long = LongWork()
    out = Written(f"{WHAT}. This takes a while.", app.long.go.set)
    run(app, io.StringIO("Ann\n"), out)
    assert f"\n{WHAT}. This takes a while. Ctrl+C stops it.\n" in out.getvalue()
    assert "\r" not in out.getvalue() and "\x1b" not in out.getvalue()
    assert len(app.sent) == 1 and app.long.stopped == 0


def test_ctrl_c_stops_the_work_and_not_the_program():
    app = Scripted(asking(NAME), END)
    app.long = LongWork()

    def press() -> None:
        app.long.begun.wait(20)
        # From another thread, as a terminal does: Python's main thread deals with it.
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)

    hand = threading.Thread(target=press)
    hand.start()
    out = io.StringIO()
    again = Reader((lambda: None, "Ann"), (app.long.go.set, "Bea"))
    run(app, again, out)
    hand.join()
    assert "It was stopped. Nothing was changed." in out.getvalue()
    assert [sent[1] for sent in app.sent] == [{"name": "Ann"}, {"name": "Bea"}]
    assert app.long.stopped == 1 and app.left


@pytest.mark.parametrize("may_stop", [True, False])
def test_where_nothing_can_be_stopped_ctrl_c_does_what_it_did(may_stop):
    app = Scripted(END)
    app.long = LongWork(may_stop=may_stop)
    from tui.faces.plain.window import Window

    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), telling(Window(io.StringIO(), io.StringIO()), app):
        if not may_stop:
            with app.long.on("Sealing", may_stop=False):
                interrupt()
        interrupt()
    assert signal.getsignal(signal.SIGINT) is before
    assert app.long.stopped == 0


PROGRAM = """
import sys
from plain_scripted import END, Scripted, asking
from tests.faces.long_work import LongWork
from tui.faces.plain import run
from tui.session.page import Field
app = Scripted(asking(Field(name="name", type="text", label="What is the name?")), END)
app.long = LongWork()
try:
    code = run(app, sys.stdin, sys.stdout)
except KeyboardInterrupt:
    code = 130
print("code", code, "stopped", app.long.stopped, "sent", len(app.sent))
"""


def test_in_a_real_terminal_ctrl_c_stops_the_work_and_then_leaves(tmp_path):
    pexpect = pytest.importorskip("pexpect", reason="there is no pseudo-terminal on Windows")
    here = Path(__file__).parent
    child = pexpect.spawn(
        sys.executable,
        ["-c", PROGRAM],
        env={
            **os.environ,
            "TERM": "xterm",
            "PYTHONPATH": os.pathsep.join([str(here.parents[2]), str(here)]),
        },
        encoding="utf-8",
        timeout=60,
    )
    child.delaybeforesend = None
    child.expect_exact("Answer: ")
    child.send("Ann\r")
    child.expect_exact(f"{WHAT}. This takes a while. Ctrl+C stops it.")
    child.send("\x03")
    child.expect_exact("It was stopped. Nothing was changed.")
    child.expect_exact("Answer: ")
    child.send("\x03")
    child.expect_exact("code 130 stopped 1 sent 1")
    child.expect(pexpect.EOF)
    child.close()
