"""The chronology, the list of what is still needed, the index of the evidence."""

from __future__ import annotations

import io
import itertools
import re
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from tests.papers import whole_case
from tests.papers.samples import TEMPLATES
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.papers import make
from tui.papers.gather import gather
from tui.papers.numbering import Numbers
from tui.papers.tfv import chronology, evidence_index, gaps
from tui.papers.tfv.log import numbered

MADE = whole_case.MADE
MODULES: dict[str, Any] = {
    "chronology": chronology,
    "gaps": gaps,
    "evidence-index": evidence_index,
}
NASTY = "<b>{{ 7*7 }}</b> #let x = 1 \\ $ @ ‮ [link](x) \U0001f5d1 \x1b[31m " + "long" * 60


def flow_of(text: str) -> Flow:
    count = itertools.count(1)
    filled = read_answers(
        f"script: log\n{text}".encode(),
        "x.yaml",
        whole_case.program(),
        "self",
        new_id=lambda table: f"{table}-{next(count)}",
    )
    assert not filled.problems, filled.problems
    assert filled.flow is not None
    return filled.flow


def entries(*given: str) -> Flow:
    rest = "kind: call, what: He rang., have: [none], more: more"
    rows = "".join(f"  - {{{one}, {rest}}}\n" for one in given)
    return flow_of(f"incidents:\n{rows}")


def told(name: str, flow: Flow, **about: Any) -> list[dict[str, Any]]:
    """The blocks of a paper."""
    paper = whole_case.program().papers[name]
    given = {"title": paper.title, "made": MADE, "whose": ""} | about
    blocks: list[dict[str, Any]] = MODULES[name].arrange(make.gathered(paper, flow), given)[
        "blocks"
    ]
    return blocks


