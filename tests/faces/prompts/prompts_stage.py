"""The face in a terminal that is not there, and the hands at its keys."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

pyte = pytest.importorskip("pyte")

PATIENCE = 20.0

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "left": "\x1b[D",
    "end": "\x1b[F",
    "home": "\x1b[H",
    "pagedown": "\x1b[6~",
    "backspace": "\x7f",
    "space": " ",
    "alt+enter": "\x1b\r",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}


def paste(text: str) -> str:
    """What a terminal sends when something is pasted."""
    return f"\x1b[200~{text}\x1b[201~"


class Stage:
    """The face in a terminal that is not there: keys go in, what is drawn is kept."""

    def __init__(self, app: Any, columns: int = 80, rows: int = 40) -> None:
        from prompt_toolkit.input import create_pipe_input
        from prompt_toolkit.output import ColorDepth
        from prompt_toolkit.output.vt100 import Vt100_Output

        self.app = app
        self.size = (rows, columns)
        self.screen = pyte.HistoryScreen(columns, rows, history=2000)
        self.raw = ""
        self._stream = pyte.Stream(self.screen)
        self._drawn = threading.Condition()
        self._piped = create_pipe_input()
        self.keyboard = self._piped.__enter__()
        self.output = Vt100_Output(
            _Drawing(self),  # type: ignore[arg-type]
            self._get_size,
            term="xterm",
            default_color_depth=ColorDepth.DEPTH_4_BIT,
            enable_cpr=False,
        )
        self.code: int | None = None
        self.trouble: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _get_size(self) -> Any:
        from prompt_toolkit.data_structures import Size

        return Size(rows=self.size[0], columns=self.size[1])

    def _run(self) -> None:
        from tui.faces.prompts.running import lead
        from tui.faces.prompts.window import Window

        try:
            self.code = lead(self.app, Window.around(self.keyboard, self.output))
        except BaseException as error:
            self.trouble = error
        with self._drawn:
            self._drawn.notify_all()

    def draw(self, text: str) -> None:
        with self._drawn:
            self.raw += text
            self._stream.feed(text)
            self._drawn.notify_all()

    def text(self) -> str:
        """What the screen shows, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, condition: Callable[[str], Any], what: str = "") -> str:
        """Wait until ``condition`` holds for what the screen shows."""
        end = time.monotonic() + PATIENCE
        with self._drawn:
            while not condition(self.text()):
                if not self._thread.is_alive() or time.monotonic() > end:
                    raise AssertionError(
                        f"it never came: {what}\n{self.text()}\n{self.trouble!r} {self.code}"
                    ) from self.trouble
                self._drawn.wait(0.2)
            return self.text()

    def wait_for(self, words: str) -> str:
        """Wait until ``words`` are shown, also when broken over lines."""
        wanted = " ".join(words.split())
        return self.wait(lambda text: wanted in " ".join(text.split()), words)

    def asked(self, label: str, hint: str = "ctrl+q leaves") -> str:
        """Wait until the question ``label`` is the one that waits for an answer."""
        wanted = " ".join(label.split())

        def asks(text: str) -> bool:
            return hint in " ".join(text.split()).rpartition(wanted)[2] and wanted in " ".join(
                text.split()
            )

        return self.wait(asks, label)

    def to(self, label: str, *keys: str) -> None:
        """Press keys, and wait until the question ``label`` is asked, again perhaps."""
        before = self.raw.count(label)
        self.keys(*keys)
        self.wait(lambda _text: self.raw.count(label) > before, label)
        self.asked(label)

    def back_to(self, label: str) -> None:
        """Press Esc, and wait until the question ``label`` is asked again."""
        self.to(label, "escape")

    def keys(self, *names: str) -> None:
        """Press keys by name; anything that is no key's name is typed."""
        for name in names:
            self.keyboard.send_text(KEYS.get(name, name))

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; a terminal would say so with a signal."""
        with self._drawn:
            self.size = (rows, columns)
            self.screen.resize(rows, columns)

    def end(self) -> int:
        """Wait for the end; return the exit code."""
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), self.text()
        if self.trouble is not None:
            raise self.trouble
        assert self.code is not None
        return self.code

    def close(self) -> None:
        if self._thread.is_alive():
            self.keyboard.send_text("\x11")
            self._thread.join(PATIENCE)
        self._piped.__exit__(None, None, None)


class _Drawing(io.StringIO):
    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def write(self, text: str) -> int:
        self._stage.draw(text)
        return len(text)
