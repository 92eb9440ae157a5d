"""A history says of each change which rows it touched, and what it takes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.conftest import create, reopen
from tui.vault import Vault
from tui.vault.history import Event, RowChange, events
from tui.vault.ops import Misfit


def put(vault: Vault, rows: dict[str, dict[str, Any] | None]) -> None:
    with vault.case(vault.cases()[0].id).change("me", "log@3") as change:
        for row, document in rows.items():
            if document is None:
                change.remove("t", row)
            else:
                change.put("t", row, document)


def history(vault: Vault) -> list[Event]:
    return list(events(vault.case(vault.cases()[0].id).history()))


def test_before_and_after_of_each_row(vault: Vault) -> None:
    vault.new_case("A", "own")
    put(vault, {"a": {"n": 1}, "b": {"n": 2, "m": "x"}})
    put(vault, {"b": {"n": 3, "m": "x"}})
    put(vault, {"a": None, "c": {}})
    first, *found = history(vault)
    assert (first.n, first.kind, first.script, first.rows) == (1, "save", "new", ())
    assert [one.rows for one in found] == [
        (RowChange("t", "a", None, {"n": 1}), RowChange("t", "b", None, {"n": 2, "m": "x"})),
        (RowChange("t", "b", {"n": 2, "m": "x"}, {"n": 3, "m": "x"}),),
        (RowChange("t", "a", {"n": 1}, None), RowChange("t", "c", None, {})),
    ]
    assert [(one.n, one.who, one.script, one.at) for one in found] == [
        (n, "me", "log@3", "2026-03-03T17:46:05Z") for n in (2, 3, 4)
    ]


def test_what_takes_another_change_back_is_told_also_several_deep(vault: Vault) -> None:
    vault.new_case("A", "own")
    put(vault, {"a": {"n": 1}})
    put(vault, {"a": {"n": 2}})
    put(vault, {"b": {}})
    put(vault, {"b": None})
    put(vault, {"a": {"n": 1}})
    put(vault, {"a": None})
    put(vault, {"a": {"n": 1}})
    assert [one.undoes for one in history(vault)] == [0, 0, 0, 0, 4, 3, 2, 0]


def test_what_only_looks_like_it_takes_nothing_back(vault: Vault) -> None:
    vault.new_case("A", "own")
    put(vault, {"a": {"n": 1, "changed": "9:00"}})
    put(vault, {"a": {"n": 2, "changed": "9:01"}})
    put(vault, {"a": {"n": 1, "changed": "9:02"}})
    assert [one.undoes for one in history(vault)] == [0, 0, 0, 0]


def test_marks_of_sittings_touch_nothing(place: Path) -> None:
    with create(place) as vault:
        vault.new_case("A", "own")
        put(vault, {"a": {"n": 1}})
    with reopen(place) as vault:
        assert [(one.kind, len(one.rows)) for one in history(vault)] == [
            ("save", 0), ("save", 1), ("close", 0),
        ]  # fmt: skip


ROWS = st.dictionaries(
    st.sampled_from("abc"), st.one_of(st.none(), st.fixed_dictionaries({"n": st.integers(0, 2)}))
)


@given(steps=st.lists(ROWS, max_size=12))
def test_the_events_together_give_the_record(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, dict[str, Any] | None]]
) -> None:
    with create(tmp_path_factory.mktemp("h") / "v") as vault:
        case = vault.new_case("A", "own")
        for step in steps:
            there = case.rows("t")
            put(vault, {row: one for row, one in step.items() if one is not None or row in there})
        rows: dict[str, Any] = {}
        for event in history(vault):
            for change in event.rows:
                assert rows.get(change.row) == change.before
                assert change.before != change.after
                rows[change.row] = change.after
        assert {row: one for row, one in rows.items() if one is not None} == case.rows("t")


def test_a_step_that_does_not_fit_is_refused(vault: Vault) -> None:
    vault.new_case("A", "own")
    put(vault, {"a": {"n": 1}})
    put(vault, {"a": {"n": 2, "m": 1}})
    put(vault, {"a": None})
    case = vault.case(vault.cases()[0].id)
    with pytest.raises(Misfit):
        list(events(list(case.history())[3:]))
