"""One pass over the scripts in order: which steps apply, and what each answer counts as.

A row whose own answers did not change, in a section that reads nothing outside that
changed, gives what it gave before; so an edit costs what it touches, not what is stored.
Where that does not hold for one section of a table, all its sections are walked anew, for a
row is built up over them from nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.interview.answers import Answer, Answers, Row, walk_rows
from tui.interview.approval import fingerprint, stands
from tui.interview.codec import BadAnswer, to_value
from tui.interview.evaluate import Compiled
from tui.interview.live import Env, Live, SameRows
from tui.interview.program import Program, WalkScript, WalkSection, WalkStep
from tui.interview.runs import Item, Run, SectionRun, State
from tui.interview.schema import Audience, Fact, Stop
from tui.interview.values import NA, OPEN, PENDING, Unsettled, weaker

_OPEN_MODE: Mapping[str, object] = {"off": NA, "open": OPEN}


class Walk:
    """Walks all scripts of an audience over some answers; use ``done`` results only."""

    def __init__(
        self, program: Program, audience: Audience, answers: Answers, before: Walk | None
    ) -> None:
        """Walk at once; what ``before`` found is reused where nothing it read changed."""
        self.program = program
        self.audience = audience
        self.answers = answers
        self.root = Live(answers.root)
        self.lives: dict[str, Live] = dict(before.lives) if before is not None else {}
        self.sections: dict[str, SectionRun] = {}
        self.ended: set[str] = set()
        self._before = before.sections if before is not None else {}
        self._dirty: set[str] = set()
        self._begun: set[str] = set()
        self._tables: dict[str, list[Live]] = {}
        for script in program.scripts_for(audience):
            self._script(script)
        self._before = {}

    def live(self, row_id: str) -> Live | None:
        """Return the row as conditions see it, or None where it is gone."""
        if row_id not in self.answers:
            return None
        return self.root if row_id == self.answers.root.id else self.lives.get(row_id)

    def fact(self, list_name: str, code: str, column: str) -> Fact | None:
        """Return a fact of a list, or None."""
        return self.program.fact(list_name, code, column)

    def table(self, table: str) -> Sequence[Live] | object:
        """Return the rows of a case-level table, or what stands in their place."""
        state = self.root.tables.get(table)
        if state is NA:
            return ()
        if state is OPEN:
            return OPEN
        found = self._tables.get(table)
        if found is None:
            rows = self.answers.root.kids.get(table, ())
            found = [self.lives[row.id] for row in rows if row.id in self.lives]
            self._tables[table] = found
        if not found and state is PENDING:
            return PENDING
        return found

    def env(self, row_id: str) -> Env:
        """Return the environment of a row: it and the rows above it bound."""
        bound: dict[str, Live] = {}
        while row_id in self.answers and row_id != self.answers.root.id:
            live = self.live(row_id)
            if live is not None:
                bound[self.program.tables[live.row.table].row] = live
            row_id = self.answers.parent(row_id)
        return Env(self, bound)

    def _script(self, script: WalkScript) -> None:
        ended = False
        for section in script.sections:
            env = Env(self, {})
            mode = "off" if ended else _mode(section.when.run(env) if section.when else True)
            if section.table:
                run = self._repeat(section, mode)
            else:
                run = SectionRun(section, mode, (), Run(self.root))
                one = Run(self.root, around=_around(section, mode))
                self._steps(section, mode, self.root, env, one)
                run.runs.append(one)
                run.ended = one.ended
                run.count()
            self.sections[section.uid] = run
            if run.ended == "journey":
                ended = True
        if ended:
            self.ended.add(script.name)

    def _repeat(self, section: WalkSection, mode: str) -> SectionRun:
        """Walk a section once for each row of a case-level table."""
        rows = self.answers.root.kids.get(section.table, ())
        outside = tuple(self._outside_value(read) for read in section.outside)
        run = SectionRun(section, mode, outside, Run(self.root), rows)
        old = self._before.get(section.uid)
        same = old is not None and old.mode == mode and old.outside == outside
        if not same or section.table in self._dirty or not self._rows(run, old):
            self._anew(section.table)
            self._rows(run, None)
        self._tables.pop(section.table, None)
        if section.adds:
            self._more(section, mode, self.root, run.tail, bool(rows), bool(run.ended))
        elif mode == "on" and rows and self._is_unsettled(section.table):
            # Rows that any section walks are there, whoever added them.
            self.root.tables[section.table] = ()
        run.count()
        return run

    def _is_unsettled(self, table: str) -> bool:
        return isinstance(self.root.tables.get(table, PENDING), Unsettled)

    def _anew(self, table: str) -> None:
        """Let every row of a table start from nothing, in the sections behind us too."""
        if table in self._dirty:
            return
        self._dirty.add(table)
        for row in self.answers.root.kids.get(table, ()):
            for below, _ in walk_rows(row):
                self._begun.discard(below.id)
        self._tables.pop(table, None)
        for run in self.sections.values():
            if run.section.table == table:
                self._rows(run, None)

    def _rows(self, run: SectionRun, old: SectionRun | None) -> bool:
        """Walk the rows, taking from ``old`` those that are as they were.

        Returns:
            False where a stop ended the section elsewhere than in ``old``, so that other
            rows are left out than were, and nothing of ``old`` can be relied on.
        """
        section = run.section
        run.runs.clear()
        run.ended = run.ended_at = ""
        places: dict[str, int] | None = None
        for index, row in enumerate(run.rows):
            one = None
            if old is not None:
                at = index
                if at >= len(old.rows) or old.rows[at].id != row.id:
                    if places is None:
                        places = {one.id: place for place, one in enumerate(old.rows)}
                    at = places.get(row.id, -1)
                if at >= 0 and old.rows[at] is row:
                    one = old.runs[at]
            if one is None:
                live = self._begin(row)
                env = Env(self, {section.var: live})
                this = "off" if run.ended else run.mode
                if this == "on" and section.where is not None:
                    this = _mode(section.where.run(env))
                one = Run(live, env.vars, _around(section, this))
                self._steps(section, this, live, env, one)
            run.runs.append(one)
            if one.ended in ("section", "journey") and not run.ended:
                run.ended, run.ended_at = one.ended, row.id
        return old is None or old.ended_at == run.ended_at

    def _begin(self, row: Row) -> Live:
        """Return the row as this walk knows it so far, with nothing from an earlier one."""
        if row.id not in self._begun:
            self._begun.add(row.id)
            self.lives[row.id] = Live(row)
        return self.lives[row.id]

    def _outside_value(self, read: tuple[str, str]) -> object:
        table, name = read
        if not table:
            return self.root.values.get(name, PENDING)
        return SameRows(self.answers.root.kids.get(table, ()), self.root.tables.get(table))

    def _more(
        self, section: WalkSection, mode: str, above: Live, run: Run, any_rows: bool, ended: bool
    ) -> None:
        """Say where the rows below ``above`` stand, and ask for another unless a row ended it."""
        marked = section.mark in above.row.fields
        if mode == "on":
            if not ended:
                state: State = "answered" if marked else "todo"
                run.add(Item(above.row.id, section.mark, state, section, None))
            above.tables[section.table] = () if any_rows or marked else PENDING
            return
        if mode == "wait":
            run.waiting.append(section)
        _unreached(section, mode, above)

    def _steps(self, section: WalkSection, mode: str, live: Live, env: Env, run: Run) -> None:
        ended_before = (
            live.ended.startswith(f"{section.script}/")
            and not f"{live.ended}/".startswith(f"{section.uid}/")
            and not f"{section.uid}/".startswith(f"{live.ended}/")
        )
        for step in section.steps:
            this = "off" if run.ended or ended_before else mode
            if this == "on":
                this = _mode(step.when.run(env) if step.when is not None else True)
                if this == "open" and step.acts_open:
                    this = "on"
            match step.kind:
                case "section":
                    self._inner(step, this, live, env, run)
                case "ask":
                    self._ask(step, this, section, live, env, run)
                case "compute":
                    if this == "on" and step.value is not None:
                        value = step.value.run(env)
                        live.values[step.name] = value
                    else:
                        _unasked(step, this, live)
                case _:
                    if this == "on":
                        self._mark(step, section, live, run)
                    elif this == "wait":
                        run.wait(step)

    def _mark(self, step: WalkStep, section: WalkSection, live: Live, run: Run) -> None:
        mark = live.row.fields.get(step.name)
        state: State = "todo"
        if mark is not None:
            state = "left" if mark.open else "answered"
        run.add(Item(live.row.id, step.name, state, section, step))
        if isinstance(step.node, Stop):
            run.ended = step.node.ends
            if step.node.ends == "row":
                live.ended = section.uid

    def _ask(
        self, step: WalkStep, mode: str, section: WalkSection, live: Live, env: Env, run: Run
    ) -> None:
        if step.again:
            if step.name in live.asked:
                return
            if mode == "on":
                live.asked = live.asked | {step.name}
        if mode != "on":
            _unasked(step, mode, live)
            if mode == "wait":
                run.wait(step)
            return
        answer = stored_answer(step, live.row)
        state: State = "todo"
        live.values[step.name] = PENDING
        if answer is not None:
            state = self._value(step, answer, live, env)
            if step.type == "sign-off" and state == "answered":
                state = self._approved(step, answer, section, live, run)
        run.add(Item(live.row.id, step.name, state, section, step))

    def _approved(
        self, step: WalkStep, answer: Answer, section: WalkSection, live: Live, run: Run
    ) -> State:
        """Take a sign-off back where what it approved has changed since."""
        before: list[Item] = []
        if live is self.root:
            before = [
                item
                for found in self.sections.values()
                if found.section.script == section.script
                for item in found.items()
            ]
        given = answer.value.get("fingerprint") if isinstance(answer.value, dict) else None
        fits = stands(step, answer.value, self.root.row, live.row)
        if fits and given == fingerprint((*before, *run.so_far()), self.answers):
            return "answered"
        live.values[step.name] = PENDING
        return "look"

    def _value(self, step: WalkStep, answer: Answer, live: Live, env: Env) -> State:
        if answer.open is not None:
            live.values[step.name] = OPEN
            return "left"
        try:
            value = to_value(step.type, answer.value, codes=step.codes, was=step.was)
        except BadAnswer:
            return "look"
        if step.rows is not None and isinstance(value, tuple):
            picked, value = value, tuple(one for one in value if one in self.answers)
            if picked and not value:
                # Everything that was picked has been taken out since.
                live.values[step.name] = value
                return "look"
        live.values[step.name] = value
        for that, _ in step.must:
            if that.run(env) is False:
                return "look"
        return "answered"

    def _inner(self, step: WalkStep, mode: str, live: Live, env: Env, run: Run) -> None:
        """Walk a section inside a row: the same row, or the rows below it."""
        section = step.section
        if section is None:
            return
        if mode == "on" and section.when is not None:
            mode = _mode(section.when.run(env))
        if not section.table:
            one = Run(live, env.vars, above=run, may_end=run.may_end)
            self._steps(section, mode, live, env, one)
            if mode == "wait":
                run.waiting.append(step)
                run.below.extend(one.below)
            else:
                run.merge(one)
            if one.ended and one.ended != "section":
                run.ended = one.ended
            if one.may_end != "section":
                run.may_end = one.may_end
            return
        rows = live.row.kids.get(section.table, ())
        found = []
        section_ended = False
        may_end = run.may_end
        for row in rows:
            kid = self._begin(row)
            found.append(kid)
            inner = env.bind(section.var, kid)
            this = "off" if section_ended else mode
            if this == "on" and section.where is not None:
                this = _mode(section.where.run(inner))
            around = (*run.around, *_around(section, this))
            one = Run(kid, inner.vars, around, may_end=may_end)
            self._steps(section, this, kid, inner, one)
            run.merge(one)
            if one.may_end in ("section", "journey"):
                may_end = one.may_end
            if one.ended in ("section", "journey"):
                section_ended = True
                if one.ended == "journey":
                    run.ended = "journey"
        if may_end == "journey":
            run.may_end = may_end
        if section.adds:
            self._more(section, mode, live, run, bool(rows), section_ended)
        if mode != "on":
            _unreached(section, mode, live)
        elif found or live.tables.get(section.table) is not PENDING:
            live.tables[section.table] = found


def stored_answer(step: WalkStep, row: Row) -> Answer | None:
    """Return the answer kept for a step, under its name or an earlier one."""
    answer = row.fields.get(step.name)
    if answer is None:
        for name in step.names:
            answer = row.fields.get(name)
            if answer is not None:
                break
    return answer


def _mode(value: object) -> str:
    """Return what a condition's result does: on, off, open or wait."""
    if value is True:
        return "on"
    if value is PENDING:
        return "wait"
    if value is OPEN:
        return "open"
    return "off"


def _unreached(section: WalkSection, mode: str, above: Live) -> None:
    """Say what the rows of a section count as that is not walked now."""
    if not isinstance(above.tables.get(section.table, PENDING), Unsettled):
        return  # another section gives these rows
    above.tables[section.table] = _OPEN_MODE.get(mode, PENDING)


def _unasked(step: WalkStep, mode: str, live: Live) -> None:
    """Say what an answer counts as that is not asked, here or in the places before."""
    value = _OPEN_MODE.get(mode, PENDING)
    lost = weaker(live.values.get(step.name, NA), value) if step.again else value
    live.values[step.name] = NA if lost is None else lost


def _around(section: WalkSection, mode: str) -> tuple[Compiled, ...]:
    """Return the conditions of a section that wait for an answer."""
    if mode != "wait":
        return ()
    return tuple(one for one in (section.when, section.where) if one is not None)
