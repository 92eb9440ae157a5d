"""The answers of one case and where they are kept: a flow over a case.

A change is stored first and shown after: when ``apply`` returns, it is kept.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from tui.interview.answers import (
    ROOT,
    Add,
    Answer,
    Answers,
    Change,
    Put,
    Remove,
    Row,
    Stamp,
    build,
)
from tui.interview.flow import Flow
from tui.interview.program import Program
from tui.interview.runs import Key
from tui.interview.schema import Audience
from tui.session.counting import OpenPoints, Points, Question
from tui.session.rows import below, is_blank, presets
from tui.vault import Case, MemoryCase
from tui.vault.erase import TABLE as ERASED
from tui.vault.erase import Taken, taken

AUDIENCES: dict[str, Audience] = {"own": "self", "client": "volunteer", "council": "council"}
"""Whose words a kind of case uses."""

Clock = Callable[[], datetime]

EMPTY: Mapping[str, str] = {}

_UNDOS = 100
"""Changes of one sitting that can be taken back."""


class _Done(NamedTuple):
    """A change that was made: what stood before, which rows it touched, what it answered."""

    before: Answers
    touched: list[tuple[str, str]]
    answered: Key | None
    script: str


class Undone(NamedTuple):
    """What was taken back.

    Attributes:
        script: The script that had made the change.
        answered: The answer it had given, or None.
        back: Rows that are there again, the outermost first.
        gone: Rows that it had added.
    """

    script: str
    answered: Key | None
    back: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Book:
    """A case with its flow.

    Attributes:
        case: Where it is kept; in memory only until a place is chosen.
        flow: Where the person stands; replaced by every change.
    """

    def __init__(
        self,
        program: Program,
        case: Case,
        clock: Clock,
        new_id: Callable[[], str] | None = None,
        *,
        flow: Flow | None = None,
    ) -> None:
        """Read what the case holds; ``flow`` is where it stands, if that is known."""
        self.program = program
        self.case = case
        self.clock = clock
        self._new_id = new_id or (lambda: secrets.token_hex(10))
        self.flow = flow or Flow(program, AUDIENCES[case.kind], _read(program, case))
        self._open_points = OpenPoints()
        self._undo: list[_Done] = []

    @property
    def audience(self) -> Audience:
        """Whose words to use."""
        return self.flow.audience

    def new_id(self) -> str:
        """Return an id for a new row."""
        return self._new_id()

    def apply(self, changes: Iterable[Change], script: str) -> None:
        """Store some changes and move to the flow after them.

        Raises:
            NotStored: They could not be stored; nothing has changed.
        """
        changes = [*changes]
        answered = (
            (one.row, one.field)
            for one in changes
            if isinstance(one, Put) and one.answer is not None
        )
        done = next(answered, None)
        changes += self._stamps(changes)
        before = self.flow.answers
        touched = self._store(changes, script)
        self._undo = [*self._undo[1 - _UNDOS :], _Done(before, touched, done, script)]

    @property
    def can_undo(self) -> bool:
        """Whether there is a change of this sitting that can be taken back."""
        return bool(self._undo)

    def undo(self) -> Undone:
        """Take the last change of this sitting back, and store that.

        All answers are then as they were before it, and so are the documents that keep them.

        Raises:
            IndexError: There is none.
            NotStored: It could not be stored; nothing has changed.
        """
        done = self._undo[-1]
        now, before = self.flow.answers, done.before
        flow = Flow(self.program, self.audience, before, _before=self.flow.walk)
        back = [row for _table, row in done.touched if row in before and row not in now]
        gone = [row for _table, row in done.touched if row in now and row not in before]
        with self.case.change("me", done.script) as change:
            for table, row in done.touched:
                if row in before and (row != ROOT or before.root.fields):
                    change.put(table, row, _document(before, row))
                else:
                    change.remove(table, row)
            for row in _after(before, back):
                # A row that comes back is stored last; those that stood behind it follow.
                table = before.row(row).table
                change.remove(table, row)
                change.put(table, row, _document(before, row))
        self.flow = flow
        self._undo.pop()
        return Undone(done.script, done.answered, tuple(back), tuple(gone))

    def reread(self) -> None:
        """Read the case anew, because something was taken out of it for good.

        Nothing of what was done before can be taken back any more.
        """
        self.flow = Flow(self.program, self.audience, _read(self.program, self.case))
        self._open_points = OpenPoints()
        self._undo.clear()

    def settle(self) -> None:
        """Let what was done so far stand: it can't be taken back any more."""
        self._undo.clear()

    def _store(self, changes: list[Change], script: str) -> list[tuple[str, str]]:
        """Store changes and move to the flow after them; return the rows touched."""
        flow = self.flow.after(changes)
        touched = self._touched(changes, flow)
        with self.case.change("me", script) as change:
            for table, row_id in touched:
                if row_id in flow.answers:
                    change.put(table, row_id, _document(flow.answers, row_id))
                else:
                    change.remove(table, row_id)
        self.flow = flow
        return touched

    def open_points(self) -> Points:
        """Return what is still open: evidence needed, things to do, questions left."""
        return self._open_points.of(self.flow)

    def open_questions(self) -> list[Question]:
        """Return every question without an answer that counts, in the order they are asked."""
        return list(self._open_points.questions(self.flow))

    def aside(self) -> Book:
        """Return a book with the same answers that keeps what comes after in memory only.

        A check is walked in it before anything may be written, or where nothing can be.
        """
        case = MemoryCase(name=self.case.name, kind=self.case.kind, clock=self.clock)
        return Book(self.program, case, self.clock, self._new_id, flow=self.flow)

    def without_blanks(self) -> Flow:
        """Return the flow without rows that were begun and hold no answer: for a paper.

        They stay in the case, so that the person goes on where they stopped.
        """
        given = presets(self.flow)

        def found(row: Row) -> Iterable[Change]:
            for kid in (kid for rows in row.kids.values() for kid in rows):
                if is_blank(kid, given):
                    yield Remove(kid.id)
                else:
                    yield from found(kid)

        blanks = list(found(self.flow.answers.root))
        return self.flow.after(blanks) if blanks else self.flow

    def keep_in(self, case: Case) -> None:
        """Store everything in another case, and go on there.

        Raises:
            NotStored: It could not be stored; nothing has changed.
        """
        if isinstance(self.case, MemoryCase):
            self.case.copy_into(case, "me", "safety")
        self.case = case

    def _stamps(self, changes: list[Change]) -> list[Change]:
        """Note when rows are written, and when they are changed.

        A row is changed when an answer given before is corrected, and when something is
        added on a later day: a log that says "written" on one day must not hold words of
        another.
        """
        now = self.clock().isoformat(timespec="minutes")
        stamps: dict[str, Stamp] = {}
        given = {one.row for one in changes if isinstance(one, Stamp)}
        for one in changes:
            if isinstance(one, Add):
                stamps[one.id] = Stamp(one.id, now)
                continue
            if not isinstance(one, Put) or ":" in one.field or one.row not in self.flow.answers:
                continue
            before = self.flow.answers.get(one.row, one.field)
            if before == one.answer:
                continue
            for row_id in self._chain(one.row):
                row = self.flow.answers.row(row_id)
                stamp = stamps.get(row_id, Stamp(row_id, row.written, row.changed))
                later = bool(row.written) and row.written[:10] != now[:10]
                changed = now if row.written and (before is not None or later) else stamp.changed
                stamps[row_id] = Stamp(row_id, stamp.written or now, changed)
        return [stamp for row, stamp in stamps.items() if row not in given]

    def _chain(self, row_id: str) -> list[str]:
        """Return the row and the rows above it, without the case."""
        found = []
        while row_id != ROOT:
            found.append(row_id)
            row_id = self.flow.answers.parent(row_id)
        return found

    def _touched(self, changes: Iterable[Change], flow: Flow) -> list[tuple[str, str]]:
        touched: dict[tuple[str, str], None] = {}
        for one in changes:
            if isinstance(one, Remove):
                gone = self.flow.answers.row(one.row)
                for row in below(gone):
                    touched[(row.table, row.id)] = None
            else:
                row_id = one.id if isinstance(one, Add) else one.row
                if row_id in flow.answers:
                    touched[(_table(flow.answers.row(row_id)), row_id)] = None
        return list(touched)


