"""The papers for a court: what they say, what they leave open, and what they never say."""

from __future__ import annotations

import io
import itertools
import json
import re
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache
from typing import Any

import docx
import pytest
import yaml
from pypdf import PdfReader

from tests.papers import whole_case
from tests.papers.samples import TEMPLATES
from tui.interview.answersfile import read_answers
from tui.interview.flow import Flow
from tui.papers import make

NAMES = [
    "registry-sheet",
    "lawyer-brief",
    "witness-list",
    "transfer-record",
    "transcript-sheet",
    "statement-draft",
]
NASTY = "<b>{{ 7*7 }}</b> #let x = 1 \\ $ @ [link](x) שלום \U0001f5d1 " + "long" * 60
Data = dict[str, Any]


@lru_cache(maxsize=1)
def _whole() -> Data:
    data = yaml.load(whole_case.FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(data, dict)
    return data


def flow_with(change: Callable[[Data], object] = lambda data: None) -> Flow:
    """The whole invented record, with something else in it."""
    data = deepcopy(_whole())
    change(data)
    count = itertools.count(1)
    filled = read_answers(
        json.dumps(data, ensure_ascii=False).encode(),
        "changed",
        whole_case.program(),
        "self",
        new_id=lambda table: f"{table}-{next(count)}",
    )
    # What no longer applies after the change is left out, as it is for people.
    assert not filled.problems, "\n".join(str(one) for one in filled.problems)
    assert filled.flow is not None
    return filled.flow


def said(name: str, flow: Flow) -> str:
    text = make.text(whole_case.program().papers[name], flow, made=whole_case.MADE)
    parts = [text.part(key) for key in text.keys()]  # noqa: SIM118 (it is no mapping)
    return "\n".join(line.text for part in parts if part for line in part.lines)


def files(name: str, flow: Flow, size: Any = "letter") -> dict[Any, bytes]:
    paper = whole_case.program().papers[name]
    return make.make(paper, flow, templates=TEMPLATES, made=whole_case.MADE, size=size)


def pages(made: dict[Any, bytes]) -> int:
    return len(PdfReader(io.BytesIO(made["pdf"])).pages)


def entry(data: Data, name: str) -> Data:
    return next(one for one in data["incidents"] if one.get("id") == name)  # type: ignore[no-any-return]


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"^(\d+)\. ", text, re.MULTILINE)]


# What people wrote is data, and much of it is no harm.


def nasty(data: Data) -> None:
    data["answers"] |= {
        "court_file": NASTY,
        "lawyer_needs": NASTY,
        "registry_devices": NASTY,
        "registry_form": NASTY,
        "list_contacts": "yes",
    }
    data["people"][2] |= {"name": NASTY, "contact": NASTY, "can_say_words": NASTY}
    data["transfers"][0] |= {"name": NASTY, "moved_from": NASTY, "moved_with": NASTY}
    first = entry(data, "texts")
    first["what"] = NASTY
    first["evidence"][0] |= {"name": NASTY, "why_chosen": NASTY}
    entry(data, "voice")["evidence"][0] |= {"name": NASTY, "transcript_by": NASTY}


@pytest.mark.parametrize("name", NAMES)
def test_what_people_wrote_is_data(name: str) -> None:
    made = files(name, flow_with(nasty))
    document = docx.Document(io.BytesIO(made["docx"]))
    words = [node.text or "" for node in document.element.iter() if node.tag.endswith("}t")]
    words += [page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages]
    text = " ".join(words)
    assert "{{ 7*7 }}" in text
    assert "<b>" in text


def test_long_answers_do_not_make_the_short_paper_long() -> None:
    def long(data: Data) -> None:
        for one in data["incidents"]:
            one["what"] = "Then this happened as well. " * 400
            one["still_needed"] = "The bill of that month. " * 200
        data["answers"]["life_effect"] = "All of it changed. " * 300

    assert pages(files("lawyer-brief", flow_with(long))) <= 3


@pytest.mark.parametrize("size", ["letter", "a4"])
def test_the_short_paper_has_two_pages(size: str) -> None:
    assert pages(files("lawyer-brief", whole_case.flow(), size)) == 2


# The short paper for a lawyer.


def test_the_entries_are_those_that_were_chosen() -> None:
    text = said("lawyer-brief", whole_case.flow())
    assert "A photo of my front door" in text
    assert "The phone rang and nobody spoke" not in text
    assert "In the short choice: 1.1 Texts of 16 to 18 January, 3.1 The post with my door" in text


