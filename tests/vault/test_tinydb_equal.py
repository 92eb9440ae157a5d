"""Any run of TinyDB calls gives what TinyDB's own memory storage gives."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import where
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from tests.vault.conftest import create, reopen
from tui.vault import MemoryCase, RowTable, Vault

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats(-2, 2) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=4,
)
DOCUMENTS = st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3)
FIELDS = st.sampled_from("abc")
ROWS = st.integers(0, 5)

Step = tuple[str, tuple[Any, ...]]
STEPS = st.one_of(
    st.tuples(st.just("insert"), st.tuples(DOCUMENTS)),
    st.tuples(st.just("insert_multiple"), st.tuples(st.lists(DOCUMENTS, max_size=3))),
    st.tuples(st.just("insert_with_id"), st.tuples(DOCUMENTS, ROWS)),
    st.tuples(st.just("update"), st.tuples(DOCUMENTS, FIELDS, VALUES)),
    st.tuples(st.just("update_rows"), st.tuples(DOCUMENTS, st.lists(ROWS, max_size=3))),
    st.tuples(st.just("mutate"), st.tuples(FIELDS)),
    st.tuples(st.just("upsert"), st.tuples(DOCUMENTS, FIELDS, VALUES)),
    st.tuples(st.just("remove"), st.tuples(FIELDS, VALUES)),
    st.tuples(st.just("remove_rows"), st.tuples(st.lists(ROWS, max_size=3, unique=True))),
    st.tuples(st.just("search"), st.tuples(FIELDS, VALUES)),
    st.tuples(st.just("truncate"), st.just(())),
)


def nest(document: Any) -> None:
    """Change what is nested inside, in place."""
    for value in document.values():
        if isinstance(value, list):
            value.append({"in": []})
        elif isinstance(value, dict):
            value["more"] = [1]


def run(table: Table | RowTable, step: Step, ids: list[Any], of: Callable[[int], Any]) -> object:
    """Do one step; ids are told apart by their place in the list of all that were made."""
    name, given = step
    given = copy.deepcopy(given)
    known = lambda rows: [ids[r] for r in rows if r < len(ids)]  # noqa: E731
    place = lambda found: [ids.index(row) for row in found]  # noqa: E731
    db: Any = table
    match name:
        case "insert":
            ids.append(db.insert(given[0]))
        case "insert_multiple":
            ids.extend(db.insert_multiple(given[0]))
        case "insert_with_id":
            row = of(100 + given[1])
            try:
                ids.append(db.insert(Document(given[0], row)))
            except ValueError:
                return "taken"
        case "update":
            return place(db.update(given[0], where(given[1]) == given[2]))
        case "update_rows":
            return place(db.update(given[0], doc_ids=known(given[1])))
        case "mutate":
            return place(db.update(nest, where(given[0]).exists()))
        case "upsert":
            rows = db.upsert(given[0], where(given[1]) == given[2])
            ids.extend(row for row in rows if row not in ids)
            return place(rows)
        case "remove":
            return place(db.remove(where(given[0]) == given[1]))
        case "remove_rows":
            return place(db.remove(doc_ids=known(given[0])))
        case "search":
            found = db.search(where(given[0]) == given[1])
            return copy.deepcopy([(ids.index(d.doc_id), dict(d)) for d in found])
        case "truncate":
            db.truncate()
    return [(ids.index(d.doc_id), dict(d)) for d in db.all()]


class StockTable(Table):
    """TinyDB's own, but no id is used twice and no list is shared by two rows."""

    def _get_next_id(self) -> int:
        self.made = getattr(self, "made", 1000) + 1
        return self.made

    def update(self, fields: Any, *args: Any, **options: Any) -> list[int]:
        change = fields if callable(fields) else lambda row: row.update(copy.deepcopy(fields))
        return super().update(change, *args, **options)


def same(changes: list[list[Step]], make: Callable[[], Any], again: Callable[[Any], Any]) -> None:
    """Run the same steps on both, a change at a time; compare every answer, types included."""
    stock = StockTable(MemoryStorage(), "t")
    case = make()
    stock_ids: list[Any] = []
    our_ids: list[Any] = []
    for steps in changes:
        with case.change("me", "x@1") as change:
            table = change.table("t")
            for step in steps:
                theirs = run(stock, step, stock_ids, lambda number: number)
                ours = run(table, step, our_ids, str)
                assert repr(ours) == repr(theirs), step
        case = again(case)
        assert repr(case.documents("t")) == repr([dict(d) for d in stock.all()])


CHANGES = st.lists(st.lists(STEPS, max_size=5), max_size=4)


@settings(max_examples=300)
@given(CHANGES)
def test_in_memory(changes: list[list[Step]]) -> None:
    same(changes, MemoryCase, lambda case: case)


@settings(max_examples=25)
@given(CHANGES)
def test_on_disk_across_closing_and_opening(changes: list[list[Step]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "v"
        opened: list[Vault] = [create(place)]

        def again(case: Any) -> Any:
            opened[-1].close()
            opened.append(reopen(place))
            return opened[-1].case(case.id)

        same(changes, lambda: opened[0].new_case("x", "own"), again)
        opened[-1].close()
