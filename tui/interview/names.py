"""The names phase: every name is well formed, defined once, and refers to something."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import get_args

from tui.interview.marks import Mark
from tui.interview.private import private_leaks
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.references import check_references
from tui.interview.released import vanished
from tui.interview.schema import (
    Ask,
    Compute,
    Content,
    DataField,
    Do,
    RowSource,
    Say,
    Section,
    Stop,
    type_names,
)
from tui.interview.sourcing import check_sourcing
from tui.interview.uses import Use, Uses

RESERVED = frozenset(name for name in dir(dict) if not name.startswith("_"))
"""Names that mean a dict's method where templates see answers as dicts."""

TYPES: tuple[str, ...] = get_args(type_names)
CHOOSING = ("choice", "choices")
TABLE_WORDS = ("open", "any", "not-asked")
"""What a cell of a decision table may say besides a code; no code may be called so."""

_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_]+[a-z0-9]+)*")
_CODE = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_WANT_IDENTIFIER = "Use small letters, digits and underscores, as in first_name."
_WANT_NAME = "Use small letters, digits, hyphens and underscores, as in minor-image."
_WANT_CODE = "Use letters, digits, hyphens and underscores, as in own-phone."
_WANT_OTHER = "Choose another name."


def check_names(content: Content, *, today: date | None = None) -> list[Problem]:
    """Return what is wrong with names, and with what they refer to (E3, E7, E8, W804).

    Args:
        content: Well-shaped content.
        today: The day by which facts go stale; None leaves that out.
    """
    uses = Uses(content)
    found: list[Problem] = []
    found += _forms(content, uses)
    found += _taken(content)
    found += _asks(uses)
    found += _defined(content, uses)
    found += check_references(content, uses)
    found += vanished(content, uses)
    found += private_leaks(content, uses)
    found += check_sourcing(content, uses, today=today)
    return sorted(_once(found))


def _once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """A fragment's fault is met at every place that includes it, and said once."""
    return dict.fromkeys(problems)


# How names are written.


def _identifier(name: str, at: Mark, *, in_dict: bool = True) -> Iterator[Problem]:
    if not _IDENTIFIER.fullmatch(name):
        yield problem("E306", at, name=name, why=_odd(name), want=_WANT_IDENTIFIER)
    elif keyword.iskeyword(name):
        why = "it is a word of the condition language"
        yield problem("E306", at, name=name, why=why, want=_WANT_OTHER)
    elif in_dict and name in RESERVED:
        yield problem("E307", at, name=name)


def _hyphened(name: str, at: Mark) -> Iterator[Problem]:
    if not _NAME.fullmatch(name):
        yield problem("E306", at, name=name, why=_odd(name), want=_WANT_NAME)


def _code(code: str, at: Mark) -> Iterator[Problem]:
    if code in TABLE_WORDS:
        why = "decision tables use this word for something else"
        yield problem("E306", at, name=code, why=why, want="Choose another code.")
    elif not _CODE.fullmatch(code):
        yield problem("E306", at, name=code, why=_odd(code), want=_WANT_CODE)


def _odd(name: str) -> str:
    if name[:1].isdigit():
        return "it begins with a digit"
    if name != name.lower() and _IDENTIFIER.fullmatch(name.lower()):
        return "it has capital letters"
    strange = next((char for char in name if not (char.isascii() and char.isalnum())), "")
    return f"it has “{strange}” in it" if strange not in ("", "_") else "it is not a plain word"


def _forms(content: Content, uses: Uses) -> Iterator[Problem]:
    for table in content.case.tables:
        yield from _identifier(table.name, table.at)
        yield from _identifier(table.row, table.at, in_dict=False)
    for script in content.scripts:
        yield from _hyphened(script.name, script.at)
        for gap in script.gaps:
            yield from _hyphened(gap.id, gap.at)
        for decision in script.tables:
            yield from _hyphened(decision.id, decision.at)
    for fragment in content.fragments:
        yield from _hyphened(fragment.name, fragment.at)
        for name, _ in fragment.takes:
            yield from _identifier(name, fragment.at, in_dict=False)
    for use in uses:
        yield from _step_form(use)
    for listed in content.lists:
        yield from _hyphened(listed.name, listed.at)
        for column in listed.columns:
            yield from _identifier(column.name, column.at)
            if column.name in ("label", "code", "was", "source", "checked", "sure"):
                why = "every row of a list has one already"
                yield problem("E306", column.at, name=column.name, why=why, want=_WANT_OTHER)
        for row in listed.rows:
            yield from _code(row.code, row.at)
    for paper in content.papers:
        yield from _hyphened(paper.name, paper.at)
        yield from _data_forms(paper.data)


def _step_form(use: Use) -> Iterator[Problem]:
    step = use.step
    if isinstance(step, Ask | Compute):
        yield from _identifier(step.name, step.at)
    elif isinstance(step, Section):
        yield from _hyphened(step.id, step.at)
    elif isinstance(step, Say | Stop | Do):
        yield from _hyphened(step.name, step.at)
    if isinstance(step, Ask) and isinstance(step.options, tuple):
        for option in step.options:
            yield from _code(option.code, option.at)


def _data_forms(fields: Iterable[DataField]) -> Iterator[Problem]:
    for each in fields:
        yield from _identifier(each.name, each.at)
        yield from _data_forms(each.fields)


# Names that stand for two things.


