"""Reading a conviction: what is left out, what is not known, what is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.policy.entered import read_convictions
from tui.policy.periods import Between
from tui.policy.sentences import KINDS

FINE: dict[str, Any] = {
    "individual": True,
    "convicted": "2026-03-10",
    "under_18_at_conviction": False,
    "sentences": [{"kind": "fine"}],
}


def problems(**changes: Any) -> list[str]:
    data = {**FINE, **changes}
    read, found = read_convictions({key: data[key] for key in data if data[key] is not ...})
    assert (read is None) is bool(found)
    return found


def test_what_is_left_out_is_none_and_null_is_not_known() -> None:
    read, found = read_convictions({**FINE, "convicted": None, "individual": None})
    assert found == [] and read is not None
    assert (read[0].convicted, read[0].individual, read[0].under_18) == (None, None, False)
    kept = {name: FINE[name] for name in ("individual", "convicted", "sentences")}
    read, found = read_convictions(kept)
    # Taking somebody for an adult could call a conviction unspent that is spent.
    assert found == [] and read is not None and read[0].under_18 is None
    read, _ = read_convictions({**FINE, "under_18_at_conviction": None})
    assert read is not None and read[0].under_18 is None
    assert read[0].convicted == Between.exactly(date(2026, 3, 10))


def test_an_end_that_no_court_leaves_open_is_not_known_where_it_is_left_out() -> None:
    def read(**sentence: Any) -> Any:
        found, wrong = read_convictions({**FINE, "sentences": [sentence]})
        assert wrong == [] and found is not None
        return found[0].sentences[0]

    assert read(kind="relevant_order").undated
    assert not read(kind="relevant_order", last_day=None).undated
    assert not read(kind="cbo").undated
    assert read(kind="cbo", indefinite=None).indefinite is None
    assert read(kind="cbo").indefinite is False


@pytest.mark.parametrize(
    ("changes", "where", "what"),
    [
        ({"individual": ...}, "individual", "missing"),
        ({"individual": "yes"}, "individual", "true, false or null"),
        ({"individual": 1}, "individual", "true, false or null"),
        ({"convicted": ...}, "convicted", "missing"),
        ({"convicted": "2026-02-30"}, "convicted", "2026-03-10"),
        ({"convicted": "2026-3-1"}, "convicted", "2026-03-10"),
        ({"convicted": "2026-03"}, "convicted", "2026-03-10"),
        ({"convicted": "20260310"}, "convicted", "2026-03-10"),
        ({"convicted": "0026-03-10"}, "convicted", "2026-03-10"),
        ({"convicted": 20260310}, "convicted", "2026-03-10"),
        ({"under_18_at_conviction": "no"}, "under_18_at_conviction", "true, false or null"),
        ({"sentences": ...}, "sentences", "missing"),
        ({"sentences": []}, "sentences", "at least one"),
        ({"sentences": {}}, "sentences", "list"),
        ({"sentences": ["fine"]}, "sentences[1]", "object"),
        ({"sentences": [{}]}, "sentences[1].kind", "missing"),
        ({"sentences": [{"kind": "fines"}]}, "sentences[1].kind", "no kind fines"),
        ({"sentences": [{"kind": ["fine"]}]}, "sentences[1].kind", "no kind"),
        ({"sentences": [{"kind": "fine", "amount": 4}]}, "sentences[1].amount", "no such field"),
        ({"sentences": [{"kind": "custody"}]}, "sentences[1].months", "missing"),
        ({"sentences": [{"kind": "suspended"}]}, "sentences[1].months", "missing"),
        ({"sentences": [{"kind": "custody", "months": -1}]}, "sentences[1].months", "from 1"),
        ({"sentences": [{"kind": "custody", "months": 0}]}, "sentences[1].months", "from 1"),
        ({"sentences": [{"kind": "custody", "months": 1.5}]}, "sentences[1].months", "whole"),
        ({"sentences": [{"kind": "custody", "months": True}]}, "sentences[1].months", "whole"),
        ({"sentences": [{"kind": "custody", "months": "8"}]}, "sentences[1].months", "whole"),
        ({"sentences": [{"kind": "custody", "months": 10**9}]}, "sentences[1].months", "1200"),
        (
            {"sentences": [{"kind": "cbo", "last_day": "2026-03-09"}]},
            "sentences[1].last_day",
            "before the conviction",
        ),
        (
            {"sentences": [{"kind": "cbo", "last_day": "2028-03-09", "indefinite": True}]},
            "sentences[1].indefinite",
            "without end",
        ),
        (
            {"sentences": [{"kind": "fine", "last_day": "2028-03-09"}]},
            "sentences[1].last_day",
            "go with fine",
        ),
        (
            {"sentences": [{"kind": "fine"}, {"kind": "cbo", "last_day": "2026-06-31"}]},
            "sentences[2].last_day",
            "such a day",
        ),
        ({"summary": "no"}, "summary", "true, false or null"),
        ({"other_convictions": {}}, "other_convictions", "list"),
        ({"other_convictions": [3]}, "other_convictions[1]", "object"),
        (
            {"other_convictions": [{"convicted": "2026-09-01", "sentences": [{"kind": "x"}]}]},
            "other_convictions[1].sentences[1].kind",
            "no kind x",
        ),
        ({"convict": "2026-03-10"}, "convict", "no such field"),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], where: str, what: str) -> None:
    found = problems(**changes)
    assert len(found) == 1
    assert found[0].startswith(f"{where}: ")
    assert what in found[0]


@pytest.mark.parametrize("data", [None, [], "fine", 3, [FINE]])
def test_what_is_no_conviction_is_refused(data: object) -> None:
    read, found = read_convictions(data)
    assert read is None
    assert "no conviction" in found[0]


def test_every_fault_is_named_at_once() -> None:
    found = problems(convicted="x", individual="y", sentences=[{"kind": "z"}])
    assert [each.partition(":")[0] for each in found] == [
        "individual",
        "convicted",
        "sentences[1].kind",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_fields_that_say_nothing_go_with_every_kind(kind: str) -> None:
    none = {"completed": None, "indefinite": False, "paid_in_full_on": None, "schedule_18": False}
    months = {"months": 6} if kind in {"custody", "suspended"} else {"months": None}
    assert problems(sentences=[{"kind": kind, **none, **months}]) == []


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from([*FINE, "kind", "months", "last_day", "other_convictions", "summary"])


@given(st.dictionaries(FIELDS, ANYTHING | st.lists(st.dictionaries(FIELDS, ANYTHING))))
def test_whatever_is_there_is_read_or_named(data: dict[str, Any]) -> None:
    read, found = read_convictions(data)
    assert (read is None) is bool(found)