def _after(answers: Answers, back: Iterable[str]) -> Iterator[str]:
    """Yield some rows and those that stand behind them in the same table and row, in order."""
    first: dict[tuple[str, str], int] = {}
    for row in back:
        place = (answers.parent(row), answers.row(row).table)
        first[place] = min(answers.index(row), first.get(place, answers.index(row)))
    for (parent, table), index in first.items():
        yield from (row.id for row in answers.row(parent).kids[table][index:])


def _table(row: Row) -> str:
    return row.table or ROOT


def _document(answers: Answers, row_id: str) -> dict[str, Any]:
    row = answers.row(row_id)
    fields: dict[str, Any] = {}
    for name, answer in row.fields.items():
        kept: dict[str, Any] = {"by": answer.by}
        if answer.open is not None:
            kept["open"] = answer.open
        else:
            kept["v"] = list(answer.value) if isinstance(answer.value, tuple) else answer.value
        fields[name] = kept
    document: dict[str, Any] = {"fields": fields, "written": row.written, "changed": row.changed}
    if row.id != ROOT:
        document["in"] = answers.parent(row_id)
    return document


def _read(program: Program, case: Case) -> Answers:
    documents = {table: case.rows(table) for table in (ROOT, *program.tables)}
    return answers_of(documents, _times(taken(case.documents(ERASED)), documents))


def _times(
    found: Iterable[Taken], documents: Mapping[str, Mapping[str, dict[str, Any]]]
) -> dict[str, str]:
    """Return when something was last taken out of a row or those in it for good, by row.

    Where a whole row went, that is of the record itself.
    """
    above = {row: one.get("in", ROOT) for rows in documents.values() for row, one in rows.items()}
    times: dict[str, str] = {}
    for one in found:
        at = datetime.fromisoformat(one.at).astimezone().isoformat(timespec="minutes")
        for place in one.what:
            if place.table not in documents:
                continue
            row = place.row if place.path else ROOT
            times[ROOT] = at
            while row in above and row != ROOT:
                times[row] = at
                row = above[row]
    return times


def answers_of(
    documents: Mapping[str, Mapping[str, dict[str, Any]]], times: Mapping[str, str] = EMPTY
) -> Answers:
    """Return the answers that some documents hold, by table and row.

    Args:
        documents: The documents. What is blank in them was taken out for good since.
        times: When that was last done, by row.
    """
    rows: list[tuple[str, Row]] = []
    if ROOT in times and ROOT not in documents.get(ROOT, {}):
        rows.append((ROOT, Row(ROOT, taken=times[ROOT])))
    for table, found in documents.items():
        for row_id, document in found.items():
            if not document:
                continue
            fields = {
                name: Answer(kept.get("v"), kept.get("open"), kept.get("by", ""))
                for name, kept in document.get("fields", {}).items()
                if kept is not None
            }
            row = Row(
                row_id,
                "" if table == ROOT else table,
                fields,
                {},
                document.get("written", ""),
                document.get("changed", ""),
                times.get(row_id, ""),
            )
            rows.append((document.get("in", ROOT), row))
    return build(rows)
