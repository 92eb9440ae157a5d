"""The names phase, second part: what a name refers to must be there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tui.interview.codec import BadAnswer, to_stored
from tui.interview.lists import COLUMN_TYPES
from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import (
    Ask,
    Compute,
    Content,
    DataField,
    Include,
    ListSource,
    RowSource,
    Say,
    Script,
    Section,
    Stop,
)
from tui.interview.uses import Use, Uses


def check_references(content: Content, uses: Uses) -> list[Problem]:
    """Return what refers to nothing: tables, fragments, lists, papers, journeys, answers."""
    found: list[Problem] = []
    found += _case(content)
    found += _fragments(content)
    lists = {each.name: len(each.rows) for each in content.lists}
    for use in uses:
        step = use.step
        if isinstance(step, Section):
            found += _repeat(use, step, content)
            found += _presets(step, uses, content)
        elif isinstance(step, Include):
            found += _include(use, step, uses)
        elif isinstance(step, Ask):
            found += _source(step, uses, lists)
            found += _adding(step, uses)
        elif isinstance(step, Say | Stop) and step.people:
            found += _list(step.people, step.at, lists)
    found += _scripts(content, uses)
    found += _lists(content)
    for paper in content.papers:
        found += _data(paper.data, uses)
    return found


def _unknown(code: str, at: Mark, name: str, known: Iterable[str]) -> Problem:
    names = sorted(known)
    return problem(code, at, name=name, known=names, guess=did_you_mean(name, names))


def _case(content: Content) -> Iterator[Problem]:
    parents = {each.name: each.parent for each in content.case.tables}
    for table in content.case.tables:
        if table.parent and table.parent not in parents:
            yield _unknown("E303", table.at, table.parent, parents)
            continue
        path = [table.name]
        while (parent := parents.get(path[-1], "")) and parent not in path:
            path.append(parent)
        if parent == table.name:
            yield problem("E311", table.at, circle=" in ".join([*path, table.name]))
    scripts = {each.name for each in content.scripts}
    for name in content.case.journeys:
        if name not in scripts:
            yield problem(
                "E106",
                content.case.at,
                where="'journeys' of case.yaml",
                found=f"'{name}'",
                want="the name of a script",
                guess=did_you_mean(name, scripts),
            )


def _fragments(content: Content) -> Iterator[Problem]:
    tables = {each.name for each in content.case.tables}
    links: dict[str, dict[str, Mark]] = {}
    for fragment in content.fragments:
        for _, table in fragment.takes:
            if table not in tables:
                yield _unknown("E303", fragment.at, table, tables)
        links[fragment.name] = {step.fragment: step.at for step in _all_steps(fragment.steps)}
    for name in links:
        yield from _circle(name, links)


def _all_steps(steps: Iterable[object]) -> Iterator[Include]:
    for step in steps:
        if isinstance(step, Section):
            yield from _all_steps(step.steps)
        elif isinstance(step, Include):
            yield step


def _circle(start: str, links: Mapping[str, Mapping[str, Mark]]) -> Iterator[Problem]:
    """Report the circle through ``start`` once, at its alphabetically first fragment."""
    paths = [[start]]
    seen = set()
    while paths:
        path = paths.pop()
        for name, at in links.get(path[-1], {}).items():
            if name == start:
                if start == min(path):
                    yield problem("E311", at, circle=" > ".join([*path, start]))
                return
            if name not in seen:
                seen.add(name)
                paths.append([*path, name])


def _repeat(use: Use, section: Section, content: Content) -> Iterator[Problem]:
    if section.repeat is None:
        return
    fitting = [each.name for each in content.case.tables if each.parent == use.table]
    if section.repeat.table not in fitting:
        yield _unknown("E303", section.repeat.at, section.repeat.table, fitting)
    elif not use.table and not (use.script is None or _is_of(use.script, section)):
        # The rows of a case are walked by the sections of a journey, never by one inside another.
        yield problem("E314", section.repeat.at, table=section.repeat.table)


def _is_of(script: Script, section: Section) -> bool:
    return any(section is one for one in script.sections)


def _presets(section: Section, uses: Uses, content: Content) -> Iterator[Problem]:
    """Check what a new row starts with: that it is asked there, and can be taken."""
    repeat = section.repeat
    if repeat is None or not repeat.new:
        return
    asks = {
        use.step.name: use.step
        for use in uses
        if isinstance(use.step, Ask) and use.step.type and use.table == repeat.table
    }
    for name, value in repeat.new:
        ask = asks.get(name)
        if ask is None:
            yield _unknown("E203", repeat.at, name, asks)
            continue
        codes = _codes(ask, content)
        given = value if isinstance(value, list) else [value]
        strange = [str(one) for one in given if codes is not None and str(one) not in codes]
        if codes is not None and strange:
            guess = did_you_mean(strange[0], codes)
            yield problem("E206", repeat.at, code=strange[0], name=name, known=codes, guess=guess)
            continue
        try:
            to_stored(ask.type or "text", value, codes=codes)
        except BadAnswer:
            where = f"'{name}' under new:"
            want = f"what a {ask.type} takes"
            yield problem("E106", repeat.at, where=where, found=f"'{value}'", want=want)


def _codes(ask: Ask, content: Content) -> list[str] | None:
    if isinstance(ask.options, tuple):
        return [one.code for one in ask.options]
    if isinstance(ask.options, ListSource):
        wanted = ask.options.name
        return [row.code for one in content.lists if one.name == wanted for row in one.rows]
    return None


def _adding(ask: Ask, uses: Uses) -> Iterator[Problem]:
    """Check that some section adds rows to the table that an ask lets people add to."""
    source = ask.options
    if not isinstance(source, RowSource) or not source.add or source.table not in uses.tables:
        return
    repeats = (use.step.repeat for use in uses if isinstance(use.step, Section))
    if not any(one is not None and one.table == source.table and not one.fixed for one in repeats):
        yield problem("E313", source.at, name=ask.name, table=source.table)


def _include(use: Use, step: Include, uses: Uses) -> Iterator[Problem]:
    fragment = uses.fragments.get(step.fragment)
    if fragment is None:
        yield _unknown("E304", step.at, step.fragment, uses.fragments)
        return
    takes, given = dict(fragment.takes), dict(step.with_)
    wanted = ", ".join(f"{name}: a row of {table}" for name, table in takes.items()) or "nothing"

    def wrong(why: str, guess: str = "") -> Problem:
        return problem("E305", step.at, fragment=step.fragment, why=why, takes=wanted, guess=guess)

    for name in given:
        if name not in takes:
            yield wrong(f"takes no '{name}'", did_you_mean(name, takes))
    for name, table in takes.items():
        if name not in given:
            yield wrong(f"needs '{name}'")
        elif given[name] not in use.vars:
            why = f"is given '{given[name]}', and no row is called so here"
            yield wrong(why, did_you_mean(given[name], use.vars))
        elif use.vars[given[name]] != table and table in uses.tables:
            yield wrong(f"needs a row of {table} as '{name}', not one of {use.vars[given[name]]}")


def _source(ask: Ask, uses: Uses, lists: Mapping[str, int]) -> Iterator[Problem]:
    source = ask.options
    if isinstance(source, RowSource) and source.table not in uses.tables:
        yield _unknown("E303", source.at, source.table, uses.tables)
    elif isinstance(source, ListSource):
        yield from _list(source.name, source.at, lists)
        if lists.get(source.name) == 0 and ask.type is not None:
            yield problem("E310", ask.at, name=ask.name, type=ask.type)


def _list(name: str, at: Mark, lists: Mapping[str, int]) -> Iterator[Problem]:
    if name not in lists:
        yield _unknown("E309", at, name, lists)


def _lists(content: Content) -> Iterator[Problem]:
    for listed in content.lists:
        for column in listed.columns:
            if column.type not in COLUMN_TYPES:
                guess = did_you_mean(column.type, COLUMN_TYPES)
                yield problem("E308", column.at, type=column.type, known=COLUMN_TYPES, guess=guess)
            elif column.type in ("choice", "choices") and not column.options:
                yield problem("E310", column.at, name=column.name, type=column.type)


def _scripts(content: Content, uses: Uses) -> Iterator[Problem]:
    rows = {each.row: each.name for each in content.case.tables}
    papers = {each.name for each in content.papers}
    answers: dict[str, set[str]] = {}
    for use in uses:
        if isinstance(use.step, Ask | Compute):
            answers.setdefault(use.table, set()).add(use.step.name)
    everything = {name for names in answers.values() for name in names}
    for script in content.scripts:
        yield from _approvals(script, uses)
        for name in script.papers:
            if name not in papers:
                yield _unknown("E701", script.at, name, papers)
        eaches = [(gap.each, gap.at) for gap in script.gaps]
        eaches += [(table.each, table.at) for table in script.tables]
        for row, at in eaches:
            if row and row not in rows:
                yield _unknown("E303", at, row, rows)
        for gap in script.gaps:
            if gap.step and not _answered(gap.step, rows, answers):
                guess = did_you_mean(gap.step.rpartition(".")[2], everything)
                yield problem("E302", gap.at, name=gap.step, guess=guess)
        for outcome in script.outcomes:
            if not _answered(outcome.on, rows, answers):
                guess = did_you_mean(outcome.on.rpartition(".")[2], everything)
                yield problem("E302", outcome.at, name=outcome.on, guess=guess)


def _approvals(script: Script, uses: Uses) -> Iterator[Problem]:
    """Check that what settles and lifts is a sign-off of the case, asked in the journey."""
    known = sorted(
        use.step.name
        for use in uses
        if isinstance(use.step, Ask) and use.step.type == "sign-off" and not use.table
        if use.script is not None and use.script.name == script.name
    )
    named = [name for _to, name in script.approvals]
    for name in [*named, script.lifts]:
        if name and name not in known:
            yield _unknown("E203", script.at, name, known)


def _answered(path: str, rows: Mapping[str, str], answers: Mapping[str, set[str]]) -> bool:
    """Whether ``name`` or ``row.name`` is an answer; longer paths are left to the types."""
    row, dot, name = path.partition(".")
    if not dot:
        return any(path in names for names in answers.values())
    return "." in name or name in answers.get(rows.get(row, "?"), ())


def _data(fields: Iterable[DataField], uses: Uses) -> Iterator[Problem]:
    for each in fields:
        if each.each and each.each not in uses.tables:
            yield _unknown("E303", each.at, each.each, uses.tables)
        yield from _data(each.fields, uses)
