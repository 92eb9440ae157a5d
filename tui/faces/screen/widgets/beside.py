"""The paper's text at the side of the question, where the window is wide enough."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.faces.screen.widgets.prose import paragraphs
from tui.session.page import Paragraph
from tui.wording import gettext as _


class Beside(VerticalScroll, can_focus=False):
    """A quiet panel to read in. It never takes the keys away from the question."""

    def __init__(self) -> None:
        """Start empty, and so out of sight."""
        super().__init__(id="beside")
        self._texts: tuple[Paragraph, ...] = ()
        self._hidden = False

    @property
    def filled(self) -> bool:
        """Whether there is something to read."""
        return bool(self._texts)

    @property
    def hidden(self) -> bool:
        """Whether the person has put it away."""
        return self._hidden

    def toggle(self) -> None:
        """Put it away, or bring it back."""
        self._hidden = not self._hidden
        self._place()

    def _place(self) -> None:
        self.set_class(self.filled and not self._hidden, "-shown")

    async def show(self, texts: tuple[Paragraph, ...]) -> None:
        """Show ``texts``, from where one was reading if they begin the same."""
        if texts == self._texts:
            return
        same = texts[:1] == self._texts[:1]
        self._texts = texts
        with self.app.batch_update():
            await self.remove_children()
            if texts:
                title = Static(_("The paper so far"), markup=False, classes="beside-title")
                await self.mount_all([title, *paragraphs(texts)])
            self._place()
        if not same:
            self.scroll_home(animate=False, force=True)

    def scroll_lines(self, direction: int) -> None:
        """Scroll by some lines: 1 downwards, -1 upwards."""
        lines = max(self.size.height // 3, 1)
        self.scroll_relative(y=direction * lines, animate=False, force=True)
