"""The prompts face: a question at a time, asked with quick line prompts.

For people who like to answer in the terminal they already have open: lists to point at,
names that complete, and a line to type on. It needs a terminal on both sides. Importing
this package is cheap; questionary is imported when the face runs.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

from tui.faces.prompts.usable import usable
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.session.driver import App

__all__ = ["run", "usable"]

NOT_HERE = 2
"""The exit code where this terminal can't show prompts: the command line can't be followed."""


def run(app: App, stdin: TextIO, stdout: TextIO) -> int:
    """Lead a person through ``app`` until they leave, it is locked, or it is done.

    Returns:
        0; ``driver.LOCKED`` where it was locked; 2 where there is no terminal for it, which
        is then said on the standard error stream.

    Raises:
        Exception: What went wrong in the program, after the terminal has been cleared and
            the session left. Its message may hold answers.
    """
    if not usable(stdin, stdout):
        app.leave()
        sys.stderr.write(
            _("This window can't show prompts. Leave --face out to be asked line by line.") + "\n"
        )
        return NOT_HERE
    from tui.faces.prompts.running import run as run_prompts

    return run_prompts(app, stdin, stdout)
