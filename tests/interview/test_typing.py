"""Type-checking conditions: each problem, and what each form gives."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interview.conditions import AT, KIND, SCOPE, compiled, refused
from tui.interview.evaluate import compile_expr
from tui.interview.functions import BUILT_IN, FORMS, Function, Param, param
from tui.interview.schema import Expr
from tui.interview.typing import (
    DURATION,
    MONEY,
    NUMBER,
    TEXT,
    WHEN,
    YESNO,
    Code,
    Record,
    Rows,
    Type,
    fits,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("incident.reported", YESNO),
        ("agreed", YESNO),
        ("incident.kind", KIND),
        ("incident.kind == 'post'", YESNO),
        ("'post' != incident.kind", YESNO),
        ("incident.kind == mode", YESNO),
        ("incident.kind in ['post', 'call']", YESNO),
        ("incident.said in ['a']", YESNO),
        ("incident.number in [1, -2]", YESNO),
        ("incident.loss in [5]", YESNO),
        ("incident.reported == agreed", YESNO),
        ("incident.said == 'hello'", YESNO),
        ("incident.occurred >= started", YESNO),
        ("incident.occurred < '2026-03'", YESNO),
        ("incident.occurred + days(1)", WHEN),
        ("weeks(2) + incident.occurred", WHEN),
        ("incident.occurred - months(1)", WHEN),
        ("days(1) + weeks(1)", DURATION),
        ("days(1) == weeks(1)", YESNO),
        ("incident.number + 1", NUMBER),
        ("incident.loss - incident.loss", MONEY),
        ("incident.loss > 100", YESNO),
        ("incident.platform.alerts", YESNO),
        ("incident.platform.since", WHEN),
        ("incident.platform.site", TEXT),
        ("incident.platform.keeps == 'days'", YESNO),
        ("incident.who", Rows("people")),
        ("count(incidents)", NUMBER),
        ("count(incident.evidence)", NUMBER),
        ("count(evidence)", NUMBER),
        ("count(incident.who)", NUMBER),
        ("count(incident.ways)", NUMBER),
        ("count(incident.files)", NUMBER),
        ("count(item for item in incident.evidence if item.kept)", NUMBER),
        ("any(p.role == 'did' for p in incident.who)", YESNO),
        ("all(item.kept for item in incident.evidence)", YESNO),
        ("sum(item.size for item in incident.evidence)", NUMBER),
        ("sum(item.worth for item in incident.evidence)", MONEY),
        ("earliest(item.captured for item in incident.evidence)", WHEN),
        ("latest(incident.occurred, started, started)", WHEN),
        ("last(incidents).kind", KIND),
        ("last(incident.who).name", TEXT),
        ("last(incidents).platform.alerts", YESNO),
        ("has(incident.ways, 'threat')", YESNO),
        ("known(incident.who) or not_sure(incident.said)", YESNO),
        ("surely(incident.reported) and maybe(agreed)", YESNO),
        ("True", YESNO),
    ],
)
def test_types(text: str, kind: Type) -> None:
    assert compiled(text).type == kind


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("incidnt.kind", "E203", "'incidnt'. Did you mean 'incident'?"),
        ("incident.kidn", "E203", "'incident.kidn'. Did you mean 'kind'?"),
        ("incident.platform.alert", "E203", "Did you mean 'alerts'? Known here: alerts, keeps"),
        ("incident.evidnce", "E203", "Did you mean 'evidence'?"),
        ("count(incidnts)", "E203", "Did you mean 'incidents'?"),
        ("startd", "E203", "Did you mean 'started'?"),
        ("item.kept", "E203", "called 'item'. Known here: agreed"),
        ("not true", "E203", "Did you mean 'True'?"),
        ("incident.kind.alerts", "E203", "Known here: nothing"),
        ("incident.who.role", "E203", "any(person.role … for person in incident.who)"),
        ("last(incidents).evidence", "E203", "Known here"),
        ("incident.said.upper", "E203", "'incident.said.upper'"),
        ("any(x.kept for x in incident.evidence) and x.kept", "E203", "'x'"),
        ("not incident.kind", "E204", "one of a list"),
        ("agreed and incident.said", "E204", "this is text"),
        ("any(item.shows for item in incident.evidence)", "E204", "several of a list"),
        ("any(item.kept for item in incident.evidence if item.size)", "E204", "a number"),
        ("incident.kind == 3", "E205", "one of a list and a number can't be compared"),
        ("incident.kind < 'post'", "E205", "put in order"),
        ("incident.said < 'b'", "E205", "text and text can't be put in order"),
        ("incident.reported > agreed", "E205", "put in order"),
        ("incident.reported == 'yes'", "E205", "yes or no and text"),
        ("incident.ways == 'threat'", "E205", "several of a list and text"),
        ("incident.occurred == 'yesterday'", "E205", "a date and 'yesterday'"),
        ("incident.occurred == ''", "E205", "a date and ''"),
        ("incident.occurred > '2026-02-31'", "E205", "a date and '2026-02-31'"),
        ("incident.kind == incident.platform", "E205", "one of a list and one of a list"),
        ("incident.loss > incident.number", "E205", "an amount of money and a number"),
        ("incident.number in ['a']", "E205", "a number and text"),
        ("incident.occurred in ['2026']", "E205", "a date and text"),
        ("incident.number + days(1)", "E205", "added up"),
        ("days(1) - incident.occurred", "E205", "taken from one another"),
        ("incident.occurred - started", "E205", "taken from one another"),
        ("incident.said + 'x'", "E205", "added up"),
        ("incident == incident", "E205", "a row and a row"),
        ("incident.kind == 'pots'", "E206", "'pots' is not an option of incident.kind. Did you m"),
        ("'imagee' == incident.kind", "E206", "Did you mean 'image'?"),
        ("incident.kind in ['post', 'cal']", "E206", "Did you mean 'call'?"),
        ("has(incident.ways, 'thraet')", "E206", "Did you mean 'threat'? Its options: image, t"),
        ("has(incident.kind, 'post')", "E207", "has() is given one of a list"),
        ("has(incident.ways)", "E207", "given one argument"),
        ("has(incident.ways, incident.said)", "E207", "given text"),
        ("known()", "E207", "given nothing"),
        ("known(incident)", "E207", "given a row. It takes an answer"),
        ("days('x')", "E207", "given text. It takes a number"),
        ("days(1, 2)", "E207", "given 2 arguments"),
        ("surely(incident.kind)", "E207", "It takes a condition"),
        ("any(incident.reported)", "E207", "any(condition for item in rows)"),
        ("any(x for x in incident.kind)", "E207", "given one of a list"),
        ("has(x for x in incident.evidence)", "E207", "has() is given rows"),
        ("count(1)", "E207", "count() is given a number"),
        ("count(incident.who, 2)", "E207", "count() is given 2 arguments"),
        ("count(item.kept for item in incident.evidence)", "E207", "other than the row"),
        ("sum(item.kept for item in incident.evidence)", "E207", "given yes or no"),
        ("earliest(item.size for item in incident.evidence)", "E207", "It takes dates"),
        ("earliest(1)", "E207", "a date, once or more"),
        ("last(incident.kind).x", "E207", "last() is given one of a list"),
        ("last(incidents, 1).kind", "E207", "last() is given 2 arguments"),
        ("hass(incident.ways, 'threat')", "E208", "Did you mean 'has'?"),
        ("open('x')", "E208", "no function open()"),
        ("__import__('os')", "E208", "no function __import__()"),
        ("incident", "E202", "a row without one of its answers"),
        ("last(incidents)", "E202", "a row without one of its answers"),
        ("incident in incident.evidence", "E205", "looked for in one another"),
        ("incident in incident.who", "E205", "looked for in one another"),
        ("incident not in incident.kind", "E205", "looked for in one another"),
        ("incident.evidence", "E202", "a whole table as a value"),
        ("incident.kind in incident.ways", "E202", "write a list of codes, or has"),
        ("any(agreed for agreed in incident.evidence)", "E202", "'agreed' as the name of a row"),
        ("incident.__class__", "E203", "'incident.__class__'"),
    ],
)
def test_problems(text: str, code: str, said: str) -> None:
    found = refused(text)
    assert found.code == code
    assert said in str(found)


def test_a_condition_must_be_yes_or_no() -> None:
    assert refused("incident.kind", want=YESNO).code == "E204"
    assert compiled("incident.reported", want=YESNO).type == YESNO


def test_a_value_must_be_what_is_wanted() -> None:
    found = refused("days(3)", want=WHEN)
    assert found.code == "E205"
    assert "a length of time and a date" in found.what
    assert compiled("incident.kind", want=Code(frozenset())).type == KIND
    assert not fits(KIND, TEXT)


def test_what_is_asked_later_can_not_be_read() -> None:
    later = frozenset({("incidents", "kind"), ("", "agreed"), ("evidence", "kept")})
    scope = replace(SCOPE, later=later)
    found = refused("incident.kind == 'post'", scope)
    assert found.code == "E209"
    assert "'incident.kind' is only asked later" in found.what
    assert refused("agreed", scope).code == "E209"
    assert refused("any(i.kept for i in incident.evidence)", scope).code == "E209"
    assert refused("any(i.kind == 'post' for i in incidents)", scope).code == "E209"
    assert compiled("incident.reported", scope).type == YESNO


def test_the_row_before_has_been_asked_everything() -> None:
    scope = replace(SCOPE, later=frozenset({("incidents", "kind")}))
    assert compiled("last(incidents).kind", scope).type == KIND
    assert refused("last(incidents).kind", replace(scope, vars={})).code == "E209"


def test_a_table_below_needs_its_row() -> None:
    found = refused("count(evidence)", replace(SCOPE, vars={}))
    assert found.code == "E203"
    assert "incident.evidence" in found.do


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("incident.kind == 'post'", {("incidents", "kind")}),
        ("agreed", {("", "agreed")}),
        ("count(incidents)", {("incidents", "*")}),
        ("incident.platform.alerts", {("incidents", "platform")}),
        (
            "any(has(i.shows, 'who') for i in incident.evidence if i.kept)",
            {("evidence", "*"), ("evidence", "shows"), ("evidence", "kept")},
        ),
        (
            "any(p.role == 'did' for p in incident.who)",
            {("incidents", "who"), ("people", "*"), ("people", "role")},
        ),
        ("last(incidents).kind", {("incidents", "*"), ("incidents", "kind")}),
    ],
)
def test_reads(text: str, reads: set[tuple[str, str]]) -> None:
    assert compiled(text).reads == reads


def test_rooms_can_add_functions() -> None:
    spent = Record("spent", (("status", Code(frozenset({"spent", "never"}))), ("on", WHEN)))
    added = Function("spent_on", (param(WHEN),), spent, lambda when: when, "When it is spent.")
    scope = replace(SCOPE, functions={**BUILT_IN, "spent_on": added})
    assert compiled("spent_on(started).status == 'spent'", scope).type == YESNO
    assert compiled("spent_on(started).on", scope).type == WHEN
    found = refused("spent_on(started).staus", scope)
    assert found.code == "E203"
    assert "Did you mean 'status'?" in found.guess
    assert refused("spent_on(agreed).on", scope).code == "E207"
    assert refused("spent_on(started).status == 'soon'", scope).code == "E206"


def test_a_function_can_take_one_value_for_each_row() -> None:
    kept = Param("whether each is kept", lambda found: found is YESNO, each=True)
    added = Function("all_kept", (kept,), YESNO, lambda all_: all(all_), "Whether all are kept.")
    scope = replace(SCOPE, functions={**BUILT_IN, "all_kept": added})
    found = compiled("all_kept(i.kept for i in incident.evidence if i.size > 1)", scope)
    assert found.type == YESNO
    assert found.reads == {("evidence", "*"), ("evidence", "kept"), ("evidence", "size")}
    assert refused("all_kept(i.size for i in incident.evidence)", scope).code == "E207"
    assert refused("all_kept(incident.reported)", scope).code == "E207"
    assert refused("known(i.kept for i in incident.evidence)", scope).code == "E207"


def test_every_function_says_what_it_is_for() -> None:
    assert not set(BUILT_IN) & set(FORMS)
    for name, function in BUILT_IN.items():
        assert function.name == name
        assert function.about.endswith(".")


PIECES = ["incident", "incident.kind", "'post'", "incidents", "==", "<", "in", "['post']", "and"]
PIECES += [
    "not",
    "(",
    ")",
    "any(x.kept for x in",
    "incident.evidence",
    "1",
    "+",
    "days(1)",
    "known(",
]
PIECES += [
    "last(",
    ".kind",
    ".platform",
    "count(",
    "has(incident.ways,",
    "incident.occurred",
    "True",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([None, YESNO, WHEN]))
def test_no_condition_breaks_the_check(pieces: list[str], want: Type | None) -> None:
    made, problems = compile_expr(Expr(text=" ".join(pieces), at=AT), SCOPE, want=want)
    assert (made is None) is bool(problems)
