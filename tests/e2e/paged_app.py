"""The app in one face, with its clock standing still and its pages told on the side.

Usage: paged_app.py FACE VAULT PAGES. Each page that is shown is a line of JSON in the file
PAGES, so that a test knows what is asked and only its answers go through the terminal.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec
from fixed_clock import NOW

from tui.commands.programs import loaded
from tui.session.app import App
from tui.session.page import Page


class Told:
    """A session that tells each of its pages."""

    def __init__(self, app: App, pages: Path) -> None:
        self._app = app
        self._pages = pages
        self.tell(app.page)

    def tell(self, page: Page) -> Page:
        with self._pages.open("ab") as file:
            file.write(msgspec.json.encode(page) + b"\n")
        return page

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._app, name)
        if name in ("submit", "back", "forward", "menu", "undo"):
            return lambda *given: self.tell(found(*given))
        return found


def main(face: str, vault: str, pages: str) -> int:
    app: Any = Told(App.start(loaded(), vault_path=Path(vault), clock=lambda: NOW), Path(pages))
    if face == "plain":
        from tui.faces.plain import run

        return run(app, sys.stdin, sys.stdout)
    if face == "prompts":
        from tui.faces.prompts import run as run_prompts

        return run_prompts(app, sys.stdin, sys.stdout)
    from tui.faces.screen import run as run_screen

    return run_screen(app)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
