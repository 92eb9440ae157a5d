"""What sign-offs settle, who may give them, and what an outcome rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import Person, folder, program_of
from tui.interview.answers import ROOT
from tui.interview.approval import same_person
from tui.interview.codec import BadAnswer
from tui.interview.content import check_folder
from tui.interview.grounds import clears, grounds
from tui.interview.settling import Approval, Settled, decision

SCRIPT = """\
script: log
title: Decide
approvals: {legal: legal_view, director: director}
lifts: lift
sections:
  - id: start
    title: Start
    steps:
      - {ask: officer, type: text, question: Officer?}
      - ask: restricted
        type: choice
        options: {none: No, identity: Identity, unclear: Unclear}
        question: Restricted?
      - {ask: young, type: yes-no, question: Young?}
      - {ask: lifted, type: yes-no, when: young, question: Lifted?}
      - {ask: online, type: yes-no, question: Online?}
      - {ask: minor, type: yes-no, question: Minor?}
      - {compute: careful, value: young and not lifted}
  - id: approvals
    title: Approvals
    steps:
      - {ask: legal_view, type: sign-off, needs: [date, view], question: Legal?}
      - {ask: lift, type: sign-off, apart: [officer], needs: [view], least: 12, question: Lift?}
      - {ask: director, type: sign-off, apart: [officer, legal_view], question: Director?}
outcomes:
  - {on: restricted, is: [none], then: [OK]}
  - {on: restricted, is: [identity], then: [STOP], basis: law, text: Covered.}
  - {on: restricted, is: [unclear, open], then: [HOLD, ESCALATE legal], text: Ask.}
  - {on: careful, is: [no], then: [OK]}
  - {on: careful, is: [yes, open], then: [STOP], basis: law, text: Young.}
tables:
  - id: web
    inputs: [online, minor]
    rows:
      - {is: [yes, yes], then: [STOP], basis: policy, text: Minor cases stay off the web.}
      - {is: [open, any], then: [HOLD], text: Where will it be shown?}
      - {is: [any, open], then: [HOLD], text: Is it minor?}
      - {is: [any, any], then: [OK]}
