"""What a script is made of: the typed form of the YAML under ``content/``.

Everything here is inert data. Reading (``reading``, ``shape``) makes it, checking
(``names``, ``typing``, ``words``, ``proof``) judges it, ``flow`` walks it. Terms follow
XLSForm and docassemble where they have one.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from tui.interview.marks import NOWHERE, Mark

type_names = Literal[
    "choice",
    "choices",
    "yes-no",
    "text",
    "long-text",
    "number",
    "money",
    "when",
    "rows",
    "files",
    "phone",
    "handle",
    "link",
    "sign-off",
]
"""The answer types. ``choices`` is several of a list; ``when`` is an EDTF date."""

Audience = Literal["self", "volunteer", "council"]
OpenHow = Literal["skipped", "not-sure", "later"]
OPEN_HOWS: tuple[OpenHow, ...] = ("skipped", "not-sure", "later")

OUTCOME_ORDER = ("STOP_ALL", "STOP", "HOLD", "ESCALATE", "SCOPE", "REASON", "OK")
"""Outcome codes, worst first. A code may carry a word: ``ESCALATE legal``."""


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that stands at a place in a file."""

    at: Mark = NOWHERE


class Expr(Node, frozen=True, kw_only=True):
    """A condition or value as its author wrote it; ``expressions.parse`` reads it."""

    text: str


class Option(Node, frozen=True, kw_only=True):
    """One code a choice may take, its label, and the codes it had in older versions."""

    code: str
    label: str
    was: tuple[str, ...] = ()


class RowSource(Node, frozen=True, kw_only=True):
    """Options picked from the rows of a table: ``{rows: people, where: …, add: true}``."""

    table: str
    where: Expr | None = None
    add: bool = False


class ListSource(Node, frozen=True, kw_only=True):
    """Options taken from ``content/lists``: ``{list: platforms}``."""

    name: str


Options = tuple[Option, ...] | RowSource | ListSource | None


class Must(Node, frozen=True, kw_only=True):
    """A check on one answer: when ``that`` is false the person reads ``otherwise``."""

    that: Expr
    otherwise: str


class Variant(Node, frozen=True, kw_only=True):
    """Wording for another audience; None keeps the plain wording."""

    question: str | None = None
    help: str | None = None
    why: str | None = None
    text: str | None = None
    title: str | None = None


class Step(Node, frozen=True, kw_only=True):
    """What every step has.

    Attributes:
        name: The answer's or step's own name, unique in its table (asks, computes) or
            its script (says, stops, dos).
        when: The condition for the step to apply; None means always.
        if_open: Overrides what happens when ``when`` is open: True acts, False does
            not, None follows the rule (stop, warning and gap act; all else does not).
        source: Duty ids (``content/sources``) the step answers to.
        note: For translators.
        variants: Wording by audience (``volunteer:``, ``council:``).
    """

    name: str
    when: Expr | None = None
    if_open: bool | None = None
    source: tuple[str, ...] = ()
    note: str = ""
    variants: tuple[tuple[Audience, Variant], ...] = ()


class Ask(Step, frozen=True, kw_only=True, tag="ask", tag_field="step"):
    """A question. ``type`` is None where another ask already gives the answer its type.

    ``steers`` marks one that only says how to go on: leaving it open would mean nothing.
    For a sign-off, ``apart`` names answers that must be of other people, ``needs`` the parts
    that have to be given besides the name, ``least`` how many characters its view has at least.
    """

    type: str | None = None
    question: str = ""
    help: str = ""
    why: str = ""
    options: Options = None
    suggest: Expr | None = None
    must: tuple[Must, ...] = ()
    private: bool = False
    was: tuple[str, ...] = ()
    example: str = ""
    steers: bool = False
    apart: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    least: int = 0


class Say(Step, frozen=True, kw_only=True, tag="say", tag_field="step"):
    """A note or a warning, shown once on its own."""

    kind: Literal["note", "warning"] = "note"
    text: str = ""
    people: str = ""


class Stop(Step, frozen=True, kw_only=True, tag="stop", tag_field="step"):
    """The end of a row, a section or the journey."""

    ends: Literal["row", "section", "journey"] = "journey"
    text: str = ""
    people: str = ""


class Do(Step, frozen=True, kw_only=True, tag="do", tag_field="step"):
    """A task. ``due`` is a date; ``every``/``until`` repeat it."""

    text: str = ""
    due: Expr | None = None
    every: Expr | None = None
    until: Expr | None = None


class Compute(Step, frozen=True, kw_only=True, tag="compute", tag_field="step"):
    """A value worked out from earlier answers."""

    value: Expr = msgspec.field(default_factory=lambda: Expr(text="True"))


class Include(Step, frozen=True, kw_only=True, tag="include", tag_field="step"):
    """A shared fragment, with what its parameters stand for here."""

    fragment: str = ""
    with_: tuple[tuple[str, str], ...] = ()


class Repeat(Node, frozen=True, kw_only=True):
    """A section walked once for each row of a table.

    Attributes:
        table: A table of ``content/case.yaml``.
        where: Only these rows. May not read what the section itself asks.
        new: Presets of a row this section adds (answer name, value as JSON).
        least: 1 opens the first row without asking whether to.
        add: The question "another one?"; the row's ``add`` words when there are rows.
        first: The same question while there is no row yet.
        row: How one row is called in lists: words with placeholders.
        fixed: True where this section adds no rows, it only walks those there are.
    """

    table: str
    where: Expr | None = None
    new: tuple[tuple[str, object], ...] = ()
    least: int = 0
    add: str = ""
    first: str = ""
    row: str = ""
    fixed: bool = False


