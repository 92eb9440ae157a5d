"""The script format's page holds: its examples are sound, its tables are the program's own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent

import pytest

from tests.interview.authoring import Person, program_of, shaped
from tests.interview.conditions import AT, NAMES, SCOPE, Line, Rig, compiled
from tui.interview import duties, lists, problems
from tui.interview.content import check_folder
from tui.interview.evaluate import compile_expr
from tui.interview.functions import AFTERWARDS, BUILT_IN, FORMS, Function
from tui.interview.names import TYPES
from tui.interview.papers import papers_of
from tui.interview.program import Program
from tui.interview.schema import OUTCOME_ORDER, Expr
from tui.interview.shape import case_of, script_or_fragment
from tui.interview.typing import YESNO
from tui.interview.values import NA, OPEN, PENDING, both, either, truth
from tui.interview.words import FORMATS
from tui.policy.rules import RULES

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "script-format.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

SAID = {"yes": True, "no": False, "open": OPEN, "pending": PENDING, "not asked": NA}


# What the page holds.


@dataclass(frozen=True)
class Block:
    """An example: ``file`` is where it belongs, or the part of a script it is."""

    file: str
    text: str


def blocks() -> list[Block]:
    found = re.findall(r"^```(?:yaml|csv)(?: (.*?))?\n(.*?)^```$", PAGE, re.M | re.S)
    return [Block(*each) for each in found]


def table(first: str) -> list[list[str]]:
    """Return the rows of the table whose first heading is ``first``, without the headings."""
    found = re.search(rf"^\| {re.escape(first)} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", PAGE, re.M)
    assert found is not None, first
    return [[cell.strip() for cell in line[1:-1].split("|")] for line in found[1].splitlines()]


def words_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


# The examples, as one content folder.


def files() -> dict[str, str]:
    """Every example in its place; parts of a script are put together into one more script."""
    made: dict[str, str] = {}
    sections, rest = "", ""
    for number, block in enumerate(blocks()):
        if "/" in block.file:
            assert block.file not in made
            made[block.file] = block.text
        elif block.file == "sections":
            sections += indent(block.text, "  ")
        elif block.file == "script":
            rest += block.text
        else:
            assert block.file in {"steps", "steps incidents"}, block
            repeat = "    repeat: {table: incidents, fixed: true}\n"
            sections += f"  - id: part-{number}\n    title: Part\n"
            sections += repeat if block.file.endswith("incidents") else ""
            sections += "    steps:\n" + indent(block.text, "      ")
    made["content/scripts/rest.yaml"] = (
        f"script: rest\ntitle: The rest\nsections:\n{sections}{rest}"
    )
    return made


def written(folder: Path) -> Path:
    for name, text in files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_the_examples_are_sound_content(tmp_path: Path) -> None:
    folder = written(tmp_path)
    program, found = check_folder(folder / "content", folder / "templates" / "papers.yaml")
    assert [str(each) for each in found] == []
    assert program is not None
    assert set(program.scripts) == {"log", "rest"}
    assert set(program.papers) == {"my-log"}
    assert set(program.duties) == {"OWN-01", "OWN-02", "OWN-03", "OWN-04"}
    steps = {step.name for step in program.scripts["rest"].all_steps()}
    assert steps >= {"seen:tells-them", "seen:under-18", "done:look-again", "shown", "copy_safe"}


def test_a_mistake_in_an_example_would_be_found(tmp_path: Path) -> None:
    folder = written(tmp_path)
    script = folder / "content" / "scripts" / "rest.yaml"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace("last(incidents).app", "last(incidents).ap"), encoding="utf-8")
    _program, found = check_folder(folder / "content", folder / "templates" / "papers.yaml")
    assert [each.code for each in found] == ["E203"]


# The keys of everything.


STEP = "fragment: f\nsteps:\n  - "
SECTION = "script: s\ntitle: S\nsections:\n  - "
SHAPES: dict[str, tuple[Callable[..., object], str]] = {
    "case.yaml": (case_of, "tables: {a: {row: b}}\nzzz: 1"),
    "a table": (case_of, "tables: {a: {row: b, zzz: 1}}"),
    "a script": (script_or_fragment, "script: s\ntitle: S\nsections: []\nzzz: 1"),
    "a section": (script_or_fragment, SECTION + "{id: a, steps: [], zzz: 1}"),
    "a repeat": (
        script_or_fragment,
        SECTION + "{id: a, steps: [], repeat: {table: t, zzz: 1}}",
    ),
    "an ask": (script_or_fragment, STEP + "{ask: a, zzz: 1}"),
    "a must": (script_or_fragment, STEP + "{ask: a, must: [{that: b, else: C, zzz: 1}]}"),
    "a say": (script_or_fragment, STEP + "{say: a, text: B, zzz: 1}"),
    "a stop": (script_or_fragment, STEP + "{stop: a, text: B, zzz: 1}"),
    "a do": (script_or_fragment, STEP + "{do: a, text: B, zzz: 1}"),
    "a compute": (script_or_fragment, STEP + "{compute: a, value: b, zzz: 1}"),
    "an include": (script_or_fragment, STEP + "{include: a, zzz: 1}"),
    "a fragment": (script_or_fragment, "fragment: f\nsteps: []\nzzz: 1"),
    "an option": (script_or_fragment, STEP + "{ask: a, options: {b: {label: B, zzz: 1}}}"),
    "options from a list": (script_or_fragment, STEP + "{ask: a, options: {list: b, zzz: 1}}"),
    "options from rows": (script_or_fragment, STEP + "{ask: a, options: {rows: b, zzz: 1}}"),
    "a gap": (
        script_or_fragment,
        "script: s\ntitle: S\nsections: []\ngaps: [{id: a, text: B, when: c, zzz: 1}]",
    ),
    "an outcome": (
        script_or_fragment,
        "script: s\ntitle: S\nsections: []\noutcomes: [{on: a, is: b, then: OK, zzz: 1}]",
    ),
    "a decision table": (
        script_or_fragment,
        "script: s\ntitle: S\nsections: []\ntables: [{id: a, inputs: b, rows: [], zzz: 1}]",
    ),
    "a row of a decision table": (
        script_or_fragment,
        "script: s\ntitle: S\nsections: []\n"
        "tables: [{id: a, inputs: b, rows: [{is: any, then: OK, zzz: 1}]}]",
    ),
    "a list": (lists.list_of, "list: a\nrows: {}\nzzz: 1"),
    "a column": (lists.list_of, "list: a\nrows: {}\ncolumns: {b: {type: text, zzz: 1}}"),
    "a row of a list": (lists.list_of, "list: a\nrows: {b: {label: B, zzz: 1}}"),
    "a fact": (
        lists.list_of,
        "list: a\ncolumns: {c: text}\nrows: {b: {label: B, c: {value: D, zzz: 1}}}",
    ),
    "a paper": (papers_of, "a: {title: A, docx: b, zzz: 1}"),
    "a value in data": (papers_of, "a: {title: A, docx: b, data: {c: {value: d, zzz: 1}}}"),
    "rows in data": (
        papers_of,
        "a: {title: A, docx: b, data: {c: {each: d, fields: {e: f}, zzz: 1}}}",
    ),
}
STEPS = {"an ask", "a say", "a stop", "a do", "a compute"}


def accepted(text: str, make: Callable[..., object]) -> set[str]:
    """Return the keys that the program names when it meets one it does not know."""
    _made, found = shaped(text, make)
    assert [each.code for each in found] == ["E105"], [str(each) for each in found]
    return set(dict(found[0].words)["known"].split(", "))


@pytest.mark.parametrize("thing", SHAPES)
def test_every_key_is_documented_and_no_other(thing: str) -> None:
    make, text = SHAPES[thing]
    rows = table(f"Key of {thing}")
    if thing in STEPS:
        rows += table("Key of every step")
    documented = [word for row in rows for word in words_in(row[0])]
    if thing == "a section":
        documented.remove("section")
    if thing == "a value in data":
        documented.append("each")  # With it, the field holds rows.
    assert sorted(documented) == sorted(accepted(text, make))


def test_every_table_of_keys_is_checked() -> None:
    headings = re.findall(r"^\| Key of (.*?) \|", PAGE, re.M)
    assert sorted(headings) == sorted([*SHAPES, "every step"])


def test_a_section_among_steps_takes_the_same_keys() -> None:
    inside = accepted(STEP + "{section: a, steps: [], zzz: 1}", script_or_fragment)
    outside = accepted(SHAPES["a section"][1], script_or_fragment)
    assert inside - {"section"} == outside - {"id"}


def test_the_wordings_of_an_audience_are_those_of_the_step() -> None:
    said = {
        "ask: a": {"question", "help", "why"},
        "say: a, text: B": {"text"},
        "stop: a, text: B": {"text"},
        "do: a, text: B": {"text"},
        "section: a, steps: []": {"title"},
    }
    for step, wordings in said.items():
        text = STEP + "{" + step + ", volunteer: {zzz: 1}}"
        assert accepted(text, script_or_fragment) == wordings


# Tables of words.


def test_the_answer_types_are_all_there_and_what_conditions_see(tmp_path: Path) -> None:
    rows = table("Type")
    assert [words_in(row[0])[0] for row in rows] == list(TYPES)
    given = {"choice": "{a: A}", "choices": "{a: A}", "rows": "{rows: people}"}
    asks = "".join(
        f"      - {{ask: q{at}, type: {kind}, question: Q"
        + (f", options: {given[kind]}" if kind in given else "")
        + "}\n"
        for at, kind in enumerate(TYPES)
    )
    head = "script: log\ntitle: Log\nsections:\n  - id: a\n    title: A\n    steps:\n"
    program = program_of(tmp_path, {"scripts/log.yaml": head + asks})
    seen = [program.types["", f"q{at}"].said for at in range(len(TYPES))]
    assert [row[2] for row in rows] == seen


def test_every_function_is_documented_as_it_is() -> None:
    def call(function: Function) -> str:
        said = ", ".join(each.said for each in function.params)
        return f"`{function.name}({said}{', …' if function.more else ''})`"

    assert table("Function") == [
        [call(each), each.result.said, each.about] for each in BUILT_IN.values()
    ]
    for each in AFTERWARDS.values():
        assert f"{call(each)}: {each.about}" in PAGE
    assert table("Rule") == [[call(each), each.result.said, each.about] for each in RULES]
    assert table("Over rows") == [[f"`{name}`", about] for name, about in FORMS.items()]


def test_every_format_is_documented_with_what_it_fits() -> None:
    rows = table("Format")
    assert rows[0][0] == "none"
    assert {words_in(row[0])[0]: set(words_in(row[1])) for row in rows[1:]} == FORMATS


def test_types_of_columns_outcomes_and_duties_are_documented() -> None:
    columns = next(row for row in table("Key of a column") if row[0] == "`type`")
    assert tuple(words_in(columns[1])) == lists.COLUMN_TYPES
    sure = next(row for row in table("Key of a fact") if row[0] == "`sure`")
    assert tuple(words_in(sure[1])) == lists.SURE
    worst_first = re.search(r"From the worst: (.*?)\. A word", PAGE)
    assert worst_first is not None
    assert tuple(words_in(worst_first[1])) == OUTCOME_ORDER
    kinds = [word for row in table("Kind") for word in words_in(row[0])]
    assert sorted(kinds) == sorted(duties.KINDS)


def test_every_problem_is_documented_as_it_is_said() -> None:
    def shown(text: str) -> str:
        return re.sub(
            r"\{\{|\}\}|\{(\w+)\}", lambda found: f"*{found[1]}*" if found[1] else found[0][0], text
        )

    assert table("Code") == [
        [f"`{each.code}` {each.name}", shown(each.what), shown(each.do)]
        for each in problems.CATALOGUE.values()
    ]


# Conditions and what is not known.


def test_what_is_refused_is_and_what_stands_instead_is_not() -> None:
    for refused, instead in table("Refused"):
        _made, found = compile_expr(Expr(text=words_in(refused)[0], at=AT), SCOPE, want=YESNO)
        assert [each.code[:2] for each in found] == ["E2"], refused
        for text in words_in(instead):
            if "." in text:
                assert compiled(text, want=YESNO), text


@pytest.mark.parametrize(("word", "joined"), [("`and`", both), ("`or`", either)])
def test_logic_is_as_documented(word: str, joined: Callable[[object, object], object]) -> None:
    heads = ["yes", "open", "pending", "no"]
    rows = table(word)
    assert [row[0].strip("*") for row in rows] == heads
    for left, *cells in rows:
        for right, cell in zip(heads, cells, strict=True):
            found = joined(SAID[left.strip("*")], SAID[right])
            assert found is SAID[cell], (word, left, right)


def test_conditions_on_what_is_not_known_are_as_documented() -> None:
    rows = table("With an answer that is")
    assert len(rows) > 10
    for text, *cells in rows:
        condition = compiled(words_in(text)[0], want=YESNO)
        for value, cell in zip((OPEN, PENDING, NA), cells, strict=True):
            answers = {name: value for table, name in condition.reads if table == "incidents"}
            rig = Rig(Line(values=dict(NAMES)), {"incident": Line("i", answers)})
            assert truth(condition.run(rig)) is SAID[cell], (text, value)


ACTING = """\
script: log
title: Log
sections:
  - id: a
    title: A
    steps:
      - {ask: before, type: yes-no, question: Q}
      - {ask: x, type: yes-no, when: before, if-open: true, question: Q}
      - {ask: ask, type: text, when: x, question: Q}
      - {say: say, when: x, text: T}
      - {say: warning, kind: warning, when: x, text: T}
      - {do: do, when: x, text: T}
      - {compute: compute, when: x, value: True}
      - section: b
        title: B
        when: x
        steps: [{say: section, text: T}, {say: inside, kind: warning, text: T}]
      - include: f
        when: x
      - {stop: stop, when: x, text: T}
