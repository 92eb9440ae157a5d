"""A history in words: questions and entries as they are called, from what to what."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest

from tests.session.sittings import Clock
from tui.interview.answers import ROOT, Add, Answer, Put, Remove
from tui.interview.program import Program
from tui.session.book import Book
from tui.session.histories import Happening, Histories
from tui.vault import Vault
from tui.vault.history import events

BY = "log@1"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def book(program: Program, tmp_path: object, clock: Clock) -> Book:
    from pathlib import Path

    vault = Vault.create(Path(str(tmp_path)) / "v", "a b c d", clock=clock, log_n=2)
    return Book(program, vault.new_case("", "own"), clock)


def happenings(book: Book, *, closings: bool = False) -> list[Happening]:
    frames = book.case.history()  # type: ignore[attr-defined]
    return list(Histories(book.program, "self").of(events(frames), closings=closings))


def entry(book: Book, row: str = "r1", **more: Answer) -> None:
    given = {"kind": Answer("call", by=BY), "occurred": Answer("2026-03-03", by=BY), **more}
    book.apply([Add("incidents", ROOT, row, given)], "log@1")


def test_an_answer_is_told_by_its_question_and_its_entry(book: Book, clock: Clock) -> None:
    entry(book)
    clock.now += timedelta(minutes=5)
    book.apply([Put("r1", "what", Answer("He rang\nat night.", by=BY))], "log@1")
    clock.now += timedelta(minutes=5)
    book.apply([Put("r1", "what", Answer("He rang twice.", by=BY))], "log@1")
    begun, added, written, corrected = happenings(book)
    assert begun.told == ("The record was begun.",)
    label = book.program.asks["incidents", "kind"].labels["call"]
    (told,) = added.told
    assert told == f"Added: 3 March 2026: {label}, no. 1"
    assert (added.who, added.journey) == ("me", "Log what happened") or added.journey
    question = book.program.asks["incidents", "what"].node.question  # type: ignore[union-attr]
    (step,) = written.steps
    assert (step.question, step.before, step.after) == (question, "", "He rang\nat night.")
    assert step.entry == f"3 March 2026: {label}, no. 1"
    (step,) = corrected.steps
    assert (step.before, step.after) == ("He rang\nat night.", "He rang twice.")
    assert [one.at for one in (added, written, corrected)] == [
        "2026-03-04T17:30:00Z", "2026-03-04T17:35:00Z", "2026-03-04T17:40:00Z",
    ]  # fmt: skip
    assert "2026" in added.when


def test_codes_dates_and_open_answers_are_said_in_words(book: Book) -> None:
    entry(book)
    book.apply([Put("r1", "kind", Answer("in-person", by=BY))], "log@1")
    book.apply([Put("r1", "occurred", Answer("2026-03-02~", by=BY))], "log@1")
    book.apply([Put("r1", "occurred", Answer(open="not-sure", by=BY))], "log@1")
    *_, kind, about, unsure = happenings(book)
    labels = book.program.asks["incidents", "kind"].labels
    assert kind.steps[0].before == labels["call"]
    assert kind.steps[0].after in labels.values() or kind.steps[0].after == "in-person"
    assert (about.steps[0].before, about.steps[0].after) == ("3 March 2026", "about 2 March 2026")
    assert unsure.steps[0].after == "Not sure"


def test_undoing_and_taking_out_are_visible(book: Book) -> None:
    entry(book)
    book.apply([Put("r1", "what", Answer("A message.", by=BY))], "log@1")
    book.undo()
    book.apply([Remove("r1")], "review")
    *_, written, undone, removed = happenings(book)
    assert undone.told == (f"Undone: change {written.n}",)
    assert (undone.steps[0].before, undone.steps[0].after) == ("A message.", "")
    (told,) = removed.told
    assert told.startswith("Taken out: 3 March 2026")
    assert {step.after for step in removed.steps} == {""}
    assert "3 March 2026" in {step.before for step in removed.steps}


def test_numbers_are_of_the_order_of_adding_and_stay(book: Book) -> None:
    for row in ("r1", "r2", "r3"):
        entry(book, row)
    book.apply([Remove("r1")], "review")
    book.apply([Put("r3", "what", Answer("x", by=BY))], "log@1")
    *_, last = happenings(book)
    assert last.steps[0].entry.endswith(", no. 3")


def test_a_row_inside_a_row_and_people_that_are_picked_are_called_by_name(book: Book) -> None:
    book.apply([Add("people", ROOT, "p1", {"name": Answer("Sam [b]", by=BY)})], "log@1")
    entry(book, "r1", suspect=Answer(["p1"], by=BY))
    book.apply([Add("evidence", "r1", "e1", {"name": Answer("A photo", by=BY)})], "log@1")
    _begun, _person, added, piece = happenings(book)
    picked = [step.after for step in added.steps if "Sam" in step.after]
    names = [one for (table, one), step in book.program.asks.items()
             if table == "incidents" and step.type == "rows"]  # fmt: skip
    assert bool(picked) == ("suspect" in names)
    assert piece.told == ("Added: A photo, no. 1",)


def test_marks_of_sittings_are_left_out_unless_asked_for(book: Book, program: Program) -> None:
    entry(book)
    frames = list(book.case.history())  # type: ignore[attr-defined]
    from tui.vault.history import Event, RowChange

    found = [
        *events(frames),
        Event(3, "", "close", "", "close", ()),
        Event(4, "no time", "repair", "", "open", ()),
        Event(5, "", "save", "me", "rename", ()),
        Event(6, "", "share", "me", "share", (RowChange("shares", "s", None, {}),)),
    ]
    without = list(Histories(program, "self").of(found))
    assert [one.n for one in without] == [1, 2, 4, 5, 6]
    told = list(Histories(program, "self").of(found, closings=True))
    assert [one.told[0] for one in told[2:]] == [
        "The program was left.",
        "The time before had ended without leaving the program.",
        "The record was given another name.",
        "Who else may open the record was changed.",
    ]


def test_what_is_no_answer_is_told_without_its_words(book: Book) -> None:
    with book.case.change("me", "drafts") as change:
        change.put("drafts", "r1/what", {"row": "r1", "name": "what", "text": "half a thou"})
    with book.case.change("me", "settings") as change:
        change.put("settings", "settings", {"theme": "dark"})
    *_, draft, setting = happenings(book)
    assert draft.told == ("Words that were not finished were kept or cleared.",)
    assert setting.told == ("Something was noted that is no answer.",)
    assert draft.steps == ()


def test_what_the_content_no_longer_asks_is_shown_as_it_was_kept(book: Book) -> None:
    entry(book, "r1", forgotten=Answer("old words", by="log@0"), kind=Answer("nowhere", by=BY))
    *_, added = happenings(book)
    said = {step.question: step.after for step in added.steps}
    assert said["forgotten"] == "old words"
    assert "nowhere" in said.values()


def test_a_file_that_was_kept_is_told_by_its_name(book: Book) -> None:
    book.case.files.take_in(io.BytesIO(b"x"), "photo.jpg", "me", BY)
    *_, kept = happenings(book)
    assert kept.told == ("A sealed copy of a file was kept: photo.jpg",)
