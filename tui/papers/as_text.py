"""A paper as text: the arranged context that DOCX and PDF are drawn from, line by line.

Nothing is said here that the paper does not say: headings, what stands under each, and
"Not recorded" where nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from tui.papers.characters import clean, name_emoji
from tui.papers.context import Paragraph, Row


class Said(NamedTuple):
    """One line; ``quiet`` is what the paper has in grey."""

    kind: Literal["heading", "label", "text", "quiet"]
    text: str


class Part(NamedTuple):
    """A part of a paper that can be shown by itself."""

    key: str
    title: str
    lines: tuple[Said, ...]


def paragraph(made: Paragraph) -> Said:
    """Return a paragraph as a line, its lead before it."""
    text = f"{made['lead']} {made['text']}" if made["lead"] else made["text"]
    return Said("quiet" if made["kind"] == "quiet" else "text", text)


def rows(made: Sequence[Row]) -> Iterator[Said]:
    """Yield headings, each with what is recorded under it."""
    for row in made:
        yield Said("label", row["label"])
        yield from map(paragraph, row["paragraphs"])


def block(made: Mapping[str, Any]) -> Iterator[Said]:
    """Yield an entry: its heading, what kind it is, its rows, when it was written down."""
    yield Said("heading", made["heading"])
    yield Said("text", made["head"][1])
    yield from rows(made["rows"])
    yield Said("quiet", made["stamp"])


def part(key: str, title: str, lines: Iterator[Said], language: str) -> Part:
    """Return a part with its characters as on paper: cleaned, emoji named.

    Args:
        key: What it is found by.
        title: What it is called.
        lines: What it says.
        language: Emoji are named in it, as in ``fr-CA``.
    """

    def printed(text: str) -> str:
        return name_emoji(clean(text), language)

    return Part(key, printed(title), tuple(Said(line.kind, printed(line.text)) for line in lines))
