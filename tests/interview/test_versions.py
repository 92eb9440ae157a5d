"""Answers given under earlier scripts: found again, or looked at again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, program_of
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.codec import BadAnswer
from tui.interview.dates import When
from tui.interview.values import OPEN, PENDING

LOG = """\
script: log
version: 3
title: Log
sections:
  - id: start
    title: Start
    steps:
      - ask: kind
        type: choice
        was: [what_kind, sort]
        options:
          post: A post
          call: {label: A call, was: [phone, ring]}
        question: Kind?
      - ask: ways
        type: choices
        options: {threat: A threat, image: {label: An image, was: [picture]}}
        question: Ways?
      - {ask: app, type: choice, options: {list: apps}, question: App?}
      - {ask: count, type: number, question: How many?}
      - {ask: began, type: when, question: Began?}
      - ask: ended
        type: when
        question: Ended?
        must: [{that: ended >= began, else: That is before it began.}]
      - {ask: rang, type: text, when: kind == 'call', question: Who rang?}
      - {ask: many, type: text, when: count > 3, question: Many?}
"""
APPS = """\
list: apps
rows:
  mail: {label: Mail, was: [email]}
  chat: {label: Chat}
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(program_of(tmp_path, {"scripts/log.yaml": LOG, "lists/apps.yaml": APPS}))


def stored(person: Person, **answers: object) -> None:
    """Put answers as an earlier version had stored them."""
    for name, value in answers.items():
        person.change(Put(ROOT, name, Answer(value, by="log@1")))  # type: ignore[arg-type]


def test_an_answer_under_an_earlier_name(person: Person) -> None:
    stored(person, what_kind="post")
    assert person.state("kind") == "answered"
    assert person.value("kind") == "post"
    stored(person, kind="call")
    assert person.value("kind") == "call"


def test_earlier_codes(person: Person) -> None:
    stored(person, sort="ring", ways=["picture", "threat", "image"], app="email")
    assert person.value("kind") == "call"
    assert person.state("rang") == "todo"
    assert person.value("ways") == ("image", "threat")
    assert person.value("app") == "mail"


def test_an_open_answer_under_an_earlier_name(person: Person) -> None:
    person.change(Put(ROOT, "sort", Answer(open="later", by="log@1")))
    assert person.state("kind") == "left"
    assert person.value("kind") is OPEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "letter"),
        ("kind", ["post"]),
        ("kind", True),
        ("ways", ["threat", "letter"]),
        ("ways", True),
        ("app", "phone"),
        ("count", "three"),
        ("count", True),
        ("began", "2026-02-31"),
        ("began", 3),
        ("rang", 3),
    ],
)
def test_what_no_longer_fits_is_looked_at_again(person: Person, name: str, value: object) -> None:
    person.put(kind="call", ways=["threat"], app="chat", count=1, began="2026-01-01")
    person.put(ended="2026-01-02", rang="Sam")
    assert person.next() is None
    stored(person, **{name: value})
    assert person.state(name) == "look"
    assert person.next() == (ROOT, name)
    assert person.value(name) is PENDING
    assert person.flow.standing("log").least > person.flow.standing("log").done


def test_what_hangs_on_it_waits_meanwhile(person: Person) -> None:
    stored(person, kind="letter", count="many")
    assert person.state("rang") == person.state("many") == ""
    assert person.value("rang") is PENDING
    person.put(kind="call")
    assert person.state("rang") == "todo"


def test_a_rule_between_answers(person: Person) -> None:
    person.put(began="2026-03")
    with pytest.raises(BadAnswer, match="before it began"):
        person.put(ended="2026-02")
    person.put(ended="2026-03-05")
    assert person.state("ended") == "answered"
    person.put(began="2026-04")
    assert person.state("ended") == "look"
    assert person.value("ended") == When.parse("2026-03-05")
    person.leave("began")
    assert person.state("ended") == "answered"
    person.take_back("began")
    assert person.state("ended") == "answered"


def test_the_script_and_version_that_asked_is_kept(person: Person) -> None:
    person.put(kind="post")
    found = person.flow.answers.get(ROOT, "kind")
    assert found is not None
    assert found.by == "log@3"
