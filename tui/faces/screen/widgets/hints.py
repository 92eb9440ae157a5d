"""The one row at the bottom: as many keys as fit, those that are needed most before others."""

from __future__ import annotations

from textual.binding import ActiveBinding
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from tui.wording import gettext as _

_RANK = ("leave", "help", "menu", "back", "lock", "open", "outline", "paper", "undo")
"""What is shown where not all fit, the most needed first; the help names them all."""

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
        """Draw the keys, without those that are needed least where the window is narrow."""
        width = self.content_size.width
        shown = [
            (key, active)
            for key, active in self.screen.active_bindings.items()
            if active.enabled and (active.binding.show or active.binding.id in _RANK)
        ]
        hints = {active.binding.id: _hint(key, active) for key, active in sorted(shown, key=_order)}
        gap = Content("  " if width >= 60 else " ")
        while len(hints) > 1 and gap.join(hints.values()).cell_length > width:
            del hints[max(hints, key=_rank)]
        wide = Content("   ")
        return (wide if wide.join(hints.values()).cell_length <= width else gap).join(
            hints.values()
        )


def _hint(key: str, active: ActiveBinding) -> Content:
    return Content.assemble((key_words(key), "bold"), f" {_(active.binding.description)}").stylize(
        Style.from_meta({"@click": f"{_target(active.node)}.{active.binding.action}"})
    )


def _rank(name: str | None) -> int:
    return _RANK.index(name) if name in _RANK else len(_RANK)


def _order(shown: tuple[str, ActiveBinding]) -> int:
    """Return where a key stands: those of the page first, function keys in their order."""
    key, _active = shown
    if key.startswith("f") and key[1:].isdecimal():
        return int(key[1:])
    return 99 if key.startswith("ctrl") else 0


def _target(node: object) -> str:
    from textual.app import App

    return "app" if isinstance(node, App) else "screen"
