from __future__ import annotations

from textwrap import dedent

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.interview.authoring import said, shaped, steps
from tui.interview.lists import list_of
from tui.interview.papers import papers_of
from tui.interview.reading import read_yaml
from tui.interview.schema import (
    Ask,
    CaseDef,
    Compute,
    Do,
    Fragment,
    Include,
    ListSource,
    Option,
    Paper,
    RowSource,
    Say,
    Script,
    Section,
    Stop,
)
from tui.interview.shape import case_of, script_or_fragment

EVERYTHING = """\
script: log
version: 3
title: Keep a log
for: [self, volunteer]
covers: [TFV-L]
sections:
  - id: incident
    title: What happened
    volunteer: {title: What happened to them}
    repeat:
      {table: incidents, first: 'Write one?', add: 'Another?', row: '{incident.kind}', least: 1}
    steps:
      - ask: kind
        type: choice
        was: [what_kind]
        options: {post: A post, image: An image, call: {label: A call, was: [phone]}}
        question: What kind of thing was it?
        volunteer: {question: What happened to them?}
        help: Pick the nearest.
        why: It decides what comes next.
        note: For translators. "Thing" is not an object.
        source: [TFV-L-17]
      - ask: platform
        type: choice
        options: {list: platforms}
        suggest: last(incidents).platform
        when: incident.kind in ['post', 'image']
        question: Where?
      - stop: minor-image
        when: incident.shows_minor
        ends: row
        people: youth-images
        text: Stop here.
      - ask: who
        type: rows
        options: {rows: people, where: person.role == 'did', add: true}
        question: Who did it?
      - section: pieces
        title: What shows it
        together: true
        when: not incident.shows_minor
        repeat: {table: evidence, new: {kept: true, shows: [who]}}
        steps:
          - include: capture
            with: {item: item}
          - ask: captured
            type: when
            question: When did you save it?
            must: [{that: item.captured >= incident.occurred, else: That is before it happened.}]
          - say: tells-them
            kind: warning
            if-open: false
            when: incident.platform.alerts
            text: "{incident.platform:label} may tell them about a screenshot."
          - do: again
            when: incident.platform.hides_date
            due: item.captured + days(1)
            every: days(7)
            until: item.captured + days(28)
            text: Take it again so that the date shows.
      - compute: shown
        value: any(has(item.shows, 'who') for item in incident.evidence)
      - ask: notes
        type: long-text
        private: true
        question: Notes only for you
gaps:
  - {id: no-identity, each: incident, when: not incident.shown, text: Nothing shows who., step: who}
outcomes:
  - {on: restriction, is: [identity], then: [STOP], basis: law, text: Identity is covered.}
  - {on: restriction, is: [unclear, open], then: [HOLD, ESCALATE legal], text: Legal must say.}
tables:
  - id: spent
    each: subject
    inputs: [subject.is_company, subject.spent.status]
    hit: first
    rows:
      - {is: ['yes', any], then: [OK]}
      - {is: ['no', unspent|never], then: [STOP], basis: law, text: Already spent.}
papers: [tfv-log, chronology]
"""


def script(text: str) -> tuple[Script, list[str]]:
    made, problems = shaped(text, script_or_fragment)
    assert isinstance(made, Script)
    return made, [str(each) for each in problems]


