"""Answers files with something wrong in them: each gets its line and a clear sentence."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import pytest
import yaml

from tui.interview.answersfile import Filled, read_answers
from tui.interview.content import load
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

BAD = Path(__file__).parent / "bad"
EXPECTED = yaml.safe_load((BAD / "expected.yaml").read_text(encoding="utf-8"))
LOG = "script: log\nincidents:\n  - occurred: 2026-03-02\n    kind: message\n    what: "


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def read(program: Program, data: bytes, name: str = "answers.yaml") -> Filled:
    ids = count()
    return read_answers(data, name, program, "self", new_id=lambda table: f"{table}{next(ids)}")


def test_every_file_is_expected() -> None:
    files = {path.name for path in BAD.glob("*.yaml")} - {"expected.yaml"}
    assert files == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_the_line_and_the_reason_are_given(program: Program, name: str) -> None:
    filled = read(program, (BAD / name).read_bytes(), name)
    assert filled.problems, "nothing was found"
    first = filled.problems[0]
    assert (first.at.file, first.at.line) == (name, EXPECTED[name]["line"])
    assert EXPECTED[name]["says"] in first.what
    assert first.what.isprintable()


def test_five_megabytes_in_one_answer(program: Program) -> None:
    filled = read(program, (LOG + "word " * 1_000_000).encode())
    assert [one.at.line for one in filled.problems] == [5]
    assert len(str(filled.problems[0])) < 300


@pytest.mark.parametrize(
    "words",
    [
        "'{{ 7 * 7 }} and {% raw %}'",
        "'[/] [bold]x[/bold] [@click=app.quit]x[/]'",
        "'{incident.kind:label} {0} {'",
        "'$(rm -rf ~) `id` ; & |'",
        "'<script>alert(1)</script> &amp; ]]>'",
        "'#set page(1) #include \"/etc/passwd\"'",
        "'=cmd|calc'",
        "ਤੂੰ ਕਿੱਥੇ ਹੈਂ? 😡",
    ],
)
def test_what_looks_like_a_template_is_only_words(program: Program, words: str) -> None:
    filled = read(program, (LOG + words).encode())
    assert filled.problems == ()
    assert filled.flow is not None
    [row] = filled.flow.rows("incidents")
    assert filled.flow.value(row.id, "what") == yaml.safe_load(words)
