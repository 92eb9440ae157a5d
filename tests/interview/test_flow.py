"""Where a person stands: what comes next, what is beside it, how far it is, what may be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.codec import BadAnswer
from tui.interview.standing import Standing
from tui.interview.values import NA, OPEN, PENDING

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    together: true
    steps:
      - {ask: one, type: text, question: One?}
      - {ask: two, type: text, question: Two?}
      - {say: hello, text: Hello.}
      - {ask: three, type: yes-no, question: Three?}
      - {ask: four, type: text, when: three, question: Four?}
  - id: people
    title: People
    repeat: {table: people, least: 1, add: Another?, first: Anybody?}
    steps:
      - {ask: name, type: text, question: Name?}
      - {ask: role, type: choice, options: {did: Did it, saw: Saw it}, question: Role?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - section: when
        title: When
        together: true
        steps:
          - {ask: began, type: when, question: Began?}
          - ask: ended
            type: when
            question: Ended?
            must:
              - {that: incident.ended >= incident.began, else: That is before it began.}
              - {that: known(one), else: Say one first.}
      - ask: platform
        type: choice
        options: {list: platforms}
        suggest: last(incidents).platform
        question: Where?
      - ask: who
        type: rows
        options:
          rows: people
          where: person.role == 'did' and incident.platform == 'mail'
          add: true
        question: Who?
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: captured, type: when, suggest: incident.began, question: Captured?}
      - ask: best
        type: rows
        options: {rows: evidence}
        question: The best of them?
      - ask: note
        type: text
        when: any(known(item.captured) for item in incident.best)
        question: Note?
  - id: end
    title: End
    steps:
      - {ask: sum, type: number, suggest: count(people), question: How many?}
      - {ask: worst, type: rows, options: {rows: evidence}, question: The worst?}
"""
OTHER = """\
script: other
title: Other
for: [volunteer]
sections:
  - id: start
    title: Start
    steps:
      - {ask: client, type: text, question: Client?}
"""
LISTS = "list: platforms\nrows:\n  mail: {label: Mail}\n  chat: {label: Chat}\n"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    files = {
        "scripts/log.yaml": LOG,
        "scripts/other.yaml": OTHER,
        "lists/platforms.yaml": LISTS,
    }
    return Person(program_of(tmp_path, files))


def test_next_is_the_first_that_wants_the_person(person: Person) -> None:
    assert person.next() == (ROOT, "one")
    person.put(two="2")
    assert person.next() == (ROOT, "one")
    person.put(one="1")
    assert person.next() == (ROOT, "seen:hello")
    person.see("seen:hello")
    person.put(three=False)
    assert person.next() == (ROOT, "rows:people")
    person.see("rows:people")
    person.see("rows:incident")
    person.leave("sum", how="skipped")
    assert person.next() == (ROOT, "worst")
    person.put(worst=[])
    assert person.next() is None
    person.take_back("one")
    assert person.next() == (ROOT, "one")


def test_steps_before_and_behind(person: Person) -> None:
    flow = person.flow

    def beside(name: str, *, forward: bool) -> str:
        item = flow.beside("log", (ROOT, name), forward=forward)
        return item.name if item is not None else ""

    assert beside("one", forward=False) == ""
    assert beside("one", forward=True) == "two"
    assert beside("three", forward=True) == "rows:people"
    assert beside("three", forward=False) == "seen:hello"
    assert beside("worst", forward=True) == ""
    assert beside("four", forward=True) == beside("four", forward=False) == ""


def test_a_group_is_shown_together(person: Person) -> None:
    group = [one.name for one in person.flow.group(person.item("two"))]
    assert group == ["one", "two", "three"]
    assert [one.name for one in person.flow.group(person.item("seen:hello"))] == ["seen:hello"]
    assert [one.name for one in person.flow.group(person.item("sum"))] == ["sum"]
    person.add("incidents", "i1")
    person.add("incidents", "i2")
    group_of_row = person.flow.group(person.item("ended", "i2"))
    assert [one.key for one in group_of_row] == [("i2", "began"), ("i2", "ended")]


def test_progress_is_true(person: Person) -> None:
    assert person.flow.standing("log") == Standing(0, 7, 8)
    person.put(one="1", three=True)
    assert person.flow.standing("log") == Standing(2, 8, 8)
    person.put(three=False)
    assert person.flow.standing("log") == Standing(2, 7, 7)
    person.see("seen:hello")  # a message is read, not answered
    assert person.flow.standing("log") == Standing(2, 7, 7)
    person.leave("two")
    assert person.flow.standing("log") == Standing(3, 7, 7)
    person.add("people", "p1")
    assert person.flow.standing("log") == Standing(3, 9, 9)
    assert person.flow.standing_of("p1") == Standing(0, 2, 2)
    person.put("p1", name="Sam")
    assert person.flow.standing_of("p1") == Standing(1, 2, 2)


def test_only_the_journeys_of_the_audience(person: Person) -> None:
    assert [one.name for one in person.flow.scripts()] == ["log"]
    volunteer = Person(person.flow.program, "volunteer")
    assert [one.name for one in volunteer.flow.scripts()] == ["log", "other"]
    volunteer.put(client="Robin")
    assert volunteer.shown(script="other") == ["client"]


