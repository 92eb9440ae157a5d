"""The tree of answers: what a change makes of it, and what it leaves as it was."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interview.answers import ROOT, Add, Answer, Answers, Put, Remove, Row, Stamp, build

YES, NO = Answer(True), Answer(False)


@pytest.fixture
def tree() -> Answers:
    return Answers().apply(
        [
            Put(ROOT, "mode", Answer("full")),
            Add("incidents", ROOT, "i1"),
            Add("incidents", ROOT, "i2", {"kind": Answer("post")}),
            Add("evidence", "i1", "e1"),
            Add("evidence", "i1", "e2"),
            Add("copies", "e1", "c1"),
            Add("people", ROOT, "p1"),
            Put("c1", "given", YES),
        ]
    )


def test_rows_hang_where_they_were_added(tree: Answers) -> None:
    assert [(row.id, above) for row, above in tree.rows()] == [
        (ROOT, ROOT),
        ("i1", ROOT),
        ("e1", "i1"),
        ("c1", "e1"),
        ("e2", "i1"),
        ("i2", ROOT),
        ("p1", ROOT),
    ]
    assert tree.parent("c1") == "e1"
    assert tree.parent(ROOT) == ROOT
    assert (tree.index("e2"), tree.index("i2"), tree.index(ROOT)) == (1, 1, 0)
    assert tree.get("i2", "kind") == Answer("post")
    assert tree.get("c1", "given") is YES
    assert tree.get("c1", "nothing") is tree.get("gone", "given") is None
    assert "c1" in tree
    assert ROOT in tree
    assert "gone" not in tree


def test_a_change_leaves_all_other_rows_the_very_same(tree: Answers) -> None:
    after = tree.apply([Put("c1", "given", NO)])
    for same in ("i2", "e2", "p1"):
        assert after.row(same) is tree.row(same)
    for other in ("c1", "e1", "i1", ROOT):
        assert after.row(other) is not tree.row(other)
    assert tree.get("c1", "given") is YES


def test_taking_an_answer_away(tree: Answers) -> None:
    after = tree.apply([Put("c1", "given", None), Put("c1", "never", None)])
    assert after.get("c1", "given") is None
    assert after.row("c1").fields == {}


def test_a_row_goes_with_all_below_it(tree: Answers) -> None:
    after = tree.apply([Remove("i1")])
    for gone in ("i1", "e1", "e2", "c1"):
        assert gone not in after
    assert after.index("i2") == 0
    assert after.apply([Put("i2", "kind", Answer("call"))]).get("i2", "kind") == Answer("call")
    beside = tree.apply([Remove("e1")])
    assert beside.index("e2") == 0
    assert beside.parent("e2") == "i1"
    assert "c1" not in beside


def test_when_a_row_was_written(tree: Answers) -> None:
    after = tree.apply([Stamp("e1", "2026-03-03", "2026-03-04"), Put("e1", "kept", YES)])
    row = after.row("e1")
    assert (row.written, row.changed) == ("2026-03-03", "2026-03-04")
    assert [kid.id for kid in row.kids["copies"]] == ["c1"]


@pytest.mark.parametrize(
    "change",
    [
        Put("gone", "kind", YES),
        Add("evidence", "gone", "x"),
        Remove("gone"),
        Stamp("gone", ""),
    ],
)
def test_a_change_of_a_row_that_is_not_there(tree: Answers, change: object) -> None:
    with pytest.raises(KeyError):
        tree.apply([change])  # type: ignore[list-item]
    with pytest.raises(KeyError):
        tree.row("gone")


def test_no_change_is_no_new_tree(tree: Answers) -> None:
    assert tree.apply([]) is tree


def flat(tree: Answers) -> list[tuple[str, Row]]:
    return [(above, Row(row.id, row.table, row.fields)) for row, above in tree.rows()]


def test_a_tree_is_made_again_from_flat_rows(tree: Answers) -> None:
    again = build(flat(tree))
    told = [(row.id, row.table, dict(row.fields), above) for row, above in again.rows()]
    assert told == [(row.id, row.table, dict(row.fields), above) for row, above in tree.rows()]
    assert again.index("e2") == 1


def test_rows_of_a_row_that_is_gone_are_left_out(tree: Answers) -> None:
    again = build([(above, row) for above, row in flat(tree) if row.id != "e1"])
    assert "c1" not in again
    assert "e2" in again
    assert next(build([]).rows())[0].id == ROOT


@given(st.integers(0, 10**9))
def test_places_are_right_after_any_changes(seed: int) -> None:
    dice = random.Random(seed)
    tree = Answers()
    for number in range(30):
        ids = [row.id for row, _ in tree.rows()]
        target = dice.choice(ids)
        if dice.random() < 0.6:
            tree = tree.apply([Add(dice.choice("ab"), target, f"r{number}")])
        elif target != ROOT and dice.random() < 0.5:
            tree = tree.apply([Remove(target)])
        else:
            tree = tree.apply([Put(target, "n", Answer(number))])
    for row, above in tree.rows():
        assert tree.row(row.id) is row
        assert tree.parent(row.id) == above
        if row.id != ROOT:
            assert tree.row(above).kids[row.table][tree.index(row.id)] is row
        assert row.id in tree
    rebuilt = Answers(tree.root)
    assert [rebuilt.index(row.id) for row, _ in rebuilt.rows()] == [
        tree.index(row.id) for row, _ in tree.rows()
    ]
