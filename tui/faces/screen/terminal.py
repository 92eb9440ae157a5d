"""What is done to the terminal itself, before the face opens and after it has closed."""

from __future__ import annotations

import os
import sys

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Blank the screen, forget the scrollback, go to the top.

In this order: some terminals move what they blank into the scrollback.
"""


NO_CLIPBOARD = "\x1b]52;c;IA==\x07\x1b]52;c;\x07"
"""Empty the clipboard. A blank first: not every terminal takes nothing for an answer."""


def open_title(title: str) -> None:
    """Put a neutral title in the window's frame, remembering what stood there."""
    if _titled():
        _write(f"\x1b[22;0t\x1b]0;{title}\x07")


def wipe(title: str, *, clipboard: bool = False) -> None:
    """Leave nothing of ours behind: screen, scrollback and window title.

    Args:
        title: A neutral title, for terminals that can't bring back their own.
        clipboard: Whether the clipboard was filled, and is to be emptied as well.
    """
    if sys.platform == "win32":
        # The classic console reads escape sequences only while Textual has it do so.
        os.system("cls")
        return
    _write(
        CLEAR
        + (NO_CLIPBOARD if clipboard else "")
        + (f"\x1b]0;{title}\x07\x1b[23;0t" if _titled() else "")
    )


def say(sentence: str) -> None:
    """Print one sentence of our own after the screen has closed."""
    _write(sentence + "\n")


def _titled() -> bool:
    # The bare console has no window and prints what it doesn't know.
    return sys.platform != "win32" and os.environ.get("TERM", "") != "linux"


def _write(text: str) -> None:
    stream = sys.__stderr__
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except (OSError, ValueError):
        return  # the terminal is gone, and what was on it too
