"""What has to be taken out for good so that an answer, or a whole entry, is gone.

Pure: a record's events in, places to take words out of. Asking, and saying what it means, is for
whoever shows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from tui.interview.answers import ROOT
from tui.vault.erase import Take
from tui.vault.history import Event

How = Literal["answer", "earlier", "entry"]
"""An answer with all its wordings; only the wordings before the one that stands; a whole entry."""

DRAFTS = "drafts"

FILES = "files"
"""The table of files that were taken in; each says for which answer of which row."""


class Answer(NamedTuple):
    """An answer of a row, as stored: its table, the row's id and its name."""

    table: str
    row: str
    name: str


def answers(
    events: Sequence[Event], numbers: Collection[int] = (), within: Collection[str] = ()
) -> list[Answer]:
    """The answers that some changes gave, changed or took away.

    Args:
        events: The record's.
        numbers: Those changes; none for all.
        within: Entries that the answers must stand in; none for anywhere.
    """
    above = _above(events)
    found = (
        Answer(change.table, change.row, name)
        for event in events
        if event.kind == "save" and (not numbers or event.n in numbers)
        for change in event.rows
        if change.table == ROOT or change.row in above
        if not within or _outermost(change.row, above) in within
        for name in _changed(change.before, change.after)
    )
    return list(dict.fromkeys(found))


def entries(events: Sequence[Event], rows: Collection[str]) -> list[str]:
    """The whole entries that some rows stand in, by the id of their outermost row."""
    above = _above(events)
    return list(dict.fromkeys(_outermost(row, above) for row in rows if row != ROOT))


def take_answers(events: Sequence[Event], wanted: Sequence[Answer], *, earlier: bool) -> list[Take]:
    """What to take out so that some answers are gone, or only what they were before.

    Words that were typed for them and never finished go with them.
    """
    takes: list[Take] = []
    for one in wanted:
        last = 0
        if earlier:
            last = _set_at(events, one) - 1
            if last < 1:
                continue
        takes.append(Take(one.table, one.row, ("fields", one.name), last=last))
        takes += [Take(DRAFTS, draft) for draft in _drafts(events, one.row, one.name)]
    return takes


def take_entries(events: Sequence[Event], rows: Sequence[str]) -> list[Take]:
    """What to take out so that some entries are gone, with all rows that ever stood in them."""
    above = _above(events)
    takes: list[Take] = []
    for table, row in _every(events):
        if row in above and _outermost(row, above) in rows:
            takes.append(Take(table, row))
            takes += [Take(DRAFTS, draft) for draft in _drafts(events, row)]
    return takes


def take_row(events: Sequence[Event], row: str) -> list[Take]:
    """What to take out so that one row is gone, with all rows that ever stood in it."""
    above = _above(events)
    takes: list[Take] = []
    for table, one in _every(events):
        if table != DRAFTS and row in _up(one, above):
            takes.append(Take(table, one))
            takes += [Take(DRAFTS, draft) for draft in _drafts(events, one)]
    return takes


def files_with(events: Sequence[Event], takes: Sequence[Take]) -> dict[str, str]:
    """The files that were taken in for what goes altogether: their names by their ids."""
    found: dict[str, str] = {}
    for event in events:
        for change in event.rows:
            document = change.after or change.before or {}
            row, _slash, name = str(document.get("of", "")).partition("/")
            if change.table == FILES and any(_holds(one, row, name) for one in takes):
                found[change.row] = str(document.get("name", ""))
    return found


def _holds(take: Take, row: str, name: str) -> bool:
    whole = not take.path or take.path == ("fields", name)
    return take.row == row and not take.last and whole


def said_before(events: Sequence[Event], wanted: Sequence[Answer]) -> list[Answer]:
    """Those answers that said something else before what they say now."""
    found = []
    for one in wanted:
        last = _set_at(events, one)
        if any(_gave(event, one) for event in events if event.n < last):
            found.append(one)
    return found


def _gave(event: Event, one: Answer) -> bool:
    return any(
        (change.table, change.row) == (one.table, one.row) and one.name in _fields(change.after)
        for change in event.rows
    )


def _up(row: str, above: dict[str, str]) -> list[str]:
    """A row and those that it stands in."""
    found = [row]
    while (up := above.get(found[-1], ROOT)) != ROOT and up not in found:
        found.append(up)
    return found


def _changed(before: dict[str, object] | None, after: dict[str, object] | None) -> Iterator[str]:
    """The names of a row's answers that a change touched."""
    was, now = _fields(before), _fields(after)
    for name in {**was, **now}:
        if was.get(name) != now.get(name) and ":" not in name:
            yield name


def _fields(document: dict[str, object] | None) -> dict[str, object]:
    found = (document or {}).get("fields")
    return found if isinstance(found, dict) else {}


def _set_at(events: Sequence[Event], one: Answer) -> int:
    """The number of the change that gave an answer the wording it has now; 0 where it has none."""
    found = 0
    for event in events:
        for change in event.rows:
            if (change.table, change.row) != (one.table, one.row):
                continue
            was, now = _fields(change.before).get(one.name), _fields(change.after).get(one.name)
            if was != now:
                found = event.n
    return found


def _every(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """Every row there ever was, but what is beside the answers."""
    rows = ((change.table, change.row) for event in events for change in event.rows)
    yield from dict.fromkeys(rows)


def _drafts(events: Sequence[Event], row: str, name: str = "") -> Iterator[str]:
    """The rows of unfinished words for a row, or for one answer of it."""
    for table, draft in _every(events):
        of, _slash, called = draft.partition("/")
        if table == DRAFTS and of == row and name in ("", called):
            yield draft


def _above(events: Sequence[Event]) -> dict[str, str]:
    """The row that each row stands in, but for the record itself."""
    above: dict[str, str] = {}
    for event in events:
        for change in event.rows:
            for document in (change.before, change.after):
                inside = (document or {}).get("in")
                if isinstance(inside, str):
                    above[change.row] = inside
    return above


def _outermost(row: str, above: dict[str, str]) -> str:
    seen = {row}
    while (up := above.get(row, ROOT)) != ROOT and up not in seen:
        seen.add(up)
        row = up
    return row