def _taken(content: Content) -> Iterator[Problem]:
    """Two scripts, lists, papers of one name; two row names of one name (E306)."""
    case = content.case
    rows = [(each.row, each.at) for each in case.tables]
    tables = {each.name: each.at for each in case.tables}
    yield from _twice(rows)
    for row, at in rows:
        if row in tables:
            yield _again(row, at, tables[row])
    for group in (
        [(each.name, each.at) for each in content.scripts],
        [(each.name, each.at) for each in content.fragments],
        [(each.name, each.at) for each in content.lists],
        [(each.name, each.at) for each in content.papers],
    ):
        yield from _twice(group)
    for script in content.scripts:
        yield from _twice((each.id, each.at) for each in script.gaps)
        yield from _twice((each.id, each.at) for each in script.tables)


def _twice(names: Iterable[tuple[str, Mark]]) -> Iterator[Problem]:
    first: dict[str, Mark] = {}
    for name, at in names:
        if first.setdefault(name, at) != at:
            yield _again(name, at, first[name])


def _again(name: str, at: Mark, first: Mark) -> Problem:
    why = f"it is already used at {first}"
    return problem("E306", at, name=name, why=why, want=_WANT_OTHER)


# Asks.


def _asks(uses: Uses) -> Iterator[Problem]:
    for use in uses:
        ask = use.step
        if isinstance(ask, Section):
            yield from _signed_together(ask)
        if not isinstance(ask, Ask):
            continue
        if ask.type is not None and ask.type not in TYPES:
            guess = did_you_mean(ask.type, TYPES)
            yield problem("E308", ask.at, type=ask.type, known=TYPES, guess=guess)
            continue
        yield from _options(ask)
        yield from _signing(ask)
        if ask.type is None:
            keys = (("private", ask.private), ("was", ask.was), ("steers", ask.steers))
            for key, given in keys:
                if given:
                    where = f"the ask '{ask.name}', which has no type of its own,"
                    known = "question, help, why, when, must, suggest, source"
                    yield problem("E105", ask.at, where=where, key=key, known=known)

        elif ask.steers and ask.type not in ("choice", "yes-no"):
            where = f"'steers' of '{ask.name}', a {ask.type},"
            want = "it at a choice or a yes-no, or leave it out: anything else may be left open"
            yield problem("E106", ask.at, where=where, found="true", want=want)


def _signing(ask: Ask) -> Iterator[Problem]:
    if ask.type == "sign-off":
        return
    for key, given in (("apart", ask.apart), ("needs", ask.needs), ("least", ask.least)):
        if given:
            where = f"the ask '{ask.name}', which is no sign-off,"
            known = "question, help, why, when, must, suggest, source"
            yield problem("E105", ask.at, where=where, key=key, known=known)


def _signed_together(section: Section) -> Iterator[Problem]:
    """A sign-off rests on the answers before it, so none of them may come in with it."""
    asks = [step for step in section.steps if isinstance(step, Ask)]
    signed = next((ask for ask in asks if ask.type == "sign-off"), None)
    if section.together and signed is not None and len(asks) > 1:
        where = f"'together' of the section '{section.id}', which has the sign-off '{signed.name}',"
        want = "the sign-off outside of the section: what it is given on has to stand before it"
        yield problem("E106", signed.at, where=where, found="true", want=want)


def _options(ask: Ask) -> Iterator[Problem]:
    source = ask.options
    if ask.type in CHOOSING:
        if source is None or source == ():
            yield problem("E310", ask.at, name=ask.name, type=ask.type)
        elif isinstance(source, RowSource):
            where = f"'options' of '{ask.name}', a {ask.type},"
            want = "codes and labels, or {list: …}; for rows of a table write type: rows"
            yield problem("E106", ask.at, where=where, found="rows of a table", want=want)
    elif ask.type == "rows":
        if not isinstance(source, RowSource):
            yield problem("E310", ask.at, name=ask.name, type=ask.type)
    elif source is not None:
        kind = f"of type {ask.type}" if ask.type else "without a type of its own"
        where = f"the ask '{ask.name}' {kind}"
        known = "question, help, why, when, must, suggest, source"
        yield problem("E105", ask.at, where=where, key="options", known=known)


def _defined(content: Content, uses: Uses) -> Iterator[Problem]:
    """Every answer gets its type once (E301) and at all (E302); no name is taken (E306)."""
    first: dict[tuple[str, str], Mark] = {}
    scripts: dict[tuple[str, str], Mark] = {}
    tables = {each.name for each in content.case.tables}
    rows = {each.row for each in content.case.tables}
    for use in uses:
        step = use.step
        if isinstance(step, Say | Stop | Do | Section) and use.script is not None:
            name = step.id if isinstance(step, Section) else step.name
            kind = "section" if isinstance(step, Section) else "step"
            key = (f"{use.script.name}/{kind}", name)
            if scripts.setdefault(key, step.at) != step.at:
                yield _again(name, step.at, scripts[key])
        if not isinstance(step, Ask | Compute):
            continue
        if step.name in tables or (not use.table and step.name in rows):
            why = "a table of the case, or its row, is called so"
            yield problem("E306", step.at, name=step.name, why=why, want=_WANT_OTHER)
        if isinstance(step, Ask) and step.type is None:
            continue
        where = (use.table, step.name)
        if first.setdefault(where, step.at) != step.at:
            yield problem("E301", step.at, name=step.name, first=first[where])
    for use in uses:
        step = use.step
        if isinstance(step, Ask) and step.type is None and (use.table, step.name) not in first:
            known = sorted(name for table, name in first if table == use.table)
            guess = did_you_mean(step.name, known)
            yield problem("E302", step.at, name=step.name, guess=guess)