def test_every_construct_of_the_format() -> None:
    made, problems = script(EVERYTHING)
    assert problems == []
    assert (made.name, made.version, made.title) == ("log", 3, "Keep a log")
    assert (made.audience, made.covers) == (("self", "volunteer"), ("TFV-L",))
    assert made.papers == ("tfv-log", "chronology")
    (section,) = made.sections
    assert section.variants[0][1].title == "What happened to them"
    assert section.repeat is not None
    assert (section.repeat.table, section.repeat.least) == ("incidents", 1)
    assert (section.repeat.first, section.repeat.add) == ("Write one?", "Another?")
    kind, platform, stop, who, pieces, shown, notes = section.steps
    assert isinstance(kind, Ask)
    assert kind.options == (
        Option(code="post", label="A post", at=kind.options[0].at),  # type: ignore[index,union-attr]
        Option(code="image", label="An image", at=kind.options[1].at),  # type: ignore[index,union-attr]
        Option(code="call", label="A call", was=("phone",), at=kind.options[2].at),  # type: ignore[index,union-attr]
    )
    assert (kind.type, kind.was, kind.source) == ("choice", ("what_kind",), ("TFV-L-17",))
    assert (kind.help, kind.why) == ("Pick the nearest.", "It decides what comes next.")
    assert kind.note.startswith("For translators.")
    assert [(who, each.question) for who, each in kind.variants] == [
        ("volunteer", "What happened to them?")
    ]
    assert isinstance(platform, Ask)
    assert isinstance(platform.options, ListSource)
    assert platform.suggest is not None
    assert platform.suggest.text == "last(incidents).platform"
    assert platform.when is not None
    assert str(platform.when.at) == "content/x.yaml:27"
    assert isinstance(stop, Stop)
    assert (stop.ends, stop.people) == ("row", "youth-images")
    assert isinstance(who, Ask)
    assert isinstance(who.options, RowSource)
    assert (who.options.table, who.options.add) == ("people", True)
    assert isinstance(pieces, Section)
    assert pieces.together
    assert pieces.repeat is not None
    assert pieces.repeat.new == (("kept", True), ("shows", ["who"]))
    include, captured, say, do = pieces.steps
    assert isinstance(include, Include)
    assert (include.fragment, include.with_) == ("capture", (("item", "item"),))
    assert isinstance(captured, Ask)
    assert captured.must[0].otherwise == "That is before it happened."
    assert isinstance(say, Say)
    assert (say.kind, say.if_open) == ("warning", False)
    assert isinstance(do, Do)
    assert do.due is not None
    assert do.every is not None
    assert do.until is not None
    assert isinstance(shown, Compute)
    assert shown.value.text.startswith("any(")
    assert isinstance(notes, Ask)
    assert notes.private
    assert made.gaps[0].step == "who"
    assert made.outcomes[1].then == ("HOLD", "ESCALATE legal")
    assert made.outcomes[1].values == ("unclear", "open")
    assert (made.outcomes[0].basis, made.outcomes[1].basis) == ("law", "")
    assert made.tables[0].rows[1].cells == (("no",), ("unspent", "never"))


def test_a_fragment() -> None:
    made, problems = shaped(
        "fragment: capture\ntakes: {item: evidence}\nsteps:\n  - say: a\n    text: b\n",
        script_or_fragment,
    )
    assert problems == []
    assert isinstance(made, Fragment)
    assert (made.name, made.takes, len(made.steps)) == ("capture", (("item", "evidence"),), 1)


@pytest.mark.parametrize(
    "text",
    [
        "incidents: {row: incident}\nevidence: {row: item, in: incidents}\njourneys: [log]\n",
        "tables:\n  incidents: {row: incident}\n  evidence: {row: item, in: incidents}\n"
        "journeys: [log]\n",
    ],
)
def test_case_tables_bare_or_under_a_key(text: str) -> None:
    made, problems = shaped(text, case_of)
    assert problems == []
    assert isinstance(made, CaseDef)
    assert [(each.name, each.row, each.parent) for each in made.tables] == [
        ("incidents", "incident", ""),
        ("evidence", "item", "incidents"),
    ]
    assert made.journeys == ("log",)


def test_truth_values_are_conditions_too() -> None:
    made, problems = script(steps("- say: a\n  when: true\n  text: 12\n"))
    assert problems == []
    say = made.sections[0].steps[0]
    assert isinstance(say, Say)
    assert say.when is not None
    assert (say.when.text, say.text) == ("True", "12")


