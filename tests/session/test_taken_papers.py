"""Papers say that something was taken out for good, and when; never what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.session.sittings import Clock
from tui.interview.answers import ROOT, Add, Answer, Put
from tui.interview.program import Program
from tui.papers.gather import gather, gather_row
from tui.papers.tfv.entry import stamp
from tui.papers.tfv.log import left_out
from tui.session import erasing
from tui.session.book import Book
from tui.session.erasing import take_answers, take_entries
from tui.vault import SealedCase, Vault
from tui.vault.history import Event, events

BY = "log@1"
LOST = "Something was taken out of it for good, last on 4 March 2026"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def case(tmp_path: Path, clock: Clock) -> SealedCase:
    return Vault.create(tmp_path / "v", "a b c d", clock=clock, log_n=2).new_case("", "own")


@pytest.fixture
def book(program: Program, case: SealedCase, clock: Clock) -> Book:
    book = Book(program, case, clock)
    for row in ("r1", "r2"):
        given = {"kind": Answer("call", by=BY), "occurred": Answer("2026-03-03", by=BY)}
        book.apply([Add("incidents", ROOT, row, given)], "log@1")
    book.apply([Put("r1", "what", Answer("one", by=BY))], "log@1")
    clock.now += timedelta(minutes=5)
    book.apply([Put("r1", "what", Answer("two", by=BY))], "log@1")
    return book


def every(case: SealedCase) -> list[Event]:
    return list(events(case.history()))


def stamps(book: Book) -> dict[str, str]:
    flow = Book(book.program, book.case, book.clock).flow
    found = {}
    for row in ("r1", "r2"):
        if row in flow.answers:
            entry = gather_row(flow, "tfv-log", "entries", row)
            assert entry is not None
            found[row] = stamp(entry)
    return found


def last_part(book: Book) -> str:
    flow = Book(book.program, book.case, book.clock).flow
    return "\n".join(left_out(gather(flow, "tfv-log"))["lines"])


def test_an_entry_that_was_corrected_says_so_also_within_a_minute(book: Book, clock: Clock) -> None:
    assert "Last changed" in stamps(book)["r1"]
    assert "Last changed" not in stamps(book)["r2"]
    clock.now += timedelta(days=1)
    for words in ("a", "b"):
        book.apply([Put("r2", "what", Answer(words, by=BY))], "log@1")
    assert "Last changed" in stamps(book)["r2"]
    given = {"kind": Answer("call", by=BY), "what": Answer("a", by=BY)}
    book.apply([Add("incidents", ROOT, "r3", given)], "log@1")
    book.apply([Put("r3", "what", Answer("b", by=BY))], "log@1")
    entry = gather_row(book.flow, "tfv-log", "entries", "r3")
    assert entry is not None
    assert "Last changed" in stamp(entry)


@pytest.mark.parametrize("earlier", [False, True])
def test_an_entry_says_that_something_was_taken_out_of_it(
    book: Book, case: SealedCase, earlier: bool
) -> None:
    assert "taken out" not in last_part(book)
    wanted = [erasing.Answer("incidents", "r1", "what")]
    assert case.erase(take_answers(every(case), wanted, earlier=earlier), "me", "why")
    found = stamps(book)
    assert LOST in found["r1"]
    assert "taken out" not in found["r2"]
    assert "What was taken out of the record for good, last on 4 March 2026" in last_part(book)


def test_it_still_says_so_after_the_entry_is_changed(book: Book, case: SealedCase) -> None:
    wanted = [erasing.Answer("incidents", "r1", "what")]
    case.erase(take_answers(every(case), wanted, earlier=False), "me", "")
    again = Book(book.program, case, book.clock)
    again.apply([Put("r1", "what", Answer("three", by=BY))], "log@1")
    entry = gather_row(again.flow, "tfv-log", "entries", "r1")
    assert entry is not None
    assert LOST in stamp(entry)


def test_where_an_entry_went_the_last_part_says_so(book: Book, case: SealedCase) -> None:
    case.erase(take_entries(every(case), ["r1"]), "me", "")
    assert list(stamps(book)) == ["r2"]
    assert "taken out" not in stamps(book)["r2"]
    assert "What was taken out of the record for good" in last_part(book)


def test_nothing_of_earlier_changes_is_lost_on_the_way(book: Book, case: SealedCase) -> None:
    """The answers of every moment can still be read, blank where they were taken out."""
    from tui.session.book import answers_of

    case.erase(take_entries(every(case), ["r1"]), "me", "")
    documents: dict[str, dict[str, dict[str, object]]] = {ROOT: {}, "incidents": {}}
    for event in every(case):
        for row in event.rows:
            if row.table in documents:
                if row.after is None:
                    documents[row.table].pop(row.row, None)
                else:
                    documents[row.table][row.row] = row.after
        answers_of(documents)
    assert list(documents["incidents"]) == ["r2"]
