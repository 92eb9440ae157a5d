"""F1: help for this page, why it is asked, and the keys."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.faces.screen.clean import shown
from tui.faces.screen.keys import N_, bind
from tui.faces.screen.widgets.stacked import Paired
from tui.session.page import Page
from tui.wording import gettext as _

_KEY_WIDTH = 16


class HelpScreen(ModalScreen[None]):
    """Help instead of the page; almost any key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bind("help-close", "escape,f1,enter", "close", N_("Close"), N_("Go back to the page.")),
    ]

    def __init__(self, page: Page, keys: list[tuple[str, str]]) -> None:
        """Explain ``page``.

        Args:
            page: What is shown underneath.
            keys: Each key and what it does, in words.
        """
        super().__init__()
        self._page = page
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Stack the help, which scrolls, and how to close it, which stays."""
        with Vertical(id="help"):
            with VerticalScroll(id="help-body"):
                yield from self._explained()
            yield Static(_("Esc closes this."), markup=False, id="help-end")

    def _explained(self) -> ComposeResult:
        page = self._page
        if page.help:
            yield Static(_("Help"), markup=False, classes="help-title")
            yield Static(shown(page.help), markup=False, classes="help-text")
        if page.why:
            title = _("Why we ask")
            yield Static(title, markup=False, classes="help-title")
            yield Static(shown(page.why), markup=False, classes="help-text")
        if not page.help and not page.why:
            words = _("There is nothing more to explain about this page.")
            yield Static(words, markup=False, classes="help-text")
        yield Static(_("Keys"), markup=False, classes="help-title")
        # One widget for all of them: forty small ones would take long to lay out.
        pairs = [(Content.styled(key, "bold"), Content(words)) for key, words in self._keys]
        yield Static(Paired(pairs, _KEY_WIDTH), markup=False, classes="help-keys")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#help-body").focus()

    def action_close(self) -> None:
        """Go back to the page."""
        self.dismiss(None)