def test_words_keep_the_form_they_were_written_in() -> None:
    made, problems = script(
        steps("- ask: a\n  type: choice\n  question: b\n  options: {no: No, 007: 1.10, 1: One}\n")
    )
    assert problems == []
    ask = made.sections[0].steps[0]
    assert isinstance(ask, Ask)
    assert isinstance(ask.options, tuple)
    assert [(each.code, each.label) for each in ask.options] == [
        ("no", "No"),
        ("007", "1.10"),
        ("1", "One"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        # 104
        ("- ask: [a]", "8: E104 wrong-shape: 'ask' of the ask is a list. Write words"),
        ("- ask: a\n  question: {b}", "9: E104 wrong-shape: 'question' of the ask 'a' is a map"),
        ("- ask: a\n  question: true", "9: E104 wrong-shape: 'question' of the ask 'a' is true"),
        ("- ask: a\n  question:", "9: E104 wrong-shape: 'question' of the ask 'a' is empty"),
        ("- ask: a\n  options: [b, c]", "9: E104 wrong-shape: 'options' of the ask 'a' is a list"),
        ("- ask: a\n  options: {b: }", "9: E104 wrong-shape: 'options: b' of the ask 'a' is empty"),
        ("- ask: a\n  when: [b]", "9: E104 wrong-shape: 'when' of the ask 'a' is a list"),
        ("- ask: a\n  volunteer: b", "9: E104 wrong-shape: 'volunteer' of the ask 'a' is the"),
        (
            "- ask: a\n  must: [{that: b}]",
            "9: E104 wrong-shape: a 'must' of the ask 'a' without 'el",
        ),
        (
            "- say: a",
            "8: E104 wrong-shape: the say 'a' without 'text:' is not complete. Write text:",
        ),
        ("- compute: a", "8: E104 wrong-shape: the compute 'a' without 'value:' is not complete"),
        ("- {do: a, text: b, until: c}", "8: E104 wrong-shape: the do 'a' without 'every:' is not"),
        (
            "- section: a\n  steps: {ask: b}",
            "9: E104 wrong-shape: 'steps' of the section 'a' is a map",
        ),
        (
            "- section: a\n  repeat: people\n  steps: []",
            "9: E104 wrong-shape: 'repeat' of the section",
        ),
        ("- include: a\n  with: b", "9: E104 wrong-shape: 'with' of the include 'a' is the single"),
        # 105
        (
            "- ask: a\n  qestion: b",
            "9: E105 unknown-key: the ask 'a' has no 'qestion'. Did you mean 'question'?",
        ),
        (
            "- ask: a\n  volunteer: {txt: b}",
            "9: E105 unknown-key: 'volunteer' of the ask 'a' has no 'txt'.",
        ),
        (
            "- ask: a\n  options: {rows: people, wher: b}",
            "9: E105 unknown-key: 'options' from rows, of the ask 'a', has no 'wher'. "
            "Did you mean 'where'?",
        ),
        (
            "- ask: a\n  options: {list: b, other: Other}",
            "9: E105 unknown-key: 'options' from a list, of the ask 'a', has no 'other'.",
        ),
        (
            "- ask: a\n  options: {b: {lable: c}}",
            "9: E105 unknown-key: the option 'b' of the ask 'a' has no 'lable'. "
            "Did you mean 'label'?",
        ),
        (
            "- section: a\n  steps: []\n  repeat: {table: b, leest: 1}",
            "10: E105 unknown-key: 'repeat' of the section 'a' has no 'leest'. "
            "Did you mean 'least'?",
        ),
        # 106
        (
            "- say: a\n  text: b\n  kind: warnin",
            "10: E106 wrong-value: 'kind' of the say 'a' can't be 'warnin'. "
            "Did you mean 'warning'? Write one of note, warning.",
        ),
        (
            "- stop: a\n  text: b\n  ends: rows",
            "10: E106 wrong-value: 'ends' of the stop 'a' can't be 'rows'. Did you mean 'row'?",
        ),
        (
            "- ask: a\n  private: yes",
            "9: E106 wrong-value: 'private' of the ask 'a' can't be 'yes'. Write true or false.",
        ),
        (
            "- ask: a\n  if-open: ask",
            "9: E106 wrong-value: 'if-open' of the ask 'a' can't be 'ask'.",
        ),
        (
            "- section: a\n  steps: []\n  repeat: {table: b, least: -1}",
            "10: E106 wrong-value: 'least' of 'repeat' of the section 'a' can't be '-1'.",
        ),
        # 107
        (
            "- aks: a",
            "8: E107 unknown-step: this step does not say what it is: it begins with 'aks'. "
            "Did you mean 'ask'?",
        ),
        (
            "- ask",
            "8: E107 unknown-step: this step does not say what it is: the single word 'ask'.",
        ),
        ("- {}", "8: E107 unknown-step: this step does not say what it is: it is empty."),
        (
            "- ask: a\n  say: b",
            "8: E107 unknown-step: this step does not say what it is: it is both ask and say.",
        ),
        # 102, in two spellings
        ("- ask: a\n  if-open: true\n  if_open: true", "10: E102 duplicate-key: 'if_open' stands"),
    ],
)
def test_faults_in_steps(text: str, problem: str) -> None:
    _, problems = script(steps(text))
    assert any(each.startswith(f"content/x.yaml:{problem}") for each in problems), problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "1: E104 wrong-shape: a script is a list. Write keys and values here."),
        ("script: a\n", "1: E104 wrong-shape: a script without 'title:' is not complete."),
        ("title: a\nsections: []\n", "1: E104 wrong-shape: a script without 'script:' is not"),
        ("script: a\ntitle: b\n", "1: E104 wrong-shape: a script without 'sections:' is not"),
        ("script: a\ntitle: b\nsections: c\n", "3: E104 wrong-shape: 'sections' of a script is"),
        (
            "script: a\ntitle: b\nsection: []\n",
            "3: E105 unknown-key: a script has no 'section'. Did you mean 'sections'?",
        ),
        (
            "script: a\ntitle: b\nsections: []\nfor: [self, volunter]\n",
            "4: E106 wrong-value: 'for' of a script can't be 'volunter'. "
            "Did you mean 'volunteer'? Write one of self, volunteer, council.",
        ),
        ("script: a\ntitle: b\nsections: []\nversion: 0\n", "4: E106 wrong-value: 'version' of a"),
        ("script: a\ntitle: b\nsections: []\nversion: '1'\n", "4: E106 wrong-value: 'version' of"),
        ("script: a\ntitle: b\nsections: []\nonce: always\n", "4: E106 wrong-value: 'once' of"),
        (
            "script: a\ntitle: b\nsections: []\ngaps: [{id: c, text: d}]\n",
            "4: E104 wrong-shape: a gap without 'when:' is not complete.",
        ),
        (
            "script: a\ntitle: b\nsections: []\noutcomes: [{on: c, is: [d], then: [HALT]}]\n",
            "4: E106 wrong-value: 'then' of an outcome can't be 'HALT'.",
        ),
        (
            "script: a\ntitle: b\nsections: []\noutcomes: [{on: c, is: [d], then: [SCOP]}]\n",
            "4: E106 wrong-value: 'then' of an outcome can't be 'SCOP'. Did you mean 'SCOPE'?",
        ),
        (
            "script: a\ntitle: b\nsections: []\noutcomes: [{on: c, is: [true], then: [OK]}]\n",
            "4: E104 wrong-shape: 'is' of an outcome is true, which is not words. "
            "Write words, in quotes here.",
        ),
        (
            "script: a\ntitle: b\nsections: []\ntables:\n  - id: t\n    inputs: [c, d]\n    rows:\n"
            "      - {is: [any, any], then: [OK]}\n      - {is: [any], then: [OK]}\n",
            "9: E104 wrong-shape: 'is' of a row of a decision table is 1 cells for 2 inputs.",
        ),
        (
            "script: a\ntitle: b\nsections: []\ntables:\n  - id: t\n    inputs: [c]\n    rows:\n"
            "      - {is: [d|], then: [OK]}\n",
            "8: E106 wrong-value: 'is' of a row of a decision table can't be 'd|'.",
        ),
        ("fragment: a\n", "1: E104 wrong-shape: a fragment without 'steps:' is not complete."),
        (
            "fragment: a\ntake: {b: c}\nsteps: []\n",
            "2: E105 unknown-key: a fragment has no 'take'. Did you mean 'takes'?",
        ),
    ],
)
def test_faults_in_scripts(text: str, problem: str) -> None:
    _, problems = shaped(text, script_or_fragment)
    assert any(str(each).startswith(f"content/x.yaml:{problem}") for each in problems), problems


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "1: E104 wrong-shape: case.yaml is a list."),
        ("incidents: {}\n", "1: E104 wrong-shape: the table 'incidents' without 'row:'"),
        ("incidents: incident\n", "1: E104 wrong-shape: the table 'incidents' is the single"),
        ("incidents: {row: a, of: b}\n", "1: E105 unknown-key: the table 'incidents' has no 'of'."),
        (
            "tables:\n  a: {row: b}\njourney: [c]\n",
            "3: E105 unknown-key: case.yaml has no 'journey'. Did you mean 'journeys'?",
        ),
    ],
)
def test_faults_in_the_case(text: str, problem: str) -> None:
    _, problems = shaped(text, case_of)
    assert any(str(each).startswith(f"content/x.yaml:{problem}") for each in problems), problems


