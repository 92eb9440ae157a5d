"""Starting anew when it was locked, so that keys and answers are gone from memory.

Letting objects go is not enough: Python and the libraries under it leave copies behind that
nobody can find and wipe. So the process replaces itself by a new one, in the same terminal
and under the same number; the system gives that one fresh memory.

Windows has no such replacing: there the old program ends, the shell takes the keyboard back,
and two read from it. So the first process there never sees an answer: it runs the program
in a child, and after each lock in another one.

What the new process must know goes through a pipe: other programs can read the command line
and the environment, and a file would stay.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import msgspec

from tui.commands import codes, say
from tui.commands.vaults import Refused
from tui.session.driver import Resume
from tui.wording import gettext as _

IN_CHILDREN = sys.platform == "win32"
"""Whether the program runs in a child of this process, because it can't be replaced."""

_MOST = 64 * 1024
"""Bytes to expect; a pipe holds that many without anybody reading."""

_KEYBOARD = 0


class Again(msgspec.Struct, frozen=True, kw_only=True):
    """What the new process must know. Nothing in it was answered, and no key is in it.

    Attributes:
        resume: Where to go on after the passphrase.
        face: Which face it was.
        language: What is spoken.
        language_asked: Whether the command line asked for that language.
        theme: The colours.
        modes: The terminal's local modes, as they were before it was made quiet.
    """

    resume: Resume
    face: str
    language: str
    language_asked: bool
    theme: str
    modes: int | None = None


def anew(state: Again, lock_fd: int | None) -> int:
    """Start anew. It returns in a child, for its parent to go on, and where it failed.

    Args:
        state: What the new process must know.
        lock_fd: Where a child hands that over; None for a process that replaces itself.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    if lock_fd is not None:
        with os.fdopen(_own(lock_fd, os.O_WRONLY), "wb") as parent:
            parent.write(_packed(state))
        return codes.DONE
    modes = _hushed()
    try:
        reading, writing = os.pipe()
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(_packed(msgspec.structs.replace(state, modes=modes)))
        os.set_inheritable(reading, True)
        os.execv(sys.executable, _line(["--resume-fd", str(reading)]))
    except (OSError, ValueError):  # no interpreter there any more, or none that is known
        return _gone()
    finally:  # reached only where it failed
        settle(modes)


def received(number: int) -> Again:
    """Return what the process before handed over.

    Raises:
        Refused: There is nothing of the kind: somebody typed the option.
    """
    try:
        with os.fdopen(_own(number, os.O_RDONLY), "rb") as pipe:
            return msgspec.convert(json.loads(pipe.read(_MOST)), Again)
    except (OSError, OverflowError, ValueError, msgspec.ValidationError):
        raise Refused(codes.USAGE, _("--resume-fd is for the program itself.")) from None


def in_children() -> int | None:
    """Run this process's command line in a child, and after each lock in another one.

    Returns:
        The exit code of the last one; None where not even the first could be started.
    """
    words, state = sys.argv[1:], b""
    with _undisturbed():
        while True:
            try:
                code, state = _child(words, state)
            except OSError:
                return _gone() if state else None
            if not state:
                return code if code >= 0 else 128 - code
            words = []


def settle(modes: int | None) -> None:
    """Let the keyboard be heard again, without what was typed since it was locked.

    Args:
        modes: The terminal's local modes to go back to; None to leave them.
    """
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios

    with suppress(OSError, termios.error):
        termios.tcflush(_KEYBOARD, termios.TCIFLUSH)
        if modes is not None:
            attributes = termios.tcgetattr(_KEYBOARD)
            attributes[3] = modes
            termios.tcsetattr(_KEYBOARD, termios.TCSANOW, attributes)


def _hushed() -> int | None:
    """Have the terminal show nothing that is typed, nor act on it; return how it was.

    Nobody reads the keyboard until the new process does, and what is typed meanwhile may
    well be the passphrase.
    """
    if sys.platform == "win32":
        return None
    import termios

    with suppress(OSError, termios.error):
        attributes = termios.tcgetattr(_KEYBOARD)
        modes = int(attributes[3])
        attributes[3] = modes & ~(termios.ECHO | termios.ISIG)
        termios.tcsetattr(_KEYBOARD, termios.TCSANOW, attributes)
        return modes
    return None


def _line(options: Sequence[str], words: Sequence[str] = ()) -> list[str]:
    """Return how this program was started, with other words after it.

    The interpreter's own flags and the way to the program stay, whether it is a module, an
    installed script or a frozen one. What a person typed goes: it named the folder, and a
    file with the passphrase would open it again.
    """
    given = len(sys.argv) - 1
    before = sys.orig_argv[1 : len(sys.orig_argv) - given]
    debug = ["--debug"] if "--debug" in sys.argv[1:] and not words else []
    return [sys.executable, *before, *options, *debug, *words]


def _child(words: Sequence[str], state: bytes) -> tuple[int, bytes]:
    """Run the program in a child.

    Args:
        words: The command line, where it starts for the first time.
        state: What it must know, where it starts after a lock.

    Returns:
        Its exit code, and what the next one must know, where it was locked.

    Raises:
        OSError: It could not be started.
    """
    import subprocess

    reading, writing = os.pipe()
    given, giving = os.pipe()
    options = ["--lock-fd", str(_to_inherit(writing))]
    if state:
        options += ["--resume-fd", str(_to_inherit(given))]
    try:
        child = subprocess.Popen(_line(options, words), close_fds=False)
    except OSError:
        os.close(reading)
        os.close(giving)
        raise
    finally:
        os.close(writing)
        os.close(given)
    with suppress(OSError), os.fdopen(giving, "wb") as pipe:
        pipe.write(state)
    with os.fdopen(reading, "rb") as pipe:
        state = pipe.read(_MOST)
    return child.wait(), state


def _to_inherit(end: int) -> int:
    """Make an end of a pipe one that a child gets; return the number it has there."""
    os.set_inheritable(end, True)
    if sys.platform == "win32":
        import msvcrt

        return msvcrt.get_osfhandle(end)
    return end


def _own(number: int, flags: int) -> int:
    """Return an end of a pipe that was inherited, and pass it on no further."""
    if sys.platform == "win32":
        import msvcrt

        number = msvcrt.open_osfhandle(number, flags)
    os.set_inheritable(number, False)
    return number


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Leave ctrl+c to the child: the system tells both."""
    names = ("SIGINT", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, lambda *_: None) for number in numbers}
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, signal.SIG_DFL if old is None else old)


def _packed(state: Again) -> bytes:
    # Not msgspec's own: a folder's name may hold bytes that are no text.
    return json.dumps(msgspec.to_builtins(state)).encode()


def _gone() -> int:
    say.err(_("It is locked. Start the program again to go on."))
    return codes.LOCKED
