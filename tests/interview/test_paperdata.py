"""What reaches a paper: the answers that count, how the others stand, and nothing private."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, folder, program_of, said
from tui.interview.answers import Stamp
from tui.interview.content import check_folder
from tui.interview.dates import When
from tui.interview.paperdata import Data, DataRow, Datum
from tui.interview.program import Program, build
from tui.interview.schema import Content

LOG = """\
script: log
title: Log
papers: [all]
sections:
  - id: start
    title: Start
    steps:
      - {ask: mode, type: choice, options: {full: All, short: Short}, question: Mode?}
      - {ask: notes, type: long-text, private: true, question: Only for you?}
      - {ask: began, type: when, question: Began?}
      - {ask: lost, type: money, question: Lost?}
      - {ask: more, type: text, when: mode == 'full', question: More?}
      - {compute: long, value: known(began)}
      - {compute: both, value: mode == 'full' and lost > 10}
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Name?}
      - {ask: did, type: yes-no, question: Did it?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: Kind?}
      - {ask: ways, type: choices, options: {a: A, b: B}, question: Ways?}
      - {ask: who, type: rows, options: {rows: people}, question: Who?}
      - section: pieces
        title: Pieces
        when: incident.kind == 'post'
        repeat: {table: evidence}
        steps:
          - {ask: title, type: text, question: Title?}
"""
PAPERS = """\
all:
  title: All
  docx: all.docx
  data:
    mode: mode
    began: began
    lost: lost
    more: more
    long: long
    both: both
    first: last(incidents).kind
    entries:
      each: incidents
      where: incident.kind == 'post'
      fields:
        kind: incident.kind
        ways: incident.ways
        who: incident.who
        case: mode
        pieces: {each: evidence, fields: {title: item.title, kind: incident.kind}}
        everyone: {each: people, fields: {name: person.name}}
    pieces: {each: evidence, fields: {title: item.title, kind: incident.kind, mode: mode}}
    did: {each: people, where: person.did, fields: {name: person.name}}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    made = Person(program_of(tmp_path, {"scripts/log.yaml": LOG}, PAPERS))
    made.put(mode="full", notes="Secret words")
    return made


def data(person: Person) -> dict[str, Data]:
    return dict(person.flow.data("all"))


def value(datum: Data) -> object:
    assert isinstance(datum, Datum)
    return datum.value if datum.standing == "given" else datum.standing


def rows(datum: Data) -> list[DataRow]:
    assert isinstance(datum, list)
    return datum


def test_values_are_typed(person: Person) -> None:
    person.put(began="2025-11~", lost="USD 12.50", more="Yes")
    found = data(person)
    assert value(found["mode"]) == "full"
    assert value(found["began"]) == When.parse("2025-11~")
    assert value(found["lost"]) == 1250
    assert value(found["long"]) is True
    assert value(found["both"]) is True
    began = found["began"]
    assert isinstance(began, Datum)
    assert began.step is not None
    assert (began.step.name, began.step.type) == ("began", "when")


@pytest.mark.parametrize("how", ["skipped", "not-sure", "later"])
def test_how_an_answer_was_left_is_told(person: Person, how: str) -> None:
    person.leave("lost", how=how)  # type: ignore[arg-type]
    found = data(person)
    assert value(found["lost"]) == how
    assert value(found["both"]) == "unknown"


def test_what_was_not_asked_or_not_reached_is_not_given(person: Person) -> None:
    found = data(person)
    assert value(found["began"]) == value(found["long"]) == value(found["first"]) == "none"
    person.put(mode="short")
    assert value(data(person)["more"]) == "none"
    person.leave("mode")
    assert value(data(person)["more"]) == "unknown"


