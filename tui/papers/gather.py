"""From a flow to plain data: typed values become labels, names, amounts and EDTF texts.

Codes stay behind here, so that no paper ever prints one, and so do row ids.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tui.interview.answers import ROOT
from tui.interview.paperdata import evaluate, evaluate_row
from tui.interview.values import Unsettled
from tui.papers.numbering import ENTRIES, OCCURRED, Numbers, entry_name
from tui.wording import fill, format_money, format_number
from tui.wording import gettext as _

if TYPE_CHECKING:
    from tui.interview.flow import Flow
    from tui.interview.follows import FoundGap
    from tui.interview.paperdata import DataRow, Datum
    from tui.interview.program import DataNode, WalkStep


def gather(
    flow: Flow,
    paper: str,
    unsaid: Collection[str] = (),
    *,
    only: Collection[str] | None = None,
    gaps: bool = True,
    ids: bool = False,
) -> dict[str, Any]:
    """Return a paper's data as strings, lists and mappings (see ``context.Plain``).

    Each row also has ``written`` and ``changed`` (ISO 8601 or an empty string) and
    ``gaps``, sentences about the evidence still needed there; so does the whole (``gaps``).
    Where something was taken out for good, the row or the whole has ``taken`` (ISO 8601).

    Args:
        flow: The case.
        paper: The paper's name.
        unsaid: Ids of gaps that are for the person alone.
        only: The fields wanted, those of rows after a full stop; None for all of the paper.
        gaps: Whether the evidence still needed is wanted.
        ids: Whether each row says which it is (``id``), to be told apart and never printed.

    Raises:
        KeyError: There is no such paper.
    """
    needed = _gaps(flow, flow.gaps() if gaps else (), unsaid)
    made = _fields(flow, evaluate(flow, paper, only), needed, ids)
    return {**made, **_taken(flow.answers.root.taken), "gaps": needed.get(ROOT, [])}


def facts_of(flow: Flow, listed: str) -> list[dict[str, Any]]:
    """Return the facts of a list, for a paper that prints them.

    Each row is its ``label`` and ``facts``: by column the words (``text``), where they are
    from (``source``) and when that was looked up (``checked``, as in the list).
    """
    found = flow.program.lists.get(listed)
    if found is None:
        return []
    words = {column.name for column in found.columns if column.type == "text"}
    return [
        {
            "label": _(row.label),
            "facts": {
                column: {
                    "text": _(str(fact.value)),
                    "source": fact.source,
                    "checked": fact.checked,
                }
                for column, fact in row.facts
                if column in words and fact.value and fact.sure not in ("", "unknown")
            },
        }
        for row in found.rows
    ]


def helps_of(flow: Flow) -> list[list[dict[str, Any]]]:
    """Return the people to call, list by list, each as ``facts_of``; those near come second."""
    province, young = flow.value(ROOT, "province"), flow.value(ROOT, "young") is True
    near = [f"help-{province}"] if isinstance(province, str) else []
    return [
        facts_of(flow, each)
        for each in ["emergency", *near, *(["youth"] if young else []), "general"]
    ]


def days_read(flow: Flow, paper: str) -> list[str]:
    """Return when the facts were looked up that a paper's own data reads, each day once."""
    from tui.interview.facts import read_by, reads_facts

    days: dict[str, None] = {}

    def look(nodes: Iterable[DataNode], row: str) -> None:
        for node in nodes:
            if node.table:
                for one in flow.all_rows(node.table, row):
                    look(node.fields, one.id)
            elif node.value is not None and reads_facts(node.value.tree):
                days.update(
                    (each.fact.checked, None) for each in read_by(flow, node.value.tree, row)
                )

    look(flow.program.data[paper], ROOT)
    return sorted(days)


def _taken(at: str) -> dict[str, str]:
    return {"taken": at} if at else {}


def gather_row(
    flow: Flow,
    paper: str,
    field: str,
    row: str,
    unsaid: Collection[str] = (),
    without: Collection[str] = (),
    *,
    ids: bool = False,
) -> dict[str, Any] | None:
    """Return one row of a paper's repeated field, as ``gather`` has it among the others.

    Args:
        flow: The case.
        paper: The paper's name.
        field: The field of ``data:``.
        row: A case-level row; None comes back where the paper does not hold it.
        unsaid: Ids of gaps that are for the person alone.
        without: Ids of rows below it to leave out.
        ids: As in ``gather``.

    Raises:
        KeyError: There is no such paper.
    """
    found = evaluate_row(flow, paper, field, row, without)
    if found is None:
        return None
    wanted = (gap for gap in flow.gaps_of(row) if gap.row not in without)
    return _row(flow, found, _gaps(flow, wanted, unsaid), ids)