PAPER = dedent("""\
    papers:
      tfv-log:
        title: The log
        for: self
        docx: tfv-log.docx
        file_name: log
        source: [TFV-L-01]
        data:
          started: started
          entries:
            each: incidents
            where: incident.kept
            fields:
              kind: incident.kind
              pieces: {each: evidence, fields: {captured: item.captured}}
          total: {value: count(incidents)}
    """)


@pytest.mark.parametrize("text", [PAPER, dedent(PAPER.removeprefix("papers:\n"))])
def test_papers(text: str) -> None:
    made, problems = shaped(text, papers_of)
    assert problems == []
    assert isinstance(made, tuple)
    (paper,) = made
    assert isinstance(paper, Paper)
    assert (paper.name, paper.docx, paper.file_name) == ("tfv-log", "tfv-log.docx", "log")
    assert paper.audience == ("self",)
    started, entries, total = paper.data
    assert started.value is not None
    assert started.value.text == "started"
    assert entries.where is not None
    assert [each.name for each in entries.fields] == ["kind", "pieces"]
    assert entries.fields[1].each == "evidence"
    assert total.value is not None
    assert total.value.text == "count(incidents)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a\n", "1: E104 wrong-shape: papers.yaml is a list."),
        ("log: {docx: a}\n", "1: E104 wrong-shape: the paper 'log' without 'title:' is not"),
        ("log: {title: a}\n", "1: E104 wrong-shape: the paper 'log' without 'docx:' is not"),
        (
            "log: {title: a, docx: b, dta: {}}\n",
            "1: E105 unknown-key: the paper 'log' has no 'dta'. Did you mean 'data'?",
        ),
        (
            "log:\n  title: a\n  docx: b\n  data:\n    x: {each: incidents}\n",
            "5: E104 wrong-shape: 'x' of the paper 'log' without 'fields:' is not complete.",
        ),
        (
            "log:\n  title: a\n  docx: b\n  data:\n    x: {fields: {}}\n",
            "5: E104 wrong-shape: 'x' of the paper 'log' without 'value:' is not complete.",
        ),
        ("log: {title: a, docx: b, for: [me]}\n", "1: E106 wrong-value: 'for' of the paper 'log'"),
    ],
)
def test_faults_in_papers(text: str, problem: str) -> None:
    _, problems = shaped(text, papers_of)
    assert any(str(each).startswith(f"content/x.yaml:{problem}") for each in problems), problems


