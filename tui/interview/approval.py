"""What a sign-off approves: a fingerprint of every answer before it, and who may give it.

Who signs, signs what stood there. When one of those answers changes, the fingerprint is
another, and the sign-off counts as not given until it is given again.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from tui.interview.codec import BadAnswer
from tui.interview.runs import Item, Key

if TYPE_CHECKING:
    from tui.interview.answers import Answer, Answers, Row
    from tui.interview.program import SignOff, WalkStep

_OWN = ("fingerprint", "over")
_LETTERS = re.compile(r"[^\W_]+")


def fingerprint(items: Iterable[Item], answers: Answers) -> str:
    """Return the SHA-256, in hex, of the answers to some asks, in their order.

    Args:
        items: What stands before the sign-off: in the journey for one of the case, in the
            row for one of a row. Everything that is no ask is left out. Of sign-offs before it
            it covers who said what, so that a final approval lapses when a view changes.
        answers: Where the answers are kept.
    """
    digest = hashlib.sha256()
    for _item, line in _lines(items, answers):
        digest.update(line + b"\n")
    return digest.hexdigest()


def marks(items: Iterable[Item], answers: Answers) -> str:
    """Return a mark of each answer that a fingerprint is made of, as one text.

    It tells later which of them changed. A mark is no answer: it says nothing but "the same".
    """
    found = {_place(item.key): _mark(line) for item, line in _lines(items, answers)}
    return json.dumps(found, separators=(",", ":"))


def changed(kept: object, items: Iterable[Item], answers: Answers) -> tuple[Key, ...]:
    """Return which answers are others than when some marks were made, in their order.

    Args:
        kept: What ``marks`` gave then; nothing comes back where it is something else.
        items: What stands before the sign-off now.
        answers: Where the answers are kept.
    """
    try:
        before = json.loads(kept) if isinstance(kept, str) else None
    except ValueError:
        before = None
    if not isinstance(before, dict):
        return ()
    now = {_place(item.key): _mark(line) for item, line in _lines(items, answers)}
    others = [place for place, mark in now.items() if before.get(place) != mark]
    gone = [place for place in before if place not in now]
    return tuple((row, name) for row, _, name in (each.partition("/") for each in others + gone))


def _place(key: Key) -> str:
    return f"{key[0]}/{key[1]}"


def _mark(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()[:12]


def _lines(items: Iterable[Item], answers: Answers) -> Iterator[tuple[Item, bytes]]:
    for item in items:
        if item.step is None or item.kind != "ask":
            continue
        answer = answers.get(item.row, item.name)
        for name in item.step.names:
            answer = answer or answers.get(item.row, name)
        value = None if answer is None else answer.value
        how = None if answer is None else answer.open
        if isinstance(value, Mapping):
            # Of a sign-off before this one what it says, not what it was given on.
            value = {part: text for part, text in value.items() if part not in _OWN}
        line = json.dumps([item.row, item.name, value, how], ensure_ascii=False, sort_keys=True)
        yield item, line.encode("utf-8", "surrogatepass")


def same_person(one: str, other: str) -> bool:
    """Return whether two names as typed are one: case, space, marks and order don't matter."""
    return bool(_called(one)) and _called(one) == _called(other)


def _called(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return sorted(_LETTERS.findall(letters))


def refuse(wanted: SignOff, given: Mapping[str, object], root: Row, row: Row) -> None:
    """Refuse a sign-off that is not what it has to be.

    Args:
        wanted: What it has to be.
        given: Its parts.
        root: The case's own answers.
        row: The answers of the row it is given in.

    Raises:
        BadAnswer: Somebody else has to give it, or a part is missing or too short.
    """
    name = str(given.get("name", ""))
    for table, other in wanted.apart:
        if same_person(name, _name(row.fields.get(other) if table else root.fields.get(other))):
            raise BadAnswer(
                "This name stands in this record already, for another part. Somebody else has "
                "to give this one."
            )
    for part in wanted.needs:
        if not given.get(part):
            raise BadAnswer(_MISSING[part])
    view = " ".join(str(given.get("view", "")).split())
    if len(view) < wanted.least:
        raise BadAnswer(
            "Please give the reasons in more words: {least} characters or more. So far there "
            "are {length}.",
            least=str(wanted.least),
            length=str(len(view)),
        )


def stands(step: WalkStep, given: object, root: Row, row: Row) -> bool:
    """Return whether a sign-off that is kept is still what it has to be."""
    if step.sign_off is None or not isinstance(given, Mapping):
        return True
    try:
        refuse(step.sign_off, given, root, row)
    except BadAnswer:
        return False
    return True


def _name(answer: Answer | None) -> str:
    value = answer.value if answer is not None else None
    return str(value.get("name", "")) if isinstance(value, Mapping) else str(value or "")


def N_(message: str) -> str:
    """Mark a message for translation where it stands in a table."""
    return message


_MISSING: Mapping[str, str] = {
    "role": N_("Please write the role, too."),
    "date": N_("Please write the date, too."),
    "view": N_("Please write what they say about it, too."),
}
