"""Text under text, each with its own indent that wrapped lines keep as well."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class Stacked(Visual):
    """Pieces of content from top to bottom."""

    def __init__(self, parts: Sequence[tuple[int, Content]]) -> None:
        """Stack ``parts``: the columns each is indented by, and the content."""
        self._parts = [(indent, content) for indent, content in parts if content.plain]

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines."""
        strips: list[Strip] = []
        for indent, content in self._parts:
            room = max(width - indent, 1)
            strips += [
                strip.crop_pad(room, indent, 0, style.rich_style)
                for strip in content.render_strips(room, None, style, options)
            ]
        return strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return how wide it is without wrapping."""
        widths = (
            indent + content.get_optimal_width(rules, container_width)
            for indent, content in self._parts
        )
        return max(widths, default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes in ``width`` columns."""
        return sum(
            content.get_height(rules, max(width - indent, 1)) for indent, content in self._parts
        )
