"""The history of a record in words: what changed in which entry, from what to what.

Content's words say what a field is; people's words go in as data, and whoever shows them
makes them harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from tui.interview.answers import ROOT
from tui.interview.codec import BadAnswer, to_value
from tui.interview.dates import When
from tui.interview.flow import Flow
from tui.interview.program import Program, WalkSection, WalkStep
from tui.interview.schema import Audience
from tui.session.phrasing import display, words_for
from tui.session.stages.reviewing import mark_words
from tui.vault.erase import TABLE as ERASED
from tui.vault.erase import Take, Taken, taken
from tui.vault.history import Event, RowChange
from tui.wording import fill, format_stamp
from tui.wording import gettext as _

Document = dict[str, Any]


class Step(NamedTuple):
    """One answer that changed.

    Attributes:
        entry: What the row is called, with its number; empty for the record itself.
        question: What is asked.
        before: What stood there, in words; empty where nothing did.
        after: What stands there then; empty where it was taken out.
        at: The row and the name of the answer.
        within: The rows that the answer stands in, the innermost first.
    """

    entry: str
    question: str
    before: str
    after: str
    at: tuple[str, str] = ("", "")
    within: tuple[str, ...] = ()


class Happening(NamedTuple):
    """One change in words.

    Attributes:
        n: Its number.
        at: When, in ISO 8601.
        when: The same in words.
        who: Who made it, as the record knows them.
        journey: Where it was made.
        told: What it did as a whole: an entry that was added or taken out, something undone.
        steps: The answers that changed.
        rows: The rows that it touched, and those that they stand in.
    """

    n: int
    at: str
    when: str
    who: str
    journey: str
    told: tuple[str, ...]
    steps: tuple[Step, ...]
    rows: frozenset[str] = frozenset()


class Histories:
    """Turns events into words; one for each history that is read, oldest event first.

    Args:
        program: The content.
        audience: Whose words to use.
        lost: What was taken out of the record for good.
    """

    def __init__(self, program: Program, audience: Audience, lost: Sequence[Taken] = ()) -> None:
        """Know no row yet."""
        self._taken = lost
        self._program = program
        self._audience = audience
        self._flow = Flow(program, audience)
        self._rows: dict[str, tuple[str, Document]] = {}
        self._numbers: dict[str, int] = {}
        self._counts: dict[str, int] = {}
        self._sections: dict[str, WalkSection] = {}
        for script in program.scripts.values():
            for section in _every(script.sections):
                if section.repeat is not None:
                    self._sections.setdefault(section.table, section)
                if section.adds and not self._sections[section.table].adds:
                    self._sections[section.table] = section

    def of(self, events: Iterable[Event], *, closings: bool = False) -> Iterator[Happening]:
        """Say what each event did.

        Args:
            events: The events.
            closings: Whether to give the marks at the end of each sitting, too.
        """
        for event in events:
            if event.kind != "close" or closings:
                yield self._one(event)

    def _one(self, event: Event) -> Happening:
        told = self._whole(event)
        steps: list[Step] = []
        for row in event.rows:
            self._know(row)
        rows: set[str] = set()
        for row in event.rows:
            if row.table not in (ROOT, *self._program.tables):
                told += self._aside(row) if event.kind == "save" else []
                continue
            if row.table != ROOT and (row.before is None or row.after is None):
                what = _("Added: {entry}") if row.before is None else _("Taken out: {entry}")
                told.append(what.format(entry=self._called(row.row)))
            steps.extend(self._answers(row))
            rows.update(self._within(row.row))
        for row in event.rows:
            if row.after is not None and row.table != ROOT:
                self._rows[row.row] = (row.table, row.after)
        return Happening(
            event.n, event.at, format_stamp(_local(event.at)), event.who,
            self._journey(event.script), tuple(dict.fromkeys(told)), tuple(steps),
            frozenset(rows),
        )  # fmt: skip

    def _whole(self, event: Event) -> list[str]:
        """Say what an event did as a whole."""
        if event.undoes:
            return [_("Undone: change {number}").format(number=event.undoes)]
        match event.kind, event.script:
            case "close", _script:
                return [_("The program was left.")]
            case "repair", _script:
                return [_("The time before had ended without leaving the program.")]
            case "rekey", _script:
                return [_("The record has another key from here on.")]
            case "restore", _script:
                return [_("An older copy had been put back. It counts from here on.")]
            case "save", "new":
                return [_("The record was begun.")]
            case "save", "rename":
                return [_("The record was given another name.")]
            case "share", _script:
                return [_("Who else may open the record was changed.")]
            case "erase", _script:
                return [*self._taken_out(event)]
        return self._lost(event)

    def _taken_out(self, event: Event) -> Iterator[str]:
        """Say that something went, where it stood and why; never what it was."""
        given = [(row.after or {}).get("name") for row in event.rows if row.table == "custody"]
        if given:
            yield _("Something was sealed for {name} only, and taken out of the record.").format(
                name=given[0]
            )
        else:
            yield _("Something was taken out of the record for good.")
        for one in taken(row.after for row in event.rows if row.table == ERASED and row.after):
            for place in one.what:
                if said := self._place(place):
                    yield said
            if one.why:
                yield _("Why: {reason}").format(reason=one.why)

    def _place(self, place: Take) -> str:
        """Return where something stood: an entry, and the question if it was an answer."""
        if place.table not in (ROOT, *self._program.tables):
            return ""
        entry = self._called(place.row) if place.table != ROOT else ""
        if place.path[:1] != ("fields",) or len(place.path) < 2:
            return entry
        step = self._step("" if place.table == ROOT else place.table, place.path[1])
        question = self._question(step, place.row) if step is not None else place.path[1]
        return (
            _("{entry}: {question}").format(entry=entry, question=question) if entry else question
        )

    def _lost(self, event: Event) -> list[str]:
        """Say that something a change said was taken out for good, when and why; never what."""
        return [taken_words(one) for one in self._taken if one.said_in(event.n)]

    def _aside(self, row: RowChange) -> list[str]:
        """Say what became of something beside the answers: unfinished words, settings."""
        if row.table == "drafts":
            return [_("Words that were not finished were kept or cleared.")]
        if row.table == "notices":
            return [_("A word about safety was put aside.")]
        if row.table == "files" and row.before is None:
            name = str((row.after or {}).get("name", ""))
            if not name:  # it was taken out for good since
                return [_("A sealed copy of a file was kept.")]
            return [_("A sealed copy of a file was kept: {name}").format(name=name)]
        return [_("Something was noted that is no answer.")]

    def _journey(self, script: str) -> str:
        found = self._program.scripts.get(script.partition("@")[0])
        return _(found.node.title) if found is not None else ""

    def _know(self, row: RowChange) -> None:
        """Remember a row as it was before the event, or as it came."""
        found = row.before if row.before is not None else row.after
        if row.table in (ROOT, "") or found is None:
            return
        if row.row not in self._numbers:
            self._counts[row.table] = self._counts.get(row.table, 0) + 1
            self._numbers[row.row] = self._counts[row.table]
        self._rows[row.row] = (row.table, found)

    def _called(self, row: str) -> str:
        """Return what a row is called, with its number in the order they were added."""
        table, _document = self._rows.get(row, ("", {}))
        section = self._sections.get(table)
        if section is None:
            return ""
        known: list[bool] = []

        def look(path: str, form: str) -> object:
            found = self._find(row, path)
            known.append(found is not None)
            return found

        name = ""
        if section.repeat is not None and section.repeat.row:
            made = fill(_(section.repeat.row), look)
            name = made if any(known) else ""
        return _("{name}, no. {number}").format(
            name=name or _(section.node.title), number=self._numbers[row]
        )

    def _answers(self, change: RowChange) -> Iterator[Step]:
        """Yield the answers of a row that changed."""
        table = "" if change.table == ROOT else change.table
        before = (change.before or {}).get("fields", {})
        after = (change.after or {}).get("fields", {})
        for name in {**before, **after}:
            was, now = before.get(name), after.get(name)
            if _kept(was) == _kept(now) or ":" in name:
                continue
            step = self._step(table, name)
            yield Step(
                self._called(change.row) if table else "",
                self._question(step, change.row) if step is not None else name,
                self._said(step, was),
                self._said(step, now),
                (change.row, name),
                self._within(change.row),
            )

    def _within(self, row: str) -> tuple[str, ...]:
        """Return a row and those that it stands in."""
        found = []
        while row in self._rows and row not in found:
            found.append(row)
            row = str(self._rows[row][1].get("in", ROOT))
        return (*found, ROOT)

    def _step(self, table: str, name: str) -> WalkStep | None:
        """Return the step of an answer, also under an earlier name."""
        if (found := self._program.asks.get((table, name))) is not None:
            return found
        steps = self._program.asks.items()
        return next((one for (at, _n), one in steps if at == table and name in one.names), None)

    def _question(self, step: WalkStep, row: str) -> str:
        asked = words_for(self._audience, step.node, "question")
        return fill(asked, lambda path, form: self._find(row, path))

    def _said(self, step: WalkStep | None, kept: object) -> str:
        """Return an answer as it was kept, in words."""
        if not isinstance(kept, dict):
            return ""
        if how := kept.get("open"):
            return mark_words(str(how)) or str(how)
        stored = kept.get("v")
        if step is None:
            return str(stored)
        try:
            value = to_value(step.type, stored, codes=step.codes, was=step.was)
        except BadAnswer:
            return str(stored)  # the question has changed since
        if step.type == "rows" and isinstance(value, tuple):
            return "; ".join(self._called(str(one)) or str(one) for one in value)
        return display(self._flow, step, value)

    def _find(self, row: str, path: str) -> object:
        """Return what a placeholder stands for as seen from a row; None where it isn't known."""
        var, _dot, name = path.rpartition(".")
        while row in self._rows:
            table, document = self._rows[row]
            if self._program.tables[table].row == var:
                step = self._step(table, name)
                kept = document.get("fields", {}).get(name)
                if step is None or not isinstance(kept, dict) or "v" not in kept:
                    return None
                if step.type == "when":
                    try:
                        return When.parse(str(kept["v"]))
                    except ValueError:
                        return None
                return self._said(step, kept)
            row = str(document.get("in", ROOT))
        return None


def taken_words(one: Taken) -> str:
    """Say that something was taken out for good: when, by whom and why."""
    when = format_stamp(_local(one.at))
    if one.who in ("", "me"):
        said = _("Something was taken out here for good, on {when}.").format(when=when)
    else:
        said = _("Something was taken out here for good, on {when}, by {name}.").format(
            when=when, name=one.who
        )
    return _("{sentence} Why: {reason}").format(sentence=said, reason=one.why) if one.why else said


def _every(sections: Iterable[WalkSection]) -> Iterator[WalkSection]:
    for section in sections:
        yield section
        yield from (step.section for step in section.all_steps() if step.section is not None)


def _kept(answer: object) -> object:
    """An answer without the version of the script that it was given to."""
    if isinstance(answer, dict):
        return {name: value for name, value in answer.items() if name != "by"}
    return answer


def _local(at: str) -> str:
    """A time in UTC as the computer's own clock had it."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(at).astimezone().isoformat()
    except ValueError:
        return at