class Section(Node, frozen=True, kw_only=True, tag="section", tag_field="step"):
    """Steps that belong together. As a step of a repeat it is a repeat in a repeat."""

    id: str
    title: str
    when: Expr | None = None
    repeat: Repeat | None = None
    together: bool = False
    steps: tuple[Ask | Say | Stop | Do | Compute | Include | Section, ...] = ()
    variants: tuple[tuple[Audience, Variant], ...] = ()
    note: str = ""


AnyStep = Ask | Say | Stop | Do | Compute | Include | Section


class Gap(Node, frozen=True, kw_only=True):
    """Evidence still needed. ``step`` names the ask that closes it."""

    id: str
    text: str
    when: Expr
    each: str = ""
    source: tuple[str, ...] = ()
    step: str = ""


class Outcome(Node, frozen=True, kw_only=True):
    """What values of one answer lead to; outcomes accumulate, the worst wins."""

    on: str
    values: tuple[str, ...]
    then: tuple[str, ...]
    basis: Literal["law", "policy", ""] = ""
    text: str = ""
    source: tuple[str, ...] = ()


class TableRow(Node, frozen=True, kw_only=True):
    """A row of a decision table; cells are a code, ``a|b``, open, not-asked or any."""

    cells: tuple[tuple[str, ...], ...]
    then: tuple[str, ...]
    basis: Literal["law", "policy", ""] = ""
    text: str = ""
    source: tuple[str, ...] = ()


class DecisionTable(Node, frozen=True, kw_only=True):
    """Inputs to outcomes, checked for gaps, overlaps and shadowed rows."""

    id: str
    inputs: tuple[Expr, ...]
    rows: tuple[TableRow, ...]
    each: str = ""
    hit: Literal["first", "all"] = "first"


class Script(Node, frozen=True, kw_only=True):
    """One journey.

    ``approvals`` says which sign-off settles an ``ESCALATE`` to somebody, by the word after
    it; ``lifts`` is the sign-off that lifts a ``STOP`` that only policy gives.
    """

    name: str
    version: int = 1
    title: str = ""
    audience: tuple[Audience, ...] = ()
    covers: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    gaps: tuple[Gap, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    tables: tuple[DecisionTable, ...] = ()
    approvals: tuple[tuple[str, str], ...] = ()
    lifts: str = ""
    papers: tuple[str, ...] = ()
    once: Literal["case", "opening", ""] = "case"
    note: str = ""


class Fragment(Node, frozen=True, kw_only=True):
    """Steps shared by scripts; ``takes`` maps each parameter to its table."""

    name: str
    takes: tuple[tuple[str, str], ...] = ()
    steps: tuple[AnyStep, ...] = ()


class TableDef(Node, frozen=True, kw_only=True):
    """A shared table: ``incidents: {row: incident}``, ``evidence: {row: item, in: incidents}``."""

    name: str
    row: str
    parent: str = ""


class Column(Node, frozen=True, kw_only=True):
    """A typed column of a list: text, yes-no, choice (with codes), link, phone or date."""

    name: str
    type: str
    options: tuple[str, ...] = ()


class Fact(Node, frozen=True, kw_only=True):
    """One cell of a list. Facts that are not plain labels carry source and date."""

    value: object
    source: str = ""
    checked: str = ""
    sure: str = ""


class ListRow(Node, frozen=True, kw_only=True):
    """One entry of a list: its code, label and typed facts."""

    code: str
    label: str
    was: tuple[str, ...] = ()
    facts: tuple[tuple[str, Fact], ...] = ()

    def get(self, column: str) -> object:
        """Return the value in ``column``, or None where the row has none."""
        for name, fact in self.facts:
            if name == column:
                return fact.value
        return None


class ListDef(Node, frozen=True, kw_only=True):
    """A list of facts kept apart from scripts, with source and date on each."""

    name: str
    columns: tuple[Column, ...] = ()
    rows: tuple[ListRow, ...] = ()
    stale_after_months: int = 12


class Duty(Node, frozen=True, kw_only=True):
    """A numbered line of a source; ``kind`` decides what answers it."""

    id: str
    seed: str
    source: str
    text: str
    kind: Literal["question", "warning", "rule", "checklist", "document", "deadline", "reference"]
    condition: str = ""


class DataField(Node, frozen=True, kw_only=True):
    """A field of a paper: one expression, or a table of fields for each row."""

    name: str
    value: Expr | None = None
    each: str = ""
    where: Expr | None = None
    fields: tuple[DataField, ...] = ()


class Paper(Node, frozen=True, kw_only=True):
    """A generated document: its words, its templates and its typed data."""

    name: str
    title: str
    about: str = ""
    audience: tuple[Audience, ...] = ()
    file_name: str = ""
    docx: str = ""
    typst: str = ""
    form: str = ""
    data: tuple[DataField, ...] = ()
    source: tuple[str, ...] = ()


class CaseDef(Node, frozen=True, kw_only=True):
    """``content/case.yaml``: the shared tables and the journeys in their order."""

    tables: tuple[TableDef, ...] = ()
    journeys: tuple[str, ...] = ()


class Content(Node, frozen=True, kw_only=True):
    """A whole content folder, read but not yet checked.

    ``released`` holds the names of earlier releases (``content/names.lock``): ``started``
    for a case-wide answer, ``incidents.kind`` for a row's, ``incidents.kind=post`` for a
    code, ``list:platforms=x`` for a row of a list.
    """

    case: CaseDef
    scripts: tuple[Script, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    lists: tuple[ListDef, ...] = ()
    duties: tuple[Duty, ...] = ()
    papers: tuple[Paper, ...] = ()
    released: tuple[tuple[Mark, str], ...] = ()
