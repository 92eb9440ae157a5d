"""Rows, and rows in rows: which there are, which count, and that no shortcut changes that."""

from __future__ import annotations

import random
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interview.authoring import Person, folder, picture, program_of, said
from tui.interview.answers import ROOT, Add, Answer, Change, Put, Remove
from tui.interview.content import check_folder
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.values import NA, OPEN, PENDING

CASE = """\
places: {row: place}
people: {row: person}
incidents: {row: incident}
evidence: {row: item, in: incidents}
copies: {row: copy, in: evidence}
"""

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: mode, type: choice, options: {full: All of it, short: The least}, question: Mode?}
      - {ask: sure, type: yes-no, question: Sure?}
  - id: places
    title: Places
    when: mode == 'full'
    repeat: {table: places}
    steps:
      - {ask: shared, type: yes-no, question: Shared?}
      - {compute: risky, value: "place.shared and sure"}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: Kind?}
      - ask: anywhere
        type: yes-no
        when: any(place.risky for place in places)
        question: Elsewhere too?
      - section: pieces
        title: Pieces
        when: mode == 'full' and incident.kind == 'post'
        repeat: {table: evidence, new: {kept: true}}
        steps:
          - {ask: kept, type: yes-no, question: Kept?}
          - {ask: size, type: number, question: How big?}
          - section: copies
            title: Copies
            when: item.kept
            repeat: {table: copies}
            steps:
              - {ask: given, type: yes-no, question: Given away?}
              - stop: enough
                when: copy.given and sure
                ends: section
                text: That is enough.
              - {ask: where, type: text, when: not copy.given, question: Where?}
      - compute: out
        value: any(any(copy.given for copy in item.copies) for item in incident.evidence)
      - stop: over
        when: incident.out and not sure
        ends: row
        text: No more about this one.
      - {ask: after, type: yes-no, question: And then?}
      - stop: no-more
        when: incident.after and sure
        ends: section
        text: No more of these.
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Who?}
      - ask: sent
        type: rows
        options: {rows: incidents, where: "incident.kind == 'post'"}
        question: Sent what?
      - ask: gave
        type: yes-no
        when: any(incident.anywhere for incident in incidents)
        question: Gave it?
  - id: more
    title: More
    repeat: {table: incidents, fixed: true, where: "incident.kind == 'post'"}
    steps:
      - {ask: later, type: text, when: not incident.out, question: Later?}
      - {ask: after, question: And after all?}
  - id: pick
    title: Pick
    steps:
      - {ask: chosen, type: rows, options: {rows: incidents}, question: Which of them?}
  - id: chosen_ones
    title: Those
    repeat: {table: incidents, fixed: true, where: incident in chosen}
    steps:
      - {ask: chosen_why, type: text, question: Why this one?}
  - id: end
    title: End
    steps:
      - {compute: pieces, value: sum(count(incident.evidence) for incident in incidents)}
      - {compute: given, value: any(incident.out for incident in incidents)}
      - {ask: done, type: yes-no, when: given, question: Done?}
gaps:
  - {id: nothing, each: incident, when: not incident.out, text: Nothing went out., step: item.size}
  - {id: small, each: item, when: item.size < 3, text: Too small., step: incident.kind}
