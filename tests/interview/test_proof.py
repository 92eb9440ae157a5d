"""What can be shown of a program: steps that are never reached, stops nobody passes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent, indent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interview.authoring import folder
from tests.interview.conditions import run
from tui.interview.content import read_content
from tui.interview.program import Program, build
from tui.interview.proof import prove
from tui.interview.values import NA, OPEN
from tui.policy.rules import RULES

LISTS = """\
list: platforms
columns: {alerts: yes-no, keeps: {type: choice, options: [days, years]}}
rows:
  snap: {label: Snap, alerts: {value: true, source: maker, checked: 2026-01-01}}
  mail: {label: E-mail, alerts: {value: false, source: maker, checked: 2026-01-01}}
"""

HEAD = """\
script: log
title: Keep a log
sections:
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - ask: kind
        type: choice
        options: {post: A post, image: An image, call: A call}
        question: What kind?
      - ask: reported
        type: yes-no
        when: incident.kind != 'call'
        question: Reported?
      - ask: occurred
        type: when
        question: When?
      - ask: shows
        type: choices
        options: {who: Who, when: When}
        question: What does it show?
"""


def made(root: Path, text: str, fragments: dict[str, str] | None = None) -> Program:
    """Build a program from one script."""
    files = {"scripts/log.yaml": text, "lists/platforms.yaml": LISTS}
    for name, fragment in (fragments or {}).items():
        files[f"scripts/fragments/{name}.yaml"] = fragment
    content, problems = read_content(folder(root, files))
    assert problems == []
    program, problems = build(content)
    assert problems == []
    assert program is not None
    return program


def proved(root: Path, steps: str, *, limit: int = 20_000, tail: str = "") -> list[str]:
    """Prove a script: the usual questions, then ``steps``, then ``tail`` of its own level."""
    text = HEAD + indent(dedent(steps).strip("\n"), "      ") + "\n" + dedent(tail)
    return [f"{each.code} {each.what}" for each in prove(made(root, text), limit=limit)]


NEVER = "E501 {} is never reached: its condition holds for no possible answers"


def step(when: str, kind: str = "say: it", more: str = "text: It.") -> str:
    return f"- {kind}\n  when: {when}\n  {more}\n"


@pytest.mark.parametrize(
    "when",
    [
        "incident.kind == 'post'",
        "incident.reported",
        "not incident.reported",
        "incident.kind == 'call' and not incident.reported",
        "not_sure(incident.kind)",
        "known(incident.reported) and not incident.reported",
        "incident.kind in ['call'] or incident.reported",
        "has(incident.shows, 'who') and not has(incident.shows, 'when')",
        "incident.occurred < '2026' and incident.kind == 'call'",
        "maybe(incident.reported) and not surely(incident.reported)",
        "not any(i.kind == 'post' for i in incidents) or True",
        "all(p.name == 'x' for p in people)",
        "count(incident.evidence) > 2",
    ],
)
def test_what_can_be_reached(tmp_path: Path, when: str) -> None:
    if "incidents" in when or "people" in when:
        gap = f"gaps:\n  - {{id: g, when: {when}, text: It.}}\n"
        person = """\
          - id: persons
            title: People
            repeat: {table: people}
            steps: [{ask: name, type: text, question: Who?}]
        """
        tail = indent(dedent(person), "  ") + gap
        assert proved(tmp_path, "", tail=tail) == []
    else:
        assert proved(tmp_path, step(f'"{when}"')) == []


@pytest.mark.parametrize(
    "when",
    [
        "False",
        "incident.kind == 'post' and incident.kind == 'call'",
        "incident.kind == 'call' and incident.reported",
        "incident.kind == 'call' and known(incident.reported)",
        "incident.kind not in ['post', 'image', 'call'] and known(incident.kind)",
        "incident.reported and not incident.reported",
        "not_sure(incident.reported) and known(incident.reported)",
        "has(incident.shows, 'who') and not has(incident.shows, 'who')",
        "incident.occurred < '2026' and not incident.occurred < '2026'",
        "surely(incident.reported) and not maybe(incident.reported)",
        "incident.reported == True and incident.kind == 'call'",
        "incident.kind != 'post' and incident.kind != 'image' and incident.kind != 'call'",
    ],
)
def test_what_can_not(tmp_path: Path, when: str) -> None:
    assert proved(tmp_path, step(f'"{when}"')) == [NEVER.format("the note 'it'")]


def test_the_line_of_the_condition_is_named(tmp_path: Path) -> None:
    program = made(tmp_path, HEAD + indent(step('"False"'), "      "))
    found = prove(program)
    assert [str(each.at) for each in found] == ["content/scripts/log.yaml:24"]


def test_open_is_enough_for_a_warning(tmp_path: Path) -> None:
    when = "incident.kind not in ['post', 'image', 'call']"
    assert proved(tmp_path, step(when)) == [NEVER.format("the note 'it'")]
    assert proved(tmp_path, step(when, more="kind: warning\n  text: It.")) == []
    quiet = "kind: warning\n  if-open: false\n  text: It."
    assert proved(tmp_path, step(when, more=quiet)) == [NEVER.format("the note 'it'")]


def test_computes_are_looked_through(tmp_path: Path) -> None:
    steps = """\
        - compute: seen
          value: incident.kind != 'call' and incident.reported
        - say: it
          when: incident.seen and incident.kind == 'call'
          text: It.
    """
    assert proved(tmp_path, steps) == [NEVER.format("the note 'it'")]


def test_facts_of_a_list_are_looked_up(tmp_path: Path) -> None:
    steps = """\
        - ask: platform
          type: choice
          options: {list: platforms}
          question: Where?
        - say: one
          when: incident.platform.alerts and incident.platform == 'snap'
          text: It.
        - say: two
          when: incident.platform.alerts and incident.platform == 'mail'
          text: It.
        - say: three
          when: known(incident.platform.keeps)
          text: It.
    """
    assert proved(tmp_path, steps) == [
        NEVER.format("the note 'two'"),
        NEVER.format("the note 'three'"),
    ]


def test_what_any_row_can_do(tmp_path: Path) -> None:
    steps = """\
        - section: pieces
          title: Pieces
          repeat: {table: evidence}
          steps:
            - ask: kept
              type: yes-no
              question: Kept?
            - ask: why_not
              type: text
              when: not item.kept
              question: Why not?
        - say: some
          when: any(not i.kept for i in incident.evidence)
          text: It.
        - say: none
          when: any(i.kept and known(i.why_not) for i in incident.evidence)
          text: It.
        - say: not_all
          when: not all(i.kept or not known(i.why_not) or True for i in incident.evidence)
          text: It.
    """
    assert proved(tmp_path, steps) == [
        NEVER.format("the note 'none'"),
        NEVER.format("the note 'not_all'"),
    ]


def test_a_section_counts_for_its_steps_and_is_named_once(tmp_path: Path) -> None:
    steps = """\
        - section: inner
          title: Inner
          when: incident.kind == 'call'
          steps:
            - say: one
              when: incident.reported
              text: It.
        - section: closed
          title: Closed
          when: incident.kind == 'call' and incident.reported
          steps:
            - say: two
              when: incident.reported
              text: It.
    """
    assert proved(tmp_path, steps) == [
        NEVER.format("the note 'one'"),
        NEVER.format("the section 'closed'"),
    ]


def test_what_stands_behind_a_stop(tmp_path: Path) -> None:
    steps = """\
        - stop: minor
          when: incident.reported
          ends: row
          text: Stop.
        - say: behind
          when: incident.reported
          text: It.
        - say: fine
          when: not incident.reported
          text: It.
    """
    assert proved(tmp_path, steps) == [NEVER.format("the note 'behind'")]


def test_gaps(tmp_path: Path) -> None:
    tail = """\
        gaps:
          - id: never
            each: incident
            when: surely(incident.kind == 'call') and incident.reported
            text: A.
          - {id: open, each: incident, when: not incident.reported, text: B.}
    """
    assert proved(tmp_path, "", tail=dedent(tail)) == [NEVER.format("the gap 'never'")]


FRAGMENT = """\
fragment: parts
takes: {thing: incidents}
steps:
  - say: of_call
    when: thing.kind == 'call'
    text: It.
  - say: never
    when: thing.kind == 'call' and thing.reported
    text: It.