gaps:
  - {id: gap, when: x, text: T}
"""
FRAGMENT = """\
fragment: f
steps:
  - {say: included, kind: warning, text: T}
"""


@pytest.fixture
def acting(tmp_path: Path) -> Program:
    return program_of(tmp_path, {"scripts/log.yaml": ACTING, "scripts/f.yaml": FRAGMENT})


def acts(person: Person) -> Iterator[str]:
    yield from (name.partition(":")[2] or name for name in person.shown())
    yield from (found.gap.id for found in person.flow.gaps())
    if person.value("compute") is True:
        yield "compute"


def test_what_acts_when_is_as_documented(acting: Program) -> None:
    names = {"`say` with `kind: warning`": "warning", "gap": "gap"}
    rows = {names.get(row[0], row[0].strip("`")): row[1:] for row in table("When the condition is")}
    assert set(rows) == {
        *("ask", "say", "warning", "stop", "do", "compute", "section", "gap"),
    }
    for at, word in enumerate(("yes", "open", "pending", "no")):
        person = Person(acting)
        if word != "pending":
            person.put(before=True)
        if word == "open":
            person.leave("x")
        elif word != "pending":
            person.put(x=word == "yes")
        found = set(acts(person))
        for name, cells in rows.items():
            assert (cells[at] == "acts") is (name in found), (name, word)
            waits = cells[at] == "waits"
            assert not waits or word == "pending"
        # Nothing inside a section acts for it being open; an include's own warnings do.
        assert ("inside" in found) is (word == "yes")
        assert ("included" in found) is (word in {"yes", "open"})
        if word == "open":
            assert person.value("compute") is OPEN
            assert person.value("ask") is OPEN
        if word == "no":
            assert person.value("ask") is NA


# The pages themselves.


def headings(page: Path) -> set[str]:
    """Return the names that links to a page's headings use."""
    found = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in found}


