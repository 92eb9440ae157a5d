"""People walk the journeys, forwards and backwards; together they reach every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.content.paper_words import papers_of, words_of
from tests.content.walking import KEEPS, Persona, dates, personas, walk
from tui.interview.answers import ROOT, Answer, Change, OpenHow, Put
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program, WalkStep
from tui.interview.runs import Item
from tui.interview.trace import holes, trace
from tui.policy.rules import RULES
from tui.resources import content_folder, templates_folder

PEOPLE = personas()


@pytest.fixture(scope="session")
def program() -> Program:
    return load(content_folder(), templates_folder() / "papers.yaml", rules=RULES)


@pytest.mark.parametrize("persona", PEOPLE, ids=lambda one: one.name)
def test_a_walk_ends_where_it_should(program: Program, persona: Persona) -> None:
    walked = walk(program, persona)
    expect = persona.expect
    keeps = [keep for keep in KEEPS if walked.flow.value(ROOT, f"keep_{keep}") is True]
    # An officer is not taken through the safety check: nothing says where a record may be.
    assert keeps == ([expect["keep"]] if persona.audience != "council" else [])
    assert sorted(walked.counted("stop").elements()) == sorted(expect["stops"])
    assert sorted(walked.counted("do").elements()) == sorted(expect["tasks"])
    if "log" in walked.scripts:
        gaps = Counter(found.gap.id for found in walked.flow.gaps("log"))
        assert gaps == Counter(expect["gaps"])
    for script in {"collect", "store", "report", "court"} & set(walked.scripts):
        gaps = Counter(found.gap.id for found in walked.flow.gaps(script))
        assert gaps == Counter(expect.get(f"{script}_gaps", ()))
    if "dates" in expect:
        assert dates(walked) == expect["dates"]
    if "named" in expect:
        names = [walked.flow.value(row.id, "name") for row in walked.flow.rows("people")]
        assert names == expect["named"]
    shown = {name.partition("/")[2] for name in walked.shown}
    assert not shown & set(expect.get("not_reached", ()))


@pytest.mark.parametrize(
    "persona", [one for one in PEOPLE if not one.varied], ids=lambda one: one.name
)
def test_a_walk_goes_back_and_on_again_and_changes_nothing(
    program: Program, persona: Persona
) -> None:
    walked = walk(program, persona)
    flow = walked.flow
    for script in walked.scripts:
        shown = [(one.key, one.state) for one in walked.flow.items(script)]
        for forward in (False, True):
            way = []
            item = next(iter(_ends(flow, script, forward=forward)), None)
            while item is not None:
                way.append((item.key, item.state))
                flow = flow.after(_said_again(flow, item))
                item = flow.beside(script, item.key, forward=forward)
            assert (way if forward else way[::-1]) == shown
    assert _given(flow) == _given(walked.flow)
    assert [(one.key, one.state) for one in flow.items()] == [
        (one.key, one.state) for one in walked.flow.items()
    ]


def _given(flow: Flow) -> list[tuple[str, dict[str, Answer]]]:
    return [(row.id, dict(row.fields)) for row, _ in flow.answers.rows()]


def _ends(flow: Flow, script: str, *, forward: bool) -> list[Item]:
    """Return the item where a way through a journey begins, if it has any."""
    items = list(flow.items(script))
    return items[:1] if forward else items[-1:]


def _said_again(flow: Flow, item: Item) -> list[Change]:
    """Return the answer that stands, given once more; nothing where there is none of its own."""
    answer = flow.answers.get(item.row, item.name)
    return [Put(item.row, item.name, answer)] if answer is not None else []


@pytest.mark.parametrize("how", ["skipped", "not-sure", "later"])
def test_every_question_may_be_left_open_by_somebody_who_comes_back(
    program: Program, how: OpenHow
) -> None:
    tried: set[str] = set()
    for persona in PEOPLE:
        walked = walk(program, persona)
        for item in [one for script in walked.scripts for one in walked.flow.items(script)]:
            name = f"{item.step.table}/{item.name}" if item.step is not None else ""
            if item.kind != "ask" or name in tried:
                continue
            tried.add(name)
            given = walked.flow.answers.get(item.row, item.name)
            left = walked.flow.after([Put(item.row, item.name, Answer(open=how))])
            assert left.find(item.key) is not None, name
            left.gaps(), left.tasks(), left.outcomes(), [*left.items()]
            again = left.after([Put(item.row, item.name, given)])
            assert _given(again) == _given(walked.flow)
            assert [one.key for one in again.items()] == [one.key for one in walked.flow.items()], (
                name
            )
    assert len(tried) > 300


@pytest.mark.parametrize(
    "persona",
    [one for one in PEOPLE if not one.varied and one.audience != "council"],
    ids=lambda one: one.name,
)
def test_the_papers_of_a_walk_say_what_they_should(program: Program, persona: Persona) -> None:
    walked = walk(program, persona)
    private, left_out = list(_private(walked.flow)), list(_left_out(walked.flow))
    written = {}
    for paper in papers_of(walked.flow):
        said = written[paper.name] = words_of(walked.flow, paper)
        assert said.strip(), paper.name
        assert [one for one in private if one in said] == [], paper.name
        if paper.name != "storage-plan":
            assert [one for one in left_out if one in said] == [], paper.name
    expected = persona.expect.get("papers", {})
    assert set(expected) <= set(written)
    for name, wanted in expected.items():
        assert [one for one in wanted if one not in written[name]] == [], name


def _private(flow: Flow) -> Iterator[str]:
    """Yield what was written where no paper may look."""
    for item in flow.items():
        if isinstance(item.step, WalkStep) and getattr(item.step.node, "private", False):
            answer = flow.answers.get(item.row, item.name)
            if answer is not None and isinstance(answer.value, str):
                yield answer.value


def _left_out(flow: Flow) -> Iterator[str]:
    """Yield where copies are and how to reach people: one paper alone tells the former."""
    for row, _ in flow.answers.rows():
        for name in ("contact", "place_more", "paper_kept", "accounts_mine"):
            answer = flow.answers.get(row.id, name)
            # A word or two may stand in an entry as well.
            if answer is not None and isinstance(answer.value, str) and len(answer.value) > 8:
                yield answer.value


def test_a_walk_gives_what_a_fresh_flow_gives(program: Program) -> None:
    for persona in PEOPLE[:1] + PEOPLE[-4:]:
        walked = walk(program, persona)
        fresh = walked.flow.fresh()
        for script in walked.scripts:
            assert [(one.key, one.state) for one in walked.flow.items(script)] == [
                (one.key, one.state) for one in fresh.items(script)
            ]


def test_every_step_is_reached_by_somebody(program: Program) -> None:
    reached = {name for persona in PEOPLE for name in walk(program, persona).shown}
    wanted = {
        f"{step.table}/{step.name}"
        for script in program.scripts.values()
        for step in script.all_steps()
        if step.kind in {"ask", "say", "stop", "do"}
    }
    assert wanted - reached == set()


def test_a_quick_entry_takes_four_questions(program: Program) -> None:
    quick = next(one for one in PEOPLE if one.name == "own-device")
    walked = walk(program, quick)
    second = walked.flow.rows("incidents")[1]
    asked = [item.name for item in walked.flow.items("log") if item.row == second.id]
    assert asked == ["occurred", "kind", "what", "have", "more", "done:fill_in"]


def test_nobody_is_asked_about_evidence_before_the_stop(program: Program) -> None:
    names = [
        step.name
        for step in program.scripts["log"].all_steps()
        if step.table in {"incidents", "evidence"}
    ]
    first = names.index("seen:minor_unsure")
    assert names[first + 1] == "seen:minor_image"
    assert names[:first] == ["occurred", "kind", "shows_minor"]
    named = [step.name for step in program.scripts["log"].all_steps() if step.type == "files"]
    assert [name in names[first + 2 :] for name in named] == [True]


def test_every_duty_that_is_covered_is_answered_by_its_kind_and_reached(program: Program) -> None:
    traced = trace(program, [walk(program, persona).flow for persona in PEOPLE])
    assert [
        (one.script, one.traced.duty.id, one.traced.verdict) for one in holes(program, traced)
    ] == []
    survivors = [one for one in traced if one.duty.id.startswith("TFV-")]
    assert [one.verdict for one in survivors] == ["answered"] * 228
    council = [one for one in traced if one.duty.id.startswith("COU-")]
    assert [one.verdict for one in council] == ["answered"] * 163
