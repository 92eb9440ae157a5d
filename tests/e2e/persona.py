"""A person with much to tell, told once: as it is typed, and as a file would say it.

Dates that are not exact, an amount, people added and picked, a suggestion, questions left in
every way, and words that would do harm if anything took them for more than words.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml


class Typed(NamedTuple):
    """What is typed, where a file says it otherwise."""

    words: str
    kept: str


class Taken(NamedTuple):
    """What is suggested is taken; ``kept`` is what that is."""

    kept: str


HOSTILE = "{{ 7*7 }} {name} [red]x[/] %s $HOME `id` <b>&amp;</b> \\input{x} #set\n:P\n::q\n=1+1"
"""No controls: those do not come through a keyboard as text, in any face."""

FIRST: dict[str, Any] = {
    "occurred": Typed("between 1 and 5 March 2026", "2026-03-01/2026-03-05"),
    "kind": "message",
    "what": f"She wrote thirty times.\n{HOSTILE}",
    "have": ["screenshot", "printed"],
    "more": "more",
    "platform": "whatsapp",
    "alike": "many",
    "alike_count": Typed("1,200", "1200"),
    "alike_first": Taken("2026-03-01/2026-03-05"),
    "alike_last": Typed("about 5 March 2026", "2026-03-05~"),
    "alike_words": {"open": "not-sure"},
    "who": ["sam"],
    "account": "@sam_{x}",
    "identity": ["nickname", "manner"],
    "why_them": "Only one person calls me that: “鷺”.",
    "profile": "kept",
    "context": {"open": "later"},
    "impact": ["money"],
    "impact_money": "A new phone.",
    "spent": Typed("$1,234.50", "CAD 1234.50"),
    "private_notes": "Only for me: \\end{document}",
}
SECOND: dict[str, Any] = {
    "occurred": Typed("3 March 2026 5:46 pm Pacific", "2026-03-03T17:46-08:00"),
    "kind": "call",
    "what": "It rang and nobody spoke.",
    "have": ["none"],
    "more": "more",
    "who": ["sam"],
    "account": {"open": "skipped"},
}
PEOPLE = [{"id": "sam", "name": "Sam {{ x }} [b]"}]
CASE: dict[str, Any] = {"background_now": "later"}

WRONG = {"occurred": "2 March 2026", "kind": "email"}
"""What is answered first, and then put right: by going back, and by undo."""


def as_typed() -> dict[str, Any]:
    """What the person enters, row by row."""

    def told(value: object) -> object:
        return value.words if isinstance(value, Typed) else value

    return {
        "answers": CASE,
        "people": PEOPLE,
        "incidents": [
            {name: told(value) for name, value in row.items()} for row in (FIRST, SECOND)
        ],
    }


def as_file(safety: dict[str, Any], now: str) -> bytes:
    """The same as an answers file.

    Args:
        safety: Answers to the safety check, without that of an opening.
        now: When it is told: the first entry is corrected while it is.
    """

    def kept(value: object) -> object:
        return value.kept if isinstance(value, (Typed, Taken)) else value

    rows = [{name: kept(value) for name, value in row.items()} for row in (FIRST, SECOND)]
    rows[0]["changed"] = now
    file = {
        "script": "log",
        "answers": safety | CASE,
        "people": PEOPLE,
        "incidents": rows,
    }
    return yaml.safe_dump(file, allow_unicode=True, sort_keys=False).encode()
