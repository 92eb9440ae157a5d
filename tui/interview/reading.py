"""YAML with the line of everything: the first phase of checking.

The text is composed into nodes (by libyaml where it is there), never constructed into
Python objects. Everything is text unless it is a plain ``true``, ``false``, ``null`` or
whole number: stock YAML turns ``no:`` into False and ``1.10`` into 1.1. Aliases are
refused, and so are keys given twice: both make a file mean something its reader can't see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
import yaml

from tui.interview.marks import Mark
from tui.interview.problems import N_, Problem, problem

DEEPEST = 60
"""Levels a file may nest. Scripts need about ten; the rest guards the C stack."""


class Leaf(msgspec.Struct, frozen=True):
    """A single value.

    Attributes:
        text: As the file has it, so that ``007`` and ``1.10`` stay what they are.
        plain: Written without quotes, so that ``true`` may be a truth value.
    """

    at: Mark
    text: str
    plain: bool = True

    @property
    def value(self) -> str | int | bool | None:
        """The value: text, unless it is a plain true, false, null or whole number."""
        if not self.plain:
            return self.text
        if self.text in _WORDS:
            return _WORDS[self.text]
        if _INTEGER.fullmatch(self.text):
            return int(self.text)
        return self.text


class Seq(msgspec.Struct, frozen=True):
    """A list."""

    at: Mark
    items: tuple[Tree, ...]


class Map(msgspec.Struct, frozen=True):
    """Keys and values in the order of the file; no key stands twice."""

    at: Mark
    pairs: tuple[tuple[Leaf, Tree], ...]

    def get(self, key: str) -> Tree | None:
        """Return the value of ``key``, or None where there is none."""
        for name, value in self.pairs:
            if name.text == key:
                return value
        return None

    def __contains__(self, key: object) -> bool:
        """Return whether there is such a key."""
        return any(name.text == key for name, _ in self.pairs)


Tree = Leaf | Seq | Map

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_ANCHOR = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s&*]")
_STRANGE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TAB_INDENT = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)
_USUAL_TAG = "tag:yaml.org,2002:"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(data: bytes, file: str) -> tuple[Tree | None, list[Problem]]:
    """Read one YAML file.

    Args:
        data: The file's bytes.
        file: What to call it in problems.

    Returns:
        The tree and no problems; or None and what is wrong with the file (E101 to E103).
    """
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    tab = _TAB_INDENT.search(text)
    if tab:
        at = Mark(file, _line(text, tab.start()), 1)
        return None, [_bad(at, N_("a tab is used to indent"), N_("Use spaces instead of the tab."))]
    try:
        problems = list(_anchors(text, file))
        node = None if problems else _compose(text)
        tree = _Converter(file, problems).tree(node) if node is not None else None
    except yaml.YAMLError as error:
        return None, [_said(error, text, file)]
    except (RecursionError, _TooDeep):
        return None, [_bad(Mark(file, 1), N_("it nests too deeply"), N_("Write it flatter."))]
    if tree is None and not problems:
        problems = [
            _bad(Mark(file, 1), N_("it is empty"), N_("Write something in it, or delete it."))
        ]
    return (None if problems else tree), problems


def decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Return the text of a UTF-8 file, or None and why it is not one (E101)."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = Mark(file, data.count(b"\n", 0, error.start) + 1)
        return None, [_bad(at, N_("it is not in UTF-8"), N_("Save it as UTF-8."))]
    strange = _STRANGE.search(text)
    if strange:
        at = Mark(file, _line(text, strange.start()))
        return None, [
            _bad(
                at,
                N_("it holds the hidden character {thing}"),
                N_("Delete that character."),
                f"U+{ord(strange.group()):04X}",
            )
        ]
    return text, []


class _TooDeep(Exception):
    """More levels than any script needs."""


def _compose(text: str) -> Any:
    """Compose the one document.

    Composing recurses in C without a guard and would end the process on a file that nests a
    hundred thousand deep. No file nests deeper than its opening brackets and twice its
    widest indentation; where those are many, the levels are counted first.
    """
    widest = max((len(found) for found in _INDENT.findall(text)), default=0)
    if text.count("[") + text.count("{") + 2 * widest > _HARMLESS:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    raise _TooDeep
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    return yaml.compose(text, Loader=_LOADER)


_HARMLESS = 2000
_INDENT = re.compile(r"^(?: |[-?:](?= ))+", re.MULTILINE)


def _anchors(text: str, file: str) -> Iterator[Problem]:
    """Find anchors and aliases; composing would follow them without a trace."""
    if not _ANCHOR.search(text):
        return
    for token in yaml.scan(text, Loader=_LOADER):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
            sign = "&" if isinstance(token, yaml.AnchorToken) else "*"
            mark = token.start_mark
            at = Mark(file, mark.line + 1, mark.column + 1)
            yield problem("E103", at, token=f"{sign}{token.value}")


class _Converter:
    """Turns PyYAML's nodes into ours and notes keys given twice."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems
        self.depth = 0

    def tree(self, node: Any) -> Tree:
        mark = node.start_mark
        at = Mark(self.file, mark.line + 1, mark.column + 1)
        if not node.tag.startswith(_USUAL_TAG):
            self.problems.append(
                _bad(
                    at,
                    N_("'{thing}' is a YAML tag"),
                    N_("Take it out. If it should be plain words, put quotes around it."),
                    node.tag,
                )
            )
        if isinstance(node, yaml.ScalarNode):
            return Leaf(at, node.value, not node.style)
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeep
        found: Tree
        if isinstance(node, yaml.SequenceNode):
            found = Seq(at, tuple(map(self.tree, node.value)))
        else:
            found = self._map(node, at)
        self.depth -= 1
        return found

    def _map(self, node: Any, at: Mark) -> Map:
        pairs: list[tuple[Leaf, Tree]] = []
        seen: dict[str, int] = {}
        for key, value in node.value:
            name = self.tree(key)
            if not isinstance(name, Leaf):
                why = N_("a list or a map stands where a key should")
                fix = N_("Put quotes around text that begins with { or [.")
                self.problems.append(_bad(name.at, why, fix))
                continue
            if name.text in seen:
                self.problems.append(problem("E102", name.at, key=name.text, first=seen[name.text]))
                continue
            seen[name.text] = name.at.line
            pairs.append((name, self.tree(value)))
        return Map(at, tuple(pairs))


