"""The council's journey asks what the rules need, and comes to the same days as they do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.case.published import case
from tui.interview.dates import When
from tui.interview.reading import plain, read_yaml
from tui.interview.values import NA, OPEN
from tui.policy.sentences import ORDERS, UNDATED

FILE = Path(__file__).with_name("spent_cases.yaml")
ENDS = ("completed", "paid_in_full_on", "last_day")


def asked(sentence: dict[str, Any]) -> dict[str, Any]:
    """A sentence of a file as an officer answers for it."""
    kind = sentence["kind"]
    found: dict[str, Any] = {"kind": kind, "words": "words"}
    if "months" in sentence and kind in {"custody", "suspended"}:
        found["months"] = sentence["months"]
    for name in (*ENDS, "schedule_18"):
        if name in sentence:
            found[name] = sentence[name]
    if kind == "compensation":
        found["paid"] = "yes" if sentence.get("paid_in_full_on") else "no"
        if not sentence.get("paid_in_full_on"):
            found.pop("paid_in_full_on", None)
    if kind == "custody" and "completed" not in sentence:
        found["completed"] = None
    if kind in ORDERS:
        undated = kind in UNDATED and "last_day" not in sentence
        found["term"] = (
            "indefinite"
            if sentence.get("indefinite")
            else None
            if sentence.get("indefinite", 0) is None
            else "none"
            if undated
            else "dated"
        )
        if found["term"] == "dated":
            found.setdefault("last_day", None)
        else:
            found.pop("last_day", None)
    if kind == "custody" and (sentence.get("months") or 0) <= 48:
        found.pop("schedule_18", None)
    elif kind == "custody":
        found.setdefault("schedule_18", False)
    return {name: _answer(value) for name, value in found.items()}


def _answer(value: object) -> object:
    if value is None:
        return {"open": "not-sure"}
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def cases() -> list[dict[str, Any]]:
    """Those that the journey can be answered for: it asks for no other convictions."""
    tree, _ = read_yaml(FILE.read_bytes(), FILE.name)
    assert tree is not None
    return [
        one
        for one in plain(tree)
        if "others" not in one
        and one.get("individual", True) is not None
        and one.get("under_18", False) is not None
        and not any(each["kind"] == "caution" for each in one["sentences"])
        and not any(
            {"completed", "last_day"} & set(each)
            for each in one["sentences"]
            if each["kind"] == "suspended"
        )
        and not any("months" in each for each in one["sentences"] if each["kind"] in ORDERS)
        # Without a length, the journey doesn't come to ask for Schedule 18.
        and not any(each.get("months", 1) is None for each in one["sentences"])
    ]


CASES = cases()


def test_most_cases_can_be_answered() -> None:
    assert len(CASES) > 60


@pytest.mark.parametrize("one", CASES, ids=[one["name"] for one in CASES])
def test_the_journey_comes_to_the_same_day(one: dict[str, Any]) -> None:
    subject: dict[str, Any] = {
        "convicted": _answer(one.get("convicted", "2026-03-10")),
        "sentences": [asked(each) for each in one["sentences"]],
    }
    if not one.get("individual", True):
        subject |= {"party": "company", "company_people": "none"}
    if one.get("under_18"):
        subject |= {"party": "grown", "young_then": "yes", "young_restriction": "lifted"}
    on = one.get("on", "2026-04-01")
    flow = case(subject=subject, first_day=on)
    (row,) = flow.rows("subjects")
    found = flow.value(row.id, "spent_from")
    status = flow.value(row.id, "spent_first_day")
    if one.get("spent_from") and one.get("individual", True):
        assert str(found) == one["spent_from"]
    elif one.get("not_before") and one["status"] == "unknown":
        assert isinstance(found, When)
        assert found.bounds[0].date() == date.fromisoformat(one["not_before"])
    else:
        assert found in (NA, OPEN) or isinstance(found, When)
    if one["status"] == "unknown" and on < one.get("not_before", ""):
        assert status == "unspent"
    else:
        assert status == one["status"]
