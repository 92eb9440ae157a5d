"""The rules inside conditions: what they make of answers, and that content proves with them."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.interview.authoring import Person, folder
from tests.interview.conditions import Line, Rig, compiled
from tui.interview.content import check_folder
from tui.interview.dates import When
from tui.interview.functions import BUILT_IN
from tui.interview.problems import Problem
from tui.interview.program import Program
from tui.interview.typing import NUMBER, WHEN, YESNO, Code, Scope, Type
from tui.interview.values import NA, OPEN, PENDING, Unsettled
from tui.policy.rules import COURTS, RULES, SPENT, TERMS
from tui.policy.sentences import KINDS
from tui.policy.spent import STATUSES

CASE = """\
tables:
  people: {row: person}
  sentences: {row: sentence, in: people}
"""
OPTIONS = "{fine: F, cbo: B, custody: C, compensation: P, relevant_order: R, life: L}"
SCRIPT = f"""\
script: log
title: Log
sections:
  - id: first
    title: First
    steps:
      - {{ask: first_day, type: when, question: Q}}
  - id: people
    title: People
    repeat: {{table: people}}
    steps:
      - {{ask: individual, type: yes-no, question: Q}}
      - {{ask: convicted, type: when, question: Q}}
      - {{ask: young, type: yes-no, question: Q}}
      - section: sentences
        title: Sentences
        repeat: {{table: sentences}}
        steps:
          - {{ask: kind, type: choice, question: Q, options: {OPTIONS}}}
          - {{ask: months, type: number, question: Q, when: sentence.kind == 'custody'}}
          - {{ask: completed, type: when, question: Q, when: sentence.kind == 'custody'}}
          - ask: term
            type: choice
            question: Q
            options: {{dated: D, indefinite: I, none: N}}
            when: "sentence.kind in ['cbo', 'relevant_order']"
          - {{ask: last_day, type: when, question: Q, when: sentence.term == 'dated'}}
          - {{ask: paid, type: when, question: Q, when: sentence.kind == 'compensation'}}
          - {{ask: schedule_18, type: yes-no, question: Q, when: sentence.months > 48}}
      - compute: rehabilitation
        value: >-
          rehabilitation(one_sentence(s.kind, person.convicted, person.young, s.months,
          s.completed, s.term, s.last_day, s.paid, s.schedule_18) for s in person.sentences)
      - compute: spent_from
        value: person.rehabilitation.spent_from
      - compute: status
        value: spent_status(person.individual, person.rehabilitation, first_day)
tables:
  - id: spent
    each: person
    inputs: [person.status]
    rows:
      - {{is: [spent], then: [STOP], basis: law, text: Spent.}}
      - {{is: [unspent|never|not_applicable|not-asked], then: [OK]}}
      - {{is: [unknown|open], then: [HOLD], text: Unknown.}}
