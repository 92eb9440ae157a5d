"""What can be shown of a program before anybody walks it.

That a step can be reached at all (E501), and that no stop catches everyone (E502). Where
there are too many cases to look at, it says so (W503) and asks for a walk instead. That
every answer which decides something does so in all its values (E601 to E604, ``gates``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tui.interview.abstract import LIMIT, Found, World, search
from tui.interview.gates import check_decisions
from tui.interview.marks import NOWHERE, Mark
from tui.interview.problems import Problem, problem
from tui.interview.schema import Section, Stop
from tui.interview.sites import Instance, Site, Sites
from tui.interview.values import PENDING, Truth

if TYPE_CHECKING:
    from tui.interview.program import Program


def prove(program: Program, *, limit: int = LIMIT) -> list[Problem]:
    """Look for steps nobody can reach, stops nobody can pass, and decisions with holes.

    A fragment's step is refused only when none of its uses can be reached. What is inside
    a section that can't be reached is not reported again.

    Args:
        program: Checked content.
        limit: How many cases to look at for each step.
    """
    sites = Sites(program)
    problems = [
        problem("E502", _at(site), name=site.name)
        for site in sites.all
        if _ends_journey(site) and _stops_all(sites, site, limit)
    ]
    closed: list[Site] = []
    for uses in _by_step(sites.all):
        inside = [use for use in uses if not any(_is_inside(use, section) for section in closed)]
        if not inside or not any(use.own for use in inside):
            continue
        results = [_reach(sites, use, limit) for use in inside]
        if any(result.found for result in results):
            continue
        if all(result.complete for result in results):
            problems.append(problem("E501", _at(inside[0]), name=inside[0].name))
            closed.extend(use for use in inside if use.kind == "section")
        else:
            why = f"there are more than {limit} cases to look at"
            problems.append(problem("W503", _at(inside[0]), name=inside[0].name, why=why))
    return sorted(problems + check_decisions(program))


def _reach(sites: Sites, site: Site, limit: int) -> Found:
    at = sites.place(site)
    return search(sites, lambda world: world.applies(site, at), limit)


def _ends_journey(site: Site) -> bool:
    return isinstance(site.node, Stop) and site.node.ends == "journey" and not site.vars


def _stops_all(sites: Sites, site: Site, limit: int) -> bool:
    at = sites.place(site)
    result = search(sites, lambda world: _passes(world, site, at), limit)
    if result.found or not result.complete:
        return False
    sites.ignored.add(site)  # what comes behind it is judged as if it could be passed
    return True


def _passes(world: World, site: Site, at: Instance) -> Truth:
    applies = world.applies(site, at)
    return PENDING if applies is PENDING else applies is not True


def _by_step(sites: Iterable[Site]) -> Iterable[list[Site]]:
    """Group the uses of one step of a fragment; all else stands alone."""
    groups: dict[object, list[Site]] = {}
    for site in sites:
        key = (site.node.at, site.kind, site.name) if site.node.at != NOWHERE else site
        groups.setdefault(key, []).append(site)
    return groups.values()


def _is_inside(site: Site, section: Site) -> bool:
    outer = section.needs
    return site is not section and bool(outer) and site.needs[: len(outer)] == outer


def _at(site: Site) -> Mark:
    when = site.node.when
    if when is None and isinstance(site.node, Section) and site.node.repeat is not None:
        when = site.node.repeat.where
    return when.at if when is not None and when.at != NOWHERE else site.node.at
