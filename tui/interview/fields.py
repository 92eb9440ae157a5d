"""Taking a map of a content file apart, key by key, and saying what does not fit.

A ``Fields`` hands out typed values and remembers what was asked for, so that the keys left
over are the unknown ones. Where something is wrong it notes a problem and hands out a
harmless value: the shape phase finds every fault of a file in one go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from tui.interview.marks import Mark
from tui.interview.problems import Problem, did_you_mean, problem
from tui.interview.reading import Leaf, Map, Seq, Tree, plain
from tui.interview.schema import Expr

T = TypeVar("T")


class Fields:
    """The keys of one map. Key words may be written with hyphens or underscores."""

    def __init__(self, tree: Tree, where: str, problems: list[Problem]) -> None:
        """Take ``tree`` apart; ``where`` names it in problems, as in "an ask"."""
        self.at = tree.at
        self.where = where
        self.problems = problems
        self.pairs: dict[str, tuple[Leaf, Tree]] = {}
        self._asked: dict[str, None] = {}
        self.sound = isinstance(tree, Map)
        if not isinstance(tree, Map):
            self.wrong(tree, where, "keys and values")
            return
        for key, value in tree.pairs:
            word = _word(key.text)
            if word in self.pairs:
                first = self.pairs[word][0].at.line
                problems.append(problem("E102", key.at, key=key.text, first=first))
            else:
                self.pairs[word] = (key, value)

    def wrong(self, tree: Tree, where: str, want: str) -> None:
        """Note that ``tree`` has another shape than ``want`` (E104)."""
        self.problems.append(problem("E104", tree.at, where=where, found=describe(tree), want=want))

    def has(self, key: str) -> bool:
        """Return whether ``key`` is given."""
        self._asked[key] = None
        return _word(key) in self.pairs

    def tree(self, key: str) -> Tree | None:
        """Return what stands under ``key`` as it is."""
        self._asked[key] = None
        found = self.pairs.get(_word(key))
        return found[1] if found else None

    def bad_count(self, tree: Tree, key: str, found: str, want: str) -> None:
        """Note that there are too many or too few of something (E104)."""
        where = f"'{key}' of {self.where}"
        self.problems.append(problem("E104", tree.at, where=where, found=found, want=want))

    def need(self, key: str, want: str) -> None:
        """Note that ``key`` is missing, if it is (E104)."""
        if self.sound and not self.has(key):
            where = f"{self.where} without '{key}:'"
            found = "not complete"
            self.problems.append(problem("E104", self.at, where=where, found=found, want=want))

    def words(self, key: str, *, need: bool = False) -> str:
        """Return the text under ``key``, or an empty one."""
        if need:
            self.need(key, f"{key}: and some words")
        tree = self.tree(key)
        return "" if tree is None else self.text_of(tree, key)

    def maybe_words(self, key: str) -> str | None:
        """Return the text under ``key``, or None where it isn't given."""
        return self.words(key) if self.has(key) else None

    def text_of(self, tree: Tree, key: str) -> str:
        """Return the text of a leaf; truth values and nothing are no text."""
        if isinstance(tree, Leaf) and (isinstance(tree.value, str) or is_number(tree)):
            words = tree.text.strip()
            if words:
                return words
        quotes = isinstance(tree, Map | Seq) or (isinstance(tree, Leaf) and tree.text != "")
        self.wrong(tree, f"'{key}' of {self.where}", "words" + (", in quotes" if quotes else ""))
        return ""

    def expr(self, key: str) -> Expr | None:
        """Return the condition or value under ``key``, unread."""
        tree = self.tree(key)
        return None if tree is None else self.expr_of(tree, key)

    def expr_of(self, tree: Tree, key: str) -> Expr:
        """Return a leaf as an expression; ``true`` and ``false`` become Python's."""
        if isinstance(tree, Leaf) and tree.plain and isinstance(tree.value, bool):
            return Expr(text=str(tree.value), at=tree.at)
        return Expr(text=self.text_of(tree, key) or "True", at=tree.at)

    def need_expr(self, key: str) -> Expr:
        """Return the expression under ``key``, noting when there is none."""
        self.need(key, f"{key}: and a condition or value")
        return self.expr(key) or Expr(text="True", at=self.at)

    def flag(self, key: str) -> bool | None:
        """Return true or false, or None where ``key`` isn't given."""
        tree = self.tree(key)
        if tree is None:
            return None
        if isinstance(tree, Leaf) and isinstance(tree.value, bool):
            return tree.value
        self.bad_value(tree, key, "true or false")
        return None

    def whole(self, key: str, default: int, *, least: int = 0) -> int:
        """Return a whole number of at least ``least``."""
        tree = self.tree(key)
        if tree is None:
            return default
        if isinstance(tree, Leaf) and is_number(tree) and int(tree.text) >= least:
            return int(tree.text)
        self.bad_value(tree, key, f"a whole number from {least} up")
        return default

    def one_of(self, key: str, known: Sequence[T], default: T) -> T:
        """Return one of a few fixed words."""
        tree = self.tree(key)
        if tree is None:
            return default
        return self.one_of_tree(tree, key, known, default)

    def one_of_tree(self, tree: Tree, key: str, known: Sequence[T], default: T) -> T:
        """Return the fixed word that ``tree`` is, noting when it is none (E106)."""
        if isinstance(tree, Leaf):
            for each in known:
                if tree.text == each:
                    return each
        names = [str(each) for each in known if each]
        self.bad_value(tree, key, "one of " + ", ".join(names), names)
        return default

    def bad_value(self, tree: Tree, key: str, want: str, known: Iterable[str] = ()) -> None:
        """Note a value that can't stand under ``key`` (E106)."""
        found = f"'{tree.text}'" if isinstance(tree, Leaf) and tree.text else describe(tree)
        guess = did_you_mean(tree.text, known) if isinstance(tree, Leaf) else ""
        where = f"'{key}' of {self.where}"
        self.problems.append(
            problem("E106", tree.at, where=where, found=found, want=want, guess=guess)
        )

    def list_of(self, key: str) -> tuple[Tree, ...]:
        """Return the items of a list; a single thing counts as a list of one."""
        tree = self.tree(key)
        if tree is None:
            return ()
        return tree.items if isinstance(tree, Seq) else (tree,)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of words; a single word counts as a list of one."""
        found = (self.text_of(each, key) for each in self.list_of(key))
        return tuple(each for each in found if each)

    def items(self, key: str) -> tuple[tuple[Leaf, Tree], ...]:
        """Return the keys and values of the map under ``key``."""
        tree = self.tree(key)
        if tree is None:
            return ()
        if isinstance(tree, Map):
            return tree.pairs
        self.wrong(tree, f"'{key}' of {self.where}", "keys and values")
        return ()

    def word_pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        """Return a map of words to words."""
        return tuple((name.text, self.text_of(value, name.text)) for name, value in self.items(key))

    def data_pairs(self, key: str) -> tuple[tuple[str, Any], ...]:
        """Return a map of words to plain data."""
        return tuple((name.text, plain(value)) for name, value in self.items(key))

    def done(self) -> None:
        """Note every key that nobody asked for (E105)."""
        known = list(self._asked)
        words = {_word(each) for each in known}
        for word, (key, _) in self.pairs.items():
            if word not in words:
                self.problems.append(unknown_key(key.at, key.text, self.where, known))


def _word(key: str) -> str:
    """Return a key word in one spelling. Columns of lists are names, so they take underscores."""
    return key.replace("_", "-")


def unknown_key(at: Mark, key: str, where: str, known: Iterable[str]) -> Problem:
    """Return E105 for ``key``, with the nearest of ``known``."""
    names = list(known)
    return problem("E105", at, key=key, where=where, known=names, guess=did_you_mean(key, names))


def is_number(leaf: Leaf) -> bool:
    """Return whether ``leaf`` is a whole number (true and false are not)."""
    return isinstance(leaf.value, int) and not isinstance(leaf.value, bool)


def describe(tree: Tree) -> str:
    """Name what stands in the file, as in "a list"."""
    if isinstance(tree, Seq):
        return "a list"
    if isinstance(tree, Map):
        return "a map of keys and values"
    if not tree.text.strip():
        return "empty"
    if isinstance(tree.value, bool) or tree.value is None:
        return f"{tree.text}, which is not words"
    return f"the single word '{tree.text}'"
