"""What a change has drafted so far, over tables that stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from tui.vault.ops import Op, gone, put
from tui.vault.rows import Document, Rows, Tables, decode, encode, text


class _Touched:
    """A row as drafted: its bytes, or None where it was taken out.

    ``moved`` says that it was taken out before it was put again, so it comes last.
    """

    __slots__ = ("data", "moved")

    def __init__(self, data: bytes | None, moved: bool) -> None:
        self.data = data
        self.moved = moved


class Draft:
    """Tables as they will be. Only what is touched is held, so it costs what changes."""

    def __init__(self, base: Tables) -> None:
        """Start from ``base``, which is never changed."""
        self._base = base
        self._touched: dict[str, dict[str, _Touched]] = {}

    def rows(self, table: str) -> Rows:
        """The rows of ``table``, to read only; empty when there is no such table."""
        touched = self._touched.get(table)
        base = self._base.get(table, {})
        if not touched:
            return base
        found = dict(base)
        for row, draft in touched.items():
            if draft.data is None or draft.moved:
                found.pop(row, None)
            if draft.data is not None:
                found[row] = draft.data
        return found

    def get(self, table: str, row: str) -> bytes | None:
        """One row's bytes as drafted, or None."""
        touched = self._touched.get(table, {}).get(row)
        return touched.data if touched is not None else self._base.get(table, {}).get(row)

    def replace(self, table: str, rows: Rows) -> None:
        """Make ``rows`` the rows of ``table``, in that order.

        Raises:
            Unstorable: If the table's name or a row's id isn't proper text.
        """
        text(table, "a table's name")
        base = self._base.get(table, {})
        for row in rows.keys() - self.rows(table).keys():
            text(row, "a row's id")
        touched = {row: _Touched(None, False) for row in base if row not in rows}
        left = iter(base)
        in_place = True
        for row, data in rows.items():
            # What stands in another order than before is taken out and put at the end.
            in_place = in_place and row in base and any(other == row for other in left)
            if not in_place:
                touched[row] = _Touched(data, row in base)
            elif base[row] != data:
                touched[row] = _Touched(data, False)
        self._touched[table] = touched

    def put(self, table: str, row: str, data: bytes) -> None:
        """Set one row; a row that is there keeps its place.

        Raises:
            Unstorable: If the table's name or the row's id isn't proper text.
        """
        rows = self._writable(table)
        before = rows.get(text(row, "a row's id"))
        if before is not None and before.data is None:
            del rows[row]  # taken out and put again: it comes last
            rows[row] = _Touched(data, row in self._base.get(table, {}))
        else:
            rows[row] = _Touched(data, before is not None and before.moved)

    def remove(self, table: str, row: str) -> bool:
        """Take one row out; tells whether it was there."""
        if self.get(table, row) is None:
            return False
        self._writable(table)[row] = _Touched(None, False)
        return True

    def tables(self) -> list[str]:
        """Names of the tables that have rows, in order of insertion."""
        return [name for name in {**self._base, **self._touched} if self.rows(name)]

    def ops(self) -> list[Op]:
        """What leads from the tables as they are to the tables as they will be, in order."""
        found: list[Op] = []
        for table, touched in self._touched.items():
            base = self._base.get(table, {})
            last = next(reversed(base), None)
            for row, draft in touched.items():
                before = base.get(row)
                if before is None:
                    if draft.data is not None:
                        found.append(put(table, row, None, draft.data))
                elif draft.data is None:
                    found.append(gone(table, row))
                elif draft.moved and not (row == last and len(touched) == 1):
                    found += [gone(table, row), put(table, row, None, draft.data)]
                elif before != draft.data:
                    found.append(put(table, row, before, draft.data))
        return found

    def _writable(self, table: str) -> dict[str, _Touched]:
        if table not in self._touched:
            self._touched[text(table, "a table's name")] = {}
        return self._touched[table]


class OpenRows(MutableMapping[str, Document]):
    """Rows as documents while TinyDB works on them: each is decoded when it is touched.

    A touched document may be changed in place, so :meth:`closed` encodes it again; what was
    never touched keeps its bytes.
    """

    def __init__(self, rows: Rows) -> None:
        """Open ``rows``, which is never changed."""
        self._rows = dict(rows)
        self._open: dict[str, Document] = {}

    def closed(self) -> Rows:
        """The rows' bytes, with what was done to the documents.

        Raises:
            Unstorable: If a document now holds what JSON can't hold.
        """
        return {
            row: encode(self._open[row]) if row in self._open else data
            for row, data in self._rows.items()
        }

    def __getitem__(self, row: str) -> Document:
        """The document of ``row``, to be changed in place if wanted."""
        if row not in self._open:
            self._open[row] = decode(self._rows[row])
        return self._open[row]

    def __setitem__(self, row: str, document: Document) -> None:
        """Set a document; one that is there keeps its place."""
        self._rows.setdefault(row, b"")
        self._open[row] = document

    def __delitem__(self, row: str) -> None:
        """Take a row out."""
        del self._rows[row]
        self._open.pop(row, None)

    def __contains__(self, row: object) -> bool:
        """Whether there is such a row, without decoding it."""
        return row in self._rows

    def __iter__(self) -> Iterator[str]:
        """Row ids, in order of insertion."""
        return iter(self._rows)

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def clear(self) -> None:
        """Take every row out, without decoding any."""
        self._rows.clear()
        self._open.clear()
