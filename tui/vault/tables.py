"""TinyDB's tables over a draft: its methods, without its traps.

Stock TinyDB changes stored rows in place, hands out the very objects it keeps, caches query
results and writes after every call. Here a row is decoded when touched and encoded again
when the call is done; a call that fails leaves the draft as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from tinydb.storages import Storage
from tinydb.table import Table

from tui.vault.draft import Draft, OpenRows
from tui.vault.rows import Document, decode


class DraftStorage(Storage):
    """Gives TinyDB the tables of a draft as one dictionary, decoded."""

    def __init__(self, draft: Draft) -> None:
        """Stand before ``draft``."""
        self.draft = draft

    def read(self) -> dict[str, dict[str, Any]]:
        """All tables, decoded: a copy."""
        return {
            name: {row: decode(data) for row, data in self.draft.rows(name).items()}
            for name in self.draft.tables()
        }

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Refuse: a table drafts its own rows, so that a change stays one change.

        Raises:
            NotImplementedError: Always.
        """
        raise NotImplementedError("write through a change's table")


class CaseTable(Table):
    """A TinyDB table whose row ids are text and whose rows live in a draft."""

    document_id_class = str  # type: ignore[assignment]

    def __init__(
        self, draft: Draft, name: str, new_id: Callable[[], str], check: Callable[[], None]
    ) -> None:
        """Work on table ``name`` of ``draft``.

        Args:
            draft: Where the rows are.
            name: The table.
            new_id: Makes the id of a row that comes without one.
            check: Raises when the change is over.
        """
        super().__init__(DraftStorage(draft), name, cache_size=0)
        self._draft = draft
        self._new_id = new_id
        self._check = check

    def _get_next_id(self) -> str:
        return self._new_id()

    def _read_table(self) -> Mapping[str, Document]:  # type: ignore[override]
        self._check()
        return OpenRows(self._draft.rows(self.name))

    def _update_table(  # type: ignore[override]
        self, updater: Callable[[MutableMapping[str, Document]], None]
    ) -> None:
        self._check()
        rows = OpenRows(self._draft.rows(self.name))
        updater(rows)
        self._draft.replace(self.name, rows.closed())
