"""The log as text, a part at a time: one entry is worked out without all the others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from tui.papers import as_text, tfv_log
from tui.papers.as_text import Part, Said
from tui.papers.gather import gather, gather_row
from tui.papers.numbering import Numbers
from tui.papers.tfv_entry import Numbered, block

if TYPE_CHECKING:
    from tui.interview.flow import Flow

ENTRIES: Final = "entries"
"""The field of ``data:`` that holds the entries."""

OPENING, OVERVIEW, NEEDED, LEFT_OUT = "opening", "overview", "needed", "left_out"


def numbers() -> Numbers:
    """Return what tells the numbers of the entries."""
    return Numbers("incidents", "occurred")


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
        self._whole: dict[str, Any] | None = None

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
        parts: dict[str, Callable[[Mapping[str, Any]], tuple[str, Iterator[Said]]]] = {
            OPENING: _opening,
            OVERVIEW: _overview,
            NEEDED: _needed,
            LEFT_OUT: _left_out,
        }
        if key not in parts:
            return self.entry(key)
        title, lines = parts[key](self._context())
        return as_text.part(key, title, lines, self._language)

    def entry(self, row: str) -> Part | None:
        """Return an entry; None where the paper does not hold it."""
        found = gather_row(
            self._flow, self._paper, ENTRIES, row, tfv_log.UNSAID, without=self._without
        )
        if found is None:
            return None
        made = block(Numbered(self._numbers.number(self._flow, row), found))
        return as_text.part(row, made["heading"], as_text.block(made), self._language)

    def situation(self) -> Part:
        """Return what is recorded about the whole situation, without the entries."""
        only = {name for name in tfv_log.NEEDS if "." not in name and name != ENTRIES}
        made = tfv_log.situation(gather(self._flow, self._paper, only=only))
        title, lines = made["title"], _situation(made)
        return as_text.part(OPENING, title, lines, self._language)

    def _context(self) -> Mapping[str, Any]:
        """Return the whole paper as it is arranged; worked out once."""
        if self._whole is None:
            data = gather(self._flow, self._paper, tfv_log.UNSAID)
            self._whole = tfv_log.arrange(data, self._about)
        return self._whole


def _opening(made: Mapping[str, Any]) -> tuple[str, Iterator[Said]]:
    def lines() -> Iterator[Said]:
        yield Said("quiet", made["subtitle"])
        yield from as_text.rows(made["cover"])
        yield Said("heading", made["reading"]["title"])
        for line in made["reading"]["lines"]:
            yield Said("text", line)
        yield from _situation(made["situation"])

    return made["document"]["title"], lines()


def _situation(made: Mapping[str, Any]) -> Iterator[Said]:
    yield Said("heading", made["title"])
    yield from as_text.rows(made["rows"])
    if not made["rows"]:
        yield Said("quiet", made["none"])


def _overview(made: Mapping[str, Any]) -> tuple[str, Iterator[Said]]:
    def lines() -> Iterator[Said]:
        for row in made["overview"]["rows"]:
            yield Said("text", f"{row['no']}. {row['when']} · {row['where']} · {row['kind']}")
        if not made["overview"]["rows"]:
            yield Said("quiet", made["overview"]["none"])

    return made["overview"]["title"], lines()


def _needed(made: Mapping[str, Any]) -> tuple[str, Iterator[Said]]:
    def lines() -> Iterator[Said]:
        found = made["needed"]
        yield Said("text", found["intro"]) if found["rows"] else Said("quiet", found["none"])
        for row in found["rows"]:
            yield Said("label", row["where"])
            yield from map(as_text.paragraph, row["paragraphs"])

    return made["needed"]["title"], lines()


def _left_out(made: Mapping[str, Any]) -> tuple[str, Iterator[Said]]:
    return made["left_out"]["title"], (Said("text", line) for line in made["left_out"]["lines"])