@pytest.mark.parametrize(
    "name", ["CONTRIBUTING.md", "docs/architecture.md", "docs/script-format.md"]
)
def test_links_to_headings_lead_to_them(name: str) -> None:
    page = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text(encoding="utf-8"))
    assert links
    for target, heading in links:
        there = (page.parent / target).resolve() if target else page
        assert heading in headings(there), (target, heading)


def test_every_decision_is_in_the_index_under_its_own_title() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = sorted(folder.glob("[0-9]*.md"))
    assert re.findall(r"^\| \[(\d+)\]\((.*?)\) \| (.*) \|$", index, re.M) == [
        (number, page.name, title)
        for page in pages
        for number, title in re.findall(r"\A# (\d+) (.*)", page.read_text(encoding="utf-8"))
    ]


# The guide to the program.


def test_the_modules_that_the_guide_names_are_there() -> None:
    rooms = re.findall(r"^\*\*`(\w+)/`\*\*(.*?)(?=^\*\*`|^Beside)", GUIDE, re.M | re.S)
    assert {name for name, _text in rooms} >= {"interview", "wording", "vault", "papers", "session"}
    missing = []
    for room, text in rooms:
        folder = ROOT / "tui" / room
        modules = {path.stem for path in folder.rglob("*.py")} | {
            path.name for path in folder.rglob("*") if path.is_dir()
        }
        for word in re.findall(r"`([a-z_]+)/?`", text):
            if word not in modules:
                missing.append(f"{room}: {word}")
    assert missing == []


def test_the_places_that_hold_an_invariant_are_there() -> None:
    listed = re.search(r"^## Invariants\n(.*?)^## ", GUIDE, re.M | re.S)
    assert listed is not None
    places = re.findall(r"`((?:tests|tui|\.ci)/[\w./-]+)`", listed[1])
    assert len(places) > 12
    assert [each for each in places if not (ROOT / each).exists()] == []
    for line in listed[1].strip().splitlines():
        if line.startswith("- **"):
            assert "`tests/" in line, line
