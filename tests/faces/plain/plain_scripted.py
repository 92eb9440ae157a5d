"""A sitting over hand-made pages, so that the plain face can be tested on its own."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from tests.faces.long_work import STOPPED, LongWork
from tui.faces.plain import run
from tui.session.driver import Doing, Resume
from tui.session.page import Field, Left, Page, Paragraph, Raw
from tui.session.settings import Settings

Judge = Callable[[Page, Mapping[str, Raw | Left], str], Page | None]
"""Returns the page to show again, or None to go on to the next."""


class Scripted:
    def __init__(self, *pages: Page, judge: Judge | None = None) -> None:
        self.pages = pages
        self.judge = judge
        self.place = 0
        self.again: Page | None = None
        self.sent: list[tuple[str, dict[str, Raw | Left], str]] = []
        self.drafts: dict[str, str] = {}
        self.calls: list[str] = []
        self.left = False
        self.kept = True
        self.settings = Settings(idle_minutes=0)
        self.resume: Resume | None = None
        self.means: dict[str, str] = {}
        self.long: LongWork | None = None

    @property
    def page(self) -> Page:
        return self.again or self.pages[self.place]

    @property
    def done(self) -> bool:
        return self.left

    def _to(self, place: int) -> Page:
        self.again = None
        self.place = min(max(place, 0), len(self.pages) - 1)
        return self.page

    @property
    def doing(self) -> Doing | None:
        return self.long.doing if self.long is not None else None

    def cancel(self) -> None:
        if self.long is not None:
            self.long.cancel()

    def submit(self, values: dict[str, Raw | Left], choice: str = "next") -> Page:
        page = self.page
        self.sent.append((page.id, dict(values), choice))
        if self.long is not None and not self.long.take_in():
            self.again = replace(page, text=(STOPPED,))
            return self.again
        if self.judge is not None:
            self.again = self.judge(page, values, choice)
            if self.again is not None:
                return self.again
        return self._to(self.place + 1)

    def back(self) -> Page:
        self.calls.append("back")
        return self._to(self.place - 1)

    def forward(self) -> Page:
        self.calls.append("forward")
        return self._to(self.place + 1)

    def menu(self) -> Page:
        self.calls.append("menu")
        return self._to(len(self.pages) - 1)

    def _aside(self, name: str) -> Page:
        self.calls.append(name)
        return self._to(len(self.pages) - 1)

    def outline(self) -> Page:
        return self._aside("outline")

    def still_open(self) -> Page:
        return self._aside("still open")

    def preview(self) -> Page:
        return self._aside("preview")

    def undo(self) -> Page:
        self.calls.append("undo")
        return self._to(self.place - 1)

    def beside(self) -> tuple[Paragraph, ...]:
        return ()

    def understood(self, name: str, text: str) -> str:
        return self.means.get(text.strip(), "")

    def lock(self) -> bool:
        """As a record that is kept somewhere does; ``kept`` says whether it is."""
        assert not self.left
        self.calls.append("lock")
        self.left = self.left or self.kept
        return self.kept

    def keep_draft(self, name: str, text: str) -> None:
        assert not self.left
        self.drafts[name] = text

    def warm(self) -> None:
        """Everything is there."""

    def leave(self) -> None:
        self.left = True

    def answers(self) -> dict[str, Raw | Left]:
        return {name: value for _, values, _ in self.sent for name, value in values.items()}


END = Page(id="end", kind="end", title="The end")


def asking(*fields: Field, **more: object) -> Page:
    names = "+".join(field.name for field in fields)
    return Page(id=f"ask-{names}", kind="form", title="", fields=fields, **more)  # type: ignore[arg-type]


def talk(app: Scripted, *typed: str) -> tuple[int, str]:
    """Pipe ``typed`` in, a line each; return the exit code and the transcript."""
    out = io.StringIO()
    code = run(app, io.StringIO("".join(line + "\n" for line in typed)), out)
    assert app.left, "the face ended without letting go of the sitting"
    return code, out.getvalue()
