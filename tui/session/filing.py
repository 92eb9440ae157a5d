"""Answers files: read as the interview would take them, and stored in a case."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from tui.interview.answers import ROOT, Add, Answer, Change, Put, Row, Stamp
from tui.interview.answersfile import Filled, read_answers
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.reading import Leaf, Map, read_yaml
from tui.interview.schema import Audience
from tui.session.book import AUDIENCES, Book
from tui.session.phrasing import words
from tui.vault import Case
from tui.wording import gettext as _
from tui.wording import ngettext

LARGEST = 64 * 1024 * 1024
"""Bytes an answers file may have: far more than any record, and it still fits in memory."""

_AUDIENCES: dict[str, Audience] = {
    "self": "self",
    "own": "self",
    "volunteer": "volunteer",
    "client": "volunteer",
    "council": "council",
}


_SAFETY = "safety"


def read_file(program: Program, data: bytes, name: str, script: str, now: datetime) -> Filled:
    """Read an answers file for a journey; ``for:`` in it says whose case it is.

    Args:
        program: The content.
        data: The file's bytes.
        name: What to call it in problems.
        script: The journey.
        now: Noted as written where the file gives no time.
    """
    return read_answers(
        data,
        name,
        program,
        _audience(program, data, name, script),
        new_id=lambda table: secrets.token_hex(10),
        script=script,
        now=now.isoformat(timespec="minutes"),
        whole=False,
    )


def _audience(program: Program, data: bytes, name: str, script: str) -> Audience:
    tree, _problems = read_yaml(data, name)
    leaf = tree.get("for") if isinstance(tree, Map) else None
    if isinstance(leaf, Leaf) and leaf.text in _AUDIENCES:
        return _AUDIENCES[leaf.text]
    allowed = program.scripts[script].node.audience if script in program.scripts else ()
    return "self" if not allowed or "self" in allowed else allowed[0]


class NotAdded(Exception):
    """The answers of a file can't go into a record that holds some already.

    Attributes:
        sentence: Why, in the person's language.
        questions: The questions that the two answer otherwise, as they are asked.
    """

    def __init__(self, sentence: str, questions: Sequence[str] = ()) -> None:
        """Remember why."""
        super().__init__(sentence)
        self.sentence = sentence
        self.questions = tuple(questions)


def see_room(
    program: Program, case: Case, flow: Flow, clock: Callable[[], datetime], *, add: bool
) -> None:
    """See that the answers of a flow can go into a case, before anything is written.

    Args:
        program: The content.
        case: Where they would go.
        flow: The answers of the file.
        clock: Tells the time.
        add: Whether it was said that they are to be added to what is there.

    Raises:
        NotAdded: The case is of another kind, or holds entries and ``add`` is not set, or
            holds the same entry, or answers a question about the whole case otherwise.
    """
    if AUDIENCES[case.kind] != flow.audience:
        raise NotAdded(
            _("The record is of another kind than the file says with 'for:'. Nothing was written.")
        )
    there = Book(program, case, clock).flow
    if not add and _holds_answers(there):
        raise NotAdded(
            _(
                "There are answers in this record already, so nothing was written. To add the "
                "file to them, say --add. To begin another record, give another name with --case."
            )
        )
    otherwise = [
        words(flow, step.node, "question")
        for name, answer in flow.answers.root.fields.items()
        if (step := program.asks.get(("", name))) is not None and _differs(there, name, answer)
    ]
    if otherwise:
        raise NotAdded(
            _("The record answers these questions in another way. Nothing was written."), otherwise
        )
    twice = len(_same_entries(there, flow))
    if twice:
        raise NotAdded(
            ngettext(
                "{count} entry of the file is in the record already. Nothing was written.",
                "{count} entries of the file are in the record already. Nothing was written.",
                twice,
            ).format(count=twice)
        )


def store(
    program: Program, case: Case, flow: Flow, script: str, clock: Callable[[], datetime]
) -> None:
    """Add the answers of a flow to a case, in one change.

    What the case knows of itself stays; a row that others only point at, such as a person,
    and that is there word for word, is pointed at instead of made a second time.

    Raises:
        NotStored: Nothing was stored.
    """
    book = Book(program, case, clock)
    known = _same_pointed(book.flow, flow)
    changes: list[Change] = []
    for row, above in flow.answers.rows():
        if row.id in known:
            continue
        fields = {name: _pointing(program, row, name, known) for name in row.fields}
        if row.id == ROOT:
            changes += [
                Put(ROOT, name, answer)
                for name, answer in fields.items()
                if not _is_answered(book.flow, name)
            ]
            continue
        changes.append(Add(row.table, above, row.id, fields))
        changes.append(Stamp(row.id, row.written, row.changed))
    book.apply(changes, f"{script}@{program.scripts[script].node.version}")


def _holds_answers(flow: Flow) -> bool:
    """Tell whether a record holds more than what the checks before a journey ask."""
    if any(row.id != ROOT for row, _above in flow.answers.rows()):
        return True
    asked = (flow.program.asks.get(("", name)) for name in flow.answers.root.fields)
    return any(step is not None and not _is_check(flow.program, step.script) for step in asked)


def _is_check(program: Program, script: str) -> bool:
    return script == _SAFETY or program.scripts[script].node.once == "opening"


def _is_answered(flow: Flow, name: str) -> bool:
    answer = flow.answers.get(ROOT, name)
    return answer is not None and answer.open is None


def _differs(flow: Flow, name: str, answer: Answer) -> bool:
    """Tell whether a case answers a question otherwise; left open, either may know more."""
    there = flow.answers.get(ROOT, name)
    if there is None or there.open is not None or answer.open is not None:
        return False
    return _plain(there.value) != _plain(answer.value)


def _same_entries(there: Flow, flow: Flow) -> dict[str, str]:
    """Return the rows of the case that are there word for word, and that nothing points at."""
    return _same(there, flow, pointed=False)


def _same_pointed(there: Flow, flow: Flow) -> dict[str, str]:
    """Return the rows that answers point at and that are there, by the id they have there."""
    return _same(there, flow, pointed=True)


def _same(there: Flow, flow: Flow, *, pointed: bool) -> dict[str, str]:
    # Rows that can be added where they are picked, such as people, are there to be pointed at.
    # An entry stays an entry, whatever else picks it.
    sources = (step.rows for step in flow.program.asks.values())
    picked = {source.table for source in sources if source is not None and source.add}
    found = {}
    for table in flow.program.tables.values():
        if table.parent or (table.name in picked) != pointed:
            continue
        known = {_print(there, row): row.id for row in there.answers.root.kids.get(table.name, ())}
        for row in flow.answers.root.kids.get(table.name, ()):
            if (print_ := _print(flow, row)) and print_ in known:
                found[row.id] = known[print_]
    return found


def _print(flow: Flow, row: Row) -> str:
    """Return what a row says, to compare it with others; what it points at is left out."""
    said = {
        name: answer.open or _plain(answer.value)
        for name, answer in row.fields.items()
        if (step := flow.program.asks.get((row.table, name))) is not None and step.rows is None
    }
    kids = {
        table: prints
        for table, rows in row.kids.items()
        if (prints := [_print(flow, one) for one in rows])
    }
    return json.dumps([said, kids], sort_keys=True) if said or kids else ""


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _pointing(program: Program, row: Row, name: str, known: Mapping[str, str]) -> Answer:
    """Return an answer that points at the rows that are there already."""
    answer = row.fields[name]
    step = program.asks.get((row.table, name))
    if step is None or step.rows is None or not isinstance(answer.value, list | tuple):
        return answer
    return Answer([known.get(str(one), str(one)) for one in answer.value], answer.open, answer.by)
