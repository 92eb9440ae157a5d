"""What a change has drafted so far, over tables that stay as they are."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping

from tui.vault.rows import Document, Rows, Tables, decode, encode, text


class Draft:
    """Tables as they will be. Only the tables written to are copied."""

    def __init__(self, base: Tables) -> None:
        """Start from ``base``, which is never changed."""
        self._base = base
        self._own: Tables = {}

    def rows(self, table: str) -> Rows:
        """The rows of ``table``, to read only; empty when there is no such table."""
        return self._own.get(table, self._base.get(table, {}))

    def replace(self, table: str, rows: Rows) -> None:
        """Make ``rows`` the rows of ``table``.

        Raises:
            Unstorable: If the table's name or a row's id isn't proper text.
        """
        for row in rows.keys() - self.rows(table).keys():
            text(row, "a row's id")
        self._own[text(table, "a table's name")] = rows

    def put(self, table: str, row: str, data: bytes) -> None:
        """Set one row; a row that is there keeps its place.

        Raises:
            Unstorable: If the table's name or the row's id isn't proper text.
        """
        text(row, "a row's id")
        self._writable(table)[row] = data

    def remove(self, table: str, row: str) -> bool:
        """Take one row out; tells whether it was there."""
        if row not in self.rows(table):
            return False
        del self._writable(table)[row]
        return True

    def tables(self) -> list[str]:
        """Names of the tables that have rows, in order of insertion."""
        return list(self.result() or self._base)

    def result(self) -> Tables | None:
        """All tables as they will be, without empty ones; None when nothing differs."""
        differs = {name: rows for name, rows in self._own.items() if not self._same(name, rows)}
        if not differs:
            return None
        return {name: rows for name, rows in {**self._base, **differs}.items() if rows}

    def _same(self, table: str, rows: Rows) -> bool:
        """Whether ``table`` is as it was, the order of its rows included."""
        before = self._base.get(table, {})
        return before == rows and list(before) == list(rows)

    def _writable(self, table: str) -> Rows:
        if table not in self._own:
            self._own[text(table, "a table's name")] = dict(self.rows(table))
        return self._own[table]


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