_QUOTES = N_("Put quotes around the whole text. A condition can't begin with a quote: has(x, 'c').")
_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "cannot start any token",
        N_("a word begins with a character that can't begin one"),
        N_("Put quotes around the text; indent with spaces only."),
    ),
    (
        "mapping values are not allowed",
        N_("there is a colon where none can be"),
        N_("Put quotes around text that has a colon and a space in it, and line up the keys."),
    ),
    (
        "expected a single document",
        N_("there are two documents in one file"),
        N_("Take out the line with three dashes or dots."),
    ),
    ("unexpected end of stream", N_("a quote is opened and never closed"), N_("Close the quote.")),
    (
        "unexpected document indicator",
        N_("a quote is opened and never closed"),
        N_("Close the quote."),
    ),
    ("escape", N_("there is a backslash with an unknown meaning"), N_("Use single quotes: '\\'.")),
    (
        "expected ',' or",
        N_("a bracket or brace is not closed as it should be"),
        N_("Close it. Put quotes around text that has brackets, braces or commas in it."),
    ),
    ("could not find expected ':'", N_("this line is neither a key nor part of a text"), _QUOTES),
    ("expected <block end>", N_("what stands here does not fit the lines above it"), _QUOTES),
    ("expected key", N_("what stands here does not fit the lines above it"), _QUOTES),
    (
        "expected '-' indicator",
        N_("this line is not in line with the list above it"),
        N_("Line it up."),
    ),
    (
        "block sequence entries are not allowed",
        N_("a list begins where none can"),
        N_("Start the list on a line of its own."),
    ),
    ("block collections are not allowed", N_("a list or map begins where none can"), _QUOTES),
    (
        "expected the node content",
        N_("something is missing here"),
        N_("Write a value, or quote it."),
    ),
    ("tag", N_("an exclamation mark begins a text"), _QUOTES),
    ("directive", N_("a percent sign begins a line"), N_("Put quotes around the text.")),
    ("anchor", N_("a & or * begins a text"), N_("Put quotes around the text.")),
    ("alias", N_("a & or * begins a text"), N_("Put quotes around the text.")),
    ("nesting", N_("it nests too deeply"), N_("Write it flatter.")),
    ("block scalar", N_("the sign after | or > can't be read"), N_("Write only | or > there.")),
    ("indentation", N_("this line is not in line with the ones above it"), N_("Line it up.")),
)


def _said(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Say in plain words, at the right line, what the YAML parser stumbled over."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    raw = " ".join(
        str(part)
        for part in (getattr(error, "problem", None), getattr(error, "context", None))
        if part
    ).replace("did not find expected", "expected")
    opened = getattr(error, "context_mark", None)
    if opened is not None and any(each in raw for each in ("end of stream", "indicator while")):
        mark = opened  # where the quote was opened is what needs a look, not the file's end
    last = text.count("\n") + 1
    at = Mark(file, min(mark.line + 1, last), mark.column + 1) if mark else Mark(file, 1)
    for part, why, fix in _PLAIN_WORDS:
        if part in raw:
            return _bad(at, why, fix)
    return _bad(at, N_("something here can't be read as it stands"), _QUOTES)


def _bad(at: Mark, why: str, fix: str, thing: str = "") -> Problem:
    """Return an E101; ``{thing}`` in ``why`` stands for something of the file."""
    made = problem("E101", at, why=why.replace("{thing}", thing), fix=fix)
    words = (("fix", fix), ("thing", thing), ("why", why))
    return msgspec.structs.replace(made, words=words)


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def plain(tree: Tree) -> Any:
    """Return ``tree`` as plain data: dict, list, text, number, truth value, None."""
    if isinstance(tree, Leaf):
        return tree.value
    if isinstance(tree, Seq):
        return [plain(each) for each in tree.items]
    return {key.text: plain(value) for key, value in tree.pairs}
