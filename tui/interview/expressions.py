"""Reading a condition: Python's own grammar, cut down to a whitelist.

What gets through is names, attributes, words, whole numbers, yes and no, lists of those,
comparisons two by two, ``and``/``or``/``not``, ``+`` and ``-``, calls by name, and one
``for … in … if …`` inside a call. Everything else is refused with a problem, however
large or deep it is.
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import Final

from tui.interview.problems import Problem, problem
from tui.interview.schema import Expr

LONGEST: Final = 2_000
"""Characters a condition may have."""
DEEPEST: Final = 40
"""Levels a condition may be nested."""
LARGEST: Final = 1_000_000_000
"""The largest whole number a condition may name."""

_ALLOWED: Final = (
    ast.Expression,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.List,
    ast.Tuple,
    ast.Compare,
    ast.BoolOp,
    ast.UnaryOp,
    ast.BinOp,
    ast.Call,
    ast.GeneratorExp,
    ast.comprehension,
    ast.Load,
    ast.Store,
    ast.And,
    ast.Or,
    ast.Not,
    ast.USub,
    ast.Add,
    ast.Sub,
    ast.Eq,
    ast.NotEq,
    ast.Lt,
    ast.LtE,
    ast.Gt,
    ast.GtE,
    ast.In,
    ast.NotIn,
)

_SAID: Final = {
    "BitAnd": "& (write 'and')",
    "BitOr": "| (write 'or')",
    "Dict": "a {…}",
    "Div": "dividing",
    "FloorDiv": "dividing",
    "GeneratorExp": "for … in … outside a call",
    "IfExp": "if … else …",
    "Invert": "~ (write 'not')",
    "Is": "'is' (write ==)",
    "IsNot": "'is not' (write !=)",
    "JoinedStr": "words with {…} in them",
    "Lambda": "lambda",
    "ListComp": "[… for …] (leave out the brackets)",
    "Mod": "%",
    "Mult": "multiplying",
    "NamedExpr": "giving a name a value (to compare, write ==)",
    "Pow": "**",
    "Set": "a {…}",
    "Slice": "[…] after a name",
    "Starred": "*",
    "Subscript": "[…] after a name",
    "UAdd": "a plus sign on its own",
}


def parse(expr: Expr) -> tuple[ast.expr | None, list[Problem]]:
    """Read a condition.

    Returns:
        Its tree, holding nothing but what the whitelist lets through; or None with the
        problems: E201 where it can't be read, E202 for what is not allowed.
    """
    text = expr.text.strip()
    if len(text) > LONGEST:
        return None, [_refused(expr, f"more than {LONGEST} characters")]
    if not text:
        return None, [problem("E201", expr.at, why="it is empty")]
    if "\\" in text:
        return None, [_refused(expr, "a backslash")]
    if _has_comment(text):
        return None, [_refused(expr, "a comment (put it on a line of its own, outside)")]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text.translate(_ONE_LINE), mode="eval").body
    except SyntaxError as error:
        return None, [problem("E201", expr.at, why=_why(error, text))]
    except ValueError:
        return None, [problem("E201", expr.at, why="it holds a character that can't be read")]
    except (RecursionError, MemoryError):
        return None, [_refused(expr, "so deep a nesting")]
    thing = _not_allowed(tree)
    return (None, [_refused(expr, thing)]) if thing else (tree, [])


def _has_comment(text: str) -> bool:
    """Tell whether a ``#`` stands outside quotes; Python would drop all that follows."""
    return "#" in _QUOTED.sub("", text)


_QUOTED: Final = re.compile(r"'[^']*'|\"[^\"]*\"")
_ONE_LINE: Final = dict.fromkeys(map(ord, "\n\r\t\f\v"), " ")


def _refused(expr: Expr, thing: str) -> Problem:
    return problem("E202", expr.at, thing=thing)


def _why(error: SyntaxError, text: str) -> str:
    """Python's reason, and where, without its advice on writing Python."""
    at = (error.offset or 1) - 1
    near = text[max(at - 1, 0) : at + 15].strip()
    if "=" in text and "==" not in text and "!=" not in text and "<" not in text:
        return "to compare, write == (two signs)"
    if "never closed" in (error.msg or "") or "unterminated" in (error.msg or ""):
        return "a bracket or a quote is not closed"
    return f"it stops making sense near “{near or text[:16]}”"


def _not_allowed(tree: ast.expr) -> str:
    """Name the first thing outside the whitelist, walking without recursion."""
    todo: list[tuple[ast.AST, int, ast.AST | None]] = [(tree, 1, None)]
    while todo:
        node, depth, above = todo.pop()
        if depth > DEEPEST:
            return "so deep a nesting"
        thing = _odd(node, above)
        if thing:
            return thing
        todo.extend((child, depth + 1, node) for child in ast.iter_child_nodes(node))
    return ""


def _odd(node: ast.AST, above: ast.AST | None) -> str:
    name = type(node).__name__
    if not isinstance(node, _ALLOWED):
        return _SAID.get(name, name)
    match node:
        case ast.Constant(value=bool() | str()):
            return ""
        case ast.Constant(value=int(number)):
            return "so large a number" if number > LARGEST else ""
        case ast.Constant():
            return "None (ask known(…))" if node.value is None else "a number with a point"
        case ast.Compare() if len(node.ops) > 1:
            return "a chain of comparisons (write a < b and b < c)"
        case ast.UnaryOp(op=ast.USub()) if not _is_number(node.operand):
            return "a minus sign before anything but a number"
        case ast.Call() if not isinstance(node.func, ast.Name) or node.keywords:
            return "a call of anything but a named function with plain arguments"
        case ast.GeneratorExp():
            if not isinstance(above, ast.Call) or len(above.args) != 1:
                return _SAID[name]
            if len(node.generators) != 1 or len(node.generators[0].ifs) > 1:
                return "more than one for or if"
        case ast.comprehension(is_async=0, target=ast.Name()):
            return ""
        case ast.comprehension():
            return "for with more than one name"
        case ast.List() | ast.Tuple():
            if not isinstance(above, ast.Compare) or above.left is node:
                return "a list anywhere but after 'in'"
            if not all(isinstance(item, ast.Constant) or _is_minus(item) for item in node.elts):
                return "a list of anything but codes, words and numbers"
    return ""


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _is_minus(node: ast.AST) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
