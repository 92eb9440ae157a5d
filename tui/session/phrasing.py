"""Content's words as a person reads them: translated, for their audience, filled in.

Answers go in as data. Labels stay with the codes' list; dates and lists are the wording
room's business.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tui.interview.answers import ROOT
from tui.interview.dates import BadDate, When
from tui.interview.flow import Flow
from tui.interview.program import Program, WalkStep
from tui.interview.runs import Item
from tui.interview.schema import Audience, ListDef, ListRow, Section, Step
from tui.interview.values import Unsettled
from tui.session.page import Person
from tui.session.rows import every_section
from tui.wording import fill, format_money, format_when, gettext
from tui.wording.looked_up import day_of

SIGN_OFF = ("name", "role", "date", "view")
"""What a sign-off is made of, in the order it is asked and kept."""

HELP_LINES = ("emergency", "general", "youth", "youth-images")
"""The content's lists of people to call, anywhere in the country."""


def words(flow: Flow, node: Step | Section, part: str) -> str:
    """Return one of a step's texts (question, help, why, text, title) for the audience."""
    return words_for(flow.audience, node, part)


def words_for(wanted: Audience, node: Step | Section, part: str) -> str:
    """Return one of a step's texts for an audience, translated."""
    chosen = getattr(node, part, "")
    for audience, variant in node.variants:
        if audience == wanted:
            chosen = getattr(variant, part) or chosen
    return gettext(chosen) if chosen else ""


def said(flow: Flow, row: str, text: str) -> str:
    """Return ``text`` (translated already) with what the case holds filled in."""
    if "{" not in text:
        return text
    return fill(text, lambda path, form: _find(flow, row, path, form))


def step_words(flow: Flow, item: Item, part: str) -> str:
    """Return a step's text as seen from its row."""
    if item.step is None:
        return ""
    return said(flow, item.row, words(flow, item.step.node, part))


def _find(flow: Flow, row: str, path: str, form: str) -> object:
    parts = path.split(".")
    if len(parts) == 3 or (len(parts) == 2 and ("", parts[0]) in flow.program.asks):
        return _fact(flow, row, ".".join(parts[:-1]), parts[-1])
    var, _, name = path.rpartition(".")
    at = row
    if var:
        while at != ROOT and flow.program.tables[flow.answers.row(at).table].row != var:
            at = flow.answers.parent(at)
        if at == ROOT:
            return None
    else:
        at = ROOT
    table = "" if at == ROOT else flow.answers.row(at).table
    if form == "count" and name in flow.program.tables:
        return len(flow.rows(name, at))
    value = flow.value(at, name)
    if isinstance(value, Unsettled):
        return None
    step = flow.program.asks.get((table, name))
    if form == "count" or step is None:
        return value
    return shown(flow, step, value)


def _fact(flow: Flow, row: str, path: str, column: str) -> object:
    """Return a fact about what was picked from a list, such as ``{incident.app.alerts}``.

    For an answer of the case the path is its name alone, as in ``{court.copies}``.
    """
    var, _, name = path.rpartition(".")
    table = next((one.name for one in flow.program.tables.values() if one.row == var), "")
    step = flow.program.asks.get((table, name))
    while row != ROOT and (not table or flow.answers.row(row).table != table):
        row = flow.answers.parent(row)
    code = flow.value(row, name)
    if step is None or not step.list or not isinstance(code, str):
        return None
    fact = flow.program.fact(step.list, code, column)
    value = fact.value if fact is not None else None
    if not isinstance(value, str) or not value:
        return value
    listed = flow.program.lists[step.list]
    kinds = {each.name: each.type for each in listed.columns}
    return When.parse(value) if kinds[column] == "date" else gettext(value)


def shown(flow: Flow, step: WalkStep, value: object) -> object:
    """Return a typed value as text to show, or a ``When`` or number the wording formats."""
    if step.type in ("choice", "choices"):
        codes = value if isinstance(value, tuple) else (value,)
        labels = [label(step, str(code)) for code in codes]
        return labels if isinstance(value, tuple) else labels[0]
    if step.type == "rows" and isinstance(value, tuple):
        return [row_label(flow, str(one)) for one in value]
    if step.type == "sign-off" and isinstance(value, Mapping):
        # What it was given on is for the program, not for people.
        return {part: text for part, text in value.items() if part not in ("fingerprint", "over")}
    if step.type == "money" and isinstance(value, int):
        return format_money(Decimal(value) / 100, getattr(value, "currency", "CAD"))
    return list(value) if isinstance(value, tuple) else value


