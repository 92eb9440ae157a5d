"""Reading conditions: what gets through, and that nothing breaks it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.interview.conditions import AT
from tui.interview.expressions import DEEPEST, LARGEST, LONGEST, parse
from tui.interview.problems import Problem
from tui.interview.schema import Expr


def read(text: str) -> ast.expr:
    tree, problems = parse(Expr(text=text, at=AT))
    assert problems == []
    assert tree is not None
    return tree


def refused(text: str) -> Problem:
    tree, problems = parse(Expr(text=text, at=AT))
    assert tree is None
    assert len(problems) == 1
    assert problems[0].at == AT
    return problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "True",
        "a.b.c",
        "a == 'x'",
        "a != -3",
        "a in ['x', 'y']",
        "a not in ('x', 1, -1)",
        "not a and (b or c)",
        "a + days(1) - months(2)",
        "any(x.a for x in b.c)",
        "count(x for x in b.c if x.d)",
        "  a\n  and b\t",
        f"a < {LARGEST}",
    ],
)
def test_what_gets_through(text: str) -> None:
    assert isinstance(read(text), ast.expr)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it is empty"),
        ("   ", "it is empty"),
        ("a and", "stops making sense near “a and”"),
        ("a b", "stops making sense near"),
        ("a = 'x'", "write == (two signs)"),
        ("a == 'x", "not closed"),
        ("has(a, 'x'", "not closed"),
        ("a; b", "stops making sense"),
        ("import os", "stops making sense"),
        ("a\x00b", "can't be read"),
    ],
)
def test_unreadable(text: str, why: str) -> None:
    found = refused(text)
    assert found.code == "E201"
    assert why in found.what


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("lambda: 1", "lambda"),
        ("a if b else c", "if … else"),
        ("a[0]", "[…] after a name"),
        ("{'a': 1}", "a {…}"),
        ("{1}", "a {…}"),
        ("f'{a}'", "words with {…}"),
        ("(a := 1)", "giving a name a value"),
        ("a is b", "write =="),
        ("a is not b", "write !="),
        ("a & b", "write 'and'"),
        ("a | b", "write 'or'"),
        ("~a", "write 'not'"),
        ("a * 2", "multiplying"),
        ("a / 2", "dividing"),
        ("a // 2", "dividing"),
        ("a % 2", "%"),
        ("2 ** 999999999", "**"),
        ("a @ b", "MatMult"),
        ("1.5", "a number with a point"),
        ("1j", "a number with a point"),
        ("b'x'", "a number with a point"),
        ("None", "ask known"),
        ("...", "a number with a point"),
        ("a < b < c", "a chain of comparisons"),
        ("[x for x in y]", "leave out the brackets"),
        ("{x for x in y}", "SetComp"),
        ("(x for x in y)", "for … in … outside a call"),
        ("f(1, (x for x in y))", "for … in … outside a call"),
        ("any(x for x in y for z in x)", "more than one for or if"),
        ("any(x for x in y if x if x)", "more than one for or if"),
        ("any(x for x, z in y)", "for with more than one name"),
        ("f(x=1)", "a call of anything but"),
        ("f(*x)", "*"),
        ("a.b()", "a call of anything but"),
        ("f()()", "a call of anything but"),
        ("f([1])", "a list anywhere but"),
        ("[1] == a", "a list anywhere but"),
        ("a in [b]", "a list of anything but"),
        ("-a", "a minus sign"),
        ("-True", "a minus sign"),
        ("+a", "a plus sign"),
        ("await_(yield_) and (yield)", "Yield"),
        ("a == 'x\\n'", "a backslash"),
        ("a == 'x' # and b", "a comment"),
        ("a == '#' and\n# one\nb", "a comment"),
        (f"a < {LARGEST + 1}", "so large a number"),
        ("a" * (LONGEST + 1), f"more than {LONGEST} characters"),
        ("x" * 5_000_000, f"more than {LONGEST} characters"),
        ("not " * DEEPEST + "a", "so deep a nesting"),
        ("a" + ".b" * 900, "so deep a nesting"),
        ("f(" * 60 + "a" + ")" * 60, "so deep a nesting"),
    ],
)
def test_not_allowed(text: str, thing: str) -> None:
    found = refused(text)
    assert found.code == "E202"
    assert thing in found.what


def test_the_deepest_that_is_allowed() -> None:
    read("not " * (DEEPEST - 2) + "a")


@given(st.text(max_size=200))
@example("(" * 1_000)
@example("[" * 1_999)
@example("-" * 1_990 + "1")
@example("not " * 499 + "a")
@example("lambda:" * 280 + "1")
@example("a" + " if a else a" * 150)
@example("1 if 1else 0")
@example("'\\d'")
@example("\ud800")
@example("9" * 1_999)
def test_no_text_breaks_it(text: str) -> None:
    tree, problems = parse(Expr(text=text, at=AT))
    assert (tree is None) is bool(problems)
    assert all(found.code in ("E201", "E202") for found in problems)


WORDS = ["a", "b.c", "'x'", "1", "(", ")", "[", "]", "and", "or", "not", "in", "==", "<", "-", "+"]
WORDS += ["for", "if", "else", "any(", "lambda", ":", ",", "*", "None", "True", "=", ".", "{", "}"]


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_no_run_of_words_breaks_it(words: list[str]) -> None:
    tree, problems = parse(Expr(text=" ".join(words), at=AT))
    assert (tree is None) is bool(problems)
