"""A council's case with publications, for tests of the register."""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from tui.interview.answersfile import read_answers
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

WEB = {"channel": "website", "place": "the news page", "first_shown": "2026-03-16"}
UP = {**WEB, "removed": "no"}
WON = {
    "since": ["appeal_won"],
    "appeal_won_on": "2026-03-25",
    "appeal_won_what": "conviction",
    "correction": "The conviction was overturned.",
}
PLAIN = Path(__file__).parents[1] / "content" / "personas" / "council-plain.yaml"
"""An officer with everything answered: a fine for an adult, convicted on 10 March 2026."""


@cache
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def case(
    *publications: dict[str, Any],
    subject: dict[str, Any] | None = None,
    without: Collection[str] = (),
    **answers: Any,
) -> Flow:
    """The flow of a plain case with these publications."""
    # BaseLoader: everything is text, as in an answers file.
    plain = yaml.load(PLAIN.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    (who,) = plain["subjects"]
    given = {**plain["answers"], "council": "dartford", **answers}
    data = {
        "script": "council",
        "answers": {name: given[name] for name in given if name not in without},
        "subjects": [{**who, **(subject or {})}],
        "publications": list(publications),
    }
    ids = count()
    read = read_answers(
        json.dumps(data).encode(),
        "case",
        program(),
        "council",
        new_id=lambda table: f"{table}{next(ids)}",
        script="council",
    )
    assert [str(one) for one in read.problems] == []
    assert read.flow is not None
    return read.flow
