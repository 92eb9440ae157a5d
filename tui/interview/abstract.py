"""Conditions over every possible case at once: finite answers one by one, the rest as "any".

A search assigns answers only when a condition needs them: what is not assigned yet reads
as pending, so ``and``/``or`` prune the tree by themselves. Answers that can't be listed
(numbers, dates, text) are ``ANY``; a comparison of one may go either way, the same way
each time. So the search sees every real case and some that can't be: "never" is proven,
"sometimes" is likely.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from tui.interview import tree as t
from tui.interview.functions import BUILT_IN
from tui.interview.sites import Instance, Site, Sites, Vars
from tui.interview.typing import WHEN, YESNO, Code, Codes, Type
from tui.interview.values import NA, OPEN, PENDING, Truth, every, negate, some, truth, weaker

LIMIT: Final = 20_000
"""Partial cases one search looks at before it gives up."""
_INNER_LIMIT: Final = 2_000


class Any_:
    """A known value that can't be listed."""

    def __repr__(self) -> str:
        """Return a plain name."""
        return "ANY"


ANY: Final = Any_()


@dataclass(frozen=True, slots=True)
class Picks:
    """Several codes; whether each was picked is a variable of its own."""

    variable: tuple[object, ...]


Variable = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to. ``complete`` only matters where nothing was found."""

    found: bool
    complete: bool


class World:
    """One partial case: what is assigned so far, and the first thing it lacks."""

    def __init__(self, sites: Sites, given: Mapping[Variable, object]) -> None:
        """Start with what is ``given``."""
        self.sites = sites
        self.given = given
        self.needed: tuple[Variable, tuple[object, ...]] | None = None
        self._values: dict[tuple[Instance, str], object] = {}
        self._modes: dict[tuple[int, Instance], Truth] = {}
        self._busy: set[tuple[Instance, str]] = set()

    def pick(self, variable: Variable, domain: tuple[object, ...]) -> Any:
        """Return what a variable is, or pending and note that it is needed."""
        if variable in self.given:
            return self.given[variable]
        if self.needed is None:
            self.needed = (variable, domain)
        return PENDING

    def applies(self, site: Site, at: Instance) -> Truth:
        """Return whether a step applies: the first condition that is not true decides."""
        key = (id(site), at)
        if key not in self._modes:
            self._modes[key] = self._applies(site, at)
        return self._modes[key]

    def _applies(self, site: Site, at: Instance) -> Truth:
        bound = self.sites.bind(site, at)
        for condition, acts_open in site.needs:
            result = truth(self.value(condition.tree, bound))
            if result is OPEN and acts_open:
                continue
            if result is not True:
                return result
        for stop in site.blocks:
            if stop in self.sites.ignored:
                continue
            result = self.applies(stop, self.sites.climb(at, stop.table))
            if result is True:
                return False
            if result is PENDING:
                return PENDING
        return True

    def answer(self, at: Instance, field: str) -> object:
        """Return the value of an answer or compute of a row."""
        key = (at, field)
        if key not in self._values:
            if key in self._busy:
                return self.pick(("circle", at, field), (ANY, OPEN))
            self._busy.add(key)
            self._values[key] = self._answer(at, field)
            self._busy.discard(key)
        return self._values[key]

    def _answer(self, at: Instance, field: str) -> object:
        sites = self.sites.of(at.table, field)
        kind = self.sites.types.get((at.table, field))
        if not sites or kind is None:
            return self.pick(("free", at, field), (*_domain(kind, ()), NA))
        modes: list[Truth] = []
        for site in sites:
            mode = self.applies(site, at)
            if mode is True:
                if site.value is not None:
                    return self.value(site.value.tree, self.sites.bind(site, at))
                variable = ("answer", at, field)
                picked = self.pick(variable, _domain(kind, (NA,) if site.cut else ()))
                return Picks(variable) if picked is ANY and isinstance(kind, Codes) else picked
            modes.append(mode)
        mode = some(modes)
        return NA if mode is False else mode

    def value(self, tree: t.Tree, bound: Vars) -> Any:
        """Evaluate a condition."""
        return _EVALUATE[type(tree)](self, tree, bound)

    def free(self, tree: t.Tree, bound: Vars) -> Any:
        """Let an expression be anything its type allows, the same each time."""
        return self.pick(("value", tree, _bound_key(tree, bound)), _domain(tree.type, ()))


def search(sites: Sites, goal: Callable[[World], Truth], limit: int = LIMIT) -> Found:
    """Look for a case in which ``goal`` is true."""
    todo: list[dict[Variable, object]] = [{}]
    seen = 0
    while todo:
        given = todo.pop()
        seen += 1
        if seen > limit:
            return Found(False, False)
        world = World(sites, given)
        result = goal(world)
        if result is True:
            return Found(True, True)
        if result is PENDING and world.needed is not None:
            variable, domain = world.needed
            todo.extend({**given, variable: value} for value in reversed(domain))
    return Found(False, True)


def _domain(kind: Type | None, more: tuple[object, ...]) -> tuple[object, ...]:
    if kind == YESNO:
        return (True, False, OPEN, *more)
    if isinstance(kind, Code):
        return (*sorted(kind.options), OPEN, *more)
    return (ANY, OPEN, *more)


@lru_cache(maxsize=4096)
def _names(tree: t.Tree) -> frozenset[str]:
    found = {tree.var} if isinstance(tree, (t.Answer, t.RowVar, t.Below)) else set()
    for part in t.parts(tree):
        found |= _names(part)
    return frozenset(found)


def _bound_key(tree: t.Tree, bound: Vars) -> tuple[object, ...]:
    return tuple(sorted((var, at.name) for var, at in bound.items() if var in _names(tree)))


def _const(world: World, tree: t.Const, bound: Vars) -> object:
    return tree.value if tree.type == YESNO or isinstance(tree.type, Code) else ANY


def _answer(world: World, tree: t.Answer, bound: Vars) -> object:
    return world.answer(bound.get(tree.var, world.sites.case), tree.field)


def _rows(world: World, tree: t.Tree, bound: Vars) -> object:
    return ANY


def _picked(world: World, tree: t.Picked, bound: Vars) -> object:
    return world.value(tree.source, bound)


def _field_of(world: World, tree: t.FieldOf, bound: Vars) -> object:
    row = world.sites.row(f"last:{_bound_key(tree.row, bound)}", tree.table, None)
    there = world.pick(("row", tree.row, _bound_key(tree.row, bound)), (True, False))
    if there is PENDING:
        return PENDING
    return world.answer(row, tree.field) if there else NA


def _fact_of(world: World, tree: t.FactOf, bound: Vars) -> object:
    code = world.value(tree.code, bound)
    if not isinstance(code, str):
        return code if code is NA or code is OPEN or code is PENDING else world.free(tree, bound)
    value = world.sites.fact(tree.list, code, tree.column)
    if value is None:
        return OPEN
    return value if tree.type == YESNO or isinstance(tree.type, Code) else ANY


def _member(world: World, tree: t.Member, bound: Vars) -> object:
    record = world.value(tree.record, bound)
    return record if record is NA or weaker(record, None) else world.free(tree, bound)


def _one_of(world: World, tree: t.OneOf, bound: Vars) -> object:
    value = world.value(tree.left, bound)
    lost = weaker(value, None)
    if lost is not None:
        return lost
    if isinstance(tree.left.type, Code):
        return (value in tree.values) is not tree.negated
    return False if value is NA else world.pick(_atom(tree, bound), (True, False))


def _among(world: World, tree: t.Among, bound: Vars) -> object:
    picked = world.value(tree.picked, bound)
    lost = weaker(picked, None)
    if lost is not None:
        return lost
    return tree.negated if picked is NA else world.pick(_atom(tree, bound), (True, False))


def _atom(tree: t.Tree, bound: Vars) -> Variable:
    return ("holds", tree, _bound_key(tree, bound))


def _compare(world: World, tree: t.Compare, bound: Vars) -> object:
    a, b = world.value(tree.left, bound), world.value(tree.right, bound)
    kind = tree.left.type
    if kind == YESNO:
        a, b = truth(a), truth(b)
    lost = weaker(a, b)
    if isinstance(kind, Code) and (a is NA or b is NA):
        return tree.op == "!="
    if a is NA or b is NA:
        return False
    if lost is not None:
        return lost
    if kind == YESNO or isinstance(kind, Code):
        return (a == b) is (tree.op == "==")
    either = (True, False, OPEN) if kind == WHEN else (True, False)
    return world.pick(_atom(tree, bound), either)


def _not(world: World, tree: t.Not, bound: Vars) -> object:
    return negate(world.value(tree.part, bound))


def _logic(world: World, tree: t.Logic, bound: Vars) -> object:
    values = (world.value(part, bound) for part in tree.parts)
    return every(values) if tree.op == "and" else some(values)


def _plus(world: World, tree: t.Plus, bound: Vars) -> object:
    a, b = world.value(tree.left, bound), world.value(tree.right, bound)
    lost = weaker(a, b)
    if lost is not None:
        return lost
    return NA if a is NA or b is NA else ANY


def _fold(world: World, tree: t.Fold, bound: Vars) -> object:
    rows = world.value(tree.rows, bound)
    lost = weaker(rows, None)
    if lost is not None:
        return lost
    if tree.kind in ("earliest", "latest"):
        return world.pick(("value", tree, _bound_key(tree, bound)), (ANY, OPEN, NA))
    if tree.kind not in ("any", "all"):
        counted = tree.value is None and tree.where is None
        return ANY if counted else world.free(tree, bound)
    usual = tree.kind == "all"
    if rows is NA or not _reachable(world.sites, tree, bound):
        return usual
    return world.pick(_atom(tree, bound), (not usual, usual, OPEN))


def _reachable(sites: Sites, tree: t.Fold, bound: Vars) -> bool:
    """Tell whether some row can turn ``any`` true, or ``all`` false (or leave it open)."""
    key = (tree, _bound_key(tree, bound))
    if key not in sites.folds:
        sites.folds[key] = True  # while looking, and when the search gives up
        above = bound.get(tree.rows.var) if isinstance(tree.rows, t.Below) else None
        table = tree.rows.table if isinstance(tree.rows, (t.Below, t.Picked)) else ""
        inner = {**bound, tree.var: sites.row(f"each:{tree.var}", table, above)}

        def goal(world: World) -> Truth:
            counts = world.value(tree.where, inner) if tree.where is not None else True
            value = world.value(tree.value, inner) if tree.value is not None else True
            both = every((counts, value if tree.kind == "any" else negate(value)))
            return True if both is OPEN else both

        result = search(sites, goal, _INNER_LIMIT)
        sites.folds[key] = result.found or not result.complete
    return sites.folds[key]


def _call(world: World, tree: t.Call, bound: Vars) -> object:
    values = [world.value(arg, bound) for arg in tree.args]
    function = tree.function
    if function == BUILT_IN["has"]:
        return _has(world, values[0], tree.args[1], bound)
    if PENDING in values:
        return PENDING
    if function == BUILT_IN["known"] or function == BUILT_IN["not_sure"]:
        unsure = values[0] is OPEN
        return unsure if function.name == "not_sure" else not unsure and values[0] is not NA
    if function == BUILT_IN["surely"] or function == BUILT_IN["maybe"]:
        return function.run(values[0])
    if not function.raw and (OPEN in values or NA in values):
        return OPEN if OPEN in values else NA
    return world.free(tree, bound)


def _has(world: World, codes: object, code: t.Tree, bound: Vars) -> object:
    if codes is NA:
        return False
    if isinstance(codes, Picks) and isinstance(code, t.Const):
        return world.pick(("picked", *codes.variable, code.value), (True, False))
    lost = weaker(codes, None)
    return lost if lost is not None else world.pick(("picked", codes, code), (True, False))


_EVALUATE: Final[dict[type, Callable[[World, Any, Vars], Any]]] = {
    t.Const: _const,
    t.Answer: _answer,
    t.RowVar: _rows,
    t.Below: _rows,
    t.Picked: _picked,
    t.Last: _rows,
    t.FieldOf: _field_of,
    t.FactOf: _fact_of,
    t.Member: _member,
    t.Compare: _compare,
    t.OneOf: _one_of,
    t.Among: _among,
    t.Not: _not,
    t.Logic: _logic,
    t.Plus: _plus,
    t.Fold: _fold,
    t.Call: _call,
}