def test_items_of_a_row(person: Person) -> None:
    person.add("incidents", "i1")
    person.add("evidence", "e1", "i1")
    person.add("incidents", "i2")
    keys = [item.key for item in person.flow.items_of("i1")]
    assert ("e1", "captured") in keys
    assert ("i1", "rows:pieces") in keys
    assert not any(row in {"i2", ROOT} for row, _ in keys)
    assert person.flow.find(("e1", "captured")) is not None
    assert person.flow.find(("e1", "began")) is None
    assert person.flow.find(("gone", "began")) is None
    assert list(person.flow.items_of("gone")) == []


def test_suggestions_are_offered_and_are_no_answers(person: Person) -> None:
    person.put(one="1")
    person.add("incidents", "i1")
    item = person.item("platform", "i1")
    assert person.flow.suggestion(item) is None
    person.put("i1", platform="chat", began="2026-03")
    person.add("incidents", "i2")
    second = person.item("platform", "i2")
    assert person.flow.suggestion(second) == "chat"
    assert person.state("platform", "i2") == "todo"
    assert person.value("platform", "i2") is PENDING
    person.leave("platform", "i1")
    assert person.flow.suggestion(person.item("platform", "i2")) is None
    person.add("evidence", "e1", "i1")
    captured = person.item("captured", "e1")
    assert person.flow.suggestion(captured) == person.value("began", "i1")
    assert person.flow.suggestion(person.item("one")) is None
    assert person.flow.suggestion(person.item("rows:people")) is None
    person.see("rows:people")
    assert person.flow.suggestion(person.item("sum")) == 0


def test_options_are_codes_or_rows(person: Person) -> None:
    for row, role in (("p1", "did"), ("p2", "saw"), ("p3", None)):
        person.add("people", row)
        if role is not None:
            person.put(row, role=role)
    person.add("incidents", "i1")
    assert person.flow.options(person.item("platform", "i1")) == ("mail", "chat")
    assert person.flow.options(person.item("role", "p1")) == ("did", "saw")
    assert person.flow.options(person.item("one")) == ()
    assert person.flow.options(person.item("rows:people")) == ()
    who = person.item("who", "i1")
    assert person.flow.options(who) == ("p1", "p3")
    person.put("i1", platform="chat")
    assert person.flow.options(who) == ()
    person.put("i1", platform="mail")
    person.put("p3", role="saw")
    assert person.flow.options(who) == ("p1",)
    with pytest.raises(BadAnswer, match="not one of"):
        person.flow.check(who, ["p2"])
    assert person.flow.check(who, ["p1"]) == ["p1"]


def test_rows_below_are_picked_where_they_belong(person: Person) -> None:
    for row in ("i1", "i2"):
        person.add("incidents", row)
        person.add("evidence", f"e{row}", row)
    assert person.flow.options(person.item("best", "i2")) == ("ei2",)
    assert person.flow.options(person.item("worst")) == ("ei1", "ei2")
    person.put("i2", best=["ei2"])
    person.put(worst=["ei1", "ei2"])
    assert person.state("note", "i2") == ""
    person.put("ei2", captured="2026-03-03")
    assert person.state("note", "i2") == "todo"
    person.remove("ei2")
    assert person.value("worst") == ("ei1",)
    assert person.value("best", "i2") == ()
    assert person.state("note", "i2") == ""


def test_rules_are_checked_on_the_new_answer(person: Person) -> None:
    person.put(one="1")
    person.add("incidents", "i1")
    person.put("i1", began="2026-03-03")
    ended = person.item("ended", "i1")
    with pytest.raises(BadAnswer, match="before it began"):
        person.flow.check(ended, "2026-03-02")
    assert person.flow.check(ended, "2026-03-03") == "2026-03-03"
    assert person.flow.check(ended, "2026-03") == "2026-03"
    person.leave("one")
    with pytest.raises(BadAnswer, match="Say one first"):
        person.flow.check(ended, "2026-03-04")


def test_only_questions_are_answered(person: Person) -> None:
    for name in ("seen:hello", "rows:people"):
        with pytest.raises(BadAnswer, match="nothing to answer"):
            person.flow.check(person.item(name), "x")


def test_values_of_rows_that_are_not_there(person: Person) -> None:
    assert person.value("name", "gone") is PENDING
    assert person.flow.rows("evidence", "gone") == ()
    assert person.value("four") is PENDING
    person.put(three=False)
    assert person.value("four") is NA
    person.leave("three")
    assert person.value("four") is OPEN


def test_an_expression_may_be_run_from_a_row(person: Person) -> None:
    person.add("incidents", "i1")
    person.put("i1", began="2026-03")
    person.add("evidence", "e1", "i1")
    suggest = person.flow.program.asks[("evidence", "captured")].suggest
    assert suggest is not None
    assert person.flow.run(suggest, "e1") == person.value("began", "i1")


def test_an_older_flow_stays_as_it_was(person: Person) -> None:
    person.add("incidents", "i1")
    person.put("i1", began="2026-03", platform="mail")
    old = person.flow
    told = [(item.key, item.state) for item in old.items()]
    value = old.value("i1", "platform")
    new = old.after([Put("i1", "platform", Answer("chat")), Put(ROOT, "one", Answer("1"))])
    assert new.value("i1", "platform") == "chat"
    assert [(item.key, item.state) for item in old.items()] == told
    assert old.value("i1", "platform") == value == "mail"
    assert old.value(ROOT, "one") is PENDING
