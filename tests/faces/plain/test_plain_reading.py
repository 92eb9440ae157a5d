"""Reading a terminal's lines with an eye on the time, by a clock that the test moves."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

if sys.platform == "win32":
    pytest.skip("there is no pseudo-terminal on Windows", allow_module_level=True)

import termios

from tui.faces.plain import reading
from tui.faces.plain.reading import Awake, EndOfInput, Idle, TerminalReader, TooLong, reader_of

Event = float | bytes | Callable[[], object]
"""While it waits: so many seconds pass, something is typed, or something happens."""


class Terminal:
    """A terminal with a person at it; time passes only while the reader waits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.keys, inside = os.openpty()
        self.stream = os.fdopen(inside, encoding="utf-8")
        reader = reader_of(self.stream)
        assert isinstance(reader, TerminalReader)
        self.reader = reader
        self.events: list[Event] = []
        self.now = 1000.0
        clock = SimpleNamespace(time=lambda: self.now, monotonic=lambda: self.now)
        monkeypatch.setattr(reading, "time", clock)
        monkeypatch.setattr(reading, "select", SimpleNamespace(select=self._select))

    def _select(self, watched: list[int], *rest: Any) -> Any:
        wait = float("inf") if rest[2] is None else rest[2]
        while self.events:
            event = self.events.pop(0)
            if isinstance(event, bytes):
                os.write(self.keys, event)
            elif callable(event):
                event()
            else:
                # A wait ends when its time is up, whatever else is to come.
                self.now += min(event, wait)
                if event >= wait:
                    self.events[:0] = [event - wait] if event > wait else []
                    return [], [], []
                wait -= event
        ready = select.select(watched, [], [], 5)
        assert any(ready), "it waits for ever"
        return ready

    def sleeps(self, seconds: float) -> Callable[[], object]:
        """The machine sleeps: the wait notices nothing, the clock goes on."""

        def pass_by() -> None:
            self.now += seconds

        return pass_by

    def close(self) -> None:
        self.stream.close()
        os.close(self.keys)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    made = Terminal(monkeypatch)
    yield made
    made.close()


def test_lines_typed_ahead_are_read_one_by_one(terminal: Terminal) -> None:
    terminal.reader.idle = 60
    os.write(terminal.keys, b"one\ntwo\nthr")
    assert [terminal.reader.line(), terminal.reader.line()] == ["one", "two"]
    terminal.events = [b"ee\r"]
    assert terminal.reader.line() == "three"


def test_half_a_line_ended_by_ctrl_d_is_a_line_and_an_empty_one_is_the_end(
    terminal: Terminal,
) -> None:
    os.write(terminal.keys, b"half\x04\x04\x04")
    assert terminal.reader.line() == "half"
    with pytest.raises(EndOfInput):
        terminal.reader.line()


def test_bytes_that_are_no_text_are_replaced(terminal: Terminal) -> None:
    os.write(terminal.keys, b"a\xff\xc3\xa9b\n")
    assert terminal.reader.line() == "a\ufffdéb"


def test_nothing_typed_for_long_enough_is_idle(terminal: Terminal) -> None:
    terminal.reader.idle = 600
    terminal.events = [599.0, b"still here\n"]
    assert terminal.reader.line() == "still here"
    terminal.events = [599.0, 1.0, 1.0, b"too late\n"]
    with pytest.raises(Idle):
        terminal.reader.line()
    assert terminal.now == 1000 + 599 + 600
    assert terminal.reader.unfinished() == ""


def test_never_is_never(terminal: Terminal) -> None:
    terminal.events = [1e7, b"here\n"]
    assert terminal.reader.line() == "here"


def test_whoever_types_on_is_not_idle_and_loses_nothing(terminal: Terminal) -> None:
    terminal.reader.idle = 600
    terminal.events = [300.0, b"a long ", 300.0, 30.0, b"story in ", 31.0, 500.0, b"one line\n"]
    assert terminal.reader.line() == "a long story in one line"


def test_whoever_left_in_the_middle_of_a_line_is_idle_a_minute_later(terminal: Terminal) -> None:
    terminal.reader.idle = 600
    terminal.events = [300.0, "half a liñ".encode(), 300.0, 60.0]
    with pytest.raises(Idle):
        terminal.reader.line()
    assert terminal.now == 1000 + 660
    assert terminal.reader.unfinished() == "half a liñ"
    terminal.events = [b"a new one\n"]
    assert terminal.reader.line() == "a new one"


def test_a_line_that_comes_as_the_time_is_up_is_taken(terminal: Terminal) -> None:
    terminal.reader.idle = 600
    terminal.events = [lambda: os.write(terminal.keys, b"just in time\n"), terminal.sleeps(600)]
    assert terminal.reader.line() == "just in time"


def test_a_machine_that_slept_was_idle_whatever_was_typed(terminal: Terminal) -> None:
    terminal.reader.idle = 600
    terminal.events = [b"half a line", terminal.sleeps(3600), b" and the rest\n"]
    with pytest.raises(Idle):
        terminal.reader.line()
    assert terminal.reader.unfinished() == "half a line and the rest"


def test_going_on_after_a_stop_is_noticed(terminal: Terminal) -> None:
    def go_on() -> None:
        os.kill(os.getpid(), signal.SIGCONT)

    before = signal.getsignal(signal.SIGCONT)
    with terminal.reader.watching():
        terminal.reader.idle = 600
        terminal.events = [go_on]
        with pytest.raises(Awake):
            terminal.reader.line()
        terminal.events = [b"on\n"]
        assert terminal.reader.line() == "on"
        terminal.events = [terminal.sleeps(601), go_on]
        with pytest.raises(Idle):
            terminal.reader.line()
    assert signal.getsignal(signal.SIGCONT) == before


def test_a_hidden_line_is_hidden_only_while_it_is_typed(terminal: Terminal) -> None:
    def echoes() -> bool:
        return bool(termios.tcgetattr(terminal.stream)[3] & termios.ECHO)

    seen: list[bool] = []
    os.write(terminal.keys, b"typed before it was asked for\n")
    assert select.select([terminal.stream], [], [], 5)[0]
    terminal.events = [lambda: seen.append(echoes()), b"secret\nnext\n"]
    assert terminal.reader.hidden() == "secret"
    assert (seen, echoes()) == ([False], True)
    assert terminal.reader.line() == "next"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is another elsewhere")
@pytest.mark.parametrize(("length", "whole"), [(4094, True), (4095, False), (9000, False)])
def test_a_line_that_may_have_been_cut_is_not_taken(
    terminal: Terminal, length: int, whole: bool
) -> None:
    terminal.events = [b"x" * length + b"\n", b"y\n"]
    if whole:
        assert terminal.reader.line() == "x" * length
    else:
        with pytest.raises(TooLong):
            terminal.reader.line()
    assert terminal.reader.line() == "y"


def test_a_file_is_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / "typed"
    file.write_bytes(b"one\r\ntwo\xff")
    with file.open(encoding="utf-8") as stream:
        reader = reader_of(stream)
        reader.idle = 0.001
        assert not (reader.watches or reader.echoes)
        assert [reader.line(), reader.line()] == ["one", "two\ufffd"]
        with pytest.raises(EndOfInput):
            reader.line()
