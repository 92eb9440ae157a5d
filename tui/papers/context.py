"""Evaluated answers in words: what templates are given.

Plain data comes in: a string, a list of strings (several of a list), ``{"when": EDTF}``
for a date, ``{"open": how}`` for what was left open, an empty string for what was not
asked. Out come paragraphs, each with its kind, so that DOCX and PDF draw the same thing and
neither decides anything. Nothing empty ever comes out as an empty cell or as ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TypedDict

from tui.wording import format_number, format_when, ngettext
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.dates import When

Plain = str | Sequence["Plain"] | Mapping[str, "Plain"]
"""A value of a paper before it is said in words."""

Kind = Literal["text", "quiet", "led", "led_quiet", "item", "fact"]
"""How a paragraph is drawn: plain; grey for what is not known; both with a bold lead;
an item of a list with its number; a detail under an item."""

LONGEST_ANSWER: Final = 200_000
"""Characters of one answer that a paper holds (about 65 pages); the rest is announced."""
_MOST_LINES = 5_000
_SHORT = 700
_SHORT_LINES = 8


class Paragraph(TypedDict):
    """One paragraph of a cell; ``lead`` is empty in kinds that have none."""

    kind: Kind
    lead: str
    text: str


class Row(TypedDict):
    """One heading with what is recorded under it; ``short`` rows stay on one page."""

    label: str
    paragraphs: list[Paragraph]
    short: bool


def said(value: Plain, lead: str = "") -> list[Paragraph]:
    """Return a value as paragraphs, the first one after ``lead``; none where it is empty.

    What was skipped says nothing here: only ``row`` knows whether anything else is said
    under the same heading.
    """
    if isinstance(value, Mapping):
        how = value.get("open")
        if how is not None:
            words = _left_open(str(how))
            return [_paragraph(words, lead, quiet=True)] if words else []
        return [_paragraph(when(value), lead)]
    if not isinstance(value, str):
        parts = [each for each in value if isinstance(each, str) and each.strip()]
        # Labels may hold commas, so what parts them is a semicolon.
        return [_paragraph("; ".join(parts), lead)] if parts else []
    if not value.strip():
        return []
    first, *rest = _paragraphs_of(value)
    made = [_paragraph(first, lead), *(_paragraph(each) for each in rest)]
    return [*made, *_cut_off(value)]


def row(label: str, *parts: Sequence[Paragraph]) -> Row:
    """Return a heading with its paragraphs; "Not recorded" where there are none."""
    paragraphs = [each for part in parts for each in part]
    if not paragraphs:
        paragraphs = [_paragraph(_("Not recorded"), quiet=True)]
    size = sum(len(each["lead"]) + len(each["text"]) for each in paragraphs)
    lines = sum(1 + each["text"].count("\n") for each in paragraphs)
    return {
        "label": label,
        "paragraphs": paragraphs,
        "short": size <= _SHORT and lines <= _SHORT_LINES,
    }


def line(value: Plain) -> str:
    """Return a value as one line for a narrow column; an empty string where it is empty."""
    if isinstance(value, Mapping) and "when" in value:
        return when(value, "short")
    return " ".join(" ".join(each["text"].split()) for each in said(value))


def item(number: int | str, name: Plain, details: Sequence[Plain]) -> list[Paragraph]:
    """Return an item of a list and one line of details under it."""
    facts = [text for text in (line(each) for each in details) if text]
    shown = line(name) or _("No name given")
    lead = number if isinstance(number, str) else f"{number}."
    made: list[Paragraph] = [{"kind": "item", "lead": lead, "text": shown}]
    if facts:
        made.append({"kind": "fact", "lead": "", "text": " · ".join(facts)})
    return made


def note(text: str) -> Paragraph:
    """Return a sentence of ours under a heading, told apart from what was recorded."""
    return _paragraph(text, quiet=True)


def when(value: Mapping[str, Plain], style: Literal["long", "short"] = "long") -> str:
    """Return a date in words; text that is no date as it stands."""
    from tui.interview.dates import BadDate, When

    text = str(value.get("when", ""))
    try:
        return format_when(When.parse(text), style)
    except BadDate:
        return text


def day(value: Plain, edge: Literal["start", "end"]) -> str:
    """Return the day a date falls on, or begins or ends on: vague stays vague."""
    from tui.interview.dates import BadDate, When

    if not isinstance(value, Mapping):
        return ""
    text = str(value.get("when", ""))
    try:
        found = When.parse(text)
        if found.ends is not None:
            first, last = found.ends
            found = (first or last if edge == "start" else last or first) or found
        if found.precision in ("minute", "second"):
            marks = "~" * found.approximate + "?" * found.uncertain
            found = When.parse(found.text[:10] + ("%" if marks == "~?" else marks))
    except BadDate:
        return text
    return format_when(found)


def last_day(value: Plain) -> datetime:
    """Return the last moment a date may be, to find the end of a period.

    Raises:
        ValueError: It is no date.
    """
    from tui.interview.dates import When

    found = When.parse(str(value["when"])) if isinstance(value, Mapping) else When.parse("")
    if found.ends is not None and found.ends[1] is None and found.ends[0] is not None:
        found = found.ends[0]  # "or later"
    return found.end.replace(tzinfo=None)


def open_at(value: Plain, edge: Literal["start", "end"]) -> bool:
    """Return whether a date is "or earlier" (``start``) or "or later" (``end``)."""
    text = str(value.get("when", "")) if isinstance(value, Mapping) else ""
    return text.startswith("../") if edge == "start" else text.endswith("/..")


def order(value: Plain, home: timedelta | None = None) -> tuple[int, datetime]:
    """Return what to sort by: earliest first, what has no date last.

    Args:
        value: The date.
        home: The offset of dates that say no zone (``home``).
    """
    from tui.case.chronology import order_of

    return order_of(_date(value), home)


def home(values: Iterable[Plain]) -> timedelta | None:
    """Return the offset that dates without a zone are read in: the one most dates have."""
    from tui.case.chronology import home_of, offset_of

    return home_of(offset_of(_date(value)) for value in values)


def _date(value: Plain) -> When | None:
    from tui.interview.dates import BadDate, When

    if isinstance(value, Mapping) and "when" in value:
        try:
            return When.parse(str(value["when"]))
        except BadDate:
            pass
    return None


def is_cut(value: Plain) -> bool:
    """Return whether a paper cannot hold the whole of a value."""
    if isinstance(value, str):
        return len(value) > LONGEST_ANSWER or value.count("\n") > _MOST_LINES
    values = value.values() if isinstance(value, Mapping) else value
    return any(is_cut(each) for each in values)


def _left_open(how: str) -> str:
    return {
        "not-sure": _("Not sure"),
        "later": _("To add later"),
        "unknown": _("Not known"),
    }.get(how, "")


def _paragraph(text: str, lead: str = "", *, quiet: bool = False) -> Paragraph:
    if lead:
        return {"kind": "led_quiet" if quiet else "led", "lead": lead, "text": text}
    return {"kind": "quiet" if quiet else "text", "lead": "", "text": text}


def _paragraphs_of(text: str) -> list[str]:
    """Return paragraphs, parted where a line was left empty; other line ends stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text[:LONGEST_ANSWER].split("\n")[:_MOST_LINES]
    parts: list[list[str]] = [[]]
    for each in lines:
        if each.strip():
            parts[-1].append(each.rstrip())
        elif parts[-1]:
            parts.append([])
    return ["\n".join(part) for part in parts if part] or [text[:LONGEST_ANSWER].strip()]


def _cut_off(text: str) -> list[Paragraph]:
    if not is_cut(text):
        return []
    kept = len("\n".join(text[:LONGEST_ANSWER].split("\n")[:_MOST_LINES]))
    rest = len(text) - kept
    said_so = ngettext(
        "The rest of this answer ({count} character) is too long for this paper. "
        "It is kept in the record.",
        "The rest of this answer ({count} characters) is too long for this paper. "
        "It is kept in the record.",
        rest,
    )
    return [note(said_so.format(count=format_number(rest)))]
