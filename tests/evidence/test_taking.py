"""Files come into somebody else's record only while both have agreed, and by one way only."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from tests.agreements import AGREED, agree
from tests.session.sittings import Clock, new_id
from tui.case.consent import Consent, consent
from tui.commands.programs import loaded
from tui.evidence.taking import NotAgreed, take_in
from tui.interview.program import Program
from tui.session.book import Book
from tui.vault import MemoryCase

TUI = Path(__file__).parents[2] / "tui"
TODAY = date(2026, 3, 4)


@pytest.fixture(scope="module")
def program() -> Program:
    return loaded()


@pytest.fixture
def book(program: Program) -> Book:
    return Book(program, MemoryCase(name="Ann", kind="client", clock=Clock()), Clock(), new_id)


def test_with_both_agreements_recorded_a_file_comes_in(book: Book, tmp_path: Path) -> None:
    agree(book)
    found = consent(book.flow, TODAY)
    assert found == Consent(needed=True, why="", until=date(2099, 6, 30))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"photo")
    assert take_in(book.case, found, photo, "x@1").name == "photo.jpg"


@pytest.mark.parametrize("left_out", sorted(AGREED))
def test_whatever_is_missing_closes_it(book: Book, left_out: str) -> None:
    agree(book, **{left_out: None})
    assert not consent(book.flow, TODAY).given


@pytest.mark.parametrize(
    ("answer", "value", "why"),
    [
        ("clinic_agrees", False, "clinic"),
        ("consent_given", False, "client"),
        ("consent_told", False, "not-recorded"),
        ("taken_back", "client", "client-back"),
        ("taken_back", "clinic", "clinic-back"),
        ("consent_until", "2026-03-03", "over"),
        ("consent_until", "2026-03", "over"),
        ("consent_until", "", "not-recorded"),
        ("consent_until", "XXXX", "not-recorded"),
        ("clinic_on", "XXXX", "not-recorded"),
        ("consent_on", "XXXX", "not-recorded"),
    ],
)
def test_it_closes_when_one_of_them_says_no(
    book: Book, answer: str, value: object, why: str
) -> None:
    agree(book, **{answer: value if value != "" else None})
    assert consent(book.flow, TODAY).why == why


def test_the_last_day_still_counts(book: Book) -> None:
    agree(book, consent_until="2026-03-04")
    assert consent(book.flow, TODAY).given
    assert not consent(book.flow, date(2026, 3, 5)).given


def test_nothing_is_read_where_nobody_agreed(book: Book, tmp_path: Path) -> None:
    with pytest.raises(NotAgreed, match="the clinic has agreed"):
        take_in(book.case, consent(book.flow, TODAY), tmp_path / "not even there.jpg", "x@1")


def test_a_clients_record_is_not_opened_by_answers_of_another_kind(
    book: Book, tmp_path: Path
) -> None:
    with pytest.raises(NotAgreed):
        take_in(book.case, Consent(needed=False), tmp_path / "photo.jpg", "x@1")


@pytest.mark.parametrize("kind", ["own", "council"])
def test_ones_own_record_needs_nobodys_leave(program: Program, kind: str, tmp_path: Path) -> None:
    book = Book(program, MemoryCase(name="", kind=kind, clock=Clock()), Clock(), new_id)  # type: ignore[arg-type]
    found = consent(book.flow, TODAY)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"photo")
    assert (found.needed, found.given) == (False, True)
    assert take_in(book.case, found, photo, "x@1").size == 5


def test_there_is_no_other_way_in() -> None:
    callers = set()
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "take_in"
            ):
                callers.add(path.relative_to(TUI).as_posix())
    # The second one moves files of a record in memory, which came in by the first, to the disk.
    assert callers == {"evidence/taking.py", "vault/memory.py"}
