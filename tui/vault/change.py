"""A change being made: drafts over a case's tables, seen by nobody else until stored."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from tui.vault.draft import Draft
from tui.vault.ops import Op
from tui.vault.rows import Document, Tables, decode, encode

if TYPE_CHECKING:
    from tinydb.queries import QueryLike

Random = Callable[[int], bytes]
"""Gives so many random bytes, for ids only: keys never come from it."""


def random_id(random: Random = secrets.token_bytes) -> str:
    """An id of 80 random bits: 16 small letters and digits that sort and read anywhere."""
    return base64.b32encode(random(10)).decode().lower()


class RowTable(Protocol):
    """TinyDB's table methods, with text for row ids. See TinyDB's documentation."""

    def insert(self, document: Mapping[str, Any]) -> str:
        """Add a document; gives its id."""

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add documents; gives their ids."""

    def all(self) -> list[Document]:
        """Every document, with its id as ``doc_id``."""

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents that a query finds."""

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: str | None = None,
        doc_ids: list[str] | None = None,
    ) -> Any:
        """The first document that a query finds or that has this id, or None."""

    def contains(self, cond: QueryLike | None = None, doc_id: str | None = None) -> bool:
        """Whether a query finds anything, or the id is there."""

    def update(
        self,
        fields: Mapping[str, Any] | Callable[[Document], None],
        cond: QueryLike | None = None,
        doc_ids: Iterable[str] | None = None,
    ) -> list[str]:
        """Set fields, or change documents in place by a function."""

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[str]:
        """Update what a query finds, or add the document."""

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[str] | None = None
    ) -> list[str]:
        """Take documents out."""

    def truncate(self) -> None:
        """Take every document out."""

    def count(self, cond: QueryLike) -> int:
        """How many documents a query finds."""

    def __len__(self) -> int:
        """How many documents there are."""

    def __iter__(self) -> Iterator[Document]:
        """Every document."""


class Change:
    """One change being made. It sees its own drafts; nobody else does until it is stored."""

    def __init__(self, base: Tables, random: Random) -> None:
        """Start from ``base``, which stays as it is."""
        self._draft = Draft(base)
        self._random = random
        self._over = False

    def new_id(self) -> str:
        """An id for a new row."""
        return random_id(self._random)

    def table(self, name: str) -> RowTable:
        """TinyDB's methods on one table; what they write is part of this change."""
        from tui.vault.tables import CaseTable

        self._check()
        return cast(RowTable, CaseTable(self._draft, name, self.new_id, self._check))

    def documents(self, table: str) -> list[Document]:
        """The table's documents as drafted, in order of insertion: deep copies."""
        self._check()
        return [decode(data) for data in self._draft.rows(table).values()]

    def get(self, table: str, row: str) -> Document | None:
        """One document as drafted, or None: a deep copy."""
        self._check()
        data = self._draft.get(table, row)
        return None if data is None else decode(data)

    def put(self, table: str, row: str, document: Mapping[str, Any]) -> None:
        """Set a whole document, new or not. One that is there keeps its place.

        Raises:
            Unstorable: If JSON can't hold it and give back the same.
        """
        self._check()
        self._draft.put(table, row, encode(document))

    def remove(self, table: str, row: str) -> bool:
        """Take one document out; tells whether it was there."""
        self._check()
        return self._draft.remove(table, row)

    def finish(self) -> list[Op]:
        """End the change: what it does, in order; nothing when nothing differs."""
        self._check()
        self._over = True
        return self._draft.ops()

    def abandon(self) -> None:
        """End the change without a result."""
        self._over = True

    def _check(self) -> None:
        if self._over:
            raise RuntimeError("this change is over")