def display(flow: Flow, step: WalkStep, value: object) -> str:
    """Return a typed value as one piece of text for a list or a review."""
    if isinstance(value, Unsettled):
        return ""
    found = shown(flow, step, value)
    if isinstance(found, bool):
        return gettext("Yes") if found else gettext("No")
    if isinstance(found, When):
        return format_when(found)
    if isinstance(found, list):
        # As papers have it; labels are too long to be told apart by commas and "and".
        return "; ".join(str(one) for one in found)
    if isinstance(found, Mapping):
        return signed_words(found)
    return str(found)


def signed_words(given: Mapping[str, object]) -> str:
    """Return a sign-off in words; a typed name is never shown as a signature."""
    found = [_signed(part, str(given[part])) for part in SIGN_OFF if given.get(part)]
    return "; ".join(found)


def _signed(part: str, text: str) -> str:
    """Return a part of a sign-off in words."""
    if part == "name":
        return gettext("Name as typed: {name}").format(name=text)
    if part != "date":
        return text
    try:
        return format_when(When.parse(text))
    except BadDate:
        return text


def label(step: WalkStep, code: str) -> str:
    """Return the label of a code, translated; the code where it has none."""
    found = step.labels.get(code, "")
    return gettext(found) if found else code


def row_label(flow: Flow, row_id: str) -> str:
    """Return how a row is called in lists; plain words where nothing is known of it."""
    if row_id not in flow.answers or row_id == ROOT:
        return ""
    table = flow.answers.row(row_id).table
    known: list[bool] = []

    def look(path: str, form: str) -> object:
        found = _find(flow, row_id, path, form)
        known.append(found is not None)
        return found

    for section in every_section(flow):
        if section.table == table and section.repeat is not None and section.repeat.row:
            made = fill(gettext(section.repeat.row), look)
            if any(known):
                return made
            break
    return gettext("Entry {number}").format(number=flow.answers.index(row_id) + 1)


def people(program: Program, list_name: str, first: object = None) -> tuple[Person, ...]:
    """Return a list of help lines as they are shown, each with its source's date.

    Args:
        program: The content.
        list_name: The list.
        first: A code, such as that of a province: the row of that code comes first.
    """
    found = program.lists.get(list_name)
    if found is None:
        return ()
    return tuple(_person(found, row) for row in sorted(found.rows, key=lambda r: r.code != first))


def help_lines(program: Program, province: object = None) -> tuple[Person, ...]:
    """Return people to call, those of a province after the first ones, where it is known."""
    near = (f"help-{province}",) if isinstance(province, str) else ()
    lists = (*HELP_LINES[:1], *near, *HELP_LINES[1:])
    found = (one for name in lists for one in people(program, name))
    return tuple(dict.fromkeys(found))  # a line may be in several lists


def sentence(error: Exception) -> str:
    """Return an error's sentence in the person's language."""
    known = getattr(error, "sentence", "")
    if not known:
        return gettext("Something went wrong. Nothing that was kept is lost.")
    words: dict[str, str] = getattr(error, "words", {})
    return gettext(known).format_map(words) if words else gettext(known)


def _person(found: ListDef, row: ListRow) -> Person:
    def cell(name: str) -> str:
        value = row.get(name)
        return gettext(value) if isinstance(value, str) and value else ""

    # Cells may be from several places; the whole is as old as the oldest of them.
    sources = dict.fromkeys(part for _, fact in row.facts for part in fact.source.split("; "))
    oldest = min((fact.checked for _, fact in row.facts if fact.checked), default="")
    return Person(
        name=gettext(row.label),
        how=cell("how"),
        hours=cell("hours"),
        about=cell("about"),
        source="; ".join(each for each in sources if each),
        checked=day_of(oldest),
        looked_up=oldest,
    )


__all__ = [
    "display",
    "help_lines",
    "label",
    "people",
    "row_label",
    "said",
    "sentence",
    "shown",
    "step_words",
    "words",
    "words_for",
]
