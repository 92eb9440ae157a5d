"""What every case promises, stored or in memory only."""

from __future__ import annotations

import math
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from tinydb import where
from tinydb.table import Document

from tests.vault.conftest import clock, counting, reopen
from tui.vault import Case, MemoryCase, Unstorable, Vault

NIGHT = {"what": "A text at night", "how": ["sms"], "more": {"again": True, "times": 3}}


class Colour(StrEnum):
    RED = "red"


@pytest.fixture(params=["folder", "memory"])
def case(request: pytest.FixtureRequest, place: Path) -> Case:
    if request.param == "memory":
        return MemoryCase("Ann", "client", clock=clock, random=counting())
    vault: Vault = request.getfixturevalue("vault")
    return vault.new_case("Ann", "client")


def put(case: Case, row: str, document: dict[str, Any], table: str = "incidents") -> None:
    with case.change("me", "log@3") as change:
        change.put(table, row, document)


def test_a_new_case_is_empty_and_knows_what_it_is(case: Case) -> None:
    assert (case.name, case.kind, case.tables(), case.last) == ("Ann", "client", [], None)
    assert case.documents("incidents") == []
    assert case.get("incidents", "x") is None
    assert len(case.id) == 16


def test_what_was_put_is_there_afterwards_in_order(case: Case) -> None:
    with case.change("me", "log@3") as change:
        change.put("incidents", "b", NIGHT)
        change.put("incidents", "a", {"what": "two"})
        change.put("drafts", "note", {"text": "half a sen"})
        assert change.documents("incidents") == [NIGHT, {"what": "two"}]
        assert change.get("incidents", "b") == NIGHT
        assert change.get("incidents", "c") is change.get("nothing", "b") is None
        assert case.documents("incidents") == []  # nobody else sees it yet
    assert case.rows("incidents") == {"b": NIGHT, "a": {"what": "two"}}
    assert list(case.rows("incidents")) == ["b", "a"]
    assert case.tables() == ["incidents", "drafts"]


def test_a_row_put_again_keeps_its_place_and_a_removed_one_loses_it(case: Case) -> None:
    for row in "abc":
        put(case, row, {"n": row})
    put(case, "a", {"n": "A"})
    with case.change("me", "log@3") as change:
        assert change.remove("incidents", "b")
        assert not change.remove("incidents", "b")
        change.put("incidents", "b", {"n": "B"})
    assert case.documents("incidents") == [{"n": "A"}, {"n": "c"}, {"n": "B"}]


def test_a_table_without_rows_is_no_table(case: Case) -> None:
    put(case, "a", NIGHT)
    with case.change("me", "log@3") as change:
        change.remove("incidents", "a")
    assert case.tables() == []


def test_the_last_change_is_remembered(case: Case) -> None:
    put(case, "a", NIGHT)
    assert case.last is not None
    assert (case.last.who, case.last.script) == ("me", "log@3")
    assert case.last.at == "2026-03-03T17:46:05Z"


def test_reading_gives_deep_copies(case: Case) -> None:
    given = {"how": ["sms"], "more": {"n": [1]}}
    put(case, "a", given)
    given["how"].append("call")  # type: ignore[attr-defined]
    for read in (case.documents("incidents")[0], case.rows("incidents")["a"]):
        read["how"].append("letter")
        read["more"]["n"].append(2)
    got = case.get("incidents", "a")
    assert got == {"how": ["sms"], "more": {"n": [1]}}


def test_an_error_inside_the_block_changes_nothing(case: Case) -> None:
    put(case, "a", NIGHT)
    last = case.last
    with pytest.raises(ZeroDivisionError), case.change("me", "log@4") as change:
        change.put("incidents", "a", {"what": "other"})
        change.table("incidents").insert({"what": "third"})
        raise ZeroDivisionError
    assert case.rows("incidents") == {"a": NIGHT}
    assert case.last == last


def test_one_change_at_a_time_and_none_after_it_is_over(case: Case) -> None:
    with case.change("me", "log@3") as change:
        table = change.table("incidents")
        with pytest.raises(RuntimeError), case.change("me", "log@3"):
            pass
        change.put("incidents", "a", NIGHT)
    for late in (
        lambda: change.put("incidents", "b", NIGHT),
        lambda: change.documents("incidents"),
        lambda: change.table("incidents"),
        lambda: table.insert(NIGHT),
        lambda: table.all(),
    ):
        with pytest.raises(RuntimeError):
            late()
    assert case.rows("incidents") == {"a": NIGHT}


@pytest.mark.parametrize(
    ("value", "inside"),
    [
        (math.nan, "x"),
        (math.inf, "x"),
        (b"bytes", "x"),
        ((1, 2), "x"),
        ({1: 2}, "x: a key"),
        ({"a": {"b": [1, {2, 3}]}}, "x.a.b[1]"),
        ("half \ud800", "x"),
        ({"\udfff": 1}, "x: a key"),
        (2**63, "x"),
        (object(), "x"),
    ],
)
def test_what_json_cannot_hold_is_refused_before_anything_is_written(
    case: Case, value: Any, inside: str
) -> None:
    put(case, "a", NIGHT)
    with pytest.raises(Unstorable) as refused, case.change("me", "log@3") as change:
        change.put("incidents", "b", {"fine": 1})
        change.put("incidents", "c", {"x": value})
    assert refused.value.place == inside
    assert "bytes'" not in str(refused.value)
    with pytest.raises(Unstorable), case.change("me", "log@3") as change:
        change.table("incidents").update({"x": value})
    assert case.rows("incidents") == {"a": NIGHT}


