"""The one row at the bottom: at most four keys, and more only where the window is wide."""

from __future__ import annotations

from textual.binding import ActiveBinding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from tui.wording import gettext as _

MOST_HINTS = 4

_WIDE = 100
"""Columns from which the keys of ``_MORE`` are shown too; the help names them everywhere."""

_MORE = ("outline", "open", "paper", "lock")

_KEYS = {"escape": "Esc", "pageup": "Page Up", "pagedown": "Page Down"}


def key_words(key: str) -> str:
    """Return how a key is written: ``ctrl+q`` is ``Ctrl+Q``."""
    return _KEYS.get(key) or "+".join(part.capitalize() for part in key.split("+"))


class Hints(Widget):
    """The keys that do something here, worked out from the bindings."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="hints")

    def on_mount(self) -> None:
        """Follow the bindings as they come and go."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def render(self) -> Content:
        """Draw the keys, shortened from the left where the window is narrow."""
        wide = self.content_size.width >= _WIDE
        shown = [
            (key, active)
            for key, active in self.screen.active_bindings.items()
            if active.enabled and (active.binding.show or (wide and active.binding.id in _MORE))
        ]
        hints = [
            Content.assemble((key_words(key), "bold"), f" {_(active.binding.description)}").stylize(
                Style.from_meta({"@click": f"{_target(active.node)}.{active.binding.action}"})
            )
            for key, active in sorted(shown, key=_order)
        ]
        hints = hints if wide else hints[-MOST_HINTS:]
        gap = Content("   " if self.content_size.width >= 60 else " ")
        while len(hints) > 1 and gap.join(hints).cell_length > self.content_size.width:
            hints.pop(0)
        return gap.join(hints)


def _order(shown: tuple[str, ActiveBinding]) -> int:
    """Return where a key stands: those of the page first, function keys in their order."""
    key, _active = shown
    if key.startswith("f") and key[1:].isdecimal():
        return int(key[1:])
    return 99 if key.startswith("ctrl") else 0


def _target(node: object) -> str:
    from textual.app import App

    return "app" if isinstance(node, App) else "screen"