def test_without_a_choice_it_has_the_latest_six() -> None:
    flow = flow_with(lambda data: data["answers"].update(key_entries={"open": "later"}))
    text = said("lawyer-brief", flow)
    rows = re.findall(r"^When: (.*)$", text, re.MULTILINE)
    assert len(rows) == 6
    assert rows[-1].startswith("8 Apr 2026")
    assert "You will be sorry on Friday." in text
    assert "One text after another" not in text


def test_nothing_of_an_entry_that_was_stopped_is_told() -> None:
    def only_that(data: Data) -> None:
        only = [one for one in data["incidents"] if one.get("id") == "under"]
        data.clear()
        data.update(script="log", answers={"court_kind": "family"}, incidents=only)

    text = said("lawyer-brief", flow_with(only_that))
    assert "There are no entries yet." in text
    assert "20 Feb" not in text


def test_what_is_missing_takes_turns_among_the_entries() -> None:
    found = re.findall(r"– Entry (\d+):", said("lawyer-brief", whole_case.flow()))
    assert len(found) == len(set(found)) == 6


# Witnesses.


def test_nobody_can_be_reached_through_the_list_unless_that_was_asked_for() -> None:
    contact = "604-555-0142"
    assert contact not in said("witness-list", whole_case.flow())
    made = files("witness-list", whole_case.flow())
    assert contact not in " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(made["pdf"])).pages
    )
    asked = flow_with(lambda data: data["answers"].update(list_contacts="yes"))
    text = said("witness-list", asked)
    assert contact in text
    assert "How to reach the people named." not in text
    # Ana was not asked yet.
    assert "The clinic" not in text


@pytest.mark.parametrize("name", [one for one in NAMES if one != "witness-list"])
def test_no_other_paper_says_how_to_reach_anybody(name: str) -> None:
    flow = flow_with(lambda data: data["answers"].update(list_contacts="yes"))
    assert "604-555-0142" not in said(name, flow)


def test_the_person_who_did_it_is_no_witness() -> None:
    assert "Hartwick" not in said("witness-list", whole_case.flow())


def test_copies_that_others_took_are_listed_with_their_number() -> None:
    text = said("witness-list", whole_case.flow())
    assert "Piece: The post, filmed while I scroll\nTaken by: Bea Lindqvist" in text
    assert "Entries 1, 6 and 10 of the log also say who saw or heard it." in text


# How copies were moved.


def test_steps_stand_in_the_order_of_their_days_and_say_what_changed() -> None:
    def earlier(data: Data) -> None:
        data["transfers"][1]["moved_on"] = "2026-04-01"

    text = said("transfer-record", flow_with(earlier))
    assert text.index("the blue stick") < text.index("by cable")
    assert "Was it changed?: Only the kind of file; From AMR to MP3." in text
    assert "Was it changed?: No, it is the same file" in text
    assert "; Entry 7" in text


def test_sealed_copies_of_what_was_moved_have_their_fingerprint() -> None:
    flow = whole_case.flow()
    rows = {
        flow.value(piece.id, "name"): piece.id
        for one in flow.rows("incidents")
        for piece in flow.rows("evidence", one.id)
    }
    kept = [
        {"row": rows[name], "name": file, "sha256": digest * 64, "when": "Kept on 9 April"}
        for name, file, digest in (
            ("Voicemail of 21 March", "voice.amr", "a"),
            ("The post with my door", "door.png", "b"),
        )
    ]
    paper = whole_case.program().papers["transfer-record"]
    text = make.text(paper, flow, made=whole_case.MADE, kept=kept)
    parts = [text.part(key) for key in text.keys()]  # noqa: SIM118
    told = "\n".join(line.text for part in parts if part for line in part.lines)
    assert "voice.amr" in told
    assert told.count("aaaaaaaa") == 8
    assert "door.png" not in told


def test_a_record_without_steps_can_be_filled_in_by_hand() -> None:
    text = said("transfer-record", whole_case.nothing())
    assert "No step is recorded yet." in text


# Recordings.


def test_each_recording_has_its_sheet() -> None:
    def two(data: Data) -> None:
        entry(data, "post")["evidence"][1]["speech"] = "yes"

    text = said("transcript-sheet", flow_with(two))
    titles = make.text(
        whole_case.program().papers["transcript-sheet"], flow_with(two), made=whole_case.MADE
    )
    headings = [titles.title(key) for key in titles.keys()]  # noqa: SIM118
    assert "Recording 3.2: The post, filmed while I scroll" in headings
    assert "Recording 7.1: Voicemail of 21 March" in headings
    assert "English, a few words of Polish" in text
    assert pages(files("transcript-sheet", flow_with(two))) >= 3


# The statement.


