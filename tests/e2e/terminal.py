"""Driving the real program: in a terminal of a given size, or through a pipe.

The terminal is a pseudo-terminal with pyte as its screen, so tests see what a person sees;
the raw bytes are kept too. Waiting is always for a condition, never for a time.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyte

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds before a condition that does not come true fails a test."""

_BARS = {ord(bar): " " for bar in "│┃▌"}
"""What stands at the left of each line of a paragraph or field."""

CLEAR = b"\x1b[2J\x1b[3J\x1b[H"
"""What the plain face sends where it ends or locks: the one sequence it has."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pagedown": "\x1b[6~",
    "pageup": "\x1b[5~",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "backspace": "\x7f",
    "space": " ",
    "f1": "\x1bOP",
    "f5": "\x1b[15~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "ctrl+q": "\x11",
    "ctrl+c": "\x03",
    "ctrl+d": "\x04",
}


def program(*words: str) -> list[str]:
    """The command line of the program under test, by this interpreter."""
    return [sys.executable, "-P", "-m", "tui", *words]


def environment(home: Path, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """A clean environment whose home, temporary and cache folders are all under ``home``."""
    kept = ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START")
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_RUNTIME_DIR": str(home),
        "TMPDIR": str(home / "tmp"),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        **(extra or {}),
    }


class Terminal:
    """The program in a terminal; use it as a context manager, it ends the program."""

    def __init__(
        self,
        *words: str,
        home: Path,
        columns: int = 80,
        rows: int = 24,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        command: list[str] | None = None,
    ) -> None:
        import pexpect

        self.screen = pyte.HistoryScreen(columns, rows, history=5000)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = bytearray()
        line = command or program(*words)
        self.child = pexpect.spawn(
            line[0],
            line[1:],
            env=environment(home, env),
            cwd=str(cwd or home),
            dimensions=(rows, columns),
            timeout=PATIENCE,
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.isalive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.child.pid, signal.SIGKILL)
        self.child.close(force=True)

    def pump(self, seconds: float = 0.05) -> bool:
        """Read what the program has written; False when it has closed the terminal."""
        import pexpect

        try:
            data = self.child.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self._stream.feed(data)
        return True

    def text(self) -> str:
        """What the screen shows, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, condition: Callable[[str], bool], what: str = "") -> str:
        """Read until ``condition`` holds for the screen's text; return that text.

        Raises:
            AssertionError: If the program ends or patience does; it shows the screen.
        """
        end = time.monotonic() + PATIENCE
        while True:
            open_ = self.pump()
            if condition(self.text()):
                return self.text()
            if not open_ or time.monotonic() > end:
                why = "the program ended" if not open_ else "it never came"
                raise AssertionError(f"{why}: {what}\n{self.text()}")

    def wait_for(self, words: str) -> str:
        """Read until ``words`` stand on the screen, also when wrapped over lines."""
        wanted = " ".join(words.split())
        return self.wait(lambda text: wanted in " ".join(text.translate(_BARS).split()), words)

    def wait_gone(self, words: str) -> str:
        """Read until ``words`` no longer stand on the screen."""
        return self.wait(
            lambda text: words not in " ".join(text.translate(_BARS).split()), f"not {words}"
        )

    def keys(self, *names: str) -> None:
        """Press keys by name; anything that is no key's name is typed."""
        for name in names:
            self.child.send(KEYS.get(name, name))

    def paste(self, text: str) -> None:
        """Send much at once, as a terminal does: it goes on reading while it writes."""
        rest, fd = text.replace("\n", "\r").encode(), self.child.child_fd
        os.set_blocking(fd, False)
        try:
            while rest:
                ready, can, _ = select.select([fd], [fd], [], PATIENCE)
                if not (ready or can):
                    raise AssertionError(f"it takes no more keys\n{self.text()}")
                if ready and not self.pump(0):
                    raise AssertionError("the program ended while it was typed to")
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(fd, rest[:4096]) :] if can else rest
        finally:
            os.set_blocking(fd, True)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def close_window(self) -> None:
        """Take the terminal away, as when its window is closed or killed."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.closed = self.child.closed = True

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.child.pid, number)

    def gone(self) -> None:
        """Wait for the program to end, whether or not there is still a terminal to read.

        Raises:
            AssertionError: If it does not.
        """
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            if time.monotonic() > end:
                raise AssertionError("the program did not end")
            if self.child.closed or not self.pump():
                select.select([], [], [], 0.02)

    def end(self) -> int:
        """Wait for the program to end by itself; return its exit code (128 + a signal)."""
        end = time.monotonic() + PATIENCE
        while self.pump():
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end\n{self.text()}")
        self.child.wait()
        if self.child.signalstatus is not None:
            return 128 + int(self.child.signalstatus)
        return int(self.child.exitstatus)


@dataclass
class Piped:
    """What a run through a pipe gave."""

    code: int
    out: str
    err: str
    raw: bytes = field(repr=False, default=b"")


def pipe(
    *words: str,
    home: Path,
    typed: str | bytes = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Piped:
    """Run the program with ``typed`` as its input; it must end by itself."""
    done = subprocess.run(
        program(*words),
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        cwd=cwd or home,
        env=environment(home, env),
        timeout=PATIENCE * 2,
        check=False,
    )
    return Piped(
        done.returncode,
        done.stdout.decode(errors="replace"),
        done.stderr.decode(errors="replace"),
        done.stdout,
    )


class Conversation:
    """The plain face through pipes, a line at a time: read up to a prompt, answer, again."""

    def __init__(
        self,
        *words: str,
        home: Path,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
        command: list[str] | None = None,
    ) -> None:
        self.process = subprocess.Popen(
            command or program(*words),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd or home,
            env=environment(home, env),
            bufsize=0,
        )
        self.transcript = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")

    def __enter__(self) -> Conversation:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self.process.wait()

    def until_one_of(self, endings: tuple[str, ...]) -> str:
        """Read until what was printed ends with one of ``endings``; return what is new."""
        assert self.process.stdout is not None
        since = ""
        end = time.monotonic() + PATIENCE
        while not since.endswith(endings):
            ready, _, _ = select.select([self.process.stdout], [], [], 0.1)
            data = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            if (ready and not data) or time.monotonic() > end:
                raise AssertionError(f"it never said {endings}\n{self.transcript}{since}")
            since += self._decoder.decode(data)
        self.transcript += since
        return since

    def say(self, *lines: str) -> None:
        """Type lines."""
        assert self.process.stdin is not None
        for line in lines:
            self.process.stdin.write((line + "\n").encode())

    def end(self) -> tuple[int, str]:
        """Close the input; return the exit code and what was still printed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        rest = self.process.stdout.read().decode(errors="replace")
        self.transcript += rest
        return self.process.wait(timeout=PATIENCE), rest


Snapshot = Mapping[str, tuple[str, bytes]]
"""Every path with its kind and, for a file, what is in it."""


def snapshot(*folders: Path) -> Snapshot:
    """Every path under ``folders``, to compare before and after."""
    return dict(_walk(folders))


def _walk(folders: tuple[Path, ...]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            kind = "link" if path.is_symlink() else "folder" if path.is_dir() else "file"
            yield str(path), (kind, path.read_bytes() if kind == "file" else b"")


def appeared(
    before: Snapshot,
    after: Snapshot,
    *but: Path,
) -> list[str]:
    """What is new, changed or gone, outside the folders ``but``."""
    differing = {
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    }
    return sorted(
        path
        for path in differing
        if not any(Path(path) == place or place in Path(path).parents for place in but)
    )
