"""Which number each entry has in a log: they stand in the order of when they happened.

What shows an entry is numbered within it, as "3.2": every paper calls it by that.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui.case.chronology import home_of, offset_of, order_of
from tui.interview.dates import When
from tui.wording import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.interview.flow import Flow
    from tui.interview.live import Live

_Key = tuple[int, datetime]
_Date = tuple[When | None, timedelta | None, _Key]
"""A date, the offset of its zone, and what it sorts by where no other zone matters."""

ENTRIES: Final = "incidents"
OCCURRED: Final = "occurred"
"""The table of a log's entries, and the answer they are sorted by."""


def entry_name(number: int) -> str:
    """Return what an entry is called."""
    return _("Entry {number}").format(number=number)


def numbers_of(names: Iterable[str]) -> list[int]:
    """Return the numbers of entries that were called by ``entry_name``, in their order."""
    before, _number, after = _("Entry {number}").partition("{number}")
    found = (name.removeprefix(before).removesuffix(after) for name in names)
    return sorted(int(number) for number in found if number.isdecimal())


def piece_number(entry: int, piece: int) -> str:
    """Return the number of a piece: its entry's, and its place among what shows that entry."""
    return f"{entry}.{piece}"


class Numbers:
    """The order of a log's entries.

    What an entry sorts by is worked out once, and again only where the flow has another
    picture of it: reading five thousand dates takes longer than showing a page may.

    Args:
        table: The table of the entries.
        date: The answer they are sorted by.
    """

    def __init__(self, table: str, date: str) -> None:
        """See the class."""
        self._table = table
        self._date = date
        self._rows: list[Live] = []
        self._dates: list[_Date] = []
        self._home: timedelta | None = None
        self._keys: list[_Key] = []

    def _known(self, flow: Flow) -> list[_Key]:
        """Return what each entry that counts sorts by, in the order they were added."""
        found = flow.walk.table(self._table)
        rows: list[Live] = list(found) if isinstance(found, list) else []
        known, self._rows = self._rows, rows
        moved = len(rows) != len(known)
        if moved:
            known, self._dates = [], [(None, None, order_of(None))] * len(rows)
            self._keys = [order_of(None)] * len(rows)
        changed = [n for n, row in enumerate(rows) if not known or row is not known[n]]
        for place in changed:
            before, self._dates[place] = self._dates[place], self._date_of(rows[place])
            moved = moved or before[1] != self._dates[place][1]
        if moved:
            home = home_of(offset for _when, offset, _key in self._dates)
            if home != self._home:
                # All that say no zone are read in the one that most have now.
                self._home, changed = home, [*range(len(rows))]
        for place in changed:
            when, offset, key = self._dates[place]
            alone = offset is None and self._home is not None
            self._keys[place] = order_of(when, self._home) if alone else key
        return self._keys

    def _date_of(self, row: Live) -> _Date:
        date = row.values.get(self._date)
        when = date if isinstance(date, When) else None
        return when, offset_of(when), order_of(when)

    def ordered(self, flow: Flow) -> list[str]:
        """Return the ids of the entries as the log has them; the first is number 1."""
        keys = self._known(flow)
        places = sorted(range(len(keys)), key=keys.__getitem__)
        return [self._rows[place].row.id for place in places]

    def newest_first(self, flow: Flow) -> list[str]:
        """Return the ids of the entries from the latest back, those without a date last."""
        ordered = self.ordered(flow)
        dated = sum(not without for without, _start in self._keys)
        return [*reversed(ordered[:dated]), *ordered[dated:]]

    def number(self, flow: Flow, row: str) -> int:
        """Return an entry's number; the next one where it does not count."""
        keys = self._known(flow)
        place = next((n for n, one in enumerate(self._rows) if one.row.id == row), None)
        if place is None:
            return len(keys) + 1
        mine = keys[place]
        return 1 + sum(key < mine for key in keys) + keys[:place].count(mine)