"""


def checked(tmp_path: Path, script: str = SCRIPT) -> tuple[Program | None, list[Problem]]:
    base = folder(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": dedent(script)})
    return check_folder(base, rules=RULES)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    program, found = checked(tmp_path)
    assert [str(each) for each in found] == []
    assert program is not None
    return Person(program)


def convicted(person: Person, *sentences: dict[str, object], **more: object) -> Person:
    person.put(first_day="2026-03-20")
    person.add("people", "p1")
    person.put("p1", **{"individual": True, "convicted": "2026-03-10", "young": False, **more})
    for at, each in enumerate(sentences):
        person.add("sentences", f"s{at}", "p1")
        person.put(f"s{at}", **each)
    return person


@pytest.mark.parametrize(
    ("sentences", "spent_from", "status"),
    [
        ([{"kind": "fine"}], "2027-03-10", "unspent"),
        (
            [{"kind": "fine"}, {"kind": "cbo", "term": "dated", "last_day": "2031-03-09"}],
            "2031-03-10",
            "unspent",
        ),
        ([{"kind": "cbo", "term": "indefinite"}], "NA", "unspent"),
        ([{"kind": "relevant_order", "term": "none"}], "2028-03-10", "unspent"),
        ([{"kind": "compensation", "paid": "2026-03-12"}], "2026-03-12", "spent"),
        (
            [{"kind": "custody", "months": 60, "completed": "2026-03", "schedule_18": False}],
            "2033-03-01/2033-03-31",
            "unspent",
        ),
    ],
)
def test_a_table_of_sentences(
    person: Person, sentences: list[dict[str, object]], spent_from: str, status: str
) -> None:
    convicted(person, *sentences)
    found = person.flow.value("p1", "spent_from")
    assert ("NA" if found is NA else str(found)) == spent_from
    assert person.flow.value("p1", "status") == status


def test_never_and_companies(person: Person) -> None:
    convicted(person, {"kind": "fine"}, {"kind": "life"})
    assert person.flow.value("p1", "spent_from") is NA
    assert person.flow.value("p1", "status") == "never"
    person.put("p1", individual=False)
    assert person.flow.value("p1", "status") == "not_applicable"


def test_what_is_left_open_is_unknown_and_what_is_pending_waits(person: Person) -> None:
    convicted(person, {"kind": "fine"})
    person.add("sentences", "s9", "p1")
    assert person.flow.value("p1", "status") is PENDING
    person.put("s9", kind="compensation")
    person.leave("paid", "s9")
    assert str(person.flow.value("p1", "spent_from")) == "2027-03-10/.."
    assert person.flow.value("p1", "status") == "unspent"
    person.put(first_day="2027-03-10")
    assert person.flow.value("p1", "status") == "unknown"
    person.leave("kind", "s9")
    person.leave("convicted", "p1")
    assert person.flow.value("p1", "spent_from") is OPEN
    assert person.flow.value("p1", "status") == "unknown"


@pytest.mark.parametrize(
    ("of", "to"),
    [
        (OPTIONS, "{fine: F, parking_fine: X}"),
        ("options: {dated: D, indefinite: I, none: N}", "options: {dated: D, forever: I}"),
        ("one_sentence(s.kind, person.convicted, person.young,", "one_sentence(s.kind,"),
        ("rehabilitation(one_sentence(", "rehabilitation(latest("),
        ("first_day)", "person.young)"),
    ],
)
def test_what_a_rule_can_not_take_is_refused(tmp_path: Path, of: str, to: str) -> None:
    assert of in SCRIPT
    program, found = checked(tmp_path, SCRIPT.replace(of, to))
    assert program is None
    assert "E207" in {each.code for each in found}


def test_every_status_needs_a_row(tmp_path: Path) -> None:
    program, found = checked(tmp_path, SCRIPT.replace("never|", ""))
    assert program is None
    assert [each.code for each in found] == ["E602"]


def test_without_the_rules_they_are_not_known(tmp_path: Path) -> None:
    base = folder(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": SCRIPT})
    program, found = check_folder(base)
    assert program is None
    assert "E208" in {each.code for each in found}


# Rules of single values.


def ruled(text: str, **case: object) -> object:
    types: dict[str, Type] = {
        "court": Code(frozenset({"magistrates", "crown", "youth", "county"})),
        "number": NUMBER,
    }
    names = {name: types.get(name, WHEN) for name in case}
    rules = {rule.name: rule for rule in RULES}
    scope = Scope(names=names, functions={**BUILT_IN, **rules})
    made = compiled(text, scope)
    seen = {key: When.parse(one) if _is_date(one) else one for key, one in case.items()}
    return made.run(Rig(Line(values=seen)))


def _is_date(value: object) -> bool:
    return isinstance(value, str) and value[:1].isdigit()


def said(found: object) -> object:
    return str(found) if isinstance(found, When) else found


ACTIVE = "proceedings_active(started, ended, appealed, over, day)"
CASE_OF = {"started": "2026-01-05", "ended": "2026-03-10", "appealed": NA, "over": NA}


@pytest.mark.parametrize(
    ("text", "case", "result"),
    [
        (ACTIVE, {**CASE_OF, "day": "2026-03-09"}, True),
        (ACTIVE, {**CASE_OF, "day": "2026-03-10"}, False),
        (ACTIVE, {**CASE_OF, "appealed": OPEN, "day": "2026-03-10"}, OPEN),
        (ACTIVE, {**CASE_OF, "appealed": "2026-03-10", "day": "2026-03-10"}, True),
        (ACTIVE, {**CASE_OF, "ended": PENDING, "day": "2026-03-10"}, PENDING),
        (ACTIVE, {**CASE_OF, "day": OPEN}, OPEN),
        (ACTIVE, {**CASE_OF, "day": "2026-03"}, OPEN),
        ("appeal_until(court, day)", {"court": "magistrates", "day": "2026-03-10"}, "2026-03-31"),
        ("appeal_until(court, day)", {"court": "crown", "day": "2026-03-10"}, "2026-04-07"),
        ("appeal_until(court, day)", {"court": "county", "day": "2026-03-10"}, NA),
        ("appeal_until(court, day)", {"court": OPEN, "day": "2026-03-10"}, OPEN),
        ("appeal_until(court, day)", {"court": "crown", "day": "XXXX"}, OPEN),
        ("add_business_days(day, number)", {"day": "2026-04-02", "number": 1}, "2026-04-07"),
        ("add_business_days(day, number)", {"day": "2026-04-02", "number": 9999}, OPEN),
        ("add_business_days(day, number)", {"day": NA, "number": 1}, NA),
        (
            "add_business_days(day, number)",
            {"day": "2026-03", "number": 1},
            "2026-03-02/2026-04-01",
        ),
        ("turns_18(day)", {"day": "2008-02-29"}, "2026-03-01"),
        ("turns_18(day)", {"day": "2008"}, "2026-01-01/2026-12-31"),
        ("turns_18(day)", {"day": "XXXX"}, OPEN),
    ],
)
def test_rules_of_single_values(text: str, case: dict[str, object], result: object) -> None:
    assert said(ruled(text, **case)) == result


@pytest.mark.parametrize(
    ("words", "result"),
    [
        ("12 Mill Lane", True),
        ("Mill Lane, DA1", True),
        ("Mill Lane, \u0663", True),
        ("Mill Lane, Dartford", False),
        ("", False),
    ],
)
def test_a_house_number_or_a_postcode_is_seen(words: str, result: bool) -> None:
    (rule,) = [one for one in RULES if one.name == "has_digits"]
    assert rule.run(words) is result


def test_the_last_day_it_may_be_shown(tmp_path: Path) -> None:
    script = SCRIPT.replace(
        "tables:\n  - id: spent",
        "  - id: last\n    title: Last\n    repeat: {table: people, fixed: true}\n    steps:\n"
        "      - compute: last_day\n"
        "        value: last_day_shown(first_day, 28, person.rehabilitation)\n"
        "tables:\n  - id: spent",
    )
    program, found = checked(tmp_path, script)
    assert program is not None, [str(each) for each in found]
    person = convicted(Person(program), {"kind": "fine"})
    assert str(person.value("last_day", "p1")) == "2026-04-16"
    person.put(first_day="2026-03")
    assert str(person.value("last_day", "p1")) == "2026-03-28/2026-04-27"
    person.put(first_day="2027-03-01")
    assert str(person.value("last_day", "p1")) == "2027-03-09"
    person.leave("convicted", "p1")
    assert str(person.value("last_day", "p1")) == "2027-02-28"
    person.leave("first_day")
    assert person.value("last_day", "p1") is OPEN


WHENS = st.sampled_from(
    [
        "2026-03-10",
        "2026-03",
        "2026",
        "2026-03-10~",
        "2026-03-10T09:30",
        "2026-03-10T09:30-05:00",
        "../2026-03-10",
        "2026-03-10/..",
        "2026-03-01/2026-05",
        "0001-01-01",
        "9999-12-31",
        "../9999-12-31",
        "XXXX",
    ]
).map(When.parse)
UNSETTLED = st.sampled_from([OPEN, PENDING, NA])
BY_TYPE: dict[object, st.SearchStrategy[object]] = {
    WHEN: WHENS | UNSETTLED,
    YESNO: st.booleans() | UNSETTLED,
    NUMBER: st.sampled_from([-(10**9), -1, 0, 1, 28, 10**9]) | UNSETTLED,
}


@given(st.data())
def test_no_rule_fails_whatever_it_is_given(data: st.DataObject) -> None:
    rules = {rule.name: rule for rule in RULES}

    def given_to(name: str, *first: object) -> object:
        rule = rules[name]
        values = list(first)
        for each in rule.params[len(first) :]:
            kinds = [values_ for kind, values_ in BY_TYPE.items() if each.takes(kind)]
            if kinds:
                values.append(data.draw(kinds[0]))
            elif each.each:
                values.append(data.draw(st.sampled_from([OPEN, PENDING]) | st.just((*sentences,))))
            elif each.takes(SPENT):
                values.append(spent)
            else:
                codes = sorted({*KINDS, *TERMS, *COURTS})
                fits = [code for code in codes if each.takes(Code(frozenset({code})))]
                values.append(data.draw(st.sampled_from(fits) | UNSETTLED))
        if not rule.raw and any(isinstance(value, Unsettled) for value in values):
            return NA
        return rule.run(*values)

    sentences = [given_to("one_sentence") for _ in range(data.draw(st.integers(0, 3)))]
    spent: object = NA
    spent = given_to("rehabilitation")
    assert getattr(spent, "never", None) in (True, False, OPEN, None)
    assert isinstance(getattr(spent, "spent_from", NA), When | Unsettled)
    assert given_to("spent_status") in {*STATUSES, NA, PENDING}
    for name in ("last_day_shown", "appeal_until", "add_business_days", "turns_18"):
        assert isinstance(given_to(name), When | Unsettled)
    assert given_to("proceedings_active") in (True, False, OPEN, PENDING)
