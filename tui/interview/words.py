"""Every wording of the content, and the ``{path:format}`` placeholders in it.

A wording takes nothing but a dotted name and a format from ``FORMATS``; ``{{`` and ``}}``
are braces. There is no code in wordings, so what a person wrote can't become any.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import (
    Ask,
    Compute,
    Content,
    Do,
    ListSource,
    Node,
    Option,
    Say,
    Section,
    Stop,
    Variant,
)
from tui.interview.uses import Use, Uses, rows_in_scope

_WITH_PARTS = frozenset({"rows", "sign-off"})
"""Types whose values have parts that only the types phase knows."""

_SEVERAL = frozenset({"choices", "rows", "files"})

FORMATS: Mapping[str, frozenset[str]] = {
    "label": frozenset({"choice", "choices", "yes-no", "rows"}),
    "date": frozenset({"when", "date"}),
    "list": _SEVERAL,
    "or": _SEVERAL,
    "count": _SEVERAL | {"number"},
    "money": frozenset({"money"}),
}
"""Each format and the types it fits. No format at all fits every type.

``label`` is what a code is called, ``date`` a date in words, ``list`` several joined with
*and*, ``or`` several joined with *or*, ``count`` how many, ``money`` an amount.
"""

TypeOf = Callable[[str], str | None]
"""The schema type of a path such as ``incident.platform``, or None where it isn't known."""

Translations = Mapping[str, Mapping[str, str]]
"""For each language, the translation of each message id."""


class Placeholder(msgspec.Struct, frozen=True):
    """One placeholder; ``text[start:end]`` is it, braces included."""

    path: str
    format: str
    start: int
    end: int


class BrokenPlaceholder(ValueError):
    """A brace that is neither part of a placeholder nor doubled."""


class Wording(NamedTuple):
    """A translatable text: where it is, the message id, and a note for translators."""

    at: Mark
    text: str
    note: str


class ScopedWording(NamedTuple):
    """A wording in one of its places: the row names it may use there, and their tables."""

    wording: Wording
    vars: Mapping[str, str]


_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_PATH = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*")
_FORMAT = re.compile(r"[a-z][a-z-]*")


def placeholders(text: str) -> list[Placeholder]:
    """Return the placeholders of ``text`` in order.

    Raises:
        BrokenPlaceholder: A brace can't be read; the message says why, in plain words.
    """
    found = []
    for match in _BRACES.finditer(text):
        whole = match.group()
        if whole in ("{{", "}}"):
            continue
        inner = match.group(1)
        if inner is None:
            raise BrokenPlaceholder(
                "a { is never closed" if whole == "{" else "a } was never opened"
            )
        path, colon, form = inner.partition(":")
        if not _PATH.fullmatch(path):
            raise BrokenPlaceholder(f"'{path}' is not a name" if path else "there is no name in it")
        if colon and not _FORMAT.fullmatch(form):
            raise BrokenPlaceholder(
                f"'{form}' is not a format" if form else "no format after the :"
            )
        found.append(Placeholder(path, form, match.start(), match.end()))
    return found


def wordings(content: Content) -> Iterator[Wording]:
    """Yield every translatable text: where it is, the text, and the note for translators."""
    for each in scoped_wordings(content):
        yield each.wording


def scoped_wordings(content: Content, uses: Uses | None = None) -> Iterator[ScopedWording]:
    """Yield every wording in each of its places: what a fragment says comes more than once."""
    uses = uses or Uses(content)
    for script in content.scripts:
        yield from _texts(script, script.note, {}, script.title)
    for use in uses:
        yield from _of_use(use)
    for script in content.scripts:
        for gap in script.gaps:
            yield from _texts(gap, "", rows_in_scope(content.case, gap.each), gap.text)
        for table in script.tables:
            scope = rows_in_scope(content.case, table.each)
            for row in table.rows:
                yield from _texts(row, "", scope, row.text)
        for outcome in script.outcomes:
            scope = rows_in_scope(content.case, outcome.on.partition(".")[0])
            yield from _texts(outcome, "", scope, outcome.text)
    for listed in content.lists:
        words = {column.name for column in listed.columns if column.type == "text"}
        for entry in listed.rows:
            yield from _texts(entry, "", {}, entry.label)
            for name, fact in entry.facts:
                if name in words and isinstance(fact.value, str):
                    yield from _texts(fact, "", {}, fact.value)
    for paper in content.papers:
        yield from _texts(paper, "", {}, paper.title, paper.about)


def _of_use(use: Use) -> Iterator[ScopedWording]:
    step, scope = use.step, use.vars
    if isinstance(step, Ask):
        yield from _texts(step, step.note, scope, step.question, step.help, step.why, step.example)
        yield from _variants(step.variants, step.note, scope)
        if isinstance(step.options, tuple):
            for option in step.options:
                yield from _option(option, step.note, scope)
        for must in step.must:
            yield from _texts(must, step.note, scope, must.otherwise)
    elif isinstance(step, Say | Stop | Do):
        yield from _texts(step, step.note, scope, step.text)
        yield from _variants(step.variants, step.note, scope)
    elif isinstance(step, Section):
        yield from _texts(step, step.note, scope, step.title)
        yield from _variants(step.variants, step.note, scope)
        if step.repeat is not None:
            yield from _texts(step.repeat, step.note, scope, step.repeat.first, step.repeat.add)
            yield from _texts(step.repeat, step.note, use.within, step.repeat.row)


def _option(option: Option, note: str, scope: Mapping[str, str]) -> Iterator[ScopedWording]:
    yield from _texts(option, note, scope, option.label)


