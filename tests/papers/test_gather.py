from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.papers.samples import MADE, ROOT, docx_text, pdf_text
from tui.interview.answersfile import read_answers
from tui.interview.content import load
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.schema import DataField
from tui.papers.gather import gather, gather_row
from tui.papers.make import make, needs
from tui.policy.rules import RULES

ANSWERS = """
script: log
answers: {background_now: now, started: 2025-11~, done_so_far: [blocked, police]}
people:
  - {id: sam, name: Sam Example, role: did, relationship: ex_partner}
  - {id: joan, name: Joan Example, role: witness, contact: 555-0100}
incidents:
  - kind: message
    occurred: 2026-03-03T17:46-08:00
    written: 2026-03-03
    what: He wrote again.
    have: [screenshot]
    more: more
    platform: whatsapp
    alike: one
    who: [sam]
    account: {open: later}
    police: {open: not-sure}
    private_notes: nobody may read this
    impact: [money]
    spent: 45.50
    evidence:
      - {name: Screenshot, state: kept, captured: 2026-03-04, shows: [who], place: [friend],
         backed_up: [none]}
      - {name: The bill, state: to_get}
  - {kind: call, occurred: {open: not-sure}, have: [none], more: keep}
"""


@pytest.fixture(scope="module")
def program() -> Program:
    return load(ROOT / "content", ROOT / "templates/papers.yaml", rules=RULES)


def flow_of(program: Program, text: str) -> Flow:
    ids = itertools.count()
    filled = read_answers(
        text.encode(), "test.yaml", program, "self", new_id=lambda table: f"{table}-{next(ids)}"
    )
    assert not filled.problems
    assert filled.flow is not None
    return filled.flow


@pytest.fixture(scope="module")
def flow(program: Program) -> Flow:
    return flow_of(program, ANSWERS)


def test_codes_and_ids_become_words(flow: Flow) -> None:
    data = gather(flow, "tfv-log")
    assert data["started"] == {"when": "2025-11~"}
    assert data["done_so_far"] == ["Blocked them", "Told the police"]
    assert [each["name"] for each in data["people"]] == ["Sam Example"]
    assert [each["name"] for each in data["saw"]] == ["Joan Example"]
    assert data["people"][0]["relationship"] == "Former partner"
    first, second = data["entries"]
    assert first["kind"] == "A text or chat message, words only"
    assert first["platform"] == "WhatsApp"
    assert first["who"] == ["Sam Example"]
    assert first["account"] == {"open": "later"}
    assert first["police"] == {"open": "not-sure"}
    assert first["officer"] == ""
    assert first["spent"] == "$45.50"
    assert [(each["shows_who"], each["to_get"]) for each in first["pieces"]] == [
        ("yes", ""),
        ("", "yes"),
    ]
    assert first["written"].startswith("2026-03-03")
    assert "Nothing kept shows when it happened." in first["gaps"]
    assert first["pieces"][1]["gaps"] == [
        "The bill: this still has to be copied or fetched, when that is safe."
    ]
    assert second["occurred"] == {"open": "not-sure"}
    assert second["what"] == ""


def test_one_row_is_gathered_as_it_is_among_the_others(flow: Flow) -> None:
    unsaid = {"one_copy"}
    rows = [row.id for row in flow.rows("incidents")]
    alone = [gather_row(flow, "tfv-log", "entries", row, unsaid) for row in rows]
    assert len(alone) > 1 and alone == gather(flow, "tfv-log", unsaid)["entries"]
    assert any(each["gaps"] for each in alone if each)
    piece = flow.answers.row(rows[0]).kids["evidence"][1].id
    fewer = gather_row(flow, "tfv-log", "entries", rows[0], unsaid, without={piece})
    assert alone[0] is not None and fewer is not None
    assert fewer["pieces"] == [alone[0]["pieces"][0]]
    person = flow.rows("people")[0].id
    for absent in (person, "case", "nobody", piece):
        assert gather_row(flow, "tfv-log", "entries", absent) is None


def test_only_the_fields_that_are_wanted_are_gathered(flow: Flow) -> None:
    whole = gather(flow, "tfv-log")
    part = gather(flow, "tfv-log", only={"started", "entries", "entries.what"}, gaps=False)
    assert part["started"] == whole["started"]
    assert [each["what"] for each in part["entries"]] == [each["what"] for each in whole["entries"]]
    assert set(part) == {"started", "entries", "gaps"}
    assert set(part["entries"][0]) == {"what", "written", "changed", "gaps"}


def test_the_data_block_is_what_the_paper_is_made_from(program: Program) -> None:
    def names(fields: Iterable[DataField], above: str = "") -> Iterator[str]:
        for each in fields:
            yield above + each.name
            yield from names(each.fields, f"{above}{each.name}.")

    for paper in program.papers.values():
        assert set(names(paper.data)) == needs(paper, ROOT / "templates"), paper.name


def test_a_paper_shows_what_was_said_and_leaves_out_what_it_promises(
    program: Program, flow: Flow
) -> None:
    made = make(program.papers["tfv-log"], flow, templates=ROOT / "templates", made=MADE)
    for text in (docx_text(made["docx"]), pdf_text(made["pdf"])):
        assert "He wrote again." in text
        assert "Sam Example" in text
        assert "The bill: this still has to be copied" in text
        for hidden in (
            "nobody may read this",
            "555-0100",
            "With someone trusted",
            "one place",
            "incidents-",
        ):
            assert hidden not in text


def test_a_private_answer_is_no_name_and_fills_no_sentence(program: Program) -> None:
    keys = (("people", "name"), ("evidence", "name"))
    hidden = {key: replace(program.asks[key], private=True) for key in keys}
    flow = flow_of(replace(program, asks={**program.asks, **hidden}), ANSWERS)
    first = gather(flow, "tfv-log")["entries"][0]
    assert first["who"] == ["A person without a name"]
    assert not any("The bill" in gap for piece in first["pieces"] for gap in piece["gaps"])


def test_every_example_makes_its_papers(program: Program) -> None:
    examples = sorted(Path(ROOT / "examples").glob("*.yaml"))
    assert examples
    for example in examples:
        flow = flow_of(program, example.read_text(encoding="utf-8"))
        made = make(program.papers["tfv-log"], flow, templates=ROOT / "templates", made=MADE)
        assert made["pdf"].startswith(b"%PDF")
        assert made["docx"].startswith(b"PK")
