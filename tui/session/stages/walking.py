"""Walking a journey: one step after the other, back and forward, each answer kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from tui.interview.answers import ROOT, Add, Answer, Change, Put, Remove
from tui.interview.effects import Effect
from tui.interview.flow import Flow
from tui.interview.program import WalkSection
from tui.interview.runs import Item, Key
from tui.session import questions
from tui.session.ahead import put_off_first
from tui.session.answering import read_page, rest_left
from tui.session.besides import with_besides
from tui.session.page import Choice, Left, Page, Raw
from tui.session.rows import is_blank, presets, top_row
from tui.session.sitting import Sitting
from tui.session.stages.base import Entered, Stage
from tui.session.stages.keeping import offering
from tui.wording import gettext as _

_PICKED = ("choice", "choices", "rows", "yes-no")

_LONG_GROUP = 3
"""Questions on one page from which on the rest can be skipped in one go."""


class Walking(Stage):
    """One journey from where the person stands to its end.

    An entry that was begun is finished before the journey goes on elsewhere.

    Args:
        sitting: The sitting.
        script: The journey.
        done: Makes the stage that follows the journey.
        at: The step to show first; None for the first that still wants an answer.
        once: Answer only ``at`` and then be done: for an edit or for closing a gap.
        within: Walk only this case-level row; empty for the whole journey.
        origin: Where back leads from the first step shown; None for the step before it.
        ahead: The steps to show after ``at``, answered or not.
    """

    def __init__(
        self,
        sitting: Sitting,
        script: str,
        done: Callable[[], Stage],
        *,
        at: Key | None = None,
        once: bool = False,
        within: str = "",
        origin: Stage | None = None,
        ahead: Sequence[Key] = (),
    ) -> None:
        """See the class."""
        super().__init__(sitting)
        self.script = script
        self.done = done
        self.once = once
        self.within = within
        self.origin = origin
        self.trail: list[Key] = []
        self.ahead: list[Key] = [*reversed(ahead)]
        self.errors: dict[str, str] = {}
        self.typed: dict[str, Raw | Left] = {}
        self.at: Key | None = at

    @property
    def by(self) -> str:
        """The script and version that answers are marked with."""
        return f"{self.script}@{self.sitting.program.scripts[self.script].node.version}"

    def started(self) -> Stage:
        """Return this stage at its first step, or what follows when nothing is left."""
        if self.at is None or self.sitting.open().flow.find(self.at) is None:
            self.once = False
            self.at = self._following(self.within or ROOT)
        return self._arrived()

    def _arrived(self) -> Stage:
        """Return this stage where it stands; the first row opens where the script says so."""
        if self.at is None:
            return self._ended()
        item = self._item()
        repeat = item.section.repeat
        rows = self.sitting.open().flow.rows(item.section.table, item.row)
        if item.kind == "more" and repeat is not None and repeat.least and not rows:
            return self._add_row(item)
        return self

    def _ended(self) -> Stage:
        """Return what follows; at the end of a journey that decides, first where it stands."""
        from tui.session.stages.outcomes import Outcomes, deciding

        flow = self.sitting.open().flow
        if self.within or self.script not in {one.name for one in deciding(flow)}:
            return self.done()
        return Outcomes(self.sitting, self.script, self.done)

    def _following(self, row: str, last: Item | None = None) -> Key | None:
        """Return the step that wants the person next: in the row, then in the journey.

        What comes after ``last`` is before what was left behind: who went to a later part
        goes on from there.
        """
        flow = self.sitting.open().flow
        found: Item | None = None
        if row != ROOT and row in flow.answers:
            inside = (
                item
                for item in flow.items_of(top_row(flow, row))
                if item.section.script == self.script
            )
            found = wanting(inside, last)
        if found is None and not self.within:
            found = self._next_part(last) or flow.next(self.script)
        return found.key if found is not None else None

    def _next_part(self, last: Item | None) -> Item | None:
        """Return the first step that wants the person from the part of ``last`` on."""
        flow = self.sitting.open().flow
        reached = last is None
        for section in flow.program.scripts[self.script].sections:
            run = flow.walk.sections.get(section.uid)
            if last is not None and f"{last.section.uid}/".startswith(f"{section.uid}/"):
                reached = True
                if run is not None and run.todo and not section.table:
                    found = wanting(run.items(), last, behind=False)
                    if found is not None:
                        return found
                    continue
            if reached and run is not None and run.todo:
                return run.first_todo()
        return None

    def _found(self) -> Item | None:
        return self.sitting.open().flow.find(self.at) if self.at is not None else None

    def _item(self) -> Item:
        item = self._found()
        if item is None:
            raise RuntimeError("the journey has no step to show")
        return item

    def _group(self) -> tuple[Item, ...]:
        return self.sitting.open().flow.group(self._item())

    def stands(self) -> bool:
        """Return whether the step is still there; if not, go to the next one that is."""
        if self.sitting.book is None:
            return False
        if self._found() is None and not self.once:
            self.at = self._following(self.within or ROOT)
        return self._found() is not None

    def page(self) -> Page:
        """Return the page of the step."""
        flow = self.sitting.open().flow
        item = self._item()
        if item.kind == "ask":
            made = questions.form_for(
                flow, self._group(), self.sitting.drafts, errors=self.errors, typed=self.typed
            )
            made = with_besides(made, self.sitting)
        else:
            made = questions.message_for(flow, item)
            made = put_off_first(made, flow, item, self.sitting.today())
        saved = _("Saved") if self.sitting.stored and self.sitting.saved else ""
        back = bool(self.trail or self.once or self.within or self.origin)
        choices = made.choices
        if len(made.fields) >= _LONG_GROUP:
            rest = Choice("rest", _("Keep what is here, skip the rest"))
            choices = (*choices, rest)
        return msgspec.structs.replace(
            made,
            choices=choices,
            can_back=back or not self.is_at_first(),
            can_forward=bool(self.ahead),
            saved=saved,
            focus=self._focus(made),
        )

    def _focus(self, made: Page) -> str:
        """Return the field to start at: the first that was refused, else the step itself."""
        names = [field.name for field in made.fields]
        refused = next((name for name in names if self.errors.get(name)), "")
        here = self.at[1] if self.at is not None else ""
        return refused or (here if here in names[1:] else "")

    def is_at_first(self) -> bool:
        """Return whether there is no step before this one."""
        item = self._found()
        if item is None:
            return False
        flow = self.sitting.open().flow
        first = next(flow.items(self.script), item)
        return first.key in {one.key for one in flow.group(item)}

    def submit(self, values: Entered, choice: str) -> Stage:
        """Keep what was answered, then show what is next."""
        item = self._item()
        match item.kind, choice:
            case "ask", "rest":
                return self._answer(rest_left(self.sitting.open().flow, self._group(), values))
            case "ask", _:
                return self._answer(values)
            case "more", "add":
                return self._add_row(item)
            case "do", "later":
                answer = Answer(open="later", by=self.by)
            case "do", "done" if item.step is not None:
                answer = questions.done_answer(item.step, self.sitting.today(), self.by)
            case ("more", "enough") | ("say" | "stop", _):
                answer = Answer(True, by=self.by)
            case _:
                return self
        return self._keep([Put(item.row, item.name, answer)])

    def _add_row(self, item: Item) -> Stage:
        added = new_row(self.sitting, item.section, item.row, self.by)
        return self._keep([Put(item.row, item.section.mark, None), added])

    def _answer(self, values: Entered) -> Stage:
        self.typed = dict(values)
        for item in self._group():
            entered = values.get(item.name, "")
            if isinstance(entered, list) and "+" in entered:
                return self._adding(item, [one for one in entered if one != "+"])
        flow, today = self.sitting.open().flow, self.sitting.today()
        changes, self.errors = read_page(flow, self._group(), values, today)
        if self.errors:
            self.remember()
            return self
        return self._offered([*changes])

    def _adding(self, item: Item, picked: list[str]) -> Stage:
        """Add somebody or something first that a question picks."""
        from tui.session.stages.adding import Adding

        self.errors, self.typed[item.name] = {}, picked
        self.remember()
        return Adding(self.sitting, self, item, picked)

    def _offered(self, changes: list[Change]) -> Stage:
        """Show first what an edit would set aside; otherwise keep it."""
        flow = self.sitting.open().flow
        edits = (one for one in changes if isinstance(one, Put))
        if any(flow.answers.get(one.row, one.field) is not None for one in edits):
            effect: Effect = flow.effect_of(changes)
            if not effect.is_plain:
                from tui.session.stages.confirming import Confirming

                self.remember()
                return Confirming(self.sitting, self, changes, effect)
        return self._keep(changes)

    def kept(self, changes: list[Change]) -> Stage:
        """Keep changes that were confirmed.

        Raises:
            NotStored: They could not be stored; what was typed is still there.
        """
        return self._keep(changes)

    def remember(self) -> None:
        """Hold what was entered until it is an answer, through any way out of the page."""
        for item in self._group():
            entered = self.typed.get(item.name)
            if isinstance(entered, (str, list)) and entered:
                self.sitting.drafts[item.key] = entered

    def forget(self) -> None:
        """Let what was entered go: the answers stay as they were."""
        for item in self._group():
            self.sitting.drafts.pop(item.key, None)
        self.typed, self.errors = {}, {}

    def _keep(self, changes: list[Change]) -> Stage:
        item = self._item()
        self.remember()
        before = self.sitting.open().flow
        self.sitting.open().apply(changes, self.by)
        self.sitting.saved = True
        for one in changes:
            if isinstance(one, Put):
                self.sitting.drafts.pop((one.row, one.field), None)
        self.typed, self.errors = {}, {}
        after = self._told(before, self.done() if self.once else self._went_on(item, changes))
        return offering(self.sitting, changes, self.by, after)

    def _went_on(self, item: Item, changes: list[Change]) -> Stage:
        """Go to the step after ``item``, once what was answered there is kept."""
        self.trail.append(item.key)
        added = next((one.id for one in changes if isinstance(one, Add)), "")
        self.at = self._back_ahead() if not added else None
        if self.at is None:
            self.ahead.clear()
            row = added or self.within or item.row
            self.at = self._first_in(added) or self._following(row, item)
        return self._arrived()

    def _told(self, before: Flow, after: Stage) -> Stage:
        """Say first where an answer stops the matter; it is then for the person to end here."""
        from tui.session.stages.outcomes import told

        return told(self.sitting, before, self.script, after, self.done)

    def _back_ahead(self) -> Key | None:
        """Return the step that "back" came from, where it still applies."""
        flow = self.sitting.open().flow
        while self.ahead:
            key = self.ahead.pop()
            if flow.find(key) is not None:
                return key
        return None

    def _first_in(self, row: str) -> Key | None:
        """Return the first step of a row just added."""
        flow = self.sitting.open().flow
        items: Iterable[Item] = flow.items_of(top_row(flow, row)) if row else ()
        return next((item.key for item in items if item.row == row), None)

    def back(self) -> Stage:
        """Go to the step before; out of an edit, to where it came from."""
        if self.once:
            return self.done()
        flow = self.sitting.open().flow
        key: Key | None = None
        while self.trail and key is None:
            key = self.trail.pop()
            if flow.find(key) is None:
                key = None
        if key is None and self.origin is not None:
            return self.origin
        if key is None and not self.within:
            before = flow.beside(self.script, self._group()[0].key, forward=False)
            key = before.key if before is not None else None
        if key is None and not self.within:
            return self
        self._step_to(key)
        return self if key is not None else self.done()

    def forward(self) -> Stage:
        """Go to the step that ``back`` came from."""
        key = self._back_ahead()
        if key is not None:
            if self.at is not None:
                self.trail.append(self.at)
            self.at = key
            self.typed, self.errors = {}, {}
        return self

    def go_to(self, key: Key) -> None:
        """Show a step of the journey, as though back had led there."""
        self.forget_typed()
        if key in self.trail:
            del self.trail[self.trail.index(key) :]
        self.ahead.clear()
        self.at = key

    def forget_typed(self) -> None:
        """Let go what was entered on this page and not kept; its answers show again."""
        self.typed, self.errors = {}, {}

    def _step_to(self, key: Key | None) -> None:
        """Go back to a step; an entry begun by mistake, with nothing in it, goes again."""
        book = self.sitting.open()
        left = self._item()
        self.typed, self.errors = {}, {}
        row = book.flow.answers.row(left.row)
        begun = any(one == row.id for one, _name in self.sitting.drafts)
        gone = row.id != ROOT and is_blank(row, presets(book.flow)) and not begun
        if gone and (key is None or key[0] != row.id):
            book.apply([Remove(row.id)], self.by)
        elif self.at is not None:
            self.ahead.append(self.at)
        self.at = key

    def row(self) -> str:
        """Return the row of the step shown."""
        return self.at[0] if self.at is not None else ROOT

    def place(self) -> tuple[str, str, str]:
        """Return the script, row and name of the step shown."""
        row, name = self.at or ("", "")
        return self.script, row, name

    def draft_key(self, name: str) -> Key | None:
        """Return the row and name of the answer a field is for; picks are no text."""
        item = self._found() if self.sitting.book is not None else None
        if item is None or item.kind != "ask":
            return None
        asked = (one for one in self._group() if one.name == name and one.step is not None)
        return next((one.key for one in asked if one.step.type not in _PICKED), None)  # type: ignore[union-attr]


def wanting(items: Iterable[Item], last: Item | None, *, behind: bool = True) -> Item | None:
    """Return the first item after ``last`` that wants the person, else one before it.

    Args:
        items: The items, in order.
        last: Where the person was; None for the beginning.
        behind: Whether one before it will do.
    """
    first: Item | None = None
    past = last is None
    for item in items:
        if item.state in ("todo", "look"):
            if past:
                return item
            first = first or item
        past = past or (last is not None and item.key == last.key)
    return first if behind else None


def new_row(sitting: Sitting, section: WalkSection, above: str, by: str) -> Add:
    """Return the addition of a row to a section's table, with what such rows start with."""
    given = section.repeat.new if section.repeat is not None else ()
    fields = {name: Answer(value, by=by) for name, value in given}  # type: ignore[arg-type]
    return Add(section.table, above, sitting.open().new_id(), fields)


def walk_new_row(
    sitting: Sitting, script: str, section: WalkSection, done: Callable[[], Stage]
) -> Stage:
    """Add a case-level row and walk it, and nothing else of the journey.

    Raises:
        NotStored: It could not be stored; there is no new row.
    """
    walking = Walking(sitting, script, done)
    added = new_row(sitting, section, ROOT, walking.by)
    sitting.open().apply([added], walking.by)
    walking.within = added.id
    return walking.started()