def _variants(
    variants: tuple[tuple[str, Variant], ...], note: str, scope: Mapping[str, str]
) -> Iterator[ScopedWording]:
    for _, each in variants:
        texts = (each.title, each.question, each.help, each.why, each.text)
        yield from _texts(each, note, scope, *(text for text in texts if text))


def _texts(node: Node, note: str, scope: Mapping[str, str], *texts: str) -> Iterator[ScopedWording]:
    for text in texts:
        if text:
            yield ScopedWording(Wording(node.at, text, note), scope)


# Checking.


def check_words(
    content: Content,
    *,
    translations: Translations | None = None,
    type_of: Callable[[Mapping[str, str]], TypeOf] | None = None,
) -> list[Problem]:
    """Return what is wrong with placeholders (E203, E401, E402) and translations (E403).

    Args:
        content: Content whose names are sound.
        translations: By language: each message id and its translation; untranslated ones
            are left out or empty.
        type_of: Given the row names in scope, returns what tells a path's type. Without
            it the types come from the asks and lists of ``content``.
    """
    uses = Uses(content)
    types = type_of or AnswerTypes(content, uses).within
    found: dict[Problem, None] = {}
    said: dict[str, Mark] = {}
    for wording, scope in scoped_wordings(content, uses):
        said.setdefault(wording.text, wording.at)
        if "{" in wording.text or "}" in wording.text:
            for each in _check(wording, types(scope)):
                found[each] = None
    for language, messages in (translations or {}).items():
        for text, at in said.items():
            translated = messages.get(text, "")
            if translated:
                for each in _translated(text, translated, language, at):
                    found[each] = None
    return sorted(found)


def _check(wording: Wording, type_of: TypeOf) -> Iterator[Problem]:
    try:
        found = placeholders(wording.text)
    except BrokenPlaceholder as error:
        yield problem("E401", wording.at, text=_short(wording.text), why=error)
        return
    for each in found:
        try:
            kind = type_of(each.path)
        except UnknownPath as error:
            guess = did_you_mean(error.name, error.known)
            yield problem("E203", wording.at, name=error.name, known=error.known, guess=guess)
            continue
        if each.format and (
            each.format not in FORMATS or (kind is not None and kind not in FORMATS[each.format])
        ):
            fitting = [name for name, fits in FORMATS.items() if kind is None or kind in fits]
            yield problem(
                "E402",
                wording.at,
                format=each.format,
                path=each.path,
                type=kind or "an answer",
                known=[*fitting, "none at all"],
                guess=did_you_mean(each.format, fitting),
            )


def _translated(text: str, translated: str, language: str, at: Mark) -> Iterator[Problem]:
    try:
        wanted = Counter((each.path, each.format) for each in placeholders(text))
    except BrokenPlaceholder:
        return  # said of the original already
    try:
        found = Counter((each.path, each.format) for each in placeholders(translated))
    except BrokenPlaceholder as error:
        yield problem("E401", at, text=_short(translated), why=f"in {language}, {error}")
        return
    if found != wanted:
        yield problem(
            "E403",
            at,
            language=language,
            text=_short(text),
            found=_named(found - wanted) or f"no {_named(wanted - found)}",
            wanted=_named(wanted) or "none",
        )


def _named(names: Counter[tuple[str, str]]) -> str:
    return ", ".join(
        "{" + path + (f":{form}" if form else "") + "}" for path, form in names.elements()
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


class UnknownPath(LookupError):
    """A path names nothing; ``known`` is what could stand in its place."""

    def __init__(self, name: str, known: list[str]) -> None:
        """Keep the name and what is known."""
        super().__init__(name)
        self.name = name
        self.known = known


class AnswerTypes:
    """The schema type of a path, from the asks and lists; computes have none known."""

    def __init__(self, content: Content, uses: Uses) -> None:
        """Index asks, computes and the columns of lists."""
        self.tables = uses.tables
        self.types: dict[tuple[str, str], str | None] = {}
        self.lists: dict[tuple[str, str], str] = {}
        self.columns = {
            each.name: {column.name: column.type for column in each.columns}
            for each in content.lists
        }
        for use in uses:
            step = use.step
            if isinstance(step, Compute):
                self.types.setdefault((use.table, step.name), None)
            elif isinstance(step, Ask):
                if step.type is None:
                    continue
                self.types[use.table, step.name] = step.type
                if isinstance(step.options, ListSource):
                    self.lists[use.table, step.name] = step.options.name

    def within(self, scope: Mapping[str, str]) -> TypeOf:
        """Return what tells a path's type where the row names of ``scope`` are bound."""

        def type_of(path: str) -> str | None:
            return self._type(path.split("."), scope)

        return type_of

    def _type(self, parts: list[str], scope: Mapping[str, str]) -> str | None:
        table, rest = "", parts
        if parts[0] in scope:
            table, rest = scope[parts[0]], parts[1:]
            if not rest:
                return "row"
        name = rest[0]
        below = [each.name for each in self.tables.values() if each.parent == table]
        if name in below:
            return "rows"
        if (table, name) not in self.types:
            known = [known for where, known in self.types if where == table]
            raise UnknownPath(name, sorted({*known, *below, *(() if table else scope)}))
        kind = self.types[table, name]
        if len(rest) == 1:
            return kind
        if kind in _WITH_PARTS or kind is None:
            return None
        columns = self.columns.get(self.lists.get((table, name), ""), {})
        if len(rest) > 2 or rest[1] not in columns:
            raise UnknownPath(rest[-1], sorted(columns))
        return columns[rest[1]]