def _gaps(flow: Flow, found: Iterable[FoundGap], unsaid: Collection[str]) -> dict[str, list[str]]:
    """Return the sentences about evidence still needed, by row."""
    gaps: dict[str, list[str]] = {}
    for each in found:
        if each.gap.id not in unsaid:
            gaps.setdefault(each.row, []).append(filled(flow, each.row, _(each.gap.text)))
    return gaps


def _fields(
    flow: Flow, fields: Mapping[str, object], gaps: Mapping[str, list[str]], ids: bool = False
) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, list):
            made[name] = [_row(flow, one, gaps, ids) for one in value]
        else:
            made[name] = _plain(flow, value)  # type: ignore[arg-type]
    return made


def plain_value(flow: Flow, step: WalkStep | None, value: object) -> Any:
    """Return a typed value as ``gather`` has it; an empty string where it is not settled."""
    return "" if isinstance(value, Unsettled) else _value(flow, step, value)


def _row(
    flow: Flow, row: DataRow, gaps: Mapping[str, list[str]], ids: bool = False
) -> dict[str, Any]:
    return {
        **_fields(flow, row.fields, gaps, ids),
        **({"id": row.id} if ids else {}),
        "written": row.written,
        "changed": row.changed,
        **_taken(row.taken),
        "gaps": gaps.get(row.id, []),
    }


def _plain(flow: Flow, datum: Datum) -> Any:
    # A question that nobody could be sure applied ("unknown") was not answered either.
    if datum.standing == "none" or (datum.standing == "unknown" and datum.step is not None):
        return ""
    if datum.standing != "given":
        return {"open": datum.standing}
    return _value(flow, datum.step, datum.value)


def _value(flow: Flow, step: WalkStep | None, value: object) -> Any:
    from tui.interview.dates import When

    kind = step.type if step is not None else ""
    if kind == "yes-no":
        return _("Yes") if value else _("No")
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, When):
        return {"when": value.text}
    if isinstance(value, tuple | list):
        return [_value(flow, step, each) for each in value]
    if kind == "sign-off" and isinstance(value, Mapping):
        # What it was given on is for the program, not for people.
        parts = (str(value.get(part, "")) for part in ("name", "role", "date", "view"))
        return "; ".join(each for each in parts if each)
    if isinstance(value, Mapping):
        return "; ".join(str(each) for each in value.values() if each)
    if kind == "money" and isinstance(value, int):
        return format_money(Decimal(value) / 100, getattr(value, "currency", "CAD"))
    if isinstance(value, int | Decimal):
        return format_number(value)
    if kind in ("choice", "choices") and step is not None:
        label = step.labels.get(str(value), "")
        return _(label) if label else str(value)
    if kind == "rows":
        return row_name(flow, str(value))
    return str(value)


def filled(flow: Flow, row: str, text: str) -> str:
    """Return a sentence with its placeholders filled as seen from a row."""
    if "{" not in text:
        return text
    return fill(text, lambda path, _form: _found(flow, row, path))


def _found(flow: Flow, row: str, path: str) -> object:
    var, _dot, name = path.rpartition(".")
    at = row if var else ROOT
    while at != ROOT and flow.program.tables[flow.answers.row(at).table].row != var:
        at = flow.answers.parent(at)
    if var and at == ROOT:
        return None
    value = flow.value(at, name)
    if isinstance(value, Unsettled):
        return None
    step = flow.program.asks.get((flow.answers.row(at).table, name))
    if step is not None and step.private:
        return None
    plain = _value(flow, step, value)
    return value if isinstance(plain, Mapping) else plain  # A date is formatted by ``fill``.


def row_name(flow: Flow, row: str) -> str:
    """Return what a row is called: its answer ``name``, or an entry's number in the log.

    No id may be printed.
    """
    step = None
    if row in flow.answers:
        table = flow.answers.row(row).table
        step = flow.program.asks.get((table, "name"))
        if step is None and table == ENTRIES:
            return entry_name(Numbers(ENTRIES, OCCURRED).number(flow, row))
    name = flow.value(row, "name") if step is not None and not step.private else None
    return name if isinstance(name, str) and name else _("A person without a name")