"""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    files = {"case.yaml": CASE, "scripts/log.yaml": LOG}
    return program_of(tmp_path_factory.mktemp("repeats"), files)


@pytest.fixture
def person(program: Program) -> Person:
    made = Person(program)
    made.put(mode="full", sure=False)
    return made


def deep(person: Person) -> None:
    """Add an incident with a piece of evidence with a copy of it."""
    person.add("incidents", "i1")
    person.put("i1", kind="post")
    person.add("evidence", "e1", "i1", kept=Answer(True))
    person.put("e1", size="5")
    person.add("copies", "c1", "e1")


def test_rows_three_deep_are_asked_in_their_order(person: Person) -> None:
    deep(person)
    person.see("rows:places")
    assert [one.key for one in person.flow.items_of("i1")][:7] == [
        ("i1", "kind"),
        ("e1", "kept"),
        ("e1", "size"),
        ("c1", "given"),
        ("e1", "rows:copies"),
        ("i1", "rows:pieces"),
        ("i1", "after"),
    ]
    assert person.next() == ("c1", "given")
    person.put("c1", given="no")
    assert person.next() == ("c1", "where")
    person.put("c1", where="at home")
    assert person.next() == ("e1", "rows:copies")
    person.see("rows:copies", "e1")
    person.see("rows:pieces", "i1")
    assert person.value("out", "i1") is False


def test_a_row_below_tells_the_rows_above(person: Person) -> None:
    deep(person)
    assert person.value("out", "i1") is PENDING
    person.leave("given", "c1")
    assert person.value("out", "i1") is OPEN
    person.put("c1", given=True)
    assert person.value("out", "i1") is True
    assert person.value("pieces") == 1
    assert person.value("given") is True
    assert person.state("done") == "todo"


def test_presets_are_answers(person: Person) -> None:
    deep(person)
    assert person.state("kept", "e1") == "answered"
    section = next(one.section for one in person.flow.items() if one.name == "rows:pieces")
    assert section.repeat is not None
    assert section.repeat.new == (("kept", True),)


def test_rows_that_do_not_apply_are_kept_and_count_as_none(person: Person) -> None:
    deep(person)
    person.put("c1", given=True)
    person.put(mode="short")
    assert person.flow.rows("evidence", "i1") == ()
    assert person.flow.rows("copies", "e1") == ()
    assert person.value("pieces") == 0
    assert person.value("out", "i1") is False
    assert person.value("kept", "e1") is NA
    assert person.state("size", "e1") == ""
    person.put(mode="full")
    assert [row.id for row in person.flow.rows("copies", "e1")] == ["c1"]
    assert person.value("out", "i1") is True


def test_rows_of_the_case_that_do_not_apply(person: Person) -> None:
    person.add("places", "p1")
    person.put("p1", shared=True)
    person.put(sure=True)
    assert person.value("risky", "p1") is True
    person.add("incidents", "i1")
    assert person.state("anywhere", "i1") == "todo"
    person.put(mode="short")
    assert person.flow.rows("places") == ()
    assert person.state("anywhere", "i1") == ""
    person.leave("mode")
    assert person.state("rows:places") == ""


def test_no_rows_is_told_only_when_the_person_said_so(person: Person) -> None:
    person.add("incidents", "i1")
    person.put("i1", kind="post")
    assert person.value("anywhere", "i1") is PENDING
    person.see("rows:places")
    assert person.value("anywhere", "i1") is NA
    assert person.value("out", "i1") is PENDING
    person.see("rows:pieces", "i1")
    assert person.value("out", "i1") is False
    person.take_back("rows:pieces", "i1")
    assert person.value("out", "i1") is PENDING


def test_what_one_table_reads_of_another_that_reads_a_third(person: Person) -> None:
    person.add("places", "p1")
    person.put("p1", shared=True)
    person.add("incidents", "i1")
    person.add("people", "who")
    assert person.state("gave", "who") == ""
    person.put(sure=True)
    person.put("i1", anywhere=True)
    assert person.state("gave", "who") == "todo"
    person.put(sure=False)
    assert person.state("gave", "who") == ""
    person.put(sure=True)
    person.put("p1", shared=False)
    assert person.state("gave", "who") == ""


def test_a_row_left_out_here_is_asked_where_it_is_let_in(person: Person) -> None:
    deep(person)
    assert "later" not in person.shown("i1")
    person.put("c1", given=False, where="at home")
    assert person.state("later", "i1") == "todo"
    person.put("i1", kind="call")
    assert person.state("later", "i1") == ""
    assert person.value("later", "i1") is NA


def test_an_answer_is_asked_once_though_two_sections_ask_it(person: Person) -> None:
    person.add("incidents", "i1")
    person.put("i1", kind="post")
    assert person.shown("i1").count("after") == 1
    person.see("rows:pieces", "i1")
    person.put("i1", after=True)
    assert person.shown("i1").count("after") == 1


def test_a_stop_in_rows_below_ends_those_beside_it(person: Person) -> None:
    deep(person)
    person.add("copies", "c2", "e1")
    person.put("c2", given=False)
    person.put("c1", given=True)
    assert person.state("given", "c2") == "answered"
    person.put(sure=True)
    assert person.state("enough", "c1") == ""
    assert person.state("seen:enough", "c1") == "todo"
    assert person.shown("c2") == []
    assert person.state("rows:copies", "e1") == ""
    assert [row.id for row in person.flow.rows("copies", "e1")] == ["c1", "c2"]
    person.put(sure=False)
    assert person.state("given", "c2") == "answered"


def test_where_a_row_stops_the_section_the_rows_behind_it_wait_outside(person: Person) -> None:
    for row in ("i1", "i2", "i3"):
        person.add("incidents", row)
        person.put(row, kind="call")
    person.put("i1", after=True)
    person.put(sure=True)
    assert person.shown("i1")[-1] == "seen:no-more"
    assert person.shown("i2") == person.shown("i3") == []
    person.put("i1", after=False)
    assert person.shown("i2") == ["kind", "after"]
    person.put("i2", after=True)
    assert person.shown("i3") == []
    person.put("i1", after=True)
    assert person.shown("i2") == []
    person.remove("i1")
    assert person.shown("i2") == ["kind", "after", "seen:no-more"]
    person.remove("i2")
    assert person.shown("i3") == ["kind", "after"]


def test_rows_picked_as_answers(person: Person) -> None:
    deep(person)
    person.add("incidents", "i2")
    person.put("i2", kind="call")
    person.add("people", "who")
    item = person.item("sent", "who")
    assert person.flow.options(item) == ("i1",)
    person.put("who", sent=["i1"])
    assert person.value("sent", "who") == ("i1",)
    person.remove("i1")
    assert person.value("sent", "who") == ()
    assert person.item("sent", "who").state == "look"
    assert person.flow.options(person.item("sent", "who")) == ()


def test_only_the_rows_that_were_picked_are_walked(person: Person) -> None:
    deep(person)
    person.add("incidents", "i2")
    person.put("i2", kind="call", after=False)
    assert "chosen_why" not in person.shown("i1") + person.shown("i2")
    person.put(chosen=["i2"])
    assert "chosen_why" not in person.shown("i1")
    assert "chosen_why" in person.shown("i2")
    person.put(chosen=["i1"])
    assert "chosen_why" in person.shown("i1")
    assert "chosen_why" not in person.shown("i2")
    person.leave("chosen")
    assert "chosen_why" not in person.shown("i1") + person.shown("i2")


def test_the_progress_of_one_entry(person: Person) -> None:
    deep(person)
    here = person.flow.standing_of("i1")
    assert here.done == 3
    assert here.least <= here.most
    person.put("c1", given=True)
    assert person.flow.standing_of("i1").done == 4


def test_gaps_stand_where_they_belong(person: Person) -> None:
    deep(person)
    assert [(gap.gap.id, gap.row) for gap in person.flow.gaps()] == []
    person.put("e1", size="2")
    person.see("rows:copies", "e1")
    person.remove("c1")
    assert [(gap.gap.id, gap.row, gap.key) for gap in person.flow.gaps()] == [
        ("nothing", "i1", None),
        ("small", "e1", ("i1", "kind")),
    ]


def some_change(flow: Flow, dice: random.Random, ids: count[int]) -> Change:
    """Return what a person might do next."""
    rows = [row for row, _ in flow.answers.rows()]
    roll = dice.random()
    if roll < 0.08 and len(rows) > 1:
        return Remove(dice.choice(rows[1:]).id)
    if roll < 0.4 and len(rows) < 14:
        table = dice.choice(list(flow.program.tables.values()))
        above = [row.id for row in rows if row.table == table.parent]
        if above:
            preset = {"kept": Answer(True)} if table.name == "evidence" else {}
            return Add(table.name, dice.choice(above), f"r{next(ids)}", preset)
    item = dice.choice(list(flow.items()))
    if item.kind != "ask" or item.step is None or roll > 0.95:
        done = item.state == "answered"
        return Put(item.row, item.name, None if done else Answer(True))
    if roll > 0.85:
        return Put(item.row, item.name, Answer(open="skipped"))
    raw: object = dice.random() < 0.5
    if item.step.type == "choice":
        raw = dice.choice(item.step.codes or ())
    elif item.step.type == "rows":
        raw = [one for one in flow.options(item) if dice.random() < 0.7]
    elif item.step.type == "number":
        raw = dice.randrange(6)
    elif item.step.type == "text":
        raw = "words"
    return Put(item.row, item.name, Answer(raw))  # type: ignore[arg-type]


@settings(max_examples=150)
@given(seed=st.integers(0, 10**9))
def test_any_walk_gives_what_a_fresh_one_gives(program: Program, seed: int) -> None:
    dice, ids = random.Random(seed), count()
    flow = Flow(program, "self").after([Put(ROOT, "mode", Answer("full"))])
    for _step in range(dice.randrange(5, 50)):
        flow = flow.after([some_change(flow, dice, ids)])
        assert picture(flow) == picture(flow.fresh())


SECTION = """\
script: log
title: Log
sections:
  - id: first
    title: First
    steps:
      - {ask: sure, type: yes-no, question: Sure?}
      - {ask: many, type: yes-no, when: "FIRST", question: Many?}
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Who?}
      - {ask: knows, type: rows, options: {rows: people}, question: Whom do they know?}
      - {ask: more, type: yes-no, when: "PERSON", question: More?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: text, question: What?}
      - {ask: all, type: yes-no, when: "INCIDENT", question: All?}
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: kept, type: yes-no, question: Kept?}
          - {ask: only, type: yes-no, when: "ITEM", question: The only one?}
