"""``fairhand trace --page``: which step answers which duty, as a page of the documentation.

The page is for those who write content, and in English as all of the documentation is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.interview.trace import Carrier, Traced

_WALKS = 2
"""How many of the people who get there are named."""

_HEAD = """\
# Duties

What the journeys and papers have to ask, warn of, write down and keep, each with what answers it. \
`python -m tui trace --page > docs/duties.md` writes this page; a test compares it with the content.

A duty counts only where it is answered by its own kind: a question by a question, a warning by a \
warning or a stop, a deadline by a task with a day, a document by a paper or by an answer that is \
kept, and anything else by whatever carries it out. At least one of the invented people in \
`tests/content/personas/` has to get there, too; at most {walks} of them are named here.
"""


def page(traced: Sequence[Traced], names: Sequence[str]) -> Iterator[str]:
    """Yield the page line by line.

    Args:
        traced: The duties, in the order of their lists.
        names: What the people are called who walked, in the order of the walks.
    """
    good = sum(one.verdict == "answered" for one in traced)
    yield from _HEAD.format(walks=_WALKS).splitlines()
    yield ""
    yield f"{good} of {len(traced)} duties are answered."
    families: dict[str, list[Traced]] = {}
    for one in traced:
        families.setdefault(one.duty.id.rpartition("-")[0], []).append(one)
    for family, duties in families.items():
        yield ""
        yield f"## {family}"
        yield ""
        yield "| Duty | Kind | In short | Answered by | Who gets there |"
        yield "|---|---|---|---|---|"
        for one in duties:
            cells = (
                one.duty.id,
                one.duty.kind,
                _plain(one.duty.text),
                "<br>".join(_carrier(carrier) for carrier in one.carriers if carrier.fits) or "–",
                ", ".join(_some(names, one.reached_by)) or "–",
            )
            yield f"| {' | '.join(cells)} |"


def _plain(text: str) -> str:
    """Return a text as it stands, with nothing in it that Markdown would read."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", text)


def _carrier(carrier: Carrier) -> str:
    file = carrier.where.partition(":")[0]
    return f"{carrier.kind} [`{carrier.script}.{carrier.name}`](../{file})"


def _some(names: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """Return the first few names, none that is only another one with an answer changed."""
    found: list[str] = []
    for name in (names[number] for number in numbers):
        if len(found) < _WALKS and not any(name.startswith(f"{one}-") for one in found):
            found.append(name)
    return found
