"""A small case for tests of conditions: its scope, and rows to run conditions on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tui.interview import functions
from tui.interview.evaluate import Compiled, Env, compile_expr
from tui.interview.marks import Mark
from tui.interview.problems import Problem
from tui.interview.schema import Column, Expr, Fact, ListDef, ListRow, TableDef
from tui.interview.typing import (
    FILES,
    MONEY,
    NUMBER,
    TEXT,
    WHEN,
    YESNO,
    Code,
    Codes,
    Rows,
    Scope,
    Type,
)
from tui.interview.values import PENDING

AT = Mark("log.yaml", 7)
KIND = Code(frozenset({"post", "image", "call"}))

TABLES = {
    "incidents": TableDef(name="incidents", row="incident"),
    "evidence": TableDef(name="evidence", row="item", parent="incidents"),
    "people": TableDef(name="people", row="person"),
}
PLATFORMS = ListDef(
    name="platforms",
    columns=(
        Column(name="alerts", type="yes-no"),
        Column(name="since", type="date"),
        Column(name="keeps", type="choice", options=("days", "years")),
        Column(name="site", type="link"),
    ),
    rows=(
        ListRow(
            code="snap",
            label="Snap",
            facts=(
                ("alerts", Fact(value=True)),
                ("since", Fact(value="2011-09")),
                ("keeps", Fact(value="days")),
            ),
        ),
        ListRow(code="mail", label="E-mail", facts=(("alerts", Fact(value=False)),)),
    ),
)
FIELDS: dict[str, dict[str, Type]] = {
    "incidents": {
        "kind": KIND,
        "reported": YESNO,
        "occurred": WHEN,
        "number": NUMBER,
        "loss": MONEY,
        "said": TEXT,
        "platform": Code(frozenset({"snap", "mail"})),
        "who": Rows("people"),
        "files": FILES,
        "ways": Codes(frozenset({"threat", "image"})),
        "shows": Codes(frozenset({"who", "when"})),
    },
    "evidence": {
        "shows": Codes(frozenset({"who", "when"})),
        "kept": YESNO,
        "captured": WHEN,
        "size": NUMBER,
        "worth": MONEY,
    },
    "people": {"role": Code(frozenset({"did", "saw"})), "name": TEXT},
}
NAMES: dict[str, Type] = {"started": WHEN, "agreed": YESNO, "mode": KIND}
SCOPE = Scope(
    names=NAMES,
    vars={"incident": "incidents"},
    fields=FIELDS,
    tables=TABLES,
    lists={"platforms": PLATFORMS},
    code_lists={("incidents", "platform"): "platforms"},
    functions=functions.BUILT_IN,
)


@dataclass(eq=False)
class Line:
    """A row: what is missing is pending."""

    id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    below: dict[str, Any] = field(default_factory=dict)


@dataclass
class Rig:
    """An environment over plain rows."""

    case: Line
    bound: Mapping[str, Line] = field(default_factory=dict)
    by_id: Mapping[str, Line] = field(default_factory=dict)

    def _line(self, var: str) -> Line:
        return self.bound[var] if var else self.case

    def value(self, var: str, field: str, /) -> Any:
        return self._line(var).values.get(field, PENDING)

    def rows(self, var: str, table: str, /) -> Sequence[Line] | Any:
        return self._line(var).below.get(table, ())

    def bind(self, var: str, handle: Line, /) -> Env:
        return Rig(self.case, {**self.bound, var: handle}, self.by_id)

    def handle(self, var: str, /) -> Line:
        return self.bound[var]

    def row_id(self, var: str, /) -> str:
        return self.bound[var].id

    def fact(self, list_name: str, code: str, column: str, /) -> Any:
        rows = {row.code: row for row in PLATFORMS.rows}
        return rows[code].get(column)

    def row(self, table: str, row_id: str, /) -> Line | None:
        return self.by_id.get(row_id)


def compiled(text: str, scope: Scope = SCOPE, want: Type | None = None) -> Compiled:
    """Compile a condition that has to be right."""
    made, problems = compile_expr(Expr(text=text, at=AT), scope, want=want)
    assert problems == []
    assert made is not None
    return made


def refused(text: str, scope: Scope = SCOPE, want: Type | None = None) -> Problem:
    """Return the one problem of a condition that has to be wrong."""
    made, problems = compile_expr(Expr(text=text, at=AT), scope, want=want)
    assert made is None
    assert len(problems) == 1
    assert problems[0].at == AT
    return problems[0]


def run(
    text: str,
    incident: Mapping[str, Any] | None = None,
    *,
    evidence: Any = (),
    case: Mapping[str, Any] | None = None,
    people: Mapping[str, Mapping[str, Any]] | None = None,
    incidents: Sequence[Line] | None = None,
) -> Any:
    """Run a condition on one incident, given the plain values of its answers."""
    if not isinstance(evidence, (tuple, list)):
        items = evidence
    else:
        items = tuple(Line(values=dict(values)) for values in evidence)
    row = Line("i1", dict(incident or {}), {"evidence": items})
    known = {each: Line(each, dict(values)) for each, values in (people or {}).items()}
    top = Line(
        "", dict(case or {}), {"incidents": incidents or (row,), "people": (*known.values(),)}
    )
    here = row if incidents is None else incidents[-1]
    return compiled(text).run(Rig(top, {"incident": here}, known))
