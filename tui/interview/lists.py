"""``content/lists/*.yaml``: facts kept apart from scripts, with source and date on each.

::

    list: platforms
    stale_after_months: 12
    columns:
      alerts: yes-no
      how: {type: choices, options: [app, web]}
      site: link
    rows:
      instagram:
        label: Instagram
        source: help.instagram.com/…      # for every fact of the row …
        checked: 2026-01-31
        alerts: {value: true, source: …, checked: 2026-02-01, sure: high}   # … but this one
        site: https://instagram.com

A list without columns has labels only: ``rows: {post: A post, call: A call}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from tui.interview.fields import Fields
from tui.interview.problems import Problem
from tui.interview.reading import Leaf, Map, Seq, Tree
from tui.interview.schema import Column, Fact, ListDef, ListRow

COLUMN_TYPES = ("text", "yes-no", "choice", "choices", "link", "phone", "date", "number")
"""``text`` is words, which are translated; the others are not."""

SURE: tuple[Literal["high", "medium", "unknown"], ...] = ("high", "medium", "unknown")
"""How sure a fact is. Less than medium is left out; ``unknown`` goes with unknown values."""

_MONTH = re.compile(r"\d{4}-\d\d")


def list_of(tree: Tree, problems: list[Problem]) -> ListDef:
    """Return the list that ``tree`` is, noting what does not fit (E104 to E106)."""
    fields = Fields(tree, "a list file", problems)
    name = fields.words("list", need=True)
    columns = tuple(_column(key, value, fields) for key, value in fields.items("columns"))
    known = {column.name: column for column in columns}
    fields.need("rows", "rows: and a map of codes and what is known of each")
    made = ListDef(
        name=name,
        columns=columns,
        rows=tuple(_row(key, value, known, problems) for key, value in fields.items("rows")),
        stale_after_months=fields.whole("stale-after-months", 12, least=1),
        at=tree.at,
    )
    fields.done()
    return made


def parse_checked(text: str) -> date | None:
    """Return the day a fact was looked up (``2026-01-31`` or ``2026-01``), or None."""
    try:
        return date.fromisoformat(f"{text}-01" if _MONTH.fullmatch(text) else text)
    except ValueError:
        return None


def _column(key: Leaf, tree: Tree, listed: Fields) -> Column:
    if not isinstance(tree, Map):
        return Column(name=key.text, type=listed.text_of(tree, key.text), at=key.at)
    fields = Fields(tree, f"the column '{key.text}'", listed.problems)
    made = Column(
        name=key.text,
        type=fields.words("type", need=True),
        options=fields.texts("options"),
        at=key.at,
    )
    fields.done()
    return made


def _row(key: Leaf, tree: Tree, columns: Mapping[str, Column], problems: list[Problem]) -> ListRow:
    where = f"the row '{key.text}'"
    if isinstance(tree, Leaf):
        label = Fields(Map(tree.at, ()), where, problems).text_of(tree, "label")
        return ListRow(code=key.text, label=label, at=key.at)
    fields = Fields(tree, where, problems)
    label, was = fields.words("label", need=True), fields.texts("was")
    row_source, row_checked, row_sure = _provenance(fields)
    facts: list[tuple[str, Fact]] = []
    for name, column in columns.items():
        given = fields.tree(name)
        if given is None:
            continue
        source, checked, sure, at = row_source, row_checked, row_sure, given.at
        if isinstance(given, Map):
            inner = Fields(given, f"'{name}' of {where}", problems)
            inner.need("value", "value: and what is known")
            mine = _provenance(inner)
            source, checked, sure = (
                own or rows for own, rows in zip(mine, (source, checked, sure), strict=True)
            )
            value = inner.tree("value")
            inner.done()
            if value is None:
                continue
            given = value
        fact = Fact(
            value=_value(given, name, column, fields),
            source=source,
            checked=checked,
            sure=sure,
            at=at,
        )
        if sure == "unknown" and fact.value not in (None, "unknown"):
            fields.bad_value(given, name, "unknown, or say how sure it is: high or medium")
        facts.append((name, fact))
    fields.done()
    return ListRow(code=key.text, label=label, was=was, facts=tuple(facts), at=key.at)


def _provenance(fields: Fields) -> tuple[str, str, str]:
    """Return source, date and how sure, as given for a row or for one fact."""
    source, checked = fields.words("source"), fields.words("checked")
    if checked and parse_checked(checked) is None:
        tree = fields.tree("checked")
        if tree is not None:
            fields.bad_value(tree, "checked", "a day, as in 2026-01-31")
        checked = ""
    sure: str = fields.one_of("sure", SURE, "")
    return source, checked, sure


def _value(tree: Tree, name: str, column: Column, fields: Fields) -> object:
    """Return a fact's value by its column's type; None where it is not known."""
    if isinstance(tree, Leaf) and tree.value is None:
        return None
    match column.type:
        case "yes-no":
            return _yes_no(tree, name, fields)
        case "choice":
            return fields.one_of_tree(tree, name, column.options, "")
        case "choices":
            each = tree.items if isinstance(tree, Seq) else (tree,)
            return tuple(fields.one_of_tree(one, name, column.options, "") for one in each)
        case "number":
            if isinstance(tree, Leaf) and re.fullmatch(r"-?\d{1,15}", tree.text):
                return int(tree.text)
            fields.bad_value(tree, name, "a whole number")
            return 0
        case "date":
            if isinstance(tree, Leaf) and parse_checked(tree.text):
                return tree.text
            fields.bad_value(tree, name, "a day, as in 2026-01-31")
            return ""
        case "link":
            if isinstance(tree, Leaf) and re.fullmatch(r"[^\s<>\"]+\.[^\s<>\"]+", tree.text):
                return tree.text
            fields.bad_value(tree, name, "a web address, as in https://example.org")
            return ""
        case "phone":
            if isinstance(tree, Leaf) and re.fullmatch(r"[+*#()0-9A-Z .-]{2,30}", tree.text):
                return tree.text
            fields.bad_value(tree, name, "a phone number, as in 1-800-555-0100")
            return ""
        case _:
            return fields.text_of(tree, name)


def _yes_no(tree: Tree, name: str, fields: Fields) -> bool | None:
    if isinstance(tree, Leaf):
        if isinstance(tree.value, bool):
            return tree.value
        if tree.text in ("yes", "no"):
            return tree.text == "yes"
    fields.bad_value(tree, name, "yes or no; leave it out if it is not known")
    return None
