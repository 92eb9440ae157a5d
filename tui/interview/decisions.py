"""Outcomes and decision tables: what follows from answers, and whether always something does.

Cells and outcome values are words: a code, ``yes``, ``no``, ``open`` (left open),
``not-asked`` (does not apply) or ``any``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from math import prod
from typing import Final

from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import OUTCOME_ORDER, DecisionTable, Outcome, TableRow
from tui.interview.typing import YESNO, Code, Type
from tui.interview.values import NA, OPEN, PENDING

ANY: Final = "any"
OPEN_WORD: Final = "open"
NOT_ASKED: Final = "not-asked"
LIMIT: Final = 20_000
"""Cases of one table that are looked at; a table with more asks for a walk."""

_RANK: Final = {word: rank for rank, word in enumerate(OUTCOME_ORDER)}
_HOLD: Final = _RANK["HOLD"]
_STOP: Final = _RANK["STOP"]
_NOTHING: Final = len(OUTCOME_ORDER)


def severity(then: Iterable[str]) -> int:
    """Return the place of the worst code in ``OUTCOME_ORDER``; past its end for none.

    A code may carry a word (``ESCALATE legal``). One that is not in the order counts as
    none: it softens nothing.
    """
    first = (code.partition(" ")[0] for code in then)
    return min((_RANK.get(code, _NOTHING) for code in first), default=_NOTHING)


def word_of(value: object) -> str | None:
    """Return the word a cell has for a value; None for what is still pending."""
    if value is PENDING:
        return None
    if value is OPEN:
        return OPEN_WORD
    if value is NA:
        return NOT_ASKED
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def decide(table: DecisionTable, values: Sequence[object]) -> list[TableRow]:
    """Return the rows that hold for the values of a table's inputs.

    With ``hit: first`` at most one. A row that turns on a pending value waits, and with
    ``hit: first`` so do the rows after it.
    """
    words = [word_of(value) for value in values]
    found: list[TableRow] = []
    for row in table.rows:
        holds = matches(row, words)
        if holds is None and table.hit == "first":
            return []
        if holds:
            found.append(row)
            if table.hit == "first":
                return found
    return found


def outcomes_for(outcomes: Iterable[Outcome], value: object) -> list[Outcome]:
    """Return which outcomes of one answer its value leads to; none while it is pending.

    Outcomes whose ``on`` is another answer have to be left out by the caller.
    """
    word = word_of(value)
    return [each for each in outcomes if word and (word in each.values or ANY in each.values)]


def matches(row: TableRow, words: Sequence[str | None]) -> bool | None:
    """Tell whether a row holds for some words; None where that turns on a pending one."""
    waits = False
    for cell, word in zip(row.cells, words, strict=False):
        if ANY in cell or word in cell:
            continue
        if word is not None:
            return False
        waits = True
    return None if waits else True


def words_of(kind: Type) -> tuple[str, ...] | None:
    """Return the words an answer of a type can have, in order; None when beyond listing."""
    if kind == YESNO:
        return ("yes", "no")
    return tuple(sorted(kind.options)) if isinstance(kind, Code) else None


def check_outcomes(outcomes: Sequence[Outcome], types: Mapping[str, Type]) -> list[Problem]:
    """Check that every value of every gate leads somewhere (E601) and not softly (E604).

    Args:
        outcomes: Those of one script.
        types: The type of each answer they name in ``on``, as it is written there.

    Returns:
        Also E205 for an answer whose values can't be listed, E206 for unknown values.
    """
    gates: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        gates.setdefault(outcome.on, []).append(outcome)
    problems: list[Problem] = []
    for on, rules in gates.items():
        if on not in types:
            continue
        words = words_of(types[on])
        if words is None:
            said = {"left": types[on].said, "right": "codes"}
            problems.append(problem("E205", rules[0].at, how="compared", **said))
            continue
        unknown = [
            _unknown(each.at, value, on, words)
            for each in rules
            for value in each.values
            if value not in (*words, OPEN_WORD, NOT_ASKED, ANY)
        ]
        problems += unknown or _gate(on, rules, words)
    return sorted(problems)


def _gate(on: str, rules: Sequence[Outcome], words: Sequence[str]) -> Iterator[Problem]:
    ranks: dict[str, int] = {}
    for word in (*words, OPEN_WORD):
        then = [each for each in rules if word in each.values or ANY in each.values]
        if then:
            ranks[word] = severity(code for each in then for code in each.then)
        else:
            yield problem("E601", rules[0].at, on=on, value=word)
    soft = ranks.pop(OPEN_WORD, None)
    worst = min(ranks.values(), default=_NOTHING)
    if soft is not None and _is_soft(soft, worst):
        at = next(each.at for each in rules if {OPEN_WORD, ANY} & set(each.values))
        yield _softer(at, on, worst, soft)


def _is_soft(when_open: int, worst: int) -> bool:
    return worst <= _STOP and when_open > _HOLD


def _softer(at: Mark, on: str, worst: int, soft: int) -> Problem:
    said = OUTCOME_ORDER[soft] if soft < _NOTHING else "nothing"
    return problem("E604", at, on=on, worst=OUTCOME_ORDER[worst], value="'open'", soft=said)


def _unknown(at: Mark, value: str, name: str, words: Sequence[str]) -> Problem:
    known = (*words, OPEN_WORD, NOT_ASKED, ANY)
    guess = did_you_mean(value, known)
    return problem("E206", at, code=value, name=name, known=known, guess=guess)


def check_table(
    table: DecisionTable, types: Sequence[Type], *, limit: int = LIMIT
) -> list[Problem]:
    """Check a decision table over every combination of its inputs' values.

    Args:
        table: The table; each row has a cell for each input.
        types: The type of each input, in order.
        limit: How many combinations to look at.

    Returns:
        E602 for a combination without a row, E603 for a row no combination reaches, E604
        where leaving an input open is softer than HOLD though a value of it gives STOP.
        Also E205 for inputs whose values can't be listed, E206 for unknown cells, W503
        for a table too large to look through.
    """
    names = [expr.text for expr in table.inputs]
    listed: list[tuple[str, ...]] = []
    problems: list[Problem] = []
    for expr, kind in zip(table.inputs, types, strict=True):
        words = words_of(kind)
        if words is None:
            said = {"left": kind.said, "right": "codes"}
            problems.append(problem("E205", expr.at, how="compared", **said))
        else:
            listed.append(words)
    if problems:
        return problems
    for row in table.rows:
        for cell, name, words in zip(row.cells, names, listed, strict=True):
            allowed = {*words, OPEN_WORD, NOT_ASKED, ANY}
            problems += [_unknown(row.at, w, name, words) for w in cell if w not in allowed]
    if problems:
        return sorted(problems)
    size = prod(len(words) + 2 for words in listed)
    if size > limit:
        why = f"it has {size} cases, and {limit} can be looked at"
        return [problem("W503", table.at, name=f"every row of the table '{table.id}'", why=why)]
    return sorted(_checked(table, names, listed))


Case = tuple[str, ...]


def _checked(
    table: DecisionTable, names: Sequence[str], listed: Sequence[tuple[str, ...]]
) -> Iterator[Problem]:
    hits: dict[Case, list[int]] = {}
    for case in product(*((*words, OPEN_WORD, NOT_ASKED) for words in listed)):
        every = [at for at, row in enumerate(table.rows) if matches(row, case)]
        hits[case] = every
    missing = next((case for case, every in hits.items() if not every), None)
    if missing is not None:
        said = ", ".join(f"{name}: {word}" for name, word in zip(names, missing, strict=True))
        yield problem("E602", table.at, table=table.id, case=said)
    if table.hit == "first":
        yield from _shadowed(table, hits.values())
    yield from _soft_cases(table, names, listed, hits)


def _shadowed(table: DecisionTable, hits: Iterable[Sequence[int]]) -> Iterator[Problem]:
    before: dict[int, set[int]] = {at: set() for at in range(len(table.rows))}
    for every in hits:
        for place, at in enumerate(every):
            if place == 0:
                before.pop(at, None)
            elif at in before:
                before[at].add(every[0])
    for at, rows in before.items():
        numbers = " and ".join(str(each + 1) for each in sorted(rows))
        by = f"row {numbers} before it" if len(rows) == 1 else f"rows {numbers} before it"
        yield problem(
            "E603", table.rows[at].at, table=table.id, row=at + 1, by=f"{by} take all its cases"
        )


def _soft_cases(
    table: DecisionTable,
    names: Sequence[str],
    listed: Sequence[tuple[str, ...]],
    hits: Mapping[Case, Sequence[int]],
) -> Iterator[Problem]:
    """Compare each case that has something open with the worst it may be once known."""

    def rank(case: Case) -> int:
        used = hits[case][:1] if table.hit == "first" else hits[case]
        return severity(code for at in used for code in table.rows[at].then)

    @cache
    def worst(case: Case) -> int:
        if OPEN_WORD not in case:
            return rank(case)
        at = case.index(OPEN_WORD)
        return min(worst((*case[:at], word, *case[at + 1 :])) for word in listed[at])

    told: list[tuple[int, frozenset[str]]] = []
    for case in sorted(hits, key=lambda each: each.count(OPEN_WORD)):
        if OPEN_WORD not in case or not hits[case]:
            continue
        at, soft, hard = hits[case][0], rank(case), worst(case)
        opened = [name for name, word in zip(names, case, strict=True) if word == OPEN_WORD]
        known = any(at == where and less <= set(opened) for where, less in told)
        if _is_soft(soft, hard) and not known:
            told.append((at, frozenset(opened)))
            yield _softer(table.rows[at].at, " with ".join(opened), hard, soft)
