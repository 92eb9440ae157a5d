"""docs/duties.md says of each duty what answers it, as the content is now."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.commands.trace_page import page
from tui.interview.content import load
from tui.interview.duties import read_duties
from tui.interview.marks import Mark
from tui.interview.personas import walk_personas
from tui.interview.schema import Duty
from tui.interview.trace import Carrier, Traced, trace
from tui.policy.rules import RULES
from tui.resources import content_folder, personas_folder, templates_folder

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/duties.md"


def duty(name: str, text: str = "Say it.") -> Duty:
    return Duty(
        id=name, seed="", source="", text=text, kind="rule", condition="", at=Mark("x.csv", 2)
    )


@pytest.fixture(scope="module")
def written() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_page_is_what_the_content_gives(written: str) -> None:
    program = load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)
    walks, problems = walk_personas(program, personas_folder())
    assert problems == []
    traced = trace(program, [walk.flow for walk in walks])
    now = "\n".join(page(traced, [walk.name for walk in walks])) + "\n"
    assert now == written, "write it anew: python -m tui trace --page > docs/duties.md"


def test_each_duty_has_one_line(written: str) -> None:
    for file in sorted((content_folder() / "sources").glob("*.csv")):
        duties, problems = read_duties(file.read_bytes(), file.name)
        assert problems == []
        for one in duties:
            [line] = re.findall(rf"^\| {re.escape(one.id)} \|.*$", written, re.MULTILINE)
            assert len(re.split(r"(?<!\\)\|", line)) == 7, one.id


def test_what_nothing_answers_is_seen() -> None:
    lines = list(page([Traced(duty("A-1"))], []))
    assert "0 of 1 duties are answered." in lines
    assert lines[-1] == "| A-1 | rule | Say it. | – | – |"


def test_signs_of_markdown_are_only_signs() -> None:
    lines = list(page([Traced(duty("A-1", "a | b * <i>"))], []))
    assert lines[-1] == r"| A-1 | rule | a \| b \* \<i\> | – | – |"


def test_what_does_not_fit_is_left_out_and_two_people_are_named() -> None:
    carriers = [
        Carrier("say", "warned", "log", True, "content/scripts/log.yaml:7"),
        Carrier("ask", "asked", "log", False, "content/scripts/log.yaml:9"),
    ]
    names = ["ana", "ana-bc", "ben", "cleo"]
    lines = list(page([Traced(duty("A-1"), carriers, [0, 1, 2, 3])], names))
    assert lines[-1] == (
        "| A-1 | rule | Say it. | say [`log.warned`](../content/scripts/log.yaml) | ana, ben |"
    )
