"""The clipboard of the system: filled only on purpose, and emptied again.

What is copied in a field stays in the app. Somebody may still want to take a sentence along,
to a form of the police or an email. Marking it with the terminal's mouse would put it on the
clipboard too, and leave it there; so there is a key of its own, which warns first, and
empties the clipboard after a minute, on locking and on leaving. Nothing else reaches it, and
it is never read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.faces.screen.terminal import NO_CLIPBOARD
from tui.wording import gettext as _
from tui.wording import ngettext

if TYPE_CHECKING:
    from textual.timer import Timer
    from textual.widget import Widget

    from tui.faces.screen._textual_seams import Sealed

SECONDS = 60
"""How long what was put there stays."""

_MOST = 50_000
"""Characters; terminals cut off what is much longer, or take nothing."""


class Clipboard:
    """What this sitting put on the system's clipboard."""

    def __init__(self, app: Sealed) -> None:
        """Nothing yet."""
        self._app = app
        self._warned = False
        self._timer: Timer | None = None
        self.filled = False

    def put(self, widget: Widget | None) -> None:
        """Warn, and the next time put there what is selected in ``widget``."""
        text = _selected(widget)
        if not text:
            self._say(_("Select some text in a field first: hold Shift and press the arrows."))
        elif len(text) > _MOST:
            words = ngettext("That is {count} character.", "That is {count} characters.", len(text))
            self._say(
                f"{words.format(count=len(text))} "
                + _("No more than {most} fit on the clipboard.").format(most=_MOST)
            )
        elif not self._warned:
            self._warned = True
            self._say(
                _(
                    "This puts the selected text on this device's clipboard. Other programs "
                    "can read it there, and some keep it or send it to other devices. Press "
                    "the same keys again if you want that."
                )
            )
        else:
            self._app.fill_clipboard(text)
            self.filled = True
            if self._timer is not None:
                self._timer.stop()
            self._timer = self._app.set_timer(SECONDS, self.empty)
            self._say(
                _(
                    "The text is on the clipboard if this window allows it. The clipboard is "
                    "emptied after a minute, and when you lock or leave. A program that "
                    "collects what was copied may still keep it."
                )
            )

    def empty(self) -> None:
        """Take away what was put there."""
        if self.filled:
            self.filled = False
            self._app.write_out(NO_CLIPBOARD)

    def _say(self, words: str) -> None:
        self._app.notify(words, markup=False, timeout=12)


def _selected(widget: Widget | None) -> str:
    from textual.widgets import Input, TextArea  # the first page has none of them

    if isinstance(widget, Input):
        return "" if widget.password else widget.selected_text
    return widget.selected_text if isinstance(widget, TextArea) else ""
