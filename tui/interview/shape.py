"""Scripts, fragments and ``case.yaml``: from marked YAML to the structs of ``schema``.

Every function takes a tree and a list to note problems in (E104 to E107), and always
returns something of the right type. What it returns is of use only without problems.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from tui.interview.fields import Fields
from tui.interview.problems import Problem
from tui.interview.reading import Leaf, Map, Seq, Tree
from tui.interview.schema import (
    OUTCOME_ORDER,
    CaseDef,
    DecisionTable,
    Fragment,
    Gap,
    Outcome,
    Script,
    TableDef,
    TableRow,
)
from tui.interview.shape_steps import AUDIENCES, section_of, steps_of

T = TypeVar("T")

ONCE: tuple[Literal["case", "opening"], ...] = ("case", "opening")
HITS: tuple[Literal["first", "all"], ...] = ("first", "all")
BASES: tuple[Literal["law", "policy"], ...] = ("law", "policy")


def script_or_fragment(tree: Tree, problems: list[Problem]) -> Script | Fragment:
    """Return the script or the fragment that a file holds."""
    if isinstance(tree, Map) and "fragment" in tree:
        return fragment_of(tree, problems)
    return script_of(tree, problems)


def script_of(tree: Tree, problems: list[Problem]) -> Script:
    """Return the script that ``tree`` is."""
    fields = Fields(tree, "a script", problems)
    audience = tuple(
        fields.one_of_tree(each, "for", AUDIENCES, "self") for each in fields.list_of("for")
    )
    name = fields.words("script", need=True)
    once: Literal["case", "opening", ""] = fields.one_of("once", ONCE, "case")
    made = Script(
        name=name,
        version=fields.whole("version", 1, least=1),
        title=fields.words("title", need=True),
        audience=audience,
        covers=fields.texts("covers"),
        sections=_each(fields, "sections", section_of),
        gaps=_each(fields, "gaps", _gap),
        outcomes=_each(fields, "outcomes", _outcome),
        tables=_each(fields, "tables", _decision_table),
        approvals=fields.word_pairs("approvals"),
        lifts=fields.words("lifts"),
        papers=fields.texts("papers"),
        once=once,
        note=fields.words("note"),
        at=tree.at,
    )
    fields.need("sections", "sections: and a list of sections")
    fields.done()
    return made


def fragment_of(tree: Tree, problems: list[Problem]) -> Fragment:
    """Return the fragment that ``tree`` is: ``fragment``, ``takes``, ``steps``."""
    fields = Fields(tree, "a fragment", problems)
    made = Fragment(
        name=fields.words("fragment", need=True),
        takes=fields.word_pairs("takes"),
        steps=steps_of(_items(fields, "steps"), problems),
        at=tree.at,
    )
    fields.need("steps", "steps: and a list of steps")
    fields.done()
    return made


def case_of(tree: Tree, problems: list[Problem]) -> CaseDef:
    """Return the tables and journeys; tables stand under ``tables:`` or by themselves."""
    if not isinstance(tree, Map):
        Fields(tree, "case.yaml", problems)
        return CaseDef(at=tree.at)
    under = tree.get("tables")
    nested = isinstance(under, Map) and all(isinstance(each, Map) for _, each in under.pairs)
    fields = Fields(tree, "case.yaml", problems)
    journeys = fields.texts("journeys")
    if nested:
        pairs = fields.items("tables")
        fields.done()
    else:
        pairs = tuple((key, value) for key, value in tree.pairs if key.text != "journeys")
    tables = tuple(_table(key, value, problems) for key, value in pairs)
    return CaseDef(tables=tables, journeys=journeys, at=tree.at)


def _table(key: Leaf, tree: Tree, problems: list[Problem]) -> TableDef:
    fields = Fields(tree, f"the table '{key.text}'", problems)
    made = TableDef(
        name=key.text,
        row=fields.words("row", need=True),
        parent=fields.words("in"),
        at=key.at,
    )
    fields.done()
    return made


def _items(fields: Fields, key: str) -> tuple[Tree, ...]:
    tree = fields.tree(key)
    if tree is None or isinstance(tree, Seq):
        return tree.items if tree is not None else ()
    fields.wrong(tree, f"'{key}' of {fields.where}", "a list, each item with a dash")
    return ()


def _each(fields: Fields, key: str, make: Callable[[Tree, list[Problem]], T]) -> tuple[T, ...]:
    return tuple(make(each, fields.problems) for each in _items(fields, key))


def _gap(tree: Tree, problems: list[Problem]) -> Gap:
    fields = Fields(tree, "a gap", problems)
    made = Gap(
        id=fields.words("id", need=True),
        text=fields.words("text", need=True),
        when=fields.need_expr("when"),
        each=fields.words("each"),
        source=fields.texts("source"),
        step=fields.words("step"),
        at=tree.at,
    )
    fields.done()
    return made


def _leads_to(fields: Fields) -> dict[str, Any]:
    """What outcomes and rows of decision tables have in common."""
    fields.need("then", "then: and a list of outcomes")
    then = []
    for each in fields.list_of("then"):
        word = fields.text_of(each, "then")
        code, _, about = word.partition(" ")
        if code in OUTCOME_ORDER and about == about.strip() and (not about or " " not in about):
            then.append(word)
        elif word:
            want = f"one of {', '.join(OUTCOME_ORDER)}, with a word after it if need be"
            fields.bad_value(each, "then", want, OUTCOME_ORDER)
    basis: Literal["law", "policy", ""] = fields.one_of("basis", BASES, "law")
    return {
        "then": tuple(then),
        "basis": basis if fields.has("basis") else "",
        "text": fields.words("text"),
        "source": fields.texts("source"),
        "at": fields.at,
    }


def _outcome(tree: Tree, problems: list[Problem]) -> Outcome:
    fields = Fields(tree, "an outcome", problems)
    fields.need("is", "is: and a list of codes")
    made = Outcome(on=fields.words("on", need=True), values=fields.texts("is"), **_leads_to(fields))
    fields.done()
    return made


def _decision_table(tree: Tree, problems: list[Problem]) -> DecisionTable:
    fields = Fields(tree, "a decision table", problems)
    fields.need("inputs", "inputs: and a list of names")
    inputs = tuple(fields.expr_of(each, "inputs") for each in fields.list_of("inputs"))
    made = DecisionTable(
        id=fields.words("id", need=True),
        inputs=inputs,
        rows=tuple(_table_row(each, len(inputs), problems) for each in _items(fields, "rows")),
        each=fields.words("each"),
        hit=fields.one_of("hit", HITS, "first"),
        at=tree.at,
    )
    fields.need("rows", "rows: and a list of rows")
    fields.done()
    return made


def _table_row(tree: Tree, width: int, problems: list[Problem]) -> TableRow:
    fields = Fields(tree, "a row of a decision table", problems)
    fields.need("is", "is: and a cell for each input")
    cells = []
    for each in fields.list_of("is"):
        parts = tuple(part.strip() for part in fields.text_of(each, "is").split("|"))
        if not all(parts) and len(parts) > 1:
            fields.bad_value(each, "is", "codes with | between them, as in never|unspent")
        cells.append(parts)
    given = fields.tree("is")
    if given is not None and len(cells) != width:
        found = f"{len(cells)} cells for {width} inputs"
        fields.bad_count(given, "is", found, "one cell for each input")
    made = TableRow(cells=tuple(cells), **_leads_to(fields))
    fields.done()
    return made