"""


def test_a_fragment_is_judged_over_all_its_uses(tmp_path: Path) -> None:
    def uses(*whens: str) -> str:
        return HEAD + "".join(
            f"      - include: parts\n        when: {when}\n        with: {{thing: incident}}\n"
            for when in whens
        )

    mixed = made(
        tmp_path / "mixed", uses("incident.kind == 'post'", "incident.kind == 'call'"), PARTS
    )
    assert [each.what.split("'")[1] for each in prove(mixed)] == ["never"]
    closed = made(
        tmp_path / "closed", uses("incident.kind == 'post'", "incident.kind == 'image'"), PARTS
    )
    assert [each.what.split("'")[1] for each in prove(closed)] == ["of_call", "never"]


PARTS = {"parts": FRAGMENT}

JOURNEY = """\
script: log
title: Keep a log
sections:
  - id: begin
    title: Before
    steps:
      - ask: alone
        type: yes-no
        question: Alone?
      - stop: end
        when: {when}
        ends: journey
        text: Stop.
      - say: after
        when: not alone
        text: After.
"""


@pytest.mark.parametrize(
    "when", ["True", "alone or maybe(not alone)", "known(alone) or not_sure(alone)"]
)
def test_a_stop_that_catches_everyone(tmp_path: Path, when: str) -> None:
    found = prove(made(tmp_path, JOURNEY.format(when=when)))
    assert [(each.code, each.at.line) for each in found] == [("E502", 11)]
    assert "the stop 'end' stops everyone" in found[0].what


@pytest.mark.parametrize("when", ["alone", "not alone", "surely(alone)"])
def test_a_stop_that_some_pass(tmp_path: Path, when: str) -> None:
    found = prove(made(tmp_path, JOURNEY.format(when=when)))
    # Behind "not alone" (open counts), a note for who is not alone is out of reach.
    assert [each.code for each in found] == (["E501"] if when == "not alone" else [])


def test_a_stop_of_a_row_catches_only_rows(tmp_path: Path) -> None:
    assert proved(tmp_path, "- stop: it\n  ends: row\n  text: Stop.\n") == []


def test_too_many_cases_ask_for_a_walk(tmp_path: Path) -> None:
    asks = "".join(f"- {{ask: q{n}, type: yes-no, question: Q?}}\n" for n in range(12))
    parity = "incident.q0"
    for n in range(1, 12):
        parity = f"(incident.q{n} == ({parity}))"
    never = f"{parity} and not {parity}"
    found = proved(tmp_path, asks + step(f'"{never}"'), limit=500)
    assert found == [
        "W503 it can't be shown that the note 'it' can be reached: "
        "there are more than 500 cases to look at"
    ]


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        ("last(people).role == 'did'", True),
        ("surely(last(people).role == 'did') and last(people).role == 'saw'", False),
        ("surely(known(last(people).role)) and not known(last(people).role)", False),
        ("count(person for person in people if person.role == 'did') > 1", True),
        ("sum(person.age for person in people) > 10 and False", False),
        ("earliest(person.met for person in people) < '2026'", True),
        ("latest(met_first, met_last) < '2026' and known(met_first)", True),
        ("met_first + days(3) < met_last", True),
        ("met_first + days(3) < met_last and not known(met_first)", True),
        ("surely(met_first + days(3) < met_last) and not known(met_first)", False),
        ("surely(count(things) in [1, 2]) and not known(things)", False),
        ("surely(number in [1, 2]) and not known(number)", False),
        ("surely(number + 1 == 3) and not_sure(number)", False),
        ("any(x.role == 'did' for x in friends)", True),
        ("surely(any(x.role == 'did' for x in friends)) and not known(friends)", False),
        ("surely(role == other) and role == 'did' and other == 'saw'", False),
        ("surely(role == other) and role == 'did' and other == 'did'", True),
        ("surely(has(things, 'a')) and not known(things)", False),
        ("surely(all(x.role == 'did' for x in people)) and False", False),
    ],
)
def test_every_form(tmp_path: Path, when: str, reached: bool) -> None:
    text = FORMS + f"gaps: [{{id: it, when: '{when.replace(chr(39), chr(39) * 2)}', text: It.}}]\n"
    assert [each.code for each in prove(made(tmp_path, text))] == ([] if reached else ["E501"])


FORMS = """\
script: log
title: Forms
sections:
  - id: first
    title: First
    steps:
      - {ask: met_first, type: when, question: Q?}
      - {ask: met_last, type: when, question: Q?}
      - {ask: number, type: number, question: Q?}
      - {ask: role, type: choice, options: {did: D, saw: S}, question: Q?}
      - {ask: other, type: choice, options: {did: D, saw: S}, question: Q?}
      - {ask: things, type: choices, options: {a: A, b: B}, question: Q?}
      - {ask: friends, type: rows, options: {rows: people}, question: Q?}
  - id: second
    title: Second
    repeat: {table: people}
    steps:
      - {ask: role, type: choice, options: {did: D, saw: S}, question: Q?}
      - {ask: age, type: number, question: Q?}
      - {ask: met, type: when, question: Q?}
