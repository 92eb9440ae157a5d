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


class Paired(Visual):
    """Two columns: a narrow one, and what belongs to it, wrapped beside it."""

    def __init__(self, pairs: Sequence[tuple[Content, Content]], left: int) -> None:
        """Show ``pairs``, the first of each in ``left`` columns."""
        self._pairs, self._left = pairs, left

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """Return the lines."""
        strips: list[Strip] = []
        for pair in self._pairs:
            widths = (self._left - 1, max(width - self._left, 1))
            cells = [
                content.render_strips(room, None, style, options)
                for content, room in zip(pair, widths, strict=True)
            ]
            for at in range(max(map(len, cells))):
                row = [
                    lines[at] if at < len(lines) else Strip.blank(room, style.rich_style)
                    for lines, room in zip(cells, widths, strict=True)
                ]
                strips.append(
                    Strip.join(
                        [
                            row[0].adjust_cell_length(self._left, style.rich_style),
                            row[1].adjust_cell_length(widths[1], style.rich_style),
                        ]
                    )
                )
        return strips[:height]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """Return how wide it is without wrapping."""
        return self._left + max(
            (right.get_optimal_width(rules, container_width) for _left, right in self._pairs),
            default=0,
        )

    def get_height(self, rules: RulesMap, width: int) -> int:
        """Return how many lines it takes in ``width`` columns."""
        room = max(width - self._left, 1)
        return sum(
            max(left.get_height(rules, self._left - 1), right.get_height(rules, room))
            for left, right in self._pairs
        )
