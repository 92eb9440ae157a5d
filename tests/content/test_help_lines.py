"""Help lines: each is shown once, and all say where they are from."""

from __future__ import annotations

import pytest

from tui.interview.content import load
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.phrasing import help_lines


@pytest.fixture(scope="module")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.mark.parametrize("province", [None, "bc", "ns", "nu", "yt"])
def test_nobody_is_named_twice(program: Program, province: str | None) -> None:
    lines = help_lines(program, province)
    assert len(lines) > 8
    assert len({(one.name, one.how) for one in lines}) == len(lines)
    assert all(one.how and one.source and one.checked for one in lines)


def test_what_is_shown_is_at_least_likely(program: Program) -> None:
    for found in program.lists.values():
        if {column.name for column in found.columns} >= {"how", "hours", "about"}:
            for row in found.rows:
                assert all(fact.sure in ("high", "medium") for _name, fact in row.facts), row.code