"""


def test_a_stop_of_other_rows_may_leave_an_answer_out(tmp_path: Path) -> None:
    steps = """\
        - stop: it
          when: incident.reported
          ends: section
          text: Stop.
    """
    tail = """\
        - id: later
          title: Later
          steps: [{ask: asked, type: yes-no, question: Q?}]
    """
    gap = "gaps: [{id: g, when: surely(known(asked)), text: It.}]\n"
    assert proved(tmp_path, steps, tail=indent(dedent(tail), "  ") + gap) == []


PARTS_OF_CONDITIONS = [
    "incident.kind == 'post'",
    "incident.kind != 'call'",
    "incident.kind in ['call', 'image']",
    "incident.reported",
    "incident.reported == False",
    "known(incident.reported)",
    "not_sure(incident.kind)",
    "has(incident.shows, 'who')",
    "known(incident.shows)",
    "has(incident.shows, 'when')",
]
conditions = st.recursive(
    st.sampled_from(PARTS_OF_CONDITIONS),
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        inner.map("surely({})".format),
        inner.map("maybe({})".format),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
            "({0[0]}) {0[1]} ({0[2]})".format
        ),
    ),
    max_leaves=6,
)


def every_incident() -> Iterator[dict[str, object]]:
    """Yield all answers the usual questions can have, as a walk would give them."""
    shows = [(), ("who",), ("when",), ("who", "when"), OPEN]
    for kind in ("post", "image", "call", OPEN):
        asked = {"call": [NA], OPEN: [OPEN]}.get(kind, [True, False, OPEN])
        for reported, shown in product(asked, shows):
            yield {"kind": kind, "reported": reported, "shows": shown}


@settings(max_examples=60)
@given(conditions)
def test_never_means_never(when: str) -> None:
    with TemporaryDirectory() as root:
        found = proved(Path(root), step(f'"{when}"'))
    reached = any(run(when, answers) is True for answers in every_incident())
    assert found == ([] if reached else [NEVER.format("the note 'it'")])


def test_the_content_of_this_project_is_proven() -> None:
    content, problems = read_content(Path(__file__).parents[2] / "content")
    assert problems == []
    program, problems = build(content, RULES)
    assert problems == []
    assert program is not None
    assert prove(program) == []