def test_what_is_not_known_stays_a_line() -> None:
    text = said("statement-draft", whole_case.flow())
    part = text[text.index("Piece 7.1") : text.index("Piece 10.1")]
    assert "What can be seen or heard in it: ____" in part
    assert "Whether it is the whole of it, or a part: ____" in part
    whole = text[text.index("Piece 1.1") : text.index("Piece 3.1")]
    assert "It is the whole of it, and not a part." in whole
    assert len(re.findall(r"_+", whole)) == 1  # how it is marked


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"worked": "no"}, "The device was not working as it should: ____"),
        ({"worked": {"open": "not-sure"}}, "I do not know whether the device was working"),
        ({"worked": {"open": "later"}}, "Whether the device was working as it should: ____"),
        ({"touched": "changed"}, "Something has been changed in it since: ____"),
        ({"touched": {"open": "skipped"}}, "Whether anything has been changed in it since: ____"),
        ({"original": "gone"}, "The message, post or file it was taken from is gone."),
        ({"original": "unsure"}, "Where the first copy is: ____"),
        ({"taken_by": {"open": "later"}}, "This copy was taken by ____"),
        ({"taken_more": "The clock was wrong"}, "what was changed: The clock was wrong."),
        ({"captured": {"open": "not-sure"}}, "It was taken or saved: ____"),
    ],
)
def test_each_fact_is_said_as_it_was_answered(changed: Data, words: str) -> None:
    text = said(
        "statement-draft",
        flow_with(lambda data: entry(data, "texts")["evidence"][0].update(changed)),
    )
    assert words in text[text.index("Piece 1.1") : text.index("Piece 3.1")]


def test_that_nothing_points_to_them_is_left_out_of_what_is_sworn() -> None:
    def nothing(data: Data) -> None:
        entry(data, "texts").update(identity=["none"], why_them={"open": "skipped"})

    text = said("statement-draft", flow_with(nothing))
    part = text[text.index("Piece 1.1") : text.index("Piece 3.1")]
    assert "Nothing yet" not in part
    assert "What I know that points to that person: ____" in part


def test_how_somebody_else_took_it_is_theirs_to_say() -> None:
    text = said("statement-draft", whole_case.flow())
    part = text[text.index("Piece 10.1") : text.index("Piece 11.1")]
    assert "I did not take this copy. It was taken by Bea Lindqvist" in part
    assert "Device:" not in part
    assert "working" not in part


def test_paragraphs_are_numbered_on_and_on() -> None:
    found = numbers(said("statement-draft", whole_case.flow()))
    assert found == list(range(1, len(found) + 1))
    assert len(found) > 20


def test_nothing_is_sworn_argued_or_promised() -> None:
    for flow in (whole_case.flow(), whole_case.nothing()):
        text = said("statement-draft", flow)
        lines = text.splitlines()
        for label in ("Sworn or affirmed at (place)", "On (day)", "Their name and office"):
            assert set(lines[lines.index(label) + 1]) == {"_"}
        assert "It is not the form of any court." in text
        for word in ("admissible", "prove", "therefore", "guarantee", "credible"):
            assert word not in text.casefold()


def test_without_a_choice_it_has_what_is_kept_or_one_to_fill_in() -> None:
    def none(data: Data) -> None:
        data["answers"]["key_entries"] = {"open": "later"}

    text = said("statement-draft", flow_with(none))
    assert "so all that are kept are here" in text
    assert "Piece 5.1: List of devices in the mail account" in text
    assert "Piece: ____" in said("statement-draft", whole_case.nothing())

    def many(data: Data) -> None:
        none(data)
        first = entry(data, "texts")
        first["evidence"] = [{**first["evidence"][0], "name": f"Text {n}"} for n in range(30)]

    text = said("statement-draft", flow_with(many))
    assert "Choose some first." in text
    assert "Piece 1.1" not in text


# The registry.


def test_rules_that_were_found_stand_beside_lines_for_those_that_were_not() -> None:
    text = said("registry-sheet", whole_case.flow())
    assert "An affidavit has no more than 25 pages" in text
    assert "looked up on 22 November 2026" in text
    part = text[text.index("How should it be printed?") :]
    assert part.splitlines()[1] == "What was found: Nothing: ask."


def test_a_court_that_is_not_known_leaves_only_questions() -> None:
    flow = flow_with(lambda data: data["answers"].update(court="other"))
    text = said("registry-sheet", flow)
    assert "No rules of this court were found that could be checked." in text
    assert "25 pages, all" not in text
    assert "Another court" not in text
    assert "Four is a usual start" in text


def test_the_sheet_for_the_registry_says_nothing_of_what_happened() -> None:
    text = said("registry-sheet", whole_case.flow())
    for word in ("Dale", "Hartwick", "front door", "604-555"):
        assert word not in text
