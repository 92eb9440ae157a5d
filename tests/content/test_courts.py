"""What is known of each court is shown where it is of use, with its source, and nothing else is."""

from __future__ import annotations

import itertools
import json
from functools import lru_cache
from typing import Any

import pytest
import yaml

from tui.interview.answers import Answer, Put
from tui.interview.answersfile import read_answers
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder
from tui.session.phrasing import step_words
from tui.session.questions import message_for

COURTS = yaml.load(
    (content_folder() / "lists" / "courts.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
ROWS: dict[str, dict[str, Any]] = COURTS["rows"]
NAMES = sorted(ROWS)
FACTS = {name for name in COURTS["columns"] if name not in ("told_by", "looked_up")}
SHOWN_BY = {
    "exhibits": "exhibits_rule",
    "copies": "copies_rule",
    "length": "length_rule",
    "media": "media_rule",
    "paper": "paper_rule",
    "files": "files_rule",
    "form": "form_rule",
    "route": "how_papers_get_there",
}
"""The step that shows each fact."""
QUIET = {
    "moment": "clear",
    "device_is": "mine",
    "can_reach": ["none"],
    "watched": "no",
    "could_find": ["none"],
    "other_place": "none",
}


@lru_cache(maxsize=1)
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


def flow_of(answers: dict[str, Any], **tables: Any) -> Flow:
    ids = itertools.count()
    data = {"script": "log", "answers": {**QUIET, **answers}, **tables}
    filled = read_answers(
        json.dumps(data).encode(),
        "somebody",
        program(),
        "self",
        new_id=lambda table: f"{table}{next(ids)}",
        script="log",
    )
    assert not filled.problems, [str(one) for one in filled.problems]
    assert filled.flow is not None
    return filled.flow


def asked(flow: Flow) -> list[tuple[str, str]]:
    """The names of what stands in the court journey, with the row each is about."""
    return [(item.name.removeprefix("seen:"), item.row) for item in flow.items("court")]


@pytest.mark.parametrize("name", NAMES)
def test_a_court_says_where_its_rules_are_from_and_when_they_were_looked_up(name: str) -> None:
    row = ROWS[name]
    facts = {column: row[column] for column in FACTS & set(row)}
    assert (bool(facts), bool(facts)) == ("told_by" in row, "looked_up" in row)
    for fact in facts.values():
        given = {**row, **fact} if isinstance(fact, dict) else row
        assert given["sure"] in ("high", "medium")
        assert given["checked"] == row["looked_up"]
        # Whoever reads the source's name has to find it in what people are told, by its year.
        assert given["source"].endswith(")")


def test_a_court_that_is_not_in_the_list_has_no_rules() -> None:
    assert ROWS["other"] == {"label": "Another court, or none of these"}


@pytest.mark.parametrize("name", NAMES)
def test_each_rule_of_a_court_is_shown_once_with_its_source(name: str) -> None:
    flow = flow_of({"court_kind": "family", "court": name, "has_media": "yes"})
    pages = {
        item.name.removeprefix("seen:"): message_for(flow, item)
        for item in flow.items("court")
        if item.step is not None and item.kind == "say"
    }
    known = FACTS & set(ROWS[name])
    assert {SHOWN_BY[column] for column in known} == pages.keys() & set(SHOWN_BY.values())
    assert ("rules_found" in pages, "no_rules_found" in pages) == (name != "other", name == "other")
    for column in known:
        fact = ROWS[name][column]
        words = " ".join(one.text for one in pages[SHOWN_BY[column]].text)
        assert (fact["value"] if isinstance(fact, dict) else fact).strip() in words
        assert "not known" not in words
        source = fact.get("source") if isinstance(fact, dict) else ROWS[name]["source"]
        assert (source, "2026-11-22", False) in {
            (one.source, one.looked_up, one.said) for one in pages[SHOWN_BY[column]].facts
        }


def test_nothing_is_said_of_a_court_that_nobody_named() -> None:
    flow = flow_of({"court_kind": "family", "court": {"open": "not-sure"}})
    names = {name for name, _row in asked(flow)}
    assert "no_rules_found" in names
    assert not names & {"rules_found", *SHOWN_BY.values()}


@pytest.mark.parametrize("given", [{"province": "ab"}, {"province": {"open": "skipped"}}])
def test_the_province_is_not_asked_twice(given: dict[str, Any]) -> None:
    assert "province" not in {name for name, _row in asked(flow_of(given))}


def test_the_province_is_asked_where_the_safety_check_did_not_come_to_it() -> None:
    names = {name for name, _row in asked(flow_of({"watched": "yes", "court_kind": "family"}))}
    assert {"province", "court"} <= names


def test_a_criminal_court_has_no_rules_for_you_to_follow() -> None:
    """The Crown brings the evidence there."""
    names = {name for name, _row in asked(flow_of({"court_kind": "criminal", "court": "fc"}))}
    assert "crown_presents" in names
    assert not names & {"province", "court", "rules_found", "no_rules_found", *SHOWN_BY.values()}


@pytest.mark.parametrize(
    ("kind", "warned"), [("family", True), ("order", True), ("civil", False), ("criminal", False)]
)
def test_secret_recordings_are_warned_of_where_judges_dislike_them(kind: str, warned: bool) -> None:
    flow = flow_of({"court_kind": kind, "has_media": "yes"})
    assert ("made_in_secret" in {name for name, _row in asked(flow)}) is warned


ENTRY = {"occurred": "2026-03-03", "what": "It happened.", "have": ["screenshot"], "more": "more"}
KEPT = {"state": "kept", "shows": ["who"]}


def chosen_from(flow: Flow) -> set[str]:
    names = {row: flow.value(row, "name") for name, row in asked(flow) if name == "in_selection"}
    return {str(name) for name in names.values()}


def test_pieces_of_chosen_entries_are_offered_and_no_others() -> None:
    flow = flow_of(
        {"key_entries": ["a"]},
        incidents=[
            {
                **ENTRY,
                "id": "a",
                "kind": "message",
                "evidence": [
                    {"name": "kept", **KEPT},
                    {"name": "still there", "state": "to_get", "copy_safe": "yes"},
                ],
            },
            {**ENTRY, "id": "b", "kind": "message", "evidence": [{"name": "other", **KEPT}]},
        ],
    )
    assert chosen_from(flow) == {"kept"}


def test_nothing_that_a_stop_ended_can_be_chosen() -> None:
    flow = flow_of(
        {"key_entries": {"open": "later"}},
        incidents=[
            {"occurred": "2026-03-03", "id": "a", "kind": "image", "shows_minor": "yes"},
            {
                "occurred": "2026-03-04",
                "id": "b",
                "kind": "image",
                "shows_minor": {"open": "not-sure"},
            },
            {**ENTRY, "id": "c", "kind": "message"},
        ],
    )
    (item,) = (one for one in flow.items("court") if one.name == "key_entries")
    assert [flow.value(row, "what") for row in flow.options(item)] == ["It happened."]


@pytest.mark.parametrize(
    ("shows", "suggested"), [(["who"], True), (["what", "when"], True), (["when"], False)]
)
def test_what_shows_who_or_what_is_suggested(shows: list[str], suggested: bool) -> None:
    piece = {"name": "one", "state": "kept", "shows": shows}
    entry = {**ENTRY, "id": "a", "kind": "message", "evidence": [piece]}
    flow = flow_of({"key_entries": ["a"]}, incidents=[entry])
    (item,) = (one for one in flow.items("court") if one.name == "in_selection")
    assert flow.suggestion(item) is suggested
    assert step_words(flow, item, "question").startswith("one: ")


def test_whoever_did_it_is_nobody_to_speak_for_it() -> None:
    people = [
        {"name": "Sam", "role": "did"},
        {"name": "Bea", "role": "witness"},
        {"name": "Ana", "role": "helper"},
    ]
    flow = flow_of({"background_now": "now"}, people=people)
    rows = [row for name, row in asked(flow) if name == "can_say"]
    assert [flow.value(row, "name") for row in rows] == ["Bea", "Ana"]
    (more,) = (item for item in flow.items("court") if item.name == "rows:each_witness")
    assert [one.text for one in message_for(flow, more).text][:-1] == ["Bea", "Ana"]


def test_a_witness_can_be_added_also_where_nobody_asked_who_is_who() -> None:
    """The journeys before may have been left out."""
    flow = flow_of({"background_now": "later"}, people=[{"name": "Bea"}, {"name": "Sam"}])
    names = [name for name, _row in asked(flow)]
    assert names.count("role") == 2
    first, second = flow.rows("people")
    flow = flow.after(
        [
            Put(first.id, "role", Answer("witness")),
            Put(second.id, "role", Answer("did")),
        ]
    )
    rows = [row for name, row in asked(flow) if name == "can_say"]
    assert rows == [first.id]


def test_how_a_chosen_piece_was_taken_is_asked_where_it_was_not_asked_yet() -> None:
    facts = {"taken_by", "worked", "touched", "original"}
    piece = {"name": "one", **KEPT, "in_selection": "yes"}
    entry = {**ENTRY, "id": "a", "kind": "message", "evidence": [piece]}
    flow = flow_of({"key_entries": ["a"]}, incidents=[entry])
    assert facts <= {name for name, _row in asked(flow)}
    piece |= {"sort": "texts", "taken_by": "self", "worked": "yes", "touched": "no"}
    flow = flow_of({"key_entries": ["a"], "collect_for": ["a"]}, incidents=[entry])
    assert not {"taken_by", "worked", "touched"} & {name for name, _row in asked(flow)}
