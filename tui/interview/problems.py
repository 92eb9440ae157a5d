"""Every problem that checking can find, each with a code, what is wrong and what to do.

Codes never change their meaning, so that an author can look one up and a test can name it.
An ``E`` refuses the content; a ``W`` is a warning and lets it through. The sentences are
English message ids: whoever shows them may translate ``CATALOGUE[code].what`` and fill it
with ``Problem.words``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

import msgspec

from tui.interview.marks import Mark


class Entry(msgspec.Struct, frozen=True):
    """One kind of problem.

    Attributes:
        code: ``E105``: the first digit is the phase or matter, the rest counts up.
        name: The same in two words, ``unknown-key``.
        what: What is wrong, with ``{placeholders}``; no full stop.
        do: What to do about it, as one or two sentences.
    """

    code: str
    name: str
    what: str
    do: str

    @property
    def placeholders(self) -> frozenset[str]:
        """The words that ``problem`` needs to fill this entry."""
        return frozenset(
            field for text in (self.what, self.do) for _, field, _, _ in _FILL.parse(text) if field
        )


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong at one place.

    Attributes:
        at: Where; its line is the one an author should look at.
        what: What is wrong, filled in.
        do: What to do, filled in.
        guess: ``Did you mean 'platform'?`` or an empty string.
        words: What the placeholders were filled with, for translating.
    """

    code: str
    name: str
    at: Mark
    what: str
    do: str
    guess: str = ""
    words: tuple[tuple[str, str], ...] = ()

    @property
    def warns(self) -> bool:
        """Whether this is only a warning, which does not refuse the content."""
        return self.code.startswith("W")

    def __str__(self) -> str:
        """Return ``file:line: E205 type-clash: what. Do.``, one line."""
        said = " ".join(part for part in (f"{self.what}.", self.guess, self.do) if part)
        return f"{self.at}: {self.code} {self.name}: {said}"

    def __lt__(self, other: Problem) -> bool:
        """Order by file, line, then code, so that a list reads as the files do."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str, int, str]:
        return (self.at.file, self.at.line, self.code, self.at.column, self.what)


class ContentError(Exception):
    """The content can't be used; ``problems`` says why, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep ``problems``, sorted."""
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(str(each) for each in self.problems))


