"""A duty counts when a step of its kind answers it and somebody reaches that step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.program import Program
from tui.interview.trace import Traced, holes, trace

KINDS = ("question", "warning", "rule", "checklist", "document", "deadline", "reference")
DUTIES = "id,source,text,kind\n" + "".join(f"A-{kind},p,T,{kind}\n" for kind in KINDS)
ALL = ", ".join(f"A-{kind}" for kind in KINDS)
PAPERS = """\
all:
  title: All
  docx: all.docx
  source: [%s]
  data: {one: one}
"""


@pytest.fixture
def made(tmp_path: Path) -> Callable[..., Program]:
    def make(text: str = "", gaps: str = "", head: str = "", papers: str = "") -> Program:
        log = "script: log\ntitle: Log\n" + head
        log += "sections:\n  - id: start\n    title: Start\n    steps:\n"
        log += "      - {ask: one, type: yes-no, question: One?}\n"
        log += "".join(f"      {line}\n" for line in text.splitlines()) + gaps
        files = {"scripts/log.yaml": log, "sources/a.csv": DUTIES}
        return program_of(tmp_path, files, papers)

    return make


def verdicts(program: Program, *walks: Person) -> dict[str, str]:
    found = trace(program, [walk.flow for walk in walks])
    return {one.duty.kind: one.verdict for one in found}


def counted(program: Program, *walks: Person) -> set[str]:
    return {kind for kind, verdict in verdicts(program, *walks).items() if verdict == "answered"}


def answered(program: Program, **answers: object) -> Person:
    person = Person(program)
    person.put(**answers)
    return person


CARRIED = {"rule", "checklist", "reference"}
STEPS = [
    ("- {ask: two, type: text, question: Two?, source: [ALL]}", {"question", "document", *CARRIED}),
    ("- {say: two, text: Two., source: [ALL]}", CARRIED),
    ("- {say: two, kind: warning, text: Two., source: [ALL]}", {"warning", *CARRIED}),
    ("- {stop: two, when: one, text: Two., source: [ALL]}", {"warning", *CARRIED}),
    ("- {do: two, text: Two., source: [ALL]}", CARRIED),
    ("- {do: two, due: day, text: Two., source: [ALL]}", {"deadline", *CARRIED}),
    ("- {compute: two, value: not one, source: [ALL]}", {"document", *CARRIED}),
]


@pytest.mark.parametrize(("step", "kinds"), STEPS, ids=[step[3:20] for step, _ in STEPS])
def test_which_step_answers_which_kind(
    made: Callable[..., Program], step: str, kinds: set[str]
) -> None:
    program = made("- {ask: day, type: when, question: Day?}\n" + step.replace("ALL", ALL))
    person = answered(program, day="2026-03-03", one=True)
    if "two" in person.shown():
        person.put(two="2")
    assert counted(program, person) == kinds
    rest = {kind for kind, verdict in verdicts(program, person).items() if verdict == "wrong-kind"}
    assert rest == set(KINDS) - kinds


def test_a_gap_carries_out_rules(made: Callable[..., Program]) -> None:
    program = made(gaps=f"gaps:\n  - {{id: g, when: not one, text: G., source: [{ALL}]}}\n")
    assert counted(program, answered(program, one=True)) == set()
    assert verdicts(program, answered(program, one=True))["rule"] == "not-reached"
    assert counted(program, answered(program, one=False)) == CARRIED


def test_a_paper_answers_for_documents(made: Callable[..., Program]) -> None:
    program = made(head="papers: [all]\n", papers=PAPERS % ALL)
    assert counted(program, Person(program)) == {"document"}


def test_a_paper_that_no_journey_gives_answers_for_nothing(made: Callable[..., Program]) -> None:
    program = made(papers=PAPERS % ALL)
    assert set(verdicts(program, Person(program)).values()) == {"unanswered"}


def test_an_outcome_carries_out_rules(made: Callable[..., Program]) -> None:
    gate = (
        "outcomes:\n"
        f"  - {{on: one, is: ['yes'], then: [STOP], source: [{ALL}]}}\n"
        "  - {on: one, is: ['no', open], then: [HOLD]}\n"
    )
    program = made(gaps=gate)
    assert counted(program, answered(program, one=True)) == CARRIED
    assert verdicts(program, answered(program, one=False))["rule"] == "not-reached"


def test_so_does_a_row_of_a_decision_table(made: Callable[..., Program]) -> None:
    table = (
        "tables:\n"
        "  - id: t\n"
        "    inputs: [one]\n"
        "    rows:\n"
        "      - {is: ['yes'], then: [OK]}\n"
        f"      - {{is: [any], then: [HOLD], source: [{ALL}]}}\n"
    )
    program = made(gaps=table)
    found = trace(program, [answered(program, one=False).flow])
    rule = next(one for one in found if one.duty.kind == "rule")
    assert rule.verdict == "answered"
    assert [(each.kind, each.name, each.fits) for each in rule.carriers] == [("outcome", "t", True)]
    assert rule.carriers[0].where.startswith("content/scripts/log.yaml:")
    assert counted(program, answered(program, one=True)) == set()


def test_a_step_counts_when_somebody_reaches_it(made: Callable[..., Program]) -> None:
    program = made("- {ask: two, type: text, when: one, question: Two?, source: [A-question]}")
    nobody, todo = answered(program, one=False), answered(program, one=True)
    assert verdicts(program)["question"] == "not-reached"
    assert verdicts(program, nobody)["question"] == "not-reached"
    assert verdicts(program, nobody, todo)["question"] == "not-reached"
    done = answered(program, one=True, two="2")
    assert verdicts(program, nobody, done)["question"] == "answered"
    left = answered(program, one=True)
    left.leave("two")
    assert verdicts(program, left)["question"] == "answered"


def test_a_value_counts_when_it_is_worked_out(made: Callable[..., Program]) -> None:
    program = made("- {compute: two, when: one, value: not one, source: [A-document]}")
    assert verdicts(program, Person(program))["document"] == "not-reached"
    assert verdicts(program, answered(program, one=False))["document"] == "not-reached"
    assert verdicts(program, answered(program, one=True))["document"] == "answered"


def test_a_value_of_a_row_that_nobody_has(tmp_path: Path) -> None:
    log = """\
    script: log
    title: Log
    sections:
      - id: people
        title: People
        repeat: {table: people}
        steps:
          - {ask: name, type: text, question: Name?}
          - {compute: named, value: known(person.name), source: [A-document]}
    """
    program = program_of(tmp_path, {"scripts/log.yaml": log, "sources/a.csv": DUTIES})
    person = Person(program)
    assert verdicts(program, person)["document"] == "not-reached"
    person.add("people", "p1")
    person.put("p1", name="Sam")
    assert verdicts(program, person)["document"] == "answered"


def test_nothing_named_nothing_answered(made: Callable[..., Program]) -> None:
    assert set(verdicts(made()).values()) == {"unanswered"}


def test_two_carriers_one_that_fits(made: Callable[..., Program]) -> None:
    text = "- {say: two, text: T., source: [A-question]}\n"
    text += "- {ask: three, type: text, question: T?, source: [A-question]}"
    program = made(text)
    person = answered(program, three="3")
    [found] = [one for one in trace(program, [person.flow]) if one.duty.kind == "question"]
    assert [(one.kind, one.fits) for one in found.carriers] == [("say", False), ("ask", True)]
    assert found.verdict == "answered"


def test_the_holes_of_what_a_journey_says_it_covers(made: Callable[..., Program]) -> None:
    program = made(
        f"- {{ask: two, type: text, when: one, question: T?, source: [{ALL}]}}",
        head="covers: [A]\n",
    )

    def told(*walks: Person) -> dict[str, str]:
        found = holes(program, trace(program, [walk.flow for walk in walks]))
        assert {hole.script for hole in found} <= {"log"}
        return {hole.traced.duty.kind: hole.traced.verdict for hole in found}

    wrong = dict.fromkeys(["warning", "deadline"], "wrong-kind")
    reached = ["question", "document", *sorted(CARRIED)]
    assert told(answered(program, one=True, two="2")) == wrong
    assert told(answered(program, one=False)) == wrong | dict.fromkeys(reached, "not-reached")


def test_no_covers_no_holes(made: Callable[..., Program]) -> None:
    program = made()
    found: list[Traced] = trace(program, [Person(program).flow])
    assert holes(program, found) == []
