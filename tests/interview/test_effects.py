"""What a change would do besides itself, told before it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT, Add, Answer, Change, Put, Remove

LOG = """\
script: log
title: Log
papers: [all, names]
sections:
  - id: start
    title: Start
    steps:
      - {ask: mode, type: choice, options: {full: All, short: Short}, question: Mode?}
      - {ask: detail, type: text, when: mode == 'full', question: Detail?}
      - {ask: brief, type: text, when: mode == 'short', question: Brief?}
      - {compute: long, when: mode == 'full', value: known(detail)}
      - {compute: far, value: long}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: kind, type: choice, options: {post: A post, call: A call}, question: Kind?}
      - {ask: place, type: text, when: incident.kind == 'post', question: Where?}
      - section: pieces
        title: Pieces
        when: incident.kind == 'post'
        repeat: {table: evidence}
        steps:
          - {ask: kept, type: yes-no, question: Kept?}
          - {ask: path, type: text, when: item.kept, question: Path?}
      - {compute: shown, value: any(item.kept for item in incident.evidence)}
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Name?}
      - {ask: sent, type: rows, options: {rows: incidents}, question: Sent?}
"""
PAPERS = """\
all:
  title: All
  docx: all.docx
  data:
    far: far
    pieces: {each: evidence, fields: {path: item.path, kind: incident.kind}}
names:
  title: Names
  docx: names.docx
  data:
    people: {each: people, fields: {name: person.name, sent: person.sent}}
none:
  title: None
  docx: none.docx
  data: {started: "'a'"}
entries:
  title: Entries
  docx: entries.docx
  data:
    entries: {each: incidents, where: incident.shown, fields: {place: incident.place}}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    made = Person(program_of(tmp_path, {"scripts/log.yaml": LOG}, PAPERS))
    made.put(mode="full", detail="Much")
    made.add("incidents", "i1")
    made.put("i1", kind="post", place="Here")
    made.add("evidence", "e1", "i1")
    made.put("e1", kept=True, path="a.png")
    made.add("people", "p1")
    made.put("p1", name="Sam", sent=["i1"])
    return made


def effect(person: Person, *changes: Change) -> dict[str, set[object]]:
    """Return what changes would do; empty parts left out."""
    before = person.flow.answers
    found = person.flow.effect_of(changes)
    assert person.flow.answers is before
    assert found.is_plain is not bool(found.aside)
    parts = {part: set(getattr(found, part)) for part in ("aside", "back", "opened", "papers")}
    return {part: keys for part, keys in parts.items() if keys}


def test_an_answer_of_the_case(person: Person) -> None:
    change = Put(ROOT, "mode", Answer("short"))
    assert effect(person, change) == {
        "aside": {(ROOT, "detail")},
        "opened": {(ROOT, "brief")},
        "papers": {"all"},
    }
    person.change(change)
    person.put(brief="Little")
    assert effect(person, Put(ROOT, "mode", Answer("full"))) == {
        "aside": {(ROOT, "brief")},
        "back": {(ROOT, "detail")},
        "papers": {"all"},
    }


def test_an_answer_of_a_row(person: Person) -> None:
    change = Put("i1", "kind", Answer("call"))
    assert effect(person, change) == {
        "aside": {("i1", "place"), ("e1", "kept"), ("e1", "path")},
        "papers": {"all", "entries"},
    }
    person.change(change)
    assert effect(person, Put("i1", "kind", Answer("post"))) == {
        "back": {("i1", "place"), ("e1", "kept"), ("e1", "path")},
        "papers": {"all", "entries"},
    }


def test_an_answer_of_a_row_below(person: Person) -> None:
    assert effect(person, Put("e1", "kept", Answer(False))) == {
        "aside": {("e1", "path")},
        "papers": {"all", "entries"},
    }


def test_leaving_an_answer_open_or_taking_it_away(person: Person) -> None:
    for change in (
        Put("e1", "kept", Answer(open="not-sure")),
        Put("e1", "kept", None),
    ):
        assert effect(person, change)["aside"] == {("e1", "path")}


def test_a_correction_that_changes_nothing_else(person: Person) -> None:
    assert effect(person, Put("p1", "name", Answer("Robin"))) == {"papers": {"names"}}
    assert effect(person, Put(ROOT, "detail", Answer("More"))) == {"papers": {"all"}}


def test_adding_a_row(person: Person) -> None:
    assert effect(person, Add("evidence", "i1", "e2", {"kept": Answer(True)})) == {
        "opened": {("e2", "path")},
        "papers": {"all", "entries"},
    }
    assert effect(person, Add("people", ROOT, "p2")) == {
        "opened": {("p2", "name"), ("p2", "sent")},
        "papers": {"names"},
    }


def test_removing_a_row_is_not_setting_it_aside(person: Person) -> None:
    """What is in the row, and in the rows below it, is gone and does not come back."""
    assert effect(person, Remove("e1")) == {"papers": {"all", "entries"}}
    # What had picked the row needs another look.
    assert effect(person, Remove("i1")) == {
        "papers": {"all", "names", "entries"},
        "aside": {("p1", "sent")},
    }
    assert effect(person, Remove("p1")) == {"papers": {"names"}}


def test_several_changes_at_once(person: Person) -> None:
    both = effect(person, Put("i1", "kind", Answer("call")), Put("i1", "place", Answer("There")))
    assert both["aside"] == {("e1", "kept"), ("e1", "path")}
    added = effect(
        person, Add("incidents", ROOT, "i2"), Put("i2", "kind", Answer("post")), Remove("e1")
    )
    assert "aside" not in added
    assert ("i2", "place") in added["opened"]


def test_what_is_set_aside_is_kept_and_told(person: Person) -> None:
    person.put("i1", kind="call")
    aside = {key for key, _ in person.flow.set_aside()}
    assert aside == {("i1", "place"), ("e1", "kept"), ("e1", "path")}
    assert person.flow.answers.get("i1", "place") == Answer("Here", by="log@1")
    person.put("i1", kind="post")
    assert person.flow.set_aside() == ()
    assert person.value("place", "i1") == "Here"