def test_a_document_is_an_object(case: Case) -> None:
    with pytest.raises(Unstorable):
        put(case, "a", ["no", "object"])  # type: ignore[arg-type]


def test_endless_nesting_is_refused(case: Case) -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(Unstorable):
        put(case, "a", {"x": loop})


@pytest.mark.parametrize("bad", ["half \ud800", 7])
def test_names_must_be_proper_text(case: Case, bad: Any) -> None:
    with pytest.raises(Unstorable), case.change("me", "log@3") as change:
        change.table("incidents").insert(Document({}, bad))
    with pytest.raises(Unstorable), case.change("me", "log@3") as change:
        change.table(bad).insert({})
    for table, row in (("incidents", bad), (bad, "a")):
        with pytest.raises(Unstorable):
            put(case, row, NIGHT, table)
    with pytest.raises(Unstorable), case.change(bad, "log@3") as change:
        change.put("incidents", "a", NIGHT)
    assert case.tables() == []


def test_every_text_comes_back_as_it_was(case: Case) -> None:
    hostile = {
        "nul": "\0\x1b[31m\x07",
        "markup": "[/bold] {{ x }} {% raw %} $(rm) `x` ' \" \\",
        "languages": "ਪੰਜਾਬੀ 😂 e\u0301 é \u202e\u2028",
        "": {"": [None, -0.5, 2**63 - 1, -(2**63), True, 1, 0, False]},
        "colour": Colour.RED,
    }
    put(case, "a\"'\0", hostile, "ta\\ble\n")
    assert case.rows("ta\\ble\n") == {"a\"'\0": {**hostile, "colour": "red"}}


def test_true_and_one_are_different(case: Case) -> None:
    put(case, "a", {"n": 1})
    with case.change("me", "log@3") as change:
        change.table("incidents").update({"n": True}, doc_ids=["a"])
    document = case.get("incidents", "a")
    assert document is not None
    assert document["n"] is True


def test_tinydb_methods_work_on_a_draft(case: Case) -> None:
    with case.change("me", "log@3") as change:
        table = change.table("incidents")
        first = table.insert({"how": ["sms"], "n": 1})
        second, third = table.insert_multiple([{"n": 2}, {"n": 3}])
        assert table.insert(Document({"n": 4}, "mine")) == "mine"  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="already exists"):
            table.insert(Document({"n": 5}, "mine"))  # type: ignore[arg-type]
        assert table.update(lambda d: d["how"].append("call"), where("n") == 1) == [first]
        assert table.upsert({"n": 9}, where("n") == 2) == [second]
        assert table.remove(doc_ids=[third, "nobody"]) == [third]
        assert table.get(doc_id=first) == {"how": ["sms", "call"], "n": 1}
        assert table.get(where("n") == 9).doc_id == second
        assert table.contains(doc_id="mine")
        assert not table.contains(doc_id=third)
        assert [d.doc_id for d in table.get(doc_ids=["mine", second])] == [second, "mine"]
        assert (len(table), table.count(where("n") > 3)) == (3, 2)
    assert list(case.rows("incidents")) == [first, second, "mine"]


def test_tinydb_results_are_copies_and_never_cached(case: Case) -> None:
    with case.change("me", "log@3") as change:
        table: Any = change.table("incidents")
        table.insert({"how": ["sms"]})
        for _ in range(2):
            found = table.search(where("how").any(["sms"]))
            found[0]["how"].append("x")
            table.all()[0]["how"].append("y")
        assert table.all() == [{"how": ["sms"]}]
        assert table.storage.read() == {"incidents": {table.all()[0].doc_id: {"how": ["sms"]}}}
        with pytest.raises(NotImplementedError):  # it would go around the change
            table.storage.write({})
        table.truncate()
        assert table.all() == []


def test_a_tinydb_call_that_fails_leaves_the_draft_as_it_was(case: Case) -> None:
    put(case, "a", {"n": 1, "how": []})

    def breaks(document: dict[str, Any]) -> None:
        document["how"].append("x")
        raise ZeroDivisionError

    with case.change("me", "log@3") as change:
        with pytest.raises(ZeroDivisionError):
            change.table("incidents").update(breaks)
        change.put("incidents", "b", {"n": 2})
    assert case.documents("incidents") == [{"n": 1, "how": []}, {"n": 2}]


def test_answers_in_memory_move_into_a_vault_in_one_change(vault: Vault) -> None:
    memory = MemoryCase(clock=clock)
    for row in ("b", "a"):
        put(memory, row, {**NIGHT, "row": row})
    put(memory, "d", {"text": "half"}, "drafts")
    stored = vault.new_case("Mine", "own")
    memory.copy_into(stored, "me", "safety@1")
    assert stored.tables() == memory.tables()
    assert all(stored.rows(table) == memory.rows(table) for table in memory.tables())
    assert list(stored.rows("incidents")) == ["b", "a"]
    assert (memory.stored, stored.stored) == (False, True)
    case_id = stored.id
    vault.close()
    with reopen(vault.path) as again:
        assert list(again.case(case_id).rows("incidents")) == ["b", "a"]


def test_memory_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(MemoryCase(), "a", NIGHT)
    assert list(tmp_path.iterdir()) == []
