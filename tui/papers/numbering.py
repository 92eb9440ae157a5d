"""Which number each entry has in a log: they stand in the order of when they happened."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from tui.interview.dates import When
from tui.papers.context import order

if TYPE_CHECKING:
    from tui.interview.flow import Flow

_Key = tuple[int, datetime]


class Numbers:
    """The order of a log's entries.

    What a date sorts by is worked out once, and again only where the date is another one:
    reading five thousand dates takes longer than showing a page may.

    Args:
        table: The table of the entries.
        date: The answer they are sorted by.
    """

    def __init__(self, table: str, date: str) -> None:
        """See the class."""
        self._table = table
        self._date = date
        self._known: dict[str, tuple[object, _Key]] = {}

    def keys(self, flow: Flow) -> dict[str, _Key]:
        """Return what each entry that counts sorts by, in the order they were added."""
        known, self._known = self._known, {}
        live = flow.walk.live
        for row in flow.rows(self._table):
            here = live(row.id)
            date = here.values.get(self._date) if here is not None else None
            before = known.get(row.id)
            if before is None or before[0] is not date:
                text = {"when": date.text} if isinstance(date, When) else ""
                before = (date, order(text))
            self._known[row.id] = before
        return {row: key for row, (_date, key) in self._known.items()}

    def ordered(self, flow: Flow) -> list[str]:
        """Return the ids of the entries as the log has them; the first is number 1."""
        keys = self.keys(flow)
        return sorted(keys, key=keys.__getitem__)

    def number(self, flow: Flow, row: str) -> int:
        """Return an entry's number; the next one where it does not count."""
        keys = self.keys(flow)
        mine = keys.get(row)
        if mine is None:
            return len(keys) + 1
        before = sum(key < mine for key in keys.values())
        for other, key in keys.items():
            if other == row:
                break
            before += key == mine
        return before + 1
