"""Type-checking: from a whitelisted Python tree to one whose every part has a type."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, Literal, NoReturn

from tui.interview import tree as t
from tui.interview.comparing import compared, one_of
from tui.interview.functions import FORMS, Function
from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.schema import TableDef
from tui.interview.typing import (
    DURATION,
    FILES,
    MONEY,
    NUMBER,
    TEXT,
    WHEN,
    YESNO,
    Code,
    Codes,
    Record,
    Row,
    Rows,
    Scope,
    Type,
)

_SHOWN = 15

_OPS: Final = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}

_COLUMNS: Final[dict[str, Type]] = {"yes-no": YESNO, "date": WHEN, "number": NUMBER}


class Refused(Exception):
    """The first problem of a condition; one is enough, the rest would be knock-on."""

    def __init__(self, found: Problem) -> None:
        """Keep the problem."""
        self.problem = found
        super().__init__(str(found))


def infer(node: ast.expr, scope: Scope, at: Mark) -> t.Tree:
    """Type-check a whitelisted tree.

    Raises:
        Refused: With E203 to E209.
    """
    return _Inference(scope, at).value(node)


class _Inference:
    def __init__(self, scope: Scope, at: Mark) -> None:
        self.scope = scope
        self.at = at

    def refuse(self, code: str, /, *, guess: str = "", **words: object) -> NoReturn:
        raise Refused(problem(code, self.at, guess=guess, **words))

    def unknown(self, name: str, word: str, known: Iterable[str]) -> NoReturn:
        every = sorted(known)
        shown = every if len(every) <= _SHOWN else [*every[:_SHOWN], "…"]
        self.refuse("E203", name=name, known=shown or "nothing", guess=did_you_mean(word, every))

    def value(self, node: ast.expr) -> t.Tree:
        match node:
            case ast.Constant(value=value):
                return self.const(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.Attribute(value=owner, attr=name):
                return self.attribute(self.value(owner), name, ast.unparse(owner))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return t.Not(self.condition(operand), YESNO)
            case ast.UnaryOp(operand=ast.Constant(value=int(number))):
                return t.Const(-number, NUMBER)
            case ast.BoolOp(op=op, values=values):
                word: Literal["and", "or"] = "and" if isinstance(op, ast.And) else "or"
                return t.Logic(word, tuple(self.condition(part) for part in values), YESNO)
            case ast.BinOp(left=left, op=op, right=right):
                return self.plus(self.value(left), self.value(right), isinstance(op, ast.Sub))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compare(left, op, right)
            case ast.Call(func=ast.Name(id=name), args=args):
                return self.call(name, args)
            case _:
                self.refuse("E202", thing=type(node).__name__)

    def condition(self, node: ast.expr) -> t.Tree:
        made = self.value(node)
        if made.type != YESNO:
            self.refuse("E204", type=made.type.said)
        return made

    def const(self, value: object) -> t.Const:
        if isinstance(value, bool):
            return t.Const(value, YESNO)
        return t.Const(value, NUMBER if isinstance(value, int) else TEXT)

    # Names

    def name(self, name: str) -> t.Tree:
        scope = self.scope
        if name in scope.vars:
            return t.RowVar(name, Row(scope.vars[name]))
        if name in scope.names:
            return self.answer("", "", name, scope.names[name])
        if name in scope.tables:
            return self.table(scope.tables[name])
        known = {*scope.vars, *scope.names, *scope.tables}
        self.unknown(name, name, {*known, "True", "False"} if name in _YES_NO else known)

    def table(self, table: TableDef) -> t.Tree:
        """The rows of a table by its bare name: of the case, or of the row bound here."""
        if not table.parent:
            return t.Below("", table.name, Rows(table.name))
        for var, bound in self.scope.vars.items():
            if bound == table.parent:
                return t.Below(var, table.name, Rows(table.name))
        parent = self.scope.tables.get(table.parent)
        owner = parent.row if parent else table.parent
        self.unknown(table.name, table.name, [f"{owner}.{table.name}", *self.scope.vars])

    def answer(self, var: str, table: str, field: str, kind: Type) -> t.Answer:
        self.not_later(table, field, f"{var}.{field}" if var else field)
        return t.Answer(var, table, field, kind)

    def not_later(self, table: str, field: str, said: str) -> None:
        if (table, field) in self.scope.later:
            self.refuse("E209", name=said)

    def attribute(self, owner: t.Tree, name: str, said: str) -> t.Tree:
        match owner.type:
            case Row(table=table):
                return self.row_attribute(owner, table, name, said)
            case Record():
                kind = owner.type.get(name)
                if kind is None:
                    self.unknown(f"{said}.{name}", name, dict(owner.type.fields))
                return t.Member(owner, name, kind)
            case Code():
                return self.fact(owner, name, said)
            case Rows(table=table):
                row = self.scope.tables[table].row if table in self.scope.tables else "row"
                self.unknown(f"{said}.{name}", name, [f"any({row}.{name} … for {row} in {said})"])
            case _:
                self.unknown(f"{said}.{name}", name, ())

    def row_attribute(self, owner: t.Tree, table: str, name: str, said: str) -> t.Tree:
        fields = self.scope.fields.get(table, {})
        if name in fields:
            if isinstance(owner, t.RowVar):
                return self.answer(owner.var, table, name, fields[name])
            if not (isinstance(owner, t.Last) and owner.before):
                self.not_later(table, name, f"{said}.{name}")
            return t.FieldOf(owner, table, name, fields[name])
        below = self.scope.tables.get(name)
        if below is not None and below.parent == table and isinstance(owner, t.RowVar):
            return t.Below(owner.var, name, Rows(name))
        tables = (each.name for each in self.scope.tables.values() if each.parent == table)
        self.unknown(f"{said}.{name}", name, {*fields, *tables})

    def fact(self, owner: t.Tree, name: str, said: str) -> t.Tree:
        source = ""
        if isinstance(owner, (t.Answer, t.FieldOf)):
            source = self.scope.code_lists.get((owner.table, owner.field), "")
        found = self.scope.lists.get(source)
        columns = {column.name: column for column in found.columns} if found else {}
        if name not in columns:
            self.unknown(f"{said}.{name}", name, columns)
        column = columns[name]
        kind = _COLUMNS.get(column.type, TEXT)
        if column.type == "choice":
            kind = Code(frozenset(column.options))
        return t.FactOf(owner, source, name, kind)

    # Operators

    def plus(self, left: t.Tree, right: t.Tree, minus: bool) -> t.Tree:
        pair = (left.type, right.type)
        if pair in ((NUMBER, NUMBER), (MONEY, MONEY), (DURATION, DURATION), (WHEN, DURATION)):
            return t.Plus(left, right, minus, left.type)
        if pair == (DURATION, WHEN) and not minus:
            return t.Plus(right, left, minus, WHEN)
        how = "taken from one another" if minus else "added up"
        self.refuse("E205", left=left.type.said, right=right.type.said, how=how)

    def compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> t.Tree:
        made = self.value(left)
        if isinstance(op, (ast.In, ast.NotIn)):
            if isinstance(made, t.RowVar):
                return self.among(made, right, isinstance(op, ast.NotIn))
            if not isinstance(right, (ast.List, ast.Tuple)):
                said = f"in {ast.unparse(right)} (write a list of codes, or has(…, …))"
                self.refuse("E202", thing=said)
            values = [self.value(item) for item in right.elts]
            found = one_of(made, values, isinstance(op, ast.NotIn), self.at, ast.unparse(left))
        else:
            other = self.value(right)
            said_as = (ast.unparse(left), ast.unparse(right))
            found = compared(_OPS[type(op)], made, other, self.at, said_as)
        if isinstance(found, Problem):
            raise Refused(found)
        return found

    def among(self, row: t.RowVar, right: ast.expr, negated: bool) -> t.Tree:
        picked = self.value(right)
        kind = picked.type
        if not isinstance(kind, Rows) or isinstance(picked, t.Below) or Row(kind.table) != row.type:
            how = "looked for in one another (a row in an answer that picks rows of its table)"
            self.refuse("E205", left=row.type.said, right=kind.said, how=how)
        return t.Among(row, picked, negated, YESNO)

    # Calls

    def call(self, name: str, args: list[ast.expr]) -> t.Tree:
        over = args[0] if len(args) == 1 and isinstance(args[0], ast.GeneratorExp) else None
        match name:
            case "any" | "all" | "sum":
                if over is None:
                    self.wrong(name, f"{len(args)} plain arguments", FORMS[name])
                return self.fold(name, over)
            case "earliest" | "latest" if over is not None:
                return self.fold(name, over)
            case "count":
                return self.fold(name, over) if over is not None else self.count(args)
            case "last":
                return self.last(args)
        function = self.scope.functions.get(name)
        if function is None:
            known = sorted({*self.scope.functions, *FORMS})
            self.refuse("E208", name=name, known=known, guess=did_you_mean(name, known))
        if over is not None:
            return self.call_over(function, over)
        return self.plain_call(function, args)

    def wrong(self, name: str, given: str, wanted: str) -> NoReturn:
        self.refuse("E207", function=name, given=given, wanted=wanted)

    def call_over(self, function: Function, over: ast.GeneratorExp) -> t.Tree:
        wants = function.params[0] if function.params else None
        if wants is None or not wants.each:
            self.wrong(function.name, "rows", _wanted(function))
        made = self.fold("each", over)
        if not wants.takes(made.type):
            self.wrong(function.name, made.type.said, _wanted(function))
        return t.Call(function, (made,), function.result)

    def plain_call(self, function: Function, args: list[ast.expr]) -> t.Tree:
        params = function.params
        if function.more and len(args) > len(params):
            params += (params[-1],) * (len(args) - len(params))
        if len(args) != len(params):
            given = {0: "nothing", 1: "one argument"}.get(len(args), f"{len(args)} arguments")
            self.wrong(function.name, given, _wanted(function))
        made = tuple(self.value(arg) for arg in args)
        for each, wants in zip(made, params, strict=True):
            if wants.code:
                self.code_argument(function, made[0], each, ast.unparse(args[0]))
            elif wants.each or not wants.takes(each.type):
                self.wrong(function.name, each.type.said, _wanted(function))
        return t.Call(function, made, function.result)

    def code_argument(self, function: Function, of: t.Tree, made: t.Tree, said: str) -> None:
        if not (isinstance(made, t.Const) and isinstance(made.value, str)):
            self.wrong(function.name, made.type.said, _wanted(function))
        options = of.type.options if isinstance(of.type, (Code, Codes)) else frozenset()
        if made.value not in options:
            known = sorted(options)
            guess = did_you_mean(made.value, known)
            self.refuse("E206", code=made.value, name=said, known=known, guess=guess)

    def rows(self, name: str, node: ast.expr) -> tuple[t.Tree, str]:
        """The rows to go through, and their table."""
        made = self.value(node)
        if not isinstance(made.type, Rows):
            self.wrong(name, made.type.said, FORMS.get(name, f"{name}(date for item in rows)"))
        table = made.type.table
        return (made if isinstance(made, t.Below) else t.Picked(made, table, made.type)), table

    def count(self, args: list[ast.expr]) -> t.Tree:
        if len(args) != 1:
            self.wrong("count", f"{len(args)} arguments", FORMS["count"])
        made = self.value(args[0])
        if isinstance(made.type, Codes) or made.type == FILES:
            return t.Fold("count", "", made, None, None, NUMBER)
        rows, _ = self.rows("count", args[0])
        return t.Fold("count", "", rows, None, None, NUMBER)

    def last(self, args: list[ast.expr]) -> t.Tree:
        if len(args) != 1:
            self.wrong("last", f"{len(args)} arguments", FORMS["last"])
        rows, table = self.rows("last", args[0])
        before = next((var for var, bound in self.scope.vars.items() if bound == table), "")
        return t.Last(rows, before if isinstance(rows, t.Below) else "", Row(table))

    def fold(self, name: str, over: ast.GeneratorExp) -> t.Tree:
        loop = over.generators[0]
        if not isinstance(loop.target, ast.Name):
            self.refuse("E202", thing="for with more than one name")
        var = loop.target.id
        rows, table = self.rows(name, loop.iter)
        if var in self.scope.names or var in self.scope.tables:
            self.refuse("E202", thing=f"'{var}' as the name of a row, which means something else")
        inner = _Inference(replace(self.scope, vars={**self.scope.vars, var: table}), self.at)
        where = inner.condition(loop.ifs[0]) if loop.ifs else None
        if name == "count":
            if not (isinstance(over.elt, ast.Name) and over.elt.id == var):
                self.wrong(name, "something other than the row", FORMS[name])
            return t.Fold("count", var, rows, None, where, NUMBER)
        if name in ("any", "all"):
            every: Literal["any", "all"] = "all" if name == "all" else "any"
            return t.Fold(every, var, rows, inner.condition(over.elt), where, YESNO)
        value = inner.value(over.elt)
        if name == "sum":
            if value.type not in (NUMBER, MONEY):
                self.wrong(name, value.type.said, FORMS[name])
            return t.Fold("sum", var, rows, value, where, value.type)
        if name == "each":
            return t.Fold("each", var, rows, value, where, value.type)
        if value.type != WHEN:
            self.wrong(name, value.type.said, "dates")
        kind: Literal["earliest", "latest"] = "earliest" if name == "earliest" else "latest"
        return t.Fold(kind, var, rows, value, where, WHEN)


_YES_NO = {"true", "false", "yes", "no", "Yes", "No", "TRUE", "FALSE"}


def _wanted(function: Function) -> str:
    said = " and ".join(param.said for param in function.params)
    return f"{said}, once or more" if function.more else said