_TABLE: tuple[tuple[str, str, str, str], ...] = (
    # Reading and shape
    ("E101", "not-yaml", "this file can't be read: {why}", "{fix}"),
    (
        "E102",
        "duplicate-key",
        "'{key}' stands here a second time; the first is on line {first}",
        "Keep one of the two.",
    ),
    (
        "E103",
        "alias",
        "'{token}' makes one part of the file stand in for another",
        "Write it out in full. If it should be plain words, put quotes around it.",
    ),
    ("E104", "wrong-shape", "{where} is {found}", "Write {want} here."),
    ("E105", "unknown-key", "{where} has no '{key}'", "It takes: {known}."),
    ("E106", "wrong-value", "{where} can't be {found}", "Write {want}."),
    (
        "E107",
        "unknown-step",
        "this step does not say what it is: {found}",
        "Start it with one of: {known}.",
    ),
    # Conditions
    (
        "E201",
        "unreadable",
        "this condition can't be read: {why}",
        "Write it like this: incident.kind == 'post' and not incident.reported.",
    ),
    (
        "E202",
        "not-allowed",
        "{thing} may not be used in a condition",
        "Use names, codes in quotes, numbers, comparisons, and, or, not, in, "
        "and the named functions.",
    ),
    ("E203", "unknown-name", "nothing here is called '{name}'", "Known here: {known}."),
    (
        "E204",
        "not-yes-no",
        "a condition must be yes or no, and this is {type}",
        "Compare it with something, or ask known(…) or has(…, …) of it.",
    ),
    (
        "E205",
        "type-clash",
        "{left} and {right} can't be {how}",
        "Use two things of the same type.",
    ),
    ("E206", "unknown-code", "'{code}' is not an option of {name}", "Its options: {known}."),
    ("E207", "wrong-arguments", "{function}() is given {given}", "It takes {wanted}."),
    ("E208", "unknown-function", "there is no function {name}()", "There are: {known}."),
    (
        "E209",
        "forward-reference",
        "'{name}' is only asked later",
        "Move that question up, or this condition down.",
    ),
    # Names
    (
        "E301",
        "asked-twice",
        "'{name}' gets its type here and at {first}",
        "Give it a type in one place only. Elsewhere write the ask without a type.",
    ),
    (
        "E302",
        "never-defined",
        "nothing says what type of answer '{name}' is",
        "Give this ask a type, or use the name of a question that has one.",
    ),
    (
        "E303",
        "unknown-table",
        "no table '{name}' fits here",
        "From case.yaml, these fit here: {known}.",
    ),
    ("E304", "unknown-fragment", "there is no fragment '{name}'", "There are: {known}."),
    (
        "E305",
        "fragment-arguments",
        "the fragment '{fragment}' {why}",
        "Under with: give {takes}.",
    ),
    ("E306", "bad-name", "'{name}' can't be a name: {why}", "{want}"),
    (
        "E307",
        "reserved-name",
        "'{name}' already means something in paper templates",
        "Choose another name, such as '{name}_given'.",
    ),
    ("E308", "unknown-type", "there is no type '{type}'", "Types that fit here: {known}."),
    (
        "E309",
        "unknown-list",
        "there is no list '{name}' that fits here",
        "Lists in content/lists that fit: {known}.",
    ),
    (
        "E310",
        "no-options",
        "'{name}' is a {type} and has nothing to choose from",
        "Add options: a map of codes and labels, {{list: …}} or {{rows: …}}.",
    ),
    (
        "E311",
        "circle",
        "this goes round in a circle: {circle}",
        "Take one of these links away.",
    ),
    (
        "E312",
        "vanished-name",
        "{why}",
        "Keep earlier names under was: of the question or option that took over, "
        "so that old answers are found.",
    ),
    (
        "E313",
        "nobody-adds",
        "'{name}' lets people add a row to {table}, and no section does",
        "Add a section with repeat: {{table: {table}}}, or take add: away.",
    ),
    (
        "E314",
        "repeat-inside",
        "a section inside another goes through the rows of {table}",
        "Make it a section of the journey itself; its when: may be the outer one's.",
    ),
    # Words
    (
        "E401",
        "broken-placeholder",
        "the placeholder in “{text}” can't be read: {why}",
        "Write {{name}} or {{name:format}}. For a brace as such write {{{{ or }}}}.",
    ),
    (
        "E402",
        "wrong-format",
        "the format '{format}' does not fit {path}, which is {type}",
        "Formats that fit: {known}.",
    ),
    (
        "E403",
        "translation-differs",
        "the {language} wording of “{text}” has {found}, and the original has {wanted}",
        "Use the same placeholders as the original, each as often.",
    ),
    # Proof
    (
        "E501",
        "never-true",
        "{name} is never reached: its condition holds for no possible answers",
        "Correct the condition, or take this out.",
    ),
    (
        "E502",
        "always-stops",
        "{name} stops everyone who comes this far",
        "Give it a condition that some answers do not meet.",
    ),
    (
        "W503",
        "not-proven",
        "it can't be shown that {name} can be reached: {why}",
        "Add a walk to the content tests that reaches it.",
    ),
    # Outcomes
    (
        "E601",
        "value-unanswered",
        "{on} can be '{value}', and no outcome says what follows",
        "Add '{value}' to an outcome of {on}.",
    ),
    (
        "E602",
        "table-gap",
        "the table '{table}' has no row for {case}",
        "Add a row for it, or a last row with any in every cell.",
    ),
    (
        "E603",
        "shadowed-row",
        "row {row} of the table '{table}' is never used: {by}",
        "Move it up, narrow the rows before it, or take it out.",
    ),
    (
        "E604",
        "open-gate-soft",
        "{on} leads to {worst} for some values, but {value} leads to no more than {soft}",
        "Give {value} an outcome of HOLD or worse: knowing less must not be the easier way.",
    ),
    # Papers and duties
    ("E701", "unknown-paper", "there is no paper '{name}'", "Papers in papers.yaml: {known}."),
    (
        "E702",
        "not-supplied",
        "the paper '{paper}' uses '{name}' in {template}, and nothing supplies it",
        "Add '{name}' to the data: of the paper, or correct the template.",
    ),
    (
        "E703",
        "private-leaks",
        "the paper '{paper}' reads '{name}', which is private",
        "Take it out of the data:. Private notes enter no paper.",
    ),
    (
        "E704",
        "not-used",
        "the paper '{paper}' is given '{name}', and {template} has no place for it",
        "Take '{name}' out of the data:, or give it a place in the template.",
    ),
    (
        "E705",
        "not-made",
        "the paper '{paper}' can't be made: {why}",
        "Give it a module in tui/papers and its line in make.py, or mend its template.",
    ),
    (
        "E801",
        "unknown-duty",
        "no source lists a duty '{id}'",
        "Use an id from content/sources.",
    ),
    (
        "E802",
        "duty-unanswered",
        "'{script}' covers {duty} ({kind}), and nothing answers to it: {text}",
        "Add {duty} to the source: of the step that answers it.",
    ),
    (
        "E803",
        "fact-without-source-or-date",
        "'{column}' of '{row}' has no {missing}",
        "Say where the fact is from (source:) and when it was last looked up "
        "(checked: 2026-01-31).",
    ),
    (
        "W804",
        "stale-fact",
        "'{column}' of '{row}' was last looked up on {checked}, {months} months ago or more",
        "Look it up again and correct checked:.",
    ),
)