"""
LEGAL = {"name": "Lee Wong", "date": "2026-03-03", "view": "Fine."}
LIFT = {"name": "Di Rector", "view": "The harm went on for months."}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    made = Person(program_of(tmp_path, {"scripts/log.yaml": SCRIPT}))
    made.put(officer="Jo  Smith", restricted="none", young=False, online=False, minor=True)
    return made


def standing(person: Person) -> dict[str, list[str]]:
    made = decision(person.flow, "log").settled
    return {one.verdict.rule: [str(code) for code in one.codes] for one in made}


def approval(person: Person, name: str) -> Approval:
    made = decision(person.flow, "log").approvals
    return next(one for one in made if one.key == (ROOT, name))


def verdict(person: Person, rule: str) -> Settled:
    made = decision(person.flow, "log").settled
    return next(one for one in made if one.verdict.rule == rule)


def test_names_are_one_whatever_their_case_space_marks_and_order() -> None:
    assert same_person("Jo Smith", " SMITH,  jo ")
    assert same_person("Zoë O'Neil", "zoe o’neil")
    assert not same_person("Jo Smith", "Jo Smithe")
    assert not same_person("", "")


@pytest.mark.parametrize("name", ["jo smith", "Smith, Jo", "  JO   SMITH"])
def test_the_officer_can_not_be_the_director(person: Person, name: str) -> None:
    with pytest.raises(BadAnswer, match="Somebody else"):
        person.put(director={"name": name})


def test_a_sign_off_falls_when_its_name_becomes_that_of_somebody_before(person: Person) -> None:
    person.put(legal_view=LEGAL, director={"name": "Di Rector"})
    assert approval(person, "director").state == "given"
    person.put(legal_view={**LEGAL, "name": "di rector"})
    found = approval(person, "director")
    assert (found.state, found.same, found.changed) == ("lapsed", True, ((ROOT, "legal_view"),))


def test_parts_that_are_needed_are_asked_for_and_reasons_have_a_length(person: Person) -> None:
    with pytest.raises(BadAnswer, match="date"):
        person.put(legal_view={"name": "Lee", "view": "Fine."})
    with pytest.raises(BadAnswer, match="what they say"):
        person.put(legal_view={"name": "Lee", "date": "2026-03-03"})
    with pytest.raises(BadAnswer, match="12 characters"):
        person.put(lift={"name": "Di", "view": "No  reason"})


def test_a_view_settles_an_escalation_and_no_hold(person: Person) -> None:
    person.put(restricted="unclear")
    assert standing(person)["restricted"] == ["HOLD", "ESCALATE legal"]
    person.put(legal_view=LEGAL)
    assert standing(person)["restricted"] == ["HOLD"]
    assert verdict(person, "restricted").by == ((ROOT, "legal_view"),)


def test_a_stop_of_policy_is_lifted_with_reasons_and_one_of_law_never(person: Person) -> None:
    person.put(online=True, restricted="identity")
    person.put(lift=LIFT)
    found = decision(person.flow, "log")
    assert standing(person) == {
        "restricted": ["STOP"],
        "careful": ["OK"],
        "web": [],
    }
    assert verdict(person, "web").lifted
    assert found.worst == "STOP"
    person.put(restricted="none", lift=LIFT)
    assert approval(person, "lift").lifts
    assert decision(person.flow, "log").worst == "OK"


def test_an_approval_lapses_and_says_which_answers_changed(person: Person) -> None:
    person.put(online=True, lift=LIFT)
    assert decision(person.flow, "log").worst == "OK"
    person.put(young=True)
    found = approval(person, "lift")
    assert found.state == "lapsed"
    assert not found.same
    assert found.changed == ((ROOT, "young"), (ROOT, "lifted"))
    assert standing(person)["web"] == ["STOP"]
    person.put(young=False)
    assert approval(person, "lift").state == "given"


def test_a_hold_says_which_answers_would_clear_it(person: Person) -> None:
    person.leave("minor")
    held = verdict(person, "web").verdict
    assert [str(code) for code in held.codes] == ["HOLD"]
    assert clears(person.flow, held) == (((ROOT, "minor"), ("yes", "no")),)
    person.put(minor=True, restricted="unclear")
    held = verdict(person, "restricted").verdict
    assert clears(person.flow, held) == (((ROOT, "restricted"), ("none",)),)


def test_an_outcome_rests_on_what_its_computes_were_worked_out_from(person: Person) -> None:
    person.put(young=True, lifted=False)
    assert grounds(person.flow, verdict(person, "careful").verdict) == (
        (ROOT, "young"),
        (ROOT, "lifted"),
    )
    person.put(young=False)
    assert grounds(person.flow, verdict(person, "careful").verdict) == ((ROOT, "young"),)
    assert grounds(person.flow, verdict(person, "web").verdict) == (
        (ROOT, "online"),
        (ROOT, "minor"),
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{legal: legal_view,", "{legal: officer,", "E203"),
        ("lifts: lift", "lifts: lifted", "E203"),
        ("apart: [officer]", "apart: [young]", "E203"),
        ("needs: [view]", "needs: [name]", "E106"),
        ("type: text, question: Officer?", "type: text, least: 3, question: Officer?", "E105"),
    ],
)
def test_what_names_no_sign_off_is_refused(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in SCRIPT
    base = folder(tmp_path, {"scripts/log.yaml": SCRIPT.replace(old, new)})
    _program, found = check_folder(base)
    assert [each.code for each in found] == [code]


def test_a_final_approval_lapses_when_a_view_before_it_changes(person: Person) -> None:
    person.put(legal_view=LEGAL, lift=LIFT, director={"name": "D. Whitfield"})
    person.put(legal_view={**LEGAL, "view": "On second thoughts, no."})
    found = approval(person, "director")
    assert (found.state, found.changed) == ("lapsed", ((ROOT, "legal_view"),))
    person.put(legal_view=LEGAL)
    assert approval(person, "director").state == "given"


def test_it_does_not_lapse_when_one_before_it_is_given_anew_in_the_same_words(
    person: Person,
) -> None:
    person.put(legal_view=LEGAL, director={"name": "D. Whitfield"}, online=True)
    assert approval(person, "legal_view").state == "lapsed"
    person.put(legal_view=LEGAL, director={"name": "D. Whitfield"})
    person.put(legal_view=LEGAL)
    assert approval(person, "director").state == "given"
