"""What the answers lead to: outcomes, decision tables, and what still waits."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.compiling import Compiler
from tui.interview.decisions import severity
from tui.interview.flow import Flow
from tui.interview.gates import check_decisions
from tui.interview.program import Program
from tui.interview.reasons import Read
from tui.interview.schema import (
    OUTCOME_ORDER,
    Ask,
    CaseDef,
    Content,
    DecisionTable,
    Expr,
    Option,
    Outcome,
    Script,
    Section,
    TableRow,
)
from tui.interview.values import NA, OPEN
from tui.interview.verdicts import Code, Verdict

CASE = """\
subjects: {row: subject}
records: {row: record, in: subjects}
"""
LOG = """\
script: log
title: Decide
sections:
  - id: start
    title: Start
    steps:
      - ask: restriction
        type: choice
        options: {none: No, identity: Identity, unclear: Unclear}
        question: Restricted?
      - {ask: wide, type: yes-no, question: Wide?}
  - id: subjects
    title: Subjects
    repeat: {table: subjects}
    steps:
      - {ask: is_company, type: yes-no, question: Company?}
      - {ask: status, type: choice, options: {spent: S, unspent: U, never: N}, question: Status?}
      - stop: enough
        when: subject.status == 'never'
        ends: row
        text: Enough.
      - section: records
        title: Records
        when: not subject.is_company
        repeat: {table: records}
        steps:
          - {ask: old, type: yes-no, question: Old?}
          - {ask: harm, type: yes-no, when: record.old, question: Harm?}
outcomes:
  - {on: restriction, is: [identity], then: [STOP], basis: law, text: Covered., source: [A-1]}
  - {on: restriction, is: [unclear, open], then: [HOLD, ESCALATE legal], text: Ask.}
  - {on: restriction, is: [none], then: [OK], basis: policy}
  - {on: record.harm, is: ['yes'], then: [ESCALATE legal], text: Harm.}
  - {on: record.harm, is: ['no', open], then: [REASON]}
  - {on: record.harm, is: [not-asked], then: [OK]}
  - {on: old, is: [any], then: [SCOPE]}
tables:
  - id: spent
    each: subject
    inputs: [subject.is_company, subject.status]
    rows:
      - {is: ['yes', any], then: [OK]}
      - {is: ['no', spent], then: [STOP], basis: law, text: Already spent., source: [A-2]}
      - {is: ['no', unspent|never], then: [OK]}
      - {is: [any, any], then: [HOLD], text: Not enough known.}
  - id: wide
    inputs: [wide and restriction != 'none', restriction]
    hit: all
    rows:
      - {is: ['yes', any], then: [REASON wide]}
      - {is: [any, identity], then: [STOP_ALL]}
      - {is: [open, any], then: [HOLD]}
      - {is: [any, open], then: [HOLD]}
      - {is: [any, any], then: [SCOPE, OK]}
