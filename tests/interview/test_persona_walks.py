"""Invented people walk every journey to its end."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.interview.authoring import picture, program_of
from tui.interview.answers import ROOT, Answer
from tui.interview.flow import Flow
from tui.interview.personas import Persona, settled, walk_personas
from tui.interview.program import Program

LOG = """\
script: log
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {say: hello, text: Hello.}
      - {ask: mode, type: choice, options: {full: All, short: Short}, question: Mode?}
      - {ask: detail, type: text, when: mode == 'full', question: Detail?}
      - {do: ring, text: Ring.}
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Name?}
      - {stop: enough, when: known(person.name), ends: journey, text: Enough.}
"""
HELP = """\
script: help
title: Help
for: [volunteer]
sections:
  - id: start
    title: Start
    steps:
      - {ask: client, type: text, question: Client?}
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return program_of(tmp_path, {"scripts/log.yaml": LOG, "scripts/help.yaml": HELP})


def walked(program: Program, folder: Path, **files: str) -> tuple[dict[str, Flow], list[str]]:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    walks, problems = walk_personas(program, folder)
    assert all(isinstance(one, Persona) for one in walks)
    return {one.name: one.flow for one in walks}, [str(one) for one in problems]


def test_a_persona_answers_what_it_says_and_skips_the_rest(
    program: Program, tmp_path: Path
) -> None:
    text = """\
    about: Somebody in a hurry.
    for: self
    answers: {mode: full}
    expect: {anything: at all}
    """
    walks, problems = walked(program, tmp_path / "p", sam=text)
    assert problems == []
    flow = walks["sam"]
    assert flow.audience == "self"
    assert flow.next("log") is None
    assert flow.answers.get(ROOT, "mode") == Answer("full", by="log@1")
    assert flow.answers.get(ROOT, "detail") == Answer(open="skipped", by="log@1")
    assert flow.answers.get(ROOT, "seen:hello") == Answer(True, by="log@1")
    assert {item.state for item in flow.items()} <= {"answered", "left"}
    assert picture(flow) == picture(flow.fresh())


def test_it_may_stop(program: Program, tmp_path: Path) -> None:
    walks, _ = walked(program, tmp_path / "p", sam="people: [{name: Robin}, {name: Kim}]\n")
    assert walks["sam"].ended("log")
    assert [item.key[0] for item in walks["sam"].items() if item.name == "seen:enough"] == [
        "people0"
    ]


def test_other_answers_are_tried_in_their_place(program: Program, tmp_path: Path) -> None:
    text = "answers: {mode: full, detail: Much}\nvary: {mode: [short]}\n"
    walks, problems = walked(program, tmp_path / "p", b=text, a="for: volunteer\n")
    assert problems == []
    assert list(walks) == ["a", "b", "b-short"]
    assert walks["a"].audience == "volunteer"
    assert walks["a"].next("help") is None
    assert walks["b"].value(ROOT, "detail") == "Much"
    assert walks["b-short"].value(ROOT, "mode") == "short"
    assert walks["b-short"].answers.get(ROOT, "detail") == Answer("Much", by="log@1")
    assert walks["b-short"].find((ROOT, "detail")) is None


def test_what_cannot_be_read_is_told_and_the_others_walk(program: Program, tmp_path: Path) -> None:
    walks, problems = walked(
        program,
        tmp_path / "p",
        broken="answers: [\n",
        listed="- a\n",
        wrong="answers: {mode: ful}\n",
        right="answers: {mode: full}\n",
    )
    assert sorted(walks) == ["right", "wrong"]
    assert len(problems) == 2
    assert problems[0].startswith("broken.yaml:")
    assert problems[1].startswith('wrong.yaml:1: mode: "ful" is not one of the answers')


def test_no_personas(program: Program, tmp_path: Path) -> None:
    assert walked(program, tmp_path / "none") == ({}, [])


def test_settling_what_is_settled_changes_nothing(program: Program) -> None:
    flow = settled(Flow(program, "self"))
    assert settled(flow) is flow