def test_one_file_reports_all_its_faults_in_order() -> None:
    text = steps("- ask: a\n  qestion: b\n- say: c\n- ask: d\n  private: maybe\n")
    _, problems = shaped(text, script_or_fragment)
    assert said(problems) == [
        "content/x.yaml:9 E105",
        "content/x.yaml:10 E104",
        "content/x.yaml:12 E106",
    ]


keys = st.sampled_from(
    [
        "script",
        "title",
        "sections",
        "id",
        "steps",
        "ask",
        "say",
        "stop",
        "do",
        "compute",
        "include",
        "section",
        "options",
        "rows",
        "list",
        "when",
        "type",
        "repeat",
        "table",
        "must",
        "that",
        "else",
        "volunteer",
        "fragment",
        "takes",
        "with",
        "tables",
        "inputs",
        "is",
        "then",
        "columns",
        "data",
        "each",
        "fields",
        "value",
        "label",
        "source",
        "checked",
    ]
)
leaves = st.one_of(
    keys, st.sampled_from(["", "true", "12", "'", "{a}", "[", "a|b"]), st.text(max_size=5)
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(trees)
def test_no_shape_crashes_it(tree: object) -> None:
    read, _ = read_yaml(msgspec.json.encode(tree), "a.yaml")
    if read is None:
        return
    for make in (script_or_fragment, case_of, list_of, papers_of):
        problems: list[object] = []
        make(read, problems)  # type: ignore[operator]
        for each in problems:
            assert str(each).startswith("a.yaml:1: E1")
