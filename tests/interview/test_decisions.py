"""Outcomes and decision tables: every value answered, nothing shadowed, no soft way out."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.interview.decisions import (
    check_outcomes,
    check_table,
    decide,
    outcomes_for,
    severity,
    word_of,
)
from tui.interview.marks import Mark
from tui.interview.problems import Problem
from tui.interview.schema import OUTCOME_ORDER, DecisionTable, Expr, Outcome, TableRow
from tui.interview.typing import NUMBER, YESNO, Code, Codes, Type
from tui.interview.values import NA, OPEN, PENDING

STATUS = Code(frozenset({"spent", "unspent", "never"}))
TYPES: list[Type] = [YESNO, STATUS]


def table(*rows: tuple[str, str], hit: str = "first", inputs: int = 2) -> DecisionTable:
    """Make a table: each row its cells with commas between, and what follows."""
    made = [
        TableRow(
            cells=tuple(tuple(cell.split("|")) for cell in cells.split(", ")),
            then=tuple(then.split(", ")),
            at=Mark("council.yaml", 10 + at),
        )
        for at, (cells, then) in enumerate(rows)
    ]
    names = ["subject.is_company", "subject.status"][:inputs]
    return DecisionTable(
        id="spent",
        inputs=tuple(Expr(text=name, at=Mark("council.yaml", 8)) for name in names),
        rows=tuple(made),
        hit="all" if hit == "all" else "first",
        at=Mark("council.yaml", 7),
    )


def said(problems: list[Problem]) -> list[str]:
    return [f"{each.at.line} {each.code}" for each in problems]


EXAMPLE = table(
    ("yes, any", "OK"),
    ("no, spent", "STOP"),
    ("no, unspent|never", "OK"),
    ("any, any", "HOLD"),
)


def test_a_sound_table() -> None:
    assert check_table(EXAMPLE, TYPES) == []


@pytest.mark.parametrize(
    ("values", "then"),
    [
        ((True, "spent"), "OK"),
        ((True, PENDING), "OK"),
        ((False, "spent"), "STOP"),
        ((False, "never"), "OK"),
        ((False, OPEN), "HOLD"),
        ((OPEN, NA), "HOLD"),
        ((False, PENDING), None),
        ((PENDING, "spent"), None),
    ],
)
def test_deciding(values: tuple[object, ...], then: str | None) -> None:
    found = decide(EXAMPLE, values)
    assert [row.then[0] for row in found] == ([then] if then else [])


def test_all_rows_that_hold() -> None:
    made = table(("yes, any", "OK"), ("any, spent|open", "HOLD"), ("any, any", "REASON"), hit="all")
    assert [row.then[0] for row in decide(made, (True, "spent"))] == ["OK", "HOLD", "REASON"]
    assert [row.then[0] for row in decide(made, (True, PENDING))] == ["OK", "REASON"]
    assert [row.then[0] for row in decide(made, (False, "never"))] == ["REASON"]


def test_words() -> None:
    assert [word_of(value) for value in (True, False, OPEN, NA, PENDING, "spent")] == [
        "yes",
        "no",
        "open",
        "not-asked",
        None,
        "spent",
    ]


def test_a_gap_is_named() -> None:
    made = table(("yes, any", "OK"), ("no, spent|unspent|never", "OK"), ("open, any", "HOLD"))
    found = check_table(made, TYPES)
    assert said(found) == ["7 E602"]
    assert "no row for subject.is_company: no, subject.status: open" in found[0].what
    not_asked = table(
        ("yes|no|open, any", "HOLD"),
    )
    assert "subject.is_company: not-asked" in check_table(not_asked, TYPES)[0].what


def test_a_row_that_is_never_used() -> None:
    made = table(
        ("any, spent", "STOP"),
        ("any, unspent", "OK"),
        ("yes|no, spent|unspent", "OK"),
        ("any, any", "HOLD"),
        ("no, never", "OK"),
    )
    found = check_table(made, TYPES)
    assert said(found) == ["12 E603", "14 E603"]
    assert "row 3 of the table 'spent' is never used: rows 1 and 2 before it" in found[0].what
    assert "row 5 of the table 'spent' is never used: row 4 before it" in found[1].what


def test_rows_that_overlap_are_fine() -> None:
    overlapping = table(("yes, any", "OK"), ("any, spent", "HOLD"), ("any, any", "HOLD"))
    assert check_table(overlapping, TYPES) == []
    everything = table(("any, any", "HOLD"), ("yes, any", "OK"), hit="all")
    assert check_table(everything, TYPES) == []


def test_leaving_it_open_is_no_way_round_a_stop() -> None:
    made = table(("any, spent", "STOP"), ("any, any", "OK"))
    found = check_table(made, TYPES)
    assert said(found) == ["11 E604"]
    assert "subject.status leads to STOP for some values" in found[0].what
    held = table(("any, spent", "STOP"), ("any, open", "ESCALATE legal, HOLD"), ("any, any", "OK"))
    assert check_table(held, TYPES) == []
    escalated = table(("any, spent", "STOP"), ("any, open", "ESCALATE legal"), ("any, any", "OK"))
    assert said(check_table(escalated, TYPES)) == ["11 E604"]


def test_nor_is_leaving_two_things_open() -> None:
    made = table(
        ("no, spent", "STOP"),
        ("open, open", "OK"),
        ("no|open, open", "HOLD"),
        ("open, any", "HOLD"),
        ("any, any", "OK"),
    )
    found = check_table(made, TYPES)
    assert said(found) == ["11 E604"]
    assert "subject.is_company with subject.status leads to STOP" in found[0].what


def test_what_a_table_can_not_be_made_of() -> None:
    made = table(("yes, any", "OK"), ("no, spnt", "STOP"), ("any, any", "HOLD"))
    found = check_table(made, TYPES)
    assert said(found) == ["11 E206"]
    assert found[0].guess == "Did you mean 'spent'?"
    assert said(check_table(made, [YESNO, NUMBER])) == ["8 E205"]
    assert said(check_table(EXAMPLE, TYPES, limit=19)) == ["7 W503"]
    assert check_table(EXAMPLE, TYPES, limit=20) == []


CELLS = ["any", "yes", "no", "open", "not-asked", "yes|no", "open|not-asked"]
STATES = ["any", "spent", "never", "open", "not-asked", "spent|unspent", "never|open"]
rows = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(CELLS), st.sampled_from(STATES)).map(", ".join),
        st.sampled_from(OUTCOME_ORDER),
    ),
    min_size=1,
    max_size=6,
)


@given(rows, st.sampled_from(["first", "all"]))
def test_what_the_check_says_is_so(made: list[tuple[str, str]], hit: str) -> None:
    one = table(*made, hit=hit)
    found = {each.code for each in check_table(one, TYPES)}
    values: list[list[object]] = [[True, False, OPEN, NA], [*sorted(STATUS.options), OPEN, NA]]
    used = {case: decide(one, case) for case in product(*values)}
    assert ("E602" in found) is (not all(used.values()))
    reached = [row for rows in used.values() for row in rows]
    if hit == "first":
        assert ("E603" in found) is any(all(row is not r for r in reached) for row in one.rows)

    def worst(case: tuple[object, ...]) -> int:
        return severity(code for row in used[case] for code in row.then)

    # Knowing less never softens a STOP below HOLD.
    if not found & {"E602", "E604"}:
        for case in used:
            known = product(*(values[at][:-2] if v is OPEN else [v] for at, v in enumerate(case)))
            if any(worst(each) <= OUTCOME_ORDER.index("STOP") for each in known):
                assert worst(case) <= OUTCOME_ORDER.index("HOLD")


def outcome(values: str, then: str, line: int, on: str = "restriction") -> Outcome:
    return Outcome(
        on=on,
        values=tuple(values.split(", ")),
        then=tuple(then.split(", ")),
        at=Mark("council.yaml", line),
    )


GATE = {"restriction": Code(frozenset({"none", "identity", "unclear"}))}


def test_a_sound_gate() -> None:
    gate = [
        outcome("none", "OK", 1),
        outcome("identity", "STOP", 2),
        outcome("unclear, open", "HOLD, ESCALATE legal", 3),
    ]
    assert check_outcomes(gate, GATE) == []
    assert [each.then for each in outcomes_for(gate, "identity")] == [("STOP",)]
    assert [each.then for each in outcomes_for(gate, OPEN)] == [("HOLD", "ESCALATE legal")]
    assert outcomes_for(gate, PENDING) == []
    assert outcomes_for(gate, NA) == []
    assert outcomes_for([outcome("any", "OK", 1)], OPEN)[0].then == ("OK",)


def test_every_value_needs_an_outcome() -> None:
    found = check_outcomes([outcome("identity, unclear", "STOP", 1)], GATE)
    assert said(found) == ["1 E601", "1 E601"]
    assert [each.what.split("'")[1] for each in found] == ["none", "open"]
    assert check_outcomes([outcome("any", "STOP", 1)], GATE) == []
    yes_no = check_outcomes([outcome("yes, open", "HOLD", 4, "sealed")], {"sealed": YESNO})
    assert [each.what.split("'")[1] for each in yes_no] == ["no"]


@pytest.mark.parametrize("then", ["REASON", "OK", "ESCALATE legal", "SCOPE"])
def test_a_gate_that_lets_the_unsure_through(then: str) -> None:
    gate = [outcome("identity", "STOP", 1), outcome("none, unclear, open", then, 2)]
    found = check_outcomes(gate, GATE)
    assert said(found) == ["2 E604"]
    soft = then.partition(" ")[0]
    assert f"but 'open' leads to no more than {soft}" in found[0].what
    assert check_outcomes([*gate, outcome("open", "HOLD", 3)], GATE) == []


def test_a_gate_without_a_stop_may_be_soft() -> None:
    gate = [outcome("identity", "HOLD", 1), outcome("none, unclear, open", "OK", 2)]
    assert check_outcomes(gate, GATE) == []


def test_values_that_do_not_exist() -> None:
    found = check_outcomes([outcome("identiy, any", "STOP", 5)], GATE)
    assert said(found) == ["5 E206"]
    assert found[0].guess == "Did you mean 'identity'?"
    many: dict[str, Type] = {"restriction": Codes(frozenset({"a"}))}
    assert said(check_outcomes([outcome("a", "OK", 6)], many)) == ["6 E205"]
    assert check_outcomes([outcome("a", "OK", 6, "elsewhere")], GATE) == []


def test_severity() -> None:
    assert severity(["OK", "ESCALATE legal"]) == OUTCOME_ORDER.index("ESCALATE")
    assert severity([]) == severity(["", "SOMETHING else"]) == len(OUTCOME_ORDER)
    assert severity(["STOP_ALL"]) == 0
