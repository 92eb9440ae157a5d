"""What a clinic and a client agreed to, written into a record as the journey would."""

from __future__ import annotations

from collections.abc import Mapping

from tui.interview.answers import ROOT, Answer, Put
from tui.session.book import Book

BY = "agreed@1"

AGREED: Mapping[str, object] = {
    "clinic_agrees": True,
    "clinic_by": "Ms Okafor",
    "clinic_role": "Head of the clinic",
    "clinic_on": "2026-01-12",
    "clinic_paper": "Folder 7, in the office",
    "consent_given": True,
    "consent_for": "A protection order",
    "consent_until": "2099-06-30",
    "consent_on": "2026-01-14",
    "consent_how": "paper",
    "consent_told": True,
    "taken_back": "nobody",
}
"""All that has to be recorded before a file may come in, and nothing taken back."""


def agree(book: Book, **other: object) -> None:
    """Record what was agreed; ``other`` says what is otherwise, None what is left out."""
    answers = {**AGREED, **other}
    book.apply(
        [
            Put(ROOT, name, None if value is None else Answer(value, by=BY))  # type: ignore[arg-type]
            for name, value in answers.items()
        ],
        BY,
    )