"""


@pytest.mark.parametrize(
    ("place", "when"),
    [
        ("FIRST", "count(people) > 1"),
        ("PERSON", "count(people) > 1"),
        ("PERSON", "count(person.knows) > 1"),
        ("INCIDENT", "count(incident.evidence) > 1"),
        ("ITEM", "count(incident.evidence) > 1"),
        ("ITEM", "sure and count(evidence) > 1"),
        ("ITEM", "sure and any(sure for one in incidents)"),
    ],
)
def test_rows_that_are_only_told_later_cannot_be_read(
    tmp_path: Path, place: str, when: str
) -> None:
    log = SECTION.replace(f'"{place}"', f'"{when}"')
    for other in ("FIRST", "PERSON", "INCIDENT", "ITEM"):
        log = log.replace(f'"{other}"', "sure")
    program, problems = check_folder(folder(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": log}))
    assert program is None
    line = next(number for number, text in enumerate(log.splitlines(), 1) if when in text)
    assert said(problems) == [f"content/scripts/log.yaml:{line} E209"]


def test_rows_told_earlier_can_be_read(tmp_path: Path) -> None:
    log = SECTION.replace('"INCIDENT"', '"count(people) > 1"')
    for other in ("FIRST", "PERSON", "ITEM"):
        log = log.replace(f'"{other}"', "sure")
    person = Person(program_of(tmp_path, {"case.yaml": CASE, "scripts/log.yaml": log}))
    person.add("incidents", "i1")
    assert person.value("all", "i1") is PENDING
    person.see("rows:people")
    assert person.value("all", "i1") is NA
    person.add("people", "p1")
    person.add("people", "p2")
    assert person.state("all", "i1") == "todo"


TWICE = """script: log
title: Log
sections:
  - id: one
    title: One
    steps:
      - {ask: sure, type: yes-no, question: Sure?}
      - {ask: first, type: yes-no, question: First?}
      - {ask: about, type: text, when: sure, question: About?}
  - id: two
    title: Two
    steps:
      - {ask: about, when: first, question: And about that?}
      - {ask: last, type: yes-no, when: about == 'x', question: Last?}
"""


def test_an_answer_asked_in_two_places(tmp_path: Path) -> None:
    person = Person(program_of(tmp_path, {"scripts/log.yaml": TWICE}))
    assert person.value("about") is PENDING
    person.put(sure=False)
    assert person.value("about") is PENDING
    person.put(first=False)
    assert person.value("about") is NA
    person.put(first=True)
    assert person.item("about").section.node.id == "two"
    person.put(about="x")
    assert person.shown().count("about") == 1
    person.put(sure=True)
    assert person.item("about").section.node.id == "one"
    assert person.shown().count("about") == 1
    person.put(sure=False, first=False)
    assert person.value("about") is NA
    person.leave("first")
    assert person.value("about") is OPEN
    person.leave("sure")
    person.put(first=True)
    assert person.state("about") == "answered"
    assert person.value("last") is PENDING
    assert person.state("last") == "todo"
