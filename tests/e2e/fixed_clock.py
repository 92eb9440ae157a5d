"""The app in one face with a clock that stands still, so that papers can be compared.

Usage: fixed_clock.py screen|plain|prompts
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta, timezone

from tui.commands.programs import loaded
from tui.session.app import App

NOW = datetime(2026, 3, 4, 9, 30, tzinfo=timezone(timedelta(hours=-8)))


def main(face: str) -> int:
    app = App.start(loaded(), clock=lambda: NOW, kdf=10)
    if face == "plain":
        from tui.faces.plain import run

        return run(app, sys.stdin, sys.stdout)
    if face == "prompts":
        from tui.faces.prompts import run as run_prompts

        return run_prompts(app, sys.stdin, sys.stdout)
    from tui.faces.screen import run as run_screen

    return run_screen(app)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
