"""What was typed or picked, read as the answer it stands for: the same for every face."""

from __future__ import annotations

import re
from datetime import date

from tui.interview.answers import Answer
from tui.interview.codec import LONG_TEXT_LIMIT, BadAnswer, clean
from tui.interview.flow import Flow
from tui.interview.runs import Item
from tui.interview.schema import Ask
from tui.session.amounts_typed import read_money, read_number
from tui.session.dates_typed import read_date
from tui.session.files_typed import read_files
from tui.session.page import Left, Raw
from tui.session.phrasing import SIGN_OFF

_BREAKS = re.compile(r"\s*\n\s*")


def read_answer(flow: Flow, item: Item, entered: Raw | Left, today: date) -> Answer:
    """Return the answer for what was typed or picked.

    Raises:
        BadAnswer: It cannot be taken; the sentence says why.
    """
    step = item.step
    if step is None:
        raise BadAnswer("There is nothing to answer here.")
    if isinstance(entered, Left):
        return Answer(open=entered.how, by=step.by)
    raw: object = entered
    if isinstance(entered, str):
        if len(entered) > LONG_TEXT_LIMIT:
            raise BadAnswer(
                "This is {length} characters long. One answer holds {limit}. "
                "Keep the long text as a file, and name the file here.",
                length=str(len(entered)),
                limit=str(LONG_TEXT_LIMIT),
            )
        raw = as_typed(step.type, clean(entered).strip(), today)
    elif step.type == "sign-off":
        raw = sign_off(sign_off_parts([clean(one) for one in entered]), today)
    elif step.type == "files":
        raw = read_files(clean("\n".join(entered)))
    elif step.type in ("choice", "yes-no"):
        raw = entered[0] if entered else ""
    if not raw:
        if isinstance(step.node, Ask) and step.node.steers:
            raise BadAnswer("Please pick one of these. You can change it later.")
        raise BadAnswer("Please answer this, or choose Skip, Not sure or Later.")
    return Answer(value=flow.check(item, raw), by=step.by)  # type: ignore[arg-type]


def as_typed(kind: str, text: str, today: date) -> object:
    """Return what was typed as an answer of type ``kind``, before the case checks it.

    Raises:
        BadAnswer: It cannot be read; the sentence says why.
    """
    if not text:
        return ""
    match kind:
        case "when":
            return read_date(text, today)
        case "money":
            return read_money(text)
        case "number":
            return read_number(text)
        case "choices" | "rows":
            return [text]
        case "files":
            return read_files(text)
        case "sign-off":
            return sign_off(sign_off_parts(text), today)
        case "phone" | "handle" | "link":
            return _BREAKS.sub(" ", text)
    return text


def sign_off_parts(typed: Raw) -> list[str]:
    """Return the parts of a sign-off, as entered one by one or as ``name; role; date; view``."""
    parts = typed.split(";", len(SIGN_OFF) - 1) if isinstance(typed, str) else list(typed)
    parts = [part.strip() for part in parts[: len(SIGN_OFF)]]
    return parts + [""] * (len(SIGN_OFF) - len(parts))


def sign_off(parts: list[str], today: date) -> dict[str, str]:
    """Return a sign-off from its parts; the fingerprint is added by the case.

    Raises:
        BadAnswer: There is no name, or the date can't be read.
    """
    found = {name: part for name, part in zip(SIGN_OFF, parts, strict=True) if part}
    if not found:
        return {}
    if "date" in found:
        found["date"] = read_date(found["date"], today)
    return found
