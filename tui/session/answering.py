"""What was entered on one page, read as answers that fit one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from tui.interview.answers import Put
from tui.interview.codec import BadAnswer
from tui.interview.flow import Flow
from tui.interview.runs import Item
from tui.interview.walk import stored_answer
from tui.session.page import Left, Raw
from tui.session.phrasing import sentence
from tui.session.questions import steers, why_look
from tui.session.typed import read_answer

Values = Mapping[str, Raw | Left]


def read_page(
    flow: Flow, items: Sequence[Item], values: Values, today: date
) -> tuple[list[Put], dict[str, str]]:
    """Return the answers of a page, and why each of the others could not be taken.

    Args:
        flow: Where the person stands.
        items: The questions of the page.
        values: What was entered, by name.
        today: The local date.
    """
    changes: list[Put] = []
    errors: dict[str, str] = {}
    for item in items:
        try:
            answer = read_answer(flow, item, values.get(item.name, ""), today)
        except BadAnswer as error:
            errors[item.name] = sentence(error)
            continue
        changes.append(Put(item.row, item.name, answer))
    if errors:
        changes = _tried_again(flow, items, values, today, changes, errors)
    if len(changes) > 1 and not errors:
        _check_together(flow, changes, errors)
    return changes, errors


def _tried_again(
    flow: Flow,
    items: Sequence[Item],
    values: Values,
    today: date,
    good: list[Put],
    errors: dict[str, str],
) -> list[Put]:
    """Read what did not fit again beside the good ones: it may depend on them."""
    trial = flow.after(good)
    changes = list(good)
    for item in items:
        if item.name not in errors:
            continue
        again = trial.find(item.key)
        if again is not None:
            try:
                answer = read_answer(trial, again, values.get(item.name, ""), today)
            except BadAnswer as error:
                errors[item.name] = sentence(error)
                continue
            changes.append(Put(item.row, item.name, answer))
        del errors[item.name]
    return changes


def _check_together(flow: Flow, changes: list[Put], errors: dict[str, str]) -> None:
    """Find answers that do not fit one another: each was checked on its own so far."""
    trial = flow.after(changes)
    for one in changes:
        item = trial.find((one.row, one.field))
        if item is not None and item.state == "look":
            errors[item.name] = why_look(trial, item)


def rest_left(flow: Flow, items: Sequence[Item], values: Values) -> dict[str, Raw | Left]:
    """Return what was entered, with each empty question left open.

    One that was left open already stays as it was left. What only steers has to be answered.
    """
    found = dict(values)
    for item in items:
        if item.step is None or found.get(item.name) or steers(item.step):
            continue
        answer = stored_answer(item.step, flow.answers.row(item.row))
        found[item.name] = Left(answer.open if answer and answer.open else "skipped")
    return found
