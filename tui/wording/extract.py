"""Finds every message: in the program, in the tables of sentences, in content and papers.

Used by ``tui.wording.update``; nothing at run time imports it. Notes for translators
come along: ``Translators:`` comments in Python, ``note:`` in YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from tui.interview.dates import BAD_DATES

KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    # Errors that carry a sentence for the person, shown translated by whoever catches them.
    "BadAnswer": None,
    "_wrong": (2,),
}
"""Calls whose literal arguments are messages, and which argument is what."""


class Message(msgspec.Struct, frozen=True):
    """One message and where it was found.

    Attributes:
        text: The English text.
        file: Relative to the checkout, with forward slashes.
        plural: The English plural, or an empty string.
        context: What tells it from the same text elsewhere, or an empty string.
        notes: For translators.
    """

    text: str
    file: str
    plural: str = ""
    context: str = ""
    notes: tuple[str, ...] = ()


def messages(root: Path) -> list[Message]:
    """Return every message of the checkout at ``root``, in the order of files and lines.

    Args:
        root: The folder with ``tui``, ``content`` and ``templates``.
    """
    found = [*from_content(root), *from_tables(), *from_program(root)]
    return [message for message in found if message.text.strip()]


def from_program(root: Path) -> Iterator[Message]:
    """Yield the messages that Python code marks with one of ``KEYWORDS``."""
    from babel.messages.extract import extract

    for file in sorted((root / "tui").rglob("*.py")):
        name = file.relative_to(root).as_posix()
        with file.open("rb") as source:
            for _line, said, notes, context in extract(
                "python", source, KEYWORDS, ("Translators:",), strip_comment_tags=True
            ):
                one, plural = said if isinstance(said, tuple) else (said, "")
                yield Message(one, name, plural, context or "", tuple(notes))


def from_tables() -> Iterator[Message]:
    """Yield the sentences that the engine, which knows no language, keeps in tables."""
    for sentence in BAD_DATES.values():
        yield Message(sentence, "tui/interview/dates.py")


def from_content(root: Path) -> Iterator[Message]:
    """Yield what scripts, lists and papers say, once for each place it is said."""
    from tui.interview.content import read_content
    from tui.interview.words import wordings

    papers = root / "templates" / "papers.yaml"
    content, problems = read_content(root / "content", papers)
    errors = [str(problem) for problem in problems if not problem.warns]
    if errors:
        raise UnreadableContent(errors)
    yield from _unique(
        Message(text, _beside(at.file), notes=(note,) if note else ())
        for at, text, note in wordings(content)
    )


class UnreadableContent(Exception):
    """Content that can't be read can't be extracted; the message lists its problems."""

    def __init__(self, problems: list[str]) -> None:
        """Keep the problems as one text."""
        super().__init__("\n".join(problems))


def _beside(file: str) -> str:
    return file if file.startswith(("content/", "templates/")) else f"content/{file}"


def _unique(found: Iterable[Message]) -> Iterator[Message]:
    seen: set[Message] = set()
    for message in found:
        if message not in seen:
            seen.add(message)
            yield message
