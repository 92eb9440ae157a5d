"""The worked answers files hold nothing that the interview would refuse or leave out."""

from __future__ import annotations

import unicodedata
from itertools import count
from pathlib import Path

import pytest

from tui.interview.answersfile import Filled, read_answers
from tui.interview.content import load
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.yaml"))


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def read(program: Program, path: Path) -> Filled:
    ids = count()
    return read_answers(
        path.read_bytes(),
        path.name,
        program,
        "council" if path.name.startswith("council") else "self",
        new_id=lambda table: f"{table}{next(ids)}",
    )


def found(program: Program, name: str) -> Filled:
    return read(program, next(path for path in EXAMPLES if path.name == name))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_taken_whole(program: Program, path: Path) -> None:
    filled = read(program, path)
    assert [str(one) for one in (*filled.problems, *filled.notes)] == []
    assert filled.flow is not None
    for row, _ in filled.flow.answers.rows():
        assert row.table != "incidents" or row.written


def test_forty_entries_over_eight_months_on_six_platforms(program: Program) -> None:
    flow = found(program, "forty-entries.yaml").flow
    assert flow is not None
    rows = flow.rows("incidents")
    assert len(rows) == 40
    platforms = {flow.value(row.id, "platform") for row in rows}
    assert {one for one in platforms if isinstance(one, str)} == {
        "sms",
        "whatsapp",
        "instagram",
        "facebook",
        "snapchat",
        "email",
    }
    starts = [flow.value(row.id, "occurred").start for row in rows]  # type: ignore[attr-defined]
    assert starts == sorted(starts)
    assert (max(starts) - min(starts)).days > 230


def test_the_french_one_has_two_scripts_and_emoji(program: Program) -> None:
    text = next(path for path in EXAMPLES if path.name == "francais.yaml").read_text("utf-8")
    names = [unicodedata.name(char, "") for char in text]
    assert any(name.startswith("GURMUKHI") for name in names)
    assert "POUTING FACE" in names
    flow = found(program, "francais.yaml").flow
    assert flow is not None
    assert "ਹਰਲੀਨ" in str(flow.value(flow.rows("incidents")[3].id, "what"))


def test_one_of_them_answers_everything_there_is_to_ask(program: Program) -> None:
    flow = found(program, "everything.yaml").flow
    assert flow is not None
    asked = {
        (step.table, step.name) for step in program.scripts["log"].all_steps() if step.kind == "ask"
    }
    answered = set()
    left = set()
    for item in flow.items("log"):
        answer = flow.answers.get(*item.key)
        if item.kind == "ask" and item.step is not None and answer is not None:
            if answer.open is None:
                answered.add((item.step.table, item.name))
            else:
                left.add(answer.open)
    assert asked - answered == set()
    assert left == {"skipped", "not-sure", "later"}
    kinds = {flow.value(row.id, "kind") for row in flow.rows("incidents")}
    assert len(kinds) == len(flow.rows("incidents"))
    dates = [
        str(answer.value) for row in flow.rows("incidents") if (answer := row.fields["occurred"])
    ]
    for sign in ("~", "?", "-03:30", "Z", "/", "..", "XXXX"):
        assert any(sign in date for date in dates), sign
