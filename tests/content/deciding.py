"""Decision cases: answers over a base, and what should follow from them. No screen is needed."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from tui.interview.answers import ROOT
from tui.interview.answersfile import read_answers
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.settling import decision

DECISIONS = Path(__file__).parent / "decisions"
SCRIPT = "council"
USUAL = {"OK", "REASON", "ESCALATE director", "ESCALATE comms"}
"""What nearly every case leads to; a case's ``codes`` are the others."""
DETAILS = ("name", "age", "area", "offence", "sentence", "photo")
CHANNELS = ("website", "social", "leaflet", "newsletter", "press", "meeting")


@dataclass(frozen=True)
class Case:
    """One decision case."""

    name: str
    data: dict[str, Any]
    expect: dict[str, Any]


def _load(path: Path) -> Any:
    # BaseLoader: everything is text, as in an answers file.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def cases() -> list[Case]:
    """Return every case of the folder, each over its base."""
    bases = _load(DECISIONS / "bases.yaml")
    found = []
    for path in sorted(DECISIONS.glob("*.yaml")):
        if path.name == "bases.yaml":
            continue
        for name, given in _load(path).items():
            data = deepcopy(bases[given["base"]])
            data["answers"] |= given.get("answers", {})
            for table, rows in given.items():
                if table in ("subjects", "images"):
                    data[table] = deepcopy(rows)
            for one, change in (("subject", "subjects"), ("image", "images")):
                if one in given:
                    data[change][0] |= given[one]
            for row in (data["answers"], *data.get("subjects", ()), *data.get("images", ())):
                for gone in [key for key, value in row.items() if value == "-"]:
                    del row[gone]
            found.append(Case(name, data, given["expect"]))
    return found


def flow_of(program: Program, case: Case) -> Flow:
    """Return where the answers of a case lead."""
    ids = count()
    filled = read_answers(
        json.dumps({"script": SCRIPT, **case.data}).encode(),
        case.name,
        program,
        "council",
        new_id=lambda table: f"{table}{next(ids)}",
    )
    assert not filled.problems, [str(one) for one in filled.problems]
    assert filled.flow is not None
    return filled.flow


def result(flow: Flow) -> dict[str, Any]:
    """Return what the answers lead to, in the words of a case's ``expect``."""
    found = decision(flow, SCRIPT)
    codes = {str(code) for one in found.settled for code in one.codes} - USUAL
    stops = [one for one in found.settled if {"STOP", "STOP_ALL"} & {c.name for c in one.codes}]
    return {
        "undecided": sorted({one.rule for one in found.undecided}),
        "worst": found.worst,
        "codes": sorted(codes),
        "stopped_by": sorted({f"{one.verdict.rule} ({one.verdict.basis})" for one in stops}),
        "held_by": sorted(
            {
                one.verdict.rule
                for one in found.settled
                if any(code.name == "HOLD" for code in one.codes)
            }
        ),
        "details": {
            str(flow.value(row.id, "name")): [
                one for one in DETAILS if flow.value(row.id, f"may_{one}") is True
            ]
            for row in flow.rows("subjects")
        },
        "channels": [one for one in CHANNELS if flow.value(ROOT, f"may_{one}") is True],
        "picture": "yes" if flow.value(ROOT, "may_show_picture") is True else "no",
        "last_shown": _day(flow.value(ROOT, "last_shown")),
    }


def _day(value: object) -> str:
    return value.text if isinstance(value, When) else ""
