"""What was typed or picked, read as the answer it stands for: the same for every face."""

from __future__ import annotations

import re
from datetime import date

from tui.interview.answers import Answer
from tui.interview.codec import LONG_TEXT_LIMIT, BadAnswer, clean
from tui.interview.flow import Flow
from tui.interview.runs import Item
from tui.interview.schema import Ask
from tui.session.dates_typed import read_date
from tui.session.page import Left, Raw

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,]\d{3})+", re.ASCII)
_AMOUNT = re.compile(
    r"(?:cad|ca\$|\$)?(-?)(\d{1,3}(?:[ ,]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?:cad|\$|dollars?)?",
    re.ASCII,
)


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
            return _amount(text)
        case "number":
            close = _SPACES.sub(" ", text)
            return re.sub("[ ,]", "", close) if _GROUPED.fullmatch(close) else text
        case "choices" | "rows":
            return [text]
        case "files":
            return [line.strip() for line in text.split("\n") if line.strip()]
        case "sign-off":
            names = ("name", "role", "date", "view")
            return dict(zip(names, (part.strip() for part in text.split(";")), strict=False))
    return text


def _amount(text: str) -> str:
    """Return an amount with a point: ``1 234,50 $`` is 1234.50, ``1,234`` is 1234."""
    typed = _SPACES.sub(" ", text.lower()).strip()
    close = re.sub(r" ?(cad|ca\$|\$|dollars?) ?", r"\1", typed)
    found = _AMOUNT.fullmatch(close)
    if found is None:
        return text
    whole = found[2].replace(" ", "").replace(",", "")
    return f"{found[1]}{whole}.{found[3] or '0'}"
