"""What papers are put together from: headings, rows, tables, numbers, texts to copy, charts.

A paper that is made of these needs no template of its own: ``blocks.docx`` and ``blocks.typ``
draw any order of them, and ``said_of`` says the same as text. Every string is data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from tui.papers import as_text
from tui.papers.as_text import Part, Said
from tui.papers.context import Paragraph, Row
from tui.wording import gettext as _

Block = dict[str, Any]

WIDTH: Final = 9412
"""The width of the text in twentieths of a point, on A4 as on Letter."""
COLUMNS: Final = (2, 3, 4, 5, 6)
"""How many columns a table may have."""


def heading(text: str, key: str = "") -> Block:
    """Return the heading of a part; with ``key`` it begins a part that can be read by itself."""
    return {"kind": "heading", "text": text, "key": key}


def small_heading(text: str) -> Block:
    """Return a heading inside a part."""
    return {"kind": "small", "text": text}


def text(*lines: str) -> Block:
    """Return paragraphs."""
    return {"kind": "text", "lines": [line for line in lines if line]}


def quiet(*lines: str) -> Block:
    """Return paragraphs in grey: what is not known, or how to read something."""
    return {"kind": "quiet", "lines": [line for line in lines if line]}


def strong(text: str, *lines: str) -> Block:
    """Return a frame that says the most important thing of a paper."""
    return {"kind": "strong", "text": text, "lines": [line for line in lines if line]}


def points(lines: Sequence[str]) -> Block:
    """Return a list of points."""
    return {"kind": "points", "lines": list(lines)}


def numbered(lines: Sequence[str], first: int = 1) -> Block:
    """Return numbered paragraphs, which may go on from those of an earlier block.

    Args:
        lines: The paragraphs.
        first: The number of the first one.
    """
    said = [{"no": f"{number}.", "text": each} for number, each in enumerate(lines, first)]
    return {"kind": "numbered", "first": str(first), "lines": said}


def copied(lines: Sequence[str]) -> Block:
    """Return a text that is meant to be copied, in a frame of its own."""
    return {"kind": "copied", "lines": [line for line in lines if line]}


def rows(made: Sequence[Row], head: Sequence[str] = (), *, whole: bool = False) -> Block:
    """Return headings with what is recorded under each; ``whole`` keeps them on one page."""
    kept = "yes" if whole else ""
    return {"kind": "rows", "head": list(head), "rows": list(made), "whole": kept}


def table(
    widths: Sequence[int], head: Sequence[str], body: Sequence[Sequence[str]], *, tall: bool = False
) -> Block:
    """Return a table.

    Args:
        widths: How wide the columns are to each other.
        head: What stands above each.
        body: The rows; each cell is text, an empty one is a dash.
        tall: Whether the rows are high enough to write in by hand; empty cells stay empty.
    """
    if len(widths) not in COLUMNS or any(len(row) != len(widths) for row in (head, *body)):
        raise ValueError("a table needs a width, a heading and a cell for each column")
    whole = sum(widths)
    twips = [WIDTH * each // whole for each in widths]
    twips[-1] += WIDTH - sum(twips)
    empty = "" if tall else "–"
    return {
        "kind": "table",
        "columns": str(len(widths)),
        "widths": [str(each) for each in twips],
        "head": list(head),
        "rows": [[cell or empty for cell in row] for row in body],
        "tall": "yes" if tall else "",
    }


def chart(bars: Sequence[tuple[str, int]], head: tuple[str, str]) -> Block:
    """Return bars, each with its number beside it, so that nobody needs to see them.

    Args:
        bars: What each stands for, and how many.
        head: What stands above the names and above the numbers.
    """
    most = max((count for _label, count in bars), default=0) or 1
    room = WIDTH - 2600 - 1100 - 220
    return {
        "kind": "chart",
        "head": [*head, ""],
        "bars": [
            {
                "label": label,
                "count": str(count),
                "share": str(round(100 * count / most, 1)),
                "rest": str(round(room * (1 - count / most))),
                "none": "" if count else "yes",
            }
            for label, count in bars
        ],
    }


def page_break() -> Block:
    """Return the end of a page."""
    return {"kind": "break"}


def paper(
    about: Mapping[str, Any], blocks: Sequence[Block], *, subtitle: str, footer: str
) -> dict[str, Any]:
    """Return the context of a paper.

    Args:
        about: ``title`` and ``made``, as an aware datetime; ``old``, what is said of facts that
            were looked up long ago, comes after the first block.
        blocks: What it is put together from.
        subtitle: What stands under the title.
        footer: What stands at the foot of each page.
    """
    from tui.papers.tfv.log import page_words

    return {
        "document": {"title": about["title"], "made": about["made"].isoformat()},
        "subtitle": subtitle,
        "footer": footer,
        "page_words": page_words(),
        "blocks": [*blocks[:1], *([quiet(*about["old"])] if about.get("old") else []), *blocks[1:]],
    }


def said_of(block: Block) -> Iterator[Said]:
    """Yield a block as text, line by line."""
    match block["kind"]:
        case "heading" | "small":
            yield Said("heading", block["text"])
        case "text" | "copied":
            yield from (Said("text", line) for line in block["lines"])
        case "quiet":
            yield from (Said("quiet", line) for line in block["lines"])
        case "strong":
            yield Said("label", block["text"])
            yield from (Said("text", line) for line in block["lines"])
        case "points":
            yield from (Said("text", f"– {line}") for line in block["lines"])
        case "numbered":
            yield from (Said("text", f"{line['no']} {line['text']}") for line in block["lines"])
        case "rows":
            yield from as_text.rows(block["rows"])
        case "table":
            yield from _table(block)
        case "chart":
            yield from (Said("text", f"{bar['label']}: {bar['count']}") for bar in block["bars"])


def _table(block: Block) -> Iterator[Said]:
    for row in block["rows"]:
        first, *rest = zip(block["head"], row, strict=True)
        yield Said("label", first[1] or first[0])
        for name, cell in rest:
            if cell and cell != "–":
                shown = cell.replace("\n", "; ")
                yield Said("text", f"{name}: {shown}" if name else shown)


class BlockText:
    """A paper of blocks as text, by its parts.

    Args:
        context: What ``paper`` returned.
        language: Of the document, as in ``en-GB``.
    """

    def __init__(self, context: Mapping[str, Any], language: str) -> None:
        """Part it at its headings."""
        self._language = language
        self._parts: dict[str, tuple[str, list[Said]]] = {}
        lines = [Said("quiet", context["subtitle"])]
        self._parts["p0"] = (context["document"]["title"], lines)
        for block in context["blocks"]:
            if block["kind"] == "heading":
                lines = []
                self._parts[f"p{len(self._parts)}"] = (block["text"], lines)
            else:
                lines.extend(said_of(block))

    def keys(self) -> list[str]:
        """Return the keys of the parts in their order."""
        return list(self._parts)

    def title(self, key: str) -> str:
        """Return what a part is called."""
        return self._parts[key][0] if key in self._parts else ""

    def part(self, key: str) -> Part | None:
        """Return a part; None where there is none of that key."""
        if key not in self._parts:
            return None
        title, lines = self._parts[key]
        return as_text.part(key, title, iter(lines), self._language)

    def entry(self, row: str) -> Part | None:
        """Return nothing: such a paper is about the whole case."""
        return None

    def situation(self) -> Part:
        """Return the part that stands beside a question: the first one."""
        found = self.part("p0")
        if found is None:
            raise RuntimeError(_("There is no paper to read."))
        return found


def plain_rows(pairs: Sequence[tuple[str, Sequence[Paragraph]]]) -> Block:
    """Return rows from headings and their paragraphs; "Not recorded" where there are none."""
    from tui.papers.context import row

    return rows([row(label, list(paragraphs)) for label, paragraphs in pairs])