"""
DUTIES = "id,source,text,kind\nA-1,p,T,rule\nA-2,p,T,rule\n"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    files = {"case.yaml": CASE, "scripts/log.yaml": LOG, "sources/a.csv": DUTIES}
    return program_of(tmp_path_factory.mktemp("outcomes"), files)


@pytest.fixture
def person(program: Program) -> Person:
    return Person(program)


def told(person: Person, rule: str) -> list[str]:
    """Return what a rule says: the row where it is not the case, and the codes."""
    return [
        " ".join([*([] if one.row == ROOT else [one.row]), *map(str, one.codes)])
        for one in person.flow.outcomes()
        if one.rule == rule
    ]


def waits(person: Person) -> list[tuple[str, str]]:
    return [(one.rule, one.row) for one in person.flow.undecided()]


@pytest.mark.parametrize(
    ("answer", "codes"),
    [("identity", "STOP"), ("unclear", "HOLD ESCALATE legal"), ("none", "OK")],
)
def test_an_outcome_of_an_answer(person: Person, answer: str, codes: str) -> None:
    assert told(person, "restriction") == []
    person.put(restriction=answer)
    assert told(person, "restriction") == [codes]


def test_leaving_it_open_leads_somewhere_too(person: Person) -> None:
    person.leave("restriction", how="skipped")
    assert told(person, "restriction") == ["HOLD ESCALATE legal"]


def test_a_verdict_tells_all_about_itself(person: Person) -> None:
    person.put(restriction="identity")
    verdict = person.flow.outcomes()[0]
    assert verdict == Verdict(
        rule="restriction",
        codes=(Code("STOP"),),
        basis="law",
        text="Covered.",
        source=("A-1",),
        row=ROOT,
        why=(Read("restriction", "identity"),),
        script="log",
        at=verdict.at,
    )
    assert verdict.at.line == LOG[: LOG.index("- {on: restriction, is: [id")].count("\n") + 1
    person.put(restriction="unclear")
    held = person.flow.outcomes()[0]
    assert held.codes == (Code("HOLD"), Code("ESCALATE", "legal"))
    assert [str(code) for code in held.codes] == ["HOLD", "ESCALATE legal"]
    assert OUTCOME_ORDER[held.severity] == "HOLD"


def test_outcomes_of_each_row_however_deep(person: Person) -> None:
    for row in ("s1", "s2"):
        person.add("subjects", row)
        person.put(row, is_company=False, status="unspent")
        for record in ("a", "b"):
            person.add("records", f"{row}{record}", row)
    person.put("s1a", old=True)
    person.put("s1a", harm=True)
    person.put("s1b", old=True)
    person.leave("harm", "s1b")
    person.put("s2a", old=False)
    assert told(person, "record.harm") == ["s1a ESCALATE legal", "s1b REASON", "s2a OK"]
    assert told(person, "old") == ["s1a SCOPE", "s1b SCOPE", "s2a SCOPE"]
    assert ("record.harm", "s2b") in waits(person)
    person.put("s1", is_company=True)
    assert told(person, "record.harm") == ["s2a OK"]


def test_a_decision_table_over_rows(person: Person) -> None:
    for row, company, status in (
        ("s1", True, "spent"),
        ("s2", False, "spent"),
        ("s3", False, "unspent"),
        ("s4", False, None),
        ("s5", None, "spent"),
    ):
        person.add("subjects", row)
        for name, answer in (("is_company", company), ("status", status)):
            if answer is None:
                person.leave(name, row)
            else:
                person.put(row, **{name: answer})
    assert told(person, "spent") == ["s1 OK", "s2 STOP", "s3 OK", "s4 HOLD", "s5 HOLD"]
    verdicts = {one.row: one for one in person.flow.outcomes() if one.rule == "spent"}
    assert verdicts["s2"].why == (
        Read("subject.is_company", False),
        Read("subject.status", "spent"),
    )
    assert verdicts["s2"].source == ("A-2",)
    assert verdicts["s4"].why[1].value is OPEN
    person.remove("s2")
    assert "s2 STOP" not in told(person, "spent")


def test_a_row_that_ended_still_counts(person: Person) -> None:
    person.add("subjects", "s1")
    person.put("s1", is_company=False, status="never")
    assert person.shown("s1")[-1] == "seen:enough"
    assert told(person, "spent") == ["s1 OK"]


def test_with_the_first_row_only_what_comes_before_must_be_known(person: Person) -> None:
    person.add("subjects", "s1")
    assert told(person, "spent") == []
    assert ("spent", "s1") in waits(person)
    person.put("s1", is_company=True)
    assert told(person, "spent") == ["s1 OK"]
    assert ("spent", "s1") not in waits(person)
    person.put("s1", is_company=False)
    assert told(person, "spent") == []
    assert ("spent", "s1") in waits(person)


def test_with_all_rows_those_that_hold_add_up(person: Person) -> None:
    assert told(person, "wide") == ["SCOPE OK"]
    assert ("wide", ROOT) in waits(person)
    person.put(wide=True, restriction="identity")
    assert told(person, "wide") == ["REASON wide", "STOP_ALL", "SCOPE OK"]
    assert ("wide", ROOT) not in waits(person)
    person.put(wide=False)
    assert told(person, "wide") == ["STOP_ALL", "SCOPE OK"]
    person.leave("wide")
    person.put(restriction="unclear")
    assert told(person, "wide") == ["HOLD", "SCOPE OK"]


def test_what_is_not_told_yet_waits(person: Person) -> None:
    assert waits(person) == [
        ("restriction", ROOT),
        ("record.harm", ROOT),
        ("old", ROOT),
        ("spent", ROOT),
        ("wide", ROOT),
    ]
    person.put(restriction="none", wide=False)
    person.see("rows:subjects")
    assert waits(person) == []
    person.add("subjects", "s1")
    person.leave("is_company", "s1")
    person.put("s1", status="unspent")
    assert {rule for rule, _ in waits(person)} == {"record.harm", "old"}
    person.put("s1", is_company=True)
    assert waits(person) == []


def test_the_worst_wins(person: Person) -> None:
    assert person.flow.worst() is not None
    person.put(restriction="none", wide=False)
    worst = person.flow.worst()
    assert worst is not None
    assert (worst.rule, worst.codes) == ("wide", (Code("SCOPE"), Code("OK")))
    person.add("subjects", "s1")
    person.put("s1", is_company=False, status="spent")
    worst = person.flow.worst("log")
    assert worst is not None
    assert (worst.rule, worst.row, worst.codes) == ("spent", "s1", (Code("STOP"),))
    person.put(restriction="identity")
    worst = person.flow.worst()
    assert worst is not None
    assert worst.codes == (Code("STOP_ALL"),)
    assert person.flow.worst("none") is None
    assert person.flow.outcomes("none") == person.flow.undecided("none") == ()


def test_other_peoples_journeys_say_nothing(tmp_path: Path) -> None:
    log = LOG.replace("title: Decide\n", "title: Decide\nfor: [council]\n", 1)
    files = {"case.yaml": CASE, "scripts/log.yaml": log, "sources/a.csv": DUTIES}
    program = program_of(tmp_path, files)
    assert Person(program, "self").flow.undecided() == ()
    assert Person(program, "council").flow.undecided() != ()


# Knowing less is never the softer way.

CODES = ("spent", "unspent", "never")
YES_NO_CELLS = ["any", "yes", "no", "open", "not-asked", "yes|no", "open|not-asked"]
CODE_CELLS = ["any", "spent", "never", "open", "not-asked", "spent|unspent", "never|open"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(YES_NO_CELLS),
        st.sampled_from(CODE_CELLS),
        st.sampled_from(OUTCOME_ORDER),
    ),
    max_size=5,
)
LAST = st.sampled_from(["STOP", "HOLD", "HOLD", "HOLD", "REASON", "OK"])
GATE = st.one_of(
    st.just([]),
    st.tuples(*[st.sampled_from(["STOP", "HOLD", "OK"])] * 4).map(
        lambda then: [([code], each) for code, each in zip([*CODES, "open"], then, strict=True)]
    ),
)


def content(
    rows: list[tuple[str, str, str]], gate: list[tuple[list[str], str]], hit: str, when: str
) -> Content:
    """Make a journey of two questions, the second under a condition on the first."""
    asks = (
        Ask(name="company", type="yes-no", question="Q?"),
        Ask(
            name="status",
            type="choice",
            question="Q?",
            options=tuple(Option(code=code, label=code) for code in CODES),
            when=Expr(text=when) if when else None,
        ),
    )
    table = DecisionTable(
        id="spent",
        inputs=(Expr(text="company"), Expr(text="status")),
        hit="all" if hit == "all" else "first",
        rows=tuple(
            TableRow(cells=(tuple(a.split("|")), tuple(b.split("|"))), then=(then,))
            for a, b, then in rows
        ),
    )
    outcomes = tuple(
        Outcome(on="status", values=tuple(values), then=(then,)) for values, then in gate
    )
    script = Script(
        name="log",
        sections=(Section(id="one", title="One", steps=asks),),
        tables=(table,),
        outcomes=outcomes,
    )
    return Content(case=CaseDef(), scripts=(script,))


def answered(program: Program, company: object, status: object) -> Flow:
    changes = [
        Put(ROOT, name, Answer(open="not-sure") if value is OPEN else Answer(value))  # type: ignore[arg-type]
        for name, value in (("company", company), ("status", status))
        if value is not None
    ]
    return Flow(program, "self").after(changes)


def known(company: object, status: object) -> Iterator[tuple[object, object]]:
    """Yield every way of knowing what is open or not answered here."""
    yield from product(
        [True, False] if company is OPEN or company is None else [company],
        list(CODES) if status is OPEN or status is None else [status],
    )


def rank(flow: Flow) -> int:
    worst = flow.worst()
    return severity(()) if worst is None else worst.severity


@settings(max_examples=200, suppress_health_check=[HealthCheck.filter_too_much])
@given(ROWS, LAST, GATE, st.sampled_from(["first", "all"]), st.sampled_from(["", "company"]))
def test_knowing_less_never_softens_a_stop(
    rows: list[tuple[str, str, str]],
    last: str,
    gate: list[tuple[list[str], str]],
    hit: str,
    when: str,
) -> None:
    every = [*rows, ("any", "any", last)]
    assume("STOP" in {each[-1] for each in (*every, *gate)})
    made, problems = Compiler(content(every, gate, hit, when)).build()
    assert made is not None, problems
    assume(not {each.code for each in check_decisions(made)} & {"E601", "E602", "E604"})
    stop, hold = OUTCOME_ORDER.index("STOP"), OUTCOME_ORDER.index("HOLD")
    for company, status in product([True, False, OPEN, None], [*CODES, OPEN, None]):
        less = answered(made, company, status)
        if when and company is False and less.value(ROOT, "status") is not NA:
            raise AssertionError("the second question should not apply")
        for more in known(company, status):
            if rank(answered(made, *more)) <= stop:
                assert rank(less) <= hold or less.undecided()
                break
