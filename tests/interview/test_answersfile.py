"""Answers from a file: what is taken, and every problem with its line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from textwrap import dedent

import pytest

from tests.interview.authoring import picture, program_of
from tui.interview.answers import ROOT, Answer
from tui.interview.answersfile import Filled, read_answers
from tui.interview.codec import LONG_TEXT_LIMIT, TEXT_LIMIT
from tui.interview.dates import When
from tui.interview.program import Program
from tui.wording.extract import from_program

LOG = """\
script: log
version: 3
title: Log
sections:
  - id: start
    title: Start
    steps:
      - {ask: started, type: when, question: Started?}
      - ask: kind
        type: choice
        was: [what_kind]
        options: {post: A post, call: {label: A call, was: [phone_call]}}
        question: Kind?
      - {ask: ways, type: choices, options: {threat: A threat, image: An image}, question: Ways?}
      - {ask: sure, type: yes-no, question: Sure?}
      - {ask: many, type: number, question: Many?}
      - {ask: lost, type: money, question: Lost?}
      - {ask: named, type: text, when: sure, question: Named?}
      - {ask: story, type: long-text, question: Story?}
      - {ask: call, type: phone, question: Phone?}
      - {ask: site, type: link, question: Link?}
      - {ask: agreed, type: sign-off, question: Agreed?}
      - {ask: proof, type: files, question: Files?}
      - ask: ended
        type: when
        question: Ended?
        must: [{that: ended >= started, else: That is before it started.}]
      - {say: hello, text: Hello.}
  - id: people
    title: People
    repeat: {table: people}
    steps:
      - {ask: name, type: text, question: Name?}
      - {ask: role, type: choice, options: {did: Did it, saw: Saw it}, question: Role?}
  - id: incident
    title: What happened
    repeat: {table: incidents}
    steps:
      - {ask: occurred, type: when, question: When?}
      - ask: who
        type: rows
        options: {rows: people, where: person.role == 'did', add: true}
        question: Who?
      - section: pieces
        title: Pieces
        repeat: {table: evidence}
        steps:
          - {ask: title, type: text, question: Title?}
          - section: shot
            title: Shot
            steps:
              - {ask: captured, type: when, question: Captured?}
