"""Running conditions: answers known, open, pending and not asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interview.conditions import PLATFORMS, SCOPE, Line, Rig, compiled, run
from tui.interview.codec import Money
from tui.interview.dates import Days, When
from tui.interview.evaluate import Compiled, compile_expr
from tui.interview.functions import BUILT_IN, Function, Param, param
from tui.interview.schema import Expr
from tui.interview.typing import NUMBER, YESNO, Code, Codes, Record, Scope
from tui.interview.values import NA, OPEN, PENDING, Unsettled

w = When.parse
UNSETTLED = [OPEN, PENDING, NA]


@pytest.mark.parametrize(
    ("text", "answer", "result"),
    [
        ("incident.kind == 'post'", "post", True),
        ("incident.kind == 'post'", "call", False),
        ("incident.kind != 'post'", "call", True),
        ("incident.kind in ['post', 'call']", "call", True),
        ("incident.kind in ['post', 'call']", "image", False),
        ("incident.kind not in ['post', 'call']", "image", True),
        ("incident.kind not in ['post', 'call']", "post", False),
        ("'post' == incident.kind", "post", True),
    ],
)
def test_codes(text: str, answer: str, result: bool) -> None:
    assert run(text, {"kind": answer}) is result


@pytest.mark.parametrize(
    ("text", "opened", "pending", "absent"),
    [
        ("incident.kind == 'post'", OPEN, PENDING, False),
        ("'post' == incident.kind", OPEN, PENDING, False),
        ("incident.kind != 'post'", OPEN, PENDING, True),
        ("incident.kind in ['post']", OPEN, PENDING, False),
        ("incident.kind not in ['post']", OPEN, PENDING, True),
        ("not incident.kind == 'post'", OPEN, PENDING, True),
        ("known(incident.kind)", False, PENDING, False),
        ("not_sure(incident.kind)", True, PENDING, False),
        ("surely(incident.kind == 'post')", False, PENDING, False),
        ("maybe(incident.kind == 'post')", True, PENDING, False),
        ("incident.kind == 'post' and True", OPEN, PENDING, False),
        ("incident.kind == 'post' and False", False, False, False),
        ("incident.kind == 'post' or True", True, True, True),
        ("incident.kind == 'post' or False", OPEN, PENDING, False),
        ("incident.kind", OPEN, PENDING, NA),
    ],
)
def test_codes_that_are_not_settled(
    text: str, opened: object, pending: object, absent: object
) -> None:
    found = [run(text, {"kind": value}) for value in UNSETTLED]
    assert found == [opened, pending, absent]


@pytest.mark.parametrize(
    ("text", "opened", "pending", "absent"),
    [
        ("incident.reported", OPEN, PENDING, NA),
        ("not incident.reported", OPEN, PENDING, True),
        ("incident.reported == False", OPEN, PENDING, True),
        ("incident.reported != True", OPEN, PENDING, True),
        ("incident.reported and True and True", OPEN, PENDING, False),
        ("incident.reported or False or False", OPEN, PENDING, False),
        ("surely(incident.reported)", False, PENDING, False),
        ("maybe(incident.reported)", True, PENDING, False),
    ],
)
def test_yes_no_that_is_not_settled(
    text: str, opened: object, pending: object, absent: object
) -> None:
    found = [run(text, {"reported": value}) for value in UNSETTLED]
    assert found == [opened, pending, absent]


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize("field", ["occurred", "number", "loss", "said"])
def test_what_does_not_apply_compares_with_nothing(op: str, field: str) -> None:
    other = {"occurred": "'2026'", "number": "1", "loss": "1", "said": "'x'"}[field]
    if field == "said" and op not in ("==", "!="):
        return
    for text in (f"incident.{field} {op} {other}", f"{other} {op} incident.{field}"):
        assert run(text, {field: NA}) is False
        assert run(text, {field: OPEN}) is OPEN
        assert run(text, {field: PENDING}) is PENDING


def test_pending_wins_over_open() -> None:
    both = {"kind": OPEN, "reported": PENDING, "number": OPEN}
    assert run("incident.kind == 'post' and incident.reported", both) is PENDING
    assert run("incident.kind == 'post' or incident.reported", both) is PENDING
    assert run("incident.reported == (incident.kind == 'post')", both) is PENDING
    assert run("incident.number + 1 == incident.number", both) is OPEN
    assert run("incident.kind == mode", {"kind": OPEN}, case={"mode": PENDING}) is PENDING


def test_not_on_not_sure_asks_nothing_and_decides_nothing() -> None:
    assert run("not incident.reported", {"reported": OPEN}) is OPEN


def test_a_call_that_was_not_asked_about_an_image_is_no_image() -> None:
    text = "incident.kind in ['post', 'image'] and incident.reported"
    assert run(text, {"kind": "call", "reported": NA}) is False
    assert run(text, {"kind": OPEN, "reported": OPEN}) is OPEN


def test_two_answers_of_one_list() -> None:
    text = "incident.kind == mode"
    assert run(text, {"kind": "post"}, case={"mode": "post"}) is True
    assert run(text, {"kind": "post"}, case={"mode": "call"}) is False
    assert run(text, {"kind": NA}, case={"mode": NA}) is False
    assert run("incident.kind != mode", {"kind": NA}, case={"mode": "post"}) is True


def test_numbers_money_and_text() -> None:
    answers = {"number": 3, "loss": 4550, "said": "hello"}
    assert run("incident.number > 2", answers) is True
    assert run("incident.number + 1 - 2 == 2", answers) is True
    assert run("incident.number in [-1, 3]", answers) is True
    assert run("incident.loss > 45", answers) is True
    assert run("incident.loss >= 46", answers) is False
    assert run("incident.loss in [45]", answers) is False
    assert run("incident.said == 'hello'", answers) is True
    assert run("incident.said not in ['hello']", answers) is False
    assert run("incident.said not in ['x']", {"said": NA}) is False
    assert run("incident.number + 1", {"number": NA}) is NA


def test_dates() -> None:
    answers = {"occurred": w("2026-03-03")}
    assert run("incident.occurred < '2026-03-04'", answers) is True
    assert run("incident.occurred >= started", answers, case={"started": w("2026-03")}) is OPEN
    assert run("incident.occurred != '2026-03-03'", answers) is False
    assert run("incident.occurred + days(1) == '2026-03-04'", answers) is True
    assert run("incident.occurred - weeks(1)", answers) == w("2026-02-24")
    assert run("months(1) + incident.occurred", answers) == w("2026-04-03")
    assert run("days(1) + weeks(1)", answers) == Days(8)
    assert run("incident.occurred + days(incident.number)", {**answers, "number": OPEN}) is OPEN


def test_a_date_of_which_nothing_is_known_was_left_open() -> None:
    answers = {"occurred": w("")}
    assert run("known(incident.occurred)", answers) is False
    assert run("not_sure(incident.occurred)", answers) is True
    assert run("incident.occurred < '2026'", answers) is OPEN


def test_several_codes() -> None:
    assert run("has(incident.ways, 'threat')", {"ways": ("threat", "image")}) is True
    assert run("has(incident.ways, 'threat')", {"ways": ()}) is False
    found = [run("has(incident.ways, 'threat')", {"ways": value}) for value in UNSETTLED]
    assert found == [OPEN, PENDING, False]
    assert run("count(incident.ways)", {"ways": ("threat",)}) == 1
    assert [run("count(incident.ways)", {"ways": value}) for value in UNSETTLED] == [
        OPEN,
        PENDING,
        0,
    ]


def test_facts_of_a_list_in_a_list_of_codes() -> None:
    text = "incident.platform.keeps in ['days']"
    assert run(text, {"platform": "snap"}) is True
    assert [run(text, {"platform": value}) for value in ("mail", *UNSETTLED)] == [
        OPEN,
        OPEN,
        PENDING,
        False,
    ]
    apart = "incident.platform.keeps not in ['years']"
    assert run(apart, {"platform": "snap"}) is True
    assert run(apart, {"platform": NA}) is True


def test_facts_of_a_list() -> None:
    assert run("incident.platform.alerts", {"platform": "snap"}) is True
    assert run("incident.platform.alerts", {"platform": "mail"}) is False
    assert run("incident.platform.keeps == 'days'", {"platform": "snap"}) is True
    assert run("incident.platform.since < '2012'", {"platform": "snap"}) is True
    assert run("incident.platform.since < '2012'", {"platform": "mail"}) is OPEN
    assert run("known(incident.platform.site)", {"platform": "snap"}) is False
    found = [run("incident.platform.alerts", {"platform": value}) for value in UNSETTLED]
    assert found == [OPEN, PENDING, NA]
    assert PLATFORMS.rows[1].get("since") is None


KEPT, LOST, ASKED, LATER, NONE = ({"kept": v} for v in (True, False, OPEN, PENDING, NA))


@pytest.mark.parametrize(
    ("rows", "some", "every"),
    [
        ([], False, True),
        ([KEPT], True, True),
        ([LOST], False, False),
        ([KEPT, LOST], True, False),
        ([LOST, ASKED], OPEN, False),
        ([KEPT, ASKED], True, OPEN),
        ([ASKED, LATER], PENDING, PENDING),
        ([LATER, KEPT], True, PENDING),
        ([LATER, LOST], PENDING, False),
        ([NONE], False, False),
        (NA, False, True),
        (OPEN, OPEN, OPEN),
        (PENDING, PENDING, PENDING),
    ],
)
def test_any_and_all(rows: Any, some: object, every: object) -> None:
    assert run("any(i.kept for i in incident.evidence)", evidence=rows) is some
    assert run("all(i.kept for i in incident.evidence)", evidence=rows) is every


def test_rows_that_may_not_count() -> None:
    def rows(*pairs: tuple[Any, Any]) -> list[dict[str, Any]]:
        return [{"kept": kept, "size": size} for kept, size in pairs]

    any_, all_ = (f"{f}(i.size > 1 for i in incident.evidence if i.kept)" for f in ("any", "all"))
    assert run(any_, evidence=rows((True, 2), (False, 1))) is True
    assert run(any_, evidence=rows((OPEN, 2))) is OPEN
    assert run(any_, evidence=rows((OPEN, 1))) is False
    assert run(all_, evidence=rows((OPEN, 2))) is True
    assert run(all_, evidence=rows((OPEN, 1))) is OPEN
    assert run(all_, evidence=rows((False, 1))) is True
    assert run(all_, evidence=rows((NA, 1))) is True
    total = "sum(i.size for i in incident.evidence if i.kept)"
    assert run(total, evidence=rows((True, 2), (False, 5), (True, 3))) == 5
    assert run(total, evidence=rows((True, 2), (OPEN, 5))) is OPEN
    assert run(total, evidence=rows((True, OPEN), (True, PENDING))) is PENDING
    assert run(total, evidence=rows((True, 2), (True, NA))) == 2
    assert run(total, evidence=[]) == 0
    count = "count(i for i in incident.evidence if i.kept)"
    assert run(count, evidence=rows((True, 2), (False, 5), (NA, 1))) == 1
    assert run(count, evidence=rows((True, 2), (PENDING, 5))) is PENDING
    assert run(count, evidence=OPEN) is OPEN


def test_amounts_are_added_in_one_currency_only() -> None:
    def rows(*amounts: object) -> list[dict[str, Any]]:
        return [{"worth": amount} for amount in amounts]

    total = "sum(i.worth for i in incident.evidence)"
    made = run(total, evidence=rows(Money(150, "EUR"), Money(50, "EUR"), NA))
    assert (made, made.currency) == (200, "EUR")
    for others in ((Money(1, "USD"),), (Money(1, "USD"), Money(1, "EUR")), (OPEN,)):
        assert run(total, evidence=rows(Money(150, "EUR"), *others)) is OPEN
    assert run(f"{total} > 1", evidence=rows(Money(150), Money(50, "USD"))) is OPEN
    added = run("incident.loss + incident.loss", {"loss": Money(150, "EUR")})
    assert (added, added.currency) == (300, "EUR")
    taken = run("incident.loss - incident.loss", {"loss": Money(150, "EUR")})
    assert (taken, taken.currency) == (0, "EUR")


def test_counting_rows() -> None:
    assert run("count(incident.evidence)", evidence=[{}, {}]) == 2
    assert run("count(evidence) == 0", evidence=NA) is True
    assert run("count(incidents)") == 1
    assert run("count(incident.evidence) > 0", evidence=PENDING) is PENDING


def test_picked_rows() -> None:
    people = {"p1": {"role": "did"}, "p2": {"role": "saw"}}
    text = "any(p.role == 'did' for p in incident.who)"
    assert run(text, {"who": ("p1", "p2")}, people=people) is True
    assert run(text, {"who": ("p2",)}, people=people) is False
    assert run(text, {"who": ("gone",)}, people=people) is False
    assert [run(text, {"who": value}, people=people) for value in UNSETTLED] == [
        OPEN,
        PENDING,
        False,
    ]
    assert run("count(incident.who)", {"who": ("p1", "gone")}, people=people) == 1
    assert run("last(incident.who).role == 'saw'", {"who": ("p1", "p2")}, people=people) is True
    assert run("known(incident.who)", {"who": ("p1",)}, people=people) is True


def test_the_first_and_last_date_of_rows() -> None:
    rows = [{"captured": w("2026-03-05")}, {"captured": w("2026-03-01")}, {"captured": NA}]
    first = "earliest(i.captured for i in incident.evidence)"
    last = "latest(i.captured for i in incident.evidence if i.kept)"
    assert run(first, evidence=rows) == w("2026-03-01")
    kept = [{**row, "kept": True} for row in rows]
    assert run(last, evidence=kept) == w("2026-03-05")
    assert run(last, evidence=[{**rows[0], "kept": OPEN}]) is OPEN
    assert run(first, evidence=[]) is NA
    assert run(first, evidence=[*rows, {"captured": OPEN}]) is OPEN
    assert run(first, evidence=[{"captured": OPEN}, {"captured": PENDING}]) is PENDING
    assert run(first, evidence=OPEN) is OPEN
    answers = {"occurred": w("2026-01")}
    assert run("earliest(incident.occurred, started)", answers, case={"started": NA}) == w(
        "2026-01"
    )
    assert run("latest(incident.occurred)", {"occurred": NA}) is NA


def test_the_row_before() -> None:
    rows = [Line(values={"kind": kind, "platform": "snap"}) for kind in ("post", "call")]
    assert run("last(incidents).kind", incidents=rows) == "post"
    assert run("last(incidents).kind", incidents=rows[:1]) is NA
    assert run("last(incidents).platform.alerts", incidents=rows) is True


def test_the_last_row() -> None:
    scope = Scope(fields=SCOPE.fields, tables=SCOPE.tables, functions=BUILT_IN, lists=SCOPE.lists)
    last = compiled("last(incidents).kind", scope)
    rows = [Line(values={"kind": "post"}), Line(values={"kind": "call"})]
    for below, result in ((rows, "call"), ([], NA), (NA, NA), (OPEN, OPEN), (PENDING, PENDING)):
        assert last.run(Rig(Line(below={"incidents": below}))) == result


def test_a_row_by_its_own_name_inside_a_loop() -> None:
    text = "any(x.kept and incident.reported for x in incident.evidence)"
    assert run(text, {"reported": True}, evidence=[KEPT]) is True
    assert run(text, {"reported": False}, evidence=[KEPT]) is False


def test_a_function_over_rows_gets_what_counts_and_as_it_is() -> None:
    sizes = Param("the size of each", lambda found: found == NUMBER, each=True)
    added = Function("sizes", (sizes,), NUMBER, lambda found: found, "All sizes.", raw=True)
    scope = replace(SCOPE, functions={**BUILT_IN, "sizes": added})
    every = compiled("sizes(x.size for x in incident.evidence if x.kept)", scope)

    def gathered(*rows: dict[str, object], below: object = None) -> object:
        lines = [Line(values=row) for row in rows] if below is None else below
        return every.run(Rig(Line(), {"incident": Line(below={"evidence": lines})}))

    there = {"kept": True, "size": 3}
    assert gathered(there, {"kept": False, "size": 4}, {"kept": True, "size": OPEN}) == (3, OPEN)
    assert gathered({"kept": OPEN, "size": 4}) is OPEN
    assert gathered(there, {"size": 4}) is PENDING
    assert gathered() == ()
    assert gathered(below=PENDING) is PENDING
    assert gathered(below=OPEN) is OPEN


def test_added_functions_never_see_what_is_not_known() -> None:
    seen: list[object] = []

    class Found:
        late = True

    def find(a: object, b: object) -> Found:
        seen.append((a, b))
        return Found()

    record = Record("found", (("late", YESNO),))
    added = Function("find", (param(NUMBER), param(NUMBER)), record, find, "Test.")
    scope = Scope(
        vars=SCOPE.vars, fields=SCOPE.fields, tables=SCOPE.tables, functions={"find": added}
    )
    made = compiled("find(incident.number, 2).late", scope)

    def result(number: object) -> object:
        return made.run(Rig(Line(), {"incident": Line(values={"number": number})}))

    assert result(1) is True
    assert [result(value) for value in UNSETTLED] == UNSETTLED
    assert seen == [(1, 2)]
    two = compiled("find(incident.number, incident.number - 1).late", scope)
    assert two.run(Rig(Line(), {"incident": Line(values={"number": OPEN})})) is OPEN


def test_the_same_condition_is_the_same_value() -> None:
    one, two = compiled("incident.kind == 'post'"), compiled("(incident.kind)=='post'")
    assert one.tree == two.tree
    assert hash(one.tree) == hash(two.tree)
    assert one.expr.text == "incident.kind == 'post'"


# Knowing less: over random conditions, leaving answers open never turns a decision round.

DOMAINS: Mapping[str, list[Any]] = {
    "kind": ["post", "image", "call", NA],
    "reported": [True, False, NA],
    "number": [0, 1, 2, NA],
    "ways": [(), ("threat",), ("image", "threat"), NA],
    "platform": ["snap", "mail", NA],
    "occurred": [w("2026-03-03"), w("2026-03-05T10:00"), w("2026-04"), NA],
}
ATOMS = [
    "incident.kind == 'post'",
    "incident.kind != 'call'",
    "incident.kind in ['post', 'image']",
    "incident.kind not in ['post', 'image']",
    "incident.reported",
    "incident.reported == (incident.number > 1)",
    "incident.number + 1 > 1",
    "incident.number in [1, 2]",
    "has(incident.ways, 'threat')",
    "count(incident.ways) > 1",
    "incident.platform.alerts",
    "incident.platform.keeps == 'days'",
    "incident.occurred < '2026-03-20'",
    "incident.occurred + days(2) >= '2026-03-05'",
    "any(i.kept for i in incident.evidence)",
    "all(i.size > incident.number for i in incident.evidence if i.kept)",
    "count(i for i in incident.evidence if i.kept) == 1",
    "sum(i.size for i in incident.evidence) > 2",
]
conditions = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            "({0[0]}) {0[1]} ({0[2]})".format
        ),
    ),
    max_leaves=6,
)
unknown = st.sampled_from([OPEN, PENDING])


def _less(data: st.DataObject, values: Mapping[str, Any]) -> dict[str, Any]:
    hidden = data.draw(st.sets(st.sampled_from(sorted(values))))
    return {key: data.draw(unknown) if key in hidden else each for key, each in values.items()}


@given(conditions, st.data())
def test_knowing_less_never_turns_a_decision_round(text: str, data: st.DataObject) -> None:
    full = {key: data.draw(st.sampled_from(values)) for key, values in DOMAINS.items()}
    rows = data.draw(
        st.lists(
            st.fixed_dictionaries(
                {"kept": st.sampled_from([True, False, NA]), "size": st.sampled_from([1, 2, NA])}
            ),
            max_size=3,
        )
    )
    before = run(text, full, evidence=rows)
    after = run(text, _less(data, full), evidence=[_less(data, row) for row in rows])
    assert after is before or after in (OPEN, PENDING)


@given(conditions, st.data())
def test_a_condition_is_always_a_truth(text: str, data: st.DataObject) -> None:
    values = {
        key: data.draw(st.sampled_from([*known, OPEN, PENDING])) for key, known in DOMAINS.items()
    }
    kept = st.sampled_from([True, False, *UNSETTLED])
    sizes = st.sampled_from([1, 2, *UNSETTLED])
    rows = data.draw(st.lists(st.fixed_dictionaries({"kept": kept, "size": sizes}), max_size=3))
    found = run(text, values, evidence=data.draw(st.sampled_from([rows, *UNSETTLED])))
    assert isinstance(found, (bool, Unsettled))


def test_types_of_what_was_compiled() -> None:
    made, problems = compile_expr(Expr(text="incident.ways"), SCOPE, want=Codes(frozenset()))
    assert problems == []
    assert isinstance(made, Compiled)
    assert isinstance(made.type, Codes)
    assert not isinstance(made.type, Code)
