"""Walking a journey: one step after the other, back and forward, each answer kept at once."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from tui.interview.answers import Add, Answer, Change, Put
from tui.interview.effects import Effect
from tui.interview.runs import Item, Key
from tui.session import questions
from tui.session.page import Left, Page, Raw
from tui.session.sitting import Sitting
from tui.session.stages.base import BadAnswer, Entered, Stage, sentence
from tui.wording import gettext as _


class Walking(Stage):
    """One journey from where the person stands to its end.

    Args:
        sitting: The sitting.
        script: The journey.
        done: Makes the stage that follows the journey.
        at: The step to show first; None for the first that still wants an answer.
        once: Answer only ``at`` and then be done: for an edit or for closing a gap.
    """

    def __init__(
        self,
        sitting: Sitting,
        script: str,
        done: Callable[[], Stage],
        *,
        at: Key | None = None,
        once: bool = False,
    ) -> None:
        """See the class."""
        super().__init__(sitting)
        self.script = script
        self.done = done
        self.once = once
        self.trail: list[Key] = []
        self.ahead: list[Key] = []
        self.errors: dict[str, str] = {}
        self.typed: dict[str, Raw | Left] = {}
        self.at: Key | None = at

    @property
    def by(self) -> str:
        """The script and version that answers are marked with."""
        return f"{self.script}@{self.sitting.program.scripts[self.script].node.version}"

    def started(self) -> Stage:
        """Return this stage at its first step, or what follows when nothing is left."""
        book = self.sitting.open()
        if self.at is None or book.flow.find(self.at) is None:
            self.once = False
            item = book.flow.next(self.script)
            if item is None:
                return self.done()
            self.at = item.key
        return self._with_first_row()

    def _with_first_row(self) -> Stage:
        """Open the first row at once where the script says so."""
        item = self._item()
        repeat = item.section.repeat
        if item.kind == "more" and repeat is not None and repeat.least and not self._rows(item):
            return self._add_row(item)
        return self

    def _rows(self, item: Item) -> int:
        return len(self.sitting.open().flow.rows(item.section.table, item.row))

    def _item(self) -> Item:
        item = self.sitting.open().flow.find(self.at) if self.at is not None else None
        if item is None:
            item = self.sitting.open().flow.next(self.script)
        if item is None:
            raise RuntimeError("the journey has no step to show")
        return item

    def _group(self) -> tuple[Item, ...]:
        return self.sitting.open().flow.group(self._item())

    def page(self) -> Page:
        """Return the page of the step."""
        flow = self.sitting.open().flow
        item = self._item()
        if item.kind == "ask":
            made = questions.form_for(
                flow, self._group(), self.sitting.drafts, errors=self.errors, typed=self.typed
            )
        else:
            made = questions.message_for(flow, item)
        saved = _("Saved") if self.sitting.stored and self.sitting.saved else ""
        return msgspec.structs.replace(
            made, can_back=bool(self.trail) or self.once, can_forward=bool(self.ahead), saved=saved
        )

    def submit(self, values: Entered, choice: str) -> Stage:
        """Keep what was answered, then show what is next."""
        item = self._item()
        if item.kind == "ask":
            return self._answer(values)
        if item.kind == "more":
            if choice == "add":
                return self._add_row(item)
            return self._keep([Put(item.row, item.name, Answer(True, by=self.by))], item)
        if item.kind == "do" and choice == "later":
            return self._keep([Put(item.row, item.name, Answer(open="later", by=self.by))], item)
        return self._keep([Put(item.row, item.name, Answer(True, by=self.by))], item)

    def _add_row(self, item: Item) -> Stage:
        book = self.sitting.open()
        repeat = item.section.repeat
        new = book.new_id()
        fields = {
            name: Answer(value, by=self.by)  # type: ignore[arg-type]
            for name, value in (repeat.new if repeat is not None else ())
        }
        return self._keep(
            [
                Put(item.row, item.section.mark, None),
                Add(item.section.table, item.row, new, fields),
            ],
            item,
        )

    def _answer(self, values: Entered) -> Stage:
        self.errors, self.typed = {}, dict(values)
        book = self.sitting.open()
        changes: list[Change] = []
        for item in self._group():
            entered = values.get(item.name, "")
            if isinstance(entered, list) and "+" in entered:
                from tui.session.stages.adding import Adding

                return Adding(self.sitting, self, item, [one for one in entered if one != "+"])
            try:
                answer = questions.read_answer(book.flow, item, entered, self.sitting.today())
            except BadAnswer as error:
                self.errors[item.name] = sentence(error)
                continue
            changes.append(Put(item.row, item.name, answer))
        if self.errors:
            return self._checked_together(changes)
        return self._offered(changes)

    def _checked_together(self, good: list[Change]) -> Stage:
        """Answers on one screen may depend on one another: check again with the good ones."""
        book = self.sitting.open()
        trial = book.flow.after(good)
        changes = list(good)
        given = {one.field for one in good if isinstance(one, Put)}
        for item in self._group():
            if item.name in given:
                continue
            again = trial.find(item.key)
            if again is None:
                self.errors.pop(item.name, None)
                continue
            try:
                answer = questions.read_answer(
                    trial, again, self.typed.get(item.name, ""), self.sitting.today()
                )
            except BadAnswer as error:
                self.errors[item.name] = sentence(error)
                continue
            self.errors.pop(item.name, None)
            changes.append(Put(item.row, item.name, answer))
        return self if self.errors else self._offered(changes)

    def _offered(self, changes: list[Change]) -> Stage:
        """Show first what an edit would set aside; otherwise keep it."""
        book = self.sitting.open()
        changed = [
            one
            for one in changes
            if isinstance(one, Put) and book.flow.answers.get(one.row, one.field) is not None
        ]
        if changed:
            effect: Effect = book.flow.effect_of(changes)
            if not effect.is_plain:
                from tui.session.stages.confirming import Confirming

                return Confirming(self.sitting, self, changes, effect)
        return self._keep(changes, self._item())

    def kept(self, changes: list[Change]) -> Stage:
        """Keep changes that were confirmed."""
        return self._keep(changes, self._item())

    def _keep(self, changes: list[Change], item: Item) -> Stage:
        book = self.sitting.open()
        group = book.flow.group(item) if item.kind == "ask" else (item,)
        book.apply(changes, self.by)
        self.sitting.saved = True
        for one in changes:
            if isinstance(one, Put):
                self.sitting.drafts.pop((one.row, one.field), None)
        self.typed, self.errors = {}, {}
        added = next((one for one in changes if isinstance(one, Add)), None)
        if self.once:
            return self.done()
        self.trail.append(item.key)
        return self._onward(group, added)

    def _onward(self, group: tuple[Item, ...], added: Add | None) -> Stage:
        flow = self.sitting.open().flow
        if self.ahead:
            key = self.ahead.pop()
            if flow.find(key) is not None:
                self.at = key
                return self
            self.ahead.clear()
        following = flow.next(self.script)
        if following is None:
            self.at = None
            return self.done()
        self.at = following.key
        return self._with_first_row()

    def back(self) -> Stage:
        """Go to the step before; out of an edit, to where it came from."""
        if self.once:
            return self.done()
        flow = self.sitting.open().flow
        while self.trail:
            key = self.trail.pop()
            if flow.find(key) is not None:
                if self.at is not None:
                    self.ahead.append(self.at)
                self.at = key
                self.typed, self.errors = {}, {}
                return self
        return self

    def forward(self) -> Stage:
        """Go to the step that ``back`` came from."""
        flow = self.sitting.open().flow
        while self.ahead:
            key = self.ahead.pop()
            if flow.find(key) is not None:
                if self.at is not None:
                    self.trail.append(self.at)
                self.at = key
                self.typed, self.errors = {}, {}
                return self
        return self

    def draft_key(self, name: str) -> tuple[str, str] | None:
        """Return the row and name of the answer a field is for."""
        if self._item().kind != "ask":
            return None
        return next((item.key for item in self._group() if item.name == name), None)
