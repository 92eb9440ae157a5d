"""The log as text, a part at a time: one entry is worked out without all the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from tui.papers import as_text
from tui.papers.as_text import Part, Said
from tui.papers.gather import gather, gather_row
from tui.papers.numbering import ENTRIES as TABLE
from tui.papers.numbering import OCCURRED, Numbers
from tui.papers.tfv import log as tfv_log
from tui.papers.tfv.entry import Numbered, block

if TYPE_CHECKING:
    from tui.interview.flow import Flow

ENTRIES: Final = "entries"
"""The field of ``data:`` that holds the entries."""

OPENING, OVERVIEW, NEEDED, LEFT_OUT = "opening", "overview", "needed", "left_out"
"""The keys of the parts that are no entries."""


def numbers() -> Numbers:
    """Return what tells the numbers of the entries."""
    return Numbers(TABLE, OCCURRED)


class LogText:
    """The log of one case as text.

    Args:
        flow: The case, as it would be put on paper.
        paper: The paper's name.
        about: What the paper is told besides: see ``tfv_log.arrange``.
        language: Of the document, as in ``fr-CA``.
        numbers: Tells the entries' numbers; it remembers from one flow to the next.
        without: Ids of rows inside an entry that the paper would not have.
    """

    def __init__(
        self,
        flow: Flow,
        paper: str,
        about: Mapping[str, Any],
        language: str,
        *,
        numbers: Numbers,
        without: Collection[str] = (),
    ) -> None:
        """See the class."""
        self._flow = flow
        self._paper = paper
        self._about = about
        self._language = language
        self._numbers = numbers
        self._without = without

    def keys(self) -> list[str]:
        """Return the keys of the parts in their order; an entry's is its row."""
        return [OPENING, OVERVIEW, *self._numbers.ordered(self._flow), NEEDED, LEFT_OUT]

    def title(self, key: str) -> str:
        """Return what a part is called."""
        if key == OPENING:
            return str(self._about["title"])
        titles = tfv_log.titles()
        if key in titles:
            return titles[key]
        found = self.entry(key)
        return found.title if found is not None else ""

    def part(self, key: str) -> Part | None:
        """Return a part; None where there is none of that key."""
        match key:
            case "opening":
                data = self._gathered(tfv_log.SITUATION | tfv_log.DATED)
                lines = _opening(tfv_log.opening(data, self._about))
            case "overview":
                entries = tfv_log.numbered(self._gathered(tfv_log.GLANCED))
                lines = _overview(tfv_log.overview(entries))
            case "needed":
                entries = tfv_log.numbered(self._gathered(tfv_log.MISSING, gaps=True))
                lines = _needed(tfv_log.missing(entries))
            case "left_out":
                lines = _left_out(tfv_log.left_out(self._gathered(tfv_log.NEEDS)))
            case _:
                return self.entry(key)
        return as_text.part(key, self.title(key), lines, self._language)

    def entry(self, row: str) -> Part | None:
        """Return an entry; None where the paper does not hold it."""
        found = gather_row(
            self._flow,
            self._paper,
            ENTRIES,
            row,
            tfv_log.UNSAID,
            without=self._without,
            ids=True,
        )
        if found is None:
            return None
        sealed = {each["row"] for each in self._about.get("kept") or ()}
        made = block(Numbered(self._numbers.number(self._flow, row), found), sealed)
        return as_text.part(row, made["heading"], as_text.block(made), self._language)

    def situation(self) -> Part:
        """Return what is recorded about the whole situation, without the entries."""
        made = tfv_log.situation(self._gathered(tfv_log.SITUATION))
        return as_text.part(OPENING, made["title"], _situation(made), self._language)

    def _gathered(self, only: frozenset[str], *, gaps: bool = False) -> dict[str, Any]:
        return gather(self._flow, self._paper, tfv_log.UNSAID, only=only, gaps=gaps)


def _opening(made: Mapping[str, Any]) -> Iterator[Said]:
    yield Said("quiet", made["subtitle"])
    yield from as_text.rows(made["cover"])
    yield Said("heading", made["reading"]["title"])
    for line in made["reading"]["lines"]:
        yield Said("text", line)
    yield from _situation(made["situation"])


def _situation(made: Mapping[str, Any]) -> Iterator[Said]:
    yield Said("heading", made["title"])
    yield from as_text.rows(made["rows"])
    if not made["rows"]:
        yield Said("quiet", made["none"])


def _overview(made: Mapping[str, Any]) -> Iterator[Said]:
    for row in made["rows"]:
        yield Said("text", f"{row['no']}. {row['when']} · {row['where']} · {row['kind']}")
    if not made["rows"]:
        yield Said("quiet", made["none"])


def _needed(made: Mapping[str, Any]) -> Iterator[Said]:
    yield Said("text", made["intro"]) if made["rows"] else Said("quiet", made["none"])
    for row in made["rows"]:
        yield Said("label", row["where"])
        yield from map(as_text.paragraph, row["paragraphs"])


def _left_out(made: Mapping[str, Any]) -> Iterator[Said]:
    for line in made["lines"]:
        yield Said("text", line)
