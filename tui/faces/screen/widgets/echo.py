"""Under what is typed: how it is understood, and the key that asks for it part by part."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.style import Style
from textual.timer import Timer
from textual.widgets import Static

from tui.faces.screen.clean import one_line, shown
from tui.faces.screen.widgets.asking import Understanding
from tui.wording import gettext as _

ECHOED = ("when", "money", "number", "phone", "handle", "link", "files")
"""Types whose text may be kept in other words than it was typed."""

_PAUSE = 0.2
"""Seconds without a key after which it is asked: half a date can't be read."""

_MOST_SHOWN = 400


class Echo(Static):
    """One row, or nothing at all where there is nothing to say."""

    def __init__(self, name: str, *, by_parts: bool) -> None:
        """Answer for the field ``name``; ``by_parts`` offers to enter it part by part."""
        super().__init__(markup=False, classes="echo")
        self._field, self._by_parts = name, by_parts
        self._text = ""
        self._timer: Timer | None = None
        self._said("")

    def follow(self, text: str, *, at_once: bool = False) -> None:
        """Say how ``text`` is understood, once it stands for a moment."""
        self._text = text
        if self._timer is not None:
            self._timer.stop()
        self._said("")
        if text.strip() and at_once:
            self._ask()
        elif text.strip():
            self._timer = self.set_timer(_PAUSE, self._ask)

    def _ask(self) -> None:
        text = self._text
        self.post_message(Understanding(self._field, text, self._teller(text)))

    def _teller(self, text: str) -> Callable[[str], None]:
        def tell(words: str) -> None:
            if self.is_attached and text == self._text:
                self._said(words)

        return tell

    def _said(self, words: str) -> None:
        parts = [shown(one_line(words)[:_MOST_SHOWN])] if words else []
        if self._by_parts:
            key = Content.assemble((_("Ctrl+T"), "bold"), " ", _("Part by part…"))
            parts.append(key.stylize(Style.from_meta({"by-parts": True})))
        self.update(Content("   ").join(parts))
        self.display = bool(parts)