"""
OTHER = "script: other\ntitle: Other\nsections:\n  - {id: a, title: A, steps: []}\n"

Reader = Callable[..., Filled]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    files = {"scripts/log.yaml": LOG, "scripts/other.yaml": OTHER}
    return program_of(tmp_path_factory.mktemp("file"), files)


@pytest.fixture
def read(program: Program) -> Reader:
    def reader(text: str | bytes, script: str = "", now: str = "") -> Filled:
        ids = count(1)
        data = text if isinstance(text, bytes) else dedent(text).encode()
        return read_answers(
            data,
            "mine.yaml",
            program,
            "self",
            new_id=lambda table: f"{table[0]}{next(ids)}",
            script=script,
            now=now,
        )

    return reader


def told(filled: Filled) -> list[str]:
    return [str(one) for one in filled.problems]


def test_everything_at_once(read: Reader) -> None:
    filled = read(
        """\
        script: log
        version: 2
        answers:
          started: 2025-11~
          kind: post
          ways: [threat, image]
          sure: yes
          many: 3
          lost: 45
          named: "null"
          story: |
            One line.
            Another.
          call: 604-555-0123
          site: example.org/42
          agreed: {name: Sam, role: Lead, date: 2026-03-03, view: all}
          proof: a.png
          ended: {open: later}
        people:
          - {id: sam, name: Sam, role: did}
        incidents:
          - occurred: 2026-03-03T17:46-08:00
            who: sam
            evidence:
              - {captured: 2026-03-03, title: A}
              - {title: B}
          - {occurred: {open: not-sure}, who: []}
        """
    )
    assert told(filled) == []
    assert filled.notes == ()
    assert filled.script == "log"
    flow = filled.flow
    assert flow is not None
    assert picture(flow) == picture(flow.fresh())
    assert flow.value(ROOT, "started") == When.parse("2025-11~")
    assert flow.value(ROOT, "ways") == ("threat", "image")
    assert flow.value(ROOT, "sure") is True
    assert flow.value(ROOT, "lost") == 4500
    assert flow.value(ROOT, "named") == "null"
    assert flow.value(ROOT, "story") == "One line.\nAnother."
    assert flow.value(ROOT, "site") == "example.org/42"
    assert flow.value(ROOT, "proof") == ("a.png",)
    assert flow.answers.get(ROOT, "ended") == Answer(open="later", by="log@2")
    [sam] = flow.rows("people")
    first, second = flow.rows("incidents")
    assert flow.value(first.id, "who") == (sam.id,)
    assert flow.value(second.id, "who") == ()
    assert [flow.value(row.id, "title") for row in flow.rows("evidence", first.id)] == ["A", "B"]
    assert len({sam.id, first.id, second.id}) == 3


def test_the_lists_of_rows_in_it_are_whole(read: Reader) -> None:
    flow = read("script: log\nincidents:\n  - {occurred: 2026-03-03}\n").flow
    assert flow is not None
    left = [item for item in flow.items("log") if item.kind == "more"]
    assert {item.state for item in left} == {"answered"}
    assert {item.name for item in left} == {"rows:people", "rows:incident", "rows:pieces"}


def test_an_answer_left_out_is_not_answered(read: Reader) -> None:
    filled = read("script: log\nanswers: {started: null, kind: }\n")
    assert told(filled) == []
    assert filled.flow is not None
    assert filled.flow.answers.get(ROOT, "started") is None
    assert filled.flow.answers.get(ROOT, "kind") is None


def test_earlier_names_and_codes(read: Reader) -> None:
    filled = read("script: log\nversion: 1\nanswers: {what_kind: phone_call}\n")
    assert told(filled) == []
    assert filled.flow is not None
    assert filled.flow.answers.get(ROOT, "kind") == Answer("call", by="log@1")


def test_when_rows_were_written_and_changed(read: Reader) -> None:
    filled = read(
        """\
        script: log
        incidents:
          - {occurred: 2026-03-03, written: 2026-03-04, changed: 2026-03-05T10:00:00}
          - {occurred: 2026-03-03}
        """,
        now="2026-04-01T09:00",
    )
    assert filled.flow is not None
    first, second = filled.flow.rows("incidents")
    assert (first.written, first.changed) == ("2026-03-04", "2026-03-05T10:00:00")
    assert (second.written, second.changed) == ("2026-04-01T09:00", "")
    assert filled.flow.answers.root.written == "2026-04-01T09:00"


VERSION = "2: 'version:' is a whole number."
CASES: list[tuple[str, str, list[str]]] = [
    (
        "an unknown question",
        "script: log\nanswers:\n  kidn: post\n",
        ["3: 'answers' has no question called 'kidn'. Did you mean 'kind'?"],
    ),
    (
        "an unknown question of a row",
        "script: log\nincidents:\n  - occured: 2026-03-03\n",
        ["3: 'incidents' has no question called 'occured'. Did you mean 'occurred'?"],
    ),
    (
        "an unknown key",
        "script: log\nanswrs: {}\n",
        ["2: 'answrs' has no place here. Did you mean 'answers'?"],
    ),
    (
        "a table where it does not belong",
        "script: log\nevidence: []\n",
        ["2: 'evidence' has no place here."],
    ),
    (
        "a bad code",
        "script: log\nanswers:\n  kind: pots\n",
        ["3: kind: \"pots\" is not one of the answers in the list. Did you mean 'post'?"],
    ),
    (
        "one bad code of several",
        "script: log\nanswers:\n  ways: [threat,\n    imag]\n",
        ['3: ways: "imag" is not one of the answers in the list.'],
    ),
    (
        "codes that are no list",
        "script: log\nanswers: {ways: {threat: true}}\n",
        ["2: ways: Pick answers from the list."],
    ),
    (
        "a list for one code",
        "script: log\nanswers: {kind: [post]}\n",
        ["2: kind: Pick one of the answers in the list."],
    ),
    (
        "a list in a list",
        "script: log\nanswers: {ways: [[threat]]}\n",
        ["2: ways: Pick one of the answers in the list."],
    ),
    (
        "a number that is none",
        "script: log\nanswers: {many: some}\n",
        ["2: many: Write a whole number, such as 12."],
    ),
    (
        "neither yes nor no",
        "script: log\nanswers: {sure: 1}\n",
        ["2: sure: Answer yes or no."],
    ),
    (
        "no amount",
        "script: log\nanswers: {lost: much}\n",
        ["2: lost: Write an amount of money, such as 45.50."],
    ),
    (
        "words that are a list",
        "script: log\nanswers: {named: [a], sure: yes}\n",
        ["2: named: This answer must be words."],
    ),
    (
        "left open in a way there is not",
        "script: log\nanswers:\n  kind: {open: maybe}\n  many: {open: later, why: x}\n",
        [
            "3: 'open:' is one of skipped, not-sure, later.",
            "4: 'open:' is one of skipped, not-sure, later.",
        ],
    ),
    (
        "answers that are a list",
        "script: log\nanswers: [kind]\n",
        ["2: 'answers:' holds names and their answers."],
    ),
    (
        "rows that are no list",
        "script: log\nincidents: {occurred: 2026-03-03}\n",
        ["2: 'incidents:' is a list; start each row with a dash."],
    ),
    (
        "rows below that are no list",
        "script: log\nincidents:\n  - evidence: none\n",
        ["3: 'evidence:' is a list; start each row with a dash."],
    ),
    (
        "a row that is a word",
        "script: log\nincidents:\n  - yesterday\n",
        ["3: Each row of 'incidents:' holds names and their answers."],
    ),
    (
        "an id twice",
        "script: log\npeople:\n  - {id: a, name: A}\n  - {id: a, name: B}\n",
        ["4: The id 'a' is given twice."],
    ),
    (
        "an id twice in different tables",
        "script: log\npeople:\n  - {id: a}\nincidents:\n  - evidence: [{id: a}]\n",
        ["5: The id 'a' is given twice."],
    ),
    (
        "an id that is none",
        "script: log\npeople:\n  - id: [a]\n",
        ["3: An id is one word of your own, such as 'id: p1'."],
    ),
    (
        "a pointer to nobody",
        "script: log\npeople:\n  - {id: sam, role: did}\nincidents:\n  - who: [smam]\n",
        ["5: who: no row here has the id 'smam'. Did you mean 'sam'?"],
    ),
    (
        "a pointer to a row of another table",
        "script: log\nincidents:\n  - {id: first}\n  - who: [first]\n",
        ["4: who: 'first' is no row of 'people:'."],
    ),
    (
        "a pointer to a row that is not offered",
        "script: log\npeople:\n  - {id: sam, role: saw}\nincidents:\n  - who: [sam]\n",
        ["5: who: 'sam' is not one of the rows to pick from here."],
    ),
    (
        "the same answer under two names",
        "script: log\nanswers:\n  kind: post\n  what_kind: call\n",
        ["4: 'kind' is answered here and on line 3."],
    ),
    (
        "another journey",
        "script: lgo\nanswers: {}\n",
        ["1: There is no journey 'lgo'. Did you mean 'log'?"],
    ),
    (
        "no journey",
        "answers: {}\n",
        ["1: Say which journey this is for, such as 'script: log'."],
    ),
    ("a bad version", "script: log\nversion: three\n", [VERSION]),
    (
        "a version that is a list",
        "script: log\nversion: [3]\n",
        [VERSION],
    ),
    (
        "a version that is true",
        "script: log\nversion: true\n",
        [VERSION],
    ),
    (
        "a version before the first",
        "script: log\nversion: 0\n",
        [VERSION],
    ),
    (
        "a time that is none",
        "script: log\nincidents:\n  - {written: 2026-02-31}\n  - {changed: [a]}\n",
        [
            "3: Write a day, such as 2026-03-03, or a day and a time.",
            "4: Write a day, such as 2026-03-03, or a day and a time.",
        ],
    ),
    (
        "a rule between answers",
        "script: log\nanswers:\n  started: 2026-03-03\n  ended: 2026-03-02\n",
        ["4: ended: That is before it started."],
    ),
    (
        "a file that is a list",
        "- script: log\n",
        ["1: An answers file starts with names, such as 'script: log'."],
    ),
]


@pytest.mark.parametrize(
    ("text", "problems"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_a_problem_with_its_line(read: Reader, text: str, problems: list[str]) -> None:
    assert told(read(text)) == [f"mine.yaml:{each}" for each in problems]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("31 February", "answers:\n  started: 2026-02-31\n"),
        ("a month too many", "answers:\n  started: 2026-13\n"),
        ("no date", "answers:\n  started: yesterday\n"),
        ("a list", "answers:\n  started: [2026-03-03]\n"),
    ],
)
def test_a_date_that_is_none(read: Reader, kind: str, text: str) -> None:
    filled = read("script: log\n" + text)
    assert len(filled.problems) == 1
    assert str(filled.problems[0].at) == "mine.yaml:3"
    assert filled.problems[0].what.startswith("started: ")


def test_text_over_the_limit(read: Reader) -> None:
    long, longer = "x" * (TEXT_LIMIT + 1), "y " * (LONG_TEXT_LIMIT // 2 + 1)
    filled = read(f"script: log\nanswers:\n  sure: yes\n  named: {long}\n  story: {longer}z\n")
    assert [one.at.line for one in filled.problems] == [4, 5]
    assert f"One answer holds {TEXT_LIMIT}" in filled.problems[0].what
    assert f"One answer holds {LONG_TEXT_LIMIT}" in filled.problems[1].what
    assert long not in filled.problems[0].what
    fits = read(f"script: log\nanswers:\n  sure: yes\n  named: {long[1:]}\n")
    assert told(fits) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r'"a\0b"', "U+0000"),
        (r'"\e[31mred"', "U+001B"),
        (r'"\u202Eabc"', "U+202E"),
        (r'"\x9b31m"', "U+009B"),
        (r'"\u2066x"', "U+2066"),
    ],
)
def test_control_characters_are_refused_by_name(read: Reader, written: str, said: str) -> None:
    filled = read(f"script: log\nanswers:\n  sure: yes\n  named: {written}\n")
    [problem] = filled.problems
    assert problem.at.line == 4
    assert said in problem.what
    assert all(char.isprintable() for char in problem.what)


def test_a_code_with_control_characters_is_shown_without_them(read: Reader) -> None:
    filled = read('script: log\nanswers:\n  kind: "\\e[31mpost"\n')
    [problem] = filled.problems
    assert "\x1b" not in problem.what


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"script: log\nanswers: {a: \x00}\n", 2),
        (b"script: log\nanswers: {kind: post, kind: call}\n", 2),
        (b"script: log\n\tanswers: {}\n", 2),
        (b"script: log\nanswers: {a: *b}\n", 2),
        (b"script: log\nanswers: {a: [}\n", 2),
        (b"\xff\xfe\x00", 1),
        (b"", 1),
        (b"[" * 100_000, 1),
    ],
)
def test_a_file_that_cannot_be_read(read: Reader, data: bytes, line: int) -> None:
    filled = read(data, script="log")
    assert filled.flow is None
    assert filled.script == "log"
    assert filled.problems[0].at.line == line


def test_the_journey_may_be_asked_for(read: Reader) -> None:
    assert read("answers: {}\n", script="log").script == "log"
    assert told(read("answers: {}\n", script="log")) == []
    assert told(read("script: other\n", script="log")) == [
        "mine.yaml:1: This file is for 'other', not for 'log'."
    ]


def test_what_does_not_apply_is_kept_and_noted(read: Reader) -> None:
    filled = read("script: log\nanswers:\n  sure: no\n  named: Sam\n")
    assert told(filled) == []
    assert [str(one) for one in filled.notes] == [
        "mine.yaml:4: named: this question does not apply here, so its answer is left out."
    ]
    assert filled.flow is not None
    assert filled.flow.answers.get(ROOT, "named") == Answer("Sam", by="log@3")


def test_what_hangs_on_a_refused_answer_is_not_said_to_be_left_out(read: Reader) -> None:
    for wrong in ("sure: perhaps", "shure: yes"):
        filled = read(f"script: log\nanswers:\n  {wrong}\n  named: Sam\n")
        assert [one.at.line for one in filled.problems] == [3]
        assert filled.notes == ()
    filled = read("script: log\nanswers: {kind: letter, sure: no, named: Sam}\n")
    assert len(filled.problems) == len(filled.notes) == 1


@pytest.fixture(scope="module")
def messages() -> set[str]:
    return {one.text for one in from_program(Path(__file__).parents[2])}


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: 1\na: 2", "a: &b 1", "b:\n\ta: 1", "a: '\x07'", "a: !b c", "{a: b}: c", ""],
)
def test_what_keeps_a_file_from_being_read_can_be_said_in_any_language(
    read: Reader, text: str, messages: set[str]
) -> None:
    (problem,) = read(text).problems
    asked: list[str] = []

    def translated(sentence: str) -> str:
        asked.append(sentence)
        return f"<{sentence}>"

    said = problem.told(translated)
    assert said.startswith("<") and said.endswith(">")
    assert problem.what and "{" not in problem.what.replace("{ or [", "")
    assert set(asked) <= messages


def test_every_problem_is_found_in_one_go_in_order(read: Reader) -> None:
    filled = read(
        """\
        script: log
        version: x
        incidents:
          - {occurred: 2026-02-31, evidence: [{tilte: A}]}
          - who: [nobody]
        answers:
          kind: letter
        nothing: 1
        """
    )
    assert [one.at.line for one in filled.problems] == [2, 4, 4, 5, 7, 8]
    assert filled.problems == tuple(sorted(filled.problems))


def test_any_script_and_emoji(read: Reader, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("script: log\nanswers: {sure: yes, named: ਸਤ ਸ੍ਰੀ ਅਕਾਲ 😡}\n".encode())
    filled = read(path.read_bytes())
    assert told(filled) == []
    assert filled.flow is not None
    assert filled.flow.value(ROOT, "named") == "ਸਤ ਸ੍ਰੀ ਅਕਾਲ 😡"


def test_an_older_version_is_noted_with_the_answers_and_a_newer_one_refused(read: Reader) -> None:
    older = read("script: log\nversion: 2\nanswers: {started: 2025-11}\n")
    assert older.flow is not None
    found = older.flow.answers.get("case", "started")
    assert found is not None
    assert found.by == "log@2"
    newer = read("script: log\nversion: 9\n")
    assert [one.at.line for one in newer.problems] == [2]
    assert "version 9" in newer.problems[0].what
