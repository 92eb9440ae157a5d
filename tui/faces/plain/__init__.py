"""The plain face: numbered questions in an append-only transcript.

For screen readers, dumb terminals and pipes. It prints lines and reads lines: no carriage
return, no redrawing, and one escape sequence. Where it ends or locks at a terminal that knows
it, it clears the window, because a lock that leaves everything to read would be none. Into
pipes and dumb terminals it never sends one.

A terminal gives no sign of keys before Enter, so the idle lock counts from the last line, and
gives whoever is in the middle of one a minute more. Windows can't be waited on in this way:
there it locks only when asked to.

Importing this package is cheap: commands print through its ``clean`` and need no more of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from tui.session.driver import App

__all__ = ["run"]


def run(app: App, stdin: TextIO, stdout: TextIO) -> int:
    """Lead a person through ``app`` by lines printed and lines read.

    Returns:
        0, also when the input simply ends; 1 when it ends right after something that could
        not be taken, because then what was piped in was not all used; ``LOCKED`` when the
        record was locked.

    Raises:
        KeyboardInterrupt: After letting go of everything, when ctrl+c was pressed.
    """
    from tui.faces.plain.loop import run as run_lines

    return run_lines(app, stdin, stdout)
