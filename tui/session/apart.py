"""Rows to pick from, each called so that it can't be taken for another one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.interview.flow import Flow
from tui.interview.values import Unsettled
from tui.session.phrasing import display, row_label
from tui.wording import gettext as _

_TELLING = ("choice", "text", "when", "handle", "phone", "yes-no", "number", "choices")
"""Types of answers short enough to tell rows apart by."""
_LONGEST = 40


def told_apart(flow: Flow, rows: Iterable[str]) -> dict[str, str]:
    """Return what rows are called, by id; those of one name get something to tell them by.

    That is the answer in which they differ most, or else a number in the order they were
    written.
    """
    names = {row: row_label(flow, row) for row in rows}
    alike: dict[str, list[str]] = {}
    for row, name in names.items():
        alike.setdefault(name.casefold(), []).append(row)
    for same in alike.values():
        if len(same) > 1:
            names |= _named(flow, {row: names[row] for row in same})
    return names


def _named(flow: Flow, same: dict[str, str]) -> dict[str, str]:
    best, most = [""] * len(same), 1
    for found in _answers(flow, list(same)):
        # A name that is in the label already tells nothing.
        told = [
            "" if text.casefold() == name.casefold() else text
            for text, name in zip(found, same.values(), strict=True)
        ]
        if (different := len({text.casefold() for text in told})) > most:
            best, most = told, different
    texts = [_detailed(name, detail) for name, detail in zip(same.values(), best, strict=True)]
    folded = [text.casefold() for text in texts]
    made: dict[str, str] = {}
    for at, (row, text) in enumerate(zip(same, texts, strict=True)):
        if folded.count(folded[at]) > 1:
            # Translators: the first, second … one of the same name.
            text = _("{name}, no. {number}").format(
                name=text, number=folded[: at + 1].count(folded[at])
            )
        made[row] = text
    return made


def _detailed(name: str, detail: str) -> str:
    # Translators: a row to pick, with what tells it from another one of the same name.
    return _("{name} ({detail})").format(name=name, detail=detail) if detail else name


def _answers(flow: Flow, rows: list[str]) -> Iterator[list[str]]:
    """Yield, for each short answer such rows have, how it reads in each of them."""
    table = flow.answers.row(rows[0]).table
    for (where, name), step in flow.program.asks.items():
        if where != table or step.private or step.type not in _TELLING:
            continue
        yield [_short(flow, row, name) for row in rows]


def _short(flow: Flow, row: str, name: str) -> str:
    step = flow.program.asks[flow.answers.row(row).table, name]
    value = flow.value(row, name)
    text = "" if isinstance(value, Unsettled) else display(flow, step, value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}\u2026"
