"""The one row at the top: where one is, that it is saved, how far it is."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from tui.faces.screen.clean import one_line, shown
from tui.session.page import Page, Progress
from tui.wording import gettext as _
from tui.wording import ngettext

_BAR = 10

_LONGEST_NAME = 24
"""Columns of a record's name that are shown rather than how far it is."""


def progress_words(progress: Progress) -> str:
    """Return progress as words: what is done, and how much is still to come."""
    done = ngettext("{count} done", "{count} done", progress.done).format(count=progress.done)
    least = max(progress.least - progress.done, 0)
    most = max(progress.most - progress.done, least)
    if most == 0:
        return done
    if least == most:
        rest = ngettext("{count} to go", "{count} to go", most).format(count=most)
    else:
        rest = _("{least} to {most} to go").format(least=least, most=most)
    return _("{done}, {rest}").format(done=done, rest=rest)


def progress_bar(progress: Progress, width: int = _BAR) -> str:
    """Return a thin bar: done, surely to come, perhaps to come; told apart by shape."""
    most = max(progress.most, progress.done, 1)
    done = progress.done * width // most
    sure = max(max(progress.least, progress.done) * width // most, done)
    return "━" * done + "─" * (sure - done) + "┄" * (width - sure)


class Header(Widget):
    """A row that shortens itself where the window is narrow."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="header")
        self._page: Page | None = None

    def show(self, page: Page) -> None:
        """Show where ``page`` is."""
        self._page = page
        self.refresh()

    def render(self) -> Content:
        """Draw the row: the section at the left, the rest at the right."""
        page = self._page
        if page is None:
            return Content("")
        width = self.content_size.width
        place = shown(one_line(page.section or _("Notes")))
        least = 12
        if page.whose:
            whose = shown(one_line(page.whose), "bold")
            place = Content.assemble(whose, " · ", place)
            least = max(least, min(whose.cell_length, _LONGEST_NAME) + 1)
        for right in _rights(page):
            room = width - right.cell_length - 2
            if room >= min(place.cell_length, least):
                place = place.truncate(max(room, 0), ellipsis=True)
                gap = Content(" " * max(width - place.cell_length - right.cell_length, 0))
                return Content.assemble(place, gap, right)
        return place.truncate(width, ellipsis=True)


def _rights(page: Page) -> list[Content]:
    """Return what may stand at the right, the fullest first."""
    saved = shown(one_line(page.saved), "dim") if page.saved else None
    if page.progress is None:
        return [saved or Content(""), Content("")]
    words = Content(progress_words(page.progress))
    bar = Content(progress_bar(page.progress))
    wide = [part for part in (saved, words, bar) if part is not None]
    return [
        Content("  ").join(wide),
        Content("  ").join([words, bar]),
        words,
        Content(f"{page.progress.done}/{max(page.progress.most, page.progress.done)}"),
        Content(""),
    ]