def test_rows_and_rows_in_rows(person: Person) -> None:
    for row, did in (("p1", True), ("p2", False), ("p3", None)):
        person.add("people", row)
        person.put(row, name=row.upper())
        if did is not None:
            person.put(row, did=did)
    person.leave("did", "p3")
    for row, kind in (("i1", "post"), ("i2", "call"), ("i3", "post")):
        person.add("incidents", row)
        person.put(row, kind=kind, ways=["b", "a"], who=["p2", "p1"])
        if kind == "post":
            person.add("evidence", f"e{row}", row)
            person.put(f"e{row}", title=f"Of {row}")
    person.change(Stamp("i1", "2026-03-03T10:00", "2026-03-04"))
    found = data(person)
    entries = rows(found["entries"])
    assert [row.id for row in entries] == ["i1", "i3"]
    assert (entries[0].written, entries[0].changed) == ("2026-03-03T10:00", "2026-03-04")
    assert value(entries[0].fields["ways"]) == ("b", "a")
    assert value(entries[0].fields["who"]) == ("p2", "p1")
    assert value(entries[0].fields["case"]) == "full"
    inner = rows(entries[1].fields["pieces"])
    assert [value(row.fields["title"]) for row in inner] == ["Of i3"]
    assert value(inner[0].fields["kind"]) == "post"
    everyone = rows(entries[0].fields["everyone"])
    assert [value(row.fields["name"]) for row in everyone] == ["P1", "P2", "P3"]
    assert [row.id for row in rows(found["did"])] == ["p1"]
    assert value(found["first"]) == "post"


def test_rows_of_rows_by_themselves(person: Person) -> None:
    for row in ("i1", "i2"):
        person.add("incidents", row)
        person.put(row, kind="post")
        person.add("evidence", f"e{row}", row)
        person.put(f"e{row}", title=f"Of {row}")
    pieces = rows(data(person)["pieces"])
    assert [value(row.fields["title"]) for row in pieces] == ["Of i1", "Of i2"]
    assert [value(row.fields["kind"]) for row in pieces] == ["post", "post"]
    person.put("i1", kind="call")
    assert [row.id for row in rows(data(person)["pieces"])] == ["ei2"]


def test_an_open_answer_of_a_row_above_is_told_from_below(tmp_path: Path) -> None:
    log = LOG.replace("when: incident.kind == 'post'", "when: known(incident.ways)")
    person = Person(program_of(tmp_path, {"scripts/log.yaml": log}, PAPERS))
    person.put(mode="full")
    person.add("incidents", "i1")
    person.leave("kind", "i1", how="later")
    person.put("i1", ways=["a"])
    person.add("evidence", "e1", "i1")
    [piece] = rows(data(person)["pieces"])
    assert value(piece.fields["kind"]) == "later"
    person.leave("mode", how="skipped")
    [piece] = rows(data(person)["pieces"])
    assert value(piece.fields["mode"]) == "skipped"


@pytest.mark.parametrize(
    "field",
    [
        "note: notes",
        "note: known(notes)",
        "all: {each: people, where: known(notes), fields: {n: mode}}",
    ],
)
def test_content_that_lets_a_private_answer_out_is_refused(tmp_path: Path, field: str) -> None:
    papers = tmp_path / "papers.yaml"
    papers.write_text(PAPERS.replace("    mode: mode\n", f"    {field}\n"), encoding="utf-8")
    program, problems = check_folder(folder(tmp_path, {"scripts/log.yaml": LOG}), papers)
    assert program is None
    assert [each.code for each in problems] == ["E703"], said(problems)


def test_and_had_it_not_been_refused_it_would_not_come_out(tmp_path: Path, person: Person) -> None:
    """The second wall: a program made without the check that refuses it."""

    papers = tmp_path / "papers.yaml"
    text = PAPERS.replace("    mode: mode\n", "    mode: mode\n    note: notes\n")
    papers.write_text(text, encoding="utf-8")
    from tui.interview.content import read_content

    content, problems = read_content(folder(tmp_path / "b", {"scripts/log.yaml": LOG}), papers)
    assert problems == []
    leaky = Person(_built(content))
    leaky.put(mode="full", notes="Secret words")
    assert "Secret" not in repr(leaky.flow.data("all"))
    assert value(dict(leaky.flow.data("all"))["note"]) == "none"
    assert "Secret" not in repr(person.flow.data("all"))


def _built(content: Content) -> Program:
    program, problems = build(content)
    assert program is not None, problems
    return program


def test_there_is_no_such_paper(person: Person) -> None:
    with pytest.raises(KeyError):
        person.flow.data("nothing")
