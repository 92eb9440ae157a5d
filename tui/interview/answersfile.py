"""Answers given in a file: the same tables, codes and checks as in an interview.

Every problem is found in one go, each with its line. Row ids in the file (``id: p1``) are
only for pointing at rows from within it; real ids are given by the caller.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from tui.interview.answers import ROOT, Answer, Answers, Put, Row, build
from tui.interview.codec import BadAnswer, to_stored
from tui.interview.fileproblems import N_, FileProblem, nearest, of_yaml
from tui.interview.flow import Flow
from tui.interview.marks import Mark
from tui.interview.program import Program, WalkSection, WalkStep
from tui.interview.reading import Leaf, Map, Seq, Tree, read_yaml
from tui.interview.runs import Item, Key
from tui.interview.schema import OPEN_HOWS, Audience, TableDef
from tui.interview.values import PENDING

_OWN_KEYS = {"script", "version", "answers", "for"}
_ROW_KEYS = {"id", "written", "changed"}


@dataclass(frozen=True, slots=True)
class Filled:
    """What an answers file gave.

    Attributes:
        script: The journey it names, or an empty string.
        flow: The flow over its answers; None when it could not be read.
        problems: What cannot be taken. Nothing should be written when there is one.
        notes: Answers that are kept but do not count, with their place.
    """

    script: str
    flow: Flow | None
    problems: tuple[FileProblem, ...]
    notes: tuple[FileProblem, ...] = ()


def read_answers(
    data: bytes,
    file: str,
    program: Program,
    audience: Audience,
    *,
    new_id: Callable[[str], str],
    script: str = "",
    now: str = "",
    whole: bool = True,
) -> Filled:
    """Read an answers file and check every answer as the interview would.

    Args:
        data: The file's bytes, YAML in UTF-8.
        file: What to call it in problems.
        program: The content the answers are for.
        audience: Whose case it is.
        new_id: Gives a new row id for a table.
        script: The journey asked for; a file that names another one is a problem.
        now: ISO 8601 time to note as written where the file gives none.
        whole: Whether the file tells of every journey, so that no more rows are wanted in any;
            else only in its own, and where it gives some.
    """
    tree, found = read_yaml(data, file)
    if tree is None:
        return Filled(script, None, tuple(map(of_yaml, found)))
    reader = _Reader(program, audience, new_id, now, whole)
    return reader.read(tree, script)


class _Reader:
    def __init__(
        self,
        program: Program,
        audience: Audience,
        new_id: Callable[[str], str],
        now: str,
        whole: bool,
    ) -> None:
        self.program = program
        self.audience = audience
        self.new_id = new_id
        self.now = now
        self.whole = whole
        self.problems: list[FileProblem] = []
        self.rows: list[tuple[str, Row]] = []
        self.places: dict[Key, Mark] = {}
        self.raw: dict[Key, object] = {}
        self.local: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.pointers: list[tuple[Key, Mark]] = []
        self.broken: set[str] = set()

    def read(self, tree: Tree, script: str) -> Filled:
        if not isinstance(tree, Map):
            self._wrong(tree.at, "An answers file starts with names, such as 'script: log'.")
            return Filled(script, None, tuple(self.problems))
        named = self._script(tree, script)
        self._collect_ids(tree)
        root: dict[str, Answer] = {}
        given = tree.get("answers")
        if isinstance(given, Map):
            root = self._fields(given, "", ROOT, skip=set())
        elif given is not None:
            self._wrong(given.at, "'answers:' holds names and their answers.")
        self.rows.append((ROOT, Row(ROOT, "", root, written=self.now)))
        for key, value in tree.pairs:
            if key.text in _OWN_KEYS:
                continue
            table = self.program.tables.get(key.text)
            if table is None or table.parent:
                known = [*_OWN_KEYS, *(one.name for one in self._tables(""))]
                guess = nearest(key.text, known)
                self._wrong(key.at, "'{key}' has no place here.", guess=guess, key=key.text)
            else:
                self._table(value, key.text, ROOT)
        self._point()
        answers = build(self.rows)
        answers = self._mark_complete(answers, named)
        flow = self._signed(Flow(self.program, self.audience, answers))
        notes = self._check(flow)
        return Filled(named, flow, tuple(sorted(self.problems)), tuple(sorted(notes)))

    def _signed(self, flow: Flow) -> Flow:
        """Take each sign-off as one of what the file says: it was written beside it."""
        for item in list(flow.items()):
            answer = flow.answers.get(item.row, item.name)
            if item.step is not None and item.step.type == "sign-off" and item.state == "look":
                with suppress(BadAnswer):
                    stored = flow.check(item, answer.value if answer is not None else None)
                    signed = Answer(stored, by=self._by(item.step))  # type: ignore[arg-type]
                    flow = flow.after([Put(item.row, item.name, signed)])
        return flow

    def _script(self, tree: Map, wanted: str) -> str:
        leaf = tree.get("script")
        named = leaf.text if isinstance(leaf, Leaf) else ""
        at = leaf.at if leaf is not None else tree.at
        if not named and not wanted:
            self._wrong(at, "Say which journey this is for, such as 'script: log'.")
        elif named and named not in self.program.scripts:
            guess = nearest(named, self.program.scripts)
            self._wrong(at, "There is no journey '{named}'.", guess=guess, named=named)
        elif named and wanted and named != wanted:
            sentence = N_("This file is for '{named}', not for '{wanted}'.")
            self._wrong(at, sentence, named=named, wanted=wanted)
        version = tree.get("version")
        if version is not None and not (isinstance(version, Leaf) and _is_count(version.value)):
            self._wrong(version.at, "'version:' is a whole number.")
        elif isinstance(version, Leaf) and (named or wanted) in self.program.scripts:
            current = self.program.scripts[named or wanted].node.version
            given = int(version.text)
            if given > current:
                self._wrong(
                    version.at,
                    "This file is for version {given}; here is version {current}. "
                    "Use the newer program.",
                    given=given,
                    current=current,
                )
            else:
                self.versions[named or wanted] = given
        return named or wanted

    def _by(self, step: WalkStep) -> str:
        """Return the script and version that asked: the file's own, where it gives one."""
        given = self.versions.get(step.script)
        return step.by if given is None else f"{step.script}@{given}"

    def _tables(self, parent: str) -> list[TableDef]:
        return [one for one in self.program.tables.values() if one.parent == parent]

    def _wrong(
        self, at: Mark, sentence: str, *, about: str = "", guess: str = "", **words: object
    ) -> None:
        said = tuple((name, str(word)) for name, word in sorted(words.items()))
        self.problems.append(FileProblem(at, sentence, said, about, guess))

    def _refused(self, at: Mark, about: str, error: BadAnswer, guess: str = "") -> None:
        """Note an answer that the question itself does not take."""
        words = tuple(sorted(error.words.items()))
        self.problems.append(FileProblem(at, error.sentence, words, about, guess))

    def _collect_ids(self, tree: Tree) -> None:
        """Give every row that names itself a real id, so that others can point at it."""
        if isinstance(tree, Seq):
            for item in tree.items:
                if isinstance(item, Map):
                    leaf = item.get("id")
                    if leaf is not None and not (isinstance(leaf, Leaf) and leaf.text):
                        self._wrong(leaf.at, "An id is one word of your own, such as 'id: p1'.")
                    elif isinstance(leaf, Leaf):
                        if leaf.text in self.local:
                            self._wrong(leaf.at, "The id '{id}' is given twice.", id=leaf.text)
                        self.local[leaf.text] = ""
                self._collect_ids(item)
        elif isinstance(tree, Map):
            for _, value in tree.pairs:
                self._collect_ids(value)

    def _table(self, tree: Tree, table: str, above: str) -> None:
        if not isinstance(tree, Seq):
            sentence = N_("'{table}:' is a list; start each row with a dash.")
            self._wrong(tree.at, sentence, table=table)
            return
        for item in tree.items:
            if not isinstance(item, Map):
                sentence = N_("Each row of '{table}:' holds names and their answers.")
                self._wrong(item.at, sentence, table=table)
                continue
            row_id = self.new_id(table)
            leaf = item.get("id")
            if isinstance(leaf, Leaf):
                self.local[leaf.text] = row_id
            below = {one.name for one in self._tables(table)}
            fields = self._fields(item, table, row_id, skip=below | _ROW_KEYS)
            written = self._time(item.get("written")) or self.now
            changed = self._time(item.get("changed"))
            self.rows.append((above, Row(row_id, table, fields, {}, written, changed)))
            for key, value in item.pairs:
                if key.text in below:
                    self._table(value, key.text, row_id)

    def _time(self, tree: Tree | None) -> str:
        if tree is None:
            return ""
        text = tree.text if isinstance(tree, Leaf) else ""
        try:
            datetime.fromisoformat(text)
        except ValueError:
            self._wrong(tree.at, "Write a day, such as 2026-03-03, or a day and a time.")
            return ""
        return text

    def _fields(self, tree: Map, table: str, row_id: str, skip: set[str]) -> dict[str, Answer]:
        fields: dict[str, Answer] = {}
        before = len(self.problems)
        for key, value in tree.pairs:
            if key.text in skip:
                continue
            step = self.program.asks.get((table, key.text)) or self._renamed(table, key.text)
            if step is None:
                known = [name for one, name in self.program.asks if one == table]
                self._wrong(
                    key.at,
                    "'{table}' has no question called '{name}'.",
                    guess=nearest(key.text, known),
                    table=table or "answers",
                    name=key.text,
                )
                continue
            place = (row_id, step.name)
            if place in self.places:
                first = self.places[place].line
                sentence = N_("'{name}' is answered here and on line {first}.")
                self._wrong(key.at, sentence, name=step.name, first=first)
                continue
            self.places[place] = value.at
            answer = self._answer(value, step, place)
            if answer is not None:
                fields[step.name] = answer
        if len(self.problems) > before:
            self.broken.add(row_id)
        return fields

    def _renamed(self, table: str, name: str) -> WalkStep | None:
        for (one, _), step in self.program.asks.items():
            if one == table and name in step.names:
                return step
        return None

    def _answer(self, tree: Tree, step: WalkStep, place: Key) -> Answer | None:
        if isinstance(tree, Map) and "open" in tree:
            leaf = tree.get("open")
            if len(tree.pairs) == 1 and isinstance(leaf, Leaf) and leaf.text in OPEN_HOWS:
                return Answer(open=leaf.text, by=self._by(step))
            self._wrong(tree.at, "'open:' is one of {known}.", known=", ".join(OPEN_HOWS))
            return None
        raw = _plain(tree, step.type)
        if raw is None:
            return None
        if step.type == "rows":
            self.pointers.append((place, tree.at))
            self.raw[place] = [raw] if isinstance(raw, str) else raw
            return Answer(value=[], by=self._by(step))
        try:
            return Answer(
                value=to_stored(step.type, raw, codes=step.codes, was=step.was), by=self._by(step)
            )
        except BadAnswer as error:
            codes = step.codes if isinstance(raw, str) else None
            guess = nearest(raw, codes) if codes is not None and isinstance(raw, str) else ""
            self._refused(tree.at, step.name, error, guess)
            return None

    def _point(self) -> None:
        """Turn the file's own row ids into real ones."""
        found: dict[Key, Answer] = {}
        tables = {row.id: row.table for _, row in self.rows}
        for place, at in self.pointers:
            raw = self.raw[place]
            step = self.program.asks[(tables[place[0]], place[1])]
            ids = []
            for one in raw if isinstance(raw, list) else []:
                real = self.local.get(str(one), "")
                if not real:
                    self._wrong(
                        at,
                        "no row here has the id '{id}'.",
                        about=place[1],
                        guess=nearest(str(one), self.local),
                        id=one,
                    )
                elif step.rows is not None and tables[real] != step.rows.table:
                    sentence = N_("'{id}' is no row of '{table}:'.")
                    self._wrong(at, sentence, about=place[1], id=one, table=step.rows.table)
                else:
                    ids.append(real)
            found[place] = Answer(value=ids)
        rows = []
        for above, row in self.rows:
            fields = {
                name: Answer(found[(row.id, name)].value, None, answer.by)
                if (row.id, name) in found
                else answer
                for name, answer in row.fields.items()
            }
            rows.append((above, Row(row.id, row.table, fields, {}, row.written, row.changed)))
        self.rows = rows

    def _mark_complete(self, answers: Answers, named: str) -> Answers:
        """Note that the lists of rows in the file are whole.

        Those of journeys that a file says nothing of stay open, for whoever goes on by hand.
        """
        marks = []
        for script in self.program.scripts_for(self.audience):
            for section in script.sections:
                for inner in (section, *_inner_sections(section)):
                    if inner.adds:
                        its = self.whole or script.name == named
                        marks.append((inner, f"{script.name}@{inner.version}", its))
        changes = [
            Put(row.id, section.mark, Answer(value=True, by=by))
            for row, _ in answers.rows()
            for section, by, its in marks
            if row.table == section.above and (its or row.kids.get(section.table))
        ]
        return answers.apply(changes)

    def _check(self, flow: Flow) -> list[FileProblem]:
        """Check rules between answers, and note answers that do not count."""
        notes = []
        counted = set()
        for item in flow.items():
            counted.add(item.key)
            if item.step is not None and item.step.rows is not None and item.key in self.places:
                self._check_picked(flow, item)
            if item.state == "look" and item.key in self.places:
                answer = flow.answers.get(*item.key)
                try:
                    flow.check(item, None if answer is None else answer.value)
                except BadAnswer as error:
                    self._refused(self.places[item.key], item.name, error)
        for key, at in self.places.items():
            given = key not in counted and flow.answers.get(*key) is not None
            if given and not self._hangs_on_refused(flow, key):
                sentence = N_("this question does not apply here, so its answer is left out.")
                notes.append(FileProblem(at, sentence, about=key[1]))
        return notes

    def _hangs_on_refused(self, flow: Flow, key: Key) -> bool:
        """Tell whether a question may only seem not to apply, for an answer that was refused."""
        row, name = key
        above = [row]
        while above[-1] != ROOT:
            above.append(flow.answers.parent(above[-1]))
        return flow.value(row, name) is PENDING and not self.broken.isdisjoint(above)

    def _check_picked(self, flow: Flow, item: Item) -> None:
        """Check that rows picked are among those the question offers."""
        offered = flow.options(item)
        picked = flow.value(item.row, item.name)
        names = {real: own for own, real in self.local.items()}
        for one in picked if isinstance(picked, tuple) else ():
            if one not in offered:
                sentence = N_("'{id}' is not one of the rows to pick from here.")
                self._wrong(self.places[item.key], sentence, about=item.name, id=names[one])


def _inner_sections(section: WalkSection) -> Iterator[WalkSection]:
    for step in section.steps:
        if step.section is not None:
            yield step.section
            yield from _inner_sections(step.section)


def _plain(tree: Tree, kind: str) -> object:
    """Return a leaf's text or value, a list's leaves, a mapping's pairs."""
    if isinstance(tree, Leaf):
        value = tree.value
        if value is None and tree.plain:
            return None
        return value if kind == "yes-no" else tree.text
    if isinstance(tree, Seq):
        return [one.text if isinstance(one, Leaf) else object() for one in tree.items]
    return {key.text: _plain(value, "text") for key, value in tree.pairs}


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
