"""The screen face: one question or small group at a time, in a full-screen terminal.

Importing this package is cheap; Textual is imported when the face runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.faces.screen.usable import usable

if TYPE_CHECKING:
    from tui.session.driver import App

__all__ = ["run", "usable"]


def run(app: App, *, theme: str = "dark") -> int:
    """Take a person through ``app`` until they leave or it is done.

    The language must be set before: key names are read when the face is imported.

    Args:
        app: The session.
        theme: ``dark``, ``light`` or ``contrast``.

    Returns:
        The exit code: 0, or 70 when the program failed; ``LOCKED`` when it was locked.
    """
    from tui.faces.screen.running import run as run_screen

    return run_screen(app, theme=theme)