def tables(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [block for block in blocks if block["kind"] == "table"]


def quiet(blocks: list[dict[str, Any]]) -> str:
    return " ".join(line for one in blocks if one["kind"] == "quiet" for line in one["lines"])


def read(made: dict[Any, bytes]) -> str:
    pdf = PdfReader(io.BytesIO(made["pdf"]))
    document = docx.Document(io.BytesIO(made["docx"]))
    words = [page.extract_text() for page in pdf.pages]
    words += [node.text or "" for node in document.element.iter() if node.tag.endswith("}t")]
    return " ".join(words)


def spoiled(value: Any) -> Any:
    """The same data with hostile words in place of all words."""
    if isinstance(value, str):
        return value if value in ("", "yes") else NASTY
    if isinstance(value, list):
        return [spoiled(one) for one in value]
    if isinstance(value, dict) and not {"when", "open"} & value.keys():
        kept = ("written", "changed", "id", "days_read")
        return {key: one if key in kept else spoiled(one) for key, one in value.items()}
    return value


@pytest.mark.parametrize("name", MODULES)
def test_what_people_wrote_is_data(name: str) -> None:
    paper = whole_case.program().papers[name]
    data = spoiled(make.gathered(paper, whole_case.flow()))
    rows = [row.id for row in whole_case.flow().all_rows("evidence")]
    kept = [{"row": row, "name": NASTY, "sha256": "ab" * 32, "when": NASTY} for row in rows]
    said = read(make.draw(paper, data, templates=TEMPLATES, made=MADE, kept=kept))
    assert "{{ 7*7 }}" in said and "<b>" in said
    assert "‮" not in said and "\x1b" not in said


@pytest.mark.parametrize("name", MODULES)
def test_the_same_answers_give_the_same_bytes(name: str) -> None:
    paper, flow = whole_case.program().papers[name], whole_case.flow()
    made = [make.make(paper, flow, templates=TEMPLATES, made=MADE) for _ in range(2)]
    assert made[0] == made[1] and set(made[0]) == {"docx", "pdf"}


# ---------------------------------------------------------------- chronology


def test_a_date_says_how_exactly_it_is_known_and_none_is_guessed() -> None:
    flow = entries(
        "occurred: 2026-03-03T17:46-08:00",
        "occurred: 2026-02~",
        "occurred: 2026-01-05/2026-01-08",
        "occurred: ../2025-12-01",
        "occurred: 2026-04-01/..",
        "occurred: {open: not-sure}",
    )
    dated, undated = tables(told("chronology", flow))[:2]
    assert [row[1] for row in dated["rows"]] == [
        "that day or earlier",
        "between two dates",
        "about",
        "day and time",
        "that day or later",
    ]
    assert [row[1] for row in undated["rows"]] == ["6"]


def test_the_numbers_are_those_of_the_log() -> None:
    flow = whole_case.flow()
    dated, undated = tables(told("chronology", flow))[:2]
    rows = [(row[3], row[2]) for row in dated["rows"]]
    rows += [(row[1], row[0]) for row in undated["rows"]]
    for each in numbered(gather(flow, "tfv-log")):
        kind = each.entry["kind"]
        assert sum(no == str(each.no) and what.startswith(kind) for no, what in rows) == 1


def test_what_was_reported_and_told_stands_among_the_rest() -> None:
    dated = tables(told("chronology", whole_case.flow()))[0]["rows"]
    said = [row[2] for row in dated]
    assert any(one.startswith("The police were told (file 26-10233)") for one in said)
    assert any(one.startswith("Reported: Instagram") for one in said)
    assert not any("Nobody may read" in one for one in said)


def charts(flow: Flow) -> list[dict[str, int]]:
    return [
        {bar["label"]: int(bar["count"]) for bar in block["bars"]}
        for block in told("chronology", flow)
        if block["kind"] == "chart"
    ]


def test_each_chart_counts_what_is_known_and_says_what_it_leaves_out() -> None:
    flow = entries(
        "occurred: 2026-03-03T17:46",
        "occurred: 2026-03-17T23:10",
        "occurred: 2026-03-17",
        "occurred: 2026-03~",
    )
    blocks = told("chronology", flow)
    weeks, kinds, times = charts(flow)
    assert weeks == {"2 Mar 2026": 1, "9 Mar 2026": 0, "16 Mar 2026": 2}
    assert kinds == {"A phone or video call": 4}
    assert [*times.values()] == [0, 0, 1, 1]
    said = quiet(blocks)
    assert "1 entry is not in this chart: its date is not known well enough." in said
    assert "4 entries name no app, site or service." in said
    assert "2 entries are not in this chart: their time of day is not known." in said


def test_it_compares_two_stretches_of_four_weeks_and_foretells_nothing() -> None:
    days = ["2026-04-11", "2026-04-10", "2026-04-01", "2026-03-05", "2025-11-01"]
    blocks = told("chronology", entries(*(f"occurred: {day}" for day in days)))
    counted = next(one for one in tables(blocks) if one["head"][0].startswith("Counted"))
    assert [row[1] for row in counted["rows"]] == ["3", "1"]
    said = [line for one in blocks if one["kind"] == "text" for line in one["lines"]]
    assert said[0] == "There are more entries than before."
    assert said[-1] == "This counts what was written down. It says nothing about what comes next."


def test_weeks_without_an_entry_are_not_called_alike() -> None:
    blocks = told("chronology", entries("occurred: 2025-01-05", "occurred: 2025-02-01"))
    lines = [line for each in blocks if each["kind"] == "text" for line in each["lines"]]
    assert "No entry falls into these eight weeks." in lines
    assert not any("as before" in line for line in lines)


def test_long_descriptions_are_cut_between_words_and_said_to_be() -> None:
    flow = flow_of(
        "incidents:\n  - {occurred: 2026-03-03, kind: call, have: [none], more: keep, "
        f"what: {'word ' * 200}}}\n"
    )
    (row,) = tables(told("chronology", flow))[0]["rows"]
    assert row[2].endswith("word …") and len(row[2]) < 320


# ---------------------------------------------------------------- gaps


def test_each_point_stands_under_its_entry_once() -> None:
    flow = whole_case.flow()
    blocks = told("gaps", flow)
    headed: dict[str, list[str]] = {}
    for before, block in itertools.pairwise(blocks):
        if block["kind"] == "table":
            headed.setdefault(before["text"], []).extend(row[0] for row in block["rows"])
    for points in headed.values():
        assert len(points) == len(set(points))
    numbers = [int(found[1]) for name in headed if (found := re.match(r"Entry (\d+) ·", name))]
    assert numbers == sorted(numbers) and len(numbers) == len(set(numbers))
    assert "The phone bill." in headed[next(name for name in headed if name.startswith("Entry 1 "))]


def test_it_says_nothing_of_where_copies_are_or_how_few() -> None:
    flow = flow_of(
        "answers: {keep_in: [stick]}\nincidents:\n"
        "  - occurred: 2026-03-03\n    kind: call\n    what: He rang.\n    have: [saved]\n"
        "    more: more\n    evidence:\n"
        "      - {name: A file, state: kept, shows: [who, when], place: [stick],"
        " backed_up: [none]}\n"
    )
    assert {one.gap.id for one in flow.gaps()} >= {"one_place_only", "one_copy"}
    said = str(told("gaps", flow))
    assert "one place" not in said and "in one place only" not in said


def test_a_record_that_lacks_nothing_says_so() -> None:
    flow = flow_of(
        "incidents:\n  - occurred: 2026-03-03\n    kind: home\n    what: The light went on.\n"
        "    have: [saved]\n    more: more\n    evidence:\n"
        "      - {name: A film, state: kept, shows: [who, when], backed_up: [second]}\n"
    )
    assert "No entry says that anything is missing." in quiet(told("gaps", flow))


# ---------------------------------------------------------------- index


def test_pieces_are_numbered_by_their_entry_and_place_as_in_the_log() -> None:
    flow = whole_case.flow()
    wanted = [
        f"{number}.{place}"
        for number, row in enumerate(Numbers("incidents", "occurred").ordered(flow), 1)
        for place, _piece in enumerate(flow.rows("evidence", row), 1)
    ]
    kept, missing = tables(told("evidence-index", flow))[:2]
    found = [row[0] for row in kept["rows"]] + [row[0] for row in missing["rows"]]
    assert sorted(found) == sorted(wanted) and kept["rows"]


def test_what_may_show_somebody_under_18_has_a_number_and_no_words() -> None:
    flow = flow_of(
        "answers: {collect_for: [one]}\nincidents:\n  - id: one\n    occurred: 2026-03-03\n"
        "    kind: message\n    what: He wrote.\n    have: [there]\n    more: more\n    evidence:\n"
        "      - {name: Secret of mine, sort: texts, young_in_it: 'yes'}\n"
        "      - {name: His words, sort: texts, young_in_it: 'no', state: kept}\n"
    )
    blocks = told("evidence-index", flow)
    assert "Secret of mine" not in str(blocks)
    assert "1.1: what may show somebody under 18." in str(blocks)
    assert [row[0] for row in tables(blocks)[0]["rows"]] == ["1.2"]


def test_a_sealed_copy_stands_by_its_piece_with_a_fingerprint_to_read_out() -> None:
    flow = whole_case.flow()
    row = next(row.id for row in flow.all_rows("evidence"))
    kept = [{"row": row, "name": "a.png", "sha256": "0123456789abcdef" * 4, "when": "Kept"}]
    found = tables(told("evidence-index", flow, kept=kept))[-1]["rows"]
    groups = "01234567 89abcdef 01234567 89abcdef"
    assert found == [["1.1", "a.png", f"Kept\n{groups}\n{groups}"]]
    assert "No sealed copy" in quiet(
        told("evidence-index", flow, kept=[{**kept[0], "row": "gone"}])
    )
