"""The history of a record for a paper: what changed, what lapsed by it, and nothing private."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.interview.authoring import program_of
from tests.interview.test_settling import LIFT, SCRIPT
from tests.session.sittings import PASSPHRASE, QUICK, Clock, new_id
from tui.interview.answers import ROOT, Answer, Put
from tui.interview.program import Program
from tui.interview.schema import Paper
from tui.session.book import Book
from tui.session.past import past_for
from tui.vault import MemoryCase, Vault
from tui.wording import using

RECORD = Paper(name="council-record", title="Record", docx="blocks.docx")
DISCLOSED = Paper(name="council-disclosure", title="Schedule", docx="blocks.docx")
PRIVATE = "      - {ask: notes, type: long-text, private: true, question: Only for you?}\n"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    script = SCRIPT.replace("      - {ask: young,", f"{PRIVATE}      - {{ask: young,")
    return program_of(tmp_path / "content", {"scripts/log.yaml": script})


@pytest.fixture
def book(tmp_path: Path, program: Program) -> Book:
    vault = Vault.create(tmp_path / "kept", PASSPHRASE, log_n=QUICK, clock=Clock())
    return Book(program, vault.new_case("A case", "own"), Clock(), new_id)


def put(book: Book, **given: object) -> None:
    for name, raw in given.items():
        item = book.flow.find((ROOT, name))
        assert item is not None
        assert item.step is not None
        stored = book.flow.check(item, raw)
        book.apply([Put(ROOT, name, Answer(stored, by=item.step.by))], "log")  # type: ignore[arg-type]


def told(book: Book, paper: Paper = RECORD) -> list[str]:
    found = past_for(paper, book.case, book.program, "self")
    assert found is not None
    return ["\n".join(" ".join(filter(None, line)) for line in one["lines"]) for one in found]


def test_it_tells_each_answer_each_approval_and_each_lapse(book: Book) -> None:
    put(book, officer="Jo Smith", restricted="none", young=False, online=True, minor=True)
    put(book, lift=LIFT)
    assert told(book)[-1] == "Lift? Name as typed: Di Rector; The harm went on for months."
    put(book, minor=False)
    assert told(book)[-1] == "Minor? Yes → No\nLapsed: Lift? An answer has changed since: “Minor?”"
    put(book, online=False)
    assert told(book)[-1] == "Online? Yes → No", "it lapsed before"


def test_private_answers_are_left_out(book: Book) -> None:
    put(book, officer="Jo Smith", notes="Nobody else may read this.")
    put(book, notes="Nor this.")
    assert "Officer? Jo Smith" in "\n".join(told(book))
    assert "Nor this" not in "\n".join(told(book))
    assert "Nobody else" not in "\n".join(told(book))
    assert "Only for you" not in "\n".join(told(book))


def test_only_papers_that_print_it_get_it_and_only_where_it_is_kept(
    book: Book, program: Program
) -> None:
    assert past_for(Paper(name="council-text", title="Text"), book.case, program, "self") is None
    assert past_for(RECORD, MemoryCase(), program, "self") is None


def test_a_view_is_in_the_record_and_not_in_what_is_disclosed(book: Book) -> None:
    put(book, officer="Jo Smith", restricted="none", young=False, online=True, minor=True)
    put(book, lift=LIFT)
    put(book, lift={**LIFT, "view": "A lawyer told us so."})
    assert "A lawyer told us so." in "\n".join(told(book))
    said = told(book, DISCLOSED)
    assert "harm went on" not in "\n".join(said)
    assert "lawyer" not in "\n".join(said)
    assert said[-2] == (
        "Lift? Name as typed: Di Rector\nLift? A view was written. It is left out here."
    )
    assert said[-1].endswith("Lift? A view was written. It is left out here.")


def test_a_long_answer_that_is_gone_is_told_whole_only_once(book: Book) -> None:
    put(book, officer="Jo " * 100 + "Smith")
    put(book, officer="Kim")
    assert told(book)[-2].count("Jo ") == 100
    assert told(book)[-1].count("Jo ") < 70
    assert told(book)[-1].endswith(" … → Kim")


def test_it_is_english_for_a_council_whatever_the_screen_speaks(
    book: Book, program: Program
) -> None:
    put(book, officer="Jo Smith")
    with using("fr-CA"):
        found = past_for(RECORD, book.case, program, "council")
    assert found is not None
    assert "March 2026" in found[0]["when"]
    assert found[0]["lines"] == [("", "The record was begun.")]
