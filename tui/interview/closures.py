"""From a typed tree to a chain of small Python functions.

The commonest shapes (an answer compared with a code, or looked for in a list of codes)
get functions of their own: they run on every step of every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import add, sub
from typing import TYPE_CHECKING, Any, Final

from tui.interview import tree as t
from tui.interview.dates import BadDate, When, at_most, equal, less
from tui.interview.folds import GATHER, Pair, added
from tui.interview.typing import WHEN, YESNO, Code
from tui.interview.values import (
    NA,
    OPEN,
    PENDING,
    Truth,
    every,
    negate,
    some,
    truth,
    weaker,
)

if TYPE_CHECKING:
    from tui.interview.evaluate import Env, Run

_ROW: Final = ".row"
"""The variable for a row that has no name in the condition; no author can write it."""


def close(tree: t.Tree) -> Run:
    """Return the function that evaluates ``tree``."""
    return _MAKERS[type(tree)](tree)


def _const(tree: t.Const) -> Run:
    value = tree.value
    return lambda env: value


def _answer(tree: t.Answer) -> Run:
    var, field = tree.var, tree.field
    return lambda env: env.value(var, field)


def _below(tree: t.Below) -> Run:
    var, table = tree.var, tree.table

    def run(env: Env) -> Any:
        rows = env.rows(var, table)
        return () if rows is NA else rows

    return run


def _picked(tree: t.Picked) -> Run:
    source, table = close(tree.source), tree.table

    def run(env: Env) -> Any:
        ids = source(env)
        if ids is NA:
            return ()
        if ids is OPEN or ids is PENDING:
            return ids
        found = (env.row(table, each) for each in ids)
        return [row for row in found if row is not None]

    return run


def _last(tree: t.Last) -> Run:
    rows, before = close(tree.rows), tree.before

    def run(env: Env) -> Any:
        found = rows(env)
        if found is OPEN or found is PENDING:
            return found
        if before:
            here = env.handle(before)
            for at, row in enumerate(found):
                if row is here:
                    return found[at - 1] if at else NA
        return found[-1] if found else NA

    return run


def _field_of(tree: t.FieldOf) -> Run:
    row, field = close(tree.row), tree.field

    def run(env: Env) -> Any:
        handle = row(env)
        if handle is NA or handle is OPEN or handle is PENDING:
            return handle
        return env.bind(_ROW, handle).value(_ROW, field)

    return run


def _fact_of(tree: t.FactOf) -> Run:
    code, source, column, dated = close(tree.code), tree.list, tree.column, tree.type == WHEN

    def run(env: Env) -> Any:
        key = code(env)
        if key is NA or key is OPEN or key is PENDING:
            return key
        value = env.fact(source, key, column)
        if value is None:
            return OPEN
        return _date(value) if dated and isinstance(value, str) else value

    return run


def _date(text: str) -> object:
    try:
        return When.parse(text)
    except BadDate:
        return OPEN


def _member(tree: t.Member) -> Run:
    record, field = close(tree.record), tree.field

    def run(env: Env) -> Any:
        value = record(env)
        if value is NA or value is OPEN or value is PENDING:
            return value
        return getattr(value, field)

    return run


def _one_of(tree: t.OneOf) -> Run:
    values, negated = tree.values, tree.negated
    # None of the codes; but a text or number that does not apply holds for nothing.
    absent = negated and isinstance(tree.left.type, Code)
    if isinstance(tree.left, t.Answer):
        var, field = tree.left.var, tree.left.field

        def run_answer(env: Env) -> Any:
            value = env.value(var, field)
            if value in values:
                return not negated
            if value is OPEN or value is PENDING:
                return value
            return absent if value is NA else negated

        return run_answer
    left = close(tree.left)

    def run(env: Env) -> Any:
        value = left(env)
        if value in values:
            return not negated
        if value is OPEN or value is PENDING:
            return value
        return absent if value is NA else negated

    return run


def _among(tree: t.Among) -> Run:
    picked, var, negated = close(tree.picked), tree.row.var, tree.negated

    def run(env: Env) -> Any:
        ids = picked(env)
        if ids is OPEN or ids is PENDING:
            return ids
        return (ids is not NA and env.row_id(var) in ids) is not negated

    return run


def _compare(tree: t.Compare) -> Run:
    left, right, kind = close(tree.left), close(tree.right), tree.left.type
    if isinstance(kind, Code):
        return _compare_codes(tree, left, right)
    if kind == YESNO:
        same = tree.op == "=="

        def run_yes_no(env: Env) -> Any:
            a, b = truth(left(env)), truth(right(env))
            lost = weaker(a, b)
            return ((a == b) is same) if lost is None else lost

        return run_yes_no
    test = _DATES[tree.op] if kind == WHEN else _PLAIN[tree.op]

    def run(env: Env) -> Any:
        a, b = left(env), right(env)
        if a is NA or b is NA:
            return False
        lost = weaker(a, b)
        return test(a, b) if lost is None else lost

    return run


def _compare_codes(tree: t.Compare, left: Run, right: Run) -> Run:
    differ = tree.op == "!="
    if isinstance(tree.right, t.Const):
        code = tree.right.value

        def run_code(env: Env) -> Any:
            value = left(env)
            if value == code:
                return not differ
            return value if value is OPEN or value is PENDING else differ

        return run_code

    def run(env: Env) -> Any:
        a, b = left(env), right(env)
        if a is NA or b is NA:
            return differ
        lost = weaker(a, b)
        return ((a == b) is not differ) if lost is None else lost

    return run


def _differ(a: When, b: When) -> Truth:
    return negate(equal(a, b))


_DATES: Final[dict[str, Callable[[Any, Any], Truth]]] = {
    "==": equal,
    "!=": _differ,
    "<": less,
    "<=": at_most,
}
_PLAIN: Final[dict[str, Callable[[Any, Any], Truth]]] = {
    "==": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
}


def _not(tree: t.Not) -> Run:
    part = close(tree.part)

    def run(env: Env) -> Any:
        value = part(env)
        if value is True:
            return False
        if value is False or value is NA:
            return True
        return value

    return run


def _logic(tree: t.Logic) -> Run:
    runs = tuple(close(part) for part in tree.parts)
    if len(runs) == 2:
        return _both(*runs) if tree.op == "and" else _either(*runs)
    combine = every if tree.op == "and" else some
    return lambda env: combine(run(env) for run in runs)


def _both(first: Run, second: Run) -> Run:
    def run(env: Env) -> Any:
        a = first(env)
        if a is False or a is NA:
            return False
        b = second(env)
        if a is True and b is not NA:
            return b
        return every((a, b))

    return run


def _either(first: Run, second: Run) -> Run:
    def run(env: Env) -> Any:
        a = first(env)
        if a is True:
            return True
        b = second(env)
        if a is False and b is not NA:
            return b
        return some((a, b))

    return run


def _plus(tree: t.Plus) -> Run:
    left, right = close(tree.left), close(tree.right)
    combine = sub if tree.minus else add

    def run(env: Env) -> Any:
        a, b = left(env), right(env)
        lost = weaker(a, b)
        if lost is not None:
            return lost
        if a is NA or b is NA:
            return NA
        if isinstance(a, int) and isinstance(b, int):
            return added(a, b, minus=tree.minus)
        return combine(a, b)

    return run


def _fold(tree: t.Fold) -> Run:
    rows, var = close(tree.rows), tree.var
    if tree.value is None and tree.where is None:
        return _size(rows)
    value = close(tree.value) if tree.value is not None else None
    where = close(tree.where) if tree.where is not None else None
    gather = GATHER[tree.kind]

    def run(env: Env) -> Any:
        found = rows(env)
        if found is OPEN or found is PENDING:
            return found
        return gather(_pairs(env, var, found, where, value))

    return run


def _size(rows: Run) -> Run:
    def run(env: Env) -> Any:
        found = rows(env)
        if found is OPEN or found is PENDING:
            return found
        return 0 if found is NA else len(found)

    return run


def _pairs(env: Env, var: str, rows: Any, where: Run | None, value: Run | None) -> Iterator[Pair]:
    for row in rows:
        inner = env.bind(var, row)
        counts = truth(where(inner)) if where is not None else True
        if counts is not False:
            yield counts, value(inner) if value is not None else None


def _call(tree: t.Call) -> Run:
    args = tuple(close(arg) for arg in tree.args)
    function = tree.function.run
    if tree.function.raw:
        if len(args) == 1:
            only = args[0]
            return lambda env: function(only(env))
        return lambda env: function(*[arg(env) for arg in args])

    def run(env: Env) -> Any:
        values = [arg(env) for arg in args]
        result: object = None
        for value in values:
            if value is PENDING:
                return PENDING
            if value is OPEN or (result is None and value is NA):
                result = value
        return function(*values) if result is None else result

    return run


_MAKERS: Final[dict[type, Callable[[Any], Run]]] = {
    t.Const: _const,
    t.Answer: _answer,
    t.Below: _below,
    t.Picked: _picked,
    t.Last: _last,
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