CATALOGUE: Mapping[str, Entry] = {row[0]: Entry(*row) for row in _TABLE}
"""Every problem by its code, in the order of the documentation."""


class _Lenient(Formatter):
    """Fills what is given; a word that is missing must not hide the problem itself."""

    def get_value(self, key: int | str, args: Any, kwargs: Any) -> Any:
        return kwargs.get(key, "?") if isinstance(key, str) else "?"


_FILL = _Lenient()


def problem(code: str, at: Mark, /, *, guess: str = "", **words: object) -> Problem:
    """Return the problem ``code`` at ``at``, its sentences filled with ``words``.

    Args:
        code: A key of ``CATALOGUE``.
        at: Where it is.
        guess: What ``did_you_mean`` returned.
        **words: A value for each placeholder of the entry. Lists are joined with commas.

    Raises:
        KeyError: There is no such code.
    """
    entry = CATALOGUE[code]
    said = {key: _plain(value) for key, value in words.items()}
    return Problem(
        code=code,
        name=entry.name,
        at=at,
        what=_FILL.vformat(entry.what, (), said),
        do=_FILL.vformat(entry.do, (), said),
        guess=guess,
        words=tuple(sorted(said.items())),
    )


def N_(sentence: str) -> str:
    """Return ``sentence`` as it is; extractors of messages know this name."""
    return sentence


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``Did you mean 'platform'?`` for the nearest known word, else an empty string."""
    near = nearest(word, known)
    return f"Did you mean '{near}'?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the known word nearest to one that was mistyped, else an empty string."""
    folded = {each.casefold().replace("-", "_"): each for each in sorted(known, reverse=True)}
    wanted = word.casefold().replace("-", "_")
    near = difflib.get_close_matches(wanted[:80], folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else ""


def refused(problems: Iterable[Problem]) -> bool:
    """Return whether any of ``problems`` is more than a warning."""
    return any(not each.warns for each in problems)


_LONG = 120


def _plain(value: object) -> str:
    """One line of text; what an author wrote may be long or hold control characters."""
    if isinstance(value, str | Mark | int):
        text = str(value)
    elif isinstance(value, Iterable):
        text = ", ".join(str(each) for each in value) or "none"
        return "".join(char if char.isprintable() else " " for char in text)
    else:
        text = str(value)
    text = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
