"""Duties are answered, and facts say where they are from and when they were looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from tui.interview.lists import parse_checked
from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import Content, Duty, Script, Section
from tui.interview.uses import Uses


def check_sourcing(
    content: Content, uses: Uses | None = None, *, today: date | None = None
) -> list[Problem]:
    """Return unknown and unanswered duties (E801, E802) and unsourced or stale facts."""
    uses = uses or Uses(content)
    found = [*_unknown(content, uses)]
    for script, duty in duties_uncovered(content, uses):
        found.append(
            problem(
                "E802",
                script.at,
                script=script.name,
                duty=duty.id,
                kind=duty.kind,
                text=duty.text.rstrip("."),
            )
        )
    found += _facts(content, today)
    return found


def duties_uncovered(content: Content, uses: Uses | None = None) -> list[tuple[Script, Duty]]:
    """Return each duty of a family that a script covers and that nothing names as source.

    A family is what stands before the last hyphen of its duties' ids: ``TFV-L`` has
    ``TFV-L-17``. A star takes several families: ``COU-5.*``. A duty is taken as answered
    where any step, gap, outcome, table row or paper of the content names it.
    """
    named = {name for name, _ in sources_named(content, uses or Uses(content))}
    return [
        (script, duty)
        for script in content.scripts
        for duty in content.duties
        if duty.id not in named and any(covers(family, duty.id) for family in script.covers)
    ]


def covers(family: str, duty: str) -> bool:
    """Return whether ``duty`` is of ``family``."""
    own = duty.rpartition("-")[0]
    return own.startswith(family[:-1]) if family.endswith("*") else own == family


def sources_named(content: Content, uses: Uses) -> Iterator[tuple[str, Mark]]:
    """Yield every duty id that content names as a source, and where."""
    for use in uses:
        if not isinstance(use.step, Section):
            yield from _at(use.step.source, use.step.at)
    for script in content.scripts:
        for gap in script.gaps:
            yield from _at(gap.source, gap.at)
        for outcome in script.outcomes:
            yield from _at(outcome.source, outcome.at)
        for table in script.tables:
            for row in table.rows:
                yield from _at(row.source, row.at)
    for paper in content.papers:
        yield from _at(paper.source, paper.at)


def _at(names: Iterable[str], at: Mark) -> Iterator[tuple[str, Mark]]:
    for name in names:
        yield name, at


def _unknown(content: Content, uses: Uses) -> Iterator[Problem]:
    known = {duty.id for duty in content.duties}
    for name, at in sources_named(content, uses):
        if name not in known:
            yield problem("E801", at, id=name, guess=did_you_mean(name, known))
    for script in content.scripts:
        for family in script.covers:
            if not any(covers(family, duty) for duty in known):
                families = {duty.rpartition("-")[0] for duty in known}
                yield problem("E801", script.at, id=family, guess=did_you_mean(family, families))


def _facts(content: Content, today: date | None) -> Iterator[Problem]:
    for listed in content.lists:
        for row in listed.rows:
            for column, fact in row.facts:
                missing = [
                    word
                    for word, given in (("source", fact.source), ("date", fact.checked))
                    if not given
                ]
                if missing:
                    yield problem(
                        "E803",
                        fact.at,
                        column=column,
                        row=row.code,
                        missing=" and no ".join(missing),
                    )
                    continue
                checked = parse_checked(fact.checked)
                if today is None or checked is None:
                    continue
                age = (today.year - checked.year) * 12 + today.month - checked.month
                age -= today.day < checked.day
                if age >= listed.stale_after_months:
                    yield problem(
                        "W804",
                        fact.at,
                        column=column,
                        row=row.code,
                        checked=fact.checked,
                        months=listed.stale_after_months,
                    )
